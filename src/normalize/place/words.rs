//! Words and signs that stand in a path without being a part of it.

use super::text::is;
use crate::text::words::places::PART_WORDS;

/// Whether characters are a word for a part of any city.
pub(super) fn is_part_word(chars: &[char]) -> bool {
    let length: usize = chars.iter().map(|c| c.len_utf8()).sum();
    PART_WORDS.iter().any(|word| word.len() == length && is(chars, word))
}

/// Characters that may stand between the parts of a path.
pub(super) fn separator(c: char) -> bool {
    matches!(
        c,
        '·' | '-'
            | '—'
            | '–'
            | '_'
            | '/'
            | '|'
            | '>'
            | '》'
            | '.'
            | '。'
            | '('
            | ')'
            | '['
            | ']'
            | '（'
            | '）'
            | '【'
            | '】'
            | ':'
            | '"'
            | '“'
            | '”'
            | '\\'
            | '•'
            | '*'
    )
}

/// Words before a path.
pub(super) const OPENINGS: &[&str] = &["中华人民共和国", "中国", "我国", "原", "位于"];

/// The corps of 新疆, whose divisions stand before the cities they run.
pub(super) const CORPS: &[&str] = &["新疆生产建设兵团", "新疆兵团", "兵团"];

/// Length of 第八师 at the start, else 0.
pub(super) fn division_of_corps(chars: &[char]) -> usize {
    if chars.first() != Some(&'第') {
        return 0;
    }
    let numerals = chars[1..].iter().take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    if numerals > 0 && chars.get(1 + numerals) == Some(&'师') { 2 + numerals } else { 0 }
}
