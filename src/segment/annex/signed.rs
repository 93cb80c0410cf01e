//! Who signs a letter that has its table in it: the body and the date that stand below the last row.

use super::{is_date, titles_above};
use crate::model::Document;
use crate::segment::head;
use crate::segment::line::{Line, LineKind};
use crate::segment::mark::mark;
use crate::segment::roster::words;
use crate::text::{compact, date, numeral};

/// Most bodies that sign together.
const BODIES_MOST: usize = 8;

/// The first line of the signature below the last row, where a date closes it and none stands in the letter: the table has
/// no annex mark over it (`letter_end` is where the lines over it begin), so the letter goes on there.
pub(super) fn signs(document: &Document, lines: &[Line], letter_end: usize) -> Option<usize> {
    let first_row = lines.iter().position(Line::is_row)?;
    let last_row = lines.iter().rposition(Line::is_row)?;
    let plain = |at: usize| matches!(lines[at].kind, LineKind::Text | LineKind::Heading(_));
    let text = |at: usize| document.slice(lines[at].span);
    // A table behind a mark, or behind a date, has left the letter.
    let left = |at: usize| mark(text(at)).is_some() || is_date(document, &lines[at]);
    if letter_end < titles_above(document, lines, first_row)
        || (0..first_row).any(|at| plain(at) && left(at))
        || (last_row + 1..lines.len()).any(|at| plain(at) && mark(text(at)).is_some())
    {
        return None;
    }
    let dated = |at: &usize| plain(*at) && is_date(document, &lines[*at]);
    let day = (last_row + 1..lines.len()).rfind(dated)?;
    // What stands below the date is of the page, not of the letter.
    let closes = |at: usize| {
        let own = compact(text(at));
        !plain(at) || words::is_below(&own) || head::is_form(&own)
    };
    if !(day + 1..lines.len()).all(closes) {
        return None;
    }
    let body = |at: &usize| {
        let own = compact(text(*at));
        plain(*at)
            && head::is_signature(&own)
            && !head::is_form(&own)
            && numeral::without_number(&own).len() == own.len()
    };
    let with_body = head::date_behind_body(text(day)).is_some();
    let above = (last_row + 1..day).rev().filter(|at| !lines[*at].is_furniture());
    let first = above.take_while(body).take(BODIES_MOST).last();
    if with_body {
        Some(first.unwrap_or(day))
    } else {
        first.filter(|_| date::whole(text(day)).is_some())
    }
}
