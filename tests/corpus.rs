//! Real rosters beside the project, where they are there: rows exact, missing and extra.
//!
//! `cargo test --test corpus -- --nocapture` prints a line per document. Third-party documents are
//! not part of the project; without them the test says that it skips.
#![allow(clippy::disallowed_methods, clippy::print_stderr, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mingdan::check::Settings;
use mingdan::gazetteer::Gazetteer;
use mingdan::model::{FindingLevel, Role, Source};
use mingdan::pipeline::{self, Choose, Run};

/// Least share of documents whose rows are all there and no other, in percent.
const BAR: usize = 90;

#[test]
fn real_rosters_come_out_row_by_row() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let documents = folders(&corpus);
    if documents.is_empty() {
        eprintln!("skipped: no corpus beside the project");
        return;
    }
    let (mut exact, mut silent) = (Vec::new(), Vec::new());
    for folder in &documents {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wanted = wanted(folder);
        let run = read(folder);
        let found = run.as_ref().map(found).unwrap_or_default();
        let hit: usize = wanted.iter().map(|(row, n)| *n.min(found.get(row).unwrap_or(&0))).sum();
        let total = |rows: &BTreeMap<String, usize>| rows.values().sum::<usize>();
        let (missing, extra) = (total(&wanted) - hit, total(&found) - hit);
        let errors = run.as_ref().is_some_and(|run| {
            run.checked.report().findings.iter().any(|f| f.level == FindingLevel::Error)
        });
        eprintln!("{name}: {hit} exact, {missing} missing, {extra} extra, errors {errors}");
        if missing + extra == 0 {
            exact.push(name);
        } else if run.is_some() && !errors {
            silent.push(name);
        }
    }
    eprintln!("{} of {} documents exact", exact.len(), documents.len());
    assert!(silent.is_empty(), "wrong without an error: {silent:?}");
    assert!(exact.len() * 100 >= documents.len() * BAR, "only these are exact: {exact:?}");
}

/// Folders with a truth.
fn folders(corpus: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| !truths(p).is_empty()).collect();
    found.sort();
    found
}

fn truths(folder: &Path) -> Vec<PathBuf> {
    named(folder, "truth")
}

fn named(folder: &Path, start: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(start)))
        .collect();
    found.sort();
    found
}

fn read(folder: &Path) -> Option<Run<'static>> {
    let path = named(folder, "source").into_iter().next()?;
    let source = Source::new(path.to_string_lossy(), fs::read(&path).ok()?);
    let choose = Choose::Among(mingdan::schema::built_in());
    pipeline::run(&source, choose, Gazetteer::embedded(), &Settings::default()).ok()
}

/// Letters and digits alone: brackets, spaces and signs are set differently in the truths.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The truth's rows, each as its cells in one string, with how often it stands.
fn wanted(folder: &Path) -> BTreeMap<String, usize> {
    let mut rows = BTreeMap::new();
    for path in truths(folder) {
        let mut reader = csv::Reader::from_path(&path).expect("a truth is CSV");
        let header: Vec<String> =
            reader.headers().expect("a header").iter().map(|h| h.replace('\u{FEFF}', "")).collect();
        // What the makers of the truth added to the source's own columns.
        let ours = |name: &str| {
            !matches!(name, "group" | "serial" | "序号" | "编号" | "note" | "mark" | "取消")
                && !["implicit", "carried", "simplified", "raw"].iter().any(|w| name.contains(w))
        };
        for record in reader.records() {
            let record = record.expect("a row");
            let mut row = String::new();
            for (name, cell) in header.iter().zip(&record) {
                if ours(name) {
                    row.push_str(&fold(&cell.replace('⏎', "")));
                } else if name == "取消" && !cell.is_empty() {
                    // Printed as （取消某罪罪名） behind the name.
                    row.push_str(&fold(&format!("取消{cell}罪名")));
                }
            }
            *rows.entry(row).or_default() += 1;
        }
    }
    rows
}

/// Our rows in the same form.
fn found(run: &Run<'_>) -> BTreeMap<String, usize> {
    let mut rows = BTreeMap::new();
    for roster in &run.checked.resolved().notice.rosters {
        for entry in 0..roster.entries.len() {
            let mut row = String::new();
            for (index, column) in roster.columns.iter().enumerate() {
                if column.role != Role::Serial {
                    row.push_str(&fold(&roster.cell(&run.document, entry, index)));
                }
            }
            *rows.entry(row).or_default() += 1;
        }
    }
    rows
}
