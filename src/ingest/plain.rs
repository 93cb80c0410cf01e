//! A table in a text file, laid out as it is: the plane is the decoded file, nothing taken off.
//!
//! Whoever checks a table needs its quotes, its line ends and its broken records, which the reader
//! of notices mends or passes over.

use super::{IngestError, READERS, csv, decode, text};
use crate::model::document::{IngestOddity, Origin, OriginRun};
use crate::model::{Document, Source, Span};
use crate::text::digest;

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
        return Err(IngestError::TooLarge { most: super::PLANE });
    }
    let choice = decode::choose(bytes);
    let mut document = Document {
        name: source.name.clone(),
        sha256: digest::sha256(bytes),
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
    if let Some(body) = choice.valid(bytes) {
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
    let origin = Origin::Bytes { byte: choice.bom as u64, line: 1, column: 1 };
    document.origins.runs.push(OriginRun { start: 0, origin });
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
