//! A side of a comparison from a path: a dataset folder, a table, or else a notice.

use std::ffi::OsStr;
use std::path::Path;

use super::display::tame;
use super::messages as say;
use super::session::{self, Reader};
use super::voice::{self, Voice};
use crate::diff::{Hints, Sheet, Side};
use crate::model::FindingLevel;
use crate::model::dataset::Content;
use crate::pipeline::Run;
use crate::{emit, ingest, table};

/// Whether a file is called a table.
pub(super) fn is_named_table(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ending| ["csv", "tsv", "tab"].contains(&ending.to_ascii_lowercase().as_str()))
}

/// Reads a side; if it cannot be read, that has been said. `tables`: all sides are tables, and are read alike.
pub(super) fn side(
    path: &Path,
    reader: &Reader,
    hints: &Hints,
    tables: bool,
    voice: Voice,
) -> Option<Side> {
    let name = path.to_string_lossy();
    if std::fs::metadata(path).is_ok_and(|found| found.is_dir()) {
        return folder(path, hints, voice);
    }
    let source = session::read(path, voice)?;
    // By content first: a workbook that is called .csv is a workbook.
    let table = match ingest::format(&source.bytes) {
        Some("csv") => true,
        Some("text") => is_named_table(path),
        _ => false,
    };
    let sheet = if table { Some(sheet(&name, &source.bytes, voice)?) } else { None };
    // A table that somebody has worked on says by its headers what its columns are for. Beside a notice or a
    // dataset one without such columns is read as a notice is, or else would differ from its own dataset.
    let printed = sheet.as_ref().is_none_or(|sheet| {
        !tables
            && *hints == Hints::default()
            && !sheet.is_grouped()
            && !table::is_dataset(&sheet.headers)
    });
    let run = if printed { Some(reader.told(&source, voice)?) } else { None };
    let sound = |run: &Run| {
        run.checked.resolved().notice.rosters.iter().any(|r| !r.entries.is_empty())
            && errors(run) == 0
    };
    if let Some(sheet) = sheet.filter(|_| !run.as_ref().is_some_and(sound)) {
        let columns: Vec<&str> = sheet.headers.iter().map(String::as_str).collect();
        let wanted = hints.key.iter().chain(&hints.groups);
        return known(&name, wanted, &columns, voice).then(|| sheet.side(&name, hints));
    }
    let run = run?;
    let errors = errors(&run);
    if errors > 0 && !voice.quiet {
        // What was misread would show as a change.
        let values = [("name", &*tame(&name)), ("count", &*errors.to_string())];
        voice::tell(&format!("{}\n", voice.say(&say::SIDE_HAS_ERRORS, &values)));
    }
    let dataset = emit::entries(&run.document, &run.checked, run.schema);
    let tables = dataset.tables.iter().filter(|table| table.content == Content::Entries);
    let fields = tables.flat_map(|table| &table.fields);
    let columns: Vec<&str> =
        fields.flat_map(|field| [field.name.as_str(), field.title.as_str()]).collect();
    // Its headings are no columns, whatever those of the table beside it are called.
    let found = columns.is_empty() || known(&name, hints.key.iter(), &columns, voice);
    found.then(|| Side::of_dataset(&name, &dataset, hints))
}

fn errors(run: &Run) -> usize {
    let findings = &run.checked.report().findings;
    findings.iter().filter(|f| f.level == FindingLevel::Error).count()
}

fn sheet(name: &str, bytes: &[u8], voice: Voice) -> Option<Sheet> {
    let sheet = Sheet::from_csv(ingest::decoded(bytes).as_bytes());
    if sheet.is_none() {
        voice.fail(Some(name), &voice.say(&say::INGEST_EMPTY, &[]), None);
    }
    sheet
}

/// Whether the columns that were asked for by name are there; if not, that has been said.
fn known<'h>(
    name: &str,
    mut wanted: impl Iterator<Item = &'h String>,
    columns: &[&str],
    voice: Voice,
) -> bool {
    let missing = wanted.find(|wanted| !columns.iter().any(|column| Sheet::same(column, wanted)));
    if let Some(column) = missing {
        let mut names: Vec<&str> = Vec::new();
        for column in columns {
            if !column.is_empty() && !names.contains(column) {
                names.push(column);
            }
        }
        let help = voice.say(&say::COLUMNS_ARE, &[("names", &tame(&names.join(", ")))]);
        let what = voice.say(&say::NO_COLUMN, &[("name", &tame(column))]);
        voice.fail(Some(name), &what, Some(&help));
    }
    missing.is_none()
}

/// A dataset folder that `mingdan parse -o` wrote.
fn folder(path: &Path, hints: &Hints, voice: Voice) -> Option<Side> {
    let name = path.to_string_lossy();
    let json = |file: &str| -> Option<serde_json::Value> {
        let source = session::read(&path.join(file), voice)?;
        let value = serde_json::from_slice(&source.bytes);
        if value.is_err() {
            voice.fail(Some(&source.name), &voice.say(&say::NO_JSON, &[]), None);
        }
        value.ok()
    };
    if !path.join("notice.json").is_file() {
        voice.fail(Some(&name), &voice.say(&say::NO_DATASET, &[]), None);
        return None;
    }
    let (notice, package) = (json("notice.json")?, json("datapackage.json")?);
    let resources = package["resources"].as_array().into_iter().flatten();
    let files = resources.filter_map(|resource| resource["path"].as_str()).filter(|file| {
        // Names our own writer gave: anything else in the package is not ours to open.
        let stem = file.strip_suffix(".csv").and_then(|stem| stem.strip_prefix("entries"));
        stem.is_some_and(|number| number.bytes().all(|b| b == b'-' || b.is_ascii_digit()))
    });
    let mut tables = Vec::new();
    for file in files {
        let source = session::read(&path.join(file), voice)?;
        tables.push((file.to_owned(), sheet(&source.name, &source.bytes, voice)?));
    }
    let fields = package["resources"].as_array().into_iter().flatten();
    let fields = fields.filter_map(|resource| resource["schema"]["fields"].as_array()).flatten();
    let words = fields.flat_map(|field| [&field["name"], &field["title"]]);
    let columns: Vec<&str> = words.filter_map(serde_json::Value::as_str).collect();
    known(&name, hints.key.iter(), &columns, voice)
        .then(|| Side::of_folder(&name, &tables, &notice, &package, hints))
}
