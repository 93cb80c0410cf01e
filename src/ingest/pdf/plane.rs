//! Lines and tables → the text plane, cell by cell, with the way back to the page.

use super::items::{Draft, Part, Sheet};
use super::{join, torn};
use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Block, BlockKind, Document, Span, Table, TableCell, TableRow};

/// A block in reading order.
pub(super) enum Piece {
    /// A paragraph: its parts, one a page, and whether it is bold.
    Text(Vec<Part>, bool),
    Table(Draft),
    Furniture(Part),
    /// What no one sees.
    Hidden(Part),
}

/// The plane as it grows.
pub(super) struct Plane<'d> {
    pub(super) document: &'d mut Document,
    pub(super) sheets: &'d [Sheet],
}

impl Plane<'_> {
    pub(super) fn lay(&mut self, pieces: Vec<Piece>) {
        self.make_room(&pieces);
        for piece in pieces {
            match piece {
                Piece::Text(parts, strong) => {
                    let cell = super::items::Cell { parts, ..Default::default() };
                    let span = self.cell(&cell);
                    self.block(BlockKind::Paragraph { strong }, span);
                }
                Piece::Furniture(part) => {
                    self.furniture(part);
                }
                Piece::Hidden(part) => {
                    let span = self.furniture(part);
                    self.document.oddities.push(IngestOddity::Hidden { span });
                }
                Piece::Table(draft) => self.table(draft),
            }
            self.document.text.push('\n');
        }
    }

    /// Room for all the text and its origins at once: lists that grow are held twice while they do.
    fn make_room(&mut self, pieces: &[Piece]) {
        let (mut parts, mut bytes) = (0, 0);
        let mut count = |part: &Part| {
            parts += 1;
            bytes += part.text.len() + 1;
        };
        for piece in pieces {
            match piece {
                Piece::Text(parts, _) => parts.iter().for_each(&mut count),
                Piece::Furniture(part) | Piece::Hidden(part) => count(part),
                Piece::Table(draft) => {
                    let cells = draft.rows.iter().flat_map(|row| &row.cells);
                    cells.flat_map(|cell| &cell.parts).for_each(&mut count);
                }
            }
        }
        self.document.text.reserve(bytes);
        self.document.origins.runs.reserve(parts);
    }

    fn furniture(&mut self, part: Part) -> Span {
        let cell = super::items::Cell { parts: vec![part], ..Default::default() };
        let span = self.cell(&cell);
        self.block(BlockKind::Furniture, span);
        span
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        if !span.is_empty() {
            self.document.blocks.push(Block { kind, span });
        }
    }

    fn cell(&mut self, cell: &super::items::Cell) -> Span {
        let base = self.document.text.len();
        if let [part] = cell.parts.as_slice() {
            self.origin(part, base);
            self.document.text.push_str(&part.text);
            return Span::of(base, self.document.text.len());
        }
        let (text, starts) = join::parts(cell);
        for (part, start) in cell.parts.iter().zip(starts) {
            self.origin(part, base + start);
        }
        self.document.text.push_str(&text);
        Span::of(base, self.document.text.len())
    }

    /// Notes where the text that begins at `start` stands.
    fn origin(&mut self, part: &Part, start: usize) {
        let sheet = self.sheets.get(part.page as usize - 1);
        let bbox = sheet.map_or([0.0; 4], |sheet| sheet.page.origin(&part.bounds));
        let start = start as u32;
        let run = OriginRun { start, origin: Origin::Page { page: part.page, bbox } };
        match self.document.origins.runs.last_mut() {
            Some(last) if last.start == start => *last = run,
            _ => self.document.origins.runs.push(run),
        }
    }

    fn table(&mut self, mut draft: Draft) {
        if draft.exact {
            torn::end_lines(&mut draft.rows, &draft.edges);
        }
        torn::mend(&mut draft.rows);
        torn::over_pages(&mut draft.rows);
        let index = self.document.tables.len() as u32;
        let mut table = Table { exact: draft.exact, ..Table::default() };
        table.rows.reserve_exact(draft.rows.len());
        table.cells.reserve_exact(draft.rows.iter().map(|row| row.cells.len()).sum());
        for row in draft.rows {
            let start = self.document.text.len();
            let first = table.cells.len() as u32;
            for (number, cell) in row.cells.iter().enumerate() {
                if number > 0 {
                    self.document.text.push('\t');
                }
                let span = self.cell(cell);
                table.cells.push(TableCell {
                    span,
                    column: cell.column as u16,
                    colspan: cell.columns.clamp(1, 0xFFFF) as u16,
                    rowspan: cell.rows.clamp(1, 0xFFFF) as u16,
                    strong: cell.strong,
                });
            }
            let count = table.cells.len() as u32 - first;
            let filled = table.cells[first as usize..].iter().filter(|c| !c.span.is_empty());
            let span = filled.map(|c| c.span).reduce(Span::hull);
            let span = span.unwrap_or(Span::of(start, start));
            if row.guessed {
                self.document.oddities.push(IngestOddity::RowGuessed { span });
            }
            if row.rejoined {
                self.document.oddities.push(IngestOddity::RowRejoined { span });
            }
            table.rows.push(TableRow { span, first, count });
            self.document.text.push('\n');
        }
        let span = table.rows.iter().map(|row| row.span).filter(|span| !span.is_empty());
        let Some(span) = span.reduce(Span::hull) else { return };
        self.document.tables.push(table);
        self.block(BlockKind::Table(index), span);
    }
}
