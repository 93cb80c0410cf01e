//! bytes → [`Document`]: the only stage that can fail.

mod csv;
mod decode;
#[cfg(feature = "docx")]
mod docx;
mod foreign;
#[cfg(feature = "html")]
mod html;
#[cfg(any(feature = "html", feature = "docx"))]
mod items;
mod layout;
mod markup;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "sheet")]
mod sheet;
mod text;
#[cfg(any(feature = "docx", feature = "sheet"))]
mod xml;
#[cfg(any(feature = "docx", feature = "sheet"))]
mod zipped;

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::model::{Document, Source};

pub use foreign::OLD_WORD;

/// Why a source could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IngestError {
    /// Nothing but blanks.
    Empty,
    /// The content is of a format that no reader of this build reads; its name.
    Unsupported(&'static str),
    /// Neither text in a known encoding nor a known format.
    NotText,
    /// The text plane would pass 4 GiB.
    TooLarge,
    /// Pages of pictures: a scan, with no text to read.
    NoTextLayer {
        /// How many pages.
        pages: u32,
    },
    /// Locked with a password; the format's name.
    Encrypted(&'static str),
    /// Of that format, and damaged beyond reading.
    Broken {
        /// The format's name.
        format: &'static str,
        /// What is wrong with it.
        detail: String,
    },
}

impl IngestError {
    /// A stable word for the kind, the key of its message.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unsupported(_) => "unsupported",
            Self::NotText => "not-text",
            Self::TooLarge => "too-large",
            Self::NoTextLayer { .. } => "no-text-layer",
            Self::Encrypted(_) => "encrypted",
            Self::Broken { .. } => "broken",
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
            Self::TooLarge => f.write_str("the text would pass 4 GiB"),
            Self::NoTextLayer { pages } => {
                write!(f, "no text layer: {pages} page(s) of pictures, a scan")
            }
            Self::Encrypted(format) => write!(f, "this {format} file is locked with a password"),
            Self::Broken { format, detail } => write!(f, "this {format} file is damaged: {detail}"),
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
    #[cfg(feature = "sheet")]
    &sheet::XLSX,
    #[cfg(feature = "sheet")]
    &sheet::ODS,
    #[cfg(feature = "sheet")]
    &sheet::XLS,
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
    let bytes = &source.bytes;
    let mut document = Document {
        name: source.name.clone(),
        sha256: hex(&Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
        ..Document::default()
    };
    let Some(reader) = READERS.iter().find(|reader| (reader.sniff)(bytes)) else {
        return Err(foreign::error(bytes));
    };
    document.format = reader.name;
    (reader.read)(bytes, &mut document)?;
    if document.text.chars().all(crate::text::is_blank) {
        return Err(IngestError::Empty);
    }
    Ok(document)
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|b| [b >> 4, b & 15])
        .map(|d| char::from_digit(d.into(), 16).unwrap_or('0'))
        .collect()
}
