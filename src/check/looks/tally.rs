//! The characters of a text, counted, and the shape that they give it.

use super::{KINDS, Made, Shape, USUAL};
use crate::text::blank::is_blank;
use crate::text::division::TO_VILLAGE;
use crate::text::nothing;

/// The characters of a text, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) made: Made,
    pub(super) characters: usize,
    digits: usize,
    letters: usize,
}

/// Longer cells are texts, in characters.
const LONG: usize = 12;

impl Tally {
    pub(super) fn of(text: &str) -> Self {
        if let Some(digits) = Self::of_digits(text.as_bytes()) {
            return digits;
        }
        let mut tally = Self::default();
        let mut rest = text.as_bytes();
        loop {
            // Most are ideographs or ASCII, which the bytes tell.
            let before = rest.len();
            while let [a @ 0xE4..=0xE9, b, c, after @ ..] = rest
                && USUAL.has_bytes([*a, *b, *c])
            {
                rest = after;
            }
            if rest.len() < before {
                tally.made = tally.made | Made::HAN;
                tally.characters += (before - rest.len()) / 3;
            }
            while let [byte @ ..0x80, after @ ..] = rest {
                let kind = KINDS[usize::from(*byte)];
                tally.digits += usize::from(kind.any(Made::DIGITS));
                tally.letters += usize::from(kind.any(Made::ALIKE | Made::LETTER));
                tally.made = tally.made | kind;
                tally.characters += 1;
                rest = after;
            }
            if rest.len() == before {
                let Some(c) = text[text.len() - rest.len()..].chars().next() else { return tally };
                tally.made = tally.made | Made::kind(c);
                tally.characters += 1;
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// The same of digits alone, as serials and codes are.
    fn of_digits(text: &[u8]) -> Option<Self> {
        if !text.first()?.is_ascii_digit() {
            return None;
        }
        // Without a way out in between, so that the bytes are looked at side by side.
        let (mut all, mut zero, mut other) = (true, false, false);
        for byte in text {
            all &= byte.is_ascii_digit();
            zero |= *byte == b'0';
            other |= *byte != b'0';
        }
        let of = |any: bool, kind: Made| if any { kind } else { Made::default() };
        let made = of(zero, Made::ZERO) | of(other, Made::DIGIT);
        let count = text.len();
        all.then_some(Self { made, characters: count, digits: count, letters: 0 })
    }

    /// The shape of the counted text, which has no white space at its ends and ends with `last`.
    pub(super) fn shape(self, cell: &str, last: char) -> Shape {
        let Self { made, characters, digits, letters } = self;
        let sign = || nothing::is_nothing(cell) || nothing::is_as_above(cell);
        if characters <= nothing::SIGN_MOST && sign() {
            return Shape::Empty;
        }
        if made.is_ascii() {
            return self.ascii(cell.as_bytes());
        }
        if digits > 0 && made.any(Made::NUMBERING) {
            return Shape::Document;
        }
        if digits >= 4
            && characters <= 12
            && matches!(last, '年' | '月' | '日' | '底' | '初' | '末' | '旬' | '度')
        {
            return Shape::Date;
        }
        if digits > 2 && digits * 2 >= characters {
            return Shape::Code;
        }
        if letters * 2 > characters {
            return Shape::Latin;
        }
        if digits > 0 || letters > 0 {
            return if characters > LONG { Shape::Long } else { Shape::Other };
        }
        // Blanks tell nothing where much is said.
        let blank = characters <= LONG && made.any(Made::SPACE | Made::BLANK);
        let blanks = if blank { cell.chars().filter(|c| is_blank(*c)).count() } else { 0 };
        let bare = characters - blanks;
        let dotted = || characters <= 16 && made.any(Made::OTHER) && cell.contains(['·', '•']);
        match last {
            _ if bare == 1 => Shape::Single,
            '族' | '级' | '等' | '类' if bare <= 5 => Shape::Rated,
            // 中心 may be a body and what it builds.
            '司' | '学' | '院' | '校' | '局' | '厅' | '会' | '委' | '所' | '厂' | '府' | '团'
            | '部' | '行' | '社'
                if bare > 3 =>
            {
                Shape::Body
            }
            end if bare > 1 && TO_VILLAGE.contains(&end) => Shape::Place,
            _ if bare <= 3 || dotted() => Shape::Person,
            _ if bare > LONG => Shape::Long,
            _ => Shape::Other,
        }
    }

    fn ascii(self, cell: &[u8]) -> Shape {
        let Self { made, digits, letters, .. } = self;
        if digits > 0 && made.only(Made::DIGITS) {
            return if digits <= 9 { Shape::Number } else { Shape::Code };
        }
        let marks = cell.iter().filter(|b| matches!(b, b'-' | b'/' | b'.')).count();
        let date = letters == 0
            && matches!(marks, 1 | 2)
            && (5..=10).contains(&cell.len())
            && digits >= 5
            && digits + marks == cell.len()
            && cell[..4].iter().all(u8::is_ascii_digit)
            && !cell[4].is_ascii_digit();
        let number = letters == 0
            && digits > 0
            && digits <= 9
            && cell.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%'));
        if date {
            Shape::Date
        } else if number && marks <= 1 {
            Shape::Number
        } else if digits > 0 {
            Shape::Code
        } else {
            Shape::Latin
        }
    }
}
