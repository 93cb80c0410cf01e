//! Another table beside the first on a sheet: counts of a roster at its right, an empty column between. What
//! stands in one row there belongs to two tables.

use super::{Cell, Merge};

/// Fewest columns of each table.
const COLUMNS: usize = 2;

/// Fewest rows of each, its header among them.
const ROWS: usize = 3;

/// The column at which the other table begins. Both have their headers in one row and no hole in their first
/// column, and one of them ends before the other does; `words` are what the cells' texts lie in.
pub(super) fn begins(rows: &[&[Cell]], merges: &[Merge], words: &str) -> Option<u32> {
    let cells = || rows.iter().copied().flatten();
    let (left, right) = bounds(rows)?;
    // Nearly all tables have a row without an empty cell.
    if rows.iter().any(|row| row.len() > (right - left) as usize) {
        return None;
    }
    let mut used = vec![false; (right - left) as usize + 1];
    for cell in cells() {
        used[(cell.column - left) as usize] = true;
    }
    let gap = left + u32::try_from(used.iter().position(|used| !used)?).ok()?;
    let start = cells().map(|cell| cell.column).filter(|column| *column > gap).min()?;
    if merges.iter().any(|merge| merge.left < start && merge.right >= gap) {
        return None;
    }
    let own = Block::of(rows, left, gap)?;
    let other = Block::of(rows, start, right + 1)?;
    let text = |cell: &Cell| cell.text.text(words);
    let alike = text(own.first) == text(other.first);
    (!alike && own.top == other.top && own.rows != other.rows).then_some(start)
}

/// The first and the last column of rows that have cells, each in the order of its columns.
pub(super) fn bounds(rows: &[&[Cell]]) -> Option<(u32, u32)> {
    let firsts = rows.iter().filter_map(|row| row.first()).map(|cell| cell.column);
    let lasts = rows.iter().filter_map(|row| row.last()).map(|cell| cell.column);
    firsts.min().zip(lasts.max())
}

/// The cells of some columns.
struct Block<'c> {
    top: usize,
    rows: usize,
    first: &'c Cell,
}

impl<'c> Block<'c> {
    /// None where they are no table: too few, or with a hole in their first column.
    fn of(rows: &[&'c [Cell]], from: u32, to: u32) -> Option<Self> {
        let part = |row: &&'c [Cell]| -> Vec<&'c Cell> {
            row.iter().filter(|cell| (from..to).contains(&cell.column)).collect()
        };
        let parts: Vec<Vec<&Cell>> = rows.iter().map(part).collect();
        let top = parts.iter().position(|part| part.len() > 1)?;
        let end = parts.iter().rposition(|part| !part.is_empty())? + 1;
        let block = &parts[top..end];
        let led = block.iter().all(|part| part.first().is_some_and(|cell| cell.column == from));
        let whole = led && block[0].len() >= COLUMNS && block.len() >= ROWS;
        whole.then(|| Self { top, rows: block.len(), first: block[0][0] })
    }
}
