//! Rows that stand too far left: the first cells of a merged column were dropped below its first row, and the row was filled
//! up with empty cells at its end.
//!
//! ```text
//! | 石家庄市         | 甲机械有限公司 | 轴承 |
//! | 甲二电气有限公司 | 电机           |      |
//! ```

use crate::model::{Document, Role, Roster, Span};
use crate::segment::lists::places;
use crate::segment::roster::values;
use crate::text::blank::tight;
use crate::text::persons;

/// So many rows must stand so; one alone shows by its empty cell.
const LEAST: usize = 2;

/// What a cell is by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    let rows = || roster.cells.chunks_exact(roster.columns.len()).map(move |row| &row[..width]);
    let filled =
        |row: &[Span]| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let whole = rows().filter(|row| filled(row) == width);
    // The others, each with its number, as far as they are filled.
    let short = rows().enumerate().filter_map(|(at, row)| {
        let count = filled(row);
        let short = (first + 1..width).contains(&count) && !row[first].is_empty();
        short.then(|| (at, &row[..count]))
    });
    let (wholes, shorts) = (whole.clone().count(), short.clone().count());
    if wholes == 0 || shorts < LEAST {
        return None;
    }
    let counted = |column: usize| Counted {
        document,
        cells: whole.clone().map(move |row| row[column]),
        left: wholes,
        kinds: Vec::new(),
    };
    let mut columns: Vec<_> = (0..width).map(counted).collect();
    let mut stands_left = |row: &[Span]| {
        let gap = width - row.len();
        let mut right = false;
        for (column, cell) in row.iter().enumerate().skip(first) {
            let Some(told) = kind_of_cell(document, *cell) else { continue };
            let here = columns[column].has(told, 1);
            if here && told == Kind::Number {
                continue;
            }
            let there = columns[column + gap].has(told, wholes / 2 + 1);
            // Of nearly all rows the first cell tells.
            if here && !there {
                return false;
            }
            right |= there && !here;
        }
        right
    };
    let (mut found, mut left) = (None, 0);
    for (nth, (at, row)) in short.enumerate() {
        if stands_left(row) {
            found = found.or(Some(at));
            left += 1;
        } else if (nth + 1 - left) * 2 >= shorts {
            return None;
        }
    }
    found.filter(|_| left >= LEAST).map(|at| roster.entries[at].span)
}

/// The kinds of a column's cells, counted no further than is asked.
struct Counted<'d, C> {
    document: &'d Document,
    /// Those that are not counted yet, and how many they are.
    cells: C,
    left: usize,
    kinds: Vec<(Kind, usize)>,
}

impl<C: Iterator<Item = Span>> Counted<'_, C> {
    /// Whether so many cells are of a kind.
    fn has(&mut self, kind: Kind, least: usize) -> bool {
        loop {
            let known = self.kinds.iter().find(|(own, _)| *own == kind);
            let count = known.map_or(0, |(_, count)| *count);
            if count >= least || count + self.left < least {
                return count >= least;
            }
            let Some(cell) = self.cells.next() else { return false };
            self.left -= 1;
            let Some(told) = kind_of_cell(self.document, cell) else { continue };
            match self.kinds.iter_mut().find(|(own, _)| *own == told) {
                Some((_, count)) => *count += 1,
                None => self.kinds.push((told, 1)),
            }
        }
    }
}

fn kind_of_cell(document: &Document, cell: Span) -> Option<Kind> {
    kind(&tight(document.slice(cell)))
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
