//! Paragraphs whose cells are kept apart by bars, as copied from a table or from Markdown: `1 | 甲厂 | 某市`,
//! `| 1 | 甲厂 |`, or drawn with borders, `├──┼──┤`. The bars become blanks of the plane, as long, so that every place stays
//! where it is.

use std::ops::Range;

use super::{LEAST_ROWS, is_serial};
use crate::model::{Block, BlockKind, Document, Span, Table, TableCell, TableRow};
use crate::text::{self, is_blank, numeral};

/// A bar, and the blank that takes its place.
static BARS: [(char, &str); 5] =
    [('|', "\t"), ('｜', "\u{3000}"), ('│', "\u{3000}"), ('┃', "\u{3000}"), ('║', "\u{3000}")];

/// More borders than over and below a header, and at the foot, part the rows.
const BORDERS_MOST: usize = 3;

/// A comma that may stand for one, and its blank.
const COMMA: (char, &str) = ('，', "\u{3000}");

/// Makes tables of runs of paragraphs with as many bars each. False where no run is long enough.
pub(super) fn convert(document: &mut Document) -> bool {
    let counts = |document: &Document, bar: char| -> Vec<usize> {
        let mut counts: Vec<usize> =
            document.blocks.iter().map(|b| bars(document, b, bar)).collect();
        within_borders(document, &mut counts);
        counts
    };
    if let Some((bar, blank)) = BARS.into_iter().find(|(bar, _)| document.text.contains(*bar)) {
        let runs = runs(&counts(document, bar));
        if !runs.is_empty() {
            replace(document, runs, bar, blank);
            return true;
        }
    }
    // `序号，名称，批号` over `1，甲，20210304`: sentences have commas too.
    let (comma, blank) = COMMA;
    let mut runs = runs(&counts(document, comma));
    runs.retain(|run| {
        let first = |index: usize| {
            let line = document.slice(document.blocks[index].span);
            line.split(comma).next().unwrap_or_default()
        };
        let mut below = run.clone().skip(1).map(first);
        is_serial(first(run.start)) && below.all(|text| numeral::whole(text).is_some())
    });
    if runs.is_empty() {
        return false;
    }
    replace(document, runs, comma, blank);
    true
}

/// Makes tables of runs of paragraphs.
fn replace(document: &mut Document, runs: Vec<Range<usize>>, bar: char, blank: &str) {
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut next = 0;
    for run in runs {
        blocks.extend_from_slice(&document.blocks[next..run.start]);
        next = run.end;
        let lines: Vec<Span> = document.blocks[run].iter().map(|block| block.span).collect();
        let (rulers, lines): (Vec<Span>, Vec<Span>) =
            lines.into_iter().partition(|line| is_ruler(document.slice(*line), bar));
        // Borders are drawn with bars alone, and lie inside of the table.
        let (borders, rulers): (Vec<Span>, Vec<Span>) =
            rulers.into_iter().partition(|line| is_border(document.slice(*line)));
        for line in borders {
            erase(document, line);
        }
        let cells: Vec<Vec<Span>> = lines.iter().map(|line| cells(document, *line, bar)).collect();
        for line in lines.iter().chain(&rulers) {
            blank_out(document, *line, bar, blank);
        }
        let from = blocks.len();
        if cells.iter().all(|cells| cells.len() < 2) {
            // 序号 | over 企业名称 |: a cell a line, the bar says where it ends.
            let kind = BlockKind::Paragraph { strong: false };
            let filled = cells.iter().flatten().filter(|span| !span.is_empty());
            blocks.extend(filled.map(|span| Block { kind, span: *span }));
        } else {
            blocks.extend(table(document, &lines, &cells));
        }
        let ruler = |span: &Span| Block { kind: BlockKind::Furniture, span: *span };
        blocks.extend(rulers.iter().map(ruler));
        blocks[from..].sort_by_key(|block| block.span.start);
    }
    blocks.extend_from_slice(&document.blocks[next..]);
    document.blocks = blocks;
}

/// Puts blanks, as long, in place of all of a line.
fn erase(document: &mut Document, line: Span) {
    let blank = |c: char| if c.is_ascii() { ' ' } else { '\u{3000}' };
    let blanks: String = document.slice(line).chars().map(blank).collect();
    if blanks.len() == line.len() as usize {
        document.text.replace_range(line.start as usize..line.end as usize, &blanks);
    }
}

/// The bars of a paragraph.
fn bars(document: &Document, block: &Block, bar: char) -> usize {
    match block.kind {
        BlockKind::Paragraph { .. } => document.slice(block.span).matches(bar).count(),
        _ => 0,
    }
}

/// Runs of neighbours with as many bars each.
fn runs(counts: &[usize]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for run in counts.chunk_by(|a, b| a == b) {
        let end = start + run.len();
        if run[0] > 0 && run.len() >= LEAST_ROWS {
            runs.push(start..end);
        }
        start = end;
    }
    runs
}

/// Counts the borders of a table that is drawn as its rows are, where all of these have as many bars and stand on a line
/// each; nothing of another.
fn within_borders(document: &Document, counts: &mut [usize]) {
    let border = |block: &Block| match block.kind {
        BlockKind::Paragraph { .. } => is_border(document.slice(block.span)),
        _ => false,
    };
    let borders: Vec<bool> = document.blocks.iter().map(border).collect();
    let mut at = 0;
    while let Some(first) = borders[at..].iter().position(|border| *border) {
        let from = at + first;
        let lines = counts[from..].iter().zip(&borders[from..]);
        let to = from + lines.take_while(|(count, border)| **count > 0 || **border).count();
        let rows = |line: usize| (!borders[line]).then_some(counts[line]);
        let bars = (from..to).find_map(rows).unwrap_or_default();
        let even = (from..to).filter_map(rows).all(|own| own == bars);
        let parted = borders[from..to].iter().filter(|border| **border).count() > BORDERS_MOST;
        let wrapped = parted && borders[from..to].windows(2).any(|pair| !pair[0] && !pair[1]);
        counts[from..to].fill(if even && !wrapped { bars } else { 0 });
        at = to;
    }
}

/// `├──┼──┤`, `+---+---+`: a border from side to side.
fn is_border(line: &str) -> bool {
    let corner =
        |c: char| c == '+' || matches!(c, '\u{250C}'..='\u{254B}' | '\u{2552}'..='\u{256C}');
    let dash = |c: char| matches!(c, '-' | '=' | '─' | '━' | '═');
    line.starts_with(corner)
        && line.ends_with(corner)
        && line.contains(dash)
        && line.chars().all(|c| corner(c) || dash(c))
}

/// `|---|:--:|` between a header and its rows.
fn is_ruler(line: &str, bar: char) -> bool {
    is_border(line)
        || line.contains('-')
            && line.chars().all(|c| c == bar || is_blank(c) || matches!(c, '-' | ':'))
}

/// The cells between the bars; one that begins or ends the line has nothing before or behind it.
fn cells(document: &Document, line: Span, bar: char) -> Vec<Span> {
    let text = document.slice(line);
    let mut at = line.start as usize;
    let mut cells: Vec<Span> = Vec::new();
    for piece in text.split(bar) {
        cells.push(text::trim(Span::of(at, at + piece.len()), &document.text));
        at += piece.len() + bar.len_utf8();
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    if cells.len() > 1 && text.starts_with(bar) {
        cells.remove(0);
    }
    cells
}

pub(super) fn blank_out(document: &mut Document, line: Span, bar: char, blank: &str) {
    let range = line.start as usize..line.end as usize;
    let out = document.text[range.clone()].replace(bar, blank);
    document.text.replace_range(range, &out);
}

/// The lines as one table.
pub(super) fn table(document: &mut Document, lines: &[Span], cells: &[Vec<Span>]) -> Option<Block> {
    let mut table = Table { exact: true, ..Table::default() };
    for (line, cells) in lines.iter().zip(cells) {
        let first = table.cells.len() as u32;
        let span = text::trim(*line, &document.text);
        table.rows.push(TableRow { span, first, count: cells.len() as u32 });
        table.cells.extend(cells.iter().zip(0..).map(|(span, column)| TableCell {
            span: *span,
            column,
            colspan: 1,
            rowspan: 1,
            strong: false,
        }));
    }
    let span = table.rows.iter().map(|row| row.span).reduce(Span::hull)?;
    let kind = BlockKind::Table(document.tables.len() as u32);
    document.tables.push(table);
    Some(Block { kind, span })
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn as_many_bars_each() {
        assert_eq!(runs(&[0, 2, 2, 2, 0, 1, 1, 3, 3, 3, 3]), [1..4, 7..11]);
        assert!(runs(&[2, 2, 0, 2, 2]).is_empty());
    }
}
