//! The document as a flat list of lines: what segmenting walks over.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::line::{Line, LineKind};
use super::lists::places;
use super::mark::mark;
use super::roster::groups::is_numbered;
use super::{frame, run_in};
use crate::model::{Block, BlockKind, Document, Span, Table};
use crate::text::words::site::{LINKS, NEWS};
use crate::text::{card, carried, compact, date, is_blank, numeral, site};

/// Flattens the blocks. Rows without any filled cell leave no line. `tables` are the document's,
/// merged cells filled in.
pub(super) fn lines(document: &Document, tables: &[Cow<'_, Table>]) -> Vec<Line> {
    let rows: usize = document.tables.iter().map(|table| table.rows.len()).sum();
    let mut lines = Vec::with_capacity(document.blocks.len() + rows);
    let framed = frame::tables(document);
    for (block, of_site) in document.blocks.iter().zip(of_site(document)) {
        let (kind, strong) = match block.kind {
            BlockKind::Heading(_) if of_site => (LineKind::Furniture, false),
            BlockKind::Heading(level) => (LineKind::Heading(level), false),
            BlockKind::Paragraph { .. } if of_site || is_layout(document.slice(block.span)) => {
                (LineKind::Furniture, false)
            }
            BlockKind::Paragraph { strong } => (LineKind::Text, strong),
            BlockKind::Furniture => (LineKind::Furniture, false),
            BlockKind::Table(index) if of_site => {
                let rows = document.tables[index as usize].rows.iter();
                let kind = LineKind::Furniture;
                lines.extend(rows.map(|row| Line { span: row.span, kind, strong: false }));
                continue;
            }
            BlockKind::Table(index) => {
                let framed = framed[index as usize];
                table_lines(document, &tables[index as usize], index, framed, &mut lines);
                continue;
            }
        };
        if kind != LineKind::Text {
            lines.push(Line { span: block.span, kind, strong });
            continue;
        }
        let text = document.slice(block.span);
        let starts = run_in::starts(text);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        for (start, end) in starts.iter().zip(ends) {
            let base = block.span.start as usize;
            let length = text[*start..end].trim_end().len();
            let span = Span::of(base + start, base + start + length);
            lines.push(Line { span, kind, strong });
        }
    }
    if BOOKS.contains(&document.format) {
        over_marks(document, &mut lines);
    }
    lines
}

/// Workbooks of several sheets.
pub(super) const BOOKS: [&str; 4] = ["xlsx", "xls", "ods", "fods"];

/// The name of a sheet that says of itself which annex it is, as others above it do, is the program's where the title
/// below the mark says it again. 一等奖 and 东海市 over marks head their rows.
fn over_marks(document: &Document, lines: &mut [Line]) {
    let text = |line: &Line| document.slice(line.span);
    let marks = |line: &Line| mark(text(line)).is_some();
    let says = |name: &Line, title: &Line| compact(text(title)).contains(&compact(text(name)));
    let mut above: HashSet<&str, FixedState> = HashSet::default();
    for at in 1..lines.len() {
        let [name, own] = [lines[at - 1], lines[at]];
        let is_name = matches!(name.kind, LineKind::Heading(_)) && !marks(&name);
        let own = matches!(own.kind, LineKind::Text | LineKind::Single(_, 0, _)) && marks(&own);
        if !own {
            continue;
        }
        let again = || lines.get(at + 1).is_some_and(|title| says(&name, title));
        if is_name && !above.is_empty() && !above.contains(&text(&lines[at])) && again() {
            lines[at - 1].kind = LineKind::Furniture;
        }
        above.insert(text(&lines[at]));
    }
}

/// Longest line of a page's or a site's own, in characters.
const LAYOUT_MOST: usize = 80;

/// A line that belongs to the page, not to the notice; or a bar between two cells, each on a line.
fn is_layout(text: &str) -> bool {
    is_contents(text)
        || matches!(text.trim_matches(is_blank), "|" | "｜")
        || is_sheet_mark(text)
        || is_pager(text)
        || is_binding(text)
        || (text.chars().count() <= LAYOUT_MOST && (carried::is_mark(text) || is_page_number(text)))
}

/// Where sheets are bound: 装 订 线, - - 装 - - 订 - - 线 - -, …装…订…线…. With nothing drawn it may be a thing in a list.
fn is_binding(text: &str) -> bool {
    let drawn = |c: char| is_blank(c) || "\n-_.·—－–─━┈┄…⋯。○●〇□|｜│┆┊*()（）".contains(c);
    text.contains('装')
        && text.contains(drawn)
        && text.chars().filter(|c| !drawn(*c)).eq("装订线".chars())
}

/// 上一页 1 2 下一页: a site's way to the other pages of a list, and nothing else.
fn is_pager(text: &str) -> bool {
    const TURNS: [&str; 8] = ["上一页", "下一页", "上页", "下页", "首页", "尾页", "末页", "页"];
    if text.len() > 3 * LAYOUT_MOST
        || !["一页", "下页", "尾页", "末页"].iter().any(|word| text.contains(word))
    {
        return false;
    }
    let mut rest = compact(text);
    for word in TURNS {
        rest = rest.replace(word, "");
    }
    rest.chars().all(|c| c.is_ascii_digit() || "[]［］【】()（）共第/.…|<>«»".contains(c))
}

/// `Sheet 3: 附件2`: what a program sets over the tables of a workbook that it writes as a page.
fn is_sheet_mark(text: &str) -> bool {
    let number = text.strip_prefix("Sheet ").and_then(|rest| rest.split_once(": "));
    number.is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()))
}

/// `— 2 —`, `第 1 页 共 3 页`: nothing else is printed so.
fn is_page_number(text: &str) -> bool {
    let text = compact(text);
    // 共2页，第1页
    let turned = text.strip_prefix('共').and_then(|rest| rest.split_once('页'));
    let turned = turned
        .map(|(all, page)| format!("{}共{all}页", page.trim_start_matches(['，', ',', '/', '、'])));
    let text = turned.unwrap_or(text);
    let number = |text: &str| {
        (1..=4).contains(&text.chars().count()) && text.chars().all(|c| numeral::digit(c).is_some())
    };
    let dash = ['-', '－', '—', '–', '―', '一'];
    let bare = text.trim_matches(dash);
    let dashed = text.starts_with(dash) && text.ends_with(dash) && number(bare);
    let counted = || {
        let (page, rest) = text.strip_prefix('第')?.split_once('页')?;
        let rest = rest.trim_matches(['/', '，', ',', '（', '）', '(', ')', '共']);
        let all = rest.strip_suffix('页').is_some_and(number);
        (number(page) && (all || rest.is_empty())).then_some(())
    };
    dashed || counted().is_some()
}

/// Which blocks are paragraphs that a web site sets around the notice.
fn of_site(document: &Document) -> Vec<bool> {
    let text = |block: &Block| match block.kind {
        BlockKind::Paragraph { .. } => compact(document.slice(block.span)),
        _ => String::new(),
    };
    let texts: Vec<String> = document.blocks.iter().map(text).collect();
    let printed: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut own = site::own(&printed);
    own.iter_mut().zip(card::lines(&printed)).for_each(|(own, card)| *own |= card);
    if let Some(first) = links(document, &texts, &own) {
        own[first..].fill(true);
    }
    for (own, block) in own.iter_mut().zip(&document.blocks) {
        *own |= matches!(block.kind, BlockKind::Table(index)
            if leads_to_provinces(document, &document.tables[index as usize]));
    }
    own
}

/// Where a site's links to other pages begin: 相关阅读 below the last table, or over titles and their dates, or
/// 热点排行 over a table of them; nothing but they stand below.
fn links(document: &Document, texts: &[String], own: &[bool]) -> Option<usize> {
    let table = |at: usize| matches!(document.blocks[at].kind, BlockKind::Table(_));
    // A reader of pages has set such lines aside.
    let heading = |at: usize| {
        matches!(document.blocks[at].kind, BlockKind::Heading(_) | BlockKind::Furniture)
    };
    let last = (0..texts.len()).rev().find(|at| table(*at));
    let bare = |at: usize| -> String {
        let text = if heading(at) && document.blocks[at].span.len() < 60 {
            compact(document.slice(document.blocks[at].span))
        } else {
            texts[at].clone()
        };
        text.trim_end_matches(['：', ':']).to_owned()
    };
    let heads = |at: &usize| (own[*at] || heading(*at)) && LINKS.contains(&bare(*at).as_str());
    let from = last.map_or(0, |last| last + 1);
    if let Some(first) = (from..texts.len()).find(heads)
        && texts.len() - first <= LINKS_MOST
    {
        // Where no table tells what the notice lists, titles or dates tell the links.
        let title = |at: &usize| {
            let text = &texts[*at];
            own[*at]
                || text.is_empty()
                || ["通知", "公告", "公示", "会议", "解读"].iter().any(|word| text.contains(word))
                || date_ends(text)
        };
        let below = first + 1..texts.len();
        let titles = below.clone().filter(title).count();
        // What is numbered, dated or marked below it may be the notice's own.
        let own_again = |at: usize| {
            let text = &texts[at];
            is_numbered(text) || date::is_line(text) || text.starts_with("附件")
        };
        let news = NEWS.contains(&bare(first).as_str()) && !below.clone().any(own_again);
        return (last.is_some() || news || titles * 3 >= below.len() * 2).then_some(first);
    }
    let ranks = |at: &usize| table(*at + 1) && RANKS.contains(&bare(*at).as_str());
    let first = (0..texts.len().saturating_sub(1)).rev().find(ranks)?;
    let rows = |at: usize| match document.blocks[at].kind {
        BlockKind::Table(index) => document.tables[index as usize].rows.len(),
        _ => 1,
    };
    let tables = (first..texts.len()).filter(|at| table(*at)).count();
    let lines: usize = (first..texts.len()).map(rows).sum();
    (tables == 1 && lines <= LINKS_MOST).then_some(first)
}

/// Whether a table is a site's way to the sites of the provinces: their names, several a row, and nothing else.
fn leads_to_provinces(document: &Document, table: &Table) -> bool {
    const NAMES: std::ops::RangeInclusive<usize> = 20..=40;
    let filled = || table.cells.iter().filter(|cell| !cell.span.is_empty());
    table.rows.len() > 1
        && NAMES.contains(&filled().count())
        && filled().count() >= table.rows.len() * 4
        && filled().all(|cell| places::is_province(&compact(document.slice(cell.span))))
}

/// 招聘公告2024-05-10
fn date_ends(text: &str) -> bool {
    const DATE: usize = 10;
    let tail = text.len().checked_sub(DATE).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| {
        tail.chars().enumerate().all(|(at, c)| match at {
            4 | 7 => matches!(c, '-' | '/' | '.'),
            _ => c.is_ascii_digit(),
        })
    })
}

/// What a site sets over a table of its most read pages.
static RANKS: [&str; 5] = ["热点排行", "点击排行", "新闻点击排行", "阅读排行", "热门排行"];

/// Most lines of such links.
const LINKS_MOST: usize = 24;

/// A line of a table of contents: dotted leaders repeat what stands elsewhere.
fn is_contents(text: &str) -> bool {
    let dot = |c: char| matches!(c, '.' | '．' | '…' | '·' | '⋯');
    let mut run = 0;
    text.chars().any(|c| {
        run = if dot(c) { run + 1 } else { 0 };
        run >= 6
    })
}

fn table_lines(
    document: &Document,
    table: &Table,
    index: u32,
    framed: bool,
    lines: &mut Vec<Line>,
) {
    let framed = if framed { 0 } else { frame::rows::begin(document, table) };
    let listed = if framed == 0 { 0..0 } else { frame::labels::between(document, table) };
    for (number, row) in table.rows.iter().enumerate() {
        if number >= framed {
            frame::rows::lines(document, table, row, lines);
            continue;
        }
        let mut filled = table.cells_of(row).iter().filter(|cell| !cell.span.is_empty());
        let Some(first) = filled.next() else { continue };
        let several = filled.next().is_some();
        let labels = several || document.slice(first.span).trim_end().ends_with(['：', ':']);
        if labels && !listed.contains(&number) {
            lines.push(Line { span: row.span, kind: LineKind::Furniture, strong: false });
            continue;
        }
        let number = number as u32;
        if several {
            let kind = LineKind::Row(index, number);
            lines.push(Line { span: row.span, kind, strong: first.strong });
        } else if first.rowspan > 0 {
            // 续表, 第1页，共3页 in a row of its own.
            let text = document.slice(first.span);
            let of_page = carried::is_mark(text) || is_page_number(text) || is_binding(text);
            let kind = if text.len() <= LAYOUT_MOST && of_page {
                LineKind::Furniture
            } else {
                LineKind::Single(index, number, first.column)
            };
            lines.push(Line { span: first.span, kind, strong: first.strong });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_layout;

    #[test]
    fn lines_of_the_page() {
        let bound = ["装 订 线", "- - 装 - - 订 - - 线 - -", "…………装…………订…………线…………"];
        for line in ["（续表）", "续 表", "第一章 总则………………1"].into_iter().chain(bound)
        {
            assert!(is_layout(line), "{line}");
        }
        for line in ["续建项目", "第一章 总则……1", "装订线", "装订线厂"] {
            assert!(!is_layout(line), "{line}");
        }
    }
}
