//! Tables as CSV: UTF-8, lines end in LF, quoted by RFC 4180 and only where it must be.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::model::dataset::Table;

/// The table's bytes, header first.
pub fn write(table: &Table, bom: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    if bom {
        bytes.extend("\u{feff}".bytes());
    }
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::Any(b'\n'))
        .quote_style(QuoteStyle::Necessary)
        .from_writer(&mut bytes);
    // Writing to memory cannot fail, and emit gives every row a cell per field.
    let _ = writer.write_record(table.fields.iter().map(|field| field.name.as_str()));
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(ToString::to_string));
    }
    let _ = writer.flush();
    drop(writer);
    bytes
}
