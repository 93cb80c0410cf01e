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
pub(super) mod stack;
pub(super) mod walk;

pub(super) use record::NAME as RECORD;
pub(super) use row::LIST;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::Exit;
use super::messages as say;
use super::refused::Refused;
use super::voice::Voice;

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

/// Whether a folder holds many documents' datasets from an earlier run.
pub(super) fn is_stacked(output: &Path) -> bool {
    output.join(row::LIST).is_file()
}

/// Whether these are many documents: several files, or a folder.
pub(super) fn is_many(files: &[PathBuf]) -> bool {
    files.len() > 1 || files.iter().any(|file| file.is_dir())
}

/// Documents, and what was named but holds none.
pub(super) struct Documents {
    pub(super) found: Vec<walk::Found>,
    pub(super) refused: Vec<Refused>,
}

impl Documents {
    /// What is missing makes the command fail.
    pub(super) fn exit(&self) -> Exit {
        if self.refused.is_empty() { Exit::Clean } else { Exit::Failed }
    }
}

/// The documents of these files and folders. Folders without any, and those that cannot be looked
/// into, are refused; whoever asks says so.
pub(super) fn documents(files: &[PathBuf], output: Option<&Path>, voice: Voice) -> Documents {
    let walk = walk::walk(files, output);
    let failed = walk.failed.iter().map(|(path, error)| Refused::unread(path, error, voice));
    let empty = walk.empty.iter().map(|path| Refused {
        file: path.to_string_lossy().into_owned(),
        code: None,
        why: voice.say(&say::EMPTY_FOLDER, &[]),
        help: None,
    });
    let refused = failed.chain(empty).collect();
    Documents { found: walk.found, refused }
}
