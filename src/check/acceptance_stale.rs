//! MD601: an acceptance that no longer matches any finding.

use super::{Check, Settings, Sink};
use crate::accept::{Acceptances, Seen};
use crate::model::Report;
use crate::model::report::{CheckRun, Level};

pub(super) static CHECK: Check = check!("MD601" acceptance-stale: Error, of Acceptance);

/// The report on an acceptance file, once the reports of all targets are there: its entries that match no finding. Spans are of the file's
/// own text.
pub fn stale(acceptances: &Acceptances, seen: &Seen, settings: &Settings) -> Report {
    let mut report = Report::default();
    let chosen = settings.level_of(&CHECK);
    if chosen == Some(Level::Off) {
        return report;
    }
    let mut sink = Sink::new(&CHECK, chosen, &mut report.findings);
    for entry in seen.stale(&acceptances.entries) {
        let name = super::words::check_of(entry.code).map_or("", |check| check.name);
        sink.find("", entry.span)
            .arg("code", entry.code)
            .arg("name", name)
            .arg("fingerprint", &entry.fingerprint)
            .arg("reason", &entry.reason);
    }
    let findings = sink.finish();
    report.checks.push(CheckRun { code: CHECK.code, name: CHECK.name, findings });
    crate::accept::settle(&acceptances.document, &mut report.findings, &[]);
    report
}
