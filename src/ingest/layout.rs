//! The plane of a format with structure of its own: paragraphs and tables laid out one by one.
#![cfg_attr(
    not(all(feature = "html", feature = "docx", feature = "sheet")),
    allow(dead_code, reason = "each reader uses a part of it")
)]

use super::flow::Flow;
use super::odd::is_plain;
use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Block, BlockKind, Document, Span, Table, TableCell, TableRow};
use crate::text;
use crate::text::blank::is_closed;

/// Where a cell stands in its table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) column: usize,
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
    pub(super) strong: bool,
}

/// Where a cell of a workbook stands, each number from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) part: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

impl From<Seat> for Origin {
    fn from(Seat { part, row, column }: Seat) -> Self {
        Self::Part { part, row, column }
    }
}

/// Most cells of a row that have their origin in common: those before a cell are counted to place it.
const CELLS_MOST: u32 = 64;

/// The plane as it grows.
pub(super) struct Layout<'d> {
    pub(super) document: &'d mut Document,
    table: Option<Table>,
    /// First cell and first byte of the row that is open.
    row: Option<(usize, usize)>,
    /// The seat of the next cell, if it is to have its origin in common with those before it, and how many
    /// more may.
    next: Option<(Seat, u32)>,
}

impl<'d> Layout<'d> {
    pub(super) fn new(document: &'d mut Document) -> Self {
        Self { document, table: None, row: None, next: None }
    }

    /// Lays a paragraph out; each of its lines is a block.
    pub(super) fn paragraph(&mut self, flow: &Flow, kind: BlockKind) {
        if flow.is_blank() {
            return;
        }
        let start = self.append(flow);
        let mut from = start;
        for line in flow.text.split_inclusive('\n') {
            self.block(kind, Span::of(from, from + line.len()));
            from += line.len();
        }
        self.document.text.push('\n');
    }

    /// Lays a paragraph or heading of one origin out.
    pub(super) fn line(&mut self, text: &str, kind: BlockKind, origin: Origin) {
        self.paragraph(&Flow::of(text, false, origin), kind);
    }

    pub(super) fn open_table(&mut self, exact: bool) {
        self.close_table();
        self.table = Some(Table { exact, ..Table::default() });
    }

    /// Makes room in the open table and, for its texts, in the plane.
    pub(super) fn reserve(&mut self, rows: usize, cells: usize, bytes: usize) {
        // A sign stands behind each cell, and lines may follow the table.
        self.document.text.reserve(bytes + cells + rows + 1024);
        self.document.origins.runs.reserve(rows);
        if let Some(table) = &mut self.table {
            table.rows.reserve(rows);
            table.cells.reserve(cells);
        }
    }

    /// Adds a cell of a workbook, as [`Layout::cell`] does. `plain`: its text has been told to be so.
    pub(super) fn text_cell(&mut self, text: &str, plain: bool, seat: Seat, place: Place) {
        if !plain && !is_plain(text) {
            return self.cell(&Flow::of(text, place.strong, seat.into()), place);
        }
        self.begin_cell();
        let start = self.document.text.len();
        self.seat(seat);
        self.document.text.push_str(text);
        let span = Span::of(start, self.document.text.len());
        if is_closed(text) { self.push_cell(span, place) } else { self.end_cell(start, place) }
    }

    /// Adds the cells of a workbook's row that stand side by side from a place on, each with its text,
    /// whether that has no white space at its ends and whether it is strong, or empty. None is merged with another, and no text has anything to mend.
    pub(super) fn plain_cells<'t>(
        &mut self,
        from: Seat,
        cells: impl Iterator<Item = Option<(&'t str, bool, bool)>>,
    ) {
        for (at, cell) in (0..).zip(cells) {
            if at == 0 {
                self.begin_cell();
            } else {
                self.document.text.push('\t');
            }
            if at % CELLS_MOST == 0 {
                let Seat { part, row, column } = from;
                let origin = Origin::Cells { part, row, column: column + at };
                self.run(OriginRun { start: self.document.text.len() as u32, origin });
            }
            let (text, closed, strong) = cell.unwrap_or(("", true, false));
            let start = self.document.text.len();
            self.document.text.push_str(text);
            let span = Span::of(start, self.document.text.len());
            let span = if closed { span } else { text::trim(span, &self.document.text) };
            let column = u16::try_from(at).unwrap_or(u16::MAX);
            if let Some(table) = &mut self.table {
                table.cells.push(TableCell { span, column, colspan: 1, rowspan: 1, strong });
            }
        }
    }

    /// Adds a cell of a workbook without a text.
    pub(super) fn empty_cell(&mut self, seat: Seat, place: Place) {
        self.begin_cell();
        self.seat(seat);
        self.end_cell(self.document.text.len(), place);
    }

    /// The cell that is laid out next stands there.
    fn seat(&mut self, seat: Seat) {
        let left = match self.next {
            Some((next, left)) if next == seat => left,
            _ => {
                let Seat { part, row, column } = seat;
                let origin = Origin::Cells { part, row, column };
                self.run(OriginRun { start: self.document.text.len() as u32, origin });
                CELLS_MOST
            }
        };
        self.next = (left > 1).then_some((Seat { column: seat.column + 1, ..seat }, left - 1));
    }

    /// Adds a cell to the open row; begins a row where none is open.
    pub(super) fn cell(&mut self, flow: &Flow, place: Place) {
        self.begin_cell();
        let start = self.append(flow);
        // Inside a cell a tab would read as the next cell.
        if flow.tabbed && flow.text.contains('\t') {
            self.document.text.truncate(start);
            self.document.text.push_str(&flow.text.replace('\t', " "));
        }
        self.end_cell(start, place);
    }

    fn begin_cell(&mut self) {
        if self.row.is_some() {
            self.document.text.push('\t');
        } else {
            let first = self.table.as_ref().map_or(0, |table| table.cells.len());
            self.row = Some((first, self.document.text.len()));
        }
    }

    fn end_cell(&mut self, start: usize, place: Place) {
        let span = text::trim(Span::of(start, self.document.text.len()), &self.document.text);
        self.push_cell(span, place);
    }

    fn push_cell(&mut self, span: Span, place: Place) {
        let narrow = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let cell = TableCell {
            span,
            column: narrow(place.column),
            colspan: narrow(place.colspan.max(1)),
            rowspan: narrow(place.rowspan.max(1)),
            strong: place.strong,
        };
        if let Some(table) = &mut self.table {
            table.cells.push(cell);
        }
    }

    /// Ends the row. A row without cells leaves nothing.
    pub(super) fn end_row(&mut self) {
        self.next = None;
        let (Some((first, start)), Some(table)) = (self.row.take(), &mut self.table) else {
            return;
        };
        let span = Span::of(start, self.document.text.len());
        let span = text::trim(span, &self.document.text);
        let count = (table.cells.len() - first) as u32;
        table.rows.push(TableRow { span, first: first as u32, count });
        self.document.text.push('\n');
    }

    /// Ends the table; one without any text is dropped.
    pub(super) fn close_table(&mut self) {
        self.end_row();
        let Some(table) = self.table.take() else { return };
        let filled = || table.rows.iter().map(|row| row.span).filter(|span| !span.is_empty());
        let Some(span) = filled().reduce(Span::hull) else { return };
        let kind = BlockKind::Table(self.document.tables.len() as u32);
        self.document.tables.push(table);
        self.document.blocks.push(Block { kind, span });
    }

    /// Lays out what the source hides, as furniture, and notes that it is there.
    pub(super) fn hidden(&mut self, flows: &[Flow]) {
        let start = self.document.text.len();
        for flow in flows {
            self.paragraph(flow, BlockKind::Furniture);
        }
        let span = Span::of(start, self.document.text.len()).trim(&self.document.text);
        if !span.is_empty() {
            self.document.oddities.push(IngestOddity::Hidden { span });
        }
    }

    /// Notes that the source is damaged and what is laid out is not all of it.
    pub(super) fn damaged(&mut self, detail: impl Into<String>) {
        self.document.oddities.push(IngestOddity::SourceDamaged { detail: detail.into() });
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        let span = text::trim(span, &self.document.text);
        if !span.is_empty() {
            self.document.blocks.push(Block { kind, span });
        }
    }

    /// Appends the text and its origins; returns where it starts.
    fn append(&mut self, flow: &Flow) -> usize {
        let start = self.document.text.len();
        for (at, origin) in &flow.runs {
            self.run(OriginRun { start: (start + at) as u32, origin: *origin });
        }
        self.document.text.push_str(&flow.text);
        for (from, to) in &flow.struck {
            self.struck(Span::of(start + from, start + to));
        }
        for (at, what) in &flow.drawn {
            let span = Span::at((start + at) as u32);
            self.document.oddities.push(IngestOddity::Drawn { span, what: *what });
        }
        start
    }

    /// Notes that a text is struck out; cells of a row are one.
    fn struck(&mut self, span: Span) {
        let span = text::trim(span, &self.document.text);
        if span.is_empty() {
            return;
        }
        let plane = &self.document.text;
        match self.document.oddities.last_mut() {
            Some(IngestOddity::Struck { span: last })
                if plane[last.end as usize..span.start as usize].bytes().all(|b| b == b'\t') =>
            {
                *last = last.hull(span);
            }
            _ => self.document.oddities.push(IngestOddity::Struck { span }),
        }
    }

    /// What is laid out next has that origin.
    fn run(&mut self, run: OriginRun) {
        self.next = None;
        let runs = &mut self.document.origins.runs;
        match runs.last_mut() {
            Some(last) if last.start == run.start => *last = run,
            _ => runs.push(run),
        }
    }
}
