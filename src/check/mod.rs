//! [`Resolved`] → [`Checked`]: the report, and the only door to emit.

use crate::gazetteer::Gazetteer;
use crate::model::report::Level;
use crate::model::{Document, Report, Resolved};
use crate::schema::Schema;

/// How findings are levelled.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Levels that replace a check's own, by code.
    pub levels: Vec<(String, Level)>,
}

/// A notice that has been checked. Only [`check`] makes one, so nothing unchecked leaves.
#[derive(Debug)]
pub struct Checked {
    resolved: Resolved,
    report: Report,
}

impl Checked {
    /// The notice and its values.
    pub fn resolved(&self) -> &Resolved {
        &self.resolved
    }

    /// What was found.
    pub fn report(&self) -> &Report {
        &self.report
    }
}

/// Runs every check.
pub fn check(
    _document: &Document,
    resolved: Resolved,
    _schema: Option<&Schema>,
    _gazetteer: &Gazetteer,
    _settings: &Settings,
) -> Checked {
    Checked { resolved, report: Report::default() }
}
