//! Which column of the one side is which of the other.

use super::side::Side;
use crate::text::fold;

/// Columns of two sides, paired.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Old and new index.
    pub(super) both: Vec<(usize, usize)>,
    /// Only on the old side.
    pub(super) gone: Vec<usize>,
    /// Only on the new side.
    pub(super) come: Vec<usize>,
}

impl Columns {
    /// Pairs columns by key, then by printed header, then the only column of organisations with
    /// the only one there.
    pub(super) fn pair(old: &Side, new: &Side) -> Self {
        let mut columns = Self {
            both: Vec::new(),
            gone: (0..old.columns.len()).collect(),
            come: (0..new.columns.len()).collect(),
        };
        columns.take(|a, b| old.columns[a].key == new.columns[b].key);
        columns.take(|a, b| {
            let (a, b) = (fold::loose(&old.columns[a].title), fold::loose(&new.columns[b].title));
            !a.is_empty() && a == b
        });
        let only = |side: &Side, left: &[usize]| {
            let mut lists = left.iter().filter(|at| side.columns[**at].list);
            lists.next().copied().filter(|_| lists.next().is_none())
        };
        let (a, b) = (only(old, &columns.gone), only(new, &columns.come));
        columns.take(|x, y| Some(x) == a && Some(y) == b);
        columns.both.sort_by_key(|(_, new)| *new);
        columns
    }

    fn take(&mut self, same: impl Fn(usize, usize) -> bool) {
        let come = &mut self.come;
        let both = &mut self.both;
        self.gone.retain(|old| match come.iter().position(|new| same(*old, *new)) {
            Some(at) => {
                both.push((*old, come.remove(at)));
                false
            }
            None => true,
        });
    }
}
