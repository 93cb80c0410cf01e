//! Serials of a roster of which rows are left out: they are judged as if those rows' numbers did not
//! exist, and told as they are.

use std::borrow::Cow;

use super::{Fault, Kind};
use crate::model::Roster;
use crate::model::roster::{LeftOut, Serial};

/// The roster with its serials closed up over the numbers that are left out.
pub(super) fn close(roster: &Roster) -> Cow<'_, Roster> {
    if roster.left_out.is_empty() {
        return Cow::Borrowed(roster);
    }
    let mut roster = roster.clone();
    let mut below = vec![0];
    below.extend(roster.left_out.iter().scan(0, |sum, left| {
        *sum += left.rows;
        Some(*sum)
    }));
    for entry in &mut roster.entries {
        if let Serial::Value(n) = entry.serial {
            let at = roster.left_out.partition_point(|left| left.last < n);
            entry.serial = Serial::Value(n.saturating_sub(below[at]));
        }
    }
    Cow::Owned(roster)
}

/// Gives the numbers in faults their place again.
pub(super) fn open(left_out: &[LeftOut], faults: &mut [Fault]) {
    if left_out.is_empty() {
        return;
    }
    let opened = |n: &mut u32| {
        for left in left_out {
            if *n < left.first {
                break;
            }
            *n += left.rows;
        }
    };
    for fault in faults {
        match &mut fault.kind {
            Kind::Gap { missing, .. } => missing.iter_mut().for_each(opened),
            Kind::Duplicate { expected, .. }
            | Kind::Disorder { expected, .. }
            | Kind::Unreadable { expected } => expected.iter_mut().for_each(opened),
            Kind::Blank { expected } => opened(expected),
            Kind::Restart { .. } => {}
        }
    }
}
