//! Zones, institutions, bodies of the centre, and the short names of bodies.

use super::dates::{Packed, Validity};
use super::store::{Section, Store};
use crate::model::Kind;

/// A functional zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ZoneId(pub(super) u32);

/// A university or other institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstitutionId(pub(super) u32);

/// A body of the centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AgencyId(pub(super) u32);

/// A functional zone: no division, but inside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Approved name.
    pub name: &'static str,
    /// Code of the smallest division that holds all of it, as of its time.
    pub container: u32,
    /// From its approval to its end.
    pub validity: Validity,
    /// The division that it became, or 0.
    pub successor: u32,
}

/// A university or other institution whose seat is officially known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Full name.
    pub name: &'static str,
    /// Code of the prefecture or municipality of its seat, or 0.
    pub seat: u32,
    /// What it is.
    pub kind: Kind,
    /// When it bore the name.
    pub validity: Validity,
    /// The name that followed, its own or that of the one it went into; empty where there is none.
    pub successor: &'static str,
}

/// A body of the centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Full name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Code of its seat, or 0.
    pub seat: u32,
    /// When it bore the name.
    pub validity: Validity,
}

/// A short name of local bodies and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// 卫健委.
    pub short: &'static str,
    /// 卫生健康委员会.
    pub full: &'static str,
    /// `local`, `central`, `both` or `party`.
    pub scope: &'static str,
    /// Whether the short name means this one everywhere; if not, it is never expanded.
    pub forced: bool,
    /// When it meant this.
    pub validity: Validity,
}

fn kind(word: &str) -> Kind {
    const KINDS: [Kind; 10] = [
        Kind::University,
        Kind::School,
        Kind::Hospital,
        Kind::Institution,
        Kind::Department,
        Kind::Party,
        Kind::Government,
        Kind::Company,
        Kind::Association,
        Kind::Other,
    ];
    KINDS.into_iter().find(|kind| kind.name() == word).unwrap_or(Kind::Unknown)
}

impl Store {
    fn validity(&self, section: Section, at: usize) -> Validity {
        Validity { from: Packed(self.word(section, at)), to: Packed(self.word(section, at + 1)) }
    }

    pub(super) fn zone(&self, id: ZoneId) -> Zone {
        let at = id.0 as usize * 6;
        Zone {
            name: self.string(self.word(Section::Zones, at)),
            container: self.word(Section::Zones, at + 1),
            validity: self.validity(Section::Zones, at + 2),
            successor: self.word(Section::Zones, at + 4),
        }
    }

    pub(super) fn zones(&self) -> impl Iterator<Item = ZoneId> + use<> {
        (0..self.len(Section::Zones, 6) as u32).map(ZoneId)
    }

    pub(super) fn institution(&self, id: InstitutionId) -> Institution {
        let at = id.0 as usize * 6;
        Institution {
            name: self.string(self.word(Section::Institutions, at)),
            seat: self.word(Section::Institutions, at + 1),
            kind: kind(self.string(self.word(Section::Institutions, at + 2))),
            validity: self.validity(Section::Institutions, at + 3),
            successor: self.string(self.word(Section::Institutions, at + 5)),
        }
    }

    pub(super) fn agency(&self, id: AgencyId) -> Agency {
        let at = id.0 as usize * 5;
        Agency {
            name: self.string(self.word(Section::Agencies, at)),
            // The scopes of `data/agencies.tsv`.
            kind: match self.string(self.word(Section::Agencies, at + 1)) {
                "party" => Kind::Party,
                "mass" => Kind::Association,
                _ => Kind::Department,
            },
            seat: self.word(Section::Agencies, at + 2),
            validity: self.validity(Section::Agencies, at + 3),
        }
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = Term> + use<'_> {
        (0..self.len(Section::Terms, 6)).map(|i| {
            let at = i * 6;
            Term {
                short: self.string(self.word(Section::Terms, at)),
                full: self.string(self.word(Section::Terms, at + 1)),
                scope: self.string(self.word(Section::Terms, at + 2)),
                forced: self.word(Section::Terms, at + 3) == 1,
                validity: self.validity(Section::Terms, at + 4),
            }
        })
    }

    /// The simplified form of a traditional character.
    pub(super) fn simplified(&self, c: char) -> Option<char> {
        let (mut low, mut high) = (0, self.len(Section::Folds, 1));
        while low < high {
            let middle = usize::midpoint(low, high);
            let pair = self.word(Section::Folds, middle);
            match (pair >> 16).cmp(&(c as u32)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return char::from_u32(pair & 0xFFFF),
            }
        }
        None
    }
}
