//! Items that count down the columns of a page: `1.甲 4.丁` over `2.乙 5.戊`.

use super::marks::{self, Item, Style};
use crate::model::Span;
use crate::segment::lists::{Found, Scope};
use crate::text::{is_blank, trim};

/// Fewest items that show such columns.
const LEAST: usize = 6;

/// The items of the first run of lines that each hold several, if all count from 1 on, but not in the order
/// of reading.
pub(super) fn read(scope: &Scope<'_>, style: Style) -> Option<Vec<Item>> {
    if !matches!(style, Style::Point | Style::Bracket) {
        return None;
    }
    let mut items: Vec<Item> = Vec::new();
    for line in scope.open() {
        let found = of_line(scope, line, style);
        if found.len() > 1 || (!items.is_empty() && found.len() == 1) {
            items.extend(found);
        } else if !items.is_empty() {
            break;
        }
    }
    let mut numbers: Vec<u32> =
        items.iter().filter_map(|item| item.number.map(|(_, n)| n)).collect();
    if numbers.len() < LEAST || numbers.is_sorted() || !counts_down(&items) {
        return None;
    }
    numbers.sort_unstable();
    (1..).zip(&numbers).all(|(due, n)| due == *n).then_some(items)
}

/// Whether the items of each line are those of the line above, each one more.
fn counts_down(items: &[Item]) -> bool {
    let number = |item: &Item| item.number.map_or(0, |(_, n)| n);
    let lines: Vec<&[Item]> = items.chunk_by(|a, b| a.line == b.line).collect();
    lines.len() > 1
        && lines.windows(2).all(|pair| {
            pair[1].len() <= pair[0].len()
                && pair[0].iter().zip(pair[1]).all(|(a, b)| number(b) == number(a) + 1)
        })
}

/// The items of a line, each at its start or behind a gap; none where it begins otherwise.
fn of_line(scope: &Scope<'_>, line: usize, style: Style) -> Vec<Item> {
    let text = scope.text(line);
    let offset = scope.lines[line].span.start as usize;
    let mut before = ' ';
    let mut starts = Vec::new();
    for (at, c) in text.char_indices() {
        if is_blank(before)
            && !is_blank(c)
            && let Some(mark) = marks::mark_in(&text[at..], style)
        {
            starts.push((at, mark));
        }
        before = c;
    }
    if starts.first().is_none_or(|(at, _)| !text[..*at].trim_matches(is_blank).is_empty()) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let item = |((at, mark), end): (&(usize, marks::Mark), usize)| {
        let number = Span::of(offset + at + mark.from, offset + at + mark.to);
        let body = trim(Span::of(offset + at + mark.end, offset + end), &scope.document.text);
        Item { number: Some((number, mark.n)), body, more: Vec::new(), below: None, line }
    };
    starts.iter().zip(ends).map(item).collect()
}

/// Puts the entries into the order of their serials.
pub(super) fn in_order(found: &mut Found) {
    let width = found.roster.columns.len();
    let mut order: Vec<usize> = (0..found.roster.entries.len()).collect();
    order.sort_by_key(|at| found.roster.entries[*at].serial.value());
    let cells =
        order.iter().flat_map(|at| found.roster.cells[at * width..(at + 1) * width].to_vec());
    found.roster.cells = cells.collect();
    found.roster.entries = order.iter().map(|at| found.roster.entries[*at]).collect();
}
