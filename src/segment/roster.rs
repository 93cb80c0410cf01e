//! The rosters of the annexes: each section with table rows becomes one.

mod build;
pub(super) mod columns;
pub(super) mod groups;
pub(super) mod header;
mod parts;
mod preamble;
mod rows;
pub(super) mod serial;
mod singles;
pub(super) mod words;

use std::borrow::Cow;

use super::annex::Plan;
use super::lines::Line;
use super::regions::Regions;
use crate::model::{Document, Notice, Table};
use crate::schema::Schema;

/// Reads a roster from every annex that has table rows; a table with another header begins
/// another roster.
pub(super) fn read(
    document: &Document,
    tables: &[Cow<'_, Table>],
    lines: &[Line],
    plan: &Plan,
    schema: Option<&Schema>,
    notice: &mut Notice,
    regions: &mut Regions,
) {
    for range in &plan.sections {
        let section = &lines[range.clone()];
        if !section.iter().any(Line::is_row) {
            continue;
        }
        for part in parts::split(document, tables, section) {
            let family = schema.and_then(|schema| {
                schema.rosters.get(notice.rosters.len()).or_else(|| schema.rosters.last())
            });
            build::roster(document, tables, &section[part], family, notice, regions);
        }
    }
}
