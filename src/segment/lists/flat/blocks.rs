//! A flattened table without serials: rows by the blank lines between them, or by their width.

use super::{is_number, kinds, period, spans};
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{RegionRole, Span};
use crate::segment::blank_lines_between;
use crate::segment::lists::headings::Headings;
use crate::segment::lists::{Found, Scope};
use crate::segment::roster::{columns, groups, words};
use crate::text::compact;

/// Lines without a blank line between them, as one block; where every two lines have one between them, lines
/// without a wider gap.
pub(super) fn blocks(scope: &Scope<'_>, body: &[usize]) -> Vec<Vec<usize>> {
    let usual = body.windows(2).map(|pair| gap(scope, pair)).min().unwrap_or(0);
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for index in body.iter().copied() {
        let above = blocks.last().and_then(|block| block.last());
        let apart = above.is_none_or(|above| gap(scope, &[*above, index]) > usual);
        match blocks.last_mut() {
            Some(block) if !apart => block.push(index),
            _ => blocks.push(vec![index]),
        }
    }
    blocks
}

/// So many rows with all cells, and so many without their first, tell that it is merged.
const SHORT_LEAST: usize = 4;

/// The blank lines between two lines.
pub(super) fn gap(scope: &Scope<'_>, pair: &[usize]) -> usize {
    blank_lines_between(scope.document, &scope.lines[pair[0]], &scope.lines[pair[1]])
}

/// The cells of the first whole rows.
pub(super) fn sample<'a>(scope: &Scope<'a>, body: &[usize], width: usize) -> Vec<Vec<&'a str>> {
    let blocks = blocks(scope, body);
    let texts = |row: &[usize]| row.iter().map(|i| scope.text(*i)).collect();
    let whole = blocks.iter().filter(|block| block.len() == width);
    let rows: Vec<Vec<&str>> = whole.take(columns::SAMPLE).map(|block| texts(block)).collect();
    if !rows.is_empty() {
        return rows;
    }
    // Nothing parts the rows: so many lines are one each.
    let sum = |index: &usize| words::is_sum(&compact(scope.text(*index)));
    let end = body.iter().position(sum).unwrap_or(body.len());
    let even = end.is_multiple_of(width);
    body[..end].chunks_exact(width).take(columns::SAMPLE).filter(|_| even).map(texts).collect()
}

/// Rows of exactly as many cells as the header: nothing but the sum of the lines and the likeness
/// of the cells in a column speaks for them.
pub(super) fn read_by_width(scope: &Scope<'_>, body: &[usize], found: &mut Found) -> Option<()> {
    let width = found.roster.columns.len();
    let end = body
        .iter()
        .position(|index| words::is_sum(&compact(scope.text(*index))))
        .unwrap_or(body.len());
    let formal = |index: &usize| is_formal(scope, *index);
    // Headings, each with the rows below it.
    let mut parts: Vec<(Option<usize>, Vec<&[usize]>)> = Vec::new();
    for part in body[..end].chunk_by(|_, below| !formal(below)) {
        let heading = part.first().copied().filter(formal);
        let lines = &part[usize::from(heading.is_some())..];
        if !lines.len().is_multiple_of(width) {
            return None;
        }
        parts.push((heading, lines.chunks(width).collect()));
    }
    let rows: Vec<&[usize]> = parts.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    if rows.len() < 2 {
        return None;
    }
    let told = (0..width).any(|column| is_alike(scope, &rows, column));
    let told = told || scope.is_declared(rows.len());
    if !told || !(0..width).all(|column| is_coherent(scope, &rows, column)) {
        return None;
    }
    let mut headings = Headings::default();
    for (heading, rows) in &parts {
        if let Some(index) = heading {
            enter(scope, *index, found, &mut headings);
        }
        for row in rows {
            let cells = spans(scope, row);
            found.regions.extend(cells.iter().map(|span| (*span, RegionRole::Cell)));
            found.taken.extend_from_slice(row);
            found.entry(&cells, headings.entry(), Serial::None);
        }
    }
    headings.finish(found);
    let sum = spans(scope, &body[end..]);
    found.regions.extend(sum.iter().map(|span| (*span, RegionRole::Note)));
    found.taken.extend_from_slice(&body[end..]);
    if let Some(span) = sum.into_iter().reduce(Span::hull) {
        found.roster.notes.push(crate::model::roster::Note { kind: NoteKind::Sum, span });
    }
    // A lost cell moves all behind it to a column of the other kind, and exchanged words of the header stand over the other
    // kind where they are words of amounts.
    let (values, others): (Vec<usize>, Vec<usize>) =
        (0..width).partition(|column| is_of_values(scope, &rows, *column));
    let amount = |column: &usize| {
        let title = &found.roster.columns[*column].title;
        columns::is_of_amounts(title) || words::is_sum(title)
    };
    let told = rows.len() >= SHORT_LEAST
        && !others.is_empty()
        && values.iter().any(amount)
        && !others.iter().any(amount);
    found.proven = told || scope.is_declared(rows.len());
    Some(())
}

/// Whether the cells of a column are all numbers, signs for nothing among them, or none is.
fn is_coherent(scope: &Scope<'_>, rows: &[&[usize]], column: usize) -> bool {
    let numbers = rows.iter().filter(|row| is_number(scope.text(row[column]))).count();
    numbers == 0 || is_of_values(scope, rows, column)
}

/// Whether all cells of a column are numbers, or signs for nothing.
fn is_of_values(scope: &Scope<'_>, rows: &[&[usize]], column: usize) -> bool {
    rows.iter().all(|row| kinds::is_value(scope.text(row[column])))
}

/// Rows that are blocks of lines. A short block lacks merged cells: its number shows where its
/// other cells belong; cells missing before it, or after it, are those of the row above.
pub(super) fn read(scope: &Scope<'_>, body: &[usize], found: &mut Found) -> Option<()> {
    let width = found.roster.columns.len();
    let parted = headed(scope, blocks(scope, body), width);
    let told = period::rows(scope, body, width).filter(|_| parted.len() < 2);
    // A county ends a row as another begins the next: which it is, the numbers alone do not say.
    let unsure = told.as_ref().is_some_and(|rows| period::are_edges_alike(scope, rows, width));
    let blocks = &told.unwrap_or(parted);
    let sum = |block: &Vec<usize>| words::is_sum(&compact(scope.text(block[0])));
    let heads = |block: &Vec<usize>| block.len() == 1 && is_formal(scope, block[0]);
    let rows = blocks.iter().filter(|block| !sum(block) && !heads(block));
    if rows.clone().count() < 2 || rows.clone().any(|block| block.len() > width) {
        return None;
    }
    let numeric = number_column(scope, blocks, width);
    let short = rows.clone().any(|block| block.len() < width);
    if short && numeric.is_none() {
        return None;
    }
    let few = rows.clone().filter(|block| block.len() < width).count();
    let mut headings = Headings::default();
    let mut above: Option<Vec<Span>> = None;
    // 元/吨, 元/升, 元/吨, 元/升 below one merged name: the next name is lost.
    let (mut under, mut again): (Vec<&str>, bool) = (Vec::new(), false);
    for block in blocks {
        if heads(block) {
            enter(scope, block[0], found, &mut headings);
            continue;
        }
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
        if spans.len() == width {
            again |= comes_back(&under);
            under.clear();
        }
        under.extend(cells.get(1).map(|cell| scope.document.slice(*cell)));
        found.regions.extend(spans.iter().map(|span| (*span, RegionRole::Cell)));
        found.entry(&cells, headings.entry(), Serial::None);
        // The entry's own place is its own lines, not those of merged cells above.
        let hull = spans.iter().copied().reduce(Span::hull)?;
        // One short row alone has more likely lost a cell than shares it; so has one that begins with its own
        // first cell.
        let lost = spans.len() < width && (few == 1 || cells.first() == spans.first());
        if let Some(entry) = found.roster.entries.last_mut() {
            entry.span = hull;
            entry.ragged = lost;
        }
        if lost {
            let (found_cells, expected) = (spans.len() as u32, width as u32);
            found.oddities.push((OddityKind::Ragged { found: found_cells, expected }, hull));
        }
        above = Some(cells);
    }
    headings.finish(found);
    again |= comes_back(&under);
    let entries = found.roster.entries.len();
    // Many rows that lack but their first cell, and numbers in their place in each, are merged with others.
    let merged = rows.clone().all(|block| block.len() + 1 >= width)
        && few >= SHORT_LEAST
        && rows.clone().count() - few >= SHORT_LEAST
        && numeric.is_some_and(|column| {
            let own = |block: &&Vec<usize>| width - block.len();
            rows.clone().all(|block| is_number(scope.text(block[column - own(&block)])))
        });
    found.proven = !short || (!unsure && !again && (merged || scope.is_declared(entries)));
    Some(())
}

/// Whether several cells stand there over again: 元/吨, 元/升, 元/吨, 元/升.
fn comes_back(cells: &[&str]) -> bool {
    const MOST: usize = 12;
    let again = |of: &usize| {
        cells.len().is_multiple_of(*of) && (*of..cells.len()).all(|at| cells[at] == cells[at - of])
    };
    (2..=MOST.min(cells.len() / 2)).any(|of| again(&of)) && cells.iter().any(|c| *c != cells[0])
}

/// A heading that stands directly over its first row, as a block of its own.
fn headed(scope: &Scope<'_>, blocks: Vec<Vec<usize>>, width: usize) -> Vec<Vec<usize>> {
    let part = |mut block: Vec<usize>| {
        if block.len() == width + 1 && is_formal(scope, block[0]) {
            let row = block.split_off(1);
            return vec![block, row];
        }
        vec![block]
    };
    blocks.into_iter().flat_map(part).collect()
}

fn is_formal(scope: &Scope<'_>, index: usize) -> bool {
    groups::heading(scope.document, &scope.lines[index]).is_formal()
}

/// Takes a heading in.
fn enter(scope: &Scope<'_>, index: usize, found: &mut Found, headings: &mut Headings) {
    let heading = groups::heading(scope.document, &scope.lines[index]);
    headings.enter(&heading, scope.text(index), found);
    found.taken.push(index);
}

/// Whether most cells of a column are numbers or end in the same character, as no other order of
/// the cells would have it.
fn is_alike(scope: &Scope<'_>, rows: &[&[usize]], column: usize) -> bool {
    let end = |row: &&[usize]| {
        let text = scope.text(row[column]);
        if is_number(text) { Some('0') } else { text.chars().last() }
    };
    let first = rows.first().and_then(end);
    rows.iter().filter(|row| end(row) == first).count() * 10 >= rows.len() * 8
}

/// The column whose cells are numbers in every full row.
fn number_column(scope: &Scope<'_>, blocks: &[Vec<usize>], width: usize) -> Option<usize> {
    let full: Vec<&Vec<usize>> = blocks.iter().filter(|block| block.len() == width).collect();
    (0..width).find(|column| {
        !full.is_empty() && full.iter().all(|block| is_number(scope.text(block[*column])))
    })
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
