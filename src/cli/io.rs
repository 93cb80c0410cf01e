//! Reading sources and writing to stdout.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use super::Exit;
use super::messages as say;
use super::voice::Voice;
use crate::model::Source;

/// Reads a file, or standard input for `-`.
pub(super) fn read(file: &Path) -> io::Result<Source> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(Source::new("<stdin>", bytes));
    }
    // Asked first, because what reading a folder gives differs between systems.
    if std::fs::metadata(file)?.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    Ok(Source::new(file.to_string_lossy(), std::fs::read(file)?))
}

/// Why something cannot be read, in the reader's language where the kind is a common one.
pub(super) fn reason(error: &io::Error, voice: Voice) -> String {
    match error.kind() {
        ErrorKind::NotFound => voice.say(&say::NOT_FOUND, &[]),
        ErrorKind::PermissionDenied => voice.say(&say::DENIED, &[]),
        ErrorKind::IsADirectory => voice.say(&say::IS_FOLDER, &[]),
        _ => voice.say(&say::CANNOT_READ, &[("why", &error.to_string())]),
    }
}

/// Writes data to stdout. A reader that has gone away has what it wanted; anything else that
/// keeps the data from arriving makes the command fail.
pub(super) fn write(bytes: &[u8], voice: Voice) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Exit::Clean,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Clean,
        Err(error) => {
            let why = error.to_string();
            voice.fail(None, &voice.say(&say::STDOUT_LOST, &[("why", &why)]), None);
            Exit::Failed
        }
    }
}
