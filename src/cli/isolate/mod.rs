//! Reads a PDF in a process of its own, so that whatever it does to its reader is an answer here.
//!
//! The engine has no bounds of its own: a few bytes unpack to gigabytes, and a process that runs
//! out of memory or stack is ended by the system and no panic can be caught. So the command runs
//! itself as a child with limits that the system holds, hands it the bytes, and takes back the
//! document. Other formats are read here: their readers bound what they unpack.

pub(super) mod child;
mod wire;
mod worker;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;

use child::{Stay, Work};
use worker::{End, Worker};

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

impl Limits {
    /// Megabytes for a file of that size. The bytes are held several times while they are read.
    fn memory(&self, bytes: u64) -> u64 {
        self.max_memory.saturating_add(bytes.saturating_mul(8) >> 20)
    }

    /// How long is waited. A busy machine gives little of its time, so this is far more than the
    /// processor time, which the child is held to by the system where there is such a limit.
    fn patience(&self) -> Duration {
        let times = if cfg!(unix) { 6 } else { 2 };
        Duration::from_secs(self.max_seconds.saturating_mul(times))
    }
}

/// Files up to this size are read by children that then wait for the next: starting one takes
/// longer than most such files do. A larger file has a child for itself, which gives its memory
/// back by ending.
const SMALL: u64 = 512 << 10;

/// Lays sources out as text, PDF in children.
#[derive(Debug)]
pub(super) struct Readers {
    limits: Limits,
    /// Children that have answered and wait.
    idle: Mutex<Vec<Worker>>,
}

impl Readers {
    /// None is started before there is something for it to read.
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, idle: Mutex::default() }
    }

    /// Lays a source out as text. `sum` asks for its SHA-256, which a PDF always has.
    ///
    /// # Errors
    /// Those of [`ingest::ingest`], and a PDF that takes more than the limits.
    pub(super) fn ingest(&self, source: &Source, sum: bool) -> Result<Document, IngestError> {
        if ingest::format(&source.bytes) != Some("pdf") {
            return if sum { ingest::ingest(source) } else { ingest::unsummed(source) };
        }
        // Where no child is to be had the engine's own guards must do.
        let Some(end) = self.hand_over(Work::Document, &source.bytes) else {
            return ingest::ingest(source);
        };
        let mut document: Document = answer(end)?;
        document.name.clone_from(&source.name);
        Ok(document)
    }

    /// Draws an overlay for each page of a PDF.
    ///
    /// # Errors
    /// Those of [`Self::ingest`].
    #[cfg(feature = "pdf")]
    pub(super) fn draw(&self, source: &Source) -> Result<Vec<String>, IngestError> {
        match self.hand_over(Work::Draw, &source.bytes) {
            Some(end) => answer(end),
            None => ingest::pdf::draw(&source.bytes),
        }
    }

    /// Reads a PDF again with a second reader and notes on the document where the two disagree.
    #[cfg(feature = "cross-check")]
    pub(super) fn cross_check(&self, source: &Source, document: &mut Document) {
        use crate::ingest::pdf::second;
        let end = self.hand_over(Work::Second, &source.bytes);
        // Never here: that reader may do anything.
        let readings = end.and_then(|end| answer::<Vec<second::Reading>>(end).ok());
        second::compare(document, readings.as_deref());
    }

    /// Hands the bytes to a child for that work and waits for its answer. `None` where no child
    /// can be started.
    fn hand_over(&self, work: Work, bytes: &[u8]) -> Option<End> {
        let size = bytes.len() as u64;
        let waiting = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = matches!(work, Work::Document) && size <= SMALL;
        if kept && let Some(mut worker) = { waiting().pop() } {
            match worker.ask(bytes, self.limits) {
                End::Answer(answer) => {
                    waiting().push(worker);
                    return Some(End::Answer(answer));
                }
                end @ End::TooMuch(Excess::Time(_)) => return Some(end),
                // Whatever it still held of others is not this file's doing: a fresh one decides.
                End::TooMuch(_) | End::BrokeDown(_) => {}
            }
        }
        let (stay, size) = if kept { (Stay::ForMore, SMALL) } else { (Stay::ForOne, size) };
        let mut worker = Worker::start(work, stay, size, self.limits)?;
        let end = worker.ask(bytes, self.limits);
        if kept && matches!(end, End::Answer(_)) {
            waiting().push(worker);
        }
        Some(end)
    }
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
