//! `mingdan check`: the report alone.

use std::path::{Path, PathBuf};

use super::args::{ReportArgs, SchemaArg};
use super::batch::{self, pool, progress::Progress};
use super::messages as say;
use super::session::{self, Reader, Voice, tell};
use super::{Exit, io, parse, report};
use crate::model::FindingLevel;

/// Check notices: print what is wrong with them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Notices, and folders of them; `-` is standard input
    #[arg(required = true, value_name = "NOTICE|DIR")]
    files: Vec<PathBuf>,
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
    if !batch::is_many(&args.files) {
        let done = check(&args.files[0], args, &reader, voice);
        tell(&done.words);
        return io::write(done.report.as_bytes(), voice).max(done.exit);
    }
    let (documents, mut exit) = batch::documents(&args.files, None, voice);
    let mut progress = Progress::new(documents.len(), voice);
    pool::quiet_panics();
    let work = |index: usize| check(&documents[index].path, args, &reader, voice);
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

fn check(file: &Path, args: &Args, reader: &Reader, voice: Voice) -> Done {
    let failed = |what: &str, help: Option<&str>| Done {
        exit: Exit::Failed,
        report: String::new(),
        words: voice.failure(Some(&file.to_string_lossy()), what, help),
    };
    let source = match io::read(file) {
        Ok(source) => source,
        Err(error) => return failed(&io::reason(&error, voice), None),
    };
    match reader.take(&source) {
        Err(error) => {
            let help = session::help(&error, voice);
            failed(&session::why(&error, voice), help.as_deref())
        }
        Ok(run) => {
            let least = if voice.quiet { FindingLevel::Error } else { FindingLevel::Note };
            let report = report::render(&run, &args.report, least, voice.data.0, voice);
            let exit = report::verdict(run.checked.report(), &args.report);
            Done { exit, report, words: String::new() }
        }
    }
}
