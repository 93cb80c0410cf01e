//! Verbs of what a notice does to its list, and words that only look like them.

use super::words::holds_at;
use crate::text::words::verbs::{LISTS, LOOK_ALIKE};

/// Whether a sentence speaks of what a notice does to its list.
pub(super) fn is_of_list(sentence: &str) -> bool {
    last_of(sentence, LISTS).is_some()
}

/// Where the last of these words ends in a text; those that are part of another word are none.
pub(super) fn last_of(text: &str, words: &[&str]) -> Option<usize> {
    words
        .iter()
        .filter_map(|word| {
            let mut found = text.rmatch_indices(word);
            let at = found.find(|(at, _)| {
                !LOOK_ALIKE.iter().any(|like| like != word && holds_at(text, *at, like))
            });
            at.map(|(at, word)| at + word.len())
        })
        .max()
}
