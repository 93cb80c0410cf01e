//! Tables as CSV: UTF-8, lines end in LF, quoted by RFC 4180 and only where it must be.

use std::fmt::Write as _;

use crate::model::dataset::{Cell, Table};

/// The table's bytes, header first.
pub fn write(table: &Table, bom: bool) -> Vec<u8> {
    let mut out = String::new();
    if bom {
        out.push('\u{feff}');
    }
    for (at, field) in table.fields.iter().enumerate() {
        separate(&mut out, at);
        quoted(&mut out, &field.name);
    }
    out.push('\n');
    for row in &table.rows {
        for (at, cell) in row.iter().enumerate() {
            separate(&mut out, at);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) | Cell::Decimal(text) => quoted(&mut out, text),
                // Neither numbers nor dates hold anything to quote.
                Cell::Integer(_) | Cell::Date(_) => {
                    let _ = write!(out, "{cell}");
                }
            }
        }
        out.push('\n');
    }
    out.into_bytes()
}

fn separate(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}

/// Quotes a field that holds a comma, a quote or a line end.
fn quoted(out: &mut String, text: &str) {
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::model::dataset::{Cell, Field, Table};

    /// What the csv crate reads and writes: cells with everything that has a meaning in CSV.
    #[test]
    fn as_others_read_and_write_it() {
        let texts =
            ["甲", "a,b", "\"", "a\"b\"", "\n", "a\r\nb", " ", "#", "'", "\\", "，", "\t", "\0"];
        let field = |name: &str| Field { name: name.to_owned(), ..Field::default() };
        let row = |text: &str| vec![Cell::Integer(-12), Cell::text(text), Cell::Empty];
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
            writer.write_record(["-12", text, ""]).expect("memory");
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
