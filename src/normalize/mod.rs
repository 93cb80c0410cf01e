//! [`Notice`] → [`Resolved`]: values beside the printed text.

pub mod place;
pub mod unit;

use crate::gazetteer::Gazetteer;
use crate::model::{Document, Notice, Resolved};
use crate::schema::Schema;

/// Gives each row its values. Never fails: what cannot be resolved stays as printed and is marked.
pub fn normalize(
    _document: &Document,
    notice: Notice,
    _schema: Option<&Schema>,
    _gazetteer: &Gazetteer,
) -> Resolved {
    Resolved { notice, rosters: Vec::new() }
}
