//! Why two names are one thing.

use serde::{Deserialize, Serialize};

/// Why an entry has another name, or went into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What happened.
    pub kind: ReasonKind,
    /// The part of the name it happened to, where that is not the whole: a district's city.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// What that part became.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// When, ISO 8601, as precise as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// What happened to a name's bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    /// The code stayed.
    SameCode,
    /// The roster names the other name itself.
    Said,
    /// A division has another name.
    DivisionRenamed,
    /// A division has another rank: 县 → 区, 县 → 市.
    DivisionUpgraded,
    /// A division went into another, or became one with it.
    DivisionMerged,
    /// A division was split, or dissolved; the other name is the part that took the bulk.
    DivisionSplit,
    /// A division answers to another one above it.
    DivisionTransferred,
    /// A zone became a division.
    ZoneBecameDivision,
    /// A university or the like has another name, or went into another.
    InstitutionRenamed,
}

impl ReasonKind {
    /// Every kind, in order.
    pub const ALL: [Self; 9] = [
        Self::SameCode,
        Self::Said,
        Self::DivisionRenamed,
        Self::DivisionUpgraded,
        Self::DivisionMerged,
        Self::DivisionSplit,
        Self::DivisionTransferred,
        Self::ZoneBecameDivision,
        Self::InstitutionRenamed,
    ];

    /// The word used in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SameCode => "same-code",
            Self::Said => "said",
            Self::DivisionRenamed => "division-renamed",
            Self::DivisionUpgraded => "division-upgraded",
            Self::DivisionMerged => "division-merged",
            Self::DivisionSplit => "division-split",
            Self::DivisionTransferred => "division-transferred",
            Self::ZoneBecameDivision => "zone-became-division",
            Self::InstitutionRenamed => "institution-renamed",
        }
    }
}

impl Reason {
    /// A reason without particulars.
    pub(super) const fn bare(kind: ReasonKind) -> Self {
        Self { kind, from: String::new(), to: String::new(), date: None }
    }

    /// The code stayed.
    pub(super) fn same_code(code: &str) -> Self {
        Self { from: code.to_owned(), ..Self::bare(ReasonKind::SameCode) }
    }

    /// The roster says so itself.
    pub(super) const fn said() -> Self {
        Self::bare(ReasonKind::Said)
    }
}
