//! Watermarks set upright: large type that lies over, or under, the text of the page.

use super::page::{Glyph, Page};
use crate::text::blank::is_han;
use crate::text::is_blank;

/// A watermark is so many times as large as the usual type of its page.
const LARGE: f32 = 1.2;
/// Most characters of a page that are held against all others.
const MOST: usize = 400;

/// Puts large texts that other text crosses with those set at a slant: they are no part of any line.
pub(super) fn lift(page: &mut Page) {
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

#[cfg(test)]
mod tests {
    use super::lift;
    use crate::ingest::pdf::page::{Glyph, Page};

    #[test]
    fn large_text_over_other_text_is_lifted() {
        let mut glyphs = Vec::new();
        let mut set = |text: &str, x: f32, base: f32, size: f32| {
            let mut x0 = x;
            for c in text.chars() {
                glyphs.push(Glyph { c, x0, x1: x0 + size, base, size, strong: false });
                x0 += size;
            }
        };
        set("示范基地名单", 50.0, 40.0, 18.0);
        set("一云州市人民政府二白水县人民政府三青河区管委会", 50.0, 100.0, 10.0);
        set("四东林县人民政府五石桥镇人民政府六柳河市水利局", 50.0, 120.0, 10.0);
        set("内部资料", 60.0, 118.0, 40.0);
        let mut page = Page { glyphs, ..Page::default() };
        lift(&mut page);
        assert_eq!(page.slanted.iter().map(|g| g.c).collect::<String>(), "内部资料");
        assert_eq!(page.glyphs.iter().filter(|g| g.size > 15.0).count(), 6);
    }
}
