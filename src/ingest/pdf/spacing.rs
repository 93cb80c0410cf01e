//! Parts of rows → rows, by the distance from row to row, where the lines of their cells do not
//! tell.

use std::ops::Range;

use super::kinds::{self, Kind, Shape};
use super::lines::Line;

/// How many rows tell how far apart rows are.
const LEAST: usize = 3;

/// The lines of a row.
#[derive(Clone, Debug)]
#[allow(clippy::struct_field_names, reason = "they are the row's lines")]
pub(super) struct Lines<'l> {
    pub(super) lines: Vec<&'l Line>,
    /// No distance told which of them are this row's.
    pub(super) guessed: bool,
    /// A heading, however like a column's text it is set.
    pub(super) alone: bool,
}

impl<'l> Lines<'l> {
    /// A heading's line, or a header's that is repeated.
    pub(super) fn heading(line: &'l Line) -> Self {
        Self { lines: vec![line], guessed: false, alone: line.segments.len() == 1 }
    }
}

impl<'l> From<Vec<&'l Line>> for Lines<'l> {
    fn from(lines: Vec<&'l Line>) -> Self {
        Self { lines, guessed: false, alone: false }
    }
}

/// Lines that belong to one row, whichever that is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its lines in the block.
    pub(super) lines: Range<usize>,
    /// How many rows begin in it.
    pub(super) serials: usize,
    /// It has a header's or a sum's word in place of a serial.
    pub(super) head: bool,
}

/// Whether each part is a row, or the head or the tail of one that the page cuts.
pub(super) fn is_clear(parts: &[Part]) -> bool {
    let rows: Vec<usize> = keys(parts);
    let lone = |pair: &[usize]| pair[1] - pair[0] == 1 || parts[pair[0]].head;
    parts.iter().all(|part| part.serials < 2) && rows.windows(2).all(lone)
}

/// The parts in which a row begins.
fn keys(parts: &[Part]) -> Vec<usize> {
    (0..parts.len()).filter(|at| parts[*at].serials > 0).collect()
}

/// How far the first line of a row is from the last one of the row before: from least to most, where
/// nothing stands between two serials that may be of either row. Parts of blocks of lines.
pub(super) fn usual(lines: &[&Line], blocks: &[(Range<usize>, Vec<Part>)]) -> Option<(f32, f32)> {
    let mut gaps: Vec<f32> = Vec::new();
    for (block, parts) in blocks {
        let inside = &lines[block.clone()];
        let row = |part: &Part| part.serials == 1 && !part.head;
        let rows = parts.windows(2).filter(|pair| pair.iter().all(row));
        gaps.extend(rows.map(|pair| gap(inside, &pair[0], &pair[1])));
    }
    gaps.sort_by(f32::total_cmp);
    let most = gaps.len().checked_sub(1)?;
    // A few are wider: a heading, or an unseen edge of a page, is between them.
    (gaps.len() >= LEAST).then(|| (gaps[most / 10], gaps[most * 3 / 4]))
}

fn gap(lines: &[&Line], above: &Part, below: &Part) -> f32 {
    lines[below.lines.start].bounds.y1 - lines[above.lines.end - 1].bounds.y1
}

/// Rows of the parts of a block; `usual` is how far apart rows are.
pub(super) fn by_rows<'l>(
    lines: &[&'l Line],
    parts: &[Part],
    usual: Option<(f32, f32)>,
    shape: Shape<'_>,
) -> Vec<Lines<'l>> {
    let gaps: Vec<f32> = parts.windows(2).map(|pair| gap(lines, &pair[0], &pair[1])).collect();
    let cuts = Cuts { gaps: &gaps, usual, slack: 0.015 * shape.columns.size, shape };
    // Before each of these parts a row ends; `false` where that was guessed.
    let mut ends: Vec<(usize, bool)> = Vec::new();
    let keys = keys(parts);
    let mut from = 0;
    for key in &keys {
        let after = (from > 0).then(|| &parts[from - 1]);
        match after {
            // What stands before the first row is the tail of one that the page cut.
            None => ends.extend(cuts.some(0..*key)),
            Some(above) if above.head => {
                ends.push((from, true));
                ends.extend(cuts.some(from..*key));
            }
            Some(_) => ends.extend(cuts.one(from - 1..*key)),
        }
        from = key + 1;
    }
    if from > 0 && from < parts.len() {
        ends.extend(cuts.some(from - 1..parts.len() - 1));
    } else if keys.is_empty() && !parts.is_empty() {
        ends.extend(cuts.some(0..parts.len() - 1));
    }
    let mut rows: Vec<Lines<'l>> = Vec::new();
    let mut begin = (0, true);
    for end in ends.into_iter().chain([(parts.len(), true)]) {
        if let Some(own) = parts.get(begin.0..end.0).filter(|own| !own.is_empty()) {
            let own_lines = &lines[own[0].lines.start..own[own.len() - 1].lines.end];
            let sure = begin.1 && end.1;
            if own.iter().any(|part| part.serials > 1) {
                let guess = |row: Lines<'l>| Lines { guessed: row.lines.len() > 1, ..row };
                rows.extend(by_gaps(own_lines, shape).into_iter().map(guess));
            } else {
                rows.push(Lines { guessed: !sure, ..own_lines.to_vec().into() });
            }
        }
        begin = end;
    }
    rows
}

/// Rows whose serials stand on their first lines: every other line goes on with cells of the line above
/// it. `None` where a line does not, or where one stands beside another.
pub(super) fn by_first_lines<'l>(
    lines: &[&'l Line],
    parts: &[Part],
    shape: Shape<'_>,
) -> Option<Vec<Lines<'l>>> {
    let has = |line: &Line, column: usize| {
        line.segments.iter().any(|segment| shape.columns.column(segment) == column)
    };
    let goes_on = |line: &Line, above: &Line| {
        line.segments.iter().all(|segment| has(above, shape.columns.column(segment)))
    };
    let mut rows: Vec<Lines<'l>> = Vec::new();
    let mut headed = true;
    for part in parts {
        let own = &lines[part.lines.clone()];
        if part.serials == 1 && (own.len() == 1 || part.head) {
            rows.push(Lines::from(own.to_vec()));
        } else {
            let row = rows.last_mut().filter(|_| !headed && part.serials == 0)?;
            let &[line] = own else { return None };
            if !goes_on(line, row.lines.last()?) {
                return None;
            }
            row.lines.push(line);
        }
        headed = part.head;
    }
    Some(rows)
}

/// Where rows end between parts.
struct Cuts<'c> {
    /// The distance of each part from the one before it.
    gaps: &'c [f32],
    usual: Option<(f32, f32)>,
    slack: f32,
    shape: Shape<'c>,
}

impl Cuts<'_> {
    /// The end of a row at one of these gaps.
    fn one(&self, at: Range<usize>) -> Vec<(usize, bool)> {
        if at.len() == 1 {
            return vec![(at.end, true)];
        }
        match self.told(at.clone()) {
            Some(told) if !told.is_empty() => told,
            _ => vec![(self.widest(at), false)],
        }
    }

    /// The end of a row at one of these gaps or at none.
    fn some(&self, at: Range<usize>) -> Vec<(usize, bool)> {
        if at.is_empty() {
            return Vec::new();
        }
        self.told(at.clone()).unwrap_or_else(|| vec![(self.widest(at), false)])
    }

    /// The gaps that are as wide as those of rows are; `None` where that does not tell.
    fn told(&self, at: Range<usize>) -> Option<Vec<(usize, bool)>> {
        let (least, most) = self.usual?;
        let wide = |at: &usize| self.gaps[*at] >= least - self.slack;
        let like = |at: &usize| wide(at) && self.gaps[*at] <= most + self.slack;
        let mut told: Vec<usize> = at.clone().filter(like).collect();
        if told.is_empty() {
            told = at.filter(wide).collect();
        }
        let may = told.len() < 2 || !self.shape.columns.is_numbered();
        may.then(|| told.into_iter().map(|at| (at + 1, true)).collect())
    }

    /// The widest gap; the last one where none is wider than the others.
    fn widest(&self, at: Range<usize>) -> usize {
        let least = self.gaps[at.clone()].iter().copied().fold(f32::MAX, f32::min);
        let wider =
            |best: usize, at: usize| if self.gaps[at] > self.gaps[best] { at } else { best };
        let widest = at.clone().fold(at.start, wider);
        if self.gaps[widest] < 1.12 * least { at.end } else { widest + 1 }
    }
}

/// Rows of lines that nothing parts: each numbered line draws the lines nearer to it than to the
/// next one, the cut falling in the widest gap.
pub(super) fn by_gaps<'l>(lines: &[&'l Line], shape: Shape<'_>) -> Vec<Lines<'l>> {
    let columns = shape.columns;
    let anchored = kinds::anchored(lines, columns);
    let pitch = kinds::pitch(lines, &anchored, columns);
    let kinds = kinds::kinds(lines, &anchored, shape);
    let mut rows: Vec<Lines<'l>> = Vec::new();
    let mut at = 0;
    // Lines that belong to the next anchor.
    let mut above: Vec<&Line> = Vec::new();
    while at < lines.len() {
        match kinds[at] {
            Kind::Alone => {
                if !above.is_empty() {
                    rows.push(std::mem::take(&mut above).into());
                }
                rows.push(Lines::heading(lines[at]));
                at += 1;
            }
            Kind::Part => {
                // At the top: the tail of a row cut by the page, or the head of the first row.
                above.push(lines[at]);
                let far = lines
                    .get(at + 1)
                    .is_some_and(|next| next.bounds.y1 - lines[at].bounds.y1 >= 0.9 * pitch);
                if far && pitch > 1.3 * columns.size {
                    rows.push(std::mem::take(&mut above).into());
                }
                at += 1;
            }
            Kind::Anchor => {
                let mut row = std::mem::take(&mut above);
                row.push(lines[at]);
                let parts = kinds[at + 1..].iter().take_while(|kind| **kind == Kind::Part).count();
                let next = kinds.get(at + 1 + parts);
                let run = &lines[at..=(at + parts + usize::from(next == Some(&Kind::Anchor)))
                    .min(lines.len() - 1)];
                let keep = if next == Some(&Kind::Anchor) {
                    cut(run, parts)
                } else {
                    (1..=parts)
                        .take_while(|i| {
                            run[*i].bounds.y1 - run[*i - 1].bounds.y1 < 0.9 * pitch
                                || pitch <= 1.3 * columns.size
                        })
                        .count()
                };
                row.extend(&lines[at + 1..=at + keep]);
                rows.push(row.into());
                if next == Some(&Kind::Anchor) {
                    above.extend(&lines[at + 1 + keep..=at + parts]);
                } else if keep < parts {
                    rows.push(lines[at + 1 + keep..=at + parts].to_vec().into());
                }
                at += 1 + parts;
            }
        }
    }
    if !above.is_empty() {
        rows.push(above.into());
    }
    rows
}

/// How many of the lines between two numbered ones belong to the upper: those before the widest
/// gap; all of them where no gap is wider than the others.
fn cut(run: &[&Line], parts: usize) -> usize {
    let gaps: Vec<f32> = run.windows(2).map(|w| w[1].bounds.y1 - w[0].bounds.y1).collect();
    let least = gaps.iter().copied().fold(f32::MAX, f32::min);
    let (widest, most) = gaps
        .iter()
        .copied()
        .enumerate()
        .fold((0, 0.0), |best, (i, gap)| if gap > best.1 { (i, gap) } else { best });
    if most < 1.12 * least { parts } else { widest }
}
