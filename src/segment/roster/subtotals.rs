//! Rows that give the sums of a place's rows and name nothing else: 河北省 | | | 200 | 100.5 above them.

use super::builder::Builder;
use super::{groups, words};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, TableCell};
use crate::segment::line::Line;
use crate::segment::lists::places;
use crate::text::{compact, numeral};

impl Builder<'_> {
    /// Takes such a row in as the heading of those below it; its sums are notes.
    pub(super) fn subtotal(&mut self, index: usize, cells: &[TableCell], serial: Serial) -> bool {
        let numbered = matches!(serial, Serial::Value(_));
        if self.serial.is_none() || self.schema.is_some() || numbered {
            return false;
        }
        let filled = || cells.iter().filter(|cell| !cell.span.is_empty());
        let figure = |cell: &&TableCell| {
            let column = self.roster.columns.get(cell.column as usize);
            column.is_some_and(|column| column.role == Role::Number)
                && is_figure(self.slice(cell.span))
        };
        let mut words = filled().filter(|cell| !figure(cell));
        let (Some(name), None) = (words.next(), words.next()) else { return false };
        let text = compact(self.slice(name.span));
        // 全省 | | 495 adds up all rows.
        if words::is_whole(&text) {
            return false;
        }
        let place = places::is_province(&text) || places::ends_as_place(&text);
        let next = self.next_row(index + 1).map(|next| self.serial_at(next));
        let over = next.is_some_and(|next| matches!(next, Serial::Value(_)));
        if !place || !over || filled().count() < 2 {
            return false;
        }
        let line = Line { span: name.span, ..self.lines[index] };
        let heading = groups::heading(self.document, &line);
        let own = name.span;
        for cell in cells.iter().filter(|cell| !cell.span.is_empty() && cell.span != own) {
            self.regions.add(cell.span, RegionRole::Note);
        }
        self.enter(heading);
        true
    }
}

/// `1,234.5`
pub(super) fn is_figure(text: &str) -> bool {
    let text = compact(text);
    text.chars().any(|c| numeral::digit(c).is_some())
        && text.chars().all(|c| numeral::digit(c).is_some() || matches!(c, '.' | '．' | ',' | '，'))
}
