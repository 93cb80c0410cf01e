//! Which column of the one side is which of the other.

use std::collections::HashSet;

use super::cells::column_key;
use super::side::{Side, Text};
use crate::text::fold;

/// Rows whose cells are looked at to tell whether two columns are one under another header.
const SAMPLE: usize = 1_000;
/// Columns that came times columns that went beyond which their cells are not looked at.
const MANY: usize = 400;

/// Columns of two sides, paired.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Old and new index.
    pub(super) both: Vec<(usize, usize)>,
    /// Only on the old side.
    pub(super) gone: Vec<usize>,
    /// Only on the new side.
    pub(super) come: Vec<usize>,
}

impl Columns {
    /// Pairs columns by key, then by printed header, then the only column of organisations with
    /// the only one there, then those that have only another header: mostly the same cells, the
    /// same header but for its brackets (the unit), or a like header in the same place. `new_of`
    /// says which row is which.
    pub(super) fn pair(old: &Side, new: &Side, new_of: &[Option<u32>]) -> Self {
        let mut columns = Self {
            both: Vec::new(),
            gone: (0..old.columns.len()).collect(),
            come: (0..new.columns.len()).collect(),
        };
        columns.take(|a, b| old.columns[a].key == new.columns[b].key);
        columns.take(|a, b| {
            let (a, b) = (fold::loose(&old.columns[a].title), fold::loose(&new.columns[b].title));
            !a.is_empty() && a == b
        });
        let only = |side: &Side, left: &[usize]| {
            let mut lists = left.iter().filter(|at| side.columns[**at].list);
            lists.next().copied().filter(|_| lists.next().is_none())
        };
        let (a, b) = (only(old, &columns.gone), only(new, &columns.come));
        columns.take(|x, y| Some(x) == a && Some(y) == b);
        if columns.gone.len() * columns.come.len() <= MANY {
            columns.take(|a, b| kind(old, a) == kind(new, b) && same_cells(old, new, new_of, a, b));
        }
        columns.take(|a, b| kind(old, a) == kind(new, b) && same_stem(old, new, a, b));
        let known = columns.both.clone();
        columns.take(|a, b| {
            let place = around(&known, a, b, old.columns.len(), new.columns.len());
            place && kind(old, a) == kind(new, b) && alike(old, new, a, b)
        });
        columns.both.sort_by_key(|(_, new)| *new);
        columns
    }

    fn take(&mut self, same: impl Fn(usize, usize) -> bool) {
        let come = &mut self.come;
        let both = &mut self.both;
        self.gone.retain(|old| match come.iter().position(|new| same(*old, *new)) {
            Some(at) => {
                both.push((*old, come.remove(at)));
                false
            }
            None => true,
        });
    }
}

fn kind(side: &Side, at: usize) -> bool {
    side.columns[at].list
}

/// The header of a column, folded, without the year that editions print into it.
fn header(side: &Side, at: usize) -> String {
    let column = &side.columns[at];
    let title = if column.title.is_empty() { &column.key } else { &column.title };
    column_key(title)
}

/// Whether two thirds of the rows that have something in either column have the same in both, and
/// not one value throughout.
fn same_cells(old: &Side, new: &Side, new_of: &[Option<u32>], a: usize, b: usize) -> bool {
    let keys = |cell: &[Text]| cell.iter().map(|t| fold::key(t.printed())).collect::<Vec<_>>();
    let (mut filled, mut same, mut values) = (0, 0, HashSet::new());
    let pairs = new_of.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)? as usize)));
    for (from, to) in pairs.take(SAMPLE) {
        let (before, after) = (&old.rows[from].cells[a], &new.rows[to].cells[b]);
        if before.is_empty() && after.is_empty() {
            continue;
        }
        filled += 1;
        let before = keys(before);
        if before == keys(after) {
            same += 1;
            values.insert(before);
        }
    }
    values.len() > 1 && same * 3 >= filled * 2
}

/// Whether two headers are the same before their brackets: `产值（万元）` and `产值（亿元）`.
fn same_stem(old: &Side, new: &Side, a: usize, b: usize) -> bool {
    let stem = |header: String| header.split('(').next().map(fold::loose).unwrap_or_default();
    let wanted = stem(header(old, a));
    // A stem that several columns share tells none of them.
    let once = |side: &Side| {
        (0..side.columns.len()).filter(|at| stem(header(side, *at)) == wanted).count() == 1
    };
    !wanted.is_empty() && wanted == stem(header(new, b)) && once(old) && once(new)
}

/// Whether two columns stand between the same two.
fn around(known: &[(usize, usize)], a: usize, b: usize, olds: usize, news: usize) -> bool {
    let before = match (a.checked_sub(1), b.checked_sub(1)) {
        (None, None) => true,
        (Some(a), Some(b)) => known.contains(&(a, b)),
        _ => false,
    };
    let after = match (a + 1 == olds, b + 1 == news) {
        (true, true) => true,
        (false, false) => known.contains(&(a + 1, b + 1)),
        _ => false,
    };
    before && after
}

/// Whether two headers share at least half of the characters of the longer one.
fn alike(old: &Side, new: &Side, a: usize, b: usize) -> bool {
    let letters = |header: String| fold::loose(&header).chars().collect::<HashSet<char>>();
    let (a, b) = (letters(header(old, a)), letters(header(new, b)));
    let shared = a.intersection(&b).count();
    shared > 0 && shared * 2 >= a.len().max(b.len())
}
