//! Cells of a row in each other's column, told by their size: 148.9 below 面试成绩 and 86.67 below 笔试成绩, where no
//! other 面试成绩 comes near the one and no other 笔试成绩 near the other.

use super::exchanged::Exchanged;
use crate::check::looks::{Grid, Shape};
use crate::model::{Document, Role, Roster};

/// Fewest rows beside the odd one that show of what size a column is.
const ROWS: usize = 5;

/// Columns beyond these are not looked at: each is compared with each.
const COLUMNS: usize = 12;

/// Well within a column is what this part of its spread, or more, lies before.
const WITHIN: f64 = 4.0;

/// The numbers of a column, row by row, and the two least and two greatest of them.
struct Sizes {
    column: usize,
    numbers: Vec<f64>,
    least: [f64; 2],
    greatest: [f64; 2],
}

impl Sizes {
    fn of(document: &Document, roster: &Roster, grid: &Grid, column: usize) -> Option<Self> {
        let rows = roster.entries.len();
        let is_number = |row: usize| grid.at(row, column).shape == Shape::Number;
        if !(0..rows).all(is_number) {
            return None;
        }
        let number = |row| roster.cell(document, row, column).trim().replace(',', "").parse().ok();
        let numbers: Vec<f64> = (0..rows).map(number).collect::<Option<_>>()?;
        let mut sorted = numbers.clone();
        sorted.sort_by(f64::total_cmp);
        let (least, greatest) = ([sorted[0], sorted[1]], [sorted[rows - 1], sorted[rows - 2]]);
        Some(Self { column, numbers, least, greatest })
    }

    /// Between what the numbers of all rows but one are.
    fn without(&self, row: usize) -> (f64, f64) {
        let own = self.numbers[row];
        let [least, next] = self.least;
        let [greatest, before] = self.greatest;
        let is = |other: f64| own.total_cmp(&other).is_eq();
        (if is(least) { next } else { least }, if is(greatest) { before } else { greatest })
    }
}

/// The one row whose numbers in two columns are exchanged: all others of the two are apart from each other.
pub(super) fn find(document: &Document, roster: &Roster, grid: &Grid) -> Option<Exchanged> {
    let rows = roster.entries.len();
    if rows <= ROWS {
        return None;
    }
    // The serials themselves have no shape; 名次 beside them has.
    let measured = (0..roster.columns.len()).filter(|c| roster.columns[*c].role != Role::Note);
    let columns: Vec<Sizes> = measured
        .filter_map(|column| Sizes::of(document, roster, grid, column))
        .take(COLUMNS)
        .collect();
    // What stands on the other side of the gap between them.
    let turned = |a: &Sizes, b: &Sizes, row: usize| {
        let (low, high) = if a.least < b.least { (a, b) } else { (b, a) };
        let (below, above) = (low.without(row).1, high.without(row).0);
        let middle = f64::midpoint(below, above);
        // 46 to 254 beside 302 to 866: columns that spread as wide as that may well meet in a row, 98 beside 308, unless each
        // number is well within the other column, 260 beside 60.
        let spreads = (below - low.without(row).0, high.without(row).1 - above);
        let apart = (above - below) * 2.0 >= spreads.0.min(spreads.1);
        let (up, down) = (low.numbers[row] - above, below - high.numbers[row]);
        let within = down * WITHIN >= spreads.0 && up * WITHIN >= spreads.1;
        let met = low.numbers[row] > middle && high.numbers[row] < middle;
        below < above && met && (apart || within)
    };
    for (nth, a) in columns.iter().enumerate() {
        for b in &columns[nth + 1..] {
            if let Some(row) = (0..rows).find(|row| turned(a, b, *row)) {
                let (a, b, entries) = (a.column, b.column, vec![row as u32]);
                return Some(Exchanged { roster: 0, a, b, entries, whole: false });
            }
        }
    }
    None
}
