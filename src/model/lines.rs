//! Where the lines of a text begin: counted once, when first asked.

use std::sync::OnceLock;

/// Bytes of the text from one mark to the next: what is counted anew when a place is asked for.
const STRIDE: usize = 128;

/// Lines and characters of a text up to any place in it, without counting from its beginning.
#[derive(Clone, Debug, Default)]
pub struct LineIndex(OnceLock<Marks>);

#[derive(Clone, Debug)]
struct Marks {
    /// Length of the text that was counted.
    length: usize,
    /// At each stride of the text.
    at: Vec<Count>,
}

/// What lies before a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Line breaks.
    pub(super) breaks: u32,
    /// Characters.
    pub(super) chars: u32,
    /// Characters before the line that the place lies in.
    begun: u32,
}

impl Count {
    /// Characters of its line before the place.
    pub(super) fn column(self) -> u32 {
        self.chars - self.begun
    }

    fn pass(mut self, bytes: &[u8]) -> Self {
        let mut rest = bytes;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            self.chars += characters(&rest[..=end]);
            self.breaks += 1;
            self.begun = self.chars;
            rest = &rest[end + 1..];
        }
        self.chars += characters(rest);
        self
    }
}

impl LineIndex {
    /// What lies before a byte of a text. The text is that of the first question; another one, told
    /// by its length, is counted from its beginning.
    pub(super) fn before(&self, text: &str, at: usize) -> Count {
        let bytes = text.as_bytes();
        let marks = self.0.get_or_init(|| Marks::new(bytes));
        if marks.length != bytes.len() {
            return Count::default().pass(&bytes[..at]);
        }
        let mark = at / STRIDE;
        marks.at[mark].pass(&bytes[mark * STRIDE..at])
    }
}

impl Marks {
    fn new(bytes: &[u8]) -> Self {
        let mut at = vec![Count::default()];
        for stride in bytes.chunks_exact(STRIDE) {
            at.extend(at.last().map(|count| count.pass(stride)));
        }
        Self { length: bytes.len(), at }
    }
}

/// Characters that begin in a stretch of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[test]
    fn a_place_is_counted_as_from_the_beginning() {
        let mut text = String::new();
        for n in 0..900 {
            text.push_str(&"名a".repeat(n % 7 * n % 31));
            text.push('\n');
        }
        let index = LineIndex::default();
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let head = &text[..at];
            let count = index.before(&text, at);
            let line = head.rfind('\n').map_or(0, |end| end + 1);
            assert_eq!(count.breaks as usize, head.matches('\n').count());
            assert_eq!(count.chars as usize, head.chars().count());
            assert_eq!(count.column() as usize, head[line..].chars().count());
        }
        assert_eq!(index.before("甲\n乙丙", 7).column(), 1);
    }
}
