//! What a page draws → lines and ruled tables.

use std::collections::HashMap;

use super::columns::Columns;
use super::items::{Cell, Draft, Item, Part, Parting, Row, Sheet, joined};
use super::lattice::{self, Grid};
use super::lines::{self, Line};
use super::page::{Glyph, Page, Rect};
use super::serials::{is_code, is_serial, serial};
use super::{header, hidden, overlay, rows, rules, spans};
use crate::model::Role;
use crate::text::blank::is_han;
use crate::text::division::DIVISION;
use crate::text::{compact, headers, numeral};

/// Lines of one text are at least so much of their size apart.
const OVERPRINTED: f32 = 0.8;
/// A cell that is so much of its grid is framed by the rest.
const MOST_OF: f32 = 0.8;
/// The title of a column has no more lines than this.
const TITLE_MOST: usize = 3;
/// What rows are classed by has so many characters, if it is no place.
const LABEL: usize = 3;
/// So many lines in each cell may be rows of their own.
const LISTED: usize = 4;

/// Takes what a page draws apart into lines and ruled tables.
pub(super) fn sheet(mut page: Page) -> Sheet {
    overlay::lift(&mut page);
    let hidden = hidden::lines(std::mem::take(&mut page.hidden), &page.glyphs);
    let glyphs = std::mem::take(&mut page.glyphs);
    let (across, down) = rules::rules(&std::mem::take(&mut page.rules));
    let (mut grids, loose) = lattice::grids(&across, &down);
    let mut outside = lattice::fill(&mut grids, glyphs);
    let mut items: Vec<Item> = Vec::new();
    let ruled = |y, x0, x1| Parting { y, x0, x1, ruled: true };
    let mut parting: Vec<Parting> =
        loose.iter().map(|rule| ruled(rule.at, rule.from, rule.to)).collect();
    for mut grid in grids {
        spans::cut(&mut grid);
        if is_frame(&grid) {
            let glyphs = grid.cells.iter_mut().flat_map(|cell| std::mem::take(&mut cell.glyphs));
            let mut glyphs: Vec<Glyph> = glyphs.collect();
            items.extend(lines::lines(&mut glyphs).into_iter().map(Item::Line));
            let Rect { x0, x1, .. } = grid.bounds();
            parting.extend(grid.ys.iter().map(|y| ruled(*y, x0, x1)));
        } else {
            items.push(Item::Table(Box::new(draft(grid, page.number))));
        }
    }
    items.extend(lines::lines(&mut outside).into_iter().map(Item::Line));
    items.sort_by(|a, b| a.bounds().y0.total_cmp(&b.bounds().y0));
    header::above(&mut items, page.number);
    let mut fills = std::mem::take(&mut page.fills);
    fills.retain(|fill| fill.height() < 0.5 * page.height);
    for fill in outermost(&fills) {
        let edge = |y| Parting { y, x0: fill.x0, x1: fill.x1, ruled: false };
        parting.extend([edge(fill.y0), edge(fill.y1)]);
    }
    parting.sort_by(|a, b| a.y.total_cmp(&b.y));
    let slanted = lines::lines(&mut std::mem::take(&mut page.slanted));
    Sheet { page, items, slanted, hidden, parting }
}

/// The fills but those beside a higher one at the same middle: where the text of each cell has a fill of its
/// own, that of most lines reaches from the top of the row to its foot.
fn outermost(fills: &[Rect]) -> impl Iterator<Item = &Rect> {
    let middle = |fill: &Rect| f32::midpoint(fill.y0, fill.y1).round() as i32;
    let mut highest: HashMap<i32, &Rect> = HashMap::new();
    for fill in fills {
        let own = highest.entry(middle(fill)).or_insert(fill);
        if fill.height() > own.height() {
            *own = fill;
        }
    }
    fills.iter().filter(move |fill| {
        let near = (-1..=1).filter_map(|off| highest.get(&(middle(fill) + off)));
        !near.into_iter().any(|other| {
            other.height() > 1.3 * fill.height() && (other.x1 <= fill.x0 || fill.x1 <= other.x0)
        })
    })
}

/// A grid of one column bounds text, or a table whose columns it does not part: its lines are read
/// as lines. So does one whose text is all in a cell that is most of it: a double frame.
fn is_frame(grid: &Grid) -> bool {
    let mut filled = grid.cells.iter().filter(|cell| !cell.glyphs.is_empty());
    let Some(first) = filled.next() else { return true };
    let area = |rect: &Rect| rect.width() * rect.height();
    grid.xs.len() == 2
        || grid.cells.iter().all(|cell| cell.columns == grid.xs.len() - 1)
        || (filled.next().is_none() && area(&first.bounds) > MOST_OF * area(&grid.bounds()))
}

fn draft(mut grid: Grid, page: u32) -> Draft {
    let bounds = grid.bounds();
    let mut rows: Vec<Row> = (1..grid.ys.len()).map(|_| Row::default()).collect();
    let mut unparted: Vec<(usize, Vec<Row>)> = Vec::new();
    let mut from = 0;
    // What the first two cells of the row above count.
    let mut before = [None; 2];
    // Cells are in order of their rows.
    while from < grid.cells.len() {
        let row = grid.cells[from].row;
        let to = from + grid.cells[from..].iter().take_while(|cell| cell.row == row).count();
        let cells = grid.cells[from..to].iter_mut();
        let mut lines: Vec<Vec<Line>> = cells.map(|cell| lines::lines(&mut cell.glyphs)).collect();
        for (lines, before) in lines.iter_mut().zip(&mut before) {
            *before = super::serials::whole(lines, *before);
            // What stands right of the serials is no serial.
            if before.is_some() {
                break;
            }
        }
        let plain = grid.cells[from..to].iter().all(|cell| cell.rows == 1 && cell.columns == 1);
        if plain && holds_several(&lines) {
            unparted.push((row, split(lines, &grid.xs, page)));
        } else {
            rows[row].guessed |=
                (plain && lines.len() + 1 == grid.xs.len() && may_hold_several(&lines, &grid.xs))
                    || grid.crossed.contains(&row)
                    || lines.iter().any(|lines| is_overprinted(lines));
            for (cell, lines) in grid.cells[from..to].iter().zip(lines) {
                rows[row].cells.push(Cell {
                    column: cell.column,
                    columns: cell.columns,
                    rows: cell.rows,
                    parts: joined(&lines, page)
                        .or(Some(Part::new(page, String::new(), cell.bounds)))
                        .into_iter()
                        .collect(),
                    strong: !lines.is_empty() && lines.iter().all(Line::strong),
                });
            }
        }
        from = to;
    }
    for (row, several) in unparted.into_iter().rev() {
        rows.splice(row..=row, several);
    }
    Draft { rows, edges: grid.xs, bounds, exact: true, serials: None, breaks: Vec::new() }
}

/// Whether lines of a cell lie over each other: a text too high for its own cell reaches into others.
fn is_overprinted(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.overprinted)
        || lines.windows(2).any(|pair| {
            let least = pair[0].size.min(pair[1].size);
            let over = |one: &Line, other: &Line| {
                let (one, other) = (&one.bounds, &other.bounds);
                one.x1.min(other.x1) - one.x0.max(other.x0)
            };
            least > 0.8 * pair[0].size.max(pair[1].size)
                && pair[1].bounds.y1 - pair[0].bounds.y1 < OVERPRINTED * least
                && over(&pair[0], &pair[1]) > least
        })
}

/// Whether the cells of one ruled row hold several rows: one of the first is a list of serials,
/// each greater by one, or of codes, and of what stands over them in the header.
fn holds_several(cells: &[Vec<Line>]) -> bool {
    cells.iter().take(2).any(|lines| {
        let is_title = |line: &&Line| serial(line).is_none() && !is_code(&line.text());
        let titles = lines.iter().take(TITLE_MOST).take_while(is_title).count();
        let (head, lines) = lines.split_at(titles);
        let head: String = head.iter().map(|line| compact(&line.text())).collect();
        // On a last page one may be left, below the header.
        let headed = titles > 0 && headers::role_of(&head) == Some(Role::Serial);
        if lines.len() < if headed { 1 } else { 2 } || (titles > 0 && !headed) {
            return false;
        }
        // Of two lists side by side each second one is here, and what goes between is there.
        let next = serial(&lines[0]).map(|first| first + 1);
        let beside =
            headed || cells.iter().flatten().any(|other| next.is_some() && serial(other) == next);
        // Two lines alone may be a number that is broken: 二十 above 一.
        let broken = || {
            let whole = [lines[0].text(), lines[1].text()].concat();
            lines.len() == 2 && !whole.is_ascii() && numeral::whole(&whole).is_some()
        };
        let steps = |pair: &[Line]| match (serial(&pair[0]), serial(&pair[1])) {
            (Some(a), Some(b)) => b == a + 1 || (b == a + 2 && beside) || (b == 1 && !broken()),
            _ => is_code(&pair[0].text()) && is_code(&pair[1].text()),
        };
        lines.iter().all(|line| serial(line).is_some() || is_code(&line.text()))
            && lines.windows(2).all(steps)
    })
}

/// Whether each cell of a ruled row is a list of short lines: rows that no serial tells apart, not
/// texts that are broken where their lines are full.
fn may_hold_several(cells: &[Vec<Line>], edges: &[f32]) -> bool {
    let listed = |(lines, edges): (&Vec<Line>, &[f32])| {
        let room = |line: &Line| edges[1] - edges[0] - line.bounds.width();
        let short = lines.iter().filter(|line| room(line) > 2.5 * line.size).count();
        lines.len() >= LISTED && short * 2 > lines.len()
    };
    cells.len() > 1 && cells.iter().zip(edges.windows(2)).all(listed)
}

/// The rows that stand in one ruled row.
fn split(cells: Vec<Vec<Line>>, edges: &[f32], page: u32) -> Vec<Row> {
    let size = cells.iter().flatten().map(|line| line.size).fold(1.0, f32::max);
    let mut lines: Vec<Line> = Vec::new();
    for mut line in cells.into_iter().flatten() {
        // One segment a cell, whatever gaps its text has.
        let whole = lines::Segment {
            text: line.text().into_owned(),
            bounds: line.bounds,
            strong: line.strong(),
            places: Vec::new(),
        };
        line.segments = vec![whole];
        let level = |other: &&mut Line| (other.bounds.y1 - line.bounds.y1).abs() < 0.3 * size;
        match lines.iter_mut().find(level) {
            Some(beside) => {
                beside.bounds = beside.bounds.hull(&line.bounds);
                beside.segments.append(&mut line.segments);
            }
            None => lines.push(line),
        }
    }
    lines.sort_by(|a, b| a.bounds.y1.total_cmp(&b.bounds.y1));
    let mut rows = rows::unparted(&lines, &Columns::ruled(edges, size), page);
    doubt(&mut rows, edges.len() - 1);
    rows
}

/// What stands once for several rows looks like the text of one of them, where no rule ends the others: it is
/// guessed where it is short, as labels are, and few have one.
fn doubt(rows: &mut [Row], width: usize) {
    let numbered = |row: &Row| row.cells.iter().take(2).any(|cell| is_serial(&cell.text()));
    let count = rows.iter().filter(|row| numbered(row)).count();
    for column in 0..width.saturating_sub(1) {
        let filled = |row: &Row| row.at(column).is_some_and(|cell| !cell.is_empty());
        let own = rows.iter().filter(|row| numbered(row)).filter_map(|row| row.at(column));
        let own = own.filter(|cell| !cell.is_empty()).map(|cell| compact(&cell.text()));
        let mut said: Vec<_> = own.collect();
        let few = (1..=count / 2).contains(&said.len());
        said.sort_unstable();
        // Each is said once; what is said of many is a remark.
        if few && said.iter().all(|text| is_label(text)) && said.windows(2).all(|p| p[0] != p[1]) {
            let told = rows.iter_mut().filter(|row| numbered(row) && filled(row));
            told.for_each(|row| row.guessed = true);
        }
    }
}

/// Whether a text may be what rows are classed by: a place or a few characters, no figures.
fn is_label(text: &str) -> bool {
    text.chars().all(is_han) && (text.ends_with(DIVISION) || text.chars().count() <= LABEL)
}

#[cfg(test)]
mod tests {
    use super::{Rect, is_label, outermost};

    #[test]
    fn labels_are_places_or_short() {
        assert!(["甲类", "丙省", "云州市临江区"].into_iter().all(is_label));
        assert!(!["0571-8801", "云州旧厂", "A级"].into_iter().any(is_label));
    }

    #[test]
    fn a_cell_of_two_lines_is_the_row() {
        let serial = Rect::new(0.0, 106.0, 20.0, 118.0);
        let place = Rect::new(25.0, 100.0, 90.0, 124.0);
        let below = Rect::new(0.0, 140.0, 20.0, 152.0);
        // A band of the whole row is no cell beside it.
        let band = Rect::new(0.0, 136.0, 90.0, 156.0);
        let fills = [serial, place, below, band];
        let kept: Vec<f32> = outermost(&fills).map(|fill| fill.y0).collect();
        assert_eq!(kept, [100.0, 140.0, 136.0]);
    }
}
