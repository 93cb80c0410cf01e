//! `mingdan parse`: notices to datasets.

use std::path::{Path, PathBuf};

use super::args::{ReportArgs, SchemaArg};
use super::display::tame;
use super::messages as say;
use super::session::{self, Reader, Voice};
use super::{Exit, folder, io, report, summary};
use crate::emit::{self, File, Packing};
use crate::model::dataset::Content;
use crate::model::{Dataset, FindingLevel};
use crate::pipeline::Run;

/// Parse notices into datasets
///
/// With -o, writes a dataset folder and a summary to stderr; without, the entries as CSV to
/// stdout.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Notices; `-` is standard input
    #[arg(required = true, value_name = "NOTICE")]
    files: Vec<PathBuf>,
    /// Folder for the dataset; several notices get a folder each in it
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Which roster goes to stdout, from 1
    #[arg(long, value_name = "N", conflicts_with = "output")]
    roster: Option<usize>,
    /// Begin CSV files with a byte order mark, for spreadsheet programs that need one
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    schema: SchemaArg,
    #[command(flatten)]
    report: ReportArgs,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    if stdin_twice(&args.files, voice) {
        return Exit::Failed;
    }
    if args.files.len() > 1 && args.output.is_none() {
        let what = voice.say(&say::SEVERAL_FILES, &[]);
        voice.fail(None, &what, Some(&voice.say(&say::SEVERAL_FILES_HELP, &[])));
        return Exit::Failed;
    }
    let Some(reader) = Reader::new(&args.schema, Some(&args.report), voice) else {
        return Exit::Failed;
    };
    let Some(output) = &args.output else {
        return to_stdout(args, &args.files[0], &reader, voice);
    };
    let folders = match args.files.len() {
        1 => vec![output.clone()],
        _ => folder::stems(args.files.iter().map(PathBuf::as_path))
            .iter()
            .map(|stem| output.join(stem))
            .collect(),
    };
    let mut exit = Exit::Clean;
    let mut failed: usize = 0;
    for (file, folder) in args.files.iter().zip(&folders) {
        let this = to_folder(args, file, folder, &reader, voice);
        failed += usize::from(this == Exit::Failed);
        exit = exit.max(this);
    }
    if failed > 0 && args.files.len() > 1 {
        let (count, all) = (failed.to_string(), args.files.len().to_string());
        voice.fail(None, &voice.say(&say::NOT_DONE, &[("count", &count), ("all", &all)]), None);
    }
    exit
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
    let Some(mut run) = reader.run(file, voice) else { return Exit::Failed };
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    // What is written does not say where the file lay; what is said does.
    let typed = std::mem::replace(&mut run.document.name, dataset.source.name.clone());
    let report = report::json(&run, voice);
    run.document.name = typed;
    let packing = Packing { bom: args.bom, report: &report, gazetteer: report::gazetteer() };
    let files = emit::files(&dataset, &packing);
    if let Err(refusal) = folder::write(folder, &files) {
        refused(&refusal, voice);
        return Exit::Failed;
    }
    tell(args, &run, Some((&dataset, folder, &files)), voice);
    report::verdict(run.checked.report(), &args.report)
}

/// Says what could not be written.
fn refused(refusal: &folder::Refusal, voice: Voice) {
    use std::io::ErrorKind::{AlreadyExists, NotADirectory, PermissionDenied};
    let what = match refusal.error.kind() {
        AlreadyExists | NotADirectory => voice.say(&say::NOT_A_FOLDER, &[]),
        PermissionDenied => voice.say(&say::DENIED, &[]),
        _ => voice.say(&say::CANNOT_WRITE, &[("why", &refusal.error.to_string())]),
    };
    voice.fail(Some(&refusal.path.to_string_lossy()), &what, None);
}

fn to_stdout(args: &Args, file: &Path, reader: &Reader, voice: Voice) -> Exit {
    let Some(run) = reader.run(file, voice) else { return Exit::Failed };
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
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
    tell(args, &run, None, voice);
    let verdict = report::verdict(run.checked.report(), &args.report);
    let Some(table) = table else {
        // A finding says so already, unless it was switched off.
        if verdict == Exit::Clean {
            voice.fail(Some(&run.document.name), &voice.say(&say::NO_ROSTER, &[]), None);
        }
        return verdict.max(Exit::Findings);
    };
    io::write(&emit::csv::write(table, args.bom), voice).max(verdict)
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
        session::tell(&format!("  {}\n", voice.say(&say::ROSTER_CHOICE, &values)));
    }
}

/// The words about a document: its findings, and a summary where a folder was written. Machine
/// formats stand alone, so that stderr can be read by a program.
fn tell(args: &Args, run: &Run, written: Option<(&Dataset, &Path, &[File])>, voice: Voice) {
    let least = match (voice.quiet, voice.verbose) {
        (true, _) => FindingLevel::Error,
        (_, true) => FindingLevel::Note,
        _ => FindingLevel::Warning,
    };
    let text = args.report.format == "text";
    let findings = &run.checked.report().findings;
    if !text || findings.iter().any(|finding| finding.level >= least) {
        let report = report::render(run, &args.report, least, voice.words.0, voice);
        session::tell(&report);
        if text && written.is_some() && !voice.quiet {
            session::tell("\n");
        }
    }
    if let (Some((dataset, folder, files)), true, false) = (written, text, voice.quiet) {
        session::tell(&summary::write(run, dataset, folder, files, voice));
    }
}
