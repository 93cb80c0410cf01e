//! Rows that stand too far left: the first cells of a merged column were dropped below its first row, and the row was filled
//! up with empty cells at its end.
//!
//! ```text
//! | 石家庄市         | 甲机械有限公司 | 轴承 |
//! | 甲二电气有限公司 | 电机           |      |
//! ```

use std::cell::OnceCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::model::{Document, Role, Roster, Span};
use crate::segment::lists::places;
use crate::segment::roster::values;
use crate::text::{compact, persons};

/// So many rows must stand so; one alone shows by its empty cell.
const LEAST: usize = 2;

/// What a cell is by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::segment) enum Kind {
    /// By how its level is called: 省 and 市; 县 and 区; 镇 and 乡; 村.
    Place(u8),
    Body,
    Person,
    Number,
}

/// The first row of those that stand too far left: what it has is of the kind of the columns further right, and of none of
/// its own, where whole rows have the like. Remarks at the end, which few rows have, say nothing of where a row ends.
pub(in crate::segment) fn find(document: &Document, roster: &Roster) -> Option<Span> {
    let width = roster.columns.len();
    let notes = roster.columns.iter().rev().take_while(|column| column.role == Role::Note).count();
    let narrow = Some(width - notes).filter(|_| notes > 0);
    within(document, roster, width)
        .or_else(|| narrow.and_then(|width| within(document, roster, width)))
}

/// The same, of the first columns alone.
fn within(document: &Document, roster: &Roster, width: usize) -> Option<Span> {
    let first = roster.columns.iter().take_while(|column| column.role == Role::Serial).count();
    if width < first + 2 {
        return None;
    }
    let all = roster.columns.len();
    let rows: Vec<&[Span]> = roster.cells.chunks_exact(all).map(|row| &row[..width]).collect();
    let filled =
        |row: &[Span]| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let whole: Vec<&[Span]> = rows.iter().copied().filter(|row| filled(row) == width).collect();
    let short: Vec<usize> = (0..rows.len())
        .filter(|at| {
            (first + 1..width).contains(&filled(rows[*at])) && !rows[*at][first].is_empty()
        })
        .collect();
    if whole.is_empty() || short.len() < LEAST {
        return None;
    }
    // How many whole rows have each kind in a column: of most columns nobody asks.
    let kinds: Vec<OnceCell<HashMap<Kind, usize, FixedState>>> = vec![OnceCell::new(); width];
    let kinds = |column: usize| {
        kinds[column].get_or_init(|| {
            let mut all: HashMap<Kind, usize, FixedState> = HashMap::default();
            for told in whole.iter().filter_map(|row| kind_of_cell(document, row[column])) {
                *all.entry(told).or_default() += 1;
            }
            all
        })
    };
    let mostly = |column: usize, wanted: Kind| {
        kinds(column).get(&wanted).is_some_and(|own| own * 2 > whole.len())
    };
    let stands_left = |row: &[Span]| {
        let gap = width - filled(row);
        let mut right = false;
        for (column, cell) in row.iter().enumerate().take(width - gap).skip(first) {
            let Some(told) = kind_of_cell(document, *cell) else { continue };
            let here = kinds(column).contains_key(&told);
            let there = mostly(column + gap, told);
            // Of nearly all rows the first cell tells.
            if here && !there && told != Kind::Number {
                return false;
            }
            right |= there && !here;
        }
        right
    };
    let left: Vec<usize> = short.iter().copied().filter(|at| stands_left(rows[*at])).collect();
    let many = left.len() >= LEAST && left.len() * 2 > short.len();
    left.first().filter(|_| many).map(|at| roster.entries[*at].span)
}

fn kind_of_cell(document: &Document, cell: Span) -> Option<Kind> {
    kind(&compact(document.slice(cell)))
}

/// What a text without blanks is by its form.
pub(in crate::segment) fn kind(text: &str) -> Option<Kind> {
    let last = text.chars().last()?;
    if text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Some(Kind::Number);
    }
    if places::ends_as_place(text) || matches!(last, '道' | '村') {
        let level = match last {
            '省' | '市' | '州' | '盟' => 0,
            '县' | '区' | '旗' => 1,
            '镇' | '乡' | '道' => 2,
            _ => 3,
        };
        return Some(Kind::Place(level));
    }
    if values::is_body(text) {
        return Some(Kind::Body);
    }
    persons::is_name(text).then_some(Kind::Person)
}
