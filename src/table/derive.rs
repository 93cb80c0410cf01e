//! What a table has worked out from the print, worked out anew and compared.

use std::collections::HashMap;

use super::Table;
use super::ours::{Kind, Layout};
use super::rebuild::{self, Chunk};
use crate::check::{self, Book, Settings};
use crate::emit;
use crate::gazetteer::Gazetteer;
use crate::model::{FindingLevel, Notice, dataset};
use crate::normalize;

/// Works a part of the table out anew: what [`emit`] would write for it.
pub(super) fn again(table: &Table, notice: Notice, gazetteer: &Gazetteer) -> Vec<dataset::Table> {
    let resolved = normalize::normalize(table.document, notice, None, gazetteer);
    // No check is asked for: only the door to emit.
    let levels = check::ALL.iter().map(|check| (check.code.to_owned(), FindingLevel::Off));
    let settings = Settings { levels: levels.collect(), ..Settings::default() };
    let checked = check::check(table.document, resolved, None, gazetteer, &settings);
    emit::emit(table.document, &checked, None).tables
}

/// A cell that comes out otherwise.
struct Differs {
    row: usize,
    family: usize,
    column: usize,
    expected: String,
}

/// Which of the columns with a print beside them list organisations: those whose values come out
/// as organisations rather than as cleaned text.
pub(super) fn units(table: &Table, layout: &Layout, gazetteer: &Gazetteer) -> Vec<bool> {
    let doubtful = |kind| kind == Kind::Units;
    let none: Vec<bool> = layout.families.iter().map(|_| false).collect();
    if table.rows.is_empty() || !layout.families.iter().any(|f| doubtful(f.kind)) {
        return none;
    }
    let end = table.rows.len().min(200);
    let chunk = rebuild::chunks(table, layout)[0];
    let chunk = (chunk.0, chunk.1.min(end));
    let wrong = |units: &[bool]| -> Vec<usize> {
        let tables = again(table, rebuild::notice(table, layout, chunk, units), gazetteer);
        let found = compare(table, layout, chunk, &tables[0]);
        (0..layout.families.len()).map(|f| found.iter().filter(|d| d.family == f).count()).collect()
    };
    let all: Vec<bool> = layout.families.iter().map(|f| doubtful(f.kind)).collect();
    let (as_units, as_text) = (wrong(&all), wrong(&none));
    (0..all.len()).map(|f| all[f] && as_units[f] <= as_text[f]).collect()
}

fn compare(table: &Table, layout: &Layout, chunk: Chunk, again: &dataset::Table) -> Vec<Differs> {
    let mut found = Vec::new();
    for (family, of) in layout.families.iter().enumerate().filter(|(_, f)| f.raw.is_some()) {
        for column in &of.derived {
            let name = table.title(*column);
            let Some(at) = again.fields.iter().position(|field| field.name == name) else {
                continue;
            };
            for (row, cells) in (chunk.0..chunk.1).zip(&again.rows) {
                let expected = cells[at].to_string();
                if expected != table.cell(row, *column) {
                    found.push(Differs { row, family, column: *column, expected });
                }
            }
        }
    }
    found
}

/// Compares a part of the table with what comes out anew: one finding a cell, or one for a print
/// that most of the cells beside it do not follow from.
pub(super) fn check(
    table: &Table,
    layout: &Layout,
    chunk: Chunk,
    again: &dataset::Table,
    book: &mut Book,
) {
    let found = compare(table, layout, chunk, again);
    let mut by_print: HashMap<(usize, usize), Vec<&Differs>> = HashMap::new();
    for differs in &found {
        by_print.entry((differs.row, differs.family)).or_default().push(differs);
    }
    let mut prints: Vec<_> = by_print.into_iter().collect();
    prints.sort_unstable_by_key(|(key, _)| *key);
    let date =
        |row: usize| layout.date.map_or(String::new(), |at| table.cell(row, at).into_owned());
    // A cell with a fault of its own has its finding.
    let told: Vec<_> = book
        .report_mut()
        .findings
        .iter()
        .filter(|f| ["MD403", "MD404", "MD304"].contains(&f.code))
        .map(|f| f.primary)
        .collect();
    book.run("MD309", |sink| {
        for ((row, family), differs) in prints {
            let family = &layout.families[family];
            let Some(raw) = family.raw else { continue };
            let print = table.cell(row, raw);
            let line = table.line(row);
            let whole = differs.len() > 2 || differs.len() == 2 && family.kind == Kind::Place;
            if whole {
                let first = differs[0];
                sink.find("print", table.place(row, raw))
                    .arg("row", line)
                    .arg("print", print)
                    .arg("date", date(row))
                    .list("columns", differs.iter().map(|d| table.title(d.column)))
                    .arg("expected", &first.expected)
                    .arg("cell", table.cell(row, first.column));
                continue;
            }
            for differs in differs {
                let span = table.place(row, differs.column);
                if told.contains(&span) {
                    continue;
                }
                let key =
                    match (table.cell(row, differs.column).is_empty(), differs.expected.is_empty())
                    {
                        (true, _) => "missing",
                        (_, true) => "nothing",
                        _ => "",
                    };
                sink.find(key, span)
                    .arg("row", line)
                    .arg("column", table.title(differs.column))
                    .arg("cell", table.cell(row, differs.column))
                    .arg("expected", &differs.expected)
                    .arg("print", &print)
                    .arg("date", date(row))
                    .related("print", table.place(row, raw));
            }
        }
    });
}

/// Compares a table of organisations with what comes out anew.
/// `entries` are the ordinals that the entry table gives its rows.
pub(super) fn units_table(
    units: &Table,
    again: &dataset::Table,
    entries: &[String],
    book: &mut Book,
) {
    let key = |entry: &str, seq: &str| format!("{entry}\u{1f}{seq}");
    let at = |name: &str| (0..units.width()).find(|at| units.title(*at) == name);
    let (Some(entry), Some(seq)) = (at("entry"), at("seq")) else { return };
    let mut here: HashMap<String, usize> = HashMap::new();
    let mut twice = Vec::new();
    for row in 0..units.rows.len() {
        if here.insert(key(&units.cell(row, entry), &units.cell(row, seq)), row).is_some() {
            twice.push(row);
        }
    }
    let field = |name: &str| again.fields.iter().position(|field| field.name == name);
    let (Some(e), Some(s)) = (field("entry"), field("seq")) else { return };
    let mut used = vec![false; units.rows.len()];
    let mut missing = Vec::new();
    let mut differs: Vec<(usize, usize, String)> = Vec::new();
    for cells in &again.rows {
        let index = cells[e].to_string().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let Some(own) = index.and_then(|index| entries.get(index)) else { continue };
        let Some(row) = here.get(&key(own, &cells[s].to_string())) else {
            let name = field("unit").map_or(String::new(), |at| cells[at].to_string());
            missing.push((own.clone(), cells[s].to_string(), name));
            continue;
        };
        used[*row] = true;
        for (column, cell) in again.fields.iter().zip(cells) {
            let Some(at) = at(&column.name).filter(|at| *at != entry) else { continue };
            if units.cell(*row, at) != cell.to_string() {
                differs.push((*row, at, cell.to_string()));
            }
        }
    }
    book.run("MD305", |sink| {
        for row in twice {
            sink.find("key", units.rows[row])
                .arg("row", units.line(row))
                .arg("entry", units.cell(row, entry))
                .arg("seq", units.cell(row, seq));
        }
    });
    book.run("MD306", |sink| {
        for row in (0..units.rows.len()).filter(|row| !used[*row]) {
            sink.find("", units.place(row, entry))
                .arg("row", units.line(row))
                .arg("entry", units.cell(row, entry))
                .arg("seq", units.cell(row, seq));
        }
        for (entry, seq, name) in missing {
            sink.find("missing", units.head).arg("entry", entry).arg("seq", seq).arg("name", name);
        }
    });
    book.run("MD309", |sink| {
        for (row, at, expected) in differs {
            sink.find("unit", units.place(row, at))
                .arg("row", units.line(row))
                .arg("column", units.title(at))
                .arg("cell", units.cell(row, at))
                .arg("expected", expected)
                .arg("entry", units.cell(row, entry));
        }
    });
}
