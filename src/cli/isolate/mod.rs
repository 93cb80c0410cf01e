//! Reads a PDF in a process of its own, so that whatever it does to its reader is an answer here.
//!
//! The engine has no bounds of its own: a few bytes unpack to gigabytes, and a process that runs
//! out of memory or stack is ended by the system and no panic can be caught. So the command runs
//! itself as a child with limits that the system holds, hands it the bytes, and takes back the
//! document. Other formats are read here: their readers bound what they unpack.

pub(super) mod child;
mod wire;

use std::io::{Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use serde::de::DeserializeOwned;

use child::Work;

use crate::ingest::{self, Excess, IngestError};
use crate::model::{Document, Source};

/// What reading one PDF may take.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Limits {
    /// Memory that reading a PDF may take, in megabytes beside eight times the file
    #[arg(long, value_name = "MB", default_value_t = 1024, help_heading = "Limits")]
    max_memory: u64,
    /// Seconds of processor time that reading a PDF may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, help_heading = "Limits",
        value_parser = clap::value_parser!(u64).range(1..))]
    max_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_memory: 1024, max_seconds: 30 }
    }
}

impl Limits {
    /// Megabytes for a file of that size. The bytes are held several times while they are read.
    fn memory(&self, bytes: usize) -> u64 {
        self.max_memory.saturating_add((bytes as u64).saturating_mul(8) >> 20)
    }

    /// How long is waited. A busy machine gives little of its time, so this is far more than the
    /// processor time, which the child is held to by the system where there is such a limit.
    fn patience(&self) -> Duration {
        let times = if cfg!(unix) { 6 } else { 2 };
        Duration::from_secs(self.max_seconds.saturating_mul(times))
    }
}

/// Lays a source out as text; a PDF in a child. `sum` asks for its SHA-256, which a PDF always has.
///
/// # Errors
/// Those of [`ingest::ingest`], and a PDF that takes more than the limits.
pub(super) fn ingest(source: &Source, limits: Limits, sum: bool) -> Result<Document, IngestError> {
    if ingest::format(&source.bytes) != Some("pdf") {
        return if sum { ingest::ingest(source) } else { ingest::unsummed(source) };
    }
    // Where no child is to be had the engine's own guards must do.
    let Some(end) = hand_over(Work::Document, &source.bytes, limits) else {
        return ingest::ingest(source);
    };
    let mut document: Document = answer(end)?;
    document.name.clone_from(&source.name);
    Ok(document)
}

/// Draws an overlay for each page of a PDF, in a child.
///
/// # Errors
/// Those of [`ingest`].
#[cfg(feature = "pdf")]
pub(super) fn draw(source: &Source, limits: Limits) -> Result<Vec<String>, IngestError> {
    match hand_over(Work::Draw, &source.bytes, limits) {
        Some(end) => answer(end),
        None => ingest::pdf::draw(&source.bytes),
    }
}

/// Reads a PDF again with a second reader and notes on the document where the two disagree.
#[cfg(feature = "cross-check")]
pub(super) fn cross_check(source: &Source, document: &mut Document, limits: Limits) {
    use crate::ingest::pdf::second;
    let end = hand_over(Work::Second, &source.bytes, limits);
    // Never here: that reader may do anything.
    let readings = end.and_then(|end| answer::<Vec<second::Reading>>(end).ok());
    second::compare(document, readings.as_deref());
}

/// What a child answered, or why it did not.
fn answer<T: DeserializeOwned>(end: End) -> Result<T, IngestError> {
    match end {
        End::Answer(answer) => {
            wire::read(&answer).unwrap_or_else(|| Err(broken("its reader gave no sensible answer")))
        }
        End::TooMuch(of) => Err(IngestError::Excessive { format: "PDF", of }),
        End::BrokeDown(why) => Err(broken(&why)),
    }
}

fn broken(detail: &str) -> IngestError {
    IngestError::Broken { format: "PDF", detail: detail.to_owned() }
}

/// How a child ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// It answered.
    Answer(Vec<u8>),
    /// It was ended for taking too much.
    TooMuch(Excess),
    /// It ended by itself without an answer.
    BrokeDown(String),
}

/// What is kept of the words of a child that broke down.
const WORDS: usize = 4096;

/// Runs this program as a child for that work, hands it the bytes and waits for its answer.
/// `None` where no child can be started.
fn hand_over(work: Work, bytes: &[u8], limits: Limits) -> Option<End> {
    let memory = limits.memory(bytes.len());
    let mut child = start(work, memory, limits.max_seconds)?;
    let (stdin, stdout, stderr) = (child.stdin.take()?, child.stdout.take()?, child.stderr.take()?);
    let (done, wait) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut stdin = stdin;
            // A child that has gone away needs no more.
            let _ = stdin.write_all(bytes);
        });
        let words = scope.spawn(move || first(stderr, WORDS));
        let answer = scope.spawn(move || {
            let mut answer = Vec::new();
            let most = memory.saturating_mul(1 << 20);
            let read = stdout.take(most).read_to_end(&mut answer);
            let _ = done.send(());
            read.map(|_| answer).unwrap_or_default()
        });
        let late = wait.recv_timeout(limits.patience()) == Err(RecvTimeoutError::Timeout);
        if late {
            let _ = child.kill();
        }
        let status = child.wait();
        let answer = answer.join().unwrap_or_default();
        let words = words.join().unwrap_or_default();
        Some(match status {
            _ if late => End::TooMuch(Excess::Time(limits.max_seconds)),
            Ok(status) if status.success() => End::Answer(answer),
            Ok(status) => verdict(status, &words, memory, limits.max_seconds),
            Err(error) => End::BrokeDown(error.to_string()),
        })
    })
}

fn start(work: Work, megabytes: u64, seconds: u64) -> Option<Child> {
    // The link leads to the running program even when its file has been replaced.
    let running = std::path::Path::new("/proc/self/exe");
    let program = if running.exists() { running.into() } else { std::env::current_exe().ok()? };
    let mut child = Command::new(program);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::arg0(&mut child, "mingdan");
    child.args([child::NAME, &megabytes.to_string(), &seconds.to_string(), work.name()]);
    child.env_remove("RUST_BACKTRACE");
    // The allocator takes no gigabyte of addresses before the limit is set, which would not count then.
    child.env("MIMALLOC_ARENA_RESERVE", "0");
    // And gives back at once what it needs no longer: its pages come and go.
    child.env("MIMALLOC_PURGE_DELAY", "0");
    child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()
}

/// The first bytes of a stream as text; the rest is read and dropped, so that no writer waits.
fn first(mut from: impl Read, most: usize) -> String {
    let mut kept = Vec::new();
    let _ = from.by_ref().take(most as u64).read_to_end(&mut kept);
    let _ = std::io::copy(&mut from, &mut std::io::sink());
    String::from_utf8_lossy(&kept).into_owned()
}

/// Why a child ended without an answer: what the system or the language's runtime said of it.
fn verdict(status: ExitStatus, words: &str, megabytes: u64, seconds: u64) -> End {
    if ended_for_time(status) {
        return End::TooMuch(Excess::Time(seconds));
    }
    if words.contains("memory allocation of") || words.contains("capacity overflow") {
        return End::TooMuch(Excess::Memory(megabytes));
    }
    if words.contains("overflowed its stack") {
        return End::TooMuch(Excess::Nesting);
    }
    let line = words.lines().map(str::trim).rfind(|line| !line.is_empty());
    End::BrokeDown(line.map_or_else(|| format!("its reader ended: {status}"), str::to_owned))
}

#[cfg(unix)]
fn ended_for_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    let signal = rustix::process::Signal::XCPU.as_raw();
    status.signal() == Some(signal)
}

#[cfg(not(unix))]
fn ended_for_time(_: ExitStatus) -> bool {
    false
}
