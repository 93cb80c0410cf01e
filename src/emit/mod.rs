//! [`Checked`] → [`Dataset`]: tables first, then files, written one after another. One file a format.
//!
//! | file | made by |
//! |---|---|
//! | `entries.csv`, `units.csv`, `entries-2.csv` … | [`csv`] from the tables |
//! | `notice.json` | [`notice_json`] |
//! | `report.json` | the report's own renderer |
//! | `text.txt` | the text plane as it is |
//! | `datapackage.json` | [`datapackage`], last, for it has the others' sizes and sums |

pub mod columns;
pub mod csv;
pub mod datapackage;
pub mod folder;
pub mod json;
mod names;
pub mod notice_json;
mod parts;
pub mod units;

pub use folder::{File, Folder, Written, files, write};

use crate::check::Checked;
use crate::model::dataset::{GroupFacts, NoticeFacts, RosterFacts, SourceFacts, Table};
use crate::model::{Claim, Dataset, Document, Resolved, Roster, Span};
use crate::report::Input;
use crate::schema::Schema;

/// A checked notice as tables. The schema, where one was used, lends the titles of group levels.
pub fn emit<'a>(
    document: &'a Document,
    checked: &'a Checked,
    schema: Option<&Schema>,
) -> Dataset<'a> {
    whole(document, checked, schema, units::table)
}

/// The same without the tables of organisations.
pub fn entries<'a>(
    document: &'a Document,
    checked: &'a Checked,
    schema: Option<&Schema>,
) -> Dataset<'a> {
    whole(document, checked, schema, |_, _| None)
}

/// The table of a roster's organisations, or none.
type Units<'a> = fn(&columns::Sheet<'a>, &columns::Entries) -> Option<Table<'a>>;

fn whole<'a>(
    document: &'a Document,
    checked: &'a Checked,
    schema: Option<&Schema>,
    units: Units<'a>,
) -> Dataset<'a> {
    let resolved = checked.resolved();
    let notice = &resolved.notice;
    let (tables, rosters) = tables(document, resolved, schema, units);
    Dataset {
        source: SourceFacts {
            name: base_name(&document.name).to_owned(),
            sha256: document.sha256.clone(),
            bytes: document.bytes,
            format: document.format,
            encoding: document.encoding,
        },
        schema: schema.map(|schema| schema.name.clone()),
        notice: NoticeFacts {
            head: notice.head.clone(),
            issuers: resolved.issuers.clone(),
            claims: notice.claims.clone(),
            readings: readings(checked, &notice.claims),
            body: notice.body.clone(),
            rosters,
        },
        tables,
        text: &document.text,
    }
}

/// Which reading held or broke each claim.
fn readings(checked: &Checked, claims: &[Claim]) -> Vec<Option<&'static str>> {
    let states = &checked.report().claims;
    let own = |span: Span| states.iter().find(|state| state.span == Some(span));
    claims.iter().map(|claim| own(claim.span).and_then(|state| state.by)).collect()
}

/// The tables of what has not been checked, and so for this crate alone: a table that is held against
/// its own print is worked out anew with it, and nothing of that leaves.
pub(crate) fn unchecked<'a>(
    document: &'a Document,
    resolved: &'a Resolved,
    with_units: bool,
) -> Vec<Table<'a>> {
    let units: Units<'a> = if with_units { units::table } else { |_, _| None };
    tables(document, resolved, None, units).0
}

fn tables<'a>(
    document: &'a Document,
    resolved: &'a Resolved,
    schema: Option<&Schema>,
    units: Units<'a>,
) -> (Vec<Table<'a>>, Vec<RosterFacts>) {
    let notice = &resolved.notice;
    let mut tables = Vec::new();
    let mut rosters = Vec::new();
    for (index, roster) in notice.rosters.iter().enumerate() {
        let rows = resolved.rosters.get(index).map_or(&[][..], Vec::as_slice);
        let sheet = columns::Sheet { document, head: &notice.head, roster, rows, index };
        let entries = sheet.entries(level_titles(roster, schema));
        rosters.push(facts(roster, &entries.levels));
        let units = units(&sheet, &entries);
        tables.push(entries.table);
        tables.extend(units);
    }
    (tables, rosters)
}

/// How the files are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Packing<'a> {
    /// Begin tables with a byte order mark, for spreadsheet programs that need one.
    pub bom: bool,
    /// The report as JSON, for `report.json`.
    pub report: Reported<'a>,
    /// The gazetteer's version, for `datapackage.json`.
    pub gazetteer: &'a str,
}

/// What stands in `report.json`.
#[derive(Clone, Copy, Debug)]
pub enum Reported<'a> {
    /// A report that was made before.
    Bytes(&'a [u8]),
    /// The report on this, made while it is written.
    Of(&'a Input<'a>),
}

impl Default for Reported<'_> {
    fn default() -> Self {
        Self::Bytes(&[])
    }
}

/// The last part of a path, whichever way its separators lean.
pub fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn level_titles<'s>(roster: &Roster, schema: Option<&'s Schema>) -> &'s [String] {
    let patterns = schema.map_or(&[][..], |schema| &schema.rosters);
    patterns
        .iter()
        .filter_map(|roster| roster.groups.as_ref())
        .find(|pattern| pattern.levels == roster.levels)
        .map_or(&[], |pattern| &pattern.titles)
}

fn facts(roster: &Roster, levels: &[String]) -> RosterFacts {
    let counts = roster.entries.iter().filter_map(|entry| entry.group);
    let mut entries = vec![0; roster.groups.len()];
    for group in counts {
        if let Some(count) = entries.get_mut(group as usize) {
            *count += 1;
        }
    }
    RosterFacts {
        title: roster.title.clone(),
        ordering: roster.ordering.clone(),
        levels: levels.to_vec(),
        groups: roster
            .groups
            .iter()
            .zip(entries)
            .map(|(group, entries)| GroupFacts {
                path: group.path.clone(),
                heading: group.heading.clone(),
                entries,
                span: group.span,
            })
            .collect(),
        entries: roster.entries.len() as u64,
        span: roster.span,
    }
}

#[cfg(test)]
mod tests;
