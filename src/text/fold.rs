//! Comparison keys: two texts that differ in bytes alone have the same one.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

use super::blank::{is_blank, is_han};
use super::radicals;

/// The text as it is compared: full width made half, compatibility forms, radicals that pose as
/// characters and the many brackets, dashes and quotation marks each made one, blanks gone but
/// for one between Latin words. Letters keep their case.
///
/// A key is for comparing, never for showing.
pub fn key(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_whitespace()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char| {
        if is_blank(c) {
            gap = true;
            return;
        }
        let c = one(c);
        if std::mem::take(&mut gap)
            && c.is_ascii_alphanumeric()
            && out.chars().next_back().is_some_and(|p| p.is_ascii_alphanumeric())
        {
            out.push(' ');
        }
        out.push(c);
    };
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(&mut push);
    } else {
        powers_apart(text).nfkc().for_each(&mut push);
    }
    out
}

/// A text in which raised digits behind digits are kept apart from them: 10⁴ is not 104, nor 100¹ 1001.
fn powers_apart(text: &str) -> Cow<'_, str> {
    let raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    if !text.contains(raised) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if raised(c) && out.ends_with(|c: char| crate::text::numeral::digit(c).is_some()) {
            out.push('^');
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// A looser key: letters in lower case, `&` as `and`, nothing but letters, digits and ideographs.
/// Texts that share it are the same words, set differently.
pub fn loose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in key(text).chars() {
        match c {
            '&' => out.push_str("and"),
            c if c.is_alphanumeric() || is_han(c) => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// One character for each family of look-alikes that normalization leaves apart.
fn one(c: char) -> char {
    match c {
        '〔' | '［' | '【' | '﹝' | '〖' | '[' | '(' | '{' => '(',
        '〕' | '］' | '】' | '﹞' | '〗' | ']' | ')' | '}' => ')',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '－' => '-',
        '“' | '”' | '„' | '「' | '」' | '『' | '』' | '＂' => '"',
        '‘' | '’' | '‛' | '`' | '´' => '\'',
        '·' | '•' | '・' | '‧' | '∙' | '⋅' | '．' => '·',
        '~' | '〜' | '∼' | '～' => '~',
        '○' | '◯' | '零' | '〇' => '〇',
        '。' => '.',
        other => radicals::unified(other).unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{key, loose};

    #[test]
    fn bytes_alone_make_no_difference() {
        for (a, b) in [
            ("测办发〔2023〕45号", "测办发[２０２３]45 号"),
            ("⻓春市（⻄）", "长春市(西)"),
            ("江苏省　苏州市", "江苏省苏州市"),
            ("IEEE\u{a0}Access", "IEEE  Access"),
            ("⽂化", "文化"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        assert_ne!(key("龙华区"), key("龙岗区"));
        assert_ne!(key("Ab"), key("AB"));
        assert_ne!(key("100¹"), key("1001"));
        assert_ne!(key("10⁴m²"), key("104m2"));
        assert_eq!(key("面积（m²）"), key("面积(m2)"));
        assert_ne!(key("a b"), key("ab"));
    }

    #[test]
    fn loose_keys_see_words_alone() {
        assert_eq!(
            loose("Computers & Electrical Engineering"),
            loose("COMPUTERS AND ELECTRICAL ENGINEERING")
        );
        assert_eq!(loose("阿坝·州"), loose("阿坝州"));
    }
}
