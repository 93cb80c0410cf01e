//! A family of notices as data: what its rosters look like and what one issue of it must contain.
//!
//! A schema is a TOML file (see `schemas/`). It names columns, reads group headings and pins
//! counts; the counts of an `[[expect]]` apply to the document number it names and no other.

mod built_in;
mod load;

pub use built_in::built_in;
pub use load::{SchemaError, load};

use regex::Regex;

use crate::model::{Role, SerialRule};

/// A notice schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its name, as given to `--schema`.
    pub name: String,
    /// What family it describes, for people.
    pub title: String,
    /// Matched against the notice's title or a roster's; a schema without it never matches by
    /// itself.
    pub match_title: Option<Regex>,
    /// Matched against the issuers joined by `、`; only narrows `match_title`.
    pub match_issuer: Option<Regex>,
    /// Rosters in the order of the annex.
    pub rosters: Vec<RosterSchema>,
    /// Counts pinned per document number.
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

/// What the notice of that number must contain.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// The document number the counts belong to.
    pub number: String,
    /// Entries of all rosters together.
    pub entries: Option<u64>,
    /// Distinct values of a group level, by level name.
    pub levels: Vec<(String, u64)>,
    /// Entries per group heading, as printed, in order.
    pub groups: Vec<(String, u64)>,
}

impl Schema {
    /// The counts pinned for a document number. Brackets and spaces of the number are compared
    /// after folding, so that `〔2021〕` and `[2021]` are the same.
    pub fn expect_for(&self, number: &str) -> Option<&Expect> {
        let number = fold_number(number);
        self.expect.iter().find(|expect| fold_number(&expect.number) == number)
    }
}

fn fold_number(number: &str) -> String {
    number
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '〔' | '[' | '［' | '【' | '(' | '（' => '〔',
            '〕' | ']' | '］' | '】' | ')' | '）' => '〕',
            c => c,
        })
        .collect()
}

impl Schema {
    /// Whether the notice's own title (and issuers, where the schema names any) call for this
    /// schema.
    pub fn matches(&self, head: &crate::model::Head) -> bool {
        let title = head.title.as_ref().map_or("", |title| title.value.as_str());
        let issuers = || {
            let names: Vec<&str> = head.issuers.iter().map(|i| i.value.as_str()).collect();
            names.join("、")
        };
        self.match_title.as_ref().is_some_and(|pattern| pattern.is_match(title))
            && self.match_issuer.as_ref().is_none_or(|pattern| pattern.is_match(&issuers()))
    }
}
