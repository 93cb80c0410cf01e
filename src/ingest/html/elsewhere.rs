//! What leads to other pages: the titles of notices, and tables that a site keeps of its own pages.

use crate::ingest::items::{Grid, Item};
use crate::text::words::site::{COUNTED, DOCUMENT_ENDS};
use crate::text::{compact, is_blank};

/// A site's table of its pages has no more rows.
const ROWS_MOST: usize = 16;

/// Whether a line, its number left out, is the title of a notice or of news of one: 关于…, …的通知.
pub(super) fn is_page(line: &str) -> bool {
    let numbering = |c: char| c.is_ascii_digit() || matches!(c, '.' | '．' | '、' | ')' | '）');
    let title = line.trim_start_matches(numbering);
    title.starts_with("关于") || DOCUMENT_ENDS.iter().any(|kind| title.ends_with(kind))
}

/// Whether a table lists a site's pages and how often each was read: 序号 | 标题 | 点击.
pub(super) fn counts_pages(grid: &Grid) -> bool {
    let counted = |cell: &Cell| COUNTED.contains(&cell.text.as_str());
    let head = grid.rows.first().map(cells).unwrap_or_default();
    if grid.rows.len() > ROWS_MOST || !head.iter().any(counted) {
        return false;
    }
    let below: Vec<Vec<Cell>> = grid.rows[1..].iter().map(cells).collect();
    below.len() > 1 && below.iter().all(|row| row.iter().any(|cell| cell.linked))
}

/// Whether each row of a table, but its header, has a cell that leads elsewhere.
pub(super) fn leads(grid: &Grid) -> bool {
    grid.rows.len() > 2
        && grid.rows[1..].iter().all(|row| cells(row).iter().any(|cell| cell.linked))
}

/// The links of a table that holds nothing else; 0 where it holds another cell.
pub(super) fn only_links(grid: &Grid) -> usize {
    let all: Vec<Cell> = grid.rows.iter().flat_map(cells).collect();
    let filled = || all.iter().filter(|cell| !cell.text.is_empty());
    if filled().all(|cell| cell.linked) { filled().count() } else { 0 }
}

/// A cell as this file sees it.
struct Cell {
    /// Without blanks.
    text: String,
    /// All of it leads elsewhere.
    linked: bool,
}

fn cells(row: &crate::ingest::items::Row) -> Vec<Cell> {
    let cell = |cell: &crate::ingest::items::GridCell| {
        let (mut text, mut linked) = (String::new(), 0);
        for item in &cell.items {
            if let Item::Paragraph { flow, .. } = item {
                text.push_str(flow.text());
                linked += flow.linked();
            }
        }
        let visible = text.chars().filter(|c| !is_blank(*c)).count();
        Cell { text: compact(&text), linked: linked > 0 && linked >= visible }
    };
    row.cells.iter().map(cell).collect()
}
