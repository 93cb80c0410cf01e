//! The compound file that old Office formats live in (MS-CFB): one stream out of its sectors.

use std::borrow::Cow;
use std::ops::Range;

use super::binary::{u16_at, u32_at};

/// Sector numbers from here on are marks, not sectors.
const SPECIAL: u32 = 0xFFFF_FFFA;
/// Streams below this size live in the mini stream.
const CUTOFF: u64 = 4096;

/// A compound file's tables.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

/// A stream, and whether it is all there.
pub(super) struct Stream<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    pub(super) whole: bool,
}

/// The stream of that name.
pub(super) fn stream<'a>(bytes: &'a [u8], name: &str) -> Option<Stream<'a>> {
    let shift = u16_at(bytes, 30).filter(|shift| (7..=16).contains(shift))?;
    let mini_shift = u16_at(bytes, 32).filter(|shift| (4..=12).contains(shift))?;
    let mut sectors = Sectors { bytes, size: 1 << shift, next: Vec::new() };
    sectors.next = sectors.table()?;
    let directory = sectors.chain(u32_at(bytes, 48)?, u64::MAX).bytes;
    let entry = |name: &str| {
        directory.chunks_exact(128).find(|entry| {
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).saturating_sub(2).min(62);
            let units = entry[..length].chunks_exact(2).map(|u| u16::from_le_bytes([u[0], u[1]]));
            entry[66] != 0 && units.eq(name.encode_utf16())
        })
    };
    let found = entry(name)?;
    let (start, size) = (u32_at(found, 116)?, u64::from(u32_at(found, 120)?));
    if size >= CUTOFF {
        return Some(sectors.chain(start, size));
    }
    let root = entry("Root Entry")?;
    let mini = sectors.chain(u32_at(root, 116)?, u64::from(u32_at(root, 120)?)).bytes;
    let next = sectors.chain(u32_at(bytes, 60)?, u64::MAX).bytes;
    let next = next.chunks_exact(4).map(|n| u32::from_le_bytes([n[0], n[1], n[2], n[3]])).collect();
    // Mini sectors start at the stream's beginning, others after the header.
    let mini = Sectors { bytes: &mini, size: 1 << mini_shift, next };
    let Stream { bytes, whole } = mini.follow(start, size, 0);
    Some(Stream { bytes: Cow::Owned(bytes.into_owned()), whole })
}

impl<'a> Sectors<'a> {
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize + 1).checked_mul(self.size)?;
        let end = start.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The table of which sector follows which: its sectors are listed in the header, and in
    /// sectors of their own where that does not suffice.
    fn table(&self) -> Option<Vec<u32>> {
        let words = |bytes: &[u8]| -> Vec<u32> {
            bytes.chunks_exact(4).map(|n| u32::from_le_bytes([n[0], n[1], n[2], n[3]])).collect()
        };
        let mut listed = words(self.bytes.get(76..512)?);
        let mut more = u32_at(self.bytes, 68)?;
        // No file has more sectors of this kind than sectors.
        for _ in 0..self.bytes.len() / self.size {
            let Some(sector) = Some(more).filter(|n| *n < SPECIAL).and_then(|n| self.sector(n))
            else {
                break;
            };
            let mut sector = words(sector);
            more = sector.pop().unwrap_or(SPECIAL);
            listed.append(&mut sector);
        }
        let most = self.bytes.len() / self.size + 1;
        let mut next = Vec::new();
        for number in listed.into_iter().filter(|n| *n < SPECIAL) {
            match self.sector(number) {
                Some(sector) if next.len() < most => next.extend(words(sector)),
                _ => break,
            }
        }
        Some(next)
    }

    fn chain(&self, start: u32, size: u64) -> Stream<'a> {
        self.follow(start, size, 1)
    }

    /// The sectors from `start` on, up to `size` bytes; `header` sectors stand before the first.
    fn follow(&self, start: u32, size: u64, header: usize) -> Stream<'a> {
        // Stretches of the file; most streams lie in one.
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut number = start;
        let (mut length, mut steps) = (0, 0);
        while number < SPECIAL && length < size {
            let at = (number as usize + header).saturating_mul(self.size);
            let end = at.saturating_add(self.size).min(self.bytes.len());
            // A chain longer than the file runs in a circle.
            steps += 1;
            if at > end || steps > self.next.len() + 1 {
                break;
            }
            match runs.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => runs.push(at..end),
            }
            length += (end - at) as u64;
            number = self.next.get(number as usize).copied().unwrap_or(SPECIAL);
        }
        let whole = size == u64::MAX || length >= size;
        let most = usize::try_from(length.min(size)).unwrap_or(usize::MAX);
        let bytes = match &runs[..] {
            [run] => Cow::Borrowed(&self.bytes[run.clone()][..most]),
            runs => {
                let mut bytes = Vec::with_capacity(most);
                for run in runs {
                    let run = &self.bytes[run.clone()];
                    bytes.extend_from_slice(&run[..run.len().min(most - bytes.len())]);
                }
                Cow::Owned(bytes)
            }
        };
        Stream { bytes, whole }
    }
}
