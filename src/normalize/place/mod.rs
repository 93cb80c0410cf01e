//! What a place cell means: a division, a zone, or an organisation in a place's stead.
//!
//! All names in the text, of all times, become readings: chains that deepen in level and lie one
//! in the other (`lattice`). Listed zones and institutions go before divisions. The best reading
//! wins; readings of one lineage are one place; what is left over in several is a real tie, and
//! is given back as candidates (`compose`). The date decides which name and code is valid.

pub mod answer;
mod choose;
mod compose;
mod explain;
mod forms;
mod lattice;
mod organisation;
mod part;
mod prefix;
mod reading;
mod rest;
mod several;
mod text;
mod within;
mod words;

use crate::gazetteer::{Form, Gazetteer, Packed, Thing};
use crate::model::place::PlaceOddity;
use crate::model::{Date, Kind, Place};

pub use explain::{Explanation, explain};

use choose::Verdict;
use compose::Compose;
use lattice::{Agreement, Lattice};
use reading::{Reading, Rest};
use text::Text;

pub(crate) use forms::organisation as organisation_kind;
pub(crate) use part::Part;
pub(crate) use prefix::Prefix;
pub(super) use within::{Around, Within};

/// Resolves texts one after the other; keeps its working memory between them.
#[derive(Debug)]
pub struct Resolver<'g> {
    gazetteer: &'g Gazetteer,
    text: Text,
    readings: Vec<Reading>,
    /// How the last text got its answer.
    way: Way,
}

/// How a text gets its answer; each is tried where those before it had none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    /// The whole text is the name of a listed institution or agency.
    Listed,
    /// Readings of the text leave nothing over, or nothing that could be something else.
    Readings,
    /// It names several places one after the other.
    List,
    /// An organisation, by its form and the place in its name.
    Organisation,
    /// A division of the 兵团.
    Corps,
    /// Readings whose parts belong together by lineage, not by record.
    Lineage,
    /// Readings that begin behind a stray word.
    Later,
    /// The best reading, though something is left over.
    Rest,
    /// The parts contradict each other.
    Contradiction,
    /// A zone that is not listed, by its form.
    Form,
    /// Nothing.
    #[default]
    Nothing,
}

/// Resolves one text. Never fails, and never guesses: see [`Place`].
///
/// `on` is the date for which names and codes are asked; without it all history counts and being
/// valid today breaks no tie.
pub fn resolve(text: &str, on: Option<Date>, gazetteer: &Gazetteer) -> Place {
    Resolver::new(gazetteer).resolve(text, on)
}

impl<'g> Resolver<'g> {
    /// A resolver over a gazetteer.
    pub const fn new(gazetteer: &'g Gazetteer) -> Self {
        let text = Text::new();
        Self { gazetteer, text, readings: Vec::new(), way: Way::Nothing }
    }

    /// Resolves one text; see [`resolve`].
    pub fn resolve(&mut self, text: &str, on: Option<Date>) -> Place {
        let on = on.map(Packed::from);
        self.text.read(text, self.gazetteer);
        self.readings.clear();
        self.way = Way::Nothing;
        if self.text.len() == 0 || self.text.len() > LONGEST {
            return unknown(Kind::Unknown);
        }
        if let Some(place) = self.listed_organisation(on) {
            self.way = Way::Listed;
            return place;
        }
        self.read(0, on, Agreement::Record);
        if words::is_part_word(&self.text.chars) {
            return self.part_of_any_city(on);
        }
        let compose = Compose { text: &self.text, gazetteer: self.gazetteer, on };
        let verdict = compose.choose(&self.readings);
        match &verdict {
            Some(Verdict::One(reading)) if self.complete(reading) => {
                self.way = Way::Readings;
                return compose.place(reading);
            }
            Some(Verdict::Several(readings)) if self.complete(&readings[0]) => {
                self.way = Way::Readings;
                return compose.ambiguous(readings);
            }
            _ => {}
        }
        self.incomplete(verdict, on)
    }

    /// 城区, 东区: so a part of any city is called, and one district or another. None is chosen.
    fn part_of_any_city(&mut self, on: Option<Packed>) -> Place {
        let holds = |r: &Reading| {
            r.rest == Rest::Nothing
                && r.last().is_some_and(|s| on.is_none_or(|on| s.division.validity.holds(on)))
        };
        self.readings.retain(holds);
        let compose = Compose { text: &self.text, gazetteer: self.gazetteer, on };
        let readings = match compose.choose(&self.readings) {
            Some(Verdict::One(reading)) => vec![reading],
            Some(Verdict::Several(readings)) => readings,
            None => return unknown(Kind::Unknown),
        };
        self.way = Way::Readings;
        let Place { kind, candidates, .. } = compose.ambiguous(&readings);
        Place { kind, candidates, ..Place::default() }
    }

    /// Number of names that a bare scan meets; what the resolver's speed is held against.
    pub fn scan(&mut self, text: &str) -> usize {
        self.text.read(text, self.gazetteer);
        self.text.hits.len()
    }

    fn read(&mut self, start: usize, on: Option<Packed>, agreement: Agreement) {
        self.readings.clear();
        let (gazetteer, text) = (self.gazetteer, &self.text);
        let readings = &mut self.readings;
        Lattice { text, gazetteer, on, agreement, unit: false, readings }.search(start);
    }

    /// The slower ways, where the first one left something over.
    fn incomplete(&mut self, first: Option<Verdict>, on: Option<Packed>) -> Place {
        if let Some(place) = self.several(on) {
            self.way = Way::List;
            return place;
        }
        if let Some(place) = self.organisation(first.as_ref(), on) {
            self.way = Way::Organisation;
            return place;
        }
        if let Some(place) = self.corps() {
            self.way = Way::Corps;
            return place;
        }
        if let Some(place) = self.other_ways(first.is_none(), on) {
            return place;
        }
        let (way, place) = self.left_over(first, on);
        if !place.oddities.is_empty()
            && let Some(place) = self.stretch(on)
        {
            self.way = Way::List;
            return place;
        }
        self.way = way;
        place
    }

    /// What the first way had, though it left something over.
    fn left_over(&self, first: Option<Verdict>, on: Option<Packed>) -> (Way, Place) {
        let contradicts = |reading: &Reading| contradiction(reading, &self.text, self.gazetteer);
        let told = |place| (Way::Contradiction, place);
        let compose = Compose { text: &self.text, gazetteer: self.gazetteer, on };
        match first {
            Some(Verdict::One(reading)) => {
                contradicts(&reading).map_or_else(|| (Way::Rest, compose.place(&reading)), told)
            }
            Some(Verdict::Several(readings)) => contradicts(&readings[0])
                .map_or_else(|| (Way::Rest, compose.ambiguous(&readings)), told),
            None if forms::zone(&self.text.chars) && self.text.len() >= 4 => {
                let name: String = self.text.chars.iter().collect();
                let place =
                    Place { zone: name.clone(), name, kind: Kind::Zone, ..unknown(Kind::Zone) };
                (Way::Form, place)
            }
            None => (Way::Nothing, unknown(Kind::Unknown)),
        }
    }

    /// 新疆生产建设兵团第八师: an authority of its own inside 新疆, not a division.
    fn corps(&self) -> Option<Place> {
        let chars = &self.text.chars;
        let at = text::prefix(chars, words::CORPS);
        if at == 0 || chars.get(at) != Some(&'第') || chars.last() != Some(&'师') {
            return None;
        }
        let of: String = chars[at..].iter().collect();
        let name = format!("新疆生产建设兵团{of}");
        Some(Place { name, kind: Kind::Government, ..Place::default() })
    }

    /// By lineage instead of record; then, where nothing was read, from a later start.
    fn other_ways(&mut self, stray: bool, on: Option<Packed>) -> Option<Place> {
        self.read(0, on, Agreement::Lineage);
        if let Some(place) = self.whole(on) {
            self.way = Way::Lineage;
            return Some(place);
        }
        if !stray {
            return None;
        }
        let starts: Vec<usize> = (1..self.text.len().min(8))
            .filter(|&at| self.text.hits_at(at).iter().any(|hit| hit.end - at > 2))
            // 四川省 before 杭州市 is no stray word but a contradiction.
            .filter(|&at| !self.is_division(at))
            .collect();
        for start in starts {
            self.read(start, on, Agreement::Record);
            self.readings.retain(|r| r.steps().all(|s| s.form == Form::Full));
            // 江北 before 江北区: a name that only runs into another is no stray word.
            let inside = self.text.hits.iter().any(|hit| hit.start < start && hit.end > start);
            if !inside && let Some(place) = self.whole(on) {
                self.way = Way::Later;
                return Some(place);
            }
        }
        None
    }

    /// Whether the text up to `end` is the full name of a division.
    fn is_division(&self, end: usize) -> bool {
        let full = |(thing, form)| matches!(thing, Thing::Division(_)) && form == Form::Full;
        let mut hits = self.text.hits_at(0).iter().filter(|hit| hit.end == end);
        hits.any(|hit| self.gazetteer.things(hit.name).any(full))
    }

    /// The place, where the readings at hand leave nothing over.
    fn whole(&self, on: Option<Packed>) -> Option<Place> {
        let compose = Compose { text: &self.text, gazetteer: self.gazetteer, on };
        match compose.choose(&self.readings)? {
            Verdict::One(r) if self.complete(&r) => Some(compose.place(&r)),
            Verdict::Several(rs) if self.complete(&rs[0]) => Some(compose.ambiguous(&rs)),
            _ => None,
        }
    }
    /// Whether a reading leaves nothing over that could be something else.
    fn complete(&self, reading: &Reading) -> bool {
        match reading.rest {
            Rest::Nothing | Rest::Bracket => true,
            // 重庆市江北新区: a listed zone of that name lies elsewhere.
            Rest::Zone => reading.last().is_some() && !self.listed_zone(reading.rest_at),
            Rest::Township { end, listed, .. } => {
                let rest = self.text.from(end);
                rest.is_empty()
                    || (listed && forms::organisation(rest.iter().copied()).is_none())
                    || forms::village(rest)
            }
            Rest::Other => forms::village(self.text.from(reading.rest_at)),
        }
    }

    /// Whether the text from `at` on is the name of a listed zone.
    fn listed_zone(&self, at: usize) -> bool {
        self.text.hits_at(at).iter().any(|hit| {
            hit.end == self.text.len()
                && self.gazetteer.things(hit.name).any(|(thing, _)| matches!(thing, Thing::Zone(_)))
        })
    }
}

/// Texts longer than this (in characters) are no place names.
const LONGEST: usize = 120;

/// Nothing known.
fn unknown(kind: Kind) -> Place {
    Place { kind, oddities: vec![PlaceOddity::Unknown], ..Place::default() }
}

/// 四川省杭州市: what follows the path names a division that does not lie in it.
fn contradiction(reading: &Reading, text: &Text, gazetteer: &Gazetteer) -> Option<Place> {
    let at = reading.rest_at;
    // 宁波市市区 is a part of the city, not 市区 of 濮阳市.
    if words::is_part_word(text.from(at)) {
        return None;
    }
    let hit = text.hits_at(at).iter().rev().find(|hit| {
        (hit.end - at > 2 || hit.end == text.len())
            && gazetteer
                .things(hit.name)
                .any(|(thing, _)| matches!(thing, Thing::Division(_) | Thing::Zone(_)))
    })?;
    let oddity = PlaceOddity::Contradiction {
        upper: text.string(reading.start, reading.end),
        lower: text.string(at, hit.end),
    };
    Some(Place { kind: Kind::Division, oddities: vec![oddity], ..Place::default() })
}
