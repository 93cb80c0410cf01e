//! Two lists with headers of their own side by side in one table: 序号 姓名 单位 | 序号 单位名称 所在市.

use std::collections::HashSet;

use super::unfold::push;
use crate::model::{Document, Role, Table, TableCell, TableRow};
use crate::segment::roster::{serial, words};
use crate::text::compact;

/// How far down the header may stand, in rows, and fewest rows of each list.
const TOP: usize = 6;
const ROWS_LEAST: usize = 2;

/// The table with the lists one below the other, each with what stands above it. Serials from one on below each word
/// of serials tell that each is a list; that rows belong to both, as in a list of pairs, the titles of lists above them or
/// an end before the other's tell not to be so.
pub(super) fn stack(document: &Document, table: &Table) -> Option<Table> {
    let text = |cell: &TableCell| compact(document.slice(cell.span));
    let (at, starts) = table
        .rows
        .iter()
        .take(TOP)
        .enumerate()
        .find_map(|(at, row)| Some((at, starts(document, table, row)?)))?;
    let part = |row: &TableRow, nth: usize| -> Vec<TableCell> {
        let cells = table.cells_of(row).iter().copied();
        cells
            .filter(|cell| starts.partition_point(|start| *start <= cell.column) == nth + 1)
            .collect()
    };
    let filled = |cells: &[TableCell]| cells.iter().filter(|cell| !text(cell).is_empty()).count();
    // A line below both lists is of neither.
    let single = |row: &&TableRow| filled(table.cells_of(row)) < 2;
    let body = &table.rows[at + 1..];
    let ends = body.len() - body.iter().rev().take_while(single).count();
    let (body, below) = body.split_at(ends);
    let counts = |nth: usize| {
        let serials = body.iter().filter_map(|row| {
            let own = part(row, nth);
            let first = own.iter().find(|cell| cell.column == starts[nth]).map(text)?;
            (!first.is_empty() && !words::is_sum(&first)).then_some(first)
        });
        let serials: Vec<Option<u32>> = serials.map(|text| serial::parse(&text).value()).collect();
        // One of many may be wrong: that is for the checks to say.
        let wrong = (1..).zip(&serials).filter(|(due, own)| **own != Some(*due)).count();
        serials.len() >= ROWS_LEAST && serials[0] == Some(1) && wrong * 3 <= serials.len()
    };
    let all = || 0..starts.len();
    if !all().all(counts) {
        return None;
    }
    // What stands left of the first serials is of no list.
    let outside = |row: &TableRow| {
        let mut left = table.cells_of(row).iter().take_while(|cell| cell.column < starts[0]);
        left.any(|cell| !text(cell).is_empty())
    };
    let long = |nth: usize| {
        let empty = |row: &&TableRow| filled(&part(row, nth)) == 0;
        body.len() - body.iter().rev().take_while(empty).count()
    };
    let titled = |row: &TableRow| {
        let listed =
            |nth: usize| part(row, nth).iter().any(|cell| words::ends_list_title(&text(cell)));
        let first = |nth: usize| part(row, nth).iter().map(text).find(|text| !text.is_empty());
        all().all(listed) && all().skip(1).all(|nth| first(nth) != first(nth - 1))
    };
    let own = all().any(|nth| long(nth) != body.len()) || table.rows[..at].iter().any(titled);
    if !own || table.rows[..=at].iter().chain(body).any(outside) {
        return None;
    }
    let filled: HashSet<u16> =
        table.cells.iter().filter(|cell| !cell.span.is_empty()).map(|cell| cell.column).collect();
    let gap = |cell: &TableCell| !filled.contains(&cell.column);
    let mut out = Table { exact: table.exact, ..Table::default() };
    for (nth, start) in starts.iter().enumerate() {
        for row in &table.rows[..at + 1 + ends] {
            let mut cells = part(row, nth);
            // Empty columns between the lists are of none.
            while cells.last().is_some_and(gap) {
                cells.pop();
            }
            push(&mut out, &cells, *start);
        }
    }
    for row in below {
        push(&mut out, table.cells_of(row), 0);
    }
    Some(out)
}

/// The columns at which a header says 序号, where it does so twice and each time before other words.
fn starts(document: &Document, table: &Table, row: &TableRow) -> Option<Vec<u16>> {
    const WIDTH_LEAST: usize = 2;
    let titles = table.cells_of(row).iter().map(|cell| (cell, compact(document.slice(cell.span))));
    let titles: Vec<(u16, String)> = titles
        .filter(|(_, title)| !title.is_empty())
        .map(|(cell, title)| (cell.column, title))
        .collect();
    let (_, word) =
        titles.first().filter(|(_, word)| words::role_of(word) == Some(Role::Serial))?;
    let own: Vec<usize> = (0..titles.len()).filter(|at| titles[*at].1 == *word).collect();
    let ends = own.iter().copied().skip(1).chain([titles.len()]);
    let wide = own.iter().zip(ends).all(|(from, to)| to - from >= WIDTH_LEAST);
    (own.len() > 1 && wide).then(|| own.iter().map(|at| titles[*at].0).collect())
}
