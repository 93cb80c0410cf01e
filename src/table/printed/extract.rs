//! The rows of a long roster that are to be judged, taken out of it with their places.
//!
//! The walk has told which rows are not proven. They are read again, with the rows beside them, the
//! rows of the same names, serials and values, and enough of the others to show what is usual. What
//! is left out is in order: a stretch of serials that go up by one.

use std::collections::HashSet;
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

use super::{FIRST, Form, Printed};
use crate::model::document::{IngestOddity, Origin};
use crate::model::roster::LeftOut;
use crate::model::{Document, Roster};

/// More rows than this are as well read as a whole.
const MOST: usize = 1 << 17;
/// So many rows that are in order are read for one that may not be.
const USUAL: usize = 4;

/// What is to be taken out.
#[derive(Debug)]
pub(crate) struct Wanted {
    form: Form,
    /// All rows before this one.
    first: u32,
    /// Rows, in order.
    rows: Vec<u32>,
    names: HashSet<u64, FixedState>,
    serials: HashSet<u64, FixedState>,
    values: HashSet<u64, FixedState>,
}

/// Rows being taken out.
#[derive(Debug)]
pub(crate) struct Extract {
    wanted: Wanted,
    text: Vec<u8>,
    /// Of each line taken out its row, and how far from its place in the file it has come.
    places: Vec<(u32, u64)>,
    left_out: Vec<Stretch>,
    row: u32,
    /// Lines taken out in which nothing stands.
    blank: u32,
    /// Bytes of the file so far.
    bytes: u64,
    /// How many of the rows that are wanted have gone by.
    passed: usize,
}

/// Rows that are left out together.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    row: u32,
    rows: u32,
    first: u64,
    last: u64,
    /// Its characters that are not blank.
    characters: u64,
}

impl Printed {
    /// What is to be judged, `more` of it where a value has something to be told: the cells'
    /// texts. None where rows that are left out could not be told from each other.
    pub(crate) fn wanted<'c>(self, more: impl IntoIterator<Item = &'c str>) -> Option<Wanted> {
        if self.restarts > 0 {
            return None;
        }
        let near = |row: &u32| [row.saturating_sub(1), *row, *row + 1];
        let mut rows: Vec<u32> = self.odd.iter().flat_map(near).chain(self.kept).collect();
        rows.sort_unstable();
        rows.dedup();
        let state = self.form.state.clone();
        let mut names = HashSet::with_hasher(state.clone());
        names.extend(self.names.repeated());
        let mut values = HashSet::with_hasher(state.clone());
        values.extend(more.into_iter().map(|cell| state.hash_one(cell.as_bytes())));
        let first = (FIRST + USUAL * (self.odd.len() + names.len())) as u32;
        Some(Wanted { form: self.form, first, rows, names, serials: self.serials, values })
    }

    /// Whether nothing but its values is left to judge.
    pub(crate) fn is_proven(&self) -> bool {
        self.odd.is_empty() && self.is_counted() && self.names.repeated().is_empty()
    }
}

impl Wanted {
    /// Whether a line is wanted for what stands in it.
    fn is_told(&self, line: &[u8]) -> bool {
        if self.names.is_empty() && self.serials.is_empty() && self.values.is_empty() {
            return false;
        }
        let cells = self.form.split(line);
        let has = |set: &HashSet<u64, FixedState>, value: Option<u64>| {
            value.is_some_and(|value| set.contains(&value))
        };
        let value = |at: &usize| cells.get(*at).map(|cell| self.form.state.hash_one(*cell));
        has(&self.names, self.form.name_of(&cells))
            || has(&self.serials, self.form.serial_of(&cells))
            || !self.values.is_empty()
                && self.form.values.iter().any(|at| has(&self.values, value(at)))
    }
}

impl Extract {
    /// Begins under a header that stands at this byte of the file.
    pub(crate) fn begin(wanted: Wanted, head: &str, byte: u64) -> Self {
        Self {
            wanted,
            text: head.into(),
            places: Vec::new(),
            left_out: Vec::new(),
            row: 0,
            blank: 0,
            bytes: byte + head.len() as u64,
            passed: 0,
        }
    }

    /// Takes the next rows, whole lines but for the last of the file; false where there are too many
    /// to be taken out.
    pub(crate) fn rows(&mut self, lines: &[u8]) -> bool {
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let is_next = self.wanted.rows.get(self.passed) == Some(&self.row);
            self.passed += usize::from(is_next);
            let bare = self.wanted.form.line(line);
            if is_next || self.row < self.wanted.first || self.wanted.is_told(bare) {
                self.places.push((self.row, self.bytes - self.text.len() as u64));
                self.text.extend_from_slice(line);
                self.blank += u32::from(self.wanted.form.is_blank(line));
                if self.places.len() > MOST {
                    return false;
                }
            } else if self.leave(bare).is_none() {
                return false;
            }
            self.row += 1;
            self.bytes += line.len() as u64;
        }
        true
    }

    /// Leaves a row out; none where its serial does not go on from the one before.
    fn leave(&mut self, line: &[u8]) -> Option<()> {
        let form = &self.wanted.form;
        let mut cells = memchr::memchr_iter(form.delimiter, line);
        let from = form.serial.checked_sub(1).map_or(Some(0), |n| cells.nth(n).map(|at| at + 1))?;
        let to = cells.next().unwrap_or(line.len());
        let cell = line.get(from..to)?;
        let cell = cell.strip_prefix(b"\"").and_then(|c| c.strip_suffix(b"\"")).unwrap_or(cell);
        let serial = super::number(cell).or_else(|| form.serial_of(&form.split(line)))?;
        let quotes = memchr::memchr_iter(b'"', line).count();
        let shown = line.iter().filter(|byte| !matches!(byte, 0x80..=0xBF | b' ')).count();
        let characters = (shown - (form.width - 1) - quotes) as u64;
        match self.left_out.last_mut().filter(|last| last.row + last.rows == self.row) {
            Some(last) if serial != last.last + 1 => return None,
            Some(last) => {
                last.rows += 1;
                last.last = serial;
                last.characters += characters;
            }
            None => {
                let (first, last) = (serial, serial);
                self.left_out.push(Stretch { row: self.row, rows: 1, first, last, characters });
            }
        }
        Some(())
    }

    /// The bytes that were taken out.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text)
    }

    /// How many rows the file has; blank lines are none.
    pub(crate) const fn count(&self) -> usize {
        (self.row - self.blank) as usize
    }

    /// How many were taken out.
    pub(crate) const fn taken(&self) -> usize {
        self.places.len() - self.blank as usize
    }

    /// Characters of the rows left out that are not blank.
    pub(crate) fn characters(&self) -> u64 {
        self.left_out.iter().map(|stretch| stretch.characters).sum()
    }

    /// Leads a document of the rows taken out back to the file.
    pub(crate) fn place(&self, document: &mut Document) {
        // The header is the first line.
        let place = |line: u32| self.places.get((line as usize).checked_sub(2)?).copied();
        for run in &mut document.origins.runs {
            if let Origin::Bytes { byte, line, .. } = &mut run.origin
                && let Some((row, shift)) = place(*line)
            {
                *byte += shift;
                *line = row + 2;
            }
        }
        // Bytes that are no characters are told by their place alone.
        let origins = document.origins.clone();
        for oddity in &mut document.oddities {
            let IngestOddity::UndecodableBytes { byte, span, .. } = oddity else { continue };
            let run = origins.runs.partition_point(|run| run.start <= span.start).checked_sub(1);
            if let Some(Origin::Bytes { line, .. }) = run.map(|run| origins.runs[run].origin)
                && let Ok(at) = self.places.binary_search_by_key(&(line.max(2) - 2), |p| p.0)
            {
                *byte += self.places[at].1;
            }
        }
    }

    /// What is left out of a roster whose rows were taken out; none where that is not in order.
    pub(crate) fn left_out(&self, document: &Document, roster: &Roster) -> Option<Vec<LeftOut>> {
        let lines = roster.entries.iter().map(|e| document.position(e.span.start).line);
        let lines: Vec<u32> = lines.collect();
        let mut found = Vec::with_capacity(self.left_out.len());
        let mut last = 0;
        for stretch in &self.left_out {
            if stretch.first <= last {
                return None;
            }
            last = stretch.last;
            found.push(LeftOut {
                before: lines.partition_point(|line| *line < stretch.row + 2) as u32,
                rows: stretch.rows,
                first: u32::try_from(stretch.first).ok()?,
                last: u32::try_from(stretch.last).ok()?,
            });
        }
        let stands = |serial: u32| {
            let at = found.partition_point(|left: &LeftOut| left.last < serial);
            found.get(at).is_some_and(|left| left.first <= serial)
        };
        let is_twice = roster.entries.iter().any(|e| e.serial.value().is_some_and(stands));
        (!is_twice).then_some(found)
    }
}
