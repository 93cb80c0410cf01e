//! Headers that rules alone do not show: one that stands above its grid, and one of two rows whose
//! upper cells stand over several of the lower ones.

use std::ops::Range;

use super::columns::Columns;
use super::items::{Cell, Draft, Item, Part, Row};
use super::lines::Line;
use super::page::Rect;
use super::serials::is_serial;

/// How far above its grid a header's line may end, in heights of its own.
const NEAR: f32 = 2.0;
/// How far below an upper title's line those under it may end, in ems.
const REACH: f32 = 2.5;
/// How much worse the second best way to lay a header's upper cells over the lower ones must be.
const CLEARLY: f32 = 2.0;

/// The titles of a header stand on so many lines, or fewer.
const TITLES: usize = 6;
/// A header of more columns has no upper cells that would be worth the search.
const MOST_COLUMNS: usize = 64;

/// An upper cell's column, and the columns it stands over.
type Over = (usize, Range<usize>);

/// Takes a line right above a grid into it as its header: one text over each column, over rows that
/// have serials from the first one on.
pub(super) fn above(items: &mut Vec<Item>, page: u32) {
    for at in (1..items.len()).rev() {
        let (before, after) = items.split_at_mut(at);
        let (Some(Item::Line(line)), Some(Item::Table(draft))) = (before.last(), after.first_mut())
        else {
            continue;
        };
        let heads = draft.exact && begins_with_serial(draft) && stands_over(line, draft);
        if heads {
            let cells = line.segments.iter().enumerate().map(|(column, segment)| Cell {
                column,
                columns: 1,
                rows: 1,
                strong: segment.strong,
                parts: vec![Part::new(page, segment.text.clone(), segment.bounds)],
            });
            draft.rows.insert(0, Row { cells: cells.collect(), ..Row::default() });
            draft.bounds = draft.bounds.hull(&line.bounds);
            items.remove(at - 1);
        }
    }
}

fn begins_with_serial(draft: &Draft) -> bool {
    let first = draft.rows.first();
    first.is_some_and(|row| row.cells.iter().take(2).any(|cell| is_serial(&cell.text())))
}

/// Whether a line has one text over each column of a grid, and no serial itself.
fn stands_over(line: &Line, draft: &Draft) -> bool {
    let columns: Vec<&[f32]> = draft.edges.windows(2).collect();
    line.segments.len() == columns.len()
        && columns.len() > 1
        && line.bounds.y1 <= draft.bounds.y0 + 1.0
        && draft.bounds.y0 - line.bounds.y1 <= NEAR * line.bounds.height()
        && line.segments.iter().zip(columns).all(|(segment, edges)| {
            edges[0] - 1.0 <= segment.bounds.x0
                && segment.bounds.x1 <= edges[1] + 1.0
                && !is_serial(&segment.text)
        })
}

/// Puts a header of two rows together: what stands over two or more texts of the lower row covers
/// their columns, what has nothing below covers both rows. Where the places do not tell what stands
/// over what, the upper row is said to be guessed: with a header that a page repeats it is left out again, and
/// the row below is the rest of one that the page cut.
pub(super) fn of_two(rows: &mut [Row]) {
    let Some(([upper, lower], [third, ..])) = rows.split_first_chunk_mut::<2>() else { return };
    let filled = |row: &Row, column: usize| row.at(column).is_some_and(|cell| !cell.is_empty());
    let serial = third.cells.iter().take(2).find(|cell| is_serial(&cell.text()));
    let Some(serial) = serial.map(|cell| cell.column) else { return };
    let width = upper.cells.len();
    let whole = |row: &Row| {
        row.cells.iter().enumerate().all(|(at, cell)| {
            cell.column == at && cell.columns == 1 && cell.rows == 1 && !is_serial(&cell.text())
        })
    };
    let below: Vec<usize> = (0..width).filter(|column| filled(lower, *column)).collect();
    if lower.cells.len() != width
        || !whole(upper)
        || !whole(lower)
        || !filled(upper, serial)
        || filled(lower, serial)
        || below.len() < 2
        || !(0..width).all(|column| filled(upper, column) || filled(lower, column))
    {
        return;
    }
    let mut groups: Vec<Over> = Vec::new();
    for run in below.chunk_by(|a, b| a + 1 == *b) {
        let heads: Vec<usize> = run.iter().copied().filter(|c| filled(upper, *c)).collect();
        let Some(found) = laid(&heads, run, upper, lower) else {
            upper.guessed = true;
            return;
        };
        groups.extend(found);
    }
    for cell in &mut upper.cells {
        cell.rows = if below.contains(&cell.column) { 1 } else { 2 };
    }
    for (head, columns) in &groups {
        if let Some(cell) = upper.cells.iter_mut().find(|cell| cell.column == *head) {
            (cell.column, cell.columns) = (columns.start, columns.len());
            // Those behind it that it covers are empty, and no longer cells.
            cell.rows = 1;
        }
    }
    upper.cells.retain(|cell| !cell.is_empty());
    upper.cells.sort_by_key(|cell| cell.column);
    lower.cells.retain(|cell| below.contains(&cell.column));
}

/// The neighbours a text may be centred over, two or more and not the first: what a header's upper cell
/// covers. `alone` on its line it may be a title over all of them, and covers none.
fn over(head: Rect, alone: bool, below: &[Rect]) -> Vec<Range<usize>> {
    let middle = |left: &Rect, right: &Rect| f32::midpoint(left.x0, right.x1);
    let near = head.height();
    let own = middle(&head, &head);
    let [left, .., right] = below else { return Vec::new() };
    if below.len() > MOST_COLUMNS {
        return Vec::new();
    }
    let low = lower(below);
    let told = low.contains(&false);
    if alone && !told && (own - middle(left, right)).abs() < CLEARLY * near {
        return Vec::new();
    }
    let begins = |from: &usize| low[*from] && below[*from].x0 < head.x0 + 0.5 * near;
    let ends = |from: usize| (from + 1..below.len()).take_while(|to| low[*to]);
    let pairs =
        (1..below.len()).filter(begins).flat_map(|from| ends(from).map(move |to| (from, to)));
    let covers = |(from, to): &(usize, usize)| {
        let (left, right) = (&below[*from], &below[*to]);
        head.x1 < right.x1 + 0.5 * near && (own - middle(left, right)).abs() < near
    };
    let found: Vec<Range<usize>> = pairs.filter(covers).map(|(from, to)| from..to + 1).collect();
    if !found.is_empty() || !told {
        return found;
    }
    // Cells of unlike width: the upper one stands at the middle of theirs, which is not that of the titles.
    // Those that stand lowest side by side are below one.
    let runs = low.chunk_by(|a, b| a == b).scan(0, |at, run| {
        let from = std::mem::replace(at, *at + run.len());
        Some((run[0], from..*at))
    });
    let within = |(low, run): (bool, Range<usize>)| {
        let [left, .., right] = &below[run.clone()] else { return None };
        let inside = middle(left, left) < own && own < middle(right, right);
        (low && inside && run.start > 0).then_some(run)
    };
    runs.filter_map(within).collect()
}

/// Which titles of a header end lowest: what covers two rows may stand at the middle of both, higher
/// than what is below an upper cell.
fn lower(titles: &[Rect]) -> Vec<bool> {
    let lowest = titles.iter().map(|title| title.y1).fold(f32::MIN, f32::max);
    titles.iter().map(|title| lowest - title.y1 < 0.25 * title.height()).collect()
}

/// Whether each text of a line stands over several of the titles below it.
pub(super) fn stands_over_several(line: &Line, titles: &[Rect]) -> bool {
    let alone = line.segments.len() == 1;
    line.segments.iter().all(|segment| !over(segment.bounds, alone, titles).is_empty())
}

/// Whether a line below is near enough to have titles under those of an upper one.
pub(super) fn reaches(upper: &Line, below: &Line) -> bool {
    below.bounds.y1 - upper.bounds.y1 < REACH * upper.size
}

/// Whether a line has the upper cells of a header whose other lines are given: they have a title for
/// each column.
pub(super) fn is_upper<'l>(
    line: &Line,
    header: impl Iterator<Item = &'l Line>,
    columns: &Columns,
) -> bool {
    let mut titles: Vec<Option<Rect>> = vec![None; columns.len()];
    let header = header.filter(|below| reaches(line, below));
    for segment in header.flat_map(|line| &line.segments) {
        let title = &mut titles[columns.column(segment)];
        *title = Some(title.map_or(segment.bounds, |title| title.hull(&segment.bounds)));
    }
    // Nothing may stand over the serials.
    titles[0] = titles[0].or(titles.get(1).copied().flatten());
    let titles: Option<Vec<Rect>> = titles.into_iter().collect();
    columns.is_numbered() && titles.is_some_and(|titles| stands_over_several(line, &titles))
}

/// One of each, in order and none over another's: as narrow as can be together, or as wide.
fn chosen(each: &[Vec<Range<usize>>], width: usize, wide: bool) -> Option<Vec<Range<usize>>> {
    type Way = Option<(usize, Vec<Range<usize>>)>;
    // The best way for the heads so far, from the last one, in the columns from each one on.
    let mut best: Vec<Way> = vec![Some((0, Vec::new())); width + 1];
    for own in each.iter().rev() {
        let from = |free: usize| {
            let fits = own.iter().filter(|range| range.start >= free);
            let ways = fits.filter_map(|range| {
                let (total, others) = best[range.end].as_ref()?;
                Some((total + range.len(), range, others))
            });
            let better = if wide {
                ways.max_by_key(|(total, ..)| *total)
            } else {
                ways.min_by_key(|(total, ..)| *total)
            };
            better.map(|(total, range, others)| (total, [&[range.clone()][..], others].concat()))
        };
        best = (0..=width).map(from).collect();
    }
    best.swap_remove(0).map(|(_, way)| way)
}

/// Puts titles of different columns into one row that stand lower than others by less than a line: some
/// stand at the middle of two lines, beside those that take both.
pub(super) fn level(rows: &mut Vec<Row>) {
    let whole = |row: &Row| row.cells.iter().all(|cell| cell.columns == 1 && cell.rows == 1);
    let extent = |row: &Row| {
        let parts = row.cells.iter().flat_map(|cell| &cell.parts);
        parts.map(|part| part.bounds).reduce(|a, b| a.hull(&b))
    };
    let begins = |row: &Row| row.cells.iter().any(|cell| is_serial(&cell.text()));
    let mut at = 0;
    while at + 1 < rows.len().min(TITLES) && !begins(&rows[at + 1]) && !begins(&rows[at]) {
        let (upper, lower) = (&rows[at], &rows[at + 1]);
        let apart = lower
            .cells
            .iter()
            .filter(|cell| !cell.is_empty())
            .all(|cell| upper.at(cell.column).is_none_or(Cell::is_empty));
        let level = extent(upper).zip(extent(lower)).is_some_and(|(upper, lower)| {
            lower.y0 < upper.y1 - 0.2 * upper.height().min(lower.height())
        });
        if !(whole(upper) && whole(lower) && apart && level) {
            at += 1;
            continue;
        }
        let lower = rows.remove(at + 1);
        let upper = &mut rows[at];
        upper.guessed |= lower.guessed;
        for cell in lower.cells.into_iter().filter(|cell| !cell.is_empty()) {
            upper.cells.retain(|own| own.column != cell.column);
            upper.cells.push(cell);
        }
        upper.cells.sort_by_key(|cell| cell.column);
    }
}

/// Puts texts that stand above a whole header over the neighbours they are centred over: the other
/// columns' titles stand on the lower line, and cover both. No cell's value depends on it.
pub(super) fn lift(rows: &mut [Row]) {
    let Some(([upper, lower], below)) = rows.split_first_chunk_mut::<2>() else { return };
    let titles = |row: &Row| row.cells.iter().all(|cell| !is_serial(&cell.text()));
    // A group's heading may stand between the header and the first row.
    let begun = below.iter().take(2).any(|row| !titles(row));
    let place = |cell: &Cell| cell.parts.first().map(|part| part.bounds);
    let mut below: Vec<Option<Rect>> = lower.cells.iter().map(place).collect();
    if lower.cells.first().is_some_and(Cell::is_empty)
        && let [first @ None, Some(second), ..] = below.as_mut_slice()
    {
        *first = Some(*second);
    }
    let below: Option<Vec<Rect>> = below.into_iter().collect();
    let (Some(below), true) = (below, begun && titles(lower)) else { return };
    let mut heads: Vec<Cell> =
        upper.cells.iter().filter(|cell| !cell.is_empty()).cloned().collect();
    let alone = heads.len() == 1;
    let each = heads.iter().filter_map(place).map(|bounds| over(bounds, alone, &below));
    let each: Vec<Vec<Range<usize>>> = each.collect();
    if heads.is_empty() || each.len() < heads.len() || each.iter().any(Vec::is_empty) {
        return;
    }
    // Where titles stand at the middle of both lines, the lower ones are all below a head.
    let told = self::lower(&below).contains(&false);
    let Some(way) = chosen(&each, below.len(), told) else { return };
    for (head, covered) in heads.iter_mut().zip(way) {
        let covered = &lower.cells[covered];
        head.column = covered.first().map_or(0, |cell| cell.column);
        head.columns = covered.iter().map(|cell| cell.columns).sum();
    }
    let is_covered = |column: usize| {
        heads.iter().any(|head| (head.column..head.column + head.columns).contains(&column))
    };
    let (covered, alone): (Vec<Cell>, Vec<Cell>) =
        std::mem::take(&mut lower.cells).into_iter().partition(|cell| is_covered(cell.column));
    lower.cells = covered;
    heads.extend(alone.into_iter().map(|cell| Cell { rows: cell.rows + 1, ..cell }));
    heads.sort_by_key(|cell| cell.column);
    upper.cells = heads;
}

/// Over which columns of a run each upper cell stands: two or more each, in order, its middle over
/// theirs. `None` where none is clearly the best way.
fn laid(heads: &[usize], run: &[usize], upper: &Row, lower: &Row) -> Option<Vec<Over>> {
    let extent = |row: &Row, column: usize| {
        let bounds = row.at(column)?.parts.first()?.bounds;
        Some((bounds.x0, bounds.x1))
    };
    let (&first, rest) = heads.split_first()?;
    let mut ways: Vec<(f32, Vec<Over>)> = Vec::new();
    let lengths = if rest.is_empty() { run.len()..=run.len() } else { 2..=run.len() };
    for length in lengths.filter(|length| (2..=run.len()).contains(length)) {
        let (own, others) = run.split_at(length);
        let head = extent(upper, first)?;
        let (from, to) = (extent(lower, own[0])?, extent(lower, own[length - 1])?);
        if head.1 < from.0 || to.1 < head.0 {
            continue;
        }
        let off = (f32::midpoint(head.0, head.1) - f32::midpoint(from.0, to.1)).abs();
        let mut way = vec![(first, own[0]..own[length - 1] + 1)];
        if !rest.is_empty() {
            let Some(found) = laid(rest, others, upper, lower) else { continue };
            way.extend(found);
        }
        ways.push((off, way));
    }
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    let clear = ways.len() < 2 || CLEARLY * ways[0].0 < ways[1].0;
    (clear && !ways.is_empty()).then(|| ways.swap_remove(0).1)
}

#[cfg(test)]
mod tests {
    use super::{above, level, lift, of_two};
    use crate::ingest::pdf::items::{Cell, Draft, Item, Part, Row};
    use crate::ingest::pdf::lines;
    use crate::ingest::pdf::page::{Glyph, Rect};

    fn row(texts: &[(&str, f32)]) -> Row {
        let cells = texts.iter().enumerate().map(|(column, (text, x))| {
            let bounds = Rect::new(*x, 0.0, x + 20.0, 10.0);
            let part = Part::new(1, (*text).to_owned(), bounds);
            let parts = if text.is_empty() { Vec::new() } else { vec![part] };
            Cell { column, columns: 1, rows: 1, parts, strong: false }
        });
        Row { cells: cells.collect(), ..Row::default() }
    }

    fn told(row: &Row) -> Vec<(String, usize, usize, usize)> {
        let cells = row.cells.iter();
        cells.map(|c| (c.text().into_owned(), c.column, c.columns, c.rows)).collect()
    }

    #[test]
    fn upper_cells_stand_over_lower_ones() {
        let mut rows = [
            row(&[("序号", 0.0), ("", 0.0), ("地点", 70.0), ("规模", 150.0), ("", 0.0)]),
            row(&[("", 0.0), ("市", 50.0), ("县", 90.0), ("容量", 130.0), ("投资", 170.0)]),
            row(&[("1", 0.0), ("甲", 50.0), ("乙", 90.0), ("2", 130.0), ("3", 170.0)]),
        ];
        of_two(&mut rows);
        let cell = |text: &str, column, columns, rows| (text.to_owned(), column, columns, rows);
        let upper = [cell("序号", 0, 1, 2), cell("地点", 1, 2, 1), cell("规模", 3, 2, 1)];
        assert_eq!(told(&rows[0]), upper);
        assert_eq!(told(&rows[1]).len(), 4);
        assert!(!rows[1].guessed);
    }

    #[test]
    fn titles_between_two_lines_are_beside_both() {
        let down = |mut row: Row, y: f32| {
            for part in row.cells.iter_mut().flat_map(|cell| &mut cell.parts) {
                (part.bounds.y0, part.bounds.y1) = (y, y + 10.0);
            }
            row
        };
        // The upper title stands at the middle of its cells, which are of unlike width.
        let over = Cell { columns: 4, ..row(&[("情况", 175.0)]).cells.remove(0) };
        let mut rows = vec![
            down(Row { cells: vec![over], ..Row::default() }, 0.0),
            down(row(&[("序号", 0.0), ("名称", 50.0), ("", 0.0), ("", 0.0)]), 8.0),
            down(row(&[("", 0.0), ("", 0.0), ("时代", 110.0), ("地址", 210.0)]), 15.0),
            down(row(&[("1", 0.0), ("甲", 50.0), ("唐", 110.0), ("某镇", 210.0)]), 30.0),
        ];
        level(&mut rows);
        assert_eq!(rows.len(), 3);
        lift(&mut rows);
        let cell = |text: &str, column, columns, rows| (text.to_owned(), column, columns, rows);
        let upper = [cell("序号", 0, 1, 2), cell("名称", 1, 1, 2), cell("情况", 2, 2, 1)];
        assert_eq!(told(&rows[0]), upper);
        assert_eq!(told(&rows[1]), [cell("时代", 2, 1, 1), cell("地址", 3, 1, 1)]);
    }

    #[test]
    fn what_no_place_tells_is_said_to_be_guessed() {
        let mut rows = [
            row(&[("序号", 0.0), ("地点", 50.0), ("备注", 90.0)]),
            row(&[("", 0.0), ("市县", 50.0), ("说明", 90.0)]),
            row(&[("1", 0.0), ("甲", 50.0), ("乙", 90.0)]),
        ];
        of_two(&mut rows);
        assert!(rows[0].guessed && rows[0].cells.len() == 3);
    }

    #[test]
    fn a_line_over_all_columns_is_the_header() {
        let glyph =
            |c, x0: f32| Glyph { c, x0, x1: x0 + 10.0, base: 20.0, size: 10.0, strong: false };
        let found = |line: &mut [Glyph]| {
            let bounds = Rect::new(0.0, 30.0, 100.0, 60.0);
            let draft = Draft {
                rows: vec![row(&[("1", 0.0), ("甲", 50.0)])],
                edges: vec![0.0, 40.0, 100.0],
                bounds,
                exact: true,
                serials: None,
                breaks: Vec::new(),
            };
            let line = lines::lines(line).remove(0);
            let mut items = vec![Item::Line(line), Item::Table(Box::new(draft))];
            above(&mut items, 1);
            items.len()
        };
        assert_eq!(found(&mut [glyph('号', 10.0), glyph('名', 60.0)]), 1);
        assert_eq!(found(&mut [glyph('号', 50.0), glyph('名', 80.0)]), 2);
        assert_eq!(found(&mut [glyph('名', 60.0)]), 2);
    }
}
