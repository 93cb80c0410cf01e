//! What normalize adds to a notice: values, beside the text they came from.

use std::sync::Arc;

use super::{Date, Notice, Place, Span, Unit};

/// A notice with the values of its rows.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// The notice, untouched.
    pub notice: Notice,
    /// The full names of the head's issuers on the notice's date, one for each; none where unknown.
    pub issuers: Vec<Option<String>>,
    /// Per roster, per entry.
    pub rosters: Vec<Vec<Row>>,
}

/// The values of one entry, column by column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// One value per column.
    pub values: Vec<Value>,
    /// Each step that leads from the printed text to a value.
    pub edits: Vec<Edit>,
}

/// A cell's value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing is printed, or a placeholder.
    #[default]
    Empty,
    /// Text that needed no cleaning: the printed text is the value.
    Printed,
    /// Text after cleaning.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number, digits as printed (trailing zeros kept), full width folded.
    Decimal(String),
    /// A date.
    Date(Date),
    /// A place, or an organisation in its stead; rows that say the same share it.
    Place(Arc<Place>),
    /// Organisations.
    Units(Vec<Unit>),
}

/// One recorded step from printed text to value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Column index.
    pub column: u32,
    /// Name of the rule: `bind-relative`, `expand-short`, `split-joint`, `fold-width` …
    pub rule: &'static str,
    /// Before; rows that say the same share it.
    pub from: Arc<str>,
    /// After.
    pub to: Arc<str>,
    /// Where the text stands.
    pub span: Span,
}
