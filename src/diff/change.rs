//! What a comparison says: changes for people, edits for programs.

use serde::Serialize;

use super::edits::Edit;
use super::lineage::Reason;
use super::spell::Rule;

/// Kinds of changes, in the order in which they are shown and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Number, title, date, issuers, a declared count, the set of columns …
    Metadata,
    /// A heading that was not there.
    GroupAdded,
    /// A heading that is gone.
    GroupRemoved,
    /// The same members under another heading.
    GroupRenamed,
    /// Headings stand in another order.
    GroupOrder,
    /// More than half of a group's entries changed their order.
    GroupReordered,
    /// An entry that was not there.
    Added,
    /// An entry that is gone.
    Removed,
    /// The same thing under another name, by code, lineage or the roster's own word.
    Renamed,
    /// The printed form changed, the canonical name did not.
    Respelled,
    /// A removed and an added entry that look alike; both are counted as such too.
    PossibleRename,
    /// The same thing in another group.
    Moved,
    /// Another place in the order of its group.
    Reranked,
    /// Another value in a column.
    FieldChanged,
    /// Other organisations.
    UnitChanged,
    /// The same organisations in another order.
    UnitOrder,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 16] = [
        Self::Metadata,
        Self::GroupAdded,
        Self::GroupRemoved,
        Self::GroupRenamed,
        Self::GroupOrder,
        Self::GroupReordered,
        Self::Added,
        Self::Removed,
        Self::Renamed,
        Self::Respelled,
        Self::PossibleRename,
        Self::Moved,
        Self::Reranked,
        Self::FieldChanged,
        Self::UnitChanged,
        Self::UnitOrder,
    ];

    /// The word used in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::GroupAdded => "group-added",
            Self::GroupRemoved => "group-removed",
            Self::GroupRenamed => "group-renamed",
            Self::GroupOrder => "group-order",
            Self::GroupReordered => "group-reordered",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Respelled => "respelled",
            Self::PossibleRename => "possible-rename",
            Self::Moved => "moved",
            Self::Reranked => "reranked",
            Self::FieldChanged => "field-changed",
            Self::UnitChanged => "unit-changed",
            Self::UnitOrder => "unit-order",
        }
    }
}

/// One change. Which of the optional parts are there depends on the kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What kind.
    pub kind: Kind,
    /// The group, outermost level first, as it is called on the new side; on the old one where it
    /// is gone. Empty where there is none, or where a rule explains rows of several.
    pub group: Vec<String>,
    /// What the entry is about, where `old` and `new` do not say it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The column, or the item of the metadata.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// Before: a name, value, rank, or group path.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
    /// Ordinal of the entry on the old side, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_entry: Option<usize>,
    /// Ordinal of the entry on the new side, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_entry: Option<usize>,
    /// Why, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Likeness of a possible rename, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The rule that explains all of `rows`: `卫健委 → 卫生健康委`; `+省` and `-省` where something
    /// came or went; `letters`, `form-number`, `form-date` where only that is another.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The rows one rule explains, where there is a rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowChange>,
    /// The rule of a respelling, before it is brought together with others of its kind.
    #[serde(skip)]
    pub(super) spelling: Option<Rule>,
}

/// One row of a change that a rule explains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowChange {
    /// What the entry is about, where `old` and `new` do not say it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
    /// Ordinal of the entry on the old side, from 1; none for headings and metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_entry: Option<usize>,
    /// Ordinal of the entry on the new side, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_entry: Option<usize>,
}

impl Change {
    /// A change of that kind with nothing in it.
    pub(super) const fn new(kind: Kind) -> Self {
        Self {
            kind,
            group: Vec::new(),
            name: String::new(),
            field: String::new(),
            old: None,
            new: None,
            old_entry: None,
            new_entry: None,
            reason: None,
            score: None,
            rule: String::new(),
            rows: Vec::new(),
            spelling: None,
        }
    }
}

/// What differs between two sides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// For people: in reading order, aggregated where one rule explains many.
    pub changes: Vec<Change>,
    /// Entries whose rank changed only because others came, went or moved.
    pub shifted: usize,
    /// Entries that both sides have.
    pub paired: usize,
    /// Complete: applied to the old side they give the new one.
    pub edits: Vec<Edit>,
    /// For each entry of the old side its ordinal on the new one, from 0.
    pub pairs: Vec<Option<u32>>,
    /// Where the comparison stopped short of what it does for smaller rosters.
    pub limits: Vec<Limit>,
}

/// Where a comparison stopped short: the numbers of entries left on the old and the new side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "limit", rename_all = "kebab-case")]
pub enum Limit {
    /// Too many were left to find the best links between look-alikes: the likest went first.
    LinksNotExact {
        /// Left on the old side.
        removed: usize,
        /// Left on the new side.
        added: usize,
    },
    /// Too many were left to look for look-alikes at all.
    NoLinks {
        /// Left on the old side.
        removed: usize,
        /// Left on the new side.
        added: usize,
    },
}

impl Diff {
    /// Whether the sides say the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.shifted == 0
    }

    /// How many changes of each kind there are; kinds without any are left out.
    pub fn summary(&self) -> Vec<(&'static str, usize)> {
        let mut counts: Vec<(&'static str, usize)> = Kind::ALL
            .into_iter()
            .map(|kind| (kind.name(), self.changes.iter().filter(|c| c.kind == kind).count()))
            .filter(|(_, count)| *count > 0)
            .collect();
        if self.shifted > 0 {
            counts.push(("shifted", self.shifted));
        }
        counts
    }
}
