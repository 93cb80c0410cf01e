//! The edit script: complete, so that applied to the old side it gives the new one.

use std::collections::{HashMap, HashSet};

use super::edits::{Edit, Part};
use super::order::stays;
use super::side::{Fact, Row, Side};
use crate::text::fold;

/// The edits that lead from one side to the other, given for each row and each group of the old
/// one which of the new one it is.
pub(super) fn script(
    old: &Side,
    new: &Side,
    new_of: &[Option<u32>],
    group_of: &[Option<u32>],
) -> Vec<Edit> {
    let mut edits = Vec::new();
    facts(old, new, &mut edits);
    let (from, to) = (old.canonical(), new.canonical());
    if from.columns != to.columns {
        edits.push(Edit::Columns { columns: new.columns.clone() });
    }
    if from.groups != to.groups {
        let both = group_of.iter().zip(0..).filter_map(|(b, a)| Some((a, (*b)? as usize)));
        let renamed = both.filter(|(a, b): &(usize, _)| from.groups[*a] != to.groups[*b]);
        let renamed = renamed.map(|(a, b)| (old.groups[a].clone(), new.groups[b].clone()));
        edits.push(Edit::Groups { renamed: renamed.collect(), groups: new.groups.clone() });
    }
    for (at, partner) in new_of.iter().enumerate() {
        match partner {
            None => edits.push(Edit::Remove { entry: at + 1 }),
            Some(partner) => {
                let partner = *partner as usize;
                let home = from.rows[at].group.map(|group| match group_of[group as usize] {
                    Some(group) => &to.groups[group as usize],
                    None => &from.groups[group as usize],
                });
                let parts = Parts { from: &from, to: &to, new, home };
                for part in parts.differing(&from.rows[at], &to.rows[partner], &new.rows[partner]) {
                    edits.push(Edit::Set { entry: at + 1, part });
                }
            }
        }
    }
    let kept: Vec<(usize, u32)> =
        new_of.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)?))).collect();
    let stay = stays(&kept.iter().map(|(_, to)| *to).collect::<Vec<_>>());
    for ((at, to), stay) in kept.iter().zip(stay) {
        if !stay {
            edits.push(Edit::Move { entry: at + 1, to: *to as usize + 1 });
        }
    }
    let mut taken = vec![false; new.rows.len()];
    for (_, to) in &kept {
        taken[*to as usize] = true;
    }
    for (at, row) in new.rows.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        let group = row.group.map(|group| new.groups[group as usize].clone());
        edits.push(Edit::Add { to: at + 1, group, row: Row { group: None, ..row.clone() } });
    }
    edits
}

fn facts(old: &Side, new: &Side, edits: &mut Vec<Edit>) {
    let name = |fact: &Fact| (fact.item.clone(), fold::key(&fact.about));
    let keys = |fact: &Fact| fact.values.iter().map(|v| fold::key(v)).collect::<Vec<_>>();
    let mut before: HashMap<(String, String), &Fact> = HashMap::new();
    for fact in &old.facts {
        before.entry(name(fact)).or_insert(fact);
    }
    for fact in &new.facts {
        if before.get(&name(fact)).is_none_or(|before| keys(before) != keys(fact)) {
            edits.push(Edit::Fact(fact.clone()));
        }
    }
    let after: HashSet<(String, String)> = new.facts.iter().map(name).collect();
    for fact in &old.facts {
        if !after.contains(&name(fact)) {
            edits.push(Edit::Fact(Fact { values: Vec::new(), ..fact.clone() }));
        }
    }
}

/// What it takes to tell in which parts two rows differ.
struct Parts<'s> {
    from: &'s Side,
    to: &'s Side,
    new: &'s Side,
    /// The old row's group after renames.
    home: Option<&'s Vec<String>>,
}

impl Parts<'_> {
    /// `before` and `after` are folded; `row` is the new row as it is.
    fn differing(&self, before: &Row, after: &Row, row: &Row) -> Vec<Part> {
        let mut parts = Vec::new();
        if before.name != after.name {
            parts.push(Part::Name(row.name.clone()));
        }
        if before.code != after.code {
            parts.push(Part::Code(row.code.clone()));
        }
        if before.rank != after.rank {
            parts.push(Part::Rank(row.rank));
        }
        if self.home != after.group.map(|group| &self.to.groups[group as usize]) {
            parts.push(Part::Group(row.group.map(|group| self.new.groups[group as usize].clone())));
        }
        if before.aliases != after.aliases {
            parts.push(Part::Aliases(row.aliases.clone()));
        }
        for (at, column) in self.to.columns.iter().enumerate() {
            let known = self.from.columns.iter().position(|other| other.key == column.key);
            let before = known.map_or(&[][..], |at| before.cells[at].as_slice());
            if before != after.cells[at] {
                parts.push(Part::Cell(column.key.clone(), row.cells[at].clone()));
            }
        }
        parts
    }
}
