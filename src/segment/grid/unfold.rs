//! Tables that print several rows side by side: 序号 名称 序号 名称.

use crate::model::{Document, Role, Span, Table, TableCell, TableRow};
use crate::segment::roster::{serial, words};
use crate::text::compact;

/// How far down the header may stand, in rows.
const TOP: usize = 3;

/// The table with one entry a row, if its header repeats itself. Halves are read side by side
/// where the serials go up along the row, else the left ones first; each page by itself.
pub(super) fn unfold(document: &Document, table: &Table) -> Option<Table> {
    let titles = |row: &TableRow| -> Vec<String> {
        table.cells_of(row).iter().map(|cell| compact(document.slice(cell.span))).collect()
    };
    let (at, width) = table
        .rows
        .iter()
        .take(TOP)
        .enumerate()
        .find_map(|(at, row)| period(&titles(row)).map(|width| (at, width)))?;
    let header = titles(&table.rows[at]);
    let mut out = Table { exact: table.exact, ..Table::default() };
    let mut page: Vec<&TableRow> = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let single = table.cells_of(row).iter().filter(|cell| !cell.span.is_empty()).count() < 2;
        if index < at || single || titles(row) == header {
            close(document, table, &mut page, width, &mut out);
        }
        if index < at || single {
            push(&mut out, table.cells_of(row), 0);
        } else {
            page.push(row);
        }
    }
    close(document, table, &mut page, width, &mut out);
    Some(out)
}

/// After how many columns a header repeats itself, the first heading serials.
fn period(titles: &[String]) -> Option<usize> {
    let serial = |title: &String| words::role_of(title) == Some(Role::Serial);
    (2..=titles.len() / 2).find(|width| {
        titles.len().is_multiple_of(*width)
            && serial(&titles[0])
            && titles.iter().skip(*width).zip(titles).all(|(later, first)| later == first)
    })
}

/// Lays out the rows of a page.
fn close(
    document: &Document,
    table: &Table,
    page: &mut Vec<&TableRow>,
    width: usize,
    out: &mut Table,
) {
    let parts = |row: &TableRow| -> Vec<Vec<TableCell>> {
        let mut parts: Vec<Vec<TableCell>> = Vec::new();
        for cell in table.cells_of(row) {
            let part = cell.column as usize / width;
            parts.resize(parts.len().max(part + 1), Vec::new());
            parts[part].push(*cell);
        }
        parts
    };
    let rows: Vec<Vec<Vec<TableCell>>> = page.drain(..).map(parts).collect();
    let value = |part: &Vec<TableCell>| {
        part.first().and_then(|cell| serial::parse(document.slice(cell.span)).value())
    };
    let along = rows.iter().any(|row| {
        let serials: Vec<u32> = row.iter().filter_map(value).collect();
        serials.len() > 1 && serials.windows(2).all(|pair| pair[1] == pair[0] + 1)
    });
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    if along {
        for row in &rows {
            for (part, cells) in row.iter().enumerate() {
                push(out, cells, part * width);
            }
        }
    } else {
        for part in 0..most {
            for cells in rows.iter().filter_map(|row| row.get(part)) {
                push(out, cells, part * width);
            }
        }
    }
}

/// Adds a row, its cells moved to the left by `shift` columns; one without text is left out.
fn push(out: &mut Table, cells: &[TableCell], shift: usize) {
    let filled = cells.iter().map(|cell| cell.span).filter(|span| !span.is_empty());
    let Some(span) = filled.reduce(Span::hull) else { return };
    let first = out.cells.len() as u32;
    out.cells
        .extend(cells.iter().map(|cell| TableCell { column: cell.column - shift as u16, ..*cell }));
    out.rows.push(TableRow { span, first, count: cells.len() as u32 });
}

#[cfg(test)]
mod tests;
