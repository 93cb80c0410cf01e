//! Columns in which nothing stands: tabs that were doubled, cells that only keep others apart.

use std::borrow::Cow;

use crate::model::{Document, Table, TableCell, TableRow};

/// The columns between others in which no table of the document has anything, a header neither; sorted.
pub(super) fn columns(document: &Document) -> Vec<u16> {
    let widest = document.tables.iter().find(|table| table.rows.len() > 1);
    let Some(first) = widest.and_then(|table| Some(table.cells_of(table.rows.first()?))) else {
        return Vec::new();
    };
    let last = first.iter().rposition(|cell| !cell.span.is_empty()).unwrap_or(0);
    // Nearly every first row is full.
    let hollow = first[..last].iter().skip(1).filter(|cell| is_hollow(cell));
    let mut columns: Vec<u16> = hollow.map(|cell| cell.column).collect();
    for table in &document.tables {
        if columns.is_empty() {
            break;
        }
        for cell in table.cells.iter().filter(|cell| !is_hollow(cell)) {
            let end = cell.column.saturating_add(cell.colspan.max(1));
            columns.retain(|column| !(cell.column..end).contains(column));
        }
    }
    columns
}

fn is_hollow(cell: &TableCell) -> bool {
    cell.span.is_empty() && cell.colspan <= 1 && cell.rowspan <= 1
}

/// The table without these columns.
pub(super) fn without<'t>(table: Cow<'t, Table>, columns: &[u16]) -> Cow<'t, Table> {
    if columns.is_empty() {
        return table;
    }
    let mut out = Table { exact: table.exact, ..Table::default() };
    for row in &table.rows {
        let first = out.cells.len();
        for cell in table.cells_of(row) {
            if columns.binary_search(&cell.column).is_err() {
                let before = columns.partition_point(|column| *column < cell.column) as u16;
                out.cells.push(TableCell { column: cell.column - before, ..*cell });
            }
        }
        let count = (out.cells.len() - first) as u32;
        out.rows.push(TableRow { span: row.span, first: first as u32, count });
    }
    Cow::Owned(out)
}
