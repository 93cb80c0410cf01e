//! The rosters of the annexes that have table rows.

pub(super) mod across;
mod alone;
mod bare;
mod below;
mod bracketed;
mod build;
mod builder;
mod chapters;
pub(super) mod classed;
pub(super) mod columns;
mod cover;
pub(super) mod groups;
pub(super) mod header;
mod inner_serial;
mod led;
mod marks;
mod merged_header;
mod over;
pub(super) mod parts;
mod preamble;
mod rejoined;
mod rows;
pub(super) mod serial;
pub(super) mod shifted;
mod singles;
mod subtotals;
mod uppers;
pub(super) mod values;
pub(super) mod words;

use std::borrow::Cow;

use super::line::Line;
use super::regions::Regions;
use crate::model::notice::OddityKind;
use crate::model::{Document, Notice, Oddity, Table};
use crate::schema::Schema;

/// Reads the rosters of an annex that has table rows; a table with another header begins another
/// roster.
pub(super) fn read(
    document: &Document,
    tables: &[Cow<'_, Table>],
    section: &[Line],
    schema: Option<&Schema>,
    notice: &mut Notice,
    regions: &mut Regions,
) {
    for part in parts::split(document, tables, section) {
        let family = schema.and_then(|schema| {
            schema.rosters.get(notice.rosters.len()).or_else(|| schema.rosters.last())
        });
        let roster = Some(notice.rosters.len() as u32);
        build::roster(document, tables, &section[part.lines], family, notice, regions);
        let doubtful = part.doubtful.into_iter().map(|span| (span, "header"));
        let strange = part.strange.into_iter().map(|span| (span, "other-table"));
        for (span, why) in doubtful.chain(strange) {
            let kind = OddityKind::RosterUncertain { why };
            notice.oddities.push(Oddity { kind, span, roster });
        }
    }
}
