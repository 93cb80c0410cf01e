//! The command. Everything it does is in [`mingdan::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    mingdan::cli::main()
}
