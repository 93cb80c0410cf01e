//! Which of the numbers among a flattened table's cells are its serials.
//!
//! Other cells are numbers too, cells are missing, headings and sums stand between rows. Of all
//! ways to read some of the numbers as serials the one is taken in which rows come closest to the
//! width of the header and serials go up by one.

/// A flattened table's lines as the chain sees them.
pub(super) struct Cells {
    /// Per line: its value, where it can be a serial.
    pub(super) serials: Vec<Option<u32>>,
    /// The serial that the table begins with.
    pub(super) first: u32,
    /// Lines that hold several serials in a row, 5、6, in order, each with the last.
    pub(super) several: Vec<(usize, u32)>,
    /// Per line: a heading by its form.
    pub(super) headings: Vec<bool>,
    /// Per line: the start of a row of sums.
    pub(super) sums: Vec<bool>,
    /// Cells of a whole row.
    pub(super) width: usize,
    /// Columns at the right end that may be empty: remarks.
    pub(super) spare: usize,
    /// Cells may stand on several lines: serials are to be in order, however long their rows are.
    pub(super) loose: bool,
}

/// A row: its first line, the line behind its last cell, and the line behind what follows it:
/// headings and sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) start: usize,
    pub(super) cut: usize,
    pub(super) end: usize,
}

/// Cost of a serial that is not the next one: a row is missing, doubled or out of order.
const JUMP: u32 = 9;

/// Cost of a number inside a row that would be the next serial, where the row that follows has another.
const SKIPPED: u32 = 9;

/// So many such numbers are counted.
const SKIPPED_MOST: usize = 3;

/// How many lines a row may have beyond its width: headings, sums, pages.
const REACH: usize = 14;

/// The same where cells may stand on several lines, for each column.
const REACH_A_COLUMN: usize = 4;

/// The rows, and what it costs to read them so: 0 where every row is whole and in order.
pub(super) fn rows(cells: &Cells) -> Option<(Vec<Row>, u32)> {
    let cuts = Cuts::of(cells);
    let starts: Vec<usize> =
        (0..cells.serials.len()).filter(|at| cells.serials[*at].is_some()).collect();
    let value = |at: usize| cells.serials[at].unwrap_or(0);
    let last_of = |at: usize| cells.last(at).unwrap_or(0);
    // Per start: the least cost up to it, and the start before it.
    let mut best: Vec<Option<(u32, Option<usize>)>> = vec![None; starts.len()];
    for (i, at) in starts.iter().copied().enumerate() {
        if (0..at).all(|line| cells.headings[line]) || at == 0 {
            let first = value(at) == 1 || value(at) == cells.first;
            best[i] = Some((if first { 0 } else { JUMP }, None)).filter(|_| first || !cells.loose);
        }
        for j in (0..i).rev() {
            let above = starts[j];
            if at - above > cells.reach() {
                break;
            }
            let Some((cost, _)) = best[j] else { continue };
            let step = match (last_of(above), value(at)) {
                (m, n) if n == m + 1 => 0,
                (_, 1) => 1,
                _ if cells.loose => continue,
                _ => JUMP,
            };
            let anew = value(at) == 1;
            let Some(own) = cuts.cost(above, at, anew) else { continue };
            let skipped = if value(at) == last_of(above) + 1 { 0 } else { cuts.skipped(above, at) };
            let total = cost + step + own + cuts.price(above, at, anew) * skipped;
            if best[i].is_none_or(|(known, _)| total < known) {
                best[i] = Some((total, Some(j)));
            }
        }
    }
    let end = cells.serials.len();
    // Below the last row stand a sum or two, and no rows.
    let rest = |i: usize| {
        let below = end - cuts.cut(starts[i], end, false);
        below.saturating_sub(2 * cells.width) as u32
    };
    let last = (0..starts.len())
        .filter_map(|i| {
            let own = cuts.cost(starts[i], end, false)?
                + cuts.price(starts[i], end, false) * cuts.skipped(starts[i], end);
            Some((best[i]?.0 + own + rest(i), i))
        })
        .min()?;
    let mut chain = vec![last.1];
    while let Some((_, Some(above))) = best[chain[chain.len() - 1]] {
        chain.push(above);
    }
    chain.reverse();
    let ends = chain.iter().skip(1).map(|i| starts[*i]).chain([end]);
    let rows = chain
        .iter()
        .zip(ends)
        .map(|(i, end)| {
            let anew = end < cells.serials.len() && value(end) == 1;
            Row { start: starts[*i], cut: cuts.cut(starts[*i], end, anew), end }
        })
        .collect();
    Some((rows, last.0))
}

impl Cells {
    /// The last of the serials in a line.
    fn last(&self, at: usize) -> Option<u32> {
        let several = self.several.binary_search_by_key(&at, |(line, _)| *line);
        several.map_or(self.serials[at], |found| Some(self.several[found].1))
    }

    fn reach(&self) -> usize {
        REACH + if self.loose { self.width * REACH_A_COLUMN } else { self.width }
    }
}

/// Where rows may be cut; any line may be asked for with the last one as its row's end.
struct Cuts<'c> {
    cells: &'c Cells,
    /// Per line: the first sum at or behind it.
    next_sum: Vec<usize>,
    /// Per line: how many headings stand directly above it.
    headings: Vec<usize>,
    /// Per line that can be a serial: the next one behind its row's first cell that is one more, in reach.
    next_due: Vec<Option<usize>>,
}

impl<'c> Cuts<'c> {
    fn of(cells: &'c Cells) -> Self {
        let count = cells.serials.len();
        let mut next_sum = vec![count; count + 1];
        for at in (0..count).rev() {
            next_sum[at] = if cells.sums[at] { at } else { next_sum[at + 1] };
        }
        let mut headings = vec![0; count + 1];
        for at in 0..count {
            headings[at + 1] = if cells.headings[at] { headings[at] + 1 } else { 0 };
        }
        let due = |at: usize| {
            let due = cells.last(at)?.checked_add(1)?;
            let end = count.min(at + cells.reach());
            ((at + 2).min(end)..end).find(|other| cells.serials[*other] == Some(due))
        };
        let next_due = (0..count).map(due).collect();
        Self { cells, next_sum, headings, next_due }
    }

    /// Where the cells of a row end that starts at `start`: before the headings and sums that
    /// stand above the next row. `anew`: the next row counts from 1, so that a plain line may be
    /// its heading.
    fn cut(&self, start: usize, end: usize, anew: bool) -> usize {
        let sum = self.next_sum.get(start + 2).copied().filter(|sum| *sum < end);
        let (end, anew) = sum.map_or((end, anew), |sum| (sum, false));
        let cut = end.min((end - self.headings[end]).max(start + 2));
        let Cells { width, loose, .. } = *self.cells;
        let over = (cut - start).saturating_sub(width);
        if anew && cut == end && !loose && (1..=2).contains(&over) { cut - over } else { cut }
    }

    /// How many of the serials that are due behind `start` stand in the row itself, the first few in reach.
    fn skipped(&self, start: usize, end: usize) -> u32 {
        let next = |at: &usize| self.next_due[*at].filter(|next| *next < end);
        let due = std::iter::successors(next(&start), next);
        due.take(SKIPPED_MOST).count() as u32
    }

    /// What each of them costs: more in a row that is too long, which it would part.
    fn price(&self, start: usize, end: usize, anew: bool) -> u32 {
        let Cells { width, loose, .. } = *self.cells;
        let long = loose && self.cut(start, end, anew) - start > width;
        if long { SKIPPED.max(3 * width as u32) } else { SKIPPED }
    }

    fn cost(&self, start: usize, end: usize, anew: bool) -> Option<u32> {
        let cut = self.cut(start, end, anew);
        let count = cut - start;
        if count < 2 {
            return None;
        }
        let aside = u32::from(cut < end);
        let Cells { width, spare, loose, .. } = *self.cells;
        let missing = width.saturating_sub(count);
        let over = count.saturating_sub(width);
        let own = match (missing, over) {
            // Twice the width and more are several rows.
            (0, over) if loose => (over + 2 * over.saturating_sub(width)) as u32,
            (0, over) => 6 * over as u32,
            (missing, _) if missing <= spare => 1,
            (missing, _) => 3 * missing as u32,
        };
        Some(own + aside)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cells, rows};

    fn read(lines: &[&str], width: usize, spare: usize) -> Vec<(usize, usize)> {
        let cells = Cells {
            serials: lines.iter().map(|line| line.parse().ok()).collect(),
            first: 1,
            headings: lines.iter().map(|line| line.starts_with('#')).collect(),
            several: Vec::new(),
            sums: lines.iter().map(|line| *line == "合计").collect(),
            width,
            spare,
            loose: false,
        };
        rows(&cells).unwrap().0.iter().map(|row| (row.start, row.cut)).collect()
    }

    #[test]
    fn numbers_in_other_cells_are_no_serials() {
        let lines = ["1", "甲", "2", "2", "乙", "3", "3", "丙", "1"];
        assert_eq!(read(&lines, 3, 0), [(0, 3), (3, 6), (6, 9)]);
    }

    #[test]
    fn headings_sums_and_empty_remarks_stand_between() {
        let lines = ["#一", "1", "甲", "2", "乙", "注", "#二", "3", "丙", "合计", "9"];
        assert_eq!(read(&lines, 3, 1), [(1, 3), (3, 6), (7, 9)]);
    }
}
