//! What parsing one notice and many share: the flags, and the files of a dataset.

use std::path::PathBuf;

use super::args::{ReportArgs, SchemaArg};
use super::voice::Voice;
use super::{batch, report};
use crate::emit::{self, File, Packing};
use crate::model::{Dataset, Document, Report};
use crate::pipeline::Run;

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

/// The report that goes into a folder.
pub(super) fn report_of(run: &mut Run, also: Also<'_>, voice: Voice) -> Vec<u8> {
    // What is written does not say where the file lay; what is said does.
    let name = emit::base_name(&run.document.name).to_owned();
    let typed = std::mem::replace(&mut run.document.name, name);
    let report = report::json(run, also, voice);
    run.document.name = typed;
    report
}

/// The dataset of a run and its files.
pub(super) fn files_of<'r>(args: &Args, run: &'r Run, report: &[u8]) -> (Dataset<'r>, Vec<File>) {
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    let packing = Packing { bom: args.bom, report, gazetteer: report::gazetteer() };
    let files = emit::files(&dataset, &packing);
    (dataset, files)
}
