//! Tables and files from hand-made values.

use std::str::FromStr;
use std::sync::Arc;

use super::{File, Packing, Reported, emit, files};
use crate::check::{Settings, check};
use crate::gazetteer::Gazetteer;
use crate::model::notice::Notice;
use crate::model::place::Division;
use crate::model::roster::Serial;
use crate::model::{
    Adcode, Basis, Column, Dataset, Date, Document, Entry, Group, Head, Kind, Level, Place,
    Resolved, Role, Roster, Row, Span, Spanned, Unit, Value,
};

const TEXT: &str =
    "国办〔2021〕1号\n综合基地\n1\t江苏省苏州市\t市人民政府\n2\t浙江，\"大学\t甲、乙\n";

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).expect("part of the text");
    Span::of(start, start + part.len())
}

fn column(key: &str, title: &str, role: Role) -> Column {
    Column { key: key.into(), title: title.into(), header: None, role, evidence: "schema" }
}

fn suzhou() -> Place {
    let division = |name: &str, code| Some(Division { name: name.into(), adcode: Adcode(code) });
    Place {
        name: "江苏省苏州市".into(),
        kind: Kind::Division,
        province: division("江苏省", 320_000),
        prefecture: division("苏州市", 320_500),
        adcode: Some(Adcode(320_500)),
        adcode_level: Some(Level::Prefecture),
        adcode_basis: Some(Basis::Text),
        adcode_current: Some(Adcode(320_500)),
        ..Place::default()
    }
}

fn unit(name: &str, raw: &str) -> Unit {
    Unit { name: name.into(), raw: raw.into(), span: span(TEXT, raw), ..Unit::default() }
}

/// Two entries in one group, the first resolved, the second not.
fn dataset(columns: Vec<Column>) -> Dataset<'static> {
    let at = |part: &str| span(TEXT, part);
    let document =
        Document { name: "a/b/seed.txt".into(), text: TEXT.into(), ..Document::default() };
    // A dataset borrows from both; in a test they may stay.
    let document: &Document = Box::leak(Box::new(document));
    let entry = |part: &str, rank| Entry {
        span: at(part),
        group: Some(0),
        serial: Serial::Value(rank),
        ragged: false,
    };
    let roster = Roster {
        columns,
        levels: vec!["category".into(), "domain".into()],
        groups: vec![Group {
            path: vec!["综合基地".into(), String::new()],
            heading: "综合基地".into(),
            span: at("综合基地"),
            claim: None,
        }],
        entries: vec![entry("1\t江苏省苏州市\t市人民政府", 1), entry("2\t浙江，\"大学\t甲、乙", 2)],
        cells: vec![
            at("1\t").trim(TEXT),
            at("江苏省苏州市"),
            at("市人民政府"),
            at("2\t").trim(TEXT),
            at("浙江，\"大学"),
            at("甲、乙"),
        ],
        ..Roster::default()
    };
    let number = Spanned::new("国办〔2021〕1号".to_owned(), at("国办〔2021〕1号"));
    let date = Spanned::new(Date::from_str("2021-09-29").expect("a date"), Span::at(0));
    let head = Head { number: Some(number), date: Some(date), ..Head::default() };
    let rows = vec![
        Row {
            values: vec![
                Value::Integer(1),
                Value::Place(Arc::new(suzhou())),
                Value::Units(vec![unit("苏州市人民政府", "市人民政府")]),
            ],
            edits: Vec::new(),
        },
        Row {
            values: vec![
                Value::Integer(2),
                Value::Printed,
                Value::Units(vec![unit("甲", "甲"), unit("乙", "乙")]),
            ],
            edits: Vec::new(),
        },
    ];
    let notice = Notice { head, rosters: vec![roster], ..Notice::default() };
    let resolved = Resolved { notice, rosters: vec![rows], ..Resolved::default() };
    let gazetteer = Gazetteer::embedded();
    let checked = check(document, resolved, None, gazetteer, &Settings::default());
    emit(document, Box::leak(Box::new(checked)), None)
}

fn seed_columns() -> Vec<Column> {
    vec![
        column("rank", "排序", Role::Serial),
        column("subject", "实验地区/单位", Role::PlaceOrUnit),
        column("applicants", "申报单位", Role::Units),
    ]
}

fn text(files: &[File], name: &str) -> String {
    let file = files.iter().find(|file| file.name == name).expect("the file");
    String::from_utf8(file.bytes.clone()).expect("UTF-8")
}

fn pack(dataset: &Dataset) -> Vec<File> {
    files(dataset, &Packing { bom: false, report: Reported::Bytes(b"{}"), gazetteer: "2026" })
}

#[test]
fn writes_entries_and_units() {
    let files = pack(&dataset(seed_columns()));
    let entries = text(&files, "entries.csv");
    let lines: Vec<&str> = entries.lines().collect();
    assert_eq!(
        lines[0],
        "notice_number,notice_date,entry,category,domain,rank,subject,subject_kind,province,\
         province_adcode,prefecture,prefecture_adcode,county,county_adcode,township,zone,adcode,\
         adcode_level,adcode_basis,adcode_current,subject_raw,applicants,applicants_raw,page,line,\
         span_start,span_end"
    );
    assert_eq!(
        lines[1],
        "国办〔2021〕1号,2021-09-29,1,综合基地,,1,江苏省苏州市,division,江苏省,320000,苏州市,\
         320500,,,,,320500,prefecture,text,320500,江苏省苏州市,苏州市人民政府,市人民政府,,3,34,70"
    );
    assert_eq!(
        lines[2],
        "国办〔2021〕1号,2021-09-29,2,综合基地,,2,,,,,,,,,,,,,,,\"浙江，\"\"大学\",甲；乙,甲、乙,\
         ,4,71,99"
    );
    assert_eq!(
        text(&files, "units.csv"),
        "entry,seq,unit,unit_kind,unit_adcode,unit_basis,unit_raw\n\
         1,1,苏州市人民政府,unknown,,,市人民政府\n\
         2,1,甲,unknown,,,甲\n\
         2,2,乙,unknown,,,乙\n"
    );
    assert_eq!(text(&files, "text.txt"), TEXT);
}

#[test]
fn spreads_a_second_place_under_its_own_key() {
    let mut columns = seed_columns();
    columns[2] = column("province", "地区", Role::Place);
    let dataset = dataset(columns);
    let names: Vec<&str> = dataset.tables[0].fields.iter().map(|f| f.name.as_str()).collect();
    assert!(names.contains(&"province_2_adcode_basis"), "{names:?}");
    assert_eq!(names.iter().filter(|name| **name == "province").count(), 1);
    assert_eq!(dataset.tables.len(), 1, "no units column, no units table");
}

#[test]
fn keeps_raw_only_where_cleaning_changed_something() {
    let mut columns = seed_columns();
    columns[1] = column("name", "名称", Role::Name);
    columns[2] = column("note", "备注", Role::Note);
    let dataset = dataset(columns);
    let names: Vec<&str> = dataset.tables[0].fields.iter().map(|f| f.name.as_str()).collect();
    assert!(!names.contains(&"name_raw"), "every name is as printed: {names:?}");
    assert!(names.contains(&"note_raw"), "{names:?}");
    assert!(!names.contains(&"province"), "{names:?}");
}

#[test]
fn begins_with_a_mark_when_asked() {
    let dataset = dataset(seed_columns());
    let files = files(&dataset, &Packing { bom: true, ..Packing::default() });
    for file in &files {
        let marked = file.bytes.starts_with("\u{feff}".as_bytes());
        assert_eq!(marked, file.name.contains(".csv"), "{}", file.name);
    }
}

#[test]
fn package_names_every_other_file() {
    let files = pack(&dataset(seed_columns()));
    let package: serde_json::Value =
        serde_json::from_str(&text(&files, "datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("a list");
    let report = &package["mingdan"]["report"];
    for file in files.iter().filter(|file| file.name != "datapackage.json") {
        let entry = resources.iter().chain([report]).find(|entry| entry["path"] == *file.name);
        assert_eq!(entry.expect("an entry")["bytes"], file.bytes.len(), "{}", file.name);
    }
    let fields = resources[0]["schema"]["fields"].as_array().expect("a list");
    let subject = fields.iter().find(|field| field["name"] == "subject").expect("a field");
    assert_eq!(subject["title"], "实验地区/单位");
    assert_eq!(resources[1]["schema"]["foreignKeys"][0]["reference"]["resource"], "entries");
    assert_eq!(package["sources"][0]["title"], "seed.txt");
}

#[test]
fn notice_says_what_the_letter_says() {
    let files = pack(&dataset(seed_columns()));
    let notice: serde_json::Value =
        serde_json::from_str(&text(&files, "notice.json")).expect("JSON");
    assert_eq!(notice["version"], 1);
    assert_eq!(notice["number"]["value"], "国办〔2021〕1号");
    assert_eq!(notice["date"]["value"], "2021-09-29");
    assert_eq!(notice["rosters"][0]["groups"][0]["entries"], 2);
    assert_eq!(notice["title"], serde_json::Value::Null);
}
