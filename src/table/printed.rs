//! One quick walk over a long roster that is a table and nothing else: serials, names, characters.
//!
//! Like [`super::walk`], for columns under the notice's own words. It proves row by row what can be
//! proven so: the width, serials that go up by one, a name that comes once, characters none of which
//! is odd, numbers and dates that are plain. What is judged by its value (places, organisations,
//! whatever else) it keeps once: these rows, read as a roster of their own, show what is in all. Of
//! a row for which none of this is proven it keeps the number: such rows are read again, with those
//! that they have to do with ([`Extract`]).

mod cells;
mod extract;
mod names;

use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use self::cells::{Classes, is_date, is_number, may_speak, number, speaks};
use self::names::Names;
use super::plain::{Widths, is_plain};
use crate::check::code_digits;
use crate::model::{Role, Roster};
use crate::text::{headers, mojibake};

pub(crate) use extract::Extract;

/// Rows that are kept as they come: enough to tell how the others are read.
pub(crate) const FIRST: usize = 200;
/// More different rows than this are not kept.
const DIFFERENT: usize = 1 << 17;
/// More rows than this for which nothing is proven are too many to be read by themselves.
const ODD: usize = 1 << 13;
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

/// A column, and what was met in it.
#[derive(Debug)]
struct Column {
    what: What,
    /// It may be empty.
    remark: bool,
    /// It changes where the serials begin again and nowhere else, so far.
    block: bool,
    /// Its header, where its cells are codes.
    coded: Option<String>,
    widths: Widths,
    /// The cell of the row before these lines.
    before: Vec<u8>,
    /// The cell of the row before, if it is in these lines.
    last: Option<(usize, usize)>,
}

/// How rows are told apart and what in them is named, the same whenever they are read.
#[derive(Clone, Debug)]
struct Form {
    delimiter: u8,
    classes: Classes,
    /// Lines end in CR LF.
    crlf: bool,
    serial: usize,
    subject: usize,
    values: Vec<usize>,
    width: usize,
    state: FixedState,
}

/// A walk under way.
#[derive(Debug)]
pub(crate) struct Printed {
    form: Form,
    columns: Vec<Column>,
    cells: Vec<(usize, usize)>,
    names: Names,
    serial: u64,
    /// Lines so far, and those of them in which nothing stands.
    rows: u32,
    blank: u32,
    /// Rows whose serial is 1 again.
    restarts: usize,
    different: HashSet<u64, FixedState>,
    /// The header, the first rows, and one row of each different set of values, with serials of
    /// their own.
    text: String,
    kept: Vec<u32>,
    /// No more are kept.
    full: bool,
    characters: u64,
    odd: Vec<u32>,
    /// Serials that do not follow from the row before: another row may have the same.
    serials: HashSet<u64, FixedState>,
}

/// A row for which something is not proven.
struct Odd;

impl Form {
    /// The cells of a line that is no plain row, quotes around them taken off: as many as there are.
    fn split<'l>(&self, line: &'l [u8]) -> Vec<&'l [u8]> {
        let mut cells = Vec::with_capacity(self.width);
        let mut at = 0;
        loop {
            let quoted = line.get(at) == Some(&b'"');
            let closing = quoted.then(|| memchr::memchr(b'"', &line[at + 1..])).flatten();
            let from = closing.map_or(at, |n| at + n + 2);
            let end =
                memchr::memchr(self.delimiter, &line[from..]).map_or(line.len(), |n| from + n);
            cells.push(closing.map_or(&line[at..end], |n| &line[at + 1..at + 1 + n]));
            if end == line.len() {
                return cells;
            }
            at = end + 1;
        }
    }

    /// Whether a line is none of the rows: nothing stands in it.
    fn is_blank(&self, line: &[u8]) -> bool {
        line.iter()
            .all(|byte| matches!(byte, b' ' | b'"' | b'\r' | b'\n') || *byte == self.delimiter)
    }

    fn name_of(&self, cells: &[&[u8]]) -> Option<u64> {
        cells.get(self.subject).map(|name| self.state.hash_one(*name))
    }

    fn serial_of(&self, cells: &[&[u8]]) -> Option<u64> {
        cells.get(self.serial).and_then(|cell| number(cell))
    }

    /// A line without its end.
    fn line<'l>(&self, line: &'l [u8]) -> &'l [u8] {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if self.crlf { line.strip_suffix(b"\r").unwrap_or(line) } else { line }
    }
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
        let crlf = head.ends_with("\r\n");
        let is_line = head.matches('\r').count() == usize::from(crlf);
        if serials != 1 || roles.len() > 200 || !is_line {
            return None;
        }
        let what = |(at, role): (usize, &Role)| match role {
            Role::Serial => What::Serial,
            Role::Number => What::Number,
            Role::Date => What::Date,
            // A text under the name of a division says where the row's place lies.
            Role::Text | Role::Name | Role::Project | Role::Note | Role::Code
                if headers::rung_of(&roster.columns[at].title).is_none() =>
            {
                What::Text
            }
            _ => What::Value,
        };
        let columns: Vec<Column> = roles
            .iter()
            .enumerate()
            .map(|(at, role)| Column {
                what: what((at, role)),
                remark: *role == Role::Note,
                block: *role != Role::Serial,
                coded: code_digits::title_of_codes(&roster.columns[at]),
                widths: Widths::default(),
                before: Vec::new(),
                last: None,
            })
            .collect();
        if columns[subject].what != What::Text {
            return None;
        }
        let state = FixedState::with_seed(0);
        let form = Form {
            delimiter,
            classes: Classes::new(delimiter),
            crlf,
            serial: of(Role::Serial)?,
            subject,
            values: (0..columns.len()).filter(|at| columns[*at].what == What::Value).collect(),
            width: columns.len(),
            state: state.clone(),
        };
        Some(Self {
            form,
            cells: vec![(0, 0); columns.len()],
            names: Names::default(),
            serial: 0,
            rows: 0,
            blank: 0,
            restarts: 0,
            different: HashSet::with_hasher(state.clone()),
            text: head.to_owned(),
            kept: Vec::new(),
            full: false,
            characters: 0,
            odd: Vec::new(),
            serials: HashSet::with_hasher(state),
            columns,
        })
    }

    /// Takes the next rows, whole lines; false where they are for the checks to judge.
    pub(crate) fn rows(&mut self, lines: &[u8]) -> bool {
        let (mut at, before) = (0, self.rows);
        let mut marks = 0;
        while at < lines.len() {
            let end = if let Ok(end) = self.row(lines, at, &mut marks) {
                end
            } else {
                let end = memchr::memchr(b'\n', &lines[at..]).map_or(lines.len(), |n| at + n + 1);
                if !self.odd(&lines[at..end]) {
                    return false;
                }
                end
            };
            if end - at > LONGEST {
                return false;
            }
            self.rows += 1;
            at = end;
        }
        for column in &mut self.columns {
            if let Some((from, to)) = column.last.take() {
                column.before.clear();
                column.before.extend_from_slice(&lines[from..to]);
            }
        }
        // Line ends, delimiters and quotes are no characters of the notice.
        let begins = lines.iter().filter(|b| !matches!(b, 0x80..=0xBF | b' ')).count();
        let rows = (self.rows - before) as usize;
        let ends = rows * (self.columns.len() + usize::from(self.form.crlf));
        let open = if lines.ends_with(b"\n") { 0 } else { 1 + usize::from(self.form.crlf) };
        self.characters += (begins + open).saturating_sub(ends + marks) as u64;
        true
    }

    /// Takes the row that begins at `at`; gives where the next one does.
    fn row(&mut self, lines: &[u8], at: usize, marks: &mut usize) -> Result<usize, Odd> {
        let (rows, width) = (self.rows, self.columns.len());
        let mut next = at;
        let mut restarts = false;
        let mut serial = self.serial;
        let may_restart = rows > 0 && self.columns.iter().any(|column| column.block);
        let mut values = self.form.state.build_hasher();
        for (index, column) in self.columns.iter_mut().enumerate() {
            let (from, to);
            if lines.get(next) == Some(&b'"') {
                (from, to) = (next + 1, quoted(lines, next)?);
                *marks += 2;
                next = to + 1;
                column.judge(&lines[from..to])?;
            } else {
                from = next;
                to = column.scan(lines, from, &self.form.classes)?;
                next = to;
            }
            let cell = &lines[from..to];
            self.cells[index] = (from, to);
            if column.coded.as_deref().is_some_and(|title| has_lost(cell, title)) {
                return Err(Odd);
            }
            match column.what {
                What::Serial => {
                    serial = number(cell).ok_or(Odd)?;
                    restarts = serial == 1 && may_restart;
                    if serial != self.serial + 1 && !restarts {
                        return Err(Odd);
                    }
                }
                What::Value => {
                    values.write(cell);
                    values.write_u8(0xFF);
                }
                What::Text => {}
                What::Number if is_number(cell) => {}
                What::Date if is_date(cell) => {}
                // Only what says something by its value is kept.
                What::Number | What::Date => return Err(Odd),
            }
            let ends = match lines.get(next) {
                Some(b'\n') => next + 1,
                Some(b'\r') if self.form.crlf && lines.get(next + 1) == Some(&b'\n') => next + 2,
                None => next,
                Some(byte) if *byte == self.form.delimiter && index + 1 < width => {
                    next += 1;
                    continue;
                }
                _ => return Err(Odd),
            };
            if index + 1 < width {
                return Err(Odd);
            }
            next = ends;
        }
        let values = values.finish();
        let has_values = !self.form.values.is_empty();
        let is_new = has_values && !self.different.contains(&values);
        if is_new || (rows as usize) < FIRST {
            self.keep(lines, at, next)?;
            self.different.insert(values);
        }
        self.serial = serial;
        self.restarts += usize::from(restarts);
        for (column, (from, to)) in self.columns.iter_mut().zip(&self.cells) {
            if column.block {
                column.block = rows == 0 || column.changes(lines, &lines[*from..*to]) == restarts;
            }
            column.last = Some((*from, *to));
        }
        let (from, to) = self.cells[self.form.subject];
        self.names.add(self.form.state.hash_one(&lines[from..to]));
        Ok(next)
    }

    /// Takes a line for which something is not proven; false where there are too many, or where it
    /// may be no line of its own.
    fn odd(&mut self, line: &[u8]) -> bool {
        // A quote that is open here is closed elsewhere.
        let quotes = memchr::memchr_iter(b'"', line).count();
        if quotes % 2 == 1 || self.odd.len() >= ODD || self.full {
            return false;
        }
        if self.form.is_blank(line) {
            self.blank += 1;
            self.odd.push(self.rows);
            return true;
        }
        let cells = self.form.split(self.form.line(line));
        let serial = self.form.serial_of(&cells);
        if serial != Some(self.serial + 1) {
            self.serials.extend(serial);
        }
        // Where none can be read, one is to be there.
        self.serial = serial.unwrap_or(self.serial + 1);
        if let Some(name) = self.form.name_of(&cells) {
            self.names.add(name);
        }
        self.odd.push(self.rows);
        true
    }

    /// Keeps a row under a serial of its own.
    fn keep(&mut self, lines: &[u8], at: usize, next: usize) -> Result<(), Odd> {
        self.full = self.kept.len() >= DIFFERENT;
        let line = std::str::from_utf8(&lines[at..next]).ok().filter(|_| !self.full).ok_or(Odd)?;
        self.kept.push(self.rows);
        let (from, to) = self.cells[self.form.serial];
        self.text.push_str(&line[..from - at]);
        self.text.push_str(&self.kept.len().to_string());
        self.text.push_str(&line[to - at..]);
        Ok(())
    }

    /// How many rows there were; blank lines are none.
    pub(crate) const fn count(&self) -> usize {
        (self.rows - self.blank) as usize
    }

    /// How many of them are kept.
    pub(crate) const fn kept(&self) -> usize {
        self.kept.len()
    }

    /// Whether the serials run through, or begin again where a column says why.
    pub(crate) fn is_counted(&self) -> bool {
        self.restarts == 0 || self.columns.iter().any(|column| column.block)
    }

    /// Characters of the rows that are not blank.
    pub(crate) const fn characters(&self) -> u64 {
        self.characters
    }

    /// The header, the first rows and all that differ from each other in what is to be judged.
    pub(crate) fn different(&self) -> &str {
        &self.text
    }
}

impl Column {
    /// Where an unquoted cell ends, if nothing in it is odd.
    fn scan(&mut self, lines: &[u8], from: usize, classes: &Classes) -> Result<usize, Odd> {
        if self.what != What::Text {
            let end = classes.end(lines, from);
            if end == from && !self.remark {
                return Err(Odd);
            }
            return Ok(end);
        }
        let scanned = classes.scan(lines, from);
        let cell = &lines[from..scanned.end];
        if scanned.plain && !cell.is_empty() && !may_speak(cell) {
            return Ok(scanned.end);
        }
        self.judge(cell)?;
        Ok(scanned.end)
    }

    /// Whether nothing in a cell is odd.
    fn judge(&mut self, cell: &[u8]) -> Result<(), Odd> {
        if cell.is_empty() {
            return if self.remark { Ok(()) } else { Err(Odd) };
        }
        if self.what == What::Text {
            let text = std::str::from_utf8(cell).map_err(|_| Odd)?;
            let is_odd = speaks(text, self.remark) || mojibake::may_be(text);
            if is_odd || !is_plain(text, &mut self.widths) {
                return Err(Odd);
            }
        }
        Ok(())
    }

    fn changes(&self, lines: &[u8], cell: &[u8]) -> bool {
        let before = self.last.map_or(self.before.as_slice(), |(from, to)| &lines[from..to]);
        before != cell
    }
}

/// Whether a code has lost digits to a spreadsheet.
fn has_lost(cell: &[u8], title: &str) -> bool {
    let may = matches!(cell.len(), 5..=24)
        && (cell.ends_with(b"000") || cell.contains(&b'+') || cell.contains(&b'.'));
    may && std::str::from_utf8(cell).is_ok_and(|cell| code_digits::is_lost(cell, title))
}

/// Where a quoted cell's text ends: without quotes or line ends inside.
fn quoted(lines: &[u8], at: usize) -> Result<usize, Odd> {
    let end = memchr::memchr3(b'"', b'\n', b'\r', &lines[at + 1..]).map(|n| at + 1 + n);
    end.filter(|end| lines[*end] == b'"' && lines.get(end + 1) != Some(&b'"')).ok_or(Odd)
}
