//! A table flattened to one cell a paragraph.
//!
//! The header's cells stand one a line; then come the rows' cells, empty and merged ones gone.
//! Rows are found by their serials, by the blank lines between them, or by a fixed number of
//! cells.

mod align;
mod blocks;
mod chain;
mod divisions;
mod empty;
mod header;
mod kinds;
mod levels;
mod merged;
mod paragraphs;
mod period;
mod pieces;
mod place;
mod readings;
mod serials;
mod told;
mod wrapped;

use std::ops::Range;

use super::{Found, Scope, places};
use crate::model::roster::{Note, NoteKind};
use crate::model::{Document, RegionRole, Role, Roster, Span};
use crate::segment::head;
use crate::segment::line::Line;
use crate::segment::roster::{columns, groups, header::Header, words};
use crate::text::{compact, date, is_blank, numeral};

/// Recognises a header of two or more lines and rows below it.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let whole = paragraphs::joined(scope).and_then(|joined| {
        let mut found = cells(&scope.with(&joined.lines, joined.closed.clone()))?;
        joined.part(scope, &mut found);
        Some(found)
    });
    whole.or_else(|| cells(scope))
}

/// Reads lines each of which is a cell, or a piece of one, below the header that shows by itself; else below the one
/// that a declared count tells.
fn cells(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let plain = header::find(scope, &open)
        .and_then(|(start, width)| below(scope, open.clone(), start, width, false));
    if plain.as_ref().is_some_and(|found| found.proven) {
        return plain;
    }
    let counted = told::header(scope, &open)
        .and_then(|(head, end)| below(scope, open[..end].to_vec(), head.start, head.len(), true));
    counted.filter(|found| found.proven).or(plain)
}

/// Reads the lines below a header of so many lines; a count told the header, or the header itself.
fn below(
    scope: &Scope<'_>,
    mut open: Vec<usize>,
    start: usize,
    width: usize,
    counted: bool,
) -> Option<Found> {
    if !scope.annex && !counted {
        // Among the letter's paragraphs only serials tell a table; it ends where they go on.
        open.truncate(start + width + table_length(scope, &open[start + width..], width));
    }
    let titles: Vec<String> =
        open[start..start + width].iter().map(|i| compact(scope.text(*i))).collect();
    // *甲公园 is a cell where serials go on below it.
    // A number below a remark, with nothing below it, is the page's.
    if let [.., above, last] = open[start + width..]
        && is_note(scope, above)
        && numeral::whole(scope.text(last)).is_some()
    {
        open.pop();
    }
    let least = start + width + last_serial(scope, &open[start + width..]);
    // Behind what the last row needs, remarks left out, a line may close the table.
    let notes = |title: &&String| words::role_of(title) == Some(Role::Note);
    let spare = titles.iter().rev().take_while(notes).count();
    let whole = if least > start + width { least + width - 1 - spare } else { usize::MAX };
    let end = (least..open.len())
        .find(|at| {
            let full = *at >= whole.saturating_add(spare);
            is_end(scope, open[*at])
                || (*at >= whole && closes(scope, &open[start..], *at - start, full))
        })
        .unwrap_or(open.len());
    let (body, repeats) = without_repeats(scope, &open[start + width..end], &titles);
    let parted = titles.get(1).is_some_and(|below| header::is_parted_serial(&titles[0], below));
    if parted || words::role_of(&titles[0]) == Some(Role::Serial) {
        let above = header::headings_above(scope, &open[..start]);
        let mut found = serials::read(scope, above, &open[start..start + width], &body, &repeats)?;
        // 序号 姓名 序号 姓名: several rows stand side by side, and are read as one.
        let (left, right) = titles.split_at(titles.len() / 2);
        found.proven &= left.len() < 2 || left != right;
        return Some(found);
    }
    if !scope.annex && !counted {
        return None;
    }
    let mut found = Found::default();
    let head = head_of(scope, &open[start..start + width]);
    let (body, foot) = body.split_at(kinds::rows(scope, &body, head.titles.len()));
    columns(&mut found, &head, &blocks::sample(scope, body, head.titles.len()));
    if divisions::listed(scope, body, &mut found).is_none()
        && blocks::read(scope, body, &mut found).is_none()
    {
        let head = std::mem::take(&mut found.roster.columns);
        let again = || Found {
            roster: Roster { columns: head.clone(), ..Roster::default() },
            ..Found::default()
        };
        found = again();
        if blocks::read_by_width(scope, body, &mut found).is_none() {
            found = again();
            divisions::read(scope, body, &mut found)?;
        }
    }
    take_header(scope, &mut found, &open[start..start + width], &repeats);
    if kinds::is_foot(scope, body, foot, head.titles.len())
        && let Some(span) = spans(scope, foot).into_iter().reduce(Span::hull)
    {
        found.regions.extend(spans(scope, foot).into_iter().map(|span| (span, RegionRole::Note)));
        found.taken.extend_from_slice(foot);
        found.roster.notes.push(Note { kind: NoteKind::Remark, span });
    }
    Some(found)
}

/// Where an annex holds several tables flattened so, under headers that differ: their lines, with
/// the headings above each.
pub(super) fn parts(document: &Document, lines: &[Line]) -> Vec<Range<usize>> {
    let text = |at: usize| compact(document.slice(lines[at].span));
    let heads =
        |at: &usize| lines[*at].span.len() < 40 && words::role_of(&text(*at)) == Some(Role::Serial);
    // The words between the one that heads serials and the first serial.
    let header = |at: usize| -> Option<(Vec<String>, usize)> {
        let below =
            (at + 1..lines.len().min(at + HEADER_MOST)).filter(|i| !lines[*i].is_furniture());
        let mut titles = Vec::new();
        for index in below {
            let text = text(index);
            if numeral::whole(&text) == Some(1) {
                return (!titles.is_empty()).then_some((titles, index));
            }
            if !places::is_province(&text) && !groups::is_numbered(&text) {
                titles.push(text);
            }
        }
        None
    };
    let mut cuts = vec![0];
    let mut above: Option<Vec<String>> = None;
    let mut rows = 0;
    for at in (0..lines.len()).filter(heads) {
        // 编号 in the header of 序号 heads another column of it.
        let Some((own, one)) = header(at).filter(|_| at >= rows) else { continue };
        rows = one;
        if above.as_ref().is_some_and(|above| *above != own) {
            let heading = |at: &usize| {
                let text = text(*at);
                groups::is_numbered(&text)
                    || header::is_lettered(&text)
                    || text.strip_prefix('表').is_some_and(|rest| numeral::prefix(rest).is_some())
                    || words::ends_list_title(&text)
                    || lines[*at].is_marked()
            };
            cuts.push((0..at).rev().take_while(heading).last().unwrap_or(at));
        }
        above = Some(own);
    }
    cuts.push(lines.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Most lines of a header, headings below it included.
const HEADER_MOST: usize = 40;

/// A header each of whose lines heads a column, but for a unit in brackets on a line of its own (（元/千瓦时）)
/// and 序 over 号.
fn head_of(scope: &Scope<'_>, head: &[usize]) -> Header {
    let (mut titles, mut spans): (Vec<String>, Vec<Span>) = (Vec::new(), Vec::new());
    for index in head {
        let own = compact(scope.text(*index));
        match titles.last_mut() {
            Some(above) if words::is_bracketed(&own) || header::is_parted_serial(above, &own) => {
                above.push_str(&own);
            }
            _ => {
                titles.push(own);
                spans.push(scope.lines[*index].span);
            }
        }
    }
    Header { titles, spans }
}

/// Makes the columns from the header and the cells of whole rows.
fn columns(found: &mut Found, head: &Header, values: &[Vec<&str>]) {
    found.roster.columns = columns::columns(Some(head), head.titles.len(), None, values);
    // ID behind other columns is no serial.
    let free = !found.roster.columns.iter().any(|column| column.key == "code");
    for column in found.roster.columns.iter_mut().skip(1).filter(|c| c.role == Role::Serial) {
        column.role = Role::Code;
        if free {
            "code".clone_into(&mut column.key);
        }
    }
}

fn take_header(scope: &Scope<'_>, found: &mut Found, head: &[usize], repeats: &[usize]) {
    for index in head.iter().chain(repeats) {
        found.taken.push(*index);
        found.regions.push((scope.lines[*index].span, RegionRole::ColumnHeader));
    }
}

/// A line that closes the table: a remark that is none of its cells. A sign alone, △, is one.
fn is_end(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    text.chars().nth(1).is_some() && words::is_remark(&text) && !words::is_bracketed(&text)
}

/// Whether the lines below a whole row are no remark of it: they say something of all rows, or sign and date them.
/// （注：…） may be the remark of a row that has all cells but that.
fn closes(scope: &Scope<'_>, table: &[usize], at: usize, full: bool) -> bool {
    let (rows, below) = table.split_at(at);
    let text = |at: usize| below.get(at).map(|index| compact(scope.text(*index)));
    let own = text(0).unwrap_or_default();
    let bare = own.trim_matches(['（', '）', '(', ')']);
    let dated = |at: usize| text(at).is_some_and(|text| date::is_line(&text));
    // 2021年2月6日 where other rows have dates as well is a cell.
    let of_rows = || rows.iter().any(|index| date::is_line(&compact(scope.text(*index))));
    let last = below.len() == 1 && !of_rows();
    words::is_order_alone(bare)
        || ["以上名单", "上述名单"].iter().any(|word| bare.starts_with(word))
        || (full && bare.len() < own.len() && words::is_remark(bare) && bare.contains(['：', ':']))
        || (last && dated(0))
        || (below.len() == 2 && dated(1) && head::is_signature(&own))
}

/// 注：…, which is no cell's: *甲公园 may be one.
fn is_note(scope: &Scope<'_>, index: usize) -> bool {
    is_end(scope, index) && compact(scope.text(index)).contains(['：', ':'])
}

/// How many lines below the header are the table's: up to the first that ends as a sentence, and is no cell
/// of a row: serials that go on below it say so, or it stands within the width of the last.
fn table_length(scope: &Scope<'_>, below: &[usize], width: usize) -> usize {
    let ends = |index: &usize| scope.text(*index).trim_end().ends_with(['。', '：', ':', '；']);
    let last = last_serial(scope, below);
    let rows = if last > 0 { (last - 1 + width).min(below.len()) } else { 0 };
    below[rows..].iter().position(ends).map_or(below.len(), |at| rows + at)
}

/// How many lines there are up to the last serial of those that go up from 1.
fn last_serial(scope: &Scope<'_>, below: &[usize]) -> usize {
    let (mut due, mut last) = (1, 0);
    for (at, index) in below.iter().enumerate() {
        if scope.lines[*index].span.len() >= 20 {
            continue;
        }
        let text = scope.text(*index);
        if numeral::whole(text) == Some(due) {
            (due, last) = (due + 1, at + 1);
        } else if let Some(behind) = behind_several(text, due) {
            (due, last) = (behind, at + 1);
        }
    }
    last
}

/// The number that is due behind a cell that holds several in a row, 5、6, of which the first was due.
fn behind_several(text: &str, due: u64) -> Option<u64> {
    let numbers = numeral::several(text)?;
    let in_a_row = (due..).zip(&numbers).all(|(due, n)| u64::from(*n) == due);
    in_a_row.then_some(due + numbers.len() as u64)
}

/// The body without the header's cells printed again on a later page, and those.
fn without_repeats(
    scope: &Scope<'_>,
    body: &[usize],
    titles: &[String],
) -> (Vec<usize>, Vec<usize>) {
    let (mut kept, mut repeats) = (Vec::with_capacity(body.len()), Vec::new());
    let mut at = 0;
    while at < body.len() {
        let again = body.get(at..at + titles.len()).filter(|lines| {
            lines.iter().zip(titles).all(|(line, title)| compact(scope.text(*line)) == *title)
        });
        if let Some(lines) = again {
            repeats.extend_from_slice(lines);
            at += titles.len();
        } else {
            kept.push(body[at]);
            at += 1;
        }
    }
    (kept, repeats)
}

/// Whether a cell is a number, a share or a range of numbers.
fn is_number(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%'))
        && text.chars().any(|c| c.is_ascii_digit())
}

/// The spans of some lines.
fn spans(scope: &Scope<'_>, lines: &[usize]) -> Vec<Span> {
    lines.iter().map(|index| scope.lines[*index].span).collect()
}
