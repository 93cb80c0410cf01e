//! What a notice says about its own rows.

use super::Span;

/// A count that the notice declares: `10家综合基地`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// How directly it speaks of the notice's own list.
    pub stance: Stance,
    /// Its clause says of what it counts that it comes to stand on the notice's list: 遴选出5家,
    /// 5项成果获奖.
    pub listed: bool,
    /// The verb that tells rows that came in from rows that went out, as printed: `注销`.
    pub verb: Option<String>,
    /// The annex that stands beside it, `（见附件2）`.
    pub annex: Option<u32>,
    /// Of a count read from a dataset's `notice.json`: the reading that the notice was held with, empty where none
    /// was found. No other reading accuses its rows. `None` of a notice itself.
    pub reading: Option<String>,
}

/// How directly a claim speaks of the notice's own list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stance {
    /// The notice counts what it lists.
    #[default]
    List,
    /// It tells of a wider or an earlier total: it may agree with the rows, and accuses them only where it all
    /// but does.
    Context,
    /// It does not say of what: it is taken as [`Stance::Context`] is, but where it is the only count of the
    /// letter, in a sentence that points at the list.
    Untold,
}

/// Where in the notice a claim stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClaimPlace {
    /// In the notice's title or the annex's.
    Title,
    /// In the letter.
    #[default]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// Stands by itself.
    #[default]
    Alone,
    /// Counts the classes of another claim's things: the 7 of `7个领域共计82家特色基地`.
    ClassesOf(u32),
    /// A part of another claim: `共有585个项目，其中光伏电站项目4个…`.
    PartOf(u32),
    /// Says how many came in or went out against an earlier list; a count of rows only where a
    /// list of just these is given.
    Delta,
}
