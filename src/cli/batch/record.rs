//! The record beside a dataset: what it was made from and with, so that it need not be made again.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::row::{Figures, Status};
use crate::accept::Seen;
use crate::emit::Written;
use crate::text::digest;

/// The record's name in a dataset folder.
pub(in crate::cli) const NAME: &str = ".mingdan.json";

/// A finished dataset.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// Fingerprint of version, schema, levels and all else that shapes the output.
    settings: String,
    /// The source's path, as given.
    source: String,
    /// Of the source.
    sha256: String,
    pub(super) status: Status,
    pub(super) figures: Figures,
    /// What its report shows about accepted findings.
    #[serde(default)]
    pub(super) seen: Seen,
    /// The dataset's files.
    files: Vec<Sealed>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Sealed {
    name: String,
    sha256: String,
}

impl Record {
    pub(super) fn new(
        settings: &str,
        source: &str,
        sha256: &str,
        status: Status,
        figures: Figures,
        seen: Seen,
        files: &[Written],
    ) -> Self {
        let sealed =
            |file: &Written| Sealed { name: file.name.clone(), sha256: file.sha256.clone() };
        Self {
            settings: settings.to_owned(),
            source: source.to_owned(),
            sha256: sha256.to_owned(),
            status,
            figures,
            seen,
            files: files.iter().map(sealed).collect(),
        }
    }

    /// The record as it is written.
    pub(super) fn text(&self) -> String {
        crate::emit::json::text(self)
    }

    /// The record of a dataset folder, if it has one.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(folder.join(NAME)).ok()?).ok()
    }

    /// Whether the dataset in the folder is that of this source under these settings, and all of
    /// its files are there as they were written.
    pub(super) fn holds(&self, folder: &Path, settings: &str, source: &str, sha256: &str) -> bool {
        let whole = |file: &Sealed| {
            std::fs::read(folder.join(&file.name))
                .is_ok_and(|bytes| digest::sha256(&bytes) == file.sha256)
        };
        self.settings == settings
            && self.source == source
            && self.sha256 == sha256
            && self.files.iter().all(whole)
    }

    /// Names of the dataset's files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }
}
