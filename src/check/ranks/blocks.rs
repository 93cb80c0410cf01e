//! Merged cells beside the serials: one cell stands for the rows that are counted under it.

use crate::model::{Document, Roster};

/// Where blocks of a roster begin anew, the first left out: at the cells of the column left of the
/// serials that merges cells and whose cells mostly begin with a 1. Empty where there is none.
pub(super) fn starts(document: &Document, roster: &Roster) -> Vec<usize> {
    let serials = roster.serial_column().unwrap_or(0);
    (0..serials).find_map(|column| of_column(document, roster, column)).unwrap_or_default()
}

fn of_column(document: &Document, roster: &Roster, column: usize) -> Option<Vec<usize>> {
    let cell = |entry: usize| roster.row(entry)[column];
    let count = roster.entries.len();
    let merged = (1..count).any(|entry| !cell(entry).is_empty() && cell(entry) == cell(entry - 1));
    if !merged {
        return None;
    }
    // Over a page break the cell may be printed again.
    let changes = |entry: &usize| {
        cell(*entry) != cell(*entry - 1)
            && roster.cell(document, *entry, column) != roster.cell(document, *entry - 1, column)
    };
    let starts: Vec<usize> = (1..count).filter(changes).collect();
    let anew = starts.iter().filter(|entry| roster.entries[**entry].serial.value() == Some(1));
    (!starts.is_empty() && anew.count() * 2 >= starts.len()).then_some(starts)
}
