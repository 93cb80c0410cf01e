//! The words of a content stream: what is given, and what is to be done with it. Only what all
//! producers write; anything else is odd, and the page is left to the engine.

/// Digits of a number that fits into half a word.
const SHORT: usize = 9;
/// Most digits of a number.
const MOST_DIGITS: usize = 18;
/// What a number with so many digits behind its point is divided by.
const POWERS: [f64; MOST_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18,
];
/// Deepest nesting within a dictionary.
const DEEPEST: u32 = 16;

/// One word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word<'d> {
    Number(f64),
    Name(&'d [u8]),
    /// A string; its bytes are in [`Words::items`].
    Text,
    /// An array; what is in it is in [`Words::items`].
    List,
    /// A dictionary that names no layer.
    Map,
    Operator(&'d [u8]),
    End,
}

/// What a string or an array holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    /// A shift between two strings.
    Shift(f32),
    /// From here to there in [`Words::bytes`].
    Text(usize, usize),
}

/// Reads words.
pub(super) struct Words<'d> {
    data: &'d [u8],
    at: usize,
    /// The bytes of the strings since [`Words::forget`].
    pub(super) bytes: Vec<u8>,
    /// What the strings and arrays since then hold.
    pub(super) items: Vec<Item>,
}

impl<'d> Words<'d> {
    pub(super) fn new(data: &'d [u8]) -> Self {
        Self { data, at: 0, bytes: Vec::new(), items: Vec::new() }
    }

    /// Forgets strings and arrays.
    pub(super) fn forget(&mut self) {
        self.bytes.clear();
        self.items.clear();
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// The next word; `None` for an odd one.
    pub(super) fn next(&mut self) -> Option<Word<'d>> {
        self.blanks();
        let Some(first) = self.peek() else { return Some(Word::End) };
        match first {
            b'.' | b'+' | b'-' | b'0'..=b'9' => self.number().map(Word::Number),
            b'/' => self.name().map(Word::Name),
            b'(' | b'<' if !self.opens_map() => {
                let item = self.text()?;
                self.items.push(item);
                Some(Word::Text)
            }
            b'[' => self.list().map(|()| Word::List),
            b'<' => self.map().map(|()| Word::Map),
            b')' | b'>' | b']' | b'{' | b'}' | b'%' => None,
            _ => Some(Word::Operator(self.regular())),
        }
    }

    fn opens_map(&self) -> bool {
        self.data[self.at..].starts_with(b"<<")
    }

    fn regular(&mut self) -> &'d [u8] {
        let rest = &self.data[self.at..];
        let length = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn name(&mut self) -> Option<&'d [u8]> {
        self.at += 1;
        let name = self.regular();
        (!name.is_empty() && !name.contains(&b'#')).then_some(name)
    }

    #[inline]
    fn number(&mut self) -> Option<f64> {
        // Most are whole and short.
        let rest = &self.data[self.at..];
        let (mut short, mut digits) = (0u32, 0);
        while let Some(byte @ b'0'..=b'9') = rest.get(digits)
            && digits < SHORT
        {
            short = short * 10 + u32::from(byte - b'0');
            digits += 1;
        }
        if digits > 0 && rest.get(digits).is_some_and(|byte| is_blank(*byte)) {
            self.at += digits;
            return Some(f64::from(short));
        }
        self.long_number()
    }

    #[allow(clippy::cast_precision_loss, reason = "as the engine reads it")]
    fn long_number(&mut self) -> Option<f64> {
        let sign = self.peek()?;
        self.at += usize::from(matches!(sign, b'-' | b'+'));
        let (mut digits, mut behind, mut point) = (0, 0, false);
        let mut value = 0u64;
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' if digits < MOST_DIGITS => {
                    value = value * 10 + u64::from(byte - b'0');
                    digits += 1;
                    behind += usize::from(point);
                }
                b'.' if !point => point = true,
                byte if is_regular(byte) => return None,
                _ => break,
            }
            self.at += 1;
        }
        if digits == 0 {
            return None;
        }
        let value = value as f64 / POWERS[behind];
        Some(if sign == b'-' { -value } else { value })
    }

    fn text(&mut self) -> Option<Item> {
        let from = self.bytes.len();
        let open = self.peek()?;
        self.at += 1;
        if open == b'<' { self.hex() } else { self.literal() }?;
        Some(Item::Text(from, self.bytes.len()))
    }

    fn hex(&mut self) -> Option<()> {
        let (pairs, _) = self.data[self.at..].as_chunks::<2>();
        let from = self.bytes.len();
        self.bytes.extend(pairs.iter().map_while(|[high, low]| {
            let (high, low) = (DIGITS[*high as usize], DIGITS[*low as usize]);
            ((high | low) < 16).then_some(high << 4 | low)
        }));
        self.at += 2 * (self.bytes.len() - from);
        let ends = self.peek() == Some(b'>');
        self.at += 1;
        ends.then_some(())
    }

    fn literal(&mut self) -> Option<()> {
        let mut open = 1;
        let mut rest = &self.data[self.at..];
        loop {
            let (byte, after) = rest.split_first()?;
            rest = after;
            let byte = match byte {
                b')' if open == 1 => break,
                b'\\' => {
                    escape(&mut rest, &mut self.bytes)?;
                    continue;
                }
                // Line ends count as one byte, whatever they are.
                b'\r' => {
                    rest = rest.strip_prefix(b"\n").unwrap_or(rest);
                    b'\n'
                }
                bracket @ (b'(' | b')') => {
                    open += if *bracket == b'(' { 1 } else { -1 };
                    *bracket
                }
                byte => *byte,
            };
            self.bytes.push(byte);
        }
        self.at = self.data.len() - rest.len();
        Some(())
    }

    /// An array of numbers and strings.
    fn list(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.blanks();
            match self.peek()? {
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                b'(' | b'<' if !self.opens_map() => {
                    let item = self.text()?;
                    self.items.push(item);
                }
                b'.' | b'+' | b'-' | b'0'..=b'9' => {
                    let shift = self.number()?;
                    self.items.push(Item::Shift(shift as f32));
                }
                _ => return None,
            }
        }
    }

    /// Passes over a dictionary. One that could say what is seen is odd.
    fn map(&mut self) -> Option<()> {
        let (from, bytes, items) = (self.at, self.bytes.len(), self.items.len());
        let mut depth = 0;
        loop {
            self.blanks();
            match self.peek()? {
                b'<' if self.opens_map() => {
                    depth += 1;
                    self.at += 2;
                }
                b'>' if self.data[self.at..].starts_with(b">>") => {
                    depth -= 1;
                    self.at += 2;
                }
                b'(' | b'<' => {
                    self.text()?;
                }
                b'[' | b']' => self.at += 1,
                b'/' => {
                    let name = self.name()?;
                    if name == b"OC" {
                        return None;
                    }
                }
                byte if is_regular(byte) => {
                    self.regular();
                }
                _ => return None,
            }
            if depth == 0 {
                break;
            }
            if depth > DEEPEST || self.at - from > 1 << 16 {
                return None;
            }
        }
        self.bytes.truncate(bytes);
        self.items.truncate(items);
        Some(())
    }
}

/// Reads what stands behind a backslash; nothing is meant where a line goes on.
fn escape(rest: &mut &[u8], out: &mut Vec<u8>) -> Option<()> {
    let (byte, after) = rest.split_first()?;
    *rest = after;
    out.push(match byte {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        b'\n' => return Some(()),
        b'\r' => {
            *rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            return Some(());
        }
        b'0'..=b'7' => {
            let mut value = u32::from(byte - b'0');
            for _ in 0..2 {
                let [next @ b'0'..=b'7', after @ ..] = *rest else { break };
                value = value * 8 + u32::from(next - b'0');
                *rest = after;
            }
            u8::try_from(value).ok()?
        }
        other => *other,
    });
    Some(())
}

/// What each hexadecimal digit is; 255 for what is none.
const DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut at = 0;
    while at < 16 {
        digits[b"0123456789abcdef"[at] as usize] = at as u8;
        digits[b"0123456789ABCDEF"[at] as usize] = at as u8;
        at += 1;
    }
    digits
};

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    const TABLE: [bool; 256] = {
        let mut table = [true; 256];
        let others = b"\0\t\n\x0C\r ()<>[]{}/%";
        let mut at = 0;
        while at < others.len() {
            table[others[at] as usize] = false;
            at += 1;
        }
        table
    };
    TABLE[byte as usize]
}

#[cfg(test)]
mod tests {
    use super::{Item, Word, Words};

    fn all(data: &str) -> Option<Vec<Word<'_>>> {
        let mut words = Words::new(data.as_bytes());
        let mut found = Vec::new();
        loop {
            match words.next()? {
                Word::End => return Some(found),
                word => found.push(word),
            }
        }
    }

    #[test]
    fn words_are_told_apart() {
        let wanted = [
            Word::Name(b"F1"),
            Word::Number(12.0),
            Word::Operator(b"Tf"),
            Word::Number(-0.5),
            Word::Number(0.25),
            Word::Operator(b"T*"),
            Word::Map,
            Word::Operator(b"BDC"),
        ];
        assert_eq!(all("/F1 12 Tf\n-.5 +0.25 T* <</MCID 0/A[1(>>)]>>BDC").unwrap(), wanted);
        for odd in
            ["1e5", "--5", "5-3", "/A#20", "% x", "<</OC /A>>", "<41 42>", "(a", "[/A]", "<4"]
        {
            assert_eq!(all(odd), None, "{odd}");
        }
    }

    #[test]
    fn strings_are_unescaped() {
        let mut words = Words::new(b"[(a\\(\\101\\\r\nb(c)\\0)-120.5<4a4B>]TJ");
        assert_eq!(words.next(), Some(Word::List));
        assert_eq!(words.bytes, b"a(Ab(c)\0JK");
        assert_eq!(words.items, [Item::Text(0, 8), Item::Shift(-120.5), Item::Text(8, 10)]);
    }
}
