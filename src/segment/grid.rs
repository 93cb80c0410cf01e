//! Tables made regular: merged cells filled in, rows printed side by side put one below another.

mod unfold;

use std::borrow::Cow;

use crate::model::{Document, Table, TableCell, TableRow};

/// The tables of a document, merged cells repeated in every row they cover, and tables of two rows
/// side by side (序号 名称 序号 名称) unfolded. A repeated cell has `rowspan` 0, so that it is
/// counted once.
pub(super) fn tables(document: &Document) -> Vec<Cow<'_, Table>> {
    let regular = |table| {
        let filled = fill(table);
        unfold::unfold(document, &filled).map_or(filled, Cow::Owned)
    };
    document.tables.iter().map(regular).collect()
}

fn fill(table: &Table) -> Cow<'_, Table> {
    if table.cells.iter().all(|cell| cell.rowspan <= 1) {
        return Cow::Borrowed(table);
    }
    let mut filled = Table { exact: table.exact, ..Table::default() };
    // Cells that reach into rows below, each with the rows it still covers.
    let mut open: Vec<(TableCell, u16)> = Vec::new();
    for row in &table.rows {
        let own = table.cells_of(row);
        let first = filled.cells.len() as u32;
        let free = |cell: &TableCell| own.iter().all(|o| apart(o, cell));
        let mut cells: Vec<TableCell> = own.to_vec();
        cells.extend(
            open.iter().map(|(cell, _)| TableCell { rowspan: 0, ..*cell }).filter(|c| free(c)),
        );
        cells.sort_by_key(|cell| cell.column);
        for (_, left) in &mut open {
            *left -= 1;
        }
        open.retain(|(_, left)| *left > 0);
        open.extend(own.iter().filter(|c| c.rowspan > 1).map(|c| (*c, c.rowspan - 1)));
        let count = cells.len() as u32;
        filled.cells.extend(cells);
        filled.rows.push(TableRow { span: row.span, first, count });
    }
    Cow::Owned(filled)
}

/// Whether two cells of a row do not overlap.
fn apart(a: &TableCell, b: &TableCell) -> bool {
    a.column + a.colspan.max(1) <= b.column || b.column + b.colspan.max(1) <= a.column
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::model::{Span, Table, TableCell, TableRow};

    fn cell(column: u16, rowspan: u16, at: u32) -> TableCell {
        TableCell { span: Span::new(at, at + 1), column, colspan: 1, rowspan, strong: false }
    }

    #[test]
    fn merged_cells_stand_in_every_row_they_cover() {
        let row = |first, count| TableRow { span: Span::at(0), first, count };
        let table = Table {
            rows: vec![row(0, 2), row(2, 1), row(3, 2)],
            cells: vec![cell(0, 2, 0), cell(1, 1, 1), cell(1, 1, 2), cell(0, 1, 3), cell(1, 1, 4)],
            exact: true,
        };
        let filled = fill(&table);
        let starts = |i: usize| -> Vec<(u32, u16)> {
            filled.cells_of(&filled.rows[i]).iter().map(|c| (c.span.start, c.rowspan)).collect()
        };
        assert_eq!(starts(0), [(0, 2), (1, 1)]);
        assert_eq!(starts(1), [(0, 0), (2, 1)]);
        assert_eq!(starts(2), [(3, 1), (4, 1)]);
    }
}
