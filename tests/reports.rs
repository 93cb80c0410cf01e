//! Every report format over one run that has all there is to tell: findings of each level, an
//! accepted one, a stale acceptance, a file that cannot be read, a name that needs escaping.
//! `BLESS=1 cargo test --test reports` writes `tests/reports/`; read the diff.
#![allow(clippy::disallowed_methods, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mingdan::report::RENDERERS;
use serde_json::Value;

/// Findings: MD101 at the row 4 (accepted), MD201, MD401 at the row 4, MD302 and others.
const NOTICE: &str = "\
关于公布试点名单的通知

经评审，确定了共6家试点。现将名单印发你们。

附件：试点名单

2021年9月29日

附件

试点名单

序号\t地区\t申报单位
1\t江苏省苏州市\t市人民政府
2\t江苏省<吴>&“州”市\t市人民政府
4\t四川省成都市\t市人民政府
5\t福建省福州市\t市人民政府
6\t福建省福州市\t市人民政府
";

const ACCEPTED: &str = "\
[[accept]]
code = \"MD101\"
fingerprint = \"0123456789abcdef\"
reason = \"the original skips 3, 100% sure\"
by = \"a reader\"
on = 2026-11-25

[[accept]]
code = \"MD102\"
fingerprint = \"00000000000000aa\"
reason = \"两行均如此\"
";

/// A name with all that a format might take for its own.
const NAME: &str = "试 点,1%.txt";

struct Case(PathBuf);

impl Case {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let case = Self(folder);
        fs::write(case.0.join(NAME), NOTICE).unwrap();
        fs::write(case.0.join("old.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old").unwrap();
        let (found, _) = case.run(&["check", NAME, "--format", "jsonl"]);
        let finding = |line: &str| serde_json::from_str::<Value>(line).unwrap();
        let gap = found.lines().map(finding).find(|finding| finding["code"] == "MD101").unwrap();
        let print = gap["fingerprint"].as_str().unwrap();
        fs::write(case.0.join("accept.toml"), ACCEPTED.replace("0123456789abcdef", print)).unwrap();
        case
    }

    fn run(&self, args: &[&str]) -> (String, i32) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingdan"));
        command.current_dir(&self.0).args(args).env_remove("COLUMNS");
        let output = command.args(["--lang", "en"].iter().filter(|_| !args.contains(&"--lang")));
        let output = output.output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
    }

    /// The report on both files.
    fn all(&self, format: &str, lang: &str) -> String {
        let args = ["check", NAME, "old.doc", "--format", format, "--lang", lang];
        let (text, code) = self.run(&[&args[..], &["--accept", "accept.toml"]].concat());
        assert_eq!(code, 2, "one of the files cannot be read");
        text
    }

    /// The report on the notice alone: the acceptance file is judged too.
    fn one(&self, format: &str) -> String {
        let args = ["check", NAME, "--accept", "accept.toml", "--format", format];
        let (text, code) = self.run(&args);
        assert_eq!(code, 1, "{text}");
        text
    }
}

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports").join(name);
    if std::env::var_os("BLESS").is_some() {
        assert!(std::env::var_os("CI").is_none(), "never bless in CI");
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "tests/reports/{name} is not what comes out:\n{text}");
}

#[test]
fn every_format_is_as_the_golden_has_it() {
    let case = Case::new("goldens");
    for renderer in RENDERERS {
        let name = renderer.name;
        golden(&format!("one.{name}"), &case.one(name).replace(version(), "\"VERSION\""));
        let both = case.all(name, "zh").replace(version(), "\"VERSION\"");
        golden(&format!("both.zh.{name}"), &both);
    }
}

const fn version() -> &'static str {
    concat!("\"", env!("CARGO_PKG_VERSION"), "\"")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Codes of the findings that count, from each format that tells them.
#[test]
fn the_formats_tell_the_same_findings() {
    let case = Case::new("same");
    let (lines, _) = case.run(&["check", NAME, "--accept", "accept.toml", "--format", "jsonl"]);
    let mut told: Vec<(String, u64)> = lines
        .lines()
        .map(json)
        .filter(|finding| finding["accepted"].is_null())
        .map(|f| (f["code"].as_str().unwrap().to_owned(), f["line"].as_u64().unwrap()))
        .collect();
    told.sort();
    assert!(told.iter().any(|(code, _)| code == "MD601") && told.len() > 3, "{told:?}");
    let codes = |text: &str| text.matches("MD601").count();
    for name in ["text", "concise", "github", "junit"] {
        assert!(codes(&case.one(name)) > 0, "{name}");
    }
    let sarif = json(&case.one("sarif"));
    let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
    let mut seen: Vec<(String, u64)> = results
        .iter()
        .filter(|result| result["suppressions"].is_null())
        .map(|result| {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let code = result["ruleId"].as_str().unwrap().to_owned();
            (code, region["startLine"].as_u64().unwrap())
        })
        .collect();
    seen.sort();
    assert_eq!(seen, told);
    assert_eq!(results.len(), told.len() + 1, "the accepted one is there too");
    let mut seen: Vec<(String, u64)> = json(&case.one("gitlab"))
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| {
            let line = issue["location"]["lines"]["begin"].as_u64().unwrap();
            (issue["check_name"].as_str().unwrap().to_owned(), line)
        })
        .collect();
    seen.sort();
    assert_eq!(seen, told);
    let report = json(&case.one("json"));
    let open = |finding: &&Value| finding["accepted"].is_null();
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.iter().filter(open).count(), told.len());
    assert_eq!(report["summary"]["findings"]["accepted"], 1);
}

#[test]
fn a_file_that_cannot_be_read_is_named_in_a_valid_document() {
    let case = Case::new("unread");
    for (renderer, alone) in RENDERERS.iter().flat_map(|r| [(r, true), (r, false)]) {
        let name = renderer.name;
        let (text, code) = if alone {
            case.run(&["check", "old.doc", "--format", name])
        } else {
            (case.all(name, "en"), 2)
        };
        assert_eq!(code, 2);
        match name {
            "text" | "concise" | "accept" => {
                assert!(!text.contains("old.doc") && (!alone || text.is_empty()), "{text}");
                continue;
            }
            "json" | "sarif" | "gitlab" => drop(json(&text)),
            "jsonl" => text.lines().for_each(|line| drop(json(line))),
            "github" => assert!(text.lines().all(|line| line.starts_with("::")), "{text}"),
            _ => assert!(text.trim_end().ends_with("</testsuites>"), "{text}"),
        }
        assert!(text.contains("old.doc"), "{name} does not name it:\n{text}");
    }
    let report = json(&case.run(&["check", "old.doc", "--format", "json"]).0);
    assert!(report["failure"]["message"].is_string() && report["summary"].is_object());
    let all = json(&case.all("json", "en"));
    assert_eq!(all.as_array().map(Vec::len), Some(2));
}

#[test]
fn github_gets_the_worst_first_and_is_told_what_it_does_not_show() {
    let case = Case::new("github");
    let row = |n: u32| format!("{}\t火星省{n}城\t市政府\n", n * 2);
    let rows = (1..=15).map(row).collect::<Vec<_>>().concat();
    let (head, _) = NOTICE.split_once("1\t江苏省").unwrap();
    fs::write(case.0.join("many.txt"), format!("{head}{rows}")).unwrap();
    let (text, code) = case.run(&["check", "many.txt", "--format", "github"]);
    assert_eq!(code, 1);
    let kinds: Vec<&str> = text.lines().map(|line| line.split(' ').next().unwrap()).collect();
    let mut sorted = kinds.clone();
    sorted.sort_by_key(|kind| ["::error", "::warning", "::notice"].iter().position(|k| k == kind));
    assert_eq!(kinds, sorted);
    let errors = kinds.iter().filter(|kind| **kind == "::error").count();
    assert!(errors > 10, "{text}");
    let summary = text.lines().find(|line| line.contains("title=mingdan::")).unwrap();
    assert!(summary.contains(&format!("{errors} errors")), "{summary}");
    assert!(summary.contains(&format!("{} more", left(&kinds))), "{summary}");
    let position = text.lines().position(|line| line.starts_with("::notice"));
    assert_eq!(text.lines().nth(position.unwrap()), Some(summary), "it is among the ten shown");
}

/// What is beyond the first ten of each kind; the summary is one of the notices.
fn left(kinds: &[&str]) -> usize {
    let distinct: BTreeSet<&&str> = kinds.iter().collect();
    let count = |kind: &&&str| kinds.iter().filter(|k| *k == *kind).count().saturating_sub(10);
    distinct.iter().map(count).sum()
}

/// What may stand in what, as Jenkins reads it.
fn belongs(child: &str, parent: Option<&str>) -> bool {
    match child {
        "testsuites" => parent.is_none(),
        "testsuite" => parent == Some("testsuites"),
        "testcase" => parent == Some("testsuite"),
        _ => {
            ["failure", "error", "skipped", "system-out"].contains(&child)
                && parent == Some("testcase")
        }
    }
}

#[test]
fn junit_is_well_formed_and_its_counts_are_those_of_its_cases() {
    use quick_xml::events::Event;
    let case = Case::new("junit");
    for text in [case.one("junit"), case.all("junit", "zh")] {
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut open: Vec<String> = Vec::new();
        // Declared and found: tests, failures, errors, skipped.
        let mut declared = [0; 4];
        let mut found = [0; 4];
        loop {
            let event = reader.read_event().unwrap();
            let (element, is_open) = match &event {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::End(_) => {
                    open.pop();
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            let name = element.name().0.to_owned();
            assert!(belongs(&name, open.last().map(String::as_str)), "{name} in {open:?}");
            for attribute in element.attributes() {
                let attribute = attribute.unwrap();
                let kinds = ["tests", "failures", "errors", "skipped"];
                if let Some(kind) = kinds.iter().position(|kind| *kind == attribute.key.0) {
                    declared[kind] += attribute.value.parse::<u32>().unwrap();
                }
            }
            let kinds = ["testcase", "failure", "error", "skipped"];
            if let Some(kind) = kinds.iter().position(|kind| *kind == name) {
                found[kind] += 1;
            }
            if is_open {
                open.push(name);
            }
        }
        assert!(open.is_empty() && found[0] > 0 && found[1] > 0);
        assert_eq!(declared, found, "{text}");
    }
}
