//! What is known on the way reaches the reader: oddities of the file as findings, full names of
//! issuers and the gazetteer's version in the dataset.
#![allow(clippy::disallowed_methods)]

use std::path::Path;

use mingdan::check::Settings;
use mingdan::emit::{Packing, Reported, emit, files};
use mingdan::gazetteer::Gazetteer;
use mingdan::model::Source;
use mingdan::pipeline::{self, Choose, Run};
use mingdan::schema::built_in;
use serde_json::Value;

fn run(file: &str) -> Run<'_> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(file);
    let source = Source::new(file, std::fs::read(path).unwrap());
    let choose = Choose::Among(built_in());
    pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).unwrap()
}

fn found(run: &Run, code: &str) -> usize {
    run.checked.report().findings.iter().filter(|finding| finding.code == code).count()
}

#[test]
fn the_seed_names_its_issuers_in_full() {
    let run = run("notices/seed/source.txt");
    let dataset = emit(&run.document, &run.checked, None);
    let gazetteer = Gazetteer::embedded().version();
    let files = files(&dataset, &Packing { bom: false, report: Reported::Bytes(b"{}"), gazetteer });
    let json = |name: &str| -> Value {
        let file = files.iter().find(|file| file.name == name).unwrap();
        serde_json::from_slice(&file.bytes).unwrap()
    };
    let notice = json("notice.json");
    let issuers = notice["issuers"].as_array().unwrap();
    let names: Vec<&str> = issuers.iter().filter_map(|i| i["canonical"].as_str()).collect();
    assert_eq!(
        names,
        [
            "中央网络安全和信息化委员会办公室秘书局",
            "国家发展和改革委员会办公厅",
            "教育部办公厅",
            "民政部办公厅",
            "生态环境部办公厅",
            "国家卫生健康委员会办公厅",
            "国家市场监督管理总局办公厅",
            "国家体育总局办公厅",
        ]
    );
    assert_eq!(json("datapackage.json")["mingdan"]["gazetteer"], gazetteer);
}

#[test]
fn the_gazetteer_has_a_vintage_and_a_sum() {
    let (vintage, sum) = Gazetteer::embedded().version().split_once('+').unwrap();
    assert!(vintage.len() == 10 && vintage.starts_with("20"), "{vintage}");
    assert!(sum.len() == 16 && sum.bytes().all(|b| b.is_ascii_hexdigit()), "{sum}");
}

#[test]
fn oddities_of_a_file_become_findings() {
    let hidden = run("formats/xlsx-hidden/source.xlsx");
    assert_eq!(found(&hidden, "MD007"), 2);
    assert!(found(&run("pdf/split.pdf"), "MD112") > 0);
}
