//! Somebody's table: rows of cells over a document, whoever made it and in whatever format.
//!
//! A text file is taken apart as it stands ([`records`]); a workbook or a page has its tables from
//! ingest. Either way a cell is a span of the document, so that a finding can point at it.

pub mod records;

use std::borrow::Cow;

use crate::model::{Document, Span};
use crate::text::is_blank;

use records::{CellAt, Record, Records};

/// A table in memory.
#[derive(Clone, Debug)]
pub struct Table<'d> {
    /// The document its cells lie in.
    pub document: &'d Document,
    /// Cells of the header; as many as the table has columns.
    pub header: Vec<CellAt>,
    /// The header as a whole.
    pub head: Span,
    /// Rows below the header that are not blank, each as a whole.
    pub rows: Vec<Span>,
    /// Cells, row by row, `width` each; empty spans where a row is short.
    cells: Vec<CellAt>,
}

impl<'d> Table<'d> {
    /// The tables of a document: of a text file the one it is, else all that have a header and a
    /// row, the largest first.
    pub fn all(document: &'d Document) -> Vec<Self> {
        if document.tables.is_empty() {
            return vec![Self::of_text(document, records::delimiter(&document.text))];
        }
        let mut tables: Vec<Self> =
            (0..document.tables.len()).map(|index| Self::of_grid(document, index)).collect();
        tables.retain(|table| !table.header.is_empty() && !table.rows.is_empty());
        tables.sort_by_key(|table| std::cmp::Reverse(table.rows.len()));
        tables
    }

    /// A text file as a table.
    fn of_text(document: &'d Document, delimiter: u8) -> Self {
        let plane = &document.text;
        let mut records = Records::new(plane, delimiter);
        let mut record = Record::default();
        let mut found: Vec<(Span, Vec<CellAt>)> = Vec::new();
        while records.next(&mut record) {
            if !record.is_blank(plane) {
                found.push((record.span, record.cells.clone()));
            }
        }
        Self::of_records(document, found)
    }

    /// A table of ingest; a merged cell stands in each row and column that it covers.
    fn of_grid(document: &'d Document, index: usize) -> Self {
        let table = &document.tables[index];
        let mut found = Vec::new();
        // Per column, the cell that reaches down from above and how many rows it still covers.
        let mut from_above: Vec<(CellAt, u16)> = Vec::new();
        for row in &table.rows {
            let mut cells: Vec<CellAt> = from_above
                .iter()
                .map(|(cell, left)| if *left > 0 { *cell } else { none() })
                .collect();
            for (_, left) in &mut from_above {
                *left = left.saturating_sub(1);
            }
            for cell in table.cells_of(row) {
                let at = CellAt { span: cell.span, escaped: false };
                let last = usize::from(cell.column) + usize::from(cell.colspan.clamp(1, 64));
                if cells.len() < last {
                    cells.resize(last, none());
                    from_above.resize(last, (none(), 0));
                }
                for column in usize::from(cell.column)..last {
                    cells[column] = at;
                    from_above[column] = (at, cell.rowspan.saturating_sub(1));
                }
            }
            if cells.iter().any(|cell| !cell.span.is_empty()) {
                found.push((row.span, cells));
            }
        }
        Self::of_records(document, found)
    }

    /// The header is the first record with about as many filled cells as the table is wide: titles
    /// above it are not the table's.
    fn of_records(document: &'d Document, mut records: Vec<(Span, Vec<CellAt>)>) -> Self {
        let plane = &document.text;
        let filled = |cells: &[CellAt]| {
            cells.iter().filter(|c| !c.span.text(plane).chars().all(is_blank)).count()
        };
        let widest = records.iter().take(50).map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        let head = records.iter().take(10).position(|(_, cells)| filled(cells) * 2 > widest);
        records.drain(..head.unwrap_or(0));
        let mut records = records.into_iter();
        let Some((head, header)) = records.next() else {
            return Self {
                document,
                header: Vec::new(),
                head: Span::at(0),
                rows: Vec::new(),
                cells: Vec::new(),
            };
        };
        let width = header.len();
        let mut table = Self { document, header, head, rows: Vec::new(), cells: Vec::new() };
        for (span, cells) in records {
            table.rows.push(span);
            let end = Span::at(span.end);
            let missing = CellAt { span: end, escaped: false };
            table.cells.extend((0..width).map(|at| cells.get(at).copied().unwrap_or(missing)));
        }
        table
    }

    /// How many columns.
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// A column's header, blanks around it removed.
    pub fn title(&self, column: usize) -> Cow<'d, str> {
        trimmed(self.header[column].text(&self.document.text))
    }

    /// A cell, blanks around it removed.
    pub fn cell(&self, row: usize, column: usize) -> Cow<'d, str> {
        trimmed(self.at(row, column).text(&self.document.text))
    }

    /// Where a cell stands.
    pub fn at(&self, row: usize, column: usize) -> CellAt {
        self.cells[row * self.width() + column]
    }

    /// The line of the file, or row of the sheet, that a row begins in.
    pub fn line(&self, row: usize) -> u32 {
        self.document.position(self.rows[row].start).line
    }
}

const fn none() -> CellAt {
    CellAt { span: Span::at(0), escaped: false }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(is_blank)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(is_blank).to_owned()),
    }
}

#[cfg(test)]
mod tests;
