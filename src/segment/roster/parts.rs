//! One annex, several tables: where another roster begins.

use std::borrow::Cow;
use std::ops::Range;

use super::header::{self, Header, Likeness};
use crate::model::{Document, Table, TableCell};
use crate::segment::lines::{Line, LineKind};

/// Cuts the lines of an annex before each table whose header is unlike the one before it; titles
/// and headings between the tables go with the table below them.
pub(super) fn split(
    document: &Document,
    tables: &[Cow<'_, Table>],
    lines: &[Line],
) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut header: Option<Header> = None;
    let mut last_row: Option<usize> = None;
    let mut last_table = None;
    for (index, line) in lines.iter().enumerate() {
        let LineKind::Row(table, _) = line.kind else { continue };
        let fresh_table = last_table != Some(table);
        last_table = Some(table);
        // Inside a table only its first rows can be headers; looking at each would cost much.
        if fresh_table || header.is_none() {
            let cells = cells(tables, line);
            if header::reads_as_header(document, cells) {
                let titled = last_row.is_some_and(|above| {
                    lines[above + 1..index].iter().any(|line| !line.is_furniture())
                });
                let unlike = header.as_ref().is_some_and(|h| match h.likeness(document, cells) {
                    Likeness::Other => true,
                    // Below a heading of its own a table with other columns is another roster.
                    Likeness::Changed => titled && !h.alike_in_kind(&Header::of(document, cells)),
                    Likeness::Same => false,
                });
                if unlike && let Some(above) = last_row {
                    cuts.push(above + 1);
                }
                if unlike || header.is_none() {
                    header = Some(Header::of(document, cells));
                }
            }
        }
        last_row = Some(index);
    }
    cuts.push(lines.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn cells<'t>(tables: &'t [Cow<'_, Table>], line: &Line) -> &'t [TableCell] {
    match line.kind {
        LineKind::Row(table, row) | LineKind::Single(table, row, _) => {
            let table = &tables[table as usize];
            table.cells_of(&table.rows[row as usize])
        }
        _ => &[],
    }
}
