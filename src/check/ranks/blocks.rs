//! Columns beside the serials that group the rows: one value stands for the rows that are counted
//! under it, in a merged cell or row by row.

use crate::model::{Document, Roster};

/// Where blocks of a roster begin anew, the first left out: at the cells of the column left of the
/// serials that merges cells and whose cells mostly begin with a 1. In a roster without headings,
/// which a dataset's may be, also where a column has another value just where the serials begin
/// with 1. Empty where there is none.
pub(super) fn starts(document: &Document, roster: &Roster) -> Vec<usize> {
    let Some(serials) = roster.serial_column() else { return Vec::new() };
    // 一等奖 over 小学 and 中学, and the serials begin anew below each of these: the outer column tells less.
    let anew = |starts: &Vec<usize>| {
        starts.iter().filter(|entry| roster.entries[**entry].serial.value() == Some(1)).count()
    };
    let merged = (0..serials).rev().filter_map(|column| of_column(document, roster, column));
    let merged = merged.max_by_key(anew);
    let others = || (0..roster.columns.len()).filter(|column| *column != serials);
    let repeated = || {
        let bare = roster.groups.is_empty();
        bare.then(|| others().find_map(|column| of_values(document, roster, column))).flatten()
    };
    merged.or_else(repeated).or_else(|| of_headings(roster)).unwrap_or_default()
}

/// 山西省 over its cities: the serials begin anew just where the outer heading changes.
fn of_headings(roster: &Roster) -> Option<Vec<usize>> {
    let outer = |entry: usize| {
        let group = roster.groups.get(roster.entries[entry].group? as usize)?;
        group.path.first().filter(|_| group.path.len() > 1)
    };
    let starts: Vec<usize> =
        (1..roster.entries.len()).filter(|at| outer(*at) != outer(*at - 1)).collect();
    let one = |at: &usize| roster.entries[*at].serial.value() == Some(1);
    let ones = (1..roster.entries.len()).filter(one).count();
    (!starts.is_empty() && ones == starts.len() && starts.iter().all(one)).then_some(starts)
}

fn of_values(document: &Document, roster: &Roster, column: usize) -> Option<Vec<usize>> {
    // 替补1, 替补2 below 拟录用: the number is of one of its kind, where values as they stand do not tell.
    of_kinds(document, roster, column, str::to_owned).or_else(|| {
        of_kinds(document, roster, column, |value| {
            let bare = value.trim_end_matches(|c: char| c.is_ascii_digit());
            if bare.is_empty() { value.to_owned() } else { bare.to_owned() }
        })
    })
}

fn of_kinds(
    document: &Document,
    roster: &Roster,
    column: usize,
    kind: impl Fn(&str) -> String,
) -> Option<Vec<usize>> {
    let value = |entry: usize| kind(&roster.cell(document, entry, column));
    let ones: Vec<usize> = (1..roster.entries.len())
        .filter(|entry| roster.entries[*entry].serial.value() == Some(1))
        .collect();
    // A merged cell of a table that has none is printed once: just there the serials begin anew.
    let printed = |entry: &usize| !roster.row(*entry)[column].is_empty();
    let once = || (1..roster.entries.len()).filter(printed).eq(ones.iter().copied());
    if printed(&0) && !ones.is_empty() && ones.len() + 1 < roster.entries.len() && once() {
        return Some(ones);
    }
    let mut starts = ones.iter().copied().peekable();
    let fits = (1..roster.entries.len()).all(|entry| {
        let changes = value(entry) != value(entry - 1);
        changes == starts.next_if_eq(&entry).is_some()
    });
    (fits && !ones.is_empty() && ones.len() + 1 < roster.entries.len()).then_some(ones)
}

/// Where a column of merged cells, or one beside it at the left, has another value.
fn of_column(document: &Document, roster: &Roster, column: usize) -> Option<Vec<usize>> {
    let count = roster.entries.len();
    let cell = |entry: usize, column: usize| roster.row(entry)[column];
    let merged = |column: &usize| {
        (1..count)
            .any(|at| !cell(at, *column).is_empty() && cell(at, *column) == cell(at - 1, *column))
    };
    let columns: Vec<usize> = (0..=column).filter(merged).collect();
    if columns.last() != Some(&column) {
        return None;
    }
    // Over a page break the cell may be printed again.
    let text = |entry: usize, column: usize| roster.cell(document, entry, column);
    let changes = |entry: &usize| {
        columns.iter().any(|column| {
            cell(*entry, *column) != cell(*entry - 1, *column)
                && text(*entry, *column) != text(*entry - 1, *column)
        })
    };
    let starts: Vec<usize> = (1..count).filter(changes).collect();
    let anew = starts.iter().filter(|entry| roster.entries[**entry].serial.value() == Some(1));
    (!starts.is_empty() && anew.count() * 2 >= starts.len()).then_some(starts)
}
