//! Cells that are merged over rows of a flattened table with serials: which columns the rows below leave out.

use super::chain::Row;
use super::place::Profiles;
use super::serials;
use crate::segment::lists::Scope;
use crate::text::blank::is_han;

/// So many rows have what is merged in the same columns.
const MERGED_LEAST: usize = 2;

/// So many lack the same last columns, and what stands there is a text of so many characters: a name, a number or a date
/// may be what only some rows have.
const MERGED_LAST_LEAST: usize = 3;
const LONG: usize = 12;

/// Whether the serials go up one by one from 1 over rows none of which is too long, two of them whole but for remarks: many cells
/// are merged with those above.
pub(super) fn are_in_order(
    scope: &Scope<'_>,
    body: &[usize],
    rows: &[Row],
    width: usize,
    spare: usize,
) -> bool {
    const LEAST: usize = 4;
    const WHOLE: usize = 2;
    let length = |row: &Row| row.cut - row.start;
    let longest = rows.iter().map(length).max().unwrap_or(0);
    let due =
        rows.iter().zip(1..).all(|(row, due)| serials::value(scope, body[row.start]) == Some(due));
    due && rows.len() >= LEAST
        && (width - 1..=width).contains(&longest)
        && rows.iter().filter(|row| length(row) + spare >= longest).count() >= WHOLE
        && rows.iter().all(|row| row.cut == row.end)
}

/// The columns behind the serial, or the last but for remarks, that several rows alike leave out, whose cells are surely
/// the others': merged with those above.
pub(super) fn columns(
    scope: &Scope<'_>,
    profiles: &Profiles<'_>,
    body: &[usize],
    rows: &[Row],
    spare: usize,
) -> Vec<Vec<usize>> {
    let width = profiles.width();
    let end = width - spare;
    // The rows that lack the same columns.
    let mut sets: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for (nth, row) in rows.iter().enumerate().filter(|(_, row)| row.cut - row.start < width) {
        let texts: Vec<&str> = body[row.start..row.cut].iter().map(|i| scope.text(*i)).collect();
        let (columns, sure) = profiles.place(&texts);
        let lacks = width - columns.len();
        let left = columns.iter().skip(1).zip(lacks + 1..).all(|(column, at)| *column == at);
        let last = columns.len() < end && columns.iter().copied().eq(0..columns.len());
        if !sure || !(left || last) {
            continue;
        }
        let missing: Vec<usize> =
            if last { (columns.len()..end).collect() } else { (1..=lacks).collect() };
        match sets.iter_mut().find(|(known, _)| *known == missing) {
            Some((_, rows)) => rows.push(nth),
            None => sets.push((missing, vec![nth])),
        }
    }
    // A row here and there that lacks its last cell has more likely lost it: a cell over several rows leaves several out
    // below it.
    let merged = |missing: &[usize], rows: &[usize]| match missing[0] {
        0 | 1 => rows.len() >= MERGED_LEAST,
        _ => {
            rows.len() >= MERGED_LAST_LEAST
                && rows.chunk_by(|a, b| a + 1 == *b).all(|run| run.len() >= MERGED_LEAST)
        }
    };
    let several = sets.into_iter().filter(|(missing, rows)| merged(missing, rows));
    several.map(|(missing, _)| missing).collect()
}

/// Whether a cell is a text that goes on for the rows below that lack theirs; what is made of letters and numbers
/// (DB33/T 634—2015) is one row's own.
pub(super) fn is_long(text: &str) -> bool {
    text.chars().filter(|c| is_han(*c)).count() >= LONG
}
