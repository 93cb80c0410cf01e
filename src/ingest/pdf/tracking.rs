//! Text set wide: characters that were drawn one after another, all as far apart, are of one text.
//! What is between them belongs to them, and parts neither words nor columns.

use std::collections::HashMap;

use super::page::Glyph;
use crate::text::blank::is_han;
use crate::text::is_blank;

/// A gap of so many ems is one that was meant; what justifies a line is less, mostly.
const LEAST: f32 = 0.08;
/// Characters of one text are not further apart than so many ems, or in cells of one character each.
const MOST: f32 = 0.8;
/// Nor are so many that do not stand in cells.
const MANY: usize = 4;
const MOST_OF_MANY: f32 = 1.2;
/// Gaps that are meant to be alike differ by so many ems at most.
const ALIKE: f32 = 0.03;
/// So many texts of a page, set wide by as much, tell how one of two characters is set.
const OFTEN: u32 = 3;

/// How wide the texts of a page are set: gaps in steps of [`ALIKE`], and how many texts have them.
#[derive(Debug, Default)]
pub(super) struct Tracking(HashMap<i32, u32>);

impl Tracking {
    /// Of glyphs in the order in which they were drawn.
    pub(super) fn of(glyphs: &[Glyph]) -> Self {
        let mut known = HashMap::new();
        each(glyphs, |run, gap| {
            if is_wide(run, gap) {
                *known.entry(step(gap)).or_default() += 1;
            }
        });
        Self(known)
    }

    /// Lets each character of a text that is set wide reach to the next one.
    pub(super) fn close(&self, glyphs: &mut [Glyph]) {
        if self.0.is_empty() {
            return;
        }
        let mut ends: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        each(glyphs, |run, gap| {
            if is_wide(run, gap) || self.is_usual(gap) {
                ends.push((at, run.len()));
            }
            at += run.len() - 1;
        });
        for (from, count) in ends {
            for at in from..from + count - 1 {
                glyphs[at].x1 = glyphs[at + 1].x0;
            }
        }
    }

    fn is_usual(&self, gap: f32) -> bool {
        let texts = |step: i32| self.0.get(&step).copied().unwrap_or_default();
        let step = step(gap);
        (LEAST..=MOST).contains(&gap) && (-1..=1).map(|off| texts(step + off)).sum::<u32>() >= OFTEN
    }
}

fn step(gap: f32) -> i32 {
    (gap / ALIKE).round() as i32
}

/// Whether a run of glyphs with that gap between each two is one text by itself.
fn is_wide(run: &[Glyph], gap: f32) -> bool {
    let most = if run.len() >= MANY { MOST_OF_MANY } else { MOST };
    run.len() > 2
        && (LEAST..=most).contains(&gap)
        && run.iter().filter(|glyph| is_han(glyph.c)).count() * 2 > run.len()
}

/// Hands over runs of glyphs that are as far apart, each with its gap in ems. The last glyph of one run is the first
/// of the next one.
fn each(glyphs: &[Glyph], mut take: impl FnMut(&[Glyph], f32)) {
    let gap = |at: usize| {
        let (a, b) = (&glyphs[at], &glyphs[at + 1]);
        let beside =
            (a.base - b.base).abs() < 0.02 * a.size && (a.size - b.size).abs() < 0.01 * a.size;
        (beside && !is_blank(a.c) && !is_blank(b.c)).then(|| (b.x0 - a.x1) / a.size)
    };
    let alike = |a: Option<f32>, b: Option<f32>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= ALIKE,
        (a, b) => a.is_none() && b.is_none(),
    };
    let mut from = 0;
    while from + 1 < glyphs.len() {
        let own = gap(from);
        let mut to = from + 1;
        while to + 1 < glyphs.len() && alike(own, gap(to)) {
            to += 1;
        }
        take(&glyphs[from..=to], own.unwrap_or(0.0));
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::Tracking;
    use crate::ingest::pdf::page::Glyph;

    fn set(text: &str, x: f32, gap: f32) -> Vec<Glyph> {
        let mut at = x;
        let glyph = |c: char| {
            let x0 = at;
            let x1 = x0 + if c.is_ascii() { 5.0 } else { 10.0 };
            at = x1 + gap;
            Glyph { c, x0, x1, base: 20.0, size: 10.0, strong: false }
        };
        text.chars().map(glyph).collect()
    }

    fn gaps(glyphs: &[Glyph]) -> usize {
        let mut glyphs = glyphs.to_vec();
        Tracking::of(&glyphs).close(&mut glyphs);
        glyphs.windows(2).filter(|pair| pair[1].x0 - pair[0].x1 > 0.1).count()
    }

    #[test]
    fn what_is_set_wide_is_one_text() {
        assert_eq!(gaps(&set("白水县人民政府", 10.0, 3.0)), 0);
        assert_eq!(gaps(&set("白水县", 10.0, 12.0)), 2);
        assert_eq!(gaps(&set("123", 10.0, 3.0)), 2);
    }

    #[test]
    fn two_characters_are_set_as_others_of_the_page() {
        let mut glyphs: Vec<Glyph> =
            [10.0, 100.0, 200.0].iter().flat_map(|x| set("白水县", *x, 3.0)).collect();
        glyphs.extend(set("12", 300.0, 3.0));
        glyphs.extend(set("34", 400.0, 5.0));
        assert_eq!(gaps(&glyphs), 5);
    }
}
