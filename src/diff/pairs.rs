//! Rows of two sides, paired, and how each pair was found.

use std::collections::BTreeMap;

use super::groups::Groups;
use super::keys::Keys;
use super::reason::Reason;
use super::side::Side;

/// How two rows were found to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// The same name.
    Name,
    /// The same letters, or two forms of the same name.
    Spelling,
    /// The same thing under another name.
    Because(Reason),
}

/// Rows of two sides, paired.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Per old row, the new one.
    pub(super) new_of: Vec<Option<u32>>,
    /// Per new row, the old one.
    pub(super) old_of: Vec<Option<u32>>,
    /// Per old row that is paired, how.
    pub(super) how: Vec<Option<How>>,
    /// Old rows that are gone into another row: why.
    pub(super) merged: BTreeMap<u32, Reason>,
}

/// Two sides and what is known of them.
#[derive(Clone, Copy)]
pub(super) struct Sides<'s> {
    pub(super) old: &'s Side,
    pub(super) new: &'s Side,
    pub(super) old_keys: &'s Keys,
    pub(super) new_keys: &'s Keys,
    pub(super) groups: &'s Groups,
}

impl Pairs {
    /// Makes two rows one.
    pub(super) fn set(&mut self, old: usize, new: usize, how: How) {
        self.new_of[old] = Some(new as u32);
        self.old_of[new] = Some(old as u32);
        self.how[old] = Some(how);
    }

    /// Old rows that have no partner yet.
    pub(super) fn free_old(&self) -> Vec<usize> {
        (0..self.new_of.len()).filter(|at| self.new_of[*at].is_none()).collect()
    }

    /// New rows that have no partner yet.
    pub(super) fn free_new(&self) -> Vec<usize> {
        (0..self.old_of.len()).filter(|at| self.old_of[*at].is_none()).collect()
    }
}
