//! Where things of a roster stand, for the checks' underlines.

use super::Ctx;
use super::ranks::Fault;
use crate::model::{Notice, Role, Roster, Span};

impl<'a> Ctx<'a> {
    /// The notice.
    pub(super) fn notice(&self) -> &'a Notice {
        &self.resolved.notice
    }

    pub(super) fn roster(&self, roster: u32) -> &'a Roster {
        &self.resolved.notice.rosters[roster as usize]
    }

    /// The serial's cell, or the whole row where it is blank or the roster has no such column.
    pub(super) fn cell_span(&self, roster: u32, entry: u32) -> Span {
        let roster = self.roster(roster);
        roster
            .serial_column()
            .map(|column| roster.row(entry as usize)[column])
            .filter(|span| !span.is_empty())
            .unwrap_or(roster.entries[entry as usize].span)
    }

    /// Where a fault of a serial is.
    pub(super) fn serial_span(&self, fault: &Fault) -> Span {
        self.cell_span(fault.roster, fault.entry)
    }

    /// The serial as a number, or as printed.
    pub(super) fn serial_text(&self, roster: u32, entry: u32) -> String {
        let list = self.roster(roster);
        match (list.entries[entry as usize].serial.value(), list.serial_column()) {
            (Some(number), _) => number.to_string(),
            (None, Some(column)) => list.cell(self.document, entry as usize, column).into_owned(),
            (None, None) => String::new(),
        }
    }

    /// A column's printed header, or its key where it has none.
    pub(super) fn column_title(&self, roster: u32, column: usize) -> &'a str {
        let found = self.roster(roster).columns.get(column);
        found.map_or("", |column| if column.title.is_empty() { &column.key } else { &column.title })
    }

    /// The heading above an entry.
    pub(super) fn heading(&self, roster: u32, entry: u32) -> Option<Span> {
        let list = self.roster(roster);
        let group = list.entries[entry as usize].group?;
        list.groups.get(group as usize).map(|group| group.span)
    }

    /// Whether serials start again between two entries: then a heading was lost, and what looks
    /// like one group is two.
    pub(super) fn is_parted(&self, roster: u32, first: u32, again: u32) -> bool {
        let at = self.restarts.partition_point(|restart| *restart <= (roster, first));
        self.restarts.get(at).is_some_and(|restart| *restart <= (roster, again))
    }

    /// The name of what an entry lists, or its first cell that is no serial.
    pub(super) fn subject_text(&self, roster: u32, entry: u32) -> String {
        let list = self.roster(roster);
        let serial = list.serial_column();
        let subject = self.repeats[roster as usize]
            .subject
            .or_else(|| {
                // A year or an amount names nothing.
                let place = (0..list.columns.len()).rfind(|c| list.columns[*c].role == Role::Place);
                let named = |column: &usize| {
                    let cell = list.cell(self.document, entry as usize, *column);
                    Some(*column) != serial && cell.chars().any(char::is_alphabetic)
                };
                place.or_else(|| (0..list.columns.len()).find(named))
            })
            .or_else(|| (0..list.columns.len()).find(|column| Some(*column) != serial));
        let Some(column) = subject else { return String::new() };
        list.cell(self.document, entry as usize, column).into_owned()
    }

    /// The first characters of a stretch, on one line.
    pub(super) fn quote(&self, span: Span) -> String {
        let text = self.document.slice(span);
        let mut quote: String = text.chars().take(40).collect();
        if quote.len() < text.len() {
            quote.push('…');
        }
        quote
    }
}
