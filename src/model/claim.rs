//! What a notice says about its own rows.

use super::Span;

/// A count that the notice declares: `10家综合基地`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is counted, as printed, without the measure word: `综合基地`. Empty where the notice
    /// leaves it to be understood (`共计92家`).
    pub about: String,
    /// The measure word: `家`, `个`, `项` … Empty where there is none.
    pub measure: String,
    /// How many.
    pub declared: u64,
    /// From the numeral to the end of what is counted.
    pub span: Span,
    /// The numeral alone, for underlining.
    pub numeral: Span,
    /// Where it stands.
    pub place: ClaimPlace,
    /// How it belongs to its neighbours.
    pub relation: Relation,
}

/// Where in the notice a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimPlace {
    /// In the notice's title or the annex's.
    Title,
    /// In the letter.
    Body,
    /// In the heading of that group: `北京市（92所）`. Roster and group index.
    Heading {
        /// Index of the roster.
        roster: u32,
        /// Index of the group in the roster.
        group: u32,
    },
    /// In a note of the annex.
    Note,
}

/// How a claim belongs to others of the same sentence. Indices point into `Notice::claims`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Stands by itself.
    Alone,
    /// Counts the classes of another claim's things: the 7 of `7个领域共计82家特色基地`.
    ClassesOf(u32),
    /// A part of another claim: `共有585个项目，其中光伏电站项目4个…`.
    PartOf(u32),
    /// Says how many came in or went out against an earlier list; never a count of rows.
    Delta,
}
