//! `mingdan check`: the report alone.

use std::path::{Path, PathBuf};

use super::args::{ReportArgs, SchemaArg};
use super::batch::{self, pool, progress::Progress};
use super::messages as say;
use super::session::{self, Reader, Voice, tell};
use super::{Exit, io, parse, report};
use crate::gazetteer::Gazetteer;
use crate::ingest::IngestError;
use crate::model::FindingLevel;
use crate::pipeline::{self, Run};

/// Check notices: print what is wrong with them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Notices, and folders of them; `-` is standard input
    #[arg(required = true, value_name = "NOTICE|DIR")]
    files: Vec<PathBuf>,
    /// Hold the tables against this notice, row by row, both ways
    #[arg(long, value_name = "NOTICE")]
    against: Option<PathBuf>,
    #[command(flatten)]
    jobs: batch::Jobs,
    #[command(flatten)]
    schema: SchemaArg,
    #[command(flatten)]
    report: ReportArgs,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    if parse::stdin_twice(&args.files, voice) {
        return Exit::Failed;
    }
    let Some(reader) = Reader::new(&args.schema, Some(&args.report), voice) else {
        return Exit::Failed;
    };
    // The notice is read once, however many tables are held against it.
    let notice = match &args.against {
        None => None,
        Some(path) => match reader.run(path, voice) {
            None => return Exit::Failed,
            run => run,
        },
    };
    let check = |file: &Path| match &notice {
        Some(notice) => against(file, notice, args, &reader, voice),
        None => check(file, args, &reader, voice),
    };
    if !batch::is_many(&args.files) {
        let done = check(&args.files[0]);
        tell(&done.words);
        return io::write(done.report.as_bytes(), voice).max(done.exit);
    }
    let (documents, mut exit) = batch::documents(&args.files, None, voice);
    let mut progress = Progress::new(documents.len(), voice);
    pool::quiet_panics();
    let work = |index: usize| check(&documents[index].path);
    pool::ordered(documents.len(), args.jobs.count(), work, |index, result| {
        let path = documents[index].path.to_string_lossy();
        let done = result.unwrap_or_else(|said| {
            let what = voice.say(&say::BROKE_DOWN, &[("why", &said)]);
            let words = voice.failure(Some(&path), &what, None);
            Done { exit: Exit::Failed, report: String::new(), words }
        });
        progress.say(&done.words);
        if !done.report.is_empty() {
            progress.clear();
        }
        exit = exit.max(done.exit).max(io::write(done.report.as_bytes(), voice));
        progress.step(index + 1, &path);
    });
    progress.clear();
    exit
}

/// What checking a document gave.
struct Done {
    exit: Exit,
    /// For stdout.
    report: String,
    /// For stderr.
    words: String,
}

/// What could not be done with a file.
fn failed(file: &Path, what: &str, help: Option<&str>, voice: Voice) -> Done {
    let words = voice.failure(Some(&file.to_string_lossy()), what, help);
    Done { exit: Exit::Failed, report: String::new(), words }
}

fn unread(file: &Path, error: &IngestError, voice: Voice) -> Done {
    let help = session::help(error, voice);
    failed(file, &session::why(error, voice), help.as_deref(), voice)
}

/// Holds a table against a notice.
fn against(file: &Path, notice: &Run<'_>, args: &Args, reader: &Reader, voice: Voice) -> Done {
    let source = match io::read(file) {
        Ok(source) => source,
        Err(error) => return failed(file, &io::reason(&error, voice), None, voice),
    };
    match pipeline::ground(&source, notice, Gazetteer::embedded(), reader.settings()) {
        Err(error) => unread(file, &error, voice),
        Ok((document, report)) => {
            let (least, colour) = (least(voice), voice.data.0);
            let text = report::of_table(&document, &report, &args.report, least, colour, voice);
            Done {
                exit: report::verdict(&report, &args.report),
                report: text,
                words: String::new(),
            }
        }
    }
}

fn least(voice: Voice) -> FindingLevel {
    if voice.quiet { FindingLevel::Error } else { FindingLevel::Note }
}

fn check(file: &Path, args: &Args, reader: &Reader, voice: Voice) -> Done {
    let source = match io::read(file) {
        Ok(source) => source,
        Err(error) => return failed(file, &io::reason(&error, voice), None, voice),
    };
    match reader.take(&source) {
        Err(error) => unread(file, &error, voice),
        Ok(run) => {
            let report = report::render(&run, &args.report, least(voice), voice.data.0, voice);
            let exit = report::verdict(run.checked.report(), &args.report);
            Done { exit, report, words: String::new() }
        }
    }
}
