//! What of a page shows: the areas that clips leave, and the text that they leave out.
//!
//! A cell that is too small for its text is printed with a clip around it. The file may hold all of the text, but no
//! reader of the page sees it, and it would stand in other cells: that it is there is told.

use super::direction::Placed;
use super::page::{Glyph, Rect};

/// Most glyphs of a page that do not show are known.
const MOST_LOST: usize = 500;
/// What stands so near to the page's top or foot, in parts of its height, may run over its edge.
const MARGIN: f32 = 0.08;
/// Two glyphs that stand so near to each other, in points, are one drawn twice.
const SAME: f32 = 1.0;
/// A cell is lower than so much of its page.
const CELL: f32 = 0.25;
/// So is what a page shows of a merged one, mostly.
const MERGED: f32 = 0.5;
/// A glyph whose middle is so near to the edge, in ems, shows as much as one that is cut in two there.
const HALF: f32 = 0.1;

/// The clips under way, from the page's own on.
pub(super) struct Clips {
    all: Vec<Clip>,
    lost: Vec<Lost>,
    /// The middles of what was drawn in.
    pub(super) drawn: Vec<(f32, f32)>,
}

/// What shows of what is drawn.
#[derive(Clone, Copy, Debug)]
struct Clip {
    area: Rect,
    /// It is no box: less than its area shows.
    shaped: bool,
    /// Some text in it shows.
    shows: bool,
    /// How many glyphs had been lost when it began.
    lost: usize,
}

/// A glyph that a clip leaves out.
struct Lost {
    at: (f32, f32),
    c: char,
    /// Others of its text show.
    cut: bool,
}

impl Clips {
    pub(super) fn new(page: Rect) -> Self {
        let all = vec![Clip { area: page, shaped: false, shows: false, lost: 0 }];
        Self { all, lost: Vec::new(), drawn: Vec::new() }
    }

    /// What shows now.
    pub(super) fn area(&self) -> Rect {
        self.all.last().map(|clip| clip.area).unwrap_or_default()
    }

    /// Whether less than that shows.
    pub(super) fn is_shaped(&self) -> bool {
        self.all.last().is_some_and(|clip| clip.shaped)
    }

    pub(super) fn push(&mut self, area: Rect, shaped: bool) {
        self.all.push(Clip { area, shaped, shows: false, lost: self.lost.len() });
    }

    /// Ends the last clip; the page's own stays. `height`: the page's.
    pub(super) fn pop(&mut self, height: f32) {
        if self.all.len() > 1
            && let Some(clip) = self.all.pop()
        {
            // A cell's text, not a page's that was drawn upon another.
            let low = clip.area.height() < CELL * height;
            if clip.shows && low {
                self.lost[clip.lost..].iter_mut().for_each(|lost| lost.cut = true);
            }
        }
    }

    /// Whether what stands there shows.
    pub(super) fn show(&self, (x, y): (f32, f32)) -> bool {
        self.all.last().is_none_or(|clip| clip.area.holds(x, y))
    }

    /// Moves a glyph that an edge cuts in two into the area that shows half of it: a page's end may cut a merged cell
    /// through the middle of its text, and the other half is on the next page.
    pub(super) fn draw_in(&mut self, placed: &mut Placed) {
        let ((_, y), near) = (placed.middle(), HALF * placed.size);
        let [page, .., Clip { area, .. }] = self.all.as_slice() else { return };
        let cuts = (y - area.y0).abs() < near || (y - area.y1).abs() < near;
        // A cell's, not that of all of a page, which shows a row on one of two.
        let cell = placed.size..MERGED * page.area.height();
        if cuts && cell.contains(&area.height()) {
            placed.shift(y.clamp(area.y0 + near, area.y1 - near) - y);
            if self.drawn.len() < MOST_LOST {
                self.drawn.push(placed.middle());
            }
        }
    }

    /// Takes note of a glyph that does not show, if it is a text's: leaders and rules of characters may run on.
    pub(super) fn lose(&mut self, placed: &Placed, c: Option<char>, height: f32) {
        let at = placed.middle();
        let body = MARGIN * height..(1.0 - MARGIN) * height;
        if let Some(c) = c.filter(|c| c.is_alphanumeric())
            && self.lost.len() < MOST_LOST
            && placed.may_be_cut()
            && body.contains(&at.1)
        {
            self.lost.push(Lost { at, c, cut: false });
        }
    }

    /// How many lost glyphs are known.
    pub(super) fn lost(&self) -> usize {
        self.lost.len()
    }

    /// Takes note of a run of which so many glyphs show; `from`: what had been lost before it.
    pub(super) fn ran(&mut self, shown: usize, from: usize) {
        if shown > 0 {
            self.lost[from..].iter_mut().for_each(|lost| lost.cut = true);
            if let Some(clip) = self.all.last_mut() {
                clip.shows = true;
            }
        }
    }

    /// Whether a text is cut off: what is lost of it is not among what shows.
    pub(super) fn cut(&self, shown: &[Glyph]) -> bool {
        let elsewhere = |lost: &Lost| {
            let near =
                |(x, y): (f32, f32)| (x - lost.at.0).abs() < SAME && (y - lost.at.1).abs() < SAME;
            shown.iter().any(|glyph| glyph.c == lost.c && near(glyph.center()))
        };
        self.lost.iter().any(|lost| lost.cut && !elsewhere(lost))
    }
}

#[cfg(test)]
mod tests {
    use super::Clips;
    use crate::ingest::pdf::direction::{Placed, Setting};
    use crate::ingest::pdf::page::{Glyph, Rect};

    const HEIGHT: f32 = 842.0;

    fn placed(x: f32, y: f32) -> Placed {
        Setting::of([0.012, 0.0, 0.0, 0.012], false).unwrap().place(x, y, None).unwrap()
    }

    /// Draws runs of glyphs, by where they stand.
    fn drawn(clips: &mut Clips, runs: &[&[(f32, f32, char)]]) {
        for run in runs {
            let (mut shown, from) = (0, clips.lost());
            for (x, y, c) in *run {
                let glyph = placed(*x, *y);
                if clips.show(glyph.middle()) {
                    shown += 1;
                } else {
                    clips.lose(&glyph, Some(*c), HEIGHT);
                }
            }
            clips.ran(shown, from);
        }
    }

    #[test]
    fn a_page_s_end_shows_half_of_a_text_on_both_pages() {
        let base = |area: Rect, y: f32| {
            let mut clips = Clips::new(Rect::new(0.0, 0.0, 595.0, HEIGHT));
            clips.push(area, false);
            let mut placed = placed(100.0, y);
            clips.draw_in(&mut placed);
            clips.show(placed.middle()).then(|| placed.middle().1)
        };
        let (foot, top) =
            (Rect::new(90.0, 700.0, 200.0, 740.0), Rect::new(90.0, 60.0, 200.0, 90.0));
        let half = 0.38 * 12.0;
        assert_eq!(base(foot, 740.1 + half), Some(740.0 - 1.2));
        assert_eq!(base(top, 59.9 + half), Some(60.0 + 1.2));
        // Less than half of it shows; all of it does.
        assert_eq!(base(foot, 742.0 + half), None);
        assert!(base(foot, 730.0 + half).is_some_and(|y| (y - 730.0).abs() < 0.1));
        // No line fits in.
        assert_eq!(base(Rect::new(90.0, 739.0, 200.0, 740.0), 740.5 + half), None);
    }

    #[test]
    fn text_that_its_cell_or_its_page_cuts_is_told() {
        let page = Rect::new(0.0, 0.0, 595.0, HEIGHT);
        let cell = Rect::new(100.0, 200.0, 180.0, 230.0);
        let cut = |clip: Rect, runs: &[&[(f32, f32, char)]], shown: &[Glyph]| {
            let mut clips = Clips::new(page);
            clips.push(clip, false);
            drawn(&mut clips, runs);
            clips.pop(HEIGHT);
            clips.cut(shown)
        };
        // The second line of a cell; one that is shown by another clip.
        let lines: [&[(f32, f32, char)]; 2] = [&[(104.0, 220.0, '社')], &[(104.0, 240.0, '区')]];
        assert!(cut(cell, &lines, &[]));
        let elsewhere =
            Glyph { c: '区', x0: 104.0, x1: 116.0, base: 240.0, size: 12.0, strong: false };
        assert!(!cut(cell, &lines, &[elsewhere]));
        // A clip that shows nothing is of what is not meant to be seen, and one as high as a page of other pages' text.
        assert!(!cut(cell, &lines[1..], &[]));
        let half = Rect::new(0.0, 0.0, 595.0, 600.0);
        assert!(!cut(half, &[&[(104.0, 300.0, '社')], &[(104.0, 700.0, '区')]], &[]));
        // A line that runs over the page's edge; leaders and heads may.
        let over = |y: f32, c: char| cut(page, &[&[(580.0, y, '社'), (596.0, y, c)]], &[]);
        assert!(over(300.0, '区'));
        assert!(!over(300.0, '—') && !over(30.0, '区'));
    }
}
