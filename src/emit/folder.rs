//! The files of a dataset folder, written one after another; sizes and sums are taken on the way.

use std::io::{self, BufWriter, Write};

use sha2::{Digest as _, Sha256};

use super::{Packing, Reported, csv, datapackage, notice_json};
use crate::model::Dataset;
use crate::report;
use crate::text::digest;

/// Where the files of a dataset go.
pub trait Folder {
    /// Begins a file of that name.
    ///
    /// # Errors
    /// The file cannot be begun.
    fn begin(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>>;
}

/// A file that has been written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its name in the folder.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// Writes the dataset's files, in the order they are listed to people. None of the larger ones is
/// held as a whole.
///
/// # Errors
/// Those of the folder, at the file it began last.
pub fn write(
    dataset: &Dataset,
    packing: &Packing,
    folder: &mut dyn Folder,
) -> io::Result<Vec<Written>> {
    let mut files = Vec::new();
    for table in &dataset.tables {
        let name = format!("{}.csv", table.name);
        files.push(seal(folder, &name, |out| csv::write_to(out, table, packing.bom))?);
    }
    let mut add = |name: &str, fill: &dyn Fn(&mut Out) -> io::Result<()>| {
        files.push(seal(folder, name, fill)?);
        io::Result::Ok(())
    };
    add("notice.json", &|out| out.write_all(&notice_json::write(dataset)))?;
    add("report.json", &|out| match packing.report {
        Reported::Bytes(bytes) => out.write_all(bytes),
        Reported::Of(input) => report::json::write(input, out),
    })?;
    add("text.txt", &|out| out.write_all(dataset.text.as_bytes()))?;
    let package = datapackage::write(dataset, &files, packing);
    files.push(seal(folder, "datapackage.json", |out| out.write_all(&package))?);
    Ok(files)
}

/// Bytes that are gathered before they are handed on.
const GATHERED: usize = 1 << 16;

type Out<'f> = BufWriter<Summing<'f>>;

/// Writes a file.
fn seal<'f>(
    folder: &'f mut dyn Folder,
    name: &str,
    fill: impl FnOnce(&mut Out<'f>) -> io::Result<()>,
) -> io::Result<Written> {
    let summing = Summing { out: folder.begin(name)?, sum: Sha256::new(), bytes: 0 };
    let mut out = BufWriter::with_capacity(GATHERED, summing);
    fill(&mut out)?;
    let mut summing = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    summing.out.flush()?;
    let sha256 = digest::hex(&summing.sum.finalize());
    Ok(Written { name: name.to_owned(), bytes: summing.bytes, sha256 })
}

/// Counts and sums up what is written.
struct Summing<'f> {
    out: Box<dyn Write + 'f>,
    sum: Sha256,
    bytes: u64,
}

impl Write for Summing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A file that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name in the folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Folder for Vec<File> {
    fn begin(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        self.push(File { name: name.to_owned(), bytes: Vec::new() });
        let file = self.last_mut().ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(&mut file.bytes))
    }
}

/// The dataset's files, held in memory.
pub fn files(dataset: &Dataset, packing: &Packing) -> Vec<File> {
    let mut files = Vec::new();
    // Memory takes what it is given.
    let _ = write(dataset, packing, &mut files);
    files
}
