//! Lines that a page's end cuts in two: they show on both pages, and are read once.

use super::last_in;
use crate::ingest::pdf::items::{Item, Sheet};
use crate::ingest::pdf::page::Rect;

/// Two characters so near to each other, in points, are halves of one.
const SAME: f32 = 1.0;

/// Leaves out the lower half of each such line: the same characters are cut at the foot of one page's table and at the
/// top of the next one's.
pub(in crate::ingest::pdf) fn once(sheets: &mut [Sheet], furniture: &[Vec<usize>]) {
    for at in 1..sheets.len() {
        let (above, below) = sheets.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last(), below.first_mut()) else { return };
        let mut last = above.items.iter().enumerate().rev();
        let last = last.find(|(index, _)| !furniture[at - 1].contains(index));
        let mut first = below.items.iter_mut().enumerate();
        let first = first.find(|(index, _)| !furniture[at].contains(index));
        let (Some((_, Item::Table(last))), Some((_, Item::Table(first)))) = (last, first) else {
            continue;
        };
        let middle = |bounds: &Rect| f32::midpoint(bounds.y0, bounds.y1);
        let (from, to) = (middle(&last.bounds), middle(&first.bounds));
        let foot = above.page.cut.iter().filter(|(_, y)| *y > from);
        let halved = |x: f32| foot.clone().any(|(other, _)| (other - x).abs() < SAME);
        below.page.cut.retain(|(x, y)| *y < to && halved(*x));
        for cell in first.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let (Some((_, over)), Some(part)) =
                (last_in(last, cell.column), cell.parts.first_mut())
            else {
                continue;
            };
            let inside = |(x, y): &&(f32, f32)| part.bounds.holds(*x, *y);
            let count = below.page.cut.iter().filter(inside).count();
            let end = part.text.char_indices().nth(count).map_or(part.text.len(), |(at, _)| at);
            if count > 0 && over.text().ends_with(&part.text[..end]) {
                part.text.drain(..end);
                part.torn = None;
            }
        }
    }
}
