//! Places and organisations as values.

use std::fmt;
use std::sync::Arc;

/// A GB/T 2260 code of six digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Adcode(pub u32);

impl fmt::Display for Adcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

/// What a name stands for; one vocabulary for places and units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// An administrative division.
    Division,
    /// A functional zone: new area, development zone, bonded zone …
    Zone,
    /// A people's government, or the committee that governs a zone.
    Government,
    /// A department of a government.
    Department,
    /// A body of the Party.
    Party,
    /// A university or college.
    University,
    /// Another school.
    School,
    /// A hospital.
    Hospital,
    /// A public institution (事业单位).
    Institution,
    /// A company.
    Company,
    /// An association.
    Association,
    /// Something else.
    Other,
    /// Not known.
    #[default]
    Unknown,
}

impl Kind {
    /// The word used in datasets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Division => "division",
            Self::Zone => "zone",
            Self::Government => "government",
            Self::Department => "department",
            Self::Party => "party",
            Self::University => "university",
            Self::School => "school",
            Self::Hospital => "hospital",
            Self::Institution => "institution",
            Self::Company => "company",
            Self::Association => "association",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

/// Level of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Province, autonomous region, municipality, special administrative region.
    Province,
    /// Prefecture.
    Prefecture,
    /// County.
    County,
}

impl Level {
    /// The word used in datasets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
        }
    }
}

/// How a place's code came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// The text names the division.
    Text,
    /// The smallest division that holds a zone.
    Container,
    /// The prefecture or municipality of an institution's official seat.
    Seat,
}

impl Basis {
    /// The word used in datasets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Container => "container",
            Self::Seat => "seat",
        }
    }
}

/// A division on a path: its name and its code on the date asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Full name: `苏州市`.
    pub name: String,
    /// Its code.
    pub adcode: Adcode,
}

/// What a place cell means. Everything unknown is empty; nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Canonical name; empty where the text could not be read as one place or organisation.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Province.
    pub province: Option<Division>,
    /// Prefecture; none under the municipalities and for counties answering to a province.
    pub prefecture: Option<Division>,
    /// County.
    pub county: Option<Division>,
    /// Township, its name.
    pub township: String,
    /// Zone, its approved name.
    pub zone: String,
    /// Code of the finest division that holds the place on the date asked for.
    pub adcode: Option<Adcode>,
    /// That division's level.
    pub adcode_level: Option<Level>,
    /// How the code came about.
    pub adcode_basis: Option<Basis>,
    /// The code that holds it today.
    pub adcode_current: Option<Adcode>,
    /// Where the text fits several places: all of them, in order of code. The fields above are
    /// then empty as far as the candidates differ.
    pub candidates: Vec<Candidate>,
    /// What is odd about the text, for the checks.
    pub oddities: Vec<PlaceOddity>,
}

impl Place {
    /// Whether one part of it does not lie in another.
    pub fn contradicts(&self) -> bool {
        let odd = |oddity: &PlaceOddity| matches!(oddity, PlaceOddity::Contradiction { .. });
        self.oddities.iter().any(odd)
    }
}

/// One of several places that a text fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Full path: `江苏省南京市鼓楼区`.
    pub name: String,
    /// Its code.
    pub adcode: Adcode,
}

/// What is odd about a place's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceOddity {
    /// Nothing known by that name.
    Unknown,
    /// Known, but not on that date; the dates of its validity, for people.
    NotValid {
        /// The place meant.
        name: String,
        /// First day, if known.
        from: Option<super::Date>,
        /// The day it ceased, if it did.
        to: Option<super::Date>,
    },
    /// The parts of the path contradict each other: 四川省杭州市.
    Contradiction {
        /// The part that names the upper division.
        upper: String,
        /// The part that does not lie in it.
        lower: String,
    },
    /// A body's name stands among the parts of the place: 重庆市渝北区人民政府仙桃街道.
    Polluted {
        /// What does not belong there.
        extra: String,
    },
}

/// One organisation named in a unit cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// The name as it stands alone; as printed where it could not be bound. Rows that say the same
    /// share it.
    pub name: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// Code of its division, where known.
    pub adcode: Option<Adcode>,
    /// How the code came about.
    pub basis: Option<Basis>,
    /// As printed; rows that say the same share it.
    pub raw: Arc<str>,
    /// Where.
    pub span: super::Span,
    /// Whether a relative name could not be bound to a place.
    pub unbound: bool,
    /// The level its name asks for (市… = prefecture …) does not fit its row's place.
    pub level_mismatch: bool,
}
