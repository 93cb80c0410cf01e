//! Cells of a row in each other's column, told by their shape alone: a date under a header of codes and a
//! code under one of dates, where all other rows have it the other way.

use super::exchanged::Exchanged;
use crate::check::looks::{Grid, Shape};
use crate::model::{Role, Roster};

/// Fewest rows that show what a column is like.
const ROWS: usize = 4;

/// Shapes that a cell has by no chance.
const TELLING: [Shape; 6] =
    [Shape::Number, Shape::Date, Shape::Code, Shape::Document, Shape::Latin, Shape::Person];

/// Fewest rows beside the odd one that show it.
const ALIEN_ROWS: usize = 5;

/// Rows whose cells in two columns are exchanged; the two columns are the first that are.
pub(super) fn find(roster: &Roster, grid: &Grid) -> Option<Exchanged> {
    let (rows, width) = (roster.entries.len(), roster.columns.len());
    if rows < ROWS || width < 2 {
        return None;
    }
    let counts: Vec<[usize; Shape::KINDS]> =
        grid.shapes.iter().map(|counts| counts.map(|count| count as usize)).collect();
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
    let occurs = |column: &usize| {
        odd[*column].iter().zip(&counts[*column]).any(|(odd, count)| *odd && *count > 0)
    };
    let columns: Vec<usize> = (0..width).filter(occurs).collect();
    if columns.len() < 2 {
        return None;
    }
    // The one cell that is not as all others of its column, beside the one of its own column that is: 5 below 姓名
    // and a name below 名次, whatever the names look like.
    let alien = |a: usize, b: usize, own: Shape, other: Shape| {
        own != other
            && TELLING.contains(&other)
            && filled(a) > ALIEN_ROWS
            && filled(b) > ALIEN_ROWS
            && counts[a][other as usize] + 1 == filled(a)
            && counts[b][other as usize] == 1
    };
    let mut found: Option<(usize, usize)> = None;
    let mut entries = Vec::new();
    for entry in 0..rows {
        let shape = |column: usize| grid.at(entry, column).shape;
        let is_odd = |column: &usize| odd[*column][shape(*column) as usize];
        let turned = |a: usize, b: usize| {
            let (own, other) = (shape(a), shape(b));
            (usual(b, own) && usual(a, other)) || alien(a, b, own, other) || alien(b, a, other, own)
        };
        let pair = columns.iter().filter(|a| is_odd(a)).find_map(|a| {
            let mut others = columns.iter().filter(|b| *b > a && is_odd(b));
            let b = others.find(|b| turned(*a, **b))?;
            Some((*a, *b)).filter(|_| !roster.entries[entry].ragged)
        });
        let Some(pair) = pair else { continue };
        if *found.get_or_insert(pair) == pair {
            entries.push(entry as u32);
        }
    }
    let (a, b) = found?;
    Some(Exchanged { roster: 0, a, b, entries, whole: false })
}
