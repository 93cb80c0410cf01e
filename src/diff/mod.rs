//! Roster × roster → [`Diff`]: what really changed.
//!
//! ```text
//! groups: heading → members        rows: code → name in its group → name elsewhere → letters
//!                                        → the roster's own word → lineage
//! ```
//!
//! Rows are paired by evidence that leaves no doubt; what is left is removed or added, and
//! likeness only links such entries. Then groups, ranks and cells of the pairs are compared.
//! Texts that differ in bytes alone (width, blanks, brackets) are equal throughout.

mod aliases;
mod cells;
mod change;
mod columns;
mod edits;
mod facts;
mod forms;
mod groups;
mod headings;
mod keys;
mod lineage;
mod meta;
mod named;
mod namesakes;
mod order;
mod pair;
mod pairs;
mod plan;
mod ranks;
mod read;
mod reason;
pub mod render;
mod residue;
mod rosters;
mod rows;
mod rules;
mod script;
mod sheet;
mod side;
mod spell;
mod timeline;
mod words;

pub use change::{Change, Diff, Kind, Limit, RowChange};
pub use edits::{Edit, Misfit, Part, apply};
pub use reason::{Reason, ReasonKind};
pub use residue::{EXACT, MOST};
pub use sheet::{Hints, Sheet};
pub use side::{Column, Fact, Row, Side, Text};
pub use timeline::{Event, EventKind, Timeline, Track, timeline};

use std::collections::BTreeMap;

use crate::gazetteer::Gazetteer;

use columns::Columns;
use groups::Groups;
use keys::{Interner, Keys};
use lineage::Lineage;
use pairs::{Pairs, Sides};
use rows::Rows;
use spell::Speller;

/// Compares two sides. `hints` say whether a code column was named to tell rows apart: then its
/// codes are trusted even against the names.
pub fn diff(old: &Side, new: &Side, gazetteer: &Gazetteer, hints: &Hints) -> Diff {
    let as_given = (old, new);
    let (old, new) = rosters::level(old, new);
    let (old, new) = (old.as_ref(), new.as_ref());
    let mut interner = Interner::default();
    let old_keys = Keys::of(old, &mut interner);
    let new_keys = Keys::of(new, &mut interner);
    let groups = Groups::pair(old, new, &old_keys, &new_keys);
    let sides = Sides { old, new, old_keys: &old_keys, new_keys: &new_keys, groups: &groups };
    let lineage = Lineage::new(gazetteer, old.date(), new.date());
    let pairs = Pairs::find(sides, &lineage, hints.key.is_some());
    let columns = Columns::pair(old, new, &pairs.new_of);
    let speller = Speller::new(gazetteer);
    let rows = Rows {
        sides,
        pairs: &pairs,
        columns: &columns,
        lineage: &lineage,
        speller: &speller,
        exact: old.knows_facts == new.knows_facts,
    };
    let (links, limit) = residue::links(sides, &pairs, &lineage);
    let (ranks, shifted) = ranks::changes(sides, &pairs);
    let (numbering, ranks): (Vec<_>, Vec<_>) =
        ranks.into_iter().partition(|(_, change)| change.kind == Kind::Metadata);

    let mut changes = meta::changes(old, new, &columns, &groups);
    changes.extend(numbering.into_iter().map(|(_, change)| change));
    changes.extend(headings::changes(old, new, &groups));
    let mut of_rows = in_place(&rows.removed(), sides, &pairs);
    let by_new = [rows.added(), rows.paired(), rows.links(&links), ranks];
    of_rows.extend(by_new.into_iter().flatten().map(|(at, change)| {
        let group = new.rows[at].group;
        ((group.map_or(0, |group| group + 1), at + 1, 0, change.kind), change)
    }));
    of_rows.sort_by_key(|(place, _)| *place);
    let of_rows = of_rows.into_iter().map(|(_, change)| change).collect();
    let paired = pairs.new_of.iter().flatten().count();
    // A heading that only levelling brought in is none of the side as it was given.
    let given = |group: &u32| (*group as usize) < as_given.1.groups.len();
    let group_of: Vec<Option<u32>> =
        groups.new_of[..as_given.0.groups.len()].iter().map(|group| group.filter(given)).collect();
    // What a rule explains stands in many groups, so it goes before them.
    let (ruled, single): (Vec<Change>, Vec<Change>) = rules::aggregate(of_rows, paired)
        .into_iter()
        .partition(|change| change.rows.len() > 1 && change.kind != Kind::GroupReordered);
    changes.extend(ruled);
    changes.extend(single);
    Diff {
        changes,
        shifted,
        paired,
        edits: script::script(as_given.0, as_given.1, &pairs.new_of, &group_of),
        pairs: pairs.new_of,
        limits: limit.into_iter().collect(),
    }
}

/// Where a change of a row is shown: group, new row, removed rows after it, kind.
type Place = (u32, usize, usize, Kind);

/// Removed entries stand behind the last one before them that stayed in their group.
fn in_place(removed: &[(usize, Change)], sides: Sides, pairs: &Pairs) -> Vec<(Place, Change)> {
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    let mut removed = removed.iter().peekable();
    let mut placed = Vec::new();
    for (old, row) in sides.old.rows.iter().enumerate() {
        let group = row.group.map_or(0, |group| match sides.groups.new_of[group as usize] {
            Some(group) => group + 1,
            None => (sides.new.groups.len() as u32 + group) + 1,
        });
        match pairs.new_of[old].map(|new| new as usize) {
            Some(new) if sides.new.rows[new].group.map_or(0, |group| group + 1) == group => {
                last.insert(group, new + 1);
            }
            Some(_) => {}
            None => {
                if let Some((_, change)) = removed.next_if(|(at, _)| *at == old) {
                    let after = last.get(&group).copied().unwrap_or_default();
                    placed.push(((group, after, old + 1, change.kind), change.clone()));
                }
            }
        }
    }
    placed
}
