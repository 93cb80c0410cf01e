//! bytes → [`Document`]: the only stage that can fail.

use crate::model::{Document, Source};

/// Why a source could not be read at all.
#[derive(Debug)]
pub struct IngestError {
    /// The source's name.
    pub name: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Reads a source, its format told by content.
pub fn ingest(source: &Source) -> Result<Document, IngestError> {
    Ok(Document { name: source.name.clone(), ..Document::default() })
}
