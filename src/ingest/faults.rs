//! Where the plane shows bytes that could not be decoded.

use crate::model::document::IngestOddity;
use crate::model::{Document, Span};

/// Leads each undecodable stretch to the replacement characters that stand for it: the next ones
/// after where its line begins.
pub(super) fn place(document: &mut Document) {
    let plane = &document.text;
    let mut from = 0;
    for oddity in &mut document.oddities {
        if let IngestOddity::UndecodableBytes { span, marks, .. } = oddity {
            from = from.max(span.start as usize);
            let mut found = plane[from..].match_indices('\u{FFFD}').map(|(at, mark)| {
                let at = from + at;
                at..at + mark.len()
            });
            let Some(first) = found.next() else { continue };
            let mut end = first.end;
            // A sign that is no part of them may stand between two of them.
            for mark in found.take(*marks as usize - 1) {
                if plane[end..mark.start].chars().nth(1).is_some() {
                    break;
                }
                end = mark.end;
            }
            *span = Span::of(first.start, end);
            from = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::document::IngestOddity;
    use crate::model::{Document, Span};

    #[test]
    fn marks_of_one_stretch_need_not_touch() {
        let stretch = |marks, at: usize| IngestOddity::UndecodableBytes {
            byte: 0,
            length: 2,
            marks,
            span: Span::at(at as u32),
        };
        let mut document =
            Document { text: "县\u{FFFD};\u{FFFD}市\u{FFFD}区".into(), ..Document::default() };
        document.oddities = vec![stretch(2, 0), stretch(1, 3), stretch(1, 3)];
        super::place(&mut document);
        let found: Vec<&str> = document
            .oddities
            .iter()
            .map(|oddity| match oddity {
                IngestOddity::UndecodableBytes { span, .. } => document.slice(*span),
                _ => "",
            })
            .collect();
        assert_eq!(found, ["\u{FFFD};\u{FFFD}", "\u{FFFD}", ""]);
    }
}
