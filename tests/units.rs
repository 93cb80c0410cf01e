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

/// What the row's place does not tell, or a body of another place before it makes doubtful, stays as printed.
#[test]
fn unbound() {
    let gazetteer = Gazetteer::embedded();
    let date = "2024-05-06".parse().ok();
    for (place, raw, names, unbound) in [
        ("浙江省杭州市", "市区两级政府", "市区两级政府", 1),
        ("江苏省苏州市", "市区教育局", "市区教育局", 1),
        ("江苏省无锡市", "老城区政府", "老城区政府", 1),
        ("浙江省杭州市", "杭州市西湖区教育局、卫健局", "杭州市西湖区教育局；卫健局", 1),
        ("江苏省无锡市江阴市", "无锡市委市政府", "中共无锡市委员会；市政府", 1),
        ("福建省", "省发展改革委等3部门", "省发展改革委等3部门", 1),
        ("浙江省杭州市", "浙江省、杭州市教育局", "浙江省；杭州市教育局", 1),
        ("浙江省杭州市", "省、市、区三级政府", "省、市；区三级政府", 2),
    ] {
        let place = Arc::new(resolve(place, date, gazetteer));
        let (found, _) = Units::new(gazetteer, date).cell(raw, Span::default(), Some(&place));
        let read: Vec<&str> = found.iter().map(|u| &*u.name).collect();
        assert_eq!(read.join("；"), names);
        assert_eq!(found.iter().filter(|u| u.unbound).count(), unbound, "{found:?}");
        assert!(found.iter().filter(|u| u.unbound).all(|u| u.adcode.is_none()));
    }
}

/// A part that a university or institute has in another city is not at the mother's seat.
#[test]
fn seats() {
    let gazetteer = Gazetteer::embedded();
    let date = "2024-05-06".parse().ok();
    let seat = |raw: &str| {
        let (found, _) = Units::new(gazetteer, date).cell(raw, Span::default(), None);
        found[0].adcode.map(|code| code.to_string())
    };
    assert_eq!(seat("清华大学未来实验室").as_deref(), Some("110000"));
    for away in [
        "清华大学深圳国际研究生院",
        "武汉大学深圳研究院",
        "复旦大学义乌研究院",
        "南京大学（苏州校区）研究院",
        "中国信通院深圳分院",
    ] {
        assert_eq!(seat(away), None, "{away}");
        assert_eq!(resolve(away, date, gazetteer).adcode, None, "{away}");
    }
    assert_eq!(seat("中国石油大学（北京）").as_deref(), Some("110000"));
    for one_of_two in ["中国石油大学", "中国地质大学"] {
        assert_eq!(resolve(one_of_two, date, gazetteer).adcode, None);
    }
}
