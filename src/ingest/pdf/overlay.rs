//! Watermarks set upright: large type that lies over, or under, the text of the page; and text boxes that lie over it.

use super::page::{Glyph, Page};
use crate::text::blank::is_han;
use crate::text::is_blank;

/// A watermark is so many times as large as the usual type of its page.
const LARGE: f32 = 1.2;
/// Most characters of a page that are held against all others.
const MOST: usize = 400;
/// Most characters of a page that has text boxes, for them to be held against each other.
const MOST_BOXED: usize = 4000;

/// Puts large texts that other text crosses with those set at a slant: they are no part of any line.
pub(super) fn lift(page: &mut Page) {
    if let Some(own) = page.laid_over
        && page.turn == 0
        && page.glyphs.len() <= MOST_BOXED
    {
        lift_boxes(page, own);
    }
    let count = page.glyphs.iter().map(|_| 1.0).sum::<f32>();
    let mean = page.glyphs.iter().map(|glyph| glyph.size).sum::<f32>() / count;
    let large = |glyph: &Glyph| glyph.size > LARGE * mean;
    let candidates = page.glyphs.iter().filter(|glyph| large(glyph)).count();
    if candidates == 0 || candidates > MOST {
        return;
    }
    let small: Vec<(f32, f32)> = page
        .glyphs
        .iter()
        .filter(|glyph| !large(glyph) && !is_blank(glyph.c))
        .map(Glyph::center)
        .collect();
    let crossed = |glyph: &Glyph| {
        let bounds = glyph.bounds();
        small.iter().any(|(x, y)| bounds.holds(*x, *y))
    };
    // One text as it was drawn.
    let one = |a: &Glyph, b: &Glyph| large(a) && large(b) && (a.base - b.base).abs() < 0.1 * a.size;
    let glyphs = std::mem::take(&mut page.glyphs);
    for run in glyphs.chunk_by(one) {
        // One character that stands on another is enough: type of two sizes is never set so.
        let over = large(&run[0])
            && (run.iter().any(|glyph| is_han(glyph.c) && crossed(glyph))
                || run.iter().filter(|glyph| crossed(glyph)).count() * 3 >= run.len());
        let into = if over { &mut page.slanted } else { &mut page.glyphs };
        into.extend_from_slice(run);
    }
}

/// Puts text boxes that lie over text with those set at a slant: a reviewer's mark on a table is no part of its cells.
/// `own`: how many glyphs are of the page itself.
fn lift_boxes(page: &mut Page, own: usize) {
    let one = |a: &Glyph, b: &Glyph| {
        let gap = b.x0 - a.x1;
        (a.base - b.base).abs() < 0.1 * a.size && -0.2 * a.size < gap && gap < a.size
    };
    let boxes = page.glyphs.split_off(own.min(page.glyphs.len()));
    let mut kept = Vec::with_capacity(boxes.len());
    for run in boxes.chunk_by(one) {
        // What fields are filled in over is a line of dashes.
        let crosses = |glyph: &&Glyph| {
            let bounds = glyph.bounds();
            let (x, y) = glyph.center();
            !is_blank(glyph.c)
                && page.glyphs.iter().any(|other| {
                    let center = other.center();
                    other.c != glyph.c
                        && !is_blank(other.c)
                        && !matches!(other.c, '_' | '＿' | '…' | '.')
                        && (bounds.holds(center.0, center.1) || other.bounds().holds(x, y))
                })
        };
        // Chinese text and figures may be put in place of what is below them.
        let letters = run.iter().filter(|glyph| glyph.c.is_ascii_alphabetic()).count();
        let remark = letters >= 2 && !run.iter().any(|glyph| is_han(glyph.c));
        let over = if remark { run.iter().filter(crosses).count() } else { 0 };
        let into = if over >= 2 && over * 3 >= run.len() { &mut page.slanted } else { &mut kept };
        into.extend_from_slice(run);
    }
    page.glyphs.append(&mut kept);
}

#[cfg(test)]
mod tests {
    use super::lift;
    use crate::ingest::pdf::page::{Glyph, Page};

    /// A text where it stands, of a size and a width of its characters.
    fn set(glyphs: &mut Vec<Glyph>, text: &str, (x, base): (f32, f32), (size, width): (f32, f32)) {
        let mut x0 = x;
        for c in text.chars() {
            glyphs.push(Glyph { c, x0, x1: x0 + width, base, size, strong: false });
            x0 += width;
        }
    }

    #[test]
    fn large_text_over_other_text_is_lifted() {
        let mut glyphs = Vec::new();
        let mut put = |text, x, base, size| set(&mut glyphs, text, (x, base), (size, size));
        put("示范基地名单", 50.0, 40.0, 18.0);
        put("一云州市人民政府二白水县人民政府三青河区管委会", 50.0, 100.0, 10.0);
        put("四东林县人民政府五石桥镇人民政府六柳河市水利局", 50.0, 120.0, 10.0);
        put("内部资料", 60.0, 118.0, 40.0);
        let mut page = Page { glyphs, ..Page::default() };
        lift(&mut page);
        assert_eq!(page.slanted.iter().map(|g| g.c).collect::<String>(), "内部资料");
        assert_eq!(page.glyphs.iter().filter(|g| g.size > 15.0).count(), 6);
    }

    #[test]
    fn a_text_box_over_text_is_lifted() {
        let mut glyphs = Vec::new();
        let mut put = |text, x, base, width| set(&mut glyphs, text, (x, base), (10.0, width));
        put("福建省福州市", 50.0, 100.0, 10.0);
        put("____", 50.0, 120.0, 5.0);
        // A mark over the first line, a field filled in on the dashes.
        put("checked", 58.0, 102.0, 5.0);
        put("2021", 50.0, 119.0, 5.0);
        let mut page = Page { glyphs, laid_over: Some(10), ..Page::default() };
        lift(&mut page);
        assert_eq!(page.slanted.iter().map(|g| g.c).collect::<String>(), "checked");
    }
}
