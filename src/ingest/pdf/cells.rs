//! Lines that no rule parts → the rows they make: by the distance of the lines in their cells, or by
//! what stands around their serials.

use std::ops::Range;

use super::columns::Columns;
use super::kinds::{Kind, Shape, anchored, kinds};
use super::lines::Line;
use super::spacing::{self, Lines, Part};

/// Rows are not nearer to each other than so much of the distance of a cell's lines.
const NEAR: f32 = 0.9;
/// So many distances of lines make a full page.
const FULL: usize = 20;

/// Rows of lines that nothing parts. The lines of a cell follow each other at one distance, those
/// of two rows at a greater one. Where that does not tell and serials stand at the middle of their
/// rows, as much is below them as above. Where that does not tell either, the distance from row to
/// row does, or the rows are guessed, and said to be.
pub(super) fn by_cells<'l>(lines: &[&'l Line], shape: Shape<'_>) -> Vec<Lines<'l>> {
    let Shape { columns, leading, .. } = shape;
    let Some(leading) = leading else {
        return spacing::by_gaps(lines, shape);
    };
    let anchored = anchored(lines, columns);
    let kinds = kinds(lines, &anchored, shape);
    let mark = |(kind, anchored): (&Kind, &bool)| match kind {
        Kind::Anchor if *anchored => Mark::Serial,
        Kind::Anchor => Mark::Head,
        _ => Mark::None,
    };
    let marks: Vec<Mark> = kinds.iter().zip(&anchored).map(mark).collect();
    let centred = is_centred(lines, &kinds, leading);
    // Blocks of lines, each but the last with the line that ends it.
    let blocks = kinds.split_inclusive(|kind| *kind == Kind::Alone).scan(0, |from, block| {
        let all = *from..*from + block.len();
        *from = all.end;
        Some(if block.last() == Some(&Kind::Alone) { all.start..all.end - 1 } else { all })
    });
    let blocks: Vec<Range<usize>> = blocks.collect();
    let places: Vec<Vec<Places>> =
        blocks.iter().map(|block| places(&lines[block.clone()], columns)).collect();
    let linked = |own: f32| -> Vec<(Range<usize>, Vec<Part>)> {
        let parts = |(block, places): (&Range<usize>, &Vec<Places>)| {
            let (inside, marks) = (&lines[block.clone()], &marks[block.clone()]);
            (block.clone(), linked(inside, marks, columns, places, (leading, own)))
        };
        blocks.iter().zip(&places).map(parts).collect()
    };
    // Whether the distance of a cell's lines is less than that of rows.
    let near = spacing::usual(lines, &linked(0.0));
    // Without serials, a text in each column may go on with the row above.
    let near = near.map(|(least, most)| if columns.is_numbered() { least } else { most });
    let own = if near.is_some_and(|near| near <= 1.1 * leading) { 0.0 } else { 1.1 * leading };
    let linked = linked(own);
    // A page of few rows is set like those before it.
    let usual = spacing::usual(lines, &linked).or(shape.usual.get());
    shape.usual.set(usual);
    let mut rows: Vec<Lines<'l>> = Vec::new();
    for (block, parts) in &linked {
        let (inside, marks) = (&lines[block.clone()], &marks[block.clone()]);
        let by_centres = |cut_off: bool| {
            let found = by_centres(inside, marks, columns, leading, cut_off)?;
            Some(found.into_iter().map(Lines::from).collect::<Vec<_>>())
        };
        let by_rows = || spacing::by_rows(inside, parts, usual, shape);
        let sure = |rows: &Vec<Lines<'l>>| !rows.iter().any(|row| row.guessed);
        let found = if own > 0.0 && spacing::is_clear(parts) {
            by_rows()
        } else if centred {
            // A row that the page cuts has less below its serial than above.
            by_centres(false)
                .or_else(|| Some(by_rows()).filter(sure))
                .or_else(|| by_centres(true))
                .unwrap_or_else(by_rows)
        } else {
            by_rows()
        };
        // Where nothing else tells, serials on the first lines of their rows may be all there is.
        let may = columns.is_numbered() && !sure(&found) && by_centres(false).is_none();
        let plain = may.then(|| spacing::by_first_lines(inside, parts, shape)).flatten();
        rows.extend(plain.unwrap_or(found));
        rows.extend(lines.get(block.end).map(|line| Lines::heading(line)));
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
/// left over at the foot is the head of a row that goes on over the page; `cut_off`: the page may cut
/// the last row below its serial.
fn by_centres<'l>(
    lines: &[&'l Line],
    marks: &[Mark],
    columns: &Columns,
    leading: f32,
    cut_off: bool,
) -> Option<Vec<Vec<&'l Line>>> {
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    let mut from = 0;
    for at in (0..lines.len()).filter(|at| marks[*at] != Mark::None) {
        let base = |index: usize| lines[index].bounds.y1;
        let reach = base(at) - base(from) + 0.2 * leading;
        let below = (at + 1..lines.len())
            .take_while(|i| marks[*i] == Mark::None && base(*i) - base(at) <= reach);
        let end = below.last().unwrap_or(at);
        let last = end + 1 == lines.len();
        let short = base(end) - base(at) < base(at) - base(from) - 0.6 * leading;
        // No row ends between two lines that stand beside each other.
        let near = !last && base(end + 1) - base(end) < NEAR * leading;
        if near || (short && !(last && cut_off)) {
            return None;
        }
        rows.push(lines[from..=end].to_vec());
        from = end + 1;
    }
    if from < lines.len() {
        // A cell that runs on from the last row is that row's, cut by the page.
        let runs_on = |places: &Places| {
            let at = places.partition_point(|(index, _)| *index < from);
            at > 0 && at < places.len() && places[at].1 - places[at - 1].1 <= 1.1 * leading
        };
        if places(lines, columns).iter().any(runs_on) {
            return None;
        }
        rows.push(lines[from..].to_vec());
    }
    Some(rows)
}

/// The least usual distance of two lines in one column, on a full page one that is met twice; `None`
/// for a few lines.
pub(super) fn leading(lines: &[&Line], columns: &Columns) -> Option<f32> {
    let mut gaps: Vec<f32> = Vec::new();
    for places in places(lines, columns) {
        gaps.extend(places.windows(2).map(|w| w[1].1 - w[0].1));
    }
    gaps.sort_by(f32::total_cmp);
    gaps.retain(|gap| *gap > 0.95 * columns.size);
    let gaps = &gaps[gaps.len() / 100..];
    let mut twice = gaps.windows(2).filter(|pair| pair[1] - pair[0] < 0.03 * pair[0]);
    let least = gaps.first().copied();
    if gaps.len() < FULL { least } else { twice.next().map(|pair| pair[0]).or(least) }
}

/// The lines with a text in a column: number, and the base of that text.
type Places = Vec<(usize, f32)>;

/// Those of each column.
fn places(lines: &[&Line], columns: &Columns) -> Vec<Places> {
    let mut all: Vec<Places> = vec![Vec::new(); columns.len()];
    for (index, line) in lines.iter().enumerate() {
        for segment in &line.segments {
            let own = &mut all[columns.column(segment)];
            if own.last().is_none_or(|(last, _)| *last != index) {
                own.push((index, segment.bounds.y1));
            }
        }
    }
    all
}

/// The parts of a block, from top to bottom: lines of one cell, at most `own` apart, and lines
/// nearer than rows ever are. `places` are those of its lines.
fn linked(
    lines: &[&Line],
    marks: &[Mark],
    columns: &Columns,
    places: &[Places],
    (leading, own): (f32, f32),
) -> Vec<Part> {
    // The last line that each line's cells reach to.
    let mut reach: Vec<usize> = (0..lines.len()).collect();
    for pair in places.iter().flat_map(|places| places.windows(2)) {
        if pair[1].1 - pair[0].1 <= own {
            reach[pair[0].0] = reach[pair[0].0].max(pair[1].0);
        }
    }
    for (at, pair) in lines.windows(2).enumerate() {
        if pair[1].bounds.y1 - pair[0].bounds.y1 < NEAR * leading {
            reach[at] = reach[at].max(at + 1);
        }
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (index, reach) in reach.iter().enumerate() {
        match parts.last_mut() {
            Some(part) if index <= end => part.end = index + 1,
            _ => parts.push(index..index + 1),
        }
        end = end.max(*reach);
    }
    let part = |range: Range<usize>| {
        let own = &marks[range.clone()];
        let marked = own.iter().filter(|mark| **mark != Mark::None).count();
        // Without serials, a row is told by a text in each column.
        let has = |places: &Places| {
            let at = places.partition_point(|(index, _)| *index < range.start);
            places.get(at).is_some_and(|(index, _)| range.contains(index))
        };
        let whole = || !columns.is_numbered() && places.iter().all(has);
        // Where no line of the page lacks one, each may be a row of its own.
        let serials = if columns.is_numbered() || !marks.contains(&Mark::None) {
            marked
        } else {
            usize::from(marked > 0 || whole())
        };
        Part { serials, head: own.contains(&Mark::Head), lines: range }
    };
    parts.into_iter().map(part).collect()
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
        let usual = &std::cell::Cell::default();
        let captions = &crate::ingest::pdf::captions::Captions::default();
        let shape =
            Shape { columns: &columns, header: None, one_line: false, leading, usual, captions };
        let text =
            |row: Vec<&Line>| row.iter().map(|line| line.text()).collect::<Vec<_>>().join("|");
        by_cells(&lines, shape).into_iter().map(|row| text(row.lines)).collect()
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
