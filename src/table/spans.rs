//! Spans that lead into `text.txt`: in order, on character boundaries, and over the text that the
//! row says it was read from.

use std::collections::{BTreeSet, HashMap};

use super::Table;
use super::ours::Layout;
use crate::check::Book;
use crate::model::{Document, Span};
use crate::text::{fold, is_blank, numeral};

/// Where so many of a column's cells, of a hundred, are in their rows' text, one that is not is
/// wrong. Merged cells stand elsewhere, and their columns fall below.
const MOSTLY: usize = 95;

/// Checks the spans of a table.
pub(super) fn check(table: &Table, layout: &Layout, text: Option<&Document>, book: &mut Book) {
    let (Some(start), Some(end)) = (layout.start, layout.end) else { return };
    let number = |row: usize, at: usize| table.cell(row, at).parse::<usize>().ok();
    let mut good: Vec<(usize, Span)> = Vec::new();
    book.run("MD310", |sink| {
        let mut last = 0;
        let mut ends: BTreeSet<usize> = BTreeSet::new();
        // Rows printed side by side are read column by column: a span may begin further back,
        // behind another row of its line.
        let beside = |ends: &BTreeSet<usize>, from: usize| {
            let end = ends.range(..=from).next_back().copied();
            let between = text.zip(end).and_then(|(text, end)| text.text.get(end..from));
            between.is_some_and(|between| !between.contains('\n'))
        };
        for row in 0..table.rows.len() {
            let (from, to) = (number(row, start), number(row, end));
            let fault = match (from, to) {
                (Some(from), Some(to)) if from > to => Some("turned"),
                (Some(from), Some(to)) => match text {
                    Some(text) if to > text.text.len() => Some("beyond"),
                    Some(text) if text.text.get(from..to).is_none() => Some("inside"),
                    _ if layout.document.is_none() && from < last && !beside(&ends, from) => {
                        Some("order")
                    }
                    _ => {
                        ends.insert(to);
                        good.push((row, Span::of(from, to)));
                        None
                    }
                },
                _ => Some("none"),
            };
            if let Some(key) = fault {
                let inside = |at: Option<usize>| {
                    at.zip(text).is_none_or(|(at, text)| text.text.is_char_boundary(at))
                };
                // Which of the two is no end of a row.
                let ends = match key {
                    "beyond" => from.is_some_and(|from| text.is_some_and(|t| from <= t.text.len())),
                    "inside" => inside(from),
                    "none" => from.is_some(),
                    _ => false,
                };
                sink.find(key, table.spot(row, if ends { end } else { start }))
                    .arg("row", table.line(row))
                    .arg("start", table.cell(row, start))
                    .arg("end", table.cell(row, end));
            } else {
                last = from.unwrap_or(last);
            }
        }
    });
    if let Some(text) = text {
        says(table, layout, text, &good, book);
    }
}

/// Whether a row's text begins with its serial; 1 is printed as 01.
fn is_led_by(under: &str, serial: &str) -> bool {
    under.trim_start_matches('0').starts_with(serial) || under.starts_with(serial)
}

/// Whether a row's text holds a cell: whole, or with its end on a line of its own below, where the
/// column was too narrow.
fn holds(printed: &str, under: &str, cell: &str) -> bool {
    let wrapped = || {
        let fields = printed.lines().skip(1).flat_map(|line| line.split("  "));
        fields.map(fold::loose).filter(|field| !field.is_empty()).any(|tail| {
            cell.strip_suffix(tail.as_str())
                .is_some_and(|head| !head.is_empty() && under.contains(head))
        })
    };
    under.contains(cell) || wrapped()
}

/// The letters of a row's text that none of its cells has.
fn rest(table: &Table, cells: &[usize], row: usize, under: &str) -> String {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for at in cells {
        for c in fold::loose(&table.cell(row, *at)).chars() {
            *counts.entry(c).or_default() += 1;
        }
    }
    let taken = |c: &char| match counts.get_mut(c) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    under.chars().filter(taken).collect()
}

/// Whether the text under each span holds what the row says is printed.
fn says(table: &Table, layout: &Layout, text: &Document, good: &[(usize, Span)], book: &mut Book) {
    let rows: Vec<(usize, Span, String)> =
        good.iter().map(|(row, span)| (*row, *span, fold::loose(text.slice(*span)))).collect();
    let printed = layout.families.iter().map(|family| family.raw.unwrap_or(family.value));
    // Printed once for the rows it is of, which have it again or are empty.
    let again = |row: usize, at: usize| row > 0 && table.cell(row, at) == table.cell(row - 1, at);
    let once = |at: &usize| {
        good.iter().any(|(row, _)| table.cell(*row, *at).is_empty() || again(*row, *at))
    };
    let classes: Vec<usize> = printed.clone().filter(once).collect();
    let columns: Vec<usize> = printed.chain(layout.rank).chain(layout.rank_raw).collect();
    let headings: Vec<usize> = columns.iter().chain(&layout.groups).copied().collect();
    book.run("MD310", |sink| {
        for &column in &columns {
            let is_rank = layout.rank == Some(column) || layout.rank_raw == Some(column);
            let says = |row: usize, printed: &str, under: &str| {
                let cell = fold::loose(&table.cell(row, column));
                if is_rank {
                    is_led_by(under, &cell)
                        || classes.iter().any(|class| {
                            // 第一批 | 1: a class stands before the serial of its first row.
                            let class = fold::loose(&table.cell(row, *class));
                            let behind = under.strip_prefix(class.as_str());
                            let behind = behind.filter(|_| !class.is_empty());
                            behind.is_some_and(|behind| {
                                is_led_by(behind.trim_start_matches(['|', '\t']), &cell)
                            })
                        })
                } else {
                    holds(printed, under, &cell)
                }
            };
            let filled = rows.iter().filter(|(row, ..)| !table.cell(*row, column).is_empty());
            // A cell merged over its rows is printed in the first of them.
            let merged = |row: usize| !is_rank && again(row, column);
            let lost: Vec<_> = filled
                .clone()
                .filter(|(row, span, under)| !says(*row, text.slice(*span), under) && !merged(*row))
                .collect();
            let all = filled.count();
            // One of a handful is no sign that the column stands elsewhere.
            if lost.is_empty() || lost.len() > 1 && (all - lost.len()) * 100 < all * MOSTLY {
                continue;
            }
            for (row, span, _) in lost {
                sink.find("", table.place(*row, column))
                    .arg("row", table.line(*row))
                    .arg("column", table.title(column))
                    .arg("cell", table.cell(*row, column))
                    .arg("under", text.slice(*span))
                    .beside("text", *span);
            }
        }
        // What is printed there stands in the row: else a cell was emptied or cut, or the span goes
        // on over other rows.
        let mut left: Vec<(usize, Span, String)> = Vec::new();
        for (row, span, under) in &rows {
            // 十二 in a row under 二、盐城市: the letters are the serial's before they are the heading's.
            let serial = |rest: &str| {
                let rank = layout.rank.and_then(|at| numeral::whole(&table.cell(*row, at)));
                rank.is_some() && rank == numeral::whole(rest)
            };
            let beside = rest(table, &columns, *row, under);
            if beside.is_empty() || serial(&beside) {
                continue;
            }
            let rest = rest(table, &headings, *row, under);
            if !rest.is_empty() && !serial(&rest) {
                left.push((*row, *span, rest));
            }
        }
        let few = left.len() * 100 <= rows.len() * (100 - MOSTLY) || left.len() == 1;
        for (row, span, rest) in left.iter().filter(|_| few && rows.len() > 2) {
            sink.find("left", table.spot(*row, layout.end.unwrap_or_default()))
                .arg("row", table.line(*row))
                .arg("left", rest)
                .beside("text", *span);
        }
        // A span begins and ends with what is printed.
        let loose = |(_, span, _): &&(usize, Span, String)| {
            let under = text.slice(*span);
            under.is_empty() || under.trim_matches(is_blank).len() != under.len()
        };
        let astray: Vec<_> = rows.iter().filter(loose).collect();
        if astray.len() <= 1 || (rows.len() - astray.len()) * 100 >= rows.len() * MOSTLY {
            for (row, span, _) in astray {
                sink.find("edge", table.place(*row, layout.end.unwrap_or_default()))
                    .arg("row", table.line(*row))
                    .arg("start", span.start)
                    .arg("end", span.end)
                    .beside("text", *span);
            }
        }
        // The line of the source, where lines of the text are those of the file.
        let Some(at) = layout.line else { return };
        let off = |(row, span, _): &&(usize, Span, String)| {
            let line = table.cell(*row, at).parse::<u32>().ok();
            line != Some(text.position(span.start).line)
        };
        let wrong: Vec<_> = rows.iter().filter(off).collect();
        // Where no row says its line, those of the text are not the file's: a sheet's, of one row or more.
        let few = (rows.len() - wrong.len()) * 100 < rows.len() * MOSTLY;
        if wrong.len() == rows.len() || wrong.len() > 1 && few {
            return;
        }
        for (row, span, _) in wrong {
            sink.find("line", table.place(*row, at))
                .arg("row", table.line(*row))
                .arg("cell", table.cell(*row, at))
                .arg("line", text.position(span.start).line)
                .beside("text", *span);
        }
    });
}
