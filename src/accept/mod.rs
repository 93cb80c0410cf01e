//! Deviations that a person has looked at and accepted, each with a reason.
//!
//! They live in a TOML file beside the data. An entry names a finding by its code and its
//! fingerprint, which survives that lines move; it accepts this one finding and no
//! other. What is accepted stays in the report and counts for nothing. An entry that no longer
//! matches anything is a finding itself (MD601).

mod fingerprint;
mod load;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Document, Finding, Report, Span};

pub use load::{Fault, FaultKind, load};

/// An acceptance file.
#[derive(Clone, Debug, Default)]
pub struct Acceptances {
    /// The file itself, so that findings can point into it.
    pub document: Document,
    /// Its entries, in order.
    pub entries: Vec<Acceptance>,
}

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Code of the check.
    pub code: &'static str,
    /// Which finding of the check.
    pub fingerprint: String,
    /// Why it is accepted; never empty.
    pub reason: String,
    /// The fingerprint's place in the file.
    pub span: Span,
}

/// Findings of a kind that are only counted, not told one by one: nobody has seen them, so nobody
/// can accept them.
pub const COUNTED: &str = "more";

/// Gives each finding its fingerprint, and its reason where it is accepted. Findings must be in
/// their final order: it tells like ones apart.
pub fn settle(document: &Document, findings: &mut [Finding], entries: &[Acceptance]) {
    fingerprint::stamp(document, findings);
    for finding in findings.iter_mut().filter(|finding| finding.key != COUNTED) {
        let entry = entries.iter().find(|entry| entry.is_about(finding));
        finding.accepted = entry.map(|entry| entry.reason.clone());
    }
}

impl Acceptance {
    fn is_about(&self, finding: &Finding) -> bool {
        self.code == finding.code && self.fingerprint == finding.fingerprint
    }
}

/// What the reports of a run have shown about the entries of a file. It can be kept beside a report
/// and added later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Entries that match a finding, by their order.
    matched: BTreeSet<usize>,
    /// Checks that ran, so that their entries can be judged.
    ran: BTreeSet<String>,
    /// Checks with findings that were only counted: an entry may be about one of those.
    counted: BTreeSet<String>,
}

impl Seen {
    /// What one report shows.
    pub fn of(entries: &[Acceptance], report: &Report) -> Self {
        let found = |entry: &Acceptance| report.findings.iter().any(|f| entry.is_about(f));
        let numbered = entries.iter().enumerate();
        let counted = report.findings.iter().filter(|finding| finding.key == COUNTED);
        Self {
            matched: numbered.filter(|(_, entry)| found(entry)).map(|(at, _)| at).collect(),
            ran: report.checks.iter().map(|run| run.code.to_owned()).collect(),
            counted: counted.map(|finding| finding.code.to_owned()).collect(),
        }
    }

    /// Adds what another report shows.
    pub fn add(&mut self, other: Self) {
        self.matched.extend(other.matched);
        self.ran.extend(other.ran);
        self.counted.extend(other.counted);
    }

    /// Entries that match no finding, though their check ran.
    pub fn stale<'a>(&self, entries: &'a [Acceptance]) -> Vec<&'a Acceptance> {
        let judged = |code: &str| self.ran.contains(code) && !self.counted.contains(code);
        let numbered = entries.iter().enumerate();
        let stale = numbered.filter(|(at, e)| !self.matched.contains(at) && judged(e.code));
        stale.map(|(_, entry)| entry).collect()
    }
}

#[cfg(test)]
mod tests;
