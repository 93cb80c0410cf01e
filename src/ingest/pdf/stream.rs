//! Tables without vertical rules: what of each page belongs to them.

use std::borrow::Cow;
use std::ops::Range;

use super::captions::{self, Captions};
use super::cells;
use super::columns::Columns;
use super::header;
use super::heads;
use super::items::{Draft, Item, Parting, Sheet};
use super::kinds::{HEADER_WITHIN, Shape};
use super::lines::Line;
use super::rows;
use super::serials::serial;
use super::zones::{self, Zone};
use crate::text::compact;

/// Most tables of different columns without serials in one document.
const MOST_FAMILIES: usize = 12;

/// Turns lines into tables, page by page, with the columns all pages share. `furniture` are the
/// items to leave alone.
pub(super) fn find(sheets: &mut [Sheet], furniture: &mut [Vec<usize>]) {
    // From the last one, so that places before it stay what they are.
    let captions = Captions::of(sheets, furniture);
    for zone in zones::numbered(sheets, furniture).iter().rev() {
        lay(zone, &captions, sheets, furniture);
    }
    for _ in 0..MOST_FAMILIES {
        let Some(zone) = zones::parted(sheets, furniture) else { return };
        if !lay(&zone, &captions, sheets, furniture) {
            return;
        }
    }
}

/// Puts the tables of a zone in place of its lines.
fn lay(
    zone: &Zone,
    captions: &Captions,
    sheets: &mut [Sheet],
    furniture: &mut [Vec<usize>],
) -> bool {
    let mut found = false;
    let mut header: Option<String> = None;
    let (first, last) = (zone.first.0, zone.last.0);
    // Whether the table fills the page before to its foot.
    let mut open = false;
    // The least usual distance of two lines in a cell on the pages so far.
    let mut leading: Option<f32> = None;
    let mut one_line = false;
    let usual = std::cell::Cell::default();
    for page in first..sheets.len().min(last + 2) {
        let sheet = &mut sheets[page];
        let skip = &mut furniture[page];
        let from = zone.above.filter(|spot| spot.0 == page).map_or(0, |spot| spot.1 + 1);
        let to = zone.below.filter(|spot| spot.0 == page).map_or(sheet.items.len(), |spot| spot.1);
        if page > last && !open {
            break;
        }
        let view = View::of(sheet, skip, from..to, (&zone.columns, captions));
        let range = if page > last {
            view.tail(header.as_deref())
        } else {
            // Without serials, the last row may be told by none of its lines.
            let told = Some(zone.last.1).filter(|_| page == last);
            view.range(&mut header, page > first, (page < last, told))
        };
        let Some(range) = range else { continue };
        open = (range.end..sheet.items.len()).all(|index| skip.contains(&index));
        let lines: Vec<&Line> =
            view.lines[range.clone()].iter().flatten().map(Cow::as_ref).collect();
        let columns = &zone.columns;
        let own = cells::leading(&lines, columns);
        leading = own.into_iter().chain(leading).reduce(f32::min);
        let header = header.as_deref();
        let shape = Shape { columns, header, one_line, leading, usual: &usual, captions };
        let table =
            rows::table(lines, &sheet.parting, shape, (sheet.page.number, sheet.page.width));
        one_line |= header.is_some_and(|header| table.rows.iter().any(|row| row.says(header)));
        replace(sheet, skip, range, table);
        found = true;
    }
    found
}

/// A page as a zone's columns see it.
struct View<'c> {
    /// Its lines cut at the gutters; `None` for tables, furniture and what is out of bounds.
    lines: Vec<Option<Cow<'c, Line>>>,
    /// Tables, and what is out of bounds.
    walls: Vec<bool>,
    columns: &'c Columns,
    captions: &'c Captions,
    /// Heights of rules across the page's lines.
    rules: Vec<f32>,
}

impl<'c> View<'c> {
    fn of(
        sheet: &'c Sheet,
        skip: &[usize],
        within: Range<usize>,
        (columns, captions): (&'c Columns, &'c Captions),
    ) -> Self {
        let line = |index: usize| {
            let line = sheet.line(index).filter(|_| !skip.contains(&index));
            line.filter(|_| within.contains(&index)).map(|line| columns.part(line))
        };
        let all = 0..sheet.items.len();
        let wall = |index: usize| sheet.line(index).is_none() || !within.contains(&index);
        let lines: Vec<Option<Cow<'_, Line>>> = all.clone().map(line).collect();
        let bounds = lines.iter().flatten().map(|line| line.bounds);
        let bounds = bounds.reduce(|a, b| a.hull(&b)).unwrap_or_default();
        let rules: Vec<Parting> = sheet.parting.iter().filter(|edge| edge.ruled).copied().collect();
        let rules = rows::wide(&rules, bounds.x0, bounds.x1);
        Self { lines, walls: all.map(wall).collect(), columns, captions, rules }
    }

    fn line(&self, index: usize) -> Option<&Line> {
        self.lines.get(index)?.as_deref()
    }

    /// The lines that belong to the table. `begun`: it goes on from the page before; `more`: it
    /// goes on over the page; `told`: a line that is known to be its.
    fn range(
        &self,
        header: &mut Option<String>,
        begun: bool,
        (more, told): (bool, Option<usize>),
    ) -> Option<Range<usize>> {
        let shown = |index: &usize| self.lines[*index].is_some();
        let all = 0..self.lines.len();
        let mut anchors =
            all.clone().filter(|i| self.line(*i).is_some_and(|l| self.columns.anchors(l)));
        let (top, foot) = (all.clone().find(shown)?, all.rev().find(shown)?);
        let Some(first) = anchors.next() else {
            // The page is filled by one row.
            return (begun && more).then_some(top..foot + 1);
        };
        let last = anchors.next_back().unwrap_or(first);
        let start = if begun { self.reach(first, top) } else { self.start(first, header) };
        let end = if more {
            (last..=foot).take_while(|i| !self.walls[*i]).last().unwrap_or(last) + 1
        } else {
            self.end(last.max(told.unwrap_or(last)))
        };
        Some(start..end)
    }

    /// Up from a row as far as nothing but lines stands.
    fn reach(&self, first: usize, top: usize) -> usize {
        (top..=first).rev().take_while(|i| !self.walls[*i]).last().unwrap_or(first)
    }

    /// Where the table begins above its first row.
    fn start(&self, first: usize, header: &mut Option<String>) -> usize {
        let above = || {
            let near = (0..first).rev().take(HEADER_WITHIN);
            near.map_while(|index| Some((index, self.line(index)?)))
        };
        // An upper title may be wider than the columns it stands over.
        let heads = |line: &Line| {
            self.columns.is_numbered() && captions::is_header(line)
                || self.columns.heads(line) && !is_sum(line)
        };
        let head = above().find(|(_, line)| heads(line)).or_else(|| {
            let mut near = above().take(4);
            near.find(|(index, line)| self.is_header(line) && !self.is_cell(*index))
        });
        let Some((mut start, line)) = head else {
            let mut below = self.line(first);
            let parts = above().take_while(|(_, line)| {
                let near = self.columns.is_numbered()
                    || line.segments.len() > 1
                    || below.is_some_and(|b| b.bounds.y0 - line.bounds.y1 < 0.75 * line.size);
                below = Some(line);
                near && self.hangs_on(line)
            });
            return parts.last().map_or(first, |(index, _)| index);
        };
        *header = Some(compact(&line.text()));
        // A header of several lines.
        let mut below = line;
        let head = start;
        while let Some(line) = start.checked_sub(1).and_then(|index| self.line(index))
            && (line.size - self.columns.size).abs() < 0.15 * self.columns.size
            && !line.text().contains('：')
        {
            let near = below.bounds.y1 - line.bounds.y1 < 1.7 * self.columns.size;
            let part = || self.hangs_on(line) || self.columns.heads(line) || self.is_beside(line);
            let joins = near && part() || self.is_upper(line, start..first);
            let caption = || self.captions.has(line, below, self.columns);
            if (!joins || caption()) && !self.is_mirrored(line, head, first) {
                break;
            }
            start -= 1;
            below = line;
        }
        start
    }

    /// Whether a line has titles that stand at the middle of a header's height; `head`: its line with the word over
    /// the serials.
    fn is_mirrored(&self, line: &Line, head: usize, first: usize) -> bool {
        let from = head.saturating_sub(HEADER_WITHIN);
        let lines: Vec<&Line> = (from..=first).filter_map(|index| self.line(index)).collect();
        let above = (from..head).filter_map(|index| self.line(index)).count();
        heads::Block::of(&lines, above, self.columns, &self.rules).is_mirrored(line)
    }

    /// Whether a line may be one of a header of several: texts over several columns.
    fn is_beside(&self, line: &Line) -> bool {
        line.segments.len() > 1 && self.columns.holds(line) && serial(line).is_none()
    }

    /// Whether a line has the upper cells of a header of two lines, the lower of which are given.
    fn is_upper(&self, line: &Line, header: Range<usize>) -> bool {
        let lines = || header.clone().filter_map(|index| self.line(index));
        // Below the header a group's heading may stand, and the first lines of a row.
        let several = lines().filter(|line| line.segments.len() > 1 || self.hangs_on(line));
        let mut foot = f32::MAX;
        let level = lines().take_while(|line| {
            let met = line.bounds.y0 < foot - 0.2 * line.size;
            foot = line.bounds.y1;
            met
        });
        header::is_upper(line, several, self.columns) || header::is_upper(line, level, self.columns)
    }

    fn is_header(&self, line: &Line) -> bool {
        line.segments.len() > 1
            && self.columns.holds(line)
            && line.segments.len() * 2 >= self.columns.len()
            && serial(line).is_none()
    }

    /// Whether a cell goes on from a line to one below it, at the distance of the lines of cells.
    fn is_cell(&self, index: usize) -> bool {
        let lines: Vec<&Line> = self.lines.iter().flatten().map(Cow::as_ref).collect();
        let (Some(line), Some(leading)) = (self.line(index), cells::leading(&lines, self.columns))
        else {
            return false;
        };
        let has = |other: &Line, column: usize| {
            other.segments.iter().any(|segment| self.columns.column(segment) == column)
        };
        let mut below = self.lines[index + 1..].iter().flatten();
        let goes_on = below
            .by_ref()
            .take_while(|other| other.bounds.y1 - line.bounds.y1 <= 1.1 * leading)
            .any(|other| line.segments.iter().any(|s| has(other, self.columns.column(s))));
        // Where no cell has two lines, the least distance is that of rows.
        let bases: Vec<f32> = lines
            .iter()
            .filter(|line| self.columns.anchors(line))
            .map(|line| line.bounds.y1)
            .collect();
        goes_on && bases.windows(2).all(|pair| pair[1] - pair[0] > 1.1 * leading)
    }

    /// Where the table ends below its last row.
    fn end(&self, last: usize) -> usize {
        let mut end = last + 1;
        let mut above = self.lines[last].as_deref();
        // Without serials, a row that is broken into lines may be told by none of them.
        let near = |line: &Line| {
            let parted = !self.columns.is_numbered() && line.segments.len() > 1;
            if parted { 2.5 } else { 0.75 }
        };
        while let (Some(line), Some(before)) = (self.line(end), above)
            && self.hangs_on(line)
            && line.bounds.y0 - before.bounds.y1 < near(line) * self.columns.size
        {
            above = Some(line);
            end += 1;
        }
        end
    }

    /// The rest of the last row, alone at the top of the next page; a header may stand above it.
    fn tail(&self, header: Option<&str>) -> Option<Range<usize>> {
        let top = (0..self.lines.len()).find(|index| self.lines[*index].is_some())?;
        let repeats = |line: &Line| header.is_some_and(|header| line.says(header));
        let from = top + usize::from(self.line(top).is_some_and(repeats));
        let is_part = |line: &Line| {
            let own = |s| self.columns.fits(s).is_some_and(|column| column > 0);
            line.segments.iter().all(own) && self.columns.holds(line)
        };
        let mut end = from;
        while let Some(line) = self.line(end)
            && is_part(line)
            && (end == from
                || self.line(end - 1).is_some_and(|above| {
                    line.bounds.y0 - above.bounds.y1 < 0.75 * self.columns.size
                }))
        {
            end += 1;
        }
        (end > from).then_some(top..end)
    }

    /// Whether a line can be part of a row: all its segments are set like their columns.
    fn hangs_on(&self, line: &Line) -> bool {
        line.segments.iter().all(|s| self.columns.fits(s).is_some()) && self.columns.holds(line)
    }
}

/// Whether a line is a row of sums, which may stand between the header and the first row.
fn is_sum(line: &Line) -> bool {
    matches!(compact(&line.segments[0].text).as_str(), "合计" | "总计" | "小计" | "共计")
}

/// Puts the table in place of its lines; furniture inside the range stays, before it.
fn replace(
    sheet: &mut Sheet,
    furniture: &mut Vec<usize>,
    range: std::ops::Range<usize>,
    table: Draft,
) {
    let mut items = std::mem::take(&mut sheet.items);
    let tail = items.split_off(range.end);
    let inside = items.split_off(range.start);
    let mut moved = Vec::new();
    for (offset, item) in inside.into_iter().enumerate() {
        if furniture.contains(&(range.start + offset)) {
            moved.push(items.len());
            items.push(item);
        }
    }
    items.push(Item::Table(Box::new(table)));
    let now = items.len();
    let kept = furniture.iter().filter(|i| !range.contains(i));
    let kept = kept.map(|i| if *i >= range.end { i - range.end + now } else { *i });
    let mut kept: Vec<usize> = kept.collect();
    kept.extend(moved);
    kept.sort_unstable();
    *furniture = kept;
    items.extend(tail);
    sheet.items = items;
}
