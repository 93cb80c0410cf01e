//! The folder of a dataset: how it is told, and its writing.
//!
//! All files are written under temporary names first and renamed only when every one of them is
//! there, so that a full disk leaves the old dataset as it was. A file that stands there already and is
//! none of an earlier run's is never written over.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::messages as say;
use super::voice::Voice;
use crate::emit::{self, Packing, Written};
use crate::model::Dataset;

/// The file that tells the folder of a dataset.
pub(super) const PACKAGE: &str = "datapackage.json";

/// Whether this is the folder of a dataset.
pub(super) fn is_dataset(path: &Path) -> bool {
    path.is_dir() && path.join(PACKAGE).is_file()
}

/// What could not be written, and why.
#[derive(Debug)]
pub(super) struct Refusal {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// What the system said; nothing where a file stands there that no run of ours has written.
    pub(super) error: Option<io::Error>,
}

impl Refusal {
    /// Why it could not be written.
    pub(super) fn why(&self, voice: Voice) -> String {
        use io::ErrorKind::{AlreadyExists, NotADirectory, PermissionDenied};
        let Some(error) = &self.error else { return voice.say(&say::NOT_OURS, &[]) };
        match error.kind() {
            AlreadyExists | NotADirectory => voice.say(&say::NOT_A_FOLDER, &[]),
            PermissionDenied => voice.say(&say::DENIED, &[]),
            _ => voice.say(&say::CANNOT_WRITE, &[("why", &error.to_string())]),
        }
    }

    /// Says what could not be written.
    pub(super) fn tell(&self, voice: Voice) {
        voice.fail(Some(&self.path.to_string_lossy()), &self.why(voice), None);
    }
}

/// Fills the folder, which is made if need be, with what is written by `fill`. Tables that an
/// earlier run left there and this one does not have are removed, so that no stale rows stay among
/// the new ones.
pub(super) fn write<T>(
    folder: &Path,
    fill: impl FnOnce(&mut Filling) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    std::fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    let mut filling = Filling { folder, waiting: Vec::new() };
    let filled = fill(&mut filling)?;
    filling.put_in_place()?;
    Ok(filled)
}

fn at(path: &Path, error: io::Error) -> Refusal {
    Refusal { path: path.to_owned(), error: Some(error) }
}

/// The first of these files that stands in a folder where no dataset of ours does: it is somebody's own.
pub(super) fn foreign<'n>(
    folder: &Path,
    mut names: impl Iterator<Item = &'n str>,
) -> Result<(), Refusal> {
    let there = names.find(|name| folder.join(name).exists() && package(folder).is_none());
    there.map_or(Ok(()), |name| Err(Refusal { path: folder.join(name), error: None }))
}

/// The package that a run of ours left in a folder.
fn package(folder: &Path) -> Option<serde_json::Value> {
    let package = std::fs::read(folder.join(PACKAGE)).ok()?;
    let package: serde_json::Value = serde_json::from_slice(&package).ok()?;
    package.get("mingdan").is_some().then_some(package)
}

/// Files being written beside those they will replace. Those that were not renamed go when the
/// writing is over, however it ends.
pub(super) struct Filling<'f> {
    folder: &'f Path,
    /// Names, and where their files wait.
    waiting: Vec<(String, PathBuf)>,
}

impl Filling<'_> {
    /// Writes the files of a dataset.
    pub(super) fn dataset(
        &mut self,
        dataset: &Dataset,
        packing: &Packing,
    ) -> Result<Vec<Written>, Refusal> {
        let written = emit::write(dataset, packing, self).map_err(|error| self.refusal(error))?;
        foreign(self.folder, self.waiting.iter().map(|(name, _)| name.as_str()))?;
        Ok(written)
    }

    /// Writes a file.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let path = self.wait(name);
        std::fs::write(path, bytes).map_err(|error| self.refusal(error))
    }

    /// Where the file of that name waits.
    fn wait(&mut self, name: &str) -> &Path {
        let path = self.folder.join(format!(".{name}.{}.tmp", std::process::id()));
        self.waiting.push((name.to_owned(), path));
        self.waiting.last().map_or(self.folder, |(_, path)| path)
    }

    /// What kept the last file from being written, under the name that it was to have.
    fn refusal(&self, error: io::Error) -> Refusal {
        let last = self.waiting.last().map(|(name, _)| self.folder.join(name));
        at(last.as_deref().unwrap_or(self.folder), error)
    }

    fn put_in_place(self) -> Result<(), Refusal> {
        let stale = stale_tables(self.folder, &self.waiting);
        for (name, temporary) in &self.waiting {
            let path = self.folder.join(name);
            std::fs::rename(temporary, &path).map_err(|error| at(&path, error))?;
        }
        for path in stale {
            std::fs::remove_file(&path).map_err(|error| at(&path, error))?;
        }
        Ok(())
    }
}

impl emit::Folder for Filling<'_> {
    fn begin(&mut self, name: &str) -> io::Result<Box<dyn io::Write + '_>> {
        Ok(Box::new(File::create(self.wait(name))?))
    }
}

impl Drop for Filling<'_> {
    fn drop(&mut self) {
        for (_, path) in &self.waiting {
            // Renamed ones are no longer there.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Tables of an earlier dataset in the folder: those its own package names, that are called as we
/// call tables, and that are not about to be written again. Nothing else is ever removed.
fn stale_tables(folder: &Path, new: &[(String, PathBuf)]) -> Vec<PathBuf> {
    let Some(package) = package(folder) else { return Vec::new() };
    let resources = package.get("resources").and_then(|list| list.as_array());
    resources
        .into_iter()
        .flatten()
        .filter_map(|resource| resource.get("path")?.as_str())
        .filter(|name| is_table(name) && new.iter().all(|(new, _)| new != name))
        .map(|name| folder.join(name))
        .filter(|path| path.is_file())
        .collect()
}

/// `entries.csv`, `units-2.csv` …
fn is_table(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".csv") else { return false };
    let number = stem.strip_prefix("entries").or_else(|| stem.strip_prefix("units"));
    number.is_some_and(|number| match number.strip_prefix('-') {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()),
        None => number.is_empty(),
    })
}

/// Whether the name is that of an entry table.
pub(super) fn is_entries(name: &str) -> bool {
    is_table(name) && name.starts_with("entries")
}

#[cfg(test)]
mod tests {
    use super::is_table;

    #[test]
    fn knows_our_tables() {
        assert!(["entries.csv", "units.csv", "entries-12.csv"].into_iter().all(is_table));
        let others = ["entries-.csv", "entries-x.csv", "../entries.csv", "unitsx.csv", "a.csv"];
        assert!(!others.into_iter().any(is_table));
    }
}
