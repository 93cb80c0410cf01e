//! A family of notices as data: what its rosters look like and what one issue of it must contain.
//!
//! A schema is a TOML file (see `schemas/`). It names columns, reads group headings and pins
//! counts; those of an `[[expect]]` apply to the document number or title it names and no other.

mod built_in;
mod expect;
mod load;
mod write;

pub use built_in::{built_in, of_head};
pub use expect::{Expect, GroupPin, Pin, distinct, fingerprint, fold_number, title_of};
pub use load::{SchemaError, load};
pub use write::write;

use regex::Regex;

use crate::model::{Role, SerialRule};

/// A notice schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its name, as given to `--schema`.
    pub name: String,
    /// What family it describes, for people.
    pub title: String,
    /// Whether it is of one notice and no other: what it pins is held against whatever it is given
    /// for, and must be all that is there.
    pub lock: bool,
    /// Matched against the notice's title or a roster's; a schema without it never matches by
    /// itself.
    pub match_title: Option<Regex>,
    /// Matched against the issuers joined by `、`; only narrows `match_title`.
    pub match_issuer: Option<Regex>,
    /// Rosters in the order of the annex.
    pub rosters: Vec<RosterSchema>,
    /// What is pinned, issue by issue.
    pub expect: Vec<Expect>,
}

/// What one roster of the family looks like.
#[derive(Clone, Debug, Default)]
pub struct RosterSchema {
    /// Columns from left to right.
    pub columns: Vec<ColumnSchema>,
    /// How group headings are read.
    pub groups: Option<GroupPattern>,
    /// How serials run.
    pub serial: Option<SerialRule>,
}

/// A column of the family.
#[derive(Clone, Debug)]
pub struct ColumnSchema {
    /// The printed header without spaces.
    pub header: String,
    /// Name in the dataset.
    pub key: String,
    /// What its values are.
    pub role: Role,
}

/// Reads a group heading into one value per level.
#[derive(Clone, Debug)]
pub struct GroupPattern {
    /// Must match the whole heading; its named captures are the levels.
    pub pattern: Regex,
    /// The captures' names in order: the dataset's group columns.
    pub levels: Vec<String>,
    /// Titles of the levels in the notice's own words, as long as `levels`.
    pub titles: Vec<String>,
}

impl Schema {
    /// Whether the notice's own title (and issuers, where the schema names any) call for this
    /// schema. A lock is called for by its own document number as well.
    pub fn matches(&self, head: &crate::model::Head) -> bool {
        let title = head.title.as_ref().map_or("", |title| title.value.as_str());
        let issuers = || {
            let names: Vec<&str> = head.issuers.iter().map(|i| i.value.as_str()).collect();
            names.join("、")
        };
        let number = head.number.as_ref().map(|number| fold_number(&number.value));
        let own = |expect: &Expect| expect.number.as_deref().map(fold_number) == number;
        self.match_title.as_ref().is_some_and(|pattern| pattern.is_match(title))
            && (!self.lock || self.expect.iter().any(own))
            && self.match_issuer.as_ref().is_none_or(|pattern| pattern.is_match(&issuers()))
    }
}
