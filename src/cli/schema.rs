//! `mingdan schema`: the JSON Schema of what other commands write.

use clap::builder::PossibleValuesParser;

use super::voice::Voice;
use super::{Exit, io};
use crate::edge::{SCHEMAS, schema};

/// Print the JSON Schema of what is written
///
/// dataset: datapackage.json and notice.json of a dataset folder; report: report.json, and what
/// `--format json` prints for a target; notice: notice.json; diff: `mingdan diff --format json`, of two
/// editions or of a series, whole or with --summary.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Of what
    #[arg(value_name = "WHAT", value_parser = names())]
    what: String,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(SCHEMAS.iter().map(|(name, _)| *name))
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    // The argument's values are the names of the schemas there are.
    io::write(schema(&args.what).unwrap_or_default().as_bytes(), voice)
}
