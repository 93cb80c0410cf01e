//! One quick walk over the rows of a long table that proves, where it can, that there is nothing to
//! find: then the slower checks, which find the same and can say what, are not run at all.
//!
//! It takes the bytes in whatever pieces they come, and keeps of them the first rows, one row of
//! each different set of cells that follow from each other, and a number for each name: what holds
//! for these holds for all. What it cannot prove is no fault yet: it is left to the checks.

mod cells;
mod columns;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use self::cells::{Cells, keep, number};
use self::columns::Columns;
use super::plain::{Widths, is_plain};
use super::{Table, plain_text};
use crate::gazetteer::Gazetteer;
use crate::model::Document;
use crate::normalize::place;
use crate::text::records::{Record, Records, delimiter};

/// Fewer rows than this are not worth a walk.
pub(super) const MANY: usize = 5_000;
/// Rows that are kept as they are, to see how the others are to be read.
const SAMPLE: usize = 201;
/// Longer lines are no rows of a table.
const LONGEST: usize = 1 << 20;
/// More different rows than this are not kept: they are most of the table then.
const DIFFERENT: usize = 1 << 19;

/// What a walk has proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a proof of its own")]
pub(super) struct Proven {
    /// Ordinals go up by one, number and date are the same in each row, spans go on.
    pub counted: bool,
    /// Ranks go up by one in their groups.
    pub ranked: bool,
    /// No name comes twice in its group, no character is odd.
    pub ordered: bool,
    /// What follows from other cells has one row each in [`Walk::distinct`].
    pub parted: bool,
}

impl Proven {
    const NOTHING: Self = Self { counted: false, ranked: false, ordered: false, parted: false };

    /// Whether nothing is left but to judge the different rows.
    pub(super) const fn is_whole(self) -> bool {
        self.counted && self.ranked && self.ordered && self.parted
    }
}

/// A walk under way.
#[derive(Debug)]
pub(super) struct Walk<'g> {
    gazetteer: &'g Gazetteer,
    delimiter: u8,
    columns: Columns,
    proven: Proven,
    /// Header and first rows.
    sample: String,
    /// Header and the first row of each different set of cells that follow from each other.
    distinct: String,
    rows: usize,
    state: FixedState,
    /// The different sets, by number.
    sets: HashMap<u64, u32, FixedState>,
    /// Of each row its set, where that is asked for.
    set_of: Option<Vec<u32>>,
    /// The groups met, and the names in the one that goes on.
    groups: HashSet<u64, FixedState>,
    names: HashSet<u64, FixedState>,
    /// Whether a heading says where the rows below it are.
    tells: HashMap<Vec<u8>, bool, FixedState>,
    /// Per column, and once for all headings, the widths met.
    widths: Vec<Widths>,
    before: Before,
}

/// What was met in the row before.
#[derive(Clone, Debug, Default)]
struct Before {
    facts: Vec<u8>,
    groups: Vec<u8>,
    /// Numbers of the facts, of the groups, and of the groups where they tell a place.
    fact: u64,
    group: u64,
    around: u64,
    entry: u64,
    start: u64,
    /// None at first; of rows without a rank, 0.
    rank: Option<u64>,
    /// Whether ranks run on from group to group, once that was seen.
    runs_on: Option<bool>,
    texts: Vec<Vec<u8>>,
}

impl<'g> Walk<'g> {
    /// A walk over a table that begins like this: a header and, if there are as many, the first
    /// [`SAMPLE`] rows and more. None where it is no table that can be walked over.
    pub(super) fn begin(start: &str, gazetteer: &'g Gazetteer) -> Option<Self> {
        let lines = start.split_inclusive('\n').take(SAMPLE + 1);
        let sample: String = lines.filter(|line| line.ends_with('\n')).collect();
        let document = plain_text("", sample.as_bytes());
        let table = Table::all(&document).into_iter().next()?;
        let units = ["entry", "seq", "unit"].iter().all(|name| table.column(name).is_some());
        if units || table.head.start != 0 || table.rows.is_empty() || table.width() > 1000 {
            return None;
        }
        let columns = Columns::new(&table)?;
        let head = start.split_inclusive('\n').next()?;
        if head.contains('"') {
            return None;
        }
        let state = FixedState::with_seed(0);
        Some(Self {
            gazetteer,
            delimiter: delimiter(&document.text),
            widths: vec![Widths::default(); columns.width + 1],
            before: Before { texts: vec![Vec::new(); columns.texts.len()], ..Before::default() },
            columns,
            proven: Proven { counted: true, ranked: true, ordered: true, parted: true },
            distinct: head.to_owned(),
            sample,
            rows: 0,
            sets: HashMap::with_hasher(state.clone()),
            set_of: None,
            groups: HashSet::with_hasher(state.clone()),
            names: HashSet::with_hasher(state.clone()),
            tells: HashMap::with_hasher(state.clone()),
            state,
        })
    }

    /// The same, and it keeps which of the different rows each row is like.
    pub(super) fn keeping_sets(self) -> Self {
        Self { set_of: Some(Vec::new()), ..self }
    }

    /// Takes the next rows: whole lines, the header not among them. False where going on proves
    /// nothing more.
    pub(super) fn rows(&mut self, lines: &[u8]) -> bool {
        let mut cells: Cells = Vec::with_capacity(self.columns.width);
        let has_quotes = memchr::memchr(b'"', lines).is_some();
        let mut at = 0;
        while at < lines.len() {
            let Some(end) = memchr::memchr(b'\n', &lines[at..]) else { return self.fail() };
            let line = &lines[at..at + end];
            at += end + 1;
            let is_row = end > 0 && end < LONGEST && line[end - 1] != b'\r';
            if !is_row
                || self.row(line, has_quotes, &mut cells).is_none()
                || self.proven == Proven::NOTHING
            {
                return self.fail();
            }
        }
        true
    }

    /// What has been proven; the rows are at an end.
    pub(super) fn proven(&self) -> Proven {
        self.proven
    }

    fn fail(&mut self) -> bool {
        self.proven = Proven::NOTHING;
        false
    }

    /// None where the form of the row is not that of the header.
    fn row(&mut self, line: &[u8], has_quotes: bool, cells: &mut Cells) -> Option<()> {
        cells.clear();
        if has_quotes && memchr::memchr(b'"', line).is_some() {
            self.columns.quoted(line, self.delimiter, cells)?;
        } else {
            self.columns.split(line, self.delimiter, cells)?;
        }
        let goes_on = self.rows > 0;
        let before = &mut self.before;
        let same_facts = keep(&mut before.facts, line, cells, &self.columns.facts)? && goes_on;
        let same_groups = keep(&mut before.groups, line, cells, &self.columns.groups)? && goes_on;
        if !same_facts {
            before.fact = self.state.hash_one(before.facts.as_slice());
            self.proven.counted &= !goes_on || self.columns.has_document;
        }
        if !same_groups {
            before.group = self.state.hash_one(before.groups.as_slice());
            self.heading()?;
        }
        if !same_facts || !same_groups {
            self.part();
        }
        self.counts(line, cells, same_facts);
        self.rank(line, cells, same_facts, same_groups);
        self.texts(line, cells)?;
        self.follows(line, cells)?;
        self.rows += 1;
        Some(())
    }

    /// Rows of another group begin: names may come again. Where a group comes again its names would
    /// have to be known still.
    fn part(&mut self) {
        let group = self.state.hash_one((self.before.fact, self.before.group));
        self.proven.ordered &= self.groups.insert(group);
        // Emptying a large set for each small group would take its time.
        if self.names.capacity() > 1 << 12 {
            self.names = HashSet::with_hasher(self.state.clone());
        } else {
            self.names.clear();
        }
    }

    /// A heading: its characters, and whether it says where the rows below it are.
    fn heading(&mut self) -> Option<()> {
        self.before.around = 0;
        if let Some(tells) = self.tells.get(&self.before.groups) {
            self.before.around = if *tells { self.before.group } else { 0 };
            return Some(());
        }
        let mut tells = false;
        for level in self.before.groups.split(|b| *b == 0xFF) {
            let level = std::str::from_utf8(level).ok()?;
            let widths = self.widths.last_mut()?;
            self.proven.ordered &= is_plain(level, widths);
            // Behind its number, whatever that looks like.
            let begins = level.char_indices().take(12).map(|(at, _)| &level[at..]);
            tells |= begins.into_iter().any(|text| {
                let place = place::resolve(text, None, self.gazetteer);
                !place.name.is_empty() || !place.candidates.is_empty()
            });
        }
        self.before.around = if tells { self.before.group } else { 0 };
        self.tells.insert(self.before.groups.clone(), tells);
        Some(())
    }

    /// Ordinals and spans.
    fn counts(&mut self, line: &[u8], cells: &[(usize, usize)], same_facts: bool) {
        let cell = |at: usize| number(&line[cells[at].0..cells[at].1]);
        if let Some(entry) = self.columns.entry {
            let (found, has_document) = (cell(entry), self.columns.has_document);
            let is_next = found == Some(self.before.entry + 1) && (same_facts || !has_document);
            self.proven.counted &=
                is_next || has_document && found == Some(1) || self.rows == 0 && found == Some(1);
            self.before.entry = found.unwrap_or(0);
        }
        if let Some((start, end)) = self.columns.spans {
            let (start, end) = (cell(start), cell(end));
            let goes_on = self.columns.has_document || start >= Some(self.before.start);
            self.proven.counted &= start.is_some() && end >= start && goes_on;
            self.before.start = start.unwrap_or(0);
        }
    }

    /// Ranks go up by one; in a new group they may begin anew, if they do so in each.
    fn rank(&mut self, line: &[u8], cells: &[(usize, usize)], same_facts: bool, same: bool) {
        let Some(at) = self.columns.rank else { return };
        let text = &line[cells[at].0..cells[at].1];
        let rank = if text.is_empty() { Some(0) } else { number(text).filter(|rank| *rank > 0) };
        let Some(rank) = rank else {
            self.proven.ranked = false;
            return;
        };
        let before = self.before.rank.replace(rank);
        let is_fine = match before.filter(|_| same_facts) {
            None => {
                self.before.runs_on = None;
                rank <= 1
            }
            // Rows without ranks, all of them.
            Some(0) => rank == 0,
            Some(before) if same => rank == before + 1,
            Some(before) => {
                let runs_on = rank == before + 1;
                let known = self.before.runs_on.replace(runs_on);
                (runs_on || rank == 1) && known.is_none_or(|known| known == runs_on)
            }
        };
        self.proven.ranked &= is_fine;
    }

    /// Texts and names: what names a row comes once in its group, and no character is odd.
    fn texts(&mut self, line: &[u8], cells: &[(usize, usize)]) -> Option<()> {
        for ((at, print), kept) in self.columns.texts.iter().zip(&mut self.before.texts) {
            let text = &line[cells[*at].0..cells[*at].1];
            // What names a row is to be full, and pages and lines are numbers: the checks tell.
            self.proven.ordered &= !text.is_empty() || !self.columns.subjects.contains(at);
            if self.columns.numbers.contains(at) && !text.is_empty() {
                self.proven.counted &= number(text).is_some();
                continue;
            }
            if text.is_empty() || kept == text {
                continue;
            }
            kept.clear();
            kept.extend_from_slice(text);
            let text = std::str::from_utf8(text).ok()?;
            if *print && self.proven.ordered {
                self.proven.ordered = is_plain(text, &mut self.widths[*at]);
            }
        }
        if self.proven.ordered {
            let mut hasher = self.state.build_hasher();
            for at in &self.columns.subjects {
                hasher.write(&line[cells[*at].0..cells[*at].1]);
                hasher.write_u8(0xFF);
            }
            self.proven.ordered = self.names.insert(hasher.finish());
        }
        Some(())
    }

    /// Cells that follow from each other: the first row of each different set is kept.
    fn follows(&mut self, line: &[u8], cells: &[(usize, usize)]) -> Option<()> {
        let mut hasher = self.state.build_hasher();
        hasher.write_u64(self.before.fact);
        hasher.write_u64(self.before.around);
        let (from, to) = self.columns.block;
        // In a line without quotes each cell of the block stands for all of it.
        let apart = to - from > 1 && cells[from] != cells[from + 1];
        let (some, block) = if apart {
            (&self.columns.following, from..from)
        } else {
            (&self.columns.others, from..to.min(from + 1))
        };
        for at in some.iter().copied().chain(block) {
            hasher.write(&line[cells[at].0..cells[at].1]);
            hasher.write_u8(0xFF);
        }
        let next = self.sets.len() as u32;
        let set = *self.sets.entry(hasher.finish()).or_insert(next);
        if let Some(sets) = &mut self.set_of {
            sets.push(set);
        }
        if set < next {
            return Some(());
        }
        let text = std::str::from_utf8(line).ok()?;
        let mut record = Record::default();
        Records::new(text, self.delimiter).next(&mut record);
        if record.cells.len() != self.columns.width || record.broken.is_some() {
            return None;
        }
        for at in &self.columns.prints {
            let print = record.cells[*at].span.text(text);
            self.proven.ordered &= is_plain(print, &mut self.widths[*at]);
        }
        if self.proven.parted {
            self.distinct.push_str(text);
            self.distinct.push('\n');
            if self.sets.len() > DIFFERENT {
                self.proven.parted = false;
                self.distinct = String::new();
            }
        }
        Some(())
    }

    /// How many rows there were.
    pub(super) fn count(&self) -> usize {
        self.rows
    }

    /// Of each row the one of [`Self::different`] that it is like, if they were kept.
    pub(super) fn sets(&self) -> impl Iterator<Item = u32> {
        self.set_of.iter().flatten().copied()
    }

    /// The first rows as a document.
    pub(super) fn sample(&self) -> Document {
        plain_text("", self.sample.as_bytes())
    }

    /// The different rows as a document.
    pub(super) fn different(&self) -> Document {
        plain_text("", self.distinct.as_bytes())
    }
}
