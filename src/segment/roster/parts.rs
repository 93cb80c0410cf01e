//! One annex, several tables: where another roster begins.

use std::borrow::Cow;
use std::ops::Range;

use super::groups;
use super::header::{self, Evidence, Header, Likeness};
use super::words;
use crate::model::{Document, Role, Span, Table, TableCell};
use crate::segment::line::{Line, LineKind};
use crate::segment::mark;
use crate::text::{date, numeral, tight};

/// The lines of one roster.
pub(super) struct Part {
    pub(super) lines: Range<usize>,
    /// Rows that may be headers or the first rows of their tables.
    pub(super) doubtful: Vec<Span>,
    /// First rows of tables that hold nothing like the rows above them.
    pub(super) strange: Vec<Span>,
}

/// Where a part begins, and what is uncertain in it.
#[derive(Default)]
struct Cut {
    at: usize,
    doubtful: Vec<Span>,
    strange: Vec<Span>,
}

/// How many rows below a row, or above it, are looked at to tell whether it heads them.
const BESIDE: usize = 12;

/// So many cells are looked at for a header where none was found: no header stands below thousands of rows.
const LOOKED_MOST: usize = 500_000;

/// Cuts the lines of an annex before each table whose header is unlike the one before it; titles
/// and headings between the tables go with the table below them. A table without a header of its own
/// goes on with the one before it.
pub(super) fn split(document: &Document, tables: &[Cow<'_, Table>], lines: &[Line]) -> Vec<Part> {
    let mut cuts: Vec<Cut> = vec![Cut::default()];
    let mut header: Option<Header> = None;
    let mut last_row: Option<usize> = None;
    let mut last_table = None;
    let mut looked = 0;
    for (index, line) in lines.iter().enumerate() {
        let LineKind::Row(table, _) = line.kind else { continue };
        let fresh_table = last_table != Some(table);
        last_table = Some(table);
        // Inside a table only its first rows can be headers, and those below a sum, with which one
        // ends; looking at each would cost much.
        let closed = last_row.is_some_and(|above| is_sum(document, tables, &lines[above]));
        let cells = cells(tables, line);
        // Below a heading a row that says 序号 heads another table of the same sheet.
        let below_line = !fresh_table && index > 0 && !lines[index - 1].is_row();
        let same = |above: &Header| above.likeness(document, cells) == Likeness::Same;
        // So does one directly below rows, over serials that begin with 1.
        let anew = || {
            let above = last_row.filter(|_| !fresh_table && header.is_some());
            let first = cells.iter().find(|cell| !cell.span.is_empty());
            // Most rows begin with a serial, which is quickly seen.
            first.is_some_and(|cell| {
                !document.slice(cell.span).starts_with(|c: char| c.is_ascii_digit())
            }) && above
                .is_some_and(|above| serial_of(document, tables, &lines[above], line).is_some())
                && header::words_serial(document, cells)
                && serial_below(document, tables, lines, index) == Some(1)
        };
        let stacked = below_line
            && (header::words_serial(document, cells) || header.as_ref().is_some_and(same))
            || anew();
        // Of a table without a header so many cells are looked at, merged ones as often as they are printed.
        let headless = header.is_none() && looked < LOOKED_MOST;
        if fresh_table || closed || stacked || headless {
            looked += cells.len();
            let evidence =
                header::evidence(document, cells, &beside(tables, lines, index), header.is_none());
            let own = Header::of(document, cells);
            // As wide as the table before it, and said by nothing that only headers say: its next row.
            let row = evidence == Evidence::Doubtful
                && header.as_ref().is_some_and(|h| h.titles.len() == own.titles.len());
            let inside = !fresh_table && evidence == Evidence::Doubtful;
            if fresh_table
                && (evidence == Evidence::None || row)
                && let Some(above) = last_row
                && is_strange(&Gap { document, tables, lines, above, index })
                && let Some(part) = cuts.last_mut()
            {
                part.strange.push(line.span);
            }
            if evidence != Evidence::None && !inside {
                let titled = last_row.is_some_and(|above| {
                    lines[above + 1..index].iter().any(|line| !line.is_furniture())
                });
                let again = (fresh_table || stacked)
                    && last_row.is_some_and(|above| {
                        let top = cuts.last().map_or(0, |cut| cut.at);
                        begins_again(&Gap { document, tables, lines, above, index }, top)
                    });
                let unlike = header.as_ref().is_some_and(|h| match h.likeness(document, cells) {
                    Likeness::Other => true,
                    // Below a heading of its own a table with other columns is another roster.
                    // So is one that counts its rows, of another width, beside one that does not.
                    Likeness::Changed => {
                        again
                            || (titled
                                || closed
                                || stacked
                                || (fresh_table && is_counted_otherwise(h, &own)))
                                && !h.alike_in_kind(&own)
                                && !own.is_rest_of(h)
                    }
                    Likeness::Same => again,
                });
                if unlike
                    && !row
                    && let Some(above) = last_row
                {
                    cuts.push(Cut { at: below_rest(tables, lines, above), ..Cut::default() });
                }
                if unlike
                    && evidence == Evidence::Doubtful
                    && let Some(part) = cuts.last_mut()
                {
                    part.doubtful.push(line.span);
                }
                if (unlike && !row) || header.is_none() {
                    header = Some(own);
                }
            }
        }
        last_row = Some(index);
    }
    let ends: Vec<usize> = cuts.iter().skip(1).map(|cut| cut.at).chain([lines.len()]).collect();
    cuts.into_iter()
        .zip(ends)
        .map(|(cut, end)| Part { lines: cut.at..end, doubtful: cut.doubtful, strange: cut.strange })
        .collect()
}

/// The last row of a table and the first of what stands below it, by index, which may be a table of its own.
struct Gap<'a> {
    document: &'a Document,
    tables: &'a [Cow<'a, Table>],
    lines: &'a [Line],
    above: usize,
    index: usize,
}

/// Whether a title stands above a table, and below it what stands above the first table of the roster, whose lines begin
/// at `from`: 推荐会议 over 一、A类, where the tables above it were 一、A类 and 二、B类.
fn begins_again(gap: &Gap<'_>, from: usize) -> bool {
    let Gap { document, lines, above, index, .. } = *gap;
    let texts = |lines: &[Line]| -> Vec<String> {
        let own = lines.iter().filter(|line| !line.is_furniture() && !line.is_row());
        own.map(|line| tight(document.slice(line.span)).into_owned()).collect()
    };
    let Some(first) = lines[from..].iter().position(Line::is_row) else { return false };
    let between = texts(&lines[above + 1..index]);
    let [title, headings @ ..] = &between[..] else { return false };
    let top = texts(&lines[from..from + first]);
    let first = top.iter().find(|text| mark::mark(text).is_none());
    // 名单（1） over 1 to 3 and 名单（2） over 4 to 6: serials that run on are of one list.
    let first = first.filter(|_| !run_on(gap));
    // 2024年预警名单 over a table like the one under 2025年预警名单; under a title of both, or as one annex, they are headings.
    let marked = top.iter().any(|text| mark::mark(text).is_some());
    if let Some(own) = first.filter(|_| !marked)
        && own != title
        && words::ends_list_title(title.trim_end_matches('》'))
        && numberless(own).eq(numberless(title))
    {
        return true;
    }
    // 推荐期刊（计算机网络） over a table like the one under 推荐期刊（软件工程）.
    if let Some(own) = first
        && own != title
        && title.ends_with(['）', ')'])
        && words::without_closing_bracket(own) == words::without_closing_bracket(title)
        && words::without_closing_bracket(own).chars().count() >= LEAD_LEAST
        && own.ends_with(['）', ')'])
    {
        return true;
    }
    // 未通过名单 and （共5家） over a table like the one under 通过名单 and （共14家）: each counts its own rows.
    if first.is_some()
        && let (Some(own), Some(other)) = (counted_title(&top), counted_title(&between))
        && own != other
    {
        return true;
    }
    // A sheet of its own with a title of its own, where rows of the one above stand below headings: its serials ran on through
    // those, and begin anew here.
    // The sheet's name may stand above its title.
    let sheet = |index: usize| document.sheet(lines[index].span.start);
    let titled = |lines: &[String]| lines.iter().find(|line| words::ends_list_title(line)).cloned();
    if let (Some(_), Some(own), Some(other)) = (first, titled(&top), titled(&between))
        && own != other
        && sheet(above) != sheet(index)
        && has_headings(gap, from)
    {
        return true;
    }
    // 推荐会议 over （计算机网络） and 一、A类, below 推荐期刊 over （软件工程） and 一、A类.
    let unbracketed = |lines: &[String]| -> Vec<String> {
        lines.iter().filter(|line| !words::is_bracketed(line)).cloned().collect()
    };
    let (above, headings) = (unbracketed(&top), unbracketed(headings));
    // （乙域） alone names a part of the same list, and so does a title that stands above the first part as well.
    !headings.is_empty()
        && !words::is_bracketed(title)
        && above.ends_with(&headings)
        && groups::is_numbered(&headings[0])
        && !groups::is_numbered(title)
        && !top.contains(title)
        && !stands_above(document, lines[from].span.start, title)
}

/// Whether headings stand between the rows of a part's first sheet, lines or rows of one cell.
fn has_headings(gap: &Gap<'_>, from: usize) -> bool {
    let Gap { document, tables, lines, above, .. } = *gap;
    let mut inner = lines[from..above].iter().skip_while(|line| !line.is_row());
    let Some(first) = inner.next() else { return false };
    let sheet = |line: &Line| document.sheet(line.span.start);
    let inner = inner.take_while(|line| sheet(line) == sheet(first));
    let single = |line: &Line| {
        let mut filled = cells(tables, line).iter().filter(|cell| !cell.span.is_empty());
        let text = |cell: &TableCell| tight(document.slice(cell.span)).into_owned();
        let first = filled.next().map(text);
        first.is_some_and(|text| numeral::whole(&text).is_none()) && filled.next().is_none()
    };
    inner.filter(|line| !line.is_furniture()).any(|line| !line.is_row() || single(line))
}

/// The title of a list among the lines above a table, where one of those below it counts the list in brackets.
fn counted_title(lines: &[String]) -> Option<&str> {
    let counts = |line: &String| {
        let inner = line.trim_matches(['（', '）', '(', ')']);
        let number = inner.rsplit('共').next().unwrap_or(inner).trim_start_matches('计');
        words::is_bracketed(line) && numeral::prefix(number).is_some_and(|(number, _)| number > 1)
    };
    let named = |line: &String| words::ends_list_title(words::without_closing_bracket(line));
    let at = lines.iter().position(named)?;
    lines[at + 1..].iter().any(counts).then_some(lines[at].as_str())
}

/// So many blocks above the first part may hold its title.
const ABOVE_MOST: usize = 3;

/// Whether a title stands directly above the first line of a part, where the letter took it for its own.
pub(super) fn stands_above(document: &Document, start: u32, title: &str) -> bool {
    let before = document.blocks.partition_point(|block| block.span.start < start);
    let near = document.blocks[before.saturating_sub(ABOVE_MOST)..before].iter();
    near.rev().any(|block| tight(document.slice(block.span)) == *title)
}

/// Whether the serial of the row below a header is higher than that of the last row above it.
fn run_on(gap: &Gap<'_>) -> bool {
    let Gap { document, tables, lines, above, index } = *gap;
    let last = serial_of(document, tables, &lines[above], &lines[index]);
    let pair = last.zip(serial_below(document, tables, lines, index));
    pair.is_some_and(|(last, next)| next > last)
}

/// The serial of the row below a header.
fn serial_below(
    document: &Document,
    tables: &[Cow<'_, Table>],
    lines: &[Line],
    header: usize,
) -> Option<u64> {
    let below = lines[header + 1..].iter().find(|line| line.is_row())?;
    serial_of(document, tables, below, &lines[header])
}

/// The number of a row in the column that a header says to be of serials.
fn serial_of(
    document: &Document,
    tables: &[Cow<'_, Table>],
    line: &Line,
    header: &Line,
) -> Option<u64> {
    let text = |cell: &TableCell| tight(document.slice(cell.span));
    let serial = |cell: &TableCell| words::role_of(&text(cell)) == Some(Role::Serial);
    let column = cells(tables, header).iter().position(serial).unwrap_or(0);
    numeral::whole(&text(cells(tables, line).get(column)?))
}

/// Fewest characters of a title before its bracket.
const LEAD_LEAST: usize = 4;

/// The characters of a text that are no figures.
fn numberless(text: &str) -> impl Iterator<Item = char> {
    let figure = |c: &char| numeral::digit(*c).is_some() || numeral::chinese_digit(*c).is_some();
    text.chars().filter(move |c| !figure(c))
}

/// Whether a header heads serials and the one above it, of another width, does not; more than the serials sets it
/// apart. Below a table with serials one without may have lost them: 续表.
fn is_counted_otherwise(above: &Header, own: &Header) -> bool {
    let serial = |title: &&String| words::role_of(title) == Some(Role::Serial);
    let counts = |header: &Header| header.titles.iter().any(|title| serial(&title));
    let others = own.titles.iter().filter(|title| !serial(title));
    above.titles.len() != own.titles.len()
        && counts(own)
        && !counts(above)
        && !others.eq(above.titles.iter())
}

/// The line behind a row and what carries it on, where columns are kept apart by blanks: a cell broken over two lines
/// has its rest under it.
fn below_rest(tables: &[Cow<'_, Table>], lines: &[Line], row: usize) -> usize {
    let rest = |line: &&Line| match line.kind {
        LineKind::Single(table, _, own) => own > 0 && !tables[table as usize].exact,
        _ => false,
    };
    row + 1 + lines[row + 1..].iter().take_while(rest).count()
}

/// What a cell holds, as far as its form tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Date,
    Number,
    Words,
}

/// Fewest digits of a date without signs between them.
const DATE_LEAST: usize = 6;

/// Words of so few characters are no names of things whose names have as many as `LONG`.
const SHORT: usize = 3;
const LONG: usize = 6;

/// Whether a table without a header, `below`, holds in one of its columns nothing that is like what the
/// rows up to `above` hold there: dates below provinces, 大型 below names of companies. With serials
/// these tell.
fn is_strange(gap: &Gap<'_>) -> bool {
    let Gap { document, tables, lines, above, index: below } = *gap;
    let table = |line: &Line| match line.kind {
        LineKind::Row(table, _) => Some(table),
        _ => None,
    };
    let rows = |own: Option<u32>| move |line: &&Line| table(line) == own;
    let upper: Vec<&[TableCell]> = lines[..=above]
        .iter()
        .rev()
        .take_while(rows(table(&lines[above])))
        // The first may be a header.
        .filter(|line| !matches!(line.kind, LineKind::Row(_, 0)))
        .take(BESIDE)
        .map(|line| cells(tables, line))
        .collect();
    let lower: Vec<&[TableCell]> = lines[below..]
        .iter()
        .take_while(rows(table(&lines[below])))
        .take(BESIDE)
        .map(|line| cells(tables, line))
        .collect();
    let width = lower[0].len();
    let text = |cell: &TableCell| tight(document.slice(cell.span));
    let kind = |text: &str| {
        // Serials, as most are: a date takes more digits.
        let few = text.len() < DATE_LEAST && text.bytes().all(|byte| byte.is_ascii_digit());
        if few {
            return Kind::Number;
        }
        if text.chars().all(|c| c.is_ascii_digit() || ".,-%".contains(c)) && !date::is_line(text) {
            Kind::Number
        } else if date::is_line(text) {
            Kind::Date
        } else {
            Kind::Words
        }
    };
    if upper.len() < 3 || upper.iter().chain(&lower).any(|cells| cells.len() != width) {
        return false;
    }
    let serial = |cells: &[TableCell]| kind(&text(&cells[0])) == Kind::Number;
    if upper.iter().all(|cells| serial(cells)) {
        return false;
    }
    (0..width).any(|column| {
        let of = |rows: &[&[TableCell]]| -> Option<(Kind, usize, usize)> {
            let texts: Vec<Cow<'_, str>> = rows.iter().map(|cells| text(&cells[column])).collect();
            let lengths = || texts.iter().map(|text| text.chars().count());
            let (least, most) = (lengths().min()?, lengths().max()?);
            let first = kind(&texts[0]);
            let alike = least > 0 && texts.iter().all(|text| kind(text) == first);
            alike.then_some((first, least, most))
        };
        let (Some((over, least, _)), Some((under, _, most))) = (of(&upper), of(&lower)) else {
            return false;
        };
        over != under || (over == Kind::Words && most <= SHORT && least >= LONG)
    })
}

/// Whether a row is one of sums.
fn is_sum(document: &Document, tables: &[Cow<'_, Table>], line: &Line) -> bool {
    let mut filled = cells(tables, line).iter().filter(|cell| !cell.span.is_empty());
    filled.next().is_some_and(|cell| words::prints_sum(document.slice(cell.span)))
}

/// Rows that a row may head: those below it in its table, else in the next one, and those above.
pub(in crate::segment) fn beside<'t>(
    tables: &'t [Cow<'_, Table>],
    lines: &[Line],
    index: usize,
) -> Vec<&'t [TableCell]> {
    let below = lines[index + 1..].iter().filter(|line| line.is_row()).take(BESIDE);
    let above = lines[..index].iter().rev().filter(|line| line.is_row()).take(BESIDE);
    below.chain(above).map(|line| cells(tables, line)).collect()
}

/// The cells of a line of a table.
pub(in crate::segment) fn cells<'t>(tables: &'t [Cow<'_, Table>], line: &Line) -> &'t [TableCell] {
    match line.kind {
        LineKind::Row(table, row) | LineKind::Single(table, row, _) => {
            let table = &tables[table as usize];
            table.cells_of(&table.rows[row as usize])
        }
        _ => &[],
    }
}
