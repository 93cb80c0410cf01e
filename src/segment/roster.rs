//! The rosters of the annexes: each section with table rows becomes one.

mod build;
pub(super) mod columns;
pub(super) mod groups;
pub(super) mod header;
mod preamble;
mod rows;
pub(super) mod serial;
mod singles;
pub(super) mod words;

use super::annex::Plan;
use super::lines::Line;
use super::regions::Regions;
use crate::model::{Document, Notice};
use crate::schema::Schema;

/// Reads a roster from every annex that has table rows.
pub(super) fn read(
    document: &Document,
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
        let family = schema.and_then(|schema| {
            schema.rosters.get(notice.rosters.len()).or_else(|| schema.rosters.last())
        });
        build::roster(document, section, family, notice, regions);
    }
}
