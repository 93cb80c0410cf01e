//! `mingdan check`: the report alone.

use std::path::PathBuf;

use super::args::{ReportArgs, SchemaArg};
use super::session::{Reader, Voice};
use super::{Exit, io, parse, report};
use crate::model::FindingLevel;

/// Check notices: print what is wrong with them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Notices; `-` is standard input
    #[arg(required = true, value_name = "NOTICE")]
    files: Vec<PathBuf>,
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
    let mut exit = Exit::Clean;
    for file in &args.files {
        let this = match reader.run(file, voice) {
            None => Exit::Failed,
            Some(run) => {
                let least = if voice.quiet { FindingLevel::Error } else { FindingLevel::Note };
                let text = report::render(&run, &args.report, least, voice.data.0, voice);
                let written = io::write(text.as_bytes(), voice);
                written.max(report::verdict(run.checked.report(), &args.report))
            }
        };
        exit = exit.max(this);
    }
    exit
}
