//! The command. Everything it does is in [`mingdan::cli`].

use std::process::ExitCode;

/// Asks the system for large pages where it has them: fresh memory costs more than most work on it.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    mingdan::cli::main()
}
