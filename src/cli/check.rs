//! `mingdan check`: the report alone, of notices, datasets and tables.

mod batch;
mod dataset;
mod reported;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::{ReportArgs, SchemaArg};
use super::batch as many;
use super::batch::{pool, progress::Progress};
use super::display::Paint;
use super::messages as say;
use super::output::Output;
use super::refused::Refused;
use super::report::{self, Manner};
use super::session::Reader;
use super::voice::{Voice, tell};
use super::{Exit, beside, folder, io, output, parse};
use crate::accept::Seen;
use crate::gazetteer::Gazetteer;
use crate::model::{Document, Report};
use crate::pipeline::{self, Run};
use crate::report::{Input, Piece};
use crate::table;

/// Check notices, datasets and tables: print what is wrong with them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Notices, dataset folders, tables, and folders of notices; `-` is standard input
    #[arg(required = true, value_name = "TARGET")]
    files: Vec<PathBuf>,
    /// Hold the tables against this notice, row by row, both ways
    #[arg(long, value_name = "NOTICE")]
    against: Option<PathBuf>,
    /// Read each notice with the files beside it, where they are: for a.txt the lock a.lock.toml
    /// (as --schema) and what is accepted, a.accept.toml
    #[arg(long, conflicts_with_all = ["schema", "accept", "against"])]
    beside: bool,
    #[command(flatten)]
    jobs: many::Jobs,
    #[command(flatten)]
    schema: SchemaArg,
    /// Write the report to this file instead of to standard output
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Exit {
    if parse::stdin_twice(&args.files, voice) {
        return Exit::Failed;
    }
    // A file bears no colours.
    let voice = match args.output_file {
        Some(_) => Voice { data: Paint(false), ..voice },
        None => voice,
    };
    let Some(reader) = Reader::new(&args.schema, Some(&args.report), voice) else {
        return Exit::Failed;
    };
    let (datasets, others) = dataset::part(&args.files, args.against.is_some());
    let is_one = datasets.is_empty() && !many::is_many(&args.files);
    let found = if is_one || others.is_empty() {
        many::Documents { found: Vec::new(), refused: Vec::new() }
    } else {
        many::documents(&others, None, voice)
    };
    let mut documents = datasets;
    documents.extend(found.found.iter().map(|document| document.path.clone()));
    let refused = found.refused;
    let mut orphans = Vec::new();
    if args.beside {
        let given: BTreeSet<&Path> =
            args.files.iter().map(PathBuf::as_path).filter(|path| path.is_dir()).collect();
        let within = documents.iter().filter_map(|document| document.parent());
        let within = within.filter(|folder| given.iter().any(|given| folder.starts_with(given)));
        orphans = beside::orphans(&within.chain(given.iter().copied()).collect());
    }
    // Where files beside a notice are asked for they are named along with it by `notices/*`.
    documents.retain(|document| !args.beside || !beside::is_companion(document));
    let beside = if args.beside {
        output::companions(documents.iter().chain(&args.files))
    } else {
        Vec::new()
    };
    let given = args.against.iter().chain(&args.report.accept).chain(&args.files);
    let schema = args.schema.schema.as_ref().map(Path::new);
    let inputs = given.chain(&documents).chain(&beside).map(PathBuf::as_path).chain(schema);
    let Some(output) = Output::open(args.output_file.as_deref(), inputs, voice) else {
        return Exit::Failed;
    };
    look(args, &reader, &Targets { is_one, documents, orphans, refused }, output, voice)
}

/// What is checked.
struct Targets {
    /// One file, which was named.
    is_one: bool,
    documents: Vec<PathBuf>,
    /// Files that should stand beside notices, and stand beside none.
    orphans: Vec<PathBuf>,
    /// What was named but holds none.
    refused: Vec<Refused>,
}

fn look(args: &Args, reader: &Reader, targets: &Targets, mut output: Output, voice: Voice) -> Exit {
    // The notice is read once, however many tables are held against it.
    let notice = match args.against.as_ref().map(|path| reader.read(path, true, voice)).transpose()
    {
        Ok(notice) => notice,
        Err(refused) => {
            tell(&refused.words(voice));
            output.put(&report::whole_refused(&refused, &args.report, voice));
            return Exit::Failed;
        }
    };
    if targets.is_one {
        let done = own(&args.files[0], notice.as_ref(), args, reader, voice, true);
        tell(&done.words);
        let mut sheets = report::sheets(&args.report, false, voice);
        let mut text: String = done.pieces.into_iter().map(|piece| sheets.add(piece)).collect();
        text += &sheets.close();
        return output.put(&text).max(done.exit);
    }
    let mut sheets = report::sheets(&args.report, true, voice);
    let missing = if targets.refused.is_empty() { Exit::Clean } else { Exit::Failed };
    let mut exit = missing;
    for refused in &targets.refused {
        tell(&refused.words(voice));
        let piece = report::refused(refused, &args.report, voice);
        exit = exit.max(output.put(&sheets.add(piece)));
    }
    for orphan in &targets.orphans {
        let bytes = std::fs::read(orphan).unwrap_or_default();
        let document = table::plain_text(&orphan.to_string_lossy(), &bytes);
        let report = crate::check::beside_nothing(&document, reader.settings());
        let manner = Manner::of_data(&args.report, voice);
        let piece = report::piece_of(&Input::new(&document, &report), &args.report, manner, voice);
        exit = exit.max(report::verdict(&report, &args.report)).max(output.put(&sheets.add(piece)));
    }
    let documents = &targets.documents;
    let mut seen = Seen::default();
    let mut progress = Progress::new(documents.len(), voice);
    pool::quiet_panics();
    let work = |index: usize| check(&documents[index], notice.as_ref(), args, reader, voice);
    pool::ordered(documents.len(), args.jobs.count(), work, |index, result| {
        let path = documents[index].to_string_lossy();
        let done = result.unwrap_or_else(|said| {
            let why = voice.say(&say::BROKE_DOWN, &[("why", &said)]);
            failed(&Refused { file: path.to_string(), code: None, why, help: None }, args, voice)
        });
        progress.say(&done.words);
        let text: String = done.pieces.into_iter().map(|piece| sheets.add(piece)).collect();
        if !text.is_empty() {
            progress.clear();
        }
        seen.add(done.seen);
        exit = exit.max(done.exit).max(output.put(&text));
        progress.step(index + 1, &path);
    });
    progress.clear();
    if args.against.is_none() {
        reported::say_errors(documents, voice);
    }
    // Of findings that could not be looked for nothing can be said.
    if exit != Exit::Failed
        && let Some(stale) = report::stale(&seen, reader)
        && !stale.findings.is_empty()
    {
        let manner = Manner::of_data(&args.report, voice);
        let input = Input::new(&reader.acceptances().document, &stale);
        exit = exit.max(report::verdict(&stale, &args.report));
        let piece = report::piece_of(&input, &args.report, manner, voice);
        exit = exit.max(output.put(&sheets.add(piece)));
    }
    exit.max(output.put(&sheets.close()))
}

/// What checking a document gave.
struct Done {
    exit: Exit,
    /// For stdout.
    pieces: Vec<Piece>,
    /// For stderr.
    words: String,
    /// About the accepted findings.
    seen: Seen,
}

/// A target that was read.
enum Taken<'r> {
    /// A notice.
    Notice(Box<Run<'r>>),
    /// A table, by itself or held against a notice.
    Table(Box<(Document, Report)>),
    /// A long roster that was checked while it was read.
    Long(Box<pipeline::Long>),
}

impl Taken<'_> {
    fn input(&self) -> Input<'_> {
        match self {
            Self::Notice(run) => report::input(run),
            Self::Table(table) => {
                let rows = Some(table::entries(&table.0));
                Input { rows, ..Input::new(&table.0, &table.1) }
            }
            Self::Long(long) => {
                let (notice, rows) = (Some(&long.notice), Some(long.rows));
                Input { notice, rows, ..Input::new(&long.document, &long.report) }
            }
        }
    }
}

/// Reads a target: a notice, a dataset's table, or a table to be held against a notice.
fn take<'r>(
    file: &Path,
    notice: Option<&Run<'_>>,
    args: &Args,
    reader: &'r Reader,
    voice: Voice,
) -> Result<Taken<'r>, Refused> {
    if notice.is_none() {
        let sum = args.report.machine();
        if let Some(sound) = reader.sound(file, sum) {
            return Ok(Taken::Table(Box::new(sound)));
        }
        if let Some(long) = reader.long(file, sum) {
            return Ok(Taken::Long(Box::new(long)));
        }
    }
    let source = io::read(file).map_err(|error| Refused::unread(file, &error, voice))?;
    let Some(notice) = notice else {
        // What is wrong with it as a table is wrong with it as a notice.
        if let Ok(Some(document)) = pipeline::dataset_text(&source) {
            // Of a long table the bytes are much.
            drop(source);
            return Ok(taken(document, reader));
        }
        let document = reader.ingest(&source);
        let document = document.map_err(|error| Refused::no_document(&source, &error, voice))?;
        drop(source);
        if pipeline::is_dataset_book(&document) {
            return Ok(taken(document, reader));
        }
        return Ok(Taken::Notice(Box::new(reader.run_document(document))));
    };
    let table = reader.ground(&source, notice);
    let table = table.map_err(|error| Refused::no_document(&source, &error, voice))?;
    Ok(Taken::Table(Box::new(table)))
}

/// Checks a dataset's table.
fn taken<'r>(document: Document, reader: &Reader) -> Taken<'r> {
    let (schema, settings) = (reader.given(), reader.settings());
    let report = pipeline::check_table(&document, schema, Gazetteer::embedded(), settings);
    Taken::Table(Box::new((document, report)))
}

/// Checks a target by itself: what is stale among the accepted findings belongs to its report.
/// Nothing is checked after the last one.
fn own(
    file: &Path,
    notice: Option<&Run<'_>>,
    args: &Args,
    reader: &Reader,
    voice: Voice,
    is_last: bool,
) -> Done {
    let own_reader = match args.beside.then(|| beside::reader(file, reader, voice)).transpose() {
        Ok(reader) => reader,
        Err(refused) => return failed(&refused, args, voice),
    };
    let reader = own_reader.as_ref().unwrap_or(reader);
    let taken = match take(file, notice, args, reader, voice) {
        Ok(taken) => taken,
        Err(refused) => return failed(&refused, args, voice),
    };
    let input = taken.input();
    let stale = report::stale(&report::seen(input.report, reader), reader);
    let also = stale.as_ref().map(|stale| (&reader.acceptances().document, stale));
    let manner = Manner::of_data(&args.report, voice);
    let stale = stale.as_ref().map_or(Exit::Clean, |stale| report::verdict(stale, &args.report));
    let done = Done {
        exit: report::verdict(input.report, &args.report).max(stale),
        pieces: vec![report::piece_of(&Input { also, ..input }, &args.report, manner, voice)],
        words: String::new(),
        seen: Seen::default(),
    };
    if is_last {
        // The process ends with it: the system takes its memory back as a whole.
        std::mem::forget(taken);
    }
    done
}

/// What becomes of a folder whose files were checked; `rows` counts a document's entries, where they
/// are no notice's.
fn done(
    reports: Result<Vec<(Document, Report)>, Refused>,
    rows: impl Fn(&Document) -> Option<usize>,
    args: &Args,
    reader: &Reader,
    voice: Voice,
) -> Done {
    let reports = match reports {
        Ok(reports) => reports,
        Err(refused) => return failed(&refused, args, voice),
    };
    let mut done =
        Done { exit: Exit::Clean, pieces: Vec::new(), words: String::new(), seen: Seen::default() };
    for (document, report) in reports {
        let manner = Manner::of_data(&args.report, voice);
        let input = Input { rows: rows(&document), ..Input::new(&document, &report) };
        done.exit = done.exit.max(report::verdict(&report, &args.report));
        done.pieces.push(report::piece_of(&input, &args.report, manner, voice));
        done.seen.add(report::seen(&report, reader));
    }
    done
}

fn failed(refused: &Refused, args: &Args, voice: Voice) -> Done {
    Done {
        exit: Exit::Failed,
        pieces: vec![report::refused(refused, &args.report, voice)],
        words: refused.words(voice),
        seen: Seen::default(),
    }
}

fn check(
    file: &Path,
    notice: Option<&Run<'_>>,
    args: &Args,
    reader: &Reader,
    voice: Voice,
) -> Done {
    if folder::is_dataset(file) {
        return dataset::check(file, notice, args, reader, voice);
    }
    if notice.is_none() && batch::is_list(file) {
        return batch::check(file, args, reader, voice);
    }
    if args.beside {
        return own(file, notice, args, reader, voice, false);
    }
    match take(file, notice, args, reader, voice) {
        Err(refused) => failed(&refused, args, voice),
        Ok(taken) => {
            let input = taken.input();
            let manner = Manner::of_data(&args.report, voice);
            Done {
                exit: report::verdict(input.report, &args.report),
                pieces: vec![report::piece_of(&input, &args.report, manner, voice)],
                words: String::new(),
                seen: report::seen(input.report, reader),
            }
        }
    }
}
