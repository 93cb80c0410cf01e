//! Texts in which no character can be a look-alike, a stray blank or of another width than others.

use crate::check::is_part;
use crate::text::is_blank;

/// Which widths of brackets, commas and colons have been met in a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Widths([bool; 6]);

impl Widths {
    /// Notes one; whether both have been met.
    fn mixed(&mut self, class: usize, full: bool) -> bool {
        self.0[class * 2 + usize::from(full)] = true;
        self.0[class * 2] && self.0[class * 2 + 1]
    }
}

/// Whether a text is as plain as that, and the column's widths are still of one kind. What may be
/// meant so or not is for the checks to judge.
pub(super) fn is_plain(text: &str, widths: &mut Widths) -> bool {
    let mut before = '\n';
    for c in text.chars() {
        let odd = match c {
            '\u{4E00}'..='\u{9FFF}' => numeral_beside_zero(before, c) || is_part(c),
            '0'..='9' | 'A'..='Z' | 'a'..='z' => {
                numeral_beside_zero(before, c)
                    || misreadable(before) && c.is_ascii_digit()
                    || misreadable(c) && before.is_ascii_digit()
            }
            '(' | ')' => widths.mixed(0, false),
            '（' | '）' => widths.mixed(0, true),
            ':' | ';' => widths.mixed(1, false),
            '：' | '；' => widths.mixed(1, true),
            '-' | '.' | '_' | '/' | '+' | '%' | '〔' | '〕' | '、' | '。' | '《' | '》' | '·'
            | '“' | '”' | '—' => false,
            // A blank between letters is meant.
            ' ' => !before.is_ascii_alphanumeric(),
            ',' => widths.mixed(2, false),
            '，' => widths.mixed(2, true),
            c => !c.is_ascii_graphic() || is_blank(c),
        };
        if odd {
            return false;
        }
        before = c;
    }
    before != ' '
}

fn misreadable(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'I' | 'l')
}

fn numeral_beside_zero(a: char, b: char) -> bool {
    let numeral = |c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九');
    let zero = |c| matches!(c, '0' | 'O' | 'o');
    numeral(a) && zero(b) || zero(a) && numeral(b)
}
