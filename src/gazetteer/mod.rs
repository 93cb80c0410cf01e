//! Divisions through time, zones, institutions and agencies, embedded and read in place.
//!
//! `build/main.rs` packs `data/*.tsv` into one blob; nothing is parsed or allocated at start.

mod dates;
mod division;
mod names;
mod others;
mod store;

pub use dates::{Packed, Validity};
pub use division::{Division, DivisionId};
pub use names::{CharId, Form, NameId, State, Thing};
pub use others::{Agency, AgencyId, Institution, InstitutionId, Term, Zone, ZoneId};

use crate::model::Level;
use store::{Section, Store};

/// The gazetteer: every name of a place or body, and what is known of what it names.
#[derive(Debug)]
pub struct Gazetteer(Store);

static EMBEDDED: Gazetteer = Gazetteer(Store::new(
    include_str!(concat!(env!("OUT_DIR"), "/gazetteer.txt")),
    include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin")),
));

impl Gazetteer {
    /// The gazetteer built into this program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The vintage of its tables and a sum of their bytes: `2026-09-11+1b2c3d4e5f607182`.
    pub fn version(&self) -> &'static str {
        std::str::from_utf8(self.0.bytes(Section::Version)).unwrap_or_default()
    }

    /// The number of a character in the automaton of names, 0 for one that is in no name; and
    /// whether it is a traditional character, which [`simplified`](Self::simplified) folds.
    #[inline]
    pub fn char_id(&self, c: char) -> (CharId, bool) {
        self.0.char_id(c)
    }

    /// The automaton's state after one more character.
    #[inline]
    pub fn step(&self, state: State, id: CharId) -> Option<State> {
        self.0.step(state, id)
    }

    /// The name that ends in a state.
    #[inline]
    pub fn name(&self, state: State) -> Option<NameId> {
        self.0.name(state)
    }

    /// What a name stands for.
    #[inline]
    pub fn things(&self, name: NameId) -> impl Iterator<Item = (Thing, Form)> + use<'_> {
        self.0.things(name)
    }

    /// What exactly this text names.
    pub fn lookup(&self, text: &str) -> impl Iterator<Item = (Thing, Form)> + use<'_> {
        let mut state = Some(State::ROOT);
        for c in text.chars() {
            state = state.and_then(|state| self.step(state, self.char_id(c).0));
        }
        state.and_then(|state| self.name(state)).into_iter().flat_map(|name| self.things(name))
    }

    /// Whether a text is the name of a province, full or short.
    pub fn is_province(&self, text: &str) -> bool {
        self.lookup(text).any(|(thing, _)| self.is_one_of_provinces(thing))
    }

    /// Whether a text begins with the name of a province.
    pub fn leads_with_province(&self, text: &str) -> bool {
        let mut state = State::ROOT;
        text.chars()
            .map_while(|c| {
                state = self.step(state, self.char_id(c).0)?;
                Some(self.name(state))
            })
            .flatten()
            .any(|name| self.things(name).any(|(thing, _)| self.is_one_of_provinces(thing)))
    }

    fn is_one_of_provinces(&self, thing: Thing) -> bool {
        matches!(thing, Thing::Division(id) if self.division(id).level == Level::Province)
    }

    /// A division's record.
    #[inline]
    pub fn division(&self, id: DivisionId) -> Division {
        self.0.division(id)
    }

    /// All divisions of all times, by code and date.
    pub fn divisions(&self) -> impl Iterator<Item = Division> + use<'_> {
        (0..self.0.division_count()).map(|index| self.0.division(DivisionId::at(index)))
    }

    /// A division's full name: `恩施土家族苗族自治州`.
    pub fn division_name(&self, division: &Division) -> &'static str {
        self.0.division_name(division)
    }

    /// Records of a code, in order of time.
    pub fn of_code(&self, code: u32) -> impl DoubleEndedIterator<Item = Division> + use<'_> {
        self.0.of_code(code)
    }

    /// The record of a code on a date.
    pub fn on(&self, code: u32, on: Packed) -> Option<Division> {
        self.0.on(code, on)
    }

    /// The codes that hold today what a record held, sorted; none where that is not known.
    pub fn current(&self, id: DivisionId) -> impl ExactSizeIterator<Item = u32> + use<'_> {
        self.0.current(id)
    }

    /// The one division that holds on a date what this one held at its own time.
    pub fn heir_on(&self, division: Division, on: Packed) -> Option<Division> {
        self.0.heir_on(division, on)
    }

    /// The division that holds on a later date the bulk of what this one held, where it was split.
    pub fn bulk_on(&self, division: Division, on: Packed) -> Option<Division> {
        self.0.bulk_on(division, on)
    }

    /// Townships under a county code, longer names first, with the code of the county that holds
    /// each today (0 where that is not one county).
    pub fn townships(&self, county: u32) -> impl Iterator<Item = (&'static str, u32)> + use<'_> {
        self.0.townships(county)
    }

    /// A zone.
    pub fn zone(&self, id: ZoneId) -> Zone {
        self.0.zone(id)
    }

    /// All zones.
    pub fn zones(&self) -> impl Iterator<Item = ZoneId> + use<> {
        self.0.zones()
    }

    /// A university or other institution.
    pub fn institution(&self, id: InstitutionId) -> Institution {
        self.0.institution(id)
    }

    /// A body of the centre.
    pub fn agency(&self, id: AgencyId) -> Agency {
        self.0.agency(id)
    }

    /// Short names of bodies, longest first.
    pub fn terms(&self) -> impl Iterator<Item = Term> + use<'_> {
        self.0.terms()
    }

    /// The simplified form of a traditional character; none for one that stands in a name itself.
    pub fn simplified(&self, c: char) -> Option<char> {
        self.0.simplified(c)
    }
}
