//! What is verified and what is not: two faults that make up for each other, with and without a
//! lock.

use serde_json::Value;

use crate::support::Room;

/// 14 entries in three groups; only the total is declared.
fn notice(groups: [&[&str]; 3]) -> String {
    let mut text = "\
关于公布示范单位名单的通知

经评审，共确定14家示范单位。现将名单印发你们。

附件：示范单位名单

2021年9月29日

附件

示范单位名单

序号\t地区\t申报单位
"
    .to_owned();
    for (name, rows) in ["第一类", "第二类", "第三类"].iter().zip(groups) {
        text.push_str(&format!("**{name}**\n"));
        for (number, place) in (1..).zip(rows) {
            text.push_str(&format!("{number}\t{place}\t市人民政府\n"));
        }
    }
    text
}

const FIRST: &[&str] =
    &["江苏省苏州市", "江苏省无锡市", "江苏省南通市", "浙江省杭州市", "浙江省宁波市"];
const SECOND: &[&str] = &["四川省成都市", "四川省绵阳市", "湖北省武汉市", "湖北省宜昌市"];
const THIRD: &[&str] =
    &["福建省福州市", "福建省厦门市", "山东省济南市", "山东省青岛市", "山东省烟台市"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn has(report: &Value, code: &str) -> bool {
    report["findings"].as_array().expect("findings").iter().any(|f| f["code"] == code)
}

#[test]
fn faults_that_make_up_for_each_other_break_the_lock_alone() {
    let room = Room::new("lock");
    room.write("a.txt", &notice([FIRST, SECOND, THIRD]));
    let lock = room.run(&["infer", "a.txt"]);
    assert_eq!(lock.code, 0, "{}", lock.err);
    room.write("a.lock.toml", &lock.out);
    let held = room.run(&["check", "a.txt", "--schema", "a.lock.toml", "--format", "json"]);
    assert_eq!(held.code, 0, "{}", held.out);
    assert!(!has(&json(&held.out), "MD202"), "every group is pinned");

    // The last row of one group is lost; the last of another is printed as one of the first.
    let longer = [FIRST, &["山东省烟台市"]].concat();
    room.write("b.txt", &notice([&longer, SECOND, &THIRD[..4]]));
    let free = room.run(&["check", "b.txt", "--format", "json"]);
    assert_eq!(free.code, 0, "{}", free.out);
    let report = json(&free.out);
    assert!(has(&report, "MD202"), "it is said that groups cannot be verified");
    let claims = report["claims"].as_array().expect("claims");
    let total = claims.iter().find(|claim| claim["declared"] == 14).expect("the total");
    assert_eq!((&total["state"], &total["found"]), (&"held".into(), &14.into()));
    for (about, found) in [("第一类", 6), ("第二类", 4), ("第三类", 4)] {
        let claim = claims.iter().find(|claim| claim["about"] == about).expect("the group");
        assert_eq!(claim["state"], "absent", "{about}");
        assert_eq!((&claim["declared"], &claim["found"]), (&Value::Null, &found.into()));
    }
    let text = room.run(&["check", "b.txt", "--lang", "en"]).out;
    assert!(text.contains("not declared") && text.contains("第三类"), "{text}");

    let locked = room.run(&["check", "b.txt", "--schema", "a.lock.toml", "--format", "json"]);
    assert_eq!(locked.code, 1, "{}", locked.out);
    assert!(has(&json(&locked.out), "MD207"));

    // As many rows in each group, but two of them exchanged.
    let mut first: Vec<&str> = FIRST.to_vec();
    let mut third: Vec<&str> = THIRD.to_vec();
    std::mem::swap(&mut first[4], &mut third[4]);
    room.write("c.txt", &notice([&first, SECOND, &third]));
    assert_eq!(room.run(&["check", "c.txt"]).code, 0);
    let locked = room.run(&["check", "c.txt", "--schema", "a.lock.toml", "--format", "json"]);
    assert_eq!(locked.code, 1, "{}", locked.out);
    assert!(has(&json(&locked.out), "MD207"));
}

/// A lock holds what `parse` wrote of the notice it was made from, and not a row of it changed.
fn locked_dataset(name: &str, text: &str, row: (&str, &str), table: &str) {
    let room = Room::new(name);
    room.write("a.txt", text);
    room.write("a.toml", &room.run(&["infer", "a.txt"]).out);
    let done = room.run(&["parse", "a.txt", "-o", "out"]);
    assert!(done.code < 2, "{}", done.err);
    let held = room.run(&["check", "out", "--schema", "a.toml", "--format", "concise"]);
    assert!(!held.out.contains("MD207"), "{name}: {}", held.out);
    let path = format!("out/{table}");
    let csv = std::fs::read_to_string(room.path(&path)).expect("the table");
    assert!(csv.contains(row.0), "{csv}");
    room.write(&path, &csv.replace(row.0, row.1));
    let broken = room.run(&["check", "out", "--schema", "a.toml", "--format", "concise"]);
    let told: Vec<&str> = broken.out.lines().filter(|line| line.contains("MD207")).collect();
    assert_eq!(told.len(), 1, "{name}: {}", broken.out);
    assert!(told[0].contains(table), "{name}: {}", broken.out);
}

#[test]
fn a_dataset_is_held_against_the_pins_of_the_whole_notice() {
    locked_dataset("lock-two", crate::support::TWO_ROSTERS, ("成都站", "眉山站"), "entries-2.csv");
    // Two annexes with the same headings in them, without a number.
    let grouped = "关于公布试点名单的通知\n\n现将名单印发你们。\n\n2021年9月29日\n\n附件1\n\n第一批试点名单\n\n\
        序号\t单位名称\n**第一类**\n1\t成都甲厂\n2\t绵阳乙厂\n**第二类**\n1\t眉山丙厂\n\n附件2\n\n第二批试点名单\n\n\
        序号\t单位名称\n**第一类**\n1\t苏州丁厂\n**第二类**\n1\t无锡戊厂\n2\t南通己厂\n3\t扬州庚厂\n";
    locked_dataset("lock-groups", grouped, ("扬州庚厂", "泰州庚厂"), "entries-2.csv");
}

#[test]
fn the_serial_may_stand_in_any_column() {
    let late = "关于公布试点名单的通知\n\n现将名单印发你们。\n\n2021年9月29日\n\n附件\n\n试点名单\n\n\
        单位名称\t序号\t项目编号\n成都甲厂\t1\tA-01\n绵阳乙厂\t2\tA-02\n眉山丙厂\t3\tA-03\n";
    locked_dataset("lock-late-serial", late, ("A-03", "A-04"), "entries.csv");
}
