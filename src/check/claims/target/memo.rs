//! What is worked out once of the rows, however many claims ask for it.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::others::{Few, Others};
use super::pointing::Listing;
use super::rosters::Told;
use super::{Index, Target};
use crate::check::claims::fold::fold;
use crate::model::{ClaimPlace, Notice, Role, Roster};

/// A map that is the same in every run.
pub(super) type Map<K, V> = HashMap<K, V, FixedState>;

/// A level of divisions, and the roster and group they are looked for in; everywhere without.
pub(super) type Level = (u8, Option<(u32, u32)>);

/// A roster, the column that names its rows, where there is one, and endings of places.
pub(super) type Ends = (usize, Option<usize>, Vec<&'static str>);

/// So many cells are looked at for names that they list; what columns beyond them list is not known.
const CELLS_MOST: usize = 1_000_000;

/// Found before, or to be found when first asked for.
#[derive(Default)]
pub(super) struct Memo {
    /// Each claim's words, folded.
    pub abouts: Vec<String>,
    /// Titles of rosters, and headings of groups, with their verbs.
    pub titles: OnceCell<Vec<Told>>,
    pub headings: OnceCell<Vec<Told>>,
    /// The columns that tell classes.
    pub classes: OnceCell<Vec<Classes>>,
    /// Rows that end in a word, by that word and where the claim stands.
    pub endings: RefCell<Map<(String, ClaimPlace, bool), Option<Target>>>,
    /// Divisions of a level below a heading.
    pub divisions: RefCell<Map<Level, u64>>,
    /// Per roster, how many rows lie in what is called so.
    pub lying: OnceCell<Vec<Lying>>,
    /// The parts of each whole, by where rows lie.
    pub lying_parts: OnceCell<Map<u32, Parts>>,
    /// Per roster, its columns' titles, folded.
    pub columns: OnceCell<Vec<Vec<String>>>,
    /// Per roster, how many cells read so.
    pub cells: OnceCell<Vec<Map<String, u64>>>,
    /// Values and different values of a column.
    pub values: RefCell<Map<(u32, usize), (u64, u64)>>,
    /// Rows of a list of people that are of no office.
    pub members: RefCell<Map<usize, u64>>,
    /// Per roster, whether most rows lie in counties.
    pub in_counties: OnceCell<Vec<bool>>,
    /// Whether the rows of a roster, by that column where there is one, name places of these endings.
    pub ends_so: RefCell<Map<Ends, bool>>,
    /// Per word for things, what the columns of the only list list of them, and how many cells may still be looked at.
    pub listings: RefCell<Map<String, Vec<Listing>>>,
    pub cells_left: Cell<usize>,
    /// What other claims say, for each to be held beside.
    pub others: OnceCell<Others>,
    /// Per place, the headings that claims name in part.
    pub parts: OnceCell<Map<ClaimPlace, Few<(u32, u32)>>>,
    /// Per roster and group, its entries.
    pub entries: OnceCell<Vec<Vec<Vec<usize>>>>,
}

/// A column with few different values.
pub(super) struct Classes {
    /// The roster it belongs to.
    pub roster: usize,
    /// Rows of each.
    pub counts: BTreeMap<String, u64>,
    /// The class that each claim names.
    pub told: Vec<Option<String>>,
    /// Those of all claims.
    pub all: BTreeSet<String>,
    /// Some cells are blank below filled ones: they are counted as those, which accuses nobody.
    pub blanks: bool,
}

/// Parts of a whole.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    pub count: usize,
    /// Those that count just the rows that lie where they say.
    pub lying: usize,
    /// The rows that lie where they say.
    pub rows: u64,
}

/// Where a roster's rows lie.
#[derive(Default)]
pub(super) struct Lying {
    /// Rows by the names of the divisions they lie in.
    pub by_name: Map<String, u64>,
    /// Rows that have a place.
    pub all: u64,
    /// Rows whose province is known.
    pub known: u64,
}

impl Memo {
    pub(super) fn new(notice: &Notice) -> Self {
        let abouts = notice.claims.iter().map(|claim| fold(&claim.about)).collect();
        Self { abouts, cells_left: Cell::new(CELLS_MOST), ..Self::default() }
    }
}

impl Index<'_> {
    /// Whether a column's cells say what a row is.
    fn tells(role: Role) -> bool {
        matches!(role, Role::Name | Role::Text | Role::Note | Role::Project)
    }

    /// The folded titles of a roster's columns.
    pub(super) fn column_titles(&self, roster: usize) -> &[String] {
        let titles = |roster: &Roster| roster.columns.iter().map(|c| fold(&c.title)).collect();
        let all =
            self.found.columns.get_or_init(|| self.notice.rosters.iter().map(titles).collect());
        &all[roster]
    }

    /// How many cells of a roster read so.
    pub(super) fn cells_that_read(&self, roster: usize, text: &str) -> u64 {
        let all = self.found.cells.get_or_init(|| {
            let of = |roster: &Roster| {
                let mut counts: Map<String, u64> = Map::default();
                let columns = roster.columns.iter().enumerate();
                for (column, _) in columns.filter(|(_, column)| Self::tells(column.role)) {
                    for entry in 0..roster.entries.len() {
                        let cell = roster.cell(self.document, entry, column).into_owned();
                        *counts.entry(cell).or_default() += 1;
                    }
                }
                counts
            };
            self.notice.rosters.iter().map(of).collect()
        });
        all[roster].get(text).copied().unwrap_or_default()
    }

    /// How many cells of all lists read so; none where they are too many to look at.
    pub(in crate::check::claims) fn cells_of(&self, text: &str) -> u64 {
        let all = 0..self.notice.rosters.len();
        if self.searchable { all.map(|roster| self.cells_that_read(roster, text)).sum() } else { 0 }
    }

    /// The same below one heading.
    pub(super) fn cells_below_that_read(&self, roster: usize, group: u32, text: &str) -> u64 {
        let of = &self.notice.rosters[roster];
        let columns = of.columns.iter().enumerate().filter(|(_, column)| Self::tells(column.role));
        let below = self.entries_below(roster, group);
        let reads = |column: usize| {
            below.iter().filter(|entry| of.cell(self.document, **entry, column) == text).count()
        };
        columns.map(|(column, _)| reads(column) as u64).sum()
    }

    /// The entries below a heading.
    pub(super) fn entries_below(&self, roster: usize, group: u32) -> &[usize] {
        let all = self.found.entries.get_or_init(|| {
            let of = |roster: &Roster| {
                let mut groups = vec![Vec::new(); roster.groups.len()];
                for (at, entry) in roster.entries.iter().enumerate() {
                    if let Some(list) = entry.group.and_then(|group| groups.get_mut(group as usize))
                    {
                        list.push(at);
                    }
                }
                groups
            };
            self.notice.rosters.iter().map(of).collect()
        });
        all.get(roster).and_then(|groups| groups.get(group as usize)).map_or(&[], Vec::as_slice)
    }
}
