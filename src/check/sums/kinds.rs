//! Rows of sums that are each of the rows of one kind: 总计 | 甲类 | 30 over 总计 | 乙类 | 70, below rows that are each
//! 甲类 or 乙类.

use std::ops::Range;

use super::sheet::Sheet;
use super::{Fault, is_rate};
use crate::model::{Document, Role, Roster, Span};
use crate::text::{compact, nothing};

/// Of more rows of sums none is told so: each looks at all rows.
pub(super) const SUMS_MOST: usize = 40;

/// A row of sums: how many entries stand before it, and its cells with their columns.
pub(super) type Line = (usize, Vec<(usize, Span)>);

/// The rows of the kind that a row of sums names in the column of the kinds: some of `within`, and not all. Another that
/// stands beside it and begins alike names another kind there: / and 市本级 in a sum of all rows are none.
pub(super) fn rows(
    document: &Document,
    roster: &Roster,
    lines: &[Line],
    nth: usize,
    within: Range<usize>,
) -> Option<Vec<usize>> {
    let named = |column: usize| {
        let role = roster.columns.get(column).map(|column| column.role);
        role.is_some_and(|role| !matches!(role, Role::Number | Role::Serial | Role::Note))
    };
    let text = |cell: &Span| compact(document.slice(*cell));
    let word = |cells: &[(usize, Span)]| {
        cells.iter().find(|(_, cell)| !cell.is_empty()).map(|(_, cell)| text(cell))
    };
    let (at, cells) = lines.get(nth)?;
    let beside = |column: usize, kind: &str| {
        lines.iter().enumerate().any(|(other, (place, others))| {
            let named = others.iter().find(|(of, _)| *of == column).map(|(_, cell)| text(cell));
            other != nth
                && place == at
                && word(others) == word(cells)
                && named.is_some_and(|named| !nothing::is_nothing(&named) && named != kind)
        })
    };
    let of_kind = |(column, cell): &(usize, Span)| {
        let kind = text(cell);
        if nothing::is_nothing(&kind) || !beside(*column, &kind) {
            return None;
        }
        let own = |row: &usize| compact(&roster.cell(document, *row, *column)) == kind;
        let rows: Vec<usize> = within.clone().filter(own).collect();
        (rows.len() > 1 && rows.len() < within.len()).then_some(rows)
    };
    // What says that it is a sum stands in no row.
    let mut words = cells.iter().filter(|(column, cell)| !cell.is_empty() && named(*column));
    words.find_map(of_kind)
}

/// What is printed of them and is not their sum.
pub(super) fn faults<'s>(
    sheet: &'s Sheet<'_>,
    rows: &'s [usize],
    cells: &'s [(usize, Span)],
) -> impl Iterator<Item = Fault> + 's {
    cells.iter().filter_map(|(column, span)| {
        let (column, span) = (*column, *span);
        let what = sheet.roster.columns.get(column)?;
        if is_rate(&what.title) || what.role == Role::Serial || !sheet.has_numbers(column) {
            return None;
        }
        let printed = sheet.printed(column, span)?;
        let found = sheet.sum_of(column, rows)?;
        (!printed.agrees(found)).then(|| Fault {
            roster: 0,
            column,
            span,
            found: printed.beside(found, sheet.unit(column)),
            rows: rows.len(),
            first: sheet.roster.row(rows[0])[column],
            rounded: found.rounds_to(printed.value),
            part: false,
        })
    })
}
