//! A roster in the making: what the walk over its lines has gathered so far.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::alone;
use super::groups::Levels;
use super::header::{Header, Likeness};
use super::parts;
use super::serial;
use super::uppers;
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{Document, Notice, Oddity, RegionRole, Roster, Span, Table, TableCell};
use crate::schema::RosterSchema;
use crate::segment::line::{Line, LineKind};
use crate::segment::regions::Regions;
use crate::text::{compact, numeral};

/// A roster in the making.
pub(super) struct Builder<'a> {
    pub(super) document: &'a Document,
    pub(super) tables: &'a [Cow<'a, Table>],
    pub(super) lines: &'a [Line],
    pub(super) schema: Option<&'a RosterSchema>,
    pub(super) notice: &'a mut Notice,
    pub(super) regions: &'a mut Regions,
    pub(super) roster: Roster,
    /// The header printed first, if any.
    pub(super) header: Option<Header>,
    /// Column of the serials.
    pub(super) serial: Option<usize>,
    pub(super) levels: Levels,
    /// Index of the current group.
    pub(super) group: Option<u32>,
    /// No entry has come since the last heading.
    pub(super) fresh: bool,
    /// A group began anew at serial 1 after an earlier one had ended.
    pub(super) restarted: bool,
    /// The last serial read.
    pub(super) last: Option<u32>,
    /// The number of the last heading, where it is numbered as items are: 1. or （1）.
    pub(super) numbered: Option<(u32, Span)>,
    /// The number of the row that heads the current group, where serials run 1.1, 1.2 below it.
    pub(super) sections: Option<u32>,
    /// A serial that stands on a line of its own, waiting for its row.
    pub(super) loose_serial: Option<(Span, u32)>,
    /// Where the walk begins: past the preamble.
    pub(super) start: usize,
    /// Per line, the next line that is a row; `u32::MAX` past the last.
    pub(super) next_row: Vec<u32>,
    /// Whether some row names a province in its first filled cell, once that was asked.
    pub(super) provinces: OnceCell<bool>,
    /// The first cells of the rows lead with serials.
    pub(super) led: bool,
    /// Lines that stand alone between whole rows, several of a kind, in order.
    alone: Vec<usize>,
    /// Lines that head other headings, in order, each with over how many levels of them it stands.
    pub(super) uppers: Vec<(usize, u8)>,
    /// Index that the roster will have in the notice.
    pub(super) index: u32,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        document: &'a Document,
        tables: &'a [Cow<'a, Table>],
        lines: &'a [Line],
        schema: Option<&'a RosterSchema>,
        notice: &'a mut Notice,
        regions: &'a mut Regions,
    ) -> Self {
        let mut next_row = vec![u32::MAX; lines.len() + 1];
        for index in (0..lines.len()).rev() {
            next_row[index] =
                if lines[index].is_row() { index as u32 } else { next_row[index + 1] };
        }
        let index = notice.rosters.len() as u32;
        let (uppers, under) =
            schema.map_or_else(|| uppers::headings(document, lines), |_| Default::default());
        let alone = match schema {
            None if under.is_empty() => {
                alone::headings(document, lines, |line| parts::cells(tables, line))
            }
            _ => under,
        };
        Self {
            document,
            tables,
            lines,
            schema,
            notice,
            regions,
            roster: Roster::default(),
            header: None,
            serial: None,
            levels: Levels::default(),
            group: None,
            fresh: false,
            restarted: false,
            last: None,
            numbered: None,
            sections: None,
            loose_serial: None,
            start: 0,
            next_row,
            provinces: OnceCell::new(),
            led: false,
            alone,
            uppers,
            index,
        }
    }

    /// Whether the line at `index` is a heading by where it stands.
    pub(super) fn stands_alone(&self, index: usize) -> bool {
        self.alone.binary_search(&index).is_ok()
    }

    /// Whether lines are headings by where they stand.
    pub(super) fn has_headings_alone(&self) -> bool {
        !self.alone.is_empty()
    }

    /// Over how many levels of headings the line at `index` stands, by its count and theirs, or by how they end.
    pub(super) fn stands_over_headings(&self, index: usize) -> Option<u8> {
        let at = self.uppers.binary_search_by_key(&index, |(line, _)| *line).ok()?;
        Some(self.uppers[at].1)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.document.slice(span)
    }

    pub(super) fn cells(&self, line: &Line) -> &'a [TableCell] {
        match line.kind {
            LineKind::Row(table, row) | LineKind::Single(table, row, _) => {
                let table = &self.tables[table as usize];
                table.cells_of(&table.rows[row as usize])
            }
            _ => &[],
        }
    }

    /// Gives the cells their part; a merged cell repeated from above has it already.
    pub(super) fn claim_cells(&mut self, cells: &[TableCell], role: RegionRole) {
        for cell in cells.iter().filter(|cell| cell.rowspan > 0) {
            self.regions.add(cell.span, role);
        }
    }

    pub(super) fn width(&self) -> usize {
        self.roster.columns.len()
    }

    pub(super) fn note(&mut self, kind: NoteKind, span: Span) {
        self.regions.add(span, RegionRole::Note);
        self.roster.notes.push(crate::model::roster::Note { kind, span });
    }

    pub(super) fn oddity(&mut self, kind: OddityKind, span: Span) {
        self.notice.oddities.push(Oddity { kind, span, roster: Some(self.index) });
    }

    /// The next line at or after `from` that is a row but no repeated header.
    pub(super) fn next_row(&self, from: usize) -> Option<usize> {
        let mut index = *self.next_row.get(from)? as usize;
        while index < self.lines.len() {
            let cells = self.cells(&self.lines[index]);
            let header = self.header.as_ref();
            if header.is_none_or(|h| h.likeness(self.document, cells) == Likeness::Other) {
                return Some(index);
            }
            index = self.next_row[index + 1] as usize;
        }
        None
    }

    /// The serial of a row line.
    pub(super) fn serial_at(&self, index: usize) -> Serial {
        let Some(column) = self.serial else { return Serial::None };
        let cells = self.cells(&self.lines[index]);
        let cell = cells.iter().find(|cell| cell.column as usize == column);
        cell.map_or(Serial::None, |cell| self.serial_of(self.slice(cell.span)))
    }

    /// A serial as read: below a row numbered 2 the second of 2.1 and 2.2 is 2.
    fn serial_of(&self, text: &str) -> Serial {
        let serial = serial::parse_headed(text);
        match (serial, self.sections) {
            (Serial::Unreadable, Some(own)) => numeral::section(&compact(text))
                .filter(|(of, _)| *of == own)
                .map_or(serial, |(_, n)| Serial::Value(n)),
            _ => serial,
        }
    }
}
