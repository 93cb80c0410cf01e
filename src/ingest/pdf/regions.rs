//! Cells merged over rows, right of the serials, in tables without rules down: the rules between the rows of such
//! a cell pass its column by, those at its top and foot do not. Its text stands at the middle, beside or between
//! rows; lines alone would give it to one of them.

use super::items::{Cell, Draft, Item, Parting, Row, Sheet};
use super::merged::{Around, Text, by_middles};
use super::page::Rect;
use super::serials::{is_first, is_serial};
use crate::text::division::DIVISION;
use crate::text::headers::without_brackets;

/// Fewest rows of a page between which rules can tell anything.
const LEAST: usize = 3;
/// Fewest texts of a column that their own places tell the rows of.
const FEWEST: usize = 2;
/// How far from its row's line a text stands that is none of it, in parts of its height.
const OFF: f32 = 0.3;

/// Texts of one line are lower than so many of a row's line.
const ONE_LINE: f32 = 1.5;
/// How far from a row's line a text stands that is on it, in parts of its height.
const LEVEL: f32 = 0.1;

/// Gives the texts of merged cells to all of their rows.
pub(super) fn find(sheets: &mut [Sheet]) {
    // How many edges a table had whose labels stand beside their first rows, and which may go on over the page.
    let mut begun: Option<usize> = None;
    for sheet in sheets {
        let rules: Vec<Parting> = sheet.parting.iter().filter(|edge| edge.ruled).copied().collect();
        for item in &mut sheet.items {
            if let Item::Table(draft) = item
                && !draft.exact
            {
                let tops = merge(draft, &rules, begun == Some(draft.edges.len()));
                begun = tops.then_some(draft.edges.len());
            }
        }
    }
}

/// Whether labels stand beside the first of their rows; `begun`: so they did on the page before.
fn merge(draft: &mut Draft, rules: &[Parting], begun: bool) -> bool {
    let column = draft.serials.unwrap_or(0);
    let serial = |row: &Row| row.at(column).is_some_and(|cell| is_serial(&cell.text()));
    let Some(first) = draft.rows.iter().position(serial) else { return false };
    let count = draft.rows[first..].iter().take_while(|row| serial(row)).count();
    let Some(table) = Numbered::of(&draft.rows[first..first + count], column, rules) else {
        return false;
    };
    let others = (0..draft.edges.len()).filter(|other| *other != column);
    let found = |other: usize| Some((other, table.spans(other)?));
    let mut spans: Vec<(usize, Spans)> = others.filter_map(found).collect();
    let label = column + 1;
    // Rows that are counted anew are of another list.
    let begun = begun && !draft.rows[first].at(column).is_some_and(|cell| is_first(&cell.text()));
    let tops = table.tops(label, begun).filter(|_| !spans.iter().any(|(at, _)| *at == label));
    let tops_found = tops.is_some();
    spans.extend(tops.map(|rows| (label, Spans { rows, sure: true })));
    for (column, Spans { rows, sure }) in spans {
        for (from, to) in rows {
            let rows = &mut draft.rows[first + from..first + to];
            if to - from > 1 {
                span(rows, column);
            }
            for row in rows.iter_mut() {
                row.guessed |= !sure;
            }
        }
    }
    tops_found
}

/// The rows of each cell of a column, one after another.
struct Spans {
    rows: Vec<(usize, usize)>,
    /// Rules or the texts' own places tell them; else they are rows that the texts are not level with.
    sure: bool,
}

/// Rows that each have a serial, one after another.
struct Numbered<'r> {
    rows: &'r [Row],
    /// Where the serials stand.
    lines: Vec<Rect>,
    rules: &'r [Parting],
    /// The rules between each row and the next; those between two rows of a merged cell are in pieces.
    between: Vec<Vec<Parting>>,
    /// The rules part each row from the next.
    ruled: bool,
}

impl<'r> Numbered<'r> {
    fn of(rows: &'r [Row], column: usize, rules: &'r [Parting]) -> Option<Self> {
        let lines = rows.iter().map(|row| bounds(row.at(column)?)).collect::<Option<Vec<_>>>()?;
        let inside = |pair: &[Rect]| {
            let (above, below) = (pair[0].center_y(), pair[1].center_y());
            rules.iter().filter(|rule| above < rule.y && rule.y < below).copied().collect()
        };
        let between = lines.windows(2).map(inside).collect();
        let mut table = Self { rows, lines, rules, between, ruled: false };
        table.ruled = table.passed(column).is_some_and(|passed| !passed.contains(&true));
        (rows.len() >= LEAST).then_some(table)
    }

    /// Whether the rules between each row and the next pass a column by. One that no rule crosses anywhere
    /// has no cells of its own.
    fn passed(&self, column: usize) -> Option<Vec<bool>> {
        let cells = self.rows.iter().filter_map(|row| row.at(column));
        let reach = cells.filter_map(bounds).reduce(|a, b| a.hull(&b))?;
        let at = f32::midpoint(reach.x0, reach.x1);
        let crosses = |rule: &Parting| rule.x0 <= at && at <= rule.x1;
        let passes = |rules: &Vec<Parting>| !rules.iter().any(crosses);
        self.rules.iter().any(crosses).then(|| self.between.iter().map(passes).collect())
    }

    /// The rows of each of a column's cells, where any has several.
    fn spans(&self, column: usize) -> Option<Spans> {
        if !self.ruled {
            return self.by_middles(column);
        }
        let passed = self.passed(column).filter(|passed| passed.contains(&true))?;
        let mut from = 0;
        let last = (0..self.rows.len()).filter(|at| passed.get(*at) != Some(&true));
        let rows = last.map(|at| (std::mem::replace(&mut from, at + 1), at + 1)).collect();
        Some(Spans { rows, sure: true })
    }

    /// Without rules: each text stands at the middle of its rows, and they are names of divisions or one of
    /// them stands between rows. A remark may happen to stand at the middle of all rows.
    fn by_middles(&self, column: usize) -> Option<Spans> {
        let cells = || self.rows.iter().enumerate().map(|(at, row)| (at, row.at(column)));
        let filled =
            || cells().filter_map(|(at, cell)| Some((at, cell.filter(|c| !c.is_empty())?)));
        let below = |(at, cell): (usize, &Cell)| {
            let own = bounds(cell).unwrap_or_default();
            (own.center_y() - self.lines[at].center_y()) / own.height().max(1.0)
        };
        let off = |text: (usize, &Cell)| below(text).abs() > OFF;
        // The lines of a text that stands between two rows went to both of them.
        let mut texts: Vec<Text> = Vec::new();
        let mut last: Option<(usize, &Cell)> = None;
        for (at, cell) in filled() {
            let Some(own) = bounds(cell) else { continue };
            let goes_on = |above: (usize, &Cell), text: &Text| {
                above.0 + 1 == at
                    && below(above) > OFF
                    && below((at, cell)) < -OFF
                    && own.y0 - text.bounds.y1 < own.height()
            };
            match texts.last_mut() {
                Some(above) if last.is_some_and(|last| goes_on(last, above)) => {
                    above.bounds = above.bounds.hull(&own);
                }
                _ => texts.push(text(own)),
            }
            last = Some((at, cell));
        }
        let place = |cell: &Cell| without_brackets(&cell.text()).ends_with(DIVISION);
        let merged = filled().any(off) || filled().all(|(_, cell)| place(cell));
        if texts.len() < FEWEST || texts.len() == self.rows.len() || !merged {
            return None;
        }
        let rows: Vec<(f32, f32)> = self.lines.iter().map(|line| (line.y0, line.y1)).collect();
        let around = Around { begun: false, more: false };
        if let Some(rows) = by_middles(&texts, &rows, 0, around) {
            return Some(Spans { rows, sure: true });
        }
        // LaTeX counts a cell's rows by lines of type, not by their height: its text stands off their middle.
        // Remarks in other type are off by one and the same, and say the same of many rows.
        let offs = filled().map(below);
        let (highest, lowest) =
            offs.fold((f32::MAX, f32::MIN), |(a, b), own| (a.min(own), b.max(own)));
        let mut said: Vec<_> = filled().map(|(_, cell)| cell.text()).collect();
        said.sort_unstable();
        let labels = lowest - highest > OFF && said.windows(2).all(|pair| pair[0] != pair[1]);
        let odd = filled().filter(|(at, cell)| labels && self.alone_is_off(*at, cell));
        let rows: Vec<(usize, usize)> =
            odd.filter(|text| off(*text)).map(|(at, _)| (at, at + 1)).collect();
        (!rows.is_empty()).then_some(Spans { rows, sure: false })
    }

    /// The rows that have a text in a column.
    fn filled(&self, column: usize) -> Vec<usize> {
        let has = |row: &Row| row.at(column).is_some_and(|cell| !cell.is_empty());
        (0..self.rows.len()).filter(|at| has(&self.rows[*at])).collect()
    }

    /// Names of divisions, each once, that stand beside the first of their rows; most rows have none of their own.
    fn tops(&self, column: usize, begun: bool) -> Option<Vec<(usize, usize)>> {
        let mut starts = self.filled(column);
        let cells: Vec<&Cell> = starts.iter().filter_map(|at| self.rows[*at].at(column)).collect();
        let beside = |(at, cell): (&usize, &&Cell)| {
            let (own, line) = (bounds(cell).unwrap_or_default(), &self.lines[*at]);
            without_brackets(&cell.text()).ends_with(DIVISION)
                && (own.center_y() - line.center_y()).abs() < OFF * own.height()
        };
        let mut said: Vec<_> = cells.iter().map(|cell| cell.text()).collect();
        said.sort_unstable();
        // What stands just where no label does says why: 省属.
        let instead = |cell: &Cell| {
            let rows = self.filled(cell.column);
            rows.len() + starts.len() == self.rows.len()
                && !rows.iter().any(|at| starts.contains(at))
        };
        let told = begun || (starts.first() == Some(&0) && starts.len() >= FEWEST);
        if self.ruled
            || !told
            || (!starts.is_empty() && self.rows.iter().flat_map(|row| &row.cells).any(instead))
            || 2 * starts.len() >= self.rows.len()
            || !starts.iter().zip(&cells).all(beside)
            || said.windows(2).any(|pair| pair[0] == pair[1])
        {
            return None;
        }
        if starts.first() != Some(&0) {
            starts.insert(0, 0);
        }
        let ends = starts.iter().skip(1).copied().chain([self.rows.len()]);
        Some(starts.iter().copied().zip(ends).collect())
    }

    /// Whether a cell of one line stands off its row's line, where all others of one line stand on it.
    fn alone_is_off(&self, at: usize, cell: &Cell) -> bool {
        let line = &self.lines[at];
        let one = |bounds: &Rect| bounds.height() < ONE_LINE * line.height();
        let others = self.rows[at].cells.iter().filter(|other| other.column != cell.column);
        let others: Vec<Rect> = others.filter_map(bounds).filter(one).collect();
        let level = |own: &Rect| (own.center_y() - line.center_y()).abs() < LEVEL * line.height();
        bounds(cell).is_some_and(|own| one(&own)) && others.len() > 2 && others.iter().all(level)
    }
}

fn text(bounds: Rect) -> Text {
    Text { said: String::new(), bounds, size: bounds.height(), strong: false }
}

/// Makes one cell of those that rows have in a column: what each has of it are its lines. One without a text goes on
/// from the page before, whose text is its own.
fn span(rows: &mut [Row], column: usize) {
    let texts = || rows.iter().filter_map(|row| row.at(column)).filter(|cell| !cell.is_empty());
    let whole = rows.iter().all(|row| row.at(column).is_none_or(|c| c.columns == 1 && c.rows == 1));
    let first = texts().next().or_else(|| rows.first()?.at(column));
    let Some(first) = first.filter(|_| whole) else { return };
    let mut cell = Cell { rows: rows.len(), ..first.clone() };
    for below in texts().skip(1) {
        cell.strong &= below.strong;
        for part in &below.parts {
            match cell.parts.last_mut() {
                Some(above) => above.append(part),
                None => cell.parts.push(part.clone()),
            }
        }
    }
    for row in &mut *rows {
        row.cells.retain(|cell| cell.column != column);
    }
    let at = rows[0].cells.iter().take_while(|cell| cell.column < column).count();
    rows[0].cells.insert(at, cell);
}

fn bounds(cell: &Cell) -> Option<Rect> {
    let parts = cell.parts.iter().filter(|part| !part.text.is_empty());
    parts.map(|part| part.bounds).reduce(|a, b| a.hull(&b))
}

#[cfg(test)]
mod tests {
    use super::super::items::{Cell, Draft, Part, Parting, Row};
    use super::super::page::Rect;
    use super::merge;

    const LINES: [f32; 5] = [0.0, 20.0, 40.0, 60.0, 80.0];

    /// Five rows of a serial and a name, 20 apart, with texts of the column between: said, the row that the
    /// lines gave them to and how far below its line they stand.
    fn merged(texts: &[(&str, usize, f32)], rules: &[Parting]) -> Vec<(String, usize)> {
        let cell = |column: usize, text: &str, y: f32| {
            let x = [0.0, 100.0, 200.0][column];
            let bounds = Rect::new(x, y, x + 40.0, y + 12.0);
            let parts = vec![Part::new(1, text.to_owned(), bounds)];
            Cell { column, columns: 1, rows: 1, parts, strong: false }
        };
        let row = |at: usize| {
            let y = LINES[at];
            let own = texts.iter().find(|(_, row, _)| *row == at);
            let own = own.map_or_else(|| cell(1, "", y), |(said, _, off)| cell(1, said, y + off));
            let cells = vec![cell(0, &(at + 1).to_string(), y), own, cell(2, "某课程", y)];
            Row { cells, ..Row::default() }
        };
        let edges = vec![0.0, 100.0, 200.0];
        let rows = (0..5).map(row).collect();
        let mut draft = Draft { rows, edges, serials: Some(0), ..Draft::default() };
        merge(&mut draft, rules, false);
        let cells = draft.rows.iter().filter_map(|row| row.at(1));
        cells.map(|cell| (cell.text().into_owned(), cell.rows)).collect()
    }

    /// A rule below each row; below those named it passes the middle column by.
    fn rules(open: &[usize]) -> Vec<Parting> {
        let rule =
            |at: usize, x0: f32, x1: f32| Parting { y: LINES[at] + 16.0, x0, x1, ruled: true };
        let pieces = |at: usize| {
            let whole = vec![rule(at, 0.0, 300.0)];
            if open.contains(&at) {
                vec![rule(at, 0.0, 90.0), rule(at, 200.0, 300.0)]
            } else {
                whole
            }
        };
        (0..5).flat_map(pieces).collect()
    }

    fn said(cells: &[(&str, usize)]) -> Vec<(String, usize)> {
        cells.iter().map(|(text, rows)| ((*text).to_owned(), *rows)).collect()
    }

    #[test]
    fn rules_that_pass_a_column_by_tell_its_cells() {
        let found =
            merged(&[("甲组", 0, 0.0), ("乙组", 1, 0.0), ("丙组", 3, 0.0)], &rules(&[2, 3]));
        assert_eq!(found, said(&[("甲组", 1), ("乙组", 1), ("丙组", 3)]));
        // The text stands on the page before.
        let open = merged(&[("丙组", 2, 0.0)], &rules(&[0, 2, 3]));
        assert_eq!(open, said(&[("", 2), ("丙组", 3)]));
        // Rules below all rows tell that a cell is empty.
        let sparse = merged(&[("甲组", 1, 0.0)], &rules(&[]));
        assert_eq!(sparse, said(&[("", 1), ("甲组", 1), ("", 1), ("", 1), ("", 1)]));
    }

    #[test]
    fn the_lines_of_a_text_are_one() {
        let beside = merged(&[("甲", 0, 0.0), ("组", 1, 0.0), ("丙组", 3, 0.0)], &rules(&[0, 3]));
        assert_eq!(beside, said(&[("甲组", 2), ("", 1), ("丙组", 2)]));
        let between = merged(&[("甲组", 1, 0.0), ("乙", 3, 6.0), ("组", 4, -6.0)], &[]);
        assert_eq!(between, said(&[("甲组", 3), ("乙组", 2)]));
    }

    #[test]
    fn texts_between_rows_and_names_of_places_stand_at_the_middle() {
        let found = merged(&[("甲组", 1, 0.0), ("乙组", 3, 10.0)], &[]);
        assert_eq!(found, said(&[("甲组", 3), ("乙组", 2)]));
        let places =
            merged(&[("甲市（1项）", 0, 0.0), ("乙市（1项）", 1, 0.0), ("丙市", 3, 0.0)], &[]);
        assert_eq!(places, said(&[("甲市（1项）", 1), ("乙市（1项）", 1), ("丙市", 3)]));
        // Remarks beside rows, even at the middle of all.
        let remarks = merged(&[("新增", 0, 0.0), ("更名", 1, 0.0), ("新增", 3, 0.0)], &[]);
        assert_eq!(remarks, said(&[("新增", 1), ("更名", 1), ("", 1), ("新增", 1), ("", 1)]));
    }

    #[test]
    fn names_of_places_stand_beside_the_first_of_their_rows() {
        let found = merged(&[("甲省", 0, 0.0), ("乙省", 3, 0.0)], &[]);
        assert_eq!(found, said(&[("甲省", 3), ("乙省", 2)]));
        // The first row has none, most rows have one, they are no places, or one comes twice.
        let apart = |texts: &[(&str, usize, f32)]| merged(texts, &[]).len() == 5;
        assert!(apart(&[("甲省", 1, 0.0), ("乙省", 4, 0.0)]));
        assert!(apart(&[("甲省", 0, 0.0), ("乙省", 1, 0.0), ("丙省", 4, 0.0)]));
        assert!(apart(&[("新增", 0, 0.0), ("更名", 3, 0.0)]));
        assert!(apart(&[("甲省", 0, 0.0), ("甲省", 3, 0.0)]));
    }

    #[test]
    fn a_text_off_the_middle_of_its_rows_is_guessed() {
        let cell = |column: usize, text: &str, x: f32, y: f32| {
            let parts = vec![Part::new(1, text.to_owned(), Rect::new(x, y, x + 30.0, y + 12.0))];
            Cell { column, columns: 1, rows: 1, parts, strong: false }
        };
        // Labels stand so far below the lines of the rows that they were given to.
        let draft = |off: [f32; 2]| {
            let row = |at: usize| {
                let y = LINES[at];
                let label = match at {
                    0 => cell(1, "甲类", 50.0, y + off[0]),
                    3 => cell(1, "乙类", 50.0, y + off[1]),
                    _ => cell(1, "", 50.0, y),
                };
                let others = [(2, "某课程"), (3, "张三"), (4, "男")];
                let x = |column: u8| 50.0 * f32::from(column);
                let others = others.map(|(c, text)| cell(usize::from(c), text, x(c), y));
                let mut cells = vec![cell(0, &(at + 1).to_string(), 0.0, y), label];
                cells.extend(others);
                Row { cells, ..Row::default() }
            };
            let edges = vec![0.0, 50.0, 100.0, 150.0, 200.0];
            let rows = (0..5).map(row).collect();
            let mut draft = Draft { rows, edges, serials: Some(0), ..Draft::default() };
            merge(&mut draft, &[], false);
            let labels: Vec<usize> =
                draft.rows.iter().filter_map(|r| Some(r.at(1)?.rows)).collect();
            (labels, draft.rows.iter().any(|row| row.guessed))
        };
        assert_eq!(draft([6.0, -3.0]), (vec![1, 1, 1, 1, 1], true));
        // Remarks set in other type.
        assert_eq!(draft([5.0, 5.0]), (vec![1, 1, 1, 1, 1], false));
        // What stands on its row's line is that row's alone.
        assert_eq!(draft([0.0, 0.0]), (vec![1, 1, 1, 1, 1], false));
    }
}
