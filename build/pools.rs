//! Writing strings and blob: sections, the character table.

use std::collections::{BTreeMap, HashMap};

/// All strings, each once.
#[derive(Default)]
pub(crate) struct Strings {
    text: String,
    known: HashMap<String, u32>,
}

impl Strings {
    /// Offset and length of a string in one word: offset << 8 | length in bytes.
    pub(crate) fn add(&mut self, text: &str) -> u32 {
        assert!(text.len() < 256, "too long: {text}");
        let next = self.text.len() as u32;
        let offset = *self.known.entry(text.to_owned()).or_insert_with(|| {
            self.text.push_str(text);
            next
        });
        assert!(offset < 1 << 24);
        offset << 8 | text.len() as u32
    }

    /// The pool.
    pub(crate) fn text(self) -> String {
        self.text
    }
}

/// The blob: offsets of the sections' ends, then the sections.
#[derive(Default)]
pub(crate) struct Blob(Vec<Vec<u8>>);

impl Blob {
    /// Adds a section.
    pub(crate) fn section(&mut self, bytes: Vec<u8>) {
        self.0.push(bytes);
    }

    /// Adds a section of little-endian words.
    pub(crate) fn words(&mut self, words: impl IntoIterator<Item = u32>) {
        self.section(words.into_iter().flat_map(u32::to_le_bytes).collect());
    }

    /// Header: the start of each section and the end of the last; then the sections.
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut at = (self.0.len() + 1) * 4;
        let mut out = Vec::new();
        for section in &self.0 {
            out.extend((at as u32).to_le_bytes());
            at += section.len();
        }
        out.extend((at as u32).to_le_bytes());
        self.0.iter().for_each(|section| out.extend(section));
        out
    }
}

/// Bytes of words.
pub(crate) fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Character → id for the basic plane: a page number per 256 characters, and pages of ids. A
/// traditional character has the id of its simplified form, so that both find the same names.
pub(crate) fn character_table(
    ids: &HashMap<char, u16>,
    folds: &BTreeMap<char, char>,
) -> (Vec<u8>, Vec<u8>) {
    assert!(ids.len() < 0x8000);
    let mut all: BTreeMap<u32, u16> = BTreeMap::new();
    for (&c, &id) in ids {
        all.insert(c as u32, id);
        // Full-width Latin letters and digits read as the plain ones.
        if ('!'..='~').contains(&c) {
            all.insert(c as u32 + 0xFEE0, id);
        }
    }
    for (&from, to) in folds {
        // The high bit says that the character itself is to be folded.
        let id = ids.get(to).copied().unwrap_or(0);
        all.entry(from as u32).or_insert(id | 0x8000);
    }
    let mut pages = vec![0u8; 256];
    let mut tables: Vec<[u16; 256]> = vec![[0; 256]];
    for (c, id) in all {
        let Some(page) = pages.get_mut(c as usize >> 8) else { continue };
        if *page == 0 {
            *page = tables.len() as u8;
            tables.push([0; 256]);
        }
        tables[*page as usize][c as usize & 255] = id;
    }
    (pages, tables.iter().flatten().flat_map(|id| id.to_le_bytes()).collect())
}

/// Pairs of characters of the basic plane, sorted, for folding a whole string.
pub(crate) fn fold_table(folds: &BTreeMap<char, char>) -> Vec<u8> {
    let pairs = folds.iter().filter(|(a, b)| (**a as u32) < 0x1_0000 && (**b as u32) < 0x1_0000);
    pairs.flat_map(|(&a, &b)| words(&[(a as u32) << 16 | b as u32])).collect()
}
