//! Numbers that are no serials: places by score, of which two may be the same, and those of an older
//! list, of which this one has some.

use crate::model::roster::Entry;
use crate::model::{Claim, Document, Notice, Role, Roster};
use crate::text::compact;

/// Headers of a place by score.
static PLACES: [&str; 4] = ["名次", "排名", "位次", "排名次序"];

/// Whether the numbers are places by score, equal ones shared and the next left out: 1, 2, 2, 4. Rows
/// that share a place have the same numbers in the columns that hold numbers.
pub(super) fn are_places(document: &Document, roster: &Roster, entries: &[Entry]) -> bool {
    let Some(column) = roster.serial_column() else { return false };
    if !PLACES.contains(&roster.columns[column].title.as_str()) {
        return false;
    }
    let first = entries.first().map_or(0, |entry| entry.span.start);
    let offset = roster.entries.partition_point(|entry| entry.span.start < first);
    let scores: Vec<usize> =
        (0..roster.columns.len()).filter(|c| roster.columns[*c].role == Role::Number).collect();
    let score = |entry: usize, column: usize| compact(&roster.cell(document, entry, column));
    let mut place = 0;
    (1..).zip(entries).enumerate().all(|(at, (due, entry))| {
        let Some(n) = entry.serial.value() else { return false };
        let entry = offset + at;
        let shared = at > 0
            && n == place
            && scores.iter().all(|column| score(entry, *column) == score(entry - 1, *column));
        place = n;
        shared || n == due
    })
}

/// Whether the numbers are those of an older list: they go up with gaps, most of them, and the counts
/// of the headings, or of the whole, prove that no row is missing.
pub(super) fn are_proven(notice: &Notice, roster: &Roster) -> bool {
    let mut numbers = Vec::with_capacity(roster.entries.len());
    for entry in &roster.entries {
        let Some(n) = entry.serial.value() else { return false };
        numbers.push(n);
    }
    let steps = numbers.windows(2);
    let gaps = steps.clone().filter(|pair| pair[1] > pair[0].saturating_add(1)).count();
    if numbers.len() < 4
        || gaps * 3 < steps.len() * 2
        || !steps.clone().all(|pair| pair[1] > pair[0])
    {
        return false;
    }
    let own = notice.rosters.len() == 1;
    counts_prove(notice, roster, |claim| own || roster.span.contains(claim.span))
}

/// Whether a count of the whole, or those of all headings, are held by the rows. `of`: whether a claim
/// may speak of this roster.
pub(super) fn counts_prove(notice: &Notice, roster: &Roster, of: impl Fn(&Claim) -> bool) -> bool {
    let rows = roster.entries.len() as u64;
    let whole = notice.claims.iter().any(|claim| claim.declared == rows && of(claim));
    let held = |(index, group): (usize, &crate::model::Group)| {
        let own = roster.entries.iter().filter(|entry| entry.group == Some(index as u32)).count();
        let claim = group.claim.and_then(|claim| notice.claims.get(claim as usize));
        claim.is_some_and(|claim| claim.declared == own as u64)
    };
    let grouped = roster.groups.len() > 1
        && roster.groups.len() <= MOST_GROUPS
        && roster.entries.iter().all(|entry| entry.group.is_some())
        && roster.groups.iter().enumerate().all(held);
    whole || grouped
}

/// Beyond so many groups the headings are not counted.
const MOST_GROUPS: usize = 400;
