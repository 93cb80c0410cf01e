//! The door to the report: findings in the reader's format and language.

use super::Exit;
use super::args::ReportArgs;
use super::refused::Refused;
use super::session::Reader;
use super::voice::Voice;
use crate::accept::Seen;
use crate::check;
use crate::gazetteer::Gazetteer;
use crate::model::{FindingLevel, Report};
use crate::pipeline::Run;
use crate::report::{Input, Piece, Refusal, Scope, Sheets, Target};

/// Where a report goes decides what is said in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Findings below this level are left out.
    pub(super) least: FindingLevel,
    /// Whether to colour.
    pub(super) colour: bool,
    /// Whether to list the counts.
    pub(super) counts: bool,
}

impl Manner {
    /// That of a command whose data is the report.
    pub(super) fn of_data(flags: &ReportArgs, voice: Voice) -> Self {
        let least = match (voice.quiet, voice.verbose) {
            // What fails the run is what is wrong.
            (true, _) => flags.fails(),
            // What is only told needs no acceptance.
            (_, false) if flags.format == "accept" => FindingLevel::Warning,
            _ => FindingLevel::Note,
        };
        Self { least, colour: voice.data.0, counts: !voice.quiet }
    }
}

/// What any report gives, in the manner asked for.
pub(super) fn piece_of(input: &Input, flags: &ReportArgs, manner: Manner, voice: Voice) -> Piece {
    let Manner { least, colour, counts } = manner;
    let fails = flags.fails();
    let input = Input { least, colour, counts, fails, lang: voice.lang, ..*input };
    (flags.renderer().piece)(&Target::Checked(input))
}

/// What a target that could not be read gives.
pub(super) fn refused(refused: &Refused, flags: &ReportArgs, voice: Voice) -> Piece {
    let Refused { file, code, why, .. } = refused;
    let refusal = Refusal { file, code: *code, why, lang: voice.lang };
    (flags.renderer().piece)(&Target::Refused(refusal))
}

/// A report under way, of one target or many.
pub(super) fn sheets(flags: &ReportArgs, many: bool, voice: Voice) -> Sheets {
    Sheets::new(flags.renderer(), Scope { many, lang: voice.lang })
}

/// The whole report on a single target.
pub(super) fn whole(input: &Input, flags: &ReportArgs, manner: Manner, voice: Voice) -> String {
    let mut sheets = sheets(flags, false, voice);
    sheets.add(piece_of(input, flags, manner, voice)) + &sheets.close()
}

/// The whole report on a single target that could not be read.
pub(super) fn whole_refused(refused: &Refused, flags: &ReportArgs, voice: Voice) -> String {
    let mut sheets = sheets(flags, false, voice);
    sheets.add(self::refused(refused, flags, voice)) + &sheets.close()
}

/// What reports have shown about the accepted findings.
pub(super) fn seen(report: &Report, reader: &Reader) -> Seen {
    Seen::of(&reader.acceptances().entries, report)
}

/// The report on the acceptance file, once all others are there. Nothing where there is no such
/// file.
pub(super) fn stale(seen: &Seen, reader: &Reader) -> Option<Report> {
    let acceptances = reader.acceptances();
    let given = !acceptances.document.name.is_empty();
    given.then(|| check::stale(acceptances, seen, reader.settings()))
}

/// The report on a notice, before any flag.
pub(super) fn input<'r>(run: &'r Run) -> Input<'r> {
    let notice = Some(&run.checked.resolved().notice);
    Input { notice, ..Input::new(&run.document, run.checked.report()) }
}

/// What a report makes of the exit status.
pub(super) fn verdict(report: &Report, flags: &ReportArgs) -> Exit {
    if report.fails(flags.fails()) { Exit::Findings } else { Exit::Clean }
}

/// The gazetteer's version.
pub(super) fn gazetteer() -> &'static str {
    Gazetteer::embedded().version()
}
