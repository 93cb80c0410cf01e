//! Several lists in one line of a letter, each a sentence with a heading of its own: they are read as lines.
//!
//! ```text
//! 甲省一级博物馆共3家：子、丑、寅。甲省二级博物馆共2家：卯、辰。
//! ```

use crate::model::{Document, Span};
use crate::segment::claims;
use crate::segment::line::{Line, LineKind};
use crate::text::{View, compact, trim};

/// Longest heading, in characters.
const HEAD_MOST: usize = 40;

/// Lines of which some are sentences of one.
pub(super) struct Apart {
    pub(super) lines: Vec<Line>,
    /// The line that each is, or is a part of.
    pub(super) of: Vec<usize>,
}

/// The lines with those in sentences that hold two such lists or more, one behind the other; none where there is
/// no such line.
pub(super) fn sentences(document: &Document, lines: &[Line], closed: &[bool]) -> Option<Apart> {
    let mut apart = Apart { lines: Vec::new(), of: Vec::new() };
    for (index, line) in lines.iter().enumerate() {
        let open = !closed[index] && line.kind == LineKind::Text;
        let parts = if open { parts(document, line.span) } else { Vec::new() };
        let lists: Vec<bool> = parts.iter().map(|part| is_list(document, *part)).collect();
        if lists.windows(2).any(|pair| pair[0] && pair[1]) {
            let own = |span| Line { span, ..*line };
            apart.of.extend(parts.iter().map(|_| index));
            apart.lines.extend(parts.into_iter().map(own));
        } else {
            apart.of.push(index);
            apart.lines.push(*line);
        }
    }
    (apart.lines.len() > lines.len()).then_some(apart)
}

/// The sentences of a line.
fn parts(document: &Document, line: Span) -> Vec<Span> {
    let text = document.slice(line);
    if text.matches('：').count() < 2 {
        return Vec::new();
    }
    let mut at = line.start as usize;
    let mut parts = Vec::new();
    for sentence in text.split_inclusive('。') {
        parts.push(trim(Span::of(at, at + sentence.len()), &document.text));
        at += sentence.len();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a sentence is a heading that counts its names, or says that they follow, and the names.
fn is_list(document: &Document, sentence: Span) -> bool {
    let Some((head, names)) = document.slice(sentence).split_once('：') else { return false };
    let bare = compact(head);
    let start = sentence.start as usize;
    let view = View::join(&[Span::of(start, start + head.len())], &document.text);
    let counted = || claims::at_end(&view, crate::model::ClaimPlace::Note).is_some();
    (2..=HEAD_MOST).contains(&bare.chars().count())
        && !bare.contains(['，', '。', '；', '、'])
        && !names.contains(['：', '；'])
        && names.trim_end().ends_with('。')
        && (bare.ends_with("的有") || counted())
}
