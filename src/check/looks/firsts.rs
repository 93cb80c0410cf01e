//! Which cells of a column say what a cell above them says.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// So many texts of a column are known.
const KNOWN: usize = 4096;

/// So many texts show whether a column says things again: where fewer than one in so many does, no more
/// are kept.
const LOOKED: usize = 64;
const SHARE: usize = 8;

/// The texts of a column, each with the first row that says it.
#[derive(Default)]
pub(super) struct Firsts<'d> {
    rows: HashMap<&'d str, u32, FixedState>,
    again: usize,
    idle: bool,
}

impl<'d> Firsts<'d> {
    /// The first row that says what this one does, as far as it is known, or this one.
    pub(super) fn of(&mut self, text: &'d str, row: u32) -> u32 {
        if self.idle {
            return row;
        }
        let first = *self.rows.entry(text).or_insert(row);
        self.again += usize::from(first < row);
        let count = self.rows.len();
        self.idle = count == KNOWN || (count == LOOKED && self.again < LOOKED / SHARE);
        first
    }
}

#[cfg(test)]
mod tests {
    use super::{Firsts, LOOKED};

    #[test]
    fn texts_are_known_where_they_stand_again() {
        let mut firsts = Firsts::default();
        let told =
            ["甲", "乙", "甲", "丙", "乙"].iter().zip(0..).map(|(text, row)| firsts.of(text, row));
        assert_eq!(told.collect::<Vec<_>>(), [0, 1, 0, 3, 1]);
        let texts: Vec<String> = (0..=LOOKED).map(|n| n.to_string()).collect();
        let mut firsts = Firsts::default();
        for (text, row) in texts.iter().zip(0..) {
            assert_eq!(firsts.of(text, row), row);
        }
        assert_eq!(firsts.of(&texts[0], 99), 99);
    }
}
