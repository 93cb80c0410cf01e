//! What the rows of a flattened table hold in a column, and how well a cell stands there.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::super::is_number;
use super::lines::{Cell, Pieces};
use crate::model::Role;
use crate::segment::roster::values;
use crate::text::{blank, date, nothing};

/// What the rows hold in a column.
#[derive(Clone)]
pub(super) struct Column {
    pub(super) role: Option<Role>,
    pub(super) count: i32,
    pub(super) values: HashMap<String, i32, FixedState>,
    pub(super) shapes: HashMap<String, i32, FixedState>,
    pub(super) ends: HashMap<char, i32, FixedState>,
    /// The first two characters of cells.
    pub(super) begins: HashMap<String, i32, FixedState>,
    /// How cells begin, where that says something.
    pub(super) opens: HashMap<String, i32, FixedState>,
    /// How they all begin.
    pub(super) opening: Option<String>,
    /// The cells of one line, their shapes, and how many there are.
    pub(super) lines: HashSet<String, FixedState>,
    pub(super) single: HashMap<String, i32, FixedState>,
    pub(super) singles: i32,
    /// Cells of several lines each of which goes on with the one above.
    pub(super) shown: i32,
    /// Cells of a column of places that are names of places that are known.
    pub(super) known: i32,
}

impl Column {
    pub(super) fn of(role: Option<Role>) -> Self {
        let (values, shapes, ends, begins, opens, single) = Default::default();
        let (lines, count, singles, shown, known) = (HashSet::default(), 0, 0, 0, 0);
        let opening = None;
        Self {
            role,
            count,
            values,
            shapes,
            ends,
            begins,
            opens,
            opening,
            lines,
            single,
            singles,
            shown,
            known,
        }
    }

    pub(super) fn learn(&mut self, row: &Pieces, range: &Range<usize>) {
        let Some(cell) = row.cell(range) else { return };
        self.count += 1;
        self.known += i32::from(self.role == Some(Role::Place) && cell.known());
        *self.values.entry(cell.text.clone()).or_default() += 1;
        *self.shapes.entry(cell.shape.clone()).or_default() += 1;
        if range.len() == 1 {
            self.singles += 1;
            self.lines.insert(cell.text.clone());
            *self.single.entry(cell.shape.clone()).or_default() += 1;
        } else if (range.start + 1..range.end).all(|line| row.goes_on[line]) {
            self.shown += 1;
        }
        if let Some(end) = cell.text.chars().last() {
            *self.ends.entry(end).or_default() += 1;
        }
        *self.begins.entry(begin(&cell.text)).or_default() += 1;
        if let Some(opening) = &row.openings[range.start] {
            *self.opens.entry(opening.clone()).or_default() += 1;
        }
    }

    /// Settles how all its cells begin, but for one in ten.
    pub(super) fn settle(&mut self) {
        const LEAST: i32 = 3;
        let told = |count: i32| count >= LEAST && count * 10 >= self.count * 9;
        self.opening =
            self.opens.iter().find(|(_, count)| told(**count)).map(|(own, _)| own.clone());
    }

    /// How well a cell that begins so stands here.
    pub(super) fn opens(&self, own: Option<&String>) -> i32 {
        self.opening.as_ref().map_or(0, |opening| if own == Some(opening) { 2 } else { -2 })
    }

    /// Whether a cell is of one line, or each of its lines goes on with the one above, or it stands in
    /// another row on one, or it looks as others of the column do that stand on one line, with digits or letters in it and no
    /// words.
    pub(super) fn proves(&self, row: &Pieces, range: &Range<usize>) -> bool {
        if range.len() < 2 || (range.start + 1..range.end).all(|line| row.goes_on[line]) {
            return true;
        }
        let Some(cell) = row.cell(range) else { return false };
        if self.lines.contains(&cell.text) {
            return true;
        }
        let whole = cell.shape.as_str();
        let alone = self.single.get(whole).copied().unwrap_or(0);
        let signs = whole.contains(['0', 'A']) && !whole.contains('文');
        signs && alone > 0 && alone * 4 >= self.count
    }

    /// Whether a line is like most cells here: it begins, or ends, as they do.
    pub(super) fn is_like(&self, line: &str) -> bool {
        let most =
            |count: Option<&i32>| count.is_some_and(|own| self.count > 1 && own * 2 >= self.count);
        let last = line.chars().last();
        most(self.begins.get(&begin(line))) || most(last.and_then(|end| self.ends.get(&end)))
    }

    /// Whether nearly all cells end with the same character.
    pub(super) fn ends_alike(&self) -> bool {
        self.count > 1 && self.ends.values().any(|own| own * 5 >= self.count * 4)
    }

    /// Whether a third of the cells stand on one line.
    pub(super) fn is_single(&self) -> bool {
        self.singles * 3 >= self.count
    }

    /// Whether cells that stand between others may have several lines: a good part has but one, or at least half of
    /// those that have more show it.
    pub(super) fn may_break(&self) -> bool {
        let several = self.count - self.singles;
        self.is_single() || (several > 1 && self.shown * 2 >= several)
    }

    /// Whether a cell of one line is like hardly one of another column: it looks as nearly all here, with digits in it,
    /// or stands in several rows.
    pub(super) fn anchors(&self, row: &Pieces, range: &Range<usize>) -> bool {
        let Some(cell) = row.cell(range).filter(|_| range.len() == 1) else { return false };
        let alike = self.shapes.get(&cell.shape).copied().unwrap_or(0);
        let signs = cell.shape.contains('0') && !cell.shape.contains('文');
        let several = self.values.get(&cell.text).is_some_and(|count| *count > 1);
        several || (signs && alike >= 3 && alike * 5 >= self.count * 4)
    }

    /// How well a cell stands here; `own` is what the row itself gave to what was learned.
    pub(super) fn fits(&self, cell: &Cell, own: Option<&Cell>) -> i32 {
        let mut score = self.by_role(&cell.text);
        let others = self.count - i32::from(own.is_some());
        if others < 1 || nothing::is_nothing(&cell.text) {
            return score;
        }
        let of = |count: Option<&i32>, same: bool| count.copied().unwrap_or(0) - i32::from(same);
        let shapes =
            of(self.shapes.get(&cell.shape), own.is_some_and(|own| own.shape == cell.shape));
        let values = of(self.values.get(&cell.text), own.is_some_and(|own| own.text == cell.text));
        let last = cell.text.chars().last();
        let ends = last.map_or(0, |end| {
            of(self.ends.get(&end), own.is_some_and(|own| own.text.ends_with(end)))
        });
        score += (4 * shapes + others / 2) / others;
        score -= if shapes == 0 { 2 } else { 0 };
        let placed = self.known > 1 && self.known * 3 >= self.count * 2;
        score -= if placed && !cell.known() { 4 } else { 0 };
        score += if values > 0 { 2 } else { 0 };
        score += (2 * ends + others / 2) / others;
        score
    }

    /// How well a text is of the kind that the header asks for.
    pub(super) fn by_role(&self, text: &str) -> i32 {
        if nothing::is_nothing(text) {
            return 0;
        }
        let number = is_number(text);
        let words = text.contains(blank::is_han);
        match self.role {
            Some(Role::Code) if words => -4,
            Some(Role::Place | Role::Name | Role::Project | Role::PlaceOrUnit | Role::Units)
                if !words =>
            {
                -4
            }
            Some(Role::Date) => {
                let whole = date::whole(text).is_some()
                    || date::prefix(text).is_some_and(|found| found.len == text.len());
                if whole { 4 } else { -4 }
            }
            Some(Role::Number) => {
                if number {
                    3
                } else {
                    -3
                }
            }
            Some(Role::Units) => i32::from(values::is_body(text)),
            // 1406—2023农用地: the number is the end of a code.
            Some(Role::Name | Role::Project) if text.starts_with(|c: char| c.is_ascii_digit()) => {
                -1
            }
            _ => 0,
        }
    }

    /// What it costs to have no cell here, in the first columns behind the serial or elsewhere: one may be missing
    /// anywhere, several side by side are merged at the left.
    pub(super) fn empty(&self, left: Option<usize>) -> i32 {
        match (self.role, left) {
            (Some(Role::Note), _) => 0,
            (_, Some(1)) => -3,
            (_, Some(_)) => -1,
            _ => -4,
        }
    }
}

/// The first two characters of a text.
fn begin(text: &str) -> String {
    text.chars().take(2).collect()
}
