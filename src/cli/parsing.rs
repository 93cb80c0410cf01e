//! What parsing one notice and many share: the flags, and how a dataset is written.

use std::path::PathBuf;

use super::args::{ReportArgs, SchemaArg};
use super::voice::Voice;
use super::{batch, report};
use crate::emit::{self, Packing, Reported};
use crate::model::{Document, Report};
use crate::pipeline::Run;
use crate::report::Input;

/// Parse notices into datasets
///
/// With -o, writes a dataset folder and a summary to stderr; without, the entries as CSV to
/// stdout. Of several notices, or a folder of them, -o gets a dataset folder each, documents.csv
/// with what became of each, and entries.csv with the entries of all. What is there already and
/// unchanged is kept.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Notices, and folders of them; `-` is standard input
    #[arg(required = true, value_name = "NOTICE|DIR")]
    pub(super) files: Vec<PathBuf>,
    /// Folder for the dataset; several notices get a folder each in it
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Which roster goes to stdout, from 1
    #[arg(long, value_name = "N", conflicts_with = "output")]
    pub(super) roster: Option<usize>,
    /// Begin CSV files with a byte order mark, for spreadsheet programs that need one
    #[arg(long)]
    pub(super) bom: bool,
    #[command(flatten)]
    pub(super) jobs: batch::Jobs,
    /// Parse anew what an earlier run has parsed already
    #[arg(long)]
    pub(super) fresh: bool,
    #[command(flatten)]
    pub(super) schema: SchemaArg,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

/// An acceptance file and what is stale in it.
pub(super) type Also<'a> = Option<(&'a Document, &'a Report)>;

/// The report that goes into a folder. Files speak English unless a language was asked for by name,
/// so that a dataset does not depend on who made it where; nor do they say where the notice lay.
pub(super) fn filed<'r>(run: &'r Run, also: Also<'r>, voice: Voice) -> Input<'r> {
    let name = Some(emit::base_name(&run.document.name));
    Input { name, lang: voice.asked.unwrap_or_default(), also, ..report::input(run) }
}

/// How the files of a dataset are written.
pub(super) fn packing<'r>(args: &Args, report: &'r Input<'r>) -> Packing<'r> {
    Packing { bom: args.bom, report: Reported::Of(report), gazetteer: report::gazetteer() }
}
