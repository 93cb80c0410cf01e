//! How an item's text is parted into cells.

use super::marks::Item;
use crate::model::Span;
use crate::segment::lists::{Scope, fields};
use crate::text::trim;

/// Longest term or name before a comma or colon, in characters.
pub(super) const TERM_MOST: usize = 30;

/// The parts of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One cell.
    Whole,
    /// A closing bracket is a cell of its own.
    Bracket,
    /// The name, and below it a line in brackets.
    Below,
    /// A name, and behind the colon what belongs to it.
    Colon,
    /// A term, and behind the comma what is said of it.
    Term,
    /// Fields kept apart by wide gaps, as many in each.
    Fields,
}

/// The shape that all but a few items have.
pub(super) fn of(scope: &Scope<'_>, items: &[Item], defined: bool) -> Shape {
    if defined {
        return Shape::Term;
    }
    let most = |has: &dyn Fn(&str) -> bool| {
        items.iter().filter(|item| has(scope.document.slice(item.body))).count() * 10
            >= items.len() * 8
    };
    if items.iter().any(|item| item.below.is_some()) {
        return Shape::Below;
    }
    let bodies: Vec<Span> = items.iter().map(|item| item.body).collect();
    if fields::of_all(scope, &bodies).is_some() {
        return Shape::Fields;
    }
    // （《条例》第3条）。 as well, where the stop is that of the list and not of each item.
    let closed = items.iter().filter(|item| bracket(scope.document.slice(item.body)).is_some());
    if closed.count() * 2 > items.len() && most(&|text| bracket(without_stop(text)).is_some()) {
        Shape::Bracket
    } else if are_labelled(scope, items) {
        Shape::Term
    } else if most(&|text| colon(text).is_some()) {
        Shape::Colon
    } else {
        Shape::Whole
    }
}

/// The cells of an item behind its number.
pub(super) fn cells(scope: &Scope<'_>, item: &Item, shape: Shape) -> Vec<Span> {
    let start = item.body.start as usize;
    let text = scope.document.slice(item.body);
    let part =
        |from: usize, to: usize| trim(Span::of(start + from, start + to), &scope.document.text);
    let parts = match shape {
        Shape::Whole | Shape::Below => return vec![item.body],
        Shape::Fields => return fields::of(scope, item.body),
        Shape::Bracket => {
            bracket(without_stop(text)).map(|(at, inner)| (at, inner.start, inner.end))
        }
        Shape::Colon => colon(text).map(|(at, rest)| (at, text.len() - rest.len(), text.len())),
        Shape::Term if item.below.is_some() => {
            return vec![item.body, item.below.unwrap_or_default()];
        }
        // 甲数据——是指…
        Shape::Term => term(text).map(|(at, rest)| {
            (
                text[..at].trim_end_matches(['—', '-', ' ']).len(),
                text.len() - rest.len(),
                text.len(),
            )
        }),
    };
    match parts {
        Some((at, from, to)) => vec![part(0, at), part(from, to)],
        None => vec![item.body, Span::at(item.body.end)],
    }
}

/// The term before the first comma or colon, as its length, and what is said of it: 数据，是指…, 数据。是指…, and 数据是指….
pub(super) fn term(text: &str) -> Option<(usize, &str)> {
    // 数据（data，D），是指…: what stands in a bracket, be it ever so long, is of the term.
    let short = |at: usize| outside(&text[..at]).count() <= TERM_MOST;
    let mark = outside(text).find(|(_, c)| matches!(c, '，' | '：' | ',' | ':' | '。'));
    let marked = mark
        .filter(|(at, _)| short(*at))
        .map(|(at, mark)| (at, &text[at + mark.len_utf8()..]))
        .filter(|(_, rest)| !rest.is_empty());
    let said = text
        .find("是指")
        .filter(|at| *at > 0 && short(*at) && marked.is_none_or(|(mark, _)| *at < mark));
    said.map(|at| (at, &text[at..])).or(marked)
}

/// Whether the same label and its value stand behind the name in most items: the titles of works have commas too,
/// 守正创新，立德树人：王大明.
fn are_labelled(scope: &Scope<'_>, items: &[Item]) -> bool {
    let mut labels: Vec<&str> =
        items.iter().filter_map(|item| label(scope.document.slice(item.body))).collect();
    labels.sort_unstable();
    labels.chunk_by(|one, other| one == other).any(|like| like.len() * 10 >= items.len() * 8)
}

/// 甲公司，所在区：青浦: whether a label and its value stand behind the name.
pub(super) fn labelled(text: &str) -> bool {
    label(text).is_some()
}

fn label(text: &str) -> Option<&str> {
    const LABEL_MOST: usize = 8;
    let (_, rest) = lead(text, &['，', ','])?;
    let (label, _) = rest.split_once(['：', ':'])?;
    let label = label.trim();
    let short = (2..=LABEL_MOST).contains(&label.chars().count());
    (short && label.chars().all(crate::text::blank::is_han)).then_some(label)
}

/// The name before a colon, as its length, and what follows.
pub(super) fn colon(text: &str) -> Option<(usize, &str)> {
    lead(text, &['：', ':']).filter(|(_, rest)| !rest.is_empty() && !rest.starts_with("//"))
}

/// The characters outside of brackets; all, where these do not close.
fn outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    let count = |marks: [char; 2]| text.matches(marks).count();
    let even = count(['（', '(']) == count(['）', ')']);
    let mut depth = 0usize;
    text.char_indices().filter(move |(_, c)| {
        let inside = depth > 0;
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        !even || !(inside || depth > 0)
    })
}

fn lead<'t>(text: &'t str, marks: &[char]) -> Option<(usize, &'t str)> {
    let at = text.find(marks)?;
    let width = text[at..].chars().next()?.len_utf8();
    (text[..at].chars().count() <= TERM_MOST).then(|| (at, &text[at + width..]))
}

/// An item's text without the mark that ends it.
fn without_stop(text: &str) -> &str {
    text.trim_end_matches(['。', '；', ';'])
}

/// A closing bracket at the end of an item: where it opens, and its inside.
fn bracket(text: &str) -> Option<(usize, std::ops::Range<usize>)> {
    let close = text.chars().last().filter(|c| matches!(c, '）' | ')'))?;
    let end = text.len() - close.len_utf8();
    let mut depth = 0;
    for (at, c) in text[..end].char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth > 0 => depth -= 1,
            '（' | '(' => return (at > 0).then(|| (at, at + c.len_utf8()..end)),
            _ => {}
        }
    }
    None
}
