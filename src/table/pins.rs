//! The pins of a schema are of a notice, and a notice's rows may be several tables: all of them are
//! held together, each roster against what is pinned for it.

use serde_json::Value;

use super::Table;
use super::ours::Layout;
use super::rebuild::{self, Chunk};
use crate::check::{self, Settings};
use crate::model::report::{ClaimSource, State};
use crate::model::{Document, Group, Notice, Report, Roster, Span, Spanned};
use crate::schema::Schema;

/// Holds the tables of a dataset, in order, against the schema's pins. `notice` is its
/// `notice.json`. One report a table.
pub fn pins(
    documents: &[&Document],
    notice: Option<&Value>,
    schema: &Schema,
    settings: &Settings,
) -> Vec<Report> {
    let tables: Vec<Table> =
        documents.iter().filter_map(|d| Table::all(d).into_iter().next()).collect();
    let filled = tables.len() == documents.len() && tables.iter().all(|t| !t.rows.is_empty());
    let [first, ..] = tables.as_slice() else { return Vec::new() };
    if !filled {
        return Vec::new();
    }
    let mut whole = facts(first, &Layout::of(first), (0, first.rows.len()));
    whole.rosters.clear();
    for (index, table) in tables.iter().enumerate() {
        let mut roster = roster(table, &Layout::of(table), (0, table.rows.len()));
        if let Some(json) = notice {
            headings(&mut roster, &json["rosters"][index]["groups"]);
        }
        whole.rosters.push(roster);
    }
    if whole.head.title.is_none() {
        let named = |json: &Value| json["title"]["value"].as_str().map(str::to_owned);
        let of_roster = |json: &Value| json["rosters"].as_array()?.iter().find_map(named);
        let title = notice.and_then(|json| named(json).or_else(|| of_roster(json)));
        whole.head.title = title.map(|title| Spanned::new(title, first.head));
    }
    check::pins(documents, &whole, schema, settings)
}

/// Holds the rows of one notice.
pub(super) fn of_chunk(
    table: &Table,
    layout: &Layout,
    rows: Chunk,
    schema: &Schema,
    settings: &Settings,
) -> Report {
    let mut whole = facts(table, layout, rows);
    let parts = rosters(table, layout, rows);
    whole.rosters = parts.iter().map(|rows| roster(table, layout, *rows)).collect();
    let documents = vec![table.document; parts.len()];
    let mut report = Report::default();
    for part in check::pins(&documents, &whole, schema, settings) {
        report.take(part);
    }
    report
}

/// Holds the tables of one notice that were stacked among others, one a roster.
pub(super) fn of_parts(parts: &[Table], schema: &Schema, settings: &Settings) -> Report {
    let mut report = Report::default();
    let [first, ..] = parts else { return report };
    let mut whole = facts(first, &Layout::of(first), (0, first.rows.len()));
    let of = |part: &Table| roster(part, &Layout::of(part), (0, part.rows.len()));
    whole.rosters = parts.iter().map(of).collect();
    let documents = vec![first.document; parts.len()];
    for part in check::pins(&documents, &whole, schema, settings) {
        report.take(part);
    }
    report
}

/// Takes what the pins gave into the report of a table. Where groups are pinned, none is without a
/// count.
pub fn join(report: &mut Report, pins: Report) {
    let pinned = |about: &str| {
        pins.claims.iter().any(|c| c.source == ClaimSource::Schema && c.about == about)
    };
    report.claims.retain(|claim| claim.state != State::Absent || !pinned(&claim.about));
    report.take(pins);
}

fn facts(table: &Table, layout: &Layout, rows: Chunk) -> Notice {
    rebuild::notice(table, layout, rows, &vec![None; layout.families.len()])
}

fn roster(table: &Table, layout: &Layout, rows: Chunk) -> Roster {
    facts(table, layout, rows).rosters.swap_remove(0)
}

/// The rosters of a notice whose tables were stacked: the ordinal begins again in each.
fn rosters(table: &Table, layout: &Layout, rows: Chunk) -> Vec<Chunk> {
    let mut parts: Vec<Chunk> = Vec::new();
    for row in rows.0..rows.1 {
        let begins = layout.entry.is_some_and(|at| table.cell(row, at) == "1");
        match parts.last_mut() {
            Some(last) if !begins => last.1 = row + 1,
            _ => parts.push((row, row + 1)),
        }
    }
    parts
}

/// Headings as they were printed, which pins go by; a heading without a row is in no table.
fn headings(roster: &mut Roster, groups: &Value) {
    let mut taken = vec![false; roster.groups.len()];
    for json in groups.as_array().into_iter().flatten() {
        let Some(heading) = json["heading"].as_str() else { continue };
        let levels = json["path"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let path: Vec<String> = levels.map(str::to_owned).collect();
        let same = |at: &usize| !taken[*at] && roster.groups[*at].path == path;
        if let Some(at) = (0..taken.len()).find(same) {
            taken[at] = true;
            heading.clone_into(&mut roster.groups[at].heading);
        } else if json["entries"] == 0 {
            let (heading, span) = (heading.to_owned(), Span::at(roster.span.start));
            roster.groups.push(Group { path, heading, span, claim: None });
        }
    }
}
