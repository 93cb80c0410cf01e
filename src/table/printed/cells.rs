//! Cells of a long table judged by their bytes.

use crate::check::is_part;
use crate::text::{mojibake, nothing};

/// What a byte is where a cell may be plain without its characters being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// For [`is_plain`](super::super::plain::is_plain) to judge.
    Other,
    /// A letter or a mark that is in order beside everything.
    Mark,
    Digit,
    /// The first of the three bytes of an ideograph, if the others are right.
    Han,
    /// The end of a cell, or a quote.
    Stop,
}

/// The classes of all bytes, under one delimiter.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    of: [Class; 256],
    /// A bit for each ideograph that may be none of its text.
    odd: Vec<u64>,
}

/// The first of the usual ideographs.
const HAN: u32 = 0x4E00;

/// Where a cell ends, and whether it is plain.
pub(super) struct Scanned {
    pub(super) end: usize,
    pub(super) plain: bool,
}

impl Classes {
    pub(super) fn new(delimiter: u8) -> Self {
        let mut classes = [Class::Other; 256];
        for byte in 0..=u8::MAX {
            classes[usize::from(byte)] = match byte {
                _ if byte == delimiter => Class::Stop,
                b'\n' | b'\r' | b'"' => Class::Stop,
                b'0'..=b'9' => Class::Digit,
                // Letters that may be misread for digits.
                b'O' | b'o' | b'I' | b'l' => Class::Other,
                b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'/' | b'+' | b'%' => Class::Mark,
                0xE4..=0xE9 => Class::Han,
                _ => Class::Other,
            };
        }
        let mut odd = vec![0; 328];
        for at in 0..328 * 64 {
            if char::from_u32(HAN + at).is_some_and(|c| mojibake::is_telling(c) || is_part(c)) {
                odd[at as usize / 64] |= 1 << (at % 64);
            }
        }
        Self { of: classes, odd }
    }

    fn of(&self, byte: u8) -> Class {
        self.of[usize::from(byte)]
    }

    /// Whether the three bytes are an ideograph of no other text.
    fn is_usual(&self, han: &[u8]) -> bool {
        let follows = |byte: u8| (0x80..=0xBF).contains(&byte);
        let [a, b, c] = [han[0], han[1], han[2]];
        let code = u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
        let at = code.wrapping_sub(HAN);
        follows(b)
            && follows(c)
            && self.odd.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 0)
    }

    /// Where the cell that begins at `from` ends: at a delimiter, a line end or a quote.
    pub(super) fn end(&self, bytes: &[u8], from: usize) -> usize {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().position(|byte| self.of(*byte) == Class::Stop).map_or(bytes.len(), |n| from + n)
    }

    /// Goes through a cell. One that is not told plain may be so: its characters are to be asked.
    pub(super) fn scan(&self, bytes: &[u8], from: usize) -> Scanned {
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            let fits = match self.of(*byte) {
                Class::Stop => return Scanned { end: at, plain: true },
                Class::Mark => {
                    at += 1;
                    continue;
                }
                Class::Digit => {
                    let before = *byte == b'0' && at >= from + 3 && bytes[at - 1] >= 0x80;
                    at += 1;
                    !before || !is_numeral(&bytes[at - 4..at - 1])
                }
                Class::Han => {
                    let Some(han) = bytes.get(at..at + 3) else { break };
                    let after = at > from && bytes[at - 1] == b'0';
                    at += 3;
                    self.is_usual(han) && !(after && is_numeral(han))
                }
                Class::Other => false,
            };
            if !fits {
                break;
            }
        }
        Scanned { end: self.end(bytes, at.min(bytes.len())), plain: false }
    }
}

/// Digits of Chinese numerals, beside which a zero is odd.
fn is_numeral(han: &[u8]) -> bool {
    const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    NUMERALS.iter().any(|numeral| numeral.as_bytes() == han)
}

/// Whether a text may be a sign for nothing or for what stands above; no such sign is longer.
pub(super) fn speaks(text: &str, may_be_empty: bool) -> bool {
    text.len() <= 12 && (nothing::is_nothing(text) && !may_be_empty || nothing::is_as_above(text))
}

/// Whether a plain cell may be such a sign, by its first character.
pub(super) fn may_speak(cell: &[u8]) -> bool {
    let first = |c: &str| cell.starts_with(c.as_bytes());
    cell.len() <= 12
        && match cell.first() {
            Some(b'/' | b'-' | b'N' | b'n') => true,
            Some(0xE5..=0xE7) => ["无", "暂", "空", "同"].iter().any(|c| first(c)),
            _ => false,
        }
}

/// A serial of digits alone.
pub(super) fn number(cell: &[u8]) -> Option<u64> {
    let plain = !cell.is_empty() && cell.len() <= 9 && cell[0] != b'0';
    plain.then_some(())?;
    cell.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
}

pub(super) fn is_number(cell: &[u8]) -> bool {
    let mut parts = cell.split(|b| *b == b'.');
    let digits =
        |part: &[u8]| (1..=15).contains(&part.len()) && part.iter().all(u8::is_ascii_digit);
    let whole = parts.next().is_some_and(|part| digits(part) && (part == b"0" || part[0] != b'0'));
    whole && parts.next().is_none_or(digits) && parts.next().is_none()
}

/// A date that every month has.
pub(super) fn is_date(cell: &[u8]) -> bool {
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = cell else { return false };
    let two = |a: &u8, b: &u8| {
        (a.is_ascii_digit() && b.is_ascii_digit()).then(|| (a - b'0') * 10 + (b - b'0'))
    };
    year.len() == 4
        && matches!(year, [b'1', b'9', ..] | [b'2', b'0', ..])
        && year.iter().all(u8::is_ascii_digit)
        && two(m1, m2).is_some_and(|month| (1..=12).contains(&month))
        && two(d1, d2).is_some_and(|day| (1..=28).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::super::super::plain::{Widths, is_plain};
    use super::{Classes, may_speak, speaks};

    /// What the bytes tell plain is plain to the characters too, and where it ends.
    #[test]
    fn what_bytes_tell_plain_is_plain() {
        let classes = Classes::new(b',');
        let parts = [
            "第", "一", "九", "0", "10", "8", "O", "l", "A", "（", "(", " ", "·", "\u{4DFF}",
            "\u{9FFF}", "龦", "巿", "鍏", "-", "\u{3000}", "０", "é", "",
        ];
        let mut plain = 0;
        for a in parts {
            for b in parts {
                for c in parts {
                    let cell = [a, b, c].concat();
                    let line = format!("前,{cell},后\n");
                    let found = classes.scan(line.as_bytes(), 4);
                    assert_eq!(found.end, 4 + cell.len(), "{cell}");
                    if found.plain {
                        plain += 1;
                        assert!(is_plain(&cell, &mut Widths::default()), "{cell}");
                        assert!(may_speak(cell.as_bytes()) || !speaks(&cell, true), "{cell}");
                    }
                }
            }
        }
        assert!(plain > 500, "{plain}");
        for sign in ["无", "暂无", "空白", "N/A", "null", "--", "/", "同上", "无数据"] {
            assert!(may_speak(sign.as_bytes()), "{sign}");
        }
    }

    #[test]
    fn cut_characters_are_not_plain() {
        let classes = Classes::new(b',');
        for bytes in [&b"\xE5\x8C,\n"[..], b"\xE5,\xE5\n", b"\xE5\x8C\x97\xE5", b"\xE5\xFF\x80,"] {
            assert!(!classes.scan(bytes, 0).plain, "{bytes:?}");
        }
    }
}
