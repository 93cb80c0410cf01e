//! The document as a flat list of lines: what segmenting walks over.

use std::borrow::Cow;

use crate::model::{BlockKind, Document, Span, Table};

/// A line of text or a table row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Without blanks at its ends.
    pub(super) span: Span,
    pub(super) kind: LineKind,
    /// All of it is set bold.
    pub(super) strong: bool,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A heading in the document's own markup.
    Heading(u8),
    Text,
    /// A row of a table with at least two filled cells: table and row index.
    Row(u32, u32),
    /// A table row with one filled cell, whose span the line has: table, row and column index.
    Single(u32, u32, u16),
    Furniture,
}

impl Line {
    pub(super) fn is_furniture(&self) -> bool {
        self.kind == LineKind::Furniture
    }

    pub(super) fn is_row(&self) -> bool {
        matches!(self.kind, LineKind::Row(..))
    }

    /// Whether the line is set off by markup.
    pub(super) fn is_marked(&self) -> bool {
        self.strong || matches!(self.kind, LineKind::Heading(_))
    }
}

/// Flattens the blocks. Rows without any filled cell leave no line. `tables` are the document's,
/// merged cells filled in.
pub(super) fn lines(document: &Document, tables: &[Cow<'_, Table>]) -> Vec<Line> {
    let rows: usize = document.tables.iter().map(|table| table.rows.len()).sum();
    let mut lines = Vec::with_capacity(document.blocks.len() + rows);
    for block in &document.blocks {
        let (kind, strong) = match block.kind {
            BlockKind::Heading(level) => (LineKind::Heading(level), false),
            BlockKind::Paragraph { .. } if is_contents(document.slice(block.span)) => {
                (LineKind::Furniture, false)
            }
            BlockKind::Paragraph { strong } => (LineKind::Text, strong),
            BlockKind::Furniture => (LineKind::Furniture, false),
            BlockKind::Table(index) => {
                table_lines(&tables[index as usize], index, &mut lines);
                continue;
            }
        };
        lines.push(Line { span: block.span, kind, strong });
    }
    lines
}

/// A line of a table of contents: dotted leaders repeat what stands elsewhere.
fn is_contents(text: &str) -> bool {
    let dot = |c: char| matches!(c, '.' | '．' | '…' | '·' | '⋯');
    let mut run = 0;
    text.chars().any(|c| {
        run = if dot(c) { run + 1 } else { 0 };
        run >= 6
    })
}

fn table_lines(table: &Table, index: u32, lines: &mut Vec<Line>) {
    for (number, row) in table.rows.iter().enumerate() {
        let mut filled = table.cells_of(row).iter().filter(|cell| !cell.span.is_empty());
        let Some(first) = filled.next() else { continue };
        let number = number as u32;
        if filled.next().is_some() {
            let kind = LineKind::Row(index, number);
            lines.push(Line { span: row.span, kind, strong: first.strong });
        } else if first.rowspan > 0 {
            let kind = LineKind::Single(index, number, first.column);
            lines.push(Line { span: first.span, kind, strong: first.strong });
        }
    }
}
