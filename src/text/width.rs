//! Width: full-width forms of characters, and how many terminal cells a text takes.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// The character of ASCII that a full-width one is a form of, Ａ and （; any other as it is.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Terminal cells of a text, counted by grapheme: `名单` is 4.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(unicode_width::UnicodeWidthStr::width).sum()
    }
}

/// The text padded with spaces on the right to at least `cells`.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = text.to_owned();
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(text))));
    out
}

/// The text cut to at most `cells`, with `…` where something was cut.
pub fn cut(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > cells {
            break;
        }
        out.push_str(grapheme);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::{cut, narrow, pad, width};

    #[test]
    fn full_width_forms_are_those_of_ascii() {
        assert_eq!("Ａ０（～甲、 ".chars().map(narrow).collect::<String>(), "A0(~甲、 ");
    }

    #[test]
    fn counts_wide_characters_twice() {
        assert_eq!(width("名单"), 4);
        assert_eq!(width("a名"), 3);
        assert_eq!(width("é"), 1);
        assert_eq!(pad("名", 4), "名  ");
        assert_eq!(cut("国家名单", 5), "国家…");
        assert_eq!(cut("名单", 4), "名单");
    }
}
