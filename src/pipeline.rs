//! The order of the stages, and nothing else.

mod long;

use std::fmt;

use crate::check::{self, Checked, Settings};
use crate::gazetteer::Gazetteer;
use crate::ingest::{self, IngestError};
use crate::model::{Dataset, Document, Notice, Report, Source};
use crate::schema::{self, Schema};
use crate::table::{self, Beside, Table, folder};
use crate::{accept, emit, ground, infer, normalize, segment};

pub use long::{Long, long_roster, sound_table};

/// A source taken through every stage up to the report.
#[derive(Debug)]
pub struct Run<'s> {
    /// The text plane.
    pub document: Document,
    /// The schema that was given or matched.
    pub schema: Option<&'s Schema>,
    /// Values and report.
    pub checked: Checked,
}

/// Which schema a run uses.
#[derive(Clone, Copy, Debug)]
pub enum Choose<'s> {
    /// This one.
    Given(&'s Schema),
    /// The first of these that matches the notice, if any.
    Among(&'s [Schema]),
    /// The first of the built-in ones that matches the notice, if any.
    BuiltIn,
}

/// Reads a file with what this crate has built in: its schemas, its gazetteer, every check at its own
/// level. `name` is for people; the format is told by the bytes.
///
/// # Errors
/// Only ingest fails: the source cannot be read at all. Everything later is a finding.
pub fn parse(
    name: impl Into<String>,
    bytes: impl Into<Vec<u8>>,
) -> Result<Run<'static>, IngestError> {
    run(&Source::new(name, bytes), Choose::BuiltIn, Gazetteer::embedded(), &Settings::default())
}

impl Run<'_> {
    /// What was found.
    pub fn report(&self) -> &Report {
        self.checked.report()
    }

    /// The tables and facts, ready to be written.
    pub fn dataset(&self) -> Dataset<'_> {
        emit::emit(&self.document, &self.checked, self.schema)
    }
}

/// Takes a source through ingest, segment, normalize and check.
///
/// # Errors
/// Only ingest fails: the source cannot be read at all. Everything later is a finding.
pub fn run<'s>(
    source: &Source,
    choose: Choose<'s>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Result<Run<'s>, IngestError> {
    Ok(run_document(ingest::ingest(source)?, choose, gazetteer, settings))
}

/// Takes a document through the stages after ingest.
pub fn run_document<'s>(
    document: Document,
    choose: Choose<'s>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Run<'s> {
    let (notice, schema) = segment_with(&document, choose);
    let resolved = normalize::normalize(&document, notice, schema, gazetteer);
    let checked = check::check(&document, resolved, schema, gazetteer, settings);
    Run { document, schema, checked }
}

/// Segments with the schema that is given or that the notice's own title calls for.
pub fn segment_with<'s>(document: &Document, choose: Choose<'s>) -> (Notice, Option<&'s Schema>) {
    let parted = segment::Parted::of(document);
    let schema = match choose {
        Choose::Given(schema) => Some(schema),
        Choose::Among(schemas) => {
            let head = parted.head();
            schemas.iter().find(|schema| schema.matches(&head))
        }
        Choose::BuiltIn => schema::of_head(&parted.head()),
    };
    (parted.segment(schema), schema)
}

/// Infers the schema that reads a document as `run` did and pins what was found. Each proposal is
/// tried on the document itself, the fullest first; the first that gives the same tables is returned,
/// none where none does. Where `levels` ask for other group columns, the source is read with these
/// first, and that is what the schema reproduces.
pub fn infer(
    run: &Run<'_>,
    name: &str,
    levels: &[String],
    gazetteer: &Gazetteer,
) -> Option<Schema> {
    let head = segment::head(&run.document);
    let notice = &run.checked.resolved().notice;
    let found = infer::Found {
        document: &run.document,
        head: &head,
        notice,
        schema: run.schema,
        name,
        levels,
    };
    if !levels.is_empty()
        && let Some(parted) = infer::proposals(&found).first()
    {
        return infer(&again(run, parted, gazetteer), name, &[], gazetteer);
    }
    let wanted = printed(run);
    let same = |schema: &Schema| printed(&again(run, schema, gazetteer)) == wanted;
    infer::proposals(&found).into_iter().find(same)
}

/// The same document read with another schema.
fn again<'s>(run: &Run<'_>, schema: &'s Schema, gazetteer: &Gazetteer) -> Run<'s> {
    let settings = Settings::default();
    run_document(run.document.clone(), Choose::Given(schema), gazetteer, &settings)
}

/// The files of a run that do not name its schema.
fn printed(run: &Run<'_>) -> Vec<Vec<u8>> {
    let dataset = emit::emit(&run.document, &run.checked, run.schema);
    let tables = dataset.tables.iter().map(|table| emit::csv::write(table, false));
    tables.chain([emit::notice_json::write(&dataset)]).collect()
}

/// Lays a source out for its tables: a text file as it stands, everything else as [`ingest`] reads
/// it.
///
/// # Errors
/// The source cannot be read at all.
pub fn lay_out(source: &Source) -> Result<Document, IngestError> {
    lay_out_by(source, ingest::ingest)
}

/// The same, with another reader of what is no text file.
///
/// # Errors
/// The source cannot be read at all.
pub fn lay_out_by(
    source: &Source,
    read: impl FnOnce(&Source) -> Result<Document, IngestError>,
) -> Result<Document, IngestError> {
    // A table drawn with pipes is read as text is, its ruler taken off.
    let plain = ingest::plain(source)?.filter(|plain| !plain.text.trim_start().starts_with('|'));
    plain.map_or_else(|| read(source), Ok)
}

/// A text file that is a dataset's table by its headers, laid out as it stands; `None` for
/// everything else: a workbook is read first, then [`is_dataset_book`] tells.
///
/// # Errors
/// The source cannot be read at all.
pub fn dataset_text(source: &Source) -> Result<Option<Document>, IngestError> {
    if !may_be_dataset(source) {
        return Ok(None);
    }
    Ok(ingest::plain(source)?.filter(|document| table::is_dataset(&table::headers(document))))
}

/// So much of a long file is looked at for the headers of a dataset.
const BEGINNING: usize = 1 << 16;

/// Whether the beginning of a file leaves it open that it is a dataset's table: a long notice need not
/// be laid out twice to tell that it is none.
fn may_be_dataset(source: &Source) -> bool {
    let Some(beginning) = source.bytes.get(..BEGINNING) else { return true };
    let Some(end) = memchr::memrchr(b'\n', beginning) else { return true };
    // Text in units of two bytes is not cut at such a byte.
    if beginning.contains(&0) {
        return true;
    }
    let beginning = Source::new(source.name.as_str(), &beginning[..=end]);
    let Ok(Some(document)) = ingest::plain(&beginning) else { return true };
    // A header in quotes may go on over many lines.
    let header = document.text.lines().find(|line| !line.trim().is_empty());
    header.is_none_or(|line| line.contains('"')) || table::is_dataset(&table::headers(&document))
}

/// Whether a document is a workbook whose largest table is a dataset's by its headers: columns of
/// ours.
pub fn is_dataset_book(document: &Document) -> bool {
    matches!(document.format, "xlsx" | "xls" | "ods" | "fods")
        && table::is_dataset(&table::headers(document))
}

/// Checks a dataset's table by itself.
pub fn check_table(
    document: &Document,
    schema: Option<&Schema>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Report {
    let beside = Beside { schema, ..Beside::default() };
    let (mut report, _) = table::check(document, None, &beside, gazetteer, settings);
    accept::settle(document, &mut report.findings, &settings.accepted);
    report
}

/// A file of several that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its name.
    pub file: String,
    /// Why.
    pub error: IngestError,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.error)
    }
}

impl std::error::Error for Unread {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// The description of a dataset folder.
const PACKAGE: &str = "datapackage.json";

/// Checks the files of a dataset folder, as `package`, its `datapackage.json`, describes them:
/// tables with what they say of each other, of the notice and of the text. One report a table, and
/// one for each other file that is not what the package says.
///
/// # Errors
/// A file cannot be read at all.
pub fn check_dataset(
    files: &[Source],
    package: &serde_json::Value,
    schema: Option<&Schema>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Result<Vec<(Document, Report)>, Unread> {
    let base = |source: &Source| folder::base(&source.name).to_owned();
    let named = |name: &str| files.iter().find(|file| base(file) == name);
    let resources = package["resources"].as_array().map_or(&[][..], Vec::as_slice);
    let resource = |name: &str| resources.iter().find(|r| r["path"] == *name);
    let lay_out = |source: &Source| {
        lay_out(source).map_err(|error| Unread { file: source.name.clone(), error })
    };
    let notice = named("notice.json").and_then(|file| serde_json::from_slice(&file.bytes).ok());
    let text = named("text.txt").map(|file| table::plain_text(&file.name, &file.bytes));
    let seal = |source: &Source, document: &Document, report: &mut Report| {
        let name = base(source);
        let sealed = package["mingdan"].get("report").filter(|r| r["path"] == *name);
        if let Some(resource) = resource(&name).or(sealed) {
            let mut book = check::Book::new(settings);
            table::sealed(&name, &source.bytes, resource, document, &mut book);
            report.take(book.close());
        } else if name != PACKAGE {
            let mut book = check::Book::new(settings);
            folder::undescribed(document, &mut book);
            report.take(book.close());
        }
    };
    let mut done: Vec<(Document, Report)> = Vec::new();
    // Where the tables of entries stand among them.
    let mut rosters = Vec::new();
    let mut rank_before = None;
    let mut index = 0;
    loop {
        let number = if index == 0 { String::new() } else { format!("-{}", index + 1) };
        let name = format!("entries{number}.csv");
        let Some(entries) = named(&name) else { break };
        let document = lay_out(entries)?;
        let units = named(&format!("units{number}.csv"));
        let mut of_units = units.map(&lay_out).transpose()?;
        let beside = Beside {
            notice: notice.as_ref(),
            text: text.as_ref(),
            resource: resource(&name),
            units_resource: resource(&format!("units{number}.csv")),
            schema: None,
            roster: index,
            rank_before,
        };
        let (mut report, mut second) =
            table::check(&document, of_units.as_ref(), &beside, gazetteer, settings);
        rank_before = table::last_rank(&document);
        seal(entries, &document, &mut report);
        rosters.push(done.len());
        done.push((document, report));
        if let (Some(units), Some(document)) = (units, of_units.take()) {
            seal(units, &document, &mut second);
            done.push((document, second));
        }
        index += 1;
    }
    if let Some(schema) = schema {
        let documents: Vec<&Document> = rosters.iter().map(|at| &done[*at].0).collect();
        let pins = table::pins(&documents, notice.as_ref(), schema, settings);
        for (at, pins) in rosters.iter().zip(pins) {
            table::join(&mut done[*at].1, pins);
        }
    }
    for (document, report) in &mut done {
        report.findings.sort_by_key(|finding| (finding.primary.start, finding.code));
        accept::settle(document, &mut report.findings, &settings.accepted);
    }
    for at in rosters {
        done[at].0.beside = text.clone().map(Box::new);
    }
    let entries = done.iter().map(|(document, _)| table::entries(document)).sum();
    let claims: Vec<_> = done.iter().flat_map(|(_, report)| report.claims.clone()).collect();
    let claims: Vec<_> = claims.iter().collect();
    for file in files {
        if done.iter().any(|(document, _)| document.name == file.name) {
            continue;
        }
        if table::is_csv(&file.name) {
            // A table of another name, or one whose number does not go on.
            let document = lay_out(file)?;
            let beside = Beside { resource: resource(&base(file)), ..Beside::default() };
            let (mut report, _) = table::check(&document, None, &beside, gazetteer, settings);
            seal(file, &document, &mut report);
            accept::settle(&document, &mut report.findings, &settings.accepted);
            done.push((document, report));
            continue;
        }
        let document = table::plain_text(&file.name, &file.bytes);
        let mut report = Report::default();
        seal(file, &document, &mut report);
        let mut book = check::Book::new(settings);
        let name = base(file);
        let value = if folder::is_json(&name) { folder::json(&document, &mut book) } else { None };
        if name == PACKAGE {
            folder::described(&document, package, files, &mut book);
        } else if let Some(value) = value {
            if package["mingdan"]["report"]["path"] == *name {
                folder::reported(&value, entries, &claims, &mut book);
            } else if let Some(text) = text.as_ref().filter(|_| name == "notice.json") {
                table::quoted(&document, &value, &text.text, &mut book);
            }
        }
        report.take(book.close());
        accept::settle(&document, &mut report.findings, &settings.accepted);
        if !report.findings.is_empty() {
            done.push((document, report));
        }
    }
    Ok(done)
}

/// Holds a table against a notice that has been run. The table's document is given back with the
/// notice beside it, for findings point into both. Of several tables in a file the largest is held.
///
/// # Errors
/// The table cannot be read at all.
pub fn ground(
    table: &Source,
    notice: &Run<'_>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Result<(Document, Report), IngestError> {
    Ok(ground_document(lay_out(table)?, notice, gazetteer, settings))
}

/// Holds a table that has been laid out against a notice, as [`ground()`] does.
pub fn ground_document(
    mut document: Document,
    notice: &Run<'_>,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> (Document, Report) {
    let table = Table::whole(&document);
    let report = table
        .as_ref()
        .map(|table| ground::ground(table, &notice.document, &notice.checked, gazetteer, settings));
    let mut report = report.unwrap_or_default();
    drop(table);
    accept::settle(&document, &mut report.findings, &settings.accepted);
    document.beside = Some(Box::new(notice.document.clone()));
    (document, report)
}
