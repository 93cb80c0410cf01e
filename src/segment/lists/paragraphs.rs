//! A table flattened to one cell a paragraph.
//!
//! The header's cells stand one a line; then come the rows' cells, empty and merged ones gone.
//! Rows are found by their serials, by a fixed number of cells, or by the blank lines between
//! them; in the last case a column of numbers tells which cells of a short row are missing.

use super::{Found, Scope};
use crate::model::roster::{NoteKind, Serial};
use crate::model::{RegionRole, Role, Span};
use crate::segment::blank_lines_between;
use crate::segment::roster::{columns, header::Header, serial, words};
use crate::text::{compact, is_blank, numeral};

/// Longest header cell, in characters.
const HEADER_MOST: usize = 24;

/// Recognises a header of two or more lines and rows below it.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let (start, width) = header(scope, &open)?;
    let body = &open[start + width..];
    let end = body.iter().position(|i| is_end(scope, *i)).unwrap_or(body.len());
    let mut found = Found::default();
    let titles = Header {
        titles: open[start..start + width].iter().map(|i| compact(scope.text(*i))).collect(),
        spans: open[start..start + width].iter().map(|i| scope.lines[*i].span).collect(),
    };
    let blocks = blocks(scope, &body[..end]);
    let values: Vec<Vec<&str>> = blocks
        .iter()
        .filter(|block| block.len() == width)
        .take(columns::SAMPLE)
        .map(|block| block.iter().map(|i| scope.text(*i)).collect())
        .collect();
    found.roster.columns = columns::columns(Some(&titles), width, None, &values);
    let serial = found.roster.serial_column();
    let read = match serial {
        Some(0) => by_serial(scope, &body[..end], width, &mut found),
        _ => by_block(scope, &blocks, &mut found),
    };
    read?;
    for index in &open[start..start + width] {
        found.taken.push(*index);
        found.regions.push((scope.lines[*index].span, RegionRole::ColumnHeader));
    }
    Some(found)
}

/// Where the header starts, by index into `open`, and how many cells it has: from the word that
/// heads serials up to the first serial; else the end of the block above the rows, as long as the
/// longest row; else a run of lines that all head columns.
fn header(scope: &Scope<'_>, open: &[usize]) -> Option<(usize, usize)> {
    if !scope.annex {
        return None;
    }
    let texts: Vec<String> = open.iter().map(|index| compact(scope.text(*index))).collect();
    if let Some(from) = texts.iter().position(|text| is_serial(text)) {
        let one =
            (from + 1..texts.len()).find(|at| serial::parse(&texts[*at]).value() == Some(1))?;
        let short = texts[from..one].iter().all(|text| text.chars().count() <= HEADER_MOST);
        return (one - from >= 2 && short).then_some((from, one - from));
    }
    by_blocks(scope, open, &texts).or_else(|| by_words(&texts))
}

fn by_blocks(scope: &Scope<'_>, open: &[usize], texts: &[String]) -> Option<(usize, usize)> {
    let blocks = blocks(scope, open);
    let mut before = 0;
    for (number, block) in blocks.iter().enumerate() {
        let width = blocks[number + 1..].iter().map(Vec::len).max()?;
        let end = before + block.len();
        let from = end.saturating_sub(width);
        let heads = texts[from..end].iter().filter(|text| is_head(text)).count();
        if width >= 2 && block.len() >= width && heads * 2 >= width {
            return Some((from, width));
        }
        before = end;
    }
    None
}

fn by_words(texts: &[String]) -> Option<(usize, usize)> {
    let mut at = 0;
    while at < texts.len() {
        let end = at + texts[at..].iter().take_while(|text| is_head(text)).count();
        // A title ends in 名单 like a header may: it stands before the header, not in it.
        let from = at + texts[at..end].iter().take_while(|text| is_title(text)).count();
        if end - from >= 2 {
            return Some((from, end - from));
        }
        at = end + 1;
    }
    None
}

fn is_head(text: &str) -> bool {
    text.chars().count() <= HEADER_MOST
        && numeral::whole(text).is_none()
        && !text.ends_with(['。', '；', '：', ':', '，'])
        && !words::is_unit_line(text)
        && words::role_of(text).is_some()
}

fn is_serial(text: &str) -> bool {
    words::role_of(text) == Some(Role::Serial)
}

fn is_title(text: &str) -> bool {
    words::ends_list_title(text) && text.chars().count() > 8
}

fn is_end(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    words::is_remark(&text) && !words::is_bracketed(&text)
}

/// Lines without a blank line between them, as one block.
fn blocks(scope: &Scope<'_>, body: &[usize]) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for index in body.iter().copied() {
        let apart = blocks.last().and_then(|block| block.last()).is_none_or(|above| {
            blank_lines_between(scope.document, &scope.lines[*above], &scope.lines[index]) > 0
        });
        match blocks.last_mut() {
            Some(block) if !apart => block.push(index),
            _ => blocks.push(vec![index]),
        }
    }
    blocks
}

/// Rows that start with the serial that is due and have every cell.
fn by_serial(scope: &Scope<'_>, body: &[usize], width: usize, found: &mut Found) -> Option<()> {
    let value = |at: usize| body.get(at).and_then(|i| serial::parse(scope.text(*i)).value());
    let (mut at, mut due) = (0, 1);
    while at < body.len() {
        let n = value(at)?;
        if n != due && n != 1 {
            return None;
        }
        // Another cell may be a number too: the row is as wide as the header, or ends where the
        // next serial stands and the one after it in its due place.
        let whole =
            at + width == body.len() || value(at + width).is_some_and(|m| m == n + 1 || m == 1);
        if !whole || at + width > body.len() {
            return None;
        }
        let cells: Vec<Span> = body[at..at + width].iter().map(|i| scope.lines[*i].span).collect();
        for (cell, index) in cells.iter().zip(&body[at..at + width]) {
            found.regions.push((*cell, RegionRole::Cell));
            found.taken.push(*index);
        }
        found.entry(&cells, None, Serial::Value(n));
        at += width;
        due = n + 1;
    }
    found.proven = due > 2;
    found.proven.then_some(())
}

/// Rows that are blocks of lines. A short block lacks merged cells: its number shows where its
/// other cells belong; cells missing before it, or after it, are those of the row above.
fn by_block(scope: &Scope<'_>, blocks: &[Vec<usize>], found: &mut Found) -> Option<()> {
    let width = found.roster.columns.len();
    let sum = |block: &Vec<usize>| words::is_sum(&compact(scope.text(block[0])));
    let rows = blocks.iter().filter(|block| !sum(block));
    if rows.clone().count() < 2 || rows.clone().any(|block| block.len() > width) {
        return None;
    }
    let numeric = number_column(scope, blocks, width);
    let short = rows.clone().any(|block| block.len() < width);
    if short && numeric.is_none() {
        return None;
    }
    let mut above: Option<Vec<Span>> = None;
    for block in blocks {
        let spans: Vec<Span> = block.iter().map(|i| scope.lines[*i].span).collect();
        found.taken.extend_from_slice(block);
        if sum(block) {
            for span in &spans {
                found.regions.push((*span, RegionRole::Note));
            }
            let span = spans.iter().copied().reduce(Span::hull)?;
            let note = crate::model::roster::Note { kind: NoteKind::Sum, span };
            found.roster.notes.push(note);
            continue;
        }
        let cells = place(scope, &spans, width, numeric, above.as_deref())?;
        found.regions.extend(spans.iter().map(|span| (*span, RegionRole::Cell)));
        found.entry(&cells, None, Serial::None);
        // The entry's own place is its own lines, not those of merged cells above.
        if let Some(entry) = found.roster.entries.last_mut() {
            entry.span = spans.iter().copied().reduce(Span::hull)?;
        }
        above = Some(cells);
    }
    let entries = found.roster.entries.len();
    found.proven = !short || scope.is_declared(entries);
    Some(())
}

/// The column whose cells are numbers in every full row.
fn number_column(scope: &Scope<'_>, blocks: &[Vec<usize>], width: usize) -> Option<usize> {
    let full: Vec<&Vec<usize>> = blocks.iter().filter(|block| block.len() == width).collect();
    (0..width).find(|column| {
        !full.is_empty() && full.iter().all(|block| is_number(scope.text(block[*column])))
    })
}

fn is_number(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%'))
        && text.chars().any(|c| c.is_ascii_digit())
}

/// Puts the cells of a row into their columns.
fn place(
    scope: &Scope<'_>,
    spans: &[Span],
    width: usize,
    numeric: Option<usize>,
    above: Option<&[Span]>,
) -> Option<Vec<Span>> {
    if spans.len() == width {
        return Some(spans.to_vec());
    }
    let numeric = numeric?;
    let at = spans.iter().position(|span| is_number(scope.document.slice(*span)))?;
    let after = spans.len() - at - 1;
    if at > numeric || after > width - numeric - 1 {
        return None;
    }
    let above = above?;
    let mut cells = above.to_vec();
    cells[numeric - at..numeric].copy_from_slice(&spans[..at]);
    cells[numeric] = spans[at];
    cells[numeric + 1..=numeric + after].copy_from_slice(&spans[at + 1..]);
    Some(cells)
}
