//! Tables as CSV: UTF-8, lines end in LF, quoted by RFC 4180 and only where it must be.

use std::io::{self, Write};

use crate::model::dataset::{Cell, Table};

/// The table's bytes, header first.
pub fn write(table: &Table, bom: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(table.rows.len() * table.fields.len() * 8);
    // Memory takes what it is given.
    let _ = write_to(&mut out, table, bom);
    out
}

/// So many bytes are written at once.
const BLOCK: usize = 1 << 15;

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
    for row in 0..table.rows.len() {
        for (at, cell) in table.rows.row(row).enumerate() {
            separate(&mut lines, at);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) | Cell::Decimal(text) => quoted(&mut lines, &text),
                Cell::Code(code) => six_digits(&mut lines, code.0),
                Cell::Integer(number) => {
                    lines.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
                }
                // Nothing in a date is to be quoted.
                Cell::Date(date) => write!(lines, "{date}")?,
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
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [0xE0..=0xEF, _, _, rest @ ..] => rest,
            [b',' | b'"' | b'\n' | b'\r', ..] => return false,
            [_, rest @ ..] => rest,
        }
    }
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
    use crate::model::dataset::{Cell, Field, Table};

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
