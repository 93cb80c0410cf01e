//! The order of the stages, and nothing else.

use crate::check::{self, Checked, Settings};
use crate::gazetteer::Gazetteer;
use crate::ingest::{self, IngestError};
use crate::model::{Document, Notice, Source};
use crate::schema::Schema;
use crate::{normalize, segment};

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
    let document = ingest::ingest(source)?;
    let (notice, schema) = segment_with(&document, choose);
    let resolved = normalize::normalize(&document, notice, schema, gazetteer);
    let checked = check::check(&document, resolved, schema, gazetteer, settings);
    Ok(Run { document, schema, checked })
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
