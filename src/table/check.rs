//! [`Table`] → [`Report`]: a dataset's table by itself, or with the files beside it.

use serde_json::Value;

use super::ours::Layout;
use super::rebuild::Chunk;
use super::scan::{self, Scan};
use super::{Table, codes, derive, form, package, rebuild, records, spans};
use crate::check::{self, ALL, Book, Settings};
use crate::gazetteer::Gazetteer;
use crate::model::{Document, FindingLevel, Report, Role, dataset};
use crate::normalize;
use crate::schema::Schema;

/// The checks of notices that hold for the rows of a table as well.
const OF_ROWS: [&str; 15] = [
    "MD101", "MD102", "MD103", "MD104", "MD105", "MD201", "MD204", "MD205", "MD207", "MD301",
    "MD302", "MD408", "MD409", "MD410", "MD113",
];

/// What stands beside a table in its dataset folder.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// `notice.json`.
    pub notice: Option<&'a Value>,
    /// `text.txt`, laid out.
    pub text: Option<&'a Document>,
    /// The table's resource in `datapackage.json`.
    pub resource: Option<&'a Value>,
    /// The schema whose expectations hold.
    pub schema: Option<&'a Schema>,
    /// Which of the notice's rosters the table is, from 0.
    pub roster: usize,
    /// The last rank of the table before this one.
    pub rank_before: Option<u32>,
}

/// Checks an entry table. `units` is the table of its organisations, if there is one: findings about
/// it are in the second report.
pub fn check(
    document: &Document,
    units: Option<&Document>,
    beside: &Beside,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> (Report, Report) {
    let mut book = Book::new(settings);
    let mut of_units = Book::new(settings);
    let tables = Table::all(document);
    let Some(table) = tables.first() else { return (book.close(), of_units.close()) };
    whole(table, beside, gazetteer, settings, &mut book, units.map(|u| (u, &mut of_units)));
    (book.close(), of_units.close())
}

fn whole(
    table: &Table,
    beside: &Beside,
    gazetteer: &Gazetteer,
    settings: &Settings,
    book: &mut Book,
    units: Option<(&Document, &mut Book)>,
) {
    form_of(table, book);
    package::types(table, beside.resource, book);
    let layout = Layout::of(table);
    if table.rows.is_empty() {
        return;
    }
    if ["entry", "seq", "unit"].iter().all(|name| table.column(name).is_some()) {
        // Organisations without their entries: what their print meant cannot be worked out anew.
        codes::check(table, &layout, gazetteer, book);
        ordinals(table, book);
        return;
    }
    entries(table, &layout, book);
    package::facts(table, &layout, beside, book);
    spans::check(table, &layout, beside.text, book);
    let bare = beside.notice.is_none() && beside.schema.is_none();
    let walk = bare && units.is_none() && table.rows.len() > scan::MANY;
    let scan = walk.then(|| scan::scan(table, &layout));
    let roles = derive::roles(table, &layout, gazetteer, units.as_ref().map(|u| u.0));
    let chunks = rebuild::chunks(table, &layout);
    let again = follow(table, &layout, &chunks, &roles, scan.as_ref(), gazetteer, book);
    let proven = scan.is_some_and(|scan| scan.is_ordered && scan::is_plain(&table.document.text));
    for chunk in chunks.iter().filter(|_| !proven) {
        let mut notice = rebuild::notice(table, &layout, *chunk, &roles);
        package::claims(&mut notice, beside);
        package::before(&mut notice, beside);
        let resolved = normalize::normalize(table.document, notice, None, gazetteer);
        let off = ALL.iter().filter(|check| !OF_ROWS.contains(&check.code));
        let off = off.map(|check| (check.code.to_owned(), FindingLevel::Off));
        let levels = settings.levels.iter().cloned().chain(off).collect();
        let inner = Settings { levels, ..Settings::default() };
        let checked = check::check(table.document, resolved, beside.schema, gazetteer, &inner);
        let mut report = checked.report().clone();
        package::lead_back(&mut report, table);
        book.take(report);
    }
    let (Some((units, of_units)), [_]) = (units, chunks.as_slice()) else { return };
    let entries: Vec<String> = match layout.entry {
        Some(at) => (0..table.rows.len()).map(|row| table.cell(row, at).into_owned()).collect(),
        None => (1..=table.rows.len()).map(|entry| entry.to_string()).collect(),
    };
    let tables = Table::all(units);
    let Some(table) = tables.first() else { return };
    form_of(table, of_units);
    let again = again.as_ref().and_then(|tables| tables.get(1));
    if let Some(again) = again {
        derive::units_table(table, again, &entries, of_units);
    }
}

/// What follows from other cells: codes from names, values from prints. Where the rows are many and
/// the different ones among them are sound, all are. Gives what comes out anew for the last part.
fn follow(
    table: &Table,
    layout: &Layout,
    chunks: &[Chunk],
    roles: &[Option<Role>],
    scan: Option<&Scan>,
    gazetteer: &Gazetteer,
    book: &mut Book,
) -> Option<Vec<dataset::Table<'static>>> {
    if let Some(scan) = scan.filter(|scan| scan.distinct.len() * 2 < table.rows.len()) {
        let some = table.select(&scan.distinct);
        let settings = Settings::default();
        let mut trial = Book::new(&settings);
        follow(&some, layout, &rebuild::chunks(&some, layout), roles, None, gazetteer, &mut trial);
        let report = trial.close();
        if report.findings.is_empty() {
            for run in report.checks {
                book.run(run.code, |_| {});
            }
            return None;
        }
    }
    codes::check(table, layout, gazetteer, book);
    let mut again = None;
    for chunk in chunks {
        let tables = derive::again(table, rebuild::notice(table, layout, *chunk, roles), gazetteer);
        derive::check(table, layout, *chunk, &tables[0], roles, book);
        again = Some(tables);
    }
    again
}

/// The form of the file the table is in.
pub(super) fn form_of(table: &Table, book: &mut Book) {
    if table.document.tables.is_empty() {
        let delimiter = records::delimiter(&table.document.text);
        form::check(table.document, table, delimiter, book);
    } else {
        form::header(table, book);
    }
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
