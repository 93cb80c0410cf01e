//! Tables that frame a notice and list nothing: a letterhead or an index above its title, who gets copies and who
//! checked it below its last table.

use crate::model::{Block, BlockKind, Document, Table};
use crate::text::{compact, site};

use super::annex;

pub(super) mod rows;

/// More rows than these are no frame.
const ROWS: usize = 8;

/// Longest title of a notice, in characters.
const TITLE_MOST: usize = 90;

/// How the titles of notices end.
static TITLES: [&str; 10] =
    ["通知", "公告", "公示", "决定", "通报", "函", "批复", "意见", "通告", "报告"];

/// Words that open the cells of the frame below.
static TAIL: [&str; 20] = [
    "抄送",
    "抄报",
    "主送",
    "分送",
    "印发",
    "审核",
    "校对",
    "打印",
    "复核",
    "签发",
    "拟稿",
    "核稿",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "责任编辑",
    "公开方式",
    "公开属性",
    "印数",
];

/// Which of a document's tables are a frame.
pub(super) fn tables(document: &Document) -> Vec<bool> {
    let mut framed = vec![false; document.tables.len()];
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
    let order: Vec<usize> = document.blocks.iter().filter_map(index).collect();
    for (at, table) in order.iter().enumerate().rev() {
        if at == 0 || !short(*table) || !is_tail(document, &document.tables[*table]) {
            break;
        }
        framed[*table] = true;
    }
    framed
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
        && annex::mark(&text).is_none()
}

/// Whether every row of a table says what the foot of a notice, or of a page, does.
fn is_tail(document: &Document, table: &Table) -> bool {
    let mut rows = table.rows.iter().map(|row| {
        let cells = table.cells_of(row).iter().filter(|cell| !cell.span.is_empty());
        cells.map(|cell| compact(document.slice(cell.span))).collect::<Vec<String>>()
    });
    let foot = |row: &Vec<String>| {
        let opens = |text: &String| {
            TAIL.iter().filter_map(|word| text.strip_prefix(word)).any(|rest| {
                rest.is_empty() || rest.starts_with(['：', ':']) || rest.starts_with("单位")
            })
        };
        let printed = |text: &String| text.ends_with("印发") && text.contains('日');
        let words: Vec<&str> = row.iter().map(String::as_str).collect();
        row.first().is_some_and(opens)
            || row.iter().any(printed)
            || site::own(&words).contains(&true)
    };
    !table.rows.is_empty() && rows.all(|row| row.is_empty() || foot(&row))
}
