//! A line of the document, as segmenting walks over it.

use crate::model::Span;

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

    /// The table that it is of, by index.
    pub(super) fn table(&self) -> Option<u32> {
        match self.kind {
            LineKind::Row(table, _) | LineKind::Single(table, ..) => Some(table),
            _ => None,
        }
    }

    /// Whether the line is set off by markup.
    pub(super) fn is_marked(&self) -> bool {
        self.strong || matches!(self.kind, LineKind::Heading(_))
    }
}
