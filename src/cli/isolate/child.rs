//! The child's end: reads one document from standard input under limits, and writes it back.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;
use std::thread;

use super::wire;
use crate::ingest;
use crate::model::Source;

/// The hidden command's name.
pub(super) const NAME: &str = "read-child";

/// Stack for files that nest deeply; only what is touched counts.
const STACK: usize = 64 << 20;

/// What the parent sets.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Megabytes of memory
    memory: u64,
    /// Seconds of processor time
    seconds: u64,
    /// What to read it for
    work: Work,
}

/// What a file is read for.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Work {
    /// The document.
    Document,
    /// An overlay for each page.
    #[cfg(feature = "pdf")]
    Draw,
    /// The characters of its pages, as two readers have them.
    #[cfg(feature = "cross-check")]
    Second,
}

impl Work {
    /// Its word on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            #[cfg(feature = "pdf")]
            Self::Draw => "draw",
            #[cfg(feature = "cross-check")]
            Self::Second => "second",
        }
    }

    fn answer(self, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Document => wire::write(&ingest::ingest(&Source::new("", bytes))),
            #[cfg(feature = "pdf")]
            Self::Draw => wire::write(&ingest::pdf::draw(&bytes)),
            #[cfg(feature = "cross-check")]
            Self::Second => wire::write(&ingest::pdf::second::read(&bytes)),
        }
    }
}

/// Runs the command.
pub(in crate::cli) fn run(args: &Args) -> ExitCode {
    limit(args);
    let work = args.work;
    let mut bytes = Vec::new();
    if io::stdin().lock().read_to_end(&mut bytes).is_err() {
        return ExitCode::from(2);
    }
    std::panic::set_hook(Box::new(|info| {
        // A panic ends the process with its words on stderr.
        let _ = writeln!(io::stderr(), "{}", info.to_string().replace('\n', " "));
    }));
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || work.answer(bytes));
    let Ok(Ok(answer)) = worker.map(thread::JoinHandle::join) else { return ExitCode::from(101) };
    let mut out = io::stdout().lock();
    match out.write_all(&answer).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// Sets the limits, before anything of the file is read. What cannot be set is left: the parent
/// still watches the clock.
#[cfg(unix)]
pub(super) fn limit(args: &Args) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let set = |resource: Resource, most: u64, grace: u64| {
        // No one may raise what the caller was given.
        let given = getrlimit(resource).maximum.unwrap_or(u64::MAX);
        let maximum = Some(most.saturating_add(grace).min(given));
        let _ = setrlimit(resource, Rlimit { current: Some(most.min(given)), maximum });
    };
    set(Resource::As, args.memory.saturating_mul(1 << 20), 0);
    set(Resource::Cpu, args.seconds, 2);
    set(Resource::Core, 0, 0);
}

/// No such limits here: the parent watches the clock.
#[cfg(not(unix))]
pub(super) fn limit(_: &Args) {}
