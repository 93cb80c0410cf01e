//! Text that is painted over: an area filled after it hides it, as corrections and blackings do.

use super::direction::{Directions, LISTS};
use super::page::{Glyph, Rect, turn_back};

/// Most areas of one page that are held against its text.
const MOST: usize = 2000;
/// Least width and height of an area, in points.
const LEAST: f32 = 4.0;
/// Areas are looked up by bands of this height, in points; no page has more of them.
const BAND: f32 = 16.0;
const MOST_BANDS: usize = 1024;

/// Filled areas with text drawn before them.
#[derive(Debug, Default)]
pub(super) struct Covers {
    areas: Vec<(Rect, [usize; LISTS])>,
}

impl Covers {
    /// An area drawn over what there is so far.
    pub(super) fn add(&mut self, area: Rect, text: &Directions) {
        let before = text.lengths();
        let large = area.width() > LEAST && area.height() > LEAST;
        if large && before.iter().any(|count| *count > 0) && self.areas.len() < MOST {
            self.areas.push((area, before));
        }
    }

    /// Moves what they cover of the text on a page of that size to what is hidden. A page most of which
    /// would go is left as it is: what the file says of its paint cannot be what one sees.
    pub(super) fn lift(&self, text: &mut Directions, hidden: &mut Directions, size: (f32, f32)) {
        if self.areas.is_empty() {
            return;
        }
        let lists = text.lists();
        let all: usize = lists.iter().map(|(_, list)| list.len()).sum();
        let gone: Vec<Vec<bool>> = (0..)
            .zip(&lists)
            .map(|(at, (turn, list))| self.covers(at, *turn, list, size))
            .collect();
        if 2 * gone.iter().flatten().filter(|gone| **gone).count() > all {
            return;
        }
        for (((_, list), (_, hidden)), gone) in lists.into_iter().zip(hidden.lists()).zip(gone) {
            if !gone.contains(&true) {
                continue;
            }
            let mut over = gone.into_iter();
            let lifted = list.extract_if(.., |_| over.next().unwrap_or(false));
            hidden.extend(lifted);
        }
    }

    /// Which glyphs of a list, turned back so often, lie below an area drawn later.
    fn covers(&self, at: usize, turn: u8, list: &[Glyph], size: (f32, f32)) -> Vec<bool> {
        let mut bands: Vec<Vec<(Rect, usize)>> = Vec::new();
        let band = |y: f32| usize::try_from((y / BAND) as i32).unwrap_or(0).min(MOST_BANDS - 1);
        let mut most = 0;
        for (area, before) in &self.areas {
            let before = before[at];
            if before == 0 {
                continue;
            }
            most = most.max(before);
            let turned = |x, y| turn_back((x, y), turn, size);
            let area = Rect::of_corners(turned(area.x0, area.y0), turned(area.x1, area.y1));
            let (from, to) = (band(area.y0), band(area.y1));
            bands.resize_with(bands.len().max(to + 1), Vec::new);
            bands[from..=to].iter_mut().for_each(|band| band.push((area, before)));
        }
        let below = |(index, glyph): (usize, &Glyph)| {
            let (x, y) = glyph.center();
            let over = bands.get(band(y)).into_iter().flatten();
            over.filter(|(_, before)| index < *before).any(|(area, _)| area.holds(x, y))
        };
        list.iter().enumerate().take(most).map(below).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Covers, Directions, Rect};
    use crate::ingest::pdf::page::Glyph;

    fn set(text: &mut Directions, said: &str, x: f32, base: f32) {
        for (at, c) in (0u8..).zip(said.chars()) {
            let x0 = x + 10.0 * f32::from(at);
            let glyph = Glyph { c, x0, x1: x0 + 10.0, base, size: 10.0, strong: false };
            text.lists()[0].1.push(glyph);
        }
    }

    fn said(text: &mut Directions) -> String {
        text.lists()[0].1.iter().map(|glyph| glyph.c).collect()
    }

    #[test]
    fn what_is_painted_over_is_hidden_and_what_is_drawn_on_it_shows() {
        let (mut text, mut hidden) = (Directions::default(), Directions::default());
        set(&mut text, "云州市人民政府", 20.0, 60.0);
        set(&mut text, "白水县", 20.0, 100.0);
        let mut covers = Covers::default();
        covers.add(Rect::new(15.0, 88.0, 60.0, 104.0), &text);
        set(&mut text, "青河县", 20.0, 100.0);
        covers.lift(&mut text, &mut hidden, (600.0, 800.0));
        assert_eq!(said(&mut text), "云州市人民政府青河县");
        assert_eq!(said(&mut hidden), "白水县");
    }

    #[test]
    fn a_page_that_would_lose_most_is_left() {
        let (mut text, mut hidden) = (Directions::default(), Directions::default());
        set(&mut text, "云州市人民政府", 20.0, 60.0);
        let mut covers = Covers::default();
        covers.add(Rect::new(0.0, 0.0, 600.0, 800.0), &text);
        covers.lift(&mut text, &mut hidden, (600.0, 800.0));
        assert_eq!(said(&mut text), "云州市人民政府");
    }
}
