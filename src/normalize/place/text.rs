//! The text as the resolver reads it: blanks gone, widths and traditional characters folded, each
//! character beside its number in the automaton and its place in the printed text.

use crate::gazetteer::{CharId, Gazetteer, NameId, State};
use crate::text::width;

/// A name that stands in the text, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) name: NameId,
}

/// Folded characters and the names among them. Kept between calls so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Folded characters.
    pub(super) chars: Vec<char>,
    ids: Vec<CharId>,
    /// Names by start, shorter ones first.
    pub(super) hits: Vec<Hit>,
    /// Whether folding changed anything besides blanks.
    pub(super) folded: bool,
}

impl Text {
    /// Nothing read yet.
    pub(super) const fn new() -> Self {
        Self { chars: Vec::new(), ids: Vec::new(), hits: Vec::new(), folded: false }
    }

    /// Reads a text and the names in it.
    pub(super) fn read(&mut self, raw: &str, gazetteer: &Gazetteer) {
        self.fold(raw, gazetteer);
        self.scan(gazetteer);
    }

    /// Reads a text without looking for names.
    pub(super) fn fold(&mut self, raw: &str, gazetteer: &Gazetteer) {
        self.chars.clear();
        self.ids.clear();
        self.hits.clear();
        self.folded = false;
        for c in raw.chars() {
            if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}') {
                continue;
            }
            // Names have wide brackets: 中国地质大学（武汉）.
            let (id, traditional) = gazetteer.char_id(match c {
                '(' => '（',
                ')' => '）',
                c => c,
            });
            let c = match c {
                '！'..='～' => {
                    self.folded = true;
                    width::narrow(c)
                }
                c if traditional => {
                    self.folded = true;
                    gazetteer.simplified(c).unwrap_or(c)
                }
                c => c,
            };
            self.chars.push(c);
            self.ids.push(id);
        }
    }

    fn scan(&mut self, gazetteer: &Gazetteer) {
        for start in 0..self.ids.len() {
            let mut state = State::ROOT;
            for (end, &id) in self.ids.iter().enumerate().skip(start) {
                let Some(next) = gazetteer.step(state, id) else { break };
                state = next;
                if let Some(name) = gazetteer.name(state) {
                    self.hits.push(Hit { start, end: end + 1, name });
                }
            }
        }
    }

    /// How many characters.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Characters from `start` on.
    pub(super) fn from(&self, start: usize) -> &[char] {
        &self.chars[start.min(self.chars.len())..]
    }

    /// The names that start at `start`.
    pub(super) fn hits_at(&self, start: usize) -> &[Hit] {
        let low = self.hits.iter().position(|hit| hit.start >= start).unwrap_or(self.hits.len());
        let tail = &self.hits[low..];
        &tail[..tail.iter().position(|hit| hit.start > start).unwrap_or(tail.len())]
    }

    /// The characters of a range as a string.
    pub(super) fn string(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }
}

/// Whether characters start with a word.
pub(super) fn starts(chars: &[char], word: &str) -> bool {
    let mut chars = chars.iter();
    word.chars().all(|c| chars.next() == Some(&c))
}

/// Whether characters end with a word.
pub(super) fn ends(chars: &[char], word: &str) -> bool {
    let mut chars = chars.iter().rev();
    word.chars().rev().all(|c| chars.next() == Some(&c))
}

/// Whether characters are exactly a word.
pub(super) fn is(chars: &[char], word: &str) -> bool {
    starts(chars, word) && word.chars().count() == chars.len()
}

/// The longest of `words` (longer ones first) that the characters start with, in characters.
pub(super) fn prefix(chars: &[char], words: &[&str]) -> usize {
    words.iter().find(|word| starts(chars, word)).map_or(0, |word| word.chars().count())
}
