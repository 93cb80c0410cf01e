//! What lines leave free of ink from top to bottom, and what of each line stands between.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::lines::{Line, Segment};
use super::serials::is_serial;

/// So many lines tell what stands beside a gutter.
const SAMPLE: usize = 40;
/// Ink beside a gutter is as near to it, in points.
const BESIDE: f32 = 1.0;
/// A gutter that every line leaves free is at least so many ems wide.
pub(super) const NARROW: f32 = 0.15;
/// A gutter that a few lines run over is at least so many ems wide.
const WIDE: f32 = 0.8;
/// Of so many lines one may run over a wide gutter.
const FEW: usize = 40;

/// Stretches that the lines leave free of ink, between the first ink and the last.
pub(super) fn gutters(lines: &[&Line], size: f32) -> Vec<(f32, f32)> {
    // Of a long table's runs many begin and end at the same places.
    let mut runs: HashMap<(u32, u32), i32, FixedState> = HashMap::default();
    for segment in lines.iter().flat_map(|line| &line.segments) {
        segment.runs(0.1 * size, |from, to| {
            *runs.entry((from.to_bits(), to.to_bits())).or_default() += 1;
        });
    }
    let ends = |((from, to), count): (&(u32, u32), &i32)| {
        [(f32::from_bits(*from), *count), (f32::from_bits(*to), -count)]
    };
    let mut ends: Vec<(f32, i32)> = runs.iter().flat_map(ends).collect();
    // Where one run begins as another ends nothing is free.
    ends.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let may = i32::try_from(lines.len() / FEW).unwrap_or(i32::MAX);
    let mut gutters: Vec<(f32, f32)> = Vec::new();
    let (mut inked, mut free, mut thin, mut seen) = (0, None, None, false);
    for (index, (x, step)) in ends.iter().enumerate() {
        inked += step;
        let rest = index + 1 < ends.len();
        if inked == 0 && rest {
            free = Some(*x);
        } else if let Some(from) = free.take()
            && x - from >= NARROW * size
        {
            gutters.push((from, *x));
        }
        seen |= inked > may;
        if inked <= may && seen && rest {
            thin = thin.or(Some(*x));
        } else if let Some(from) = thin.take()
            && x - from >= WIDE * size
            && may > 0
        {
            match gutters.last() {
                Some(last) if last.1 > from => {}
                _ => gutters.push((from, *x)),
            }
        }
    }
    gutters
}

/// What of a line stands between two gutters.
pub(super) struct Bit {
    /// The number of the line.
    pub(super) line: usize,
    pub(super) from: f32,
    pub(super) to: f32,
    /// It is a printed serial; known in the first column alone.
    pub(super) serial: bool,
}

impl Bit {
    pub(super) fn middle(&self) -> f32 {
        f32::midpoint(self.from, self.to)
    }
}

/// The bits of the lines between each two gutters.
pub(super) fn group(lines: &[&Line], gutters: &[(f32, f32)]) -> Vec<Vec<Bit>> {
    let mut groups: Vec<Vec<Bit>> = gutters.iter().map(|_| Vec::new()).collect();
    groups.push(Vec::new());
    for (line, segments) in lines.iter().map(|line| &line.segments).enumerate() {
        let mut add = |piece: &Segment| {
            let (from, to) = (piece.bounds.x0, piece.bounds.x1);
            let middle = f32::midpoint(from, to);
            let at = gutters.partition_point(|g| f32::midpoint(g.0, g.1) <= middle);
            let serial = at == 0 && is_serial(&piece.text);
            groups[at].push(Bit { line, from, to, serial });
        };
        for segment in segments {
            if segment.is_cut(gutters) {
                segment.cut(gutters).iter().for_each(&mut add);
            } else {
                add(segment);
            }
        }
    }
    groups
}

/// Whether mostly a Chinese and a Latin character or digit stand at both sides of a gutter: programs put a blank there.
pub(super) fn is_between_scripts(lines: &[&Line], gutter: (f32, f32)) -> bool {
    let (mut mixed, mut all) = (0, 0);
    for line in lines.iter().take(SAMPLE) {
        let chars = || {
            line.segments.iter().flat_map(|own| own.text.chars().zip(own.places.iter().copied()))
        };
        let left = chars().filter(|(_, place)| place.1 <= gutter.0 + BESIDE).last();
        let right = chars().find(|(_, place)| gutter.1 - BESIDE <= place.0);
        let (Some((left, from)), Some((right, to))) = (left, right) else { continue };
        if to.0 - from.1 < 2.0 * (gutter.1 - gutter.0) + BESIDE {
            all += 1;
            mixed += usize::from(left.is_ascii_alphanumeric() != right.is_ascii_alphanumeric());
        }
    }
    2 * mixed > all
}
