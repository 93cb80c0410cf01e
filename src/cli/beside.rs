//! The files beside a notice: its lock and what is accepted in it.
//!
//! They are read only where `--beside` asks for them; nothing is found on the way.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::messages as say;
use super::refused::Refused;
use super::session::Reader;
use super::voice::Voice;

/// For `a.txt`, and for `a.pdf`: `a.lock.toml`, as `mingdan infer` prints it.
const LOCK: &str = "lock.toml";
/// `a.accept.toml`, as `--format accept` writes it.
const ACCEPT: &str = "accept.toml";

/// Whether the file is one that stands beside a notice.
pub(super) fn is_companion(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    [LOCK, ACCEPT].iter().any(|end| name.strip_suffix(end).is_some_and(|stem| stem.ends_with('.')))
}

/// The files in these folders that stand beside no notice: the one that they were made for has gone, or
/// has another name now, and is not held to them. In order.
pub(super) fn orphans(folders: &BTreeSet<&Path>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path()).filter(|path| path.is_file());
        let (beside, others): (Vec<_>, Vec<_>) = paths.partition(|path| is_companion(path));
        let wanted: HashSet<PathBuf> = others.iter().flat_map(|path| files(path)).collect();
        found.extend(beside.into_iter().filter(|path| !wanted.contains(path)));
    }
    found.sort();
    found
}

/// The files that would stand beside a notice.
pub(super) fn files(file: &Path) -> [PathBuf; 2] {
    [LOCK, ACCEPT].map(|end| file.with_extension(end))
}

/// The reader for a notice, with what stands beside it. What is wrong there has been said.
pub(super) fn reader(file: &Path, reader: &Reader, voice: Voice) -> Result<Reader, Refused> {
    let there = |end: &str| Some(file.with_extension(end)).filter(|path| path.is_file());
    let (lock, accept) = (there(LOCK), there(ACCEPT));
    let shown = |path: &Option<PathBuf>| path.as_ref().map(|p| p.to_string_lossy().into_owned());
    let refused = || Refused {
        file: file.to_string_lossy().into_owned(),
        code: None,
        why: voice.say(&say::BESIDE_UNUSABLE, &[]),
        help: None,
    };
    reader.with(shown(&lock).as_deref(), accept.as_deref(), voice).ok_or_else(refused)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::is_companion;

    #[test]
    fn knows_what_stands_beside_a_notice() {
        for file in ["a.lock.toml", "x/a.b.accept.toml", "名单.lock.toml"] {
            assert!(is_companion(Path::new(file)), "{file}");
        }
        for file in ["a.txt", "lock.toml", "a.toml", "block.toml", "accept.toml.txt"] {
            assert!(!is_companion(Path::new(file)), "{file}");
        }
    }
}
