//! Files read and folders written.

use std::fs;

use crate::support::{NOTICE, Room, TWO_ROSTERS};

#[test]
fn says_what_is_wrong_with_a_file() {
    let room = Room::new("files");
    room.write("empty.txt", "");
    fs::create_dir(room.path("folder")).expect("a folder");
    let cases = [
        ("missing.txt", "no such file", "找不到"),
        ("empty.txt", "empty", "空"),
        ("folder", "folder", "文件夹"),
    ];
    for (file, en, zh) in cases {
        for command in ["parse", "check", "inspect"] {
            let done = room.run(&[command, file, "--lang", "en"]);
            assert_eq!(done.code, 2, "{command} {file}");
            assert!(done.err.contains(file) && done.err.contains(en), "{}", done.err);
            let done = room.run(&[command, file, "--lang", "zh"]);
            assert!(done.err.contains(file) && done.err.contains(zh), "{}", done.err);
        }
    }
}

#[test]
fn a_folder_gets_exactly_the_files() {
    let room = Room::new("folder");
    room.write("a.txt", NOTICE);
    let done = room.run(&["parse", "a.txt", "-o", "deep/out", "--lang", "en"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.is_empty(), "data goes to the folder");
    let files =
        ["datapackage.json", "entries.csv", "notice.json", "report.json", "text.txt", "units.csv"];
    assert_eq!(room.list("deep/out"), files);
    for name in files {
        assert!(done.err.contains(name), "the summary names {name}: {}", done.err);
    }
    assert!(done.err.contains("关于公布试点名单的通知"), "{}", done.err);
    assert!(room.run(&["parse", "a.txt", "-o", "deep/out", "-q"]).err.is_empty());
}

#[test]
fn says_what_cannot_be_written() {
    let room = Room::new("unwritable");
    room.write("a.txt", NOTICE);
    room.write("taken", "mine");
    for folder in ["taken", "taken/deeper"] {
        let done = room.run(&["parse", "a.txt", "-o", folder, "--lang", "en"]);
        assert_eq!(done.code, 2, "{folder}");
        assert!(done.err.contains("taken"), "{}", done.err);
    }
    assert_eq!(fs::read_to_string(room.path("taken")).expect("still there"), "mine");
}

#[test]
fn same_bytes_in_same_bytes_out() {
    let room = Room::new("determinism");
    room.write("a.txt", NOTICE);
    fs::create_dir(room.path("elsewhere")).expect("a folder");
    room.write("elsewhere/a.txt", NOTICE);
    room.run(&["parse", "a.txt", "-o", "one"]);
    room.run_in(
        &[("LC_ALL", "zh_CN.UTF-8"), ("TZ", "Asia/Tokyo")],
        &["parse", "a.txt", "-o", "two"],
    );
    room.run(&["parse", "elsewhere/a.txt", "-o", "three"]);
    let names = room.list("one");
    assert!(!names.is_empty());
    for name in names {
        let one = fs::read(room.path("one").join(&name)).expect("a file");
        assert_eq!(one, fs::read(room.path("two").join(&name)).expect("a file"), "{name}");
        let three = fs::read(room.path("three").join(&name)).expect("a file");
        assert_eq!(one, three, "{name}: where the file lay does not matter");
    }
}

#[test]
fn a_file_of_somebodys_own_is_never_written_over() {
    let room = Room::new("foreign");
    room.write("a.txt", NOTICE);
    fs::create_dir(room.path("notices")).expect("a folder");
    room.write("notices/b.txt", NOTICE);
    fs::create_dir(room.path("mine")).expect("a folder");
    room.write("mine/entries.csv", "mine");
    for given in ["a.txt", "notices"] {
        let done = room.run(&["parse", given, "-o", "mine", "--lang", "en"]);
        assert_eq!(done.code, 2, "{given}: {}", done.err);
        assert!(done.err.contains("entries.csv: stands there"), "{}", done.err);
        assert_eq!(room.list("mine"), ["entries.csv"], "{given}: nothing else is left there");
    }
    assert_eq!(fs::read_to_string(room.path("mine/entries.csv")).unwrap(), "mine");
    // Beside other files of somebody's own a dataset may stand.
    room.write("out.md", "mine");
    assert_eq!(room.run(&["parse", "a.txt", "-o", "."]).code, 0);
    assert_eq!(room.run(&["parse", "a.txt", "-o", "."]).code, 0);
}

#[test]
fn stale_tables_go_and_other_files_stay() {
    let room = Room::new("stale");
    room.write("two.txt", TWO_ROSTERS);
    room.write("a.txt", NOTICE);
    room.run(&["parse", "two.txt", "-o", "out"]);
    room.write("out/entries-9.csv", "mine");
    room.write("out/notes.md", "mine");
    room.run(&["parse", "a.txt", "-o", "out"]);
    let files = room.list("out");
    assert!(!files.contains(&"entries-2.csv".to_owned()), "{files:?}");
    assert!(files.contains(&"entries-9.csv".to_owned()), "not ours to remove: {files:?}");
    assert!(files.contains(&"notes.md".to_owned()), "{files:?}");
}
