//! Rows and names that stand in a roster more than once; worked out once for all checks.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;

use crate::model::{Document, Notice, Role, Roster};
use crate::text::{headers, nothing};

/// What repeats in one roster. Entries are indices into `Roster::entries`.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    /// Rows whose group and every cell but the serial are those of an earlier row: (first, again).
    pub rows: Vec<(u32, u32)>,
    /// The column that names what is listed, if the roster has one.
    pub subject: Option<usize>,
    /// Names in the order of their second appearance, each with all its entries in order.
    pub names: Vec<Vec<u32>>,
}

impl Repeats {
    /// Whether the entry repeats an earlier row word for word.
    pub(super) fn is_repeat(&self, entry: u32) -> bool {
        self.rows.binary_search_by_key(&entry, |row| row.1).is_ok()
    }
}

/// Looks through every roster: one pass over names, a second over the rows of repeated ones.
pub(super) fn find(document: &Document, notice: &Notice) -> Vec<Repeats> {
    notice.rosters.iter().map(|roster| in_roster(document, roster)).collect()
}

fn in_roster(document: &Document, roster: &Roster) -> Repeats {
    let (subject, names) = match subject(document, roster) {
        Some((column, names)) => (Some(column), names),
        None => (None, Vec::new()),
    };
    let rows = match subject {
        // Rows that are the same have the same name.
        Some(_) => {
            let mut suspects: Vec<u32> = names.iter().flatten().copied().collect();
            suspects.sort_unstable();
            same_rows(document, roster, suspects.into_iter())
        }
        None => same_rows(document, roster, 0..roster.entries.len() as u32),
    };
    Repeats { rows, subject, names }
}

/// The column whose value names the thing listed, and its names that repeat. A place or an
/// organisation is where the thing is, or who runs it, unless it differs from row to row.
fn subject(document: &Document, roster: &Roster) -> Option<(usize, Vec<Vec<u32>>)> {
    let of = |role| roster.columns.iter().position(|column| column.role == role);
    let telling = [Role::Name, Role::Project, Role::PlaceOrUnit].into_iter().find_map(of);
    if let Some(column) = telling {
        return by_name(document, roster, column, usize::MAX).map(|names| (column, names));
    }
    // A text of its own in every row is what is listed, whatever its header is.
    let has_own = roster.entries.len() > 1
        && (0..roster.columns.len()).any(|column| {
            roster.columns[column].role == Role::Text && is_unique(document, roster, column)
        });
    if has_own {
        return None;
    }
    let most = roster.entries.len() / 2;
    let mut of = [Role::Place, Role::Units].into_iter().filter_map(of);
    of.find_map(|column| Some((column, by_name(document, roster, column, most)?)))
}

/// Whether each cell of a column is filled and differs from all others.
fn is_unique(document: &Document, roster: &Roster, column: usize) -> bool {
    let mut seen: HashSet<Cow<str>, FixedState> = HashSet::default();
    (0..roster.entries.len()).all(|entry| {
        let cell = roster.cell(document, entry, column);
        !cell.is_empty() && seen.insert(cell)
    })
}

/// The names of a column that repeat; none where more than so many rows say again what one above them does.
fn by_name(
    document: &Document,
    roster: &Roster,
    column: usize,
    most: usize,
) -> Option<Vec<Vec<u32>>> {
    let beside = beside(roster, column);
    let name = |entry: u32| {
        let mut name = roster.cell(document, entry as usize, column);
        if nothing::is_nothing(&name) || nothing::is_as_above(&name) {
            return None;
        }
        for other in &beside {
            let name = name.to_mut();
            name.push('\n');
            name.push_str(&roster.cell(document, entry as usize, *other));
        }
        Some(name)
    };
    // Nearly all names stand once: only those whose number is seen again are looked at.
    let hash = FixedState::with_seed(0);
    let rows = roster.entries.len();
    let mut first = HashMap::with_capacity_and_hasher(rows, FixedState::with_seed(0));
    let mut numbered: Vec<(u64, u32)> = Vec::new();
    let mut again = 0;
    for entry in 0..rows as u32 {
        let Some(own) = name(entry) else { continue };
        let number = hash.hash_one(&own);
        match first.entry(number) {
            Entry::Vacant(place) => {
                place.insert((entry, false));
            }
            Entry::Occupied(mut place) => {
                let (first, told) = place.get_mut();
                // Two names may have one number.
                again += usize::from(name(*first) == Some(own));
                if again > most {
                    return None;
                }
                if !std::mem::replace(told, true) {
                    numbered.push((number, *first));
                }
                numbered.push((number, entry));
            }
        }
    }
    numbered.sort_unstable();
    let mut names: Vec<Vec<u32>> = Vec::new();
    for alike in numbered.chunk_by(|a, b| a.0 == b.0) {
        let mut apart: Vec<(Cow<str>, Vec<u32>)> = Vec::new();
        for (_, entry) in alike {
            let Some(name) = name(*entry) else { continue };
            match apart.iter_mut().find(|(other, _)| *other == name) {
                Some((_, entries)) => entries.push(*entry),
                None => apart.push((name, vec![*entry])),
            }
        }
        names.extend(apart.into_iter().map(|(_, entries)| entries).filter(|all| all.len() > 1));
    }
    names.sort_unstable_by_key(|entries| entries[1]);
    let again: usize = names.iter().map(|entries| entries.len() - 1).sum();
    (again <= most).then_some(names)
}

/// Columns that tell things of one name apart: villages of different counties, persons of different
/// firms, 鼓楼区 of different cities.
fn beside(roster: &Roster, column: usize) -> Vec<usize> {
    const COMMON: [&str; 12] =
        ["姓名", "村", "社区", "镇", "乡", "街道", "小区", "路", "公园", "中学", "小学", "幼儿园"];
    let own = &roster.columns[column];
    let title = own.title.trim_end_matches("名称").trim_end_matches('名');
    let common = COMMON.iter().any(|word| own.title.contains(word) || title.ends_with(word));
    let place = own.role == Role::Place;
    let tells = |other: usize| {
        let what = &roster.columns[other];
        let stated = what.key.starts_with("stated_");
        let where_it_is = matches!(what.role, Role::Place | Role::PlaceOrUnit | Role::Units);
        let within = headers::rung_of(&what.title).is_some();
        stated || (common && (where_it_is || within)) || (place && within)
    };
    (0..roster.columns.len()).filter(|other| *other != column && tells(*other)).collect()
}

fn same_rows(
    document: &Document,
    roster: &Roster,
    entries: impl Iterator<Item = u32>,
) -> Vec<(u32, u32)> {
    let serial = roster.serial_column();
    let state = FixedState::with_seed(0);
    let mut seen: HashMap<u64, u32, FixedState> = HashMap::with_hasher(state.clone());
    let columns = || (0..roster.columns.len()).filter(|column| Some(*column) != serial);
    // A heading printed twice opens one group.
    let path = |entry: u32| {
        roster.entries[entry as usize].group.map(|group| &roster.groups[group as usize].path)
    };
    let mut found = Vec::new();
    for entry in entries {
        let mut hasher = state.build_hasher();
        path(entry).hash(&mut hasher);
        let mut empty = true;
        for column in columns() {
            let cell = roster.cell(document, entry as usize, column);
            empty &= cell.is_empty();
            cell.hash(&mut hasher);
        }
        if empty {
            continue;
        }
        let first = *seen.entry(hasher.finish()).or_insert(entry);
        let same = |column| {
            roster.cell(document, first as usize, column)
                == roster.cell(document, entry as usize, column)
        };
        if first != entry && path(first) == path(entry) && columns().all(same) {
            found.push((first, entry));
        }
    }
    found
}
