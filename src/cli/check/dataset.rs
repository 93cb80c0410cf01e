//! Dataset folders: told by their `datapackage.json`, their files read, their tables checked
//! together, or each held against a notice.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Args, Done, Refused, batch, done, io};
use crate::cli::batch::{LIST, walk};
use crate::cli::folder::{PACKAGE, is_dataset};
use crate::cli::messages as say;
use crate::cli::session::Reader;
use crate::cli::voice::Voice;
use crate::gazetteer::Gazetteer;
use crate::model::{Document, Report, Source};
use crate::pipeline::{self, Run, Unread};
use crate::table;

/// The datasets among the targets, also those that stand anywhere in a folder; and all others.
/// Of a folder of many documents' datasets the list stands for what it has besides them; where it is
/// `held` against a notice, the stacked table.
pub(super) fn part(given: &[PathBuf], held: bool) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut datasets, mut others) = (Vec::new(), Vec::new());
    for path in given {
        if is_dataset(path) {
            datasets.push(path.clone());
            continue;
        }
        let before = datasets.len();
        if path.is_dir() {
            inside(path, &mut datasets);
        }
        if batch::is_batch(path) {
            let stacked = Some(path.join("entries.csv")).filter(|stacked| stacked.is_file());
            datasets.extend(if held { stacked } else { Some(path.join(LIST)) });
        } else if datasets.len() == before || has_documents(path) {
            others.push(path.clone());
        }
    }
    (datasets, others)
}

/// The datasets in a folder, in order. Hidden folders and links are passed over.
fn inside(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_hidden = |name: &OsStr| name.to_string_lossy().starts_with('.');
    let folders = entries.filter(|entry| {
        entry.file_type().is_ok_and(|kind| kind.is_dir()) && !is_hidden(&entry.file_name())
    });
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders {
        if is_dataset(&folder) {
            found.push(folder);
        } else {
            inside(&folder, found);
        }
    }
}

/// Whether a folder has documents beside its datasets.
fn has_documents(folder: &Path) -> bool {
    !walk::walk(&[folder.to_owned()], None).found.is_empty()
}

/// Checks a dataset folder; with a notice, holds each of its tables against it.
pub(super) fn check(
    folder: &Path,
    notice: Option<&Run<'_>>,
    args: &Args,
    reader: &Reader,
    voice: Voice,
) -> Done {
    let rows = |document: &Document| Some(table::entries(document));
    done(reports(folder, notice, reader, voice), rows, args, reader, voice)
}

/// Files of a dataset that stand in the folder although nothing describes them.
fn undescribed(folder: &Path, described: &[String]) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = |name: &String| {
        let table = ["entries", "units"].iter().any(|stem| {
            name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".csv")).is_some_and(|rest| {
                let number = rest.strip_prefix('-').unwrap_or("1");
                (rest.is_empty() || rest.starts_with('-')) && number.parse::<u32>().is_ok()
            })
        });
        table || ["notice.json", "report.json", "text.txt"].contains(&name.as_str())
    };
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| ours(name) && !described.contains(name)).collect();
    names.sort();
    names
}

/// The tables of a folder, each with what was found.
fn reports(
    folder: &Path,
    notice: Option<&Run<'_>>,
    reader: &Reader,
    voice: Voice,
) -> Result<Vec<(Document, Report)>, Refused> {
    let read = |name: &str| {
        let path = folder.join(name);
        io::read(&path).map_err(|error| Refused::unread(&path, &error, voice))
    };
    let described = read(PACKAGE)?;
    let Ok(package) = serde_json::from_slice::<Value>(&described.bytes) else {
        let why = voice.say(&say::NO_JSON, &[]);
        return Err(Refused { file: described.name, code: None, why, help: None });
    };
    let resources = package["resources"].as_array().into_iter().flatten();
    let report = package["mingdan"]["report"]["path"].as_str();
    let given = resources.filter_map(|resource| resource["path"].as_str()).chain(report);
    // A path that leads out of the folder is none of ours to open.
    let mut names: Vec<String> =
        given.filter(|name| table::folder::is_inside(name)).map(str::to_owned).collect();
    names.extend(undescribed(folder, &names));
    let mut files: Vec<Source> = names.iter().map(|name| read(name)).collect::<Result<_, _>>()?;
    files.push(described);
    let (gazetteer, settings) = (Gazetteer::embedded(), reader.settings());
    let Some(notice) = notice else {
        return pipeline::check_dataset(&files, &package, reader.given(), gazetteer, settings)
            .map_err(|Unread { file, error }| {
                Refused::no_document(&Source::new(file, Vec::new()), &error, voice)
            });
    };
    let tables = files.iter().filter(|file| table::is_csv(&file.name));
    let held = tables.map(|file| {
        reader.ground(file, notice).map_err(|error| Refused::no_document(file, &error, voice))
    });
    held.collect()
}
