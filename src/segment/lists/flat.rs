//! A table flattened to one cell a paragraph.
//!
//! The header's cells stand one a line; then come the rows' cells, empty and merged ones gone.
//! Rows are found by their serials, by the blank lines between them, or by a fixed number of
//! cells.

mod blocks;
mod chain;
mod header;
mod place;
mod serials;

use super::{Found, Scope};
use crate::model::{RegionRole, Role, Span};
use crate::segment::roster::{columns, header::Header, words};
use crate::text::{compact, is_blank};

/// Recognises a header of two or more lines and rows below it.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if !scope.annex {
        return None;
    }
    let open = scope.open();
    let (start, width) = header::find(scope, &open)?;
    let titles: Vec<String> =
        open[start..start + width].iter().map(|i| compact(scope.text(*i))).collect();
    let end = open[start + width..]
        .iter()
        .position(|index| is_end(scope, *index))
        .map_or(open.len(), |at| start + width + at);
    let (body, repeats) = without_repeats(scope, &open[start + width..end], &titles);
    if words::role_of(&titles[0]) == Some(Role::Serial) {
        return serials::read(scope, &open[start..start + width], &body, &repeats);
    }
    let mut found = Found::default();
    columns(scope, &mut found, &open[start..start + width], &blocks::sample(scope, &body, width));
    if blocks::read(scope, &body, &mut found).is_none() {
        let head = std::mem::take(&mut found.roster.columns);
        found = Found::default();
        found.roster.columns = head;
        blocks::read_by_width(scope, &body, &mut found)?;
    }
    take_header(scope, &mut found, &open[start..start + width], &repeats);
    Some(found)
}

/// Makes the columns from the header's lines and the cells of whole rows.
fn columns(scope: &Scope<'_>, found: &mut Found, head: &[usize], values: &[Vec<&str>]) {
    let titles = Header {
        titles: head.iter().map(|i| compact(scope.text(*i))).collect(),
        spans: head.iter().map(|i| scope.lines[*i].span).collect(),
    };
    found.roster.columns = columns::columns(Some(&titles), head.len(), None, values);
}

fn take_header(scope: &Scope<'_>, found: &mut Found, head: &[usize], repeats: &[usize]) {
    for index in head.iter().chain(repeats) {
        found.taken.push(*index);
        found.regions.push((scope.lines[*index].span, RegionRole::ColumnHeader));
    }
}

/// A line that closes the table: a remark that is none of its cells.
fn is_end(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    words::is_remark(&text) && !words::is_bracketed(&text)
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
