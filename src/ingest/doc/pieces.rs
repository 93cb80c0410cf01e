//! The text: pieces of the main stream in the order in which they are read (MS-DOC 2.4.1).

use encoding_rs::WINDOWS_1252;

use super::fib::{Fib, Structure};
use crate::ingest::binary::{u16_at, u32_at};

/// Units of UTF-16 of all parts, and where each stands in the main stream.
pub(super) struct Text {
    units: Vec<u16>,
    pieces: Vec<Piece>,
    /// It is shorter than its pieces say.
    pub(super) cut: bool,
}

/// A stretch of text that stands together in the file.
struct Piece {
    /// First character.
    start: u32,
    /// Its byte in the main stream.
    at: u32,
    /// A byte each, not two.
    narrow: bool,
}

impl Text {
    /// `None` where nothing says which pieces there are.
    pub(super) fn read(main: &[u8], tables: &[u8], fib: &Fib) -> Option<Self> {
        let list = plan(fib.bytes(tables, Structure::Pieces))?;
        // Characters' bounds, one more than pieces, then eight bytes a piece.
        let count = (list.len().checked_sub(4)?) / 12;
        let mut text = Self { units: Vec::new(), pieces: Vec::with_capacity(count), cut: false };
        for index in 0..count {
            let (start, end) = (u32_at(list, index * 4)?, u32_at(list, index * 4 + 4)?);
            let place = u32_at(list, (count + 1) * 4 + index * 8 + 2)?;
            let narrow = place & 0x4000_0000 != 0;
            let at = if narrow { (place & 0x3FFF_FFFF) / 2 } else { place };
            // Each character takes a byte at least, so that no file holds more.
            let gap = start as usize != text.units.len();
            if gap || end < start || end as usize > main.len() {
                text.cut = true;
                break;
            }
            let width = if narrow { 1 } else { 2 };
            let bytes = main.get(at as usize..).unwrap_or_default();
            let length = ((end - start) as usize).saturating_mul(width);
            let bytes = &bytes[..bytes.len().min(length)];
            text.pieces.push(Piece { start, at, narrow });
            if narrow {
                let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                text.units.extend(decoded.encode_utf16());
            } else {
                let pairs = bytes.chunks_exact(2);
                text.units.extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            }
            if text.units.len() < end as usize {
                text.cut = true;
                break;
            }
        }
        Some(text)
    }

    /// The unit at a character's number.
    pub(super) fn unit(&self, at: u32) -> Option<u16> {
        self.units.get(at as usize).copied()
    }

    /// The byte of the main stream that it stands at, and where its piece ends.
    pub(super) fn place(&self, at: u32) -> (u32, u32) {
        let index = self.pieces.partition_point(|piece| piece.start <= at).saturating_sub(1);
        let Some(piece) = self.pieces.get(index) else { return (0, u32::MAX) };
        let width = if piece.narrow { 1 } else { 2 };
        let end = self.pieces.get(index + 1).map_or(u32::MAX, |next| next.start);
        (piece.at.saturating_add((at - piece.start.min(at)).saturating_mul(width)), end)
    }
}

/// The list of pieces, behind changes of form that a quick save has left.
fn plan(mut bytes: &[u8]) -> Option<&[u8]> {
    loop {
        match *bytes.first()? {
            1 => bytes = bytes.get(3 + usize::from(u16_at(bytes, 1)?)..)?,
            2 => {
                let length = u32_at(bytes, 1)? as usize;
                return bytes.get(5..).map(|list| &list[..list.len().min(length)]);
            }
            _ => return None,
        }
    }
}
