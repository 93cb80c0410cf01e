//! Long tables checked while they are read, in little memory: a report where one is sound.

use std::io::{self, Read, Seek, SeekFrom};

use super::{Choose, Run, segment_with};
use crate::check::{Settings, check};
use crate::gazetteer::Gazetteer;
use crate::ingest;
use crate::model::roster::LeftOut;
use crate::model::{Document, Notice, RegionRole, Report, Role, Roster, Source};
use crate::normalize::normalize;
use crate::schema;
use crate::table::{self, Extract, FIRST, Printed};
use crate::text::records;

/// How much of a long table is looked at before it is read through.
const START: usize = 1 << 20;

/// How a long table begins; none where the file is short or is no text.
fn start_of(source: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut start = Vec::with_capacity(START);
    source.by_ref().take(START as u64).read_to_end(&mut start)?;
    let is_text = || matches!(ingest::format(&start), Some("csv" | "text"));
    Ok((start.len() == START && is_text()).then_some(start))
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
    if start.starts_with(MARK) || !is_ours(name, &start) {
        return Ok(None);
    }
    let mut summed = ingest::Summed::new(source, sum.then_some(&start));
    let found = table::sound(&start, &mut summed, gazetteer, settings)?;
    Ok(found.map(|(document, report)| {
        let (name, sha256) = (name.to_owned(), summed.sum());
        (Document { name, sha256, format: "csv", encoding: "UTF-8", ..document }, report)
    }))
}

/// A long roster that was checked while it was read.
#[derive(Debug)]
pub struct Long {
    /// Its first rows, or those that there was something to judge in; size and sum are those of the
    /// file.
    pub document: Document,
    /// What holds for all of it.
    pub report: Report,
    /// The roster as these rows show it.
    pub notice: Notice,
    /// How many rows it has.
    pub rows: usize,
}

/// What is said of a table that declares nothing, and of its header.
const SAID: [&str; 2] = ["MD203", "MD114"];

/// Checks a long roster that is a table and nothing else while it is read. Rows for which nothing is
/// proven on the way are read again, with those that they have to do with, and judged like any other
/// roster's; all others are left out. `None` where it is short, a dataset's, of another format, or
/// where most of it is to be judged; then it is to be read as any other. `sum` asks for the document's
/// SHA-256.
///
/// # Errors
/// Those of reading.
pub fn long_roster(
    name: &str,
    mut source: impl Read + Seek,
    sum: bool,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> io::Result<Option<Long>> {
    // What is told of the roster as a whole is told apart by all of its text.
    if settings.accepted.iter().any(|accepted| SAID.contains(&accepted.code)) {
        return Ok(None);
    }
    let Some(start) = start_of(&mut source)? else { return Ok(None) };
    let judge = Judge { name, gazetteer, settings };
    let Some(first) = first_of(&start).filter(|_| !is_ours(name, &start)) else {
        return Ok(None);
    };
    let Some(sample) = judge.alone(&Source::new(name, first), FIRST, |_, _| Some(Vec::new()))
    else {
        return Ok(None);
    };
    let mark = if start.starts_with(MARK) { MARK.len() } else { 0 };
    let head = &first[..first.find('\n').map_or(0, |at| at + 1)];
    let roster = &sample.checked.resolved().notice.rosters[0];
    let Some(mut walk) = Printed::begin(head, records::delimiter(first), roster) else {
        return Ok(None);
    };
    let begins = mark + head.len();
    let mut summed = ingest::Summed::new(&mut source, sum.then_some(&start));
    let Some(bytes) = table::pieces(&start[begins..], &mut summed, |lines| walk.rows(lines))?
    else {
        return Ok(None);
    };
    let (bytes, sha256) = (bytes + begins as u64, summed.sum());
    let rows = walk.count();
    let different = Source::new(name, walk.different());
    let Some(judged) = judge.alone(&different, walk.kept(), |_, _| Some(Vec::new())) else {
        return Ok(None);
    };
    if roles(&judged) != roles(&sample) {
        return Ok(None);
    }
    let whole = |document: Document| Document { sha256, bytes, ..document };
    if walk.is_proven() && is_clean(&sample) && is_clean(&judged) {
        // Nothing is to be told but how many rows there are.
        let left_out = LeftOut {
            before: FIRST as u32,
            rows: (rows - FIRST) as u32,
            first: u32::MAX,
            last: u32::MAX,
        };
        let first = Source::new(name, first);
        let Some(run) = judge.alone(&first, FIRST, |_, _| Some(vec![left_out])) else {
            return Ok(None);
        };
        return Ok(Some(long(run, whole, rows, |_| walk.characters())));
    }
    let cells = told_cells(&judged);
    let Some(wanted) = walk.wanted(cells.iter().map(String::as_str)) else { return Ok(None) };
    let mut extract = Extract::begin(wanted, head, mark as u64);
    source.seek(SeekFrom::Start(begins as u64))?;
    if table::pieces(&[], &mut source, |lines| extract.rows(lines))?.is_none() {
        return Ok(None);
    }
    // The file may have changed meanwhile.
    if extract.count() != rows {
        return Ok(None);
    }
    let text = Source::new(name, extract.take());
    let run = judge.alone(&text, extract.taken(), |document, roster| {
        extract.place(document);
        extract.left_out(document, roster)
    });
    let Some(run) = run.filter(|run| roles(run) == roles(&sample)) else { return Ok(None) };
    Ok(Some(long(run, whole, rows, |cells| cells + extract.characters())))
}

/// A byte-order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The header and the first rows.
fn first_of(start: &[u8]) -> Option<&str> {
    let start = start.strip_prefix(MARK).unwrap_or(start);
    let end = memchr::memchr_iter(b'\n', start).nth(FIRST)? + 1;
    std::str::from_utf8(&start[..end]).ok()
}

fn roles(run: &Run) -> Vec<Role> {
    run.checked.resolved().notice.rosters[0].columns.iter().map(|column| column.role).collect()
}

/// Whether nothing is said but that nothing is declared.
fn is_clean(run: &Run) -> bool {
    run.checked.report().findings.iter().all(|finding| SAID.contains(&finding.code))
}

/// The cells that something is told of.
fn told_cells(run: &Run) -> Vec<String> {
    let roster = &run.checked.resolved().notice.rosters[0];
    let findings = &run.checked.report().findings;
    let told = findings.iter().filter(|finding| !SAID.contains(&finding.code));
    let spans = told.flat_map(|finding| {
        let related = finding.related.iter().filter(|related| !related.beside);
        related.map(|related| related.span).chain([finding.primary])
    });
    let cells = spans.flat_map(|span| {
        let entry = roster.entries.partition_point(|entry| entry.span.end <= span.start);
        let row = if entry < roster.entries.len() { roster.row(entry) } else { &[] };
        row.iter().filter(move |cell| cell.start <= span.start && span.start <= cell.end)
    });
    cells.map(|cell| run.document.slice(*cell).to_owned()).collect()
}

/// What holds for all of a roster, of which a run has seen some rows; `characters` makes those of all
/// its cells from those of the rows seen.
fn long(
    run: Run,
    whole: impl FnOnce(Document) -> Document,
    rows: usize,
    characters: impl Fn(u64) -> u64,
) -> Long {
    let mut report = run.checked.report().clone();
    let parts = &mut report.conservation;
    for (_, count) in parts.by_role.iter_mut().filter(|part| part.0 == RegionRole::Cell.name()) {
        *count = characters(*count);
    }
    parts.total = parts.by_role.iter().map(|part| part.1).sum();
    let notice = run.checked.resolved().notice.clone();
    Long { document: whole(run.document), report, notice, rows }
}

/// Reads parts of a long roster.
struct Judge<'j> {
    name: &'j str,
    gazetteer: &'j Gazetteer,
    settings: &'j Settings,
}

impl Judge<'_> {
    /// A text that is one roster of so many rows below its first line, without groups, of which
    /// nothing is counted. `left_out` says what is not in it, and leads its document to the file.
    fn alone(
        &self,
        source: &Source,
        rows: usize,
        left_out: impl FnOnce(&mut Document, &Roster) -> Option<Vec<LeftOut>>,
    ) -> Option<Run<'static>> {
        let mut document = ingest::ingest(source).ok()?;
        self.name.clone_into(&mut document.name);
        let head = memchr::memchr(b'\n', document.text.as_bytes())? as u32;
        let (mut notice, schema) = segment_with(&document, Choose::Among(schema::built_in()));
        let [roster] = notice.rosters.as_mut_slice() else { return None };
        let is_alone = document.format == "csv"
            && schema.is_none()
            && roster.entries.len() == rows
            && roster.groups.is_empty()
            && roster.notes.is_empty()
            && notice.claims.is_empty()
            && roster.columns.iter().all(|c| c.header.is_some_and(|span| span.end <= head));
        if !is_alone {
            return None;
        }
        roster.left_out = left_out(&mut document, roster)?;
        let resolved = normalize(&document, notice, schema, self.gazetteer);
        let checked = check(&document, resolved, schema, self.gazetteer, self.settings);
        let report = checked.report();
        let is_whole = report.claims.is_empty() && report.conservation.leftovers.is_empty();
        is_whole.then_some(Run { document, schema, checked })
    }
}
