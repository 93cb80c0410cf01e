//! CSV and TSV: a file that is a table and nothing else.
//!
//! Notices in plain text have commas and tabs too. A file is taken for CSV only where every record
//! has the columns of the first, near enough, and the cells do not read as prose.

use ::csv::{ByteRecord, ReaderBuilder};

use super::decode;
use super::layout::{Flow, Layout, Place};
use super::{IngestError, Reader, text};
use crate::model::document::IngestOddity;
use crate::model::{Document, Span};
use crate::text::is_blank;

pub(super) static READER: Reader = Reader { name: "csv", sniff, read };

/// Records that are looked at to tell a table.
const SAMPLE: usize = 200;
/// Longest name of a column, in characters.
const NAME: usize = 60;
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
    let widths = [b'\t', b';', b','].map(|delimiter| (width(text, delimiter), delimiter));
    widths.into_iter().max().filter(|(width, _)| *width > 0).map(|(_, delimiter)| delimiter)
}

/// Columns of the table that the text is under that delimiter; 0 where it is none.
fn width(text: &str, delimiter: u8) -> usize {
    let mut reader = reader(text, delimiter);
    let mut record = ByteRecord::new();
    let (mut width, mut records, mut odd) = (0, 0, 0);
    let (mut cells, mut long, mut quoted) = (0usize, 0usize, false);
    while records < SAMPLE && reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        if records == 0 {
            width = record.len();
            // The first record names the columns, in words and not in sentences.
            let named = |cell: &[u8]| {
                let cell = String::from_utf8_lossy(cell);
                !is_prose(&cell) && cell.chars().count() <= NAME
            };
            if !record.iter().all(named) {
                return 0;
            }
        }
        records += 1;
        odd += usize::from(record.len() != width);
        for cell in &record {
            let cell = String::from_utf8_lossy(cell);
            cells += 1;
            long += usize::from(is_prose(&cell));
            quoted |= cell.contains(delimiter as char);
        }
    }
    // Tabs divide the tables inside notices as well, and a ragged one is for the text reader.
    let odd = if delimiter == b'\t' { odd * records } else { odd };
    let least = if quoted { 1 } else { 2 };
    let table = width >= 2 && records >= least && odd * 20 <= records;
    if table && long * 2 <= cells { width } else { 0 }
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
        return Err(IngestError::TooLarge);
    }
    let Some(delimiter) = delimiter(&decoded) else { return Err(IngestError::NotText) };
    let mut cursor = decode::Cursor::new(&decoded, choice);
    let mut layout = Layout::new(document);
    let mut reader = reader(&decoded, delimiter);
    let mut record = ByteRecord::new();
    let mut flow = Flow::default();
    layout.open_table(true);
    let mut from = 0;
    while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        let to = reader.position().byte() as usize;
        let starts = starts(&decoded.as_bytes()[from..to], delimiter);
        for (column, cell) in record.iter().enumerate() {
            let start = from + starts.get(column).copied().unwrap_or(0);
            flow.clear();
            flow.at(cursor.origin(start));
            flow.push(&String::from_utf8_lossy(cell), false);
            layout.cell(&flow, Place { column, colspan: 1, rowspan: 1, strong: false });
        }
        layout.end_row();
        from = to;
    }
    layout.close_table();
    text::place_faults(document);
    Ok(())
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
mod tests {
    use crate::ingest::ingest;
    use crate::model::{Document, Source};

    fn read(text: &str) -> Document {
        ingest(&Source::new("test", text)).unwrap()
    }

    fn cells(document: &Document) -> Vec<Vec<&str>> {
        let table = &document.tables[0];
        let row = |row| table.cells_of(row).iter().map(|c| document.slice(c.span)).collect();
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn quotes_and_line_ends_inside_cells() {
        let document = read(
            "\u{FEFF}序号,名称,备注\r\n1,\"甲,乙\",\"上\n下\"\r\n2,\"丙\"\"丁\"\"\",\r\n3,戊,己\n",
        );
        assert_eq!(document.format, "csv");
        let expected = [
            ["序号", "名称", "备注"],
            ["1", "甲,乙", "上\n下"],
            ["2", "丙\"丁\"", ""],
            ["3", "戊", "己"],
        ];
        assert_eq!(cells(&document), expected);
        let position = |text: &str| {
            let position = document.position(document.text.find(text).unwrap() as u32);
            (position.line, position.column)
        };
        assert_eq!(position("甲"), (2, 4));
        assert_eq!(position("上"), (2, 10));
        assert_eq!(position("丙"), (4, 4));
        assert_eq!(position("戊"), (5, 3));
    }

    #[test]
    fn ragged_rows_stay_ragged() {
        let mut text = String::from("序号,名称,地区\n");
        for n in 1..30 {
            text.extend([&n.to_string(), ",甲,乙\n"]);
        }
        text.push_str("30,丙\n");
        let document = read(&text);
        assert_eq!(document.format, "csv");
        let table = &document.tables[0];
        assert!(table.exact);
        assert_eq!(table.rows.last().unwrap().count, 2);
    }

    #[test]
    fn other_encodings_lead_back_to_their_bytes() {
        let text = "序号,名称\n1,某某市\n2,某某县\n3,某某区\n";
        let (bytes, ..) = encoding_rs::GB18030.encode(text);
        let document = ingest(&Source::new("test", bytes.into_owned())).unwrap();
        assert_eq!((document.format, document.encoding), ("csv", "GB18030"));
        let at = document.text.find("某某县").unwrap() as u32;
        let position = document.position(at);
        assert_eq!((position.line, position.column), (3, 3));
    }

    #[test]
    fn notices_stay_text() {
        let notices = [
            "各省,自治区:\n现将名单印发给你们,请认真执行。\n附件:名单\n",
            "关于公布名单的通知\n附件\n名单\n序号\t名称\t地区\n1\t甲\t乙\n2\t丙\t丁\n",
            "甲,乙,丙,丁。\n戊,己,庚,辛。\n",
            "名单\n甲\n乙\n",
        ];
        for notice in notices {
            assert_eq!(read(notice).format, "text", "{notice}");
        }
        assert_eq!(read("序号\t名称\n1\t甲\n2\t乙\n").format, "csv");
    }
}
