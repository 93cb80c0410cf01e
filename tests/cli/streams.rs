//! What goes where, and with which exit status.

use std::fs;

use crate::support::{NOTICE, Room, TWO_ROSTERS};

#[test]
fn entries_go_to_stdout() {
    let room = Room::new("stdout");
    room.write("a.txt", NOTICE);
    let done = room.run(&["parse", "a.txt"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let lines: Vec<&str> = done.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", done.out);
    assert!(lines[0].starts_with("notice_number,notice_date,entry,"), "{}", lines[0]);
    assert!(lines[1].starts_with("示办〔2021〕1号,2021-09-29,1,"), "{}", lines[1]);
    assert!(lines[1].contains("苏州市"));
}

#[test]
fn stdin_is_a_file_too() {
    let room = Room::new("stdin");
    room.write("a.txt", NOTICE);
    let from_file = room.run(&["parse", "a.txt"]);
    let from_stdin = room.feed(NOTICE, &["parse", "-"]);
    assert_eq!(from_stdin.code, 0, "{}", from_stdin.err);
    assert_eq!(from_stdin.out, from_file.out);
    assert_eq!(room.feed("", &["parse", "-"]).code, 2);
}

#[test]
fn several_rosters_must_be_chosen_from() {
    let room = Room::new("rosters");
    room.write("two.txt", TWO_ROSTERS);
    let done = room.run(&["parse", "two.txt", "--lang", "en"]);
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(done.out.is_empty());
    assert!(done.err.contains("--roster"), "{}", done.err);
    let second = room.run(&["parse", "two.txt", "--roster", "2"]);
    assert_ne!(second.code, 2, "{}", second.err);
    assert!(second.out.contains("成都"), "{}", second.out);
    assert_eq!(room.run(&["parse", "two.txt", "--roster", "3"]).code, 2);
    assert_eq!(room.run(&["parse", "two.txt", "--roster", "0"]).code, 2);
    room.run(&["parse", "two.txt", "-o", "out"]);
    assert!(room.list("out").contains(&"entries-2.csv".to_owned()), "{:?}", room.list("out"));
}

#[test]
fn a_notice_without_a_roster_gives_no_table() {
    let room = Room::new("letter");
    let letter = NOTICE.split("附件").next().unwrap_or_default();
    room.write("letter.txt", letter);
    for flags in [&[][..], &["--level", "MD130=off", "-q"]] {
        let done = room.run(&[&["parse", "letter.txt", "--lang", "en"], flags].concat());
        assert_eq!(done.code, 1, "{}", done.err);
        assert!(done.out.is_empty(), "{}", done.out);
        assert!(done.err.contains("no roster"), "{}", done.err);
    }
}

#[test]
fn a_broken_pipe_is_no_error() {
    let room = Room::new("pipe");
    let mut long = NOTICE.to_owned();
    for number in 3..20_000 {
        long.push_str(&format!("{number}\t四川省成都市\t市人民政府\n"));
    }
    room.write("long.txt", &long);
    let done = room.run_and_hang_up(&["parse", "long.txt", "--level", "MD201=off"]);
    assert_ne!(done.code, 2, "{}", done.err);
    assert!(!done.err.contains("panicked") && !done.err.contains("pipe"), "{}", done.err);
}

#[test]
fn stages_can_be_looked_at() {
    let room = Room::new("inspect");
    room.write("a.txt", NOTICE);
    for stage in ["document", "notice", "resolved"] {
        let done = room.run(&["inspect", "a.txt", "--stage", stage]);
        assert_eq!(done.code, 0, "{stage}: {}", done.err);
        serde_json::from_str::<serde_json::Value>(&done.out).expect("JSON");
        assert!(done.out.contains("苏州市"), "{stage}");
    }
}

#[test]
fn findings_at_error_level_are_one_and_the_data_is_written() {
    let room = Room::new("findings");
    room.write("bad.txt", &NOTICE.replace("共2家", "共3家"));
    let done = room.run(&["check", "bad.txt", "--lang", "en"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert!(done.out.contains("MD201"), "{}", done.out);
    assert!(done.err.is_empty(), "{}", done.err);
    let done = room.run(&["parse", "bad.txt"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("MD201"), "{}", done.err);
    assert_eq!(done.out.lines().count(), 3);
    assert_eq!(room.run(&["parse", "bad.txt", "-o", "out"]).code, 1);
    assert!(room.path("out/entries.csv").exists());
    let off = room.run(&["check", "bad.txt", "--level", "MD201=note"]);
    assert_eq!(off.code, 0, "{}", off.out);
}

#[test]
fn json_reports_are_json() {
    let room = Room::new("json");
    room.write("a.txt", NOTICE);
    let done = room.run(&["check", "a.txt", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert!(report["summary"].is_object() && report["findings"].is_array());
    let done = room.run(&["parse", "a.txt", "-o", "out", "--format", "json"]);
    serde_json::from_str::<serde_json::Value>(&done.err).expect("nothing but JSON");
    let written = fs::read(room.path("out/report.json")).expect("the report");
    serde_json::from_slice::<serde_json::Value>(&written).expect("JSON");
}

#[test]
fn reports_for_programs_stand_alone_on_their_stream() {
    let room = Room::new("alone");
    room.write("a.txt", NOTICE);
    room.write("old.doc", "\u{0}\u{1}\u{2} not a document");
    fs::create_dir_all(room.path("empty")).expect("a folder");
    for format in ["json", "sarif", "gitlab"] {
        for args in [
            &["parse", "a.txt", "-o", "out"][..],
            &["parse", "old.doc", "-o", "out"],
            &["parse", "a.txt", "old.doc", "empty", "missing.txt", "-o", "all", "--fresh"],
        ] {
            let done = room.run(&[args, &["--format", format]].concat());
            let json = serde_json::from_str::<serde_json::Value>(&done.err);
            assert!(json.is_ok(), "{args:?} {format}: {}", done.err);
            let expected = if args.contains(&"old.doc") { 2 } else { 0 };
            assert_eq!(done.code, expected, "{args:?} {format}: {}", done.err);
            assert!(expected == 0 || done.err.contains("old.doc"), "{}", done.err);
        }
    }
    let done = room.run(&["check", "a.txt", "empty", "missing.txt", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!((done.code, all.as_array().map(Vec::len)), (2, Some(3)), "{}", done.out);
}
