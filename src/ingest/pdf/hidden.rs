//! Text drawn so as not to be seen, on pages with text that is: what of it stands nowhere else.

use std::collections::HashSet;

use super::lines::{self, Line};
use super::page::Glyph;
use crate::text::is_blank;

/// A character that shows this near, in points, is the same one drawn again: a shadow, a text layer.
const NEAR: f32 = 3.0;

/// The lines of what is hidden and not shown in the same place as well.
pub(super) fn lines(mut hidden: Vec<Glyph>, shown: &[Glyph]) -> Vec<Line> {
    hidden.retain(|glyph| !is_blank(glyph.c));
    if hidden.is_empty() {
        return Vec::new();
    }
    let place = |glyph: &Glyph| ((glyph.x0 / NEAR) as i32, (glyph.base / NEAR) as i32);
    let shown: HashSet<(char, i32, i32)> = shown
        .iter()
        .map(|glyph| {
            let (x, y) = place(glyph);
            (glyph.c, x, y)
        })
        .collect();
    hidden.retain(|glyph| {
        let (x, y) = place(glyph);
        let mut around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        !around.any(|(x, y)| shown.contains(&(glyph.c, x, y)))
    });
    lines::lines(&mut hidden)
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::ingest::pdf::page::Glyph;

    fn set(text: &str, x: f32, base: f32) -> Vec<Glyph> {
        let glyph = |(at, c): (u16, char)| {
            let x0 = x + 10.0 * f32::from(at);
            Glyph { c, x0, x1: x0 + 10.0, base, size: 10.0, strong: false }
        };
        (0..).zip(text.chars()).map(glyph).collect()
    }

    #[test]
    fn what_shows_in_the_same_place_is_not_hidden() {
        let shown = set("云州市", 10.0, 20.0);
        assert!(lines(set("云州市", 11.0, 21.0), &shown).is_empty());
        assert!(lines(set("   ", 10.0, 50.0), &shown).is_empty());
        let found = lines(set("云州市", 10.0, 50.0), &shown);
        assert_eq!(found.iter().map(|line| line.text()).collect::<Vec<_>>(), ["云州市"]);
    }
}
