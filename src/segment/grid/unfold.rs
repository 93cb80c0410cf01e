//! Tables that print several rows side by side: 序号 名称 序号 名称, with or without empty columns between.

use crate::model::{Document, Role, Span, Table, TableCell, TableRow};
use crate::segment::roster::{serial, words};
use crate::text::{compact, headers};

/// How far down the header may stand, in rows.
const TOP: usize = 6;

/// How the rows of a table stand side by side.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// The columns at which a row begins.
    starts: Vec<u16>,
    /// Columns between them in which nothing stands.
    gaps: Vec<u16>,
    /// All columns.
    width: usize,
    /// The first word heads serials.
    serials: bool,
}

/// The table with one entry a row, if its header repeats itself. Halves are read side by side
/// where the serials go up along the row, else the left ones first; each page by itself.
pub(super) fn unfold(document: &Document, table: &Table) -> Option<(Table, Form)> {
    let titles = |row: &TableRow| -> Vec<String> {
        table.cells_of(row).iter().map(|cell| compact(document.slice(cell.span))).collect()
    };
    let is_single = |row: &TableRow| {
        table.cells_of(row).iter().filter(|cell| !cell.span.is_empty()).count() < 2
    };
    let (at, starts) = table.rows.iter().take(TOP).enumerate().find_map(|(at, row)| {
        let cells = table.cells_of(row);
        // Two titles or more, and each again.
        if cells.len() < 4 {
            return None;
        }
        let columns = cells.iter().map(|cell| cell.column);
        let topmost = table.rows[..at].iter().all(is_single);
        period(&columns.zip(titles(row)).collect::<Vec<_>>(), topmost).map(|starts| (at, starts))
    })?;
    let gaps = gaps(table, at, &starts, document);
    let header = titles(&table.rows[at]);
    let mut out = Table { exact: table.exact, ..Table::default() };
    let mut page: Vec<&TableRow> = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let single = is_single(row);
        if index < at || single || titles(row) == header {
            close(document, table, &mut page, (&starts, &gaps), &mut out);
        }
        if index < at || single {
            push(&mut out, table.cells_of(row), 0);
        } else {
            page.push(row);
        }
    }
    close(document, table, &mut page, (&starts, &gaps), &mut out);
    let serials = header.first().is_some_and(|word| words::role_of(word) == Some(Role::Serial));
    Some((out, Form { starts, gaps, width: header.len(), serials }))
}

/// The rows of a table without a header directly below such a table, cut from it by a page's end: as many columns, and
/// serials where the other has some, or no word of a header.
pub(super) fn go_on(document: &Document, table: &Table, form: &Form) -> Option<Table> {
    let first = table.cells_of(table.rows.first()?);
    let text = |cell: &TableCell| compact(document.slice(cell.span));
    let part = |cell: &&TableCell| form.starts.contains(&cell.column);
    let likely = if form.serials {
        let serials = first.iter().filter(part).map(text).filter(|text| !text.is_empty());
        let values: Vec<bool> =
            serials.map(|text| serial::parse(&text).value().is_some()).collect();
        values.len() > 1 && !values.contains(&false)
    } else {
        !first.iter().any(|cell| headers::is_built(&text(cell)))
    };
    if !likely || first.len() != form.width {
        return None;
    }
    let mut out = Table { exact: table.exact, ..Table::default() };
    let mut page: Vec<&TableRow> = Vec::new();
    for row in &table.rows {
        let filled = table.cells_of(row).iter().filter(|cell| !cell.span.is_empty()).count();
        if filled < 2 {
            close(document, table, &mut page, (&form.starts, &form.gaps), &mut out);
            push(&mut out, table.cells_of(row), 0);
        } else {
            page.push(row);
        }
    }
    close(document, table, &mut page, (&form.starts, &form.gaps), &mut out);
    Some(out)
}

/// The columns at which a header begins anew, the first heading serials; or, where no other header stands
/// above (转出单位 over 名称 地址, 转入单位 over 名称 地址), all of them words of headers. Columns without a title
/// may stand between.
fn period(titles: &[(u16, String)], topmost: bool) -> Option<Vec<u16>> {
    let titles: Vec<&(u16, String)> =
        titles.iter().filter(|(_, title)| !title.is_empty()).collect();
    let (first, title) = titles.first()?;
    let again = titles.iter().skip(2).any(|(_, other)| other == title);
    let serials = words::role_of(title) == Some(Role::Serial);
    // 姓名 over each column of names is another table.
    let others = || titles.get(1).is_some_and(|(_, next)| next != title);
    let built = || others() && titles.iter().all(|(_, title)| headers::is_built(title));
    if !again || !(serials || (topmost && built())) {
        return None;
    }
    let offset = |index: usize, start: usize| titles[index].0 - titles[start].0;
    let width = (2..=titles.len() / 2).find(|width| {
        titles.len().is_multiple_of(*width)
            && (*width..titles.len()).all(|index| {
                let start = index / width * width;
                titles[index].1 == titles[index - start].1
                    && offset(index, start) == titles[index - start].0 - first
            })
    })?;
    Some(titles.iter().step_by(width).map(|(column, _)| *column).collect())
}

/// The columns behind the titles of a block in which nothing stands.
fn gaps(table: &Table, at: usize, starts: &[u16], document: &Document) -> Vec<u16> {
    let cells = || table.rows[at..].iter().flat_map(|row| table.cells_of(row));
    let titled = |cell: &&TableCell| !compact(document.slice(cell.span)).is_empty();
    let last = table.cells_of(&table.rows[at]).iter().filter(titled).map(|cell| cell.column).max();
    let (Some(last), Some(start)) = (last, starts.last()) else { return Vec::new() };
    let width = last - start;
    let behind = |column: u16| {
        let start = starts.iter().rev().find(|start| **start <= column);
        start.is_none_or(|start| column - start > width)
    };
    let mut gaps: Vec<u16> = cells().map(|cell| cell.column).filter(|c| behind(*c)).collect();
    gaps.sort_unstable();
    gaps.dedup();
    gaps.retain(|gap| cells().all(|cell| cell.column != *gap || cell.span.is_empty()));
    gaps
}

/// Lays out the rows of a page.
fn close(
    document: &Document,
    table: &Table,
    page: &mut Vec<&TableRow>,
    (starts, gaps): (&[u16], &[u16]),
    out: &mut Table,
) {
    let shift = |part: usize| starts[part] - starts[0];
    let parts = |row: &TableRow| -> Vec<Vec<TableCell>> {
        let mut parts: Vec<Vec<TableCell>> = Vec::new();
        for cell in table.cells_of(row).iter().filter(|cell| !gaps.contains(&cell.column)) {
            let part = starts.partition_point(|start| *start <= cell.column).saturating_sub(1);
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
                push(out, cells, shift(part));
            }
        }
    } else {
        for part in 0..most {
            for cells in rows.iter().filter_map(|row| row.get(part)) {
                push(out, cells, shift(part));
            }
        }
    }
}

/// Adds a row, its cells moved to the left by `shift` columns; one without text is left out.
pub(super) fn push(out: &mut Table, cells: &[TableCell], shift: u16) {
    let filled = cells.iter().map(|cell| cell.span).filter(|span| !span.is_empty());
    let Some(span) = filled.reduce(Span::hull) else { return };
    let first = out.cells.len() as u32;
    out.cells.extend(cells.iter().map(|cell| TableCell { column: cell.column - shift, ..*cell }));
    out.rows.push(TableRow { span, first, count: cells.len() as u32 });
}

#[cfg(test)]
mod tests;
