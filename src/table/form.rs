//! The form of the file: its bytes, its line ends, its quotes, its header, and rows of the header's
//! width; and the cells' types, where a description of the table gives them.

use std::collections::HashMap;
use std::fmt;

use super::Table;
use crate::check::{Book, Sink};
use crate::model::document::IngestOddity;
use crate::model::{Document, Span};
use crate::text::records::{self, Broken, Record, Records};

/// What a walk over the records saw.
#[derive(Debug, Default)]
struct Seen {
    broken: Vec<Broken>,
    ragged: Vec<(Span, usize)>,
    blank: Vec<Span>,
    /// Lines that end in LF and in CR LF; a file that ends without either.
    ends: [usize; 2],
    open: Option<Span>,
}

/// Checks the form of a text file that is a table. `width` is that of its header.
pub(super) fn check(document: &Document, table: &Table, delimiter: u8, book: &mut Book) {
    let plane = &document.text;
    let mut seen = Seen::default();
    let mut records = Records::new(plane, delimiter);
    let mut record = Record::default();
    while records.next(&mut record) {
        match record.end {
            0 => seen.open = Some(record.span),
            end => seen.ends[usize::from(end) - 1] += 1,
        }
        seen.broken.extend(record.broken);
        if record.span.start <= table.head.start {
            continue;
        }
        if record.span.is_empty() {
            seen.blank.push(record.span);
        } else if record.cells.len() != table.width() {
            seen.ragged.push((record.span, record.cells.len()));
        }
    }
    bytes(document, book);
    // A row that is too short and has no line end is a file cut off.
    let cut = seen
        .open
        .filter(|open| seen.ragged.iter().any(|(span, n)| span == open && *n < table.width()));
    book.run("MD004", |sink| {
        quotes(document, &seen.broken, sink);
        if let Some(span) = cut {
            sink.find("cut-line", span).arg("line", Line(document, span));
        }
    });
    book.run("MD009", |sink| {
        if document.bytes as usize >= plane.len() + 3
            && document.encoding == "UTF-8"
            && has_mark(document)
        {
            sink.find("mark", Span::at(0));
        }
        if seen.ends[1] > 0 {
            let key = if seen.ends[0] > 0 { "mixed" } else { "" };
            sink.find(key, Span::at(table.head.end))
                .arg("crlf", seen.ends[1])
                .arg("lf", seen.ends[0]);
        }
        if let Some(span) = seen.open.filter(|_| cut.is_none()) {
            sink.find("none", Span::at(span.end));
        }
        for span in &seen.blank {
            sink.find("blank", *span).arg("line", Line(document, *span));
        }
    });
    book.run("MD110", |sink| {
        for (span, found) in seen.ragged.iter().filter(|(span, _)| Some(*span) != cut) {
            let key = if *found > table.width() { "many" } else { "" };
            sink.find(key, *span).arg("found", found).arg("expected", table.width());
        }
    });
    header(table, book);
}

/// Damage of anyone's table, whose form is its own business otherwise: bytes that are no characters,
/// quotes that do not close, cells beyond the header, parts that are hidden.
pub fn damage(table: &Table, book: &mut Book) {
    let document = table.document;
    bytes(document, book);
    let mut broken = Vec::new();
    if document.tables.is_empty() {
        let plane = &document.text;
        let mut records = Records::new(plane, records::delimiter(plane));
        let mut record = Record::default();
        while records.next(&mut record) {
            broken.extend(record.broken);
        }
    }
    book.run("MD004", |sink| {
        quotes(document, &broken, sink);
        for oddity in &document.oddities {
            if let IngestOddity::SourceDamaged { detail } = oddity {
                sink.find("", Span::at(0)).arg("detail", detail);
            }
        }
    });
    book.run("MD007", |sink| {
        for oddity in &document.oddities {
            if let IngestOddity::Hidden { span } = oddity {
                sink.find("table", *span);
            }
        }
    });
    book.run("MD110", |sink| {
        for (row, span, count) in &table.beyond {
            sink.find("many", *span)
                .arg("row", table.line(*row))
                .arg("found", count)
                .arg("expected", table.width());
        }
    });
}

/// Quotes that break the form of their record.
fn quotes(document: &Document, broken: &[Broken], sink: &mut Sink) {
    for broken in broken {
        match broken {
            Broken::Unterminated(span) => {
                let open = Span::new(span.start, (span.start + 1).min(span.end));
                sink.find("quote", open).arg("line", Line(document, *span));
            }
            Broken::AfterQuote(span) => {
                sink.find("behind", *span).arg("line", Line(document, *span));
            }
        }
    }
}

fn has_mark(document: &Document) -> bool {
    use crate::model::document::Origin;
    let first = document.origins.runs.first();
    first.is_some_and(|run| matches!(run.origin, Origin::Bytes { byte: 3, .. }))
}

/// MD001 and MD002, as for notices.
fn bytes(document: &Document, book: &mut Book) {
    book.run("MD001", |sink| {
        let mut stretches: Vec<(u64, u64, Span)> = Vec::new();
        for oddity in &document.oddities {
            let IngestOddity::UndecodableBytes { byte, length, span, .. } = oddity else {
                continue;
            };
            match stretches.last_mut().filter(|last| last.0 + last.1 == *byte) {
                Some(last) => *last = (last.0, last.1 + length, last.2.hull(*span)),
                None => stretches.push((*byte, *length, *span)),
            }
        }
        for (byte, length, span) in stretches {
            sink.find(if length == 1 { "one" } else { "" }, span)
                .arg("byte", byte)
                .arg("length", length)
                .arg("encoding", document.encoding);
        }
    });
    book.run("MD002", |sink| {
        for oddity in &document.oddities {
            let IngestOddity::EncodingGuessed { encoding } = oddity else { continue };
            sink.find("", Span::at(0)).arg("encoding", encoding);
        }
    });
}

/// Names of columns: none twice, none empty.
pub(super) fn header(table: &Table, book: &mut Book) {
    book.run("MD118", |sink| {
        let mut known = HashMap::new();
        for at in 0..table.width() {
            let name = table.title(at);
            if name.is_empty() {
                sink.find("empty", table.head_cell(at)).arg("number", at + 1);
                continue;
            }
            let first = *known.entry(name.clone()).or_insert(at);
            if first < at {
                sink.find("", table.head_cell(at))
                    .arg("name", name)
                    .related("first", table.head_cell(first));
            }
        }
    });
}

/// The line a stretch begins in, worked out only where it is shown: of millions of faults few are.
struct Line<'d>(&'d Document, Span);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.position(self.1.start).line)
    }
}
