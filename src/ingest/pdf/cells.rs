//! Lines that no rule parts → the rows they make: by the distance of the lines in their cells, by
//! what stands around their serials, by gaps.

use super::columns::Columns;
use super::lines::Line;
use super::zones::serial;

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
}

/// What a line is to the rows around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
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
    !is_anchor(line, columns, header)
        && line.segments.len() == 1
        && columns.fits(&line.segments[0]).is_none()
}

/// Rows of lines that nothing parts. The lines of a cell follow each other at one distance, those
/// of two rows at a greater one. Where that does not tell and serials stand at the middle of their
/// rows, as much is below them as above. Where neither tells, gaps do.
pub(super) fn by_cells<'l>(lines: &[&'l Line], shape: Shape<'_>) -> Vec<Vec<&'l Line>> {
    let Shape { columns, leading, .. } = shape;
    let kinds = kinds(lines, shape);
    let Some(leading) = leading else { return by_gaps(lines, shape) };
    let marks: Vec<Mark> = lines
        .iter()
        .zip(&kinds)
        .map(|(line, kind)| match kind {
            Kind::Anchor if columns.anchors(line) => Mark::Serial,
            Kind::Anchor => Mark::Head,
            _ => Mark::None,
        })
        .collect();
    let centred = is_centred(lines, &kinds, leading);
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    let mut from = 0;
    for to in 0..=lines.len() {
        if kinds.get(to).is_some_and(|kind| *kind != Kind::Alone) {
            continue;
        }
        let (block, marks) = (&lines[from..to], &marks[from..to]);
        let linked = linked(block, marks, columns, leading);
        let clear = linked.iter().all(|part| matches!(part, Linked::Row(_)));
        let by_centres = (!clear && centred).then(|| by_centres(block, marks, columns, leading));
        match by_centres.flatten() {
            Some(whole) => rows.extend(whole),
            None => rows.extend(linked.into_iter().flat_map(|part| match part {
                Linked::Row(row) => vec![row],
                Linked::Rows(lines) => by_gaps(&lines, shape),
            })),
        }
        rows.extend(lines.get(to).map(|line| vec![*line]));
        from = to + 1;
    }
    rows
}

/// What a line has in the column of serials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Serial,
    /// A header's or a sum's word.
    Head,
    None,
}

/// Whether serials stand at the middle of their rows: between two lines of a cell.
fn is_centred(lines: &[&Line], kinds: &[Kind], leading: f32) -> bool {
    (1..lines.len().saturating_sub(1)).any(|at| {
        let gap = |a: usize, b: usize| lines[b].bounds.y1 - lines[a].bounds.y1;
        kinds[at - 1..=at + 1] == [Kind::Part, Kind::Anchor, Kind::Part]
            && gap(at - 1, at) < 0.75 * leading
            && gap(at, at + 1) < 0.75 * leading
    })
}

/// Rows with as much below their serials as above; `None` where that does not come out. What is
/// left over at the foot is the head of a row that goes on over the page.
fn by_centres<'l>(
    lines: &[&'l Line],
    marks: &[Mark],
    columns: &Columns,
    leading: f32,
) -> Option<Vec<Vec<&'l Line>>> {
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    let mut from = 0;
    for at in (0..lines.len()).filter(|at| marks[*at] != Mark::None) {
        let base = |index: usize| lines[index].bounds.y1;
        let reach = base(at) - base(from) + 0.2 * leading;
        let below = (at + 1..lines.len())
            .take_while(|i| marks[*i] == Mark::None && base(*i) - base(at) <= reach);
        let end = below.last().unwrap_or(at);
        let cut_off = end + 1 == lines.len();
        if base(end) - base(at) < base(at) - base(from) - 0.6 * leading && !cut_off {
            return None;
        }
        rows.push(lines[from..=end].to_vec());
        from = end + 1;
    }
    if from < lines.len() {
        // A cell that runs on from the last row is that row's, cut by the page.
        let runs_on = |column: usize| {
            let places = in_column(lines, columns, column);
            let at = places.partition_point(|(index, _)| *index < from);
            at > 0 && at < places.len() && places[at].1 - places[at - 1].1 <= 1.1 * leading
        };
        if (0..columns.len()).any(runs_on) {
            return None;
        }
        rows.push(lines[from..].to_vec());
    }
    Some(rows)
}

/// The least usual distance of two lines in one column; `None` for a few lines.
pub(super) fn leading(lines: &[&Line], columns: &Columns) -> Option<f32> {
    let mut gaps: Vec<f32> = Vec::new();
    for column in 0..columns.len() {
        gaps.extend(in_column(lines, columns, column).windows(2).map(|w| w[1].1 - w[0].1));
    }
    gaps.sort_by(f32::total_cmp);
    gaps.retain(|gap| *gap > 0.95 * columns.size);
    gaps.get(gaps.len() / 100).copied()
}

/// The lines with a text in a column: number and base.
fn in_column(lines: &[&Line], columns: &Columns, column: usize) -> Vec<(usize, f32)> {
    let has = |line: &Line| line.segments.iter().any(|s| columns.column(s) == column);
    let lines = lines.iter().enumerate().filter(|(_, line)| has(line));
    lines.map(|(index, line)| (index, line.bounds.y1)).collect()
}

/// Lines that their cells hold together.
enum Linked<'l> {
    Row(Vec<&'l Line>),
    /// Several rows that no distance parts.
    Rows(Vec<&'l Line>),
}

/// Rows of lines by the distances in their cells, from top to bottom.
fn linked<'l>(
    lines: &[&'l Line],
    marks: &[Mark],
    columns: &Columns,
    leading: f32,
) -> Vec<Linked<'l>> {
    // The last line that each line's cells reach to.
    let mut reach: Vec<usize> = (0..lines.len()).collect();
    for column in 0..columns.len() {
        let places = in_column(lines, columns, column);
        for pair in places.windows(2) {
            if pair[1].1 - pair[0].1 <= 1.1 * leading {
                reach[pair[0].0] = reach[pair[0].0].max(pair[1].0);
            }
        }
    }
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    let mut end = 0;
    for (index, reach) in reach.iter().enumerate() {
        match parts.last_mut() {
            Some(part) if index <= end => part.end = index + 1,
            _ => parts.push(index..index + 1),
        }
        end = end.max(*reach);
    }
    let serials = |part: &std::ops::Range<usize>| {
        marks[part.clone()].iter().filter(|mark| **mark != Mark::None).count()
    };
    // Between two numbered rows no row is without a serial; the tail of one may follow a header.
    let mut out = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let mut to = at + 1;
        let is_head = |at: usize| marks[parts[at].clone()].contains(&Mark::Head);
        while serials(&parts[to - 1]) > 0 && !is_head(to - 1) {
            let loose = parts[to..].iter().take_while(|part| serials(part) == 0).count();
            if loose == 0 || to + loose == parts.len() || is_head(to + loose) {
                break;
            }
            to += loose + 1;
        }
        let own = parts[at].start..parts[to - 1].end;
        let rows = lines[own.clone()].to_vec();
        let several = serials(&own) > 1;
        out.push(if several { Linked::Rows(rows) } else { Linked::Row(rows) });
        at = to;
    }
    out
}

/// Rows of lines that nothing parts: each numbered line draws the lines nearer to it than to the
/// next one, the cut falling in the widest gap.
fn by_gaps<'l>(lines: &[&'l Line], shape: Shape<'_>) -> Vec<Vec<&'l Line>> {
    let columns = shape.columns;
    let pitch = pitch(lines, columns);
    let kinds = kinds(lines, shape);
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    let mut at = 0;
    // Lines that belong to the next anchor.
    let mut above: Vec<&Line> = Vec::new();
    while at < lines.len() {
        match kinds[at] {
            Kind::Alone => {
                if !above.is_empty() {
                    rows.push(std::mem::take(&mut above));
                }
                rows.push(vec![lines[at]]);
                at += 1;
            }
            Kind::Part => {
                // At the top: the tail of a row cut by the page, or the head of the first row.
                above.push(lines[at]);
                let far = lines
                    .get(at + 1)
                    .is_some_and(|next| next.bounds.y1 - lines[at].bounds.y1 >= 0.9 * pitch);
                if far && pitch > 1.3 * columns.size {
                    rows.push(std::mem::take(&mut above));
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
                rows.push(row);
                if next == Some(&Kind::Anchor) {
                    above.extend(&lines[at + 1 + keep..=at + parts]);
                } else if keep < parts {
                    rows.push(lines[at + 1 + keep..=at + parts].to_vec());
                }
                at += 1 + parts;
            }
        }
    }
    if !above.is_empty() {
        rows.push(above);
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

/// The usual distance of numbered lines one row apart.
fn pitch(lines: &[&Line], columns: &Columns) -> f32 {
    let tops: Vec<f32> = lines.iter().filter(|l| columns.anchors(l)).map(|l| l.bounds.y1).collect();
    let mut gaps: Vec<f32> = tops.windows(2).map(|w| w[1] - w[0]).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(2.0 * columns.size)
}

fn kinds(lines: &[&Line], shape: Shape<'_>) -> Vec<Kind> {
    let Shape { columns, header, one_line, leading } = shape;
    let pitch = pitch(lines, columns);
    let mut kinds: Vec<Kind> = lines
        .iter()
        .map(|line| {
            if one_line && repeats(line, header) {
                Kind::Alone
            } else if is_anchor(line, columns, header) {
                Kind::Anchor
            } else if is_alone(line, columns, header) {
                Kind::Alone
            } else {
                Kind::Part
            }
        })
        .collect();
    // The header of a narrow column may stand on two lines.
    let near = 1.1 * leading.unwrap_or(1.6 * columns.size);
    let mut head: Option<f32> = None;
    for (line, kind) in lines.iter().zip(&mut kinds) {
        if *kind == Kind::Anchor && columns.heads(line) {
            let base = line.bounds.y1;
            if head.is_some_and(|head| base - head <= near) {
                *kind = Kind::Part;
            }
            head = Some(base);
        }
    }
    // A heading may be set like a column's text; then it stands free before a serial 1.
    let mut from = 0;
    for at in 0..lines.len() {
        if kinds[at] != Kind::Anchor {
            continue;
        }
        let between = from..at;
        if serial(lines[at]) == Some(1) && !kinds[between.clone()].contains(&Kind::Alone) {
            let free = |index: &usize| {
                let gap = |a: usize, b: usize| lines[b].bounds.y1 - lines[a].bounds.y1;
                lines[*index].segments.len() == 1
                    && (*index == 0 || gap(*index - 1, *index) >= 0.85 * pitch)
                    && gap(*index, *index + 1) >= 0.85 * pitch
            };
            if let Some(index) = between.rev().find(free) {
                kinds[index] = Kind::Alone;
            }
        }
        from = at + 1;
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::{Shape, by_cells, leading};
    use crate::ingest::pdf::columns::Columns;
    use crate::ingest::pdf::lines::{Line, lines};
    use crate::ingest::pdf::page::Glyph;

    /// Texts at their places, a character ten points wide.
    fn set(texts: &[(f32, f32, &str)]) -> Vec<Line> {
        let mut glyphs = Vec::new();
        for (x, base, text) in texts {
            let mut at = *x;
            for c in text.chars() {
                glyphs.push(Glyph {
                    c,
                    x0: at,
                    x1: at + 10.0,
                    base: *base,
                    size: 10.0,
                    strong: false,
                });
                at += 10.0;
            }
        }
        lines(&mut glyphs)
    }

    fn rows(texts: &[(f32, f32, &str)]) -> Vec<String> {
        let lines = set(texts);
        let columns = Columns::ruled(&[0.0, 40.0, 120.0], 10.0);
        let lines: Vec<&Line> = lines.iter().collect();
        let leading = leading(&lines, &columns);
        let shape = Shape { columns: &columns, header: None, one_line: false, leading };
        let text =
            |row: Vec<&Line>| row.iter().map(|line| line.text()).collect::<Vec<_>>().join("|");
        by_cells(&lines, shape).into_iter().map(text).collect()
    }

    #[test]
    fn the_distance_of_lines_tells_cells_from_rows() {
        // The tail of a row cut by the page, then rows whose serials stand at their first lines.
        let found = rows(&[
            (50.0, 10.0, "甲"),
            (10.0, 28.0, "2"),
            (50.0, 28.0, "乙"),
            (50.0, 40.0, "丙"),
            (10.0, 58.0, "3"),
            (50.0, 58.0, "丁"),
        ]);
        assert_eq!(found, ["甲", "2 乙|丙", "3 丁"]);
    }

    #[test]
    fn as_much_below_a_serial_as_above() {
        // No room between the rows: only the middle tells.
        let found = rows(&[
            (50.0, 10.0, "甲"),
            (10.0, 16.0, "1"),
            (50.0, 22.0, "乙"),
            (50.0, 34.0, "丙"),
            (10.0, 34.0, "2"),
            (50.0, 46.0, "丁"),
            (10.0, 58.0, "3"),
            (50.0, 58.0, "戊"),
            (50.0, 70.0, "己"),
        ]);
        assert_eq!(found, ["甲|1|乙", "2 丙", "丁|3 戊|己"]);
    }

    #[test]
    fn a_header_of_two_lines_is_one_row() {
        let found = rows(&[
            (10.0, 10.0, "序"),
            (50.0, 16.0, "名称"),
            (10.0, 22.0, "号"),
            (10.0, 40.0, "1"),
            (50.0, 40.0, "甲"),
        ]);
        assert_eq!(found.len(), 2);
    }
}
