//! Columns of a table without vertical rules, from where the segments of its numbered lines stand.

use super::join::is_serial;
use super::lines::{Line, Segment};

/// How many numbered lines it takes.
const LEAST: usize = 3;
/// A gutter is at least so many ems wide.
const GUTTER: f32 = 0.4;

/// Columns that numbered lines share.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Edges, one more than columns; the outer ones lie well outside.
    pub(super) edges: Vec<f32>,
    /// Usual left edge, middle and right edge of each column's text.
    usual: Vec<(f32, f32, f32)>,
    /// Size of the type.
    pub(super) size: f32,
    /// Rules part them: what stands between two of them is set like the column.
    ruled: bool,
    /// Rows are told by their serials; else by having a text in each column.
    numbered: bool,
}

/// Whether a line opens with a printed serial and has more.
pub(super) fn is_numbered(line: &Line) -> bool {
    line.segments.len() > 1 && is_serial(&line.segments[0].text)
}

/// Whether a line may be a row without a serial: several texts, and no leader of a table of contents.
pub(super) fn is_parted(line: &Line) -> bool {
    line.segments.len() > 1
        && !line
            .segments
            .iter()
            .any(|s| ["...", "……", "···", "．．．"].iter().any(|dots| s.text.contains(dots)))
}

impl Columns {
    /// The columns most of the lines agree on; `numbered` where they open with serials.
    pub(super) fn of(lines: &[&Line], numbered: bool) -> Option<Self> {
        let width = |line: &&&Line| line.segments.len();
        let most = lines.iter().map(|line| line.segments.len()).max()?;
        let count = |k: usize| lines.iter().filter(|line| width(line) == k).count();
        let width_most = (2..=most).max_by_key(|k| count(*k))?;
        let modal: Vec<&&Line> = lines.iter().filter(|line| width(line) == width_most).collect();
        if modal.len() < LEAST {
            return None;
        }
        let column = |at: usize, side: fn(&Segment) -> f32| {
            let mut places: Vec<f32> = modal.iter().map(|line| side(&line.segments[at])).collect();
            places.sort_by(f32::total_cmp);
            places
        };
        let (left, right, middle) =
            (|s: &Segment| s.bounds.x0, |s: &Segment| s.bounds.x1, middle as fn(&Segment) -> f32);
        let part = |places: &[f32], tenths: usize| places[(places.len() - 1) * tenths / 10];
        let mut edges = vec![f32::MIN];
        let mut usual = Vec::new();
        for at in 0..width_most {
            let (lefts, rights) = (column(at, left), column(at, right));
            let middles = column(at, middle);
            usual.push((part(&lefts, 5), part(&middles, 5), part(&rights, 5)));
            if at + 1 < width_most {
                let next = column(at + 1, left);
                // The gap that all lines leave free, else the one that nearly all do.
                let free = (part(&rights, 10), part(&next, 0));
                let (from, to) =
                    if free.0 < free.1 { free } else { (part(&rights, 9), part(&next, 1)) };
                if from >= to {
                    return None;
                }
                edges.push(f32::midpoint(from, to));
            }
        }
        edges.push(f32::MAX);
        let size = modal.iter().map(|line| line.size).fold(0.0, f32::max);
        Some(Self { edges, usual, size, ruled: false, numbered })
    }

    /// Columns that rules part.
    pub(super) fn ruled(edges: &[f32], size: f32) -> Self {
        let usual = |pair: &[f32]| (pair[0], f32::midpoint(pair[0], pair[1]), pair[1]);
        let usual = edges.windows(2).map(usual).collect();
        Self { edges: edges.to_vec(), usual, size, ruled: true, numbered: true }
    }

    /// The columns between gutters that the lines leave free: where cells wrap, few lines have a
    /// text in each column.
    pub(super) fn between_gutters(lines: &[&Line]) -> Option<Self> {
        let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
        let mut segments: Vec<&Segment> = lines.iter().flat_map(|line| &line.segments).collect();
        segments.sort_by(|a, b| a.bounds.x0.total_cmp(&b.bounds.x0));
        let mut groups: Vec<Vec<&Segment>> = Vec::new();
        let mut reach = f32::MIN;
        for segment in segments {
            match groups.last_mut() {
                Some(group) if segment.bounds.x0 - reach < GUTTER * size => group.push(segment),
                _ => groups.push(vec![segment]),
            }
            reach = reach.max(segment.bounds.x1);
        }
        if groups.len() < 2 || groups[0].iter().filter(|s| is_serial(&s.text)).count() < LEAST {
            return None;
        }
        let middle_of = |group: &Vec<&Segment>, side: fn(&Segment) -> f32| {
            let mut places: Vec<f32> = group.iter().map(|segment| side(segment)).collect();
            places.sort_by(f32::total_cmp);
            places[places.len() / 2]
        };
        let usual = groups.iter().map(|group| {
            let left = middle_of(group, |s| s.bounds.x0);
            (left, middle_of(group, middle), middle_of(group, |s| s.bounds.x1))
        });
        let usual = usual.collect();
        let mut edges = vec![f32::MIN];
        for pair in groups.windows(2) {
            let to = pair[1].iter().map(|s| s.bounds.x0).fold(f32::MAX, f32::min);
            let from = pair[0].iter().map(|s| s.bounds.x1).fold(f32::MIN, f32::max);
            edges.push(f32::midpoint(from, to));
        }
        edges.push(f32::MAX);
        Some(Self { edges, usual, size, ruled: false, numbered: true })
    }

    pub(super) fn len(&self) -> usize {
        self.usual.len()
    }

    /// The column a segment stands in.
    pub(super) fn column(&self, segment: &Segment) -> usize {
        let edges = &self.edges[1..self.edges.len() - 1];
        // Only inner edges part columns.
        edges.partition_point(|edge| *edge <= middle(segment))
    }

    /// The column whose text a segment is set like, if any: flush with it or centred like it.
    pub(super) fn fits(&self, segment: &Segment) -> Option<usize> {
        let column = self.column(segment);
        let (left, center, right) = self.usual[column];
        let near = |a: f32, b: f32| (a - b).abs() <= 0.6 * self.size;
        let inside = segment.bounds.x0 >= self.edges[column] - 0.5 * self.size
            && segment.bounds.x1 <= self.edges[column + 1] + 0.5 * self.size;
        let like = self.ruled
            || near(segment.bounds.x0, left)
            || near(segment.bounds.x1, right)
            || near(middle(segment), center);
        (inside && like).then_some(column)
    }

    /// Whether each segment of a line stands in a column of its own.
    pub(super) fn holds(&self, line: &Line) -> bool {
        let columns: Vec<usize> = line.segments.iter().map(|s| self.column(s)).collect();
        let crosses = |segment: &Segment| {
            let column = self.column(segment);
            let slack = 1.5 * self.size;
            segment.bounds.x0 < self.edges[column] - slack
                || segment.bounds.x1 > self.edges[column + 1] + slack
        };
        columns.windows(2).all(|pair| pair[0] < pair[1]) && !line.segments.iter().any(crosses)
    }

    /// Whether a line is a row of this table by itself: numbered, or a text in each column.
    pub(super) fn anchors(&self, line: &Line) -> bool {
        if !self.numbered {
            return line.segments.len() == self.len()
                && self.holds(line)
                && line.segments.iter().all(|segment| self.fits(segment).is_some());
        }
        is_numbered(line) && self.holds(line) && self.column(&line.segments[0]) == 0 && {
            let bounds = &line.segments[0].bounds;
            let (_, center, _) = self.usual[0];
            self.ruled || (f32::midpoint(bounds.x0, bounds.x1) - center).abs() <= 2.0 * self.size
        }
    }
}

fn middle(segment: &Segment) -> f32 {
    f32::midpoint(segment.bounds.x0, segment.bounds.x1)
}
