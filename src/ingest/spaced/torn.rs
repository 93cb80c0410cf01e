//! Rows that a copy tore at their bars, a cell a line: `甲县` over `| 3` over `|`, or `甲县 |` over `3 |`. Other than
//! where cells stand on lines alone, an empty one leaves its bar.

use std::ops::Range;

use super::{LEAST_ROWS, barred};
use crate::model::{Block, BlockKind, Document, Role, Span};
use crate::text::{self, compact, headers, is_blank, numeral};

/// Rows, each the lines of its cells; `None` is an empty cell that left no line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Torn {
    /// From the first line of the first row to the last of the last.
    pub(super) lines: Range<usize>,
    rows: Vec<Vec<Option<usize>>>,
}

/// How a line stands to its only bar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// No bar.
    Bare,
    /// `| 甲`
    Led,
    /// `甲 |`
    Ended,
    /// `|`
    Lone,
    /// Several bars, or one in the middle.
    Other,
}

fn kind(line: &str) -> Kind {
    let line = line.trim_matches(is_blank);
    match memchr::memchr_iter(b'|', line.as_bytes()).count() {
        0 => Kind::Bare,
        1 if line.len() == 1 => Kind::Lone,
        1 if line.starts_with('|') => Kind::Led,
        1 if line.ends_with('|') => Kind::Ended,
        _ => Kind::Other,
    }
}

/// The stretches of such rows among lines that are not blank.
pub(super) fn find(lines: &[&str]) -> Vec<Torn> {
    let kinds: Vec<Kind> = lines.iter().map(|line| kind(line)).collect();
    if !kinds.iter().any(|kind| matches!(kind, Kind::Led | Kind::Ended)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let torn = led(&kinds, at).or_else(|| ended(lines, &kinds, at));
        // What is refused is looked at once: a part of it would be read as what it is not.
        at = torn.as_ref().map_or_else(|| at + measured(&kinds[at..]), |torn| torn.lines.end);
        found.extend(torn);
    }
    found
}

/// How many lines a refused stretch has.
fn measured(kinds: &[Kind]) -> usize {
    let run =
        |from: usize, of: &[Kind]| kinds[from..].iter().take_while(|k| of.contains(k)).count();
    let mut end = run(0, &[Kind::Ended, Kind::Lone]);
    while end < kinds.len() && kinds[end] == Kind::Bare {
        match run(end + 1, &[Kind::Led, Kind::Lone]) {
            0 => break,
            bars => end += bars + 1,
        }
    }
    end.max(1)
}

/// Rows whose first cell has no bar and whose others begin with one.
fn led(kinds: &[Kind], from: usize) -> Option<Torn> {
    let mut starts = Vec::new();
    let mut end = from;
    while kinds.get(end) == Some(&Kind::Bare) {
        let bars = kinds[end + 1..].iter().take_while(|k| matches!(k, Kind::Led | Kind::Lone));
        let bars = bars.count();
        if bars == 0 {
            break;
        }
        starts.push((end, bars));
        end += bars + 1;
    }
    let counts: Vec<usize> = starts.iter().map(|(_, bars)| *bars).collect();
    let most = usual(&counts)?;
    // A heading has fewer; below a row that begins with a cell, one that does not has none in its first.
    let fits = |bars: &usize| *bars <= most || bars.is_multiple_of(most);
    if !counts.iter().all(fits) {
        return None;
    }
    let mut rows: Vec<Vec<Option<usize>>> = Vec::new();
    for (start, bars) in starts {
        let first = start + 1..start + 1 + bars.min(most);
        rows.push(std::iter::once(start).chain(first).map(Some).collect());
        let mut at = start + 1 + most;
        while at < start + 1 + bars {
            rows.push(std::iter::once(None).chain((at..at + most).map(Some)).collect());
            at += most;
        }
    }
    // A bar that closes each row has no cell behind it.
    let closed = |row: &Vec<Option<usize>>| {
        row.last().copied().flatten().is_some_and(|at| kinds[at] == Kind::Lone)
    };
    if rows.iter().all(closed) {
        for row in &mut rows {
            row.pop();
        }
    }
    Some(Torn { lines: from..end, rows })
}

/// The number that most of at least three agree on.
fn usual(counts: &[usize]) -> Option<usize> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let (count, own) = sorted.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).max()?;
    (count >= LEAST_ROWS && count * 2 > counts.len()).then_some(own)
}

/// Cells that each end with a bar: rows as long as the header.
fn ended(lines: &[&str], kinds: &[Kind], from: usize) -> Option<Torn> {
    let run = kinds[from..].iter().take_while(|k| matches!(k, Kind::Ended | Kind::Lone)).count();
    if run == 0 {
        return None;
    }
    let cells: Vec<&str> = lines[from..from + run]
        .iter()
        .map(|line| line.trim_matches(|c| c == '|' || is_blank(c)))
        .collect();
    let width = width(&cells)?;
    let rows = (0..run).step_by(width).map(|at| at..run.min(at + width));
    let rows = rows.map(|row| row.map(|at| Some(from + at)).collect()).collect();
    Some(Torn { lines: from..from + run, rows })
}

/// How many of the cells are the header's: up to the first serial, where each further row begins with a serial as
/// well; else as many as read like a header, where what follows goes up in rows of so many.
fn width(cells: &[&str]) -> Option<usize> {
    let titles: Vec<String> = cells.iter().take(WIDTH_MOST).map(|cell| compact(cell)).collect();
    let heads = |title: &String| {
        !title.is_empty() && (headers::role_of(title).is_some() || headers::is_built(title))
    };
    if headers::role_of(titles.first()?) == Some(Role::Serial) {
        let width = titles.iter().position(|title| numeral::whole(title) == Some(1))?;
        let firsts = || cells.iter().skip(width).step_by(width);
        // Under a heading a header may have a row or two: all whole, and counted from 1.
        let in_order =
            (1..).zip(firsts()).all(|(due, cell)| numeral::whole(&compact(cell)) == Some(due));
        let few = width > 2 && cells.len().is_multiple_of(width) && in_order;
        let (count, serials) = firsts().fold((0, 0), |(count, serials), cell| {
            (count + 1, serials + usize::from(numeral::whole(&compact(cell)).is_some()))
        });
        // A cell that is lost is for the checks to tell.
        return (width > 1 && (few || count >= LEAST_ROWS) && serials * 2 > count).then_some(width);
    }
    let most = titles.iter().take_while(|title| heads(title)).count();
    let least = titles.iter().take_while(|title| headers::is_built(title)).count().max(2);
    let mut fitting = (least..=most).filter(|width| {
        cells.len() >= width * (LEAST_ROWS + 1) && cells.len().is_multiple_of(*width)
    });
    match (fitting.next(), fitting.next()) {
        (Some(width), None) => Some(width),
        // A cell is lost, and the last row shows it.
        (None, _) if least == most && cells.len() >= most * (LEAST_ROWS + 1) => Some(most),
        _ => None,
    }
}

/// Widest header that is looked for.
const WIDTH_MOST: usize = 40;

/// Makes tables of such rows among the paragraphs.
pub(super) fn convert(document: &mut Document) {
    if !document.text.contains('|') {
        return;
    }
    let plain = |block: &Block| matches!(block.kind, BlockKind::Paragraph { .. });
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    for (plain, part) in document
        .blocks
        .clone()
        .chunk_by(|a, b| plain(a) == plain(b))
        .map(|part| (plain(&part[0]), part))
    {
        let lines: Vec<&str> = part.iter().map(|block| document.slice(block.span)).collect();
        let found = if plain { find(&lines) } else { Vec::new() };
        let mut next = 0;
        for torn in found {
            blocks.extend_from_slice(&part[next..torn.lines.start]);
            next = torn.lines.end;
            blocks.extend(table(document, part, &torn));
        }
        blocks.extend_from_slice(&part[next..]);
    }
    document.blocks = blocks;
}

fn table(document: &mut Document, part: &[Block], torn: &Torn) -> Option<Block> {
    for block in &part[torn.lines.clone()] {
        barred::blank_out(document, block.span, '|', "\t");
    }
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for row in &torn.rows {
        let spans: Vec<Option<Span>> =
            row.iter().map(|at| at.map(|at| text::trim(part[at].span, &document.text))).collect();
        let Some(span) = spans.iter().copied().flatten().reduce(Span::hull) else { continue };
        rows.push(spans.iter().map(|own| own.unwrap_or(Span::at(span.start))).collect::<Vec<_>>());
        lines.push(span);
    }
    barred::table(document, &lines, &rows)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn rows(text: &str) -> Vec<Vec<Vec<String>>> {
        let lines: Vec<&str> = text.lines().collect();
        let cell = |at: &Option<usize>| {
            at.map_or(String::new(), |at| lines[at].replace('|', "").trim().to_owned())
        };
        let row = |row: &Vec<Option<usize>>| row.iter().map(cell).collect();
        find(&lines).iter().map(|torn| torn.rows.iter().map(row).collect()).collect()
    }

    #[test]
    fn bars_begin_all_cells_but_the_first() {
        let text = "名额\n单位\n| 集体\n| 个人\n|\n甲县\n| 1\n|\n|\n乙县\n| 2\n| 3\n|\n注\n";
        assert_eq!(rows(text), [[["单位", "集体", "个人"], ["甲县", "1", ""], ["乙县", "2", "3"]]]);
        // The first cell of the second row is merged with the one above.
        let merged = "市\n| 县\n| 数\n甲市\n| 子县\n| 1\n| 丑县\n| 2\n乙市\n| 寅县\n| 3\n丙市\n| 卯县\n| 4\n";
        assert_eq!(
            rows(merged)[0][1..4],
            [["甲市", "子县", "1"], ["", "丑县", "2"], ["乙市", "寅县", "3"]]
        );
    }

    #[test]
    fn bars_end_all_cells() {
        let text = "省份 |\n地市 |\n甲省 |\n子市 |\n乙省 |\n|\n丙省 |\n丑市 |\n";
        assert_eq!(
            rows(text)[0],
            [["省份", "地市"], ["甲省", "子市"], ["乙省", ""], ["丙省", "丑市"]]
        );
        let serials = "序号 |\n企业名称 |\n备注 |\n1 |\n甲公司 |\n|\n2 |\n乙公司 |\n|\n3 |\n丙公司 |\n新增 |\n";
        assert_eq!(rows(serials)[0][2], ["2", "乙公司", ""]);
    }

    #[test]
    fn links_between_bars_are_no_rows() {
        assert!(rows("首页\n| 新闻\n| 公告\n关于我们\n| 联系我们\n| 网站地图\n").is_empty());
        assert!(
            rows("首页 |\n新闻 |\n公告 |\n政策 |\n服务 |\n互动 |\n专题 |\n数据 |\n").is_empty()
        );
        assert!(
            rows("部门 |\n机构 |\n单位 |\n地区 |\n年份 |\n类别 |\n级别 |\n专业 |\n").is_empty()
        );
        // Rows whole on their lines.
        assert!(rows("序号 | 名称\n1 | 甲\n2 | 乙\n3 | 丙\n").is_empty());
    }
}
