//! Tables as CSV: UTF-8, lines end in LF, quoted by RFC 4180 and only where it must be.

use crate::model::dataset::{Cell, Table};

/// The table's bytes, header first.
pub fn write(table: &Table, bom: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(table.rows.len() * table.fields.len() * 8);
    if bom {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    for (at, field) in table.fields.iter().enumerate() {
        separate(&mut out, at);
        quoted(&mut out, &field.name);
    }
    out.push(b'\n');
    for row in &table.rows {
        for (at, cell) in row.iter().enumerate() {
            separate(&mut out, at);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) | Cell::Decimal(text) => quoted(&mut out, text),
                Cell::Code(code) => digits(&mut out, code.0.into(), 6),
                Cell::Integer(number) => {
                    if *number < 0 {
                        out.push(b'-');
                    }
                    digits(&mut out, number.unsigned_abs(), 1);
                }
                // Nothing in a date is to be quoted.
                Cell::Date(date) => out.extend_from_slice(date.to_string().as_bytes()),
            }
        }
        out.push(b'\n');
    }
    out
}

fn separate(out: &mut Vec<u8>, at: usize) {
    if at > 0 {
        out.push(b',');
    }
}

/// A number in at least so many digits.
fn digits(out: &mut Vec<u8>, mut number: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    while number > 0 {
        first -= 1;
        digits[first] += (number % 10) as u8;
        number /= 10;
    }
    out.extend_from_slice(&digits[first.min(digits.len() - least)..]);
}

/// Quotes a field that holds a comma, a quote or a line end.
fn quoted(out: &mut Vec<u8>, text: &str) {
    // All of these come before the letters and digits: one comparison tells most fields.
    let low = text.bytes().any(|byte| byte <= b',');
    if !low || !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        out.extend_from_slice(text.as_bytes());
        return;
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
        let rows = texts.map(row).to_vec();
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
