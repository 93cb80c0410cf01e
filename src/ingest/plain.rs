//! A table in a text file, laid out as it is: the plane is the decoded file, nothing taken off.
//!
//! Whoever checks a table needs its quotes, its line ends and its broken records, which the reader
//! of notices mends or passes over.

use encoding_rs::UTF_8;
use sha2::{Digest as _, Sha256};

use super::{IngestError, READERS, csv, decode, hex, text};
use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Document, Source, Span};

/// Bytes of the plane from one origin to the next.
const STRIDE: usize = 32 * 1024;

/// Lays a text file out as it is; `None` for a source of another format (workbooks, web pages …),
/// which [`ingest`](super::ingest) reads.
///
/// # Errors
/// The source is empty, larger than the plane may be, or no text at all.
pub fn plain(source: &Source) -> Result<Option<Document>, IngestError> {
    let bytes = &source.bytes;
    let reader = READERS.iter().find(|reader| (reader.sniff)(bytes));
    if !reader.is_some_and(|r| r.name == csv::READER.name || r.name == text::READER.name) {
        return Ok(None);
    }
    if bytes.len() as u64 > u64::from(u32::MAX) / 2 {
        return Err(IngestError::TooLarge);
    }
    let choice = decode::choose(bytes);
    let mut document = Document {
        name: source.name.clone(),
        sha256: hex(&Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
        format: csv::READER.name,
        encoding: decode::name(choice.encoding),
        ..Document::default()
    };
    if choice.guessed {
        let encoding = document.encoding;
        document.oddities.push(IngestOddity::EncodingGuessed { encoding });
    }
    let body = &bytes[choice.bom..];
    let valid = (choice.encoding == UTF_8).then(|| std::str::from_utf8(body).ok()).flatten();
    if let Some(body) = valid {
        document.text.push_str(body);
    } else {
        let mut faults = Vec::new();
        decode::decode_onto(choice.encoding, body, &mut document.text, |fault| faults.push(fault));
        place(&mut document, choice.bom, &faults);
    }
    // A file whose lines end in CR alone: the lines are what counts.
    if !document.text.contains('\n') && document.text.contains('\r') {
        document.text = document.text.replace('\r', "\n");
    }
    if document.text.chars().all(crate::text::is_blank) {
        return Err(IngestError::Empty);
    }
    lay_origins(&mut document, choice);
    Ok(Some(document))
}

/// Each fault is the next U+FFFD that the file does not have of its own; a file with both is rare,
/// and then the fault is at worst one mark off.
fn place(document: &mut Document, bom: usize, faults: &[decode::Fault]) {
    let mut marks = document.text.match_indices('\u{FFFD}');
    for fault in faults {
        let Some((at, mark)) = marks.next() else { break };
        document.oddities.push(IngestOddity::UndecodableBytes {
            byte: (bom + fault.byte) as u64,
            length: fault.length as u64,
            marks: 1,
            span: Span::of(at, at + mark.len()),
        });
    }
}

/// An origin at the first line that begins in each stride of the plane, so that a position is found
/// without counting the whole file's lines.
fn lay_origins(document: &mut Document, choice: decode::Choice) {
    let text = &document.text;
    let (mut start, mut line, mut byte) = (0, 1, choice.bom as u64);
    loop {
        let origin = Origin::Bytes { byte, line, column: 1 };
        document.origins.runs.push(OriginRun { start: start as u32, origin });
        let from = (start + STRIDE).min(text.len());
        let Some(end) = memchr::memchr(b'\n', &text.as_bytes()[from..]) else { break };
        let next = from + end + 1;
        let passed = &text.as_bytes()[start..next];
        line += memchr::memchr_iter(b'\n', passed).count() as u32;
        byte += if choice.encoding == UTF_8 {
            passed.len() as u64
        } else {
            decode::encoded_length(choice.encoding, &text[start..next]) as u64
        };
        start = next;
        if start >= text.len() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::model::Source;

    #[test]
    fn the_plane_is_the_file() {
        let mut text = String::from("序号,名称\r\n");
        for n in 0..20_000 {
            text.extend([&n.to_string(), ",\"甲,\n乙\"\r\n"]);
        }
        let document = plain(&Source::new("a.csv", format!("\u{feff}{text}"))).unwrap().unwrap();
        assert_eq!(document.text, text);
        let at = text.find("19999,").unwrap() as u32;
        let position = document.position(at + 7);
        assert_eq!((position.line, position.column), (2 + 19_999 * 2, 8));
    }

    #[test]
    fn faults_are_placed_and_other_formats_left() {
        let document =
            plain(&Source::new("a.csv", b"a,b\n1,\xE6\xB1\x9F\xFF\n".to_vec())).unwrap().unwrap();
        assert_eq!(document.oddities.len(), 2);
        assert!(plain(&Source::new("a.pdf", "%PDF-1.7 and so on")).unwrap().is_none());
    }
}
