//! A page as drawn: glyphs, rules and fills. What a page source yields, whatever engine it is.
//!
//! Coordinates are points from the upper left of the page as shown, `y` downwards.

use crate::model::document::Damage;

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f32,
    pub(super) y0: f32,
    pub(super) x1: f32,
    pub(super) y1: f32,
}

impl Rect {
    pub(super) const fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// The rectangle that two corners span.
    pub(super) const fn of_corners(a: (f32, f32), b: (f32, f32)) -> Self {
        Self::new(a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1))
    }

    pub(super) fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// How far down its middle is.
    pub(super) fn center_y(&self) -> f32 {
        f32::midpoint(self.y0, self.y1)
    }

    pub(super) fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The smallest rectangle that holds both.
    pub(super) fn hull(&self, other: &Self) -> Self {
        Self::new(
            self.x0.min(other.x0),
            self.y0.min(other.y0),
            self.x1.max(other.x1),
            self.y1.max(other.y1),
        )
    }

    /// What both cover; `None` where they do not touch.
    pub(super) fn meet(&self, other: &Self) -> Option<Self> {
        let met = Self::new(
            self.x0.max(other.x0),
            self.y0.max(other.y0),
            self.x1.min(other.x1),
            self.y1.min(other.y1),
        );
        (met.x0 <= met.x1 && met.y0 <= met.y1).then_some(met)
    }

    pub(super) fn holds(&self, x: f32, y: f32) -> bool {
        (self.x0..=self.x1).contains(&x) && (self.y0..=self.y1).contains(&y)
    }
}

/// Turns a point of an upright page of that size back by quarter turns, so that what ran down
/// (1), backwards (2) or up (3) runs to the right.
pub(super) fn turn_back((x, y): (f32, f32), turn: u8, (width, height): (f32, f32)) -> (f32, f32) {
    match turn {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    }
}

/// A character where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) c: char,
    /// Left edge.
    pub(super) x0: f32,
    /// Where the next glyph would begin.
    pub(super) x1: f32,
    /// The baseline.
    pub(super) base: f32,
    /// Size of the type, in points.
    pub(super) size: f32,
    /// Set bold, by its font or by stroking its outline.
    pub(super) strong: bool,
}

impl Glyph {
    /// Its box. Chinese type reaches an eighth of its size below the baseline.
    pub(super) fn bounds(&self) -> Rect {
        Rect::new(
            self.x0,
            self.base - 0.88 * self.size,
            self.x1.max(self.x0),
            self.base + 0.12 * self.size,
        )
    }

    /// Its middle.
    pub(super) fn center(&self) -> (f32, f32) {
        (f32::midpoint(self.x0, self.x1), self.base - 0.38 * self.size)
    }
}

/// Characters of a page that are told to be others than are drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Contradicted {
    pub(super) count: u32,
    /// The first few, each once.
    pub(super) told: String,
    pub(super) drawn: String,
}

impl Contradicted {
    /// How many are shown.
    const SHOWN: usize = 10;

    pub(super) fn add(&mut self, told: char, drawn: char) {
        self.count += 1;
        let pairs = || self.told.chars().zip(self.drawn.chars());
        if pairs().count() < Self::SHOWN && !pairs().any(|pair| pair == (told, drawn)) {
            self.told.push(told);
            self.drawn.push(drawn);
        }
    }
}

/// A page's drawing.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Number in the file, from 1.
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    /// Characters set at a slant: stamps and watermarks.
    pub(super) slanted: Vec<Glyph>,
    /// Of some text a part shows and another does not: its cell or the page ends before it.
    pub(super) clipped: bool,
    /// The middles of characters that an edge cuts in two.
    pub(super) cut: Vec<(f32, f32)>,
    /// How many upright glyphs were drawn before text boxes and filled-in fields were laid over it.
    pub(super) laid_over: Option<usize>,
    /// Characters drawn so as not to be seen, beside others that are: white on white, or without ink.
    pub(super) hidden: Vec<Glyph>,
    /// Lines and thin rectangles, upright, as drawn.
    pub(super) rules: Vec<Rect>,
    /// Filled areas.
    pub(super) fills: Vec<Rect>,
    /// How much of the page pictures cover, in square points; what they cover twice counts twice.
    pub(super) pictured: f32,
    /// Filled shapes of curves: letters, where text was turned into outlines.
    pub(super) shapes: u32,
    /// Radicals and vertical forms taken for the characters they stand for.
    pub(super) folded: u32,
    /// Quarter turns, clockwise, that the text of the page as shown was turned back by to stand
    /// upright.
    pub(super) turn: u8,
    /// Glyphs of which no one can tell the character.
    pub(super) unknown: u32,
    /// Characters of private use and how often each is met, but for those of fonts of symbols.
    pub(super) private: Vec<(char, u32)>,
    /// Characters that the file says where its fonts draw others.
    pub(super) contradicted: Contradicted,
    /// Characters that the file says of glyphs which look unlike.
    pub(super) shared: Contradicted,
    /// What of the page cannot be read as it was written.
    pub(super) faults: Vec<Damage>,
}

impl Page {
    /// A rectangle of the upright page in points from the lower left of the page as shown.
    pub(super) fn origin(&self, rect: &Rect) -> [f32; 4] {
        // Turning by the complement undoes the turn.
        let size = (self.width, self.height);
        let back = |x, y| turn_back((x, y), (4 - self.turn) % 4, size);
        let shown = Rect::of_corners(back(rect.x0, rect.y0), back(rect.x1, rect.y1));
        let height = if self.turn % 2 == 1 { self.width } else { self.height };
        [shown.x0, height - shown.y1, shown.x1, height - shown.y0]
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Rect, turn_back};

    #[test]
    fn turns_are_undone() {
        let (x, y) = turn_back((30.0, 100.0), 1, (600.0, 800.0));
        assert_eq!((x, y), (100.0, 570.0));
        let page = Page { width: 800.0, height: 600.0, turn: 1, ..Page::default() };
        let whole = |shown: [f32; 4]| shown.map(|n| n.round() as i32);
        assert_eq!(whole(page.origin(&Rect::new(x, y, x, y))), [30, 700, 30, 700]);
        let page = Page { width: 600.0, height: 800.0, ..Page::default() };
        assert_eq!(whole(page.origin(&Rect::new(1.0, 2.0, 3.0, 5.0))), [1, 795, 3, 798]);
    }
}
