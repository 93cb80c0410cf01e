//! Text boxes: where each is anchored, and its stretch of the text (MS-DOC 2.8.37 and 2.8.32).

use std::collections::HashMap;
use std::ops::Range;

use super::fib::{Fib, Part, Structure};
use crate::ingest::binary::u32_at;

/// Bytes of a shape's entry, and of a box's, where its shape is named.
const SHAPE: usize = 26;
const BOX: usize = 22;
const NAMED: usize = 14;

/// A text box.
pub(super) struct TextBox {
    /// The character of the main part that it hangs on.
    pub(super) anchor: u32,
    /// Its own characters.
    pub(super) text: Range<u32>,
}

/// The text boxes of the main part, by anchor. One that hangs nowhere is put at the end.
pub(super) fn read(tables: &[u8], fib: &Fib) -> Vec<TextBox> {
    let shapes = list(fib.bytes(tables, Structure::Shapes), SHAPE);
    let anchors: HashMap<u32, u32> =
        shapes.filter_map(|(at, _, entry)| Some((u32_at(entry, 0)?, at))).collect();
    let part = fib.range(Part::Boxes);
    let end = fib.range(Part::Main).end;
    // No text is read twice, whatever the bounds say.
    let mut read = part.start;
    let found = list(fib.bytes(tables, Structure::Boxes), BOX).map(|(from, to, entry)| {
        let shape = u32_at(entry, NAMED).unwrap_or_default();
        let inside = |at: u32| part.start.saturating_add(at).min(part.end);
        let text = inside(from).max(read)..inside(to);
        read = read.max(text.end);
        TextBox { anchor: anchors.get(&shape).copied().unwrap_or(end), text }
    });
    // The last entry is no box: it stands for the end of them all.
    let mut boxes: Vec<TextBox> = found.filter(|own| !own.text.is_empty()).collect();
    if boxes.is_empty() && !part.is_empty() {
        boxes.push(TextBox { anchor: end, text: part });
    }
    boxes.sort_by_key(|own| own.anchor);
    boxes
}

/// A list of stretches: their bounds, one more than entries, then the entries.
fn list(bytes: &[u8], size: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = bytes.len().saturating_sub(4) / (4 + size);
    (0..count).map_while(move |n| {
        let at = (count + 1) * 4 + n * size;
        Some((u32_at(bytes, n * 4)?, u32_at(bytes, n * 4 + 4)?, bytes.get(at..at + size)?))
    })
}
