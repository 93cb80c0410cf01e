//! What was worked out for a text, kept for the next row that has the same one.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

/// So many answers are kept. A roster with more different texts repeats few of them.
const KEPT: usize = 4096;

/// Longer texts, in bytes, are not kept: hardly one stands twice.
const LONGEST: usize = 512;

/// A memory that is asked in vain more often than this share of the time costs more than it gives.
const SHARE: usize = 8;

/// Answers by the text asked for, and by what it was asked within.
///
/// What it was asked within is told by its address, so it is kept as long as the answers are.
#[derive(Debug)]
pub(super) struct Memo<W, A> {
    answers: HashMap<Vec<u8>, (Option<Arc<W>>, A), FixedState>,
    key: Vec<u8>,
    /// How often an answer was known since the memory was last emptied.
    hits: usize,
    /// Nothing is kept any more: too little of it was asked for again.
    idle: bool,
}

impl<W, A> Default for Memo<W, A> {
    fn default() -> Self {
        Self { answers: HashMap::default(), key: Vec::new(), hits: 0, idle: false }
    }
}

impl<W, A: Clone> Memo<W, A> {
    /// The answer for a text within something, if it is known; else it is asked for with
    /// [`Memo::keep`].
    pub(super) fn known(&mut self, within: Option<&Arc<W>>, text: &str) -> Option<A> {
        if self.idle || text.len() > LONGEST {
            return None;
        }
        self.address(within, text);
        let (_, answer) = self.answers.get(&self.key)?;
        self.hits += 1;
        Some(answer.clone())
    }

    /// Keeps an answer and gives it back.
    pub(super) fn keep(&mut self, within: Option<&Arc<W>>, text: &str, answer: A) -> A {
        if self.idle || text.len() > LONGEST {
            return answer;
        }
        if self.answers.len() >= KEPT {
            self.answers.clear();
            self.idle = self.hits < KEPT / SHARE;
            self.hits = 0;
        }
        self.address(within, text);
        self.answers.insert(self.key.clone(), (within.cloned(), answer.clone()));
        answer
    }

    fn address(&mut self, within: Option<&Arc<W>>, text: &str) {
        let address = within.map_or(0, |within| Arc::as_ptr(within).addr());
        self.key.clear();
        self.key.extend_from_slice(&address.to_le_bytes());
        self.key.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{KEPT, Memo};

    #[test]
    fn answers_are_told_apart_by_what_they_lie_within() {
        let (here, there) = (Arc::new("江苏省"), Arc::new("江苏省"));
        let mut memo: Memo<&str, u32> = Memo::default();
        memo.keep(Some(&here), "鼓楼区", 1);
        memo.keep(None, "鼓楼区", 2);
        assert_eq!(memo.known(Some(&here), "鼓楼区"), Some(1));
        assert_eq!(memo.known(Some(&there), "鼓楼区"), None);
        assert_eq!(memo.known(None, "鼓楼区"), Some(2));
    }

    #[test]
    fn so_many_are_kept_and_none_where_nothing_repeats() {
        let mut memo: Memo<(), usize> = Memo::default();
        for n in 0..=KEPT {
            memo.keep(None, &n.to_string(), n);
            assert_eq!(memo.known(None, &n.to_string()), Some(n));
        }
        assert_eq!(memo.answers.len(), 1);
        let mut vain: Memo<(), usize> = Memo::default();
        for n in 0..=KEPT + 1 {
            assert_eq!(vain.keep(None, &n.to_string(), n), n);
        }
        assert!(vain.idle && vain.answers.len() < 2);
        assert_eq!(vain.known(None, "0"), None);
    }
}
