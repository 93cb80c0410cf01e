//! The readings of a text: chains of names that deepen in level and lie one in the other.

use super::forms;
use super::text::{Text, is, prefix, starts};
use crate::gazetteer::{Division, Form, Gazetteer, Packed, Thing, ZoneId};
use crate::model::Level;

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
    steps: [Option<Step>; 3],
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
    const EMPTY: Self = Self {
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

    fn push(mut self, step: Step, end: usize) -> Self {
        if let Some(free) = self.steps.iter_mut().find(|s| s.is_none()) {
            *free = Some(step);
        }
        self.end = end;
        self.zone_last = false;
        self
    }
}

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

/// Characters that may stand between the parts of a path.
pub(super) fn separator(c: char) -> bool {
    matches!(
        c,
        '·' | '-'
            | '—'
            | '–'
            | '_'
            | '/'
            | '|'
            | '>'
            | '》'
            | '.'
            | '。'
            | '('
            | ')'
            | '['
            | ']'
            | '（'
            | '）'
            | '【'
            | '】'
            | ':'
            | '"'
            | '“'
            | '”'
            | '\\'
            | '•'
            | '*'
    )
}

/// Words of the code lists and of letters that stand in a path without being a part of it.
const FILLERS: &[&str] = &[
    "省直辖县级行政区划",
    "省直辖县级行政单位",
    "自治区直辖县级行政区划",
    "自治区直辖县级行政单位",
    "省直辖行政单位",
    "省直辖县级市",
    "直辖县级行政区划",
    "市辖区",
    "省直管",
    "所属",
    "下辖",
    "辖区内",
    "境内",
];

/// Words before a path.
const OPENINGS: &[&str] =
    &["中华人民共和国", "中国", "我国", "原", "位于", "新疆生产建设兵团", "新疆兵团", "兵团"];

/// Bodies whose names stray into paths: 重庆市渝北区人民政府仙桃街道.
const BODIES: &[&str] = &[
    "人民政府",
    "管理委员会",
    "管委会",
    "政府",
    "区委区政府",
    "市委市政府",
    "县委县政府",
    "党工委",
    "区委",
    "市委",
    "县委",
    "省委",
];

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
            if length == 0 && opening && self.text.hits_at(at).is_empty() {
                length = prefix(rest, OPENINGS);
                if length > 0 {
                    length += division_of_corps(self.text.from(at + length));
                }
            }
            if length == 0 || (length >= rest.len() && !opening) {
                return at;
            }
            if length >= rest.len() {
                return at;
            }
            at += length;
        }
    }

    fn explore(&mut self, reading: Reading) {
        let at = self.skip(reading.end, false);
        let mut extended = false;
        let count = self.text.hits_at(at).len();
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
                            if division.level <= last.division.level
                                || !self.agrees(last, &division)
                            {
                                continue;
                            }
                        }
                        extended |= form != Form::Short;
                        self.explore(reading.push(Step { division, form }, hit.end));
                    }
                    Thing::Zone(id) if reading.zone.is_none() && self.zone_fits(&reading, id) => {
                        extended = true;
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
            return !matches!(next, '省' | '市' | '县' | '区' | '旗' | '盟' | '州');
        }
        if matches!(next, '省' | '市' | '县' | '区' | '旗' | '盟' | '州' | '镇' | '乡' | '村')
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
        let covered = match reading.rest {
            Rest::Nothing | Rest::Bracket => self.text.len() as i32 * FULL,
            Rest::Township { end, listed, .. } => {
                let weight = if listed { FULL } else { FULL * 8 / 10 };
                at as i32 * FULL + (end - at) as i32 * weight
            }
            Rest::Zone => at as i32 * FULL + rest.len() as i32 * FULL * 8 / 10,
            Rest::Other => at as i32 * FULL,
        };
        let mut score = reading.score + covered - reading.start as i32 * 3 * FULL;
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
            if let Some(before) = before {
                if !before.division.validity.overlaps(step.division.validity) {
                    score -= 30;
                }
                if step.division.parent != before.division.code {
                    score -= 8;
                }
            }
            before = Some(step);
        }
        if let (Some(zone), Some(on)) = (reading.zone, self.on) {
            if !self.gazetteer.zone(zone).validity.holds(on) {
                score -= 60;
            }
        }
        reading.score = score;
        self.readings.push(reading);
    }

    /// What follows the last name.
    fn rest(&self, reading: &Reading, at: usize) -> Rest {
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
        if let Some(last) = reading.last() {
            if last.division.level != Level::Province {
                if let Some((length, current)) = self.township(&last.division, rest) {
                    return Rest::Township { end: at + length, current, listed: true };
                }
            }
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
                let full = starts(rest, name).then(|| name.chars().count());
                // 三间房地区 is printed as 三间房乡 or 三间房地区办事处 as well; only the listed form counts.
                full.map(|length| (length, current))
            })
        };
        find(division.code).or_else(|| {
            let heirs = self.gazetteer.current(division.id).filter(|&c| c != division.code);
            heirs.into_iter().find_map(find)
        })
    }

    /// What may follow a short name directly: a township, or a zone whose own name is long enough
    /// to be one (湾新区 is the rest of 杭州湾新区).
    fn after_short(&self, reading: &Reading, rest: &[char]) -> bool {
        if self.unit {
            return true;
        }
        match reading.rest {
            Rest::Nothing | Rest::Bracket => true,
            Rest::Township { listed: true, .. } => true,
            Rest::Township { end, .. } => end - reading.end >= 3 && !forms::not_place(rest),
            Rest::Zone => {
                (forms::generic_zone(rest) && !is(rest, "新区"))
                    || (forms::zone(rest.get(2..).unwrap_or_default()) && !forms::not_place(rest))
            }
            Rest::Other => reading.steps().count() > 1 && !forms::not_place(rest),
        }
    }
}

/// Length of 第八师 at the start, else 0.
fn division_of_corps(chars: &[char]) -> usize {
    if chars.first() != Some(&'第') {
        return 0;
    }
    let numerals = chars[1..].iter().take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    if numerals > 0 && chars.get(1 + numerals) == Some(&'师') { 2 + numerals } else { 0 }
}
