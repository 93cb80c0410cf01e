//! The door to the report: findings in the reader's format and language.

use super::Exit;
use super::args::{Deny, ReportArgs};
use super::session::Voice;
use crate::model::{FindingLevel, Report};
use crate::pipeline::Run;

/// The report as text, findings below `least` left out.
pub(super) fn render(
    _run: &Run,
    _flags: &ReportArgs,
    _least: FindingLevel,
    _colour: bool,
    _voice: Voice,
) -> String {
    String::new()
}

/// `report.json`.
pub(super) fn json(_run: &Run, _voice: Voice) -> Vec<u8> {
    b"{}\n".to_vec()
}

/// What a report makes of the exit status.
pub(super) fn verdict(report: &Report, flags: &ReportArgs) -> Exit {
    let bad = match flags.deny {
        Some(Deny::Warnings) => FindingLevel::Warning,
        None => FindingLevel::Error,
    };
    if report.findings.iter().any(|finding| finding.level >= bad) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// The gazetteer's version.
pub(super) fn gazetteer() -> &'static str {
    ""
}
