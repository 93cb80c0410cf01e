//! Empty cells of a flattened table that left an empty line: which columns the cells of a short row stand in.

use std::collections::BTreeMap;

use super::blocks;
use super::chain::Row;
use crate::model::{Column, Role};
use crate::segment::lists::Scope;

/// One row alone has more likely lost its cell.
const LEAST: usize = 2;

/// The columns of the cells of short rows, by where the row starts. The lines of whole rows stand all equally far apart; so
/// do those of a short one, but where lines are empty, as many as cells are missing, and another row lacks the same.
pub(super) fn columns(
    scope: &Scope<'_>,
    body: &[usize],
    rows: &[Row],
    columns: &[Column],
) -> BTreeMap<usize, Vec<usize>> {
    let width = columns.len();
    let gaps = |row: &Row| -> Vec<usize> {
        body[row.start..row.cut].windows(2).map(|pair| blocks::gap(scope, pair)).collect()
    };
    let length = |row: &&Row| row.cut - row.start;
    let mut whole = rows.iter().filter(|row| length(row) == width).flat_map(gaps);
    let Some(usual) = whole.next().filter(|usual| whole.all(|gap| gap == *usual)) else {
        return BTreeMap::new();
    };
    let own = |row: &Row| {
        let mut placed = vec![0];
        for gap in gaps(row) {
            let more = gap.checked_sub(usual).filter(|more| more % (usual + 1) == 0)?;
            placed.push(placed.last()? + 1 + more / (usual + 1));
        }
        // A place that is missing may be the one above.
        let missing = || (0..width).filter(|column| !placed.contains(column));
        let place = missing().any(|at| at == 1 || columns[at].role == Role::Place);
        (!place && placed.last() == Some(&(width - 1))).then_some((row.start, placed))
    };
    let short = rows.iter().filter(|row| (2..width).contains(&length(row)));
    let mut told: BTreeMap<usize, Vec<usize>> = short.filter_map(own).collect();
    let mut times: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for placed in told.values() {
        *times.entry(placed.clone()).or_default() += 1;
    }
    told.retain(|_, placed| times.get(placed).is_some_and(|times| *times >= LEAST));
    told
}
