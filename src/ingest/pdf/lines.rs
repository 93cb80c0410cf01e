//! Glyphs → lines of segments: what stands on one baseline, cut at wide gaps.

use std::borrow::Cow;

use super::page::{Glyph, Rect};
use crate::ingest::raised;
use crate::text::blank::is_han;
use crate::text::is_blank;

/// A gap of so many ems begins a new segment.
const WIDE: f32 = 0.8;
/// So many characters that lie over others are of another text.
const CROSSED: u32 = 2;
/// So much of a character's width is all of it.
const WHOLE: f32 = 0.9;
/// A gap of so many ems is a space between Latin words.
const SPACE: f32 = 0.2;

/// Text without a wide gap.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) bounds: Rect,
    pub(super) strong: bool,
    /// Left and right edge of each character of the text.
    pub(super) places: Vec<(f32, f32)>,
}

impl Segment {
    /// Adds a character.
    fn push(&mut self, c: char, place: (f32, f32)) {
        self.text.push(c);
        self.places.push(place);
    }

    /// What it has so far, in no more room than that takes; it is begun anew.
    fn close(&mut self) -> Self {
        let (text, places) = (self.text.as_str().to_owned(), self.places.as_slice().to_vec());
        self.text.clear();
        self.places.clear();
        Self { text, places, ..*self }
    }

    /// Hands over the stretches of ink without a gap wider than `gap`.
    pub(super) fn runs(&self, gap: f32, mut each: impl FnMut(f32, f32)) {
        let mut places = self.places.iter().copied();
        let Some(mut run) = places.next() else { return };
        for (from, to) in places {
            if from - run.1 <= gap {
                run.1 = run.1.max(to);
            } else {
                each(run.0, run.1);
                run = (from, to);
            }
        }
        each(run.0, run.1);
    }

    /// Puts another behind it, a space between them.
    pub(super) fn append(&mut self, other: Self) {
        self.push(' ', (self.bounds.x1, self.bounds.x1));
        self.text.push_str(&other.text);
        self.places.extend(other.places);
        self.bounds = self.bounds.hull(&other.bounds);
        self.strong &= other.strong;
    }

    /// Whether a gutter may part it: it reaches over one far enough.
    pub(super) fn is_cut(&self, gutters: &[(f32, f32)]) -> bool {
        gutters.iter().any(|gutter| self.reaches_over(*gutter))
    }

    fn reaches_over(&self, gutter: (f32, f32)) -> bool {
        let least = self.least();
        self.bounds.x0 < gutter.1 - least && gutter.0 + least < self.bounds.x1
    }

    /// How much of a gutter must be free: the text may reach into it.
    fn least(&self) -> f32 {
        0.12 * self.bounds.height()
    }

    /// Where its ink ends: a mark at the end of a line may hang into the gutter with the blank half of its square.
    pub(super) fn inked_to(&self) -> f32 {
        let last = self.text.chars().last().zip(self.places.last());
        last.map_or(self.bounds.x1, |(c, place)| inked(c, *place))
    }

    /// Its pieces between the gutters that it leaves free.
    pub(super) fn cut(&self, gutters: &[(f32, f32)]) -> Vec<Self> {
        let least = self.least();
        let inside = |gutter: &&(f32, f32)| self.reaches_over(**gutter);
        let gutters: Vec<(f32, f32)> = gutters.iter().filter(inside).copied().collect();
        if gutters.is_empty() {
            return vec![self.clone()];
        }
        let anew = || Self { strong: self.strong, ..Self::default() };
        let mut pieces: Vec<Self> = Vec::new();
        let mut open = anew();
        let mut reach = f32::MIN;
        let mut mark = None;
        for (c, place) in self.text.chars().zip(&self.places) {
            if is_blank(c) && open.text.is_empty() {
                continue;
            }
            if !is_blank(c) {
                // What lies over a mark begins at its ink.
                let over = |_: &f32| place.0 < reach - least;
                if let Some(ink) = mark.replace(inked(c, *place)).filter(over) {
                    reach = reach.min(ink);
                }
                let free = |g: &(f32, f32)| place.0.min(g.1) - reach.max(g.0);
                if !open.text.is_empty()
                    && gutters.iter().any(|g| free(g) > (g.1 - g.0 - 0.1).min(least))
                {
                    pieces.push(std::mem::replace(&mut open, anew()));
                }
                reach = place.1;
            }
            open.push(c, *place);
        }
        pieces.push(open);
        for piece in &mut pieces {
            while piece.text.ends_with(is_blank) {
                piece.text.pop();
                piece.places.pop();
            }
            let (from, to) = (piece.places.first(), piece.places.last());
            let (x0, x1) = (from.map_or(0.0, |p| p.0), to.map_or(0.0, |p| p.1));
            piece.bounds = Rect { x0, x1, ..self.bounds };
        }
        pieces
    }
}

/// Segments on one baseline, from left to right; never empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) segments: Vec<Segment>,
    pub(super) bounds: Rect,
    /// The size of its largest type.
    pub(super) size: f32,
    /// Texts lie over each other in it; the order of their characters is anyone's.
    pub(super) overprinted: bool,
}

impl Line {
    /// All of it, a space for each wide gap.
    pub(super) fn text(&self) -> Cow<'_, str> {
        spaced(self.segments.iter())
    }

    /// Whether its text, without blanks, is that.
    pub(super) fn says(&self, text: &str) -> bool {
        let mut mine = self.segments.iter().flat_map(|s| s.text.chars()).filter(|c| !is_blank(*c));
        text.chars().all(|c| mine.next() == Some(c)) && mine.next().is_none()
    }

    pub(super) fn strong(&self) -> bool {
        self.segments.iter().all(|segment| segment.strong)
    }
}

/// The texts of segments, a space between each two.
pub(super) fn spaced<'s>(mut segments: impl Iterator<Item = &'s Segment>) -> Cow<'s, str> {
    let Some(first) = segments.next() else { return Cow::Borrowed("") };
    let mut out = Cow::Borrowed(first.text.as_str());
    for segment in segments {
        let out = out.to_mut();
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&segment.text);
    }
    out
}

/// Groups glyphs into lines, from top to bottom.
pub(super) fn lines(glyphs: &mut [Glyph]) -> Vec<Line> {
    sort(glyphs, |glyph| glyph.base);
    let mut lines = Vec::new();
    let mut from = 0;
    let mut tallest = Rect::default();
    let mut room = Room::default();
    for at in 0..=glyphs.len() {
        // Nearly all glyphs reach from where the one before them does to where it does.
        let reach = |glyph: &Glyph| (glyph.base.to_bits(), glyph.size.to_bits());
        let beside = |next: &Glyph, last: &Glyph| reach(next) == reach(last);
        if at > from && glyphs.get(at).is_some_and(|next| beside(next, &glyphs[at - 1])) {
            continue;
        }
        let next = glyphs.get(at).map(Glyph::bounds);
        if at > from && next.is_none_or(|next| !level(&tallest, &next)) {
            lines.extend(room.line(&mut glyphs[from..at]));
            from = at;
        }
        let Some(next) = next else { break };
        if at == from || next.height() > tallest.height() {
            tallest = next;
        }
    }
    lines
}

/// So few glyphs are sorted in place.
const SHORT: usize = 20;

/// Puts glyphs in the order of one of their places; those at one place keep their order.
fn sort(glyphs: &mut [Glyph], place: fn(&Glyph) -> f32) {
    if glyphs.len() <= SHORT {
        glyphs.sort_by(|a, b| place(a).total_cmp(&place(b)));
        return;
    }
    if glyphs.is_sorted_by(|a, b| place(a).total_cmp(&place(b)).is_le()) {
        return;
    }
    // Numbers in the order of places, each with the glyph's own below it, are sorted faster than glyphs; and of
    // those at one place that follow each other the first is enough.
    let key = |glyph: &Glyph| {
        let bits = place(glyph).to_bits();
        if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
    };
    let mut keys: Vec<u64> = Vec::new();
    let mut before = None;
    for (at, glyph) in glyphs.iter().enumerate() {
        let key = key(glyph);
        if before.replace(key) != Some(key) {
            keys.push(u64::from(key) << 32 | at as u64);
        }
    }
    keys.sort_unstable();
    let mut sorted: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for first in keys {
        let rest = &glyphs[(first & 0xFFFF_FFFF) as usize..];
        sorted.extend(rest.iter().take_while(|glyph| u64::from(key(glyph)) == first >> 32));
    }
    glyphs.copy_from_slice(&sorted);
}

/// Whether two boxes stand on one line: they share most of the lesser height.
fn level(a: &Rect, b: &Rect) -> bool {
    let shared = a.y1.min(b.y1) - a.y0.max(b.y0);
    shared >= 0.6 * a.height().min(b.height())
}

/// Where lines are put together one after another, so that each takes no more memory than it needs.
#[derive(Default)]
struct Room {
    /// The segment that is open while it has text.
    open: Segment,
    /// Those of the line before it.
    closed: Vec<Segment>,
}

impl Room {
    /// One line; `None` where it is all blank.
    fn line(&mut self, glyphs: &mut [Glyph]) -> Option<Line> {
        sort(glyphs, |glyph| glyph.x0);
        let mut size = 0.0_f32;
        let mut last: Option<Glyph> = None;
        let mut crossed = 0;
        // The last glyph that is not raised.
        let mut ground: Option<Glyph> = None;
        // Where the blanks since the last character end.
        let mut spaced: Option<f32> = None;
        for glyph in glyphs.iter() {
            if is_blank(glyph.c) {
                spaced = Some(spaced.map_or(glyph.x1, |end| end.max(glyph.x1)));
                continue;
            }
            if last.is_some_and(|above| again(&above, glyph)) {
                // Drawn twice over to look bold.
                self.open.strong |= self.open.places.len() == 1;
                continue;
            }
            let gap = last.map_or(0.0, |last| glyph.x0 - last.x1);
            crossed += last.map_or(0, |last| lies_over(glyph, &last));
            size = size.max(glyph.size);
            let near = gap <= WIDE * glyph.size;
            if !near {
                self.close();
            }
            let segment = &mut self.open;
            let high = ground.is_some_and(|ground| near && is_raised(glyph, &ground));
            if segment.text.is_empty() {
                ground = Some(*glyph);
                segment.push(glyph.c, (glyph.x0, glyph.x1));
                (segment.bounds, segment.strong) = (glyph.bounds(), glyph.strong);
            } else {
                let latin = |c: char| !is_wide(c);
                let before = last.map_or(' ', |last| last.c);
                let apart = gap > SPACE * glyph.size && latin(before) && latin(glyph.c);
                if apart || (spaced.is_some() && gap > 0.1 * glyph.size) {
                    // A blank at the end of a cell does not fill the gutter.
                    let fills = spaced.is_some_and(|end| glyph.x0 - end < 0.12 * glyph.size);
                    let from = segment.bounds.x1;
                    segment.push(' ', (from, if fills { glyph.x0 } else { from }));
                }
                let c = if high { raised::behind(before, glyph.c) } else { None };
                // A mark that a line begins with is no digit of the number behind it.
                if segment.places.len() == 1
                    && glyph.c.is_ascii_digit()
                    && ground.is_some_and(|mark| is_raised(&mark, glyph))
                    && let Some(mark) = raised::behind(' ', before)
                {
                    segment.text.clear();
                    segment.text.push(mark);
                }
                ground = ground.filter(|_| high).or(Some(*glyph));
                segment.push(c.unwrap_or(glyph.c), (glyph.x0, glyph.x1));
                segment.bounds = segment.bounds.hull(&glyph.bounds());
                segment.strong &= glyph.strong;
            }
            last = Some(*glyph);
            spaced = None;
        }
        self.close();
        let segments: Vec<Segment> = self.closed.drain(..).collect();
        let bounds = segments.iter().map(|s| s.bounds).reduce(|a, b| a.hull(&b))?;
        Some(Line { segments, bounds, size, overprinted: crossed >= CROSSED })
    }

    fn close(&mut self) {
        if !self.open.text.is_empty() {
            self.closed.push(self.open.close());
        }
    }
}

/// Whether a glyph is set smaller and higher than the one it stands behind, as exponents and marks of notes are.
fn is_raised(glyph: &Glyph, ground: &Glyph) -> bool {
    glyph.size < 0.75 * ground.size && ground.base - glyph.base > 0.2 * ground.size
}

/// How many characters, this one or with the one before it, lie over each other further than marks set close do. Where
/// all of one does the first of a line stands over that of another: the rest of a text that is too high for its cell.
fn lies_over(glyph: &Glyph, last: &Glyph) -> u32 {
    let width = (glyph.x1 - glyph.x0).min(last.x1 - last.x0);
    // What stands a little higher or lower is of another line.
    let off = (glyph.base - last.base).abs() > 0.05 * glyph.size;
    let over = last.x1 - glyph.x0;
    // Hardly any do.
    if over <= 0.25 * width {
        return 0;
    }
    let (han, other) = (is_han(glyph.c), is_han(last.c));
    let met = han && (other || last.c.is_ascii_alphanumeric())
        || other && glyph.c.is_ascii_alphanumeric();
    let whole = han && other && over > WHOLE * width;
    u32::from(met && over > if off { 0.25 } else { 0.6 } * width) + u32::from(whole)
}

/// Whether the glyph repeats the one before it, hardly moved.
fn again(a: &Glyph, b: &Glyph) -> bool {
    let width = (a.x1 - a.x0).max(0.2 * a.size);
    a.c == b.c && (b.x0 - a.x0).abs() < 0.35 * width && (b.base - a.base).abs() < 0.35 * a.size
}

/// Where the ink of a character ends. Of closing marks it fills the left half of a square.
fn inked(c: char, (from, to): (f32, f32)) -> f32 {
    if matches!(c, '）' | '】' | '〕' | '》' | '”' | '，' | '、' | '。' | '；') {
        f32::midpoint(from, to)
    } else {
        to
    }
}

/// Characters that fill a square: between them no space is meant.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{2E80}'..='\u{303F}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}')
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};
    use crate::ingest::pdf::page::Glyph;

    fn set(text: &str, x: f32, base: f32) -> Vec<Glyph> {
        let mut at = x;
        let glyph = |c: char| {
            let width = if c.is_ascii() { 5.0 } else { 10.0 };
            at += width;
            Glyph { c, x0: at - width, x1: at, base, size: 10.0, strong: false }
        };
        text.chars().map(glyph).collect()
    }

    fn texts(line: &Line) -> Vec<&str> {
        line.segments.iter().map(|s| s.text.as_str()).collect()
    }

    #[test]
    fn lines_and_segments() {
        let mut glyphs = set("乙厂", 100.0, 20.3);
        glyphs.extend(set("1", 10.0, 20.0));
        glyphs.extend(set("上 一", 10.0, 5.0));
        let lines = lines(&mut glyphs);
        assert_eq!(lines.iter().map(texts).collect::<Vec<_>>(), [vec!["上 一"], vec!["1", "乙厂"]]);
    }

    #[test]
    fn sorting_keeps_what_stands_at_one_place_in_order() {
        let mut glyphs: Vec<Glyph> = ["乙厂", "1"].iter().flat_map(|t| set(t, 5.0, 20.0)).collect();
        let places = [3.5, -0.0, 7.0, -2.5, 0.0, 7.0, f32::MAX, -9.0, 3.5, -2.5];
        for (at, x0) in (0u16..).zip(places.iter().cycle().take(60)) {
            glyphs.push(Glyph { x0: *x0, x1: f32::from(at), ..glyphs[0] });
        }
        let mut stable = glyphs.clone();
        stable.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        super::sort(&mut glyphs, |glyph| glyph.x0);
        assert_eq!(format!("{glyphs:?}"), format!("{stable:?}"));
    }

    #[test]
    fn a_gutter_parts_what_nearly_touches() {
        let mut glyphs = set("甲厂", 10.0, 20.0);
        glyphs.extend(set("乙县", 33.0, 20.0));
        let line = lines(&mut glyphs).remove(0);
        let cut = |gutter| -> Vec<String> {
            line.segments[0].cut(&[gutter]).into_iter().map(|piece| piece.text).collect()
        };
        assert_eq!(texts(&line), ["甲厂乙县"]);
        assert_eq!(cut((30.5, 32.5)), ["甲厂", "乙县"]);
        assert_eq!(cut((24.0, 26.0)), ["甲厂乙县"]);
        // A bracket hangs into the gutter and beyond.
        let mut glyphs = set("甲区）", 10.0, 20.0);
        glyphs.extend(set("乙县", 38.0, 20.0));
        let line = lines(&mut glyphs).remove(0);
        assert_eq!(line.segments[0].cut(&[(32.0, 38.0)]).len(), 2);
    }

    #[test]
    fn text_drawn_twice_counts_once() {
        let mut glyphs = set("人人民", 10.0, 20.0);
        glyphs.extend(set("人人民", 10.6, 20.2));
        assert_eq!(texts(&lines(&mut glyphs)[0]), ["人人民"]);
    }

    #[test]
    fn texts_that_lie_over_each_other_are_told() {
        let mut glyphs = set("浙江省温州市", 10.0, 20.0);
        assert!(!lines(&mut glyphs)[0].overprinted);
        let mut rest = glyphs.clone();
        glyphs.extend(set("某省教育厅", 33.0, 20.0));
        assert!(lines(&mut glyphs)[0].overprinted);
        rest.extend(set("司", 10.0, 19.0));
        assert!(lines(&mut rest)[0].overprinted);
    }
}
