//! Lines, areas and clips.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};

use super::content::Drawing;

/// Places this near are the same.
const NEAR: f64 = 1.0 / 256.0;

/// The path under way.
#[derive(Debug, Default)]
pub(super) struct Path {
    pub(super) drawn: BezPath,
    start: Point,
    last: Point,
}

impl Path {
    pub(super) fn move_to(&mut self, to: Point) {
        (self.start, self.last) = (to, to);
        self.drawn.move_to(to);
    }

    pub(super) fn line_to(&mut self, to: Point) {
        if self.drawn.elements().is_empty() {
            return;
        }
        // As the engine has it: a line of no length is a dot.
        let dot = if self.last == to { 0.0001 } else { 0.0 };
        self.last = to;
        self.drawn.line_to((to.x + dot, to.y));
    }

    pub(super) fn curve_to(&mut self, first: Option<Point>, second: Point, to: Point) {
        if self.drawn.elements().is_empty() {
            return;
        }
        let first = first.unwrap_or(self.last);
        self.last = to;
        self.drawn.curve_to(first, second, to);
    }

    pub(super) fn close(&mut self) {
        if !self.drawn.is_empty() && self.drawn.elements().last() != Some(&PathEl::ClosePath) {
            self.drawn.close_path();
            self.last = self.start;
        }
    }

    pub(super) fn rectangle(&mut self, [x, y, width, height]: [f64; 4]) {
        self.drawn.extend(Rect::new(x, y, x + width, y + height).path_elements(0.1));
        (self.start, self.last) = (Point::new(x, y), Point::new(x, y));
    }
}

impl Drawing<'_, '_, '_, '_> {
    pub(super) fn paint(&mut self, fill: bool, stroke: bool) {
        if !self.path.drawn.is_empty() {
            let (drawn, place) = (&self.path.drawn, self.state.place);
            if fill {
                if let Some(line) = flat(drawn, place) {
                    self.gatherer.stroked(&line, place);
                } else {
                    let (white, solid) = (self.state.is_white(), self.is_solid());
                    self.gatherer.filled(drawn, place, white, solid);
                }
            }
            if stroke {
                // The engine begins a rectangle at its least corner.
                match rectangle(drawn) {
                    Some(area) => self.gatherer.stroked(&area.to_path(0.1), place),
                    None => self.gatherer.stroked(drawn, place),
                }
            }
        }
        self.end_path();
    }

    /// Whether what is filled hides what was drawn before.
    fn is_solid(&self) -> bool {
        self.state.is_solid() && !self.gatherer.is_faint()
    }

    pub(super) fn end_path(&mut self) {
        if std::mem::take(&mut self.clip) && !self.path.drawn.is_empty() {
            let clip = self.state.place * &self.path.drawn;
            let before = self.bounds.last().copied().unwrap_or_default();
            let rectangle = rectangle(&clip);
            let real = !rectangle.is_some_and(|clip| covers(clip, before));
            if real {
                let area = rectangle.unwrap_or_else(|| clip.bounding_box());
                self.gatherer.clipped(&area, clip.elements().len());
                self.bounds.push(before.intersect(area));
            }
            self.clips.push(real);
        }
        self.path.drawn.truncate(0);
    }
}

/// The line that stands for an area of no height or no width.
fn flat(path: &BezPath, place: Affine) -> Option<BezPath> {
    let [a, b, c, d, ..] = place.as_coeffs();
    let bounds = path.control_box();
    let nothing = |length: f64| (length as f32).abs() <= NEAR as f32;
    let (across, down) = (bounds.width() * a.hypot(b), bounds.height() * c.hypot(d));
    (nothing(across) || nothing(down)).then(|| {
        let mut line = BezPath::new();
        line.move_to((bounds.x0, bounds.y0));
        line.line_to((bounds.x1, bounds.y1));
        line
    })
}

/// The upright rectangle that a path is.
fn rectangle(path: &BezPath) -> Option<Rect> {
    let near = |a: f64, b: f64| (a - b).abs() <= NEAR;
    let [PathEl::MoveTo(a), PathEl::LineTo(b), PathEl::LineTo(c), PathEl::LineTo(d), end] =
        *path.elements()
    else {
        return None;
    };
    let last = match end {
        PathEl::ClosePath => a,
        PathEl::LineTo(to) if near(a.x, to.x) && near(a.y, to.y) => to,
        _ => return None,
    };
    let corners = [a, b, c, d, last];
    let mut before = None;
    for edge in corners.windows(2) {
        let upright = near(edge[0].x, edge[1].x);
        if upright == near(edge[0].y, edge[1].y) || before == Some(upright) {
            return None;
        }
        before = Some(upright);
    }
    Some(path.control_box())
}

/// Whether one area leaves nothing out of the other.
fn covers(one: Rect, other: Rect) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= NEAR || a > b;
    near(other.min_x(), one.min_x())
        && near(other.min_y(), one.min_y())
        && near(one.max_x(), other.max_x())
        && near(one.max_y(), other.max_y())
}
