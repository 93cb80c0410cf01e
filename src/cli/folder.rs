//! Writing a dataset folder.
//!
//! All files are written under temporary names first and renamed only when every one of them is
//! there, so that a full disk leaves the old dataset as it was.

use std::io;
use std::path::{Path, PathBuf};

use super::messages as say;
use super::voice::Voice;
use crate::emit::File;

/// What could not be written, and why.
#[derive(Debug)]
pub(super) struct Refusal {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// What the system said.
    pub(super) error: io::Error,
}

impl Refusal {
    /// Why it could not be written.
    pub(super) fn why(&self, voice: Voice) -> String {
        use io::ErrorKind::{AlreadyExists, NotADirectory, PermissionDenied};
        match self.error.kind() {
            AlreadyExists | NotADirectory => voice.say(&say::NOT_A_FOLDER, &[]),
            PermissionDenied => voice.say(&say::DENIED, &[]),
            _ => voice.say(&say::CANNOT_WRITE, &[("why", &self.error.to_string())]),
        }
    }

    /// Says what could not be written.
    pub(super) fn tell(&self, voice: Voice) {
        voice.fail(Some(&self.path.to_string_lossy()), &self.why(voice), None);
    }
}

/// Writes the files into the folder, which is made if need be. Tables that an earlier run left
/// there and this one does not have are removed, so that no stale rows stay among the new ones.
pub(super) fn write(folder: &Path, files: &[File]) -> Result<(), Refusal> {
    std::fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    let stale = stale_tables(folder, files);
    let mut waiting = Waiting(Vec::new());
    for file in files {
        let path = folder.join(format!(".{}.{}.tmp", file.name, std::process::id()));
        waiting.0.push(path.clone());
        std::fs::write(&path, &file.bytes).map_err(|error| at(&path, error))?;
    }
    for (file, temporary) in files.iter().zip(&waiting.0) {
        let path = folder.join(&file.name);
        std::fs::rename(temporary, &path).map_err(|error| at(&path, error))?;
    }
    for path in stale {
        std::fs::remove_file(&path).map_err(|error| at(&path, error))?;
    }
    Ok(())
}

fn at(path: &Path, error: io::Error) -> Refusal {
    Refusal { path: path.to_owned(), error }
}

/// Temporary files; those that were not renamed go when the writing is over, however it ends.
struct Waiting(Vec<PathBuf>);

impl Drop for Waiting {
    fn drop(&mut self) {
        for path in &self.0 {
            // Renamed ones are no longer there.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Tables of an earlier dataset in the folder: those its own package names, that are called as we
/// call tables, and that are not about to be written again. Nothing else is ever removed.
fn stale_tables(folder: &Path, files: &[File]) -> Vec<PathBuf> {
    let Ok(package) = std::fs::read(folder.join("datapackage.json")) else { return Vec::new() };
    let Ok(package) = serde_json::from_slice::<serde_json::Value>(&package) else {
        return Vec::new();
    };
    if package.get("mingdan").is_none() {
        return Vec::new();
    }
    let resources = package.get("resources").and_then(|list| list.as_array());
    resources
        .into_iter()
        .flatten()
        .filter_map(|resource| resource.get("path")?.as_str())
        .filter(|name| is_table(name) && files.iter().all(|file| file.name != *name))
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
