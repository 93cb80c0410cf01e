//! Organisations in a place's stead: listed ones with their seat, others by their form.

use super::choose::Verdict;
use super::compose::Compose;
use super::part::Part;
use super::reading::Reading;
use super::{Resolver, forms};
use crate::gazetteer::{Packed, Thing};
use crate::model::place::PlaceOddity;
use crate::model::{Basis, Kind, Place};

impl Resolver<'_> {
    /// The organisation that the whole text names, if it is listed.
    pub(super) fn listed_organisation(&self, on: Option<Packed>) -> Option<Place> {
        let length = self.text.len();
        let hit = self.text.hits.iter().take_while(|h| h.start == 0).find(|h| h.end == length)?;
        let compose = Compose { text: &self.text, gazetteer: self.gazetteer, on };
        let mut found: Option<Place> = None;
        for (thing, _) in self.gazetteer.things(hit.name) {
            let (name, seat, kind, validity) = match thing {
                Thing::Institution(id) => {
                    let i = self.gazetteer.institution(id);
                    (i.name, i.seat, i.kind, i.validity)
                }
                Thing::Agency(id) => {
                    let a = self.gazetteer.agency(id);
                    (a.name, a.seat, a.kind, a.validity)
                }
                // A division or zone of the same name is what a place cell means.
                Thing::Division(_) | Thing::Zone(_) => return None,
            };
            let valid = on.is_none_or(|on| validity.holds(on));
            if found.is_some() && !valid {
                continue;
            }
            let mut place = Place { name: name.to_owned(), kind, ..Place::default() };
            if seat != 0 {
                compose.fill_container(&mut place, seat, Basis::Seat);
            }
            if !valid {
                let (from, to) = (validity.from.date(), validity.to.date());
                place.oddities.push(PlaceOddity::NotValid { name: name.to_owned(), from, to });
            }
            found = Some(place);
            if valid {
                break;
            }
        }
        found
    }

    /// An organisation known by its form. Its division is given only where it is an authority of
    /// the division that its name begins with: where others have their seat cannot be told.
    pub(super) fn organisation(
        &self,
        first: Option<&Verdict>,
        on: Option<Packed>,
    ) -> Option<Place> {
        let kind = forms::organisation(self.text.chars.iter().copied())?;
        let name: String = self.text.chars.iter().collect();
        let mut place = Place { name, kind, ..Place::default() };
        let authority = matches!(kind, Kind::Government | Kind::Department | Kind::Party);
        let compose = Compose { text: &self.text, gazetteer: self.gazetteer, on };
        let path: Option<&Reading> = match first {
            Some(Verdict::One(reading)) => Some(reading),
            _ => None,
        };
        if let Some(part) = self.part_of_listed(kind) {
            compose.fill_container(&mut place, part, Basis::Seat);
        } else if let Some(path) = path.filter(|_| authority) {
            let of = compose.place(path);
            place = Place {
                name: place.name,
                kind,
                zone: if path.zone_last { of.zone.clone() } else { String::new() },
                oddities: of.oddities,
                ..of
            };
            place.oddities.retain(|oddity| !matches!(oddity, PlaceOddity::Polluted { .. }));
        }
        Some(place)
    }

    /// Seat of the listed university that a school or department of it begins with.
    fn part_of_listed(&self, kind: Kind) -> Option<u32> {
        if !matches!(kind, Kind::University | Kind::Institution | Kind::Department) {
            return None;
        }
        let hits = self.text.hits.iter().take_while(|hit| hit.start == 0);
        hits.filter_map(|hit| {
            self.gazetteer.things(hit.name).find_map(|(thing, _)| match thing {
                Thing::Institution(id) => Some((self.gazetteer.institution(id), hit.end)),
                _ => None,
            })
        })
        .filter(|(i, _)| i.kind == Kind::University && i.seat != 0)
        .last()
        .filter(|(i, end)| self.part(*end, i.seat) == Part::Here)
        .map(|(i, _)| i.seat)
    }
}
