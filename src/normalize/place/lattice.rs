//! The readings of a text: chains of names that deepen in level and lie one in the other.

use super::forms;
use super::reading::{Reading, Rest, Step, within_ili};
use super::text::{Text, prefix, starts};
use super::words::{CORPS, OPENINGS, division_of_corps, separator};
use crate::gazetteer::{Division, Form, Gazetteer, Packed, Thing, ZoneId};
use crate::text::division::{DIVISION, TO_VILLAGE};
use crate::text::words::places::{BODIES, FILLERS};

/// How strictly a step must lie in the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// By its own record: at some time it lay there.
    Record,
    /// By lineage: what holds it today lies in what holds the other today.
    Lineage,
}

/// The search for readings.
pub(super) struct Lattice<'a> {
    pub(super) text: &'a Text,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) on: Option<Packed>,
    pub(super) agreement: Agreement,
    /// Whether the text is an organisation's: then anything may follow a short name.
    pub(super) unit: bool,
    pub(super) readings: &'a mut Vec<Reading>,
}

const FULL: i32 = 100;

impl Lattice<'_> {
    /// Collects all readings that start at `start`.
    pub(super) fn search(&mut self, start: usize) {
        let mut at = start;
        if start == 0 {
            at = self.skip(0, true);
        }
        self.explore(Reading { start, end: at, ..Reading::EMPTY });
    }

    /// Past separators and fillers, as long as something follows.
    fn skip(&self, mut at: usize, opening: bool) -> usize {
        loop {
            let rest = self.text.from(at);
            let Some(&first) = rest.first() else { return at };
            if separator(first) {
                at += 1;
                continue;
            }
            let mut length = if first == '市'
                || first == '省'
                || first == '自'
                || first == '直'
                || first == '所'
                || first == '下'
                || first == '辖'
                || first == '境'
            {
                prefix(rest, FILLERS)
            } else {
                0
            };
            if length == 0 && opening {
                length = prefix(rest, CORPS);
                if length == 0 && !self.names_place(at) {
                    length = prefix(rest, OPENINGS);
                }
                length += division_of_corps(self.text.from(at + length));
                if length >= rest.len() {
                    return at;
                }
            }
            if length == 0 {
                return at;
            }
            at += length;
        }
    }

    /// Whether a division or zone is named at `at`.
    fn names_place(&self, at: usize) -> bool {
        self.text.hits_at(at).iter().any(|hit| {
            let mut things = self.gazetteer.things(hit.name);
            things.any(|(thing, _)| matches!(thing, Thing::Division(_) | Thing::Zone(_)))
        })
    }

    fn explore(&mut self, reading: Reading) {
        let at = self.skip(reading.end, false);
        let mut extended = false;
        let count = self.text.hits_at(at).len();
        let mut zone_end = 0;
        for index in (0..count).rev() {
            let hit = self.text.hits_at(at)[index];
            for (thing, form) in self.gazetteer.things(hit.name) {
                match thing {
                    Thing::Division(id) => {
                        let division = self.gazetteer.division(id);
                        if form == Form::Short && !self.short_may_stand(at, hit.end, index, count) {
                            continue;
                        }
                        if let Some(last) = reading.last() {
                            if division.code == last.division.code {
                                // 北京市北京市朝阳区: said twice. Not for the short name of
                                // what was just named in full.
                                if form != Form::Short && hit.end < self.text.len() {
                                    extended = true;
                                    self.explore(Reading { end: hit.end, ..reading });
                                }
                                continue;
                            }
                            if let Some(above) = within_ili(&reading, &division) {
                                extended = true;
                                let step = Step { division, form };
                                self.explore(above.push(step, hit.end));
                                continue;
                            }
                            if division.level <= last.division.level
                                || !self.agrees(last, &division)
                            {
                                continue;
                            }
                        }
                        extended |= form != Form::Short;
                        self.explore(reading.push(Step { division, form }, hit.end));
                    }
                    // Only the longest zone counts: 雄安 in 雄安新区 is not followed by a 新区.
                    Thing::Zone(id)
                        if hit.end >= zone_end
                            && reading.zone.is_none()
                            && self.zone_fits(&reading, id) =>
                    {
                        extended = true;
                        zone_end = hit.end;
                        let with =
                            Reading { zone: Some(id), zone_last: true, end: hit.end, ..reading };
                        let penalty = if form == Form::Full { 0 } else { 5 };
                        self.explore(Reading { score: reading.score - penalty, ..with });
                    }
                    _ => {}
                }
            }
        }
        if extended || (reading.last().is_none() && reading.zone.is_none()) {
            return;
        }
        let rest = self.text.from(at);
        let body = prefix(rest, BODIES);
        if body > 0 && reading.skipped.1 == 0 && rest.len() > body {
            let skipped = (at, at + body);
            let before = self.readings.len();
            self.explore(Reading { end: at + body, skipped, ..reading });
            // Worth it only where a place goes on behind it.
            let useful = |r: &Reading| r.end > at + body || matches!(r.rest, Rest::Township { .. });
            if self.readings[before..].iter().any(useful) {
                return;
            }
            self.readings.truncate(before);
        }
        self.leaf(reading, at);
    }

    /// A short name stands alone only at a word's end: not before 路, not where the full name or
    /// another level's ending follows.
    fn short_may_stand(&self, start: usize, end: usize, index: usize, count: usize) -> bool {
        let rest = self.text.from(end);
        let Some(&next) = rest.first() else { return true };
        if separator(next) || !self.text.hits_at(end).is_empty() {
            return true;
        }
        if self.unit {
            return !DIVISION.contains(&next);
        }
        if TO_VILLAGE.contains(&next)
            || starts(rest, "地区")
            || starts(rest, "新区")
            || starts(rest, "自治")
        {
            return false;
        }
        // The full name is there as well: 延边 in 延边朝鲜族自治州.
        let longer = &self.text.hits_at(start)[index + 1..count];
        !longer.iter().any(|hit| {
            self.gazetteer
                .things(hit.name)
                .any(|(thing, form)| matches!(thing, Thing::Division(_)) && form != Form::Short)
        }) && !forms::not_place(rest)
    }

    fn agrees(&self, upper: &Step, lower: &Division) -> bool {
        let code = upper.division.code;
        if lower.parent == code || lower.grandparent == code {
            return true;
        }
        if self.agreement == Agreement::Record {
            return false;
        }
        let mut holders = self.gazetteer.current(lower.id).filter_map(|c| self.today(c));
        holders.any(|d| {
            let mut above = self.gazetteer.current(upper.division.id);
            above
                .any(|c| c == d.parent || c == d.grandparent || (c == d.code && lower.code != code))
        })
    }

    fn today(&self, code: u32) -> Option<Division> {
        self.gazetteer.of_code(code).next_back().filter(|d| d.validity.lasts())
    }

    /// Whether a zone lies where the reading is. One that is a division itself is read as such.
    fn zone_fits(&self, reading: &Reading, id: ZoneId) -> bool {
        let zone = self.gazetteer.zone(id);
        let Some(container) = self.gazetteer.of_code(zone.container).next_back() else {
            return reading.last().is_none();
        };
        if zone.name.ends_with(self.gazetteer.division_name(&container)) {
            return false;
        }
        let Some(last) = reading.last() else { return true };
        let last = &last.division;
        let code = last.code;
        [container.code, container.parent, container.grandparent].contains(&code)
            || [last.parent, last.grandparent].contains(&container.code)
            || self
                .gazetteer
                .current(last.id)
                .any(|c| [container.code, container.parent, container.grandparent].contains(&c))
    }

    fn leaf(&mut self, mut reading: Reading, at: usize) {
        let rest = self.text.from(at);
        reading.rest = self.rest(&reading, at);
        reading.rest_at = at;
        let short = reading.last().is_some_and(|s| s.form == Form::Short) && !reading.zone_last;
        if short && reading.end == at && !rest.is_empty() && !self.after_short(&reading, rest) {
            return;
        }
        // Texts are short (see `LONGEST`), so characters always fit.
        let chars = |count: usize| i32::try_from(count).unwrap_or(i32::MAX / 1_000);
        let covered = match reading.rest {
            Rest::Nothing | Rest::Bracket => chars(self.text.len()) * FULL,
            Rest::Township { end, listed, .. } => {
                let weight = if listed { FULL } else { FULL * 8 / 10 };
                chars(at) * FULL + chars(end - at) * weight
            }
            Rest::Zone => chars(at) * FULL + chars(rest.len()) * FULL * 8 / 10,
            Rest::Other => chars(at) * FULL,
        };
        let mut score = reading.score + covered - chars(reading.start) * 3 * FULL;
        let single = reading.steps().count() == 1 && reading.zone.is_none();
        let mut before: Option<&Step> = None;
        for step in reading.steps.iter().flatten() {
            score -= match step.form {
                Form::Full => 0,
                Form::Alias if !single => 2,
                Form::Alias | Form::Short => 20,
            };
            if self.on.is_some_and(|on| !step.division.validity.holds(on)) {
                score -= 60;
            }
            if let Some(before) = before
                && !before.division.validity.overlaps(step.division.validity)
            {
                score -= 30;
            }
            before = Some(step);
        }
        if let (Some(zone), Some(on)) = (reading.zone, self.on)
            && !self.gazetteer.zone(zone).validity.holds(on)
        {
            score -= 60;
        }
        reading.score = score;
        self.readings.push(reading);
    }
}
