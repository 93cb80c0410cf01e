//! The form of paragraphs and runs: lists of changes, found by the place in the main stream
//! (MS-DOC 2.4.6, 2.6, 2.9.33 and 2.9.181).

use super::fib::{Fib, Structure};
use crate::ingest::binary::{u16_at, u32_at};

/// Bytes of a page of forms.
const PAGE: usize = 512;
/// Bytes of a paragraph's entry on such a page.
const ENTRY: usize = 13;

/// Which page says how the text at a place is formed.
struct Bin<'a> {
    main: &'a [u8],
    /// First byte of the text of each page, and the page.
    pages: Vec<(u32, usize)>,
}

/// A paragraph's style and the changes to it.
pub(super) type Form<'a> = (u16, &'a [u8]);

/// The forms of a document.
pub(super) struct Bins<'a> {
    paragraphs: Bin<'a>,
    runs: Bin<'a>,
}

impl<'a> Bins<'a> {
    pub(super) fn read(main: &'a [u8], tables: &[u8], fib: &Fib) -> Self {
        let bin = |structure| {
            let list = fib.bytes(tables, structure);
            let count = list.len().saturating_sub(4) / 8;
            let page = |n: usize| {
                let page = u32_at(list, (count + 1) * 4 + n * 4)? & 0x3F_FFFF;
                Some((u32_at(list, n * 4)?, page as usize))
            };
            Bin { main, pages: (0..count).map_while(page).collect() }
        };
        Self { paragraphs: bin(Structure::Paragraphs), runs: bin(Structure::Runs) }
    }

    /// The form of the paragraph at that byte; `None` where it is lost.
    pub(super) fn paragraph(&self, at: u32) -> Option<Form<'a>> {
        let (page, entries, index, _) = self.paragraphs.find(at)?;
        let offset = usize::from(*page.get(entries + index * ENTRY)?) * 2;
        if offset == 0 {
            return Some((0, &[]));
        }
        let (start, length) = match usize::from(*page.get(offset)?) {
            0 => (offset + 2, usize::from(*page.get(offset + 1)?) * 2),
            half => (offset + 1, half * 2 - 1),
        };
        let form = page.get(start..)?;
        let form = &form[..form.len().min(length)];
        Some((u16_at(form, 0)?, &form[2..]))
    }

    /// The changes to the run at that byte, and the byte that it ends before; `None` where they
    /// are lost.
    pub(super) fn run(&self, at: u32) -> Option<(&'a [u8], u32)> {
        let (page, entries, index, end) = self.runs.find(at)?;
        let offset = usize::from(*page.get(entries + index)?) * 2;
        if offset == 0 {
            return Some((&[], end));
        }
        let length = usize::from(*page.get(offset)?);
        let changes = page.get(offset + 1..)?;
        Some((&changes[..changes.len().min(length)], end))
    }
}

impl<'a> Bin<'a> {
    /// The page for a byte of text, where its entries begin, the entry's number, and where its
    /// text ends.
    fn find(&self, at: u32) -> Option<(&'a [u8], usize, usize, u32)> {
        let index = self.pages.partition_point(|(first, _)| *first <= at).checked_sub(1)?;
        let start = self.pages[index].1.checked_mul(PAGE)?;
        let page = self.main.get(start..start.checked_add(PAGE)?)?;
        let count = usize::from(page[PAGE - 1]);
        let bound = |n: usize| u32_at(page, n * 4);
        let index = (0..count).find(|n| bound(n + 1).is_some_and(|end| at < end))?;
        let end = bound(index + 1).filter(|_| bound(index).is_some_and(|start| start <= at))?;
        Some((page, (count + 1) * 4, index, end))
    }
}

/// A change: what it changes, and to what.
pub(super) struct Change<'a> {
    pub(super) code: u16,
    pub(super) value: &'a [u8],
}

impl Change<'_> {
    pub(super) fn byte(&self) -> u8 {
        self.value.first().copied().unwrap_or(0)
    }

    pub(super) fn word(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or(0)
    }

    pub(super) fn long(&self) -> u32 {
        u32_at(self.value, 0).unwrap_or(0)
    }
}

/// The definition of a row's cells, whose length takes two bytes.
pub(super) const ROW_CELLS: u16 = 0xD608;
/// Changes of tab stops, whose length may be left out.
const TABS: u16 = 0xC615;

/// The changes of a list, up to its end or the first that is cut.
pub(super) fn changes(mut bytes: &[u8]) -> impl Iterator<Item = Change<'_>> {
    std::iter::from_fn(move || {
        let code = u16_at(bytes, 0)?;
        let (skip, length) = match code >> 13 {
            0 | 1 => (2, 1),
            3 => (2, 4),
            7 => (2, 3),
            6 if code == ROW_CELLS => (4, usize::from(u16_at(bytes, 2)?).checked_sub(1)?),
            6 => match usize::from(*bytes.get(2)?) {
                255 if code == TABS => return None,
                length => (3, length),
            },
            _ => (2, 2),
        };
        let value = bytes.get(skip..skip + length)?;
        bytes = &bytes[skip + length..];
        Some(Change { code, value })
    })
}
