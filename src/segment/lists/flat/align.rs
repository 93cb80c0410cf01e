//! Which lines of a flattened row are which cell, where cells stand on several lines and others are gone: of all ways
//! the one in which each column holds what it holds in the other rows.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::{is_number, pieces};
use crate::model::Role;
use crate::segment::lists::places;
use crate::segment::roster::values;
use crate::text::{blank, compact, date, nothing, numeral};

/// By how much the best way must be better than any other to be sure.
const MARGIN: i32 = 2;

/// What it counts for a row to leave out the columns that most others leave out.
const LIKE: i32 = 3;

/// Most lines of a cell.
const PIECES_MOST: usize = 8;

/// Most steps of all rows together: rows, their lines and columns.
const WORK_MOST: usize = 150_000;

/// How often the columns are learned anew from the rows as they were read.
const ROUNDS: usize = 3;

/// The lines of each column, none where the cell is gone, and whether no other way comes near.
#[derive(Clone, Debug)]
pub(super) struct Aligned {
    pub(super) cells: Vec<Range<usize>>,
    pub(super) sure: bool,
    /// Whether something shows of each cell on several lines that it is one.
    pub(super) proven: bool,
    pub(super) score: i32,
}

impl Aligned {
    /// The columns that have no cell.
    pub(super) fn missing(&self) -> Vec<usize> {
        (0..self.cells.len()).filter(|column| self.cells[*column].is_empty()).collect()
    }
}

/// Whether a row of the lines of several holds a serial that begins none: two changed places, and others went with them.
fn holds_serial(rows: &[Vec<&str>], columns: usize) -> bool {
    let number = |line: &&str| line.trim().parse::<usize>().ok();
    let most = rows.iter().map(Vec::len).sum::<usize>() / columns + 1;
    let known: HashSet<usize, FixedState> =
        rows.iter().filter_map(|row| row.first().and_then(number)).collect();
    let long = rows.iter().filter(|row| row.len() + 1 >= 2 * columns);
    let mut inside = long.flat_map(|row| row.iter().skip(1).filter_map(number));
    inside.any(|own| (1..=most).contains(&own) && !known.contains(&own))
}

/// Whether a row holds another: as many lines as it has columns, or one less, and then the number that is next, or its
/// own, over as many.
fn holds_row(row: &Pieces, columns: usize) -> bool {
    let number = |line: usize| row.cells[line].first()?.text.parse::<u64>().ok();
    let Some(own) = (row.len() > 0).then(|| number(0)).flatten() else { return false };
    let inside = columns.saturating_sub(1)..(row.len() + 2).saturating_sub(columns);
    inside
        .into_iter()
        .any(|line| number(line).is_some_and(|n| n == own || Some(n) == own.checked_add(1)))
}

/// Aligns rows to columns of these roles; the first line of each row is its serial.
pub(super) fn align(rows: &[Vec<&str>], roles: &[Option<Role>]) -> Option<Vec<Aligned>> {
    let lines: usize = rows.iter().map(Vec::len).sum();
    if lines.saturating_mul(roles.len()) > WORK_MOST || roles.len() < 2 {
        return None;
    }
    if holds_serial(rows, roles.len()) {
        return None;
    }
    let pieces: Vec<Pieces> = rows.iter().map(|row| Pieces::of(row)).collect();
    let mut columns: Vec<Column> = roles.iter().map(|role| Column::of(*role)).collect();
    // Rows of as many lines as columns, or with all but their remarks, tell what the columns hold.
    let spare = roles.iter().rev().take_while(|role| **role == Some(Role::Note)).count();
    let of = |lines: usize| pieces.iter().filter(move |row| row.len() == lines && row.is_whole());
    let least = if of(roles.len()).next().is_some() { roles.len() } else { roles.len() - spare };
    for row in of(least) {
        for (at, column) in columns.iter_mut().enumerate().take(least).skip(1) {
            column.learn(row, &(at..at + 1));
        }
    }
    columns.iter_mut().for_each(Column::settle);
    let mut aligned: Vec<Aligned> = Vec::new();
    let mut merged = 0;
    for round in 0..ROUNDS {
        let next: Vec<Aligned> = (0..rows.len())
            .map(|at| place(&pieces[at], &columns, merged, (round > 0).then(|| &aligned[at])))
            .collect();
        merged = merged_at_left(&next);
        columns = roles.iter().map(|role| Column::of(*role)).collect();
        // What is not sure yet teaches nothing, where something is.
        let sure = round == 0 && next.iter().any(|own| own.sure);
        for (row, own) in pieces.iter().zip(&next).filter(|(_, own)| own.sure || !sure) {
            for (column, range) in columns.iter_mut().zip(&own.cells).skip(1) {
                column.learn(row, range);
            }
        }
        columns.iter_mut().for_each(Column::settle);
        aligned = next;
    }
    for (row, own) in pieces.iter().zip(&mut aligned) {
        let proves = |at: usize| columns[at].proves(row, &own.cells[at]);
        // Only one line from the cell before it on begins as the cells of the column do: 1、 behind 第二条.
        let opens = |at: usize| {
            let Some(opening) = columns.get(at).and_then(|column| column.opening.as_ref()) else {
                return false;
            };
            let (before, cell) = (&own.cells[at - 1], &own.cells[at]);
            let begins = |line: usize| row.openings[line].as_ref() == Some(opening);
            columns[at - 1].opening.as_ref() != Some(opening)
                && !cell.is_empty()
                && begins(cell.start)
                && !before.clone().skip(1).any(begins)
        };
        // What stands between two cells that are surely their columns' is the cell between them.
        // The table's edge is none: where the last word of the header is lost, a further cell stands there.
        let anchored = |at: usize| {
            at == 0 || columns.get(at).is_some_and(|column| column.anchors(row, &own.cells[at]))
        };
        // A line that goes on with the one above is no cell.
        let apart = |range: &Range<usize>| !range.is_empty() && row.goes_on[range.start];
        // 重点 as a project, where it is the remark of other rows and this row has none.
        let missing = own.missing();
        let astray = own.cells.iter().zip(&columns).any(|(range, column)| {
            row.cell(range).is_some_and(|cell| {
                let seen = |column: &Column| column.values.get(&cell.text).copied().unwrap_or(0);
                seen(column) == 1 && missing.iter().any(|at| seen(&columns[*at]) > 0)
            })
        });
        own.proven = !astray
            && !holds_row(row, columns.len())
            && !own.cells.iter().any(|range| row.glues_numbers(range))
            && !own.cells.iter().any(apart)
            && (1..columns.len()).all(|at| {
                // A whole name is no half of a cell.
                let body = || {
                    let is = |line: usize| {
                        row.cells[line].first().is_some_and(|cell| values::is_body(&cell.text))
                    };
                    // 73613部队 below a road.
                    let numbered = |line: usize| {
                        row.cells[line].first().is_some_and(|cell| cell.shape.starts_with('0'))
                    };
                    let cell = &own.cells[at];
                    is(cell.start) || (is(cell.end - 1) && !numbered(cell.end - 1))
                };
                // Cells at the end of a row that break in several others break in this one, too.
                let at_edge =
                    at + 1 == columns.len() && columns[at].shown > 1 && own.cells[at].len() == 2;
                let from = || anchored(at - 1) || opens(at);
                let to =
                    || anchored(at + 1) || at_edge || (at + 1 < columns.len() && opens(at + 1));
                let between = || from() && to() && !body();
                proves(at) || (columns[at].may_break() && between())
            });
    }
    Some(aligned)
}

/// The cells that the lines of a row can make: from each line on, of one line and more.
struct Pieces {
    cells: Vec<Vec<Cell>>,
    /// Whether each line goes on with the one above.
    goes_on: Vec<bool>,
    /// Whether each line is a sign for nothing.
    signs: Vec<bool>,
    /// How each line begins, where that says something: `1、`, `第2`, `《`.
    openings: Vec<Option<String>>,
}

struct Cell {
    text: String,
    shape: String,
}

impl Cell {
    fn known(&self) -> bool {
        places::is_known(&self.text)
    }
}

impl Pieces {
    fn of(row: &[&str]) -> Self {
        let lines: Vec<String> = row.iter().map(|line| compact(line)).collect();
        let cells = (0..lines.len()).map(|from| {
            let mut text = String::new();
            let own = lines[from..].iter().take(PIECES_MOST).map(|line| {
                text.push_str(line);
                Cell { shape: shape(&text), text: text.clone() }
            });
            own.collect()
        });
        let cells = cells.collect();
        let inside = |at: usize| at + 1 < lines.len();
        let above = |at: usize| {
            at > 1
                && (pieces::goes_on(&lines[at - 1], &lines[at])
                    || (inside(at) && pieces::is_aside(&lines[at - 1], &lines[at])))
        };
        let signs = lines.iter().map(|line| nothing::is_nothing(line)).collect();
        let openings = lines.iter().map(|line| opening(line)).collect();
        Self { cells, goes_on: (0..lines.len()).map(above).collect(), signs, openings }
    }

    /// Whether no line goes on with the one above.
    fn is_whole(&self) -> bool {
        !self.goes_on.contains(&true)
    }

    /// Whether two numbers of a cell stand one below the other: the page's number below an amount.
    fn glues_numbers(&self, range: &Range<usize>) -> bool {
        let number =
            |line: usize| self.cells[line].first().is_some_and(|cell| is_number(&cell.text));
        (range.start + 1..range.end)
            .any(|line| !self.goes_on[line] && number(line - 1) && number(line))
    }

    fn len(&self) -> usize {
        self.cells.len()
    }

    fn cell(&self, range: &Range<usize>) -> Option<&Cell> {
        range.len().checked_sub(1).and_then(|last| self.cells[range.start].get(last))
    }
}

/// How a text looks: digits and letters as one sign each, words as one, what dates are written with as it is.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        let sign = match c {
            '年' | '月' | '日' | '号' => c,
            c if numeral::digit(c).is_some() && !blank::is_han(c) => '0',
            c if c.is_ascii_alphabetic() => 'A',
            c if c.is_alphanumeric() => '文',
            '.' | '·' => continue,
            c => c,
        };
        if !shape.ends_with(sign) {
            shape.push(sign);
        }
    }
    shape
}

/// How a text begins: a number and its sign, 第 with a number, a quotation.
fn opening(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    if matches!(first, '《' | '（' | '(' | '“') {
        return Some(first.to_string());
    }
    let rest = text.strip_prefix('第').unwrap_or(text);
    let (_, length) = numeral::prefix(rest)?;
    let sign = rest[length..].chars().next()?;
    let led = rest.len() < text.len();
    (led || matches!(sign, '、' | '.' | '．'))
        .then(|| format!("{}{sign}", if led { "第" } else { "" }))
}

/// What the rows hold in a column.
struct Column {
    role: Option<Role>,
    count: i32,
    values: HashMap<String, i32, FixedState>,
    shapes: HashMap<String, i32, FixedState>,
    ends: HashMap<char, i32, FixedState>,
    /// How cells begin, where that says something.
    opens: HashMap<String, i32, FixedState>,
    /// How they all begin.
    opening: Option<String>,
    /// The cells of one line, their shapes, and how many there are.
    lines: HashSet<String, FixedState>,
    single: HashMap<String, i32, FixedState>,
    singles: i32,
    /// Cells of several lines each of which goes on with the one above.
    shown: i32,
    /// Cells of a column of places that are names of places that are known.
    known: i32,
}

impl Column {
    fn of(role: Option<Role>) -> Self {
        let (values, shapes, ends, opens, single) = Default::default();
        let (lines, count, singles, shown, known) = (HashSet::default(), 0, 0, 0, 0);
        let opening = None;
        Self {
            role,
            count,
            values,
            shapes,
            ends,
            opens,
            opening,
            lines,
            single,
            singles,
            shown,
            known,
        }
    }

    fn learn(&mut self, row: &Pieces, range: &Range<usize>) {
        let Some(cell) = row.cell(range) else { return };
        self.count += 1;
        self.known += i32::from(self.role == Some(Role::Place) && cell.known());
        *self.values.entry(cell.text.clone()).or_default() += 1;
        *self.shapes.entry(cell.shape.clone()).or_default() += 1;
        if range.len() == 1 {
            self.singles += 1;
            self.lines.insert(cell.text.clone());
            *self.single.entry(cell.shape.clone()).or_default() += 1;
        } else if (range.start + 1..range.end).all(|line| row.goes_on[line]) {
            self.shown += 1;
        }
        if let Some(end) = cell.text.chars().last() {
            *self.ends.entry(end).or_default() += 1;
        }
        if let Some(opening) = &row.openings[range.start] {
            *self.opens.entry(opening.clone()).or_default() += 1;
        }
    }

    /// Settles how all its cells begin, but for one in ten.
    fn settle(&mut self) {
        const LEAST: i32 = 3;
        let told = |count: i32| count >= LEAST && count * 10 >= self.count * 9;
        self.opening =
            self.opens.iter().find(|(_, count)| told(**count)).map(|(own, _)| own.clone());
    }

    /// How well a cell that begins so stands here.
    fn opens(&self, own: Option<&String>) -> i32 {
        self.opening.as_ref().map_or(0, |opening| if own == Some(opening) { 2 } else { -2 })
    }

    /// Whether a cell is of one line, or each of its lines goes on with the one above, or it stands in
    /// another row on one, or it looks as others of the column do that stand on one line, with digits or letters in it and no
    /// words.
    fn proves(&self, row: &Pieces, range: &Range<usize>) -> bool {
        if range.len() < 2 || (range.start + 1..range.end).all(|line| row.goes_on[line]) {
            return true;
        }
        let Some(cell) = row.cell(range) else { return false };
        if self.lines.contains(&cell.text) {
            return true;
        }
        let whole = cell.shape.as_str();
        let alone = self.single.get(whole).copied().unwrap_or(0);
        let signs = whole.contains(['0', 'A']) && !whole.contains('文');
        signs && alone > 0 && alone * 4 >= self.count
    }

    /// Whether a third of the cells stand on one line.
    fn is_single(&self) -> bool {
        self.singles * 3 >= self.count
    }

    /// Whether cells that stand between others may have several lines: a good part has but one, or at least half of
    /// those that have more show it.
    fn may_break(&self) -> bool {
        let several = self.count - self.singles;
        self.is_single() || (several > 1 && self.shown * 2 >= several)
    }

    /// Whether a cell of one line is like hardly one of another column: it looks as nearly all here, with digits in it,
    /// or stands in several rows.
    fn anchors(&self, row: &Pieces, range: &Range<usize>) -> bool {
        let Some(cell) = row.cell(range).filter(|_| range.len() == 1) else { return false };
        let alike = self.shapes.get(&cell.shape).copied().unwrap_or(0);
        let signs = cell.shape.contains('0') && !cell.shape.contains('文');
        let several = self.values.get(&cell.text).is_some_and(|count| *count > 1);
        several || (signs && alike >= 3 && alike * 5 >= self.count * 4)
    }

    /// How well a cell stands here; `own` is what the row itself gave to what was learned.
    fn fits(&self, cell: &Cell, own: Option<&Cell>) -> i32 {
        let mut score = self.by_role(&cell.text);
        let others = self.count - i32::from(own.is_some());
        if others < 1 || nothing::is_nothing(&cell.text) {
            return score;
        }
        let of = |count: Option<&i32>, same: bool| count.copied().unwrap_or(0) - i32::from(same);
        let shapes =
            of(self.shapes.get(&cell.shape), own.is_some_and(|own| own.shape == cell.shape));
        let values = of(self.values.get(&cell.text), own.is_some_and(|own| own.text == cell.text));
        let last = cell.text.chars().last();
        let ends = last.map_or(0, |end| {
            of(self.ends.get(&end), own.is_some_and(|own| own.text.ends_with(end)))
        });
        score += (4 * shapes + others / 2) / others;
        score -= if shapes == 0 { 2 } else { 0 };
        let placed = self.known > 1 && self.known * 3 >= self.count * 2;
        score -= if placed && !cell.known() { 4 } else { 0 };
        score += if values > 0 { 2 } else { 0 };
        score += (2 * ends + others / 2) / others;
        score
    }

    /// How well a text is of the kind that the header asks for.
    fn by_role(&self, text: &str) -> i32 {
        if nothing::is_nothing(text) {
            return 0;
        }
        let number = super::is_number(text);
        let words = text.contains(blank::is_han);
        match self.role {
            Some(Role::Code) if words => -4,
            Some(Role::Place | Role::Name | Role::Project | Role::PlaceOrUnit | Role::Units)
                if !words =>
            {
                -4
            }
            Some(Role::Date) => {
                let whole = date::whole(text).is_some()
                    || date::prefix(text).is_some_and(|found| found.len == text.len());
                if whole { 4 } else { -4 }
            }
            Some(Role::Number) => {
                if number {
                    3
                } else {
                    -3
                }
            }
            Some(Role::Units) => i32::from(values::is_body(text)),
            // 1406—2023农用地: the number is the end of a code.
            Some(Role::Name | Role::Project) if text.starts_with(|c: char| c.is_ascii_digit()) => {
                -1
            }
            _ => 0,
        }
    }

    /// What it costs to have no cell here, in the first columns behind the serial or elsewhere: one may be missing
    /// anywhere, several side by side are merged at the left.
    fn empty(&self, left: Option<usize>) -> i32 {
        match (self.role, left) {
            (Some(Role::Note), _) => 0,
            (_, Some(1)) => -3,
            (_, Some(_)) => -1,
            _ => -4,
        }
    }
}

/// A way up to a line and a column: its score, the line it came from, and which of the ways there.
#[derive(Clone, Copy)]
struct Step {
    score: i32,
    from: usize,
    nth: usize,
}

/// How many columns behind the serial most of the rows leave out that leave out any; no number where few do.
fn merged_at_left(rows: &[Aligned]) -> usize {
    let left = |row: &Aligned| row.cells.iter().skip(1).take_while(|cell| cell.is_empty()).count();
    let mut counts: Vec<usize> = Vec::new();
    for left in rows.iter().map(left).filter(|left| *left > 0) {
        if counts.len() <= left {
            counts.resize(left + 1, 0);
        }
        counts[left] += 1;
    }
    let all: usize = counts.iter().sum();
    let most = (1..counts.len()).max_by_key(|left| counts[*left]);
    most.filter(|left| counts[*left] > 1 && counts[*left] * 2 > all).unwrap_or(0)
}

/// The best way to place a row, and whether the second comes near.
fn place(row: &Pieces, columns: &[Column], merged: usize, known: Option<&Aligned>) -> Aligned {
    let (width, lines) = (columns.len(), row.len());
    // Per column and line: the two best ways to have placed as many lines.
    let mut ways: Vec<Vec<Vec<Step>>> = vec![vec![Vec::new(); lines + 1]; width + 1];
    ways[1][1].push(Step { score: 0, from: 0, nth: 0 });
    for column in 1..width {
        let own = known.and_then(|known| row.cell(&known.cells[column]));
        let (done, open) = ways.split_at_mut(column + 1);
        let (above, below) = (&done[column], &mut open[0]);
        for at in 1..=lines {
            for (nth, step) in above[at].iter().enumerate() {
                let empty = columns[column].empty((at == 1).then_some(column));
                push(&mut below[at], Step { score: step.score + empty, from: at, nth });
                let mut inside = 0;
                // A line that begins as the cells of the next column do, and those of this one do not, begins such a cell.
                let of_next = |line: usize| {
                    let next = columns.get(column + 1).and_then(|next| next.opening.as_ref());
                    next.is_some()
                        && row.openings[line].as_ref() == next
                        && columns[column].opening.as_ref() != next
                };
                for (end, ways) in below.iter_mut().enumerate().skip(at + 1).take(PIECES_MOST) {
                    if end > at + 1 {
                        inside -= i32::from(!row.goes_on[end - 1]);
                        inside -= if of_next(end - 1) { MARGIN } else { 0 };
                    }
                    // A sign for nothing is a cell by itself.
                    let sign = |line: usize| row.signs[line];
                    if end > at + 1 && (sign(at) || sign(end - 1)) {
                        break;
                    }
                    let Some(cell) = row.cell(&(at..end)) else { break };
                    let apart = if row.goes_on[at] { 4 } else { 0 };
                    let like = if at == 1 && merged > 0 && column == merged + 1 { LIKE } else { 0 };
                    let opens = columns[column].opens(row.openings[at].as_ref());
                    let fits = columns[column].fits(cell, own) + opens;
                    let score = step.score + inside - apart + like + fits;
                    push(ways, Step { score, from: at, nth });
                }
            }
        }
    }
    let last = &ways[width][lines];
    let Some(best) = last.first() else {
        let none = vec![0..0; width];
        return Aligned { cells: none, sure: false, proven: false, score: -100 };
    };
    let sure = last.get(1).is_none_or(|second| best.score - second.score >= MARGIN);
    let score = best.score;
    let mut cells = vec![0..0; width];
    cells[0] = 0..1;
    let (mut end, mut nth) = (lines, 0);
    for column in (1..width).rev() {
        let step = ways[column + 1][end][nth];
        cells[column] = step.from..end;
        (end, nth) = (step.from, step.nth);
    }
    Aligned { cells, sure, proven: false, score }
}

/// Keeps the two best.
fn push(ways: &mut Vec<Step>, step: Step) {
    let at = ways.iter().position(|other| other.score < step.score).unwrap_or(ways.len());
    ways.insert(at, step);
    ways.truncate(2);
}

#[cfg(test)]
mod tests {
    use super::{align, shape};
    use crate::model::Role;

    #[test]
    fn signs_of_a_kind_are_one() {
        assert_eq!(shape("DB31/T1518—2024"), "A0/A0—0");
        assert_eq!(shape("2024年11月29日"), "0年0月0日");
    }

    fn read(rows: &[&str], roles: &[Option<Role>]) -> Vec<(String, bool)> {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(' ').collect()).collect();
        let aligned = align(&rows, roles).unwrap();
        let cells = |(row, own): (&Vec<&str>, &super::Aligned)| {
            let cells: Vec<String> =
                own.cells.iter().map(|range| row[range.clone()].concat()).collect();
            (cells.join("|"), own.sure)
        };
        rows.iter().zip(&aligned).map(cells).collect()
    }

    #[test]
    fn lines_of_one_cell_are_put_together() {
        let roles = [Some(Role::Serial), None, Some(Role::Name), None, Some(Role::Date)];
        let rows = [
            "1 DB31/T 1518—2024 甲系统通用要求 / 2024年 11月29日",
            "2 DB31/T 1519 —2024 乙品种描述规范 DB31/T12—1998 2024年 11月29日",
            "3 DB31/T 1520—2024 丙设备技术规范 / 2024年 11月29日",
        ];
        let told = read(&rows, &roles);
        assert_eq!(told[0], ("1|DB31/T1518—2024|甲系统通用要求|/|2024年11月29日".into(), true));
        assert_eq!(
            told[1],
            ("2|DB31/T1519—2024|乙品种描述规范|DB31/T12—1998|2024年11月29日".into(), true)
        );
    }

    #[test]
    fn what_could_be_either_cell_is_not_sure() {
        let roles = [Some(Role::Serial), None, None, None];
        let rows = ["1 甲某 乙某 丙某", "2 丁某 戊某", "3 己某 庚某 辛某"];
        assert!(!read(&rows, &roles)[1].1);
    }
}
