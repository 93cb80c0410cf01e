//! Somebody's table: rows of cells over a document, whoever made it and in whatever format.
//!
//! A text file is taken apart as it stands ([`records`]); a workbook or a page has its tables from
//! ingest. Either way a cell is a span of the document, so that a finding can point at it.

mod beside;
mod check;
mod codes;
mod derive;
pub mod folder;
mod form;
mod listed;
mod ours;
mod package;
mod pins;
mod plain;
mod printed;
mod quoted;
mod rebuild;
mod spans;
mod stacked;
mod walk;

use std::borrow::Cow;

use crate::model::document::{Origin, OriginRun, Origins};
use crate::model::{Document, Span};
use crate::text::{is_blank, records};

pub use beside::Beside;
pub(crate) use check::pieces;
pub use check::{check, sound};
pub use form::damage;
pub use listed::{Listed, Stray, listed, stacked};
pub use ours::is_dataset;
pub use package::sealed;
pub use pins::{join, pins};
pub(crate) use printed::{Extract, FIRST, Printed};
pub use quoted::quoted;

use records::{CellAt, Record, Records};

/// The headers of a document's table, for telling what it is; of a text file only its beginning is
/// looked at.
pub fn headers(document: &Document) -> Vec<String> {
    let titles =
        |table: &Table| (0..table.width()).map(|at| table.title(at).into_owned()).collect();
    if !document.tables.is_empty() {
        return Table::all(document).first().map_or(Vec::new(), titles);
    }
    let plane = &document.text;
    let mut records = Records::new(plane, records::delimiter(plane));
    let mut record = Record::default();
    while records.next(&mut record) {
        if !record.is_blank(plane) {
            let cells = record.cells.iter().map(|cell| trimmed(cell.text(plane)).into_owned());
            return cells.collect();
        }
    }
    Vec::new()
}

/// Whether a file of a dataset is one of its tables.
pub fn is_csv(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "csv")
}

/// A text file of a dataset folder as a document, whatever stands in it.
pub fn plain_text(name: &str, bytes: &[u8]) -> Document {
    let origin = Origin::Bytes { byte: 0, line: 1, column: 1 };
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    text.truncate(text.floor_char_boundary(u32::MAX as usize));
    Document {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
        format: "text",
        encoding: "UTF-8",
        text,
        origins: Origins { runs: vec![OriginRun { start: 0, origin }] },
        ..Document::default()
    }
}

/// How many entries a document's table has; none where it is one of organisations.
pub fn entries(document: &Document) -> usize {
    let tables = Table::all(document);
    let Some(table) = tables.first() else { return 0 };
    let of_units = table.column("seq").is_some() && table.column("unit").is_some();
    if of_units { 0 } else { table.rows.len() }
}

/// The last rank of a document's table, for the table that goes on from it.
pub fn last_rank(document: &Document) -> Option<u32> {
    let tables = Table::all(document);
    let table = tables.first()?;
    let rank = table.column("rank")?;
    let last = table.rows.len().checked_sub(1)?;
    table.cell(last, rank).parse().ok()
}

/// Records among which the header is looked for.
const HEAD: usize = 50;

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
    /// Rows that go on behind the last column: the row, what stands there, and how many cells the
    /// row has.
    pub beyond: Vec<(usize, Span, usize)>,
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

    /// The largest table of a document, with the rows of all others that have its header: a table
    /// may go on on another sheet.
    pub fn whole(document: &'d Document) -> Option<Self> {
        let mut tables = Self::all(document).into_iter();
        let first = tables.next()?;
        let titles = |table: &Self| -> Vec<Cow<'d, str>> {
            (0..table.width()).map(|at| table.title(at)).collect()
        };
        let own = titles(&first);
        let mut parts: Vec<Self> = tables.filter(|table| titles(table) == own).collect();
        if parts.is_empty() {
            return Some(first);
        }
        parts.push(first);
        parts.sort_by_key(|table| table.head.start);
        let mut parts = parts.into_iter();
        let mut whole = parts.next()?;
        for part in parts {
            let before = whole.rows.len();
            whole.rows.extend(part.rows);
            whole.cells.extend(part.cells);
            let beyond = part.beyond.into_iter();
            whole.beyond.extend(beyond.map(|(row, span, cells)| (before + row, span, cells)));
        }
        Some(whole)
    }

    /// A text file as a table.
    fn of_text(document: &'d Document, delimiter: u8) -> Self {
        let plane = &document.text;
        let mut records = Records::new(plane, delimiter);
        let mut record = Record::default();
        // The first records tell which is the header; the others go straight to their place.
        let mut first: Vec<(Span, Vec<CellAt>)> = Vec::new();
        while first.len() < HEAD && records.next(&mut record) {
            if !record.is_blank(plane) {
                first.push((record.span, record.cells.clone()));
            }
        }
        let mut table = Self::of_records(document, first);
        // As many rows as lines, and no more cells than bytes: a table that grows is in memory twice.
        let rest = &plane.as_bytes()[(record.span.end as usize).min(plane.len())..];
        let lines = memchr::memchr_iter(b'\n', rest).count();
        table.rows.reserve_exact(lines);
        table.cells.reserve_exact(lines.saturating_mul(table.width()).min(rest.len()));
        while records.next(&mut record) {
            if record.span.is_empty() || record.is_blank(plane) {
                continue;
            }
            table.push(record.span, &record.cells);
        }
        table
    }

    fn push(&mut self, span: Span, cells: &[CellAt]) {
        self.rows.push(span);
        let width = self.width();
        let given = cells.len().min(width);
        let blank = |cell: &&CellAt| cell.span.text(&self.document.text).chars().all(is_blank);
        let behind = cells[given..].iter().filter(|cell| !blank(cell)).map(|cell| cell.span);
        let behind = behind.reduce(Span::hull);
        self.beyond.extend(behind.map(|span| (self.rows.len() - 1, span, cells.len())));
        self.cells.extend_from_slice(&cells[..given]);
        let missing = CellAt { span: Span::at(span.end), escaped: false };
        self.cells.resize(self.rows.len() * width, missing);
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
        let widest = records.iter().take(HEAD).map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        // Programs write the numbers of the rows under a header without a word.
        let numbered = |at: usize| {
            let cell = |at: usize, column: usize| {
                let cell: Option<&CellAt> =
                    records.get(at).and_then(|(_, cells)| cells.get(column));
                cell.map_or("", |cell| cell.span.text(plane).trim_matches(is_blank))
            };
            let all = records[at].1.len();
            all > 1
                && cell(at, 0).is_empty()
                && (1..all).all(|column| !cell(at, column).is_empty())
                && matches!(cell(at + 1, 0), "0" | "1")
        };
        let head = (0..records.len().min(10))
            .find(|at| filled(&records[*at].1) * 2 > widest || numbered(*at));
        records.drain(..head.unwrap_or(0));
        let mut records = records.into_iter();
        let Some((head, header)) = records.next() else {
            return Self {
                document,
                header: Vec::new(),
                head: Span::at(0),
                rows: Vec::new(),
                cells: Vec::new(),
                beyond: Vec::new(),
            };
        };
        let (rows, cells, beyond) = (Vec::new(), Vec::new(), Vec::new());
        let mut table = Self { document, header, head, rows, cells, beyond };
        records.for_each(|(span, cells)| table.push(span, &cells));
        table
    }

    /// How many columns.
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        (0..self.width()).find(|at| self.title(*at) == name)
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

    /// Where a cell is, or would be if something stood in it; of one that the row is too short for,
    /// the row.
    pub fn spot(&self, row: usize, column: usize) -> Span {
        let span = self.at(row, column).span;
        // Blank cells at either end of a row are outside of what stands in it.
        let next =
            self.rows.get(row + 1).map_or(self.document.text.len() as u32, |next| next.start);
        let last = row.checked_sub(1).map_or(self.head.end, |last| self.rows[last].end);
        let known = !span.is_empty() || (last.max(1)..=next).contains(&span.start);
        if known { span } else { self.rows[row] }
    }

    /// A cell's place; of an empty one in a workbook, its row's.
    pub fn place(&self, row: usize, column: usize) -> Span {
        let span = self.at(row, column).span;
        let inside = span.start >= self.rows[row].start && span.end <= self.rows[row].end;
        if inside { span } else { self.rows[row] }
    }

    /// Where a column's header stands.
    pub fn head_cell(&self, column: usize) -> Span {
        let span = self.header[column].span;
        if span.is_empty() { self.head } else { span }
    }

    /// These rows alone.
    pub fn select(&self, rows: &[u32]) -> Self {
        let width = self.width();
        let cells = rows.iter().flat_map(|row| {
            let first = *row as usize * width;
            self.cells[first..first + width].iter().copied()
        });
        Self {
            document: self.document,
            header: self.header.clone(),
            head: self.head,
            rows: rows.iter().map(|row| self.rows[*row as usize]).collect(),
            cells: cells.collect(),
            beyond: Vec::new(),
        }
    }

    /// These columns alone.
    fn with_columns(mut self, columns: &[usize]) -> Self {
        let width = self.width().max(1);
        let cells = self.cells.chunks(width);
        self.cells = cells.flat_map(|row| columns.iter().map(|at| row[*at])).collect();
        self.header = columns.iter().map(|at| self.header[*at]).collect();
        self
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
