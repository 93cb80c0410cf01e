//! Rows in which no rule parts the columns that rules part in others: banded styles of tables rule
//! every second row.

use super::lattice::{Grid, GridCell};
use super::page::{Glyph, Rect};
use super::serials::is_serial;
use crate::text::is_blank;

/// Texts of two columns are at least so many ems apart.
const APART: f32 = 0.3;
/// Most characters of a row.
const MOST: usize = 1000;

/// Cuts cells over several columns at the edges that all their text keeps clear of, where they hold
/// a row: a serial in the first column, or texts in three.
pub(super) fn cut(grid: &mut Grid) {
    if !grid.cells.iter().any(|cell| cell.columns > 1 && cell.rows == 1) {
        return;
    }
    let cells = std::mem::take(&mut grid.cells);
    let mut whole = Vec::with_capacity(cells.len());
    for cell in cells {
        match parted(&cell, &grid.xs) {
            Some(parts) => whole.extend(parts),
            None => whole.push(cell),
        }
    }
    grid.cells = whole;
}

/// The cells of single columns that a wide one holds; `None` where it holds one text.
fn parted(cell: &GridCell, xs: &[f32]) -> Option<Vec<GridCell>> {
    if cell.columns < 2 || cell.rows > 1 || !(2..=MOST).contains(&cell.glyphs.len()) {
        return None;
    }
    let edges = &xs[cell.column..=cell.column + cell.columns];
    let own = |glyph: &Glyph| edges[1..].partition_point(|edge| *edge <= glyph.center().0);
    let ink = || cell.glyphs.iter().filter(|glyph| !is_blank(glyph.c));
    // Nothing stands across an edge, nor do neighbours on both sides of one.
    let across = |glyph: &Glyph| {
        let edges = &edges[1..edges.len() - 1];
        edges.iter().any(|x| glyph.x0 + 0.1 * glyph.size < *x && *x < glyph.x1 - 0.1 * glyph.size)
    };
    let beside = |a: &Glyph, b: &Glyph| {
        let level = (a.base - b.base).abs() < 0.5 * a.size;
        level && own(a) < own(b) && b.x0 - a.x1 < APART * a.size
    };
    if ink().any(across) || ink().any(|a| ink().any(|b| beside(a, b))) {
        return None;
    }
    let mut parts: Vec<GridCell> = (0..cell.columns)
        .map(|at| GridCell {
            row: cell.row,
            column: cell.column + at,
            rows: 1,
            columns: 1,
            bounds: Rect { x0: edges[at], x1: edges[at + 1], ..cell.bounds },
            glyphs: Vec::new(),
        })
        .collect();
    for glyph in &cell.glyphs {
        parts[own(glyph).min(cell.columns - 1)].glyphs.push(*glyph);
    }
    let filled = |part: &&GridCell| part.glyphs.iter().any(|glyph| !is_blank(glyph.c));
    let filled = parts.iter().filter(filled).count();
    let mut first = parts[0].glyphs.clone();
    first.retain(|glyph| !is_blank(glyph.c));
    first.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let serial = cell.column == 0 && is_serial(&first.iter().map(|g| g.c).collect::<String>());
    (filled > 2 || (filled == 2 && serial)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::ingest::pdf::lattice::{Grid, GridCell};
    use crate::ingest::pdf::page::{Glyph, Rect};

    /// How many cells a text over three columns is cut into.
    fn cells(texts: &[(f32, &str)]) -> usize {
        let mut glyphs = Vec::new();
        for (x, text) in texts {
            let mut x0 = *x;
            for c in text.chars() {
                glyphs.push(Glyph { c, x0, x1: x0 + 10.0, base: 15.0, size: 10.0, strong: false });
                x0 += 10.0;
            }
        }
        let bounds = Rect::new(0.0, 0.0, 150.0, 20.0);
        let cell = GridCell { row: 0, column: 0, rows: 1, columns: 3, bounds, glyphs };
        let xs = vec![0.0, 30.0, 90.0, 150.0];
        let mut grid = Grid { xs, ys: vec![0.0, 20.0], cells: vec![cell], ..Grid::default() };
        cut(&mut grid);
        grid.cells.len()
    }

    #[test]
    fn texts_that_keep_to_their_columns_are_cells() {
        assert_eq!(cells(&[(5.0, "1"), (35.0, "云州市"), (95.0, "市政府")]), 3);
        assert_eq!(cells(&[(5.0, "1"), (35.0, "云州市")]), 3);
        // A heading, one that stands free of the edges, and a note of two texts.
        assert_eq!(cells(&[(40.0, "一、东部地区")]), 1);
        assert_eq!(cells(&[(35.0, "东部")]), 1);
        assert_eq!(cells(&[(35.0, "注：甲"), (95.0, "乙")]), 1);
        // One text that fits the edges by chance.
        assert_eq!(cells(&[(0.0, "一二三四五六七八九十一二三四五")]), 1);
    }
}
