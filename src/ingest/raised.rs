//! Raised type: exponents (10⁴, m²) and footnote marks (甲公司¹, 100¹).
//!
//! On the plane all type stands on one line, and the mark of a number would be its last digit. Raised digits are
//! therefore set as Unicode's superscripts: nothing is lost, and 100¹ is read as no number. Other raised words (1st,
//! ®, [1]) join no number, and stay.

use std::borrow::Cow;

use crate::text::is_blank;

/// The superscript of a digit or a sign before digits; none has any other character.
fn superscript(c: char) -> Option<char> {
    Some(match c {
        '0' | '０' => '⁰',
        '1' | '１' => '¹',
        '2' | '２' => '²',
        '3' | '３' => '³',
        '4' | '４' => '⁴',
        '5' | '５' => '⁵',
        '6' | '６' => '⁶',
        '7' | '７' => '⁷',
        '8' | '８' => '⁸',
        '9' | '９' => '⁹',
        '-' | '−' | '－' => '⁻',
        '+' | '＋' => '⁺',
        _ => return None,
    })
}

/// Figures of lowered type: 10₃.
pub(super) fn lowered(text: &str) -> Option<String> {
    let sign = |c: char| char::from_u32(0x2080 + c.to_digit(10)?);
    text.chars().map(sign).collect::<Option<String>>().filter(|text| !text.is_empty())
}

/// The superscript of one raised character behind another: of a digit, or of a minus behind one.
#[cfg(feature = "pdf")]
pub(super) fn behind(before: char, c: char) -> Option<char> {
    let minus = c == '-' && before.is_ascii_digit();
    superscript(c).filter(|_| c.is_ascii_digit() || minus)
}

/// Whether a character has a superscript, or parts those that have one: 1,2.
pub(super) fn rises(c: char) -> bool {
    superscript(c).is_some() || matches!(c, ',' | '，' | '、') || is_blank(c)
}

/// Raised type as it stands on the plane behind other words.
pub(super) fn set(text: &str) -> Cow<'_, str> {
    let digits = text.chars().any(|c| c.is_numeric() && superscript(c).is_some());
    let bare = text.trim_end_matches([')', '）', ']', '*']);
    if !digits || !bare.chars().all(rises) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| superscript(c).unwrap_or(c)).collect())
}

/// Whether other words stand before raised type on its line: a line that it begins is a note's, `¹含税`, or is
/// raised as a whole.
pub(super) fn stands_behind(before: &str) -> bool {
    before.chars().rev().take_while(|c| *c != '\n').any(|c| !is_blank(c))
}

#[cfg(test)]
mod tests {
    use super::{set, stands_behind};

    #[test]
    fn digits_rise_and_words_stay() {
        for (raised, shown) in [
            ("1", "¹"),
            ("-3", "⁻³"),
            ("1,2", "¹,²"),
            ("st", "st"),
            ("®", "®"),
            ("[1]", "[1]"),
            ("注1", "注1"),
            ("1)", "¹)"),
            ("(1)", "(1)"),
            ("*", "*"),
            ("-", "-"),
            ("", ""),
        ] {
            assert_eq!(set(raised), shown);
        }
        assert!(stands_behind("甲\n乙 "));
        assert!(!stands_behind("甲\n "));
        assert!(!stands_behind(""));
    }
}
