//! Columns of a table without vertical rules, from where the segments of its numbered lines stand.

use std::borrow::Cow;

use super::gutters::{Bit, NARROW, group, gutters, is_between_scripts};
use super::lines::{Line, Segment};
use super::serials::{is_code, is_section, is_serial};
use crate::text::blank::is_han;

/// How many numbered lines it takes.
const LEAST: usize = 3;
/// What programs put between Chinese and Latin characters is narrower than so many ems.
const SPACE: f32 = 0.55;
/// How many lines tell how a column's texts are set.
const SAMPLE: usize = 3000;
/// A gap of so many ems may be a blank inside a text.
const BLANK: f32 = 1.7;
/// Brackets whose ink fills the right half of a square.
const OPENING: [char; 5] = ['（', '【', '〔', '《', '“'];
/// Where more than one in so many lines runs over a gutter, it is none.
const OVER: usize = 10;

/// Columns that numbered lines share.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Edges, one more than columns; the outer ones lie well outside.
    pub(super) edges: Vec<f32>,
    /// What is free of ink between two columns, from left to right.
    gutters: Vec<(f32, f32)>,
    /// How each column's texts are set.
    usual: Vec<Set>,
    /// Size of the type.
    pub(super) size: f32,
    /// Rules part them: what stands between two of them is set like the column.
    ruled: bool,
    /// Rows are told by their serials; else by having a text in each column.
    numbered: bool,
}

/// How a column's texts are set: their usual left edge, middle and right edge.
#[derive(Clone, Copy, Debug)]
struct Set {
    left: f32,
    middle: f32,
    right: f32,
    /// Nearly all begin at the left edge, while their middles lie apart: none is centred.
    flush: bool,
}

impl Set {
    /// From those of each text.
    fn of(mut lefts: Vec<f32>, mut middles: Vec<f32>, mut rights: Vec<f32>, size: f32) -> Self {
        for places in [&mut lefts, &mut middles, &mut rights] {
            places.sort_by(f32::total_cmp);
        }
        let part = |places: &[f32], tenths: usize| {
            places.get((places.len().saturating_sub(1)) * tenths / 10).copied().unwrap_or_default()
        };
        let apart = |places: &[f32]| part(places, 9) - part(places, 1);
        let flush = apart(&lefts) < 0.1 * size && apart(&middles) > size;
        let [left, middle, right] = [&lefts, &middles, &rights].map(|places| part(places, 5));
        Self { left, middle, right, flush }
    }

    /// Of what rules part.
    fn between(left: f32, right: f32) -> Self {
        Self { left, middle: f32::midpoint(left, right), right, flush: false }
    }
}

/// Whether a line opens with a printed serial and has more.
pub(super) fn is_numbered(line: &Line) -> bool {
    line.segments.len() > 1
        && (is_serial(&line.segments[0].text) || opens_with_code(&line.segments[0]))
}

/// Whether a code that fills its column stands before the text of the next one.
fn opens_with_code(segment: &Segment) -> bool {
    let length = segment.text.bytes().take_while(u8::is_ascii).count();
    let head = segment.text[..length].trim_end();
    let places = (segment.places.get(head.len().wrapping_sub(1)), segment.places.get(length));
    let (Some(last), Some(next)) = places else { return false };
    is_code(head) && next.0 - last.1 >= NARROW * segment.bounds.height()
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
        let size = modal.iter().map(|line| line.size).fold(0.0, f32::max);
        let mut edges = vec![f32::MIN];
        let mut gutters = Vec::new();
        let mut usual = Vec::new();
        for at in 0..width_most {
            let (lefts, rights) = (column(at, left), column(at, right));
            usual.push(Set::of(lefts, column(at, middle), rights.clone(), size));
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
                gutters.push((from, to));
            }
        }
        edges.push(f32::MAX);
        let mut columns = Self { edges, gutters, usual, size, ruled: false, numbered };
        columns.close(lines);
        Some(columns)
    }

    /// Takes out gutters that many lines run over without leaving them free: a name of two characters
    /// with a blank between them is set as wide as one of three.
    fn close(&mut self, lines: &[&Line]) {
        for at in (0..self.gutters.len()).rev() {
            let gutter = [self.gutters[at]];
            let over = |line: &&&Line| {
                let mut over = line.segments.iter().filter(|segment| segment.is_cut(&gutter));
                over.any(|segment| segment.cut(&gutter).len() == 1)
            };
            let most = lines.len() / OVER;
            if lines.iter().filter(over).take(most + 2).count() > most + 1 {
                self.gutters.remove(at);
                self.edges.remove(at + 1);
                let right = self.usual.remove(at + 1).right;
                self.usual[at] = Set::between(self.usual[at].left, right);
            }
        }
    }

    /// Columns that rules part.
    pub(super) fn ruled(edges: &[f32], size: f32) -> Self {
        let usual = edges.windows(2).map(|pair| Set::between(pair[0], pair[1])).collect();
        let gutters = Vec::new();
        Self { edges: edges.to_vec(), gutters, usual, size, ruled: true, numbered: true }
    }

    /// The columns between gutters that the lines leave free: where cells wrap, few lines have a
    /// text in each column, and where cells are full, little room is left between them.
    pub(super) fn between_gutters(lines: &[&Line], numbered: bool) -> Option<Self> {
        let mut sizes: Vec<f32> = lines.iter().map(|line| line.size).collect();
        sizes.sort_by(f32::total_cmp);
        let size = *sizes.get(sizes.len() / 2)?;
        let mut gutters = gutters(lines, size);
        // Gutters are those of all lines; what stands between them a part of the lines tells.
        let lines = &lines[..lines.len().min(SAMPLE)];
        let mut groups = group(lines, &gutters);
        // A gutter that hardly any row reaches over is a gap in some long text.
        let counts = |bit: &&Bit| bit.serial || !numbered;
        let rows = groups[0].iter().filter(counts).count();
        let heads: Vec<usize> =
            groups[0].iter().filter(|bit| !counts(bit)).map(|bit| bit.line).collect();
        // Cells of a header that are broken into fewer lines stand between its lines.
        let is_head = |at: usize| {
            let beside = |other: usize| {
                heads.binary_search(&other).is_ok()
                    && (lines[other].bounds.y1 - lines[at].bounds.y1).abs() < 0.95 * size
            };
            (at.saturating_sub(1)..lines.len().min(at + 2)).any(beside)
        };
        let headed = |group: &[Bit]| group.iter().any(|bit| is_head(bit.line));
        let full = |group: &[Bit]| group.len() * 4 >= rows;
        let mut at = 1;
        while at < groups.len() {
            let (left, right) = (&groups[at - 1], &groups[at]);
            // A column's title may stand beside its texts: centred above what is flush left.
            let beside = (headed(left), full(left)) == (!headed(right), !full(right))
                && headed(left) != full(left)
                && at > 1;
            // Nor is a gap as wide as a blank, where a header has no title on one side of it.
            let gutter = gutters[at - 1];
            let blank = gutter.1 - gutter.0 < SPACE * size
                && !heads.is_empty()
                && is_between_scripts(lines, gutter)
                && !(headed(left) && headed(right));
            if (headed(right) || full(right)) && !beside && !blank {
                at += 1;
            } else {
                gutters.remove(at - 1);
                groups = group(lines, &gutters);
                at = 1;
            }
        }
        if gutters.is_empty() || rows < LEAST {
            return None;
        }
        let usual = groups.iter().map(|group| {
            let [lefts, middles, rights] = [|bit: &Bit| bit.from, Bit::middle, |bit: &Bit| bit.to]
                .map(|side| group.iter().map(side).collect());
            Set::of(lefts, middles, rights, size)
        });
        let usual = usual.collect();
        let inner = gutters.iter().map(|gutter| f32::midpoint(gutter.0, gutter.1));
        let edges = [f32::MIN].into_iter().chain(inner).chain([f32::MAX]).collect();
        Some(Self { edges, gutters, usual, size, ruled: false, numbered })
    }

    /// The line with its segments cut at the gutters, and put together where a blank parts them inside
    /// of a column.
    pub(super) fn part<'l>(&self, line: &'l Line) -> Cow<'l, Line> {
        let parted = line.segments.windows(2).any(|pair| self.is_one(&pair[0], &pair[1]));
        let cut = line.segments.iter().any(|segment| segment.is_cut(&self.gutters));
        if !parted && !cut {
            return Cow::Borrowed(line);
        }
        let mut segments: Vec<Segment> = Vec::with_capacity(line.segments.len() + 1);
        let mut add = |segment: Segment| match segments
            .last_mut()
            .filter(|last| parted && self.is_one(last, &segment))
        {
            Some(last) => last.append(segment),
            None => segments.push(segment),
        };
        for segment in &line.segments {
            if segment.is_cut(&self.gutters) {
                segment.cut(&self.gutters).into_iter().for_each(&mut add);
            } else {
                add(segment.clone());
            }
        }
        // A heading over several columns may leave a gutter free by chance.
        let one = line.segments.len() == 1 && !is_serial(&segments[0].text);
        if one && segments.iter().any(|segment| self.fits(segment).is_none()) {
            return Cow::Borrowed(line);
        }
        Cow::Owned(Line { segments, ..*line })
    }

    /// Whether two segments, one behind the other, are one text of one column: a name with a blank, or
    /// a word in place of a serial with its characters set apart, as in 序　号 and 合　计.
    fn is_one(&self, left: &Segment, right: &Segment) -> bool {
        let word = |text: &str| !text.is_empty() && text.chars().all(is_han);
        right.bounds.x0 - left.bounds.x1 < BLANK * self.size
            && self.column(left) == self.column(right)
            && (self.column(left) > 0 || [left, right].iter().all(|s| word(&s.text)))
    }

    /// Whether a line is a heading set like the serials: alone, in their column, and none.
    pub(super) fn is_heading(&self, line: &Line) -> bool {
        let [segment] = line.segments.as_slice() else { return false };
        self.numbered
            && !self.ruled
            && self.column(segment) == 0
            && segment.text.chars().filter(|c| is_han(*c)).nth(1).is_some()
            && !is_serial(&segment.text)
    }

    /// Whether rows are told by their serials.
    pub(super) fn is_numbered(&self) -> bool {
        self.numbered
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
        let set = self.usual[column];
        let near = |a: f32, b: f32| (a - b).abs() <= 0.6 * self.size;
        let (from, to) = self.reach(column);
        let inside = segment.bounds.x0 >= from - 0.5 * self.size
            && segment.inked_to() <= to + 0.5 * self.size;
        let like = self.ruled
            || near(segment.bounds.x0, set.left)
            || near(segment.bounds.x1, set.right)
            || near(middle(segment), set.middle);
        (inside && like).then_some(column)
    }

    /// Whether the only text of a line may be part of a cell: it is set like its column's texts, and
    /// where these are flush it begins where they do.
    pub(super) fn takes(&self, segment: &Segment) -> bool {
        self.fits(segment).is_some_and(|column| {
            let set = self.usual[column];
            let begins = |x: f32| (x - set.left).abs() <= 0.2 * self.size;
            // A bracket that opens a line may stand without the blank half of its square.
            let bracket = segment.text.starts_with(OPENING) && !is_section(&segment.text);
            !set.flush
                || begins(segment.bounds.x0)
                || bracket && begins(segment.bounds.x0 + 0.5 * self.size)
        })
    }

    /// How far a column's text may reach: a full line may reach into the gutters.
    fn reach(&self, column: usize) -> (f32, f32) {
        let (from, to) = (self.edges[column], self.edges[column + 1]);
        let room = |gutter: &(f32, f32)| 0.5 * (gutter.1 - gutter.0) - 0.5 * self.size;
        let before = column.checked_sub(1).and_then(|at| self.gutters.get(at)).map_or(0.0, room);
        let behind = self.gutters.get(column).map_or(0.0, room);
        (from - before.max(0.0), to + behind.max(0.0))
    }

    /// Whether each segment of a line stands in a column of its own.
    pub(super) fn holds(&self, line: &Line) -> bool {
        let mut next = 0;
        line.segments.iter().all(|segment| {
            let column = self.column(segment);
            let own = column >= next && !self.crosses(segment, column);
            next = column + 1;
            own
        })
    }

    /// Whether a segment of a line reaches far into another column than its own, to where texts of that stand.
    pub(super) fn is_crossed(&self, line: &Line) -> bool {
        line.segments.iter().any(|segment| {
            let column = self.column(segment);
            let right = self.usual.get(column + 1).is_some_and(|set| set.left < segment.bounds.x1);
            let left = column.checked_sub(1).map(|before| self.usual[before].right);
            let left = left.is_some_and(|right| segment.bounds.x0 < right);
            (left || right) && self.crosses(segment, column)
        })
    }

    fn crosses(&self, segment: &Segment, column: usize) -> bool {
        let slack = 1.5 * self.size;
        segment.bounds.x0 < self.edges[column] - slack
            || segment.bounds.x1 > self.edges[column + 1] + slack
    }

    /// Whether a line has something else in place of its serial: a header, a sum.
    pub(super) fn heads(&self, line: &Line) -> bool {
        let first = &line.segments[0];
        self.numbered
            && line.segments.len() > 1
            && !is_serial(&first.text)
            && self.column(first) == 0
            && first.bounds.x1 <= self.edges[1] + 0.5 * self.size
            && self.holds(line)
    }

    /// Whether a line is a row of this table by itself: numbered, or a text in each column.
    pub(super) fn anchors(&self, line: &Line) -> bool {
        if !self.numbered {
            return line.segments.len() == self.len()
                && self.holds(line)
                && line.segments.iter().all(|segment| self.fits(segment).is_some());
        }
        // The serial may stand on a line of its own, between the two lines of the other cells.
        let serial = &line.segments[0];
        is_serial(&serial.text) && self.holds(line) && self.column(serial) == 0 && {
            let bounds = &serial.bounds;
            let center = self.usual[0].middle;
            self.ruled || (f32::midpoint(bounds.x0, bounds.x1) - center).abs() <= 2.0 * self.size
        }
    }
}

fn middle(segment: &Segment) -> f32 {
    f32::midpoint(segment.bounds.x0, segment.bounds.x1)
}

#[cfg(test)]
mod tests {
    use super::Columns;
    use crate::ingest::pdf::lines::{Line, lines};
    use crate::ingest::pdf::page::Glyph;

    /// Texts at their places, a character ten points wide.
    fn line(texts: &[(f32, &str)]) -> Line {
        let glyph = |(c, x0)| Glyph { c, x0, x1: x0 + 10.0, base: 20.0, size: 10.0, strong: false };
        let places = |x: f32| (0u8..).map(move |at| x + 10.0 * f32::from(at));
        let set = texts.iter().flat_map(|(x, text)| text.chars().zip(places(*x)));
        lines(&mut set.map(glyph).collect::<Vec<_>>()).remove(0)
    }

    #[test]
    fn a_bracket_may_stand_half_a_square_before_its_column() {
        let names = ["甲厂", "乙市食品厂", "丙", "丁县水泥", "戊市机械厂"];
        let rows = names.map(|name| line(&[(10.0, "1"), (50.0, name)]));
        let columns = Columns::of(&rows.iter().collect::<Vec<_>>(), true).unwrap();
        let takes = |x: f32, text: &str| columns.takes(&line(&[(x, text)]).segments[0]);
        assert!(takes(50.0, "分厂") && takes(45.0, "（分厂）"));
        assert!(!takes(45.0, "分厂") && !takes(45.0, "（一）工厂"));
    }

    #[test]
    fn a_gap_as_wide_as_a_blank_parts_no_columns_where_a_header_has_no_title() {
        let rows: Vec<Line> = (1..=5)
            .map(|n: u8| {
                let serial = n.to_string();
                let texts = [(60.0, "京"), (73.0, "03"), (96.0, "号"), (150.0, "甲厂")];
                let mut row = line(&[&[(10.0, serial.as_str())], &texts[..]].concat());
                row.bounds.y1 += 20.0 * f32::from(n);
                row
            })
            .collect();
        let count = |header: &Line| {
            let lines: Vec<&Line> = std::iter::once(header).chain(&rows).collect();
            Columns::between_gutters(&lines, true).unwrap().len()
        };
        assert_eq!(count(&line(&[(10.0, "序"), (70.0, "案号"), (150.0, "名称")])), 3);
        assert_eq!(
            count(&line(&[
                (10.0, "序"),
                (60.0, "省"),
                (73.0, "案由"),
                (96.0, "次"),
                (150.0, "名称")
            ])),
            5
        );
    }
}
