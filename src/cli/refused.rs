//! Why a target could not be read, in words.

use super::messages as say;
use super::voice::{Voice, tell};
use super::{foreign, io};
use crate::check::words;
use crate::ingest::{Excess, IngestError};
use crate::model::Source;

/// Why a target could not be read.
pub(super) struct Refused {
    /// The file.
    pub(super) file: String,
    /// The check whose page tells more.
    pub(super) code: Option<&'static str>,
    /// Why, in the voice's language.
    pub(super) why: String,
    /// What would help.
    pub(super) help: Option<String>,
}

impl Refused {
    /// A file that the system does not give.
    pub(super) fn unread(file: &std::path::Path, error: &std::io::Error, voice: Voice) -> Self {
        let file = file.to_string_lossy().into_owned();
        Self { file, code: None, why: io::reason(error, voice), help: None }
    }

    /// A source that is no document.
    pub(super) fn no_document(source: &Source, error: &IngestError, voice: Voice) -> Self {
        let code = match error {
            IngestError::NoTextLayer { .. } => Some("MD003"),
            IngestError::Broken { .. } => Some("MD004"),
            _ => None,
        };
        Self { file: source.name.clone(), code, why: why(error, voice), help: help(error, voice) }
    }

    /// The words of it.
    pub(super) fn words(&self, voice: Voice) -> String {
        voice.failure(Some(&self.file), &self.why, self.help.as_deref())
    }
}

/// Says that a source is no document, and why.
pub(super) fn refuse(source: &Source, error: &IngestError, voice: Voice) {
    tell(&Refused::no_document(source, error, voice).words(voice));
}

/// What would help where a source is no document.
fn help(error: &IngestError, voice: Voice) -> Option<String> {
    match error {
        IngestError::Unsupported(format) => foreign::help(format, voice),
        IngestError::Excessive { of: Excess::Memory(_) | Excess::Time(_), .. } => {
            Some(voice.say(&say::INGEST_LIMITS, &[]))
        }
        _ => None,
    }
}

/// Why a source is no document.
pub(super) fn why(error: &IngestError, voice: Voice) -> String {
    match error {
        IngestError::Empty => voice.say(&say::INGEST_EMPTY, &[]),
        IngestError::Unsupported(format) => {
            voice.say(&say::INGEST_UNSUPPORTED, &[("format", foreign::name(format, voice))])
        }
        IngestError::NotText => voice.say(&say::INGEST_NOT_TEXT, &[]),
        IngestError::TooLarge { most } => {
            voice.say(&say::INGEST_TOO_LARGE, &[("most", &most.to_string())])
        }
        IngestError::NoTextLayer { pages } => {
            voice.say(&say::INGEST_NO_TEXT_LAYER, &[("count", &pages.to_string())])
        }
        IngestError::Encrypted(format) => voice.say(&say::INGEST_ENCRYPTED, &[("format", format)]),
        IngestError::Broken { format, detail } => {
            let detail = words::detail(detail, voice.lang);
            voice.say(&say::INGEST_BROKEN, &[("format", format), ("detail", &detail)])
        }
        IngestError::Excessive { format, of } => match of {
            Excess::Memory(megabytes) => {
                let values = [("format", *format), ("most", &megabytes.to_string())];
                voice.say(&say::INGEST_TOO_MUCH_MEMORY, &values)
            }
            Excess::Time(seconds) => {
                let values = [("format", *format), ("most", &seconds.to_string())];
                voice.say(&say::INGEST_TOO_LONG, &values)
            }
            Excess::Cells(most) => {
                let values = [("format", *format), ("most", &most.to_string())];
                voice.say(&say::INGEST_TOO_MANY_CELLS, &values)
            }
            Excess::Nesting => voice.say(&say::INGEST_TOO_DEEP, &[("format", format)]),
        },
    }
}
