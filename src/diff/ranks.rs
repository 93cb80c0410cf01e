//! Ranks: which entries really changed their place, and which were only pushed along.

use std::collections::BTreeMap;

use super::change::{Change, Kind, RowChange};
use super::order::stays;
use super::pairs::{Pairs, Sides};
use super::side::Side;

/// Rows of a group below which a common offset of printed ranks is no renumbering.
const RENUMBERED: usize = 3;

/// Changes of rank, with the new row each belongs to, and how many rows were only shifted.
pub(super) fn changes(sides: Sides, pairs: &Pairs) -> (Vec<(usize, Change)>, usize) {
    let (mut changes, mut shifted) = (Vec::new(), 0);
    if !(sides.old.ordered && sides.new.ordered) {
        return (changes, shifted);
    }
    let numbered = (numbering(sides.old), numbering(sides.new));
    let anew = match numbered {
        (Some((before, olds)), Some((after, news))) if before != after => {
            changes.push((
                0,
                Change {
                    field: "first-serials".to_owned(),
                    old: Some(olds),
                    new: Some(news),
                    ..Change::new(Kind::Metadata)
                },
            ));
            true
        }
        _ => false,
    };
    let (old_at, new_at) = (positions(sides.old), positions(sides.new));
    let mut rows_of: BTreeMap<Option<u32>, Vec<(usize, usize)>> = BTreeMap::new();
    for (new, old) in pairs.old_of.iter().enumerate() {
        let Some(old) = old.map(|old| old as usize) else { continue };
        let group = sides.new.rows[new].group;
        let home = sides.old.rows[old].group;
        if home.and_then(|group| sides.groups.new_of[group as usize]) == group
            && home.is_some() == group.is_some()
        {
            rows_of.entry(group).or_default().push((old, new));
        }
    }
    for mut rows in rows_of.into_values() {
        rows.sort_by_key(|(_, new)| new_at[*new].overall);
        let sequence: Vec<u32> = rows.iter().map(|(old, _)| old_at[*old].overall).collect();
        let stay = stays(&sequence);
        let off = stay.iter().filter(|stay| !**stay).count();
        if off * 2 > rows.len() {
            changes.push((rows[0].1, reordered(sides, &rows, off)));
            continue;
        }
        // Ranks that all changed by the same more than their places did were counted anew.
        let extra = |(old, new): &(usize, usize)| {
            let (a, b) = (sides.old.rows[*old].rank?, sides.new.rows[*new].rank?);
            let (from, to) = (&old_at[*old], &new_at[*new]);
            let pushed = [to.within - from.within, i64::from(to.overall) - i64::from(from.overall)];
            // A rank that stayed as it is needs no explanation: gaps need not be closed.
            Some(if a == b || pushed.contains(&(b - a)) { 0 } else { b - a - pushed[0] })
        };
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        rows.iter().filter_map(extra).for_each(|extra| *counts.entry(extra).or_default() += 1);
        let common = counts.iter().max_by_key(|(_, count)| **count);
        let renumbered = common.filter(|(_, count)| **count >= RENUMBERED).map_or(0, |(by, _)| *by);
        for (pair, stay) in rows.iter().zip(stay) {
            let (old, new) = (&sides.old.rows[pair.0], &sides.new.rows[pair.1]);
            let alone =
                stay && !anew && extra(pair).is_some_and(|extra| extra != 0 && extra != renumbered);
            if stay && !alone {
                shifted += usize::from(
                    !anew && old.rank != new.rank && old.rank.is_some() && new.rank.is_some(),
                );
                continue;
            }
            let rank = |rank: Option<i64>, within: i64| rank.unwrap_or(within + 1).to_string();
            let change = Change {
                group: sides.new.path(new).to_vec(),
                name: new.name.value.clone(),
                old: Some(rank(old.rank, old_at[pair.0].within)),
                new: Some(rank(new.rank, new_at[pair.1].within)),
                old_entry: Some(pair.0 + 1),
                new_entry: Some(pair.1 + 1),
                ..Change::new(Kind::Reranked)
            };
            changes.push((pair.1, change));
        }
    }
    (changes, shifted)
}

/// Whether the serials run on through all groups (`true`) or begin with 1 in each (`false`), and
/// the first serial of every group. `None` where they do neither, or where there is but one group.
fn numbering(side: &Side) -> Option<(bool, String)> {
    let mut ranks: BTreeMap<Option<u32>, Vec<i64>> = BTreeMap::new();
    for row in &side.rows {
        ranks.entry(row.group).or_default().push(row.rank?);
    }
    if ranks.len() < 2 {
        return None;
    }
    for ranks in ranks.values_mut() {
        ranks.sort_unstable();
    }
    let counts = |ranks: &[i64]| ranks.iter().zip(1..).all(|(rank, n)| *rank == n);
    let firsts: Vec<String> = ranks.values().map(|ranks| ranks[0].to_string()).collect();
    let firsts = firsts.join("、");
    if ranks.values().all(|ranks| counts(ranks)) {
        return Some((false, firsts));
    }
    let mut all: Vec<i64> = ranks.into_values().flatten().collect();
    let run = all.is_sorted();
    all.sort_unstable();
    (run && counts(&all)).then_some((true, firsts))
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, Default)]
struct Position {
    overall: u32,
    /// Among the rows of its group, from 0.
    within: i64,
}

/// A notice's rows stand where they are printed; a table's where their ranks say, as far as all of
/// them have one, for a table may be sorted by anything.
fn positions(side: &Side) -> Vec<Position> {
    let mut order: Vec<usize> = (0..side.rows.len()).collect();
    if !side.knows_facts && side.rows.iter().all(|row| row.rank.is_some()) {
        order.sort_by_key(|at| (side.rows[*at].group, side.rows[*at].rank));
    }
    let mut positions = vec![Position::default(); side.rows.len()];
    let mut seen: BTreeMap<Option<u32>, i64> = BTreeMap::new();
    for (overall, at) in order.into_iter().enumerate() {
        let within = seen.entry(side.rows[at].group).or_default();
        positions[at] = Position { overall: overall as u32, within: *within };
        *within += 1;
    }
    positions
}

fn reordered(sides: Sides, rows: &[(usize, usize)], off: usize) -> Change {
    let (_, first) = rows[0];
    let shown = |side: &Side, at: usize| {
        let row = &side.rows[at];
        let rank = row.rank.map_or(String::new(), |rank| format!("{rank} "));
        format!("{rank}{}", row.name.value)
    };
    Change {
        group: sides.new.path(&sides.new.rows[first]).to_vec(),
        name: format!("{off}/{}", rows.len()),
        rows: rows
            .iter()
            .map(|(old, new)| RowChange {
                name: String::new(),
                old: shown(sides.old, *old),
                new: shown(sides.new, *new),
                old_entry: Some(old + 1),
                new_entry: Some(new + 1),
            })
            .collect(),
        ..Change::new(Kind::GroupReordered)
    }
}
