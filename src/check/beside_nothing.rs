//! MD602: a lock, or a file of accepted findings, beside which no notice stands.

use super::{Check, Settings, Sink};
use crate::model::report::{CheckRun, Level};
use crate::model::{Document, Report, Span};

pub(super) static CHECK: Check = check!("MD602" beside-nothing: Error, of Acceptance);

/// The report on a file that was made to stand beside a notice, and does not.
pub fn beside_nothing(document: &Document, settings: &Settings) -> Report {
    let mut report = Report::default();
    let chosen = settings.level_of(&CHECK);
    if chosen == Some(Level::Off) {
        return report;
    }
    let mut sink = Sink::new(&CHECK, chosen, &mut report.findings);
    sink.find("", Span::at(0));
    let findings = sink.finish();
    report.checks.push(CheckRun { code: CHECK.code, name: CHECK.name, findings });
    crate::accept::settle(document, &mut report.findings, &[]);
    report
}
