//! Organisations as they are printed, within the place of their row.

use std::sync::Arc;

use mingdan::gazetteer::Gazetteer;
use mingdan::model::Span;
use mingdan::normalize::place::resolve;
use mingdan::normalize::unit::Units;

#[test]
fn seed() {
    hold(include_str!("data/seed-units.csv"));
}

#[test]
fn by_the_place_of_the_row() {
    hold(include_str!("data/units-by-row.csv"));
}

/// Rows of place, date, print and the full names that stand in it.
fn hold(text: &str) {
    let mut wrong = Vec::new();
    let gazetteer = Gazetteer::embedded();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.unwrap();
        let (place, date, raw, expected) = (&record[0], &record[1], &record[2], &record[3]);
        let date = date.parse().ok();
        let place = Arc::new(resolve(place, date, gazetteer));
        let mut units = Units::new(gazetteer, date);
        let (found, _) = units.cell(raw, Span::default(), Some(&place));
        let names: Vec<&str> = found.iter().map(|u| &*u.name).collect();
        if names.join("；") != expected {
            wrong.push(format!("{raw} at {}: {} for {expected}", place.name, names.join("；")));
        }
        if found.iter().any(|u| u.unbound || u.level_mismatch) {
            wrong.push(format!("{raw} at {}: {found:?}", place.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn issuers() {
    let date = "2021-09-29".parse().ok();
    let mut units = Units::new(Gazetteer::embedded(), date);
    for (short, full) in [
        ("中央网信办秘书局", "中央网络安全和信息化委员会办公室秘书局"),
        ("国家发展改革委办公厅", "国家发展和改革委员会办公厅"),
        ("教育部办公厅", "教育部办公厅"),
        ("民政部办公厅", "民政部办公厅"),
        ("生态环境部办公厅", "生态环境部办公厅"),
        ("国家卫生健康委办公厅", "国家卫生健康委员会办公厅"),
        ("市场监管总局办公厅", "国家市场监督管理总局办公厅"),
        ("体育总局办公厅", "国家体育总局办公厅"),
        ("国家体育总局办公厅", "国家体育总局办公厅"),
        ("上海市发展改革委", "上海市发展和改革委员会"),
        ("江苏省教育厅", "江苏省教育厅"),
    ] {
        assert_eq!(units.issued_by([short].into_iter()), [Some(full.to_owned())]);
    }
    for unknown in ["某某办公厅", "办公厅", "本刊编辑部"] {
        assert_eq!(units.issued_by([unknown].into_iter()), [None]);
    }
}
