//! Tables whose first column is merged over several rows and printed once: `副省级 1 厦门市`, and below it
//! `2 宁波市`. The serial stands in the second column.

use super::{closed_up, fields_of_all, is_serial};
use crate::model::{Block, BlockKind, Document, Span, Table, TableCell, TableRow};
use crate::text::numeral;

/// Fewest rows, and fewest of them that have no cell of the first column.
const LEAST_ROWS: usize = 3;

/// A row as read: the merged cell, where it begins here, and the others.
struct Row {
    first: Option<Span>,
    others: Vec<Span>,
}

/// Puts header and rows into one table, where the serials go up from 1 through every line.
pub(super) fn convert(document: &mut Document) -> bool {
    let fields = fields_of_all(document, 1);
    let Some((at, head)) = header(document, &fields) else { return false };
    let rows: Vec<Row> = fields[at + 1..]
        .iter()
        .zip(1..)
        .map_while(|(fields, due)| row(document, fields.as_ref()?, due, head.len()))
        .collect();
    let merged = rows.iter().filter(|row| row.first.is_none()).count();
    let begins = rows.first().is_some_and(|row| row.first.is_some());
    if rows.len() < LEAST_ROWS || merged == 0 || !begins {
        return false;
    }
    let mut table = Table { exact: false, ..Table::default() };
    let cell =
        |span, column, rowspan| TableCell { span, column, colspan: 1, rowspan, strong: false };
    let mut add = |block: &Block, cells: Vec<TableCell>| {
        let (first, count) = (table.cells.len() as u32, cells.len() as u32);
        table.cells.extend(cells);
        table.rows.push(TableRow { span: block.span, first, count });
    };
    let blocks = &document.blocks[at..=at + rows.len()];
    add(&blocks[0], (0..).zip(&head).map(|(column, span)| cell(*span, column, 1)).collect());
    for (index, row) in rows.iter().enumerate() {
        let below = rows[index + 1..].iter().take_while(|row| row.first.is_none()).count();
        let reach = u16::try_from(below + 1).unwrap_or(u16::MAX);
        let first = row.first.map(|span| cell(span, 0, reach));
        let others = (1..).zip(&row.others).map(|(column, span)| cell(*span, column, 1));
        add(&blocks[index + 1], first.into_iter().chain(others).collect());
    }
    let span = blocks[0].span.hull(blocks[rows.len()].span);
    let kind = BlockKind::Table(document.tables.len() as u32);
    document.blocks.splice(at..=at + rows.len(), [Block { kind, span }]);
    document.tables.push(table);
    true
}

/// The header: its second word heads serials.
fn header(document: &Document, fields: &[Option<Vec<Span>>]) -> Option<(usize, Vec<Span>)> {
    fields.iter().enumerate().find_map(|(at, row)| {
        let head = closed_up(document, row.as_ref()?);
        (head.len() > 2 && is_serial(document.slice(head[1]))).then_some((at, head))
    })
}

/// The cells of a line whose serial is the number that is due.
fn row(document: &Document, fields: &[Span], due: u64, width: usize) -> Option<Row> {
    let lead = fields.len().checked_sub(width - 1)?;
    if numeral::whole(document.slice(fields[lead])) != Some(due) {
        return None;
    }
    let first = fields[..lead].iter().copied().reduce(Span::hull);
    Some(Row { first, others: fields[lead..].to_vec() })
}
