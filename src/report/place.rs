//! Where a finding is, for people.

use crate::model::document::Position;
use crate::model::{Document, Span};

/// The file's name; for paged sources with the page, as a URL would have it: `a.pdf#page=3`.
pub(super) fn file(document: &Document, position: Position) -> String {
    let name: String =
        document.name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    match position.page {
        Some(page) => format!("{name}#page={page}"),
        None => name,
    }
}

/// A span moved onto character boundaries inside the plane.
pub(super) fn clamp(plane: &str, span: Span) -> Span {
    let boundary = |at: u32| {
        let mut at = (at as usize).min(plane.len());
        while !plane.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(span.start);
    Span::of(start, boundary(span.end).max(start))
}

/// The source's words under a span, at most `limit` characters.
pub(super) fn quote(document: &Document, span: Span, limit: usize) -> String {
    let text = clamp(&document.text, span).text(&document.text);
    let mut chars = text.chars();
    let mut quote: String = chars.by_ref().take(limit).collect();
    if chars.next().is_some() {
        quote.push('…');
    }
    quote
}
