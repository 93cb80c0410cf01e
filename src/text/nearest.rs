//! The nearest of several words, for "did you mean".

/// The candidate that is fewest edits away, if that is few for a word of its length. Letters
/// compare without case.
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = word.to_lowercase().chars().collect();
    among
        .into_iter()
        .map(|candidate| (edits(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(edits, candidate)| *edits <= candidate.chars().count().div_ceil(3))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance, one row at a time.
fn edits(a: &[char], b: &str) -> usize {
    let mut row: Vec<usize> = (0..=a.len()).collect();
    for (line, letter) in b.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (at, other) in a.iter().enumerate() {
            let change = diagonal + usize::from(*other != letter);
            diagonal = row[at + 1];
            row[at + 1] = change.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[a.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_leaves_strangers() {
        let codes = ["MD101", "MD201", "rank-gap", "claim-broken"];
        assert_eq!(nearest("MD102", codes), Some("MD101"));
        assert_eq!(nearest("claim_broken", codes), Some("claim-broken"));
        assert_eq!(nearest("md201", codes), Some("MD201"));
        assert_eq!(nearest("nothing", codes), None);
    }
}
