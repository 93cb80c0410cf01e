//! Tables of blanks that leave no doubt where a cell stands: every field of every line begins exactly where a column
//! does, and ends before the next one begins. Then an empty cell is as sure as in a table of commas, and so are the
//! second line of a header, sums, and cells merged over rows below.

mod columns;

use columns::{Columns, SLACK};

use super::aligned::WIDTHS;
use super::{HEADER_REACH, LEAST_ROWS, closed_up, fields_of_all, is_serial};
use crate::model::{Block, BlockKind, Document, Span, Table, TableCell, TableRow};
use crate::text::{blank, compact, headers, numeral};

/// Longest word of a header, in characters.
const WORD_MOST: usize = 16;

/// How far the two characters of a name stand apart at most, in half-width columns.
const PADDED_MOST: usize = 4;

/// A field, and from where to where it stands on its line in half-width columns.
#[derive(Clone, Copy)]
struct Field {
    span: Span,
    from: usize,
    to: usize,
}

/// What tells the columns.
#[derive(Clone, Copy)]
enum By {
    Starts,
    Gaps,
}

/// What a line below the header is.
enum Line {
    /// A row, a span a column.
    Row(Vec<Span>),
    /// A line of one field at the left: a heading, a note.
    Lone,
}

/// Makes tables of the lines below each header whose columns are sure. Only where a row has an empty cell or the
/// header repeats itself: others are told by their number of fields. False where there are none.
pub(super) fn convert(document: &mut Document) -> bool {
    let fields = fields_of_all(document, 2);
    let ways = WIDTHS.map(|wide| (wide, By::Starts)).into_iter().chain([(WIDTHS[0], By::Gaps)]);
    let found = ways.into_iter().find_map(|(wide, by)| tables(document, &fields, wide, by));
    let Some(lines) = found.filter(|(_, short)| *short).map(|(lines, _)| lines) else {
        return false;
    };
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut open: Option<Table> = None;
    for (block, line) in document.blocks.iter().zip(lines) {
        let Some(row) = line else {
            close(&mut document.tables, &mut blocks, open.take());
            blocks.push(*block);
            continue;
        };
        let table = open.get_or_insert_with(|| Table { exact: true, ..Table::default() });
        let first = table.cells.len() as u32;
        let cell =
            |(column, span)| TableCell { span, column, colspan: 1, rowspan: 1, strong: false };
        table.cells.extend((0..).zip(row).map(cell));
        let count = table.cells.len() as u32 - first;
        table.rows.push(TableRow { span: block.span, first, count });
    }
    close(&mut document.tables, &mut blocks, open);
    document.blocks = blocks;
    true
}

fn close(tables: &mut Vec<Table>, blocks: &mut Vec<Block>, table: Option<Table>) {
    let Some(table) = table else { return };
    let Some(span) = table.rows.iter().map(|row| row.span).reduce(Span::hull) else { return };
    blocks.push(Block { kind: BlockKind::Table(tables.len() as u32), span });
    tables.push(table);
}

/// Blocks that are rows, a span a column.
type Plan = Vec<Option<Vec<Span>>>;

/// The rows among the blocks, where every table of blanks is sure, and whether some row has an empty cell.
fn tables(
    document: &Document,
    rows: &[Option<Vec<Span>>],
    wide: usize,
    by: By,
) -> Option<(Plan, bool)> {
    let mut plan: Plan = vec![None; rows.len()];
    let (mut at, mut short, mut any) = (0, false, false);
    while at < rows.len() {
        let head = rows[at].as_ref().map(|row| closed_up(document, row));
        let Some(head) = head.filter(|head| heads(document, head)) else {
            // Numbers under no header are another's to read.
            let numbered = rows[at].as_ref().is_some_and(|row| is_number(document, row[0]));
            if numbered {
                return None;
            }
            at += 1;
            continue;
        };
        let end = at + run(document, at);
        let (lines, padded) = table(document, &head, &rows[..end], at, (wide, by))?;
        any = true;
        short |= padded || repeats(document, &head);
        for (index, line) in (at..).zip(lines) {
            if let Line::Row(row) = line {
                short |= row.iter().any(|cell| cell.is_empty());
                plan[index] = Some(row);
            }
        }
        at = end;
    }
    any.then_some((plan, short))
}

/// Whether a header is the same words twice or more, as over rows side by side.
fn repeats(document: &Document, head: &[Span]) -> bool {
    let words: Vec<String> = head.iter().map(|span| compact(document.slice(*span))).collect();
    (2..=words.len() / 2).any(|width| {
        words.len().is_multiple_of(width)
            && words.chunks(width).all(|chunk| *chunk == words[..width])
    })
}

/// How many blocks from this one are lines directly below one another, or all with one blank line between.
fn run(document: &Document, at: usize) -> usize {
    let text = |block: &Block| matches!(block.kind, BlockKind::Paragraph { .. });
    let ends = |pair: &[Block]| {
        let gap = &document.text[pair[0].span.end as usize..pair[1].span.start as usize];
        gap.bytes().filter(|byte| *byte == b'\n').take(3).count()
    };
    let apart = document.blocks[at..].windows(2).next().map_or(0, ends);
    let near = |pair: &[Block]| apart < 3 && text(&pair[1]) && ends(pair) == apart;
    1 + document.blocks[at..].windows(2).take_while(|pair| near(pair)).count()
}

fn is_number(document: &Document, span: Span) -> bool {
    numeral::whole(document.slice(span)).is_some()
}

/// Whether a line is a header: short words, one of the first two heading serials, or most of them known.
fn heads(document: &Document, row: &[Span]) -> bool {
    let texts: Vec<String> =
        row.iter().take(columns::MOST + 1).map(|span| compact(document.slice(*span))).collect();
    let word = |text: &String| {
        text.chars().count() <= WORD_MOST && !text.contains(['：', ':', '。', '；'])
    };
    let known = || texts.iter().filter(|text| headers::role_of(text).is_some()).count();
    let built = || texts.iter().any(|text| headers::is_built(text));
    texts.len() <= columns::MOST
        && texts.iter().all(word)
        && (texts.iter().take(2).any(|text| is_serial(text))
            || (built() && known() * 2 >= texts.len()))
}

/// The lines of the table under the header at `at`; `None` where a cell stands where no column begins.
fn table(
    document: &Document,
    head: &[Span],
    rows: &[Option<Vec<Span>>],
    at: usize,
    (wide, by): (usize, By),
) -> Option<(Vec<Line>, bool)> {
    let mut placed: Vec<Vec<Field>> = (at..rows.len())
        .map(|index| {
            let block = document.blocks[index].span;
            let alone = [block];
            let own = if index == at { head } else { rows[index].as_deref().unwrap_or(&alone) };
            // A header that is printed again is read as the first was.
            let again = rows[index].as_ref().filter(|_| index > at).map(|r| closed_up(document, r));
            let again = again.filter(|again| again.len() == head.len() && heads(document, again));
            places(document, again.as_deref().unwrap_or(own), wide)
        })
        .collect();
    let (head, below) = placed.split_first_mut()?;
    let mut padded = false;
    for fields in below {
        padded |= close_up(document, head, fields);
    }
    let leads = |fields: &[Field]| {
        let text = document.slice(fields[0].span);
        is_serial(document.slice(placed[0][0].span)) && numeral::whole(text).is_none()
    };
    if placed.iter().any(|fields| fields.len() > columns::MOST) {
        return None;
    }
    let columns = match by {
        By::Starts => Columns::by_starts(&placed),
        By::Gaps => Columns::by_gaps(&placed, levels(document, &placed), leads),
    };
    lines_of(document, &placed, &columns?).map(|lines| (lines, padded))
}

/// Puts names of two characters together that are set as wide as three, 王　某: where no word of the header stands over the
/// second. Whether there is one.
fn close_up(document: &Document, head: &[Field], fields: &mut Vec<Field>) -> bool {
    let single = |field: &Field| {
        let mut chars = document.slice(field.span).chars();
        chars.next().is_some_and(blank::is_han) && chars.next().is_none()
    };
    let headed = |field: &Field| head.iter().any(|word| word.from.abs_diff(field.from) <= SLACK);
    let before = fields.len();
    fields.dedup_by(|own, last| {
        let padded = single(last)
            && single(own)
            && own.from - last.to <= PADDED_MOST
            && headed(last)
            && !headed(own);
        if padded {
            (last.span, last.to) = (last.span.hull(own.span), own.to);
        }
        padded
    });
    fields.len() < before
}

/// How many lines the header has: those below it are words, none under its first.
fn levels(document: &Document, placed: &[Vec<Field>]) -> usize {
    let first = placed[0][0].to;
    let deeper = |line: &&Vec<Field>| line[0].from > first && words(document, line);
    1 + placed[1..].iter().take(HEADER_REACH - 1).take_while(deeper).count()
}

/// The lines of a table by its columns; the first is its header.
fn lines_of(document: &Document, placed: &[Vec<Field>], columns: &Columns) -> Option<Vec<Line>> {
    let column = |index: usize, field: &Field| columns.of(field, index);
    let serial = placed[0].iter().find(|field| is_serial(document.slice(field.span)));
    let serial = serial.and_then(|field| column(0, field));
    let mut lines: Vec<Line> = Vec::with_capacity(placed.len());
    let mut whole = 0;
    let mut first = true;
    for (index, fields) in placed.iter().enumerate() {
        if let [lone] = fields[..]
            && lone.from <= columns.left()
        {
            lines.push(Line::Lone);
            continue;
        }
        // The words of a header may stand over several columns.
        let above = index == 0 || (first && index < HEADER_REACH && words(document, fields));
        first &= above;
        let mut row = vec![Span::at(fields.last()?.span.end); columns.len()];
        for field in fields {
            let own = column(index, field)?;
            // At the left a heading or the word of a sum may stand over several too.
            let over = !above && own > 0 && field.to >= columns.next(own);
            if over || !row[own].is_empty() {
                return None;
            }
            row[own] = field.span;
        }
        // What stands under others without a serial may carry them on, unless it adds them up.
        if !above && serial.is_some_and(|column| row[column].is_empty()) && !adds(document, &row) {
            return None;
        }
        whole += usize::from(!above);
        lines.push(Line::Row(row));
    }
    (whole >= LEAST_ROWS && columns.len() > 2).then_some(lines)
}

/// Whether a row has a word that sums begin with.
fn adds(document: &Document, row: &[Span]) -> bool {
    let sum = |span: &Span| {
        let text = compact(document.slice(*span));
        ["小计", "合计", "总计"].iter().any(|word| text.ends_with(word))
    };
    row.iter().any(sum)
}

/// Whether fields are words as the second line of a header has them.
fn words(document: &Document, fields: &[Field]) -> bool {
    fields.iter().all(|field| {
        let text = compact(document.slice(field.span));
        text.chars().count() <= WORD_MOST && !text.contains(char::is_numeric)
    })
}

/// The fields of one line with their places.
fn places(document: &Document, fields: &[Span], wide: usize) -> Vec<Field> {
    let Some(first) = fields.first() else { return Vec::new() };
    let before = &document.text[..first.start as usize];
    let mut at = before.rfind('\n').map_or(0, |at| at + 1);
    let width =
        |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { wide }).sum::<usize>();
    let mut place = 0;
    let mut found = Vec::with_capacity(fields.len());
    for span in fields {
        let from = place + width(&document.text[at..span.start as usize]);
        let to = from + width(document.slice(*span));
        found.push(Field { span: *span, from, to });
        (at, place) = (span.end as usize, to);
    }
    found
}
