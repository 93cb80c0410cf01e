//! The folder of many documents' datasets, as `parse` of several notices wrote it: the list, the
//! datasets and the stacked table held against each other.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;

use super::{Args, Done, Refused, Taken, done, take};
use crate::accept;
use crate::cli::batch::stack::{self, Table};
use crate::cli::batch::{LIST, RECORD};
use crate::cli::folder::{PACKAGE, is_dataset};
use crate::cli::io as files;
use crate::cli::session::Reader;
use crate::cli::voice::Voice;
use crate::model::{Document, Report, Source};
use crate::pipeline;
use crate::table::{self, Listed, Stray};

/// The stacked table.
const STACKED: &str = "entries.csv";

/// So many differences are told one by one.
const MOST: usize = 1000;

/// Whether this is the list of such a folder, which may be all that is gone of it.
pub(super) fn is_list(path: &Path) -> bool {
    let named = path.file_name().is_some_and(|name| name == LIST);
    named && path.parent().is_some_and(is_batch)
}

/// Whether a folder holds many documents' datasets: it has their list, or their stacked table.
pub(super) fn is_batch(folder: &Path) -> bool {
    let begins = |name: &str, with: &str| {
        let header = File::open(folder.join(name)).ok().and_then(|file| {
            let mut reader = ReaderBuilder::new().flexible(true).from_reader(file);
            reader.headers().ok().map(|header| header.iter().collect::<Vec<_>>().join(","))
        });
        header.is_some_and(|header| header.starts_with(with))
    };
    begins(LIST, "document,source,") || begins(STACKED, "document,roster,notice_number,")
}

/// Holds list, datasets and stacked table against each other, and checks the stacked table.
pub(super) fn check(list: &Path, args: &Args, reader: &Reader, voice: Voice) -> Done {
    done(reports(list, args, reader, voice), |_| None, args, reader, voice)
}

fn reports(
    list: &Path,
    args: &Args,
    reader: &Reader,
    voice: Voice,
) -> Result<Vec<(Document, Report)>, Refused> {
    let folder = list.parent().unwrap_or(list);
    let unread = |path: &Path, error: &io::Error| Refused::unread(path, error, voice);
    let source = match files::read(list) {
        Ok(source) => source,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Source::new(list.to_string_lossy(), Vec::new())
        }
        Err(error) => return Err(unread(list, &error)),
    };
    let datasets = datasets(folder);
    let (path, settings) = (folder.join(STACKED), reader.settings());
    let is_there = path.is_file();
    let mut done = Vec::new();
    let mut rows = BTreeMap::new();
    if is_there {
        let tables = tables(folder, &source.bytes, &datasets);
        let strays = strays(&path, &tables, &mut rows).map_err(|error| unread(&path, &error))?;
        let (mut document, mut report) = match take(&path, None, args, reader, voice)? {
            Taken::Table(table) => *table,
            Taken::Notice(run) => (run.document.clone(), run.report().clone()),
            Taken::Long(long) => (long.document, long.report),
        };
        if !strays.is_empty() {
            let stacked = files::read(&path).map_err(|error| unread(&path, &error))?;
            let laid = pipeline::lay_out(&stacked);
            document = laid.map_err(|error| Refused::no_document(&stacked, &error, voice))?;
            let mut found = table::stacked(&document, &strays, settings);
            accept::settle(&document, &mut found.findings, &settings.accepted);
            report.take(found);
            report.findings.sort_by_key(|finding| (finding.primary.start, finding.code));
        }
        done.push((document, report));
    }
    let document = table::plain_text(&source.name, &source.bytes);
    let mut report = table::listed(&document, &datasets, is_there.then_some(&rows), settings);
    accept::settle(&document, &mut report.findings, &settings.accepted);
    if !report.findings.is_empty() {
        done.push((document, report));
    }
    Ok(done)
}

/// The datasets of a folder that `parse` put there.
fn datasets(folder: &Path) -> Vec<Listed> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| is_dataset(path) && path.join(RECORD).is_file());
    paths.sort();
    let json = |path: PathBuf| -> Value {
        let bytes = std::fs::read(path).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    };
    let listed = |path: PathBuf| Listed {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        package: json(path.join(PACKAGE)),
        notice: json(path.join("notice.json")),
    };
    paths.into_iter().map(listed).collect()
}

/// The tables to be stacked, in the order of the list. A dataset that is in none is not among them.
fn tables(folder: &Path, list: &[u8], datasets: &[Listed]) -> Vec<Table> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(list);
    let at = reader.headers().ok().and_then(|h| h.iter().position(|name| name == "document"));
    let rows = reader.records().filter_map(Result::ok);
    let mut names: Vec<String> = rows.filter_map(|row| row.get(at?).map(str::to_owned)).collect();
    if list.is_empty() {
        names = datasets.iter().map(|dataset| dataset.name.clone()).collect();
    }
    names.retain(|name| datasets.iter().any(|dataset| dataset.name == *name));
    let mut tables = Vec::new();
    for name in names {
        for roster in 1.. {
            let number = if roster == 1 { String::new() } else { format!("-{roster}") };
            let path = folder.join(&name).join(format!("entries{number}.csv"));
            if !path.is_file() {
                break;
            }
            tables.push(Table { document: name.clone(), roster: format!("{roster}"), path });
        }
    }
    tables
}

/// Where the stacked table differs from what the datasets' tables give: cell by cell while the rows
/// are the same ones, and the first row that is another. `rows` gets its rows by document.
fn strays(
    path: &Path,
    tables: &[Table],
    rows: &mut BTreeMap<String, u64>,
) -> io::Result<Vec<Stray>> {
    let open = || -> io::Result<_> {
        let file = io::BufReader::new(File::open(path)?);
        Ok(ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file))
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut record = ByteRecord::new();
    let mut counted = open()?;
    for row in 0.. {
        if !counted.read_byte_record(&mut record).map_err(io::Error::other)? {
            break;
        }
        if row > 0 {
            *rows.entry(text(record.get(0).unwrap_or_default())).or_default() += 1;
        }
    }
    let mut found: Vec<Stray> = Vec::new();
    let mut reader = open()?;
    let mut header: Vec<String> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::new();
    let mut keys: Vec<usize> = Vec::new();
    let mut row = 0;
    let mut lost = false;
    stack::each(tables, &mut |expected| {
        if lost || found.len() >= MOST {
            return Ok(());
        }
        let more = reader.read_byte_record(&mut record).map_err(io::Error::other)?;
        if header.is_empty() {
            header = expected.iter().map(|name| text(name)).collect();
            let of = |name: &Vec<u8>| record.iter().position(|found| found == name.as_slice());
            places = expected.iter().map(of).collect();
            let key = |name: &str| header.iter().position(|found| found == name);
            keys = ["document", "roster", "entry"].into_iter().filter_map(key).collect();
            return Ok(());
        }
        let here = |at: usize| places[at].and_then(|place| record.get(place)).unwrap_or_default();
        let stray = |column: String, wanted: String| Stray {
            row,
            column,
            expected: wanted,
            document: text(&expected[0]),
        };
        if !more || keys.iter().any(|at| here(*at) != expected[*at].as_slice()) {
            let key: Vec<String> = keys.iter().map(|at| text(&expected[*at])).collect();
            found.push(stray(String::new(), key.join(" / ")));
            lost = true;
            return Ok(());
        }
        for (at, cell) in
            expected.iter().enumerate().filter(|(at, cell)| here(*at) != cell.as_slice())
        {
            found.push(stray(header[at].clone(), text(cell)));
        }
        row += 1;
        Ok(())
    })?;
    let more = !lost && reader.read_byte_record(&mut record).map_err(io::Error::other)?;
    if more && found.len() < MOST {
        let document = text(record.get(0).unwrap_or_default());
        found.push(Stray { row, column: String::new(), expected: String::new(), document });
    }
    Ok(found)
}
