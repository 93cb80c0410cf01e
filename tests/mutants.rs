//! One small fault anywhere in the seed's rows, headings or counts is an error: with the schema
//! that pins it, and without any.
//!
//! Faults inside a name are not made here: a place written as another place is no fault of form.
#![allow(clippy::disallowed_methods, missing_docs)]

use mingdan::check::Settings;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{FindingLevel, Source};
use mingdan::pipeline::{self, Choose};
use mingdan::schema;

/// A faulty text and what was done to it.
type Mutant = (String, String);

fn join(lines: &[&str]) -> String {
    lines.join("\n")
}

/// The lines with those from `at` up to `end` replaced.
fn replaced(lines: &[&str], at: usize, end: usize, by: &[&str]) -> String {
    join(&[&lines[..at], by, &lines[end..]].concat())
}

fn mutants(text: &str) -> Vec<Mutant> {
    let lines: Vec<&str> = text.split('\n').collect();
    let is_row = |line: &str| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains('\t');
    let mut found: Vec<Mutant> = Vec::new();
    for (at, line) in lines.iter().copied().enumerate() {
        let mut add =
            |what: &str, text: String| found.push((format!("{what} in line {}", at + 1), text));
        if line.starts_with("<b>") {
            add("heading lost", replaced(&lines, at, at + 1, &[]));
        }
        if !is_row(line) {
            continue;
        }
        let (rank, rest) = line.split_once('\t').expect("a row has tabs");
        let digit = if rank.starts_with('9') { '8' } else { '9' };
        let wrong = format!("{digit}{}\t{rest}", &rank[1..]);
        add("rank changed", replaced(&lines, at, at + 1, &[&wrong]));
        add("row lost", replaced(&lines, at, at + 1, &[]));
        add("row doubled", replaced(&lines, at, at + 1, &[line, line]));
        add("first tab lost", replaced(&lines, at, at + 1, &[&line.replacen('\t', "", 1)]));
        let (head, tail) = line.rsplit_once('\t').expect("a row has tabs");
        add("last tab lost", replaced(&lines, at, at + 1, &[&format!("{head}{tail}")]));
        let next = lines.get(at + 1).copied().unwrap_or_default();
        if !next.is_empty() {
            let glued = format!("{line}{next}");
            add("line end lost", replaced(&lines, at, at + 2, &[&glued]));
        }
        if is_row(next) {
            add("rows exchanged", replaced(&lines, at, at + 2, &[next, line]));
        }
        // Broken after each character in turn would be many: one place a row, another in each.
        let inside: Vec<usize> = line.char_indices().map(|(i, _)| i).skip(rank.len() + 2).collect();
        let cut = inside[at * 7 % inside.len()];
        if !line[..cut].ends_with('\t') && !line[cut..].starts_with('\t') {
            let (a, b) = line.split_at(cut);
            add("row broken", replaced(&lines, at, at + 1, &[a, b]));
        }
    }
    for (right, wrong) in [
        ("10家综合", "11家综合"),
        ("10家综合", "1家综合"),
        ("7个领域", "6个领域"),
        ("82家", "80家"),
        ("82家", "８1家"),
    ] {
        found.push((format!("{right} → {wrong}"), text.replacen(right, wrong, 1)));
    }
    found
}

/// Whether checking finds an error.
fn is_flagged(text: &str) -> bool {
    let source = Source::new("mutant", text);
    let choose = Choose::Among(schema::built_in());
    let run = pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default());
    let run = run.expect("text is read");
    run.checked.report().findings.iter().any(|finding| finding.level == FindingLevel::Error)
}

#[test]
fn one_fault_anywhere_is_an_error() {
    let seed = include_str!("../fixtures/notices/seed/source.txt");
    // Under another title no schema matches: only the notice's own words are left to hold it.
    let alone = seed.replace("国家智能社会治理实验基地", "全国数字治理试验基地");
    for text in [seed, &alone] {
        assert!(!is_flagged(text), "the sound notice is sound");
        let mutants = mutants(text);
        assert!(mutants.len() > 600, "{} mutants", mutants.len());
        let silent: Vec<&str> = mutants
            .iter()
            .filter(|(_, text)| !is_flagged(text))
            .map(|(what, _)| what.as_str())
            .collect();
        assert!(silent.is_empty(), "{} of {} unseen: {silent:?}", silent.len(), mutants.len());
    }
}
