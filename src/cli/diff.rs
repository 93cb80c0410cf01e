//! `mingdan diff`: what really changed between rosters.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::args::SchemaArg;
use super::messages as say;
use super::session::{Reader, Voice};
use super::{Exit, io, parse, session};
use crate::diff::render::{self, Shown, csv, json, markdown, series, text};
use crate::diff::{Hints, Sheet, Side, timeline};
use crate::emit;
use crate::gazetteer::Gazetteer;
use crate::model;

/// Say what really changed between rosters
///
/// Each side is a notice, a dataset folder or a table (CSV). Three or more are read as a series:
/// when each entry came, went, was renamed or moved. Exit status: 0 the same, 1 differences, 2
/// could not compare.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Two sides, or a series from the oldest on; `-` is standard input
    #[arg(required = true, num_args = 2.., value_name = "ROSTER")]
    sides: Vec<PathBuf>,
    /// Only the counts
    #[arg(long)]
    summary: bool,
    /// Format of the comparison
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
    /// Column that tells rows apart: a code, or the name
    #[arg(long, value_name = "COLUMN")]
    key: Option<String>,
    /// Column of group headings, outermost first (repeatable)
    #[arg(long, value_name = "COLUMN")]
    group: Vec<String>,
    #[command(flatten)]
    schema: SchemaArg,
}

/// A format for comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Grouped and aligned, for people
    Text,
    /// Summary, changes and edits
    Json,
    /// A table for an issue or a page
    Markdown,
    /// One line a change
    Csv,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    if parse::stdin_twice(&args.sides, voice) {
        return Exit::Failed;
    }
    let Some(reader) = Reader::new(&args.schema, None, voice) else { return Exit::Failed };
    let hints = Hints { key: args.key.clone(), groups: args.group.clone() };
    let mut sides = Vec::new();
    for path in &args.sides {
        let Some(side) = side(path, &reader, &hints, voice) else { return Exit::Failed };
        if side.rows.is_empty() {
            // Nothing to compare is not the same as nothing that differs.
            voice.fail(Some(&side.name), &voice.say(&say::NO_ROWS, &[]), None);
            return Exit::Failed;
        }
        sides.push(side);
    }
    let lang = voice.lang;
    let (text, same) = match sides.as_slice() {
        [old, new] => pair(args, old, new, &hints, lang, voice),
        sides => line(args, sides, &hints, lang, voice),
    };
    io::write(text.as_bytes(), voice).max(if same { Exit::Clean } else { Exit::Findings })
}

/// Two sides: the text to print, and whether they are the same.
fn pair(
    args: &Args,
    old: &Side,
    new: &Side,
    hints: &Hints,
    lang: model::Lang,
    voice: Voice,
) -> (String, bool) {
    let diff = crate::diff::diff(old, new, Gazetteer::embedded(), hints);
    let shown = Shown { diff: &diff, old, new, lang };
    let options = text::Options { colour: voice.data.0, all: voice.verbose };
    let text = match (args.format, args.summary) {
        (Format::Text, false) => text::write(&shown, options),
        (Format::Json, false) => json::write(&diff),
        (Format::Markdown, false) => markdown::write(&shown),
        (Format::Csv, false) => csv::write(&shown),
        (format, true) => counts(&diff.summary(), format, lang),
    };
    (text, diff.is_empty())
}

/// A series: the text to print, and whether nothing happened in it.
fn line(
    args: &Args,
    sides: &[Side],
    hints: &Hints,
    lang: model::Lang,
    voice: Voice,
) -> (String, bool) {
    let line = timeline(sides, Gazetteer::embedded(), hints);
    let text = match (args.format, args.summary) {
        (Format::Text, false) => series::text(&line, lang, voice.verbose),
        (Format::Json, false) => json::series(&line),
        (Format::Markdown, false) => series::markdown(&line, lang),
        (Format::Csv, false) => csv::series(&line),
        (format, true) => counts(&line.summary(), format, lang),
    };
    let same = line.editions.iter().all(|edition| edition.summary.is_empty());
    (text, same)
}

fn counts(summary: &[(&'static str, usize)], format: Format, lang: model::Lang) -> String {
    match format {
        Format::Json => json::summary(summary),
        Format::Csv => csv::summary(summary),
        Format::Text | Format::Markdown => format!("{}\n", render::counts(summary, lang)),
    }
}

/// Reads a side: a dataset folder, a table, or else a notice.
fn side(path: &Path, reader: &Reader, hints: &Hints, voice: Voice) -> Option<Side> {
    let name = path.to_string_lossy();
    if std::fs::metadata(path).is_ok_and(|found| found.is_dir()) {
        return folder(path, hints, voice);
    }
    let table = path
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ending| ["csv", "tsv"].contains(&ending.to_ascii_lowercase().as_str()));
    if table {
        let source = session::read(path, voice)?;
        let sheet = sheet(&name, &source.bytes, voice)?;
        return known(&name, &[&sheet], hints, voice).then(|| sheet.side(&name, hints));
    }
    let run = reader.run(path, voice)?;
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    Some(Side::of_dataset(&name, &dataset, hints))
}

fn sheet(name: &str, bytes: &[u8], voice: Voice) -> Option<Sheet> {
    let sheet = Sheet::from_csv(bytes);
    if sheet.is_none() {
        voice.fail(Some(name), &voice.say(&say::INGEST_EMPTY, &[]), None);
    }
    sheet
}

/// Whether a column that was asked for by name is there; if not, that has been said.
fn known(name: &str, sheets: &[&Sheet], hints: &Hints, voice: Voice) -> bool {
    let missing = hints.key.iter().find(|column| sheets.iter().all(|s| !s.has(column)));
    if let Some(column) = missing {
        let columns: Vec<&str> =
            sheets.iter().flat_map(|sheet| &sheet.headers).map(String::as_str).collect();
        let help = voice.say(&say::COLUMNS_ARE, &[("names", &columns.join(", "))]);
        let what = voice.say(&say::NO_COLUMN, &[("name", column)]);
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
    let sheets: Vec<&Sheet> = tables.iter().map(|(_, sheet)| sheet).collect();
    known(&name, &sheets, hints, voice)
        .then(|| Side::of_folder(&name, &tables, &notice, &package, hints))
}
