//! Cells that name several places: 苏州市、无锡市. No single code fits them, so they are given back
//! like a tie: no code, each place a candidate, and what they share.

use super::Resolver;
use crate::gazetteer::Packed;
use crate::model::place::{Candidate, Division, PlaceOddity};
use crate::model::{Kind, Place};

/// Signs between places.
const BETWEEN: [char; 7] = ['、', '，', ',', '；', ';', '和', '与'];

/// Signs between the ends of what lies in several places, a road from 闵行 to 奉贤. They stand between
/// the levels of one place as well (江苏-苏州), so these are places only where none lies in the other.
const TO: [char; 8] = ['-', '－', '–', '—', '―', '~', '～', '至'];

/// Whether a candidate is of the lowest level.
fn is_county(candidate: &Candidate) -> bool {
    !candidate.adcode.0.is_multiple_of(100)
}

impl Resolver<'_> {
    /// The places between which something lies: 青浦-吴江. What they are is left open where one of
    /// the names has several bearers.
    pub(super) fn stretch(&mut self, on: Option<Packed>) -> Option<Place> {
        let text: String = self.text.chars.iter().collect();
        let date = on.and_then(Packed::date);
        let mut inner = Resolver::new(self.gazetteer);
        let mut whole = Place { kind: Kind::Division, ..Place::default() };
        let parts: Vec<&str> = text.split(TO).collect();
        if parts.len() < 2 {
            return None;
        }
        let mut levels: Vec<bool> = Vec::new();
        for part in parts {
            let place = inner.resolve(part, date);
            if place.kind != Kind::Division || !place.oddities.is_empty() {
                return None;
            }
            if place.adcode.is_none() && place.candidates.is_empty() {
                return None;
            }
            let own = place.adcode.map(|adcode| Candidate { name: place.name.clone(), adcode });
            let all = own.iter().chain(&place.candidates);
            // 四川省-杭州市 is a path, and a wrong one; so is 杭州市-苏州市, for counties alone hold no others.
            // Without their kinds, 苏州-杭州, they are the ends of something.
            if !all.clone().all(|c| is_county(c) || !c.name.ends_with(part)) {
                return None;
            }
            levels.extend(all.map(is_county));
            whole.candidates.extend(own);
            whole.candidates.extend(place.candidates);
        }
        // 成都市-西湖区: of two levels.
        if levels.windows(2).any(|pair| pair[0] != pair[1]) {
            return None;
        }
        whole.candidates.sort_by_key(|candidate| candidate.adcode);
        whole.candidates.dedup_by_key(|candidate| candidate.adcode);
        Some(whole)
    }

    /// The places, if the text is a list of them.
    pub(super) fn several(&mut self, on: Option<Packed>) -> Option<Place> {
        if !self.text.chars.iter().any(|c| BETWEEN.contains(c)) {
            return None;
        }
        let text: String = self.text.chars.iter().collect();
        let date = on.and_then(Packed::date);
        let mut inner = Resolver::new(self.gazetteer);
        let mut found: Vec<Place> = Vec::new();
        for part in text.split(BETWEEN).filter(|part| !part.is_empty()) {
            let mut place = inner.resolve(part, date);
            if place.adcode.is_none() {
                // 苏州市姑苏区、虎丘区: what stands before the first holds for the others.
                let before = found.last()?;
                let upper = [&before.province, &before.prefecture];
                let path: String = upper.into_iter().flatten().map(|d| d.name.as_str()).collect();
                place = inner.resolve(&format!("{path}{part}"), date);
            }
            // 和 stands inside names too (和平区): what leaves something over was cut wrongly.
            let over = place.oddities.iter().any(|o| matches!(o, PlaceOddity::Polluted { .. }));
            if over || !matches!(place.kind, Kind::Division | Kind::Zone) || place.adcode.is_none()
            {
                return None;
            }
            found.push(place);
        }
        if found.len() < 2 {
            return found.pop();
        }
        let shared = |get: fn(&Place) -> &Option<Division>| {
            let first = get(&found[0]);
            if found.iter().all(|p| get(p) == first) { first.clone() } else { None }
        };
        let mut whole = Place {
            kind: Kind::Division,
            province: shared(|p| &p.province),
            prefecture: shared(|p| &p.prefecture),
            county: shared(|p| &p.county),
            ..Place::default()
        };
        for place in &found {
            if let Some(adcode) = place.adcode {
                whole.candidates.push(Candidate { name: place.name.clone(), adcode });
            }
        }
        whole.candidates.sort_by_key(|candidate| candidate.adcode);
        Some(whole)
    }
}
