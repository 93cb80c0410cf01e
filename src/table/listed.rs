//! The folder of many documents' datasets: its list, the datasets and the stacked table held against
//! each other. Each dataset is checked by itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Table;
use crate::check::{Book, Settings};
use crate::model::report::Level;
use crate::model::{Document, Report, Span};

/// A dataset's folder, as far as the list speaks of it.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its `datapackage.json`.
    pub package: Value,
    /// Its `notice.json`.
    pub notice: Value,
}

/// Where the stacked table is not what the datasets' tables give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Which row, from 0.
    pub row: usize,
    /// The column's name; empty where it is about the whole row.
    pub column: String,
    /// What the dataset has; of a whole row, its document, roster and entry. Empty where the row is
    /// one too many.
    pub expected: String,
    /// The dataset's document.
    pub document: String,
}

/// Holds `documents.csv` against the datasets that are there. `stacked` has the rows of each document
/// in the stacked table; none where that is gone.
pub fn listed(
    list: &Document,
    datasets: &[Listed],
    stacked: Option<&BTreeMap<String, u64>>,
    settings: &Settings,
) -> Report {
    let mut book = Book::new(settings);
    let tables = Table::all(list);
    let rows = tables.first().filter(|table| !table.rows.is_empty());
    let head = tables.first().map_or(Span::at(0), |table| table.head);
    let column = |name: &str| rows.and_then(|table| table.column(name));
    let cell = |row: usize, name: &str| {
        let found = rows.zip(column(name)).map(|(table, at)| table.cell(row, at).into_owned());
        found.unwrap_or_default()
    };
    let count = rows.map_or(0, |table| table.rows.len());
    let document = |row: usize| cell(row, "document");
    let parsed = |row: usize| matches!(cell(row, "status").as_str(), "ok" | "findings");
    let by_name: BTreeMap<&str, &Listed> =
        datasets.iter().map(|dataset| (dataset.name.as_str(), dataset)).collect();
    let dataset = |name: &str| by_name.get(name).copied();
    book.run("MD306", |sink| {
        if list.text.is_empty() {
            sink.find("list", head).arg("file", "documents.csv");
        }
        if stacked.is_none() {
            sink.find("list", head).arg("file", "entries.csv");
        }
        for row in (0..count).filter(|row| parsed(*row) && dataset(&document(*row)).is_none()) {
            let Some((table, at)) = rows.zip(column("document")) else { continue };
            sink.find("folder", table.place(row, at))
                .arg("row", table.line(row))
                .arg("name", document(row));
        }
        let known: BTreeSet<String> = (0..count).filter(|row| parsed(*row)).map(document).collect();
        let has_rows = |name: &str| stacked.is_some_and(|rows| rows.contains_key(name));
        let strays = datasets.iter().filter(|dataset| !known.contains(&dataset.name));
        for dataset in strays.filter(|_| !list.text.is_empty()) {
            // One that an earlier run left is in neither.
            let level = if has_rows(&dataset.name) { Level::Error } else { Level::Warning };
            sink.find("unlisted", head).arg("name", &dataset.name).level(level);
        }
    });
    book.run("MD308", |sink| {
        for row in (0..count).filter(|row| parsed(*row)) {
            let Some((table, dataset)) = rows.zip(dataset(&document(row))) else { continue };
            for (name, expected) in facts(dataset) {
                let Some(at) = column(name).filter(|_| cell(row, name) != expected) else {
                    continue;
                };
                sink.find("", table.place(row, at))
                    .arg("row", table.line(row))
                    .arg("column", name)
                    .arg("cell", cell(row, name))
                    .arg("expected", expected);
            }
        }
    });
    book.close()
}

/// What a dataset says of itself, by the list's columns.
fn facts(dataset: &Listed) -> Vec<(&'static str, String)> {
    let Listed { package, notice, .. } = dataset;
    let text = |value: &Value| {
        value.as_str().or_else(|| value["value"].as_str()).unwrap_or_default().to_owned()
    };
    let source = &package["sources"][0];
    let mut facts = vec![("sha256", text(&source["sha256"])), ("format", text(&source["format"]))];
    facts.extend(source["bytes"].as_u64().map(|bytes| ("bytes", bytes.to_string())));
    if let Some(rosters) = notice["rosters"].as_array() {
        let entries: u64 = rosters.iter().filter_map(|roster| roster["entries"].as_u64()).sum();
        facts.push(("rosters", rosters.len().to_string()));
        facts.push(("entries", entries.to_string()));
        facts.extend(["number", "date", "title"].map(|name| (name, text(&notice[name]))));
    }
    facts
}

/// Tells where the stacked table differs from the datasets' own.
pub fn stacked(document: &Document, strays: &[Stray], settings: &Settings) -> Report {
    let mut book = Book::new(settings);
    let tables = Table::all(document);
    let Some(table) = tables.first() else { return book.close() };
    book.run("MD308", |sink| {
        for Stray { row, column, expected, document } in strays {
            let here = (*row < table.rows.len()).then_some(*row);
            let at = table.column(column);
            let place = match (here, at) {
                (Some(row), Some(at)) => table.place(row, at),
                (Some(row), None) => table.rows[row],
                (None, _) => table.head,
            };
            let key = match (at, expected.is_empty(), here) {
                (Some(_), ..) => "stacked",
                (None, true, _) => "stacked-added",
                (None, false, Some(_)) => "stacked-row",
                (None, false, None) => "stacked-lost",
            };
            let cell = here.zip(at).map(|(row, at)| table.cell(row, at).into_owned());
            sink.find(key, place)
                .arg("row", here.map_or(0, |row| table.line(row)))
                .arg("column", column)
                .arg("cell", cell.unwrap_or_default())
                .arg("document", document)
                .arg("expected", expected);
        }
    });
    book.close()
}
