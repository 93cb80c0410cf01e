//! Rows of tables in a text: cells between pipes or tabs, rules between rows.

use super::layout::{Layout, Place};
use crate::ingest::markup;
use crate::model::{Span, Table, TableCell, TableRow};
use crate::text::{self, is_blank};

/// What a `<br>` in a cell leaves: its lines stay apart, and the text has no line that the file has not.
const BREAK: &str = "\u{2028}";

/// Whether a line is a rule of a grid table: `+----+----+`, `+====+`.
pub(super) fn is_grid_rule(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
        && line.contains(['-', '='])
}

impl Layout<'_> {
    /// `| a | b |`: pipes become tabs in the plane. A ruler row `|---|---|` leaves nothing.
    pub(super) fn pipe_row(&mut self, line: &str, place: Place) -> bool {
        if !line.contains('|') {
            return false;
        }
        let body = line.trim_matches(is_blank);
        let goes_on = self.row_above && self.table_is_piped();
        let bare = !self.pipes.is_empty() && self.pipes.contains(&body.matches('|').count());
        // Where the rows do not begin with a pipe, one that does has an empty first cell.
        let piped = body.starts_with('|') && body.len() > 1;
        let first_empty = piped && bare && self.row_above && !self.ends[0];
        let open = piped && !first_empty;
        if !open && !goes_on && !bare {
            return false;
        }
        if body.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+')) && body.contains('-') {
            self.ruler();
            return true;
        }
        let from = line.find(body.chars().next().unwrap_or('|')).unwrap_or(0) + usize::from(open);
        let from = if first_empty { 0 } else { from };
        let inner = line[from..].trim_end_matches(is_blank);
        let shut = inner.ends_with('|') && (!first_empty || self.ends[1]);
        if !self.row_above {
            self.ends = [open, inner.ends_with('|')];
        }
        let inner = inner.strip_suffix('|').filter(|s| shut && !s.ends_with('\\')).unwrap_or(inner);
        self.row(inner, '|', self.after(place, &line[..from]))
    }

    /// The row above a ruler is the header by the markup's own rule.
    pub(super) fn ruler(&mut self) {
        if let Some(table) = &mut self.table
            && table.rows.len() == 1
        {
            table.cells.iter_mut().for_each(|cell| cell.strong = true);
        }
    }

    fn table_is_piped(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.rows.len() > 1)
    }

    /// Cells between tabs. A line with one filled cell is a row only inside a table.
    pub(super) fn tab_row(&mut self, line: &str, place: Place) -> bool {
        let is_filled = |cell: &&str| !cell.chars().all(is_blank);
        if !self.row_above && line.split('\t').filter(is_filled).nth(1).is_none() {
            return false;
        }
        self.row(line, '\t', place)
    }

    fn row(&mut self, line: &str, separator: char, place: Place) -> bool {
        let row_start = self.document.text.len();
        let table = self.table.get_or_insert_with(|| Table { exact: true, ..Table::default() });
        let first = table.cells.len() as u32;
        let mut cells = std::mem::take(&mut table.cells);
        if separator == '\t' && !markup::suspicious(line) {
            self.bare_cells(line, &mut cells);
        } else {
            self.cells(line, separator, place, &mut cells);
        }
        let count = cells.len() as u32 - first;
        let span = text::trim(Span::of(row_start, self.document.text.len()), &self.document.text);
        if let Some(table) = &mut self.table {
            table.cells = cells;
            table.rows.push(TableRow { span, first, count });
        }
        true
    }

    fn cells(&mut self, line: &str, separator: char, place: Place, cells: &mut Vec<TableCell>) {
        let (mut from, mut column) = (0, 0u16);
        loop {
            let end = cell_end(line, from, separator);
            if column > 0 {
                self.document.text.push('\t');
            }
            let start = self.document.text.len();
            let cell = &line[from..end];
            // One run a line suffices while plane and line agree byte by byte.
            let plain = separator == '\t' && !markup::suspicious(cell);
            let strong = if plain {
                self.document.text.push_str(cell);
                false
            } else {
                let at = self.after(place, &line[..from]);
                self.run(start, at);
                self.append_apart(cell, if separator == '|' { BREAK } else { " " }, at)
            };
            let span = Span::of(start, self.document.text.len());
            cells.push(TableCell {
                span: text::trim(span, &self.document.text),
                column,
                colspan: 1,
                rowspan: 1,
                strong,
            });
            column = column.saturating_add(1);
            if end == line.len() {
                break;
            }
            from = end + 1;
            if !plain {
                self.run(self.document.text.len(), self.after(place, &line[..end]));
            }
        }
    }

    /// Cells between tabs on a line without markup: the plane has it as it is.
    fn bare_cells(&mut self, line: &str, cells: &mut Vec<TableCell>) {
        let base = self.document.text.len();
        self.document.text.push_str(line);
        let ends = memchr::memchr_iter(b'\t', line.as_bytes()).chain([line.len()]);
        let mut from = 0;
        for (column, end) in ends.enumerate() {
            let span = Span::of(base + from, base + end);
            cells.push(TableCell {
                span: text::trim(span, &self.document.text),
                column: u16::try_from(column).unwrap_or(u16::MAX),
                colspan: 1,
                rowspan: 1,
                strong: false,
            });
            from = end + 1;
        }
    }
}

/// Where the cell that starts at `from` ends; an escaped pipe does not end it.
fn cell_end(line: &str, from: usize, separator: char) -> usize {
    let bytes = line.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memchr(separator as u8, &bytes[at..]) {
        at += found;
        if separator != '|' || at == 0 || bytes[at - 1] != b'\\' {
            return at;
        }
        at += 1;
    }
    line.len()
}
