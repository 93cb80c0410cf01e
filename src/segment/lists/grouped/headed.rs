//! Headings of names: with a count, of a province, numbered or set off, or before a colon.

use crate::model::{ClaimPlace, Span};
use crate::segment::claims;
use crate::segment::lists::Scope;
use crate::segment::lists::places::{ends_as_place, is_province};
use crate::segment::roster::{groups, words};
use crate::text::{View, compact, trim};

/// Longest heading, in characters.
const MOST: usize = 40;

/// A heading as found.
pub(super) struct Head {
    pub(super) heading: groups::Heading,
    /// What it takes beside its own span: a count on the next line, a colon.
    pub(super) beside: Vec<Span>,
    /// What stands behind its colon.
    pub(super) rest: Option<Span>,
    /// Lines it takes.
    pub(super) lines: usize,
}

impl Head {
    /// Whether it declares a count.
    pub(super) fn claim(&self) -> bool {
        self.heading.claim.is_some()
    }
}

/// The heading that the first of these lines is or starts with.
pub(super) fn read(scope: &Scope<'_>, lines: &[usize]) -> Option<Head> {
    let first = *lines.first()?;
    let line = scope.lines[first].span;
    let text = scope.text(first);
    if words::is_bracketed(&compact(text)) {
        return None;
    }
    let colon = text.find(['：', ':']);
    let own = trim(
        Span::of(line.start as usize, line.start as usize + colon.unwrap_or(text.len())),
        &scope.document.text,
    );
    let name = scope.document.slice(own);
    if name.chars().count() > MOST || name.is_empty() || name.contains(['。', '；']) {
        return None;
    }
    let mut heading = groups::heading(
        scope.document,
        &crate::segment::lines::Line { span: own, ..scope.lines[first] },
    );
    let mut beside = Vec::new();
    let mut rest = None;
    if let Some(at) = colon {
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        let at = line.start as usize + at;
        beside.push(Span::of(at, at + width));
        let behind = trim(Span::of(at + width, line.end as usize), &scope.document.text);
        rest = (!behind.is_empty()).then_some(behind);
    }
    let mut taken = 1;
    if heading.claim.is_none()
        && colon.is_none()
        && let Some((claim, span)) = count_below(scope, line, lines.get(1))
    {
        heading.claim = Some(claim);
        beside.push(span);
        taken = 2;
    }
    let compacted = compact(&heading.name);
    let counted = heading.claim.is_some() && !heading.name.is_empty();
    let open = colon.is_some();
    let set_off =
        heading.is_formal() && !(open && rest.is_some() && !groups::is_numbered(&compacted));
    let place = is_province(&compacted)
        || (open && ends_as_place(&compacted) && !compacted.contains(['、', '，']));
    let alone =
        open && rest.is_none() && !compacted.contains('，') && compacted.chars().count() <= 20;
    (counted || set_off || place || alone).then_some(Head { heading, beside, rest, lines: taken })
}

/// A count in brackets on the line below a name: `（5个）`.
fn count_below(
    scope: &Scope<'_>,
    line: Span,
    below: Option<&usize>,
) -> Option<(crate::model::Claim, Span)> {
    let span = scope.lines[*below?].span;
    words::is_bracketed(&compact(scope.document.slice(span))).then_some(())?;
    let view = View::join(&[line, span], &scope.document.text);
    claims::of_heading(&view, ClaimPlace::Note).map(|(claim, _)| (claim, span))
}
