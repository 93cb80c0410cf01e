//! Items of an enumeration: `甲、乙、丙`, brackets kept together.

use crate::model::Span;
use crate::text::trim;

/// The items between `、` (or `，`, `；` where no `、` stands) of a stretch of the plane. A `、`
/// inside brackets, quotation marks or 《 》 parts nothing.
pub(super) fn split(span: Span, plane: &str) -> Vec<Span> {
    let text = span.text(plane);
    if let Some(items) = split_marked(span, plane) {
        return items;
    }
    let mark: &[char] = if text.contains('、') { &['、'] } else { &['，', '；', ',', ';'] };
    split_at(span, plane, mark)
}

/// “甲”“乙”“丙”, 《甲》《乙》: names that nothing but their own marks parts.
fn split_marked(span: Span, plane: &str) -> Option<Vec<Span>> {
    let text = span.text(plane);
    let (open, close) =
        [('“', '”'), ('《', '》')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let mut items = Vec::new();
    let mut rest = text;
    while rest.starts_with(open) {
        let end = rest.find(close)? + close.len_utf8();
        let from = span.start as usize + text.len() - rest.len();
        items.push(Span::of(from, from + end));
        rest = &rest[end..];
    }
    (rest.is_empty() && items.len() > 1).then_some(items)
}

/// The items between some marks of a stretch of the plane.
pub(super) fn split_at(span: Span, plane: &str, mark: &[char]) -> Vec<Span> {
    let text = span.text(plane);
    let (mut items, mut depth, mut start) = (Vec::new(), 0i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '《' | '“' | '〔' => depth += 1,
            '）' | ')' | '》' | '”' | '〕' => depth = (depth - 1).max(0),
            c if depth == 0 && mark.contains(&c) => {
                items.push((start, at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    items.push((start, text.len()));
    let offset = span.start as usize;
    items
        .into_iter()
        .map(|(from, to)| trim(Span::of(offset + from, offset + to), plane))
        .filter(|item| !item.is_empty())
        .collect()
}
