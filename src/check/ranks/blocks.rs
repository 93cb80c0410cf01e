//! Columns beside the serials that group the rows: one value stands for the rows that are counted
//! under it, in a merged cell or row by row.

use crate::model::{Document, Notice, Roster, Stance};

/// Where blocks of a roster begin anew, the first left out: at the cells of the column left of the
/// serials that merges cells and whose cells mostly begin with a 1. In a roster without headings,
/// which a dataset's may be, also where a column has another value just where the serials begin
/// with 1. Empty where there is none.
pub(super) fn starts(document: &Document, notice: &Notice, roster: &Roster) -> Vec<usize> {
    let Some(serials) = roster.serial_column() else {
        return of_counts(document, notice, roster).unwrap_or_default();
    };
    let merged = (0..serials).find_map(|column| of_column(document, roster, column));
    let others = || (0..roster.columns.len()).filter(|column| *column != serials);
    let repeated = || {
        let bare = roster.groups.is_empty();
        bare.then(|| others().find_map(|column| of_values(document, roster, column))).flatten()
    };
    merged
        .or_else(repeated)
        .or_else(|| of_headings(roster))
        .or_else(|| of_counts(document, notice, roster))
        .unwrap_or_default()
}

/// 1 to 10 and 1 to 12 without a heading, below prose, where the notice counts 10个镇 and 12个村, in this order.
fn of_counts(document: &Document, notice: &Notice, roster: &Roster) -> Option<Vec<usize>> {
    /// Fewest rows of such a list, and most such lists.
    const ROWS_LEAST: usize = 2;
    const LISTS_MOST: usize = 8;
    let serial = |entry: usize| roster.entries[entry].serial.value();
    let starts: Vec<usize> = (1..roster.entries.len())
        .filter(|entry| serial(*entry) == Some(1))
        .take(LISTS_MOST)
        .collect();
    if !roster.groups.is_empty() || starts.is_empty() || starts.len() == LISTS_MOST {
        return None;
    }
    // A heading stands over the first list: that of the second is lost.
    let first = roster.entries.first()?.span.start as usize;
    let above = document.text.get(..first)?;
    let above = above[..above.rfind('\n')?].trim_end();
    if !above.ends_with(['。', '：', ':', ')', '）', '；']) {
        return None;
    }
    let mut claims = notice.claims.iter().filter(|claim| claim.stance == Stance::List);
    let ends = starts.iter().copied().chain([roster.entries.len()]);
    let mut from = 0;
    for end in ends {
        let rows = end - from;
        let up = (1..).zip(from..end).all(|(due, entry)| serial(entry) == Some(due));
        if rows < ROWS_LEAST || !up || !claims.any(|claim| claim.declared == rows as u64) {
            return None;
        }
        from = end;
    }
    Some(starts)
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
    let value = |entry: usize| roster.cell(document, entry, column);
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
