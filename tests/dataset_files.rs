//! The files of a dataset folder hold each other although their checksums fit: what was emptied, cut
//! short, moved or described otherwise is an error.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::fmt::Write as _;

use mingdan::check::{Settings, words};
use mingdan::emit;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{FindingLevel, Lang, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::schema;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A folder's files, its package last.
struct Folder(Vec<(String, Vec<u8>)>, Value);

impl Folder {
    fn seed() -> Self {
        let source = Source::new("notice.txt", include_str!("../fixtures/notices/seed/source.txt"));
        let choose = Choose::Among(schema::built_in());
        let run =
            pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).unwrap();
        let dataset = emit::emit(&run.document, &run.checked, run.schema);
        let report = json!({
            "summary": { "entries": 92 },
            "claims": [{ "about": "综合基地", "declared": 10, "found": 10, "state": "held" }],
        });
        let report = report.to_string().into_bytes();
        let packing =
            emit::Packing { report: emit::Reported::Bytes(&report), ..emit::Packing::default() };
        let files = emit::files(&dataset, &packing);
        let package = files.iter().find(|file| file.name == "datapackage.json").unwrap();
        let package = serde_json::from_slice(&package.bytes).unwrap();
        let others = files.iter().filter(|file| file.name != "datapackage.json");
        Self(others.map(|file| (file.name.clone(), file.bytes.clone())).collect(), package)
    }

    fn change(&mut self, name: &str, change: impl Fn(String) -> Vec<u8>) {
        let file = self.0.iter_mut().find(|file| file.0 == name).unwrap();
        file.1 = change(String::from_utf8(file.1.clone()).unwrap());
    }

    /// What is found, sizes and sums made to fit.
    fn found(mut self) -> Vec<String> {
        let seal = |resource: &mut Value| {
            let Some((_, bytes)) = self.0.iter().find(|file| resource["path"] == *file.0) else {
                return;
            };
            let mut sum = String::new();
            for byte in Sha256::digest(bytes) {
                write!(sum, "{byte:02x}").unwrap();
            }
            resource["bytes"] = bytes.len().into();
            resource["hash"] = format!("sha256:{sum}").into();
        };
        let resources = self.1["resources"].as_array_mut().unwrap();
        resources.iter_mut().for_each(seal);
        seal(&mut self.1["mingdan"]["report"]);
        let package = serde_json::to_vec_pretty(&self.1).unwrap();
        self.0.push(("datapackage.json".to_owned(), package));
        let files: Vec<Source> =
            self.0.iter().map(|(name, bytes)| Source::new(name, bytes.clone())).collect();
        let (gazetteer, settings) = (Gazetteer::embedded(), Settings::default());
        let reports = pipeline::check_dataset(&files, &self.1, None, gazetteer, &settings).unwrap();
        let mut found = Vec::new();
        for (document, report) in reports {
            for finding in report.findings.iter().filter(|f| f.level > FindingLevel::Note) {
                let line = document.position(finding.primary.start).line;
                let words = words::message(finding, Lang::En);
                found.push(format!("{} {} {line}: {words}", finding.code, document.name));
            }
        }
        found
    }
}

fn changed(name: &str, change: impl Fn(String) -> Vec<u8>) -> Vec<String> {
    let mut folder = Folder::seed();
    folder.change(name, change);
    folder.found()
}

/// Some findings begin so.
fn says(found: &[String], what: &str) {
    assert!(found.iter().any(|f| f.starts_with(what)), "{what}: {found:?}");
}

#[test]
fn a_sound_folder_is_sound() {
    assert_eq!(Folder::seed().found(), Vec::<String>::new());
}

#[test]
fn a_table_without_rows_is_none() {
    let header = |text: String| text.lines().next().unwrap().as_bytes().to_vec();
    let header = |text: String| [header(text), b"\n".to_vec()].concat();
    let found = changed("entries.csv", header);
    says(&found, "MD004 entries.csv 1: ");
    says(&found, "MD308 entries.csv 1: the table has 0 rows, notice.json says 92");
    assert!(found.iter().filter(|f| f.starts_with("MD306")).count() > 90, "{}", found.len());
}

#[test]
fn files_are_what_they_are_called() {
    for name in ["notice.json", "report.json"] {
        says(&changed(name, |text| text.as_bytes()[..20].to_vec()), &format!("MD307 {name} "));
        says(&changed(name, |_| Vec::new()), &format!("MD307 {name} 1: {name} is no JSON"));
    }
    let found = changed("entries.csv", |text| encoding_rs::GB18030.encode(&text).0.into_owned());
    says(&found, "MD307 entries.csv 1: entries.csv is in GB18030");
}

#[test]
fn the_report_says_what_the_tables_say() {
    let found = changed("report.json", |text| {
        text.replace("\"found\":10", "\"found\":11").replace("held", "broken").into_bytes()
    });
    says(&found, "MD308 report.json 1: report.json says 11 of the declared 10 综合基地");
    let found = changed("report.json", |text| text.replace("92", "93").into_bytes());
    says(&found, "MD308 report.json 1: report.json says 93 entries");
}

#[test]
fn what_notice_json_quotes_stands_in_the_text() {
    let swap = |a: &'static str, b: &'static str| {
        changed("notice.json", move |text| text.replacen(a, b, 1).into_bytes())
    };
    let title = "国家智能社会治理实验基地名单";
    says(&swap(title, "国家智能社会治理示范基地名单"), "MD308 notice.json");
    let issuers = swap(r#""printed": "中央"#, r#""printed": "中共"#);
    says(&issuers, "MD308 notice.json 12: notice.json says 中共");
    let date = swap(r#""value": "2021-09-29""#, r#""value": "2021-09-28""#);
    says(&date, "MD308 notice.json 61: notice.json says 2021-09-28; text.txt has");
    let declared = swap(r#""declared": 82"#, r#""declared": 83"#);
    let told = "notice.json says 83; text.txt has 82 where it says so";
    assert!(declared.iter().any(|found| found.ends_with(told)), "{declared:?}");
}

#[test]
fn resources_are_files_of_the_folder() {
    let mut folder = Folder::seed();
    let resources = folder.1["resources"].as_array_mut().unwrap();
    let units = resources.iter_mut().find(|r| r["path"] == "units.csv").unwrap();
    units["path"] = "../../etc/passwd".into();
    folder.change("units.csv", |text| text.replace("苏州市人民政府", "苏州市委").into_bytes());
    let found = folder.found();
    assert!(found.iter().any(|f| f.contains("../../etc/passwd is no file in this folder")));
    says(&found, "MD307 units.csv 1: datapackage.json does not describe units.csv");
    says(&found, "MD309 units.csv 2: ");
}

#[test]
fn the_fields_of_organisations_are_held() {
    let mut folder = Folder::seed();
    let text = folder.1.to_string().replace("\"unit_raw\"", "\"printed\"");
    folder.1 = serde_json::from_str(&text).unwrap();
    says(&folder.found(), "MD113 units.csv 1: ");
    let mut folder = Folder::seed();
    for resource in folder.1["resources"].as_array_mut().unwrap() {
        for field in resource["schema"]["fields"].as_array_mut().into_iter().flatten() {
            if field["name"] == "unit_adcode" {
                field["type"] = "integer".into();
            }
        }
    }
    says(&folder.found(), "MD113 units.csv 1: datapackage.json says that unit_adcode");
}

#[test]
fn spans_and_rows_have_the_same_words() {
    let cell = |row: usize, column: &'static str, change: fn(&str) -> String| {
        changed("entries.csv", move |text| {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let header = reader.headers().unwrap().clone();
            let at = header.iter().position(|name| name == column).unwrap();
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&header).unwrap();
            for (nth, record) in reader.records().enumerate() {
                let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
                if nth == row {
                    cells[at] = change(&cells[at]);
                }
                writer.write_record(&cells).unwrap();
            }
            writer.into_inner().unwrap()
        })
    };
    says(&cell(3, "subject_raw", |_| String::new()), "MD310 entries.csv 5: row 5: the text");
    says(&cell(3, "applicants_raw", |text| text.chars().take(3).collect()), "MD310 entries.csv 5");
    let on = |text: &str| (text.parse::<u32>().unwrap() + 120).to_string();
    says(&cell(3, "span_end", on), "MD310 entries.csv 5");
    says(&cell(3, "line", |_| "x".to_owned()), "MD304 entries.csv 5");
    let found = cell(11, "notice_number", |_| String::new());
    assert_eq!(
        found,
        [
            "MD308 entries.csv 13: row 13: notice_number is an empty cell, elsewhere 中网办秘字〔2021〕1488号"
        ]
    );
}
