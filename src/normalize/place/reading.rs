//! A reading of a text: a chain of names, and what is left over.

use crate::gazetteer::{Division, Form, ZoneId};

/// A division that the text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) division: Division,
    pub(super) form: Form,
}

/// What follows the last name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Rest {
    /// Nothing.
    #[default]
    Nothing,
    /// A township of the county: where it ends, and the county that holds it today (0 unknown).
    Township { end: usize, current: u32, listed: bool },
    /// A zone that is not listed.
    Zone,
    /// A bracket that adds nothing: （含万盛经开区）.
    Bracket,
    /// Something that is no part of a place's name.
    Other,
}

/// One reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) steps: [Option<Step>; 3],
    /// A listed zone on the way or at the end.
    pub(super) zone: Option<ZoneId>,
    /// The zone came last: the text names it, not a division in it.
    pub(super) zone_last: bool,
    /// First character read.
    pub(super) start: usize,
    /// End of the last name, in characters.
    pub(super) end: usize,
    /// Where the rest begins: behind separators and fillers.
    pub(super) rest_at: usize,
    /// A body's name that was stepped over, in characters.
    pub(super) skipped: (usize, usize),
    pub(super) rest: Rest,
    pub(super) score: i32,
}

impl Reading {
    pub(super) const EMPTY: Self = Self {
        steps: [None; 3],
        zone: None,
        zone_last: false,
        start: 0,
        end: 0,
        rest_at: 0,
        skipped: (0, 0),
        rest: Rest::Nothing,
        score: 0,
    };

    /// The divisions named, from the highest down.
    pub(super) fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.iter().flatten()
    }

    /// The finest division named.
    pub(super) fn last(&self) -> Option<&Step> {
        self.steps().next_back()
    }

    /// The reading that a division's own full path would give.
    pub(super) fn of(division: Division) -> Self {
        Self::EMPTY.push(Step { division, form: Form::Full }, 0)
    }

    pub(super) fn push(mut self, step: Step, end: usize) -> Self {
        if let Some(free) = self.steps.iter_mut().find(|s| s.is_none()) {
            *free = Some(step);
        }
        self.end = end;
        self.zone_last = false;
        self
    }
}

/// 伊犁 is a prefecture that holds two others: said before one of them, it is stepped over.
pub(super) fn within_ili(reading: &Reading, division: &Division) -> Option<Reading> {
    let ili = reading.last()?.division.code == 654_000;
    if !ili || ![654_200, 654_300].contains(&division.code) {
        return None;
    }
    let mut above = *reading;
    let last = above.steps.iter_mut().rev().find(|step| step.is_some())?;
    *last = None;
    Some(above)
}
