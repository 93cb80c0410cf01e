//! `mingdan diff`: what really changed between rosters.

use std::path::PathBuf;

use clap::ValueEnum;

use super::args::SchemaArg;
use super::messages as say;
use super::session::Reader;
use super::voice::Voice;
use super::{Exit, io, parse, sides};
use crate::diff::render::{self, Shown, csv, json, markdown, series, text};
use crate::diff::{Hints, Side, timeline};
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
    let tables = args.sides.iter().all(|path| sides::is_named_table(path));
    for path in &args.sides {
        let Some(side) = sides::side(path, &reader, &hints, tables, voice) else {
            return Exit::Failed;
        };
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
        (Format::Text | Format::Markdown, true) => text::summary(&shown, lang),
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
