//! The header of a flattened table without serials, told by its rows: numbers and words come back in one order.

use super::header::MOST_CELLS;
use super::{is_number, period};
use crate::segment::lists::Scope;
use crate::segment::mark;
use crate::segment::roster::words;
use crate::text::{compact, nothing};

/// Fewest rows that show the order.
const ROWS: usize = 3;

/// More lines are not looked at.
const LINES_MOST: usize = 20_000;

/// Longest header cell, in characters.
const CELL_MOST: usize = 24;

/// Whether a cell is a number, or stands for none.
pub(super) fn is_value(text: &str) -> bool {
    is_number(text) || nothing::is_nothing(text)
}

/// Where the header starts and how many lines it has: as many cells as the kinds of the lines below come back after,
/// right below a title, a unit or the annex mark. A unit in brackets on a line of its own is none. There is one such way.
pub(super) fn header(
    scope: &Scope<'_>,
    open: &[usize],
    texts: &[String],
) -> Option<(usize, usize)> {
    if !scope.annex || texts.len() > LINES_MOST {
        return None;
    }
    let first = texts.iter().position(|text| is_value(text))?;
    let closes = |at: &usize| words::is_sum(&texts[*at]) || super::is_end(scope, open[*at]);
    let end = (first..texts.len()).find(closes).unwrap_or(texts.len());
    let values: Vec<bool> = texts[..end].iter().map(|text| is_value(text)).collect();
    let title = |at: usize| {
        let text = texts[at].as_str();
        words::ends_list_title(text)
            || words::is_unit_line(text)
            || words::is_bracketed(text)
            || mark::mark(scope.text(open[at])).is_some()
    };
    let cell = |at: usize| {
        let text = texts[at].as_str();
        text.chars().count() <= CELL_MOST
            && !text.ends_with(['。', '；', '：', ':', '，'])
            && !words::is_unit_line(text)
            && (!words::ends_list_title(text) || words::role_of(text).is_some())
            && mark::mark(scope.text(open[at])).is_none()
    };
    // The line with the first of so many cells above the rows.
    let start = |row: usize, width: usize| {
        let heads = (0..row).rev().filter(|at| !words::is_bracketed(&texts[*at]));
        heads.take(width).nth(width - 1)
    };
    let found = |width: usize| {
        (1..width.min(first + 1)).find_map(|words| {
            let row = first - words;
            let rows = length(&values[row..], width) / width;
            let foot = end - row - rows * width;
            // All lines make rows, but for a foot of one row at most.
            let whole = rows >= ROWS && foot < width + 1 && (foot == 0 || !values[end - foot]);
            // A foot with the kinds of a row's first cells is the last row: a cell of the header is lost.
            let below = &values[end - foot..];
            let shifted = below.contains(&true) && values[row..].starts_with(below);
            let head = start(row, width)?;
            let above = head.checked_sub(1).is_none_or(title);
            (whole && !shifted && above && (head..row).all(cell)).then_some((head, row - head))
        })
    };
    let mut ways = (2..=MOST_CELLS).filter_map(found);
    if let Some(way) = ways.next() {
        return Some(way).filter(|_| ways.next().is_none());
    }
    // 89号汽油 over 元/吨 and 元/升: the first cell is merged over rows that all end in numbers.
    let merged = |width: usize| {
        let head = (0..first.checked_sub(width)?).rfind(|at| title(*at))? + 1;
        let row = head + width;
        let rows = row < first && period::cuts(&values[row..], width).is_some();
        (rows && (head..first).all(cell)).then_some((head, width))
    };
    let mut ways = (3..=MOST_CELLS).filter_map(merged);
    ways.next().filter(|_| ways.next().is_none())
}

/// How many of some lines make whole rows of so many cells, each of the kinds of the first.
fn length(values: &[bool], width: usize) -> usize {
    let alike = (width..values.len()).take_while(|at| values[*at] == values[at - width]).count();
    if values.len() < width { 0 } else { (width + alike) / width * width }
}

/// How many of the lines below a header are rows of so many cells: all, or all but a foot that has other kinds.
pub(super) fn rows(scope: &Scope<'_>, body: &[usize], width: usize) -> usize {
    let sum = |index: &usize| words::is_sum(&compact(scope.text(*index)));
    if body.iter().any(sum) {
        return body.len();
    }
    let values: Vec<bool> = body.iter().map(|index| is_value(scope.text(*index))).collect();
    let rows = length(&values, width);
    let told = values.contains(&true) && rows >= ROWS * width && body.len() - rows <= width;
    if told { rows } else { body.len() }
}

/// Whether lines below the rows are of no row and say something of the columns: 结算方式 over 各区与甲中心结算, merged
/// over several, where the rows have amounts. Words alone stand there: of a row that lost its end the name would, and of
/// one with other cells a number.
pub(super) fn is_foot(scope: &Scope<'_>, body: &[usize], foot: &[usize], width: usize) -> bool {
    let value = |index: &usize| is_value(scope.text(*index));
    let [first, second, ..] = foot else { return false };
    // 散运至戊基地 below 散运至丁基地 is a row that lost its amounts.
    let names = || body.iter().step_by(width).map(|index| scope.text(*index));
    let begin = |text: &str| text.chars().take(2).collect::<String>();
    let like = |text: &str| {
        names().any(|name| begin(name) == begin(text) || name.chars().last() == text.chars().last())
    };
    let amounts = (1..width).all(|at| body.iter().skip(at).step_by(width).all(value));
    amounts
        && !value(first)
        && !value(second)
        && !foot.iter().any(|index| like(scope.text(*index)))
        && !foot.iter().any(|index| is_number(scope.text(*index)))
}
