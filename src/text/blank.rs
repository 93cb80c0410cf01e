//! White space as Chinese documents have it.

use std::borrow::Cow;

use crate::model::Span;

/// What parts the lines of a cell: U+2028 stands for a `<br>` in Markdown.
pub const BREAKS: [char; 2] = ['\n', '\u{2028}'];

/// Whether a character shows nothing: Unicode white space, zero-width marks, and U+F020, which
/// Windows symbol fonts leave in place of a space.
pub fn is_blank(c: char) -> bool {
    // Nearly all characters are of these, and none of them is blank.
    if matches!(c, '!'..='~' | '\u{3001}'..='\u{9FFF}') {
        return false;
    }
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{F020}')
}

/// Whether a text is of ideographs of the usual block alone, as most cells and names are.
pub fn is_all_han(text: &str) -> bool {
    // Each takes three bytes, of which the first two tell: no character needs to be put together.
    let (characters, rest) = text.as_bytes().as_chunks::<3>();
    let usual = |[a, b, _]: &[u8; 3]| (0xE4B8..=0xE9BF).contains(&u16::from_be_bytes([*a, *b]));
    rest.is_empty() && characters.iter().all(usual)
}

/// Where the first blank of a text stands.
fn first_blank(text: &str) -> Option<usize> {
    // Printed ASCII and ideographs of the usual blocks are passed over by their bytes.
    let mut rest = text.as_bytes();
    while let [b'!'..=b'~', after @ ..] | [0xE4..=0xE9, _, _, after @ ..] = rest {
        rest = after;
    }
    if rest.is_empty() {
        return None;
    }
    let passed = text.len() - rest.len();
    text[passed..].find(is_blank).map(|at| passed + at)
}

/// The text without any blank: `中 央 网 信 办` → `中央网信办`.
pub fn compact(text: &str) -> String {
    // Stretches between blanks are taken whole; most texts are one.
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = first_blank(rest) {
        out.push_str(&rest[..at]);
        rest = rest[at..].trim_start_matches(is_blank);
    }
    out.push_str(rest);
    out
}

/// What [`compact`] gives, without a copy of a text that has no blank.
pub fn tight(text: &str) -> Cow<'_, str> {
    match first_blank(text) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(compact(text)),
    }
}

/// Whether a text begins and ends with something that is no blank, as its bytes tell: printed ASCII
/// or an ideograph of the usual blocks, as nearly all do. Of some others it is not told.
pub fn is_closed(text: &str) -> bool {
    let graphic = |byte: u8| matches!(byte, b'!'..=b'~');
    let han = |byte: u8| matches!(byte, 0xE4..=0xE9);
    match text.as_bytes() {
        [first, .., last] if graphic(*last) => graphic(*first) || han(*first),
        [first, .., lead, _, _] if han(*lead) => graphic(*first) || han(*first),
        [lead, _, _] => han(*lead),
        [only] => graphic(*only),
        _ => false,
    }
}

/// The text without the white space at its ends; nearly all have none.
pub fn trimmed(text: &str) -> &str {
    if is_closed(text) { text } else { text.trim() }
}

/// The span without the blanks at its ends.
pub fn trim(span: Span, plane: &str) -> Span {
    let text = span.text(plane);
    if is_closed(text) {
        return span;
    }
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let kept = text[start..].trim_end_matches(is_blank).len();
    Span::of(span.start as usize + start, span.start as usize + start + kept)
}

/// Removes the spaces that letter-spacing leaves between Chinese characters and keeps those
/// between Latin words: `推 荐 IEEE Access 期刊` → `推荐IEEE Access期刊`.
pub fn close_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if is_blank(c) {
            gap = !out.is_empty();
            continue;
        }
        let latin = |c: char| c.is_ascii_alphanumeric();
        if gap
            && latin(c)
            && out.chars().last().is_some_and(|p| p.is_ascii() && !p.is_ascii_control())
        {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// Whether the character is a Chinese ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::{close_up, compact, is_all_han, is_blank, is_closed};

    #[test]
    fn the_usual_ideographs_are_told_from_all_else() {
        assert!(is_all_han("") && is_all_han("一龘鿿") && !is_all_han("甲a乙") && !is_all_han("a"));
        for c in '\0'..=char::MAX {
            let expected = matches!(c, '\u{4E00}'..='\u{9FFF}');
            assert_eq!(is_all_han(&format!("甲{c}")), expected, "{c:?}");
        }
    }

    #[test]
    fn closed_texts_have_no_blank_at_their_ends() {
        assert!(["甲", "a", "甲 乙", "1甲", "甲1"].iter().all(|text| is_closed(text)));
        for c in '\0'..=char::MAX {
            for text in [format!("甲{c}"), format!("{c}甲"), format!("{c}"), format!("{c}a")] {
                assert!(!is_closed(&text) || !is_blank(c) && !c.is_whitespace(), "{c:?}");
            }
        }
    }

    #[test]
    fn spaces_between_ideographs_go_and_between_words_stay() {
        assert_eq!(compact(" 中 央\u{3000}网\u{F020}信 办 "), "中央网信办");
        assert_eq!(close_up("推 荐 IEEE  Access 期 刊"), "推荐IEEE Access期刊");
        assert_eq!(close_up("大兴安岭\n地区"), "大兴安岭地区");
    }
}
