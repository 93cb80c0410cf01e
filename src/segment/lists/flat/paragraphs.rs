//! Cells of several lines where blank lines part all others: a single line break stands inside a cell.

use super::header;
use super::pieces;
use crate::model::{Role, Span};
use crate::segment::blank_lines_between;
use crate::segment::line::{Line, LineKind};
use crate::segment::lists::{Found, Scope};
use crate::segment::roster::{groups, values, words};
use crate::text::{compact, numeral};

/// One pair of neighbours in so many may stand without a blank line: where more do, rows are parted by them.
const SHARE: usize = 4;

/// Longest cell put together so, in bytes.
const CELL_MOST: usize = 900;

/// The lines of a scope, those of one cell as one.
pub(super) struct Joined {
    pub(super) lines: Vec<Line>,
    pub(super) closed: Vec<bool>,
    /// Per cell: its first line, and the others.
    cells: Vec<(usize, Vec<usize>)>,
}

/// Puts the lines of each cell below the header together; `None` where there are none.
pub(super) fn joined(scope: &Scope<'_>) -> Option<Joined> {
    let open = scope.open();
    let (start, width) = header::find(scope, &open).filter(|_| scope.annex)?;
    let table = &open[start..];
    let mut close: Vec<bool> = table.windows(2).map(|pair| is_close(scope, pair)).collect();
    let count = close.iter().filter(|close| **close).count();
    if count * SHARE > close.len() {
        close.fill(false);
    }
    let Rows { full, exact } = rows(scope, table, &close, width);
    // Points of one cell, 1.甲 over 2.乙, and the like, where the rows have serials of their own.
    let serials = words::role_of(&compact(scope.text(table[0]))) == Some(Role::Serial);
    let mut joined =
        Joined { lines: scope.lines.to_vec(), closed: scope.closed.clone(), cells: Vec::new() };
    for (at, (pair, close)) in table.windows(2).zip(close).enumerate() {
        let [above, below] = [pair[0], pair[1]];
        let first = joined.cells.last().filter(|(_, others)| others.last() == Some(&above));
        let first = first.map_or(above, |(first, _)| *first);
        let hull = Span::hull(joined.lines[first].span, scope.lines[below].span);
        let one = (close && goes_on(scope, above, below, full[at + 1]))
            || (serials
                && at >= width
                && !exact[at + 1]
                && is_unfinished(scope, [first, above, below]));
        if !one || hull.len() as usize > CELL_MOST {
            continue;
        }
        joined.lines[first].span = hull;
        joined.closed[below] = true;
        match joined.cells.last_mut() {
            Some((own, others)) if *own == first => others.push(below),
            _ => joined.cells.push((first, vec![below])),
        }
    }
    (!joined.cells.is_empty()).then_some(joined)
}

/// Whether no blank line stands between two lines of text.
fn is_close(scope: &Scope<'_>, pair: &[usize]) -> bool {
    let [above, below] = [&scope.lines[pair[0]], &scope.lines[pair[1]]];
    pair[1] == pair[0] + 1
        && above.kind == LineKind::Text
        && below.kind == LineKind::Text
        && blank_lines_between(scope.document, above, below) == 0
}

/// What the lines of a table say of the row that they are of.
struct Rows {
    /// It has more lines than the header has cells, and no more than there are close ones among them. What else stands
    /// close may be two cells: a body and a remark, two persons.
    full: Vec<bool>,
    /// It has as many lines as the header has cells, as most rows have: nothing of it is to be put together.
    exact: Vec<bool>,
}

/// Tells the rows of a table by their serials.
fn rows(scope: &Scope<'_>, table: &[usize], close: &[bool], width: usize) -> Rows {
    let (mut full, mut exact) = (vec![false; table.len()], vec![false; table.len()]);
    let serials = words::role_of(&compact(scope.text(table[0]))) == Some(Role::Serial);
    if !serials {
        return Rows { full, exact };
    }
    // A unit in brackets on a line of its own heads no column, nor does the second line of a cell of the header.
    let (below, width) = (width, super::head_of(scope, &table[..width]).titles.len());
    let second =
        |at: &usize| close[*at] && !words::is_bracketed(&compact(scope.text(table[at + 1])));
    let wrapped = (0..below - 1).filter(second).count();
    // 正式项目（67个） above the first row heads rows.
    let last =
        table.get(below - 1).map(|index| groups::heading(scope.document, &scope.lines[*index]));
    let counted = usize::from(last.is_some_and(|heading| heading.claim.is_some()));
    let width = width.saturating_sub(wrapped + counted).max(2);
    full[..below].fill(wrapped > 0);
    // A heading below a row is none of its cells.
    let heads = |index: usize| {
        let own = || groups::heading(scope.document, &scope.lines[index]).is_formal();
        let text = compact(scope.text(index));
        header::is_han_number(&text) || own() || super::is_note(scope, index)
    };
    let (mut starts, mut due): (Vec<usize>, u64) = (Vec::new(), 1);
    for (at, index) in table.iter().enumerate().skip(below) {
        // 一 is the number of a heading.
        let text = compact(scope.text(*index));
        let number = numeral::whole(&text).filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
        // They run on, or begin anew below a heading.
        let anew = number == Some(1) && heads(table[at - 1]);
        if number == Some(due) || anew {
            due = if anew { 2 } else { due + 1 };
            starts.push(at);
        }
    }
    starts.push(table.len());
    let mut over = 0;
    let mut whole = Vec::new();
    for pair in starts.windows(2) {
        let end = (pair[0] + 1..pair[1]).find(|at| heads(table[*at])).unwrap_or(pair[1]);
        let row = pair[0]..end;
        let joins = close[row.start..row.end - 1].iter().filter(|close| **close).count();
        let many = row.len().checked_sub(width).filter(|many| *many > 0);
        over += usize::from(many.is_some());
        // 1.甲 and 2.乙 look like headings.
        if [row.end, pair[1]].contains(&(row.start + width)) {
            whole.push(row.start..row.start + width);
        }
        full[row].fill(many.is_some_and(|many| many <= joins));
    }
    // Where most rows have too many lines, one of as many as cells has more likely lost one.
    if whole.len() >= over {
        for row in whole {
            exact[row].fill(true);
        }
    }
    Rows { full, exact }
}

/// Whether a cell that begins at `first` and so far ends at `above` surely goes on: 2.乙 below 1.甲, what stands behind a
/// colon, 第三条 below another article. A number is a serial.
fn is_unfinished(scope: &Scope<'_>, [first, above, below]: [usize; 3]) -> bool {
    let [first, above, below] = [first, above, below].map(|index| scope.text(index).trim());
    let article = |text: &str| {
        let rest = text.strip_prefix('第')?;
        let (_, length) = numeral::prefix(rest)?;
        rest[length..].starts_with('条').then_some(())
    };
    let articles = article(first).is_some() && article(below).is_some();
    numeral::whole(below).is_none()
        && (pieces::is_point(above, below) || above.ends_with(['：', ':']) || articles)
}

/// Whether both can be of one cell: a number is one by itself, but for one that the line above or below goes on with.
fn goes_on(scope: &Scope<'_>, above: usize, below: usize, too_many: bool) -> bool {
    let [above, below] = [above, below].map(|index| compact(scope.text(index)));
    let number = |text: &str| numeral::whole(text).is_some();
    pieces::goes_on(&above, &below) || (too_many && !number(&above) && !number(&below))
}

impl Joined {
    /// Gives the cells of what was read their lines, and takes all of these.
    pub(super) fn part(&self, scope: &Scope<'_>, found: &mut Found) {
        // Two bodies stay two: what parts them is the line break.
        let bodies = |(first, others): &(usize, Vec<usize>)| {
            let mut lines = [first].into_iter().chain(others);
            lines.all(|index| values::is_body(&compact(scope.text(*index))))
        };
        let parts = |(first, others): &(usize, Vec<usize>)| -> Vec<Span> {
            [first].into_iter().chain(others).map(|index| scope.lines[*index].span).collect()
        };
        // In order of the text, as lines are.
        let of = |span: Span| {
            let at = self
                .cells
                .binary_search_by_key(&span.start, |(first, _)| self.lines[*first].span.start);
            at.ok()
                .map(|at| &self.cells[at])
                .filter(|cell| self.lines[cell.0].span == span && !bodies(cell))
        };
        for (at, cell) in found.roster.cells.iter_mut().enumerate() {
            let at = at as u32;
            if let Some(spans) = found.roster.joined.get_mut(&at) {
                let whole = |span: &Span| of(*span).map_or_else(|| vec![*span], parts);
                *spans = spans.iter().flat_map(whole).collect();
                *cell = spans[0];
            } else if let Some(own) = of(*cell) {
                let spans = parts(own);
                *cell = spans[0];
                found.roster.joined.insert(at, spans);
            }
        }
        let taken: std::collections::HashSet<usize> = found.taken.iter().copied().collect();
        for (first, others) in &self.cells {
            if taken.contains(first) {
                found.taken.extend(others);
            }
        }
    }
}
