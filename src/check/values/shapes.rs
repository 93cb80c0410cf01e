//! Cells of a row in each other's column, told by their shape alone: a date under a header of codes and a
//! code under one of dates, where all other rows have it the other way.

use super::exchanged::Exchanged;
use crate::check::looks::{Grid, Shape};
use crate::model::{Role, Roster};

/// Fewest rows that show what a column is like.
const ROWS: usize = 4;

/// Rows whose cells in two columns are exchanged; the two columns are the first that are.
pub(super) fn find(roster: &Roster, grid: &Grid) -> Option<Exchanged> {
    let (rows, width) = (roster.entries.len(), roster.columns.len());
    if rows < ROWS || width < 2 {
        return None;
    }
    let mut counts = vec![[0usize; Shape::KINDS]; width];
    for row in grid.rows() {
        for (counts, look) in counts.iter_mut().zip(row) {
            counts[look.shape as usize] += 1;
        }
    }
    let filled = |column: usize| rows - counts[column][Shape::Empty as usize];
    // The shape of at least two in three cells, where others are rare. What has no shape of its own
    // stands anywhere.
    let usual = |column: usize, shape: Shape| {
        !matches!(shape, Shape::Empty | Shape::Other | Shape::Long)
            && filled(column) >= ROWS
            && counts[column][shape as usize] * 3 >= filled(column) * 2
    };
    let odd: Vec<[bool; Shape::KINDS]> = roster
        .columns
        .iter()
        .zip(&counts)
        .map(|(column, counts)| {
            let mut odd = counts.map(|count| count * 10 <= rows.max(10));
            odd[Shape::Empty as usize] = false;
            odd.map(|odd| odd && column.role != Role::Note)
        })
        .collect();
    let mut found: Option<(usize, usize)> = None;
    let mut entries = Vec::new();
    for (entry, row) in grid.rows().enumerate() {
        let is_odd = |column: &usize| odd[*column][row[*column].shape as usize];
        let turned = |a: usize, b: usize| usual(b, row[a].shape) && usual(a, row[b].shape);
        let pair = (0..width).filter(is_odd).find_map(|a| {
            let b = (a + 1..width).filter(is_odd).find(|b| turned(a, *b))?;
            Some((a, b)).filter(|_| !roster.entries[entry].ragged)
        });
        let Some(pair) = pair else { continue };
        if *found.get_or_insert(pair) == pair {
            entries.push(entry as u32);
        }
    }
    let (a, b) = found?;
    Some(Exchanged { roster: 0, a, b, entries, whole: false })
}
