//! Where a report goes: to standard output, or to a file that is none of those it is about.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::messages as say;
use super::voice::Voice;
use super::{Exit, io};

/// Takes a report piece by piece.
pub(super) struct Output<'a> {
    file: Option<(&'a Path, File)>,
    voice: Voice,
}

impl<'a> Output<'a> {
    /// Empties the file, if there is one: what was in it is another run's. None where it cannot be
    /// written or is one of `inputs`, which has then been said.
    pub(super) fn open<'p>(
        file: Option<&'a Path>,
        inputs: impl IntoIterator<Item = &'p Path>,
        voice: Voice,
    ) -> Option<Self> {
        let Some(path) = file else { return Some(Self { file: None, voice }) };
        if inputs.into_iter().any(|input| is_same(path, input)) {
            let why = voice.say(&say::OUTPUT_IS_INPUT, &[]);
            voice.fail(Some(&path.to_string_lossy()), &why, None);
            return None;
        }
        match File::create(path) {
            Ok(file) => Some(Self { file: Some((path, file)), voice }),
            Err(error) => {
                failed(path, &error, voice);
                None
            }
        }
    }

    /// Writes the next piece.
    pub(super) fn put(&mut self, text: &str) -> Exit {
        let Some((path, file)) = &mut self.file else {
            return io::write(text.as_bytes(), self.voice);
        };
        match file.write_all(text.as_bytes()) {
            Ok(()) => Exit::Clean,
            Err(error) => failed(path, &error, self.voice),
        }
    }
}

fn failed(path: &Path, error: &std::io::Error, voice: Voice) -> Exit {
    let why = voice.say(&say::CANNOT_WRITE, &[("why", &error.to_string())]);
    voice.fail(Some(&path.to_string_lossy()), &why, None);
    Exit::Failed
}

/// Whether a file to be written is a file that is read, under whatever name, or stands directly in
/// the folder of a dataset, whose files are read.
fn is_same(output: &Path, input: &Path) -> bool {
    // A file that is not there yet overwrites none.
    let Ok(there) = output.canonicalize() else { return false };
    let Ok(input) = input.canonicalize() else { return false };
    let folder = || there.parent() == Some(&input) && super::folder::is_dataset(&input);
    there == input || is_one(&there, &input) || folder()
}

/// Whether two names are of one file.
#[cfg(unix)]
fn is_one(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let of = |path: &Path| {
        let found = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((found.dev(), found.ino()))
    };
    of(a).is_some_and(|a| of(b) == Some(a))
}

#[cfg(not(unix))]
fn is_one(_: &Path, _: &Path) -> bool {
    false
}

/// The files that stand beside these and may be read along with them.
pub(super) fn companions<'p>(files: impl Iterator<Item = &'p PathBuf>) -> Vec<PathBuf> {
    files.flat_map(|file| super::beside::files(file)).collect()
}
