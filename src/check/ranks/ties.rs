//! Numbers that are no serials: places by score, of which two may be the same, and those of an older
//! list, of which this one has some.

use crate::model::roster::Entry;
use crate::model::{Claim, ClaimPlace, Document, Group, Notice, Roster};
use crate::text::compact;

/// Headers of a place by score.
static PLACES: [&str; 4] = ["名次", "排名", "位次", "排名次序"];

/// Whether the numbers are places by score, equal ones shared and the next left out: 1, 2, 2, 4; or not left out, 1, 2, 2, 3,
/// where each other place has other numbers. Rows that share a place have the same numbers in the columns that hold numbers.
pub(super) fn are_places(
    document: &Document,
    notice: &Notice,
    roster: &Roster,
    entries: &[Entry],
) -> bool {
    let Some(serials) = roster.serial_column() else { return false };
    if !PLACES.contains(&roster.columns[serials].title.as_str()) {
        return false;
    }
    let first = entries.first().map_or(0, |entry| entry.span.start);
    let offset = roster.entries.partition_point(|entry| entry.span.start < first);
    let score = |entry: usize, column: usize| compact(&roster.cell(document, entry, column));
    let numbers = |column: &usize| {
        let all = offset..offset + entries.len();
        *column != serials
            && all.into_iter().all(|entry| score(entry, *column).parse::<f64>().is_ok())
    };
    let scores: Vec<usize> = (0..roster.columns.len()).filter(numbers).collect();
    let like = |entry: usize| {
        scores.iter().all(|column| score(entry, *column) == score(entry - 1, *column))
    };
    let (mut place, mut dense) = (0, !scores.is_empty());
    let sparse = (1..).zip(entries).enumerate().all(|(at, (due, entry))| {
        let Some(n) = entry.serial.value() else { return false };
        let shared = at > 0 && n == place && like(offset + at);
        place = n;
        shared || n == due
    });
    place = 0;
    dense &= !notice.rosters.iter().any(leaves_out);
    sparse
        || entries.iter().enumerate().all(|(at, entry)| {
            let Some(n) = entry.serial.value() else { return false };
            let shared = at > 0 && like(offset + at);
            dense &= n == place + u32::from(!shared);
            place = n;
            dense
        })
}

/// Whether a list leaves out the number behind a shared one: then all lists of the notice do.
fn leaves_out(roster: &Roster) -> bool {
    let value = |entry: &Entry| entry.serial.value();
    roster.entries.windows(3).any(|three| {
        let [a, b, c] = [value(&three[0]), value(&three[1]), value(&three[2])];
        a.is_some() && a == b && c == a.and_then(|a| a.checked_add(2))
    })
}

/// Whether the numbers are those of an older list: they go up with gaps, most of them, and the counts
/// of the headings, or of the whole, prove that no row is missing. Where they do not begin with 1, few
/// gaps do, if both prove it.
pub(super) fn are_proven(notice: &Notice, roster: &Roster) -> bool {
    let mut numbers = Vec::with_capacity(roster.entries.len());
    for entry in &roster.entries {
        let Some(n) = entry.serial.value() else { return false };
        numbers.push(n);
    }
    let steps = numbers.windows(2);
    if numbers.len() < 4 || !steps.clone().all(|pair| pair[1] > pair[0]) {
        return false;
    }
    let gaps = steps.clone().filter(|pair| pair[1] > pair[0].saturating_add(1)).count();
    let many = gaps * 3 >= steps.len() * 2;
    let own = notice.rosters.len() == 1;
    let of = |claim: &Claim| own || roster.span.contains(claim.span);
    let (whole, groups) = (is_counted(notice, roster, of), are_counted(notice, roster));
    (many && (whole || groups)) || (numbers[0] > 1 && whole && groups)
}

/// Whether a count of the whole, or those of all headings, are held by the rows.
pub(super) fn counts_prove(notice: &Notice, roster: &Roster) -> bool {
    is_counted(notice, roster, |claim| may_count(notice, roster, claim))
        || are_counted(notice, roster)
}

/// Whether a count may be of all rows of a roster: what a heading, a title or a note of another says is not, and
/// of what the letter says each count is of one roster.
fn may_count(notice: &Notice, roster: &Roster, claim: &Claim) -> bool {
    let at = claim.span.start;
    let own = |other: Option<&Roster>| other.is_none_or(|other| other.span == roster.span);
    let rosters = || notice.rosters.iter();
    match claim.place {
        ClaimPlace::Heading { roster: of, .. } => {
            roster.groups.len() == 1 && own(notice.rosters.get(of as usize))
        }
        ClaimPlace::Title if at < notice.annex_start => true,
        ClaimPlace::Title => own(rosters().find(|other| other.span.end > at)),
        ClaimPlace::Note => own(rosters().rfind(|other| other.span.start < at)),
        ClaimPlace::Body => {
            let rows = roster.entries.len();
            let equal = rosters().filter(|other| other.entries.len() == rows).count();
            let said =
                |claim: &&Claim| claim.place == ClaimPlace::Body && claim.declared == rows as u64;
            notice.claims.iter().filter(said).take(equal).count() == equal
        }
    }
}

/// Whether a claim declares as many rows as there are; `of`: whether it may speak of this roster.
fn is_counted(notice: &Notice, roster: &Roster, of: impl Fn(&Claim) -> bool) -> bool {
    let rows = roster.entries.len() as u64;
    notice.claims.iter().any(|claim| claim.declared == rows && of(claim))
}

/// Whether every row stands under one of several headings, each with as many rows as it declares.
fn are_counted(notice: &Notice, roster: &Roster) -> bool {
    let mut rows = vec![0u64; roster.groups.len()];
    for entry in &roster.entries {
        let Some(group) = entry.group else { return false };
        rows[group as usize] += 1;
    }
    let held = |(group, own): (&Group, &u64)| {
        let claim = group.claim.and_then(|claim| notice.claims.get(claim as usize));
        claim.is_some_and(|claim| claim.declared == *own)
    };
    rows.len() > 1 && roster.groups.iter().zip(&rows).all(held)
}
