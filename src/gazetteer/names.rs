//! All names in one automaton: a double array trie over character ids.

use super::store::{Section, Store};
use super::{AgencyId, DivisionId, InstitutionId, ZoneId};

/// How a name that was met stands to the full one, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The full name: `恩施土家族苗族自治州`.
    Full,
    /// A form that still says the level, or a listed alias: `恩施州`, `科左中旗`.
    Alias,
    /// The bare short name: `恩施`.
    Short,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A division.
    Division(DivisionId),
    /// A zone.
    Zone(ZoneId),
    /// A university or other institution.
    Institution(InstitutionId),
    /// A body of the centre.
    Agency(AgencyId),
}

/// A set of things with the same name, as a range of the postings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameId(pub(super) u32);

/// A state of the automaton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(u32);

impl State {
    /// Where every walk begins.
    pub const ROOT: Self = Self(0);
}

/// A character's number in the automaton; 0 for one that is in no name.
pub type CharId = u16;

impl Store {
    /// The number of a character, and whether it is a traditional one; those have the number of
    /// their simplified form.
    #[inline]
    pub(super) fn char_id(&self, c: char) -> (CharId, bool) {
        let c = c as usize;
        let Some(&page) = self.bytes(Section::Pages).get(c >> 8) else { return (0, false) };
        let ids = self.bytes(Section::Ids);
        let at = ((page as usize) << 8 | (c & 255)) * 2;
        let id = u16::from_le_bytes([ids[at], ids[at + 1]]);
        (id & 0x7FFF, id & 0x8000 != 0)
    }

    /// The state after one more character, if a name goes on so.
    #[inline]
    pub(super) fn step(&self, state: State, id: CharId) -> Option<State> {
        let cells = self.bytes(Section::Cells);
        let next = super::store::word(cells, state.0 as usize * 3) as usize + id as usize;
        let at = next * 12 + 4;
        let check = cells.get(at..at + 4)?;
        let check = u32::from_le_bytes([check[0], check[1], check[2], check[3]]);
        (id != 0 && check == state.0 + 1).then_some(State(next as u32))
    }

    /// The name that ends in a state.
    #[inline]
    pub(super) fn name(&self, state: State) -> Option<NameId> {
        self.word(Section::Cells, state.0 as usize * 3 + 2).checked_sub(1).map(NameId)
    }

    /// What a name stands for.
    #[inline]
    pub(super) fn things(&self, name: NameId) -> impl Iterator<Item = (Thing, Form)> + use<'_> {
        let start = self.word(Section::Names, name.0 as usize) as usize;
        let end = self.word(Section::Names, name.0 as usize + 1) as usize;
        (start..end).map(|at| {
            let posting = self.word(Section::Postings, at);
            let index = posting & ((1 << 26) - 1);
            let thing = match posting >> 29 {
                0 => Thing::Division(DivisionId(index)),
                1 => Thing::Zone(ZoneId(index)),
                2 => Thing::Institution(InstitutionId(index)),
                _ => Thing::Agency(AgencyId(index)),
            };
            let form = match posting >> 26 & 7 {
                0 => Form::Full,
                1 => Form::Alias,
                _ => Form::Short,
            };
            (thing, form)
        })
    }
}
