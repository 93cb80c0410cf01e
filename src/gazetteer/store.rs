//! The blob and the strings that `build/main.rs` writes, read in place: no parsing, no allocation, no
//! start-up.
//!
//! Words are little-endian `u32`. A string is one word, offset << 8 | length, into the strings. A
//! date is one word, `yyyymmdd` with unknown parts 00, and 0 where there is none.

/// The tables of the blob in the order in which the build writes them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    Divisions,
    Successors,
    Current,
    Cells,
    Pages,
    Ids,
    Names,
    Postings,
    TownshipIndex,
    Townships,
    Zones,
    Institutions,
    Agencies,
    Terms,
    Folds,
    Version,
}

/// Number of sections.
const SECTIONS: usize = 16;

/// The strings, and the sections of the blob.
#[derive(Debug)]
pub(super) struct Store {
    strings: &'static str,
    sections: [&'static [u8]; SECTIONS],
}

impl Store {
    /// Cuts the blob into its sections; evaluated by the compiler.
    pub(super) const fn new(strings: &'static str, blob: &'static [u8]) -> Self {
        let mut sections: [&'static [u8]; SECTIONS] = [&[]; SECTIONS];
        let mut i = 0;
        while i < SECTIONS {
            let (start, end) = (word(blob, i) as usize, word(blob, i + 1) as usize);
            let (_, tail) = blob.split_at(start);
            let (section, _) = tail.split_at(end - start);
            sections[i] = section;
            i += 1;
        }
        Self { strings, sections }
    }

    /// The bytes of a section.
    #[inline]
    pub(super) const fn bytes(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    /// Word `index` of a section.
    #[inline]
    pub(super) fn word(&self, section: Section, index: usize) -> u32 {
        word(self.sections[section as usize], index)
    }

    /// Record `index` of a section whose records are of `WIDTH` words.
    #[inline]
    pub(super) fn record<const WIDTH: usize>(
        &self,
        section: Section,
        index: usize,
    ) -> [u32; WIDTH] {
        let (words, _) = self.sections[section as usize].as_chunks::<4>();
        let record = &words[index * WIDTH..][..WIDTH];
        std::array::from_fn(|field| u32::from_le_bytes(record[field]))
    }

    /// How many records of `width` words a section has.
    pub(super) fn len(&self, section: Section, width: usize) -> usize {
        self.sections[section as usize].len() / 4 / width
    }

    /// The string that a word stands for.
    #[inline]
    pub(super) fn string(&self, word: u32) -> &'static str {
        let start = (word >> 8) as usize;
        // The compiler has seen that they are UTF-8: here only the ends are looked at.
        self.strings.get(start..start + (word & 255) as usize).unwrap_or_default()
    }
}

/// Word `index` of a table.
#[inline]
pub(super) const fn word(bytes: &[u8], index: usize) -> u32 {
    let (_, rest) = bytes.split_at(index * 4);
    match rest.first_chunk() {
        Some(word) => u32::from_le_bytes(*word),
        None => panic!("the table ends before the word"),
    }
}
