//! Tables as CSV: UTF-8, lines end in LF, quoted by RFC 4180 and only where it must be.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::model::dataset::{Cell, Table};

/// The table's bytes, header first.
pub fn write(table: &Table, bom: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(table.rows.len() * table.fields.len() * 8);
    // Memory takes what it is given.
    let _ = write_to(&mut out, table, bom);
    out
}

/// So many bytes are written at once.
const BLOCK: usize = 1 << 16;

/// Writes the table, header first.
///
/// # Errors
/// Those of writing.
pub fn write_to(out: &mut impl Write, table: &Table, bom: bool) -> io::Result<()> {
    let mut lines = Vec::with_capacity(BLOCK + BLOCK / 4);
    if bom {
        lines.extend_from_slice("\u{feff}".as_bytes());
    }
    for (at, field) in table.fields.iter().enumerate() {
        separate(&mut lines, at);
        quoted(&mut lines, &field.name);
    }
    lines.push(b'\n');
    let stretches = table.rows.stretches();
    let cells = table.rows.cells();
    let mut written: Vec<Written> = stretches.iter().map(|_| Written::default()).collect();
    for row in 0..table.rows.len() {
        for (stretch, written) in stretches.iter().zip(&mut written) {
            let same = stretch.same(row);
            if let Some(known) = same.and_then(|same| written.known(same)) {
                lines.extend_from_slice(known);
                continue;
            }
            let start = lines.len();
            for at in stretch.columns.clone() {
                separate(&mut lines, at);
                write_cell(&mut lines, cells(row, at));
            }
            if let Some(same) = same {
                written.keep(same, &lines[start..]);
            }
        }
        lines.push(b'\n');
        if lines.len() >= BLOCK {
            out.write_all(&lines)?;
            lines.clear();
        }
    }
    out.write_all(&lines)
}

/// So many cells of a stretch are kept.
const KEPT: usize = 4096;

/// The cells of a stretch that stand the same in many rows, as they were written first.
#[derive(Default)]
struct Written {
    /// Where among the bytes they stand, by what tells them.
    places: HashMap<usize, Range<usize>, FixedState>,
    bytes: Vec<u8>,
    /// Those of the last row, which the next has often as well.
    last: Option<(usize, Range<usize>)>,
}

impl Written {
    fn known(&mut self, same: usize) -> Option<&[u8]> {
        if self.last.as_ref().is_none_or(|(last, _)| *last != same) {
            self.last = Some((same, self.places.get(&same)?.clone()));
        }
        self.last.as_ref().map(|(_, place)| &self.bytes[place.clone()])
    }

    /// Keeps them, if there is room.
    fn keep(&mut self, same: usize, cells: &[u8]) {
        if self.places.len() < KEPT {
            let start = self.bytes.len();
            self.bytes.extend_from_slice(cells);
            let place = start..self.bytes.len();
            self.places.insert(same, place.clone());
            self.last = Some((same, place));
        }
    }
}

#[inline]
fn write_cell(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) | Cell::Decimal(text) => quoted(out, &text),
        Cell::Code(code) => six_digits(out, code.0),
        Cell::Integer(number) => {
            out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        }
        // Nothing in a date is to be quoted; memory takes what it is given.
        Cell::Date(date) => {
            let _ = write!(out, "{date}");
        }
    }
}

fn separate(out: &mut Vec<u8>, at: usize) {
    if at > 0 {
        out.push(b',');
    }
}

/// A code in six digits.
fn six_digits(out: &mut Vec<u8>, mut code: u32) {
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit += (code % 10) as u8;
        code /= 10;
    }
    out.extend_from_slice(&digits);
}

/// Whether a field holds no comma, quote or line end.
fn is_bare(text: &str) -> bool {
    // All four signs are below '-', as hardly any other character of a cell is: eight bytes are
    // asked at once whether any of them is.
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let low = |word: &[u8; 8]| {
        let word = u64::from_ne_bytes(*word);
        word.wrapping_sub(ONES * u64::from(b'-')) & !word & (ONES << 7) != 0
    };
    let is_sign = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    let has_sign = |word: &[u8; 8]| low(word) && word.iter().any(is_sign);
    // The last eight are looked at together as well, whatever of them has been before.
    let Some(last) = text.as_bytes().last_chunk() else {
        return !text.bytes().any(|b| is_sign(&b));
    };
    !text.as_bytes().as_chunks().0.iter().any(has_sign) && !has_sign(last)
}

/// Quotes a field that holds a comma, a quote or a line end.
fn quoted(out: &mut Vec<u8>, text: &str) {
    if is_bare(text) {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::model::Adcode;
    use crate::model::dataset::{Cell, Field, Rows, Table};

    /// Stretches that are told to be alike are written as they are without that.
    #[test]
    fn stretches_that_are_alike_change_nothing() {
        let cell = |row: usize, column: usize| match column {
            1 | 2 | 4 => Cell::text(format!("{},{column}", row % 3)),
            3 if row.is_multiple_of(2) => Cell::Empty,
            _ => Cell::Integer(i64::try_from(row).unwrap_or(0)),
        };
        let fields: Vec<Field> = ["a", "b", "c", "d", "e"]
            .map(|name| Field { name: name.to_owned(), ..Field::default() })
            .into();
        let by = |row: usize| (row % 4 < 3).then_some(row % 3);
        let alike = Rows::new(20, 5, cell).alike(1..3, by).alike(4..5, by);
        let [one, other] = [Rows::new(20, 5, cell), alike]
            .map(|rows| write(&Table { fields: fields.clone(), rows, ..Table::default() }, false));
        assert_eq!(String::from_utf8_lossy(&one), String::from_utf8_lossy(&other));
        assert_eq!(one.split(|byte| *byte == b'\n').count(), 22);
    }

    /// What the csv crate reads and writes: cells with everything that has a meaning in CSV.
    #[test]
    fn as_others_read_and_write_it() {
        let texts =
            ["甲", "a,b", "\"", "a\"b\"", "\n", "a\r\nb", " ", "#", "'", "\\", "，", "\t", "\0"];
        let field = |name: &str| Field { name: name.to_owned(), ..Field::default() };
        let row = |text: &'static str| {
            vec![Cell::Integer(-12), Cell::text(text), Cell::Code(Adcode(1_234))]
        };
        let rows = texts.map(row).to_vec().into();
        let fields = vec![field("n"), field("te,xt"), field("none")];
        let table = Table { fields, rows, ..Table::default() };
        let bytes = write(&table, true);
        let body = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a mark");
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        writer.write_record(["n", "te,xt", "none"]).expect("memory");
        for text in texts {
            writer.write_record(["-12", text, "001234"]).expect("memory");
        }
        assert_eq!(
            String::from_utf8_lossy(body),
            String::from_utf8_lossy(&writer.into_inner().expect("memory"))
        );
        let read: Vec<String> = csv::Reader::from_reader(body)
            .records()
            .map(|r| r.expect("a record")[1].to_owned())
            .collect();
        assert_eq!(read, texts);
    }
}
