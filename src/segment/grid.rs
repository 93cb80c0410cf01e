//! Tables made regular: merged cells filled in, rows printed side by side put one below another.

mod apart;
mod hollow;
mod unfold;

use std::borrow::Cow;

use crate::model::{BlockKind, Document, Table, TableCell, TableRow};

/// The tables of a document, merged cells repeated in every row they cover, and tables of two rows
/// side by side (序号 名称 序号 名称) unfolded. A repeated cell has `rowspan` 0, so that it is
/// counted once.
pub(super) fn tables(document: &Document) -> Vec<Cow<'_, Table>> {
    let empty = hollow::columns(document);
    let below = directly_below(document);
    let mut form: Option<unfold::Form> = None;
    let regular = |(table, below)| {
        let filled = fill(table);
        let filled = hollow::without(filled, &empty);
        if let Some((unfolded, own)) = unfold::unfold(document, &filled) {
            form = Some(own);
            return Cow::Owned(unfolded);
        }
        if let Some(stacked) = apart::stack(document, &filled) {
            form = None;
            return Cow::Owned(stacked);
        }
        form = form.take().filter(|_| below);
        let rest = form.as_ref().and_then(|form| unfold::go_on(document, &filled, form));
        if rest.is_none() {
            form = None;
        }
        rest.map_or(filled, Cow::Owned)
    };
    document.tables.iter().zip(below).map(regular).collect()
}

/// Whether each table stands directly below another, page numbers and the like apart.
fn directly_below(document: &Document) -> Vec<bool> {
    let mut below = vec![false; document.tables.len()];
    let mut after_table = false;
    for block in &document.blocks {
        match block.kind {
            BlockKind::Table(index) => {
                below[index as usize] = after_table;
                after_table = true;
            }
            BlockKind::Furniture => {}
            _ => after_table = false,
        }
    }
    below
}

/// Repeated cells are no more than this, and eight times the cells that are printed: a page of some
/// kilobytes can ask for millions. Rows beyond it keep their own cells, and are ragged.
const MOST_REPEATED: usize = 4_000_000;

fn fill(table: &Table) -> Cow<'_, Table> {
    if table.cells.iter().all(|cell| cell.rowspan <= 1) {
        return Cow::Borrowed(table);
    }
    let mut filled = Table { exact: table.exact, ..Table::default() };
    let mut spare = MOST_REPEATED + table.cells.len() * 8;
    // Cells that reach into rows below, by column, each with the rows it still covers.
    let mut open: Vec<(TableCell, u16)> = Vec::new();
    for row in &table.rows {
        let first = filled.cells.len();
        let mut own: Vec<TableCell> = table.cells_of(row).to_vec();
        own.sort_by_key(|cell| cell.column);
        let mut next = own.iter().peekable();
        let mut last = 0;
        for (cell, _) in &open {
            while let Some(before) = next.next_if(|own| own.column < cell.column) {
                last = end(before);
                filled.cells.push(*before);
            }
            let apart = next.peek().is_none_or(|own| end(cell) <= u32::from(own.column));
            if last <= u32::from(cell.column) && apart {
                filled.cells.push(TableCell { rowspan: 0, ..*cell });
            }
        }
        filled.cells.extend(next.copied());
        let count = filled.cells.len() - first;
        filled.rows.push(TableRow { span: row.span, first: first as u32, count: count as u32 });
        spare = spare.saturating_sub(open.len());
        for (_, left) in &mut open {
            *left -= 1;
        }
        let before = open.len();
        open.retain(|(_, left)| *left > 0);
        let kept = open.len();
        open.extend(own.iter().filter(|c| c.rowspan > 1).map(|c| (*c, c.rowspan - 1)));
        if before > kept || open.len() > kept {
            open.sort_by_key(|(cell, _)| cell.column);
        }
        if spare == 0 {
            open.clear();
        }
    }
    Cow::Owned(filled)
}

/// The column behind a cell.
fn end(cell: &TableCell) -> u32 {
    u32::from(cell.column) + u32::from(cell.colspan.max(1))
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
