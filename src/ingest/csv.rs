//! CSV and TSV: a file that is a table and little else.
//!
//! Notices in plain text have commas and tabs too. A file is taken for CSV only where nearly every
//! record has the same number of columns, and the cells do not read as prose. Records with one
//! filled cell are titles, group headings and notes; those above the header become paragraphs.

use ::csv::{ByteRecord, ReaderBuilder};

use super::decode;
use super::flow::Flow;
use super::layout::{Layout, Place};
use super::{IngestError, Reader, faults, text};
use crate::model::document::IngestOddity;
use crate::model::{BlockKind, Document, Span};
use crate::text::{is_blank, records};

pub(super) static READER: Reader = Reader { name: "csv", sniff, read };

/// Records that are looked at to tell a table.
const SAMPLE: usize = 200;
/// Longest name of a column, in characters.
const NAME: usize = 60;
/// Most lines above the header.
const ABOVE: usize = 12;
/// Bytes that are looked at.
const HEAD: usize = 64 * 1024;

fn sniff(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !(text::READER.sniff)(head) || looks_marked_up(head) {
        return false;
    }
    let choice = decode::choose(head);
    let mut sample = String::new();
    decode::decode_onto(choice.encoding, &head[choice.bom..], &mut sample, |_| {});
    if head.len() < bytes.len() {
        // The last line of a sample is cut.
        sample.truncate(sample.rfind('\n').unwrap_or(0));
    }
    delimiter(&sample).is_some()
}

/// A web page or XML file.
fn looks_marked_up(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace() && *b < 0x80).unwrap_or(0);
    bytes.get(start) == Some(&b'<')
}

/// The character between the cells, if the text is a table throughout.
fn delimiter(text: &str) -> Option<u8> {
    Some(records::delimiter(text)).filter(|delimiter| width(text, *delimiter) > 0)
}

/// What the records of a text are like under one delimiter.
#[derive(Default)]
struct Shape {
    /// How many records have that many cells; those with one filled cell are not among them.
    widths: Vec<(usize, usize)>,
    /// The same of those since the last record of one filled cell, and how many are not as wide as most between two such.
    section: Vec<(usize, usize)>,
    uneven: usize,
    /// Records of one filled cell above all others, and below the first.
    above: usize,
    lone: usize,
    /// Of those below the first, how many have that many cells: 甲公司,
    lone_widths: Vec<(usize, usize)>,
    cells: usize,
    prose: usize,
    /// Records that end as sentences do.
    closed: usize,
    /// A cell has the delimiter or a line end inside its quotes.
    quoted: bool,
    /// Another delimiter is at work inside the cells.
    divided: bool,
    /// Records that the delimiter cuts inside a number that stands behind a blank.
    grouped: usize,
    /// The names of the columns are words and not sentences.
    named: bool,
    /// How many these are, where none is empty and the last ends in no stop, and the fewest cells of any record below.
    header: usize,
    narrow: usize,
}

impl Shape {
    fn of(text: &str, delimiter: u8) -> Self {
        let mut shape = Self::default();
        let mut reader = reader(text, delimiter);
        let mut record = ByteRecord::new();
        let mut records = 0;
        while records < SAMPLE && reader.read_byte_record(&mut record).is_ok_and(|more| more) {
            records += 1;
            let last = record.iter().next_back().map(String::from_utf8_lossy);
            shape.closed += usize::from(
                last.is_some_and(|cell| cell.trim_end_matches(is_blank).ends_with('。')),
            );
            if is_lone(&record) {
                shape.close_section();
                let first = shape.widths.is_empty();
                *(if first { &mut shape.above } else { &mut shape.lone }) += 1;
                if !first {
                    add(&mut shape.lone_widths, record.len());
                }
                continue;
            }
            if shape.widths.is_empty() {
                let filled = record.iter().all(|cell| !cell.is_empty()) && shape.closed == 0;
                shape.header = if filled { record.len() } else { 0 };
                shape.narrow = usize::MAX;
                shape.named = record.iter().all(|cell| {
                    let cell = String::from_utf8_lossy(cell);
                    let number = cell.bytes().all(|b| b.is_ascii_digit()) && !cell.is_empty();
                    !is_prose(&cell)
                        && cell.chars().count() <= NAME
                        && !(number && record.len() == 2)
                });
            }
            if !shape.widths.is_empty() {
                shape.narrow = shape.narrow.min(record.len());
            }
            add(&mut shape.widths, record.len());
            add(&mut shape.section, record.len());
            let pairs = record.iter().zip(record.iter().skip(1));
            shape.grouped +=
                usize::from(pairs.clone().any(|(cell, next)| parts_a_number(cell, next)));
            for cell in &record {
                let cell = String::from_utf8_lossy(cell);
                shape.cells += 1;
                shape.prose += usize::from(is_prose(&cell));
                shape.quoted |= cell.contains(delimiter as char) || cell.contains('\n');
                // ,\t9111…: a tab before a long number keeps a spreadsheet from rounding it.
                shape.divided |= delimiter != b'\t' && cell.trim_matches('\t').contains('\t');
            }
        }
        shape.close_section();
        shape
    }

    /// Whether the names of the columns are the widest of all records, each of which has half as many cells at least: the
    /// empty ones at its end are left out.
    fn ends_short(&self, all: usize) -> bool {
        const COLUMNS_LEAST: usize = 4;
        let widest = self.widths.iter().map(|(width, _)| *width).max().unwrap_or(0);
        self.header >= COLUMNS_LEAST
            && self.header == widest
            && all > COLUMNS_LEAST - 1
            && self.narrow.saturating_mul(2) >= self.header
            && self.closed == 0
    }

    /// Two lists may have tables of other widths, each below its title.
    fn close_section(&mut self) {
        let counts = || self.section.iter().map(|(_, count)| count);
        self.uneven += counts().sum::<usize>() - counts().max().copied().unwrap_or(0);
        self.section.clear();
    }
}

/// Whether two cells are one number between other words: `1  甲公司  14` and `250.50  3.4%`.
fn parts_a_number(cell: &[u8], next: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let own = cell.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let before = &cell[..cell.len() - own];
    let blank = before.ends_with(b" ") || before.ends_with("\u{3000}".as_bytes());
    (1..=3).contains(&own) && blank && digits(next) == 3
}

/// Counts one more of that width.
fn add(widths: &mut Vec<(usize, usize)>, width: usize) {
    match widths.iter_mut().find(|(own, _)| *own == width) {
        Some((_, count)) => *count += 1,
        None => widths.push((width, 1)),
    }
}

/// Columns of the table that the text is under that delimiter; 0 where it is none.
fn width(text: &str, delimiter: u8) -> usize {
    if memchr::memchr(delimiter, text.as_bytes()).is_none() {
        return 0;
    }
    // Lines that begin with a pipe are Markdown, and so is a ruler below the header: ---|---.
    let markdown = |line: &str| {
        let line = line.trim_matches(is_blank);
        let ruler = line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        line.starts_with('|') || (ruler && line.contains('|'))
    };
    if delimiter == b'|' && text.split(['\n', '\r']).any(markdown) {
        return 0;
    }
    let shape = Shape::of(text, delimiter);
    let Some((width, full)) = shape.widths.iter().copied().max_by_key(|(width, n)| (*n, *width))
    else {
        return 0;
    };
    let all: usize = shape.widths.iter().map(|(_, count)| count).sum();
    let odd = (all - full).min(shape.uneven);
    // Rows that leave all but their first cell empty are rows all the same.
    let bare = shape.lone_widths.iter().find(|(own, _)| *own == width).map_or(0, |(_, n)| *n);
    let bare = if delimiter == b'\t' { 0 } else { bare };
    let least = if shape.quoted { 1 } else { 2 };
    // Text saved by a spreadsheet doubles the quotes inside quotes; no notice does.
    let doubled = text.contains("\"\"") && (text.contains("\t\"") || text.contains("\n\""));
    let even = if delimiter == b'\t' && !shape.quoted && !doubled {
        // Tabs divide the tables inside notices as well: one that is not all table is for the text
        // reader.
        odd == 0 && shape.above == 0 && shape.lone == 0
    } else {
        // A cut row or a row of sums may have another width, and is reported.
        odd == 0 || full >= 3 && (odd == 1 || odd * 5 <= all) || shape.ends_short(all)
    };
    // Lines of prose have commas too.
    let prose = delimiter == b',' && !shape.quoted && shape.closed * 3 >= all + shape.lone;
    // Below the names of columns a last cell may be a sentence, in all rows of one width.
    let told = odd == 0 && shape.header >= 3 && shape.closed + 1 == all;
    let prose = prose && !told;
    let table = width >= 2
        && !prose
        && shape.grouped * 2 < all.max(1)
        && full + bare >= least
        && even
        && shape.named
        && !shape.divided
        && shape.above <= ABOVE
        && shape.above.saturating_sub(4) <= full
        && shape.lone <= full + bare;
    if table && shape.prose * 2 <= shape.cells { width } else { 0 }
}

/// Whether a record has one filled cell.
fn is_lone(record: &ByteRecord) -> bool {
    let filled = |cell: &&[u8]| !String::from_utf8_lossy(cell).chars().all(is_blank);
    record.iter().filter(filled).count() <= 1
}

/// A sentence or a clause cut at a comma.
fn is_prose(cell: &str) -> bool {
    let cell = cell.trim_matches(is_blank);
    cell.ends_with(['。', '；', '：', ':']) || cell.contains('。')
}

fn reader(text: &str, delimiter: u8) -> ::csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

fn read(bytes: &[u8], document: &mut Document) -> Result<(), IngestError> {
    let choice = decode::choose(bytes);
    document.encoding = decode::name(choice.encoding);
    if choice.guessed {
        let encoding = document.encoding;
        document.oddities.push(IngestOddity::EncodingGuessed { encoding });
    }
    let mut decoded = String::new();
    decode::decode_onto(choice.encoding, &bytes[choice.bom..], &mut decoded, |fault| {
        document.oddities.push(IngestOddity::UndecodableBytes {
            byte: (choice.bom + fault.byte) as u64,
            marks: 1,
            length: fault.length as u64,
            span: Span::at(0),
        });
    });
    if decoded.len() > u32::MAX as usize {
        return Err(IngestError::TooLarge { most: super::PLANE });
    }
    let sample = || decoded.get(..HEAD).and_then(|head| delimiter(&head[..head.rfind('\n')?]));
    let Some(delimiter) = delimiter(&decoded).or_else(sample) else {
        return Err(IngestError::NotText);
    };
    let mut cursor = decode::Cursor::new(&decoded, choice);
    let mut layout = Layout::new(document);
    if let Some(line) = unclosed(decoded.as_bytes(), delimiter) {
        layout.damaged(format!("the quotes opened in line {line} are never closed"));
    }
    let mut reader = reader(&decoded, delimiter);
    let mut record = ByteRecord::new();
    let mut flow = Flow::default();
    let mut begun = false;
    let cuts = cuts(&decoded, delimiter);
    let mut from = 0;
    while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        let to = reader.position().byte() as usize;
        let starts = starts(&decoded.as_bytes()[from..to], delimiter);
        if begun && cuts.binary_search(&from).is_ok() {
            layout.close_table();
            begun = false;
        }
        let above = !begun && is_lone(&record);
        if !above && !begun {
            layout.open_table(true);
            begun = true;
        }
        for (column, cell) in record.iter().enumerate() {
            let start = from + starts.get(column).copied().unwrap_or(0);
            flow.clear();
            flow.at(cursor.origin(start));
            let cell = String::from_utf8_lossy(cell);
            // ="0012" keeps spreadsheet programs from reading a number.
            let said = cell.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"'));
            let cell = said.unwrap_or(&cell);
            flow.push(cell, false);
            if above {
                // Spreadsheet programs are told the delimiter by a first line of their own.
                let kind = if cell.starts_with("sep=") && from == 0 {
                    BlockKind::Furniture
                } else {
                    BlockKind::Paragraph { strong: false }
                };
                layout.paragraph(&flow, kind);
            } else {
                layout.cell(&flow, Place { column, colspan: 1, rowspan: 1, strong: false });
            }
        }
        layout.end_row();
        from = to;
    }
    layout.close_table();
    faults::place(document);
    Ok(())
}

/// Where a record of one filled cell begins that stands over a table of another width: the title of another list.
fn cuts(text: &str, delimiter: u8) -> Vec<usize> {
    /// Fewest records of a table, its header among them.
    const LEAST: usize = 2;
    let mut reader = reader(text, delimiter);
    let mut record = ByteRecord::new();
    let (mut cuts, mut from) = (Vec::new(), 0);
    // The width above, the first of the lone records below it, and what stands below these.
    let (mut above, mut lone, mut below) = (0, None, (0, 0));
    while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        if is_lone(&record) {
            lone = lone.or(Some(from)).filter(|_| above > 0);
            below = (0, 0);
        } else if let Some(at) = lone {
            below =
                if below.0 == record.len() { (below.0, below.1 + 1) } else { (record.len(), 1) };
            if below.1 == LEAST {
                cuts.extend(Some(at).filter(|_| below.0 != above));
                (above, lone) = (below.0, None);
            }
        } else {
            above = record.len();
        }
        from = reader.position().byte() as usize;
    }
    cuts
}

/// The line in which quotes open that are not closed to the end of the file.
fn unclosed(text: &[u8], delimiter: u8) -> Option<usize> {
    let (mut line, mut opened) = (1, None);
    let mut fresh = true;
    for byte in text {
        line += usize::from(*byte == b'\n');
        match (opened, *byte) {
            (None, b'"') if fresh => opened = Some(line),
            // Two in a row close and open again.
            (Some(_), b'"') => opened = None,
            (None, _) => {}
            (Some(_), _) => continue,
        }
        let reopened = opened.is_none() && *byte == b'"';
        fresh = *byte == delimiter || *byte == b'\n' || *byte == b'\r' || reopened;
    }
    opened
}

/// Where the cells of a record start in its bytes, behind their quotes.
fn starts(record: &[u8], delimiter: u8) -> Vec<usize> {
    // A record's bytes begin with the line ends that the last one left.
    let lead = record.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let mut starts = Vec::new();
    let (mut quoted, mut fresh) = (false, true);
    for (at, byte) in record.iter().enumerate().skip(lead) {
        if fresh {
            quoted = *byte == b'"';
            starts.push(at + usize::from(quoted));
            fresh = false;
            if quoted {
                continue;
            }
        }
        if *byte == b'"' && quoted {
            quoted = false;
        } else if *byte == b'"' {
            // Two quotes inside a quoted cell stand for one.
            quoted = at > 0 && record[at - 1] == b'"';
        }
        fresh = *byte == delimiter && !quoted;
    }
    if fresh {
        starts.push(record.len());
    }
    starts
}

#[cfg(test)]
mod tests;
