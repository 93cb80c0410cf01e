//! Changes of the headings: added, removed, renamed, put in another order.

use std::collections::HashMap;

use super::change::{Change, Kind, RowChange};
use super::groups::Groups;
use super::order::stays;
use super::side::Side;
use crate::text::numeral;

/// A group path for people.
pub(super) fn shown(path: &[String]) -> String {
    let levels: Vec<&str> =
        path.iter().map(String::as_str).filter(|level| !level.is_empty()).collect();
    levels.join(" / ")
}

/// Changes of the headings.
pub(super) fn changes(old: &Side, new: &Side, groups: &Groups) -> Vec<Change> {
    // A table without groups beside one with them is another arrangement, not a change of each.
    if old.groups.is_empty() != new.groups.is_empty() && !(old.knows_facts && new.knows_facts) {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (at, path) in new.groups.iter().enumerate() {
        if groups.old_of[at].is_none() {
            let new = Some(shown(path));
            changes.push(Change { group: path.clone(), new, ..Change::new(Kind::GroupAdded) });
        }
    }
    for (at, path) in old.groups.iter().enumerate() {
        if groups.new_of[at].is_none() {
            let old = Some(shown(path));
            changes.push(Change { group: path.clone(), old, ..Change::new(Kind::GroupRemoved) });
        }
    }
    let order = (old.ordered && new.ordered).then(|| order(old, new, groups)).flatten();
    // 一、甲类 and 二、乙类 that change their places change their numbers.
    let told = |a: u32, b: u32| {
        order.is_some()
            && unnumbered(&old.groups[a as usize]) == unnumbered(&new.groups[b as usize])
    };
    changes.extend(renames(old, new, groups, told));
    changes.extend(order);
    changes
}

/// One change per heading that was renamed: that of an outer level renames all groups below it.
fn renames(
    old: &Side,
    new: &Side,
    groups: &Groups,
    told: impl Fn(u32, u32) -> bool,
) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    // A level and what it was called before and after: where its change is.
    let mut known: HashMap<(usize, &str, &str), usize> = HashMap::new();
    for (a, b) in groups.renamed.iter().filter(|(a, b)| !told(*a, *b)) {
        let (from, to) = (&old.groups[*a as usize], &new.groups[*b as usize]);
        let levels: Vec<usize> = if from.len() == to.len() {
            (0..from.len()).filter(|level| from[*level] != to[*level]).collect()
        } else {
            Vec::new()
        };
        let row = |old, new| RowChange {
            name: String::new(),
            old,
            new,
            old_entry: None,
            new_entry: None,
        };
        if let [level] = levels[..] {
            let (before, after) = (from[level].as_str(), to[level].as_str());
            if let Some(at) = known.get(&(level, before, after)) {
                let change = &mut changes[*at];
                if change.rows.is_empty() {
                    let first = row(
                        change.old.replace(before.to_owned()).unwrap_or_default(),
                        change.new.replace(after.to_owned()).unwrap_or_default(),
                    );
                    change.rows.push(first);
                    change.rule = format!("{before} → {after}");
                    change.group.truncate(level + 1);
                }
                change.rows.push(row(shown(from), shown(to)));
                continue;
            }
            known.insert((level, before, after), changes.len());
        }
        changes.push(Change {
            group: to.clone(),
            old: Some(shown(from)),
            new: Some(shown(to)),
            ..Change::new(Kind::GroupRenamed)
        });
    }
    changes
}

/// A path without the numbers of its headings.
fn unnumbered(path: &[String]) -> Vec<&str> {
    path.iter().map(|level| numeral::without_number(level)).collect()
}

/// One change for all headings that stand in another order.
fn order(old: &Side, new: &Side, groups: &Groups) -> Option<Change> {
    let both: Vec<(u32, usize)> =
        groups.old_of.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new))).collect();
    let stay = stays(&both.iter().map(|(old, _)| *old).collect::<Vec<_>>());
    let moved: Vec<String> = both
        .iter()
        .zip(&stay)
        .filter(|(_, stay)| !**stay)
        .map(|((_, at), _)| shown(&new.groups[*at]))
        .collect();
    if moved.is_empty() {
        return None;
    }
    let mut before: Vec<u32> = both.iter().map(|(old, _)| *old).collect();
    before.sort_unstable();
    let list = |paths: Vec<String>| Some(paths.join("；"));
    Some(Change {
        name: moved.join("；"),
        old: list(before.iter().map(|at| shown(&old.groups[*at as usize])).collect()),
        new: list(both.iter().map(|(_, at)| shown(&new.groups[*at])).collect()),
        ..Change::new(Kind::GroupOrder)
    })
}
