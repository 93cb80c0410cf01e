//! Rows that head a group: their serial is 一 or （一）, those below count 1, 2, 3.

use super::build::Builder;
use super::groups;
use super::serial;
use crate::model::{RegionRole, TableCell};
use crate::segment::lines::Line;
use crate::text::{compact, numeral};

/// How a serial is printed, the outer first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// 一, 二、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 1, （1）
    Arabic,
}

impl Builder<'_> {
    /// Takes a row in that heads the rows below it. Its further cells, subtotals mostly, are notes.
    pub(super) fn chapter(&mut self, index: usize, cells: &[TableCell]) -> bool {
        let Some((rank, _)) = self.rank(cells) else { return false };
        if rank == Rank::Arabic {
            return false;
        }
        let below =
            self.next_row(index + 1).and_then(|next| self.rank(self.cells(&self.lines[next])));
        let due = |n: u32| n == 1 || self.last.is_some_and(|last| n == last + 1);
        if !below.is_some_and(|(inner, n)| inner > rank && due(n)) {
            return false;
        }
        let mut filled = cells.iter().filter(|cell| !cell.span.is_empty());
        let (Some(number), Some(name)) = (filled.next(), filled.next()) else { return false };
        let line = Line { span: name.span, ..self.lines[index] };
        let mut heading = groups::heading(self.document, &line);
        heading.number_as(&compact(self.slice(number.span)));
        self.regions.add(number.span, RegionRole::Heading);
        for cell in filled {
            self.regions.add(cell.span, RegionRole::Note);
        }
        self.enter(heading);
        true
    }

    fn rank(&self, cells: &[TableCell]) -> Option<(Rank, u32)> {
        let own = self.serial?;
        let cell = cells.iter().find(|cell| cell.column as usize == own && cell.rowspan > 0)?;
        let printed = self.slice(cell.span);
        if printed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some((Rank::Arabic, serial::parse(printed).value()?));
        }
        let text = compact(printed);
        let n = serial::parse(&text).value()?;
        let bare = text.trim_start_matches(['(', '（']);
        let arabic =
            !bare.chars().next().is_some_and(|c| numeral::chinese_digit(c).is_some() || c == '十');
        let rank = match (arabic, bare.len() < text.len()) {
            (true, _) => Rank::Arabic,
            (false, true) => Rank::ChineseBracket,
            (false, false) => Rank::Chinese,
        };
        Some((rank, n))
    }
}
