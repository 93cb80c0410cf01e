//! Tables drawn with characters: bars between the cells, borders of dashes.

use super::items::{Cell, Draft, Item, Part, Row, Sheet};
use super::lines::Line;
use super::page::Rect;
use super::wrapped;
use crate::text::is_blank;

/// Fewest lines with as many bars that make a table; over a page break one goes on with fewer.
const LEAST: usize = 3;
/// Most lines without a bar between two with bars.
const MOST_PLAIN: usize = 3;
/// Shortest row of dashes that is a border.
const BORDER: usize = 3;
/// Most cells of a row.
const MOST_CELLS: usize = 60;
/// The columns have no places on the page, but tables of as many columns go on with each other.
const STEP: f32 = 1000.0;

/// Puts the tables in place of the lines that draw them.
pub(super) fn find(sheets: &mut [Sheet]) {
    // The bars of the table that may go on over the page.
    let mut open: Option<Bars> = None;
    let lines = sheets.iter().flat_map(|sheet| &sheet.items);
    let right = lines.map(|item| item.bounds().x1).fold(0.0, f32::max);
    for sheet in sheets {
        // Few pages have a bar at all.
        let barred = |item: &Item| match item {
            Item::Line(line) => line.segments.iter().any(|segment| has_bar(&segment.text)),
            Item::Table(_) => false,
        };
        if !sheet.items.iter().any(barred) {
            open = None;
            continue;
        }
        let mark = |item: &Item| match item {
            Item::Line(line) => Mark::of(line),
            Item::Table(_) => Mark::Wall,
        };
        let marks: Vec<Mark> = sheet.items.iter().map(mark).collect();
        let mut found: Vec<(std::ops::Range<usize>, Draft)> = Vec::new();
        let mut from = 0;
        while let Some(range) = run(&marks, from) {
            from = range.end;
            let lines: Vec<&Line> = range.clone().filter_map(|index| sheet.line(index)).collect();
            // Only a running head may stand above what goes on.
            let goes_on = open.take().filter(|_| range.start <= 1);
            let Some((bars, draft)) = table(&lines, goes_on, (sheet.page.number, right)) else {
                continue;
            };
            open = Some(bars);
            found.push((range, draft));
        }
        for (range, draft) in found.into_iter().rev() {
            sheet.items.splice(range, [Item::Table(Box::new(draft))]);
        }
    }
}

/// What a line is to a table that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Dashes and corners.
    Border,
    /// So many bars.
    Bars(usize),
    Plain,
    /// A table that rules draw.
    Wall,
}

impl Mark {
    fn of(line: &Line) -> Self {
        let chars = || line.segments.iter().flat_map(|segment| segment.text.chars());
        let dashes = chars().filter(|c| is_dash(*c)).count();
        if dashes >= BORDER && chars().all(|c| is_dash(c) || is_bar(c) || is_corner(c) || c == ' ')
        {
            return Self::Border;
        }
        match chars().filter(|c| is_bar(*c)).count() {
            0 => Self::Plain,
            count => Self::Bars(count),
        }
    }
}

fn has_bar(text: &str) -> bool {
    // The bytes that bars begin with.
    memchr::memchr3(b'|', 0xE2, 0xEF, text.as_bytes()).is_some() && text.contains(is_bar)
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '｜' | '￨' | '∣' | '┆' | '┇' | '┊' | '┋')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=' | '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉' | '—' | '－')
}

fn is_corner(c: char) -> bool {
    c == '+' || ('\u{250C}'..='\u{254B}').contains(&c) || ('\u{2552}'..='\u{256C}').contains(&c)
}

/// The next stretch from bars or a border to the last of them, with few lines in between.
fn run(marks: &[Mark], from: usize) -> Option<std::ops::Range<usize>> {
    let drawn = |mark: &Mark| matches!(mark, Mark::Border | Mark::Bars(_));
    let start = from + marks[from..].iter().position(drawn)?;
    let mut end = start + 1;
    for (index, mark) in marks.iter().enumerate().skip(start) {
        match mark {
            Mark::Wall => break,
            Mark::Plain if index - end >= MOST_PLAIN => break,
            // What stands between two borders stands between two tables.
            Mark::Plain
                if marks[end - 1] == Mark::Border
                    && marks.get(index + 1) == Some(&Mark::Border) =>
            {
                break;
            }
            Mark::Plain => {}
            _ => end = index + 1,
        }
    }
    Some(start..end)
}

/// How the rows of a table are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bars {
    /// On each row.
    count: usize,
    /// The first stands before the first cell, the last behind the last one.
    closed: bool,
}

impl Bars {
    /// What most rows have.
    fn of(lines: &[&Line], marks: &[Mark]) -> Option<(Self, usize)> {
        // Corners tell more than bars: a row may be broken into lines, and one across has two.
        let is_border = |pair: &[(&&Line, &Mark)]| *pair[0].1 == Mark::Border;
        let both: Vec<(&&Line, &Mark)> = lines.iter().zip(marks).collect();
        let borders = both.chunk_by(|a, b| a.1 == b.1).filter(|run| is_border(run));
        let corners = borders.map(|run| Self::of_corners(run.iter().map(|(line, _)| **line)));
        let bars = || lines.iter().filter_map(|line| Self::on(line)).collect::<Vec<_>>();
        let mut each: Vec<Self> = corners.filter(|bars| bars.count > 1).collect();
        let drawn = marks.iter().filter(|mark| matches!(mark, Mark::Bars(_))).count();
        let by_corners = !each.is_empty();
        if !by_corners {
            each = bars();
        }
        let usual = each.iter().max_by_key(|bars| {
            // Of two that are met as often, the one of more cells.
            (each.iter().filter(|other| other == bars).count(), bars.count)
        })?;
        let count = each.iter().filter(|other| *other == usual).count();
        Some((*usual, if by_corners { drawn } else { count }))
    }

    /// By the corners of a border, which may be broken into lines.
    fn of_corners<'l>(lines: impl Iterator<Item = &'l Line>) -> Self {
        let chars: Vec<char> = lines
            .flat_map(|line| &line.segments)
            .flat_map(|segment| segment.text.chars())
            .collect();
        let is_end = |c: Option<&char>| c.is_some_and(|c| is_corner(*c) || is_bar(*c));
        let count = chars.iter().filter(|c| is_end(Some(c))).count();
        Self { count, closed: is_end(chars.first()) && is_end(chars.last()) }
    }

    fn on(line: &Line) -> Option<Self> {
        let mut chars = line.segments.iter().flat_map(|segment| segment.text.chars());
        let count = chars.clone().filter(|c| is_bar(*c)).count();
        let closed = chars.next().is_some_and(is_bar) && chars.last().is_some_and(is_bar);
        (count > 0).then_some(Self { count, closed })
    }

    fn cells(self) -> usize {
        if self.closed { self.count.saturating_sub(1) } else { self.count + 1 }
    }
}

/// The table that lines draw, if they draw one; `open`: how one is drawn that goes on over the page.
fn table(lines: &[&Line], open: Option<Bars>, (page, right): (u32, f32)) -> Option<(Bars, Draft)> {
    let marks: Vec<Mark> = lines.iter().map(|line| Mark::of(line)).collect();
    let (bars, count) = Bars::of(lines, &marks)?;
    if (count < LEAST && open != Some(bars)) || !(2..=MOST_CELLS).contains(&bars.cells()) {
        return None;
    }
    let mut rows = Rows { bars, page, right, made: Vec::new(), last: None, anew: true };

    let borders = marks.iter().filter(|mark| **mark == Mark::Border).count();
    // A border below each row, not below the header alone.
    let bordered = borders > LEAST && borders * 3 > lines.len();
    let mut at = 0;
    while at < lines.len() {
        if marks[at] == Mark::Border {
            rows.anew = true;
            at += 1;
            continue;
        }
        // A row may be broken into lines where the page is not wide enough.
        let mut pieces = vec![String::new()];
        let mut places: Vec<Option<Rect>> = vec![None];
        let (from, mut seen) = (at, 0);
        loop {
            let line = lines[at];
            let own = Bars::on(line);
            cut(line, &mut pieces, &mut places);
            seen += own.map_or(0, |own| own.count);
            at += 1;
            let ends = at == lines.len() || marks[at] == Mark::Border;
            // One text across, by itself.
            let across = own.is_none_or(|own| own.closed && own.count == 2) && at == from + 1;
            if seen == bars.count || ends || (across && !bordered) {
                break;
            }
            if seen > bars.count {
                return None;
            }
        }
        rows.add(pieces, &places, (lines[from], lines[at - 1]), bordered)?;
    }
    let bounds = lines.iter().map(|line| line.bounds).reduce(|a, b| a.hull(&b))?;
    let cells = u16::try_from(bars.cells()).ok()?;
    let edges = (0..=cells).map(|at| f32::from(at) * STEP).collect();
    Some((
        bars,
        Draft { rows: rows.made, edges, bounds, exact: true, serials: None, breaks: Vec::new() },
    ))
}

/// Adds the text of a line to the cells that its bars part.
fn cut(line: &Line, pieces: &mut Vec<String>, places: &mut Vec<Option<Rect>>) {
    let mut own = String::new();
    let close = |own: &mut String, pieces: &mut Vec<String>| {
        if let Some(last) = pieces.last_mut() {
            wrapped::join(last, own.trim_matches(is_blank));
        }
        own.clear();
    };
    for segment in &line.segments {
        own.push(' ');
        for (c, place) in segment.text.chars().zip(&segment.places) {
            if is_bar(c) {
                close(&mut own, pieces);
                pieces.push(String::new());
                places.push(None);
                continue;
            }
            own.push(c);
            if !is_blank(c)
                && let Some(last) = places.last_mut()
            {
                let rect = Rect::new(place.0, line.bounds.y0, place.1, line.bounds.y1);
                *last = Some(last.map_or(rect, |bounds| bounds.hull(&rect)));
            }
        }
    }
    close(&mut own, pieces);
}

/// Rows in the making.
struct Rows {
    bars: Bars,
    page: u32,
    /// Where the longest line of the document ends.
    right: f32,
    made: Vec<Row>,
    /// Where the last line ended.
    last: Option<f32>,
    /// A border stands above.
    anew: bool,
}

impl Rows {
    /// Adds a row, or what goes on with the one above; `None` where it cannot be one.
    fn add(
        &mut self,
        mut pieces: Vec<String>,
        places: &[Option<Rect>],
        (first, last): (&Line, &Line),
        bordered: bool,
    ) -> Option<()> {
        let (page, whole) = (self.page, self.bars.cells());
        let mut places = places;
        let outer = pieces.len() > 1 && self.bars.closed;
        if outer {
            let end = pieces.len() - 1;
            if !pieces[0].is_empty() || !pieces[end].is_empty() {
                return None;
            }
            (pieces, places) = (pieces[1..end].to_vec(), &places[1..end]);
        }
        let across = pieces.len() == 1;
        if pieces.len() != whole && !across {
            return None;
        }
        let anew = std::mem::replace(&mut self.anew, false);
        let room = self.last.replace(last.bounds.x1).map(|end| self.right - end);
        let part = |(text, place): (String, &Option<Rect>)| {
            let bounds = place.unwrap_or(first.bounds);
            Part::new(page, text, bounds)
        };
        let parts = pieces.into_iter().zip(places).map(part);
        let cell = |(column, part)| Cell {
            column,
            columns: if across { whole } else { 1 },
            rows: 1,
            parts: vec![part],
            strong: false,
        };
        let more: Vec<Cell> = parts.enumerate().map(cell).collect();
        match self.made.last_mut() {
            // Between two borders stands one row.
            Some(above) if bordered && !anew => {
                if above.cells.len() != more.len() {
                    return None;
                }
                above.cells.iter_mut().zip(more).for_each(|(above, below)| append(above, below));
            }
            // Behind a full line a text without bars may be the rest of the last cell, or a heading.
            Some(above)
                if across
                    && !outer
                    && above.cells.len() > 1
                    && room.is_some_and(|room| room < 1.5 * first.size) =>
            {
                above.guessed = true;
                let (above, below) = (above.cells.last_mut()?, more.into_iter().next()?);
                append(above, below);
            }
            _ => self.made.push(Row { cells: more, ..Row::default() }),
        }
        Some(())
    }
}

fn append(above: &mut Cell, below: Cell) {
    for (above, below) in above.parts.iter_mut().zip(below.parts) {
        if !below.text.is_empty() {
            wrapped::join(&mut above.text, &below.text);
            above.bounds = above.bounds.hull(&below.bounds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, find, run};
    use crate::ingest::pdf::items::Item;
    use crate::ingest::pdf::typed;

    /// The rows of the first table, and how many lines are left.
    fn read(texts: &[&str]) -> (Vec<String>, usize) {
        let mut sheets = [typed::sheet(texts, true)];
        find(&mut sheets);
        let tables = sheets[0].items.iter().filter_map(|item| match item {
            Item::Table(draft) => Some(draft),
            Item::Line(_) => None,
        });
        let row = |row: &super::Row| {
            let cells: Vec<String> =
                row.cells.iter().map(|cell| cell.text().into_owned()).collect();
            cells.join("/")
        };
        let rows: Vec<String> = tables.flat_map(|draft| &draft.rows).map(row).collect();
        (rows, (0..sheets[0].items.len()).filter(|at| sheets[0].line(*at).is_some()).count())
    }

    #[test]
    fn bars_part_cells_and_a_text_without_bars_reaches_over_all() {
        let (rows, left) =
            read(&["各有关单位名单如下。", "1 | 甲厂", "2 | 乙厂", "水利类", "3 | 丙厂", "注：无"]);
        assert_eq!((rows.join(" "), left), ("1/甲厂 2/乙厂 水利类 3/丙厂".to_owned(), 2));
        // Two lines with a bar are no table.
        assert_eq!(read(&["名单", "1 | 甲厂", "2 | 乙厂"]).1, 3);
    }

    #[test]
    fn between_borders_stands_one_row() {
        let (rows, _) = read(&[
            "┌─┬──┐",
            "│号│名称│",
            "├─┼──┤",
            "│水利类│",
            "├─┼──┤",
            "│1│甲乙│",
            "│ │丙丁│",
            "├─┼──┤",
            "│2",
            "│戊己│",
            "└─┴──┘",
        ]);
        assert_eq!(rows, ["号/名称", "水利类", "1/甲乙丙丁", "2/戊己"]);
    }

    #[test]
    fn a_heading_between_two_tables_parts_them() {
        let marks = [Mark::Border, Mark::Bars(3), Mark::Border, Mark::Plain, Mark::Border];
        assert_eq!(run(&marks, 0), Some(0..3));
        assert_eq!(run(&marks, 3), Some(4..5));
    }
}
