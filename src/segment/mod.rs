//! [`Document`] → [`Notice`]: head, letter, claims and rosters.

use crate::model::{Document, Head, Notice};
use crate::schema::Schema;

/// Takes a document apart. Never fails: what cannot be told is an oddity of the notice.
pub fn segment(_document: &Document, _schema: Option<&Schema>) -> Notice {
    Notice::default()
}

/// The notice's head alone, enough to choose a schema by.
pub fn head(_document: &Document) -> Head {
    Head::default()
}
