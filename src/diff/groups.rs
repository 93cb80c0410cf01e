//! Which group of the one side is which of the other.

use std::collections::HashMap;

use super::keys::Keys;
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
    /// Pairs groups by heading, and those left over by their members.
    pub(super) fn pair(old: &Side, new: &Side, old_keys: &Keys, new_keys: &Keys) -> Self {
        let mut groups = Self {
            new_of: vec![None; old.groups.len()],
            old_of: vec![None; new.groups.len()],
            renamed: Vec::new(),
        };
        let path = |path: &[String]| path.iter().map(|level| fold::key(level)).collect::<Vec<_>>();
        let by_path: HashMap<Vec<String>, u32> =
            new.groups.iter().zip(0..).map(|(group, at)| (path(group), at)).collect();
        for (at, group) in old.groups.iter().enumerate() {
            if let Some(found) = by_path.get(&path(group))
                && groups.old_of[*found as usize].is_none()
            {
                groups.set(at as u32, *found);
            }
        }
        groups.by_members(&members(old, old_keys), &members(new, new_keys));
        groups
    }

    fn set(&mut self, old: u32, new: u32) {
        self.new_of[old as usize] = Some(new);
        self.old_of[new as usize] = Some(old);
    }

    /// More than half of the larger one's members must be in both: a group that took in one entry
    /// of another is not that other under a new name.
    fn by_members(&mut self, old: &[Vec<u32>], new: &[Vec<u32>]) {
        let free = |taken: &[Option<u32>]| {
            (0..taken.len() as u32).filter(|at| taken[*at as usize].is_none()).collect::<Vec<_>>()
        };
        let mut found = Vec::new();
        for old_at in free(&self.new_of) {
            for new_at in free(&self.old_of) {
                let (a, b) = (&old[old_at as usize], &new[new_at as usize]);
                let both = shared(a, b);
                if both * 2 > a.len().max(b.len()) {
                    found.push((both, old_at, new_at));
                }
            }
        }
        found.sort_by_key(|(both, old, new)| (std::cmp::Reverse(*both), *old, *new));
        for (_, old, new) in found {
            if self.new_of[old as usize].is_none() && self.old_of[new as usize].is_none() {
                self.set(old, new);
                self.renamed.push((old, new));
            }
        }
        self.renamed.sort_unstable();
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

/// How many items two sorted lists share.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, both) = (i + 1, j + 1, both + 1);
            }
        }
    }
    both
}
