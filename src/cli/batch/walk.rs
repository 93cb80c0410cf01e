//! Which documents there are: files as given, folders with all that is in them, in sorted order.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::names;
use crate::cli::beside;

/// A document.
#[derive(Debug)]
pub(in crate::cli) struct Found {
    /// Where it lies.
    pub(in crate::cli) path: PathBuf,
    /// Its name among the others: safe as a folder's name, unique, and the same the next time.
    pub(in crate::cli) name: String,
}

/// What was found, and what was not.
#[derive(Debug, Default)]
pub(in crate::cli) struct Walk {
    pub(in crate::cli) found: Vec<Found>,
    /// Folders without a document.
    pub(in crate::cli) empty: Vec<PathBuf>,
    /// Folders that cannot be looked into.
    pub(in crate::cli) failed: Vec<(PathBuf, io::Error)>,
}

/// Walks over files and folders. Hidden files, links to folders, `output`, what we wrote
/// ourselves or keep beside notices, and a README are passed over; a file that is given by name is taken whatever
/// it is.
pub(in crate::cli) fn walk(given: &[PathBuf], output: Option<&Path>) -> Walk {
    let mut walk = Walk::default();
    let output = output.and_then(|output| output.canonicalize().ok());
    let mut seen = BTreeSet::new();
    // What a document is named by: its place in the folder, behind the folder's own name where
    // that would not tell documents apart.
    let mut places: Vec<(PathBuf, PathBuf)> = Vec::new();
    for root in given {
        if !root.is_dir() {
            let own = root.file_name().map_or_else(|| root.clone(), PathBuf::from);
            places.push((root.clone(), own));
            continue;
        }
        let mut files = Vec::new();
        look(root, output.as_deref(), &mut files, &mut walk.failed);
        if files.is_empty() {
            walk.empty.push(root.clone());
        }
        let front = root.file_name().filter(|_| given.len() > 1).map(PathBuf::from);
        let front = front.unwrap_or_default();
        places.extend(files.into_iter().map(|path| {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let place = front.join(inside);
            (path, place)
        }));
    }
    places.retain(|(path, _)| seen.insert(path.clone()));
    let names = names::names(places.iter().map(|(path, place)| (path.as_path(), place.as_path())));
    let found = places.into_iter().zip(names);
    walk.found = found.map(|((path, _), name)| Found { path, name }).collect();
    walk
}

fn look(
    folder: &Path,
    output: Option<&Path>,
    files: &mut Vec<PathBuf>,
    failed: &mut Vec<(PathBuf, io::Error)>,
) {
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>)
    {
        Ok(entries) => entries,
        Err(error) => {
            failed.push((folder.to_owned(), error));
            return;
        }
    };
    if is_ours(folder) || output.is_some_and(|output| same(folder, output)) {
        return;
    }
    let mut paths: Vec<PathBuf> = entries
        .iter()
        .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
        .map(std::fs::DirEntry::path)
        .collect();
    paths.sort();
    for path in paths {
        // A link to a folder could lead back up; a link to a file is that file.
        let link = path.is_symlink();
        if path.is_dir() && !link {
            look(&path, output, files, failed);
        } else if path.is_file() && !beside::is_companion(&path) && !is_readme(&path) {
            files.push(path);
        }
    }
}

/// Whether a file tells of the folder, as repositories have it, and is no notice.
fn is_readme(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let stem = stem.split(['.', '-', '_']).next().unwrap_or_default().to_owned();
    let text = path.extension().is_none_or(|end| ["md", "txt"].iter().any(|e| end == *e));
    text && ["readme", "license", "changelog", "contributing"].contains(&stem.as_str())
}

fn same(folder: &Path, output: &Path) -> bool {
    folder.canonicalize().is_ok_and(|folder| folder == output)
}

/// Whether the folder was written by us: a dataset, or many of them.
fn is_ours(folder: &Path) -> bool {
    let begins = |name: &str, mark: &str| {
        let text = std::fs::read_to_string(folder.join(name));
        text.is_ok_and(|text| text.trim_start_matches('\u{feff}').starts_with(mark))
    };
    let package = || {
        let bytes = std::fs::read(folder.join("datapackage.json")).ok()?;
        let package: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
        package.get("mingdan").map(|_| ())
    };
    package().is_some() || begins(super::row::LIST, &super::row::COLUMNS.join(","))
}
