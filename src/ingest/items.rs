//! Paragraphs and tables as documents nest them, and the flat order in which they are laid out.
//!
//! Word and the web use tables for two things: to hold a roster, and to place things on a page. A
//! table of the second kind is opened, and what its cells hold is laid out in reading order.
#![cfg_attr(
    not(all(feature = "html", feature = "docx", feature = "sheet")),
    allow(dead_code, reason = "each reader uses a part of it")
)]

use super::flow::Flow;
use super::layout::{Layout, Place};
use crate::model::BlockKind;
use crate::model::document::Drawn;

/// Deepest nesting of tables that is followed; deeper ones are read as running text.
pub(super) const DEPTH: usize = 24;
/// Most columns that a table can span.
const COLUMNS: usize = 1024;
/// Longest line of a table of one column, in characters; longer ones are a boxed text.
const LINE: usize = 80;

/// A piece of a document. `node` is whatever the reader needs to know it by.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph { flow: Flow, kind: BlockKind, node: u32 },
    Table(Grid),
}

/// A table as the source nests it.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Row>,
    pub(super) node: u32,
}

#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns left empty before the first cell.
    pub(super) skip: usize,
    pub(super) cells: Vec<GridCell>,
}

#[derive(Debug, Default)]
pub(super) struct GridCell {
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
    /// The cell goes on with the one above it.
    pub(super) continues: bool,
    /// A header cell by the source's own markup.
    pub(super) header: bool,
    /// What is drawn in it beside all text.
    pub(super) drawn: Option<Drawn>,
    pub(super) items: Vec<Item>,
}

impl GridCell {
    fn has_table(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Table(_)))
    }
}

impl Grid {
    /// Whether the table only places things: it has one cell a row, with more than a line in it,
    /// or it has tables for cells.
    fn is_frame(&self) -> bool {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let nested = cells().filter(|cell| cell.has_table()).count();
        let filled = cells().filter(|cell| !cell.items.is_empty()).count();
        let single = self.rows.iter().all(|row| row.cells.len() <= 1);
        let line = |cell: &GridCell| match cell.items.as_slice() {
            [] => true,
            [Item::Paragraph { flow, .. }] => flow.text().chars().count() <= LINE,
            _ => false,
        };
        if single {
            return nested > 0 || self.rows.len() < 2 || !cells().all(line);
        }
        // A single row with running text in it places that text beside something.
        let text = |cell: &GridCell| cell.items.len() > 2;
        if self.rows.len() == 1 && cells().any(text) {
            return true;
        }
        // A roster's cell may hold a small table; a page's table holds little else.
        nested > 0 && (nested * 2 >= filled || self.rows.len() <= 3 || self.inner() >= filled)
    }

    /// How many filled cells the tables inside this one have.
    fn inner(&self) -> usize {
        let cells = self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.items);
        let tables = cells.filter_map(|item| match item {
            Item::Table(grid) => Some(grid),
            Item::Paragraph { .. } => None,
        });
        let filled = |grid: &Grid| {
            grid.rows.iter().flat_map(|row| &row.cells).filter(|c| !c.items.is_empty()).count()
        };
        tables.map(filled).sum()
    }
}

/// Flattens the items: tables that only place things are opened.
pub(super) fn flatten(items: Vec<Item>) -> Vec<Item> {
    let mut out = Vec::with_capacity(items.len());
    let mut open = vec![items.into_iter()];
    while let Some(top) = open.last_mut() {
        match top.next() {
            None => {
                open.pop();
            }
            Some(Item::Table(grid)) if grid.is_frame() => {
                let inner: Vec<Item> = grid
                    .rows
                    .into_iter()
                    .flat_map(|row| row.cells)
                    .flat_map(|cell| cell.items)
                    .collect();
                open.push(inner.into_iter());
            }
            Some(item) => out.push(item),
        }
    }
    out
}

/// Lays the items out, all as that kind where one is given.
pub(super) fn lay_out_all(items: Vec<Item>, layout: &mut Layout<'_>, as_kind: Option<BlockKind>) {
    for item in flatten(items) {
        match (item, as_kind) {
            (Item::Paragraph { flow, kind, .. }, _) => {
                layout.paragraph(&flow, as_kind.unwrap_or(kind));
            }
            (Item::Table(grid), None) => lay_out(&grid, layout),
            (Item::Table(grid), Some(kind)) => {
                let cells = grid.rows.into_iter().flat_map(|row| row.cells);
                for item in cells.flat_map(|cell| cell.items) {
                    if let Item::Paragraph { flow, .. } = item {
                        layout.paragraph(&flow, kind);
                    }
                }
            }
        }
    }
}

/// Lays a table out. A table inside one of its cells is read as that cell's text.
pub(super) fn lay_out(grid: &Grid, layout: &mut Layout<'_>) {
    let mut covered = Vec::new();
    let placed = place(grid, &mut covered);
    // Rows without cells leave nothing, so that spans are counted in those that have some.
    let mut kept = vec![0usize; placed.len() + 1];
    for (index, row) in placed.iter().enumerate() {
        kept[index + 1] = kept[index] + usize::from(!row.is_empty());
    }
    layout.open_table(true);
    let mut flow = Flow::default();
    for (index, row) in placed.iter().enumerate() {
        for cell in row {
            flow.clear();
            text(&cell.source.items, &mut flow, "\n");
            if let Some(what) = cell.source.drawn {
                flow.draw(what);
            }
            let end = (index + cell.rowspan).min(placed.len());
            layout.cell(
                &flow,
                Place {
                    column: cell.column,
                    colspan: cell.source.colspan.clamp(1, COLUMNS),
                    rowspan: kept[end] - kept[index],
                    strong: cell.source.header || flow.is_strong(),
                },
            );
        }
        layout.end_row();
    }
    layout.close_table();
    layout.hidden(&covered);
}

/// The text of a cell's items, one after the other. Bounded by [`DEPTH`].
fn text(items: &[Item], flow: &mut Flow, between: &str) {
    for item in items {
        if !flow.text().is_empty() && !flow.text().ends_with([' ', '\n']) {
            flow.push(between, false);
        }
        match item {
            Item::Paragraph { flow: inner, .. } => flow.extend(inner),
            Item::Table(grid) => {
                for (index, cell) in grid.rows.iter().flat_map(|row| &row.cells).enumerate() {
                    if index > 0 && !flow.text().ends_with([' ', '\n']) {
                        flow.push(" ", false);
                    }
                    text(&cell.items, flow, " ");
                }
            }
        }
    }
}

/// The text of a row on one line.
pub(super) fn text_of(row: &Row, flow: &mut Flow) {
    for cell in &row.cells {
        if !flow.text().is_empty() {
            flow.push(" ", false);
        }
        text(&cell.items, flow, " ");
    }
}

/// A cell in its column.
struct Placed<'g> {
    source: &'g GridCell,
    column: usize,
    rowspan: usize,
}

/// Puts each cell into its column, past those that reach down from above. What stands in a cell that goes on
/// with the one above it is `covered`: it is not shown.
fn place<'g>(grid: &'g Grid, covered: &mut Vec<Flow>) -> Vec<Vec<Placed<'g>>> {
    let mut rows: Vec<Vec<Placed<'g>>> = Vec::with_capacity(grid.rows.len());
    // Per column, how many more rows the cell above takes.
    let mut taken: Vec<usize> = Vec::new();
    // Per column, row and index of the cell that one below may continue.
    let mut above: Vec<Option<(usize, usize)>> = Vec::new();
    for (number, row) in grid.rows.iter().enumerate() {
        let mut placed = Vec::with_capacity(row.cells.len());
        let mut column = row.skip.min(COLUMNS);
        for cell in &row.cells {
            while taken.get(column).is_some_and(|left| *left > 0) {
                column += 1;
            }
            if column >= COLUMNS * 8 {
                // So far out no cell reaches into another column or row.
                placed.push(Placed { source: cell, column, rowspan: 1 });
                column += 1;
                continue;
            }
            let end = column + cell.colspan.clamp(1, COLUMNS);
            if taken.len() < end {
                taken.resize(end, 0);
                above.resize(end, None);
            }
            if cell.continues {
                let anchor = above[column].filter(|(top, _)| *top < number);
                if let Some((top, index)) = anchor {
                    let anchor: &mut Placed<'g> = &mut rows[top][index];
                    let mut flow = Flow::default();
                    text(&cell.items, &mut flow, " ");
                    covered.extend(Some(flow).filter(|flow| !flow.is_blank()));
                    anchor.rowspan = number - top + 1;
                    column = end;
                    continue;
                }
            }
            let left = grid.rows.len() - number;
            let rowspan = if cell.rowspan == 0 { left } else { cell.rowspan.min(left) };
            taken[column..end].fill(rowspan);
            above[column..end].fill(None);
            above[column] = Some((number, placed.len()));
            placed.push(Placed { source: cell, column, rowspan });
            column = end;
        }
        for left in &mut taken {
            *left = left.saturating_sub(1);
        }
        rows.push(placed);
    }
    rows
}
