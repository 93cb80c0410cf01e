//! Characters to mend on the way into the plane: control characters, and those that show nothing.
#![cfg_attr(
    not(all(feature = "html", feature = "docx", feature = "sheet")),
    allow(dead_code, reason = "each reader uses a part of it")
)]

use crate::model::Span;

/// Soft hyphen, zero width space, marks of direction, word joiner, byte order mark.
pub(super) const UNSEEN: [char; 6] =
    ['\u{AD}', '\u{200B}', '\u{200E}', '\u{200F}', '\u{2060}', '\u{FEFF}'];

/// Whether a text has neither control characters nor unseen ones, as nearly all have. It looks at
/// bytes: some texts that have none are not told so.
pub(super) fn is_plain(text: &str) -> bool {
    next_odd(text, 0).is_none()
}

/// Where from an offset on the first character stands that may be one to mend.
fn next_odd(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        // Whole blocks without any byte that may begin what is to be mended are passed at once.
        let (blocks, _) = bytes[at..].as_chunks::<BLOCK>();
        at += BLOCK * blocks.iter().position(may_be_odd).unwrap_or(blocks.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let end = (at + BLOCK).min(bytes.len());
        while at < end {
            at += match bytes[at..] {
                // Ideographs; letters and signs of full width; quotes, dashes and what stands behind them.
                [0xE3..=0xEE, ..]
                | [0xEF, 0xBC..=0xBF, ..]
                | [0xE2, 0x80, 0x90..=0xBF, ..]
                | [0xE2, 0x82..=0xBF, ..] => 3,
                [0xC2, 0xB7, ..] => 2,
                // The unseen ones begin with C2, E2 or EF.
                [..=0x1F | 0x7F | 0xC2 | 0xE2 | 0xEF, ..] => return Some(at),
                _ => 1,
            };
        }
    }
    None
}

/// Where in the words of many cells those characters stand that may be ones to mend: a workbook has a
/// few of them, in its title say, and none in most cells.
#[derive(Debug)]
pub(super) struct Odd {
    at: Vec<u32>,
    /// From there on nothing is known, for there are too many.
    known: u32,
}

/// So many of them are noted.
const ODD_MOST: usize = 1 << 14;

impl Odd {
    pub(super) fn of(words: &str) -> Self {
        let after = |at: &usize| {
            next_odd(words, at + words[*at..].chars().next().map_or(1, char::len_utf8))
        };
        let odd = std::iter::successors(next_odd(words, 0), after);
        let at: Vec<u32> = odd.take(ODD_MOST).map(|at| at as u32).collect();
        let known = if at.len() < ODD_MOST { None } else { at.last().copied() };
        Self { at, known: known.unwrap_or(u32::MAX) }
    }

    /// Whether one of them may stand in a stretch of the words.
    #[inline]
    pub(super) fn may_be_in(&self, span: Span) -> bool {
        let first = self.at.partition_point(|at| *at < span.start);
        span.end > self.known || self.at.get(first).is_some_and(|at| *at < span.end)
    }
}

/// So many bytes are looked at together.
const BLOCK: usize = 32;

/// Whether a block has a control character or a byte that the unseen characters begin with.
fn may_be_odd(block: &[u8; BLOCK]) -> bool {
    // In numbers, and without a way out in between: so the bytes are compared side by side.
    let odd = |byte: u8| {
        let begins = u8::from(byte == 0xC2) | u8::from(byte == 0xE2) | u8::from(byte == 0xEF);
        u8::from(byte < 0x20) | u8::from(byte == 0x7F) | begins
    };
    block.iter().fold(0, |any, byte| any | odd(*byte)) != 0
}

#[cfg(test)]
mod tests {
    use super::{ODD_MOST, Odd, UNSEEN, is_plain};
    use crate::model::Span;

    #[test]
    fn plain_texts_have_nothing_to_mend() {
        assert!(is_plain("“甲—乙”（丙·丁）①abc 1"));
        for c in '\0'..=char::MAX {
            let mends = c.is_control() || UNSEEN.contains(&c);
            assert!(!mends || !is_plain(&format!("甲{c}a")), "{c:?}");
            let long = format!("{}{c}{}", "甲".repeat(11), "乙a".repeat(11));
            assert_eq!(is_plain(&long), is_plain(&format!("甲{c}a")), "{c:?}");
        }
    }

    #[test]
    fn stretches_with_something_to_mend_are_told_from_those_without() {
        for times in [0, 1, 2, 5] {
            let words = format!("{}{}", "甲乙丙丁".repeat(12), "戊\n己\u{200B}".repeat(times));
            let odd = Odd::of(&words);
            let bounds: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
            for from in &bounds {
                for to in bounds.iter().filter(|to| *to >= from) {
                    let plain = is_plain(&words[*from..*to]);
                    assert_eq!(odd.may_be_in(Span::of(*from, *to)), !plain, "{from} {to}");
                }
            }
        }
    }

    #[test]
    fn behind_too_many_to_be_noted_nothing_is_held_plain() {
        let words = format!("{}甲", "戊\n".repeat(ODD_MOST + 1));
        let (odd, end) = (Odd::of(&words), words.len());
        assert!(!odd.may_be_in(Span::of(0, 3)) && odd.may_be_in(Span::of(0, 4)));
        assert!(is_plain(&words[end - 3..]) && odd.may_be_in(Span::of(end - 3, end)));
    }
}
