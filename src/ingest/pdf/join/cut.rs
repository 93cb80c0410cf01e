//! Lines that a page's end cuts in two: they show on both pages, and are read once.

use super::last_in;
use crate::ingest::pdf::items::{Item, Sheet};
use crate::ingest::pdf::page::Rect;

/// Two characters so near to each other, in points, are halves of one.
const SAME: f32 = 1.0;

/// Leaves out the lower half of each such line: the same characters are cut at the foot of one page's table and at the
/// top of the next one's.
pub(in crate::ingest::pdf) fn once(sheets: &mut [Sheet], furniture: &[Vec<usize>]) {
    for at in 1..sheets.len() {
        let (above, below) = sheets.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last(), below.first_mut()) else { return };
        let mut last = above.items.iter().enumerate().rev();
        let last = last.find(|(index, _)| !furniture[at - 1].contains(index));
        let mut first = below.items.iter_mut().enumerate();
        let first = first.find(|(index, _)| !furniture[at].contains(index));
        let (Some((_, Item::Table(last))), Some((_, Item::Table(first)))) = (last, first) else {
            continue;
        };
        let middle = |bounds: &Rect| f32::midpoint(bounds.y0, bounds.y1);
        let (from, to) = (middle(&last.bounds), middle(&first.bounds));
        let foot = above.page.cut.iter().filter(|(_, y)| *y > from);
        let halved = |x: f32| foot.clone().any(|(other, _)| (other - x).abs() < SAME);
        below.page.cut.retain(|(x, y)| *y < to && halved(*x));
        for cell in first.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let (Some((_, over)), Some(part)) =
                (last_in(last, cell.column), cell.parts.first_mut())
            else {
                continue;
            };
            let inside = |(x, y): &&(f32, f32)| part.bounds.holds(*x, *y);
            let count = below.page.cut.iter().filter(inside).count();
            let end = part.text.char_indices().nth(count).map_or(part.text.len(), |(at, _)| at);
            if count > 0 && over.text().ends_with(&part.text[..end]) {
                part.text.drain(..end);
                part.torn = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::once;
    use crate::ingest::pdf::items::{Cell, Draft, Item, Part, Row, Sheet};
    use crate::ingest::pdf::page::{Page, Rect};

    #[test]
    fn a_line_cut_at_both_edges_is_read_once() {
        let sheet = |text: &str, (y0, y1): (f32, f32), cut: f32| {
            let parts = vec![Part::new(1, text.to_owned(), Rect::new(0.0, y0, 40.0, y1))];
            let cell = Cell { column: 0, columns: 1, rows: 1, parts, strong: false };
            let rows = vec![Row { cells: vec![cell], ..Row::default() }];
            let bounds = Rect::new(0.0, y0.min(100.0), 50.0, y1.max(400.0));
            let table = Draft { rows, bounds, exact: true, ..Draft::default() };
            let page = Page { cut: vec![(5.0, cut), (15.0, cut)], ..Page::default() };
            Sheet { page, items: vec![Item::Table(Box::new(table))], ..Sheet::default() }
        };
        let below = |above: &str, cut: f32| {
            let foot = sheet(above, (376.0, 400.0), 399.0);
            let mut sheets = [foot, sheet("中心社区", (100.0, 124.0), cut)];
            once(&mut sheets, &[vec![], vec![]]);
            let Item::Table(table) = &sheets[1].items[0] else { unreachable!() };
            table.rows[0].cells[0].text().into_owned()
        };
        assert_eq!(below("云州市中心", 101.0), "社区");
        // Another text is cut; none is at the top.
        assert_eq!(below("云州市河东", 101.0), "中心社区");
        assert_eq!(below("云州市中心", 399.0), "中心社区");
    }
}
