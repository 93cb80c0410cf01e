//! Rows out of the notice's order: those outside the longest run that keeps it.

/// Positions of the numbers that are not in the longest increasing run.
pub(super) fn displaced(numbers: &[u32]) -> Vec<usize> {
    // Per length of a run, the position of its smallest last number; per position, the one before.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = tails.partition_point(|tail| numbers[*tail] < *number);
        before[at] = length.checked_sub(1).map(|length| tails[length]);
        if length == tails.len() {
            tails.push(at);
        } else {
            tails[length] = at;
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut at = tails.last().copied();
    while let Some(position) = at {
        kept[position] = true;
        at = before[position];
    }
    (0..numbers.len()).filter(|at| !kept[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::displaced;

    #[test]
    fn finds_what_was_moved() {
        assert!(displaced(&[0, 1, 2, 3]).is_empty());
        assert_eq!(displaced(&[0, 2, 1, 3]).len(), 1);
        assert_eq!(displaced(&[3, 0, 1, 2]), [0]);
        assert_eq!(displaced(&[1, 2, 3, 0]), [3]);
        assert!(displaced(&[]).is_empty());
    }
}
