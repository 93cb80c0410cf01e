//! Orders: what stayed in place and what was moved among it.

/// Which items of a sequence of distinct numbers lie on one longest increasing subsequence: the
/// most that can have stayed in place. Of several it takes the one that ends lowest, step by
/// step, so that the answer is always the same.
pub(super) fn stays(sequence: &[u32]) -> Vec<bool> {
    // `tails[n]`: index of the lowest item that ends an increasing run of n + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; sequence.len()];
    for (index, item) in sequence.iter().enumerate() {
        let at = tails.partition_point(|tail| sequence[*tail] < *item);
        before[index] = at.checked_sub(1).map(|at| tails[at]);
        match tails.get_mut(at) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut stay = vec![false; sequence.len()];
    let mut at = tails.last().copied();
    while let Some(index) = at {
        stay[index] = true;
        at = before[index];
    }
    stay
}

#[cfg(test)]
mod tests {
    use super::stays;

    #[test]
    fn as_much_stays_as_can() {
        assert_eq!(stays(&[]), [false; 0]);
        assert_eq!(stays(&[0, 1, 2]), [true, true, true]);
        assert_eq!(stays(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(stays(&[1, 2, 3, 0]), [true, true, true, false]);
        // Of two that changed places, one moved past the other.
        assert_eq!(stays(&[0, 2, 1, 3]).iter().filter(|stay| !**stay).count(), 1);
        assert_eq!(stays(&[3, 2, 1, 0]).iter().filter(|stay| **stay).count(), 1);
    }
}
