//! The word over the serials set upright in a narrow cell, where no rules bound it: 序 above the header's line and 号
//! below it.

use super::items::{Item, Sheet};
use super::lines::{Line, Segment};
use super::page::Rect;
use crate::model::Role;
use crate::text::headers;

/// How far the two characters stand from the header's line, in ems.
const NEAR: f32 = 1.2;
/// How far from one below the other, in ems.
const LEVEL: f32 = 0.4;

/// Puts both characters into the header's line.
pub(super) fn find(sheets: &mut [Sheet]) {
    for sheet in sheets {
        let mut at = 0;
        while at + 2 < sheet.items.len() {
            if let [Item::Line(upper), Item::Line(header), Item::Line(lower)] =
                &sheet.items[at..at + 3]
                && let Some(line) = joined(upper, header, lower)
            {
                sheet.items.splice(at..at + 3, [Item::Line(line)]);
            }
            at += 1;
        }
    }
}

/// The header's line with the word that stands around it.
fn joined(upper: &Line, header: &Line, lower: &Line) -> Option<Line> {
    let (above, below) = (single(upper)?, single(lower)?);
    let middle = |segment: &Segment| f32::midpoint(segment.bounds.x0, segment.bounds.x1);
    let size = header.size;
    let first = header.segments.first()?;
    let word = format!("{}{}", above.text, below.text);
    let beside = header.segments.len() > 1 && above.bounds.x1 < first.bounds.x0;
    let level = (middle(above) - middle(below)).abs() < LEVEL * size;
    let near = header.bounds.y0 - upper.bounds.y0 < NEAR * size
        && lower.bounds.y1 - header.bounds.y1 < NEAR * size;
    if !beside || !level || !near || headers::role_of(&word) != Some(Role::Serial) {
        return None;
    }
    let bounds = Rect { y0: first.bounds.y0, y1: first.bounds.y1, ..above.bounds };
    // The second character is there for the text alone: both fill one square.
    let places = vec![(bounds.x0, bounds.x1); 2];
    let serial = Segment { text: word, bounds, strong: above.strong, places };
    let mut line = header.clone();
    line.segments.insert(0, serial);
    line.bounds = line.bounds.hull(&bounds);
    Some(line)
}

/// The only segment of a line, if it is one character.
fn single(line: &Line) -> Option<&Segment> {
    match line.segments.as_slice() {
        [segment] if segment.text.chars().nth(1).is_none() => Some(segment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::ingest::pdf::items::{Item, Sheet};
    use crate::ingest::pdf::lines::{Line, Segment};
    use crate::ingest::pdf::page::Rect;
    use crate::ingest::pdf::typed;

    /// Lines of ten points: the segments of each with where they begin, and its top.
    fn read(lines: &[(&[(&str, f32)], f32)]) -> Vec<String> {
        let line = |(segments, y): &(&[(&str, f32)], f32)| {
            let segment = |(text, x): &(&str, f32)| {
                let count = text.chars().count();
                let bounds =
                    Rect::new(*x, *y, x + text.chars().map(|_| 10.0).sum::<f32>(), y + 10.0);
                let places = vec![(bounds.x0, bounds.x1); count];
                Segment { text: (*text).to_owned(), bounds, strong: false, places }
            };
            let segments: Vec<Segment> = segments.iter().map(segment).collect();
            let bounds =
                segments.iter().map(|s| s.bounds).reduce(|a, b| a.hull(&b)).unwrap_or_default();
            Item::Line(Line { segments, bounds, size: 10.0, overprinted: false })
        };
        let mut sheets = [Sheet { items: lines.iter().map(line).collect(), ..Sheet::default() }];
        find(&mut sheets);
        typed::said(&sheets[0])
    }

    #[test]
    fn a_word_around_its_line_is_one_of_it() {
        let titles: &[(&str, f32)] = &[("名称", 60.0), ("单位", 120.0)];
        let row: &[(&str, f32)] = &[("1", 22.0), ("甲厂", 60.0), ("乙局", 120.0)];
        let header = |upper, lower, y| {
            read(&[(&[(upper, 20.0)], 0.0), (titles, 6.0), (&[(lower, 20.0)], y), (row, 30.0)])
        };
        assert_eq!(header("序", "号", 12.0), ["序号 名称 单位", "1 甲厂 乙局"]);
        // Other words, and what stands further off.
        assert_eq!(header("甲", "乙", 12.0).len(), 4);
        assert_eq!(header("序", "号", 24.0).len(), 4);
    }
}
