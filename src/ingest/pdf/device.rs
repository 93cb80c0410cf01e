//! What the engine draws, gathered as a [`Page`].

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as Area, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::direction::{Directions, Piece, Placed};
use super::page::{Page, Rect};
use super::unicode::Unicode;

/// Thickest thing that is still a rule, in points.
const THICKEST_RULE: f32 = 3.2;
/// Shortest rule that is kept; dashes are shorter and are joined later.
const SHORTEST_RULE: f32 = 0.8;
/// Most calls and glyphs of one page. A page of this size is an attack or a map.
const MOST_WORK: u32 = 2_000_000;
/// Most areas of one page that white text is held against.
const MOST_BACKS: usize = 2000;
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
    clips: Vec<Rect>,
    /// Areas on which white shows: fills of another colour, pictures.
    backs: Vec<Rect>,
    work: u32,
}

impl<'u> Gatherer<'u> {
    pub(super) fn new(page: Page, unicode: &'u mut Unicode) -> Self {
        let all = Rect::new(-1.0, -1.0, page.width + 1.0, page.height + 1.0);
        let (text, hidden) = (Directions::default(), Directions::default());
        Self { page, text, hidden, unicode, clips: vec![all], backs: Vec::new(), work: 0 }
    }

    /// The page, its text upright. Hidden text counts only where there is no other.
    pub(super) fn finish(self) -> Page {
        if self.text.is_empty() { self.hidden } else { self.text }.settle(self.page)
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or_default()
    }

    /// Counts work done; a page that asks for too much ends here.
    fn spend(&mut self, work: usize) {
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

    /// A line or filled area, in page coordinates.
    fn area(&mut self, rect: Rect, line_width: Option<f32>) {
        let Some(rect) = rect.meet(&self.clip()) else { return };
        let (width, height) = (rect.width(), rect.height());
        let thin = width.min(height) <= THICKEST_RULE;
        if thin && width.max(height) >= SHORTEST_RULE {
            self.page.rules.push(rect);
        } else if line_width.is_none() && !thin {
            self.page.fills.push(rect);
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
        if across.min(down) <= 0.7 {
            self.area(Rect::of_corners(point(a), point(b)), Some(0.0));
        }
    }

    /// A filled path: each upright box of it by itself.
    fn fill(&mut self, path: &BezPath, transform: Affine) {
        let mut corners: Vec<Point> = Vec::new();
        let mut straight = true;
        for element in path.elements().iter().chain([&PathEl::MoveTo(Point::ZERO)]) {
            match *element {
                PathEl::MoveTo(p) => {
                    if straight {
                        self.polygon(&corners, transform);
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

    fn polygon(&mut self, corners: &[Point], transform: Affine) {
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
            self.area(rect(hull), None);
        }
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
        let bold =
            matches!(mode, DrawMode::FillAndStroke(..)) || self.unicode.is_bold(data.as_ref());
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let clip = self.clip();
        let size = (self.page.width, self.page.height);
        let never = matches!(mode, DrawMode::Invisible);
        let white = matches!(mode, DrawMode::Fill(_)) && is_white(paint);
        let face = data.as_ref().and_then(|data| self.unicode.faces.of(data));
        let codes = data.as_ref().and_then(|data| self.unicode.plain_codes(data));
        for drawn in glyphs {
            let advance = match &**drawn {
                Drawn::Outline(glyph) => glyph.advance_width(),
                Drawn::Type3(glyph) => glyph.advance_width(),
            };
            let Some(placed) = Placed::of(transform * drawn.transform(), advance, vertical) else {
                continue;
            };
            let (x, y) = placed.middle();
            if !clip.holds(x, y) {
                continue;
            }
            let told = self.unicode.read(drawn);
            self.page.unknown += u32::from(told.is_none());
            if let Some(BfString::Char(told)) = told {
                let unicode = &mut *self.unicode;
                let drawn = face
                    .and_then(|face| unicode.faces.contradict(face, drawn, told))
                    .or_else(|| unicode.contradict(codes?, drawn, told));
                if let Some(drawn) = drawn {
                    self.page.contradicted.add(told, drawn);
                }
            }
            let text = match told {
                Some(BfString::Char(c)) => Piece::One(c),
                Some(BfString::String(text)) => Piece::Several(text),
                None => Piece::One('\u{FFFD}'),
            };
            let hidden = never || (white && !self.backs.iter().any(|back| back.holds(x, y)));
            let into = if hidden { &mut self.hidden } else { &mut self.text };
            self.page.folded += into.add(&placed, &text, bold, size);
        }
    }
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
        self.spend(1 + path.elements().len());
        match mode {
            DrawMode::Stroke(_) => self.stroke(path, props.transform),
            DrawMode::Fill(_) if matches!(props.paint, Paint::Pattern(_)) => {}
            DrawMode::Fill(_) => {
                if !is_white(&props.paint) {
                    self.back(&props.transform.transform_rect_bbox(path.bounding_box()));
                }
                self.fill(path, props.transform);
            }
            DrawMode::FillAndStroke(..) => {
                self.fill(path, props.transform);
                self.stroke(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend(1 + clip.path.elements().len());
        self.push_clip_rect(&clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, area: &Area) {
        self.spend(1);
        let clip = self.clip().meet(&rect(*area));
        self.clips.push(clip.unwrap_or(Rect::new(0.0, 0.0, -1.0, -1.0)));
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.run(run, props.transform, &props.paint, mode);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let area = rect(props.transform.transform_rect_bbox(Area::new(0.0, 0.0, 1.0, 1.0)));
        // Some producers draw a rule as a picture of one dot.
        if area.width().min(area.height()) <= THICKEST_RULE {
            self.area(area, None);
        } else {
            self.page.pictured += area.meet(&self.clip()).map_or(0.0, |a| a.width() * a.height());
            self.back(&props.transform.transform_rect_bbox(Area::new(0.0, 0.0, 1.0, 1.0)));
        }
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {}
}
