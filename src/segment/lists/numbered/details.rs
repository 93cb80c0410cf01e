//! What is said of each item on the line below it, behind one label: `保护范围：…`.

use super::LEAST;
use super::marks::{self, Item, Style};
use super::shape::TERM_MOST;
use crate::model::Span;
use crate::segment::lists::Scope;
use crate::text::{blank, trim};

/// Longest label, in characters.
const LABEL_MOST: usize = 8;

/// The label that stands directly below every item, where there is one.
pub(super) fn label<'s>(scope: &Scope<'s>, open: &[usize], style: Style) -> Option<&'s str> {
    let mut items = (0..open.len())
        .filter(|at| marks::mark_in(scope.text(open[*at]), style).is_some())
        .map(|at| open.get(at + 1).and_then(|below| split(scope.text(*below))).map(|(own, _)| own));
    let first = items.next()??;
    let mut count = 1;
    for own in items {
        if own != Some(first) {
            return None;
        }
        count += 1;
    }
    (count >= LEAST).then_some(first)
}

/// Whether a line has that label.
pub(super) fn is(scope: &Scope<'_>, index: usize, label: &str) -> bool {
    split(scope.text(index)).is_some_and(|(own, _)| own == label)
}

/// Whether a line is what the term directly above it means: 1.数据 over 是指对信息的记录。
pub(super) fn defines(
    scope: &Scope<'_>,
    index: usize,
    item: &Item,
    previous: Option<usize>,
) -> bool {
    let text = scope.text(index);
    let term = scope.document.slice(item.body);
    previous == Some(item.line)
        && text.ends_with('。')
        && marks::mark(text).is_none()
        && item.below.is_none()
        && term.chars().count() <= TERM_MOST
        && !term.contains(['，', ',', '。', '；', '：', ':'])
}

/// The label of a line, and what stands behind it.
pub(super) fn read(scope: &Scope<'_>, line: Span) -> Option<(Span, Span)> {
    let (label, from) = split(scope.document.slice(line))?;
    let start = line.start as usize;
    let value = trim(Span::of(start + from, line.end as usize), &scope.document.text);
    Some((Span::of(start, start + label.len()), value))
}

/// A label of Han characters before a colon, and where its value begins.
fn split(text: &str) -> Option<(&str, usize)> {
    let at = text.find(['：', ':'])?;
    let label = &text[..at];
    let from = at + text[at..].chars().next()?.len_utf8();
    let count = label.chars().count();
    let is = (2..=LABEL_MOST).contains(&count)
        && label.chars().all(blank::is_han)
        && !text[from..].trim().is_empty();
    is.then_some((label, from))
}
