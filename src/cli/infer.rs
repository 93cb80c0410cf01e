//! `mingdan infer`: the schema that reads a notice as it was read, and pins what was found.

use std::path::{Path, PathBuf};

use super::args::SchemaArg;
use super::messages as say;
use super::refused::refuse;
use super::session::{Reader, read};
use super::voice::Voice;
use super::{Exit, io};
use crate::gazetteer::Gazetteer;
use crate::model::FindingLevel;
use crate::pipeline;
use crate::schema::{self, Schema};

/// What the file says about itself; files speak English.
const ABOUT: &str = "\
# Inferred by mingdan. `mingdan check NOTICE --schema FILE` holds a notice against it.
# rows: a fingerprint of what the rows print; spaces and layout do not matter.
";

/// Print a notice schema that reproduces a parse and pins what was found
///
/// Kept beside the notice it is a lock: `mingdan check NOTICE --schema FILE` fails when a group,
/// a count or a row is no longer what it was.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The notice; `-` is standard input
    #[arg(value_name = "NOTICE")]
    file: PathBuf,
    /// The schema's name; by default the file's, without its ending
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Part headings of the form X（Y） into two group columns of these names
    #[arg(long, value_name = "OUTER,INNER", value_parser = levels)]
    levels: Option<Levels>,
    #[command(flatten)]
    schema: SchemaArg,
}

/// Names of two group columns.
#[derive(Clone, Debug)]
struct Levels([String; 2]);

fn levels(given: &str) -> Result<Levels, String> {
    let names: Vec<&str> = given.split([',', '，']).map(str::trim).collect();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let fit =
        |name: &&str| name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain);
    match names[..] {
        [outer, inner] if outer != inner && names.iter().all(fit) => {
            Ok(Levels([outer.to_owned(), inner.to_owned()]))
        }
        _ => Err("write two names of lower-case letters, digits and `_`: category,domain".into()),
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    let Some(reader) = Reader::new(&args.schema, None, voice) else { return Exit::Failed };
    let Some(source) = read(&args.file, voice) else { return Exit::Failed };
    let run = match reader.take(&source) {
        Ok(run) => run,
        Err(error) => {
            refuse(&source, &error, voice);
            return Exit::Failed;
        }
    };
    if run.checked.resolved().notice.rosters.is_empty() {
        voice.fail(Some(&source.name), &voice.say(&say::NOTHING_TO_PIN, &[]), None);
        return Exit::Failed;
    }
    let name = args.name.clone().unwrap_or_else(|| stem(&args.file));
    let levels = args.levels.as_ref().map_or(&[][..], |levels| &levels.0);
    let Some(schema) = pipeline::infer(&run, &name, levels, Gazetteer::embedded()) else {
        voice.fail(Some(&source.name), &voice.say(&say::NOT_REPRODUCED, &[]), None);
        return Exit::Failed;
    };
    if !has_levels(&schema, levels) {
        let names = levels.join(",");
        voice.fail(None, &voice.say(&say::NO_SUCH_HEADINGS, &[("levels", &names)]), None);
        return Exit::Failed;
    }
    let written = io::write(format!("{ABOUT}{}", schema::write(&schema)).as_bytes(), voice);
    let findings = &run.checked.report().findings;
    let errors = findings.iter().filter(|finding| finding.level == FindingLevel::Error).count();
    if errors == 0 {
        return written;
    }
    let count = errors.to_string();
    let help = voice.say(&say::PINS_ERRORS_HELP, &[]);
    let what = voice.say(&say::PINS_ERRORS, &[("count", &count)]);
    voice.fail(Some(&source.name), &what, Some(&help));
    written.max(Exit::Findings)
}

fn stem(file: &Path) -> String {
    let stem = file.file_stem().filter(|stem| *stem != "-");
    stem.map_or("notice".into(), std::ffi::OsStr::to_string_lossy).into_owned()
}

fn has_levels(schema: &Schema, levels: &[String]) -> bool {
    let mut patterns = schema.rosters.iter().filter_map(|roster| roster.groups.as_ref());
    levels.is_empty() || patterns.any(|pattern| pattern.levels == levels)
}
