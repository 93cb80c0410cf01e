//! `mingdan explain`: the page of a check, or the list of them all.

use super::session::{Voice, unknown_check};
use super::{Exit, io, report};

/// Explain a check: what it finds, why it matters, what to do
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Code or name of a check, such as MD201 or claim-broken; without it, all are listed
    #[arg(value_name = "CODE|NAME")]
    check: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    let text = match &args.check {
        None => Some(report::list(voice)),
        Some(given) => report::page(given, voice),
    };
    let Some(text) = text else {
        unknown_check(args.check.as_deref().unwrap_or_default(), voice);
        return Exit::Failed;
    };
    io::write(text.as_bytes(), voice)
}
