//! What a table has worked out from the print, worked out anew and compared.

use std::collections::{HashMap, HashSet};

use super::Table;
use super::ours::{Family, Kind, Layout};
use super::rebuild::{self, Chunk};
use crate::check::Book;
use crate::emit;
use crate::gazetteer::Gazetteer;
use crate::model::{Document, Notice, Role, dataset};
use crate::normalize;

/// Works a part of the table out anew, and looks at what [`emit`](emit::emit) would write for it: the
/// entries, and where they are asked for the organisations behind them.
pub(super) fn again<T>(
    table: &Table,
    notice: Notice,
    gazetteer: &Gazetteer,
    with_units: bool,
    look: impl FnOnce(&[dataset::Table]) -> T,
) -> T {
    let resolved = normalize::normalize(table.document, notice, None, gazetteer);
    look(&emit::unchecked(table.document, &resolved, with_units))
}

/// Rows that are worked out anew at a time.
const PIECE: usize = 10_000;

/// The cells of all parts that come out otherwise. Rows are worked out each by itself, so that a
/// long part is taken in pieces.
pub(super) fn differing(
    table: &Table,
    layout: &Layout,
    chunks: &[Chunk],
    roles: &[Option<Role>],
    gazetteer: &Gazetteer,
) -> Vec<Differs> {
    let mut found = Vec::new();
    for chunk in chunks {
        for start in (chunk.0..chunk.1).step_by(PIECE) {
            let piece = (start, chunk.1.min(start + PIECE));
            let notice = rebuild::notice(table, layout, piece, roles);
            found.extend(again(table, notice, gazetteer, false, |tables| {
                compare(table, layout, piece, &tables[0], roles)
            }));
        }
    }
    found
}

/// A cell that comes out otherwise.
pub(super) struct Differs {
    pub row: usize,
    family: usize,
    column: usize,
    expected: String,
}

/// What the columns with a print beside them hold: of all roles the one whose values come out as
/// the table has them, near enough. None where nothing does: they are then not compared.
/// Names that need no spelling out come out the same as text: `units`, the table of organisations,
/// tells then.
pub(super) fn roles(
    table: &Table,
    layout: &Layout,
    gazetteer: &Gazetteer,
    units: Option<&Document>,
) -> Vec<Option<Role>> {
    let printed = |of: &Family| of.raw.is_some();
    if table.rows.is_empty() || !layout.families.iter().any(printed) {
        return vec![None; layout.families.len()];
    }
    let chunk = rebuild::chunks(table, layout)[0];
    let chunk = (chunk.0, chunk.1.min(chunk.0 + 200));
    let named = units.map(raws).unwrap_or_default();
    let is_listed = |family: usize| {
        let Some(raw) = layout.families[family].raw else { return false };
        (chunk.0..chunk.1).any(|row| {
            let cell = table.cell(row, raw);
            named.contains(cell.as_ref())
        })
    };
    // The first of equals is taken, and as many as this may be wrong of themselves.
    let mut best: Vec<(usize, Option<Role>)> =
        layout.families.iter().map(|_| (1.max((chunk.1 - chunk.0) / 5) + 1, None)).collect();
    let mut shifted = vec![(0, None); layout.families.len()];
    for role in [Role::Text, Role::Units, Role::Number, Role::Date, Role::Code, CITIES] {
        let roles = vec![Some(role); layout.families.len()];
        let notice = rebuild::notice(table, layout, chunk, &roles);
        let found = again(table, notice, gazetteer, false, |tables| {
            compare(table, layout, chunk, &tables[0], &roles)
        });
        for (family, best) in
            best.iter_mut().enumerate().filter(|(f, _)| printed(&layout.families[*f]))
        {
            if role == CITIES && layout.families[family].kind != Kind::Place {
                continue;
            }
            let mut rows: Vec<usize> =
                found.iter().filter(|d| d.family == family).map(|d| d.row).collect();
            rows.sort_unstable();
            rows.dedup();
            let wrong = rows.len();
            let listed = || role == Role::Units && is_listed(family);
            if wrong < best.0 || wrong == best.0 && best.1.is_some() && listed() {
                *best = (wrong, Some(role));
            }
            let here: Vec<&Differs> = found.iter().filter(|d| d.family == family).collect();
            let near = here.iter().filter(|d| stands_beside(table, d)).count();
            if near >= SHIFTED && near * 10 >= here.len() * 8 && near > shifted[family].0 {
                shifted[family] = (near, Some(role));
            }
        }
    }
    // Where nothing comes out in its row and nearly all does in the next, a column has moved.
    best.into_iter().zip(shifted).map(|((_, role), (_, moved))| role.or(moved)).collect()
}

/// The role of a column of places whose header in the notice says that they are cities (城市): a dataset's
/// own header, its key, does not.
pub(super) const CITIES: Role = Role::Place;

/// So many cells at least that stand in the next row tell that their column has moved.
const SHIFTED: usize = 4;

/// Whether what a cell should be stands in the row above or below it.
fn stands_beside(table: &Table, differs: &Differs) -> bool {
    let cell =
        |row: usize| row < table.rows.len() && table.cell(row, differs.column) == differs.expected;
    !differs.expected.is_empty()
        && (cell(differs.row + 1) || differs.row.checked_sub(1).is_some_and(cell))
}

/// The prints of a table of organisations.
fn raws(units: &Document) -> HashSet<String> {
    let tables = Table::all(units);
    let Some(table) = tables.first() else { return HashSet::new() };
    let Some(at) = table.column("unit_raw") else { return HashSet::new() };
    (0..table.rows.len()).map(|row| table.cell(row, at).into_owned()).collect()
}

fn compare(
    table: &Table,
    layout: &Layout,
    chunk: Chunk,
    again: &dataset::Table,
    roles: &[Option<Role>],
) -> Vec<Differs> {
    let mut found = Vec::new();
    for (family, of) in
        layout.families.iter().enumerate().filter(|(at, f)| f.raw.is_some() && roles[*at].is_some())
    {
        for column in &of.derived {
            let name = table.title(*column);
            let Some(at) = again.fields.iter().position(|field| field.name == name) else {
                continue;
            };
            for (row, cell) in (chunk.0..chunk.1).zip(again.rows.column(at)) {
                let expected = cell.to_string();
                if expected != table.cell(row, *column) {
                    found.push(Differs { row, family, column: *column, expected });
                }
            }
        }
    }
    found
}

/// Whether a cell is what the print beside it gives: it was worked out anew and came out the same.
pub(super) fn follows(
    layout: &Layout,
    roles: &[Option<Role>],
    differing: &[Differs],
    (row, column): (usize, usize),
) -> bool {
    let mut families = layout.families.iter().zip(roles);
    families.any(|(family, role)| {
        family.raw.is_some() && role.is_some() && family.derived.contains(&column)
    }) && !differing.iter().any(|d| d.row == row && d.column == column)
}

/// Tells what comes out otherwise: one finding a cell, or one for a print that most of the cells
/// beside it do not follow from.
pub(super) fn tell(table: &Table, layout: &Layout, found: &[Differs], book: &mut Book) {
    let mut by_print: HashMap<(usize, usize), Vec<&Differs>> = HashMap::new();
    for differs in found {
        by_print.entry((differs.row, differs.family)).or_default().push(differs);
    }
    let mut prints: Vec<_> = by_print.into_iter().collect();
    prints.sort_unstable_by_key(|(key, _)| *key);
    let date =
        |row: usize| layout.date.map_or(String::new(), |at| table.cell(row, at).into_owned());
    // A cell with a fault of its own has its finding.
    let told: Vec<_> = book
        .report_mut()
        .findings
        .iter()
        .filter(|f| ["MD403", "MD404", "MD304"].contains(&f.code))
        .map(|f| f.primary)
        .collect();
    book.run("MD309", |sink| {
        for ((row, family), differs) in prints {
            let family = &layout.families[family];
            let Some(raw) = family.raw else { continue };
            let print = table.cell(row, raw);
            let line = table.line(row);
            let whole = differs.len() > 2 || differs.len() == 2 && family.kind == Kind::Place;
            if whole {
                let first = differs[0];
                sink.find("print", table.place(row, raw))
                    .arg("row", line)
                    .arg("print", print)
                    .arg("date", date(row))
                    .list("columns", differs.iter().map(|d| table.title(d.column)))
                    .arg("expected", &first.expected)
                    .arg("cell", table.cell(row, first.column));
                continue;
            }
            for differs in differs {
                let span = table.place(row, differs.column);
                if told.contains(&span) {
                    continue;
                }
                let key =
                    match (table.cell(row, differs.column).is_empty(), differs.expected.is_empty())
                    {
                        (true, _) => "missing",
                        (_, true) => "nothing",
                        _ => "",
                    };
                sink.find(key, span)
                    .arg("row", line)
                    .arg("column", table.title(differs.column))
                    .arg("cell", table.cell(row, differs.column))
                    .arg("expected", &differs.expected)
                    .arg("print", &print)
                    .arg("date", date(row))
                    .related("print", table.place(row, raw));
            }
        }
    });
}

/// Organisations of entries of which there is none.
pub(super) fn orphans(units: &Table, book: &mut Book) {
    let (Some(entry), Some(seq)) = (units.column("entry"), units.column("seq")) else { return };
    book.run("MD306", |sink| {
        for row in 0..units.rows.len() {
            sink.find("", units.spot(row, entry))
                .arg("row", units.line(row))
                .arg("entry", units.cell(row, entry))
                .arg("seq", units.cell(row, seq));
        }
    });
}

/// Compares a table of organisations with what comes out anew.
/// `entries` are the ordinals that the entry table gives its rows.
pub(super) fn units_table(
    units: &Table,
    again: &dataset::Table,
    entries: &[String],
    book: &mut Book,
) {
    let key = |entry: &str, seq: &str| format!("{entry}\u{1f}{seq}");
    let at = |name: &str| (0..units.width()).find(|at| units.title(*at) == name);
    let (Some(entry), Some(seq)) = (at("entry"), at("seq")) else { return };
    let mut here: HashMap<String, usize> = HashMap::new();
    let mut twice = Vec::new();
    for row in 0..units.rows.len() {
        if here.insert(key(&units.cell(row, entry), &units.cell(row, seq)), row).is_some() {
            twice.push(row);
        }
    }
    let field = |name: &str| again.fields.iter().position(|field| field.name == name);
    let (Some(e), Some(s)) = (field("entry"), field("seq")) else { return };
    let mut used = vec![false; units.rows.len()];
    let mut missing = Vec::new();
    let mut differs: Vec<(usize, usize, String)> = Vec::new();
    for cells in again.rows.iter() {
        let index = cells[e].to_string().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let Some(own) = index.and_then(|index| entries.get(index)) else { continue };
        let Some(row) = here.get(&key(own, &cells[s].to_string())) else {
            let name = field("unit").map_or(String::new(), |at| cells[at].to_string());
            missing.push((own.clone(), cells[s].to_string(), name));
            continue;
        };
        used[*row] = true;
        for (column, cell) in again.fields.iter().zip(&cells) {
            let Some(at) = at(&column.name).filter(|at| *at != entry) else { continue };
            if units.cell(*row, at) != cell.to_string() {
                differs.push((*row, at, cell.to_string()));
            }
        }
    }
    book.run("MD305", |sink| {
        for row in twice {
            sink.find("key", units.rows[row])
                .arg("row", units.line(row))
                .arg("entry", units.cell(row, entry))
                .arg("seq", units.cell(row, seq));
        }
    });
    let known: HashSet<&str> = entries.iter().map(String::as_str).collect();
    let has_entry = |row: usize| known.contains(units.cell(row, entry).as_ref());
    book.run("MD306", |sink| {
        for row in (0..units.rows.len()).filter(|row| !used[*row]) {
            // Of an entry that is there it is the organisation's number that is wrong.
            let at = if has_entry(row) { seq } else { entry };
            sink.find("", units.spot(row, at))
                .arg("row", units.line(row))
                .arg("entry", units.cell(row, entry))
                .arg("seq", units.cell(row, seq));
        }
        for (entry, seq, name) in missing {
            sink.find("missing", units.head).arg("entry", entry).arg("seq", seq).arg("name", name);
        }
    });
    book.run("MD309", |sink| {
        for (row, at, expected) in differs {
            sink.find("unit", units.place(row, at))
                .arg("row", units.line(row))
                .arg("column", units.title(at))
                .arg("cell", units.cell(row, at))
                .arg("expected", expected)
                .arg("entry", units.cell(row, entry));
        }
    });
}
