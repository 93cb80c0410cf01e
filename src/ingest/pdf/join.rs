//! Tables that go on over a page break: one table, split rows whole again.

mod cut;
mod merged;

use super::items::{Cell, Draft, Part, Row};
use super::serials::{is_first, is_serial};
use crate::text::compact;
pub(super) use cut::once;
use merged::merge_cells;
pub(super) use merged::{finish, lift};

/// How far the edges of two parts of one table may be apart.
const SAME_EDGE: f32 = 4.0;
/// Most rows of a repeated header.
const HEADER_MOST: usize = 3;
/// How many rows tell what holds for all, so that a long table is not gone through page by page.
const SAMPLE: usize = 200;

/// Whether `below`, at the top of a page, goes on with `above`, at the foot of the one before.
pub(super) fn goes_on(above: &Draft, below: &Draft) -> bool {
    above.exact == below.exact
        && above.edges.len() == below.edges.len()
        && above.edges.iter().zip(&below.edges).all(|(a, b)| (a - b).abs() <= SAME_EDGE)
}

/// The first rows of a table, which one below it may repeat over a page: its header.
pub(super) fn top(table: &Draft) -> Draft {
    let rows = table.rows.iter().take(HEADER_MOST).cloned().collect();
    Draft { rows, edges: table.edges.clone(), exact: table.exact, ..Draft::default() }
}

/// Whether a table begins with more than a heading or a row.
pub(super) fn is_headed(table: &Draft) -> bool {
    table.rows.first().is_some_and(|row| {
        row.only().is_none() && !row.cells.iter().take(2).any(|cell| is_serial(&cell.text()))
    })
}

/// Appends the rows of the next page. Gives back what is left out: a repeated header, its own or that
/// of the table before.
pub(super) fn append(above: &mut Draft, mut below: Draft, before: Option<&Draft>) -> Vec<Part> {
    let others = before.filter(|before| goes_on(before, &below));
    let others = others.map_or(0, |before| repeated_header(before, &below));
    let repeated = repeated_header(above, &below).max(others);
    let serial = above.serials.or_else(|| serial_column(above));
    if above.rows.len() >= SAMPLE {
        above.serials = serial;
    }
    let serial = serial.or_else(|| serial_column(&below));
    let first = repeated;
    let mut rejoined = false;
    if let (Some(head), Some(tail)) = (above.rows.last(), below.rows.get(first))
        && is_cut(above, head, tail)
    {
        let tail = below.rows.remove(first);
        rejoin(above, tail);
        rejoined = true;
    } else if let Some(column) = serial
        && let (Some(head), Some(tail)) = (above.rows.last(), below.rows.get(first))
        && is_tail(head, tail, column)
    {
        let next = below.rows.get(first + 1).and_then(|row| row.at(column));
        if next.is_some_and(|cell| is_first(&cell.text())) && is_heading(above, head, tail) {
            across(&mut below.rows[first]);
        } else {
            let tail = below.rows.remove(first);
            rejoin(above, tail);
            rejoined = true;
        }
    } else if serial.is_none()
        && let (Some(head), Some(tail)) = (above.rows.last(), below.rows.get(first))
        && is_rest(above, head, tail)
    {
        let tail = below.rows.remove(first);
        rejoin(above, tail);
        rejoined = true;
    }
    // Where rules bound a cell that the page cuts, it went with the row.
    if !(rejoined && above.exact) {
        merge_cells(above, &mut below, (first, serial));
        above.breaks.push(above.rows.len());
    }
    let rows = below.rows.drain(..first);
    let mut left_out: Vec<Part> =
        rows.flat_map(|row| row.cells).flat_map(|cell| cell.parts).collect();
    left_out.retain(|part| !part.text.is_empty());
    above.rows.append(&mut below.rows);
    left_out
}

/// How many rows at the top say what the table's first rows say.
fn repeated_header(above: &Draft, below: &Draft) -> usize {
    let text = |row: &Row| -> Vec<String> {
        row.cells.iter().map(|cell| compact(&cell.text())).filter(|t| !t.is_empty()).collect()
    };
    let same = |(a, b): &(&Row, &Row)| {
        let (a, b) = (text(a), text(b));
        // A row with a serial is an entry, whatever it repeats.
        a == b && a.len() > 1 && !a.iter().take(2).any(|text| is_serial(text))
    };
    // A title that is ruled as its rows are is not repeated.
    let titled = above.rows.iter().take(HEADER_MOST).take_while(|row| row.only().is_some()).count();
    let repeated = |from: usize| {
        let rows = above.rows[from..].iter().zip(&below.rows);
        rows.take(HEADER_MOST).take_while(same).count()
    };
    repeated(0).max(repeated(titled))
}

/// Whether the page's end cuts a ruled row through its line, or the program that set it let it begin on the next
/// page and ruled the room that it left: one of the two parts has no text of its own, and the second would have no
/// room for a line.
fn is_cut(table: &Draft, head: &Row, tail: &Row) -> bool {
    let single = |cell: &Cell| cell.columns == 1;
    let plain = |row: &Row| row.cells.len() > 1 && row.cells.iter().all(single);
    if !table.exact || !plain(head) || !plain(tail) {
        return false;
    }
    let own = |row: &Row| row.cells.iter().filter(|cell| cell.rows == 1).cloned().collect();
    let (head, own): (Vec<Cell>, Vec<Cell>) = (own(head), own(tail));
    let blank = |cells: &[Cell]| !cells.is_empty() && cells.iter().all(Cell::is_empty);
    let height = |cell: &Cell| cell.parts.first().map_or(0.0, |part| part.bounds.height());
    let near = table.rows.iter().rev().take(SAMPLE).flat_map(|row| &row.cells);
    let line = near.filter(|cell| !cell.is_empty()).map(height).fold(f32::MAX, f32::min);
    // Two texts of one merged column are of two rows.
    let free = |cell: &Cell| {
        let over = last_in(table, cell.column);
        cell.is_empty()
            || over.is_none_or(|(row, over)| over.is_empty() || row + over.rows < table.rows.len())
    };
    let cut = if blank(&own) { own.iter().all(|cell| height(cell) < line) } else { blank(&head) };
    cut && tail.cells.iter().all(free)
}

/// The column in which at least half of the rows have a number.
pub(super) fn serial_column(draft: &Draft) -> Option<usize> {
    let sample = &draft.rows[..draft.rows.len().min(SAMPLE)];
    let width = sample.iter().flat_map(|row| &row.cells).map(|c| c.column + 1).max()?;
    let rows = sample.iter().filter(|row| row.only().is_none()).count().max(1);
    let numbers = |column: &usize| {
        let cells = sample.iter().filter_map(|row| row.at(*column));
        cells.filter(|cell| is_serial(&cell.text())).count()
    };
    (0..width.min(4)).find(|column| numbers(column) * 2 >= rows)
}

/// Whether `tail` holds the rest of `head`'s cells: exactly one of the two has the serial, and
/// neither is a heading across the table.
fn is_tail(head: &Row, tail: &Row, serial: usize) -> bool {
    let has = |row: &Row| row.at(serial).map(|cell| !cell.is_empty());
    let spans = |row: &Row| row.cells.len() < 2;
    if spans(head) || spans(tail) || tail.cells.iter().all(Cell::is_empty) {
        return false;
    }
    match (has(head), has(tail)) {
        (Some(true), Some(false)) => head.at(serial).is_some_and(|c| is_serial(&c.text())),
        // 小 at the foot, 计 on the next page.
        (Some(true), Some(true)) => {
            let texts = [head, tail].map(|row| row.at(serial).map_or("".into(), Cell::text));
            ["小计", "合计", "总计"].contains(&compact(&texts.concat()).as_str())
        }
        (Some(false), Some(true)) => !head.cells.iter().all(Cell::is_empty) && !sums_up(head),
        _ => false,
    }
}

/// Whether a row sums others up, wherever the word stands: its serial is empty, and it begins no other row.
fn sums_up(row: &Row) -> bool {
    row.cells.iter().any(|cell| ["小计", "合计", "总计"].contains(&compact(&cell.text()).as_str()))
}

/// Whether a row of one text, set like its column's, is a heading: the text above it left room for more
/// characters, and so does not go on over the page.
fn is_heading(table: &Draft, head: &Row, tail: &Row) -> bool {
    let Some(only) = tail.only().filter(|_| !table.exact) else { return false };
    let widest = |row: &Row| {
        let cell = row.at(only.column).filter(|cell| cell.columns == 1)?;
        cell.parts.iter().map(|part| part.bounds.width()).reduce(f32::max)
    };
    let usual = table.rows.iter().rev().take(SAMPLE).filter_map(widest).fold(0.0, f32::max);
    let height = only.parts.first().map_or(0.0, |part| part.bounds.height());
    widest(head).unwrap_or_default() < usual - 1.5 * height
}

/// Lets the one text of a row reach over all columns.
fn across(row: &mut Row) {
    let columns = row.cells.len();
    row.cells.retain(|cell| !cell.is_empty());
    for cell in &mut row.cells {
        (cell.column, cell.columns) = (0, columns);
    }
}

/// Whether, without serials, `tail` holds the rest of `head`'s cells: it lacks texts that every row has,
/// and those that it has go on with full lines.
fn is_rest(table: &Draft, head: &Row, tail: &Row) -> bool {
    let single = |cell: &Cell| cell.rows == 1 && cell.columns == 1;
    // A merged cell comes down from above, through the head as well.
    let (own, merged): (Vec<&Cell>, Vec<&Cell>) = tail.cells.iter().partition(|c| single(c));
    let comes_down = |cell: &&Cell| {
        let over = last_in(table, cell.column);
        cell.columns == 1
            && cell.is_empty()
            && over.is_some_and(|(row, over)| row + over.rows >= table.rows.len())
    };
    if !table.exact
        || !merged.iter().all(comes_down)
        || !own.iter().all(|cell| head.at(cell.column).is_some_and(single))
        || head.cells.iter().filter(|cell| single(cell)).count() != own.len()
    {
        return false;
    }
    let (filled, empty): (Vec<&Cell>, Vec<&Cell>) =
        own.into_iter().partition(|cell| !cell.is_empty());
    let near = || table.rows.iter().rev().take(SAMPLE);
    let always = |column: usize| {
        near().all(|row| row.only().is_some() || row.at(column).is_some_and(|c| !c.is_empty()))
    };
    let full = |column: usize| head.at(column).is_some_and(|cell| fills(cell, &table.edges));
    !filled.is_empty()
        && !empty.is_empty()
        && filled.iter().all(|cell| full(cell.column))
        && empty.iter().all(|cell| always(cell.column))
}

/// Puts the text of `tail` under that of the table's last row, cell by cell. A merged cell that
/// comes down from higher rows goes on too.
fn rejoin(table: &mut Draft, tail: Row) {
    let count = table.rows.len();
    if let Some(head) = table.rows.last_mut() {
        head.guessed |= tail.guessed;
    }
    for cell in tail.cells {
        let over = last_in(table, cell.column).map(|(row, over)| (row, row + over.rows));
        match over {
            Some((row, end)) if end >= count => {
                let more = cell.rows - 1;
                let found = table.rows[row].cells.iter_mut().find(|c| c.column == cell.column);
                if let Some(over) = found {
                    over.rows += more;
                    append_parts(over, cell);
                }
            }
            _ if cell.is_empty() => {}
            _ => {
                let Some(head) = table.rows.last_mut() else { return };
                let at = head.cells.partition_point(|c| c.column < cell.column);
                head.cells.insert(at, cell);
            }
        }
    }
    if let Some(head) = table.rows.last_mut() {
        head.rejoined = true;
    }
}

fn append_parts(above: &mut Cell, below: Cell) {
    if above.is_empty() {
        above.strong = below.strong;
        above.parts = below.parts;
    } else {
        above.parts.extend(below.parts.into_iter().filter(|part| !part.text.is_empty()));
    }
}

/// Whether a text has no room for another character in its line: it may go on over the page.
fn fills(cell: &Cell, edges: &[f32]) -> bool {
    let (Some(part), Some(from)) = (cell.parts.last(), edges.get(cell.column)) else {
        return false;
    };
    let Some(to) = edges.get(cell.column + cell.columns) else { return false };
    let (width, height) = (part.bounds.width(), part.bounds.height());
    to - from - width < 2.2 * height && width > 3.0 * height
}

/// The last cell of a column, and its row.
fn last_in(draft: &Draft, column: usize) -> Option<(usize, &Cell)> {
    let rows = draft.rows.iter().enumerate().rev();
    rows.map(|(index, row)| (index, row.at(column))).find_map(|(index, cell)| Some((index, cell?)))
}

/// The text of a cell of several parts, with the offset at which each begins.
pub(super) fn parts(cell: &Cell) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(cell.parts.len());
    for part in &cell.parts {
        let before = text.len();
        part.onto(&mut text);
        starts.push(if part.text.is_empty() { before } else { text.len() - part.text.len() });
    }
    (text, starts)
}

#[cfg(test)]
mod tests {
    use super::append;
    use crate::ingest::pdf::items::{Cell, Draft, Part, Row};
    use crate::ingest::pdf::page::Rect;

    /// A row of a merged cell, whose text is so wide, and of a serial.
    fn row(text: &str, width: f32, rows: usize, serial: &str) -> Row {
        let cell = |column, text: &str, width: f32, rows| Cell {
            column,
            columns: 1,
            rows,
            parts: vec![Part::new(1, text.to_owned(), Rect::new(0.0, 0.0, width, 10.0))],
            strong: false,
        };
        let cells = vec![cell(0, text, width, rows), cell(1, serial, 10.0, 1)];
        Row { cells, ..Row::default() }
    }

    fn joined(width: f32) -> Draft {
        let table = |rows| Draft { rows, edges: vec![0.0, 100.0, 140.0], ..Draft::default() };
        let mut above =
            table(vec![row("东林县", 30.0, 1, "1"), row("宁川高新技术", width, 1, "2")]);
        let mut next = row("", 0.0, 1, "4");
        next.cells.remove(0);
        append(&mut above, table(vec![row("产业开发区", 50.0, 2, "3"), next]), None);
        above
    }

    #[test]
    fn a_sum_at_the_foot_of_a_page_begins_no_row() {
        let rows = |foot: &str| {
            let table = |rows| Draft { rows, edges: vec![0.0, 100.0, 140.0], ..Draft::default() };
            let mut above = table(vec![
                row("东林县", 30.0, 1, "1"),
                row("东林县", 30.0, 1, "2"),
                row(foot, 30.0, 1, ""),
            ]);
            append(
                &mut above,
                table(vec![row("宁川", 30.0, 1, "3"), row("宁川", 30.0, 1, "4")]),
                None,
            );
            above.rows.len()
        };
        assert_eq!((rows("小计"), rows("石桥")), (5, 4));
    }

    #[test]
    fn a_sum_may_be_torn_by_the_page() {
        let table = |rows| Draft { rows, edges: vec![0.0, 100.0, 140.0], ..Draft::default() };
        let swapped = |text: &str, serial: &str| {
            let mut row = row(serial, 30.0, 1, text);
            row.cells[0].parts[0].bounds.x1 = 10.0;
            row
        };
        let mut above = table(vec![swapped("甲", "1"), swapped("乙", "2"), swapped("", "小")]);
        append(&mut above, table(vec![swapped("", "计"), swapped("丙", "1")]), None);
        assert_eq!(above.rows.len(), 4);
        assert_eq!(above.rows[2].cells[0].text(), "小计");
    }

    #[test]
    fn titles_over_two_rows_of_a_header_merge_no_cells_below() {
        let table =
            |rows| Draft { rows, edges: vec![0.0, 40.0, 140.0], exact: true, ..Draft::default() };
        // A serial and a remark; the header's second row has neither.
        let entry = |serial: &str, remark: &str, rows| {
            let mut made = row(serial, 10.0, rows, remark);
            made.cells[1].rows = rows;
            made
        };
        let mut lower = row("总投资", 20.0, 1, "补助");
        lower.cells.iter_mut().for_each(|cell| cell.column += 2);
        let header = || vec![entry("序号", "备注", 2), lower.clone()];
        let mut above = table([header(), vec![entry("1", "新增", 1), entry("2", "", 1)]].concat());
        let below = table([header(), vec![entry("3", "", 1), entry("4", "新增", 1)]].concat());
        append(&mut above, below, None);
        assert!(above.rows.iter().skip(2).flat_map(|row| &row.cells).all(|cell| cell.rows == 1));
        assert!(above.rows.iter().skip(2).all(|row| row.cells.len() == 2));
    }

    #[test]
    fn a_header_may_be_that_of_the_table_before() {
        let table =
            |rows| Draft { rows, edges: vec![0.0, 40.0, 140.0], exact: true, ..Draft::default() };
        let before = table(vec![row("序号", 20.0, 1, "名称")]);
        let mut above = table(vec![row("1", 5.0, 1, "甲厂"), row("2", 5.0, 1, "乙厂")]);
        let below = || table(vec![row("序号", 20.0, 1, "名称"), row("3", 5.0, 1, "丙厂")]);
        assert_eq!(append(&mut above, below(), Some(&before)).len(), 2);
        assert_eq!(above.rows.len(), 3);
        append(&mut above, below(), None);
        assert_eq!(above.rows.len(), 5);
    }

    #[test]
    fn without_serials_full_lines_tell_a_row_that_the_page_cuts() {
        let joined = |width: f32| {
            let table = |rows| Draft {
                rows,
                edges: vec![0.0, 100.0, 140.0],
                exact: true,
                ..Draft::default()
            };
            let mut above =
                table(vec![row("甲", 10.0, 1, "东"), row("宁川高新技术", width, 1, "西")]);
            append(
                &mut above,
                table(vec![row("产业开发区", 50.0, 1, ""), row("乙", 10.0, 1, "南")]),
                None,
            );
            above.rows.len()
        };
        assert_eq!((joined(90.0), joined(60.0)), (3, 4));
    }

    #[test]
    fn a_row_that_the_page_cuts_beside_a_merged_cell_is_whole_again() {
        let table =
            |rows| Draft { rows, edges: vec![0.0, 40.0, 140.0], exact: true, ..Draft::default() };
        // The serial's column holds names here, without numbers; a third column is always filled.
        let full = |city: &str, rows, name: &str, width, class: &str| {
            let mut made = row(city, 20.0, rows, name);
            made.cells[1].parts[0].bounds.x1 = width;
            let mut third = made.cells[1].clone();
            third.column = 2;
            third.parts[0].text = class.to_owned();
            made.cells.push(third);
            made
        };
        let below = |mut made: Row| {
            made.cells.remove(0);
            made
        };
        let mut above = table(vec![
            full("东", 2, "东林水泥厂", 50.0, "甲"),
            below(full("", 1, "宁川高新机械有限公", 95.0, "乙")),
        ]);
        above.edges.push(180.0);
        let mut next =
            table(vec![full("", 2, "司", 10.0, ""), below(full("", 1, "白水厂", 30.0, "甲"))]);
        next.edges.push(180.0);
        append(&mut above, next, None);
        assert_eq!(above.rows.len(), 3);
        assert_eq!(
            above.rows[1].at(1).map(|c| c.text().into_owned()).unwrap(),
            "宁川高新机械有限公司"
        );
        assert_eq!(above.rows[0].cells[0].rows, 3);
    }

    #[test]
    fn a_text_that_the_page_cuts_in_a_merged_cell_goes_on_and_is_guessed() {
        let cut = joined(90.0);
        assert_eq!(cut.rows[1].cells[0].text(), "宁川高新技术产业开发区");
        assert_eq!((cut.rows[1].cells[0].rows, cut.rows[1].guessed), (3, true));
        let whole = joined(60.0);
        assert_eq!(whole.rows[1].cells[0].text(), "宁川高新技术");
        assert!(!whole.rows[1].guessed && whole.rows[2].cells[0].rows == 2);
    }
    #[test]
    fn a_ruled_row_that_a_page_s_end_cuts_through_its_line_is_one() {
        // A class over so many rows, a serial and a name, in a row so high.
        let entry = |class: (&str, usize), serial: &str, height: f32| {
            let mut made = row(class.0, 30.0, class.1, serial);
            for cell in made.cells.iter_mut().filter(|cell| cell.is_empty()) {
                cell.parts[0].bounds.y1 = height;
            }
            made
        };
        let table =
            |rows| Draft { rows, edges: vec![0.0, 100.0, 140.0], exact: true, ..Draft::default() };
        let joined = |foot: Row, top: Row| {
            let mut above = table(vec![entry(("甲组", 1), "1", 20.0), foot]);
            append(&mut above, table(vec![top, entry(("乙组", 1), "3", 20.0)]), None);
            let said = |row: &Row| {
                let cells = row.cells.iter().map(|cell| format!("{}{}", cell.text(), cell.rows));
                cells.collect::<Vec<_>>().join(" ")
            };
            above.rows.iter().map(said).collect::<Vec<_>>()
        };
        // The line stands on the first page, the merged cell's on the next.
        let (foot, top) = (entry(("", 1), "2", 6.0), entry(("丙组", 2), "", 6.0));
        let mut cut = joined(foot, top);
        assert_eq!(cut.remove(1), "丙组2 21");
        // The program left room for the row that it then set on the next page.
        let whole = joined(entry(("", 1), "", 20.0), entry(("丙组", 1), "2", 20.0));
        assert_eq!(whole[1..], ["丙组1 21", "乙组1 31"]);
        // A row of its own that is left empty.
        let blank = joined(entry(("丙组", 1), "2", 20.0), entry(("", 1), "", 20.0));
        assert_eq!(blank.len(), 4);
    }

    #[test]
    fn a_header_below_a_title_is_repeated_without_it() {
        let table =
            |rows| Draft { rows, edges: vec![0.0, 40.0, 140.0], exact: true, ..Draft::default() };
        let header = || row("序号", 20.0, 1, "名称");
        let mut title = row("名单", 20.0, 1, "");
        title.cells.truncate(1);
        title.cells[0].columns = 2;
        let mut above = table(vec![title, header(), row("1", 5.0, 1, "甲厂")]);
        let left = append(&mut above, table(vec![header(), row("2", 5.0, 1, "乙厂")]), None);
        assert_eq!((left.len(), above.rows.len()), (2, 4));
    }
}
