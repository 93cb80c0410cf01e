//! Which row of the one side is which of the other: unambiguous evidence only, strongest first.

use std::collections::{BTreeMap, HashMap};

use super::keys::Keys;
use super::lineage::Lineage;
use super::namesakes;
use super::pairs::{How, Pairs, Sides};
use super::reason::Reason;
use super::side::Side;
use crate::text::fold;

/// The group a row stands in, by its number on the new side; those that are gone have numbers of
/// their own.
type Home = Option<u32>;

fn home(sides: Sides, old: bool, at: usize) -> Home {
    if !old {
        return sides.new.rows[at].group;
    }
    let gone = sides.new.groups.len() as u32;
    let group = sides.old.rows[at].group?;
    Some(sides.groups.new_of[group as usize].unwrap_or(gone + group))
}

/// How often a name stands in a group.
fn homes(sides: Sides, old: bool) -> HashMap<(u32, Home), usize> {
    let names = if old { &sides.old_keys.name } else { &sides.new_keys.name };
    let mut homes = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        *homes.entry((*name, home(sides, old, at))).or_default() += 1;
    }
    homes
}

impl Pairs {
    /// Pairs rows, in the order of the passes.
    pub(super) fn find(sides: Sides, lineage: &Lineage, trust_codes: bool) -> Self {
        let mut pairs = Self {
            new_of: vec![None; sides.old.rows.len()],
            old_of: vec![None; sides.new.rows.len()],
            how: vec![None; sides.old.rows.len()],
            merged: BTreeMap::new(),
        };
        pairs.by_code(sides, trust_codes);
        let (old, new) = (sides.old_keys, sides.new_keys);
        let forms: [(&[u32], &[u32]); 4] = [
            (&old.name, &new.name),
            (&old.raw, &new.raw),
            // A notice beside a table: canonical here is as printed there.
            (&old.name, &new.raw),
            (&old.raw, &new.name),
        ];
        for within in [true, false] {
            for (old, new) in forms {
                pairs.by_key(sides, within, &How::Name, |at| Some(old[at]), |at| Some(new[at]));
            }
        }
        for within in [true, false] {
            pairs.by_key(sides, within, &How::Spelling, |at| old.loose[at], |at| new.loose[at]);
        }
        pairs.by_alias(sides);
        pairs.by_remark(sides, lineage);
        lineage.pair(sides, &mut pairs);
        pairs
    }

    /// By codes that stand once on each side. Codes that are mere serials, or were dealt out anew,
    /// contradict the names and are left alone.
    fn by_code(&mut self, sides: Sides, trusted: bool) {
        let once = |codes: &[Option<u32>]| {
            let mut seen: HashMap<u32, Option<usize>> = HashMap::new();
            for (at, code) in codes.iter().enumerate() {
                if let Some(code) = code {
                    seen.entry(*code).and_modify(|at| *at = None).or_insert(Some(at));
                }
            }
            seen
        };
        let (old, new) = (once(&sides.old_keys.code), once(&sides.new_keys.code));
        let names =
            |keys: &Keys| keys.name.iter().copied().collect::<std::collections::HashSet<_>>();
        let (old_names, new_names) = (names(sides.old_keys), names(sides.new_keys));
        let (old_homes, new_homes) = (homes(sides, true), homes(sides, false));
        let count =
            |homes: &HashMap<(u32, Home), usize>, key| homes.get(&key).copied().unwrap_or(0);
        let (mut agree, mut contradict) = (0, 0);
        let mut found = Vec::new();
        for (code, old_at) in &old {
            let (Some(old_at), Some(Some(new_at))) = (old_at, new.get(code)) else { continue };
            let (a, b) = (sides.old_keys.name[*old_at], sides.new_keys.name[*new_at]);
            if a == b {
                agree += 1;
            } else if new_names.contains(&a) && old_names.contains(&b) {
                // Both names live on beside the code: it was dealt out anew.
                contradict += 1;
                if !trusted {
                    continue;
                }
            } else if !trusted {
                // A name that stands in its group on both sides is no one's other name.
                let stays = |name: u32, home: Home| {
                    let counts = [count(&old_homes, (name, home)), count(&new_homes, (name, home))];
                    counts[0] > 0 && counts[0] == counts[1]
                };
                let from = home(sides, true, *old_at);
                if stays(a, from) || stays(b, home(sides, false, *new_at)) {
                    continue;
                }
            }
            found.push((*old_at, *new_at, a == b));
        }
        if contradict > agree && !trusted {
            return;
        }
        for (old_at, new_at, same) in found {
            let how = if same {
                How::Name
            } else if sides.old_keys.loose[old_at] == sides.new_keys.loose[new_at] {
                How::Spelling
            } else {
                How::Because(Reason::same_code(&sides.old.rows[old_at].code))
            };
            self.set(old_at, new_at, how);
        }
    }

    /// Pairs rows with the same key, in the same group or anywhere.
    fn by_key(
        &mut self,
        sides: Sides,
        within: bool,
        how: &How,
        old_key: impl Fn(usize) -> Option<u32>,
        new_key: impl Fn(usize) -> Option<u32>,
    ) {
        // Old groups go by their new number; those that are gone have numbers of their own.
        let gone = sides.new.groups.len() as u32;
        let old_group = |at: usize| match sides.old.rows[at].group {
            Some(group) if within => {
                Some(sides.groups.new_of[group as usize].unwrap_or(gone + group))
            }
            _ => None,
        };
        let new_group = |at: usize| sides.new.rows[at].group.filter(|_| within);
        let mut buckets: BTreeMap<_, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in self.free_old() {
            if let Some(key) = old_key(at) {
                buckets.entry((key, old_group(at))).or_default().0.push(at);
            }
        }
        for at in self.free_new() {
            if let Some(key) = new_key(at)
                && let Some(bucket) = buckets.get_mut(&(key, new_group(at)))
            {
                bucket.1.push(at);
            }
        }
        for (olds, news) in buckets.into_values() {
            match (olds.as_slice(), news.as_slice()) {
                (_, []) => {}
                ([old], [new]) => self.set(*old, *new, how.clone()),
                _ => namesakes::pair(sides, &olds, &news, within, |old, new| {
                    self.set(old, new, how.clone());
                }),
            }
        }
    }

    /// By the name without the brackets behind it, where only one side has them: `浙江大学` and
    /// `浙江大学（牵头）`. What is in them must be no place, body or number: 山东大学（威海） is
    /// another school, and （二期） another project.
    fn by_remark(&mut self, sides: Sides, lineage: &Lineage) {
        for turned in [false, true] {
            let (bare, full) = if turned { (sides.new, sides.old) } else { (sides.old, sides.new) };
            let (bare_free, full_free) = if turned {
                (self.free_new(), self.free_old())
            } else {
                (self.free_old(), self.free_new())
            };
            let mut index: HashMap<(String, Home), Option<usize>> = HashMap::new();
            for at in bare_free {
                let key = (fold::key(&bare.rows[at].name.value), home(sides, !turned, at));
                index.entry(key).and_modify(|at| *at = None).or_insert(Some(at));
            }
            if index.is_empty() {
                continue;
            }
            for at in full_free {
                let name = fold::key(&full.rows[at].name.value);
                let Some((stem, inner)) = name.strip_suffix(')').and_then(|n| n.rsplit_once('('))
                else {
                    continue;
                };
                let counted = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
                let tells = inner.is_empty()
                    || inner.contains(counted)
                    || lineage.old(inner).is_some()
                    || lineage.new_one(inner).is_some();
                if stem.is_empty() || tells {
                    continue;
                }
                let key = (stem.to_owned(), home(sides, turned, at));
                if let Some(Some(other)) = index.remove(&key) {
                    let (old, new) = if turned { (at, other) } else { (other, at) };
                    self.set(old, new, How::Spelling);
                }
            }
        }
    }

    /// By the roster's own word: a column that names what a row was called before or is called
    /// from now on.
    fn by_alias(&mut self, sides: Sides) {
        let index = |side: &Side, free: &[usize]| {
            let mut index: HashMap<String, Option<usize>> = HashMap::new();
            for at in free {
                let key = fold::loose(&side.rows[*at].name.value);
                index.entry(key).and_modify(|at| *at = None).or_insert(Some(*at));
            }
            index
        };
        let (free_old, free_new) = (self.free_old(), self.free_new());
        let has =
            |side: &Side, free: &[usize]| free.iter().any(|at| !side.rows[*at].aliases.is_empty());
        if has(sides.old, &free_old) {
            let names = index(sides.new, &free_new);
            for old in free_old {
                let aliases = &sides.old.rows[old].aliases;
                let hit = aliases.iter().find_map(|a| *names.get(&fold::loose(a))?);
                if let Some(new) = hit.filter(|new| self.old_of[*new].is_none()) {
                    self.set(old, new, How::Because(Reason::said()));
                }
            }
        }
        let (free_old, free_new) = (self.free_old(), self.free_new());
        if has(sides.new, &free_new) {
            let names = index(sides.old, &free_old);
            for new in free_new {
                let aliases = &sides.new.rows[new].aliases;
                let hit = aliases.iter().find_map(|a| *names.get(&fold::loose(a))?);
                if let Some(old) = hit.filter(|old| self.new_of[*old].is_none()) {
                    self.set(old, new, How::Because(Reason::said()));
                }
            }
        }
    }
}
