//! `check TABLE --against NOTICE`: tables made from each sound notice of `fixtures/`, and one fault
//! after the other in them. Every fault is an error that names its row; what is no fault is none.
#![allow(clippy::disallowed_methods, clippy::print_stderr, missing_docs)]

mod abreast;

use std::collections::BTreeMap;
use std::path::PathBuf;

use abreast::abreast;
use mingdan::check::Settings;
use mingdan::emit;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::dataset::Content;
use mingdan::model::{FindingLevel, Source};
use mingdan::pipeline::{self, Choose, Run};
use mingdan::schema;

/// A table: its header and its rows.
#[derive(Clone)]
struct Rows {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.header).unwrap();
        self.rows.iter().for_each(|row| writer.write_record(row).unwrap());
        writer.into_inner().unwrap()
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|header| header == name)
    }

    fn only(&self, columns: &[usize]) -> Self {
        let pick = |row: &Vec<String>| columns.iter().map(|at| row[*at].clone()).collect();
        Self { header: pick(&self.header), rows: self.rows.iter().map(pick).collect() }
    }
}

/// Codes and how often each was found; notes left out.
fn verdict(table: &[u8], notice: &Run) -> BTreeMap<String, usize> {
    let source = Source::new("table.csv", table);
    let (document, report) =
        pipeline::ground(&source, notice, Gazetteer::embedded(), &Settings::default()).unwrap();
    let mut found = BTreeMap::new();
    for finding in report.findings.iter().filter(|f| f.level > FindingLevel::Note) {
        assert!(finding.primary.end as usize <= document.text.len());
        for related in &finding.related {
            assert!(related.span.end as usize <= related.document(&document).text.len());
        }
        *found.entry(finding.code.to_owned()).or_default() += 1;
    }
    found
}

/// What a fault must give: this many findings of this code, and no other errors; or any error.
enum Must {
    Exactly(&'static str, usize),
    Error,
    Nothing,
    Order,
}

fn held(found: &BTreeMap<String, usize>, must: &Must) -> bool {
    let errors: usize =
        found.iter().filter(|(c, _)| !["MD506", "MD114"].contains(&c.as_str())).map(|f| f.1).sum();
    match must {
        Must::Exactly(code, count) => found.get(*code) == Some(count) && errors == *count,
        Must::Error => errors > 0,
        Must::Nothing => found.is_empty(),
        Must::Order => errors == 0 && found.contains_key("MD506"),
    }
}

/// The faults and harmless changes of a table, each with what it must give. `name` is the column
/// that tells rows apart.
fn mutants(table: &Rows, name: usize) -> Vec<(String, Rows, Must)> {
    let mut found = Vec::new();
    let count = table.rows.len();
    let unique = |row: usize| {
        let same = |other: &&Vec<String>| other[name] == table.rows[row][name];
        table.rows.iter().filter(same).count() == 1 && !table.rows[row][name].is_empty()
    };
    let mut add = |what: String, must: Must, change: &dyn Fn(&mut Rows)| {
        let mut rows = table.clone();
        change(&mut rows);
        found.push((what, rows, must));
    };
    add("as it is".into(), Must::Nothing, &|_| {});
    for row in (0..count).step_by(count / 4 + 1) {
        let line = row + 2;
        add(format!("row {line} dropped"), Must::Exactly("MD502", 1), &|t| _ = t.rows.remove(row));
        add(format!("row {line} doubled"), Must::Exactly("MD505", 1), &|t| {
            t.rows.insert(row, t.rows[row].clone());
        });
        add(format!("row {line} again at the end"), Must::Exactly("MD505", 1), &|t| {
            t.rows.push(t.rows[row].clone());
        });
        add(format!("invented row at {line}"), Must::Exactly("MD501", 1), &|t| {
            let invented = t.rows[row].iter().map(|_| String::from("凭空捏造")).collect();
            t.rows.insert(row, invented);
        });
        if unique(row) {
            add(format!("name of row {line} made up"), Must::Error, &|t| {
                t.rows[row][name] = "江苏省南通市如皋市".into();
            });
            add(format!("a character of the name of row {line}"), Must::Error, &|t| {
                let mut chars: Vec<char> = t.rows[row][name].chars().collect();
                let last = chars.len() - 1;
                chars[last] = '甲';
                t.rows[row][name] = chars.into_iter().collect();
            });
            add(format!("name of row {line} lost"), Must::Error, &|t| t.rows[row][name].clear());
        }
        if row + 1 < count && unique(row) && unique(row + 1) && table.header.len() > 1 {
            add(format!("rows {line} and after exchanged"), Must::Order, &|t| {
                t.rows.swap(row, row + 1);
            });
            if table.header.len() > 2 {
                // Two, unless one row's name is the print of the other's. Where both rows
                // are the same but for the name, they have changed places.
                let (own, below) = (&table.rows[row], &table.rows[row + 1]);
                let alike = (0..own.len()).all(|at| at == name || own[at] == below[at]);
                let must = if alike { Must::Order } else { Must::Error };
                add(format!("names of {line} and after exchanged"), must, &|t| {
                    let name_of = t.rows[row][name].clone();
                    t.rows[row][name] = std::mem::replace(&mut t.rows[row + 1][name], name_of);
                });
            }
        }
        for at in (row % 3..table.header.len()).step_by(3) {
            if let Ok(number) = table.rows[row][at].parse::<u64>() {
                add(format!("number in row {line}, {}", table.header[at]), Must::Error, &|t| {
                    t.rows[row][at] = (number + 70_000).to_string();
                });
            }
        }
    }
    let all_unique = (0..count).all(unique);
    if count > 6 && all_unique && table.header.len() > 2 {
        add("names shifted by a row".into(), Must::Exactly("MD503", 4), &|t| {
            for row in (2..6).rev() {
                t.rows[row][name] = t.rows[row - 1][name].clone();
            }
        });
        add("the second half of the names shifted".into(), Must::Error, &|t| {
            for row in (count / 2 + 1..count).rev() {
                t.rows[row][name] = t.rows[row - 1][name].clone();
            }
        });
        add("columns in another order".into(), Must::Nothing, &|t| {
            let columns: Vec<usize> = (0..t.header.len()).rev().collect();
            *t = t.only(&columns);
        });
    }
    add("blanks and width".into(), Must::Nothing, &|t| {
        for cell in t.rows.iter_mut().flatten() {
            *cell = cell.replace('省', "省 ").replace('1', "１").replace('（', "(");
        }
    });
    found
}

fn root(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The sound notices of the fixtures: those without an error.
fn notices() -> Vec<(String, Source)> {
    let mut found = Vec::new();
    for case in std::fs::read_dir(root("fixtures/notices")).unwrap().flatten() {
        let name = case.file_name().to_string_lossy().into_owned();
        // Variants of one notice have the same rows.
        if name.starts_with("seed-") {
            continue;
        }
        for file in std::fs::read_dir(case.path()).unwrap().flatten() {
            if file.file_name().to_string_lossy().starts_with("source.") {
                found.push((
                    name.clone(),
                    Source::new("notice", std::fs::read(file.path()).unwrap()),
                ));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The notices of the corpus beside the project, if there is one.
fn corpus() -> Vec<(String, Source)> {
    let mut found = Vec::new();
    for case in std::fs::read_dir(root("../shared/corpus")).into_iter().flatten().flatten() {
        let name = case.file_name().to_string_lossy().into_owned();
        for file in std::fs::read_dir(case.path()).into_iter().flatten().flatten() {
            if file.file_name().to_string_lossy().starts_with("source.") {
                let bytes = std::fs::read(file.path()).unwrap();
                found.push((name.clone(), Source::new("notice", bytes)));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The tables that a notice gives: all columns, those that are printed, and the name with its
/// neighbour.
fn tables(run: &Run) -> Vec<(&'static str, Rows)> {
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    let mut found = Vec::new();
    for table in dataset.tables.iter().filter(|t| t.content == Content::Entries) {
        let header: Vec<String> = table.fields.iter().map(|field| field.name.clone()).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(ToString::to_string).collect());
        let all = Rows { header, rows: rows.collect() };
        let named = |fits: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..table.fields.len()).filter(|at| fits(*at)).collect()
        };
        let title = |at: usize| !table.fields[at].title.is_empty();
        let printed = named(&|at| title(at) || all.header[at].starts_with("group"));
        if printed.len() > 1 {
            found.push(("printed", all.only(&printed)));
        }
        found.push(("all", all));
    }
    found
}

#[test]
fn every_fault_of_a_table_is_found() {
    let mut wrong = Vec::new();
    let (mut notices_held, mut tried) = (0, 0);
    for (unfound, made) in
        abreast(notices(), |(name, source)| faults(&name, &source)).into_iter().flatten()
    {
        notices_held += 1;
        wrong.extend(unfound);
        tried += made;
    }
    eprintln!("{tried} tables against {notices_held} notices");
    assert!(notices_held >= 5 && tried > 300, "{tried} tables, {notices_held} notices");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Holds tables with faults against a notice: what was not found of them, and how many they are.
fn faults(name: &str, source: &Source) -> Option<(Vec<String>, usize)> {
    let choose = Choose::Among(schema::built_in());
    let run = pipeline::run(source, choose, Gazetteer::embedded(), &Settings::default()).ok()?;
    if run.checked.report().findings.iter().any(|f| f.level == FindingLevel::Error) {
        return None;
    }
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (view, table) in tables(&run) {
        // The column with the most different texts names the rows.
        let telling = |at: usize| {
            let mut cells: Vec<&str> = table.rows.iter().map(|row| row[at].as_str()).collect();
            cells.sort_unstable();
            cells.dedup();
            let text = !table.rows.iter().any(|row| row[at].bytes().any(|b| b.is_ascii_digit()));
            if text { cells.len() } else { 0 }
        };
        let Some(column) = (0..table.header.len()).rev().max_by_key(|at| telling(*at)) else {
            continue;
        };
        for (what, mutant, must) in mutants(&table, column) {
            tried += 1;
            let found = verdict(&mutant.csv(), &run);
            // See `tables_of_the_corpus`.
            let shifted = what.starts_with("names shifted") && held(&found, &Must::Error);
            if !held(&found, &must) && !shifted {
                wrong.push(format!("{name}, {view}, {what}: {found:?}"));
            }
        }
    }
    Some((wrong, tried))
}

/// A table as it comes back from other hands: what must all be the same.
fn harmless(table: &Rows, titles: &[String]) -> Vec<(&'static str, Vec<u8>)> {
    let renamed = Rows { header: titles.to_vec(), rows: table.rows.clone() };
    let columns: Vec<usize> = (0..table.header.len()).rev().collect();
    let csv = table.csv();
    let text = String::from_utf8(csv.clone()).unwrap();
    let (gb, _, lossy) = encoding_rs::GB18030.encode(&text);
    let mut found = vec![
        ("as it is", csv),
        ("with a mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("with CR LF", text.replace('\n', "\r\n").into_bytes()),
        ("under printed headers", renamed.csv()),
        ("turned", table.only(&columns).csv()),
    ];
    if !lossy {
        found.push(("in GB18030", gb.into_owned()));
    }
    found
}

#[test]
fn tables_of_the_corpus() {
    let corpus = corpus();
    if corpus.is_empty() {
        eprintln!("skipped: no corpus beside the project");
        return;
    }
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (name, source) in corpus {
        let choose = Choose::Among(schema::built_in());
        let run = pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default());
        let Ok(run) = run else { continue };
        if run.checked.report().findings.iter().any(|f| f.level == FindingLevel::Error) {
            continue;
        }
        let dataset = emit::emit(&run.document, &run.checked, run.schema);
        let entries = dataset.tables.iter().filter(|t| t.content == Content::Entries);
        let views = tables(&run).into_iter().filter(|(view, _)| *view == "all");
        for (table, (_, all)) in entries.zip(views) {
            let shown = |field: &mingdan::model::dataset::Field| match field.title.as_str() {
                "" => field.name.clone(),
                title => title.to_owned(),
            };
            let titles: Vec<String> = table.fields.iter().map(shown).collect();
            for (what, bytes) in harmless(&all, &titles) {
                tried += 1;
                let found = verdict(&bytes, &run);
                if !found.is_empty() {
                    wrong.push(format!("{name}, {what}: {found:?}"));
                }
            }
            // Faults, in those that are soon done.
            let named = all.at("name").or_else(|| all.at("project")).or_else(|| all.at("place"));
            let Some(column) = named.filter(|_| all.rows.len() <= 150) else { continue };
            for (what, mutant, must) in mutants(&all, column) {
                tried += 1;
                let found = verdict(&mutant.csv(), &run);
                // Where little else stands in a row, names that are shifted are as well a row lost
                // and another that stands twice.
                let shifted = what.starts_with("names shifted") && held(&found, &Must::Error);
                if !held(&found, &must) && !shifted {
                    wrong.push(format!("{name}, {what}: {found:?}"));
                }
            }
        }
    }
    eprintln!("{tried} tables of the corpus");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_seed_written_by_others() {
    let source = Source::new("notice.txt", include_str!("../fixtures/notices/seed/source.txt"));
    let choose = Choose::Among(schema::built_in());
    let run = pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).unwrap();
    let (_, all) = tables(&run).into_iter().find(|(view, _)| *view == "all").unwrap();
    let view = |names: &[&str]| {
        let columns: Vec<usize> = names.iter().map(|name| all.at(name).unwrap()).collect();
        all.only(&columns)
    };
    let check = |what: &str, table: &Rows, must: &Must| {
        let found = verdict(&table.csv(), &run);
        assert!(held(&found, must), "{what}: {found:?}");
    };
    // Printed units, headers in other words, another order of columns.
    let mut table = view(&["applicants_raw", "subject", "rank", "domain"]);
    table.header = ["Applicant", "Where", "No.", "Topic"].map(str::to_owned).to_vec();
    check("translated", &table, &Must::Nothing);
    // A merged column: the heading stands in its first row alone.
    let domain = 3;
    for row in (1..table.rows.len()).rev() {
        if table.rows[row][domain] == table.rows[row - 1][domain] {
            table.rows[row][domain].clear();
        }
    }
    check("merged", &table, &Must::Nothing);
    table.rows[15][domain] = "教育".into();
    let found = verdict(&table.csv(), &run);
    assert!(found["MD504"] >= 1 && found.len() == 1, "{found:?}");
    // Computed codes and a column of one's own.
    let mut table = view(&["subject", "adcode"]);
    check("codes", &table, &Must::Nothing);
    table.rows[7][1] = "320102".into();
    check("a wrong code", &table, &Must::Exactly("MD503", 1));
    let mut table = view(&["subject", "applicants"]);
    table.header.push("score".into());
    table
        .rows
        .iter_mut()
        .enumerate()
        .for_each(|(n, row)| row.push(format!("0.{}", n * 7919 % 1000)));
    let found = verdict(&table.csv(), &run);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["MD114"]);
    // Ten rows fewer, nineteen cells shifted, a town that is not there.
    let table = view(&["category", "domain", "rank", "subject", "applicants"]);
    let mut fewer = table.clone();
    fewer.rows.retain(|row| row[1] != "养老");
    check("ten rows dropped", &fewer, &Must::Exactly("MD502", 10));
    let mut shifted = table.clone();
    for row in (20..39).rev() {
        shifted.rows[row + 1][3] = shifted.rows[row][3].clone();
    }
    check("nineteen cells shifted", &shifted, &Must::Exactly("MD503", 19));
    let mut invented = table.clone();
    let mut row = invented.rows[3].clone();
    row[3] = "江苏省南通市".into();
    invented.rows.insert(4, row);
    check("an invented town", &invented, &Must::Exactly("MD501", 1));
    // One of joint applicants left out; two exchanged; headers of two columns exchanged.
    let joint = table.rows.iter().position(|row| row[4].contains('；')).unwrap();
    let mut fewer = table.clone();
    fewer.rows[joint][4] = fewer.rows[joint][4].split_once('；').unwrap().1.to_owned();
    check("an applicant left out", &fewer, &Must::Exactly("MD503", 1));
    let mut turned = table.clone();
    let parts: Vec<&str> = table.rows[joint][4].split('；').rev().collect();
    turned.rows[joint][4] = parts.join("；");
    check("applicants turned", &turned, &Must::Order);
    let mut exchanged = table.clone();
    exchanged.header.swap(3, 4);
    check("headers exchanged", &exchanged, &Must::Exactly("MD503", 2));
    let mut group = table.clone();
    group.rows[30][1] = "养老".into();
    check("wrong group", &group, &Must::Exactly("MD504", 1));
    // Headings between the rows instead of a column.
    let mut headed = view(&["rank", "subject", "applicants"]);
    let at = table.rows.iter().position(|row| row[1] == "教育").unwrap();
    headed.rows.insert(at, vec!["特色基地（教育）".into(), String::new(), String::new()]);
    headed.rows.insert(0, vec!["综合基地".into(), String::new(), String::new()]);
    let found = verdict(&headed.csv(), &run);
    // The heading of 城市管理 was left out, so its ten rows stand under 综合基地, and those from
    // 养老 on under 教育.
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [("MD504".to_owned(), 63)]);
}

#[test]
fn each_row_at_fault_has_its_own_finding() {
    let rows = |name: &str| -> String {
        let row = |n| format!("{n}\t第{n}号示范项目\t{name}{n}公司\n");
        (1..=300).map(row).collect::<Vec<_>>().concat()
    };
    let notice = format!("附件\n\n示范项目名单\n\n序号\t项目名称\t申报单位\n{}", rows("苏州"));
    let source = Source::new("notice.txt", notice);
    let choose = Choose::Among(schema::built_in());
    let run = pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).unwrap();
    let head = "序号,项目名称,申报单位\n";
    let table = |text: &str| head.to_owned() + &text.replace('\t', ",");
    let of = |table: &str| verdict(table.as_bytes(), &run).into_iter().collect::<Vec<_>>();
    assert_eq!(of(&table(&rows("苏州"))), []);
    assert_eq!(of(&table(&rows("无锡"))), [("MD503".to_owned(), 300)]);
    let row = |n: u32| format!("{}\t无锡{n}号试点\t{n}厂\n", n + 1000);
    let other: String = (1..=300).map(row).collect();
    assert_eq!(of(&table(&other)), [("MD501".to_owned(), 300), ("MD502".to_owned(), 300)]);
    assert_eq!(of(&table("1\t第1号示范项目\t苏州1公司\n")), [("MD502".to_owned(), 299)]);
}

#[test]
fn a_row_that_lost_its_other_cells_is_no_heading() {
    let row = |n: u32| format!("{n}\t第{n}号项目\n");
    let rows = |from, to| (from..=to).map(row).collect::<String>();
    let notice = format!(
        "附件\n\n项目名单\n\n序号\t项目名称\n一、甲类\n{}二、乙类\n{}",
        rows(1, 20),
        rows(21, 40)
    );
    let source = Source::new("notice.txt", notice);
    let choose = Choose::Among(schema::built_in());
    let run = pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).unwrap();
    let of = |n: u32| if n <= 20 { "甲类" } else { "乙类" };
    let lines = (1..=40).map(|n| match n {
        25 => "乙类,\n".to_owned(),
        n => format!("{},第{n}号项目\n", of(n)),
    });
    let table = "组别,项目名称\n".to_owned() + &lines.collect::<String>();
    let found = verdict(table.as_bytes(), &run);
    assert!(found.values().sum::<usize>() <= 2 && !found.contains_key("MD504"), "{found:?}");
    assert!(found.contains_key("MD502") || found.contains_key("MD503"), "{found:?}");
}

/// A notice of amounts, and the verdict on a table held against it.
fn of_amounts(table: &str) -> BTreeMap<String, usize> {
    let text = "\
关于下达补助资金的通知

现下达补助资金。

附件：补助资金分配表

某部
2021年4月9日

附件

补助资金分配表

序号\t县（市、区）\t道路\t水利
1\t河北省迁西县\t7400\t6100
2\t浙江省安吉县\t8200\t5300
3\t福建省永春县\t5100\t4200
4\t广东省博罗县\t9300\t7700
5\t贵州省赤水市\t3800\t2900
6\t四川省汶川县\t7200\t5700
";
    let source = Source::new("notice.txt", text.as_bytes());
    let settings = Settings::default();
    let notice = pipeline::run(&source, Choose::BuiltIn, Gazetteer::embedded(), &settings).unwrap();
    verdict(table.as_bytes(), &notice)
}

#[test]
fn columns_in_other_words_are_told_by_their_cells() {
    let sound = "county,roads,water\n迁西县,7400,6100\n安吉县,8200,5300\n永春县,5100,4200\n\
                 博罗县,9300,7700\n赤水市,3800,2900\n汶川县,7200,5700\n";
    assert_eq!(of_amounts(sound), BTreeMap::new());
    // Provinces by their short names.
    let short = sound
        .replace("迁西", "河北迁西")
        .replace("安吉", "浙江安吉")
        .replace("永春", "福建永春")
        .replace("博罗", "广东博罗")
        .replace("赤水", "贵州赤水")
        .replace("汶川", "四川汶川");
    assert_eq!(of_amounts(&short), BTreeMap::new());
    // A column of numbers slid by a row.
    let slid = "county,roads,water\n迁西县,7200,6100\n安吉县,7400,5300\n永春县,8200,4200\n\
                博罗县,5100,7700\n赤水市,9300,2900\n汶川县,3800,5700\n";
    assert_eq!(of_amounts(slid).get("MD503"), Some(&6), "{:?}", of_amounts(slid));
}

#[test]
fn a_column_of_lost_characters_is_no_column_of_other_things() {
    let marks = "序号,???,道路,水利\n1,??????,7400,6100\n2,??????,8200,5300\n3,??????,5100,4200\n\
                 4,??????,9300,7700\n5,??????,3800,2900\n6,??????,7200,5700\n";
    let found = of_amounts(marks);
    assert!(found.contains_key("MD503"), "{found:?}");
    // A column of the table's own is only told to be unchecked.
    let own = marks.replace("???,道路", "备注,道路").replace("??????", "已核");
    let found = of_amounts(&own);
    assert!(!found.contains_key("MD503") && found.contains_key("MD114"), "{found:?}");
}

#[test]
fn provinces_go_by_their_short_names() {
    for header in ["省份\t项目", "省份\t项目\t县"] {
        let county =
            |name: &str| if header.ends_with('县') { format!("\t{name}") } else { String::new() };
        let mut text = format!(
            "关于公布项目名单的通知\n\n附件：项目名单\n\n某部\n2021年4月9日\n\n附件\n\n项目名单\n\n序号\t{header}\n"
        );
        let rows = [
            ("山西省", "甲项目", "沁源县"),
            ("山西省", "乙项目", "岚县"),
            ("江西省", "丙项目", "遂川县"),
            ("内蒙古自治区", "丁项目", "多伦县"),
        ];
        let row = |(at, (province, project, name)): (u8, (&str, &str, &str))| {
            format!("{at}\t{province}\t{project}{}\n", county(name))
        };
        text.extend((1..).zip(rows).map(row));
        let source = Source::new("notice.txt", text.as_bytes());
        let settings = Settings::default();
        let notice =
            pipeline::run(&source, Choose::BuiltIn, Gazetteer::embedded(), &settings).unwrap();
        let table = "项目,省份\n甲项目,山西\n乙项目,山西\n丙项目,江西\n丁项目,内蒙古\n";
        assert_eq!(verdict(table.as_bytes(), &notice), BTreeMap::new(), "{header}");
        let wrong = table.replace("丙项目,江西", "丙项目,山西");
        assert_eq!(verdict(wrong.as_bytes(), &notice).get("MD503"), Some(&1), "{header}");
    }
}
