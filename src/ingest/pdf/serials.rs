//! Printed serials: how rows are counted in the source.

use super::lines::Line;
use crate::text::numeral;

/// A printed serial: a number, bare or dotted or in brackets.
pub(super) fn is_serial(text: &str) -> bool {
    if (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    // Six characters in brackets: what is longer needs no look.
    if text.len() > 64 {
        return false;
    }
    let text = text.trim_matches(|c| matches!(c, '(' | ')' | '（' | '）' | '.' | '．' | '、'));
    !text.is_empty() && text.chars().nth(6).is_none() && numeral::whole(text).is_some()
}

/// The serial that a line opens with.
pub(super) fn serial(line: &Line) -> Option<u64> {
    let text = &line.segments.first()?.text;
    numeral::whole(text.trim_matches(|c| matches!(c, '.' | '．' | '、' | '(' | ')' | '（' | '）')))
}
