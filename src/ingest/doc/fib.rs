//! The header of a document: what is where (MS-DOC 2.5).

use std::ops::Range;

use crate::ingest::binary::{u16_at, u32_at};

/// A part of the text. All parts stand one behind the other, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What is printed page by page.
    Main,
    Footnotes,
    /// Running heads and feet.
    Heads,
    #[expect(dead_code, reason = "counted, not read")]
    Macros,
    #[expect(dead_code, reason = "counted, not read")]
    Comments,
    Endnotes,
    /// Text boxes of the main part.
    Boxes,
}

/// How many parts.
const PARTS: usize = 7;

/// A structure of the table stream, by its number in the header.
#[derive(Clone, Copy, Debug)]
pub(super) enum Structure {
    Styles = 1,
    Runs = 12,
    Paragraphs = 13,
    Fonts = 15,
    Pieces = 33,
    Shapes = 40,
    Boxes = 56,
    Lists = 73,
    ListUses = 74,
}

/// The header.
pub(super) struct Fib {
    pub(super) encrypted: bool,
    /// Name of the stream that holds the structures.
    pub(super) tables: &'static str,
    /// Characters of each part.
    lengths: [u32; PARTS],
    /// Start and length of each structure.
    places: Vec<(u32, u32)>,
}

impl Fib {
    /// Whether a main stream is of Word 97 or later.
    pub(super) fn is_one(main: &[u8]) -> bool {
        u16_at(main, 0) == Some(0xA5EC) && u16_at(main, 2).is_some_and(|version| version >= 0xC1)
    }

    pub(super) fn read(main: &[u8]) -> Option<Self> {
        let flags = u16_at(main, 0x0A)?;
        // Three lists, each behind its length: of 2, of 4 and of 8 bytes an item.
        let words = 34 + usize::from(u16_at(main, 32)?) * 2;
        let longs = usize::from(u16_at(main, words)?);
        let pairs = words + 2 + longs * 4;
        let count = usize::from(u16_at(main, pairs)?);
        let mut lengths = [0; PARTS];
        for (part, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(main, words + 2 + (part + 3) * 4)?;
        }
        let pair = |n: usize| {
            let at = pairs + 2 + n * 8;
            Some((u32_at(main, at)?, u32_at(main, at + 4)?))
        };
        Some(Self {
            encrypted: flags & 0x0100 != 0,
            tables: if flags & 0x0200 != 0 { "1Table" } else { "0Table" },
            lengths,
            places: (0..count).map_while(pair).collect(),
        })
    }

    /// The characters of a part, counted from the first of the text.
    pub(super) fn range(&self, part: Part) -> Range<u32> {
        let before = &self.lengths[..part as usize];
        let start = before.iter().fold(0u32, |sum, length| sum.saturating_add(*length));
        start..start.saturating_add(self.lengths[part as usize])
    }

    /// A structure's bytes, as many as there are.
    pub(super) fn bytes<'a>(&self, tables: &'a [u8], structure: Structure) -> &'a [u8] {
        let (_, length) = self.place(structure);
        let bytes = self.from(tables, structure);
        &bytes[..bytes.len().min(length as usize)]
    }

    /// The table stream from a structure on; nothing where there is no such structure.
    pub(super) fn from<'a>(&self, tables: &'a [u8], structure: Structure) -> &'a [u8] {
        let (start, length) = self.place(structure);
        if length == 0 { &[] } else { tables.get(start as usize..).unwrap_or_default() }
    }

    fn place(&self, structure: Structure) -> (u32, u32) {
        self.places.get(structure as usize).copied().unwrap_or_default()
    }
}
