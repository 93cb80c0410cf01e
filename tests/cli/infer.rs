//! Schemas inferred from a notice: they read it again as it was read, and hold what they pin.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{NOTICE, Room, TWO_ROSTERS};

/// The fixtures: name, source, and its `case.toml`.
fn fixtures() -> Vec<(String, PathBuf, toml::Table)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/notices");
    let mut found = Vec::new();
    for folder in fs::read_dir(root).expect("fixtures").map(|entry| entry.expect("one").path()) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let mut files =
            fs::read_dir(&folder).expect("files").map(|entry| entry.expect("one").path());
        let source = files.find(|path| path.file_stem().is_some_and(|stem| stem == "source"));
        let case = fs::read_to_string(folder.join("case.toml")).expect("a case");
        found.push((name, source.expect("a source"), case.parse().expect("TOML")));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Infers the lock of a file, or nothing where there is nothing to pin.
fn lock(room: &Room, source: &str, name: &str) -> Option<()> {
    let done = room.run(&["infer", source, "--lang", "en"]);
    assert!(!done.err.contains("no schema reproduces"), "{name}: {}", done.err);
    (!done.out.is_empty()).then(|| room.write(name, &done.out))
}

#[test]
fn a_lock_reproduces_every_fixture() {
    let room = Room::new("infer-all");
    let mut locks = 0;
    for (name, source, _) in fixtures() {
        let source = source.to_str().expect("UTF-8");
        let toml = format!("{name}.toml");
        if lock(&room, source, &toml).is_none() {
            continue;
        }
        locks += 1;
        let (plain, locked) = (format!("{name}-plain"), format!("{name}-locked"));
        let first = room.run(&["parse", source, "-o", &plain, "-q"]);
        let done = room.run(&["parse", source, "-o", &locked, "--schema", &toml, "--lang", "en"]);
        // What is at fault is pinned, and said when the lock is made; what is sound stays so.
        assert!(first.code == 1 || done.code == 0, "{name} fails under its own lock: {}", done.err);
        assert!(!done.err.contains("MD207"), "{name} breaks its own lock: {}", done.err);
        assert_eq!(room.list(&plain), room.list(&locked), "{name}");
        for file in room.list(&plain) {
            if file == "report.json" || file == "datapackage.json" {
                continue; // They name the schema.
            }
            let read = |folder: &str| fs::read(room.path(folder).join(&file)).expect("a file");
            assert!(read(&plain) == read(&locked), "{name}: {file} differs");
        }
    }
    assert!(locks > 40, "only {locks} fixtures gave a lock");
}

#[test]
fn the_lock_of_the_good_one_holds_its_variants() {
    let room = Room::new("infer-variants");
    let fixtures = fixtures();
    let source_of = |name: &str| {
        let (_, source, _) = fixtures.iter().find(|(known, ..)| known == name).expect("a fixture");
        source.to_str().expect("UTF-8").to_owned()
    };
    let (mut held, mut broken) = (0, 0);
    for (name, source, case) in &fixtures {
        let Some(base) = case.get("variant_of").and_then(|base| base.as_str()) else { continue };
        let toml = format!("{base}.toml");
        if !room.path(&toml).exists() {
            lock(&room, &source_of(base), &toml).expect("a lock");
        }
        let source = source.to_str().expect("UTF-8");
        let flags = ["--schema", &toml, "--format", "concise", "--lang", "en"];
        let done = room.run(&[&["check", source][..], &flags].concat());
        let breaks = done.out.contains("MD207");
        // The same rows in another layout keep to the lock. Which row is lost, repeated or changed
        // shows in the fingerprints, though a count may not.
        if case.get("same_rows").is_some_and(|same| same.as_bool() == Some(true)) {
            assert!(!breaks, "{name}: {}", done.out);
            held += 1;
        }
        if name == "seed-compensating" {
            assert_eq!(done.code, 1);
            assert!(breaks, "{name}: {}", done.out);
            assert!(done.out.contains("expects 10 entries under"), "{}", done.out);
            broken += 1;
        }
    }
    assert!(held > 10 && broken == 1, "{held} held, {broken} broken");
}

#[test]
fn a_lock_without_a_number_binds_by_title() {
    let room = Room::new("infer-title");
    let unnumbered = NOTICE.replace("示办〔2021〕1号\n\n", "");
    room.write("a.txt", &unnumbered);
    lock(&room, "a.txt", "a.toml").expect("a lock");
    let text = fs::read_to_string(room.path("a.toml")).expect("the lock");
    assert!(
        !text.contains("number =") && text.contains("title = \"关于公布试点名单的通知\""),
        "{text}"
    );
    assert_eq!(room.run(&["check", "a.txt", "--schema", "a.toml"]).code, 0);
    // As many rows, but not the same.
    room.write("b.txt", &unnumbered.replace("四川省成都市", "四川省绵阳市"));
    let done = room.run(&["check", "b.txt", "--schema", "a.toml", "--lang", "en"]);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(done.out.contains("MD207") && done.out.contains("not the same"), "{}", done.out);
    // Another notice is told to be another, and not measured by it.
    room.write(
        "c.txt",
        &unnumbered.replace("试点名单的通知", "试验点名单的通知").replace("苏州", "无锡"),
    );
    let flags = ["--schema", "a.toml", "--format", "concise", "--lang", "en"];
    let done = room.run(&[&["check", "c.txt"][..], &flags].concat());
    assert_eq!((done.code, done.out.matches("MD207").count()), (1, 1), "{}", done.out);
    assert!(done.out.contains("is the lock of"), "{}", done.out);
}

#[test]
fn a_number_that_is_lost_does_not_open_the_lock() {
    let room = Room::new("infer-number");
    room.write("a.txt", NOTICE);
    lock(&room, "a.txt", "a.toml").expect("a lock");
    let changed = NOTICE.replace("示办〔2021〕1号\n\n", "").replace("成都", "绵阳");
    room.write("b.txt", &changed);
    let done = room.run(&["check", "b.txt", "--schema", "a.toml", "--format", "concise"]);
    assert_eq!(done.out.matches("MD207").count(), 2, "the number and the rows: {}", done.out);
}

#[test]
fn rosters_without_a_title_or_a_table_are_pinned_too() {
    let room = Room::new("infer-forms");
    let table = "序号\t地区\n1\t江苏省苏州市\n2\t四川省成都市\n";
    let list = "示例部\n\n关于公布试点的通知\n\n现将名单印发你们。\n\n附件\n\n试点名单\n\n\
        1.苏州工业园\n2.成都高新园\n3.绵阳科技园\n";
    for (name, text) in [("table", table), ("list", list), ("two", TWO_ROSTERS)] {
        let (source, toml) = (format!("{name}.txt"), format!("{name}.toml"));
        room.write(&source, text);
        lock(&room, &source, &toml).expect("a lock");
        let flags = ["--schema", &toml, "--format", "concise"];
        let done = room.run(&[&["check", &source][..], &flags].concat());
        assert!(!done.out.contains("MD207"), "{name}: {}", done.out);
        room.write(&source, &text.replace("成都", "眉山"));
        let done = room.run(&[&["check", &source][..], &flags].concat());
        assert!(done.out.contains("MD207"), "{name}: {}", done.out);
    }
}

#[test]
fn headings_are_parted_when_asked() {
    let room = Room::new("infer-levels");
    let text = NOTICE
        .replace("1\t江苏", "特色（教育）\n1\t江苏")
        .replace("2\t四川", "特色（养老）\n1\t四川");
    room.write("a.txt", &text);
    let plain = room.run(&["infer", "a.txt"]);
    assert!(plain.out.contains("(?<group_1>特色（教育）|特色（养老）)"), "{}", plain.out);
    let parted = room.run(&["infer", "a.txt", "--levels", "kind,field", "--name", "mine"]);
    assert_eq!(parted.code, 0, "{}", parted.err);
    assert!(parted.out.contains("levels = { kind = 1, field = 2 }"), "{}", parted.out);
    room.write("mine.toml", &parted.out);
    let done = room.run(&["parse", "a.txt", "--schema", "mine.toml"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with("notice_number,notice_date,entry,kind,field,"), "{}", done.out);
    room.write("b.txt", NOTICE);
    assert_eq!(room.run(&["infer", "b.txt", "--levels", "kind,field"]).code, 2);
    assert_eq!(room.run(&["infer", "a.txt", "--levels", "kind"]).code, 2);
}

#[test]
fn nothing_to_pin_and_errors_are_said() {
    let room = Room::new("infer-errors");
    room.write("letter.txt", NOTICE.split("附件").next().unwrap_or_default());
    let done = room.run(&["infer", "letter.txt", "--lang", "en"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""), "{}", done.err);
    assert!(done.err.contains("nothing to pin"), "{}", done.err);
    room.write("bad.txt", &NOTICE.replace("共2家", "共3家"));
    let done = room.run(&["infer", "bad.txt", "--lang", "en"]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains("[[expect]]") && done.err.contains("has errors (1)"), "{}", done.err);
    assert_eq!(room.run(&["infer", "missing.txt"]).code, 2);
}
