//! Rows that give the sums of a place's rows, or a numbered class's, and name nothing else: 河北省 | | | 200 | 100.5 above
//! them, 一、重点项目 | | | 528.

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
        // 全省 | | 495 adds up all rows; 小计 | | 95 those above.
        if words::is_whole(&text) || words::is_sum(&text) {
            return false;
        }
        let numbered = || {
            groups::is_numbered(&text)
                && !text.trim_start_matches(['（', '(']).starts_with(is_digit)
        };
        let place = places::is_province(&text) || places::ends_as_place(&text) || numbered();
        let next = self.next_row(index + 1).map(|next| self.serial_at(next));
        let over = next.is_some_and(|next| matches!(next, Serial::Value(_)));
        // 重点项目 | | | 528 in the place of a serial: only its sum tells that it is no row.
        let added = || {
            self.serial == Some(name.column as usize)
                && filled().find(figure).is_some_and(|cell| self.adds_up_below(index, *cell))
        };
        if !over || filled().count() < 2 || !(place || added()) {
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

impl Builder<'_> {
    /// Whether a figure is the sum of those in its column in the rows with serials directly below.
    fn adds_up_below(&self, index: usize, figure: TableCell) -> bool {
        const LEAST: usize = 2;
        const SLIP: f64 = 0.005;
        let value = |cell: &TableCell| {
            compact(self.slice(cell.span)).replace([',', '，'], "").parse::<f64>().ok()
        };
        let below = self.lines[index + 1..].iter().zip(index + 1..).take_while(|(line, at)| {
            line.is_row() && matches!(self.serial_at(*at), Serial::Value(_))
        });
        let values = below.map(|(line, _)| {
            let cell = self.cells(line).iter().find(|cell| cell.column == figure.column)?;
            value(cell)
        });
        let values: Option<Vec<f64>> = values.collect();
        let own = value(&figure);
        own.zip(values).is_some_and(|(own, values)| {
            values.len() >= LEAST && (values.iter().sum::<f64>() - own).abs() < SLIP
        })
    }
}

fn is_digit(c: char) -> bool {
    numeral::digit(c).is_some()
}

/// `1,234.5`
pub(super) fn is_figure(text: &str) -> bool {
    let text = compact(text);
    text.chars().any(|c| numeral::digit(c).is_some())
        && text.chars().all(|c| numeral::digit(c).is_some() || matches!(c, '.' | '．' | ',' | '，'))
}
