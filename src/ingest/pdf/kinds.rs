//! What each line of a table is to the rows around it.

use std::cell::Cell;

use super::captions::Captions;
use super::columns::Columns;
use super::header;
use super::lines::Line;
use super::page::Rect;
use super::serials::{is_section, serial};

/// How many lines above the first row are searched for its header.
pub(super) const HEADER_WITHIN: usize = 10;

/// What is known of a table before its rows are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape<'c> {
    pub(super) columns: &'c Columns,
    /// The text of its header.
    pub(super) header: Option<&'c str>,
    /// That text is all of the header.
    pub(super) one_line: bool,
    /// The distance of the lines of a cell.
    pub(super) leading: Option<f32>,
    /// How far rows are apart, from least to most, on the pages so far.
    pub(super) usual: &'c Cell<Option<(f32, f32)>>,
    /// What stands over headers and is none of them.
    pub(super) captions: &'c Captions,
}

/// What a line is to the rows around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Has a row's serial, or what the header or a sum has in its place.
    Anchor,
    /// A row by itself: a group's heading.
    Alone,
    /// Part of the row above or below.
    Part,
}

/// Whether a row is told by this line.
pub(super) fn is_anchor(line: &Line, columns: &Columns, header: Option<&str>) -> bool {
    columns.anchors(line) || columns.heads(line) || repeats(line, header)
}

pub(super) fn repeats(line: &Line, header: Option<&str>) -> bool {
    header.is_some_and(|header| line.says(header))
}

pub(super) fn is_alone(line: &Line, columns: &Columns, header: Option<&str>) -> bool {
    line.segments.len() == 1
        && (!columns.takes(&line.segments[0]) || columns.is_heading(line))
        && !is_anchor(line, columns, header)
}

/// Which lines are rows of the table by themselves.
pub(super) fn anchored(lines: &[&Line], columns: &Columns) -> Vec<bool> {
    lines.iter().map(|line| columns.anchors(line)).collect()
}

/// What each line is, by what of them is [`anchored`].
pub(super) fn kinds(lines: &[&Line], anchored: &[bool], shape: Shape<'_>) -> Vec<Kind> {
    let Shape { columns, header: said, one_line, leading, captions, .. } = shape;
    let pitch = pitch(lines, anchored, columns);
    let mut kinds: Vec<Kind> = lines
        .iter()
        .zip(anchored)
        .map(|(line, anchored)| {
            if one_line && repeats(line, said) {
                Kind::Alone
            } else if *anchored || columns.heads(line) || repeats(line, said) {
                Kind::Anchor
            } else if is_alone(line, columns, said) {
                Kind::Alone
            } else {
                Kind::Part
            }
        })
        .collect();
    let titles = anchored.iter().position(|anchored| *anchored).unwrap_or_default();
    for at in titles.saturating_sub(HEADER_WITHIN)..titles {
        let below = &lines[at + 1..titles];
        let below = below.iter().copied().filter(|line| line.segments.len() > 1);
        if kinds[at] == Kind::Part && header::is_upper(lines[at], below, columns) {
            kinds[at] = Kind::Alone;
        }
    }
    // The header of a narrow column may stand on two lines.
    let near = 1.1 * leading.unwrap_or(1.6 * columns.size);
    let mut head: Option<&Line> = None;
    for (line, kind) in lines.iter().zip(&mut kinds) {
        let below = |head: &Line| line.bounds.y1 - head.bounds.y1 <= near;
        if *kind == Kind::Anchor && columns.heads(line) {
            if head.is_some_and(below) {
                *kind = Kind::Part;
            }
            head = Some(line);
        } else if *kind == Kind::Alone && head.is_some_and(|head| below(head) && hangs(head, line))
        {
            *kind = Kind::Part;
            head = Some(line);
        }
    }
    // A heading may be set like a column's text; then it stands free before a serial 1, or is counted itself.
    let sections = Sections::of(lines, anchored, columns);
    let mut from = 0;
    for at in 0..lines.len() {
        if kinds[at] != Kind::Anchor {
            continue;
        }
        let between = from..at;
        if !between.is_empty() && !kinds[between.clone()].contains(&Kind::Alone) {
            let opens = serial(lines[at]) == Some(1);
            // No cell goes on right above a header.
            let heads = columns.heads(lines[at]) || repeats(lines[at], said);
            let free = |index: &usize| {
                let gap = |a: usize, b: usize| lines[b].bounds.y1 - lines[a].bounds.y1;
                let apart = || {
                    (*index == 0 || gap(*index - 1, *index) >= 0.85 * pitch)
                        && gap(*index, *index + 1) >= 0.85 * pitch
                };
                let told = sections.has(*index);
                // The last line of a row is nearer to the one above it.
                let off = *index == 0 || gap(*index - 1, *index) > near;
                let over_header = heads
                    && index + 1 == at
                    && (told || off && captions.has(lines[*index], lines[at], columns));
                let one = lines[*index].segments.len() == 1;
                one && (over_header || (opens || told) && apart())
            };
            if let Some(index) = between.rev().find(free) {
                kinds[index] = Kind::Alone;
            }
        }
        from = at + 1;
    }
    kinds
}

/// Lines of one text that are counted, as headings are.
struct Sections(Vec<usize>);

impl Sections {
    /// A single one below a full line of its column may be the rest of that line, if it does not stand at the
    /// middle of the rows.
    fn of(lines: &[&Line], anchored: &[bool], columns: &Columns) -> Self {
        let one = |index: &usize| match lines[*index].segments.as_slice() {
            [text] => !anchored[*index] && is_section(&text.text),
            _ => false,
        };
        let mut all: Vec<usize> = (0..lines.len()).filter(one).collect();
        if let [index] = all[..] {
            let column = columns.column(&lines[index].segments[0]);
            let width = |line: &&Line| {
                let mut own = line.segments.iter().filter(|s| columns.column(s) == column);
                own.next().map(|segment| segment.bounds.width())
            };
            let above = (0..index).rfind(|at| anchored[*at]).and_then(|at| width(&lines[at]));
            let rows = || lines.iter().zip(anchored).filter(|(_, own)| **own).map(|(line, _)| line);
            let widest = rows().filter_map(width).fold(0.0, f32::max);
            let reach = rows().map(|line| line.bounds).reduce(|a, b| a.hull(&b));
            let middle = |bounds: &Rect| f32::midpoint(bounds.x0, bounds.x1);
            let centred = reach.is_some_and(|reach| {
                (middle(&reach) - middle(&lines[index].bounds)).abs() < columns.size
            });
            if !centred && above.is_some_and(|above| above > widest - 1.5 * columns.size) {
                all.clear();
            }
        }
        Self(all)
    }

    fn has(&self, index: usize) -> bool {
        self.0.binary_search(&index).is_ok()
    }
}

/// Whether a line of one text hangs under one of a header's: centred below it or flush with it.
fn hangs(head: &Line, line: &Line) -> bool {
    let [text] = line.segments.as_slice() else { return false };
    let middle = |bounds: &Rect| f32::midpoint(bounds.x0, bounds.x1);
    head.segments.iter().any(|above| {
        let (above, below) = (&above.bounds, &text.bounds);
        let near = |a: f32, b: f32| (a - b).abs() < 0.6 * line.size;
        below.width() <= above.width() + 0.1 * line.size
            && (near(above.x0, below.x0) || near(middle(above), middle(below)))
    })
}

/// The usual distance of numbered lines one row apart.
pub(super) fn pitch(lines: &[&Line], anchored: &[bool], columns: &Columns) -> f32 {
    let rows = lines.iter().zip(anchored).filter(|(_, anchored)| **anchored);
    let tops: Vec<f32> = rows.map(|(line, _)| line.bounds.y1).collect();
    let mut gaps: Vec<f32> = tops.windows(2).map(|w| w[1] - w[0]).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(2.0 * columns.size)
}
