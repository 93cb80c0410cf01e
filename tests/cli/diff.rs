//! `mingdan diff` from outside: sides of every kind, formats, exit status.

use crate::support::{NOTICE, Room, TWO_ROSTERS};

/// A revision: one came, one went, another date.
fn revised() -> String {
    NOTICE
        .replace("2021年9月29日", "2022年9月29日")
        .replace("2\t四川省成都市\t市人民政府", "2\t四川省绵阳市\t市人民政府")
}

const TABLE: &str = "序号,名称,代码,单位\n1,甲学院,001,教育部\n2,乙大学,002,教育部\n";

#[test]
fn exit_status_says_whether_they_differ() {
    let room = Room::new("diff-exit");
    room.write("old.txt", NOTICE);
    room.write("new.txt", &revised());
    room.write("table.csv", TABLE);
    room.write("empty.csv", "");
    room.write("bare.csv", "序号,名称\n");
    room.write("prose.txt", "各省、自治区、直辖市：\n\n今年不公布名单。\n");
    std::fs::create_dir(room.path("folder")).expect("a folder");
    assert_eq!(room.run(&["diff", "old.txt", "old.txt"]).code, 0);
    let found = room.run(&["diff", "old.txt", "new.txt"]);
    assert_eq!((found.code, found.err.as_str()), (1, ""));

    let cannot: [(&[&str], &str); 11] = [
        (&["old.txt"], "2 values required"),
        (&["old.txt", "missing.txt"], "no such file"),
        (&["old.txt", "empty.csv"], "empty"),
        (&["old.txt", "bare.csv"], "no entries"),
        (&["old.txt", "prose.txt"], "no entries"),
        (&["old.txt", "folder"], "notice.json"),
        (&["-", "-"], "only once"),
        (&["table.csv", "table.csv", "--key", "学号"], "序号, 名称, 代码, 单位"),
        (&["table.csv", "table.csv", "--group", "片区"], "no column `片区`"),
        (&["old.txt", "new.txt", "--key", "学号"], "no column `学号`"),
        (&["old.txt", "new.txt", "--format", "xml"], "invalid value"),
    ];
    for (sides, why) in cannot {
        let done = room.run(&[&["diff"], sides].concat());
        assert_eq!(done.code, 2, "{sides:?}: {}", done.err);
        assert!(done.out.is_empty(), "{sides:?}");
        assert!(done.err.contains(why), "{sides:?}: {}", done.err);
    }
}

#[test]
fn a_notice_its_folder_and_its_table_are_the_same() {
    let room = Room::new("diff-mixed");
    for (name, notice) in [("one", NOTICE), ("two", TWO_ROSTERS)] {
        room.write("a.txt", notice);
        assert_eq!(room.run(&["-q", "parse", "a.txt", "-o", name]).code, 0, "{name}");
        let mut sides = vec!["a.txt".to_owned(), name.to_owned()];
        if name == "one" {
            sides.push("one/entries.csv".to_owned());
        }
        for old in &sides {
            for new in &sides {
                let done = room.run(&["diff", old, new]);
                assert_eq!(done.code, 0, "{old} {new}: {}", done.out);
                assert!(done.out.contains("no differences"), "{old} {new}: {}", done.out);
            }
        }
        let done = room.feed(notice, &["diff", "-", name]);
        assert_eq!(done.code, 0, "{}", done.out);
    }
    // Against each of them the revision shows the same rows.
    room.write("a.txt", NOTICE);
    room.write("new.txt", &revised());
    for old in ["a.txt", "one", "one/entries.csv"] {
        let done = room.run(&["diff", old, "new.txt", "--summary"]);
        assert_eq!(done.code, 1);
        assert!(done.out.contains("1 added, 1 removed"), "{old}: {}", done.out);
    }
    let table = std::fs::read_to_string(room.path("one/entries.csv")).expect("a table");
    let done = room.feed(&table, &["diff", "a.txt", "-"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{}", done.out);
}

#[test]
fn bytes_alone_are_no_difference() {
    let room = Room::new("diff-bytes");
    room.write("old.txt", NOTICE);
    room.write("crlf.txt", &format!("\u{feff}{}", NOTICE.replace('\n', "\r\n")));
    room.write("wide.txt", &NOTICE.replace("2021〕1号", "２０２１］１ 号").replace('〔', "［"));
    let (gb, _, bad) = encoding_rs::GB18030.encode(NOTICE);
    assert!(!bad);
    std::fs::write(room.path("gb.txt"), gb).expect("a file");
    for new in ["crlf.txt", "wide.txt", "gb.txt"] {
        let done = room.run(&["diff", "old.txt", new, "--format", "json"]);
        assert_eq!(done.code, 0, "{new}: {}", done.out);
    }
    room.write("old.csv", TABLE);
    let (gb, _, _) = encoding_rs::GB18030.encode(TABLE);
    std::fs::write(room.path("gb.csv"), gb).expect("a file");
    room.write("tabs.csv", &TABLE.replace(',', "\t"));
    room.write("numbers.csv", &TABLE.replace("001", "1.0").replace("002", "2"));
    for new in ["gb.csv", "tabs.csv", "numbers.csv"] {
        let done = room.run(&["diff", "old.csv", new]);
        assert_eq!(done.code, 0, "{new}: {}", done.out);
    }
}

#[test]
fn json_has_summary_changes_and_edits() {
    let room = Room::new("diff-json");
    room.write("old.txt", NOTICE);
    room.write("new.txt", &revised());
    let done = room.run(&["diff", "old.txt", "new.txt", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["summary", "changes", "edits"]);
    let expected = serde_json::json!({ "metadata": 1, "added": 1, "removed": 1 });
    assert_eq!(json["summary"], expected);
    let kinds: Vec<&str> = json["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|c| c["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["metadata", "removed", "added"], "the notice before its rows");
    let date = &json["changes"][0];
    assert_eq!(date["field"], "date");
    assert_eq!((&date["old"], &date["new"]), (&"2021-09-29".into(), &"2022-09-29".into()));
    for change in json["changes"].as_array().expect("a list") {
        for key in ["kind", "group", "old", "new"] {
            assert!(change.get(key).is_some(), "{change}");
        }
    }
    let steps: Vec<&str> = json["edits"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|e| e["edit"].as_str())
        .collect();
    assert!(["fact", "remove", "add"].iter().all(|edit| steps.contains(edit)), "{steps:?}");

    let done = room.run(&["diff", "old.txt", "new.txt", "--format", "json", "--summary"]);
    let json: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(json, serde_json::json!({ "summary": expected }));
}

/// 数量 is `column_4` of the one and `column_5` of the other.
#[test]
fn a_column_without_a_key_goes_by_its_printed_header() {
    let old = "附件\n设备名单\n序号\t企业名称\t规格\t等别\n1\t甲河公司\t大\t三等\n2\t乙河公司\t小\t五等\n3\t丙河公司\t中\t四等\n";
    let inserted = "附件\n设备名单\n序号\t企业名称\t用途\t规格\t等别\n1\t甲河公司\t灌\t大\t三等\n2\t乙河公司\t排\t小\t五等\n3\t丙河公司\t灌\t中\t四等\n";
    let room = Room::new("diff-inserted");
    room.write("old.txt", old);
    room.write("new.txt", inserted);
    room.write("changed.txt", &inserted.replace("小\t五等", "小\t二等"));
    for name in ["old", "new", "changed"] {
        room.run(&["-q", "parse", &format!("{name}.txt"), "-o", name]);
    }
    let header = std::fs::read_to_string(room.path("new/entries.csv")).expect("a table");
    assert!(
        header.starts_with("notice_number,notice_date,entry,rank,name,column_3,column_4,column_5")
    );
    for (one, other) in [("old.txt", "new.txt"), ("old", "new"), ("old.txt", "new")] {
        let done = room.run(&["diff", one, other, "--format", "json", "--summary"]);
        assert!(!done.out.contains("field-changed"), "{one} and {other}: {}", done.out);
    }
    for (one, other) in [("old.txt", "changed.txt"), ("old", "changed")] {
        let done = room.run(&["diff", one, other, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
        let changes = json["changes"].as_array().expect("a list");
        let values: Vec<&serde_json::Value> =
            changes.iter().filter(|change| change["kind"] == "field-changed").collect();
        assert_eq!(values.len(), 1, "{}", done.out);
        assert_eq!((&values[0]["old"], &values[0]["new"]), (&"五等".into(), &"二等".into()));
    }
}

#[test]
fn csv_has_the_same_columns_always() {
    let room = Room::new("diff-csv");
    room.write("old.txt", NOTICE);
    room.write("new.txt", &revised());
    let header = "kind,group,name,field,old,new,old_entry,new_entry,reason,reason_from,reason_to,\
                  date,score,rule";
    for new in ["old.txt", "new.txt"] {
        for lang in ["en", "zh"] {
            let done = room.run(&["diff", "old.txt", new, "--format", "csv", "--lang", lang]);
            let mut lines = done.out.lines();
            assert_eq!(lines.next(), Some(header));
            assert_eq!(lines.count(), if new == "new.txt" { 3 } else { 0 }, "{}", done.out);
            assert!(!done.out.contains("新增"), "kinds are data and have no language");
        }
    }
    let done = room.run(&["diff", "old.txt", "new.txt", "--format", "csv", "--summary"]);
    assert_eq!(done.out, "kind,count\nmetadata,1\nadded,1\nremoved,1\n");
}

#[test]
fn markdown_cannot_be_broken_by_what_is_in_it() {
    let room = Room::new("diff-markdown");
    let table = |name: &str, note: &str| format!("序号,名称,备注\n1,\"{name}\",\"{note}\"\n");
    room.write("old.csv", &table("甲|乙*丙*", "<script>a</script>"));
    room.write("new.csv", &table("甲|乙*丙*", "第一行\n第二行 `x` | $y$ \u{1b}[31m"));
    let done = room.run(&["diff", "old.csv", "new.csv", "--format", "markdown"]);
    assert_eq!(done.code, 1);
    let rows: Vec<&str> = done.out.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 3, "header, rule, one row: {}", done.out);
    for row in rows {
        let bars = row.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 7, "{row}");
    }
    assert!(!done.out.contains("<script>") && !done.out.contains('\u{1b}'), "{}", done.out);
    let text = room.run(&["diff", "old.csv", "new.csv"]).out;
    assert!(!text.contains('\u{1b}') && !text.contains("第一行\n"), "{text}");
    let csv = room.run(&["diff", "old.csv", "new.csv", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.records().filter_map(Result::ok).count(), 1, "{csv}");
}

#[test]
fn characters_are_marked_with_and_without_colour() {
    let room = Room::new("diff-marks");
    room.write(
        "old.txt",
        &NOTICE.replace("2\t四川省成都市", "2\t湖北省襄樊市").replace("2021年", "2009年"),
    );
    room.write("new.txt", &NOTICE.replace("2\t四川省成都市", "2\t湖北省襄阳市"));
    let plain = room.run(&["-q", "diff", "old.txt", "new.txt"]).out;
    let line = plain.lines().position(|line| line.contains("湖北省襄樊市 → 湖北省襄阳市"));
    let line = line.unwrap_or_else(|| panic!("{plain}"));
    let below = plain.lines().nth(line + 1).unwrap_or_default();
    assert_eq!(below.trim_start().matches('^').count(), 4, "{plain}");
    assert!(plain.contains("division renamed 襄樊市 → 襄阳市 2010-11-26"), "{plain}");
    assert!(!plain.contains('\u{1b}'));
    let colour = room.run(&["-q", "diff", "old.txt", "new.txt", "--color", "always"]).out;
    assert!(colour.contains("襄\u{1b}[31m樊\u{1b}[0m市"), "{colour}");
    assert!(colour.contains("襄\u{1b}[32m阳\u{1b}[0m市"), "{colour}");
    let zh = room.run(&["-q", "diff", "old.txt", "new.txt", "--lang", "zh"]).out;
    assert!(zh.contains("更名") && zh.contains("政区更名"), "{zh}");
    assert!(!zh.contains("renamed"), "{zh}");
}

#[test]
fn a_side_with_errors_is_named() {
    let room = Room::new("diff-errors");
    room.write("old.txt", NOTICE);
    room.write("new.txt", &NOTICE.replace("共2家", "共3家"));
    let done = room.run(&["diff", "old.txt", "new.txt", "--summary"]);
    assert_eq!((done.code, done.out.trim()), (1, "1 metadata"));
    assert!(done.err.contains("new.txt") && done.err.contains("mingdan check"), "{}", done.err);
    assert!(room.run(&["-q", "diff", "old.txt", "new.txt"]).err.is_empty());
}

#[test]
fn three_sides_are_a_series() {
    let room = Room::new("diff-series");
    let table = |names: &[&str]| {
        let rows = names.iter().map(|name| format!("{name},x\n")).collect::<Vec<_>>().concat();
        format!("名称,备注\n{rows}")
    };
    room.write("2020.csv", &table(&["甲", "乙"]));
    room.write("2021.csv", &table(&["乙", "丙"]));
    room.write("2022.csv", &table(&["甲", "乙", "丙"]));
    let sides = ["diff", "2020.csv", "2021.csv", "2022.csv"];
    let done = room.run(&[&sides[..], &["--summary"]].concat());
    assert_eq!((done.code, done.out.trim()), (1, "1 entered, 1 left, 1 returned"));
    let text = room.run(&sides).out;
    assert!(text.contains("●·●  2 left; 3 returned"), "{text}");
    let json = room.run(&[&sides[..], &["--format", "json"]].concat()).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["editions"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["entries"][0]["at"], serde_json::json!([1, null, 1]));
    let csv = room.run(&[&sides[..], &["--format", "csv"]].concat()).out;
    assert_eq!(csv.lines().count(), 4, "{csv}");
    let same = room.run(&["diff", "2020.csv", "2020.csv", "2020.csv"]);
    assert_eq!(same.code, 0);
}

/// A notice is what its dataset is, also where it is a table.
#[test]
fn a_notice_does_not_differ_from_its_dataset() {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/notices");
    let room = Room::new("diff-own");
    let mut compared = 0;
    for folder in std::fs::read_dir(fixtures).expect("fixtures") {
        let folder = folder.expect("one").path();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let source = folder.join("source.csv");
        // Of a table with a column of provinces it is not told whether they are groups.
        if !source.is_file() || name == "table-english-header" {
            continue;
        }
        let source = source.to_str().expect("UTF-8");
        let done = room.run(&["parse", source, "-o", &name, "-q"]);
        if done.code == 0 {
            let done = room.run(&["diff", source, &name]);
            assert_eq!(done.code, 0, "{name}: {}{}", done.out, done.err);
            compared += 1;
        }
    }
    assert!(compared > 10, "{compared}");
    // Bars between cells make no table of a notice.
    let bars = "关于公布名单的通知\n　　现将5家企业予以公布。\n2021年9月29日\n附件\n企业名单\n序号 | 名称 | 地区\n\
                1 | 曙光冶金公司 | 唐山市\n2 | 永固重工公司 | 太原市\n3 | 飞轮轴承公司 | 洛阳市\n\
                4 | 海天模具公司 | 宁波市\n5 | 云翼航空公司 | 西安市\n";
    room.write("bars.txt", bars);
    room.run(&["parse", "bars.txt", "-o", "bars", "-q"]);
    let done = room.run(&["diff", "bars.txt", "bars"]);
    assert_eq!(done.code, 0, "{}", done.out);
    assert!(done.out.contains("5 entries"), "{}", done.out);
}
