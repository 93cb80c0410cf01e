//! A column of merged cells left of the serials, where no rule bounds them: 山东省 beside, or between, the
//! rows that it is of.
//!
//! Its texts are taken out of the lines before tables are looked for, and come back as cells over the rows
//! whose middle they stand at, whose first they stand beside, or which are counted from 1.

mod spans;

pub(super) use spans::{Around, Text, by_middles};
use spans::{nearest, spans};

use super::items::{Cell, Draft, Item, Part, Row, Sheet};
use super::lines::{Line, Segment};
use super::page::Rect;
use super::serials::{is_first, is_serial};
use super::wrapped;
use crate::text::blank::is_han;

/// Fewest rows of a page that tell where its serials stand.
const LEAST: usize = 4;
/// Fewest texts of a document that make a column.
const FEWEST: usize = 2;
/// Serials of one column are centred within so many ems.
const CENTRED: f32 = 0.8;
/// Room between a text and the serials, in ems.
const ROOM: f32 = 0.3;
/// Lines of one cell follow each other within so many ems.
const LEADING: f32 = 1.6;
/// How many lines above the first row may be the header.
const HEADER: usize = 3;

/// What of a page stands left of its serials.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// What heads the column.
    title: Option<Segment>,
    texts: Vec<Text>,
    /// The serials' left edge.
    edge: f32,
}

/// Takes the texts left of the serials out of each page's lines.
pub(super) fn take(sheets: &mut [Sheet], furniture: &mut [Vec<usize>]) -> Vec<Aside> {
    let mut usual = None;
    let mut column = |(sheet, skip): (&Sheet, &Vec<usize>)| {
        let column = Column::of(sheet, skip, usual)?;
        usual = Some(column.middle);
        Some(column)
    };
    let found: Vec<Option<Column>> = sheets.iter().zip(furniture.iter()).map(&mut column).collect();
    let any = found.iter().flatten().map(|column| column.texts).sum::<usize>() >= FEWEST;
    let pages = sheets.iter_mut().zip(furniture).zip(found);
    pages
        .map(|((sheet, skip), column)| match column {
            Some(column) if any => column.take(sheet, skip),
            _ => Aside::default(),
        })
        .collect()
}

/// Where the serials of a page stand, and the lines with something left of them.
struct Column {
    from: f32,
    middle: f32,
    size: f32,
    /// Items from the first numbered one to the last.
    first: usize,
    last: usize,
    texts: usize,
}

impl Column {
    /// `before`: where the serials of a page before it stand.
    fn of(sheet: &Sheet, skip: &[usize], before: Option<f32>) -> Option<Self> {
        let lines = || {
            let all = (0..sheet.items.len()).filter(|index| !skip.contains(index));
            all.filter_map(|index| Some((index, sheet.line(index)?)))
        };
        let serial = |line: &Line| {
            let at = line.segments.iter().take(2).position(|s| is_serial(&s.text))?;
            (line.segments.len() > at + 1).then(|| line.segments[at].bounds)
        };
        let mut middles: Vec<f32> =
            lines().filter_map(|(_, line)| serial(line)).map(|b| middle(&b)).collect();
        middles.sort_by(f32::total_cmp);
        let usual = *middles.get(middles.len() / 2)?;
        let size = lines().find_map(|(_, line)| serial(line).map(|_| line.size))?;
        let mine =
            |line: &Line| serial(line).filter(|b| (middle(b) - usual).abs() < CENTRED * size);
        let rows: Vec<(usize, Rect)> =
            lines().filter_map(|(index, line)| Some((index, mine(line)?))).collect();
        let goes_on = before.is_some_and(|before| (usual - before).abs() < CENTRED * size);
        if rows.len() < LEAST && !goes_on {
            return None;
        }
        let from = rows.iter().map(|row| row.1.x0).fold(f32::MAX, f32::min);
        let (first, last) = (rows[0].0, rows[rows.len() - 1].0);
        let left = |segment: &Segment| segment.bounds.x1 <= from - ROOM * size;
        // A table inside, or a serial further left: no column of merged cells.
        let inside = || lines().filter(|(index, _)| (first..=last).contains(index));
        let asides = || inside().flat_map(|(_, line)| &line.segments).filter(|s| left(s));
        let names = asides().all(|s| !is_serial(&s.text) && s.text.contains(is_han));
        let reach = asides().map(|s| s.bounds).reduce(|a, b| a.hull(&b))?;
        let one = asides().all(|s| {
            (middle(&s.bounds) - middle(&reach)).abs() < 2.0 * size || s.bounds.x0 - reach.x0 < size
        });
        let count = asides().count();
        if !names || !one || count * 4 > rows.len() * 3 {
            return None;
        }
        let mut steps: Vec<f32> =
            rows.windows(2).map(|pair| pair[1].1.y1 - pair[0].1.y1).filter(|s| *s > 0.0).collect();
        steps.sort_by(f32::total_cmp);
        let pitch = steps.get(steps.len() / 2).copied().unwrap_or(size);
        // Alone on its line; a heading would take a row's room.
        let mut between = false;
        for (_, line) in inside().filter(|(_, line)| line.segments.iter().all(left)) {
            let above = rows.iter().rev().find(|row| row.1.y1 <= line.bounds.y1)?;
            let below = rows.iter().find(|row| row.1.y1 > line.bounds.y1)?;
            let near = below.1.y1 - above.1.y1 < 1.5 * pitch;
            if !near && steps.last().is_some_and(|most| *most < 1.5 * pitch) {
                return None;
            }
            between |= near;
        }
        let beside = inside().any(|(_, line)| line.segments.len() > 1 && left(&line.segments[0]));
        let middle = usual;
        (between || beside).then_some(Self { from, middle, size, first, last, texts: count })
    }

    /// Takes the texts out; lines with nothing else are gone.
    fn take(&self, sheet: &mut Sheet, skip: &mut Vec<usize>) -> Aside {
        let left = |segment: &Segment| segment.bounds.x1 <= self.from - ROOM * self.size;
        let mut aside = Aside { edge: self.from, ..Aside::default() };
        let items = std::mem::take(&mut sheet.items);
        let header = self.first.saturating_sub(HEADER)..self.first;
        let mut kept = Vec::with_capacity(skip.len());
        for (index, item) in items.into_iter().enumerate() {
            let line = match item {
                Item::Line(line) if !skip.contains(&index) => line,
                other => {
                    if skip.contains(&index) {
                        kept.push(sheet.items.len());
                    }
                    sheet.items.push(other);
                    continue;
                }
            };
            // One text may head the column; several are a header of something else.
            let heads = header.contains(&index)
                && line.segments.len() > 1
                && aside.title.is_none()
                && line.segments.iter().filter(|segment| left(segment)).count() == 1;
            if !heads && !(self.first..=self.last).contains(&index) {
                sheet.items.push(Item::Line(line));
                continue;
            }
            let (mine, rest): (Vec<Segment>, Vec<Segment>) =
                line.segments.into_iter().partition(left);
            for segment in mine {
                if heads {
                    aside.title = Some(segment);
                } else {
                    aside.add(segment, self.size);
                }
            }
            if let Some(bounds) = rest.iter().map(|s| s.bounds).reduce(|a, b| a.hull(&b)) {
                sheet.items.push(Item::Line(Line { segments: rest, bounds, ..line }));
            }
        }
        *skip = kept;
        aside
    }
}

impl Aside {
    fn add(&mut self, segment: Segment, size: f32) {
        match self.texts.last_mut() {
            Some(last) if segment.bounds.y1 - last.bounds.y1 < LEADING * size => {
                wrapped::join(&mut last.said, &segment.text);
                last.bounds = last.bounds.hull(&segment.bounds);
            }
            _ => self.texts.push(Text {
                said: segment.text,
                bounds: segment.bounds,
                size,
                strong: segment.strong,
            }),
        }
    }
}

/// Puts the texts back as the first column of the tables beside them.
pub(super) fn give_back(sheets: &mut [Sheet], asides: Vec<Aside>) {
    // How many edges the table had that may go on over the page, and where its serials begin.
    let mut before: Option<(usize, f32)> = None;
    let edges: Vec<Option<usize>> = sheets.iter().map(first_edges).collect();
    for (number, (sheet, mut aside)) in sheets.iter_mut().zip(asides).enumerate() {
        let page = sheet.page.number;
        let texts = !aside.texts.is_empty();
        let beside = |draft: &Draft| {
            let over = |text: &Text| {
                text.bounds.y1 >= draft.bounds.y0 && text.bounds.y0 <= draft.bounds.y1
            };
            // All rows of the page may be of the text on the page before.
            let goes_on = before.is_some_and(|before| before.0 == draft.edges.len());
            !draft.exact && if texts { aside.texts.iter().any(over) } else { goes_on }
        };
        let table = sheet.items.iter().position(|item| match item {
            Item::Table(draft) => beside(draft),
            Item::Line(_) => false,
        });
        if let Some(Item::Table(draft)) = table.map(|at| &mut sheet.items[at]) {
            let own = draft.edges.len();
            aside.edge = if texts { aside.edge } else { before.map_or(0.0, |before| before.1) };
            let around = Around {
                begun: before.is_some_and(|before| before.0 == own),
                more: edges.get(number + 1) == Some(&Some(draft.edges.len())),
            };
            before = Some((own, aside.edge));
            let left = insert(draft, aside, page, around);
            restore(sheet, left);
        } else {
            before = None;
            // No table came of the lines: the texts are lines again.
            restore(sheet, aside);
        }
    }
}

/// How many edges the first table of a page has that no rules bound.
fn first_edges(sheet: &Sheet) -> Option<usize> {
    sheet.items.iter().find_map(|item| match item {
        Item::Table(draft) if !draft.exact => Some(draft.edges.len()),
        _ => None,
    })
}

/// Puts texts that no table took back among the lines.
fn restore(sheet: &mut Sheet, aside: Aside) {
    let texts = aside.texts.into_iter().map(|text| Segment {
        places: vec![(text.bounds.x0, text.bounds.x1); text.said.chars().count()],
        text: text.said,
        bounds: text.bounds,
        strong: text.strong,
    });
    for segment in aside.title.into_iter().chain(texts) {
        let (bounds, size) = (segment.bounds, segment.bounds.height());
        let at = sheet.items.iter().position(|item| item.bounds().y1 > bounds.y1);
        let line = Item::Line(Line { segments: vec![segment], bounds, size, overprinted: false });
        sheet.items.insert(at.unwrap_or(sheet.items.len()), line);
    }
}

/// The texts as cells of the table's first column; what no row of it takes is handed back.
fn insert(draft: &mut Draft, mut aside: Aside, page: u32, around: Around) -> Aside {
    let serial = |row: &Row| row.at(0).is_some_and(|cell| is_serial(&cell.text()));
    let first = draft.rows.iter().position(serial);
    let (Some(first), Some(last)) = (first, draft.rows.iter().rposition(serial)) else {
        return aside;
    };
    for row in &mut draft.rows {
        for cell in &mut row.cells {
            cell.column += 1;
        }
    }
    draft.edges.insert(1, aside.edge - 1.0);
    let part = |text: String, bounds: Rect| vec![Part::new(page, text, bounds)];
    let cell = |rows: usize, strong: bool, parts: Vec<Part>| Cell {
        column: 0,
        columns: 1,
        rows,
        parts,
        strong,
    };
    let reach: Vec<(f32, f32)> = (first..=last).map(|at| extent(draft, at)).collect();
    let anew: Vec<usize> = (first..=last).filter(|at| counts_anew(draft, *at)).collect();
    let anew: Vec<usize> = anew.into_iter().map(|at| at - first).collect();
    let spans = if aside.texts.is_empty() {
        Some(vec![(reach.len(), reach.len())])
    } else {
        spans(&aside.texts, &reach, &anew, around)
    };
    let sure = spans.is_some();
    let spans = spans.unwrap_or_else(|| nearest(&aside.texts, &reach));
    if let Some(at) = first.checked_sub(1)
        && let Some(title) = aside.title.take()
    {
        let head = cell(1, title.strong, part(title.text, title.bounds));
        draft.rows[at].cells.insert(0, head);
    }
    let open = spans.first().map_or(0, |span| span.0);
    if open > 0 {
        // Rows of the text on the page before.
        draft.rows[first].cells.insert(0, cell(open, false, Vec::new()));
    }
    let end = spans.last().map_or(reach.len(), |span| span.1);
    if end < reach.len() {
        // Rows of the text on the next page.
        draft.rows[first + end].cells.insert(0, cell(reach.len() - end, false, Vec::new()));
    }
    let left = aside.texts.split_off(spans.len().min(aside.texts.len()));
    for (text, (from, to)) in aside.texts.into_iter().zip(spans) {
        let row = &mut draft.rows[first + from];
        row.cells.insert(0, cell(to - from, text.strong, part(text.said, text.bounds)));
        if !sure {
            draft.rows[first + from..first + to].iter_mut().for_each(|row| row.guessed = true);
        }
    }
    Aside { title: aside.title, texts: left, edge: aside.edge }
}

fn counts_anew(draft: &Draft, at: usize) -> bool {
    draft.rows[at].at(1).is_some_and(|cell| is_first(&cell.text()))
}

/// Top and foot of a row's text.
fn extent(draft: &Draft, at: usize) -> (f32, f32) {
    let parts = draft.rows[at].cells.iter().flat_map(|cell| &cell.parts);
    let bounds = parts.map(|part| part.bounds).reduce(|a, b| a.hull(&b)).unwrap_or_default();
    (bounds.y0, bounds.y1)
}

fn middle(bounds: &Rect) -> f32 {
    f32::midpoint(bounds.x0, bounds.x1)
}

#[cfg(test)]
mod tests {
    use super::spans::tests::{ALONE, text};
    use super::{Aside, insert};
    use crate::ingest::pdf::items::{Cell, Draft, Part, Row};
    use crate::ingest::pdf::page::Rect;

    /// A row every 20 points, of these first cells.
    fn draft(first: &[&str]) -> Draft {
        let row = |(at, text): (u8, &&str)| {
            let y = 100.0 + 20.0 * f32::from(at);
            let bounds = Rect::new(80.0, y, 90.0, y + 12.0);
            let part = Part::new(1, (*text).to_owned(), bounds);
            let cell = Cell { columns: 1, rows: 1, parts: vec![part], ..Cell::default() };
            Row { cells: vec![cell], ..Row::default() }
        };
        let rows = (0..).zip(first).map(row).collect();
        Draft { rows, edges: vec![f32::MIN, f32::MAX], ..Draft::default() }
    }

    fn said(draft: &Draft, left: &Aside) -> Vec<String> {
        let cells = draft.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_empty());
        let mut said: Vec<String> = cells.map(|cell| cell.text().into_owned()).collect();
        said.extend(left.texts.iter().map(|text| text.said.clone()));
        said.sort();
        said
    }

    #[test]
    fn no_text_is_lost() {
        for (first, texts) in [
            (&["序号", "1", "2", "3"][..], vec![text("甲省", 126.0), text("乙省", 156.0)]),
            // More texts than rows, and no rows at all.
            (&["1", "2"], vec![text("甲省", 100.0), text("乙省", 110.0), text("丙省", 120.0)]),
            (&["类别", "名称"], vec![text("甲省", 110.0)]),
        ] {
            let mut draft = draft(first);
            let mut all: Vec<String> = first.iter().map(|text| (*text).to_owned()).collect();
            all.extend(texts.iter().map(|text| text.said.clone()));
            all.sort();
            let aside = Aside { title: None, texts, edge: 70.0 };
            let left = insert(&mut draft, aside, 1, ALONE);
            assert_eq!(said(&draft, &left), all, "{first:?}");
        }
    }
}
