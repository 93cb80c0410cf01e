//! What the engine draws, gathered as a [`Page`].

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as Area, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::clips::Clips;
use super::covers::Covers;
use super::direction::{Directions, Placed};
use super::page::{Page, Rect};
use super::rules;
use super::told::Told;
use super::unicode::Unicode;

/// Thickest thing that is still a rule, in points.
const THICKEST_RULE: f32 = 3.2;
/// Shortest rule that is kept; dashes are shorter and are joined later.
const SHORTEST_RULE: f32 = 0.8;
/// Most elements of a path that is a box.
const BOX: usize = 6;
/// So opaque, paint lets nothing show through.
pub(super) const OPAQUE: f32 = 0.98;
/// Most calls and glyphs of one page. A page of this size is an attack or a map.
const MOST_WORK: u32 = 2_000_000;
/// Most areas of one page that white text is held against.
const MOST_BACKS: usize = 2000;
/// Most characters of private use of one page that are told apart.
const MOST_PRIVATE: usize = 64;
/// Most rules and fills of one page.
const MOST_RULES: usize = 60_000;

/// Unwinds through the engine when a page asks for too much; caught where the page was begun.
pub(super) struct TooMuch;

/// Gathers a page.
pub(super) struct Gatherer<'u> {
    page: Page,
    /// Text by the direction it runs in.
    text: Directions,
    /// Drawn so as not to be seen: the text layer of a scan.
    hidden: Directions,
    unicode: &'u mut Unicode,
    clips: Clips,
    /// Areas that cover the text drawn before them.
    covers: Covers,
    /// Nothing but text is taken in: of what is laid over the page.
    text_only: bool,
    /// Groups under way that let show through what is below them.
    faint: Vec<bool>,
    /// Areas on which white shows: fills of another colour, pictures.
    backs: Vec<Rect>,
    work: u32,
}

impl<'u> Gatherer<'u> {
    pub(super) fn new(page: Page, unicode: &'u mut Unicode) -> Self {
        let all = Rect::new(-1.0, -1.0, page.width + 1.0, page.height + 1.0);
        let (text, hidden) = (Directions::default(), Directions::default());
        let clips = Clips::new(all);
        let (covers, faint, backs) = (Covers::default(), Vec::new(), Vec::new());
        Self { page, text, hidden, unicode, clips, covers, text_only: false, faint, backs, work: 0 }
    }

    /// From here on lines and areas bound no table; areas cover text all the same.
    pub(super) fn take_text_only(&mut self) {
        self.text_only = true;
        self.page.laid_over = Some(self.text.lengths()[0]);
    }

    /// The page, its text upright. Where there is no other text what is hidden is the page's.
    pub(super) fn finish(mut self) -> Page {
        self.page.cut = std::mem::take(&mut self.clips.drawn);
        self.page.clipped = self.clips.cut(self.text.upright());
        self.covers.lift(&mut self.text, &mut self.hidden, (self.page.width, self.page.height));
        if self.text.is_empty() {
            return self.hidden.settle(self.page);
        }
        let page = self.text.settle(self.page);
        Page { hidden: self.hidden.all(page.turn), ..page }
    }

    fn clip(&self) -> Rect {
        self.clips.area()
    }

    /// Counts work done; a page that asks for too much ends here.
    pub(super) fn spend(&mut self, work: usize) {
        self.work = self.work.saturating_add(work as u32);
        if self.work > MOST_WORK || self.page.rules.len() + self.page.fills.len() > MOST_RULES {
            // No panic: nothing is wrong with the program, and the hook must stay silent.
            std::panic::resume_unwind(Box::new(TooMuch));
        }
    }

    /// Keeps an area on which white shows.
    fn back(&mut self, area: &Area) {
        if area.width() > 4.0 && area.height() > 4.0 && self.backs.len() < MOST_BACKS {
            self.backs.push(rect(*area));
        }
    }

    /// A line or filled area, in page coordinates; `solid` hides what was drawn before.
    fn area(&mut self, rect: Rect, line_width: Option<f32>, solid: bool) {
        let Some(rect) = rect.meet(&self.clip()) else { return };
        let (width, height) = (rect.width(), rect.height());
        let thin = width.min(height) <= THICKEST_RULE;
        if self.text_only {
            self.cover(rect, solid && line_width.is_none());
        } else if thin && width.max(height) >= SHORTEST_RULE {
            self.page.rules.push(rect);
        } else if line_width.is_none() && !thin {
            self.page.fills.push(rect);
            self.cover(rect, solid);
        }
    }

    fn cover(&mut self, area: Rect, solid: bool) {
        if solid && !self.clips.is_shaped() {
            self.covers.add(area, &self.text);
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut at) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let to = match *element {
                PathEl::MoveTo(p) => {
                    start = p;
                    at = p;
                    continue;
                }
                PathEl::LineTo(p) => {
                    self.segment(transform * at, transform * p);
                    p
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => p,
                PathEl::ClosePath => {
                    self.segment(transform * at, transform * start);
                    start
                }
            };
            at = to;
        }
    }

    /// A stroked line; slanted ones are no rules.
    fn segment(&mut self, a: Point, b: Point) {
        let (across, down) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if rules::is_straight(across as f32, down as f32) {
            self.area(Rect::of_corners(point(a), point(b)), Some(0.0), false);
        }
    }

    /// A filled path: each upright box of it by itself.
    fn fill(&mut self, path: &BezPath, transform: Affine, solid: bool) {
        let mut corners: Vec<Point> = Vec::new();
        let mut straight = true;
        for element in path.elements().iter().chain([&PathEl::MoveTo(Point::ZERO)]) {
            match *element {
                PathEl::MoveTo(p) => {
                    if straight {
                        self.polygon(&corners, transform, solid);
                    } else {
                        self.page.shapes += 1;
                    }
                    corners.clear();
                    corners.push(p);
                    straight = true;
                }
                PathEl::LineTo(p) => corners.push(p),
                PathEl::ClosePath => {}
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => straight = false,
            }
        }
    }

    fn polygon(&mut self, corners: &[Point], transform: Affine, solid: bool) {
        if !(4..=5).contains(&corners.len()) {
            return;
        }
        let points: Vec<Point> = corners.iter().map(|p| transform * *p).collect();
        let upright =
            points.windows(2).all(|w| (w[0].x - w[1].x).abs().min((w[0].y - w[1].y).abs()) <= 0.7);
        if upright {
            let hull = points
                .iter()
                .skip(1)
                .fold(Area::from_points(points[0], points[0]), |r, p| r.union_pt(*p));
            self.area(rect(hull), None, solid);
        }
    }

    /// Makes room for so many glyphs.
    pub(super) fn expect(&mut self, glyphs: usize) {
        self.text.expect(glyphs);
    }

    /// Reads characters for it.
    pub(super) fn unicode(&mut self) -> &mut Unicode {
        self.unicode
    }

    /// An area is filled, in white or so that what is below it is seen no more (`solid`).
    pub(super) fn filled(&mut self, path: &BezPath, transform: Affine, white: bool, solid: bool) {
        self.spend(1 + path.elements().len());
        if !white {
            self.back(&transform.transform_rect_bbox(path.bounding_box()));
        }
        self.fill(path, transform, solid);
    }

    /// A line is drawn.
    pub(super) fn stroked(&mut self, path: &BezPath, transform: Affine) {
        self.spend(1 + path.elements().len());
        self.stroke(path, transform);
    }

    /// From here on only what lies in that area shows; `work` went into telling which.
    pub(super) fn clipped(&mut self, area: &Area, work: usize) {
        self.spend(1 + work);
        let area = self.clip().meet(&rect(*area)).unwrap_or(Rect::new(0.0, 0.0, -1.0, -1.0));
        self.clips.push(area, work > BOX || self.clips.is_shaped());
    }

    /// The last such area is done with.
    pub(super) fn unclip(&mut self) {
        self.clips.pop(self.page.height);
    }

    /// Takes note of a glyph that no clip shows.
    pub(super) fn lose(&mut self, placed: &Placed, told: &Told, style: Style) {
        if !style.hidden && !style.white {
            self.clips.lose(placed, told.piece.first(), self.page.height);
        }
    }

    /// How many lost glyphs are known: a run begins.
    pub(super) fn lost(&self) -> usize {
        self.clips.lost()
    }

    /// Takes note of a run of which so many glyphs show; `from`: what had been lost before it.
    pub(super) fn ran(&mut self, shown: usize, from: usize) {
        self.clips.ran(shown, from);
    }

    /// Whether no clip leaves a glyph out; one that is cut in two is moved to the half that shows.
    pub(super) fn shows(&mut self, placed: &mut Placed) -> bool {
        self.clips.draw_in(placed);
        self.clips.show(placed.middle())
    }

    /// Takes in a glyph.
    #[inline]
    pub(super) fn put(&mut self, placed: &Placed, told: &Told, style: Style) {
        let size = (self.page.width, self.page.height);
        self.page.unknown += u32::from(told.unknown);
        if let Some(private) = told.private {
            let known = &mut self.page.private;
            match known.iter().position(|(c, _)| *c == private) {
                Some(at) => known[at].1 += 1,
                None if known.len() < MOST_PRIVATE => known.push((private, 1)),
                None => {}
            }
        }
        if let Some((told, drawn)) = told.other {
            self.page.contradicted.add(told, drawn);
        }
        if let Some(shared) = told.shared {
            self.page.shared.add(shared, shared);
        }
        let shown = || {
            let (x, y) = placed.middle();
            self.backs.iter().any(|back| back.holds(x, y))
        };
        let hidden = style.hidden || (style.white && !shown());
        let into = if hidden { &mut self.hidden } else { &mut self.text };
        into.add(placed, &told.piece, style.bold, size);
        self.page.folded += told.folded;
    }

    /// The same of one of which nothing is told but its character, in ink.
    #[inline]
    pub(super) fn put_plain(&mut self, placed: &Placed, c: char, bold: bool) {
        self.text.add_one(placed, c, bold, (self.page.width, self.page.height));
    }

    /// A group begins; `faint`: as a whole it lets show through what is below it.
    pub(super) fn group(&mut self, faint: bool) {
        self.spend(1);
        self.faint.push(faint);
    }

    /// The last group ends.
    pub(super) fn ungroup(&mut self) {
        self.faint.pop();
    }

    /// Whether a group under way lets show through what is below it.
    pub(super) fn is_faint(&self) -> bool {
        self.faint.contains(&true)
    }

    /// A picture of so many dots, across and down, each one by one.
    pub(super) fn picture(&mut self, (width, height): (u32, u32), transform: Affine) {
        self.spend(1);
        // The engine places dots, not the picture as a whole.
        let dots = Area::new(0.0, 0.0, f64::from(width), f64::from(height));
        let whole = transform.transform_rect_bbox(dots);
        let area = rect(whole);
        // Some producers draw a rule as a picture of one dot.
        if area.width().min(area.height()) <= THICKEST_RULE {
            self.area(area, None, false);
        } else {
            self.page.pictured += area.meet(&self.clip()).map_or(0.0, |a| a.width() * a.height());
            self.back(&whole);
        }
    }

    /// Whether what is painted so hides what was drawn before.
    fn is_solid(&self, props: &DrawProps<'_>) -> bool {
        let Paint::Color(color) = &props.paint else { return false };
        color.to_rgba().components()[3] >= OPAQUE
            && props.soft_mask.is_none()
            && props.blend_mode == BlendMode::Normal
            && !self.is_faint()
    }

    fn run(
        &mut self,
        run: &GlyphRun<'_, '_>,
        transform: Affine,
        paint: &Paint<'_>,
        mode: &DrawMode,
    ) {
        let glyphs = run.glyphs();
        self.spend(glyphs.len());
        let Some(first) = glyphs.first() else { return };
        let data = if let Drawn::Outline(first) = &**first { first.font_data() } else { None };
        let stroked = matches!(mode, DrawMode::FillAndStroke(..));
        let style = Style {
            bold: stroked || self.unicode.is_bold(data.as_ref()),
            vertical: run.writing_mode() == WritingMode::Vertical,
            hidden: matches!(mode, DrawMode::Invisible),
            white: matches!(mode, DrawMode::Fill(_)) && is_white(paint),
        };
        let (mut shown, from) = (0, self.lost());
        for drawn in glyphs {
            let advance = match &**drawn {
                Drawn::Outline(glyph) => glyph.advance_width(),
                Drawn::Type3(glyph) => glyph.advance_width(),
            };
            let all = Placed::of(transform * drawn.transform(), advance, style.vertical);
            let Some(mut placed) = all else { continue };
            let told = Told::of(drawn, data.as_ref(), self.unicode);
            if self.shows(&mut placed) {
                shown += 1;
                self.put(&placed, &told, style);
            } else {
                self.lose(&placed, &told, style);
            }
        }
        self.ran(shown, from);
    }
}

/// How a run of glyphs is set.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) vertical: bool,
    /// Drawn so as never to be seen.
    pub(super) hidden: bool,
    /// Seen only on another colour.
    pub(super) white: bool,
}

/// Paint that does not show on paper.
fn is_white(paint: &Paint<'_>) -> bool {
    let Paint::Color(color) = paint else { return false };
    let [red, green, blue, opacity] = color.to_rgba().components();
    opacity < 0.02 || red.min(green).min(blue) > 0.98
}

fn point(p: Point) -> (f32, f32) {
    (p.x as f32, p.y as f32)
}

fn rect(area: Area) -> Rect {
    Rect::new(area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32)
}

impl<'a> Device<'a> for Gatherer<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        match mode {
            DrawMode::Stroke(_) => self.stroked(path, props.transform),
            DrawMode::Fill(_) if matches!(props.paint, Paint::Pattern(_)) => {
                self.spend(1 + path.elements().len());
            }
            DrawMode::Fill(_) => {
                let (white, solid) = (is_white(&props.paint), self.is_solid(&props));
                self.filled(path, props.transform, white, solid);
            }
            DrawMode::FillAndStroke(..) => {
                let solid = self.is_solid(&props);
                self.fill(path, props.transform, solid);
                self.stroked(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clipped(&clip.path.bounding_box(), clip.path.elements().len());
    }

    fn push_clip_rect(&mut self, area: &Area) {
        self.clipped(area, 0);
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend: BlendMode,
    ) {
        self.group(opacity < OPAQUE || mask.is_some() || blend != BlendMode::Normal);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.run(run, props.transform, &props.paint, mode);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.picture((image.width(), image.height()), props.transform);
    }

    fn pop_clip(&mut self) {
        self.unclip();
    }

    fn pop_transparency_group(&mut self) {
        self.ungroup();
    }
}
