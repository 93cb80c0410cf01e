//! Which lines go on with the line above: paragraphs broken to fit the page.

use super::lines::Line;
use crate::text::{compact, numeral};

/// The left and right edge of a page's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    left: f32,
    right: f32,
}

impl Measure {
    /// The edges most lines keep.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Option<Self> {
        let (mut left, mut right): (Vec<f32>, Vec<f32>) =
            lines.map(|line| (line.bounds.x0, line.bounds.x1)).unzip();
        left.sort_by(f32::total_cmp);
        right.sort_by(f32::total_cmp);
        Some(Self { left: *left.first()?, right: *right.last()? })
    }

    /// Whether `below` goes on with `above`.
    pub(super) fn goes_on(&self, above: &Line, below: &Line) -> bool {
        let size = above.size.max(1.0);
        let alike =
            (above.size - below.size).abs() < 0.15 * size && above.strong() == below.strong();
        let gap = below.bounds.y0 - above.bounds.y1;
        let near = gap < 1.6 * size && gap > -0.5 * size;
        // A line is full where the next one's first word would not have fitted.
        let full = self.right - above.bounds.x1 < 2.3 * size;
        let wide = above.bounds.x1 - above.bounds.x0 > 12.0 * size;
        if !alike || !near || !full || !wide || starts_anew(below) {
            return false;
        }
        let flush = below.bounds.x0 - self.left < 0.6 * size;
        let middle = f32::midpoint(self.left, self.right);
        let centered = |line: &Line| {
            (f32::midpoint(line.bounds.x0, line.bounds.x1) - middle).abs() < 1.2 * size
        };
        flush || (centered(above) && centered(below) && above.bounds.x0 - self.left < 1.5 * size)
    }
}

/// Whether a line opens with a number or mark that begins a paragraph.
fn starts_anew(line: &Line) -> bool {
    let text = compact(&line.text());
    if text.starts_with("附件") {
        return true;
    }
    let (body, bracket) = match text.strip_prefix(['(', '（', '第']) {
        Some(rest) => (rest, true),
        None => (text.as_str(), false),
    };
    let Some((n, length)) = numeral::prefix(body) else { return false };
    let close = body[length..].chars().next();
    n < 1000
        && if bracket {
            matches!(close, Some(')' | '）' | '条' | '章' | '节' | '编'))
        } else {
            matches!(close, Some('、' | '．'))
                || (close == Some('.')
                    && !body[length + 1..].starts_with(|c: char| c.is_ascii_digit()))
        }
}
