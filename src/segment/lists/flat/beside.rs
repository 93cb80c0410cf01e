//! Rows that stand side by side in a flattened table: 序号 名称 序号 名称.

use super::serials;
use crate::segment::lists::Scope;

/// How many of the header's words head a row, and the lines of the rows one below the other: where the header is the same
/// words several times, every so many lines begin with a serial, and the serials are 1 and all that follow.
pub(super) fn rows(
    scope: &Scope<'_>,
    titles: &[String],
    body: &[usize],
) -> Option<(usize, Vec<usize>)> {
    let again = |width: &usize| {
        titles.len().is_multiple_of(*width)
            && titles.chunks_exact(*width).all(|words| *words == titles[..*width])
    };
    let width = (2..=titles.len() / 2).find(again)?;
    if !body.len().is_multiple_of(width) {
        return None;
    }
    let serial = |row: &[usize]| serials::value(scope, row[0]);
    let mut rows: Vec<&[usize]> = body.chunks_exact(width).collect();
    rows.sort_by_key(|row| serial(row));
    let whole = rows.iter().zip(1..).all(|(row, due)| serial(row) == Some(due));
    (whole && rows.len() > titles.len() / width).then(|| (width, rows.concat()))
}
