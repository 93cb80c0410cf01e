//! Columns at the left whose cells are left empty for the one above: merged cells, pasted as text.

use crate::model::{Document, Role, Roster};
use crate::text::{blank, headers};

/// Fewest rows by which it can be told.
const ROWS: usize = 4;

/// A column with at most one empty cell in so many is meant to be full.
const FULL: usize = 10;

/// How many columns from the left leave cells empty for those above them. In every row the empty
/// ones are the first, no row leaves all of them empty, and the first row leaves none: then nothing
/// else can be meant. A lone empty cell has lost its text.
pub(super) fn open(document: &Document, roster: &Roster) -> usize {
    let (rows, width) = (roster.entries.len(), roster.columns.len());
    let from = usize::from(roster.columns.first().is_some_and(|c| c.role == Role::Serial));
    if rows < ROWS || width < from + 2 {
        return 0;
    }
    if let Some(classes) = of_classes(roster) {
        return classes;
    }
    let remark = |column: &usize| roster.columns[*column].role == Role::Note;
    // In nearly all rosters the first column has no empty cell.
    if roster.cells[from..].iter().step_by(width).all(|cell| !cell.is_empty()) {
        return 0;
    }
    let mut open = from;
    let mut empty = 0;
    for entry in 0..rows {
        if roster.entries[entry].ragged {
            return 0;
        }
        let cells = roster.row(entry);
        let filled = |column: &usize| !cells[*column].is_empty();
        let Some(first) = (from..width).find(filled) else { return 0 };
        let whole = (first..width).filter(|column| !remark(column)).all(|column| filled(&column));
        if !whole || remark(&first) || (begins(roster, entry) && first > from) {
            return 0;
        }
        empty += usize::from(first > from);
        open = open.max(first);
    }
    let shared = (from..open).all(|column| is_shared(document, roster, column));
    if shared && empty > 1 && empty * FULL > rows { open } else { 0 }
}

/// Whether rows can share what stands in a column: no codes and numbers, no abbreviations, nothing that only some
/// things have. Of these each thing has its own, or none.
fn is_shared(document: &Document, roster: &Roster, column: usize) -> bool {
    let of = &roster.columns[column];
    let words = || {
        (0..roster.entries.len())
            .any(|row| roster.cell(document, row, column).contains(blank::is_han))
    };
    // 2020 and 2021 over the rows of each: most rows have none.
    let few = || {
        let rows = roster.entries.len();
        (0..rows).filter(|row| !roster.row(*row)[column].is_empty()).count() * 2 <= rows
    };
    !matches!(of.role, Role::Code | Role::Number | Role::Date)
        && !headers::is_optional(&of.title)
        && (words() || few())
}

/// 类别 left of the serials, empty below its first row: the class of the rows above, merged over its rows.
/// Every row has a serial, and the classes' cells stand where they change.
fn of_classes(roster: &Roster) -> Option<usize> {
    let serials = roster.columns.iter().position(|c| c.role == Role::Serial).filter(|c| *c > 0)?;
    let rows = roster.entries.len();
    let mut empty = 0;
    for entry in 0..rows {
        let cells = roster.row(entry);
        let filled = (0..serials).filter(|column| !cells[*column].is_empty()).count();
        let whole = roster.entries[entry].serial.value().is_some() && !roster.entries[entry].ragged;
        if !whole || (begins(roster, entry) && filled < serials) {
            return None;
        }
        empty += usize::from(filled == 0);
    }
    (empty > 1 && empty * FULL > rows).then_some(serials)
}

/// Whether a row is the first of all or of its group.
fn begins(roster: &Roster, entry: usize) -> bool {
    entry == 0 || roster.entries[entry].group != roster.entries[entry - 1].group
}
