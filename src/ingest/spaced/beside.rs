//! Rows side by side: where a header repeats itself, `序号 名称 序号 名称`, the rows below it are one table, so
//! that they can be read one after the other.

use crate::model::{Block, BlockKind, Document, Role, Table, TableRow};
use crate::text::{compact, headers};

/// Puts the rows below each such header, up to the next other block, into its table.
pub(super) fn join(document: &mut Document) {
    let heads: Vec<bool> = document.blocks.iter().map(|block| repeats(document, block)).collect();
    if !heads.contains(&true) {
        return;
    }
    let mut tables: Vec<Table> = Vec::with_capacity(document.tables.len());
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    // The last block is such a table.
    let mut open = false;
    for (block, head) in document.blocks.iter().zip(heads) {
        let BlockKind::Table(index) = block.kind else {
            blocks.push(*block);
            open = false;
            continue;
        };
        let table = &document.tables[index as usize];
        if open
            && !head
            && let (Some(into), Some(last)) = (tables.last_mut(), blocks.last_mut())
        {
            let first = into.cells.len() as u32;
            into.cells.extend_from_slice(&table.cells);
            let rows = table.rows.iter();
            into.rows.extend(rows.map(|row| TableRow { first: row.first + first, ..*row }));
            last.span = last.span.hull(block.span);
            continue;
        }
        blocks.push(Block { kind: BlockKind::Table(tables.len() as u32), span: block.span });
        tables.push(table.clone());
        open = head;
    }
    document.tables = tables;
    document.blocks = blocks;
}

/// Whether a block is a header that repeats itself, the first word heading serials.
fn repeats(document: &Document, block: &Block) -> bool {
    let BlockKind::Table(index) = block.kind else { return false };
    let table = &document.tables[index as usize];
    let words: Vec<String> =
        table.cells.iter().map(|cell| compact(document.slice(cell.span))).collect();
    let serial = words.first().is_some_and(|word| headers::role_of(word) == Some(Role::Serial));
    serial
        && table.rows.len() == 1
        && (2..=words.len() / 2).any(|width| {
            words.len().is_multiple_of(width)
                && words.chunks(width).all(|chunk| chunk == &words[..width])
        })
}
