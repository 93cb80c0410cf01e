//! Sums of a line of words, 小计 1396 95170 3816.5, which say not in which columns they stand: the row left its empty
//! cells out.

use std::ops::Range;

use super::is_rate;
use super::sheet::Sheet;
use crate::model::{Role, Span};
use crate::text::decimal::Decimal;

/// A row of sums so told.
pub(super) struct Line {
    /// The printed numbers, in order.
    pub sums: Vec<(Span, Decimal)>,
    /// The rows that it is most likely of.
    pub rows: Range<usize>,
}

/// Wider lists, and more rows of sums, are not looked at: each way to place the numbers is tried.
const COLUMNS_MOST: usize = 10;
const LINES_MOST: usize = 40;

/// The columns of so many sums: those that can be added up at all, where there are no more; else the only ones that make
/// all sums of one of the rows right.
pub(super) fn columns(sheet: &Sheet<'_>, lines: &[Line], sums: usize) -> Option<Vec<usize>> {
    let number = |column: &usize| {
        let what = &sheet.roster.columns[*column];
        what.role == Role::Number && !is_rate(&what.title) && !are_years(sheet, *column)
    };
    let numbers: Vec<usize> = (0..sheet.roster.columns.len()).filter(number).collect();
    if numbers.len() == sums {
        return Some(numbers);
    }
    if sums < 2 || numbers.len() < sums || numbers.len() > COLUMNS_MOST {
        return None;
    }
    let lines: Vec<&Line> =
        lines.iter().filter(|line| line.sums.len() == sums).take(LINES_MOST).collect();
    let fits = |columns: &[usize]| {
        let right = |line: &&&Line| {
            columns.iter().zip(&line.sums).all(|(column, (_, printed))| {
                sheet.sum(*column, &line.rows).is_some_and(|found| found == *printed)
            })
        };
        lines.iter().any(|line| right(&line))
    };
    let mut found = (0u32..1 << numbers.len())
        .filter(|ways| ways.count_ones() as usize == sums)
        .map(|ways| {
            let own = |at: &usize| ways >> at & 1 == 1;
            (0..numbers.len()).filter(own).map(|at| numbers[at]).collect::<Vec<usize>>()
        })
        .filter(|columns| fits(columns));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether all cells of a column are years: 建成年份 1983. Nobody adds them up.
fn are_years(sheet: &Sheet<'_>, column: usize) -> bool {
    let title = &sheet.roster.columns[column].title;
    let year = |row: &crate::model::Row| match row.values.get(column) {
        Some(crate::model::Value::Integer(year)) => (1000..=2100).contains(year),
        Some(crate::model::Value::Empty) => true,
        _ => false,
    };
    title.contains('年') && sheet.rows.iter().all(year)
}
