//! The child's end: reads documents from standard input under limits, one after another, and writes
//! each back.
//!
//! Questions and answers are bytes behind their count, eight bytes with the lowest first.

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::thread;

use super::{Limits, wire};
use crate::ingest;
use crate::model::Source;

/// The hidden command's name.
pub(super) const NAME: &str = "read-child";

/// Stack for files that nest deeply; only what is touched counts.
const STACK: usize = 64 << 20;

/// Megabytes with which it does not wait for another file: it keeps what it once had.
const HELD: u64 = 64;

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

/// Sends bytes behind their count.
pub(super) fn send(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// The count that comes next; nothing at the end.
fn count(from: &mut impl Read) -> Option<u64> {
    let mut count = [0; 8];
    from.read_exact(&mut count).ok()?;
    Some(u64::from_le_bytes(count))
}

/// Bytes that come behind their count; nothing at the end, where some are missing, or where there
/// are more than `most`.
pub(super) fn receive(from: &mut impl Read, most: u64) -> Option<Vec<u8>> {
    let count = count(from).filter(|&count| count <= most)?;
    bytes(from, count)
}

fn bytes(from: &mut impl Read, count: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(count).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == count).then_some(bytes)
}

/// Runs the command.
pub(in crate::cli) fn run(args: &Args) -> ExitCode {
    std::panic::set_hook(Box::new(|info| {
        // A panic ends the process with its words on stderr.
        let _ = writeln!(io::stderr(), "{}", info.to_string().replace('\n', " "));
    }));
    let limits = Limits { max_memory: args.memory, max_seconds: args.seconds };
    let (mut questions, mut answers, work) = (io::stdin().lock(), io::stdout().lock(), args.work);
    while let Some(count) = count(&mut questions) {
        limit(limits, count);
        let Some(bytes) = bytes(&mut questions, count) else { return ExitCode::from(2) };
        let worker = thread::Builder::new().stack_size(STACK).spawn(move || work.answer(bytes));
        let Ok(Ok(answer)) = worker.map(thread::JoinHandle::join) else {
            return ExitCode::from(101);
        };
        if send(&mut answers, &answer).is_err() {
            return ExitCode::from(2);
        }
        if resident().is_some_and(|megabytes| megabytes > HELD) {
            break;
        }
    }
    ExitCode::SUCCESS
}

/// Megabytes that this process has in memory, where the system says so.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? >> 10)
}

/// Sets the limits for a file of so many bytes, before any of them is read. What cannot be set is
/// left: the parent still watches the clock.
#[cfg(unix)]
fn limit(limits: Limits, bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let set = |resource: Resource, most: u64| {
        // No one may raise what the caller was given; what was set for another file, anyone may.
        let maximum = getrlimit(resource).maximum;
        let current = Some(most.min(maximum.unwrap_or(u64::MAX)));
        let _ = setrlimit(resource, Rlimit { current, maximum });
    };
    let spent = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    set(Resource::As, limits.memory(bytes).saturating_mul(1 << 20));
    set(Resource::Cpu, limits.max_seconds.saturating_add(spent));
    set(Resource::Core, 0);
}

/// No such limits here: the parent watches the clock.
#[cfg(not(unix))]
fn limit(_: Limits, _: u64) {}

#[cfg(test)]
mod tests {
    use super::{receive, send};

    #[test]
    fn bytes_come_whole_or_not_at_all() {
        let mut sent = Vec::new();
        send(&mut sent, b"one").unwrap();
        send(&mut sent, b"").unwrap();
        let mut from = &sent[..];
        assert_eq!(receive(&mut from, 3).as_deref(), Some(&b"one"[..]));
        assert_eq!(receive(&mut from, 3).as_deref(), Some(&b""[..]));
        assert_eq!(receive(&mut from, 3), None);
        assert_eq!(receive(&mut &sent[..10], 3), None);
        assert_eq!(receive(&mut &sent[..], 2), None);
        assert_eq!(receive(&mut &[255; 9][..], u64::MAX), None);
    }
}
