//! Arguments, languages, colours.

use crate::support::{NOTICE, Room};

#[test]
fn help_and_version_are_clean() {
    let room = Room::new("help");
    for args in [&["--help"][..], &["--version"], &["parse", "--help"], &["explain", "--help"]] {
        let done = room.run(args);
        assert_eq!(done.code, 0, "{args:?}");
        assert!(!done.out.is_empty() && done.err.is_empty(), "{args:?}");
    }
}

#[test]
fn wrong_usage_is_two() {
    let room = Room::new("usage");
    room.write("a.txt", NOTICE);
    let wrong: [&[&str]; 9] = [
        &[],
        &["--no-such-flag"],
        &["no-such-command"],
        &["parse"],
        &["parse", "a.txt", "--no-such-flag"],
        &["parse", "a.txt", "--format", "yaml"],
        &["parse", "a.txt", "--schema", "no-such-schema"],
        &["parse", "-", "-", "-o", "out"],
        &["parse", "a.txt", "a.txt"],
    ];
    for args in wrong {
        let done = room.run(args);
        assert_eq!(done.code, 2, "{args:?}: {}", done.err);
        assert!(done.out.is_empty(), "{args:?}");
        assert!(!done.err.is_empty(), "{args:?}");
    }
    assert!(!room.path("out").exists());
}

#[test]
fn the_locale_decides_the_language() {
    let room = Room::new("locale");
    let args = ["parse", "missing.txt"];
    let zh = [("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")];
    assert!(room.run_in(&zh, &args).err.contains("找不到"));
    let en = [("LC_ALL", ""), ("LC_MESSAGES", "en_GB.UTF-8"), ("LANG", "zh_CN.UTF-8")];
    assert!(room.run_in(&en, &args).err.contains("no such file"));
    let flag = ["parse", "missing.txt", "--lang", "en"];
    assert!(room.run_in(&zh, &flag).err.contains("no such file"));
}

#[test]
fn colours_only_when_asked() {
    let room = Room::new("colour");
    let coloured = |env: &[(&str, &str)], extra: &[&str]| {
        let args = [&["parse", "missing.txt"][..], extra].concat();
        room.run_in(env, &args).err.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "stderr is no terminal here");
    assert!(coloured(&[], &["--color", "always"]));
    assert!(coloured(&[("NO_COLOR", "1")], &["--color=always"]), "a flag beats the environment");
    assert!(!coloured(&[], &["--color", "never"]));
}

#[test]
fn levels_are_checked_and_the_nearest_named() {
    let room = Room::new("levels");
    room.write("a.txt", NOTICE);
    let cases = [
        ("MD10l=off", "MD101"),
        ("rank-gaps=off", "rank-gap"),
        ("MD101=erorr", "error"),
        ("MD101", "CODE=LEVEL"),
    ];
    for (given, expected) in cases {
        let done = room.run(&["check", "a.txt", "--lang", "en", "--level", given]);
        assert_eq!(done.code, 2, "{given}");
        assert!(done.err.contains(expected), "{given}: {}", done.err);
    }
    let done = room.run(&["check", "a.txt", "--level", "MD101=off", "--level", "rank-gap=note"]);
    assert_ne!(done.code, 2, "{}", done.err);
}

#[test]
fn checks_explain_themselves() {
    let room = Room::new("explain");
    let list = room.run(&["explain"]);
    assert_eq!(list.code, 0);
    assert!(list.out.contains("MD101") && list.out.contains("claim-broken"), "{}", list.out);
    let by_code = room.run(&["explain", "md201", "--lang", "en"]);
    let by_name = room.run(&["explain", "claim-broken", "--lang", "en"]);
    assert_eq!((by_code.code, by_name.code), (0, 0));
    assert_eq!(by_code.out, by_name.out);
    assert_ne!(room.run(&["explain", "MD201", "--lang", "zh"]).out, by_code.out);
    let unknown = room.run(&["explain", "claim-brokn", "--lang", "en"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("claim-broken"), "{}", unknown.err);
}
