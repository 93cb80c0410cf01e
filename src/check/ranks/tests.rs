//! One fault, one finding: each way a list of serials goes wrong.

use crate::check::testing::Sample;
use crate::model::{Role, SerialRule};

/// Faults of one group with these serials.
fn faults(serials: &str) -> Vec<String> {
    Sample::seed_like().group("甲组", "甲组").rows(serials).faults()
}

/// Code, key and serial of each.
fn short(serials: &str) -> Vec<String> {
    let short = |fault: String| fault.split(" 地").next().unwrap_or_default().to_owned();
    faults(serials).into_iter().map(short).collect()
}

#[test]
fn right_serials_are_silent() {
    for serials in ["1", "1 2 3 4 5 6 7 8 9 10 11"] {
        assert_eq!(faults(serials), Vec::<String>::new());
    }
}

#[test]
fn a_lost_row() {
    assert_eq!(short("1 2 4 5"), ["MD101: 4"]);
    assert_eq!(short("1 2 6 7"), ["MD101: 6"]);
    assert_eq!(short("2 3 4"), ["MD101 start: 2"]);
    assert_eq!(short("1 3 5 6 7"), ["MD101: 3", "MD101: 5"]);
}

#[test]
fn a_serial_twice() {
    assert_eq!(short("1 2 3 3 4 5"), ["MD102: 3"]);
    // The row where 5 is expected is the odd one, not the true 6.
    let sample = Sample::seed_like().group("甲", "甲").rows("1 2 3 4 6 6 7");
    let checked = sample.check();
    let finding = &checked.report().findings.iter().find(|f| f.code == "MD102").unwrap();
    assert_eq!((finding.key, finding.args[1].1.as_str()), ("expected", "5"));
    assert_eq!(short("1 2 3 4 8 6 7 8 9"), ["MD102 expected: 8"]);
    assert_eq!(short("7 2 3 4 5 6 7 8"), ["MD102 expected: 7"]);
    assert_eq!(short("1 2 3 4 5 1"), ["MD102 expected: 1"]);
}

#[test]
fn a_row_copied_word_for_word_is_a_repeated_row() {
    let copied = |rows: &[&str]| {
        let start = Sample::seed_like().group("甲", "甲");
        rows.iter().fold(start, |sample, row| sample.row(row)).faults()
    };
    assert_eq!(
        copied(&["1 苏州市 甲", "1 苏州市 甲", "2 无锡市 甲"]),
        ["MD301 serial: 1 苏州市 甲"]
    );
    assert_eq!(
        copied(&["1 苏州市 甲", "2 无锡市 甲", "2 无锡市 甲"]),
        ["MD301 serial: 2 无锡市 甲"]
    );
    assert_eq!(copied(&["1 苏州市 甲", "2 无锡市 甲", "3 无锡市 甲"]), ["MD301: 3 无锡市 甲"]);
}

#[test]
fn rows_out_of_order() {
    assert_eq!(short("1 2 4 3 5").len(), 1);
    assert!(short("1 2 4 3 5")[0].starts_with("MD103"));
    assert_eq!(short("1 2 3 4 15 6 7"), ["MD103 expected: 15"]);
    assert_eq!(short("1 2 3 4 0 6 7"), ["MD103 expected: 0"]);
    assert_eq!(short("2 1"), ["MD103: 1"]);
}

#[test]
fn serials_that_start_again() {
    assert_eq!(short("1 2 3 1 2 3 4"), ["MD104: 1"]);
    assert_eq!(short("1 1 2 3"), ["MD104: 1"]);
    assert_eq!(short("1 2 3 4 2 3 4 5"), ["MD101 start: 2", "MD104: 2"]);
}

#[test]
fn serials_that_cannot_be_read() {
    assert_eq!(short("1 2 l0 4"), ["MD105 expected: l0"]);
    assert_eq!(short("1 2 3 4 5 6 7 8 9 1O"), ["MD105 expected: 1O"]);
    assert_eq!(short("1 2 x 3"), ["MD105: x"]);
    assert_eq!(short("1 2 _ 4"), ["MD105 blank: "]);
    // A serial that covers several rows leaves blanks that are right.
    assert_eq!(short("1 _ _ 2 _ 3"), Vec::<String>::new());
}

#[test]
fn serials_that_run_on() {
    let columns = [("序号", Role::Serial), ("地区", Role::Place), ("单位", Role::Units)];
    let start = || Sample::new(&[]).roster("名单", &columns, SerialRule::RunOn).group("甲", "甲");
    assert_eq!(start().rows("1 2 3").group("乙", "乙").rows("4 5").faults(), Vec::<String>::new());
    assert_eq!(start().rows("1 2 3").group("乙", "乙").rows("5 6").faults().len(), 1);
    let again = start().rows("1 2 3").roster("名单二", &columns, SerialRule::RunOn);
    assert_eq!(again.clone().rows("4 5").faults(), Vec::<String>::new());
    assert_eq!(again.rows("1 2").faults(), Vec::<String>::new());
}

#[test]
fn wild_numbers_do_no_harm() {
    assert_eq!(faults("1 4294967295").len(), 1);
    assert_eq!(faults("4294967295 4294967295").len(), 2);
    assert_eq!(faults("0 0 0").len(), 3);
}

#[test]
fn serials_of_letters_and_words() {
    let columns = [("序号", Role::Serial), ("地区", Role::Place), ("单位", Role::Units)];
    let start = || Sample::new(&[]).roster("名单", &columns, SerialRule::None).group("甲", "甲");
    let short = |serials: &str| {
        let faults = start().rows(serials).faults();
        let code = |fault: String| fault.split(" 地").next().unwrap_or_default().to_owned();
        faults.into_iter().map(code).collect::<Vec<_>>()
    };
    for right in [
        "A01 A02 A03 A04 A05",
        "a b c d e",
        "甲 乙 丙 丁 戊",
        "案例一 案例二 案例三 案例四 案例五",
        "A B C D E F G H J K L M N P Q",
        "G G G G G",
        // Codes, grades, names, and what goes on from elsewhere.
        "A1 A2 A3 B1 B2 B4",
        "A1 A3 A7 A8 A20",
        "B07 B08 B09 B11 B12",
        "A1-1 A1-2 A1-4 A1-5 A1-6",
        "一等奖 二等奖 二等奖 三等奖 四等奖",
        "A B B C C",
        "1# 2# 3# 5# 6#",
        "第一批 第二批 第四批 第五批 第六批",
        "A1 A2 A3 A1 A2 A3",
        "F1 F2 F3 F4 F4294967295",
        "甲 乙 丁",
        "A01 A02 A03 A04 A05 注：排名不分先后",
        "A01 A02 A03 A04（撤销） A05",
    ] {
        assert_eq!(short(right), Vec::<String>::new(), "{right}");
    }
    assert_eq!(short("A01 A02 A04 A05 A06"), ["MD101 many: A04"]);
    assert_eq!(short("Ａ１ Ａ２ Ａ４ Ａ５ Ａ６"), ["MD101 many: Ａ４"]);
    assert_eq!(short("a b d e f"), ["MD101 many: d"]);
    assert_eq!(short("A B C D E F G H J K L M N O P"), ["MD101 many: J"]);
    assert_eq!(short("甲 乙 丙 戊 己"), ["MD101 many: 戊"]);
    assert_eq!(short("案例一 案例二 案例二 案例三 案例四"), ["MD102: 案例二"]);
    assert_eq!(short("F1 F2 F3 F3 F5"), ["MD102: F3"]);
    assert_eq!(short("a b d c e"), ["MD103: c"]);
    for (misprinted, odd) in [
        ("A01 A02 AO3 A04 A05", "AO3"),
        ("AO1 A02 A03 A04 A05", "AO1"),
        ("A01 A02 A03 A04 AO5", "AO5"),
        ("甲 乙 丙 丁 戊 已", "已"),
    ] {
        assert_eq!(short(misprinted), [format!("MD105: {odd}")]);
    }
}
