//! Putting a dataset in its place, whole or not at all.

use std::io;
use std::path::Path;

use super::record::{self, Record};
use crate::cli::folder::{self, Filling, Refusal};

/// How temporary folders begin. They are hidden, so nothing reads them.
const TEMPORARY: &str = ".mingdan-tmp-";

/// Fills `output/name` with a dataset and its record: under a temporary name first, then renamed.
/// Where the folder is there and holds files that are not ours, only ours are replaced.
pub(super) fn put<T>(
    output: &Path,
    name: &str,
    fill: impl FnOnce(&mut Filling) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let target = output.join(name);
    let there = target.symlink_metadata().is_ok();
    if there && !is_only_ours(&target) {
        // The record goes first and comes last: until then the folder counts as incomplete.
        let _ = std::fs::remove_file(target.join(record::NAME));
        return folder::write(&target, fill);
    }
    let process = std::process::id();
    let new = output.join(format!("{TEMPORARY}{process}-{name}"));
    let old = output.join(format!("{TEMPORARY}{process}-{name}.old"));
    let placed = folder::write(&new, fill).and_then(|filled| {
        let refuse = |error: io::Error| Refusal { path: target.clone(), error: Some(error) };
        if there {
            std::fs::rename(&target, &old).map_err(refuse)?;
        }
        std::fs::rename(&new, &target).map_err(|error| {
            // What was there before is better than nothing.
            if there {
                let _ = std::fs::rename(&old, &target);
            }
            refuse(error)
        })?;
        Ok(filled)
    });
    let _ = std::fs::remove_dir_all(&new);
    let _ = std::fs::remove_dir_all(&old);
    placed
}

/// Takes away the dataset of a document that no longer gives one, but nothing that is not ours.
pub(super) fn remove(folder: &Path) {
    let Some(record) = Record::read(folder) else { return };
    // What cannot be removed stays without its record, and so does not count as a dataset.
    let _ = std::fs::remove_file(folder.join(record::NAME));
    for name in record.names().filter(|name| is_plain(name)) {
        let _ = std::fs::remove_file(folder.join(name));
    }
    let _ = std::fs::remove_dir(folder);
}

/// Takes away temporary folders that a run left when it was stopped.
pub(super) fn sweep(output: &Path) {
    let entries = std::fs::read_dir(output).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(TEMPORARY)) else {
            continue;
        };
        if !is_at_work(rest) {
            let path = entry.path();
            let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path));
        }
    }
}

/// Whether the process that a temporary name begins with is running. Where the system does not show
/// its processes, none is taken to be.
fn is_at_work(rest: &str) -> bool {
    let process = rest.split('-').next().unwrap_or_default();
    let numbered = !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit());
    numbered && Path::new("/proc").join(process).exists()
}

/// A temporary name for a file of the output folder.
pub(super) fn temporary(output: &Path, name: &str) -> std::path::PathBuf {
    output.join(format!("{TEMPORARY}{}-{name}", std::process::id()))
}

/// Whether a folder has nothing but what its record names.
fn is_only_ours(folder: &Path) -> bool {
    let Some(record) = Record::read(folder) else { return false };
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().all(|entry| {
        let name = entry.file_name();
        name == record::NAME || record.names().any(|known| name == known)
    })
}

/// A record is a file that anyone may have written: it must not lead out of its folder.
fn is_plain(name: &str) -> bool {
    !name.contains(['/', '\\']) && name != ".." && name != "."
}
