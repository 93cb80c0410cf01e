//! What segment makes: the notice's parts, each character of the plane in exactly one of them.

use super::{Claim, Date, Roster, Span, Spanned};

/// A notice taken apart.
#[derive(Clone, Debug, Default)]
pub struct Notice {
    /// Issuers, number, title, date and the like.
    pub head: Head,
    /// The letter's paragraphs, joined across page breaks.
    pub body: Vec<Paragraph>,
    /// Counts declared anywhere in the notice.
    pub claims: Vec<Claim>,
    /// The rosters, in reading order.
    pub rosters: Vec<Roster>,
    /// Tables that only count the rosters' rows.
    pub tallies: Vec<Tally>,
    /// The part each stretch of the plane plays, sorted by start. The conservation audit holds
    /// them against the plane: no overlap, no non-blank character outside.
    pub regions: Vec<Region>,
    /// From here on the plane is annex; its length where there is none.
    pub annex_start: u32,
    /// What segmenting noticed; checks turn these into findings.
    pub oddities: Vec<Oddity>,
}

/// A table that counts the rows of a roster: `省份`, `数量`. It is no roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Its title.
    pub title: Option<Spanned<String>>,
    /// Its counts, row by row.
    pub rows: Vec<TallyRow>,
    /// From its first to its last character.
    pub span: Span,
}

/// One count of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRow {
    /// What is counted, as printed: `江苏省`.
    pub about: String,
    /// How many.
    pub declared: u64,
    /// Where the number stands.
    pub span: Span,
    /// How its words are meant.
    pub of: TallyOf,
}

/// What a count of such a table counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TallyOf {
    /// What opens its row: rows that lie there, or are of that class.
    Key,
    /// What heads its column, all in all.
    Class,
    /// All rows.
    All,
}

/// The formal parts of a notice. What is not printed is empty, never made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Issuing bodies as printed, letter-spacing removed: `中央网信办秘书局`.
    pub issuers: Vec<Spanned<String>>,
    /// Document number: `沪绿容〔2025〕6号`.
    pub number: Option<Spanned<String>>,
    /// Title of the notice.
    pub title: Option<Spanned<String>>,
    /// Date of issue.
    pub date: Option<Spanned<Date>>,
    /// Whom it is addressed to, the whole line without its colon.
    pub addressees: Vec<Spanned<String>>,
    /// Documents it cites.
    pub cites: Vec<Citation>,
    /// Dates by which something is due.
    pub deadlines: Vec<Deadline>,
    /// Annexes announced in the letter.
    pub annexes: Vec<Spanned<String>>,
}

/// A cited document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Title between 《 》, if given.
    pub title: Option<String>,
    /// Document number, if given.
    pub number: Option<String>,
    /// Where the citation stands, from its first to its last character.
    pub span: Span,
}

/// A date by which something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// As printed: `11月15日`.
    pub raw: String,
    /// The date meant.
    pub date: Date,
    /// The year is not printed and was taken from the notice's date.
    pub year_inferred: bool,
    /// Where.
    pub span: Span,
}

/// A paragraph of the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number, for `一、` and the like.
    pub number: Option<u32>,
    /// Its text, joined.
    pub text: String,
    /// The pieces of the plane it was joined from; more than one across a page break.
    pub pieces: Vec<Span>,
}

/// A stretch of the plane and the part it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where.
    pub span: Span,
    /// As what.
    pub role: RegionRole,
}

/// The part a stretch of text plays. Claims, dates and citations are spans inside these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RegionRole {
    /// Issuers, number, title, addressees, date, annex list.
    Head,
    /// The letter's paragraphs.
    Prose,
    /// Annex titles and group headings.
    Heading,
    /// Column headers.
    ColumnHeader,
    /// Cells of entries.
    Cell,
    /// Ordering notes, footnotes, sums, cross-references.
    Note,
    /// Page numbers, running heads, site boilerplate.
    Furniture,
}

impl RegionRole {
    /// The word used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Prose => "prose",
            Self::Heading => "heading",
            Self::ColumnHeader => "column-header",
            Self::Cell => "cell",
            Self::Note => "note",
            Self::Furniture => "furniture",
        }
    }
}

/// Something the segmenter noticed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// What.
    pub kind: OddityKind,
    /// Where.
    pub span: Span,
    /// The roster it belongs to, if any.
    pub roster: Option<u32>,
}

/// The kinds of things noticed while segmenting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OddityKind {
    /// A row with another number of cells than the header.
    Ragged {
        /// Cells in the row.
        found: u32,
        /// Cells in the header.
        expected: u32,
    },
    /// A line that holds the cells of several rows.
    RowsMerged {
        /// How many rows it seems to hold.
        rows: u32,
    },
    /// A line that seems to hold two rows and is read as one.
    LinesMerged,
    /// A row put together again from two places.
    RowRejoined {
        /// The second piece.
        tail: Span,
    },
    /// A header that differs from the first one of its roster, or from the schema's.
    HeaderChanged {
        /// The header it should repeat.
        expected: String,
        /// Where that one stands, if it was read from the source.
        first: Option<Span>,
    },
    /// A column whose header says nothing known.
    HeaderUnknown,
    /// A table without a header: its columns are named by their values.
    HeaderMissing,
    /// A group heading without rows.
    GroupEmpty,
    /// A heading that does not follow the schema's group pattern.
    HeadingUnmatched,
    /// No roster was found.
    NoRoster,
    /// A line of the letter is a date of a day that there is not: 2021年13月45日.
    DateImpossible,
    /// A line of the letter is a document number without its year or figure: 国函〔〕93号.
    NumberBroken,
    /// What was read as a roster may not be one, or rows may be missing; the reason's key.
    RosterUncertain {
        /// A message key: what is doubtful.
        why: &'static str,
    },
    /// Cells of a row that fit each other's columns.
    ColumnsExchanged {
        /// The first column.
        a: u32,
        /// The second column.
        b: u32,
    },
}
