//! `mingdan parse`: notices to datasets.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::display::tame;
use super::messages as say;
use super::parsing::{Also, Args, filed, packing};
use super::refused::Refused;
use super::report::{self, Manner};
use super::session::Reader;
use super::voice::{self, Voice};
use super::{Exit, batch, folder, io, summary};
use crate::emit::{self, Written};
use crate::model::dataset::Content;
use crate::model::{Dataset, FindingLevel};
use crate::pipeline::Run;
use crate::report::Input;

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    if stdin_twice(&args.files, voice) {
        return Exit::Failed;
    }
    // A folder of datasets stays one, even where a pattern names only one file this time.
    let stacked = args.output.as_deref().is_some_and(batch::is_stacked);
    let many = batch::is_many(&args.files) || stacked;
    if many && args.output.is_none() {
        let about = args.files.first().filter(|_| args.files.len() == 1);
        let about = about.map(|folder| folder.to_string_lossy());
        let what = voice.say(&say::SEVERAL_FILES, &[]);
        voice.fail(about.as_deref(), &what, Some(&voice.say(&say::SEVERAL_FILES_HELP, &[])));
        return Exit::Failed;
    }
    let Some(reader) = Reader::new(&args.schema, Some(&args.report), voice) else {
        return Exit::Failed;
    };
    match &args.output {
        None => to_stdout(args, &args.files[0], &reader, voice),
        Some(output) if many => batch::parse::run(args, output, &reader, voice),
        Some(output) => to_folder(args, &args.files[0], output, &reader, voice),
    }
}

/// Whether standard input is asked for more than once, which is then said.
pub(super) fn stdin_twice(files: &[PathBuf], voice: Voice) -> bool {
    let twice = files.iter().filter(|file| file.as_os_str() == "-").count() > 1;
    if twice {
        voice.fail(None, &voice.say(&say::STDIN_TWICE, &[]), None);
    }
    twice
}

fn to_folder(args: &Args, file: &Path, folder: &Path, reader: &Reader, voice: Voice) -> Exit {
    let run = match read(file, reader, true, voice) {
        Ok(run) => run,
        Err(refused) => return unread(args, &refused, voice),
    };
    let stale = report::stale(&report::seen(run.checked.report(), reader), reader);
    let also = stale.as_ref().map(|stale| (&reader.acceptances().document, stale));
    let report = filed(&run, also, voice);
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    let packing = packing(args, &report);
    let files = match folder::write(folder, |folder| folder.dataset(&dataset, &packing)) {
        Ok(files) => files,
        Err(refusal) => {
            refusal.tell(voice);
            return Exit::Failed;
        }
    };
    tell(args, &run, also, Some((&dataset, folder, &files)), voice);
    verdict(args, &run, also)
}

/// Reads the only notice of the command. The process ends with it: the system takes its memory back
/// as a whole, so it is never taken apart. `sum` asks for the notice's SHA-256.
fn read<'r>(
    file: &Path,
    reader: &'r Reader,
    sum: bool,
    voice: Voice,
) -> Result<ManuallyDrop<Run<'r>>, Refused> {
    reader.read(file, sum, voice).map(ManuallyDrop::new)
}

/// Says that a notice could not be read: in words, or in the format for a program.
fn unread(args: &Args, refused: &Refused, voice: Voice) -> Exit {
    if args.report.machine() {
        voice::tell(&report::whole_refused(refused, &args.report, voice));
    } else {
        voice::tell(&refused.words(voice));
    }
    Exit::Failed
}

fn verdict(args: &Args, run: &Run, also: Also<'_>) -> Exit {
    let stale = also.map_or(Exit::Clean, |(_, stale)| report::verdict(stale, &args.report));
    report::verdict(run.checked.report(), &args.report).max(stale)
}

fn to_stdout(args: &Args, file: &Path, reader: &Reader, voice: Voice) -> Exit {
    // Neither rows nor words say the notice's SHA-256, reports for programs do.
    let run = match read(file, reader, args.report.machine(), voice) {
        Ok(run) => run,
        Err(refused) => return unread(args, &refused, voice),
    };
    let dataset = emit::entries(&run.document, &run.checked, run.schema);
    let mut tables = dataset.tables.iter().filter(|table| table.content == Content::Entries);
    let count = dataset.notice.rosters.len();
    if args.roster.is_none() && count > 1 {
        list_rosters(&dataset, voice);
        return Exit::Failed;
    }
    let wanted = args.roster.unwrap_or(1);
    let table = wanted.checked_sub(1).and_then(|index| tables.nth(index));
    if let (None, Some(number)) = (table, args.roster) {
        let (number, count) = (number.to_string(), count.to_string());
        let values = [("number", number.as_str()), ("count", count.as_str())];
        voice.fail(None, &voice.say(&say::NO_SUCH_ROSTER, &values), None);
        return Exit::Failed;
    }
    let stale = report::stale(&report::seen(run.checked.report(), reader), reader);
    let also = stale.as_ref().map(|stale| (&reader.acceptances().document, stale));
    tell(args, &run, also, None, voice);
    let verdict = verdict(args, &run, also);
    let Some(table) = table else {
        // A finding says so already, unless it was switched off.
        if verdict == Exit::Clean {
            voice.fail(Some(&run.document.name), &voice.say(&say::NO_ROSTER, &[]), None);
        }
        return verdict.max(Exit::Findings);
    };
    io::write_by(|out| emit::csv::write_to(out, table, args.bom), voice).max(verdict)
}

/// Says which rosters there are to choose from.
fn list_rosters(dataset: &Dataset, voice: Voice) {
    let count = dataset.notice.rosters.len().to_string();
    let what = voice.say(&say::SEVERAL_ROSTERS, &[("count", &count)]);
    voice.fail(None, &what, Some(&voice.say(&say::SEVERAL_ROSTERS_HELP, &[])));
    for (index, roster) in dataset.notice.rosters.iter().enumerate() {
        let title = match &roster.title {
            Some(title) => tame(&title.value),
            None => voice.say(&say::UNTITLED, &[]),
        };
        let (number, count) = ((index + 1).to_string(), roster.entries.to_string());
        let values = [("number", &*number), ("title", &*title), ("count", &*count)];
        voice::tell(&format!("  {}\n", voice.say(&say::ROSTER_CHOICE, &values)));
    }
}

/// The words about a document: its findings, and a summary where a folder was written. Machine
/// formats stand alone, so that stderr can be read by a program.
fn tell(
    args: &Args,
    run: &Run,
    also: Also<'_>,
    written: Option<(&Dataset, &Path, &[Written])>,
    voice: Voice,
) {
    let least = match (voice.quiet, voice.verbose) {
        (true, _) => args.report.fails(),
        (_, true) => FindingLevel::Note,
        _ => FindingLevel::Warning,
    };
    let text = args.report.format == "text";
    let reports = [Some(run.checked.report()), also.map(|(_, stale)| stale)];
    if !text || reports.into_iter().flatten().any(|report| report.fails(least)) {
        let manner = Manner { least, colour: voice.words.0, counts: false };
        let input = Input { also, ..report::input(run) };
        voice::tell(&report::whole(&input, &args.report, manner, voice));
        if text && written.is_some() && !voice.quiet {
            voice::tell("\n");
        }
    }
    if let (Some((dataset, folder, files)), true, false) = (written, text, voice.quiet) {
        voice::tell(&summary::write(run, dataset, folder, files, voice));
    }
}
