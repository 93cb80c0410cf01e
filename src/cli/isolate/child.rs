//! The child's end: reads documents from standard input under limits, one after another, and writes
//! each back.
//!
//! Questions, and the answers of a child that stays for more of them, are bytes behind their count,
//! eight bytes with the lowest first. The one answer of a child that then ends is written while it is made.

use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;
use std::thread;

use super::{Limits, wire};
use crate::ingest;
use crate::model::Source;

/// The first word of its command line. It is none of the commands: those, with all that they can be given, take a
/// tenth of a small file's time to set up.
pub(super) const NAME: &str = "read-child";

/// Stack for files that nest deeply; only what is touched counts.
const STACK: usize = 64 << 20;

/// Bytes of an answer that are written at once: as much as a pipe holds.
const PIECE: usize = 64 << 10;

/// Megabytes with which it does not wait for another file: it keeps what it once had.
const HELD: u64 = 64;

/// What the parent sets.
#[derive(Debug, clap::Parser)]
pub(in crate::cli) struct Args {
    /// Megabytes of memory
    memory: u64,
    /// Seconds of processor time
    seconds: u64,
    /// What to read it for
    work: Work,
    /// How long to stay
    stay: Stay,
}

impl Args {
    /// Those of this process, where it is such a child.
    pub(in crate::cli) fn of_process() -> Option<Self> {
        let words = || std::env::args_os().skip(1);
        (words().next()? == NAME).then(|| <Self as clap::Parser>::parse_from(words()))
    }
}

/// How long a child is to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Stay {
    /// It answers once and ends.
    ForOne,
    /// It answers as often as it is asked.
    ForMore,
}

impl Stay {
    /// Its word on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ForOne => "for-one",
            Self::ForMore => "for-more",
        }
    }
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

    fn answer(self, bytes: Vec<u8>, to: impl Write) -> io::Result<()> {
        match self {
            Self::Document => wire::write(&ingest::ingest(&Source::new("", bytes)), to),
            #[cfg(feature = "pdf")]
            Self::Draw => wire::write(&ingest::pdf::draw(&bytes), to),
            #[cfg(feature = "cross-check")]
            Self::Second => wire::write(&ingest::pdf::second::read(&bytes), to),
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
    bytes(from, count, Vec::new())
}

/// The next `count` bytes, in the room that is given for them.
fn bytes(from: &mut impl Read, count: u64, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
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
    let (work, stay) = (args.work, args.stay);
    while let Some(count) = count(&mut io::stdin()) {
        limit(limits, count);
        let answer = move || {
            // In this thread, for one that takes room has large pages of its own; and not more room than they
            // need: they stay as long as the file is read.
            let room = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
            let bytes = bytes(&mut io::stdin(), count, room).ok_or(io::ErrorKind::UnexpectedEof)?;
            match stay {
                Stay::ForOne => {
                    work.answer(bytes, BufWriter::with_capacity(PIECE, io::stdout().lock()))
                }
                Stay::ForMore => {
                    let mut answer = Vec::new();
                    work.answer(bytes, &mut answer)?;
                    send(&mut io::stdout().lock(), &answer)
                }
            }
        };
        match thread::Builder::new().stack_size(STACK).spawn(answer).map(thread::JoinHandle::join) {
            Ok(Ok(Ok(()))) if stay == Stay::ForOne => break,
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(_))) => return ExitCode::from(2),
            Ok(Err(_)) | Err(_) => return ExitCode::from(101),
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
