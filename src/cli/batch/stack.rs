//! The stacked `entries.csv`: the entries of all documents, one table.
//!
//! Columns are those of all documents in the order in which they are first met, behind `document`
//! and `roster`. Tables are read back from their folders and passed on row by row, so that no more
//! than one row is held at a time.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write as _};
use std::path::PathBuf;

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator, WriterBuilder};

/// An entry table on disk.
pub(super) struct Table {
    pub(super) document: String,
    /// Which roster of the document, from 1.
    pub(super) roster: String,
    pub(super) path: PathBuf,
}

/// Columns in front of all others.
const FRONT: [&str; 2] = ["document", "roster"];

/// Writes the tables into one.
pub(super) fn write(tables: &[Table], bom: bool, to: &std::path::Path) -> io::Result<()> {
    let mut columns: Vec<Vec<u8>> = FRONT.iter().map(|name| name.as_bytes().to_vec()).collect();
    let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
    for table in tables {
        for name in open(table)?.byte_headers().map_err(failed)? {
            if !places.contains_key(name) {
                places.insert(name.to_vec(), columns.len());
                // A roster's own column may be called like ours.
                let ours = FRONT.iter().any(|front| front.as_bytes() == name);
                columns.push(if ours { [name, b"_2"].concat() } else { name.to_vec() });
            }
        }
    }
    let mut file = BufWriter::new(File::create(to)?);
    if bom {
        file.write_all("\u{feff}".as_bytes())?;
    }
    let mut out = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(file);
    out.write_byte_record(&columns.iter().collect()).map_err(failed)?;
    let mut record = ByteRecord::new();
    let mut cells: Vec<Vec<u8>> = vec![Vec::new(); columns.len()];
    for table in tables {
        let mut reader = open(table)?;
        let headers = reader.byte_headers().map_err(failed)?;
        let at: Vec<usize> = headers.iter().filter_map(|name| places.get(name)).copied().collect();
        cells.iter_mut().for_each(Vec::clear);
        cells[0].extend(table.document.bytes());
        cells[1].extend(table.roster.bytes());
        while reader.read_byte_record(&mut record).map_err(failed)? {
            for (value, place) in record.iter().zip(&at) {
                cells[*place].clear();
                cells[*place].extend_from_slice(value);
            }
            out.write_record(&cells).map_err(failed)?;
        }
    }
    out.into_inner().map_err(|error| io::Error::other(error.to_string()))?.flush()
}

/// Opens a table, past its byte order mark.
fn open(table: &Table) -> io::Result<Reader<impl Read>> {
    let file = io::BufReader::new(File::open(&table.path)?);
    // The csv crate passes over a mark at the start.
    Ok(ReaderBuilder::new().flexible(true).from_reader(file))
}

fn failed(error: csv::Error) -> io::Error {
    io::Error::other(error.to_string())
}
