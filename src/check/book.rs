//! Findings made outside a run over a notice: about a table, alone or held against a notice.

use super::{Settings, Sink, words};
use crate::model::Report;
use crate::model::report::{CheckRun, Level};

/// A report as it grows, check by check, levelled by the settings.
#[derive(Debug)]
pub struct Book<'s> {
    settings: &'s Settings,
    report: Report,
}

impl<'s> Book<'s> {
    /// An empty report.
    pub fn new(settings: &'s Settings) -> Self {
        Self { settings, report: Report::default() }
    }

    /// Runs one check, told by its code, unless it is switched off. Several calls for one check
    /// count as one run.
    pub fn run(&mut self, code: &str, tell: impl FnOnce(&mut Sink)) {
        let Some(check) = words::check_of(code) else { return };
        let chosen = self.settings.level_of(check);
        if chosen == Some(Level::Off) {
            return;
        }
        let mut sink = Sink::new(check, chosen, &mut self.report.findings);
        tell(&mut sink);
        let findings = sink.finish();
        if let Some(run) = self.report.checks.iter_mut().find(|run| run.code == check.code) {
            run.findings += findings;
        } else {
            let (code, name) = (check.code, check.name);
            self.report.checks.push(CheckRun { code, name, findings });
        }
    }

    /// Adds what another run found.
    pub fn take(&mut self, other: Report) {
        self.report.take(other);
    }

    /// The report under way, for what another stage found.
    pub fn report_mut(&mut self) -> &mut Report {
        &mut self.report
    }

    /// The report, its findings in order of place.
    pub fn close(mut self) -> Report {
        self.report.checks.sort_by_key(|run| run.code);
        self.report.findings.sort_by_key(|finding| (finding.primary.start, finding.code));
        self.report
    }
}
