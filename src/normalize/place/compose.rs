//! From readings to a place: one lineage collapses, real ties stay ties.

use super::reading::{Reading, Rest, Step};
use super::text::Text;
use crate::gazetteer::{Division as Record, Form, Gazetteer, Packed, Thing, ZoneId};
use crate::model::place::{Candidate, Division, PlaceOddity};
use crate::model::{Adcode, Basis, Kind, Level, Place};

/// Puts places together.
#[derive(Clone, Copy)]
pub(super) struct Compose<'a> {
    pub(super) text: &'a Text,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) on: Option<Packed>,
}

impl Compose<'_> {
    /// The place that one reading names.
    pub(super) fn place(&self, reading: &Reading) -> Place {
        let mut place = Place::default();
        match reading.zone {
            Some(zone) if reading.zone_last => self.fill_zone(&mut place, reading, zone),
            zone => {
                self.fill_division(&mut place, reading);
                if let Some(zone) = zone {
                    self.gazetteer.zone(zone).name.clone_into(&mut place.zone);
                }
            }
        }
        self.fill_rest(&mut place, reading);
        let (from, to) = reading.skipped;
        if to > from {
            place.oddities.push(PlaceOddity::Polluted { extra: self.text.string(from, to) });
        }
        if reading.start > 0 {
            let extra = self.text.string(0, reading.start);
            place.oddities.push(PlaceOddity::Polluted { extra });
        }
        place
    }

    fn fill_division(&self, place: &mut Place, reading: &Reading) {
        let Some(last) = reading.last() else { return };
        place.kind = Kind::Division;
        self.fill_path(place, &last.division, reading);
        place.name = path_name(place);
        let holder = match self.on {
            None => Some(last.division),
            Some(on) => self.gazetteer.heir_on(last.division, on),
        };
        place.adcode = holder.map(|d| d.adcode());
        place.adcode_level = holder.map(|d| d.level);
        place.adcode_basis = holder.map(|_| Basis::Text);
        place.adcode_current = self.current(&last.division);
        if let Some(on) = self.on {
            for step in reading.steps().filter(|s| !s.division.validity.holds(on)) {
                place.oddities.push(self.not_valid(&step.division));
            }
        }
    }

    fn not_valid(&self, record: &Record) -> PlaceOddity {
        let mut whole = Place::default();
        self.fill_path(&mut whole, record, &Reading::of(*record));
        PlaceOddity::NotValid {
            name: path_name(&whole),
            from: record.validity.from.date(),
            to: record.validity.to.date(),
        }
    }

    fn current(&self, record: &Record) -> Option<Adcode> {
        let mut codes = self.gazetteer.current(record.id);
        let first = codes.next()?;
        codes.next().is_none().then_some(Adcode(first))
    }

    /// Fills province, prefecture and county of a record, named as on the date; without one as in
    /// the text, else as at the record's last time.
    fn fill_path(&self, place: &mut Place, record: &Record, reading: &Reading) {
        for code in [record.grandparent, record.parent] {
            if code != 0
                && let Some(above) = self.above(record, code, reading)
            {
                self.set_level(place, &above);
            }
        }
        self.set_level(place, record);
    }

    fn above(&self, record: &Record, code: u32, reading: &Reading) -> Option<Record> {
        if let Some(on) = self.on.filter(|&on| record.validity.holds(on))
            && let Some(found) = self.gazetteer.on(code, on)
        {
            return Some(found);
        }
        let named = reading.steps().find(|s: &&Step| s.division.code == code);
        if let Some(named) = named.filter(|_| self.on.is_none()) {
            return Some(named.division);
        }
        let of_code = || self.gazetteer.of_code(code);
        of_code().rfind(|d| d.validity.overlaps(record.validity)).or_else(|| of_code().next_back())
    }

    fn set_level(&self, place: &mut Place, record: &Record) {
        let division = Division {
            name: self.gazetteer.division_name(record).to_owned(),
            adcode: record.adcode(),
        };
        match record.level {
            Level::Province => place.province = Some(division),
            Level::Prefecture => place.prefecture = Some(division),
            Level::County => place.county = Some(division),
        }
    }

    /// Fills what is known of a place that lies in the division of a code: its path and codes.
    pub(super) fn fill_container(&self, place: &mut Place, code: u32, basis: Basis) {
        let Some(record) = self.gazetteer.of_code(code).next_back() else { return };
        let record = match self.on {
            None => record,
            Some(on) => match self.gazetteer.heir_on(record, on) {
                None => return,
                Some(heir) => heir,
            },
        };
        self.fill_path(place, &record, &Reading::of(record));
        place.adcode = Some(record.adcode());
        place.adcode_level = Some(record.level);
        place.adcode_basis = Some(basis);
        place.adcode_current = self.current(&record);
    }

    fn fill_zone(&self, place: &mut Place, reading: &Reading, id: ZoneId) {
        let zone = self.gazetteer.zone(id);
        place.kind = Kind::Zone;
        zone.name.clone_into(&mut place.name);
        zone.name.clone_into(&mut place.zone);
        // 四川省成都市天府新区: of a zone that lies in two cities the text names the part.
        let holder = reading.last().map(|s| s.division).filter(|d| d.level != Level::Province);
        let whole = self.gazetteer.of_code(zone.container).next_back();
        let part =
            holder.filter(|d| whole.is_some_and(|w| w.level < d.level && d.parent == w.code));
        self.fill_container(place, part.map_or(zone.container, |d| d.code), Basis::Container);
        if zone.successor != 0 {
            place.adcode_current = Some(Adcode(zone.successor));
        }
        if let Some(on) = self.on {
            if !zone.validity.holds(on) {
                place.oddities.push(PlaceOddity::NotValid {
                    name: zone.name.to_owned(),
                    from: zone.validity.from.date(),
                    to: zone.validity.to.date(),
                });
            }
            for step in reading.steps().filter(|s| !s.division.validity.holds(on)) {
                place.oddities.push(self.not_valid(&step.division));
            }
        }
    }

    fn fill_rest(&self, place: &mut Place, reading: &Reading) {
        let at = reading.rest_at;
        match reading.rest {
            Rest::Nothing => {}
            Rest::Bracket => {
                let extra = self.text.string(reading.end, self.text.len());
                place.oddities.push(PlaceOddity::Polluted { extra });
            }
            Rest::Township { end, current, .. } => {
                place.township = self.text.string(at, end);
                place.name.push_str(&place.township);
                if current != 0 {
                    place.adcode_current = Some(Adcode(current));
                }
                self.tail(place, end);
            }
            Rest::Zone => self.unlisted_zone(place, reading, at),
            Rest::Other => self.tail(place, at),
        }
    }

    /// A village ends a place's name; anything else does not belong to it.
    fn tail(&self, place: &mut Place, at: usize) {
        let rest = self.text.from(at);
        if rest.is_empty() {
            return;
        }
        if super::forms::village(rest) {
            place.name.extend(rest);
        } else if !rest.iter().all(|&c| super::words::separator(c)) {
            let extra = rest.iter().collect();
            place.oddities.push(PlaceOddity::Polluted { extra });
        }
    }

    /// A zone known by its form: it lies in the division named before it.
    fn unlisted_zone(&self, place: &mut Place, reading: &Reading, at: usize) {
        let rest = self.text.from(at);
        if let Some(id) = self.generic_zone(reading, rest) {
            let oddities = std::mem::take(&mut place.oddities);
            *place = Place { oddities, ..Place::default() };
            self.fill_zone(place, reading, id);
            return;
        }
        place.kind = Kind::Zone;
        let last_is_short = reading.last().is_some_and(|s| s.form == Form::Short);
        if last_is_short {
            // 苏州高新区: the short name is the first part of the zone's own.
            let length = self.last_name_length(reading);
            place.zone = self.text.string(reading.end - length, self.text.len());
            place.name = place.zone.clone();
        } else {
            place.zone = rest.iter().collect();
            place.name.push_str(&place.zone);
        }
        if place.adcode.is_some() {
            place.adcode_basis = Some(Basis::Container);
        }
    }

    /// Length in characters of the last name of a reading.
    fn last_name_length(&self, reading: &Reading) -> usize {
        let Some(last) = reading.last() else { return 0 };
        let hits = self.text.hits.iter().filter(|hit| hit.end == reading.end);
        hits.filter(|hit| {
            self.gazetteer.things(hit.name).any(|(thing, form)| {
                form == last.form && thing == Thing::Division(last.division.id)
            })
        })
        .map(|hit| hit.end - hit.start)
        .max()
        .unwrap_or(0)
    }

    /// 合肥市高新区: the one listed zone of that kind in the division named before it.
    fn generic_zone(&self, reading: &Reading, rest: &[char]) -> Option<ZoneId> {
        let last = reading.last()?;
        let family = super::forms::zone_family(rest);
        if family == 0 || !super::forms::generic_zone(rest) {
            return None;
        }
        let mut found = self.gazetteer.zones().filter(|&id| {
            let zone = self.gazetteer.zone(id);
            let name: Vec<char> = zone.name.chars().collect();
            zone.container == last.division.code
                && self.on.is_none_or(|on| zone.validity.holds(on))
                && super::forms::zone_family(&name) == family
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Several things that nothing tells apart: what they share, and the candidates.
    pub(super) fn ambiguous(&self, readings: &[Reading]) -> Place {
        let places: Vec<Place> = readings.iter().map(|r| self.place(r)).collect();
        let mut place = Place { kind: places[0].kind, ..Place::default() };
        if places.iter().any(|p| p.kind != place.kind) {
            place.kind = Kind::Unknown;
        }
        let shared = |get: fn(&Place) -> &Option<Division>| {
            let first = get(&places[0]);
            if places.iter().all(|p| get(p) == first) { first.clone() } else { None }
        };
        place.province = shared(|p| &p.province);
        place.prefecture = shared(|p| &p.prefecture);
        place.county = shared(|p| &p.county);
        for other in &places {
            let candidate =
                other.adcode.map(|adcode| Candidate { name: other.name.clone(), adcode });
            if let Some(candidate) = candidate.filter(|c| !place.candidates.contains(c)) {
                place.candidates.push(candidate);
            }
        }
        place.candidates.sort_by(|a, b| a.adcode.cmp(&b.adcode).then_with(|| a.name.cmp(&b.name)));
        place
    }
}

/// The path of a place, each part once.
pub(super) fn path_name(place: &Place) -> String {
    let parts = [&place.province, &place.prefecture, &place.county];
    let length: usize = parts.iter().filter_map(|p| p.as_ref()).map(|p| p.name.len()).sum();
    let mut name = String::with_capacity(length + 32);
    for part in parts.into_iter().flatten() {
        name.push_str(&part.name);
    }
    name
}
