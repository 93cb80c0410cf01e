//! What a file says of the glyphs of one font, held against each other: two shapes that are said to be
//! one character, and characters exchanged where the glyphs keep the order of their characters.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::kurbo::{BezPath, Point, Shape as _};

/// Shapes are compared at so many points each way.
const POINTS: u32 = 20;
/// Two shapes of one character, as languages set it, share at least so much of their ink.
const SHARED: f32 = 0.4;
/// Most shapes of one font that are compared.
const MOST_COMPARED: usize = 100;
/// Fewest ideographs that tell whether glyphs are in the order of their characters.
const ORDERED_LEAST: usize = 50;
/// At most one in so many of them may be out of order.
const OUT_OF_ORDER: usize = 20;

/// What is said of the ideographs of one font.
#[derive(Default)]
pub(super) struct Said {
    by_char: HashMap<char, First>,
    /// Glyphs said to be what another is, and whether they look unlike it.
    others: HashMap<u32, bool>,
}

/// The first glyph that was said to be a character.
struct First {
    glyph: OutlineGlyph,
    page: u32,
}

/// Characters that a file says in place of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exchanged {
    /// The page on which the first of them is met.
    pub(super) page: u32,
    pub(super) told: String,
    pub(super) drawn: String,
}

impl Said {
    /// Takes in what a glyph is said to be; whether another that looks unlike it was said to be the same.
    pub(super) fn again(&mut self, glyph: &OutlineGlyph, said: char, page: u32) -> bool {
        if !is_usual(said) {
            return false;
        }
        match self.by_char.entry(said) {
            Entry::Vacant(place) => {
                place.insert(First { glyph: glyph.clone(), page });
                false
            }
            Entry::Occupied(first) => {
                let (first, id) = (&first.get().glyph, glyph.glyph_id().to_u32());
                if first.glyph_id().to_u32() == id {
                    return false;
                }
                let full = self.others.len() >= MOST_COMPARED;
                *self
                    .others
                    .entry(id)
                    .or_insert_with(|| !full && unlike(&first.outline(), &glyph.outline()))
            }
        }
    }

    /// Characters that are exchanged: but for them each glyph stands behind those of the characters
    /// before its own, and with them put right all do.
    pub(super) fn exchanged(&self) -> Option<Exchanged> {
        let order = |(c, first): (&char, &First)| (first.glyph.glyph_id().to_u32(), *c);
        let mut order: Vec<(u32, char)> = self.by_char.iter().map(order).collect();
        order.sort_unstable();
        let chars: Vec<char> = order.into_iter().map(|(_, c)| c).collect();
        let (told, drawn): (String, String) = exchanged(&chars)?.into_iter().unzip();
        let page = told.chars().filter_map(|c| self.by_char.get(&c)).map(|first| first.page).min();
        Some(Exchanged { page: page.unwrap_or(1), told, drawn })
    }
}

/// The ideographs that fonts have in the order of their codes.
fn is_usual(c: char) -> bool {
    ('\u{4E00}'..='\u{9FA5}').contains(&c)
}

/// Of characters in the order of their glyphs, those that are out of order and which each should be.
fn exchanged(chars: &[char]) -> Option<Vec<(char, char)>> {
    if chars.len() < ORDERED_LEAST {
        return None;
    }
    let kept = rising(chars);
    let out: Vec<usize> = (0..chars.len()).filter(|at| !kept[*at]).collect();
    if out.len() < 2 || out.len() * OUT_OF_ORDER > chars.len() {
        return None;
    }
    let mut right: Vec<char> = out.iter().map(|at| chars[*at]).collect();
    right.sort_unstable();
    let mut mended = chars.to_vec();
    for (at, c) in out.iter().zip(&right) {
        mended[*at] = *c;
    }
    let in_order = mended.is_sorted_by(|a, b| a < b);
    in_order.then(|| out.iter().map(|at| chars[*at]).zip(right).collect())
}

/// Which of the characters belong to the longest row of rising ones.
fn rising(chars: &[char]) -> Vec<bool> {
    // For each length, where the row of that length with the least end ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(chars.len());
    for (at, c) in chars.iter().enumerate() {
        let length = ends.partition_point(|end| chars[*end] < *c);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut kept = vec![false; chars.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept[at] = true;
        next = before[at];
    }
    kept
}

/// Whether two shapes of one font are those of different characters. One without ink says nothing.
fn unlike(one: &BezPath, other: &BezPath) -> bool {
    let (own, others) = (one.bounding_box(), other.bounding_box());
    if own.is_zero_area() || others.is_zero_area() {
        return false;
    }
    let all = own.union(others);
    let (mut both, mut either) = (0u16, 0u16);
    for row in 0..POINTS {
        for column in 0..POINTS {
            let part = |at: u32| (f64::from(at) + 0.5) / f64::from(POINTS);
            let point =
                Point::new(all.x0 + all.width() * part(column), all.y0 + all.height() * part(row));
            let inked = (one.winding(point) != 0, other.winding(point) != 0);
            both += u16::from(inked.0 && inked.1);
            either += u16::from(inked.0 || inked.1);
        }
    }
    f32::from(both) < SHARED * f32::from(either)
}

#[cfg(test)]
mod tests {
    use hayro_interpret::kurbo::{BezPath, Rect, Shape as _};

    use super::{exchanged, unlike};

    #[test]
    fn characters_out_of_their_order_are_told() {
        let order: Vec<char> = ('一'..='丫').chain('人'..='仿').collect();
        assert_eq!(exchanged(&order), None);
        let mut swapped = order.clone();
        swapped.swap(10, 50);
        assert_eq!(exchanged(&swapped), Some(vec![(order[50], order[10]), (order[10], order[50])]));
        // A font of another order, or one with characters added behind all others.
        let mut added = order.clone();
        let late = added.remove(10);
        added.push(late);
        let late = added.remove(20);
        added.push(late);
        assert_eq!(exchanged(&added), None);
        let other: Vec<char> = order.iter().rev().copied().collect();
        assert_eq!(exchanged(&other), None);
    }

    #[test]
    fn shapes_without_common_ink_are_unlike() {
        let bar = |x0, y0, x1, y1| Rect::new(x0, y0, x1, y1).to_path(0.1);
        let (across, down) = (bar(0.0, 400.0, 900.0, 500.0), bar(400.0, 0.0, 500.0, 900.0));
        assert!(unlike(&across, &down));
        assert!(!unlike(&across, &bar(0.0, 420.0, 900.0, 520.0)));
        assert!(!unlike(&across, &BezPath::new()));
    }
}
