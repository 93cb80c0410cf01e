//! The parent's end: a child that is started, asked, and ended.

use std::io::Read;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Limits;
use super::child::{self, Stay, Work};
use crate::ingest::Excess;

/// How a child ended, or what it answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It answered.
    Answer(Vec<u8>),
    /// It was ended for taking too much.
    TooMuch(Excess),
    /// It ended by itself without an answer.
    BrokeDown(String),
}

/// A child and the pipes to it.
#[derive(Debug)]
pub(super) struct Worker {
    stay: Stay,
    child: Child,
    /// Where it is asked; closed, it ends.
    questions: Option<ChildStdin>,
    /// Where it answers; closed, it ends as well.
    answers: Option<ChildStdout>,
    /// Room that is made for the answer of one that ends with it.
    room: u64,
    /// Most bytes of an answer.
    longest: u64,
    /// The first that it said on standard error.
    words: Option<JoinHandle<String>>,
}

/// What is kept of the words of a child that broke down.
const WORDS: usize = 4096;

/// A document of much text is about so many times as long as its file.
const TIMES: u64 = 4;
/// Most room that is made for an answer before it comes.
const MOST_ROOM: u64 = 64 << 20;

impl Worker {
    /// Runs this program as a child for that work on files of at most so many bytes. `None` where
    /// the system gives none.
    pub(super) fn start(work: Work, stay: Stay, size: u64, limits: Limits) -> Option<Self> {
        let mut child = spawn(work, stay, limits)?;
        let (Some(questions), Some(answers), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return None;
        };
        let longest = limits.memory(size).saturating_mul(1 << 20);
        let room = size.saturating_mul(TIMES).min(MOST_ROOM);
        let words = thread::Builder::new().spawn(move || first(stderr, WORDS)).ok()?;
        let (questions, answers, words) = (Some(questions), Some(answers), Some(words));
        Some(Self { stay, child, questions, answers, room, longest, words })
    }

    /// Hands it the bytes and waits for its answer. After any end but an answer it is gone.
    pub(super) fn ask(&mut self, bytes: &[u8], limits: Limits) -> End {
        let clock = Clock::default();
        let (answer, late) = thread::scope(|scope| {
            let child = &mut self.child;
            let watch = scope.spawn(|| {
                let late = clock.runs_out(limits.patience());
                if late {
                    let _ = child.kill();
                }
                late
            });
            // It reads the whole question before it answers. One that has gone away needs no more.
            if let Some(pipe) = &mut self.questions {
                let _ = child::send(pipe, bytes);
            }
            let answer = match (self.stay, self.answers.take()) {
                (Stay::ForOne, Some(answers)) => {
                    self.questions.take();
                    // All that it says: one of the readers talks, and the answer is behind that. Room that is
                    // not filled is not touched; growing would touch twice as much.
                    let mut answer = Vec::with_capacity(usize::try_from(self.room).unwrap_or(0));
                    let all = answers.take(self.longest).read_to_end(&mut answer);
                    all.ok().map(|_| answer)
                }
                (Stay::ForMore, Some(mut answers)) => {
                    let answer = child::receive(&mut answers, self.longest);
                    self.answers = Some(answers).filter(|_| answer.is_some());
                    answer
                }
                (_, None) => None,
            };
            clock.stop();
            (answer, watch.join().unwrap_or(false))
        });
        if late {
            return End::TooMuch(Excess::Time(limits.max_seconds));
        }
        let answer = match (answer, self.stay) {
            (Some(answer), Stay::ForMore) => return End::Answer(answer),
            (answer, _) => answer,
        };
        match (self.child.wait(), answer) {
            (Ok(status), Some(answer)) if status.success() => End::Answer(answer),
            (Ok(status), _) => {
                let words = self.words.take().and_then(|words| words.join().ok());
                let memory = limits.memory(bytes.len() as u64);
                verdict(status, &words.unwrap_or_default(), memory, limits.max_seconds)
            }
            (Err(error), _) => End::BrokeDown(error.to_string()),
        }
    }
}

/// How long is waited for something.
#[derive(Debug, Default)]
struct Clock {
    stopped: Mutex<bool>,
    rings: Condvar,
}

impl Clock {
    /// Waits until it is stopped; `true` where that takes longer than `patience`.
    fn runs_out(&self, patience: Duration) -> bool {
        let stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.rings.wait_timeout_while(stopped, patience, |stopped| !*stopped);
        waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn stop(&self) {
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.rings.notify_all();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without questions it ends by itself; waiting for it leaves nothing behind.
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}

/// Megabytes of limit from which 64 may be set aside at the start.
const ROOMY: u64 = 256;

fn spawn(work: Work, stay: Stay, limits: Limits) -> Option<Child> {
    // The link leads to the running program even when its file has been replaced.
    let running = std::path::Path::new("/proc/self/exe");
    let program = if running.exists() { running.into() } else { std::env::current_exe().ok()? };
    let mut child = Command::new(program);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::arg0(&mut child, "mingdan");
    let (memory, seconds) = (limits.max_memory.to_string(), limits.max_seconds.to_string());
    child.args([child::NAME, &memory, &seconds, work.name(), stay.name()]);
    child.env_remove("RUST_BACKTRACE");
    // The allocator takes no gigabyte of addresses before the limit is set, which would not count then:
    // a few large pages, where the limit has room for those.
    let roomy = limits.max_memory >= ROOMY;
    child.env("MIMALLOC_ARENA_RESERVE", if roomy { "64M" } else { "0" });
    // And gives back after ten milliseconds what it needs no longer, for what it takes for one page it takes
    // for the next as well; or never, where the next file will need it again.
    let purge = if stay == Stay::ForOne { "10" } else { "-1" };
    child.env("MIMALLOC_PURGE_DELAY", purge);
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
