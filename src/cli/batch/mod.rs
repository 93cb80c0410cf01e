//! Many documents: found in folders, worked on side by side, told of in order.
//!
//! What is written and said never depends on how many work at once: results come back in the
//! order of the documents, and each document is on its own. One that cannot be read, or that we
//! fail on, is a row like any other.

pub(super) mod names;
pub(super) mod parse;
mod place;
pub(super) mod pool;
pub(super) mod progress;
mod record;
mod row;
mod stack;
pub(super) mod walk;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::messages as say;
use super::session::Voice;
use super::{Exit, io};

/// How many documents are worked on at once.
#[derive(Debug, clap::Args)]
pub(super) struct Jobs {
    /// Documents worked on at once, where there are several; by default one per core
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Jobs {
    pub(super) fn count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.jobs.map_or_else(cores, NonZeroUsize::get)
    }
}

/// Whether these are many documents: several files, or a folder.
pub(super) fn is_many(files: &[PathBuf]) -> bool {
    files.len() > 1 || files.iter().any(|file| file.is_dir())
}

/// The documents of these files and folders. Folders without any, and those that cannot be looked
/// into, are said, and make the command fail.
pub(super) fn documents(
    files: &[PathBuf],
    output: Option<&Path>,
    voice: Voice,
) -> (Vec<walk::Found>, Exit) {
    let walk = walk::walk(files, output);
    let mut exit = Exit::Clean;
    for (path, error) in &walk.failed {
        voice.fail(Some(&path.to_string_lossy()), &io::reason(error, voice), None);
        exit = Exit::Failed;
    }
    for path in &walk.empty {
        voice.fail(Some(&path.to_string_lossy()), &voice.say(&say::EMPTY_FOLDER, &[]), None);
        exit = Exit::Failed;
    }
    (walk.found, exit)
}
