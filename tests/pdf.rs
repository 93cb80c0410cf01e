//! Measures the PDF reader against files with known rows, where they are present.

#![cfg(feature = "pdf")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

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
