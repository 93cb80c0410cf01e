//! Among readings: one lineage collapses, what holds the others goes before them, real ties stay.

use super::compose::Compose;
use super::reading::{Reading, Rest};
use crate::gazetteer::{Division as Record, Form};
use crate::model::Level;

/// What the best readings come to.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// One thing.
    One(Reading),
    /// Several things that nothing tells apart, one reading each.
    Several(Vec<Reading>),
}

impl Compose<'_> {
    /// Chooses among readings; none is left where there was none.
    pub(super) fn choose(&self, readings: &[Reading]) -> Option<Verdict> {
        let best = *readings.iter().max_by_key(|r| r.score)?;
        let coverage = |r: &Reading| (r.end, r.rest == Rest::Nothing);
        let top: Vec<&Reading> = readings.iter().filter(|r| r.score == best.score).collect();
        if top.len() == 1 {
            return Some(Verdict::One(self.latest(best, readings, coverage)));
        }
        let mut kept: Vec<Reading> = Vec::new();
        for reading in top {
            match kept.iter_mut().find(|k| self.same_lineage(k, reading)) {
                None => kept.push(*reading),
                Some(known) => {
                    if self.rank(reading) > self.rank(known) {
                        *known = *reading;
                    }
                }
            }
        }
        if kept.len() > 1 {
            let top = || readings.iter().filter(|r| r.score == best.score);
            let chief = kept
                .iter()
                .position(|a| kept.iter().all(|b| self.holds(a, b) && self.met(a, b, top())));
            if let Some(chief) = chief {
                // The same full name in the same place: a city that was raised, or lowered.
                let full = kept.iter().all(|r| r.last().is_some_and(|s| s.form == Form::Full));
                let last = kept.iter().copied().max_by_key(|r| self.rank(r));
                let chief = last.filter(|_| full).unwrap_or(kept[chief]);
                return Some(Verdict::One(self.latest(chief, readings, coverage)));
            }
            return Some(Verdict::Several(kept));
        }
        let one = kept.pop()?;
        Some(Verdict::One(self.latest(one, readings, coverage)))
    }

    /// Among readings of the same text and lineage, the one whose name is valid on the date;
    /// without a date the latest.
    fn latest<K: PartialEq>(
        &self,
        best: Reading,
        readings: &[Reading],
        coverage: impl Fn(&Reading) -> K,
    ) -> Reading {
        if readings.len() == 1 {
            return best;
        }
        let valid = |r: &Reading| {
            r.last().is_some_and(|s| self.on.is_some_and(|on| s.division.validity.holds(on)))
        };
        if valid(&best) || best.zone.is_some() {
            return best;
        }
        readings
            .iter()
            .filter(|r| {
                coverage(r) == coverage(&best)
                    && r.zone == best.zone
                    && r.steps().count() == best.steps().count()
                    && r.score + 100 > best.score
                    && self.same_lineage(r, &best)
            })
            .max_by_key(|r| (valid(r), self.rank(r)))
            .copied()
            .unwrap_or(best)
    }

    /// Later names before earlier ones, higher levels before lower ones.
    fn rank(&self, reading: &Reading) -> (bool, u32, std::cmp::Reverse<Level>) {
        let Some(step) = reading.last() else {
            return (false, 0, std::cmp::Reverse(Level::County));
        };
        let division = &step.division;
        let to = if division.validity.lasts() { u32::MAX } else { division.validity.to.0 };
        let valid = self.on.is_some_and(|on| division.validity.holds(on));
        (valid, to, std::cmp::Reverse(division.level))
    }

    fn same_lineage(&self, a: &Reading, b: &Reading) -> bool {
        if a.zone != b.zone {
            return false;
        }
        let (Some(a), Some(b)) = (a.last(), b.last()) else { return a.last().is_none() };
        let (a, b) = (&a.division, &b.division);
        a.id == b.id
            || (a.code == b.code && a.level == b.level)
            || (self.gazetteer.current(a.id).len() > 0
                && self.gazetteer.current(a.id).eq(self.gazetteer.current(b.id)))
            || self.same_name_again(a, b)
    }

    /// The same name in the same place at different times: 绍兴县 of 绍兴地区, then of 绍兴市.
    fn same_name_again(&self, a: &Record, b: &Record) -> bool {
        if a.level != b.level
            || a.validity.overlaps(b.validity)
            || self.gazetteer.division_name(a) != self.gazetteer.division_name(b)
        {
            return false;
        }
        let above = |d: &Record| {
            self.gazetteer.of_code(d.parent).rfind(|p| p.validity.overlaps(d.validity))
        };
        let (Some(a), Some(b)) = (above(a), above(b)) else { return false };
        a.code == b.code
            || self
                .gazetteer
                .current(a.id)
                .any(|code| self.gazetteer.current(b.id).any(|c| c == code))
    }

    /// Whether what the first names holds what the second names: 长沙 is the city before the
    /// county in it. A province goes before everything that shares its short name.
    fn holds(&self, a: &Reading, b: &Reading) -> bool {
        if a.zone != b.zone {
            return false;
        }
        let (Some(a), Some(b)) = (a.last(), b.last()) else { return false };
        let (a, b) = (&a.division, &b.division);
        if a.id == b.id || (a.level == Level::Province && b.level != Level::Province) {
            return true;
        }
        if a.level == Level::Prefecture && b.level == Level::Prefecture {
            // 南宁 is the city; that a 南宁地区 lay beside it does not make it doubtful.
            let city = self.gazetteer.division_name(a).strip_suffix('市');
            let area = self.gazetteer.division_name(b);
            let area = area.strip_suffix("地区").or_else(|| area.strip_suffix('盟'));
            return a.parent == b.parent && city.is_some() && city == area;
        }
        if a.level >= b.level {
            return false;
        }
        if b.parent == a.code {
            return true;
        }
        let mut today = self.gazetteer.current(b.id);
        today.len() > 0
            && today.all(|code| {
                let holder = self.gazetteer.of_code(code).next_back();
                holder.is_some_and(|d| {
                    let mut above = self.gazetteer.current(a.id);
                    above.any(|c| c == d.code || c == d.parent || c == d.grandparent)
                })
            })
    }

    /// Whether the first, or another of its lineage, was still there when the second began:
    /// 晋江地区 was gone when 晋江 became a city, so it does not explain that name; 中卫市 does that
    /// of 中卫县, from which it was made.
    fn met<'r>(
        &self,
        a: &Reading,
        b: &Reading,
        mut top: impl Iterator<Item = &'r Reading>,
    ) -> bool {
        let Some(to) = b.last().map(|s| (s.division.validity, s.form)) else { return true };
        if to.1 == Form::Full {
            return true;
        }
        top.any(|r| {
            self.same_lineage(r, a) && r.last().is_some_and(|s| !s.division.validity.precedes(to.0))
        })
    }
}
