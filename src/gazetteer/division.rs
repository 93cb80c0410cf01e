//! Divisions through time: records, lineage, the code that holds a place on a date.

use super::dates::{Packed, Validity};
use super::store::{Section, Store};
use crate::model::{Adcode, Level};

/// One name of one code, for as long as both lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DivisionId(pub(super) u32);

impl DivisionId {
    pub(super) const fn at(index: u32) -> Self {
        Self(index)
    }
}

/// Words a record has.
const WIDTH: usize = 11;

/// A division's record. The same code can carry several names one after the other, and the same
/// place several codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Its number.
    pub id: DivisionId,
    /// Six digits.
    pub code: u32,
    /// Level.
    pub level: Level,
    /// Code of the division above; 0 for provinces.
    pub parent: u32,
    /// Code of the one above that, for counties under a prefecture; else 0.
    pub grandparent: u32,
    /// When this name went with this code.
    pub validity: Validity,
    name: u32,
}

impl Division {
    /// Code of its province.
    pub const fn province(&self) -> u32 {
        match (self.parent, self.grandparent) {
            (0, _) => self.code,
            (parent, 0) => parent,
            (_, grandparent) => grandparent,
        }
    }

    /// The code as a dataset has it.
    pub const fn adcode(&self) -> Adcode {
        Adcode(self.code)
    }
}

impl Store {
    #[inline]
    fn field(&self, id: DivisionId, field: usize) -> u32 {
        self.word(Section::Divisions, id.0 as usize * WIDTH + field)
    }

    #[inline]
    pub(super) fn division(&self, id: DivisionId) -> Division {
        let record: [u32; WIDTH] = self.record(Section::Divisions, id.0 as usize);
        let [code, name, level, parent, grandparent, from, to, ..] = record;
        let level = match level {
            1 => Level::Province,
            2 => Level::Prefecture,
            _ => Level::County,
        };
        let validity = Validity { from: Packed(from), to: Packed(to) };
        Division { id, code, level, parent, grandparent, validity, name }
    }

    pub(super) fn division_name(&self, division: &Division) -> &'static str {
        self.string(division.name)
    }

    pub(super) fn division_count(&self) -> u32 {
        self.len(Section::Divisions, WIDTH) as u32
    }

    /// Records of a code, in order of time. Records are sorted by code.
    pub(super) fn of_code(&self, code: u32) -> impl DoubleEndedIterator<Item = Division> + use<'_> {
        let (mut low, mut high) = (0, self.division_count());
        while low < high {
            let middle = u32::midpoint(low, high);
            if self.field(DivisionId(middle), 0) < code { low = middle + 1 } else { high = middle }
        }
        let mut end = low;
        while end < self.division_count() && self.field(DivisionId(end), 0) == code {
            end += 1;
        }
        (low..end).map(|index| self.division(DivisionId(index)))
    }

    /// The record of a code on a date; of several in a year of change, the last.
    pub(super) fn on(&self, code: u32, on: Packed) -> Option<Division> {
        self.of_code(code).rfind(|d| d.validity.holds(on))
    }

    /// The codes that hold today what a record held, sorted.
    pub(super) fn current(&self, id: DivisionId) -> impl ExactSizeIterator<Item = u32> + use<'_> {
        let (start, count) = (self.field(id, 9) as usize, self.field(id, 10) as usize);
        (start..start + count).map(|at| self.word(Section::Current, at))
    }

    fn successors(&self, id: DivisionId) -> impl ExactSizeIterator<Item = u32> + use<'_> {
        let (start, count) = (self.field(id, 7) as usize, self.field(id, 8) as usize);
        (start..start + count).map(|at| self.word(Section::Successors, at * 2))
    }

    /// The one record that holds on a date what this one held at its own time; none where it was
    /// split or nothing is known.
    pub(super) fn heir_on(&self, from: Division, on: Packed) -> Option<Division> {
        if from.validity.holds(on) {
            return Some(from);
        }
        if let Some(same) = self.on(from.code, on) {
            return Some(same);
        }
        if from.validity.from > on {
            self.forebear_on(from, on)
        } else {
            self.successor_on(from, on)
        }
    }

    fn successor_on(&self, from: Division, on: Packed) -> Option<Division> {
        self.follow(from, on, false)
    }

    /// The record that holds on a later date the bulk of what this one held, where it was split.
    pub(super) fn bulk_on(&self, from: Division, on: Packed) -> Option<Division> {
        self.follow(from, on, true)
    }

    /// Goes from successor to successor; past a split only by `bulk`, along the first of them.
    fn follow(&self, from: Division, on: Packed, bulk: bool) -> Option<Division> {
        let mut at = from;
        // Chains are short; the bound guards against a circle in the data.
        for _ in 0..16 {
            let mut next = self.successors(at.id);
            let code = (bulk || next.len() == 1).then(|| next.next()).flatten()?;
            if let Some(found) = self.on(code, on) {
                return Some(found);
            }
            let ended = at.validity.to;
            at = self
                .of_code(code)
                .find(|d| d.id != at.id && (d.validity.lasts() || d.validity.to > ended))?;
        }
        None
    }

    /// The one record valid on an earlier date whose lineage leads here.
    fn forebear_on(&self, to: Division, on: Packed) -> Option<Division> {
        let mut codes = vec![to.code];
        let mut index = 0;
        while index < codes.len() && codes.len() < 16 {
            let code = codes[index];
            index += 1;
            for id in (0..self.division_count()).map(DivisionId) {
                if self.successors(id).any(|c| c == code) {
                    let before = self.field(id, 0);
                    if !codes.contains(&before) {
                        codes.push(before);
                    }
                }
            }
        }
        let mut found = codes.iter().filter_map(|&code| self.on(code, on));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Townships under a county code: their names, and the county that holds each today (0 where
    /// that is not one); longer names first.
    pub(super) fn townships(
        &self,
        county: u32,
    ) -> impl Iterator<Item = (&'static str, u32)> + use<'_> {
        let entry = |i: usize| self.word(Section::TownshipIndex, i * 2);
        let (mut low, mut high) = (0, self.len(Section::TownshipIndex, 2));
        while low < high {
            let middle = usize::midpoint(low, high);
            if entry(middle) < county { low = middle + 1 } else { high = middle }
        }
        let range = if low < self.len(Section::TownshipIndex, 2) && entry(low) == county {
            let at = |i: usize| self.word(Section::TownshipIndex, i * 2 + 1) as usize;
            at(low)..at(low + 1)
        } else {
            0..0
        };
        range.map(|i| {
            let name = self.string(self.word(Section::Townships, i * 2));
            (name, self.word(Section::Townships, i * 2 + 1))
        })
    }
}
