//! The lines of a row of a flattened table, and the cells that they can make.

use std::ops::Range;

use super::super::{is_number, pieces};
use super::PIECES_MOST;
use crate::segment::lists::places;
use crate::text::{blank, compact, nothing, numeral};

/// The cells that the lines of a row can make: from each line on, of one line and more.
pub(super) struct Pieces {
    pub(super) cells: Vec<Vec<Cell>>,
    /// Whether each line goes on with the one above.
    pub(super) goes_on: Vec<bool>,
    /// Whether each line is a sign for nothing.
    pub(super) signs: Vec<bool>,
    /// How each line begins, where that says something: `1、`, `第2`, `《`.
    pub(super) openings: Vec<Option<String>>,
}

pub(super) struct Cell {
    pub(super) text: String,
    pub(super) shape: String,
}

impl Cell {
    pub(super) fn known(&self) -> bool {
        places::is_known(&self.text)
    }
}

impl Pieces {
    pub(super) fn of(row: &[&str]) -> Self {
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
    pub(super) fn is_whole(&self) -> bool {
        !self.goes_on.contains(&true)
    }

    /// Whether two numbers of a cell stand one below the other: the page's number below an amount.
    pub(super) fn glues_numbers(&self, range: &Range<usize>) -> bool {
        let number =
            |line: usize| self.cells[line].first().is_some_and(|cell| is_number(&cell.text));
        (range.start + 1..range.end)
            .any(|line| !self.goes_on[line] && number(line - 1) && number(line))
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn cell(&self, range: &Range<usize>) -> Option<&Cell> {
        range.len().checked_sub(1).and_then(|last| self.cells[range.start].get(last))
    }
}

/// How a text looks: digits and letters as one sign each, words as one, what dates are written with as it is.
pub(super) fn shape(text: &str) -> String {
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
pub(super) fn opening(text: &str) -> Option<String> {
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
