//! What follows the last name of a reading: a township, a zone, or something else.

use super::forms;
use super::lattice::Lattice;
use super::reading::{Reading, Rest};
use super::text::{is, starts};
use crate::gazetteer::Division;
use crate::model::Level;

impl Lattice<'_> {
    /// What follows the last name.
    pub(super) fn rest(&self, reading: &Reading, at: usize) -> Rest {
        let rest = self.text.from(at);
        if rest.is_empty() {
            return Rest::Nothing;
        }
        let opening =
            at > reading.end && matches!(self.text.chars[reading.end], '（' | '(' | '[' | '【');
        let noted = ["含", "不含", "包括", "原", "部分", "除"];
        if opening && noted.iter().any(|word| starts(rest, word)) {
            return Rest::Bracket;
        }
        if let Some(last) = reading.last()
            && last.division.level != Level::Province
            && let Some((length, current)) = self.township(&last.division, rest)
        {
            return Rest::Township { end: at + length, current, listed: true };
        }
        if forms::zone(rest) && !reading.zone_last {
            return Rest::Zone;
        }
        let length = forms::township(rest);
        if length > 2 || (length == 2 && rest[1] != '道') {
            return Rest::Township { end: at + length, current: 0, listed: false };
        }
        Rest::Other
    }

    /// The listed township that the rest starts with, and the county that holds it today.
    fn township(&self, division: &Division, rest: &[char]) -> Option<(usize, u32)> {
        let find = |code: u32| {
            self.gazetteer.townships(code).find_map(|(name, current)| {
                starts(rest, name).then(|| (name.chars().count(), current))
            })
        };
        find(division.code).or_else(|| {
            let heirs = self.gazetteer.current(division.id).filter(|&c| c != division.code);
            heirs.into_iter().find_map(find)
        })
    }

    /// What may follow a short name directly: a township, or a zone whose own name is long enough
    /// to be one (湾新区 is the rest of 杭州湾新区).
    pub(super) fn after_short(&self, reading: &Reading, rest: &[char]) -> bool {
        if self.unit {
            return true;
        }
        match reading.rest {
            Rest::Nothing | Rest::Bracket | Rest::Township { listed: true, .. } => true,
            // 九里亭街道 is not 亭街道 in 九里: a township's own name has two characters at least.
            Rest::Township { end, .. } => {
                let length = end - reading.end;
                let office = rest.get(..length).is_some_and(|name| name.ends_with(&['街', '道']));
                length >= 3 + usize::from(office) && !forms::not_place(rest)
            }
            Rest::Zone => {
                (forms::generic_zone(rest) && !is(rest, "新区"))
                    || (forms::zone(rest.get(2..).unwrap_or_default()) && !forms::not_place(rest))
            }
            Rest::Other => reading.steps().count() > 1 && !forms::not_place(rest),
        }
    }
}
