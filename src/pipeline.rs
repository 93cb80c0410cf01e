//! The order of the stages, and nothing else.

use crate::check::{self, Checked, Settings};
use crate::gazetteer::Gazetteer;
use crate::ingest::{self, IngestError};
use crate::model::{Document, Notice, Report, Source};
use crate::schema::Schema;
use crate::table::Table;
use crate::{accept, emit, ground, infer, normalize, segment};

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
    match choose {
        Choose::Given(schema) => (segment::segment(document, Some(schema)), Some(schema)),
        Choose::Among(schemas) => {
            let head = segment::head(document);
            let schema = schemas.iter().find(|schema| schema.matches(&head));
            (segment::segment(document, schema), schema)
        }
    }
}

/// Infers the schema that reads a document as `run` did and pins what was found. Each proposal is
/// tried on the document itself, the fullest first; the one that gives the same tables is returned,
/// with whether it does. Where `levels` ask for other group columns, the source is read with these
/// first, and that is what the schema reproduces.
pub fn infer(
    run: &Run<'_>,
    name: &str,
    levels: &[String],
    gazetteer: &Gazetteer,
) -> (Schema, bool) {
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
    let mut proposals = infer::proposals(&found);
    let same = |schema: &Schema| printed(&again(run, schema, gazetteer)) == wanted;
    let proven = proposals.iter().position(same);
    (proposals.swap_remove(proven.unwrap_or(0)), proven.is_some())
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
    // A table drawn with pipes is read as text is, its ruler taken off.
    let plain = ingest::plain(source)?.filter(|plain| !plain.text.trim_start().starts_with('|'));
    plain.map_or_else(|| ingest::ingest(source), Ok)
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
    let mut document = lay_out(table)?;
    let tables = Table::all(&document);
    let report = tables
        .first()
        .map(|table| ground::ground(table, &notice.document, &notice.checked, gazetteer, settings));
    let mut report = report.unwrap_or_default();
    drop(tables);
    accept::settle(&document, &mut report.findings, &settings.accepted);
    document.beside = Some(Box::new(notice.document.clone()));
    Ok((document, report))
}
