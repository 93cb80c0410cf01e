//! Delimited text taken apart into records and cells, each with its place: nothing is mended, and
//! what breaks the rules of RFC 4180 is noted.
//!
//! The `csv` crate reads the same records but tells neither where a cell stands nor where a quote
//! is wrong; here both are the point.

use std::borrow::Cow;

use crate::model::Span;

/// A cell of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellAt {
    /// Its text, quotes around it not included.
    pub span: Span,
    /// It has doubled quotes inside, each of which stands for one.
    pub escaped: bool,
}

impl CellAt {
    /// Its text as it is meant.
    pub fn text(self, plane: &str) -> Cow<'_, str> {
        let text = self.span.text(plane);
        if self.escaped { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }
    }
}

/// What breaks the form of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A quote that is opened and never closed: the rest of the file is one cell.
    Unterminated(Span),
    /// Text behind a closing quote, before the next delimiter.
    AfterQuote(Span),
}

/// One record; reused from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// From its first character to its last, line end not included.
    pub span: Span,
    /// Its cells.
    pub cells: Vec<CellAt>,
    /// What is wrong with its form.
    pub broken: Option<Broken>,
    /// Bytes of the line end: 0 at the end of a file without one, 2 for CR LF.
    pub end: u8,
}

impl Record {
    /// Whether nothing stands in it.
    pub fn is_blank(&self, plane: &str) -> bool {
        let blank = |cell: &CellAt| cell.span.text(plane).chars().all(super::is_blank);
        self.cells.iter().all(blank)
    }
}

/// Goes through the records of a text.
#[derive(Clone, Debug)]
pub struct Records<'t> {
    plane: &'t str,
    delimiter: u8,
    at: usize,
}

impl<'t> Records<'t> {
    /// From the start of the text; the delimiter is an ASCII character.
    pub const fn new(plane: &'t str, delimiter: u8) -> Self {
        Self { plane, delimiter, at: 0 }
    }

    /// Reads the next record; false at the end of the text.
    pub fn next(&mut self, record: &mut Record) -> bool {
        let bytes = self.plane.as_bytes();
        if self.at >= bytes.len() {
            return false;
        }
        record.cells.clear();
        record.broken = None;
        let start = self.at;
        let mut at = self.at;
        loop {
            if bytes.get(at) == Some(&b'"') {
                at = self.quoted(at, record);
            } else {
                let from = at;
                while at < bytes.len() && bytes[at] != self.delimiter && bytes[at] != b'\n' {
                    at += 1;
                }
                let carriage = bytes.get(at) == Some(&b'\n') && at > from && bytes[at - 1] == b'\r';
                let end = at - usize::from(carriage);
                record.cells.push(CellAt { span: Span::of(from, end), escaped: false });
            }
            match bytes.get(at) {
                Some(b'\n') => {
                    let carriage = usize::from(at > start && bytes[at - 1] == b'\r');
                    record.span = Span::of(start, at - carriage);
                    record.end = 1 + carriage as u8;
                    self.at = at + 1;
                    return true;
                }
                Some(_) => at += 1,
                None => {
                    record.span = Span::of(start, at);
                    record.end = 0;
                    self.at = at;
                    return true;
                }
            }
        }
    }

    /// A cell that begins with a quote at `at`; gives the place of the delimiter or line end
    /// behind it.
    fn quoted(&self, at: usize, record: &mut Record) -> usize {
        let bytes = self.plane.as_bytes();
        let from = at + 1;
        let (mut to, mut escaped) = (from, false);
        let end = loop {
            match memchr::memchr(b'"', &bytes[to..]) {
                None => {
                    record.broken.get_or_insert(Broken::Unterminated(Span::of(at, bytes.len())));
                    break bytes.len();
                }
                Some(n) if bytes.get(to + n + 1) == Some(&b'"') => {
                    escaped = true;
                    to += n + 2;
                }
                Some(n) => break to + n,
            }
        };
        record.cells.push(CellAt { span: Span::of(from, end), escaped });
        let mut at = (end + 1).min(bytes.len());
        let behind = at;
        while at < bytes.len() && bytes[at] != self.delimiter && bytes[at] != b'\n' {
            at += 1;
        }
        if !matches!(&bytes[behind..at], b"" | b"\r") {
            record.broken.get_or_insert(Broken::AfterQuote(Span::of(behind, at)));
        }
        at
    }
}

/// Records that are looked at to tell the delimiter.
const SAMPLE: usize = 50;

/// What may stand between two cells, the likeliest last.
pub const DELIMITERS: [u8; 4] = [b'|', b';', b'\t', b','];

/// The delimiter: of those that part the first records into the same number of cells throughout,
/// near enough, the one that gives the most cells; a comma where none does.
pub fn delimiter(plane: &str) -> u8 {
    // 1\t,甲公司\t,9111…\t: a tab behind every value, the last as well, keeps a spreadsheet from rounding it.
    let behind = |line: &str| {
        let mut rests = line.split('\t').skip(1);
        rests.all(|rest| rest.is_empty() || rest.starts_with(','))
            && (!line.contains('\t') || line.ends_with('\t'))
    };
    if plane.contains("\t,") && plane.lines().take(SAMPLE).all(behind) {
        return b',';
    }
    let widths = |delimiter: u8| {
        let mut records = Records::new(plane, delimiter);
        let mut record = Record::default();
        let mut widths: Vec<usize> = Vec::new();
        while widths.len() < SAMPLE && records.next(&mut record) {
            if !record.is_blank(plane) {
                widths.push(record.cells.len());
            }
        }
        widths.sort_unstable();
        let middle = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let same = widths.iter().filter(|width| **width == middle).count();
        if middle < 2 { 0 } else { same * 100 / widths.len() * 1000 + middle.min(999) }
    };
    let best = DELIMITERS.into_iter().max_by_key(|d| widths(*d));
    best.filter(|d| widths(*d) > 0).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::{Broken, Record, Records, delimiter};

    fn read(text: &str) -> Vec<(Vec<String>, bool)> {
        let mut records = Records::new(text, b',');
        let mut record = Record::default();
        let mut found = Vec::new();
        while records.next(&mut record) {
            let cells = record.cells.iter().map(|cell| cell.text(text).into_owned()).collect();
            found.push((cells, record.broken.is_some()));
        }
        found
    }

    #[test]
    fn reads_what_the_csv_crate_reads() {
        let texts = [
            "a,b\n1,\"x,\ny\"\r\n2,\"\"\"q\"\"\"\r\n,\n",
            "a,b",
            "a,\"\"\n\n\"b\",c\n",
            "a,b,\n,,\n",
        ];
        for text in texts {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            // The crate passes over empty lines.
            let ours: Vec<Vec<String>> = read(text)
                .into_iter()
                .map(|(cells, broken)| {
                    assert!(!broken, "{text:?}");
                    cells
                })
                .filter(|cells| cells != &[String::new()])
                .collect();
            assert_eq!(ours, theirs, "{text:?}");
        }
    }

    #[test]
    fn broken_quotes_are_noted() {
        let text = "a,b\n\"x\"y,1\n\"z,2\n3,4\n";
        let mut records = Records::new(text, b',');
        let mut record = Record::default();
        records.next(&mut record);
        records.next(&mut record);
        let Some(Broken::AfterQuote(span)) = record.broken else { panic!("{record:?}") };
        assert_eq!(span.text(text), "y");
        records.next(&mut record);
        assert!(matches!(record.broken, Some(Broken::Unterminated(_))));
        assert!(!records.next(&mut record));
    }

    #[test]
    fn delimiters_are_told() {
        assert_eq!(delimiter("a,b\n1,2\n"), b',');
        assert_eq!(delimiter("a\tb,c\n1\t2\n3\t4,5\n"), b'\t');
        assert_eq!(delimiter("a;b\n1,5;2\n"), b';');
        assert_eq!(delimiter("名称\n甲、乙\n"), b',');
    }
}
