//! Lists that run down the columns of a page: `1.甲` to `16.己` at the left, `17.庚` to `31.子` beside them.
//!
//! Nothing but their numbers proves that such columns are read one after the other: those of each follow each
//! other, and each column goes on where the one left of it ends. Everything else stays as its lines have it.

use super::items::{Item, Sheet};
use super::lines::{Line, Segment};
use super::wrapped;

/// Names with their numbers are less wide than so many ems, and items that are broken into lines wider.
const NAMES: f32 = 9.0;
/// Fewest numbered items of a column; the last may be shorter.
const LEAST: usize = 3;
/// Numbers of one column begin within so many ems: `1.` and `10.` may end at one place.
const EDGE: f32 = 1.2;
/// A line is full where it ends so many ems before the longest one.
const FULL: f32 = 1.6;
/// No line is full where even the longest one leaves so many ems free before the next column.
const FREE: f32 = 5.0;

/// Puts the lines of such columns one below the other. `furniture` are the items to leave alone.
pub(super) fn find(sheets: &mut [Sheet], furniture: &mut [Vec<usize>]) {
    for (sheet, skip) in sheets.iter_mut().zip(furniture) {
        let lefts = lefts(sheet, skip);
        if lefts.len() < 2 {
            continue;
        }
        let mut from = 0;
        while from < sheet.items.len() {
            // A title may stand over a column.
            let begins = sheet.line(from).is_some_and(|line| line.segments.iter().any(is_item));
            if !begins {
                from += 1;
                continue;
            }
            let fits = |at: usize| {
                !skip.contains(&at) && sheet.line(at).is_some_and(|line| fits(line, &lefts))
            };
            let end = (from..sheet.items.len()).find(|at| !fits(*at)).unwrap_or(sheet.items.len());
            // Nor does what stands below the last item go with a column.
            let item =
                |at: &usize| sheet.line(*at).is_some_and(|line| line.segments.iter().any(is_item));
            let to = (from..end).rfind(item).unwrap_or(from) + 1;
            from = if let Some(lines) = unfolded(&sheet.items[from..to], &lefts) {
                let below = from + lines.len();
                skip.iter_mut().filter(|at| **at >= to).for_each(|at| *at = *at - to + below);
                sheet.items.splice(from..to, lines.into_iter().map(Item::Line));
                below
            } else {
                end.max(to)
            };
        }
    }
}

/// The left edges of columns of numbered items on a page, where several stand side by side.
fn lefts(sheet: &Sheet, skip: &[usize]) -> Vec<f32> {
    let lines = (0..sheet.items.len()).filter(|at| !skip.contains(at));
    let lines: Vec<&Line> = lines.filter_map(|at| sheet.line(at)).collect();
    let beside = |line: &&&Line| line.segments.iter().filter(|s| is_item(s)).nth(1).is_some();
    let Some(size) = lines.iter().find(beside).map(|line| line.size) else { return Vec::new() };
    let marks = lines.iter().flat_map(|line| &line.segments).filter(|s| is_item(s));
    let mut edges: Vec<f32> = marks.map(|segment| segment.bounds.x0).collect();
    edges.sort_by(f32::total_cmp);
    let columns = edges.chunk_by(|a, b| b - a < EDGE * size).filter(|edges| edges.len() >= LEAST);
    columns.map(|edges| edges[0]).collect()
}

/// The number that an item begins with: `12.甲`, `12、甲`, `（12）甲`.
fn number(segment: &Segment) -> Option<u32> {
    let text = segment.text.trim_start_matches(['（', '(']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let rest = &text[digits..];
    let body = rest.strip_prefix(['.', '．', '、', '）', ')'])?.trim_start();
    let first = body.chars().next()?;
    (!first.is_ascii_digit()).then(|| text[..digits].parse().ok()).flatten()
}

fn is_item(segment: &Segment) -> bool {
    number(segment).is_some()
}

/// The column that a segment stands in, if it ends before the next one begins.
fn column(segment: &Segment, size: f32, lefts: &[f32]) -> Option<usize> {
    let at = lefts.iter().rposition(|left| segment.bounds.x0 >= left - 0.5 * size)?;
    lefts.get(at + 1).is_none_or(|next| segment.bounds.x1 < *next).then_some(at)
}

fn fits(line: &Line, lefts: &[f32]) -> bool {
    line.segments.iter().all(|segment| column(segment, line.size, lefts).is_some())
}

/// The lines of a run, column by column, if their numbers prove it.
fn unfolded(items: &[Item], lefts: &[f32]) -> Option<Vec<Line>> {
    let mut columns: Vec<Vec<Line>> = vec![Vec::new(); lefts.len()];
    for item in items {
        let Item::Line(line) = item else { return None };
        let mut filled = None;
        for segment in &line.segments {
            let at = column(segment, line.size, lefts)?;
            // Behind a wide gap an item goes on.
            if filled == Some(at) && !is_item(segment) {
                let own = columns[at].last_mut()?;
                own.bounds = own.bounds.hull(&segment.bounds);
                own.segments.push(segment.clone());
                continue;
            }
            let (segments, bounds) = (vec![segment.clone()], segment.bounds);
            columns[at].push(Line { segments, bounds, ..*line });
            filled = Some(at);
        }
    }
    let numbers = |lines: &[Line]| -> Vec<u32> {
        lines.iter().filter_map(|line| number(line.segments.first()?)).collect()
    };
    let counted: Vec<Vec<u32>> = columns.iter().map(|lines| numbers(lines)).collect();
    let used = counted.iter().take_while(|numbers| !numbers.is_empty()).count();
    // A column may begin with the rest of an item, or a heading.
    let begins = |lines: &Vec<Line>| !numbers(&lines[..lines.len().min(2)]).is_empty();
    let whole = columns[..used].iter().all(begins) && columns[used..].iter().all(Vec::is_empty);
    let long = counted[..used.saturating_sub(1)].iter().all(|numbers| numbers.len() >= LEAST);
    let all: Vec<u32> = counted.concat();
    let on = all.windows(2).all(|pair| pair[1] == pair[0] + 1);
    // The last column is as wide as the one before it.
    let next = |at: usize| {
        lefts.get(at + 1).copied().or_else(|| Some(2.0 * lefts[at] - lefts[at.checked_sub(1)?]))
    };
    let columns = columns.into_iter().enumerate();
    (used > 1 && whole && on && long).then(|| {
        columns.flat_map(|(at, lines)| rejoined(lines, next(at).unwrap_or(f32::MAX))).collect()
    })
}

/// The lines of a column, each item in one: a line goes on with one that reaches as far as any. `next`: where the next
/// column begins.
fn rejoined(lines: Vec<Line>, next: f32) -> Vec<Line> {
    let right = lines.iter().map(|line| line.bounds.x1).fold(0.0, f32::max);
    let size = lines.first().map_or(0.0, |line| line.size);
    let left = lines.iter().map(|line| line.bounds.x0).fold(f32::MAX, f32::min);
    let free = next - right > FREE * size && right - left < NAMES * size;
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    // Where the line above ends.
    let mut reach = 0.0_f32;
    for line in lines {
        let full = !free && right - reach < FULL * line.size;
        reach = line.bounds.x1;
        let open = out.last_mut().filter(|_| full && !is_item(&line.segments[0]));
        match open.and_then(|above| above.segments.last_mut().map(|end| (end, &mut above.bounds))) {
            Some((end, bounds)) => {
                *bounds = bounds.hull(&line.bounds);
                for segment in line.segments {
                    wrapped::join(&mut end.text, &segment.text);
                }
                let missing = end.text.chars().count().saturating_sub(end.places.len());
                let last = (end.bounds.x1, end.bounds.x1);
                end.places.extend(std::iter::repeat_n(last, missing));
            }
            None => out.push(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::ingest::pdf::typed;

    fn read(texts: &[&str]) -> Vec<String> {
        let mut sheets = [typed::sheet(texts, false)];
        find(&mut sheets, &mut [Vec::new()]);
        typed::said(&sheets[0])
    }

    #[test]
    fn numbers_prove_columns() {
        let down = [
            "名单",
            "1.甲县    5.己县",
            "2.乙县    6.庚县",
            "3.丙县某某  7.辛县",
            "镇       8.壬县",
            "4.丁县",
            "备注",
        ];
        let expected = "名单 1.甲县 2.乙县 3.丙县某某镇 4.丁县 5.己县 6.庚县 7.辛县 8.壬县 备注";
        assert_eq!(read(&down).join(" "), expected);
    }

    #[test]
    fn headings_stay_where_no_line_is_full() {
        let down = [
            "甲省            4.丁某某",
            "1.甲某某          5.戊某某",
            "2.乙某某          丙省",
            "3.丙某某          6.己某某",
            "乙省            7.庚某某",
        ];
        let expected =
            "甲省 1.甲某某 2.乙某某 3.丙某某 乙省 4.丁某某 5.戊某某 丙省 6.己某某 7.庚某某";
        assert_eq!(read(&down).join(" "), expected);
    }

    #[test]
    fn other_numbers_prove_none() {
        for rows in [
            // Along the lines.
            ["1.甲县    2.己县", "3.乙县    4.庚县", "5.丙县    6.辛县"],
            // Each column counts by itself.
            ["1.甲县    1.己县", "2.乙县    2.庚县", "3.丙县    3.辛县"],
            // One is missing.
            ["1.甲县    5.己县", "2.乙县    6.庚县", "3.丙县    7.辛县"],
            // Measures.
            ["1.5公里   4.5公里", "2.5公里   5.5公里", "3.5公里   6.5公里"],
        ] {
            assert_eq!(read(&rows).len(), 3, "{rows:?}");
        }
    }
}
