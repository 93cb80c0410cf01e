//! What a schema pins for one notice: counts, fingerprints of rows, and of a lock all that there is.

mod head;
mod pair;

use crate::model::report::{ClaimSource, ClaimState, State};
use crate::model::{Document, Notice, OddityKind, Roster};
use crate::schema::{Expect, Pin, Schema, distinct, fingerprint};
use crate::text::fold;

pub(super) use head::Fact;
use pair::pair;

/// A pinned count or group that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ExpectFault {
    /// A lock is of another notice.
    Other { expected: String },
    /// Nothing is pinned for this notice, but for others.
    Unbound { pinned: Vec<String> },
    /// A fact of the notice's head.
    Head { fact: Fact, expected: String, found: String },
    /// A roster's printed headers are not there, or not all, or in another order.
    Header { roster: u32, expected: String, found: String },
    /// A roster bears another title than is pinned.
    Title { roster: u32, expected: String, found: String },
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
    /// A group stands under other headings.
    Under { group: (u32, u32), expected: String, found: String },
    /// A group stands before one that is pinned before it.
    Order { group: (u32, u32), before: String },
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
            Self::Entries { .. }
            | Self::Level { .. }
            | Self::Missing { .. }
            | Self::Other { .. }
            | Self::Unbound { .. }
            | Self::Head { .. } => None,
            Self::Group { group, .. }
            | Self::Under { group, .. }
            | Self::Order { group, .. }
            | Self::Renamed { group, .. }
            | Self::Added { group, .. }
            | Self::Rows { group } => Some(group.0),
            Self::Roster { roster, .. }
            | Self::RosterRows { roster }
            | Self::Title { roster, .. }
            | Self::Header { roster, .. } => Some(*roster),
        }
    }
}

/// What is held against a schema's pins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'a> {
    /// Those that the cells of each roster lie in.
    pub documents: &'a [&'a Document],
    /// The notice, or the tables of its dataset as one.
    pub notice: &'a Notice,
    /// Entries of each group of each roster.
    pub counts: &'a [Vec<u64>],
    /// Whether it is the notice itself: a table does not say all that a notice says.
    pub whole: bool,
}

/// Holds everything that the schema pins for the notice against its rows.
pub(super) fn hold(held: Held<'_>, schema: &Schema) -> (Vec<ClaimState>, Vec<ExpectFault>) {
    let Held { documents, notice, counts, whole } = held;
    let Some(expect) = schema.expect_for(notice) else {
        // That a family pins nothing for this issue is no fault, but the reader must not think it held.
        let pinned: Vec<String> = schema.expect.iter().filter_map(head::name).collect();
        let unbound = whole && !pinned.is_empty() && !notice.rosters.is_empty();
        return (Vec::new(), Vec::from_iter(unbound.then_some(ExpectFault::Unbound { pinned })));
    };
    let mut facts = Vec::new();
    if schema.lock {
        facts = head::hold(notice, schema, expect, whole);
        if matches!(facts.as_slice(), [ExpectFault::Other { .. }]) {
            return (Vec::new(), facts);
        }
    }
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
    for (heading, pin, group) in pair(notice, schema, expect, counts, &mut faults) {
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
    if schema.lock && whole {
        let rosters = (0..).zip(&notice.rosters);
        faults.extend(rosters.filter_map(|(r, roster)| header(r, roster, notice, schema)));
        let titles = (0..).zip(notice.rosters.iter().zip(&expect.titles));
        faults.extend(titles.filter_map(|(r, (roster, expected))| title(r, roster, expected)));
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
    facts.append(&mut faults);
    (states, facts)
}

/// A roster whose title is not the one that is pinned: 合格企业名单 that has become 不合格企业名单.
fn title(roster: u32, of: &Roster, expected: &str) -> Option<ExpectFault> {
    let found = of.title.as_ref().map(|title| title.value.as_str()).unwrap_or_default();
    let (expected, found) = (expected.to_owned(), found.to_owned());
    (fold::key(&expected) != fold::key(&found)).then_some(ExpectFault::Title {
        roster,
        expected,
        found,
    })
}

/// A roster whose header is not the one that is pinned: its columns are read by their values then, or by
/// nothing but the lock. A header of which a part is known has its own finding where a table prints it.
fn header(r: u32, roster: &Roster, notice: &Notice, schema: &Schema) -> Option<ExpectFault> {
    let pinned = &schema.rosters.get(r as usize)?.columns;
    let told = notice.oddities.iter().any(|oddity| {
        oddity.roster == Some(r)
            && matches!(
                oddity.kind,
                OddityKind::HeaderChanged { first: None, .. } | OddityKind::HeaderUnknown
            )
    });
    let same = pinned.len() == roster.columns.len()
        && pinned.iter().zip(&roster.columns).all(|(pinned, column)| {
            let header = column.header.is_some() || pinned.header.is_empty();
            header && fold::key(&pinned.header) == fold::key(&column.title)
        });
    let expected: Vec<&str> = pinned.iter().map(|column| column.header.as_str()).collect();
    let printed = roster.columns.iter().filter(|column| column.header.is_some());
    let found: Vec<&str> = printed.map(|column| column.title.as_str()).collect();
    let (named, expected) = (expected.iter().any(|h| !h.is_empty()), expected.join(" | "));
    let fault = ExpectFault::Header { roster: r, expected, found: found.join(" | ") };
    (named && !same && !told).then_some(fault)
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
