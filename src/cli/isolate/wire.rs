//! A document between two processes of the same program.

use std::io::{self, Write};

use serde::{Serialize, de::DeserializeOwned};

use crate::ingest::IngestError;

/// Stands in front, behind what a reader may have printed; an answer of another version is none.
const MARK: &[u8] = concat!("mingdan ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// What a child answers.
type Answer<T> = Result<T, IngestError>;

/// Writes an answer, as it is made: it is never held as a whole.
///
/// # Errors
/// What writing says. Nothing in a document is without a form.
pub(super) fn write<T: Serialize>(answer: &Answer<T>, mut to: impl Write) -> io::Result<()> {
    to.write_all(MARK)?;
    postcard::to_io(answer, &mut to).map_err(io::Error::other)?;
    to.flush()
}

/// The answer in these bytes; nothing where they are not one.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<Answer<T>> {
    let at = memchr::memmem::find(bytes, MARK)?;
    postcard::from_bytes(&bytes[at + MARK.len()..]).ok()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::ingest::{Excess, IngestError, ingest};
    use crate::model::document::{IngestOddity, Origin, OriginRun};
    use crate::model::{Document, Source};

    fn write<T: serde::Serialize>(answer: &super::Answer<T>) -> Vec<u8> {
        let mut bytes = Vec::new();
        super::write(answer, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_document_comes_back_as_it_went() {
        let source = Source::new("", "名单\n\n序号\t地区\n1\t江苏省苏州市\n");
        let mut document = ingest(&source).unwrap();
        document.format = "pdf";
        let origin = Origin::Page { page: 2, bbox: [0.1, f32::NAN, 3.0, f32::INFINITY] };
        document.origins.runs.push(OriginRun { start: 40, origin });
        document.oddities.push(IngestOddity::GlyphsFolded { count: 3 });
        let back = read::<Document>(&write(&Ok(document.clone()))).unwrap().unwrap();
        assert_eq!(format!("{back:?}"), format!("{document:?}"));
    }

    #[test]
    fn errors_come_back_and_rubbish_does_not() {
        for error in [
            IngestError::NoTextLayer { pages: 3 },
            IngestError::Encrypted("PDF"),
            IngestError::Broken { format: "PDF", detail: "x".into() },
            IngestError::Excessive { format: "PDF", of: Excess::Memory(7) },
        ] {
            let answer: Result<Document, _> = Err(error.clone());
            assert_eq!(read::<Document>(&write(&answer)).unwrap().unwrap_err(), error);
        }
        assert!(read::<u8>(b"").is_none() && read::<u8>(b"mingdan 0.0.0\n\0").is_none());
        let half = write(&Ok("xyz".to_owned()));
        assert!(read::<String>(&half[..half.len() - 1]).is_none());
    }
}
