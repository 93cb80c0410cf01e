//! Where tables without vertical rules are: numbered lines one after the other, and those that go
//! with them.

use super::columns::{self, Columns};
use super::header;
use super::items::{Item, Sheet};
use super::lines::Line;
use super::page::Rect;
use super::serials::serial;
use crate::text::compact;

/// How many lines without serials it takes one under the other.
const LEAST_RUN: usize = 5;
/// So many lines tell the columns of a table without serials.
const MOST_WRAPPED: usize = 3000;
/// How many lines above the first numbered one may be its header.
const HEADER: usize = 3;

/// How many lines before a serial 1 are looked at for whether it goes with them.
const NEAR: usize = 120;

/// A place in the document: sheet and item.
pub(super) type Spot = (usize, usize);

/// Lines that share their columns.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    pub(super) columns: Columns,
    /// First and last line that is a row.
    pub(super) first: Spot,
    pub(super) last: Spot,
    /// The table reaches neither up to the first of these nor down to the second.
    pub(super) above: Option<Spot>,
    pub(super) below: Option<Spot>,
}

/// A line of the document in reading order; `None` for a table.
type Entry<'s> = (Spot, Option<&'s Line>);

/// The zones of a document, from first to last. `furniture` are items to leave alone.
pub(super) fn numbered(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Vec<Zone> {
    let flow: Vec<Entry<'_>> = flow(sheets, furniture);
    let mut zones: Vec<Zone> = Vec::new();
    let mut from = 0usize;
    for to in 0..=flow.len() {
        let ends = flow.get(to).is_none_or(|(_, line)| line.is_none_or(is_bound));
        if ends {
            let around = (from.checked_sub(1).map(|at| flow[at].0), flow.get(to).map(|e| e.0));
            zones.extend(stretch(&flow[from..to], around));
            from = to + 1;
        }
    }
    zones
}

fn flow<'s>(sheets: &'s [Sheet], furniture: &[Vec<usize>]) -> Vec<Entry<'s>> {
    let mut flow = Vec::new();
    for (page, (sheet, skip)) in sheets.iter().zip(furniture).enumerate() {
        let items = sheet.items.iter().enumerate().filter(|(index, _)| !skip.contains(index));
        flow.extend(items.map(|(index, item)| {
            let line = if let Item::Line(line) = item { Some(line) } else { None };
            ((page, index), line)
        }));
    }
    flow
}

/// Whether no table runs over the line: the mark of an annex.
fn is_bound(line: &Line) -> bool {
    let [segment] = line.segments.as_slice() else { return false };
    if !segment.text.starts_with('附') {
        return false;
    }
    let text = compact(&segment.text);
    ["附件", "附表", "附录"].iter().any(|mark| text.starts_with(mark)) && text.chars().count() <= 8
}

/// The zones between two bounds. A serial 1 after other lines may begin a table of other columns;
/// it goes with the rows before where both leave the same gutters.
fn stretch(flow: &[Entry<'_>], around: (Option<Spot>, Option<Spot>)) -> Vec<Zone> {
    let rows: Vec<usize> =
        (0..flow.len()).filter(|at| flow[*at].1.is_some_and(columns::is_numbered)).collect();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (number, at) in rows.iter().enumerate() {
        let first = flow[*at].1.is_some_and(|line| serial(line) == Some(1));
        let anew = number == 0 || (first && at - rows[number - 1] > 1);
        match runs.last_mut() {
            Some(run) if !anew => run.1 = *at,
            _ => runs.push((*at, *at)),
        }
    }
    let mut families: Vec<Family> = Vec::new();
    let mut floor = 0;
    for run in runs {
        let own = columns_of(flow, floor, run);
        if let Some(Family { run: all, columns: shared, whole }) = families.last_mut() {
            // What is near tells enough, or the work would grow with the square of the rows.
            let near = all.0.max(run.0.saturating_sub(NEAR));
            let both =
                columns_of(flow, floor_of(*all).max(near.saturating_sub(HEADER)), (near, run.1));
            let width = |columns: &Option<Columns>| columns.as_ref().map_or(0, Columns::len);
            if width(&both) >= width(shared).max(width(&own)) {
                *all = (all.0, run.1);
                *whole = near == all.0;
                *shared = if *whole { both } else { shared.take() };
                floor = run.1 + 1;
                continue;
            }
        }
        families.push(Family { run, columns: own, whole: floor <= floor_of(run) });
        floor = run.1 + 1;
    }
    let count = families.len();
    let bounds: Vec<(usize, usize)> = families.iter().map(|family| family.run).collect();
    let mut zones = Vec::new();
    for (index, Family { run, columns, whole }) in families.into_iter().enumerate() {
        let anew = !whole && run.1 - run.0 > NEAR;
        let all = anew.then(|| columns_of(flow, floor_of(run), run)).flatten();
        let Some(columns) = all.or(columns) else { continue };
        let above = if index == 0 { around.0 } else { Some(flow[bounds[index - 1].1].0) };
        let below = if index + 1 == count { around.1 } else { Some(flow[bounds[index + 1].0].0) };
        zones.push(Zone { columns, first: flow[run.0].0, last: flow[run.1].0, above, below });
    }
    zones
}

/// Runs of rows that go with each other.
struct Family {
    /// From the first row to the last.
    run: (usize, usize),
    columns: Option<Columns>,
    /// All its rows, with what stands above them, have told its columns.
    whole: bool,
}

/// Where the header of a run of rows may begin at the earliest.
fn floor_of(run: (usize, usize)) -> usize {
    run.0.saturating_sub(HEADER)
}

/// The columns of the rows in a run: those between gutters, or those that most lines show.
fn columns_of(flow: &[Entry<'_>], floor: usize, run: (usize, usize)) -> Option<Columns> {
    let numbered: Vec<&Line> = flow[run.0..=run.1]
        .iter()
        .filter_map(|(_, line)| line.filter(|line| columns::is_numbered(line)))
        .collect();
    let by_lines = Columns::of(&numbered, true);
    let size = numbered.first().map_or(0.0, |line| line.size);
    let from = floor.max(floor_of(run));
    let mut region: Vec<&Line> = flow[from..=run.1]
        .iter()
        .filter_map(|(_, line)| *line)
        .filter(|line| line.segments.len() > 1 && (line.size - size).abs() < 0.15 * size)
        .collect();
    let titles = region.iter().take_while(|line| !columns::is_numbered(line)).count();
    let upper = uppers(&region[..titles]);
    let upper: Vec<String> = region.drain(..upper).map(|line| compact(&line.text())).collect();
    // It may stand on each page.
    region.retain(|line| !upper.iter().any(|upper| line.says(upper)));
    let by_gutters = Columns::between_gutters(&region, true);
    let least = by_lines.as_ref().map_or(1, Columns::len);
    by_gutters.filter(|columns| columns.len() >= least).or(by_lines)
}

/// How many lines of a header stand over the gutters of those below them.
fn uppers(header: &[&Line]) -> usize {
    let is_upper = |at: &usize| {
        let mut titles: Vec<Rect> = Vec::new();
        let near = header[*at..].iter().filter(|line| self::header::reaches(header[*at - 1], line));
        let mut below: Vec<Rect> =
            near.flat_map(|line| &line.segments).map(|segment| segment.bounds).collect();
        below.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        for bounds in below {
            match titles.last_mut().filter(|last| bounds.x0 < last.x1) {
                Some(last) => *last = last.hull(&bounds),
                None => titles.push(bounds),
            }
        }
        header[..*at].iter().all(|line| header::stands_over_several(line, &titles))
    };
    (1..header.len()).rev().find(is_upper).unwrap_or(0)
}

/// Zones of lines that stand in columns without serials: those whose cells are broken into lines from
/// first to last, then the widest family.
pub(super) fn parted(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Option<Zone> {
    if let Some(zone) = wrapped(sheets, furniture) {
        return Some(zone);
    }
    let mut rows: Vec<(Spot, &Line)> = Vec::new();
    for (page, (sheet, skip)) in sheets.iter().zip(furniture).enumerate() {
        rows.extend(parted_runs(page, sheet, skip));
    }
    let lines: Vec<&Line> = rows.iter().map(|row| row.1).collect();
    let columns = Columns::of(&lines, false)?;
    let mut mine = rows.iter().filter(|row| columns.anchors(row.1)).map(|row| row.0);
    let first = mine.next()?;
    let last = mine.next_back().unwrap_or(first);
    Some(Zone { columns, first, last, above: None, below: None })
}

/// The first zone without serials in which cells are broken into lines, with what goes on with it on
/// the next pages.
fn wrapped(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Option<Zone> {
    let mut zone: Option<Zone> = None;
    let mut all: Vec<&Line> = Vec::new();
    for (page, (sheet, skip)) in sheets.iter().zip(furniture).enumerate() {
        for run in broken_runs(page, sheet, skip) {
            let own: Vec<&Line> = run.iter().map(|(_, line)| *line).collect();
            let (first, last) = (run[0].0, run[run.len() - 1].0);
            let columns = if all.len() > MOST_WRAPPED {
                zone.as_ref().map(|zone| zone.columns.clone())
            } else {
                all.extend(&own);
                Columns::between_gutters(&all, false)
            };
            let columns = columns.filter(|columns| is_broken(columns, &own, zone.is_some()));
            match (&mut zone, columns) {
                (Some(zone), Some(columns)) if zone.columns.len() == columns.len() => {
                    (zone.columns, zone.last) = (columns, last);
                }
                (Some(_), _) => return zone,
                (None, Some(columns)) => {
                    zone = Some(Zone { columns, first, last, above: None, below: None });
                }
                (None, None) => all.clear(),
            }
        }
    }
    zone
}

/// Whether lines are rows of these columns some of which are broken: enough have a text in each column,
/// and the others have theirs where the columns have it. `begun`: such lines stand on the page before.
fn is_broken(columns: &Columns, lines: &[&Line], begun: bool) -> bool {
    if columns.len() < 2 {
        return false;
    }
    let (mut rows, mut parts, mut others) = (0, 0, 0);
    for line in lines {
        let line = columns.part(line);
        if columns.anchors(&line) {
            rows += 1;
        } else if line.segments.len() < columns.len()
            && columns.holds(&line)
            && line.segments.iter().all(|segment| columns.fits(segment).is_some())
        {
            parts += 1;
        } else {
            others += 1;
        }
    }
    let enough = if begun { rows > 0 } else { rows >= LEAST_RUN && parts > 0 };
    enough && others * 8 <= rows + parts
}

/// Lines of a page that stand one under the other, most of them in several parts, none as wide as a
/// paragraph's.
fn broken_runs<'s>(page: usize, sheet: &'s Sheet, skip: &[usize]) -> Vec<Vec<(Spot, &'s Line)>> {
    let mut out = Vec::new();
    let mut run: Vec<(Spot, &Line)> = Vec::new();
    for index in 0..=sheet.items.len() {
        if skip.contains(&index) {
            continue;
        }
        let line = sheet.line(index).filter(|line| {
            columns::is_parted(line) || line.bounds.width() < 0.45 * sheet.page.width
        });
        let near = |line: &Line| {
            run.last().is_none_or(|(_, last)| line.bounds.y0 - last.bounds.y1 < 2.5 * line.size)
        };
        let goes_on =
            line.is_some_and(|line| near(line) && (!run.is_empty() || columns::is_parted(line)));
        if !goes_on {
            while run.last().is_some_and(|(_, line)| !columns::is_parted(line)) {
                run.pop();
            }
            let parted = run.iter().filter(|(_, line)| columns::is_parted(line)).count();
            if parted >= LEAST_RUN && parted * 2 >= run.len() {
                out.push(std::mem::take(&mut run));
            }
            run.clear();
        }
        let begins = |line: &&Line| goes_on || columns::is_parted(line);
        run.extend(line.filter(begins).map(|line| ((page, index), line)));
    }
    out
}

/// Lines of a page that stand one under the other in equally many parts. Few such lines are
/// signatures or issuers side by side, no table.
fn parted_runs<'s>(page: usize, sheet: &'s Sheet, skip: &[usize]) -> Vec<(Spot, &'s Line)> {
    let mut out = Vec::new();
    let mut run: Vec<(Spot, &Line)> = Vec::new();
    for index in 0..=sheet.items.len() {
        let line =
            sheet.line(index).filter(|line| columns::is_parted(line) && !skip.contains(&index));
        let goes_on = line.is_some_and(|line| {
            run.last().is_none_or(|last| last.1.segments.len() == line.segments.len())
        });
        if !goes_on {
            if run.len() >= LEAST_RUN {
                out.append(&mut run);
            }
            run.clear();
        }
        run.extend(line.map(|line| ((page, index), line)));
    }
    out
}
