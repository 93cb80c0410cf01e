//! The stacked `entries.csv`: the entries of all documents, one table.
//!
//! Columns are those of all documents, behind `document` and `roster`, each behind the one that it
//! stands behind in the table where it is first met: levels of groups stand with levels, the parts
//! of a place with the place. Tables are read back from their folders and passed on row by row, so that no more
//! than one row is held at a time.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write as _};
use std::path::PathBuf;

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator, WriterBuilder};

/// An entry table on disk.
pub(in crate::cli) struct Table {
    pub(in crate::cli) document: String,
    /// Which roster of the document, from 1.
    pub(in crate::cli) roster: String,
    pub(in crate::cli) path: PathBuf,
}

/// Columns in front of all others.
const FRONT: [&str; 2] = ["document", "roster"];

/// Writes the tables into one.
pub(super) fn write(tables: &[Table], bom: bool, to: &std::path::Path) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(to)?);
    if bom {
        file.write_all("\u{feff}".as_bytes())?;
    }
    let mut out = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(file);
    each(tables, &mut |record| out.write_record(record).map_err(failed))?;
    out.into_inner().map_err(|error| io::Error::other(error.to_string()))?.flush()
}

/// Gives the header of the tables stacked, and then each row.
pub(in crate::cli) fn each(
    tables: &[Table],
    take: &mut dyn FnMut(&[Vec<u8>]) -> io::Result<()>,
) -> io::Result<()> {
    let columns = columns(tables)?;
    let places: HashMap<&[u8], usize> =
        (FRONT.len()..).zip(&columns).map(|(at, name)| (name.as_slice(), at)).collect();
    // A roster's own column may be called like ours.
    let ours = |name: &[u8]| FRONT.iter().any(|front| front.as_bytes() == name);
    let mut header = FRONT.map(|name| name.as_bytes().to_vec()).to_vec();
    header.extend(columns.iter().map(|name| {
        let ending: &[u8] = if ours(name) { b"_2" } else { b"" };
        [name.as_slice(), ending].concat()
    }));
    take(&header)?;
    let mut record = ByteRecord::new();
    let mut cells: Vec<Vec<u8>> = vec![Vec::new(); header.len()];
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
            take(&cells)?;
        }
    }
    Ok(())
}

/// The columns of all tables, each once.
fn columns(tables: &[Table]) -> io::Result<Vec<Vec<u8>>> {
    let mut columns: Vec<Vec<u8>> = Vec::new();
    for table in tables {
        let mut behind = 0;
        for name in open(table)?.byte_headers().map_err(failed)? {
            let known = columns.iter().position(|column| column == name);
            behind = 1 + known.unwrap_or_else(|| {
                columns.insert(behind, name.to_vec());
                behind
            });
        }
    }
    Ok(columns)
}

/// Opens a table, past its byte order mark.
fn open(table: &Table) -> io::Result<Reader<impl Read>> {
    let file = io::BufReader::new(File::open(&table.path)?);
    // The csv crate passes over a mark at the start.
    Ok(ReaderBuilder::new().flexible(true).from_reader(file))
}

fn failed(error: csv::Error) -> io::Error {
    io::Error::other(error)
}
