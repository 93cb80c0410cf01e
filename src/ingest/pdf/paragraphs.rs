//! Which lines go on with the line above: paragraphs broken to fit the page.

use super::items::{Item, Sheet};
use super::lines::Line;
use super::names;
use crate::text::{compact, numeral};

/// The left and right edge of a page's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    left: f32,
    right: f32,
}

impl Measure {
    /// The edges that the lines of a page keep; tables do not count, unless there is nothing else.
    pub(super) fn of(sheet: &Sheet, furniture: &[usize]) -> Option<Self> {
        let bounds = |tables: bool| {
            let kept = sheet.items.iter().enumerate().filter(|(index, item)| {
                !furniture.contains(index) && (tables || matches!(item, Item::Line(_)))
            });
            kept.map(|(_, item)| item.bounds()).reduce(|a, b| a.hull(&b))
        };
        let hull = bounds(false).or_else(|| bounds(true))?;
        let lines = (0..sheet.items.len()).filter(|index| !furniture.contains(index));
        let full = |line: &&Line| hull.x1 - line.bounds.x1 < line.size;
        // One or two lines may be the widest and not full: then the margins are as wide as each other.
        let told = lines.filter_map(|index| sheet.line(index)).filter(full).nth(2).is_some();
        let right = if told { hull.x1 } else { hull.x1.max(sheet.page.width - hull.x0) };
        Some(Self { left: hull.x0, right })
    }
}

/// Whether `below` goes on with `above`, each with the measure of its page; `over`: at the top of
/// the next page.
pub(super) fn goes_on(above: (&Line, Measure), below: (&Line, Measure), over: bool) -> bool {
    let ((above, before), (below, after)) = (above, below);
    let size = above.size.max(1.0);
    let alike = (above.size - below.size).abs() < 0.15 * size && above.strong() == below.strong();
    let gap = below.bounds.y0 - above.bounds.y1;
    let near = over || (gap < 1.6 * size && gap > -0.5 * size);
    // A line is full where the next one's first word would not have fitted.
    let full = before.right - above.bounds.x1 < 2.3 * size;
    let wide = above.bounds.width() > 12.0 * size;
    if !alike || !near || !full || !wide || starts_anew(below) || names::are_joined(above) {
        return false;
    }
    let flush = below.bounds.x0 - after.left < 0.6 * size;
    let centered = |line: &Line, measure: Measure| {
        let middle = f32::midpoint(measure.left, measure.right);
        (f32::midpoint(line.bounds.x0, line.bounds.x1) - middle).abs() < 1.2 * size
    };
    let title = above.bounds.x0 - before.left < 1.5 * size;
    flush || (!over && title && centered(above, before) && centered(below, after))
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
