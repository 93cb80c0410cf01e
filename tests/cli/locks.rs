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

/// The lock of a text, and what it says of another.
fn held(room: &Room, text: &str, changed: &str) -> (i32, String) {
    room.write("a.txt", text);
    room.write("a.toml", &room.run(&["infer", "a.txt"]).out);
    let flags = ["--schema", "a.toml", "--format", "concise", "--lang", "en"];
    let own = room.run(&[&["check", "a.txt"][..], &flags].concat());
    assert!(!own.out.contains("MD207"), "{}", own.out);
    room.write("b.txt", changed);
    let done = room.run(&[&["check", "b.txt"][..], &flags].concat());
    (done.code, done.out)
}

#[test]
fn one_digit_of_the_number_does_not_switch_a_lock_off() {
    let room = Room::new("lock-number");
    let text =
        notice([FIRST, SECOND, THIRD]).replace("\n\n经评审", "\n\n示办〔2021〕12号\n\n经评审");
    let number = |text: &str| text.replace("12号", "13号");
    let (code, said) = held(&room, &text, &number(&text));
    assert!(code == 1 && said.matches("MD207").count() == 1, "{said}");
    assert!(
        said.contains("pins the document number 示办〔2021〕12号; the notice has 示办〔2021〕13号")
    );
    // What else has changed is told all the same.
    let changed = number(&text).replace("浙江省宁波市", "浙江省温州市");
    let (code, said) = held(&room, &text, &changed);
    assert!(code == 1 && said.contains("pins other rows under 第一类"), "{said}");
    // The day, too.
    let (code, said) = held(&room, &text, &text.replace("9月29日", "9月28日"));
    assert!(code == 1 && said.contains("pins the date 2021-09-29"), "{said}");
    // A schema of a family holds its pins against its own number alone, and says so.
    let lock = room.run(&["infer", "a.txt"]).out;
    let family = lock.replace("lock = true\n", "");
    assert_ne!(family, lock);
    room.write("family.toml", &family);
    room.write("b.txt", &number(&text).replace("示范单位名单", "先进单位名单"));
    let done = room.run(&["check", "b.txt", "--schema", "family.toml", "--format", "json"]);
    assert_eq!(done.code, 0, "{}", done.out);
    let report = json(&done.out);
    let findings = report["findings"].as_array().expect("findings");
    let told: Vec<&Value> = findings.iter().filter(|f| f["code"] == "MD207").collect();
    assert_eq!(told.len(), 1, "{}", done.out);
    assert_eq!(told[0]["level"], "note");
}

#[test]
fn a_lock_holds_what_stands_above_and_between_the_groups() {
    let room = Room::new("lock-above");
    let levels = "关于公布服务目录的通知\n\n现将目录印发你们。\n\n2021年9月29日\n\n附件\n\n服务目录\n\n\
        序号\t服务名称\t内容\n一、基本服务\n（一）常规\n1\t甲项\t甲\n2\t乙项\t乙\n（二）专项\n3\t丙项\t丙\n4\t丁项\t丁\n\
        二、公共服务\n（一）常规\n5\t戊项\t戊\n6\t己项\t己\n（二）专项\n7\t庚项\t庚\n8\t辛项\t辛\n";
    let (code, said) = held(&room, levels, &levels.replace("二、公共", "二、公"));
    assert!(code == 1 && said.contains("under 二、公共服务; it stands under 二、公服务"), "{said}");
    let lock = std::fs::read_to_string(room.path("a.toml")).expect("the lock");
    assert!(lock.contains("heading = \"（一）常规\", under = [\"二、公共服务\"]"), "{lock}");
    // A line that becomes a heading of all rows.
    let plain = crate::support::NOTICE;
    let (code, said) = held(&room, plain, &plain.replace("\n1\t", "\nx\n1\t"));
    assert!(code == 1 && said.contains("the group x"), "{said}");
    // The header of one of two annexes is lost.
    let two = crate::support::TWO_ROSTERS;
    let header = two.lines().rfind(|line| line.starts_with("序号")).expect("a header");
    let at = two.rfind(header).expect("a header");
    let lost = format!("{}{}", &two[..at], &two[at + header.len() + 1..]);
    let (code, said) = held(&room, two, &lost);
    assert!(code == 1 && said.contains("MD207"), "{said}");
}

/// A lock is told where its notice has another name now, and left alone beside it.
#[test]
fn a_lock_beside_no_notice_is_told() {
    let room = Room::new("locks-orphan");
    std::fs::create_dir(room.path("n")).unwrap();
    room.write("n/a.txt", &notice([FIRST, SECOND, THIRD]));
    let lock = room.run(&["infer", "n/a.txt"]);
    room.write("n/a.lock.toml", &lock.out);
    let check = || room.run(&["check", "--beside", "n", "--lang", "en"]);
    assert_ne!(check().code, 2, "{}", check().err);
    std::fs::rename(room.path("n/a.txt"), room.path("n/b.txt")).unwrap();
    let done = check();
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert!(done.out.contains("a.lock.toml:1:1") && done.out.contains("MD602"), "{}", done.out);
    let off = room.run(&["check", "--beside", "n", "--level", "MD602=off"]);
    assert_eq!(off.code, 0, "{}", off.out);
}

/// A table flattened to one cell a line.
fn flat(header: [&str; 3], first: &str) -> String {
    let mut text = "\
关于公布乡村旅游重点村名单的通知

现公布乡村旅游重点村名单。

附件：乡村旅游重点村名单

某厅
2023年5月29日

附件

乡村旅游重点村名单

"
    .to_owned();
    for head in header {
        text.push_str(&format!("{head}\n"));
    }
    let places = [
        first,
        "鄂尔多斯市准格尔旗",
        "包头市土默特右旗",
        "赤峰市喀喇沁旗",
        "通辽市库伦旗",
        "巴彦淖尔市五原县",
        "乌兰察布市凉城县",
    ];
    for (number, place) in (1..).zip(places) {
        text.push_str(&format!("{number}\n{place}\n甲{number}村\n"));
    }
    text
}

#[test]
fn the_lock_of_a_flattened_table_holds_its_columns() {
    let room = Room::new("lock-flat");
    let header = ["序号", "盟市旗县", "村名"];
    room.write("a.txt", &flat(header, "呼和浩特市新城区"));
    room.write("lock.toml", &room.run(&["infer", "a.txt"]).out);
    let check = |name: &str, text: &str| {
        room.write(name, text);
        room.run(&["check", name, "--schema", "lock.toml", "--format", "json"])
    };
    let held = check("a.txt", &flat(header, "呼和浩特市新城区"));
    assert_eq!(held.code, 0, "{}", held.out);

    // A character that shows nothing leaves the column what the lock says that it is.
    check("b.txt", &flat(header, "呼和浩特\u{200b}市新城区"));
    let rows = room.run(&["parse", "b.txt", "--schema", "lock.toml", "-q"]).out;
    assert!(rows.contains(",place_kind,") && rows.contains("150102"), "{rows}");

    // Another header, and the same words in another order.
    for header in [["序号", "盟市旗县", "材名"], ["序号", "村名", "盟市旗县"]] {
        let broken = check("c.txt", &flat(header, "呼和浩特市新城区"));
        assert_eq!(broken.code, 1, "{header:?}");
        assert!(has(&json(&broken.out), "MD207"), "{header:?}: {}", broken.out);
    }
}

#[test]
fn spaces_between_latin_words_are_of_the_text() {
    let room = Room::new("lock-latin");
    let list = |name: &str| {
        format!(
            "序号,期刊名称,主办单位\n1,{name},甲山研究所\n2,Acta Ultima,乙水研究所\n3,丙川 学报,丙川大学\n"
        )
    };
    room.write("a.csv", &list("Journal of Cancer"));
    room.write("lock.toml", &room.run(&["infer", "a.csv"]).out);
    let check = |text: &str| {
        room.write("b.csv", text);
        room.run(&["check", "b.csv", "--schema", "lock.toml", "--format", "json"])
    };
    let layout = list("Journal  of Cancer").replace("丙川 学报", "丙川学报");
    let held = check(&layout);
    assert!(!has(&json(&held.out), "MD207"), "{}", held.out);
    let broken = check(&list("Journalof Cancer"));
    assert!(has(&json(&broken.out), "MD207"), "{}", broken.out);
}
