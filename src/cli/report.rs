//! The door to the report: findings in the reader's format and language.

use super::Exit;
use super::args::{Deny, ReportArgs};
use super::session::Voice;
use crate::gazetteer::Gazetteer;
use crate::model::{Document, FindingLevel, Report};
use crate::pipeline::Run;
use crate::report::{self, Input};

/// The report in the format asked for, findings below `least` left out.
pub(super) fn render(
    run: &Run,
    flags: &ReportArgs,
    least: FindingLevel,
    colour: bool,
    voice: Voice,
) -> String {
    let input = Input { least, colour, lang: voice.lang, ..input(run) };
    // The flag's values are the names of the formats there are.
    report::render(&flags.format, &input).unwrap_or_default()
}

/// A report about a table, in the format asked for.
pub(super) fn of_table(
    document: &Document,
    report: &Report,
    flags: &ReportArgs,
    least: FindingLevel,
    colour: bool,
    voice: Voice,
) -> String {
    let input = Input { document, report, notice: None, lang: voice.lang, least, colour };
    report::render(&flags.format, &input).unwrap_or_default()
}

/// `report.json`. Files speak English unless a language was asked for by name, so that a dataset
/// does not depend on who made it where.
pub(super) fn json(run: &Run, voice: Voice) -> Vec<u8> {
    let input = Input { lang: voice.asked.unwrap_or_default(), ..input(run) };
    report::render("json", &input).unwrap_or_default().into_bytes()
}

fn input<'r>(run: &'r Run) -> Input<'r> {
    Input {
        document: &run.document,
        report: run.checked.report(),
        notice: Some(&run.checked.resolved().notice),
        lang: crate::model::Lang::default(),
        least: FindingLevel::Note,
        colour: false,
    }
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
    Gazetteer::embedded().version()
}
