//! The longest increasing chain of serials.

/// Marks the members of the longest strictly increasing chain. Among chains of one length the one
/// whose members agree better with their neighbours wins (of 4 6 6 7 the second 6, which 7
/// follows), then the earlier one. Zeros never belong: no list starts from 0.
///
/// O(n log n): a Fenwick tree over the values holds the best chain that ends at or below each.
pub(super) fn longest(values: &[u32]) -> Vec<bool> {
    let mut sorted: Vec<u32> = values.iter().copied().filter(|v| *v > 0).collect();
    sorted.sort_unstable();
    sorted.dedup();
    // Best (score, last index) per tree node.
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); sorted.len() + 1];
    let mut parent = vec![usize::MAX; values.len()];
    let mut best = (0, usize::MAX);
    for (i, value) in values.iter().enumerate().filter(|(_, v)| **v > 0) {
        let rank = sorted.partition_point(|v| v < value);
        let mut below = (0, usize::MAX);
        let mut node = rank;
        while node > 0 {
            if tree[node].0 > below.0 {
                below = tree[node];
            }
            node &= node - 1;
        }
        let score = below.0 + (1 << 32) + agreement(values, i);
        parent[i] = below.1;
        if score > best.0 {
            best = (score, i);
        }
        let mut node = rank + 1;
        while node < tree.len() {
            if score > tree[node].0 {
                tree[node] = (score, i);
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut kept = vec![false; values.len()];
    let mut at = best.1;
    while at != usize::MAX {
        kept[at] = true;
        at = parent[at];
    }
    kept
}

/// How many neighbours are one less or one more, as they should be.
fn agreement(values: &[u32], i: usize) -> u64 {
    let follows = |a: usize, b: usize| values[a].checked_add(1) == Some(values[b]);
    u64::from(i > 0 && follows(i - 1, i)) + u64::from(i + 1 < values.len() && follows(i, i + 1))
}
