//! Headers of two rows that are told by their merged cells.

use super::columns;
use super::header::{HEADER_MOST, cell_at};
use super::values;
use crate::model::{Document, TableCell};
use crate::text::{blank, compact, numeral};

/// Fewest rows that show that a column holds figures.
const FIGURES_LEAST: usize = 2;

/// Whether a first row is the upper of a header by its merged cells alone: each reaches into the row below,
/// or stands over several columns.
pub(super) fn spans_tell(cells: &[TableCell]) -> bool {
    let over = cells.iter().filter(|cell| cell.colspan > 1);
    cells.len() > 2
        && over.clone().count() > 0
        && over.count() < cells.len()
        && cells.iter().all(|cell| {
            // Nothing need stand over the serials.
            (!cell.span.is_empty() || cell.column == 0)
                && ((cell.rowspan > 1) != (cell.colspan > 1 && cell.rowspan == 1))
        })
}

/// Whether a first row is the upper of a header by its merged cells and what stands below: its first cell reaches into a
/// second row, which has a word under each other, 2022年 over 产量 and 产值 beside 2023年 over 产量, and figures stand below those.
/// Years or amounts are among the words: 停办 beside 东山中学 is none, and neither is a prize.
pub(super) fn spans_over_figures(
    document: &Document,
    cells: &[TableCell],
    beside: &[&[TableCell]],
) -> bool {
    let [second, rows @ ..] = beside else { return false };
    let text = |cell: &TableCell| compact(document.slice(cell.span));
    let figures = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            && !text.contains(blank::is_han)
    };
    let word = |cell: &TableCell| {
        let text = text(cell);
        text.contains(blank::is_han) && text.chars().count() <= HEADER_MOST
    };
    let tells = |cell: &TableCell| {
        let text = text(cell);
        let year = text.strip_suffix('年').and_then(numeral::whole).is_some_and(|year| year > 1900);
        year || columns::is_of_amounts(&text)
    };
    let below_first = rows.iter().filter_map(|row| cell_at(row, 0)).map(text).collect::<Vec<_>>();
    let own = || second.iter().filter(|cell| cell.rowspan > 0);
    let open = || cells.iter().filter(|cell| cell.rowspan == 1);
    let below = |upper: &TableCell| {
        let under = upper.column..upper.column.saturating_add(upper.colspan.max(1));
        under.clone().all(|column| own().any(|cell| cell.column == column && cell.colspan == 1))
    };
    let over_figures = |cell: &TableCell| {
        let values = || {
            let cells = rows.iter().filter_map(|row| cell_at(row, cell.column));
            cells.map(text).filter(|value| !value.is_empty())
        };
        values().count() >= FIGURES_LEAST && values().all(|value| figures(&value))
    };
    cells.first().is_some_and(|first| first.column == 0 && first.rowspan == 2 && first.colspan == 1)
        && cells.iter().all(|cell| word(cell) && matches!(cell.rowspan, 1 | 2))
        && open().any(|cell| cell.colspan > 1)
        && open().all(below)
        && own().all(|cell| word(cell) && over_figures(cell))
        && (open().any(tells) || own().all(tells))
        && cells.first().is_some_and(|first| !values::are_like(&text(first), &below_first))
}
