//! Merged cells that a page break cuts.

use super::{HEADER_MOST, SAMPLE, append_parts, fills, goes_on, last_in, serial_column};
use crate::ingest::pdf::captions::opens;
use crate::ingest::pdf::items::{Cell, Draft, Item, Row, Sheet, joined};
use crate::ingest::pdf::lines::Line;
use crate::ingest::pdf::page::Rect;
use crate::ingest::pdf::serials::{counts, is_serial};
use crate::text::blank::is_han;

/// How many lines below the last row such a text may stand.
const OVER: f32 = 6.0;
/// One more line makes a text higher by so much of a line's height, or more.
const LINE: f32 = 0.8;

/// Merged cells that the page break cut: their second half stands at the top of the page without
/// text, or the first stood at its foot without text, or was too low for all of it. In a column of
/// merged cells only.
pub(super) fn merge_cells(
    above: &mut Draft,
    below: &mut Draft,
    (first, serial): (usize, Option<usize>),
) {
    // A title over two rows of a header is no merged cell of the column's.
    let from = |draft: &Draft| titles(draft, serial).max(draft.rows.len().saturating_sub(SAMPLE));
    let (over, under) = (from(above), from(below).max(first));
    let merged = |draft: &Draft, from: usize, column: usize| {
        let near = draft.rows.iter().skip(from);
        near.into_iter().any(|row| row.at(column).is_some_and(|cell| cell.rows > 1))
    };
    let Some(top) = below.rows.get(first) else { return };
    let columns: Vec<usize> = top.cells.iter().map(|cell| cell.column).collect();
    if columns.len() < 2 {
        return;
    }
    for column in columns {
        if !merged(above, over, column) && !merged(below, under, column) {
            continue;
        }
        let Some((row, over)) = last_in(above, column) else { continue };
        // The cell above must reach the page's foot.
        let open = row + over.rows >= above.rows.len();
        let Some(under) = below.rows[first].at(column) else { continue };
        let both = !over.is_empty() && !under.is_empty();
        // What a text has in brackets behind it is no text of its own.
        let said = both
            && brackets(under)
            && !brackets(over)
            && (over.rows > 1
                || under.rows > 1
                || counts(&format!("{}{}", over.text(), under.text())));
        let cut = both
            && over.rows == 1
            && under.rows > 1
            && fills(over, &above.edges)
            && is_highest(&above.rows[row], over);
        // A bracket that one page opens and the next closes.
        let torn = both && opens(&over.text()) == 1 && opens(&under.text()) == -1;
        // An empty cell from the top of a page to its foot may be of the text above it: the whole table tells.
        let between = above.exact && over.is_empty() && above.breaks.last() == Some(&row);
        if !open || over.columns != under.columns || (both && !cut && !said && !torn) || between {
            continue;
        }
        // It may be a text of its own that fills its line by chance.
        above.rows[row].guessed |= cut && !said && !torn;
        let reach = above.rows.len() - row + under.rows;
        if let Some(under) = take(&mut below.rows[first], column)
            && let Some(over) = above.rows[row].cells.iter_mut().find(|c| c.column == column)
        {
            over.rows = reach;
            append_parts(over, under);
        }
    }
}

/// Merged cells that the page break cut in a whole table: in a column that has such cells on any page, and none
/// that is empty but at the top of one.
pub(in crate::ingest::pdf) fn finish(table: &mut Draft) {
    let breaks = std::mem::take(&mut table.breaks);
    if !table.exact || breaks.is_empty() {
        return;
    }
    let from = titles(table, table.serials.or_else(|| serial_column(table)));
    let single = |cell: &&Cell| cell.columns == 1;
    for column in 0..table.edges.len() {
        let mut merged = false;
        let cells = table.rows.iter().enumerate().skip(from);
        let mut cells = cells.filter_map(|(at, row)| Some((at, row.at(column).filter(single)?)));
        let sure = cells.all(|(at, cell)| {
            merged |= cell.rows > 1;
            !cell.is_empty() || breaks.binary_search(&at).is_ok()
        });
        if !(sure && merged) {
            continue;
        }
        for at in breaks.iter().copied().filter(|at| *at > from) {
            let Some(under) = table.rows.get(at).and_then(|row| row.at(column)) else { continue };
            let over = (from..at).rev().find_map(|row| Some((row, table.rows[row].at(column)?)));
            let Some((row, over)) = over.filter(|(row, over)| row + over.rows >= at) else {
                continue;
            };
            if !under.is_empty() || over.is_empty() || over.columns != 1 || under.columns != 1 {
                continue;
            }
            let reach = at - row + under.rows;
            // It may as well be of a text on the next page.
            let end = at + under.rows;
            let next = table.rows.get(end).and_then(|row| row.at(column));
            let either = breaks.binary_search(&end).is_ok() && next.is_some_and(|c| !c.is_empty());
            table.rows[at].guessed |= either;
            take(&mut table.rows[at], column);
            if let Some(over) = table.rows[row].cells.iter_mut().find(|c| c.column == column) {
                over.rows = reach;
            }
        }
    }
}

/// Texts of merged cells that go on over a page and whose middle lies below its last row: what sets them there knows
/// nothing of the page's end. Each goes to the cell at the foot that is empty.
pub(in crate::ingest::pdf) fn lift(sheets: &mut [Sheet], furniture: &mut [Vec<usize>]) {
    for at in 1..sheets.len() {
        let shown = |page: usize| {
            let skip = &furniture[page];
            (0..sheets[page].items.len()).filter(move |index| !skip.contains(index))
        };
        let Some(Item::Table(next)) = shown(at).next().map(|index| &sheets[at].items[index]) else {
            continue;
        };
        let mut last = shown(at - 1).rev();
        let (Some(line), Some(table)) = (last.next(), last.next()) else { continue };
        let [Item::Table(draft), Item::Line(text)] =
            [table, line].map(|i| &sheets[at - 1].items[i])
        else {
            continue;
        };
        let Some(column) = hangs_over(draft, text).filter(|_| goes_on(draft, next)) else {
            continue;
        };
        let part = joined(std::slice::from_ref(text), sheets[at - 1].page.number);
        let strong = text.strong();
        if let Item::Table(draft) = &mut sheets[at - 1].items[table]
            && let Some(cell) = draft
                .rows
                .iter_mut()
                .rev()
                .find_map(|row| row.cells.iter_mut().find(|cell| cell.column == column))
        {
            (cell.parts, cell.strong) = (part.into_iter().collect(), strong);
        }
        sheets[at - 1].items.remove(line);
        furniture[at - 1].iter_mut().filter(|index| **index > line).for_each(|index| *index -= 1);
    }
}

/// What the foot of a page says of a table that goes on: （接下页）, 续下表, 未完待续.
const FOOT: [&str; 6] = ["下页", "续表", "下表", "转页", "未完", "待续"];

/// The column of merged cells that a line below the table stands in, whose last cell is empty.
fn hangs_over(draft: &Draft, line: &Line) -> Option<usize> {
    // A page's number is none, nor is what says that the table goes on, or a note.
    let [text] = line.segments.as_slice() else { return None };
    let foot =
        |text: &str| text.contains(['：', ':']) || FOOT.iter().any(|word| text.contains(word));
    if !text.text.contains(is_han) || foot(&text.text) {
        return None;
    }
    let Rect { x0, x1, y0, .. } = text.bounds;
    let column = draft.edges.partition_point(|edge| *edge <= x0).checked_sub(1)?;
    let below = y0 >= draft.bounds.y1 - 0.5 * line.size && y0 < draft.bounds.y1 + OVER * line.size;
    let inside = draft.edges.get(column + 1).is_some_and(|edge| x1 <= *edge);
    let merged = draft
        .rows
        .iter()
        .skip(1)
        .filter_map(|row| row.at(column))
        .any(|c| c.rows > 1 && !c.is_empty());
    let (row, cell) = last_in(draft, column)?;
    let open = cell.is_empty() && cell.columns == 1 && row + cell.rows >= draft.rows.len();
    (draft.exact && below && inside && merged && open).then_some(column)
}

fn take(row: &mut Row, column: usize) -> Option<Cell> {
    let at = row.cells.iter().position(|cell| cell.column == column)?;
    Some(row.cells.remove(at))
}

/// Whether no text of a row is higher: the row had no room for another line of this one.
fn is_highest(row: &Row, cell: &Cell) -> bool {
    let height = |cell: &Cell| cell.parts.last().map_or(0.0, |part| part.bounds.height());
    let others = row.cells.iter().filter(|other| other.rows == 1 && !other.is_empty());
    let (least, most) = others
        .map(height)
        .fold((f32::MAX, 0.0_f32), |(least, most), own| (least.min(own), most.max(own)));
    most < height(cell) + LINE * least
}

/// How many rows at the top are the header: those before the first serial, or those that an upper cell
/// over several columns tells.
fn titles(draft: &Draft, serial: Option<usize>) -> usize {
    let is_row = |row: &Row, column: usize| row.at(column).is_some_and(|c| is_serial(&c.text()));
    let top = &draft.rows[..draft.rows.len().min(HEADER_MOST + 1)];
    let numbered = serial.and_then(|column| top.iter().position(|row| is_row(row, column)));
    numbered.unwrap_or_else(|| {
        let top = draft.rows.first().filter(|row| row.cells.iter().any(|cell| cell.columns > 1));
        top.into_iter().flat_map(|row| &row.cells).map(|cell| cell.rows).max().unwrap_or_default()
    })
}

/// Whether all of a text stands in brackets.
fn brackets(cell: &Cell) -> bool {
    let text = cell.text();
    text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
}

#[cfg(test)]
mod tests {
    use super::{finish, lift};
    use crate::ingest::pdf::items::{Cell, Draft, Item, Part, Row, Sheet};
    use crate::ingest::pdf::join::append;
    use crate::ingest::pdf::lines::{Line, Segment};
    use crate::ingest::pdf::page::Rect;

    /// A row of a class over so many rows, a serial and a remark of so many lines.
    fn row(class: Option<(&str, usize)>, serial: &str, lines: u8) -> Row {
        let cell = |column, text: &str, rows, lines| {
            let bounds = Rect::new(0.0, 0.0, 60.0, 10.0 + 12.0 * f32::from(lines - 1));
            let parts = vec![Part::new(1, text.to_owned(), bounds)];
            Cell { column, columns: 1, rows, parts, strong: false }
        };
        let class = class.map(|(text, rows)| cell(0, text, rows, 1));
        let others = [cell(1, serial, 1, 1), cell(2, "限成年患者", 1, lines)];
        Row { cells: class.into_iter().chain(others).collect(), ..Row::default() }
    }

    /// What the classes say, over how many rows, of a table on several pages.
    fn classes(pages: Vec<Vec<Row>>) -> Vec<(String, usize)> {
        let edges = vec![0.0, 70.0, 90.0, 160.0];
        let draft = |rows| Draft { rows, edges: edges.clone(), exact: true, ..Draft::default() };
        let mut pages = pages.into_iter().map(draft);
        let mut table = pages.next().unwrap();
        pages.for_each(|page| drop(append(&mut table, page, None)));
        finish(&mut table);
        let guessed = table.rows.iter().filter(|row| row.guessed).map(|_| ("?".to_owned(), 0));
        let cells = table.rows.iter().filter_map(|row| row.at(0));
        cells.map(|cell| (cell.text().into_owned(), cell.rows)).chain(guessed).collect()
    }

    fn said(cells: &[(&str, usize)]) -> Vec<(String, usize)> {
        cells.iter().map(|(text, rows)| ((*text).to_owned(), *rows)).collect()
    }

    #[test]
    fn a_column_that_is_merged_on_any_page_goes_on_over_each() {
        let class = |text, rows, serial| row(Some((text, rows)), serial, 2);
        let pages = |last: Vec<Row>| {
            vec![
                vec![class("甲类药", 1, "1")],
                vec![class("", 1, "2"), class("乙类药", 1, "3")],
                last,
            ]
        };
        let merged = vec![class("丙类药", 2, "4"), row(None, "5", 1)];
        assert_eq!(
            classes(pages(merged.clone())),
            said(&[("甲类药", 2), ("乙类药", 1), ("丙类药", 2)])
        );
        // Where nothing is merged the cell is empty.
        let single = classes(pages(vec![class("丙类药", 1, "4")]));
        assert_eq!(single, said(&[("甲类药", 1), ("", 1), ("乙类药", 1), ("丙类药", 1)]));
        // What fills a page may be of either text.
        let either = classes(vec![vec![class("甲类药", 1, "1")], vec![class("", 1, "2")], merged]);
        assert_eq!(either, said(&[("甲类药", 2), ("丙类药", 2), ("?", 0)]));
    }

    #[test]
    fn a_class_above_the_next_had_room_for_another_line() {
        let below = vec![row(Some(("激酶抑制剂", 2)), "2", 1), row(None, "3", 1)];
        let found = classes(vec![vec![row(Some(("止血药", 1)), "1", 3)], below]);
        assert_eq!(found, said(&[("止血药", 1), ("激酶抑制剂", 2)]));
    }

    #[test]
    fn below_the_rest_of_a_row_a_cell_is_of_its_own_row() {
        let foot = vec![row(Some(("", 1)), "", 1), row(Some(("", 1)), "3", 1)];
        let pages = vec![
            vec![row(Some(("甲类药", 2)), "1", 2), row(None, "2", 1)],
            foot,
            vec![row(Some(("乙类药", 1)), "", 1)],
        ];
        assert_eq!(classes(pages), said(&[("甲类药", 2), ("乙类药", 1)]));
    }

    #[test]
    fn a_bracket_that_the_page_parts_is_one_text() {
        let below = |text| vec![row(Some((text, 2)), "3", 1), row(None, "4", 1)];
        let above = || vec![row(Some(("基地（社区治理", 2)), "1", 1), row(None, "2", 1)];
        assert_eq!(classes(vec![above(), below("）")]), said(&[("基地（社区治理）", 4)]));
        let apart = said(&[("基地（社区治理", 2), ("基地", 2)]);
        assert_eq!(classes(vec![above(), below("基地")]), apart);
    }

    #[test]
    fn a_text_below_the_foot_is_of_the_cell_that_goes_on() {
        let lifted = |text: &str, x0: f32| {
            let sheet = |rows: Vec<Row>| {
                let bounds = Rect::new(0.0, 0.0, 160.0, 100.0);
                let edges = vec![0.0, 70.0, 90.0, 160.0];
                let draft = Draft { rows, edges, exact: true, bounds, ..Draft::default() };
                Sheet { items: vec![Item::Table(Box::new(draft))], ..Sheet::default() }
            };
            let class = |text, rows, serial| row(Some((text, rows)), serial, 1);
            let rows = vec![class("类", 1, "序号"), class("甲类", 2, "1"), row(None, "2", 1)];
            let foot = [rows, vec![class("", 1, "3")]].concat();
            let mut sheets = [sheet(foot), sheet(vec![class("", 1, "4")])];
            let bounds = Rect::new(x0, 110.0, x0 + 20.0, 120.0);
            let text = Segment { text: text.to_owned(), bounds, ..Segment::default() };
            let line = Line { segments: vec![text], bounds, size: 10.0, overprinted: false };
            // A page number below it.
            sheets[0].items.extend([line.clone(), line].map(Item::Line));
            let mut furniture = [vec![2], vec![]];
            lift(&mut sheets, &mut furniture);
            let Item::Table(draft) = &sheets[0].items[0] else { unreachable!() };
            (draft.rows[3].cells[0].text().into_owned(), furniture[0][0])
        };
        assert_eq!(lifted("乙类", 20.0), ("乙类".to_owned(), 1));
        assert_eq!(lifted("乙类", 100.0), (String::new(), 2));
        assert_eq!(lifted("12", 20.0), (String::new(), 2));
    }
}
