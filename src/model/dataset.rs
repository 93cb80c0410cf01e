//! What emit makes: tables of typed cells and the notice's facts, still without a file format.

use std::borrow::Cow;

use super::notice::Paragraph;
pub use super::rows::Rows;
use super::{Adcode, Claim, Date, Head, Span, Spanned};

/// Version of the dataset's shape: column rules, `notice.json` and `datapackage.json`. It rises
/// when a reader of an older version would misread.
pub const DATASET_VERSION: u32 = 1;

/// A checked notice as tables. The cells borrow what they show from the notice.
#[derive(Clone, Debug, Default)]
pub struct Dataset<'a> {
    /// Where it came from.
    pub source: SourceFacts,
    /// Name of the notice schema that was given or matched.
    pub schema: Option<String>,
    /// What the notice says about itself.
    pub notice: NoticeFacts,
    /// Entries of the first roster, its units, entries of the second …; see [`Table::roster`].
    pub tables: Vec<Table<'a>>,
    /// The text plane that every span points into.
    pub text: &'a str,
}

/// The source a dataset was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFacts {
    /// Name of the file without its folders: where it lay is nobody else's business, and the same
    /// bytes give the same dataset wherever they lie.
    pub name: String,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Name of the reader.
    pub format: &'static str,
    /// Character encoding; empty for binary formats.
    pub encoding: &'static str,
}

/// The parts of a notice that are no rows.
#[derive(Clone, Debug, Default)]
pub struct NoticeFacts {
    /// Issuers, number, title, date and the like.
    pub head: Head,
    /// The issuers' full names on the notice's date, one per `head.issuers`; none where unknown.
    pub issuers: Vec<Option<String>>,
    /// Counts the notice declares.
    pub claims: Vec<Claim>,
    /// Of each claim, which reading held or broke it.
    pub readings: Vec<Option<&'static str>>,
    /// The letter's paragraphs.
    pub body: Vec<Paragraph>,
    /// The rosters.
    pub rosters: Vec<RosterFacts>,
}

/// A roster without its rows.
#[derive(Clone, Debug, Default)]
pub struct RosterFacts {
    /// Its title.
    pub title: Option<Spanned<String>>,
    /// What its order means, as printed.
    pub ordering: Option<Spanned<String>>,
    /// Names of the group levels, as in the table's columns.
    pub levels: Vec<String>,
    /// Groups in reading order.
    pub groups: Vec<GroupFacts>,
    /// How many entries.
    pub entries: u64,
    /// Where it stands.
    pub span: Span,
}

/// A group of a roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupFacts {
    /// Values per level, outermost first; empty where a level is absent.
    pub path: Vec<String>,
    /// The heading as printed.
    pub heading: String,
    /// How many entries stand under it.
    pub entries: u64,
    /// Where the heading stands.
    pub span: Span,
}

/// A table of the dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table<'a> {
    /// Name of its file without ending: `entries`, `units`, `entries-2` …
    pub name: String,
    /// What its rows are.
    pub content: Content,
    /// The roster it comes from, from 0.
    pub roster: usize,
    /// Title in the notice's own words, if there is one.
    pub title: String,
    /// Columns from left to right; names are unique.
    pub fields: Vec<Field>,
    /// Rows in reading order, one cell per field.
    pub rows: Rows<'a>,
    /// Names of the fields that tell rows apart.
    pub key: Vec<String>,
    /// A field whose values are keys of another table: field, table, field there.
    pub reference: Option<Reference>,
}

impl Table<'_> {
    /// The same table with texts of its own, to outlive the notice.
    pub fn into_owned(self) -> Table<'static> {
        let Self { name, content, roster, title, fields, rows, key, reference } = self;
        Table { name, content, roster, title, fields, rows: rows.into_owned(), key, reference }
    }
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Entries of a roster.
    #[default]
    Entries,
    /// Organisations named by entries.
    Units,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The field here.
    pub field: String,
    /// The table it points to.
    pub table: String,
    /// The field there.
    pub target: String,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Name: the column's header.
    pub name: String,
    /// The printed header or the level's title; empty where the notice has no word for it.
    pub title: String,
    /// What stands in it, for people.
    pub description: String,
    /// Type of its values.
    pub kind: FieldKind,
    /// What every value keeps to.
    pub constraints: Constraints,
}

/// Type of a column's values. Empty cells are allowed in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Text, codes included.
    #[default]
    Text,
    /// Whole numbers.
    Integer,
    /// Decimal numbers.
    Decimal,
    /// Whole dates.
    Date,
    /// Years and months.
    YearMonth,
    /// Years.
    Year,
}

/// What the values of a column keep to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// No cell is empty.
    pub required: bool,
    /// No value comes twice.
    pub unique: bool,
    /// Every value matches this regular expression as a whole.
    pub pattern: Option<&'static str>,
    /// Every value is one of these.
    pub one_of: Vec<&'static str>,
    /// No number is below this.
    pub minimum: Option<i64>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is printed, or nothing is known.
    #[default]
    Empty,
    /// Text.
    Text(Cow<'a, str>),
    /// A division's code, written with all its digits.
    Code(Adcode),
    /// A whole number.
    Integer(i64),
    /// A decimal number, its digits as printed.
    Decimal(Cow<'a, str>),
    /// A date, as precise as it is known.
    Date(Date),
}

impl<'a> Cell<'a> {
    /// Text; the empty text is the empty cell.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The same cell with a text of its own.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Code(code) => Cell::Code(code),
            Self::Integer(number) => Cell::Integer(number),
            Self::Decimal(digits) => Cell::Decimal(Cow::Owned(digits.into_owned())),
            Self::Date(date) => Cell::Date(date),
        }
    }

    /// Whether nothing stands in it.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

impl std::fmt::Display for Cell<'_> {
    /// As written to text formats: ISO 8601 dates, digits without grouping, nothing when empty.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Decimal(text) => f.write_str(text),
            Self::Code(code) => write!(f, "{code}"),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{date}"),
        }
    }
}

impl FieldKind {
    /// The type that holds all of these cells; `otherwise` where all are empty.
    pub fn of<'a>(cells: impl IntoIterator<Item = Cell<'a>>, otherwise: Self) -> Self {
        let mut kind = None;
        for cell in cells {
            let this = match cell {
                Cell::Empty => continue,
                Cell::Text(_) | Cell::Code(_) => return Self::Text,
                Cell::Integer(_) => Self::Integer,
                Cell::Decimal(_) => Self::Decimal,
                Cell::Date(date) if date.is_whole() => Self::Date,
                Cell::Date(date) if date.month != 0 => Self::YearMonth,
                Cell::Date(_) => Self::Year,
            };
            kind = match (kind, this) {
                (None, this) => Some(this),
                (Some(kind), this) if kind == this => Some(this),
                (Some(Self::Integer | Self::Decimal), Self::Integer | Self::Decimal) => {
                    Some(Self::Decimal)
                }
                // Dates of several precisions, or numbers among dates: only text holds both.
                _ => return Self::Text,
            };
        }
        kind.unwrap_or(otherwise)
    }
}
