//! Tables without vertical rules: rows anchored on their serials, parted by rules, fills or gaps.

use super::columns::{self, Columns};
use super::items::{Cell, Draft, Item, Parting, Row, Sheet, joined};
use super::join::is_serial;
use super::lines::Line;
use crate::text::{compact, numeral};

/// Most tables of different columns in one document.
const MOST_FAMILIES: usize = 12;
/// How many lines without serials it takes one under the other.
const LEAST_RUN: usize = 5;

/// Turns lines into tables, page by page, with the columns all pages share. `furniture` are the
/// items to leave alone.
pub(super) fn find(sheets: &mut [Sheet], furniture: &mut [Vec<usize>]) {
    for _ in 0..MOST_FAMILIES {
        let Some(columns) = family(sheets, furniture) else { return };
        let header = header(sheets, furniture, &columns);
        let last = sheets.iter().rposition(|sheet| anchors(sheet, &columns).next().is_some());
        let mut begun = false;
        for (index, sheet) in sheets.iter_mut().enumerate() {
            let more = last.is_some_and(|last| index < last);
            let found = region(sheet, &furniture[index], &columns, header.as_deref(), begun, more);
            let Some(range) = found else { continue };
            begun = true;
            let table = table(sheet, &furniture[index], range.clone(), &columns, header.as_deref());
            replace(sheet, &mut furniture[index], range, table);
        }
        if !begun {
            return;
        }
    }
}

/// Columns of the numbered lines that are left; without any, of lines that stand in columns.
fn family(sheets: &[Sheet], furniture: &[Vec<usize>]) -> Option<Columns> {
    let numbered: Vec<&Line> = sheets
        .iter()
        .zip(furniture)
        .flat_map(|(sheet, skip)| {
            sheet.items.iter().enumerate().filter(|(index, _)| !skip.contains(index))
        })
        .filter_map(|(_, item)| match item {
            Item::Line(line) if columns::is_numbered(line) => Some(line),
            _ => None,
        })
        .collect();
    let by_lines = Columns::of(&numbered, true);
    // The gutters tell of more columns where wrapped cells leave few lines whole.
    let region: Vec<&Line> = sheets
        .iter()
        .zip(furniture)
        .flat_map(|(sheet, skip)| numbered_region(sheet, skip))
        .collect();
    let by_gutters = Columns::between_gutters(&region);
    let (least, most) = (by_lines.as_ref().map_or(1, Columns::len), 4 * numbered.len() + 1);
    if let Some(columns) = by_gutters.filter(|c| (least + 1..most).contains(&c.len())) {
        return Some(columns);
    }
    by_lines.or_else(|| {
        let runs: Vec<&Line> = sheets
            .iter()
            .zip(furniture)
            .flat_map(|(sheet, skip)| parted_runs(sheet, skip))
            .collect();
        Columns::of(&runs, false)
    })
}

/// Lines of several parts from the first numbered line of a page, and the two above it, to the last.
fn numbered_region<'s>(sheet: &'s Sheet, skip: &[usize]) -> Vec<&'s Line> {
    let numbered = |index: &usize| {
        !skip.contains(index) && sheet.line(*index).is_some_and(columns::is_numbered)
    };
    let first = (0..sheet.items.len()).find(numbered);
    let last = (0..sheet.items.len()).rev().find(numbered);
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    (first.saturating_sub(2)..=last)
        .filter(|index| !skip.contains(index))
        .filter_map(|index| sheet.line(index))
        .filter(|line| line.segments.len() > 1)
        .collect()
}

/// Lines of a page that stand one under the other in equally many parts. Few such lines are
/// signatures or issuers side by side, no table.
fn parted_runs<'s>(sheet: &'s Sheet, skip: &[usize]) -> Vec<&'s Line> {
    let mut out = Vec::new();
    let mut run: Vec<&Line> = Vec::new();
    for index in 0..=sheet.items.len() {
        let line =
            sheet.line(index).filter(|line| columns::is_parted(line) && !skip.contains(&index));
        let goes_on = line.is_some_and(|line| {
            run.last().is_none_or(|last| last.segments.len() == line.segments.len())
        });
        if !goes_on {
            if run.len() >= LEAST_RUN {
                out.append(&mut run);
            }
            run.clear();
        }
        run.extend(line);
    }
    out
}

fn anchors<'s>(sheet: &'s Sheet, columns: &'s Columns) -> impl Iterator<Item = usize> + 's {
    let is = |item: &Item| matches!(item, Item::Line(line) if columns.anchors(line));
    sheet.items.iter().enumerate().filter(move |(_, item)| is(item)).map(|(index, _)| index)
}

/// The text of the header: the line of several segments nearest above the first numbered row.
fn header(sheets: &[Sheet], furniture: &[Vec<usize>], columns: &Columns) -> Option<String> {
    let (page, first) = sheets
        .iter()
        .enumerate()
        .find_map(|(page, sheet)| Some((page, anchors(sheet, columns).next()?)))?;
    let above = (0..first).rev().filter(|index| !furniture[page].contains(index)).take(4);
    let mut lines = above.map_while(|index| sheets[page].line(index));
    lines.find(|line| is_header(line, columns)).map(|line| compact(&line.text()))
}

fn is_header(line: &Line, columns: &Columns) -> bool {
    line.segments.len() > 1
        && columns.holds(line)
        && line.segments.len() * 2 >= columns.len()
        && !line.segments.iter().any(|s| is_serial(&s.text))
}

/// The items of a page that belong to the table. `begun`: it goes on from the page before; `more`:
/// it goes on over the page.
fn region(
    sheet: &Sheet,
    furniture: &[usize],
    columns: &Columns,
    header: Option<&str>,
    begun: bool,
    more: bool,
) -> Option<std::ops::Range<usize>> {
    let mut all = anchors(sheet, columns);
    let first = all.next()?;
    let last = all.last().unwrap_or(first);
    let plain = |index: usize| sheet.line(index).filter(|_| !furniture.contains(&index));
    let mut start = first;
    let mut end = last + 1;
    // A ruled table ends the region on both sides.
    if begun {
        while start > 0 && (plain(start - 1).is_some() || furniture.contains(&(start - 1))) {
            start -= 1;
        }
        while furniture.contains(&start) {
            start += 1;
        }
    } else {
        let head = (0..first).rev().take(4).take_while(|i| plain(*i).is_some());
        let head = head.filter_map(|i| Some((i, plain(i)?)));
        let is_head = |line: &Line| header.is_some_and(|h| compact(&line.text()) == h);
        if let Some((index, _)) = { head }.find(|(_, line)| is_head(line)) {
            start = index;
        } else {
            while start > 0 && plain(start - 1).is_some_and(|above| hangs_on(above, columns)) {
                start -= 1;
            }
        }
    }
    if more {
        while end < sheet.items.len() && plain(end).is_some() {
            end += 1;
        }
    } else {
        while end < sheet.items.len()
            && let Some(below) = plain(end)
            && hangs_on(below, columns)
            && below.bounds.y0 - sheet.items[end - 1].bounds().y1 < 0.75 * columns.size
        {
            end += 1;
        }
    }
    Some(start..end)
}

/// Whether a line can be part of a row: all its segments are set like their columns.
fn hangs_on(line: &Line, columns: &Columns) -> bool {
    line.segments.iter().all(|s| columns.fits(s).is_some()) && columns.holds(line)
}

/// Rows of the lines in a range of items.
fn table(
    sheet: &Sheet,
    furniture: &[usize],
    range: std::ops::Range<usize>,
    columns: &Columns,
    header: Option<&str>,
) -> Draft {
    let mut lines: Vec<&Line> = Vec::new();
    for index in range {
        if !furniture.contains(&index) {
            lines.extend(sheet.line(index));
        }
    }
    lines.sort_by(|a, b| a.bounds.y1.total_cmp(&b.bounds.y1));
    let bounds = lines.iter().map(|l| l.bounds).reduce(|a, b| a.hull(&b)).unwrap_or_default();
    let parting = wide(&sheet.parting, bounds.x0, bounds.x1);
    let mut rows: Vec<Vec<&Line>> = Vec::new();
    let mut band: Vec<&Line> = Vec::new();
    let mut bands = 0;
    for (index, line) in lines.iter().enumerate() {
        band.push(line);
        let parted = lines.get(index + 1).is_none_or(|next| {
            let (from, to) = (middle(line), middle(next));
            parting.iter().any(|y| from < *y && *y < to)
        });
        if parted {
            let numbered = band.iter().filter(|line| columns.anchors(line)).count();
            let alone = index + 1 == lines.len() && bands == 0;
            if numbered > 1 || alone {
                rows.extend(by_gaps(&band, columns, header));
            } else {
                rows.push(band.clone());
            }
            band.clear();
            bands += 1;
        }
    }
    let page = sheet.page.number;
    let rows = rows.into_iter().map(|lines| row(&lines, columns, page)).collect();
    Draft { rows, edges: columns.edges.clone(), bounds, exact: false }
}

fn middle(line: &Line) -> f32 {
    f32::midpoint(line.bounds.y0, line.bounds.y1)
}

/// Heights at which edges cover at least half of the table's width.
fn wide(parting: &[Parting], x0: f32, x1: f32) -> Vec<f32> {
    let mut out: Vec<f32> = Vec::new();
    let mut from = 0;
    for to in 1..=parting.len() {
        if parting.get(to).is_none_or(|next| next.y - parting[from].y > 1.5) {
            let inked: f32 = parting[from..to]
                .iter()
                .map(|edge| (edge.x1.min(x1) - edge.x0.max(x0)).max(0.0))
                .sum();
            if inked > 0.5 * (x1 - x0) {
                out.push(parting[from].y);
            }
            from = to;
        }
    }
    out
}

/// What a line is to the rows around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Has a row's serial.
    Anchor,
    /// A row by itself: a group's heading, the header.
    Alone,
    /// Part of the row above or below.
    Part,
}

/// Rows of lines that nothing parts: each numbered line draws the lines nearer to it than to the
/// next one, the cut falling in the widest gap.
fn by_gaps<'l>(lines: &[&'l Line], columns: &Columns, header: Option<&str>) -> Vec<Vec<&'l Line>> {
    let pitch = pitch(lines, columns);
    let kinds = kinds(lines, columns, header, pitch);
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

/// Rows of a ruled row that holds several: its columns are parted by rules, its rows are not.
pub(super) fn unparted(lines: &[Line], columns: &Columns, page: u32) -> Vec<Row> {
    let lines: Vec<&Line> = lines.iter().collect();
    let rows = by_gaps(&lines, columns, None);
    rows.into_iter().map(|lines| row(&lines, columns, page)).collect()
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

fn kinds(lines: &[&Line], columns: &Columns, header: Option<&str>, pitch: f32) -> Vec<Kind> {
    let serial =
        |line: &Line| numeral::whole(line.segments[0].text.trim_matches(['.', '．', '、']));
    let mut kinds: Vec<Kind> = lines
        .iter()
        .map(|line| {
            let repeats = header.is_some_and(|header| compact(&line.text()) == header);
            let single = line.segments.len() == 1;
            if columns.anchors(line) {
                Kind::Anchor
            } else if repeats || (single && columns.fits(&line.segments[0]).is_none()) {
                Kind::Alone
            } else {
                Kind::Part
            }
        })
        .collect();
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

/// A row of lines: each column's text from top to bottom.
fn row(lines: &[&Line], columns: &Columns, page: u32) -> Row {
    let mut row = Row::default();
    let single = lines.len() == 1 && lines[0].segments.len() == 1;
    let spans = single && columns.fits(&lines[0].segments[0]).is_none();
    if spans {
        row.cells.push(Cell {
            column: 0,
            columns: columns.len(),
            rows: 1,
            strong: lines[0].strong(),
            parts: joined(&[lines[0].clone()], page).into_iter().collect(),
        });
        return row;
    }
    for column in 0..columns.len() {
        let mut mine: Vec<Line> = Vec::new();
        for line in lines {
            let segments: Vec<_> =
                line.segments.iter().filter(|s| columns.column(s) == column).cloned().collect();
            let bounds = segments.iter().map(|s| s.bounds).reduce(|a, b| a.hull(&b));
            if let Some(bounds) = bounds {
                mine.push(Line { segments, bounds, size: line.size });
            }
        }
        let strong = !mine.is_empty() && mine.iter().all(Line::strong);
        let parts = joined(&mine, page).into_iter().collect();
        row.cells.push(Cell { column, columns: 1, rows: 1, parts, strong });
    }
    row
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
    items.push(Item::Table(table));
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
