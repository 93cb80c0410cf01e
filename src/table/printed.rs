//! One quick walk over a long roster that is a table and nothing else: serials, names, characters.
//!
//! Like [`super::walk`], for columns under the notice's own words. It proves row by row what can be
//! proven so: the width, serials that go up by one, a name that comes once, characters none of which
//! is odd, numbers and dates that are plain. What is judged by its value (places, organisations,
//! whatever else) it keeps once: these rows, read as a roster of their own, show what is in all.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use super::plain::{Widths, is_plain};
use crate::model::{Role, Roster};
use crate::text::{headers, nothing};

/// Rows that are kept as they come: enough to tell how the others are read.
pub(crate) const FIRST: usize = 200;
/// More different rows than this are not kept.
const DIFFERENT: usize = 1 << 17;
/// Longer lines are no rows of a table.
const LONGEST: usize = 1 << 16;

/// What is to be seen of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Serial,
    /// Characters alone.
    Text,
    /// Digits alone, with a point or none.
    Number,
    /// `2021-09-29`.
    Date,
    /// What its value means.
    Value,
}

/// A walk under way.
#[derive(Debug)]
pub(crate) struct Printed {
    delimiter: u8,
    columns: Vec<What>,
    /// A column that may be empty.
    remarks: Vec<bool>,
    subject: usize,
    state: FixedState,
    names: HashSet<u64, FixedState>,
    widths: Vec<Widths>,
    /// Of each text, the one in the row before.
    before: Vec<Vec<u8>>,
    serial: u64,
    rows: usize,
    /// Rows whose serial is 1 again, and the columns that changed there and nowhere else.
    restarts: usize,
    blocks: Vec<usize>,
    different: HashSet<u64, FixedState>,
    /// The header, the first rows, and one row of each different set of values, with serials of
    /// their own.
    text: String,
    kept: usize,
    characters: u64,
}

impl Printed {
    /// A walk over rows below this header, which are read as this roster; none where something
    /// cannot be proven row by row.
    pub(crate) fn begin(head: &str, delimiter: u8, roster: &Roster) -> Option<Self> {
        let roles: Vec<Role> = roster.columns.iter().map(|column| column.role).collect();
        let serials = roles.iter().filter(|role| **role == Role::Serial).count();
        let of = |wanted: Role| roles.iter().position(|role| *role == wanted);
        // What the checks of repeated names and rows go by.
        let subject = of(Role::Name)
            .or_else(|| of(Role::Project))
            .or_else(|| of(Role::Text).filter(|_| of(Role::PlaceOrUnit).is_none()))?;
        if serials != 1 || roles.len() > 200 || head.contains(['"', '\r']) {
            return None;
        }
        let what = |(at, role): (usize, &Role)| match role {
            Role::Serial => What::Serial,
            Role::Number => What::Number,
            Role::Date => What::Date,
            // A text under the name of a division says where the row's place lies.
            Role::Text | Role::Name | Role::Project | Role::Note
                if headers::rung_of(&roster.columns[at].title).is_none() =>
            {
                What::Text
            }
            _ => What::Value,
        };
        let columns: Vec<What> = roles.iter().enumerate().map(what).collect();
        if columns[subject] != What::Text {
            return None;
        }
        let state = FixedState::with_seed(0);
        Some(Self {
            delimiter,
            remarks: roles.iter().map(|role| *role == Role::Note).collect(),
            subject,
            names: HashSet::with_hasher(state.clone()),
            widths: vec![Widths::default(); columns.len()],
            before: vec![Vec::new(); columns.len()],
            serial: 0,
            rows: 0,
            restarts: 0,
            blocks: (0..columns.len()).filter(|at| columns[*at] != What::Serial).collect(),
            different: HashSet::with_hasher(state.clone()),
            text: head.to_owned(),
            kept: 0,
            characters: 0,
            columns,
            state,
        })
    }

    /// Takes the next rows, whole lines; false where they are for the checks to judge.
    pub(crate) fn rows(&mut self, lines: &[u8]) -> bool {
        // Quotes and other line ends are for the checks.
        if memchr::memchr2(b'"', b'\r', lines).is_some() {
            return false;
        }
        let mut cells: Vec<(usize, usize)> = Vec::with_capacity(self.columns.len());
        let (mut at, before) = (0, self.rows);
        while at < lines.len() {
            let Some(end) = memchr::memchr(b'\n', &lines[at..]) else { return false };
            let line = &lines[at..at + end];
            cells.clear();
            if end > LONGEST || self.row(line, &mut cells).is_none() {
                return false;
            }
            at += end + 1;
        }
        // Line ends and delimiters are no characters of the notice.
        let begins = lines.iter().filter(|b| !matches!(b, 0x80..=0xBF | b' ')).count();
        self.characters += (begins - (self.rows - before) * self.columns.len()) as u64;
        true
    }

    fn row(&mut self, line: &[u8], cells: &mut Vec<(usize, usize)>) -> Option<()> {
        let mut from = 0;
        for at in memchr::memchr_iter(self.delimiter, line) {
            cells.push((from, at));
            from = at + 1;
        }
        cells.push((from, line.len()));
        if cells.len() != self.columns.len() {
            return None;
        }
        let mut restarts = false;
        let mut values = self.state.build_hasher();
        let mut has_values = false;
        for (at, (from, to)) in cells.iter().enumerate() {
            let cell = &line[*from..*to];
            if cell.is_empty() && !self.remarks[at] {
                return None;
            }
            match self.columns[at] {
                What::Serial => {
                    let serial = number(cell)?;
                    restarts = serial == 1 && self.rows > 0;
                    if serial != self.serial + 1 && !restarts {
                        return None;
                    }
                    self.serial = serial;
                }
                What::Text => self.texts(at, cell)?,
                What::Number if is_number(cell) => {}
                What::Date if is_date(cell) => {}
                // Only what says something by its value is kept.
                What::Number | What::Date => return None,
                What::Value => {
                    has_values = true;
                    values.write(cell);
                    values.write_u8(0xFF);
                }
            }
        }
        self.blocks(line, cells, restarts);
        let name = &line[cells[self.subject].0..cells[self.subject].1];
        if !self.names.insert(self.state.hash_one(name)) {
            return None;
        }
        let is_new = has_values && self.different.insert(values.finish());
        if is_new || self.rows < FIRST {
            self.keep(line, cells)?;
        }
        self.rows += 1;
        Some(())
    }

    /// A text: its characters, and that it is none that speaks of another row.
    fn texts(&mut self, at: usize, cell: &[u8]) -> Option<()> {
        if self.before[at] == cell {
            return Some(());
        }
        let text = std::str::from_utf8(cell).ok()?;
        // No sign that speaks of another row or of nothing is longer.
        let is_nothing = || nothing::is_nothing(text) && !self.remarks[at];
        let speaks = cell.len() <= 12 && (is_nothing() || nothing::is_as_above(text));
        if speaks || !is_plain(text, &mut self.widths[at]) {
            return None;
        }
        if !self.blocks.contains(&at) {
            self.before[at].clear();
            self.before[at].extend_from_slice(cell);
        }
        Some(())
    }

    /// Which columns change where the serials begin again, and only there.
    fn blocks(&mut self, line: &[u8], cells: &[(usize, usize)], restarts: bool) {
        self.restarts += usize::from(restarts);
        let (first, before) = (self.rows == 0, &mut self.before);
        self.blocks.retain(|at| {
            let cell = &line[cells[*at].0..cells[*at].1];
            let changes = before[*at].as_slice() != cell;
            if changes {
                before[*at].clear();
                before[*at].extend_from_slice(cell);
            }
            first || changes == restarts
        });
    }

    /// Keeps a row under a serial of its own.
    fn keep(&mut self, line: &[u8], cells: &[(usize, usize)]) -> Option<()> {
        self.kept += 1;
        if self.kept > DIFFERENT {
            return None;
        }
        for (at, (from, to)) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push(char::from(self.delimiter));
            }
            if self.columns[at] == What::Serial {
                self.text.push_str(&self.kept.to_string());
            } else {
                self.text.push_str(std::str::from_utf8(&line[*from..*to]).ok()?);
            }
        }
        self.text.push('\n');
        Some(())
    }

    /// How many rows there were, all of them in order; none where serials began again without a
    /// column that says why.
    pub(crate) fn count(&self) -> Option<usize> {
        (self.restarts == 0 || !self.blocks.is_empty()).then_some(self.rows)
    }

    /// Characters of the rows that are not blank.
    pub(crate) const fn characters(&self) -> u64 {
        self.characters
    }

    /// The header, the first rows and all that differ from each other in what is to be judged.
    pub(crate) fn different(self) -> String {
        self.text
    }
}

/// A serial of digits alone.
fn number(cell: &[u8]) -> Option<u64> {
    let plain = !cell.is_empty() && cell.len() <= 9 && cell[0] != b'0';
    plain.then_some(())?;
    cell.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
}

fn is_number(cell: &[u8]) -> bool {
    let mut parts = cell.split(|b| *b == b'.');
    let digits =
        |part: &[u8]| (1..=15).contains(&part.len()) && part.iter().all(u8::is_ascii_digit);
    let whole = parts.next().is_some_and(|part| digits(part) && (part == b"0" || part[0] != b'0'));
    whole && parts.next().is_none_or(digits) && parts.next().is_none()
}

/// A date that every month has.
fn is_date(cell: &[u8]) -> bool {
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = cell else { return false };
    let two = |a: &u8, b: &u8| {
        (a.is_ascii_digit() && b.is_ascii_digit()).then(|| (a - b'0') * 10 + (b - b'0'))
    };
    year.len() == 4
        && matches!(year, [b'1', b'9', ..] | [b'2', b'0', ..])
        && year.iter().all(u8::is_ascii_digit)
        && two(m1, m2).is_some_and(|month| (1..=12).contains(&month))
        && two(d1, d2).is_some_and(|day| (1..=28).contains(&day))
}
