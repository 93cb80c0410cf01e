//! What instructions draw by: the place, the colour, the type.

use hayro_interpret::kurbo::{Affine, Point};

use crate::ingest::pdf::device::OPAQUE;

/// Units of a glyph's own space.
const UNITS: f32 = 1000.0;

/// What is set, and saved and restored as a whole.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) place: Affine,
    pub(super) fill: Fill,
    /// How much of the fill's colour covers.
    pub(super) opacity: f32,
    /// What is below shows through by the way colours are mixed.
    pub(super) blends: bool,
    /// A mask leaves out parts of it.
    pub(super) masked: bool,
    pub(super) text: Text,
    /// Clips that were there when it was saved.
    pub(super) clips: usize,
}

/// The colour that areas and text are filled with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fill {
    pub(super) space: Space,
    /// Its least part of red, green and blue.
    pub(super) least: f32,
}

/// What the numbers of a colour mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// So many numbers, as a profile has them (ICC): of gray, or of red, green and blue.
    Profile(usize),
}

/// The type.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) spacing: f32,
    pub(super) word_spacing: f32,
    /// In hundredths.
    pub(super) scaling: f32,
    pub(super) leading: f32,
    pub(super) font: Option<usize>,
    pub(super) size: f32,
    pub(super) rise: f32,
    pub(super) mode: u8,
    pub(super) at: Affine,
    pub(super) line: Affine,
}

impl State {
    pub(super) fn new(place: Affine) -> Self {
        let text = Text {
            spacing: 0.0,
            word_spacing: 0.0,
            scaling: 100.0,
            leading: 0.0,
            font: None,
            size: 1.0,
            rise: 0.0,
            mode: 0,
            at: Affine::IDENTITY,
            line: Affine::IDENTITY,
        };
        let fill = Fill { space: Space::Gray, least: 0.0 };
        Self { place, fill, opacity: 1.0, blends: false, masked: false, text, clips: 0 }
    }

    /// Whether what is filled hides what is below it.
    pub(super) fn is_solid(&self) -> bool {
        self.opacity >= OPAQUE && !self.blends && !self.masked
    }

    /// In a group, which is itself mixed so, nothing is at first.
    pub(super) fn in_group(&mut self) {
        (self.opacity, self.blends, self.masked) = (1.0, false, false);
    }

    /// Whether what is filled does not show on paper.
    pub(super) fn is_white(&self) -> bool {
        self.opacity < 0.02 || self.fill.least > 0.98
    }
}

impl Fill {
    /// A colour of so many numbers. `None` where only the engine could tell whether it is white.
    pub(super) fn of(space: Space, numbers: &[f64]) -> Option<Self> {
        let least = numbers.iter().fold(1.0, |least: f64, part| least.min(*part)) as f32;
        let least = match (space, numbers.len()) {
            (Space::Gray, 1) | (Space::Rgb, 3) => least,
            (Space::Cmyk, 4) => match numbers.iter().fold(0.0, |most: f64, part| most.max(*part)) {
                0.0 => 1.0,
                0.1.. => 0.0,
                _ => return None,
            },
            // A profile bends what is between, and leaves black and white about where they are.
            (Space::Profile(count), given) if count == given => {
                match (least, numbers.iter().all(|part| (0.0..=1.0).contains(part))) {
                    (1.0, true) => 1.0,
                    (..0.9, true) => 0.0,
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Self { space, least })
    }

    /// Black, as a space begins with.
    pub(super) fn black(space: Space) -> Self {
        Self { space, least: 0.0 }
    }
}

impl Text {
    /// From a glyph's space of one to the page's.
    pub(super) fn whole(&self) -> Affine {
        let (size, scaling) = (f64::from(self.size), f64::from(self.scaling / 100.0));
        self.at * Affine::new([size * scaling, 0.0, 0.0, size, 0.0, f64::from(self.rise)])
    }

    /// Where that space begins.
    pub(super) fn origin(&self) -> Point {
        self.at * Point::new(0.0, f64::from(self.rise))
    }

    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.at = self.line;
    }

    /// Shifts by thousandths of the size, against the direction of writing.
    pub(super) fn shift(&mut self, by: f32, vertical: bool) {
        let scaling = if vertical { 1.0 } else { self.scaling / 100.0 };
        self.go(-by / UNITS * self.size * scaling, vertical);
    }

    /// Goes on by a glyph's advance.
    pub(super) fn advance(&mut self, by: f32, blank: bool, vertical: bool) {
        let word = if blank { self.word_spacing } else { 0.0 };
        let by = by / UNITS * self.size + self.spacing + word;
        self.go(if vertical { by } else { by * (self.scaling / 100.0) }, vertical);
    }

    fn go(&mut self, by: f32, vertical: bool) {
        let by = f64::from(by);
        let [xx, xy, yx, yy, x, y] = self.at.as_coeffs();
        let to = if vertical { (yx * by + x, yy * by + y) } else { (xx * by + x, xy * by + y) };
        self.at = self.at.with_translation(to.into());
    }
}
