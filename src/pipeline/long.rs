//! Long tables checked while they are read, in little memory: a report where one is sound.

use std::io::{self, Read};

use super::{Choose, Run, run};
use crate::check::Settings;
use crate::gazetteer::Gazetteer;
use crate::ingest;
use crate::model::{Document, Notice, RegionRole, Report, Source};
use crate::schema;
use crate::table::{self, FIRST, Printed};
use crate::text::records;

/// How much of a long table is looked at before it is read through.
const START: usize = 1 << 20;

/// How a long table begins; none where the file is short, has a mark at its head, or is no text.
fn start_of(source: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut start = Vec::with_capacity(START);
    source.by_ref().take(START as u64).read_to_end(&mut start)?;
    let is_text = || matches!(ingest::format(&start), Some("csv" | "text"));
    let is_long = start.len() == START && !start.starts_with(b"\xEF\xBB\xBF");
    Ok((is_long && is_text()).then_some(start))
}

/// Whether a table of this header is a dataset's.
fn is_ours(name: &str, start: &[u8]) -> bool {
    let head = Source::new(name, &start[..start.iter().position(|b| *b == b'\n').unwrap_or(0)]);
    let is_ours = |head: &Document| table::is_dataset(&table::headers(head));
    ingest::plain(&head).ok().flatten().as_ref().is_some_and(is_ours)
}

/// Checks a dataset's long table by itself while it is read, in little memory: a report where it is
/// sound, with a document that has its header alone. `None` where it is short, of another format or
/// has anything for [`check_table`](super::check_table()) to judge; then it is to be read as any other. `sum` asks for
/// the document's SHA-256.
///
/// # Errors
/// Those of reading.
pub fn sound_table(
    name: &str,
    mut source: impl Read,
    sum: bool,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> io::Result<Option<(Document, Report)>> {
    let Some(start) = start_of(&mut source)? else { return Ok(None) };
    if !is_ours(name, &start) {
        return Ok(None);
    }
    let mut summed = ingest::Summed::new(source, sum.then_some(&start));
    let found = table::sound(&start, &mut summed, gazetteer, settings)?;
    Ok(found.map(|(document, report)| {
        let (name, sha256) = (name.to_owned(), summed.sum());
        (Document { name, sha256, format: "csv", encoding: "UTF-8", ..document }, report)
    }))
}

/// A long roster that is sound.
#[derive(Debug)]
pub struct Long {
    /// Its first rows; size and sum are those of the file.
    pub document: Document,
    /// What holds for all of it.
    pub report: Report,
    /// The roster as its first rows show it.
    pub notice: Notice,
    /// How many rows it has.
    pub rows: usize,
}

/// What is said of a table that declares nothing, and of its header.
const SAID: [&str; 2] = ["MD203", "MD114"];

/// Checks a long roster that is a table and nothing else while it is read. `None` where it is short,
/// a dataset's, of another format or has anything for the checks to judge; then it is to be read as
/// any other. `sum` asks for the document's SHA-256.
///
/// # Errors
/// Those of reading.
pub fn sound_roster(
    name: &str,
    mut source: impl Read,
    sum: bool,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> io::Result<Option<Long>> {
    // An acceptance is held against the whole text.
    if !settings.accepted.is_empty() {
        return Ok(None);
    }
    let Some(start) = start_of(&mut source)? else { return Ok(None) };
    let whole = memchr::memrchr(b'\n', &start).map_or(0, |at| at + 1);
    let Some(text) = std::str::from_utf8(&start[..whole]).ok().filter(|_| !is_ours(name, &start))
    else {
        return Ok(None);
    };
    let first: String = text.split_inclusive('\n').take(FIRST + 1).collect();
    let Some(sample) = roster_alone(name, &first, FIRST, gazetteer, settings) else {
        return Ok(None);
    };
    let roster = &sample.checked.resolved().notice.rosters[0];
    let head = &text[..text.find('\n').map_or(0, |at| at + 1)];
    let Some(mut walk) = Printed::begin(head, records::delimiter(&first), roster) else {
        return Ok(None);
    };
    if !walk.rows(&start[head.len()..whole]) {
        return Ok(None);
    }
    let mut summed = ingest::Summed::new(source, sum.then_some(&start));
    let read = table::lines(&start[whole..], &mut summed, |lines| walk.rows(lines))?;
    let (Some((0, bytes)), Some(rows)) = (read, walk.count()) else { return Ok(None) };
    let characters = walk.characters();
    let different = walk.different();
    let kept = different.matches('\n').count() - 1;
    let judged = roster_alone(name, &different, kept, gazetteer, settings);
    let roles = |run: &Run| -> Vec<_> {
        run.checked.resolved().notice.rosters[0].columns.iter().map(|column| column.role).collect()
    };
    if judged.is_none_or(|judged| roles(&judged) != roles(&sample)) {
        return Ok(None);
    }
    let mut report = sample.checked.report().clone();
    for finding in report.findings.iter_mut().filter(|finding| finding.code == SAID[0]) {
        finding.args = vec![("entries", rows.to_string())];
    }
    let parts = &mut report.conservation;
    for (_, count) in parts.by_role.iter_mut().filter(|part| part.0 == RegionRole::Cell.name()) {
        *count = characters;
    }
    parts.total = parts.by_role.iter().map(|part| part.1).sum();
    let notice = sample.checked.resolved().notice.clone();
    let (bytes, sha256) = (bytes + whole as u64, summed.sum());
    Ok(Some(Long { document: Document { sha256, bytes, ..sample.document }, report, notice, rows }))
}

/// A text that is one roster of so many rows below its first line, without groups, of which nothing
/// is said but that it declares nothing.
fn roster_alone(
    name: &str,
    text: &str,
    rows: usize,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Option<Run<'static>> {
    let source = Source::new(name, text);
    let run = run(&source, Choose::Among(schema::built_in()), gazetteer, settings).ok()?;
    let notice = &run.checked.resolved().notice;
    let report = run.checked.report();
    let [roster] = notice.rosters.as_slice() else { return None };
    let head = text.find('\n')? as u32;
    let is_alone = run.document.format == "csv"
        && run.schema.is_none()
        && roster.entries.len() == rows
        && roster.groups.is_empty()
        && notice.claims.is_empty()
        && report.claims.is_empty()
        && roster.columns.iter().all(|column| column.header.is_some_and(|span| span.end <= head))
        && report.findings.iter().all(|finding| SAID.contains(&finding.code))
        && report.conservation.leftovers.is_empty();
    is_alone.then_some(run)
}
