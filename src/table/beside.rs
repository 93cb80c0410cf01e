//! What a table is checked with: what lies beside it in its dataset folder.

use serde_json::Value;

use crate::model::Document;
use crate::schema::Schema;

/// What stands beside a table in its dataset folder.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// `notice.json`.
    pub notice: Option<&'a Value>,
    /// `text.txt`, laid out.
    pub text: Option<&'a Document>,
    /// The table's resource in `datapackage.json`.
    pub resource: Option<&'a Value>,
    /// That of the table of its organisations.
    pub units_resource: Option<&'a Value>,
    /// The schema whose pins hold, where the table has all rows of its notice: the tables of a
    /// dataset are held together, by [`pins()`](super::pins()).
    pub schema: Option<&'a Schema>,
    /// Which of the notice's rosters the table is, from 0.
    pub roster: usize,
    /// The last rank of the table before this one.
    pub rank_before: Option<u32>,
}
