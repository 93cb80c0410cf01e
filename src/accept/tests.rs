//! Fingerprints hold on to their finding; files are read strictly.

use super::{FaultKind, Seen, load, settle};
use crate::model::report::{CheckRun, Finding, Level};
use crate::model::{Document, Report, Span};

fn known(code: &str) -> Option<&'static str> {
    match code {
        "MD101" | "rank-gap" => Some("MD101"),
        "MD401" => Some("MD401"),
        _ => None,
    }
}

/// A finding at the words `quote` of the text.
fn finding(code: &'static str, text: &str, quote: &str, number: &str) -> Finding {
    let start = text.find(quote).unwrap();
    Finding {
        code,
        name: "",
        level: Level::Error,
        key: "",
        args: vec![("missing", number.to_owned())],
        primary: Span::of(start, start + quote.len()),
        related: Vec::new(),
        fingerprint: String::new(),
        accepted: None,
    }
}

fn fingerprint(text: &str, quote: &str, number: &str) -> String {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let mut findings = [finding("MD101", text, quote, number)];
    settle(&document, &mut findings, &[]);
    findings[0].fingerprint.clone()
}

#[test]
fn a_fingerprint_survives_what_is_around_it() {
    let first = fingerprint("一\n6\t金凤区\t区政府\n", "金凤区", "5");
    assert_eq!(first.len(), 16);
    for same in [
        "六\n四\n\n6\t金凤区\t区政府\n五",
        "17\t金凤区\t区政府",
        "6 金凤区 区 政府",
        "6、金凤区\t区政府",
    ] {
        assert_eq!(fingerprint(same, "金凤区", "5"), first, "{same}");
    }
    for (other, quote, number) in [
        ("6\t金凤区\t县政府", "金凤区", "5"),
        ("6\t金凤区\t区政府", "金凤区", "5,4"),
        ("6\t金凤县\t区政府", "金凤县", "5"),
        ("6\t金凤区\t区政府", "6", "5"),
    ] {
        assert_ne!(fingerprint(other, quote, number), first, "{other}");
    }
    // The serial counts where the finding is about it.
    assert_ne!(fingerprint("6\t金凤区", "6", "5"), fingerprint("7\t金凤区", "7", "5"));
}

#[test]
fn findings_alike_are_told_apart() {
    let text = "1\t甲\n2\t甲\n";
    let document = Document { text: text.to_owned(), ..Document::default() };
    let again = Finding { primary: Span::of(8, 11), ..finding("MD101", text, "甲", "5") };
    let mut findings = [finding("MD101", text, "甲", "5"), again];
    settle(&document, &mut findings, &[]);
    assert_ne!(findings[0].fingerprint, findings[1].fingerprint);
}

#[test]
fn one_entry_accepts_one_finding_and_a_stale_one_is_named() {
    let text = "1\t甲\n3\t乙\n";
    let document = Document { text: text.to_owned(), ..Document::default() };
    let print = fingerprint(text, "3", "2");
    let file = format!(
        "[[accept]]\ncode = \"rank-gap\"\nfingerprint = \"{print}\"\nreason = \"as printed\"\n\
         by = \"reader\"\non = 2026-11-25\nquote = \"3\"\n\n\
         [[accept]]\ncode = \"MD101\"\nfingerprint = \"0000000000000000\"\nreason = \"old\"\n\n\
         [[accept]]\ncode = \"MD401\"\nfingerprint = \"0000000000000000\"\nreason = \"not run\"\n"
    );
    let accepted = load(&file, "accept.toml", known).unwrap();
    let mut report = Report {
        findings: vec![finding("MD101", text, "3", "2"), finding("MD401", text, "3", "2")],
        checks: vec![CheckRun { code: "MD101", name: "", findings: 1 }],
        ..Report::default()
    };
    settle(&document, &mut report.findings, &accepted.entries);
    assert_eq!(report.findings[0].accepted.as_deref(), Some("as printed"));
    assert_eq!(report.findings[1].accepted, None);
    assert_eq!((report.open(Level::Error), report.accepted()), (1, 1));
    let mut seen = Seen::default();
    seen.add(Seen::of(&accepted.entries, &report));
    let stale = seen.stale(&accepted.entries);
    assert_eq!(stale.len(), 1);
    assert_eq!(accepted.document.position(stale[0].span.start).line, 11);

    // What is only counted may be among what an entry is about.
    report.findings.push(Finding { key: "more", ..finding("MD101", text, "乙", "2") });
    assert!(Seen::of(&accepted.entries, &report).stale(&accepted.entries).is_empty());
}

#[test]
fn what_is_only_counted_cannot_be_accepted() {
    let text = "1\t甲\n";
    let document = Document { text: text.to_owned(), ..Document::default() };
    let mut findings = [Finding { key: "more", ..finding("MD101", text, "甲", "2") }];
    settle(&document, &mut findings, &[]);
    let file = format!(
        "[[accept]]\ncode = \"MD101\"\nfingerprint = \"{}\"\nreason = \"all\"\n",
        findings[0].fingerprint
    );
    let accepted = load(&file, "a.toml", known).unwrap();
    settle(&document, &mut findings, &accepted.entries);
    assert_eq!(findings[0].accepted, None);
}

#[test]
fn faults_have_a_place() {
    let entry = |code: &str, print: &str, reason: &str| {
        format!("[[accept]]\ncode = \"{code}\"\nfingerprint = \"{print}\"\n{reason}\n")
    };
    let good = "0123456789abcdef";
    let cases = [
        (entry("MD101", good, "reason = \" \""), 4, 10, FaultKind::NoReason),
        (entry("MD101", good, ""), 1, 1, FaultKind::NoReason),
        (entry("MD999", good, "reason = \"x\""), 2, 8, FaultKind::UnknownCode("MD999".into())),
        (entry("MD101", "12", "reason = \"x\""), 3, 15, FaultKind::NoFingerprint("12".into())),
        (
            entry("MD101", good, "reason = \"x\"") + &entry("MD101", good, "reason = \"y\""),
            7,
            15,
            FaultKind::Twice,
        ),
    ];
    for (text, line, column, kind) in cases {
        let fault = load(&text, "a.toml", known).unwrap_err();
        assert_eq!((fault.line, fault.column, fault.kind), (line, column, kind), "{text}");
    }
    let fault = load("[[accept]]\nwhy = 1\n", "a.toml", known).unwrap_err();
    assert!(matches!(fault.kind, FaultKind::Form(_)) && fault.line == 2, "{fault:?}");
    assert!(load("", "a.toml", known).unwrap().entries.is_empty());
}
