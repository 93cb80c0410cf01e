//! Text set wide: characters that were drawn one after another, all as far apart, are of one text.
//! What is between them belongs to them, and parts neither words nor columns.
//!
//! Cells of one character each, 优, 良 and 优 in narrow columns, look the same on one line. From line to line they
//! stand at the same few places, and texts of different lengths do not.

use std::collections::HashSet;

use super::page::Glyph;
use crate::text::blank::is_han;
use crate::text::is_blank;

/// A gap of so many ems is one that was meant; what justifies a line is less, mostly.
const LEAST: f32 = 0.08;
/// Characters of one text are not further apart than so many ems.
const MOST: f32 = 0.8;
/// Gaps that are meant to be alike differ by so many ems at most.
const ALIKE: f32 = 0.03;
/// So many characters do not stand in cells of their own.
const LONG: usize = 7;
/// So many texts, one below the other, tell whether they are cells.
const FEWEST: usize = 3;
/// Texts that begin at one place have so many lengths, or more, and one of them so many characters.
const LENGTHS: usize = 3;
const LENGTH: usize = 6;
/// What stands at one place from line to line differs by so much of the way to the next one.
const PLACE: f32 = 0.12;

/// How wide the texts of the pages so far are set, in steps of [`ALIKE`].
#[derive(Debug, Default)]
pub(super) struct Tracking {
    usual: HashSet<i32>,
    /// Some text of the page is set wide by itself.
    any: bool,
}

/// A stretch of characters as far apart as each other.
struct Stretch {
    step: i32,
    from: f32,
    to: f32,
    count: usize,
    /// From one character to the next.
    pitch: f32,
}

impl Tracking {
    /// Looks at a page's glyphs, in the order in which they were drawn. What they tell holds for the pages behind it.
    pub(super) fn learn(&mut self, glyphs: &[Glyph]) {
        let mut all: Vec<Stretch> = Vec::new();
        each(glyphs, |run, gap| {
            if is_wide(run, gap) {
                all.push(Stretch {
                    step: step(gap),
                    from: run[0].x0,
                    to: run[run.len() - 1].x1,
                    count: run.len(),
                    pitch: (1.0 + gap) * run[0].size,
                });
            }
        });
        all.sort_by(|a, b| a.from.total_cmp(&b.from));
        let steps: HashSet<i32> = all.iter().map(|one| one.step).collect();
        let is_usual = |own: &i32| {
            let alike = all.iter().filter(|one| (one.step - own).abs() <= 1);
            let mut band: Vec<&Stretch> = Vec::new();
            let mut reach = f32::MIN;
            for one in alike {
                if one.from > reach && is_text(&std::mem::take(&mut band)) {
                    return true;
                }
                reach = reach.max(one.to);
                band.push(one);
            }
            is_text(&band)
        };
        self.any = all.iter().any(|one| one.count >= LONG);
        self.usual.extend(steps.into_iter().filter(is_usual));
    }

    /// Lets each character of a text that is set wide reach to the next one.
    pub(super) fn close(&self, glyphs: &mut [Glyph]) {
        if self.usual.is_empty() && !self.any {
            return;
        }
        let mut ends: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        each(glyphs, |run, gap| {
            let own = run.len() >= LONG && is_wide(run, gap);
            if own || self.is_usual(gap) {
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
        let step = step(gap);
        (LEAST..=MOST).contains(&gap) && (-1..=1).any(|off| self.usual.contains(&(step + off)))
    }
}

/// Whether stretches below each other are texts set wide, and no cells of one character each.
fn is_text(band: &[&Stretch]) -> bool {
    let Some(first) = band.first().filter(|_| band.len() >= FEWEST) else { return false };
    let off = |one: &&Stretch| {
        let places = (one.from - first.from) / one.pitch;
        (places - places.round()).abs() > PLACE
    };
    let begins = |one: &&Stretch| one.from - first.from < PLACE * one.pitch;
    let lengths: HashSet<usize> = band.iter().map(|one| one.count).collect();
    band.iter().any(off)
        || band.iter().all(begins)
            && lengths.len() >= LENGTHS
            && lengths.iter().any(|count| *count >= LENGTH)
}

fn step(gap: f32) -> i32 {
    (gap / ALIKE).round() as i32
}

/// Whether a run of glyphs with that gap between each two is one text by itself.
fn is_wide(run: &[Glyph], gap: f32) -> bool {
    run.len() > 2
        && (LEAST..=MOST).contains(&gap)
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
        let mut tracking = Tracking::default();
        tracking.learn(&glyphs);
        tracking.close(&mut glyphs);
        glyphs.windows(2).filter(|pair| (0.1..50.0).contains(&(pair[1].x0 - pair[0].x1))).count()
    }

    #[test]
    fn what_is_long_or_of_different_lengths_is_one_text() {
        assert_eq!(gaps(&set("白水县人民政府", 10.0, 3.0)), 0);
        assert_eq!(gaps(&set("白水县人民政府", 10.0, 12.0)), 6);
        // Each at the middle of a column; what has two characters or digits is set as they are.
        let centred = [("白水县", 23.0), ("云州城区", 16.5), ("白水县", 23.0), ("东乡", 29.5)];
        let mut glyphs: Vec<Glyph> = centred.iter().flat_map(|(t, x)| set(t, *x, 3.0)).collect();
        glyphs.extend(set("12", 300.0, 3.0));
        glyphs.extend(set("34", 400.0, 5.0));
        assert_eq!(gaps(&glyphs), 1);
    }

    #[test]
    fn characters_below_each_other_are_cells() {
        let rows = ["优良优良", "良良优中", "优中优良", "良优优优"];
        let glyphs: Vec<Glyph> = rows.iter().flat_map(|text| set(text, 50.0, 4.0)).collect();
        assert_eq!(gaps(&glyphs), 12);
        // One of them has none.
        let mut glyphs = glyphs;
        glyphs.extend(set("良优中", 64.0, 4.0));
        assert_eq!(gaps(&glyphs), 14);
    }
}
