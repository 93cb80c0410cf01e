//! Which way text runs. Pages are read along their main direction; what runs otherwise is a stamp,
//! a watermark or a margin.

use hayro_interpret::kurbo::Affine;

use super::page::{Glyph, Page, Rect, turn_back};

/// Text of tables and titles is smaller than so many points.
const LARGEST: f32 = 30.0;

/// A glyph's place before its text is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    x: f32,
    y: f32,
    /// Along its direction.
    width: f32,
    pub(super) size: f32,
    way: Way,
}

/// Where the next glyph stands, seen from this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// To the right, below, to the left, above: quarter turns.
    Turned(u8),
    /// Below, each glyph upright: vertical writing.
    Vertical,
    Slanted,
}

/// The text of a glyph.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    One(char),
    Several(String),
}

impl Piece {
    /// Its first character.
    pub(super) fn first(&self) -> Option<char> {
        match self {
            Self::One(c) => Some(*c),
            Self::Several(text) => text.chars().next(),
        }
    }
}

/// How glyphs of one run are set: what their places have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    along: f32,
    size: f32,
    way: Way,
    vertical: bool,
}

impl Setting {
    /// By the linear part of the transform from thousandths of the type's size to the page.
    pub(super) fn of([xx, xy, yx, yy]: [f32; 4], vertical: bool) -> Option<Self> {
        let (right, up) = (length(xx, xy) * 1000.0, length(yy, yx) * 1000.0);
        if !(right.is_finite() && up.is_finite() && (0.5..5000.0).contains(&up)) {
            return None;
        }
        // Where the engine stretches a stand-in font's glyphs, their width says nothing.
        let along = if (up * 0.45..=up * 1.6).contains(&right) { right } else { up };
        let way = match (xx.abs(), xy.abs()) {
            (across, down) if down <= 0.1 * across && vertical => Way::Vertical,
            (across, down) if down <= 0.1 * across => Way::Turned(if xx > 0.0 { 0 } else { 2 }),
            (across, down) if across <= 0.1 * down => Way::Turned(if xy > 0.0 { 1 } else { 3 }),
            _ => Way::Slanted,
        };
        Some(Self { along, size: up, way, vertical })
    }

    /// A glyph of that advance (in thousandths of its size) at a place.
    pub(super) fn place(&self, x: f32, y: f32, advance: Option<f32>) -> Option<Placed> {
        let Self { along, size, way, vertical } = *self;
        let advance = if vertical { 1.0 } else { advance.unwrap_or(1000.0) / 1000.0 };
        let width = (advance * along).clamp(0.0, 4.0 * size);
        (x.abs() < 1e5 && y.abs() < 1e5).then_some(Placed { x, y, width, size, way })
    }
}

impl Placed {
    /// Where a glyph of that advance (in thousandths of its size) stands.
    pub(super) fn of(transform: Affine, advance: Option<f32>, vertical: bool) -> Option<Self> {
        let [xx, xy, yx, yy, x, y] = transform.as_coeffs().map(|n| n as f32);
        Setting::of([xx, xy, yx, yy], vertical)?.place(x, y, advance)
    }

    /// Whether it is of a line of text: watermarks may run over the page's edge.
    pub(super) fn may_be_cut(&self) -> bool {
        self.way != Way::Slanted && self.size < LARGEST
    }

    /// Moves it down the page as shown.
    pub(super) fn shift(&mut self, down: f32) {
        self.y += down;
    }

    /// Its middle on the page as shown.
    pub(super) fn middle(&self) -> (f32, f32) {
        let (along, above) = (self.width / 2.0, 0.38 * self.size);
        match self.way {
            Way::Turned(1) => (self.x + above, self.y + along),
            Way::Turned(2) => (self.x - along, self.y + above),
            Way::Turned(3) => (self.x - above, self.y - along),
            _ => (self.x + along, self.y - above),
        }
    }
}

/// The length of a vector; most are upright.
fn length(along: f32, across: f32) -> f32 {
    if across == 0.0 { along.abs() } else { along.hypot(across) }
}

/// How many lists of glyphs there are.
pub(super) const LISTS: usize = 6;

/// Text by the direction it runs in.
#[derive(Debug, Default)]
pub(super) struct Directions {
    /// By quarter turns, in the coordinates of the page turned back so far.
    turned: [Vec<Glyph>; 4],
    vertical: Vec<Glyph>,
    slanted: Vec<Glyph>,
}

impl Directions {
    pub(super) fn is_empty(&self) -> bool {
        self.turned.iter().all(Vec::is_empty) && self.vertical.is_empty()
    }

    /// Each list of glyphs, and the quarter turns that its coordinates were turned back by.
    pub(super) fn lists(&mut self) -> [(u8, &mut Vec<Glyph>); LISTS] {
        let [a, b, c, d] = &mut self.turned;
        [(0, a), (1, b), (2, c), (3, d), (0, &mut self.vertical), (0, &mut self.slanted)]
    }

    /// What runs to the right.
    pub(super) fn upright(&self) -> &[Glyph] {
        &self.turned[0]
    }

    /// How many glyphs each of these lists has.
    pub(super) fn lengths(&self) -> [usize; LISTS] {
        let [a, b, c, d] = &self.turned;
        [a, b, c, d, &self.vertical, &self.slanted].map(Vec::len)
    }

    /// Makes room for text that runs to the right.
    pub(super) fn expect(&mut self, glyphs: usize) {
        self.turned[0].reserve(glyphs);
    }

    /// Where a glyph is to be added, and at what place.
    #[inline]
    fn place(&mut self, placed: &Placed, size: (f32, f32)) -> (&mut Vec<Glyph>, (f32, f32)) {
        let turn = if let Way::Turned(turn) = placed.way { turn } else { 0 };
        let list = match placed.way {
            Way::Turned(turn) => &mut self.turned[turn as usize % 4],
            Way::Vertical => &mut self.vertical,
            Way::Slanted => &mut self.slanted,
        };
        (list, turn_back((placed.x, placed.y), turn, size))
    }

    /// Adds a character that shows.
    #[inline]
    pub(super) fn add_one(&mut self, placed: &Placed, c: char, strong: bool, size: (f32, f32)) {
        let (list, (x0, base)) = self.place(placed, size);
        list.push(Glyph { c, x0, x1: x0 + placed.width, base, size: placed.size, strong });
    }

    /// Adds a glyph's characters. A ligature's share its width.
    pub(super) fn add(&mut self, placed: &Placed, text: &Piece, strong: bool, size: (f32, f32)) {
        let (list, (x, base)) = self.place(placed, size);
        let mut put = |c: char, x0: f32, x1: f32| {
            if c.is_control() {
                return;
            }
            list.push(Glyph { c, x0, x1, base, size: placed.size, strong });
        };
        match text {
            Piece::One(c) => put(*c, x, x + placed.width),
            Piece::Several(text) => {
                let step = placed.width / text.chars().map(|_| 1.0).sum::<f32>().max(1.0);
                let mut x0 = x;
                for c in text.chars() {
                    put(c, x0, x0 + step);
                    x0 += step;
                }
            }
        }
    }

    /// All of it, what stands upright on a page turned so first.
    pub(super) fn all(self, turn: u8) -> Vec<Glyph> {
        let Self { mut turned, vertical, slanted } = self;
        let mut all = std::mem::take(&mut turned[turn as usize % 4]);
        all.extend(turned.into_iter().flatten().chain(vertical).chain(slanted));
        all
    }

    /// Puts the text into the page, the page turned so that most of it runs to the right.
    pub(super) fn settle(self, mut page: Page) -> Page {
        let Self { mut turned, vertical, mut slanted } = self;
        let most = (0..4).max_by_key(|way| (turned[*way].len(), 4 - way)).unwrap_or(0);
        let size = (page.width, page.height);
        if vertical.len() > turned[most].len() {
            // Vertical writing reads like a page on its side, its glyphs upright again.
            turned[1].extend(vertical.iter().map(|glyph| {
                let middle = turn_back(glyph.center(), 1, size);
                let half = glyph.size / 2.0;
                let base = middle.1 + 0.38 * glyph.size;
                Glyph { x0: middle.0 - half, x1: middle.0 + half, base, ..*glyph }
            }));
            page.turn = 1;
        } else {
            // Among other text, a column of upright glyphs is a narrow cell.
            turned[0].extend(vertical);
            page.turn = most as u8;
        }
        page.glyphs = std::mem::take(&mut turned[page.turn as usize]);
        slanted.extend(turned.into_iter().flatten());
        page.slanted = slanted;
        if page.turn > 0 {
            let turn = |rect: &mut Rect| {
                *rect = Rect::of_corners(
                    turn_back((rect.x0, rect.y0), page.turn, size),
                    turn_back((rect.x1, rect.y1), page.turn, size),
                );
            };
            page.rules.iter_mut().chain(&mut page.fills).for_each(turn);
            if page.turn % 2 == 1 {
                (page.width, page.height) = (page.height, page.width);
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use hayro_interpret::kurbo::Affine;

    use super::{Directions, Piece, Placed};
    use crate::ingest::pdf::page::Page;

    #[test]
    fn text_that_runs_down_turns_the_page() {
        let mut text = Directions::default();
        // Device space has y downwards: text that runs down has its x axis along y.
        for (step, c) in [(0.0, '甲'), (10.0, '乙')] {
            let at = Affine::new([0.0, 0.01, 0.01, 0.0, 500.0, 100.0 + step]);
            let placed = Placed::of(at, Some(1000.0), false).unwrap();
            text.add(&placed, &Piece::One(c), false, (600.0, 800.0));
        }
        let page = Page { width: 600.0, height: 800.0, ..Page::default() };
        let page = text.settle(page);
        assert_eq!((page.turn, page.width, page.height), (1, 800.0, 600.0));
        let places: Vec<_> = page.glyphs.iter().map(|g| (g.c, g.x0, g.base)).collect();
        assert_eq!(places, [('甲', 100.0, 100.0), ('乙', 110.0, 100.0)]);
    }

    #[test]
    fn a_ligature_is_taken_apart() {
        let mut text = Directions::default();
        let at = Affine::new([0.01, 0.0, 0.0, -0.01, 50.0, 100.0]);
        let placed = Placed::of(at, Some(600.0), false).unwrap();
        text.add(&placed, &Piece::Several("ffi".into()), false, (600.0, 800.0));
        let page = text.settle(Page::default());
        assert_eq!(page.glyphs.iter().map(|g| g.c).collect::<String>(), "ffi");
        assert!((page.glyphs[2].x1 - 56.0).abs() < 0.01);
    }
}
