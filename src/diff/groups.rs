//! Which group of the one side is which of the other.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::keys::{Keys, of_path as keys, shared};
use super::rosters::{self, COMMON};
use super::side::Side;
use crate::text::fold;

/// Groups of two sides, paired.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// Per old group, the new one.
    pub(super) new_of: Vec<Option<u32>>,
    /// Per new group, the old one.
    pub(super) old_of: Vec<Option<u32>>,
    /// Those paired by their members: old and new.
    pub(super) renamed: Vec<(u32, u32)>,
}

impl Groups {
    /// Pairs groups by heading, those of a roster with another title by what stands below it, and
    /// those left over by their members.
    pub(super) fn pair(old: &Side, new: &Side, old_keys: &Keys, new_keys: &Keys) -> Self {
        let mut groups = Self {
            new_of: vec![None; old.groups.len()],
            old_of: vec![None; new.groups.len()],
            renamed: Vec::new(),
        };
        let by_path: HashMap<Vec<String>, u32> =
            new.groups.iter().zip(0..).map(|(group, at)| (keys(group), at)).collect();
        let (a, b) = (members(old, old_keys), members(new, new_keys));
        if old.titled && new.titled {
            // Rosters without a title are numbered, and a number is no one's name: what they hold
            // goes first.
            let titles = rosters::pair(old, new, &a, &b);
            for (at, group) in old.groups.iter().enumerate() {
                let mut path = keys(group);
                let Some(level) = path.first_mut() else { continue };
                let Some(title) = titles.get(level) else { continue };
                if rosters::numbered(level) || rosters::numbered(title) {
                    level.clone_from(title);
                    groups.take(at as u32, by_path.get(&path), false);
                }
            }
        }
        for (at, group) in old.groups.iter().enumerate() {
            groups.take(at as u32, by_path.get(&keys(group)), false);
        }
        groups.by_words(old, new);
        if old.titled && new.titled {
            let titles = rosters::pair(old, new, &a, &b);
            for (at, group) in old.groups.iter().enumerate() {
                let mut path = keys(group);
                let Some(level) = path.first_mut() else { continue };
                let Some(title) = titles.get(level) else { continue };
                level.clone_from(title);
                groups.take(at as u32, by_path.get(&path), true);
            }
        }
        groups.by_members(&a, &b);
        groups.renamed.sort_unstable();
        groups
    }

    /// Makes two groups one, if neither has a partner.
    fn take(&mut self, old: u32, new: Option<&u32>, renamed: bool) {
        let Some(new) = new.copied() else { return };
        if self.new_of[old as usize].is_none() && self.old_of[new as usize].is_none() {
            self.new_of[old as usize] = Some(new);
            self.old_of[new as usize] = Some(old);
            if renamed {
                self.renamed.push((old, new));
            }
        }
    }

    /// The same words in other levels: `特色基地（教育）` here is 教育 under 特色基地 there, where
    /// only one of two editions has a schema. Other signs in a heading of as many levels are a
    /// change.
    fn by_words(&mut self, old: &Side, new: &Side) {
        let words = |path: &[String]| path.iter().map(|l| fold::loose(l)).collect::<String>();
        let once = |groups: &[Vec<String>], taken: &[Option<u32>]| {
            let mut seen: HashMap<String, Option<u32>> = HashMap::new();
            for (at, path) in groups.iter().enumerate().filter(|(at, _)| taken[*at].is_none()) {
                let words = words(path);
                seen.entry(words).and_modify(|at| *at = None).or_insert(Some(at as u32));
            }
            seen
        };
        let (before, after) = (once(&old.groups, &self.new_of), once(&new.groups, &self.old_of));
        for (words, old_at) in before {
            if let (false, Some(old_at), Some(Some(new_at))) =
                (words.is_empty(), old_at, after.get(&words))
            {
                let levels = [&old.groups[old_at as usize], &new.groups[*new_at as usize]];
                self.take(old_at, Some(new_at), levels[0].len() == levels[1].len());
            }
        }
    }

    /// More than half of the larger one's members must be in both: a group that took in one entry
    /// of another is not that other under a new name.
    fn by_members(&mut self, old: &[Vec<u32>], new: &[Vec<u32>]) {
        let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
        for (at, names) in new.iter().enumerate().filter(|(at, _)| self.old_of[*at].is_none()) {
            for name in names {
                let holders = holders.entry(*name).or_default();
                if holders.last() != Some(&(at as u32)) {
                    holders.push(at as u32);
                }
            }
        }
        let mut found = Vec::new();
        for (at, names) in old.iter().enumerate().filter(|(at, _)| self.new_of[*at].is_none()) {
            let telling = names.iter().filter_map(|name| holders.get(name));
            let telling = telling.filter(|groups| groups.len() <= COMMON).flatten();
            for candidate in telling.copied().collect::<BTreeSet<u32>>() {
                let other = &new[candidate as usize];
                let both = shared(names, other);
                if both * 2 > names.len().max(other.len()) {
                    found.push((both, at as u32, candidate));
                }
            }
        }
        found.sort_by_key(|(both, old, new)| (Reverse(*both), *old, *new));
        for (_, old, new) in found {
            self.take(old, Some(&new), true);
        }
    }
}

/// The names of each group's rows, sorted.
fn members(side: &Side, keys: &Keys) -> Vec<Vec<u32>> {
    let mut members = vec![Vec::new(); side.groups.len()];
    for (row, name) in side.rows.iter().zip(&keys.name) {
        if let Some(group) = row.group {
            members[group as usize].push(*name);
        }
    }
    for names in &mut members {
        names.sort_unstable();
    }
    members
}
