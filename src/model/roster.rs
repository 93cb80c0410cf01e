//! A roster: columns, groups and entries, all as spans of the text plane.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Document, Span, Spanned};

/// One list of entries with its columns and groups.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Its title, usually the annex's.
    pub title: Option<Spanned<String>>,
    /// What its order means, as printed: `根据专家评审得分排序`.
    pub ordering: Option<Spanned<String>>,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Names of the group levels, outermost first; empty where there are no groups.
    pub levels: Vec<String>,
    /// Groups in reading order, the innermost headings only.
    pub groups: Vec<Group>,
    /// Entries in reading order.
    pub entries: Vec<Entry>,
    /// Cell spans, entry by entry, `columns.len()` each; empty spans where a cell is missing.
    pub cells: Vec<Span>,
    /// Cells put together from several pieces, by index into `cells`; the pieces in order.
    pub joined: BTreeMap<u32, Vec<Span>>,
    /// Cells with several values one below the other in one merged row, by index into `cells`.
    pub stacked: BTreeMap<u32, Vec<Span>>,
    /// How serials run.
    pub serial: SerialRule,
    /// Notes, footnotes and sums that belong to it.
    pub notes: Vec<Note>,
    /// From its first to its last character.
    pub span: Span,
    /// Rows of a long table that were seen to be in order and are not among the entries; in order.
    pub left_out: Vec<LeftOut>,
}

/// Rows that stand together and are not among a roster's entries, their serials going up by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Index of the entry that follows them; the number of entries at the end.
    pub before: u32,
    /// How many.
    pub rows: u32,
    /// Serial of the first.
    pub first: u32,
    /// Serial of the last.
    pub last: u32,
}

/// A column of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the dataset: from the schema, else by role, else `column_N`.
    pub key: String,
    /// The printed header, spaces removed; empty where there is none.
    pub title: String,
    /// The printed header's place, where it was read.
    pub header: Option<Span>,
    /// What its values are.
    pub role: Role,
    /// Why that role: `schema`, `header`, `values`, `bracket` (what stands in brackets behind names), or `none`.
    pub evidence: &'static str,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Serial or rank.
    Serial,
    /// A place.
    Place,
    /// A place, or an organisation in a place's stead.
    PlaceOrUnit,
    /// One or several organisations.
    Units,
    /// The name of the thing listed.
    Name,
    /// A project.
    Project,
    /// A code, kept as text.
    Code,
    /// A number.
    Number,
    /// A date.
    Date,
    /// Remarks.
    Note,
    /// Anything else.
    Text,
}

impl Role {
    /// The word used in schemas and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Place => "place",
            Self::PlaceOrUnit => "place-or-unit",
            Self::Units => "units",
            Self::Name => "name",
            Self::Project => "project",
            Self::Code => "code",
            Self::Number => "number",
            Self::Date => "date",
            Self::Note => "note",
            Self::Text => "text",
        }
    }

    /// Every role, for schemas.
    pub const ALL: [Self; 11] = [
        Self::Serial,
        Self::Place,
        Self::PlaceOrUnit,
        Self::Units,
        Self::Name,
        Self::Project,
        Self::Code,
        Self::Number,
        Self::Date,
        Self::Note,
        Self::Text,
    ];

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A group: the innermost heading above its entries, with all levels spelled out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Values per level, outermost first; as long as `Roster::levels`, empty where a level is absent.
    pub path: Vec<String>,
    /// The heading as printed.
    pub heading: String,
    /// Where the heading stands.
    pub span: Span,
    /// The count printed in the heading, as an index into `Notice::claims`.
    pub claim: Option<u32>,
}

/// One row. Its cells are `Roster::cells[index * columns …]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From its first to its last character.
    pub span: Span,
    /// Index into `Roster::groups`.
    pub group: Option<u32>,
    /// The printed serial or rank.
    pub serial: Serial,
    /// Cells the source gave, where that is not the number of columns.
    pub ragged: bool,
}

/// A printed serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serial {
    /// The roster prints none, or none in this row.
    None,
    /// A number.
    Value(u32),
    /// Something stands there that is no number.
    Unreadable,
}

impl Serial {
    /// The number, if it is one.
    pub const fn value(self) -> Option<u32> {
        match self {
            Self::Value(n) => Some(n),
            _ => None,
        }
    }
}

/// How serials run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SerialRule {
    /// No serials are printed.
    #[default]
    None,
    /// From 1 in each group.
    PerGroup,
    /// On through all groups.
    RunOn,
}

/// A line of the annex that is no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Where.
    pub span: Span,
}

/// Kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A footnote or remark.
    Remark,
    /// A row of sums (小计, 合计); its table row's cells follow the columns.
    Sum,
    /// A row that points at an entry elsewhere.
    CrossReference,
    /// A unit of measurement for the whole table (单位：万千瓦).
    UnitLine,
}

impl Roster {
    /// The cell spans of an entry, one per column.
    pub fn row(&self, entry: usize) -> &[Span] {
        let width = self.columns.len();
        &self.cells[entry * width..(entry + 1) * width]
    }

    /// A cell's printed text. Values stacked in it stand on a line each; pieces of a rejoined cell are put together without a gap between
    /// Chinese characters and with a space between Latin words.
    #[inline]
    pub fn cell<'a>(&self, document: &'a Document, entry: usize, column: usize) -> Cow<'a, str> {
        let index = entry * self.columns.len() + column;
        if self.stacked.is_empty() && self.joined.is_empty() {
            return Cow::Borrowed(document.slice(self.cells[index]));
        }
        self.composed(document, index)
    }

    /// The same where some cells have several values or pieces.
    fn composed<'a>(&self, document: &'a Document, index: usize) -> Cow<'a, str> {
        if let Some(values) = self.stacked.get(&(index as u32)) {
            let lines: Vec<&str> = values.iter().map(|value| document.slice(*value)).collect();
            return Cow::Owned(lines.join("\n"));
        }
        match self.joined.get(&(index as u32)) {
            None => Cow::Borrowed(document.slice(self.cells[index])),
            Some(pieces) => {
                let mut text = String::new();
                for piece in pieces {
                    let piece = document.slice(*piece);
                    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                    if latin(text.chars().last()) && latin(piece.chars().next()) {
                        text.push(' ');
                    }
                    text.push_str(piece);
                }
                Cow::Owned(text)
            }
        }
    }

    /// Whether a cell has several values, one below the other.
    pub fn is_stacked(&self, entry: usize, column: usize) -> bool {
        let index = entry * self.columns.len() + column;
        !self.stacked.is_empty() && self.stacked.contains_key(&(index as u32))
    }

    /// How many rows it has, those that are left out among them.
    pub fn rows(&self) -> usize {
        let left_out: usize = self.left_out.iter().map(|left| left.rows as usize).sum();
        self.entries.len() + left_out
    }

    /// Index of the serial column.
    pub fn serial_column(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.role == Role::Serial)
    }
}
