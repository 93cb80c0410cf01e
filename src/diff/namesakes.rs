//! Several rows of one name: which is which.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::pairs::Sides;

/// Namesakes beyond this many on both sides together are not compared cell by cell.
const MANY: usize = 64;

/// Pairs rows of one name: those with the same cells and rank first, then those with the same
/// cells, then those that share most cells, then in their order. Across groups, unequal numbers
/// leave open which one moved: then only equal cells decide.
pub(super) fn pair(
    sides: Sides,
    olds: &[usize],
    news: &[usize],
    within: bool,
    mut set: impl FnMut(usize, usize),
) {
    let mut olds: Vec<usize> = olds.to_vec();
    let mut news: BTreeSet<usize> = news.iter().copied().collect();
    for ranked in [true, false] {
        let rank = |rank: Option<i64>| rank.filter(|_| ranked);
        let mut waiting: HashMap<_, VecDeque<usize>> = HashMap::new();
        for new in &news {
            let key = (sides.new_keys.cells[*new], rank(sides.new.rows[*new].rank));
            waiting.entry(key).or_default().push_back(*new);
        }
        olds.retain(|old| {
            let key = (sides.old_keys.cells[*old], rank(sides.old.rows[*old].rank));
            let Some(new) = waiting.get_mut(&key).and_then(VecDeque::pop_front) else {
                return true;
            };
            news.remove(&new);
            set(*old, new);
            false
        });
    }
    if !within && olds.len() != news.len() {
        return;
    }
    if olds.len() + news.len() <= MANY && olds.len() != news.len() {
        let mut scores: Vec<(usize, usize, usize)> = olds
            .iter()
            .flat_map(|old| news.iter().map(|new| (alike(sides, *old, *new), *old, *new)))
            .collect();
        scores.sort_by_key(|(score, old, new)| (std::cmp::Reverse(*score), *old, *new));
        let (mut old_open, mut new_open): (BTreeSet<usize>, _) =
            (olds.iter().copied().collect(), news);
        for (_, old, new) in scores {
            if old_open.contains(&old) && new_open.contains(&new) {
                old_open.remove(&old);
                new_open.remove(&new);
                set(old, new);
            }
        }
        return;
    }
    for (old, new) in olds.into_iter().zip(news) {
        set(old, new);
    }
}

/// How many cells two rows share, the rank among them.
fn alike(sides: Sides, old: usize, new: usize) -> usize {
    let (a, b) = (&sides.old.rows[old], &sides.new.rows[new]);
    let columns = &sides.new.columns;
    let same = sides.old.columns.iter().zip(&a.cells).filter(|(column, cell)| {
        let other = columns.iter().position(|other| other.key == column.key);
        let other = other.map_or(&[][..], |at| b.cells[at].as_slice());
        !cell.is_empty() && cell.as_slice() == other
    });
    same.count() * 2 + usize::from(a.rank == b.rank)
}
