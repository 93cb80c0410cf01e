//! `mingdan completions`: completion of commands and flags for a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::voice::Voice;
use super::{Exit, io};

/// Print completions of commands and flags for a shell
///
/// For bash: mingdan completions bash > ~/.local/share/bash-completion/completions/mingdan
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Args::command(), "mingdan", &mut script);
    io::write(&script, voice)
}
