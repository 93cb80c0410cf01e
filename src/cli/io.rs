//! Reading sources and writing to stdout.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read as _, StdoutLock, Write as _};
use std::path::Path;

use super::Exit;
use super::messages as say;
use super::voice::Voice;
use crate::model::Source;

/// Megabytes that are read at once: a file is held some five times over while it is laid out.
const MOST: u64 = 512;

/// Reads a file, or standard input for `-`.
pub(super) fn read(file: &Path) -> io::Result<Source> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().take((MOST << 20) + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST << 20 {
            return Err(ErrorKind::FileTooLarge.into());
        }
        return Ok(Source::new("<stdin>", bytes));
    }
    // Asked first, because what reading a folder gives differs between systems.
    let metadata = std::fs::metadata(file)?;
    if metadata.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if metadata.len() > MOST << 20 {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(Source::new(file.to_string_lossy(), std::fs::read(file)?))
}

/// A file on disk as it is opened; none for standard input and whatever else is no such file, and
/// where it cannot be opened, which [`read`] says.
pub(super) fn open(file: &Path) -> Option<File> {
    let is_file = file.as_os_str() != "-" && std::fs::metadata(file).is_ok_and(|m| m.is_file());
    is_file.then(|| File::open(file).ok()).flatten()
}

/// Why something cannot be read, in the reader's language where the kind is a common one.
pub(super) fn reason(error: &io::Error, voice: Voice) -> String {
    match error.kind() {
        ErrorKind::NotFound => voice.say(&say::NOT_FOUND, &[]),
        ErrorKind::PermissionDenied => voice.say(&say::DENIED, &[]),
        ErrorKind::IsADirectory => voice.say(&say::IS_FOLDER, &[]),
        ErrorKind::FileTooLarge => voice.say(&say::TOO_BIG, &[("most", &MOST.to_string())]),
        _ => voice.say(&say::CANNOT_READ, &[("why", &error.to_string())]),
    }
}

/// Writes data to stdout, as `fill` gives it. A reader that has gone away has what it wanted;
/// anything else that keeps the data from arriving makes the command fail.
pub(super) fn write_by(
    fill: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> io::Result<()>,
    voice: Voice,
) -> Exit {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match fill(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Exit::Clean,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Clean,
        Err(error) => {
            let why = error.to_string();
            voice.fail(None, &voice.say(&say::STDOUT_LOST, &[("why", &why)]), None);
            Exit::Failed
        }
    }
}

/// Writes data that is there to stdout.
pub(super) fn write(bytes: &[u8], voice: Voice) -> Exit {
    write_by(|out| out.write_all(bytes), voice)
}
