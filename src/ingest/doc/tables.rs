//! Tables: rows know the edges of their cells, and the edges of all rows make the columns
//! (MS-DOC 2.9.323).

use crate::ingest::binary::u16_at;
use crate::ingest::items::{DEPTH, Grid, GridCell, Item, Row};
use crate::model::document::Drawn;

/// Edges so near to each other are one, in twentieths of a point: a millimetre.
const NEAR: i32 = 57;
/// Where rows are not cut at the same places, edges up to twice as far apart are one.
const FAR: i32 = 2 * NEAR;

/// What a row's end says of its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct RowForm {
    /// Left edge of each cell and right one of the last, in twentieths of a point.
    edges: Vec<i32>,
    /// Of each cell, whether it goes on with the one above.
    continues: Vec<bool>,
    pub(super) header: bool,
}

impl RowForm {
    /// From a definition of cells: their count, one edge more, and twenty bytes a cell.
    pub(super) fn define(&mut self, value: &[u8]) {
        let count = value.first().map_or(0, |count| usize::from(*count));
        let edge = |n: usize| u16_at(value, 1 + n * 2).map(|edge| i32::from(edge.cast_signed()));
        self.edges = (0..=count).map_while(edge).collect();
        let flags = |n: usize| u16_at(value, 1 + (count + 1) * 2 + n * 20).unwrap_or(0);
        self.continues = (0..count).map(|n| goes_on((flags(n) >> 5) as u8)).collect();
    }

    /// A change to one cell: whether it is merged with those above and below.
    pub(super) fn merge(&mut self, value: &[u8]) {
        if let [cell, merge, ..] = value
            && let Some(continues) = self.continues.get_mut(usize::from(*cell))
        {
            *continues = goes_on(*merge);
        }
    }
}

/// 1 is a cell below the first of those merged, 3 the first.
fn goes_on(merge: u8) -> bool {
    merge & 3 == 1
}

/// A table that is being read.
#[derive(Default)]
struct Open {
    rows: Vec<(Vec<GridCell>, RowForm)>,
    cells: Vec<GridCell>,
    items: Vec<Item>,
    /// What is drawn in the cell beside all text.
    drawn: Option<Drawn>,
}

/// The tables that are open, each inside a cell of the one before.
#[derive(Default)]
pub(super) struct Tables {
    open: Vec<Open>,
    items: Vec<Item>,
    /// A table ended within a row.
    pub(super) cut: bool,
}

impl Tables {
    /// Opens and closes tables until as many are open; `false` where that is too deep.
    pub(super) fn at(&mut self, depth: usize) -> bool {
        while self.open.len() > depth.min(DEPTH) {
            self.close();
        }
        while self.open.len() < depth.min(DEPTH) {
            self.open.push(Open::default());
        }
        depth <= DEPTH
    }

    pub(super) fn push(&mut self, item: Item) {
        self.open.last_mut().map_or(&mut self.items, |open| &mut open.items).push(item);
    }

    /// Something is drawn in the cell that is open.
    pub(super) fn draw(&mut self, what: Drawn) {
        if let Some(open) = self.open.last_mut() {
            open.drawn = Some(what);
        }
    }

    pub(super) fn end_cell(&mut self) {
        if let Some(open) = self.open.last_mut() {
            let items = std::mem::take(&mut open.items);
            let drawn = open.drawn.take();
            let cell = GridCell { colspan: 1, rowspan: 1, items, drawn, ..GridCell::default() };
            open.cells.push(cell);
        }
    }

    pub(super) fn end_row(&mut self, form: RowForm) {
        if let Some(open) = self.open.last_mut() {
            let cells = std::mem::take(&mut open.cells);
            open.rows.push((cells, form));
        }
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        if !open.items.is_empty() || !open.cells.is_empty() {
            self.cut = true;
            let items = std::mem::take(&mut open.items);
            let rest = GridCell { colspan: 1, rowspan: 1, items, ..GridCell::default() };
            open.cells.extend(Some(rest).filter(|cell| !cell.items.is_empty()));
            open.rows.push((open.cells, RowForm::default()));
        }
        if !open.rows.is_empty() {
            self.push(Item::Table(grid(open.rows)));
        }
    }

    /// All that was read.
    pub(super) fn finish(mut self) -> (Vec<Item>, bool) {
        self.at(0);
        (self.items, self.cut)
    }
}

/// Puts rows into columns.
fn grid(rows: Vec<(Vec<GridCell>, RowForm)>) -> Grid {
    let alike = rows.iter().all(|(cells, _)| cells.len() == rows[0].0.len());
    let columns = if alike { Vec::new() } else { columns(&rows) };
    let place = |(mut cells, form): (Vec<GridCell>, RowForm)| {
        for (index, cell) in cells.iter_mut().enumerate() {
            cell.continues = form.continues.get(index).copied().unwrap_or(false);
            cell.header = form.header;
        }
        let mut skip = 0;
        if !columns.is_empty() && form.edges.len() > cells.len() {
            let column = |edge: i32| nearest(&columns, edge);
            skip = column(form.edges[0]);
            for (cell, edges) in cells.iter_mut().zip(form.edges.windows(2)) {
                cell.colspan = column(edges[1]).saturating_sub(column(edges[0])).max(1);
            }
        }
        Row { skip, cells }
    };
    Grid { rows: rows.into_iter().map(place).collect(), ..Grid::default() }
}

/// The edges of all columns: those of the row with the most cells, where the others are cut at
/// these too; else all edges that stand apart.
fn columns(rows: &[(Vec<GridCell>, RowForm)]) -> Vec<i32> {
    let edges = || rows.iter().map(|(_, form)| &form.edges);
    let finest = edges().max_by_key(|edges| edges.len());
    let fits = |columns: &[i32]| {
        let near = |edge: &i32| columns.iter().any(|column| (column - edge).abs() <= FAR);
        edges().flatten().all(near)
    };
    if let Some(finest) = finest.filter(|finest| fits(finest)) {
        return finest.clone();
    }
    let mut all: Vec<i32> = edges().flatten().copied().collect();
    all.sort_unstable();
    all.dedup_by(|edge, before| *edge - *before <= NEAR);
    all
}

fn nearest(columns: &[i32], edge: i32) -> usize {
    let distance = |column: &(usize, &i32)| (column.1 - edge).abs();
    columns.iter().enumerate().min_by_key(distance).map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::{RowForm, Tables};
    use crate::ingest::items::Item;

    fn form(edges: &[i32]) -> RowForm {
        let continues = vec![false; edges.len() - 1];
        RowForm { edges: edges.to_vec(), continues, header: false }
    }

    /// Skipped columns and spans of each row.
    fn spans(rows: &[&[i32]]) -> Vec<(usize, Vec<usize>)> {
        let mut tables = Tables::default();
        for edges in rows {
            tables.at(1);
            (1..edges.len()).for_each(|_| tables.end_cell());
            tables.end_row(form(edges));
        }
        let (items, cut) = tables.finish();
        assert!(!cut);
        let [Item::Table(grid)] = items.as_slice() else { panic!("one table") };
        let spans = |row: &crate::ingest::items::Row| {
            (row.skip, row.cells.iter().map(|cell| cell.colspan).collect())
        };
        grid.rows.iter().map(spans).collect()
    }

    #[test]
    fn edges_make_columns() {
        let wide = spans(&[&[0, 3000], &[0, 1000, 2000, 3000], &[1010, 1990, 3005]]);
        assert_eq!(wide, [(0, vec![3]), (0, vec![1, 1, 1]), (1, vec![1, 1])]);
        // Rows of as many cells are of the same columns, wherever they are cut.
        let alike = spans(&[&[0, 1000, 3000], &[0, 1800, 3000]]);
        assert_eq!(alike, [(0, vec![1, 1]), (0, vec![1, 1])]);
        let crossed = spans(&[&[0, 1000, 3000], &[0, 2000, 2500, 3000]]);
        assert_eq!(crossed, [(0, vec![1, 3]), (0, vec![2, 1, 1])]);
    }

    #[test]
    fn a_row_that_is_cut_is_kept_and_told() {
        let mut tables = Tables::default();
        tables.at(1);
        tables.end_cell();
        let (items, cut) = tables.finish();
        assert_eq!((items.len(), cut), (1, true));
    }
}
