//! The rosters of the annexes: each section with table rows becomes one.

mod build;
mod columns;
mod groups;
mod header;
mod preamble;
mod rows;
mod serial;
mod singles;
mod words;

use super::annex::{self, Plan};
use super::lines::Line;
use super::regions::Regions;
use crate::model::{Document, Notice, RegionRole};
use crate::schema::Schema;

/// Reads a roster from every annex that has table rows; the text of the others counts as prose.
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
            for line in section.iter().filter(|line| !line.is_furniture()) {
                let marked = annex::mark(document.slice(line.span)).is_some();
                let role = if marked { RegionRole::Heading } else { RegionRole::Prose };
                regions.add(line.span, role);
            }
            continue;
        }
        let family = schema.and_then(|schema| {
            schema.rosters.get(notice.rosters.len()).or_else(|| schema.rosters.last())
        });
        build::roster(document, section, family, notice, regions);
    }
}
