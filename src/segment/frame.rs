//! Tables that frame a notice and list nothing. By where they stand: all above its title, where rosters follow
//! below. By what their cells say ([`rows`]): anywhere.

use crate::model::{Block, BlockKind, Document, Table, TableCell};
use crate::text::{card, compact};

use super::mark;

pub(super) mod labels;
pub(super) mod rows;

/// More rows than these are no frame.
const ROWS: usize = 8;

/// Longest title of a notice, in characters.
const TITLE_MOST: usize = 90;

/// How the titles of notices end.
static TITLES: [&str; 10] =
    ["通知", "公告", "公示", "决定", "通报", "函", "批复", "意见", "通告", "报告"];

/// Which of a document's tables are a frame.
pub(super) fn tables(document: &Document) -> Vec<bool> {
    let mut framed: Vec<bool> =
        document.tables.iter().map(|table| is_card(document, table)).collect();
    if framed.len() < 2 {
        return framed;
    }
    let index = |block: &Block| match block.kind {
        BlockKind::Table(index) => Some(index as usize),
        _ => None,
    };
    let short = |at: usize| document.tables[at].rows.len() <= ROWS;
    let title = document.blocks.iter().position(|block| is_title(document, block));
    if let Some(title) = title {
        let (above, below) = document.blocks.split_at(title);
        let listed = below.iter().filter_map(index).any(|at| document.tables[at].rows.len() > 1);
        let alone = above.iter().filter_map(index).all(short);
        if listed && alone {
            above.iter().filter_map(index).for_each(|at| framed[at] = true);
        }
    }
    framed
}

/// A table that is the card of particulars which a site prints above a document.
fn is_card(document: &Document, table: &Table) -> bool {
    let label = |cell: &&TableCell| card::is_label(&compact(document.slice(cell.span)));
    table.rows.len() <= ROWS && table.cells.iter().filter(label).count() >= 2
}

/// A line that is the title of a notice: 某厅关于公布某名单的通知.
fn is_title(document: &Document, block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Paragraph { .. } | BlockKind::Heading(_)) {
        return false;
    }
    let text = compact(document.slice(block.span));
    text.chars().count() <= TITLE_MOST
        && text.contains("关于")
        && TITLES.iter().any(|end| text.ends_with(end))
        && mark::mark(&text).is_none()
}
