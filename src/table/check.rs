//! [`Table`] → [`Report`]: a dataset's table by itself, or with the files beside it.

use std::collections::HashSet;
use std::io::{self, Read};

use serde_json::Value;

use super::beside::Beside;
use super::ours::{Family, Kind, Layout};
use super::walk::{self, Proven, Walk};
use super::{Table, codes, derive, form, package, pins, plain_text, rebuild, spans, stacked};
use crate::check::{self, ALL, Book, Settings};
use crate::gazetteer::Gazetteer;
use crate::model::{Document, FindingLevel, Report, Role};
use crate::normalize;
use crate::text::records;

/// The checks of notices that hold for the rows of a table as well.
const OF_ROWS: [&str; 14] = [
    "MD101", "MD102", "MD103", "MD104", "MD105", "MD201", "MD204", "MD205", "MD301", "MD302",
    "MD408", "MD409", "MD410", "MD113",
];

/// Checks an entry table. `units` is the table of its organisations, if there is one: findings about
/// it are in the second report.
pub fn check(
    document: &Document,
    units: Option<&Document>,
    beside: &Beside,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> (Report, Report) {
    walked(document, units, beside, gazetteer, settings, walk::MANY)
}

/// The same, with a walk before the checks where the rows are more than `many`.
pub(super) fn walked(
    document: &Document,
    units: Option<&Document>,
    beside: &Beside,
    gazetteer: &Gazetteer,
    settings: &Settings,
    many: usize,
) -> (Report, Report) {
    let mut book = Book::new(settings);
    let mut of_units = Book::new(settings);
    let tables = Table::all(document);
    let Some(table) = tables.first() else { return (book.close(), of_units.close()) };
    let units = units.map(|u| (u, &mut of_units));
    whole(table, beside, gazetteer, settings, &mut book, units, many);
    (book.close(), of_units.close())
}

fn whole(
    table: &Table,
    beside: &Beside,
    gazetteer: &Gazetteer,
    settings: &Settings,
    book: &mut Book,
    units: Option<(&Document, &mut Book)>,
    many: usize,
) {
    form_of(table, book);
    package::types(table, beside.resource, book);
    let layout = Layout::of(table);
    let of_units = ["entry", "seq", "unit"].iter().all(|name| table.column(name).is_some());
    if table.rows.is_empty() {
        if !of_units {
            empty(table, &layout, beside, book);
        }
        if let Some((units, of_units)) = units {
            let tables = Table::all(units);
            tables.iter().take(1).for_each(|units| derive::orphans(units, of_units));
        }
        return;
    }
    if of_units {
        // Organisations without their entries: what their print meant cannot be worked out anew.
        codes::tell(table, &codes::faults(table, &layout, gazetteer), book);
        ordinals(table, book);
        return;
    }
    entries(table, &layout, book);
    if beside.resource.is_none() {
        numbers(table, &layout, book);
    }
    named(table, &layout, book);
    package::facts(table, &layout, beside, book);
    spans::check(table, &layout, beside.text, book);
    let bare = beside.notice.is_none() && beside.schema.is_none();
    let is_long = bare && units.is_none() && table.rows.len() > many;
    let documents = stacked::parts(table, &layout);
    for parts in &documents {
        for part in parts {
            let layout = Layout::of(part);
            let roles = derive::roles(part, &layout, gazetteer, None);
            follow(part, &layout, &roles, gazetteer, book);
            let rows = (0, part.rows.len());
            let mut report = of_rows(part, &layout, rows, &roles, beside, gazetteer, settings);
            if is_long {
                report.claims.clear();
            }
            book.take(report);
        }
        if let Some(schema) = beside.schema {
            let mut report = Report::default();
            pins::join(&mut report, pins::of_parts(parts, schema, settings));
            book.take(report);
        }
    }
    if !documents.is_empty() {
        return;
    }
    let proven = if is_long { walk_over(table, gazetteer) } else { Sound::default() };
    let roles = derive::roles(table, &layout, gazetteer, units.as_ref().map(|u| u.0));
    let chunks = match (beside.notice, layout.document) {
        // What is said of the notice otherwise is wrong, and no other notice.
        (Some(_), None) => vec![(0, table.rows.len())],
        _ => rebuild::chunks(table, &layout),
    };
    // Where only some of many rows may be at fault, the others are passed over.
    let some = proven.faulty.as_ref().map(|rows| table.select(rows));
    follow(some.as_ref().unwrap_or(table), &layout, &roles, gazetteer, book);
    let is_whole = proven.ordered && proven.ranked;
    if is_whole {
        for code in OF_ROWS {
            book.run(code, |_| {});
        }
    }
    // Where names and characters are proven, ranks and groups alone are looked at.
    let narrow = (proven.ordered && ranks_stand_alone(table, &layout))
        .then(|| Layout { families: Vec::new(), ..layout.clone() });
    for chunk in chunks.iter().filter(|_| !is_whole) {
        let layout = narrow.as_ref().unwrap_or(&layout);
        let mut report = of_rows(table, layout, *chunk, &roles, beside, gazetteer, settings);
        if is_long {
            // Of itself a table declares nothing, and a list of all its groups says little.
            report.claims.clear();
        }
        if let Some(schema) = beside.schema {
            pins::join(&mut report, pins::of_chunk(table, layout, *chunk, schema, settings));
        }
        book.take(report);
    }
    let (Some((units, of_units)), [chunk]) = (units, chunks.as_slice()) else { return };
    let entries: Vec<String> = match layout.entry {
        Some(at) => (0..table.rows.len()).map(|row| table.cell(row, at).into_owned()).collect(),
        None => (1..=table.rows.len()).map(|entry| entry.to_string()).collect(),
    };
    let (entries_of, tables) = (table, Table::all(units));
    let Some(table) = tables.first() else { return };
    form_of(table, of_units);
    package::types(table, beside.units_resource, of_units);
    let notice = rebuild::notice(entries_of, &layout, *chunk, &roles);
    derive::again(entries_of, notice, gazetteer, true, |tables| {
        if let Some(again) = tables.get(1) {
            derive::units_table(table, again, &entries, of_units);
        }
    });
}

/// Whether no other column but the groups could say why ranks begin again.
fn ranks_stand_alone(table: &Table, layout: &Layout) -> bool {
    let Some(rank) = layout.rank else { return false };
    let begins = |row: usize| table.cell(row, rank) == "1";
    !layout.groups.is_empty() || !(1..table.rows.len()).any(begins)
}

/// What the checks of notices say of some rows.
fn of_rows(
    table: &Table,
    layout: &Layout,
    rows: rebuild::Chunk,
    roles: &[Option<Role>],
    beside: &Beside,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Report {
    let mut notice = rebuild::notice(table, layout, rows, roles);
    package::claims(&mut notice, beside);
    package::before(&mut notice, beside);
    package::rank_title(&mut notice, beside.resource);
    let resolved = normalize::normalize(table.document, notice, None, gazetteer);
    let off = ALL.iter().filter(|check| !OF_ROWS.contains(&check.code));
    let off = off.map(|check| (check.code.to_owned(), FindingLevel::Off));
    let levels = settings.levels.iter().cloned().chain(off).collect();
    let inner = Settings { levels, ..Settings::default() };
    let checked = check::check_rows(table.document, resolved, None, gazetteer, &inner);
    let mut report = checked.report().clone();
    package::lead_back(&mut report, table);
    report
}

/// What follows from other cells: codes from names, values from prints.
fn follow(
    table: &Table,
    layout: &Layout,
    roles: &[Option<Role>],
    gazetteer: &Gazetteer,
    book: &mut Book,
) {
    let chunks = rebuild::chunks(table, layout);
    let differing = derive::differing(table, layout, &chunks, roles, gazetteer);
    let mut faults = codes::faults(table, layout, gazetteer);
    for fault in &mut faults {
        fault.printed = derive::follows(layout, roles, &differing, (fault.row, fault.column));
    }
    codes::tell(table, &faults, book);
    derive::tell(table, layout, &differing, book);
}

/// What a walk has proven of a table.
#[derive(Clone, Debug, Default)]
struct Sound {
    /// The rows, none or more, in which alone something may not follow; none given where any may.
    faulty: Option<Vec<u32>>,
    ranked: bool,
    ordered: bool,
}

fn walk_over(table: &Table, gazetteer: &Gazetteer) -> Sound {
    let text = &table.document.text;
    let is_text = table.document.tables.is_empty();
    let Some(walk) = is_text.then(|| Walk::begin(text, gazetteer)).flatten() else {
        return Sound::default();
    };
    let mut walk = walk.keeping_sets();
    let head = text.find('\n').map_or(text.len(), |at| at + 1);
    walk.rows(&text.as_bytes()[head..]);
    let Proven { ranked, ordered, .. } = walk.proven();
    let faulty = faulty(&walk, gazetteer).map(|sets| {
        let sets: HashSet<u32> = sets.into_iter().map(|set| set as u32).collect();
        (0..).zip(walk.sets()).filter(|(_, set)| sets.contains(set)).map(|(row, _)| row).collect()
    });
    Sound { faulty, ranked, ordered }
}

/// Which of the different rows of a walk are at fault; nothing where they are not all there.
fn faulty(walk: &Walk, gazetteer: &Gazetteer) -> Option<Vec<usize>> {
    if !walk.proven().parted {
        return None;
    }
    let (sample, different) = (walk.sample(), walk.different());
    let (samples, tables) = (Table::all(&sample), Table::all(&different));
    let (sample, table) = (samples.first()?, tables.first()?);
    let layout = Layout::of(table);
    let roles = derive::roles(sample, &layout, gazetteer, None);
    let faults = codes::faults(table, &layout, gazetteer);
    let chunks = rebuild::chunks(table, &layout);
    let differing = derive::differing(table, &layout, &chunks, &roles, gazetteer);
    Some(faults.iter().map(|f| f.row).chain(differing.iter().map(|d| d.row)).collect())
}

/// Checks a long table by itself while it is read, and keeps little of it: a report where it is
/// sound, with a document that has its header alone; none where anything is for [`check()`] to judge.
/// `start` is how it begins, which [`Read`] does not give again.
///
/// # Errors
/// Those of reading.
pub fn sound(
    start: &[u8],
    rest: &mut dyn Read,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> io::Result<Option<(Document, Report)>> {
    sound_of(start, rest, gazetteer, settings, walk::MANY)
}

/// The same for a table of more rows than `many`.
pub(super) fn sound_of(
    start: &[u8],
    rest: &mut dyn Read,
    gazetteer: &Gazetteer,
    settings: &Settings,
    many: usize,
) -> io::Result<Option<(Document, Report)>> {
    let whole = memchr::memrchr(b'\n', start).map_or(0, |at| at + 1);
    let Ok(text) = std::str::from_utf8(&start[..whole]) else { return Ok(None) };
    let Some(mut walk) = Walk::begin(text, gazetteer) else { return Ok(None) };
    let head = text.find('\n').map_or(0, |at| at + 1);
    if !walk.rows(&start[head..whole]) || !walk.proven().is_whole() {
        return Ok(None);
    }
    let more = |lines: &[u8]| walk.rows(lines) && walk.proven().is_whole();
    let Some((rest, bytes)) = lines(&start[whole..], rest, more)? else { return Ok(None) };
    let sample = walk.sample();
    let (report, _) = check(&sample, None, &Beside::default(), gazetteer, settings);
    let bytes = bytes + whole as u64;
    let is_sound = rest == 0
        && walk.count() > many
        && report.findings.is_empty()
        && faulty(&walk, gazetteer).is_some_and(|rows| rows.is_empty());
    let head = &text[..head];
    let document = Document { bytes, ..plain_text("", head.as_bytes()) };
    Ok(is_sound.then_some((document, Report { claims: Vec::new(), ..report })))
}

/// Reads on from the `start` of a line and hands on whole lines; gives how much is left behind the
/// last line end and how many bytes there were, none where `take` has seen enough.
fn lines(
    start: &[u8],
    rest: &mut dyn Read,
    mut take: impl FnMut(&[u8]) -> bool,
) -> io::Result<Option<(usize, u64)>> {
    let mut left = 0;
    let mut all = |lines: &[u8], is_rest: bool| {
        left = if is_rest { lines.len() } else { 0 };
        is_rest || take(lines)
    };
    Ok(read_on(start, rest, &mut all)?.map(|bytes| (left, bytes)))
}

/// The same, what is left behind the last line end being handed on as a line.
pub(crate) fn pieces(
    start: &[u8],
    rest: &mut dyn Read,
    mut take: impl FnMut(&[u8]) -> bool,
) -> io::Result<Option<u64>> {
    let whole = memchr::memrchr(b'\n', start).map_or(0, |at| at + 1);
    if !take(&start[..whole]) {
        return Ok(None);
    }
    let read = read_on(&start[whole..], rest, &mut |lines, _| take(lines))?;
    Ok(read.map(|bytes| bytes + whole as u64))
}

/// Hands on whole lines, and at last what is left, if anything is.
fn read_on(
    start: &[u8],
    rest: &mut dyn Read,
    take: &mut dyn FnMut(&[u8], bool) -> bool,
) -> io::Result<Option<u64>> {
    // What is left of a line that goes on stands at the beginning of the buffer.
    let mut buffer = start.to_vec();
    let mut filled = buffer.len();
    let mut bytes = start.len() as u64;
    buffer.resize(filled.max(PIECE) * 2, 0);
    loop {
        if filled == buffer.len() {
            return Ok(None);
        }
        let read = rest.read(&mut buffer[filled..])?;
        if read == 0 {
            let taken = filled == 0 || take(&buffer[..filled], true);
            return Ok(taken.then_some(bytes));
        }
        bytes += read as u64;
        let behind = filled + read;
        let whole = memchr::memrchr(b'\n', &buffer[filled..behind]).map_or(0, |at| filled + at + 1);
        if !take(&buffer[..whole], false) {
            return Ok(None);
        }
        buffer.copy_within(whole..behind, 0);
        filled = behind - whole;
    }
}

/// How much is read at a time.
const PIECE: usize = 1 << 17;

/// The form of the file the table is in.
pub(super) fn form_of(table: &Table, book: &mut Book) {
    if table.document.tables.is_empty() {
        let delimiter = records::delimiter(&table.document.text);
        form::check(table.document, table, delimiter, book);
    } else {
        form::header(table, book);
    }
}

/// A table without a row, where its notice has any.
fn empty(table: &Table, layout: &Layout, beside: &Beside, book: &mut Book) {
    let declared = beside.notice.map(|notice| &notice["rosters"][beside.roster]["entries"]);
    if declared.and_then(Value::as_u64) == Some(0) {
        return;
    }
    book.run("MD004", |sink| _ = sink.find("no-rows", table.head));
    package::facts(table, layout, beside, book);
}

/// Pages and lines are numbers, or nothing.
fn numbers(table: &Table, layout: &Layout, book: &mut Book) {
    let columns: Vec<usize> = [table.column("page"), layout.line].into_iter().flatten().collect();
    book.run("MD304", |sink| {
        for row in 0..table.rows.len() {
            for at in &columns {
                let cell = table.cell(row, *at);
                if !cell.is_empty() && cell.parse::<u32>().is_err() {
                    sink.find("", table.spot(row, *at))
                        .arg("row", table.line(row))
                        .arg("column", table.title(*at))
                        .arg("cell", cell)
                        .arg("expected", "integer");
                }
            }
        }
    });
}

/// What names the rows is full.
fn named(table: &Table, layout: &Layout, book: &mut Book) {
    // Rows of several documents have names in several columns.
    if layout.document.is_some() {
        return;
    }
    let names = |family: &&Family| family.key == "name" || family.key == "project";
    let family = layout.families.iter().find(names);
    let place = || layout.families.iter().find(|family| family.kind == Kind::Place);
    let Some(family) = family.or_else(place) else { return };
    let at = family.raw.unwrap_or(family.value);
    let empty: Vec<usize> =
        (0..table.rows.len()).filter(|row| table.cell(*row, at).is_empty()).collect();
    // A column of which more is empty has blanks that mean something.
    if empty.is_empty() || empty.len() > 1 && empty.len() * 100 > table.rows.len() {
        return;
    }
    book.run("MD119", |sink| {
        for row in empty.iter().filter(|_| table.rows.len() > 1) {
            sink.find("name", table.spot(*row, at))
                .level(FindingLevel::Error)
                .arg("row", table.line(*row))
                .arg("column", table.title(at));
        }
    });
}

/// Organisations are numbered from 1 within their entry, and entries go up.
fn ordinals(table: &Table, book: &mut Book) {
    let (Some(entry), Some(seq)) = (table.column("entry"), table.column("seq")) else { return };
    book.run("MD305", |sink| {
        let mut last = (0, 0);
        for row in 0..table.rows.len() {
            let number = |at| table.cell(row, at).parse::<u64>().ok();
            let here = (number(entry).unwrap_or(0), number(seq).unwrap_or(0));
            let next = here.0 == last.0 && here.1 == last.1 + 1 || here.0 > last.0 && here.1 == 1;
            if !next {
                sink.find("key", table.place(row, seq))
                    .arg("row", table.line(row))
                    .arg("entry", table.cell(row, entry))
                    .arg("seq", table.cell(row, seq));
            }
            last = here;
        }
    });
}

/// The ordinals: 1, 2, 3 … anew for each document.
fn entries(table: &Table, layout: &Layout, book: &mut Book) {
    let Some(entry) = layout.entry else { return };
    let document = |row: usize| layout.document.map(|at| table.cell(row, at));
    book.run("MD305", |sink| {
        let mut expected = 1;
        for row in 0..table.rows.len() {
            if row > 0 && document(row) != document(row - 1) {
                expected = 1;
            }
            let cell = table.cell(row, entry);
            let found = cell.parse::<u64>().ok();
            if found == Some(1) && layout.document.is_some() {
                // A document's second roster.
                expected = 1;
            }
            if found != Some(expected) {
                let key = if found.is_some() { "" } else { "no_number" };
                sink.find(key, table.place(row, entry))
                    .arg("row", table.line(row))
                    .arg("cell", cell)
                    .arg("expected", expected);
            }
            expected = found.unwrap_or(expected) + 1;
        }
    });
}
