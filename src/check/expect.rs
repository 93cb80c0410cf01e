//! What a schema pins for one notice: counts, and fingerprints of rows.

use crate::model::report::{ClaimSource, ClaimState, State};
use crate::model::{Document, Notice};
use crate::schema::{Expect, Pin, distinct, fingerprint};

/// A pinned count or group that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ExpectFault {
    /// Entries of all rosters.
    Entries { expected: u64, found: u64 },
    /// Different values of a level.
    Level { name: String, expected: u64, found: u64 },
    /// Entries of a group (roster, group).
    Group { group: (u32, u32), expected: u64, found: u64 },
    /// A pinned group that is not there.
    Missing { heading: String, expected: u64 },
    /// A group stands where another name is pinned.
    Renamed { group: (u32, u32), expected: String },
    /// A group that is not pinned.
    Added { group: (u32, u32), found: u64 },
    /// As many rows of a group as pinned, but not those.
    Rows { group: (u32, u32) },
    /// Entries of a roster.
    Roster { roster: u32, expected: u64, found: u64 },
    /// As many rows of a roster as pinned, but not those.
    RosterRows { roster: u32 },
}

impl ExpectFault {
    /// The roster whose rows or headings it is about; none where it is about the notice.
    pub(super) fn roster(&self) -> Option<u32> {
        match self {
            Self::Entries { .. } | Self::Level { .. } | Self::Missing { .. } => None,
            Self::Group { group, .. }
            | Self::Renamed { group, .. }
            | Self::Added { group, .. }
            | Self::Rows { group } => Some(group.0),
            Self::Roster { roster, .. } | Self::RosterRows { roster } => Some(*roster),
        }
    }
}

/// Holds everything that is pinned against the rows. `documents` are those that the cells of each
/// roster lie in.
pub(super) fn hold(
    documents: &[&Document],
    notice: &Notice,
    expect: &Expect,
    counts: &[Vec<u64>],
) -> (Vec<ClaimState>, Vec<ExpectFault>) {
    let mut states = Vec::new();
    let mut faults = Vec::new();
    let state = |about: &str, expected: u64, found: u64| ClaimState {
        about: about.to_owned(),
        declared: Some(expected),
        found: Some(found),
        state: if expected == found { State::Held } else { State::Broken },
        by: None,
        source: ClaimSource::Schema,
        span: None,
    };
    let all: u64 = notice.rosters.iter().map(|roster| roster.entries.len() as u64).sum();
    if let Some(expected) = expect.entries {
        states.push(state("entries", expected, all));
    }
    let total = states.len();
    let mut levels = Vec::new();
    for (heading, pin, group) in pair(notice, expect, counts, &mut faults) {
        let expected = pin.entries;
        let found = group.map_or(0, |(r, g)| counts[r as usize][g as usize]);
        let span = group.map(|(r, g)| notice.rosters[r as usize].groups[g as usize].span);
        states.push(ClaimState { span, ..state(heading, expected, found) });
        if let Some(group) = group.filter(|_| expected != found) {
            faults.push(ExpectFault::Group { group, expected, found });
        } else if let Some((r, g)) = group
            && let Some(rows) = &pin.rows
            && *rows != fingerprint(documents[r as usize], &notice.rosters[r as usize], Some(g))
        {
            faults.push(ExpectFault::Rows { group: (r, g) });
        }
    }
    if faults.is_empty() {
        rosters(documents, notice, expect, &mut faults);
    }
    let lost = |fault: &ExpectFault| {
        use ExpectFault::{Added, Missing, Renamed};
        matches!(fault, Missing { .. } | Renamed { .. } | Added { .. })
    };
    let groups_are_there = !faults.iter().any(lost);
    for (name, expected) in &expect.levels {
        let found = distinct(notice, name);
        levels.push(state(name, *expected, found));
        // A group lost or added already says why a level has another number of values.
        if *expected != found && groups_are_there {
            faults.push(ExpectFault::Level { name: name.clone(), expected: *expected, found });
        }
    }
    states.splice(total..total, levels);
    // The total says nothing new where groups or rosters are pinned and one is already at fault.
    if let Some(expected) = expect.entries.filter(|expected| *expected != all)
        && faults.iter().all(|fault| matches!(fault, ExpectFault::Level { .. }))
    {
        faults.push(ExpectFault::Entries { expected, found: all });
    }
    (states, faults)
}

/// Holds the pinned rosters against those found. Their groups say more where they are at fault, so
/// this is asked only where none is.
fn rosters(
    documents: &[&Document],
    notice: &Notice,
    expect: &Expect,
    faults: &mut Vec<ExpectFault>,
) {
    if expect.rosters.is_empty() {
        return;
    }
    let nothing = Pin::default();
    for r in 0..expect.rosters.len().max(notice.rosters.len()) {
        let pin = expect.rosters.get(r).unwrap_or(&nothing);
        let (roster, document) = (notice.rosters.get(r), documents.get(r));
        let found = roster.map_or(0, |roster| roster.entries.len() as u64);
        let (number, expected) = (r as u32, pin.entries);
        if found != expected {
            faults.push(ExpectFault::Roster { roster: number, expected, found });
        } else if let (Some(roster), Some(document), Some(rows)) = (roster, document, &pin.rows)
            && *rows != fingerprint(document, roster, None)
        {
            faults.push(ExpectFault::RosterRows { roster: number });
        }
    }
}

type Group = (u32, u32);

/// Pairs pinned groups with those found, by heading; what is left over at the same place on both
/// sides was renamed, anything else is missing or added.
fn pair<'e>(
    notice: &Notice,
    expect: &'e Expect,
    counts: &[Vec<u64>],
    faults: &mut Vec<ExpectFault>,
) -> Vec<(&'e str, &'e Pin, Option<Group>)> {
    if expect.groups.is_empty() {
        return Vec::new();
    }
    // Brackets and digits of another width are the same heading.
    let plain = crate::text::fold::key;
    let found: Vec<(Group, String)> = (0..)
        .zip(&notice.rosters)
        .flat_map(|(r, roster)| {
            (0..).zip(&roster.groups).map(move |(g, group)| ((r, g), plain(&group.heading)))
        })
        .collect();
    let mut taken = vec![false; found.len()];
    let mut pairs: Vec<(&str, &Pin, Option<usize>)> = Vec::new();
    for (heading, pin) in &expect.groups {
        let wanted = plain(heading);
        let at = (0..found.len()).find(|i| !taken[*i] && found[*i].1 == wanted);
        if let Some(at) = at {
            taken[at] = true;
        }
        pairs.push((heading, pin, at));
    }
    for i in 0..pairs.len() {
        if pairs[i].2.is_some() {
            continue;
        }
        // The place after the group before: taken by nobody, and not by what follows either.
        let before = pairs[..i].iter().rev().find_map(|pair| pair.2);
        let next = before.map_or(0, |at| at + 1);
        let (heading, pin, _) = pairs[i];
        if next < found.len() && !taken[next] {
            taken[next] = true;
            pairs[i].2 = Some(next);
            let expected = heading.to_owned();
            faults.push(ExpectFault::Renamed { group: found[next].0, expected });
        } else {
            faults
                .push(ExpectFault::Missing { heading: heading.to_owned(), expected: pin.entries });
        }
    }
    for (_, (group, _)) in taken.iter().zip(&found).filter(|(taken, _)| !**taken) {
        let found = counts[group.0 as usize][group.1 as usize];
        faults.push(ExpectFault::Added { group: *group, found });
    }
    pairs.into_iter().map(|(h, n, at)| (h, n, at.map(|at| found[at].0))).collect()
}
