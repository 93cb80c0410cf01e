//! One quick walk over the rows of a long table that proves, where it can, that there is nothing to
//! find: then the slower checks, which find the same and can say what, are not run at all.
//!
//! It takes the bytes in whatever pieces they come, and keeps of them the first rows, one row of
//! each different set of cells that follow from each other, and a number for each name: what holds
//! for these holds for all. What it cannot prove is no fault yet: it is left to the checks.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use super::ours::{Kind, Layout};
use super::plain::{Widths, is_plain};
use super::{Table, plain_text};
use crate::gazetteer::Gazetteer;
use crate::model::Document;
use crate::model::columns::PLACE_PARTS;
use crate::normalize::place;
use crate::text::headers;
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

/// What is to be seen of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Document, number or date: the same in each row, or in each row of a document.
    Fact,
    Entry,
    Group,
    Rank,
    Start,
    End,
    /// A printed text from which nothing follows.
    Text,
    /// It follows from others, or others from it.
    Following,
    /// Nothing but that it is text.
    Nothing,
}

/// The columns, by what is to be seen of them.
#[derive(Debug)]
struct Columns {
    width: usize,
    /// Document, number and date; then groups.
    facts: Vec<usize>,
    groups: Vec<usize>,
    entry: Option<usize>,
    rank: Option<usize>,
    spans: Option<(usize, usize)>,
    /// Texts, and whether they are printed.
    texts: Vec<(usize, bool)>,
    following: Vec<usize>,
    /// Of these, the longest run that stands together, from and to; a row's cells of it are looked
    /// at as one.
    block: (usize, usize),
    /// Following columns outside the block.
    others: Vec<usize>,
    /// Of the following columns, those that are printed.
    prints: Vec<usize>,
    /// Columns whose cells, with the group, name a row.
    subjects: Vec<usize>,
    /// Pages and lines.
    numbers: Vec<usize>,
    has_document: bool,
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
        let mut cells: Vec<(usize, usize)> = Vec::with_capacity(self.columns.width);
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
    fn row(
        &mut self,
        line: &[u8],
        has_quotes: bool,
        cells: &mut Vec<(usize, usize)>,
    ) -> Option<()> {
        cells.clear();
        if has_quotes && memchr::memchr(b'"', line).is_some() {
            self.quoted(line, cells)?;
        } else {
            self.split(line, cells)?;
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

    /// The cells of a line without quotes. Cells of the block are not taken apart.
    fn split(&self, line: &[u8], cells: &mut Vec<(usize, usize)>) -> Option<()> {
        let (from, to) = self.columns.block;
        let width = self.columns.width;
        let mut at = 0;
        let left = if from == to { width - 1 } else { from };
        for _ in 0..left {
            let end = at + memchr::memchr(self.delimiter, &line[at..])?;
            cells.push((at, end));
            at = end + 1;
        }
        if from == to {
            cells.push((at, line.len()));
            return memchr::memchr(self.delimiter, &line[at..]).is_none().then_some(());
        }
        // Each cell of the block stands for all of it; those behind are taken from the end.
        cells.resize(width, (0, 0));
        let mut end = line.len();
        for cell in (to..width).rev() {
            let start = memchr::memrchr(self.delimiter, &line[at.min(end)..end])? + at;
            cells[cell] = (start + 1, end);
            end = start;
        }
        cells[from..to].fill((at, end));
        (at <= end).then_some(())
    }

    /// The cells of a line with quotes, which must close in it and hold none themselves.
    fn quoted(&self, line: &[u8], cells: &mut Vec<(usize, usize)>) -> Option<()> {
        let text = std::str::from_utf8(line).ok()?;
        let mut record = Record::default();
        let mut records = Records::new(text, self.delimiter);
        let is_one = records.next(&mut record) && record.broken.is_none();
        let plain = record.cells.iter().all(|cell| !cell.escaped);
        cells.extend(record.cells.iter().map(|c| (c.span.start as usize, c.span.end as usize)));
        (is_one && plain && cells.len() == self.columns.width).then_some(())
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

/// Keeps the cells of these columns; whether they are those kept before. None where they are no text.
fn keep(
    kept: &mut Vec<u8>,
    line: &[u8],
    cells: &[(usize, usize)],
    columns: &[usize],
) -> Option<bool> {
    let (mut same, mut from) = (true, 0);
    for at in columns {
        let text = &line[cells[*at].0..cells[*at].1];
        let end = from + text.len();
        same = same && kept.get(from..end) == Some(text) && kept.get(end) == Some(&0xFF);
        if !same {
            std::str::from_utf8(text).ok()?;
            kept.truncate(from);
            kept.extend_from_slice(text);
            kept.push(0xFF);
        }
        from = end + 1;
    }
    Some(same)
}

impl Columns {
    /// None where what the checks would look at is not told by the columns alone.
    fn new(table: &Table) -> Option<Self> {
        let layout = Layout::of(table);
        let subjects = subjects(&layout)?;
        let spans = layout.start.zip(layout.end);
        let what = columns(table, &layout);
        let of = |wanted: What| -> Vec<usize> {
            (0..what.len()).filter(|at| what[*at] == wanted).collect()
        };
        let following = of(What::Following);
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in following.iter().copied().filter(|at| !subjects.contains(at)) {
            match runs.last_mut().filter(|run| run.1 == at) {
                Some(run) => run.1 = at + 1,
                None => runs.push((at, at + 1)),
            }
        }
        let block = runs.into_iter().max_by_key(|run| run.1 - run.0).unwrap_or((0, 0));
        let mut texts: Vec<(usize, bool)> =
            of(What::Text).into_iter().map(|at| (at, true)).collect();
        texts.extend(of(What::Nothing).into_iter().map(|at| (at, false)));
        let kept = |at: &usize| *at < block.0 || *at >= block.1;
        Some(Self {
            width: what.len(),
            facts: of(What::Fact),
            groups: of(What::Group),
            entry: layout.entry,
            rank: layout.rank,
            spans,
            texts,
            others: following.iter().copied().filter(kept).collect(),
            following,
            block,
            prints: layout.families.iter().filter_map(|family| family.raw).collect(),
            subjects,
            numbers: [table.column("page"), layout.line].into_iter().flatten().collect(),
            has_document: layout.document.is_some(),
        })
    }
}

/// What each column is for.
fn columns(table: &Table, layout: &Layout) -> Vec<What> {
    let mut columns = vec![What::Nothing; table.width()];
    for family in &layout.families {
        if family.raw.is_none() {
            // A text under the name of a division says where the row's place lies.
            let around = headers::rung_of(&table.title(family.value)).is_some();
            columns[family.value] = if around { What::Following } else { What::Text };
        }
    }
    for family in layout.families.iter().filter(|family| family.raw.is_some()) {
        for at in family.derived.iter().chain(&family.raw) {
            columns[*at] = What::Following;
        }
    }
    for (stem, _) in Layout::codes(table) {
        for part in PLACE_PARTS {
            if let Some(at) = table.column(&format!("{stem}{part}")) {
                columns[at] = What::Following;
            }
        }
    }
    let spans = layout.start.zip(layout.end);
    let fixed = [
        (layout.document, What::Fact),
        (layout.number, What::Fact),
        (layout.date, What::Fact),
        (layout.entry, What::Entry),
        (layout.rank, What::Rank),
        (spans.map(|s| s.0), What::Start),
        (spans.map(|s| s.1), What::End),
    ];
    for (at, what) in fixed {
        if let Some(at) = at {
            columns[at] = what;
        }
    }
    for at in &layout.groups {
        columns[*at] = What::Group;
    }
    columns
}

/// The columns that name a row as the checks of repeats see it; none where that depends.
fn subjects(layout: &Layout) -> Option<Vec<usize>> {
    let print = |family: &super::ours::Family| family.raw.unwrap_or(family.value);
    let keyed = |key: &str| layout.families.iter().find(|family| family.key == key);
    let place = || layout.families.iter().find(|family| family.kind == Kind::Place);
    if let Some(family) = keyed("name").or_else(|| keyed("project")).or_else(place) {
        return Some(vec![print(family)]);
    }
    // One list of organisations names the rows, or else the rows differ in it; texts do so together.
    let units = layout.families.iter().filter(|family| family.kind == Kind::Units);
    match *units.map(print).collect::<Vec<usize>>() {
        [] => Some(layout.families.iter().map(print).collect()),
        [one] => Some(vec![one]),
        _ => None,
    }
}

/// A number of digits alone.
fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter()
        .try_fold(0, |number, b| b.is_ascii_digit().then(|| number * 10 + u64::from(b - b'0')))
}
