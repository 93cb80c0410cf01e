//! Items of an enumeration: `甲、乙、丙`, brackets kept together.

use crate::model::Span;
use crate::text::trim;

/// The items between `、` (or `，`, `；` where no `、` stands) of a stretch of the plane. A `、`
/// inside brackets, quotation marks or 《 》 parts nothing.
pub(super) fn split(span: Span, plane: &str) -> Vec<Span> {
    let text = span.text(plane);
    let mark: &[char] = if text.contains('、') { &['、'] } else { &['，', '；', ',', ';'] };
    split_at(span, plane, mark)
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
