//! Several rosters of one notice: which of the one side is which of the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::keys::{of_path as keys, shared};
use super::side::Side;
use crate::text::fold;

/// A name that more groups, or titles, than this have tells none of them.
pub(super) const COMMON: usize = 64;

/// Two sides with the same levels of headings. Where one side has several rosters, and so their
/// titles as outermost headings, and the other has only one, that one goes under the title of the
/// roster it is most like.
pub(super) fn level<'s>(old: &'s Side, new: &'s Side) -> (Cow<'s, Side>, Cow<'s, Side>) {
    let (one, several) = match (old.titled, new.titled) {
        (false, true) => (old, new),
        (true, false) => (new, old),
        _ => return (Cow::Borrowed(old), Cow::Borrowed(new)),
    };
    let Some(title) = likest(one, several) else {
        return (Cow::Borrowed(old), Cow::Borrowed(new));
    };
    let mut under = one.clone();
    under.under(&title);
    under.titled = true;
    if old.titled {
        (Cow::Borrowed(old), Cow::Owned(under))
    } else {
        (Cow::Owned(under), Cow::Borrowed(new))
    }
}

/// The title of the roster that shares the most names with a side, the first of several such.
fn likest(one: &Side, several: &Side) -> Option<String> {
    let names: HashSet<String> = one.rows.iter().map(|row| fold::key(&row.name.value)).collect();
    let mut counts: Vec<(&String, usize)> = Vec::new();
    for row in &several.rows {
        let Some(title) = several.path(row).first() else { continue };
        let known = names.contains(&fold::key(&row.name.value));
        match counts.iter_mut().find(|(other, _)| *other == title) {
            Some((_, count)) => *count += usize::from(known),
            None => counts.push((title, usize::from(known))),
        }
    }
    let best = counts.iter().map(|(_, count)| *count).max().filter(|best| *best > 0)?;
    counts.iter().find(|(_, count)| *count == best).map(|(title, _)| (*title).clone())
}

/// Whether a title is the number that a roster without one goes by.
pub(super) fn numbered(title: &str) -> bool {
    !title.is_empty() && title.bytes().all(|b| b.is_ascii_digit())
}

/// Old and new title of rosters that are called otherwise and have more than half of the larger
/// one's names in common. `old_members` and `new_members`: sorted names of each group.
pub(super) fn pair(
    old: &Side,
    new: &Side,
    old_members: &[Vec<u32>],
    new_members: &[Vec<u32>],
) -> HashMap<String, String> {
    let (old, new) = (by_title(old, old_members), by_title(new, new_members));
    let mut taken: HashSet<&String> = HashSet::new();
    let mut pairs = HashMap::new();
    // The titles that each name stands under: only those that share one are compared.
    let mut holders: HashMap<u32, Vec<&String>> = HashMap::new();
    for (title, names) in &new {
        for name in names.iter().copied().collect::<BTreeSet<u32>>() {
            holders.entry(name).or_default().push(title);
        }
    }
    let open = |title: &str, other: &BTreeMap<String, Vec<u32>>| {
        numbered(title) || !other.contains_key(title)
    };
    for (title, names) in old.iter().filter(|(title, _)| open(title, &new)) {
        let telling = names.iter().filter_map(|name| holders.get(name));
        let telling = telling.filter(|titles| titles.len() <= COMMON).flatten().copied();
        let likest = telling
            .collect::<BTreeSet<&String>>()
            .into_iter()
            .filter(|other| open(other, &old) && !taken.contains(other))
            .map(|other| (shared(names, &new[other]), new[other].len(), other))
            .max_by_key(|(both, ..)| *both);
        if let Some((both, size, other)) = likest
            && both * 2 > size.max(names.len())
        {
            taken.insert(other);
            pairs.insert(title.clone(), other.clone());
        }
    }
    pairs
}

fn by_title(side: &Side, members: &[Vec<u32>]) -> BTreeMap<String, Vec<u32>> {
    let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (path, members) in side.groups.iter().zip(members) {
        if let Some(title) = keys(path).into_iter().next() {
            names.entry(title).or_default().extend(members);
        }
    }
    for names in names.values_mut() {
        names.sort_unstable();
    }
    names
}
