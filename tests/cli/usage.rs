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
#[cfg(feature = "pdf")]
fn only_pages_of_a_pdf_are_drawn() {
    let room = Room::new("draw-text");
    room.write("a.txt", NOTICE);
    let done = room.run(&["inspect", "a.txt", "--draw", "pages", "--lang", "en"]);
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(done.err.contains("a.txt: only the pages of a PDF are drawn"), "{}", done.err);
    assert!(!room.path("pages").exists());
}

#[test]
fn a_file_in_the_place_of_the_command_is_told_as_such() {
    let room = Room::new("bare");
    room.write("a.txt", NOTICE);
    let done = room.run_in(&[("LC_ALL", "en_US.UTF-8")], &["a.txt"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("mingdan parse a.txt"), "{}", done.err);
    let done = room.run_in(&[("LC_ALL", "zh_CN.UTF-8")], &["a.txt", "-o", "out"]);
    assert!(done.code == 2 && done.err.contains("mingdan parse a.txt"), "{}", done.err);
    assert!(!room.run(&["b.txt"]).err.contains("mingdan parse b.txt"), "there is no such file");
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
fn checks_are_chosen_by_code_name_or_beginning() {
    let room = Room::new("select");
    // A serial lost, a place unknown.
    room.write("a.txt", &NOTICE.replace("2\t四川省成都市", "4\t某某某"));
    let codes = |args: &[&str]| {
        let flags = ["check", "a.txt", "--format", "concise", "--lang", "en"];
        let done = room.run(&[&flags, args].concat());
        let code = |line: &str| line.split(' ').nth(2).unwrap_or_default().to_owned();
        let mut codes: Vec<String> = done.out.lines().map(code).collect();
        codes.sort();
        codes.dedup();
        (done.code, codes)
    };
    let (code, all) = codes(&[]);
    assert!(code == 1 && all.contains(&"MD101".into()) && all.contains(&"MD401".into()), "{all:?}");
    assert_eq!(codes(&["--select", "MD4"]), (0, vec!["MD401".to_owned()]));
    assert_eq!(codes(&["--select", "md101,place-unknown", "--ignore", "MD401"]).1, ["MD101"]);
    let (code, left) = codes(&["--ignore", "MD1,MD2"]);
    assert!(code == 0 && left.iter().all(|code| !code.starts_with("MD1")), "{left:?}");
    assert_eq!(codes(&["--select", "MD4", "--level", "MD101=note"]).1, ["MD101", "MD401"]);
    assert_eq!(codes(&["--exit-zero"]), (0, all));
    for wrong in ["MD9", "rank-gaps", "M", ""] {
        assert_eq!(codes(&["--select", wrong]).0, 2, "{wrong}");
    }
    assert_eq!(room.run(&["check", "missing.txt", "--exit-zero"]).code, 2);
}

#[test]
fn a_report_goes_to_a_file() {
    let room = Room::new("output-file");
    room.write("a.txt", &NOTICE.replace("2\t", "4\t"));
    room.write("b.txt", NOTICE);
    for targets in [&["a.txt"][..], &["a.txt", "b.txt"]] {
        let flags = [&["check"][..], targets, &["--format", "json"]].concat();
        let wanted = room.run(&flags);
        let done = room.run(&[&flags[..], &["--output-file", "report.json"]].concat());
        assert_eq!((done.code, done.out.as_str()), (wanted.code, ""));
        let found = std::fs::read_to_string(room.path("report.json")).expect("the report");
        assert_eq!(found, wanted.out);
    }
    let done = room.run(&["check", "a.txt", "--output-file", "no/such/folder"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    // A usage error leaves what another run wrote.
    let done = room.run(&["check", "a.txt", "--select", "MD9", "--output-file", "report.json"]);
    assert_eq!(done.code, 2);
    assert!(!std::fs::read(room.path("report.json")).unwrap().is_empty());
}

#[test]
fn a_report_never_overwrites_what_it_is_about() {
    let room = Room::new("output-file-input");
    std::fs::create_dir(room.path("n")).unwrap();
    room.write("n/a.txt", NOTICE);
    room.write("accept.toml", "");
    assert_eq!(room.run(&["parse", "-q", "n/a.txt", "-o", "data"]).code, 0);
    let lock = room.run(&["infer", "n/a.txt"]).out;
    room.write("n/a.lock.toml", &lock);
    std::fs::hard_link(room.path("n/a.txt"), room.path("same.txt")).unwrap();
    for (arguments, file) in [
        (&["n/a.txt"][..], "n/a.txt"),
        (&["n/a.txt"], "./n/../n/a.txt"),
        (&["n/a.txt"], "same.txt"),
        (&["n"], "n/a.txt"),
        (&["n/a.txt", "--beside"], "n/a.lock.toml"),
        (&["n", "--beside"], "n/a.lock.toml"),
        (&["n/a.txt", "--accept", "accept.toml"], "accept.toml"),
        (&["n/a.txt", "--schema", "n/a.lock.toml"], "n/a.lock.toml"),
        (&["data/entries.csv", "--against", "n/a.txt"], "n/a.txt"),
        (&["data"], "data/report.json"),
        (&["."], "data/entries.csv"),
    ] {
        let before = std::fs::read(room.path(file)).unwrap();
        let given = [&["check", "--lang", "en"], arguments, &["--output-file", file]].concat();
        let done = room.run(&given);
        assert_eq!(done.code, 2, "{given:?}: {}", done.err);
        assert!(done.err.contains("would overwrite it"), "{given:?}: {}", done.err);
        assert_eq!(std::fs::read(room.path(file)).unwrap(), before, "{given:?}");
    }
    // Beside the folder it may be written again and again.
    for _ in 0..2 {
        let done = room.run(&["check", "n", "--format", "sarif", "--output-file", "n.sarif"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
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
