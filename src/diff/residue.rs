//! What is left: removed and added entries that look alike. A likeness proves nothing, so these
//! are links between entries that stay removed and added.
//!
//! As long as that is cheap ([`EXACT`]) the links with the highest sum of likeness are found
//! exactly (the Hungarian method); beyond that the likest go together first.

use std::collections::{HashMap, HashSet};

use super::change::Limit;
use super::lineage::Lineage;
use super::pairs::{Pairs, Sides};
use crate::text::fold;

/// Entries a side up to which the assignment is exact; fewer on the one side allow more on the
/// other, for the work is the square of the smaller number times the larger.
pub const EXACT: usize = 300;
/// Entries a side beyond which no likeness is looked for: then the two are different rosters.
pub const MOST: usize = 20_000;
/// Likeness below which there is no link.
const LEAST: f64 = 0.5;
/// A pair of characters that more names than this share says nothing about one of them.
const COMMON: usize = 200;

/// A link between a removed and an added entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) score: f64,
}

/// Finds the links, and says where it stopped short.
pub(super) fn links(sides: Sides, pairs: &Pairs, lineage: &Lineage) -> (Vec<Link>, Option<Limit>) {
    let olds: Vec<usize> = pairs
        .free_old()
        .into_iter()
        .filter(|at| !pairs.merged.contains_key(&(*at as u32)))
        .collect();
    // One more row of a name that the other side has already, or one less, is no rename.
    let paired = |of: &[Option<u32>], names: &[u32]| -> HashSet<u32> {
        of.iter().zip(names).filter(|(to, _)| to.is_some()).map(|(_, name)| *name).collect()
    };
    let old_names = paired(&pairs.new_of, &sides.old_keys.name);
    let new_names = paired(&pairs.old_of, &sides.new_keys.name);
    let olds: Vec<usize> =
        olds.into_iter().filter(|at| !new_names.contains(&sides.old_keys.name[*at])).collect();
    let mut news = pairs.free_new();
    news.retain(|at| !old_names.contains(&sides.new_keys.name[*at]));
    let (removed, added) = (olds.len(), news.len());
    if olds.is_empty() || news.is_empty() {
        return (Vec::new(), None);
    }
    if removed.max(added) > MOST {
        return (Vec::new(), Some(Limit::NoLinks { removed, added }));
    }
    let mut candidates = candidates(sides, &olds, &news);
    // Two names that the gazetteer knows to be of different bearers are no rename, however like
    // they look: 龙华区 and 龙岗区.
    let bearers_old = olds.iter().map(|at| lineage.old(&sides.old.rows[*at].name.value));
    let bearers_old: Vec<_> = bearers_old.map(|named| named.map(|named| named.identity)).collect();
    let bearers_new = news.iter().map(|at| lineage.new_one(&sides.new.rows[*at].name.value));
    let bearers_new: Vec<_> = bearers_new.map(|named| named.map(|named| named.identity)).collect();
    candidates.retain(|(old, new, _)| match (&bearers_old[*old], &bearers_new[*new]) {
        (Some(old), Some(new)) => old == new,
        _ => true,
    });
    let small = cheap(removed, added);
    let chosen =
        if small { exact(&candidates, removed, added) } else { greedy(candidates, removed, added) };
    let mut links: Vec<Link> = chosen
        .into_iter()
        .map(|(old, new, score)| Link { old: olds[old], new: news[new], score })
        .collect();
    links.sort_by_key(|link| (link.new, link.old));
    let limit = (!small).then_some(Limit::LinksNotExact { removed, added });
    (links, limit)
}

/// Whether the exact assignment is worth its time.
const fn cheap(olds: usize, news: usize) -> bool {
    let (few, many) = if olds < news { (olds, news) } else { (news, olds) };
    few * few * many <= EXACT * EXACT * EXACT
}

/// Likeness of names that share a telling pair of characters: twice the weight of the shared
/// pairs by the weight of all, rare pairs weighing more. The same group adds a little, another one
/// takes a fifth away.
fn candidates(sides: Sides, olds: &[usize], news: &[usize]) -> Vec<(usize, usize, f64)> {
    let old_grams: Vec<Vec<[char; 2]>> =
        olds.iter().map(|at| grams(&sides.old.rows[*at].name.value)).collect();
    let new_grams: Vec<Vec<[char; 2]>> =
        news.iter().map(|at| grams(&sides.new.rows[*at].name.value)).collect();
    let mut holders: HashMap<[char; 2], (usize, Vec<usize>)> = HashMap::new();
    for (at, grams) in new_grams.iter().enumerate() {
        for gram in grams {
            let entry = holders.entry(*gram).or_default();
            entry.0 += 1;
            entry.1.push(at);
        }
    }
    for gram in old_grams.iter().flatten() {
        holders.entry(*gram).or_default().0 += 1;
    }
    #[allow(clippy::cast_precision_loss)] // counts of rows, far below 2^52
    let total = (olds.len() + news.len()) as f64;
    #[allow(clippy::cast_precision_loss)]
    let weight = |gram: &[char; 2]| (1.0 + total / holders[gram].0 as f64).ln();
    let sum = |grams: &[[char; 2]]| grams.iter().map(weight).sum::<f64>();
    let new_sums: Vec<f64> = new_grams.iter().map(|grams| sum(grams)).collect();
    let mut found = Vec::new();
    for (old, grams) in old_grams.iter().enumerate() {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for gram in grams {
            let (count, holders) = &holders[gram];
            if *count <= COMMON || cheap(olds.len(), news.len()) {
                for new in holders {
                    *shared.entry(*new).or_default() += weight(gram);
                }
            }
        }
        let own = sum(grams);
        let home = sides.old.rows[olds[old]].group;
        let home = home.map(|group| sides.groups.new_of[group as usize]);
        for (new, both) in shared {
            let same_group = home.unwrap_or(None) == sides.new.rows[news[new]].group;
            let alike = 2.0 * both / (own + new_sums[new]);
            let score = if same_group { alike + 0.05 } else { alike * 0.8 };
            if score >= LEAST {
                // Names that were the same would be no residue.
                found.push((old, new, ((score * 100.0).round() / 100.0).min(0.99)));
            }
        }
    }
    found.sort_by_key(|(old, new, _)| (*old, *new));
    found
}

/// Pairs of neighbouring characters of the folded name, its ends included.
fn grams(name: &str) -> Vec<[char; 2]> {
    let mut grams = Vec::new();
    let mut before = '^';
    for c in fold::loose(name).chars().chain(['$']) {
        grams.push([before, c]);
        before = c;
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// The likest first; of equals, those that stand first.
fn greedy(
    mut candidates: Vec<(usize, usize, f64)>,
    olds: usize,
    news: usize,
) -> Vec<(usize, usize, f64)> {
    candidates.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let (mut old_taken, mut new_taken) = (vec![false; olds], vec![false; news]);
    candidates.retain(|(old, new, _)| {
        let open = !old_taken[*old] && !new_taken[*new];
        if open {
            (old_taken[*old], new_taken[*new]) = (true, true);
        }
        open
    });
    candidates
}

/// The assignment with the highest sum (Hungarian method with potentials, Kuhn–Munkres). The
/// fewer are the rows, each of which gets a column; a pair that is no candidate costs as much as
/// none.
fn exact(candidates: &[(usize, usize, f64)], olds: usize, news: usize) -> Vec<(usize, usize, f64)> {
    let turned = olds > news;
    let at = |old: usize, new: usize| if turned { (new, old) } else { (old, new) };
    let (rows, columns) = at(olds, news);
    let mut cost = vec![vec![1.0_f64; columns + 1]; rows + 1];
    for (old, new, score) in candidates {
        let (row, column) = at(*old, *new);
        cost[row + 1][column + 1] = 1.0 - score;
    }
    let (mut row_potential, mut column_potential) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    // Per column the row it went to; 0 for none.
    let mut row_of = vec![0_usize; columns + 1];
    for row in 1..=rows {
        let mut way = vec![0_usize; columns + 1];
        let (mut least, mut used) = (vec![f64::INFINITY; columns + 1], vec![false; columns + 1]);
        row_of[0] = row;
        let mut at = 0;
        loop {
            used[at] = true;
            let (current, mut delta, mut next) = (row_of[at], f64::INFINITY, 0);
            for column in 1..=columns {
                if used[column] {
                    continue;
                }
                let reduced =
                    cost[current][column] - row_potential[current] - column_potential[column];
                if reduced < least[column] {
                    (least[column], way[column]) = (reduced, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if used[column] {
                    row_potential[row_of[column]] += delta;
                    column_potential[column] -= delta;
                } else {
                    least[column] -= delta;
                }
            }
            at = next;
            if row_of[at] == 0 {
                break;
            }
        }
        while at != 0 {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    let taken = (1..=columns).filter(|column| row_of[*column] > 0);
    let chosen: HashSet<(usize, usize)> =
        taken.map(|column| at(row_of[column] - 1, column - 1)).collect();
    candidates.iter().filter(|(old, new, _)| chosen.contains(&(*old, *new))).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{exact, greedy};

    #[test]
    fn exact_beats_the_likest_first() {
        let candidates = vec![(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8)];
        assert_eq!(greedy(candidates.clone(), 2, 2).len(), 1);
        assert_eq!(exact(&candidates, 2, 2), [(0, 1, 0.8), (1, 0, 0.8)]);
        assert_eq!(exact(&candidates, 3, 2), [(0, 1, 0.8), (1, 0, 0.8)]);
        assert_eq!(exact(&candidates, 2, 900), [(0, 1, 0.8), (1, 0, 0.8)]);
        assert_eq!(exact(&[], 2, 1), []);
    }
}
