//! What a name stands for in the gazetteer: a division, a zone, a university, a central body.
//!
//! Only names that are whole and clear count: anything doubtful stands for nothing here, and is
//! then told by its letters alone.

use crate::gazetteer::{
    AgencyId, Division, DivisionId, Form, Gazetteer, Institution, Packed, State, Thing, ZoneId,
};

/// Today and ever after, for rosters without a date.
const EVER: Packed = Packed(99_991_231);
/// How long a chain of successors may be; the bound guards against a circle in the data.
const LONGEST_CHAIN: usize = 16;

/// What stays when a name changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Identity {
    /// The division of that code on the later date, and what follows its name (`第一中学`).
    Division(u32, String),
    /// A zone.
    Zone(u32),
    /// An institution, by its last name.
    Institution(&'static str),
    /// A central body.
    Agency(&'static str),
}

/// A name understood.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Who bears it.
    pub(super) identity: Identity,
    /// The divisions it names, outermost first; empty for others.
    pub(super) chain: Vec<Division>,
    /// The zone it names.
    pub(super) zone: Option<ZoneId>,
    /// The institution it names.
    pub(super) institution: Option<Institution>,
    /// The division was split by the later date, and the identity is that of the part that took
    /// the bulk.
    pub(super) split: bool,
}

impl Named {
    fn of(identity: Identity) -> Self {
        Self { identity, chain: Vec::new(), zone: None, institution: None, split: false }
    }
}

/// Understands names as of two dates.
#[derive(Debug)]
pub(super) struct Namer<'g> {
    gazetteer: &'g Gazetteer,
    /// The later date, on which identities are told.
    to: Packed,
}

impl<'g> Namer<'g> {
    /// Tells identities on that date, or today.
    pub(super) fn new(gazetteer: &'g Gazetteer, to: Option<Packed>) -> Self {
        Self { gazetteer, to: to.unwrap_or(EVER) }
    }

    /// What the text stands for on a date; nothing where that is not clear.
    pub(super) fn name(&self, text: &str, on: Option<Packed>) -> Option<Named> {
        let on = on.unwrap_or(self.to);
        let named = self.whole(text, on);
        // A zone that was over by then has left its name to a division.
        let over = named.as_ref().and_then(|named| named.zone);
        if over.is_some_and(|zone| !self.lasts(zone, on))
            && let Some(division) = self.path(text, on).filter(|division| division.zone.is_none())
        {
            return Some(division);
        }
        named.or_else(|| self.path(text, on))
    }

    /// Institutions, zones and bodies by their whole name.
    fn whole(&self, text: &str, on: Packed) -> Option<Named> {
        let mut found: Option<Named> = None;
        for (thing, form) in self.gazetteer.lookup(text) {
            let named = match thing {
                // A short name may be anyone's.
                _ if form == Form::Short => continue,
                Thing::Division(_) => continue,
                Thing::Zone(id) => self.zone(id),
                Thing::Institution(id) => {
                    let institution = self.gazetteer.institution(id);
                    // The record that holds on the date, of several of one name.
                    if found.is_some() && !institution.validity.holds(on) {
                        continue;
                    }
                    found = None;
                    Named {
                        institution: Some(institution),
                        ..Named::of(Identity::Institution(self.last_name(institution)))
                    }
                }
                Thing::Agency(id) => self.agency(id),
            };
            match &found {
                Some(other) if other.identity != named.identity => return None,
                _ => found = Some(named),
            }
        }
        found
    }

    fn agency(&self, id: AgencyId) -> Named {
        Named::of(Identity::Agency(self.gazetteer.agency(id).name))
    }

    fn zone(&self, id: ZoneId) -> Named {
        let zone = self.gazetteer.zone(id);
        // A zone that has become a division by then is that division.
        let heir = self.gazetteer.on(zone.successor, self.to).filter(|_| zone.successor != 0);
        let identity = match heir {
            Some(heir) => Identity::Division(heir.code, String::new()),
            None => Identity::Zone(self.number(id)),
        };
        Named { zone: Some(id), ..Named::of(identity) }
    }

    fn lasts(&self, zone: ZoneId, on: Packed) -> bool {
        self.gazetteer.zone(zone).validity.holds(on)
    }

    /// A zone's place in the list: its identity.
    fn number(&self, id: ZoneId) -> u32 {
        self.gazetteer.zones().position(|other| other == id).map_or(u32::MAX, |at| at as u32)
    }

    /// The last name in an institution's history: who prints a name knows it, whatever the date.
    fn last_name(&self, first: Institution) -> &'static str {
        self.names(first).last().copied().unwrap_or(first.name)
    }

    /// The names an institution bore from this one on.
    pub(super) fn names(&self, first: Institution) -> Vec<&'static str> {
        let mut names = vec![first.name];
        let mut at = first;
        while !at.successor.is_empty() && names.len() < LONGEST_CHAIN {
            if names.contains(&at.successor) {
                break;
            }
            names.push(at.successor);
            let next = self.gazetteer.lookup(at.successor).find_map(|(thing, _)| match thing {
                Thing::Institution(id) => Some(self.gazetteer.institution(id)),
                _ => None,
            });
            let Some(next) = next else { break };
            at = next;
        }
        names
    }

    /// Divisions one inside the other, perhaps with a zone at the end or something behind.
    fn path(&self, text: &str, on: Packed) -> Option<Named> {
        let mut best: Vec<(usize, Vec<Division>, Option<ZoneId>)> = Vec::new();
        let mut chain = Vec::new();
        self.walk(text, 0, &mut chain, &mut best);
        let furthest = best.iter().map(|(end, ..)| *end).max()?;
        best.retain(|(end, ..)| *end == furthest);
        let rest = &text[furthest..];
        if best.iter().any(|(.., zone)| zone.is_none()) {
            best.retain(|(.., zone)| zone.is_none_or(|zone| self.lasts(zone, on)));
        }
        if let Some(zone) = best.iter().find_map(|(.., zone)| *zone) {
            return rest.is_empty().then(|| self.zone(zone));
        }
        // Names of the time go before names of other times.
        let current = |chain: &Vec<Division>| chain.last().is_some_and(|d| d.validity.holds(on));
        if best.iter().any(|(_, chain, _)| current(chain)) {
            best.retain(|(_, chain, _)| current(chain));
        }
        let (mut identity, mut split) = (None, false);
        for (_, chain, _) in &best {
            let last = *chain.last()?;
            let heir = self.gazetteer.heir_on(last, self.to);
            split |= heir.is_none();
            let code = heir.or_else(|| self.gazetteer.bulk_on(last, self.to))?.code;
            if identity.replace(code).is_some_and(|other| other != code) {
                return None;
            }
        }
        // Of several readings the longest chain says most; ancestors of the time go first.
        let (_, chain, _) = best.into_iter().max_by_key(|(_, chain, _)| {
            let timely = chain.iter().filter(|d| d.validity.holds(on)).count();
            (
                chain.len(),
                timely,
                std::cmp::Reverse(chain.iter().map(|d| d.id).collect::<Vec<DivisionId>>()),
            )
        })?;
        let identity = Identity::Division(identity?, rest.to_owned());
        Some(Named { chain, split, ..Named::of(identity) })
    }

    fn walk(
        &self,
        text: &str,
        at: usize,
        chain: &mut Vec<Division>,
        best: &mut Vec<(usize, Vec<Division>, Option<ZoneId>)>,
    ) {
        let mut state = State::ROOT;
        for (offset, c) in text[at..].char_indices() {
            let Some(next) = self.gazetteer.step(state, self.gazetteer.char_id(c).0) else { break };
            state = next;
            let end = at + offset + c.len_utf8();
            let Some(name) = self.gazetteer.name(state) else { continue };
            for (thing, form) in self.gazetteer.things(name) {
                let whole = end == text.len();
                match thing {
                    Thing::Division(id) => {
                        // A bare short name is a place's only where nothing follows.
                        let division = self.gazetteer.division(id);
                        let fits = chain.last().is_none_or(|above| inside(&division, above));
                        if !fits || (form == Form::Short && !whole) {
                            continue;
                        }
                        chain.push(division);
                        best.push((end, chain.clone(), None));
                        self.walk(text, end, chain, best);
                        chain.pop();
                    }
                    Thing::Zone(id) if whole => {
                        let container = self.gazetteer.zone(id).container;
                        let above = chain.last().map(|above| above.code / 10_000);
                        if above.is_none_or(|above| container / 10_000 == above) {
                            best.push((end, chain.clone(), Some(id)));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Whether a division lies, or lay, in another.
fn inside(division: &Division, above: &Division) -> bool {
    division.level > above.level
        && [division.parent, division.grandparent].contains(&above.code)
        && division.validity.overlaps(above.validity)
}
