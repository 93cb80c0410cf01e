//! The table rows that notes and headings are.

use crate::check::Ctx;
use crate::model::{Span, Table, TableCell};

/// The tables of the document, by where they begin.
pub(super) struct Tables<'a> {
    by_start: Vec<(u32, &'a Table)>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(ctx: &Ctx<'a>) -> Self {
        let begin = |table: &'a Table| Some((table.rows.first()?.span.start, table));
        let mut by_start: Vec<_> = ctx.document.tables.iter().filter_map(begin).collect();
        by_start.sort_by_key(|(start, _)| *start);
        Self { by_start }
    }

    /// The table row in which a heading stands.
    pub(super) fn row_around(&self, span: Span) -> Option<&'a [TableCell]> {
        let at = self.by_start.partition_point(|(start, _)| *start <= span.start);
        let (_, table) = self.by_start[at.checked_sub(1)?];
        let index = table.rows.partition_point(|row| row.span.start <= span.start);
        let row = table.rows.get(index.checked_sub(1)?).filter(|row| row.span.contains(span))?;
        Some(table.cells_of(row))
    }

    /// The table row that a note is; none where it is a line of text.
    pub(super) fn cells_of(&self, span: Span) -> Option<&'a [TableCell]> {
        let at = self.by_start.partition_point(|(start, _)| *start <= span.start);
        let (_, table) = self.by_start[at.checked_sub(1)?];
        let index = table.rows.partition_point(|row| row.span.start < span.start);
        let row = table.rows.get(index).filter(|row| row.span == span)?;
        Some(table.cells_of(row))
    }
}
