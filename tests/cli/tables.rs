//! Tables and datasets as targets: folders of them, long ones, damaged ones, and the notice they are
//! held against.

use std::fmt::Write as _;
use std::fs;

use crate::support::{NOTICE, Room};

/// A dataset's table of many rows, by itself.
fn long(rows: usize) -> String {
    let mut text = String::from("notice_number,notice_date,entry,category,rank,name,note\n");
    for n in 0..rows {
        let (group, rank) = (n / 1000, n % 1000 + 1);
        let entry = n + 1;
        writeln!(text, "示办〔2021〕1号,2021-09-29,{entry},第{group}类,{rank},第{entry}号项目,")
            .unwrap();
    }
    text
}

#[test]
fn folders_of_datasets_are_checked() {
    let room = Room::new("tables-folders");
    room.write("a.txt", NOTICE);
    for folder in ["data/2021/a", "data/b"] {
        assert_eq!(room.run(&["parse", "-q", "a.txt", "-o", folder]).code, 0);
    }
    let done = room.run(&["check", "data", "--format", "junit"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("2021/a") && done.out.contains("data/b"), "{}", done.out);
    // One that is not sound among them, and a notice beside them.
    let entries = room.path("data/b/entries.csv");
    let text = fs::read_to_string(&entries).unwrap();
    fs::write(&entries, text.replace("510100", "510101")).unwrap();
    fs::copy(room.path("a.txt"), room.path("data/notice.txt")).unwrap();
    let done = room.run(&["check", "data", "--format", "concise"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert!(done.out.contains("data/b/entries.csv:3:"), "{}", done.out);
    let done = room.run(&["check", "data", "--format", "junit"]);
    assert!(done.out.contains("notice.txt"), "{}", done.out);
}

/// Two annexes of the same columns, one of a single row; serials with zeros in front.
const ANNEXES: &str = concat!(
    "江南市人民政府关于公布非物质文化遗产项目名录的通知\n",
    "江政〔2015〕255号\n",
    "各县人民政府：\n",
    "　　现将第四批项目名录（3项）和扩展项目名录（1项）予以公布。\n",
    "　　附件：1.第四批项目名录\n",
    "　　　　　2.扩展项目名录\n",
    "　　　　　　　　江南市人民政府\n",
    "　　　　　　　　2015年12月29日\n",
    "附件1\n",
    "第四批项目名录\n",
    "序号\t编号\t项目名称\t申报地区\n",
    "01\tI-21\t龙潭传说\t获嘉县\n",
    "02\tⅦ-30\t布贴画\t延津县\n",
    "03\tⅡ-8\t唢呐曲\t原阳县\n",
    "附件2\n",
    "扩展项目名录\n",
    "序号\t编号\t项目名称\t申报地区\n",
    "01\tⅤ-3\t二夹弦\t延津县\n",
);

/// The table of one annex is not asked for the rows of the others, be it the longest or the shortest.
#[test]
fn each_table_of_several_annexes_is_held_against_its_own() {
    let room = Room::new("tables-annexes");
    let source = "annexes.txt";
    room.write(source, ANNEXES);
    room.run(&["parse", "-q", source, "-o", "out"]);
    for table in ["out/entries.csv", "out/entries-2.csv", "out"] {
        let done = room.run(&["check", table, "--against", source]);
        assert_eq!(done.code, 0, "{table}: {}{}", done.out, done.err);
    }
    let done = room.run(&["check", "out"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let text = fs::read_to_string(room.path("out/entries.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    room.write("lost.csv", &format!("{}\n{}\n{}\n", lines[0], lines[1], lines[3]));
    assert_eq!(room.run(&["check", "lost.csv", "--against", source]).code, 1);
}

#[test]
fn datasets_are_held_against_their_notice() {
    let room = Room::new("tables-against");
    room.write("a.txt", NOTICE);
    assert_eq!(room.run(&["parse", "-q", "a.txt", "-o", "a"]).code, 0);
    let check = |args: &[&str]| {
        room.run(&[&["check", "--against", "a.txt", "--lang", "en"], args].concat())
    };
    for target in ["a", "a/entries.csv", "a/units.csv"] {
        let done = check(&[target]);
        assert_eq!(done.code, 0, "{target}: {}{}", done.out, done.err);
    }
    let entries = room.path("a/entries.csv");
    let text = fs::read_to_string(&entries).unwrap();
    fs::write(&entries, text.replace("苏州市人民政府,市人民政府", "无锡市人民政府,市人民政府"))
        .unwrap();
    for target in ["a", "a/entries.csv"] {
        assert_eq!(check(&[target]).code, 1, "{target}");
    }
    // Each format names the row, and the notice's place where it has a field for it.
    for (format, words) in [
        ("text", &["entries.csv:2:", "a.txt:20"][..]),
        ("concise", &["entries.csv:2:", "line 20 of a.txt"]),
        ("json", &["\"related\"", "a.txt"]),
        ("sarif", &["relatedLocations", "\"startLine\":20", "a.txt"]),
        ("junit", &["entries.csv:2:", "line 20 of a.txt"]),
        ("github", &["line=2,", "line 20 of a.txt"]),
        ("gitlab", &["\"begin\":2", "line 20 of a.txt"]),
    ] {
        let done = check(&["a/entries.csv", "--format", format]);
        for word in words {
            assert!(done.out.contains(word), "{format} lacks {word}: {}", done.out);
        }
    }
}

#[test]
fn long_tables_are_told_the_same_however_they_come() {
    let room = Room::new("tables-long");
    let sound = long(20_000);
    room.write("a.csv", &sound);
    let lines: Vec<&str> = sound.lines().collect();
    let file = |name: &str, lines: &[&str]| room.write(name, &(lines.join("\n") + "\n"));
    file("lost.csv", &[&lines[..7_000], &lines[7_001..]].concat());
    file("twice.csv", &[&lines[..9_000], &lines[8_999..]].concat());
    let turned = [&lines[..15_000], &[lines[15_001], lines[15_000]], &lines[15_002..]].concat();
    file("turned.csv", &turned);
    let ragged = lines[12_000].to_owned() + ",x";
    file("ragged.csv", &[&lines[..12_000], &[ragged.as_str()], &lines[12_001..]].concat());
    for (name, code, words) in [
        ("a.csv", 0, &[][..]),
        ("lost.csv", 1, &["lost.csv:7001:"]),
        ("twice.csv", 1, &["twice.csv:9001:"]),
        ("turned.csv", 1, &["turned.csv:15001:", "turned.csv:15002:"]),
        ("ragged.csv", 1, &["ragged.csv:12001:"]),
    ] {
        let done = room.run(&["check", name, "--format", "concise", "--lang", "en"]);
        assert_eq!(done.code, code, "{name}: {}{}", done.out, done.err);
        for word in words {
            assert!(done.out.contains(word), "{name} lacks {word}: {}", done.out);
        }
        // Nothing is said of how far it is where nobody looks on.
        assert!(done.err.is_empty(), "{}", done.err);
        let text = fs::read_to_string(room.path(name)).unwrap();
        let piped = room.feed(&text, &["check", "-", "--format", "concise", "--lang", "en"]);
        assert_eq!(piped.code, code);
        assert_eq!(piped.out.replace("<stdin>", name), done.out);
    }
    let sum = |name: &str| {
        let report = room.run(&["check", name, "--format", "json"]).out;
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        report["sha256"].as_str().unwrap().to_owned()
    };
    file("same.csv", &lines);
    assert_eq!(sum("a.csv").len(), 64);
    assert_eq!(sum("a.csv"), sum("same.csv"));
    assert_ne!(sum("a.csv"), sum("lost.csv"));
}

#[test]
fn damaged_tables_are_errors_at_their_place() {
    let room = Room::new("tables-damaged");
    room.write("a.txt", NOTICE);
    assert_eq!(room.run(&["parse", "-q", "a.txt", "-o", "a"]).code, 0);
    let sound = fs::read(room.path("a/entries.csv")).unwrap();
    let check = |name: &str, bytes: &[u8]| {
        fs::write(room.path(name), bytes).unwrap();
        room.run(&["check", name, "--format", "concise", "--lang", "en"])
    };
    // It ends in the middle of a character.
    let at = String::from_utf8_lossy(&sound).rfind('府').unwrap();
    let cut = check("cut.csv", &sound[..=at]);
    assert_eq!(cut.code, 1, "{}", cut.out);
    assert!(cut.out.contains("cut.csv:3:") && cut.out.contains("MD001"), "{}", cut.out);
    // A byte that is no character, and a cell too many.
    let mut zero = sound.clone();
    let at = String::from_utf8_lossy(&sound).find("江苏").unwrap();
    zero[at] = 0;
    let zero = check("zero.csv", &zero);
    assert_eq!(zero.code, 1, "{}", zero.out);
    assert!(zero.out.contains("zero.csv:2:"), "{}", zero.out);
    let line = String::from_utf8_lossy(&sound).find('\n').unwrap();
    let ragged = [&sound[..line], b",,\n", &sound[line + 1..]].concat();
    let ragged = check("ragged.csv", &ragged);
    assert_eq!(ragged.code, 1, "{}", ragged.out);
    // Very many columns.
    let names: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
    let wide = format!("notice_number,entry,{0}\n1,1,{0}\n1,2,x\n", names.join(","));
    let wide = check("wide.csv", wide.as_bytes());
    assert_eq!(wide.code, 1, "{}", wide.out);
    assert!(wide.out.contains("wide.csv:3:1: error MD110"), "{}", wide.out);
}

#[test]
fn a_file_too_big_to_be_read_is_refused() {
    let room = Room::new("tables-big");
    // A file of nothing takes no room on the disk.
    fs::File::create(room.path("big.csv")).unwrap().set_len(600 << 20).unwrap();
    for command in
        [&["check", "big.csv"][..], &["parse", "big.csv"], &["diff", "big.csv", "big.csv"]]
    {
        let done = room.run(&[command, &["--lang", "en"]].concat());
        assert_eq!(done.code, 2, "{command:?}: {}", done.err);
        assert!(done.err.contains("big.csv") && done.err.contains("512 MB"), "{}", done.err);
    }
}

/// A roster printed as a table of many rows: serials anew in each class, or from first to last.
fn roster(rows: usize, classes: bool) -> String {
    let places = ["江苏省苏州市", "浙江省杭州市余杭区", "广东省深圳市南山区", "北京市海淀区"];
    let mut text = String::from("序号,类别,项目名称,所在地区,金额（万元）,批准日期\n");
    for n in 0..rows {
        let serial = if classes { n % 500 + 1 } else { n + 1 };
        let (class, place) = (if classes { n / 500 } else { n % 3 }, places[n % places.len()]);
        let (money, day) = (n % 977 + 1, n % 28 + 1);
        writeln!(text, "{serial},第{class}类,第{}号项目,{place},{money}.5,2021-09-{day:02}", n + 1)
            .unwrap();
    }
    text
}

#[test]
fn a_long_roster_is_checked_while_it_is_read_or_else_in_whole() {
    let room = Room::new("tables-roster");
    let check = |text: &str| {
        room.write("long.csv", text);
        let done = room.run(&["check", "long.csv", "--format", "json", "--lang", "en"]);
        let report: serde_json::Value = serde_json::from_str(&done.out).expect("a report");
        (done.code, report)
    };
    let codes = |report: &serde_json::Value| -> Vec<(String, u64)> {
        let findings = report["findings"].as_array().unwrap().iter();
        findings
            .map(|f| (f["code"].as_str().unwrap().to_owned(), f["line"].as_u64().unwrap()))
            .collect()
    };
    for classes in [false, true] {
        let sound = roster(21_000, classes);
        let (code, quick) = check(&sound);
        assert_eq!(code, 0);
        // A quoted cell is for the checks to judge, and means the same.
        let quoted = sound.replacen(",第0类,第1号项目,", ",第0类,\"第1号项目\",", 1);
        assert_ne!(quoted, sound);
        let (code, whole) = check(&quoted);
        assert_eq!(code, 0);
        for part in ["summary", "claims", "checks", "conservation"] {
            assert_eq!(quick[part], whole[part], "{part}");
        }
        let said = |report: &serde_json::Value| report["findings"][0]["message"].clone();
        assert_eq!((codes(&quick), said(&quick)), (codes(&whole), said(&whole)));
        // Faults near the end, each found in its place.
        let line = |n: usize| sound.lines().nth(n - 1).unwrap().to_owned();
        let (at, next) = (20_699, 20_700);
        let changed = |by: &str| sound.replace(&line(at), by);
        let cell = |from: &str, to: &str| line(at).replace(from, to);
        for (what, text, code, where_it_is) in [
            ("lost", changed("").replace("\n\n", "\n"), "MD101", at),
            ("twice", changed(&format!("{}\n{}", line(at), line(at))), "MD301", next),
            ("place", changed(&cell("浙江省杭州市余杭区", "浙江省杭州市某某区")), "MD401", at),
            ("ragged", changed(&cell(",2021", ",x,2021")), "MD110", at),
            ("look-alike", changed(&cell("号项目", "号项⽬")), "MD408", at),
            ("empty", changed(&cell("浙江省杭州市余杭区", "")), "MD119", at),
        ] {
            assert_ne!(text, sound, "{what}");
            let found = codes(&check(&text).1);
            assert!(found.contains(&(code.to_owned(), where_it_is as u64)), "{what}: {found:?}");
        }
    }
}

/// Each row a place and the body beside it, so that a column moved by a row fits none of them.
const MOVED: &str = "\
关于公布示范单位名单的通知

附件：示范单位名单

2021年9月29日

附件

示范单位名单

序号\t地区\t申报单位
1\t江苏省苏州市\t苏州市人民政府
2\t浙江省杭州市\t杭州市教育局
3\t四川省成都市\t成都市卫健委
4\t湖北省武汉市\t武汉市农业农村局
5\t福建省厦门市\t厦门市民政局
6\t山东省青岛市\t青岛市财政局
7\t陕西省西安市\t西安市公安局
";

#[test]
fn a_column_moved_by_a_row_is_told() {
    let room = Room::new("tables-moved");
    room.write("a.txt", MOVED);
    assert_eq!(room.run(&["parse", "-q", "a.txt", "-o", "a"]).code, 0);
    let text = fs::read_to_string(room.path("a/entries.csv")).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    for column in ["place", "place_raw", "units", "units_raw"] {
        let at = rows[0].iter().position(|name| *name == column).unwrap();
        let mut moved = rows.clone();
        let above = rows.last().into_iter().chain(&rows[1..]);
        for (row, above) in moved[1..].iter_mut().zip(above) {
            row[at] = above[at];
        }
        let lines: Vec<String> = moved.iter().map(|row| row.join(",") + "\n").collect();
        room.write("moved.csv", &lines.concat());
        let done = room.run(&["check", "moved.csv", "--format", "concise"]);
        assert_eq!(done.code, 1, "{column}: {}{}", done.out, done.err);
        assert!(done.out.contains("MD309"), "{column}: {}", done.out);
    }
    room.write("sound.csv", &text);
    assert_eq!(room.run(&["check", "sound.csv"]).code, 0);
}

/// 省 and 市 beside 县 stay as printed; in a dataset each is held against the codes of its row.
#[test]
fn stated_divisions_are_held_against_the_place() {
    let room = Room::new("tables-stated");
    room.write(
        "a.txt",
        "关于公布示范县名单的通知\n\n现公布4个示范县。\n\n附件：示范县名单\n\n某厅\n2021年5月8日\n\n附件\n\n示范县名单\n\n\
         序号\t省份\t市\t县（市、区）\n1\t河北省\t保定市\t清苑区\n2\t山西省\t大同市\t灵丘县\n\
         3\t浙江省\t湖州市\t安吉县\n4\t福建省\t泉州市\t永春县\n",
    );
    assert_eq!(room.run(&["parse", "-q", "a.txt", "-o", "a"]).code, 0);
    let entries = room.path("a/entries.csv");
    let sound = fs::read_to_string(&entries).unwrap();
    let header = sound.lines().next().unwrap();
    assert!(header.contains("stated_province") && header.contains("stated_prefecture"), "{header}");
    let check = || room.run(&["check", "a/entries.csv", "--format", "concise", "--lang", "en"]);
    assert_eq!(check().code, 0, "{}", check().out);
    // As printed, each stands once before the canonical name of the same division.
    for (right, wrong) in
        [(",河北省,保定市,", ",福建省,保定市,"), (",河北省,保定市,", ",河北省,大同市,")]
    {
        fs::write(&entries, sound.replacen(right, wrong, 1)).unwrap();
        let done = check();
        assert_eq!(done.code, 1, "{wrong}: {}", done.out);
        assert!(done.out.contains("entries.csv:2:") && done.out.contains("MD404"), "{}", done.out);
    }
}
