//! Which lines of a flattened row are which cell, where cells stand on several lines and others are gone: of all ways
//! the one in which each column holds what it holds in the other rows.

mod column;
mod first;
mod lines;

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::model::Role;
use crate::segment::roster::values;
use column::Column;
use lines::Pieces;

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
    // Where whole rows teach, what they alone say tells whether the first cell of a row that lacks one is gone.
    let taught: Vec<Column> = columns.clone();
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
    // A name may be that of the row, whose older one is left out, as well as an older one below the name above.
    for (row, own) in pieces.iter().zip(&mut aligned) {
        if let Some(second) = first::rival(row, &taught, &own.cells) {
            own.cells[1] = own.cells[second].clone();
            let end = own.cells[1].end;
            own.cells[2..=second].fill(end..end);
            own.sure = false;
        }
    }
    // What stands in the last column of a row of as many lines as columns.
    let whole = pieces.iter().filter(|row| row.len() == roles.len() && row.is_whole());
    let lasts: HashSet<&str, FixedState> =
        whole.filter_map(|row| row.cells.last()?.first()).map(|cell| cell.text.as_str()).collect();
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
                // 事项己 below 第六条 is another row's, and 《甲法》 begins a cell.
                let strange = |line: usize| {
                    let Some(cell) = row.cells[line].first() else { return true };
                    let other = |of: usize| of != at && columns[of].is_like(&cell.text);
                    let opening = row.openings[line].as_ref();
                    opening.is_some_and(|own| columns[at].opening.as_ref() != Some(own))
                        || (1..columns.len()).any(other)
                };
                let cell = &own.cells[at];
                let strange = || cell.clone().skip(1).any(strange);
                let from = || anchored(at - 1) || (opens(at) && !strange());
                // 交通局 at the end, where 甲市 above it may be its beginning.
                let alone = || {
                    at + 2 < columns.len()
                        || lasts.is_empty()
                        || row.cell(&own.cells[at + 1]).is_some_and(|cell| {
                            cell.shape.contains('0') || lasts.contains(cell.text.as_str())
                        })
                };
                let to = || {
                    (anchored(at + 1) && alone())
                        || at_edge
                        || (at + 1 < columns.len() && opens(at + 1) && !strange())
                };
                let between = || from() && to() && !body();
                proves(at) || (columns[at].may_break() && between())
            });
    }
    Some(aligned)
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
    use super::align;
    use super::lines::shape;
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
