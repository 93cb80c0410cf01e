//! Measures the PDF reader against files with known rows, where they are present.

#![cfg(feature = "pdf")]
#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "tests read files and say")]

use std::path::{Path, PathBuf};

use mingdan::ingest::ingest;
use mingdan::model::{BlockKind, Document, Source, Table};
use serde_json::Value;

/// Where files to measure by lie, beside the checkout.
fn beside(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no {}", path.display());
    None
}

fn read(path: &Path) -> Document {
    let bytes = std::fs::read(path).unwrap();
    ingest(&Source::new(path.to_string_lossy(), bytes)).unwrap()
}

/// A table's rows as a full grid: merged cells repeat downwards.
fn rows(document: &Document, table: &Table) -> Vec<Vec<String>> {
    let width = table.cells.iter().map(|c| c.column + c.colspan).max().unwrap_or(0) as usize;
    let mut above: Vec<(u16, String)> = vec![(0, String::new()); width];
    let mut out = Vec::new();
    for row in &table.rows {
        let mut cells: Vec<String> = vec![String::new(); width];
        for (cell, (left, text)) in cells.iter_mut().zip(&mut above) {
            if *left > 0 {
                *left -= 1;
                cell.clone_from(text);
            }
        }
        for cell in table.cells_of(row) {
            let text = document.slice(cell.span).to_owned();
            cells[cell.column as usize].clone_from(&text);
            above[cell.column as usize] = (cell.rowspan - 1, text);
        }
        out.push(cells);
    }
    out
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every table row of the document after the first one that is filled in all columns.
fn all_rows(document: &Document) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block.kind {
            BlockKind::Table(index) => {
                out.extend(rows(document, &document.tables[index as usize]));
            }
            BlockKind::Furniture => {}
            _ => out.push(vec![document.slice(block.span).to_owned()]),
        }
    }
    out
}

/// Rows of the seed notice: group, rank, place, applicant.
fn entries(document: &Document, groups: &[String], merged: bool) -> Vec<Vec<String>> {
    let mut group = String::new();
    let mut out = Vec::new();
    for row in all_rows(document) {
        let filled: Vec<String> =
            row.iter().map(|c| compact(c)).filter(|c| !c.is_empty()).collect();
        if filled.len() == 1 && groups.contains(&filled[0]) {
            group.clone_from(&filled[0]);
        } else if row.len() > 1 && !filled.iter().any(|c| c == "申报单位") {
            let mut entry = if merged { Vec::new() } else { vec![group.clone()] };
            entry.extend(row.iter().map(|c| compact(c)));
            out.push(entry);
        }
    }
    out
}

/// The rows of a roster of ours: group, serial, place, unit. A heading may stand in a table or
/// between two.
fn grouped(document: &Document, groups: &[&str]) -> Vec<Vec<String>> {
    let mut group = String::new();
    let mut out = Vec::new();
    for row in all_rows(document) {
        let filled: Vec<&String> = row.iter().filter(|c| !c.is_empty()).collect();
        if filled.len() == 1 && groups.contains(&filled[0].as_str()) {
            group.clone_from(filled[0]);
        } else if row.len() == 4 {
            out.push(row);
        } else if row.len() == 3 {
            out.push([&[group.clone()], &row[..]].concat());
        }
    }
    out.retain(|row| row[1] != "序号");
    out
}

#[test]
fn fixtures_come_out_exact() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    let expected: Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut failed = Vec::new();
    for (name, roster) in expected["files"].as_object().unwrap() {
        let roster = &expected["rosters"][roster.as_str().unwrap()];
        let rows: Vec<Vec<String>> = serde_json::from_value(roster.clone()).unwrap();
        let document = read(&folder.join(format!("{name}.pdf")));
        let groups: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        let found = grouped(&document, &groups);
        if found != rows {
            compare(name, &rows, &found);
            eprintln!("    {} found", found.len());
            for row in found.iter().filter(|row| !rows.contains(row)).take(4) {
                eprintln!("    found  {row:?}");
            }
            failed.push(name.clone());
        }
    }
    assert!(failed.is_empty(), "not exact: {failed:?}");
}

#[test]
fn rows_are_exact() {
    let Some(folder) = beside("pdf") else { return };
    let truth: Value =
        serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
    let groups: Vec<String> = serde_json::from_value(truth["groups"].clone()).unwrap();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .collect();
    files.sort();
    let mut failed = Vec::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let layout = if name.contains("merged") {
            "merged"
        } else if name.contains("twoline") || name.contains("split") {
            "long"
        } else {
            "rows"
        };
        let expected: Vec<Vec<String>> = serde_json::from_value(truth[layout].clone()).unwrap();
        let document = read(file);
        let found = entries(&document, &groups, layout == "merged");
        let right = expected.iter().filter(|row| found.contains(row)).count();
        let exact = found == expected;
        eprintln!("{name}: {right}/{} rows, {} found", expected.len(), found.len());
        if !exact {
            let wrong = found.iter().filter(|row| !expected.contains(row)).take(4);
            wrong.for_each(|row| eprintln!("    found  {row:?}"));
            let lost = expected.iter().filter(|row| !found.contains(row)).take(4);
            lost.for_each(|row| eprintln!("    wanted {row:?}"));
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "not exact: {failed:?}");
}

/// The rows of a truth file, without its header.
fn truth(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn corpus(folder: &str) -> Option<(Document, PathBuf)> {
    let folder = beside("corpus")?.join(folder);
    Some((read(&folder.join("source.pdf")), folder))
}

/// Counts how many of the expected rows were found, and shows some of the others.
fn compare(name: &str, expected: &[Vec<String>], found: &[Vec<String>]) -> usize {
    let right = expected.iter().filter(|row| found.contains(row)).count();
    eprintln!("{name}: {right}/{} rows", expected.len());
    for row in expected.iter().filter(|row| !found.contains(row)).take(6) {
        eprintln!("    wanted {row:?}");
        let near = found.iter().filter(|f| f.first() == row.first());
        near.for_each(|row| eprintln!("    found  {row:?}"));
    }
    right
}

#[test]
fn corpus_medicines() {
    let Some((document, folder)) = corpus("006-nhc-essential-medicines-2018-tcm-pdf") else {
        return;
    };
    let expected: Vec<Vec<String>> = truth(&folder.join("truth.csv"))
        .iter()
        .map(|r| [1, 2, 4, 5, 6].map(|i| compact(&r[i].replace('⏎', ""))).to_vec())
        .collect();
    let found: Vec<Vec<String>> =
        all_rows(&document).iter().map(|r| r.iter().map(|c| compact(c)).collect()).collect();
    assert_eq!(compare("006", &expected, &found), expected.len());
}

#[test]
fn corpus_journals() {
    let Some((document, folder)) = corpus("008-cas-iie-catalog-2016-pdf") else { return };
    let mut lost = 0;
    for file in ["truth-1-journals.csv", "truth-2-conferences.csv", "truth-3-domestic.csv"] {
        let expected: Vec<Vec<String>> = truth(&folder.join(file))
            .iter()
            .map(|r| r[1..].iter().map(|c| c.trim().to_owned()).collect())
            .collect();
        lost += expected.len() - compare(file, &expected, &all_rows(&document));
    }
    assert_eq!(lost, 0);
}

#[test]
fn corpus_terms() {
    for folder in ["036-nda-data-terms-batch1-pdf", "037-nda-data-terms-batch2-pdf"] {
        let Some((document, folder)) = corpus(folder) else { return };
        let expected: Vec<Vec<String>> = truth(&folder.join("truth.csv"))
            .iter()
            .map(|r| vec![compact(&format!("{}.{}，{}", r[1], r[2], r[3]))])
            .collect();
        let found: Vec<Vec<String>> =
            all_rows(&document).iter().map(|r| vec![compact(&r[0])]).collect();
        assert_eq!(compare(&folder.to_string_lossy(), &expected, &found), expected.len());
    }
}
