//! bytes → [`Document`]: the only stage that can fail.

#[cfg(any(feature = "docx", feature = "sheet"))]
mod binary;
#[cfg(any(feature = "docx", feature = "sheet"))]
mod cfb;
mod columns;
mod csv;
mod decode;
#[cfg(feature = "docx")]
mod doc;
#[cfg(feature = "docx")]
mod docx;
mod faults;
#[cfg(feature = "docx")]
mod fields;
mod flow;
mod foreign;
#[cfg(feature = "html")]
mod html;
#[cfg(any(feature = "html", feature = "docx"))]
mod items;
mod layout;
mod markup;
#[cfg(feature = "docx")]
mod numbering;
mod odd;
#[cfg(feature = "pdf")]
pub mod pdf;
mod plain;
mod raised;
#[cfg(feature = "sheet")]
mod sheet;
mod spaced;
#[cfg(feature = "docx")]
mod symbols;
mod text;
#[cfg(any(feature = "docx", feature = "sheet"))]
mod xml;
#[cfg(any(feature = "docx", feature = "sheet"))]
mod zipped;

use std::fmt;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::document::IngestOddity;
use crate::model::wire::{self, Name};
use crate::model::{Document, Source};
use crate::text::digest;

pub use foreign::unread;
pub use plain::plain;

/// Most megabytes of text that spans can point into.
const PLANE: u64 = 4096;

/// Why a source could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum IngestError {
    /// Nothing but blanks.
    Empty,
    /// The content is of a format that no reader of this build reads; its name.
    Unsupported(#[serde(deserialize_with = "wire::name")] Name),
    /// Neither text in a known encoding nor a known format.
    NotText,
    /// The text is larger than a reader takes.
    TooLarge {
        /// The limit, in megabytes of 1,048,576 bytes.
        most: u64,
    },
    /// Pages of pictures: a scan, with no text to read.
    NoTextLayer {
        /// How many pages.
        pages: u32,
    },
    /// Locked with a password; the format's name.
    Encrypted(#[serde(deserialize_with = "wire::name")] Name),
    /// Of that format, and damaged beyond reading.
    Broken {
        /// The format's name.
        #[serde(deserialize_with = "wire::name")]
        format: Name,
        /// What is wrong with it.
        detail: String,
    },
    /// Of that format, and reading it takes more than it may.
    Excessive {
        /// The format's name.
        #[serde(deserialize_with = "wire::name")]
        format: Name,
        /// What it takes too much of.
        of: Excess,
    },
}

/// What reading a source takes too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Excess {
    /// More memory than so many megabytes.
    Memory(u64),
    /// Longer than so many seconds.
    Time(u64),
    /// More cells than so many.
    Cells(u64),
    /// Things inside things, deeper than can be followed.
    Nesting,
}

impl IngestError {
    /// A stable word for the kind, the key of its message.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unsupported(_) => "unsupported",
            Self::NotText => "not-text",
            Self::TooLarge { .. } => "too-large",
            Self::NoTextLayer { .. } => "no-text-layer",
            Self::Encrypted(_) => "encrypted",
            Self::Broken { .. } => "broken",
            Self::Excessive { .. } => "excessive",
        }
    }
}

impl fmt::Display for IngestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the source is empty"),
            Self::Unsupported(format) => {
                write!(f, "this is {format}, which this build cannot read")
            }
            Self::NotText => f.write_str("neither text in a known encoding nor a known format"),
            Self::TooLarge { most } => write!(f, "its text is larger than {most} MB"),
            Self::NoTextLayer { pages } => {
                write!(f, "no text layer: {pages} page(s) of pictures, a scan")
            }
            Self::Encrypted(format) => write!(f, "this {format} file is locked with a password"),
            Self::Broken { format, detail } => write!(f, "this {format} file is damaged: {detail}"),
            Self::Excessive { format, of: Excess::Memory(megabytes) } => {
                write!(f, "reading this {format} file takes more than {megabytes} MB of memory")
            }
            Self::Excessive { format, of: Excess::Time(seconds) } => {
                write!(f, "reading this {format} file takes longer than {seconds} s")
            }
            Self::Excessive { format, of: Excess::Cells(most) } => {
                write!(f, "this {format} file holds more than {most} cells")
            }
            Self::Excessive { format, of: Excess::Nesting } => {
                write!(f, "this {format} file is nested deeper than can be read")
            }
        }
    }
}

impl std::error::Error for IngestError {}

/// A format: how it is told by content, and how it is read.
struct Reader {
    /// Name in reports and datasets.
    name: &'static str,
    /// Whether the bytes look like it.
    sniff: fn(&[u8]) -> bool,
    /// Lays the bytes out.
    read: fn(&[u8], &mut Document) -> Result<(), IngestError>,
}

/// In the order in which they are tried; text takes what is left.
static READERS: &[&Reader] = &[
    #[cfg(feature = "pdf")]
    &pdf::READER,
    #[cfg(feature = "docx")]
    &docx::READER,
    #[cfg(feature = "docx")]
    &doc::READER,
    #[cfg(feature = "sheet")]
    &sheet::XLSX,
    #[cfg(feature = "sheet")]
    &sheet::ODS,
    #[cfg(feature = "sheet")]
    &sheet::FODS,
    #[cfg(feature = "sheet")]
    &sheet::XLS,
    #[cfg(feature = "sheet")]
    &sheet::SPREADSHEET_ML,
    #[cfg(feature = "html")]
    &html::archive::READER,
    #[cfg(feature = "html")]
    &html::READER,
    &csv::READER,
    &text::READER,
];

/// Lays a source out as text, its format told by content, never by name.
///
/// # Errors
/// The source is empty, of a format that is not read, or no text at all.
pub fn ingest(source: &Source) -> Result<Document, IngestError> {
    Ok(Document { sha256: digest::sha256(&source.bytes), ..unsummed(source)? })
}

/// The same without the source's SHA-256, for those who show none.
///
/// # Errors
/// Those of [`ingest`].
pub fn unsummed(source: &Source) -> Result<Document, IngestError> {
    let bytes = &source.bytes;
    let mut document =
        Document { name: source.name.clone(), bytes: bytes.len() as u64, ..Document::default() };
    let Some(reader) = READERS.iter().find(|reader| (reader.sniff)(bytes)) else {
        return Err(foreign::error(bytes));
    };
    document.format = reader.name;
    (reader.read)(bytes, &mut document)?;
    document.tables.iter_mut().for_each(columns::close_up);
    if document.text.chars().all(crate::text::is_blank) {
        return Err(nothing(reader.name, &document));
    }
    Ok(document)
}

/// Why nothing was read: where the source is damaged, that is the reason.
fn nothing(format: Name, document: &Document) -> IngestError {
    let damage = document.oddities.iter().find_map(|oddity| match oddity {
        IngestOddity::SourceDamaged { detail } => Some(detail.clone()),
        _ => None,
    });
    damage.map_or(IngestError::Empty, |detail| IngestError::Broken { format, detail })
}

/// The name of the reader that takes these bytes, if any does.
pub fn format(bytes: &[u8]) -> Option<&'static str> {
    READERS.iter().find(|reader| (reader.sniff)(bytes)).map(|reader| reader.name)
}

/// A text file as UTF-8, its encoding told as [`ingest`] tells it; bytes that are no text in it
/// become U+FFFD.
pub fn decoded(bytes: &[u8]) -> String {
    let choice = decode::choose(bytes);
    let mut text = String::new();
    decode::decode_onto(choice.encoding, &bytes[choice.bom..], &mut text, |_| {});
    text
}

/// What is read, and the SHA-256 of all that has been.
pub(crate) struct Summed<R> {
    source: R,
    hash: Option<Sha256>,
}

impl<R: Read> Summed<R> {
    /// `start` has been read already; without it no sum is made.
    pub(crate) fn new(source: R, start: Option<&Vec<u8>>) -> Self {
        Self { source, hash: start.map(Sha256::new_with_prefix) }
    }

    /// The sum; empty where none was asked for.
    pub(crate) fn sum(self) -> String {
        self.hash.map(|hash| digest::hex(&hash.finalize())).unwrap_or_default()
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        if let Some(hash) = &mut self.hash {
            hash.update(&buffer[..read]);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, IngestError, READERS, foreign};

    fn comes_back<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> Option<T> {
        serde_json::from_slice(&serde_json::to_vec(value).ok()?).ok()
    }

    #[test]
    fn documents_and_errors_of_every_format_come_back() {
        for reader in READERS {
            let document = Document { format: reader.name, encoding: "GBK", ..Document::default() };
            let back = comes_back(&document).map(|back| (back.format, back.encoding));
            assert_eq!(back, Some((reader.name, "GBK")));
            let locked = IngestError::Encrypted(reader.name);
            assert_eq!(comes_back(&locked), Some(locked));
        }
        for name in foreign::unread().chain(["PDF", "Office"]) {
            let error = IngestError::Unsupported(name);
            assert_eq!(comes_back(&error), Some(error));
        }
        let strange = r#"{"Unsupported":"a fax"}"#;
        assert!(serde_json::from_str::<IngestError>(strange).is_err());
    }
}
