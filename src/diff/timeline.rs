//! A series of rosters: when each entry came, went, was renamed or moved.

use std::collections::HashMap;

use serde::Serialize;

use super::change::{Diff, Kind};
use super::lineage::Reason;
use super::sheet::Hints;
use super::side::Side;
use crate::gazetteer::Gazetteer;
use crate::text::fold;

/// A series, entry by entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Timeline {
    /// The rosters, in the order given.
    pub editions: Vec<Edition>,
    /// Every entry that any of them has, in the order in which they first appear.
    pub entries: Vec<Track>,
}

/// One roster of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// Its name, as given.
    pub name: String,
    /// Its date.
    pub date: Option<String>,
    /// How many entries.
    pub entries: usize,
    /// Changes against the edition before, by kind.
    pub summary: Vec<(&'static str, usize)>,
}

/// One entry through a series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Track {
    /// Its last name.
    pub name: String,
    /// Its last group.
    pub group: Vec<String>,
    /// Per edition its ordinal there, from 1.
    pub at: Vec<Option<usize>>,
    /// What happened to it after it first appeared in the first edition.
    pub events: Vec<Event>,
}

/// Something that happened to an entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// In which edition it shows, from 1.
    pub edition: usize,
    /// What.
    pub kind: EventKind,
    /// Before: a name or a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// After.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Why, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// What happens to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// It came in.
    Entered,
    /// It is gone.
    Left,
    /// It came back under the name it left with.
    Returned,
    /// It has another name.
    Renamed,
    /// It is in another group.
    Moved,
}

impl EventKind {
    /// Every kind, in order.
    pub const ALL: [Self; 5] =
        [Self::Entered, Self::Left, Self::Returned, Self::Renamed, Self::Moved];

    /// The word used in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
            Self::Returned => "returned",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
        }
    }
}

/// Compares each roster with the one before and follows the entries through all of them.
pub fn timeline(sides: &[Side], gazetteer: &Gazetteer, hints: &Hints) -> Timeline {
    let mut line = Timeline::default();
    let mut track_of: Vec<usize> = Vec::new();
    for (edition, side) in sides.iter().enumerate() {
        let diff = edition.checked_sub(1).and_then(|at| sides.get(at)).map(|old| {
            let diff = super::diff(old, side, gazetteer, hints);
            (old, diff)
        });
        line.editions.push(Edition {
            name: side.name.clone(),
            date: side.fact("date").map(ToOwned::to_owned),
            entries: side.rows.len(),
            summary: diff.as_ref().map_or(Vec::new(), |(_, diff)| diff.summary()),
        });
        track_of = match diff {
            None => (0..side.rows.len()).map(|at| line.begin(side, at, 0, sides.len())).collect(),
            Some((old, diff)) => line.follow(old, side, &diff, edition, &track_of, sides.len()),
        };
    }
    line
}

impl Timeline {
    /// How many events of each kind there are.
    pub fn summary(&self) -> Vec<(&'static str, usize)> {
        let events = || self.entries.iter().flat_map(|track| &track.events);
        EventKind::ALL
            .into_iter()
            .map(|kind| (kind.name(), events().filter(|event| event.kind == kind).count()))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// Entries to which something happened.
    pub fn eventful(&self) -> impl Iterator<Item = &Track> {
        self.entries.iter().filter(|track| !track.events.is_empty())
    }

    fn begin(&mut self, side: &Side, row: usize, edition: usize, editions: usize) -> usize {
        let mut at = vec![None; editions];
        at[edition] = Some(row + 1);
        let row = &side.rows[row];
        let group = side.path(row).to_vec();
        let events = Vec::new();
        self.entries.push(Track { name: row.name.value.clone(), group, at, events });
        self.entries.len() - 1
    }

    /// Takes every entry one edition on; gives back the track of each new row.
    fn follow(
        &mut self,
        old: &Side,
        new: &Side,
        diff: &Diff,
        edition: usize,
        track_of: &[usize],
        editions: usize,
    ) -> Vec<usize> {
        let mut next: Vec<Option<usize>> = vec![None; new.rows.len()];
        for (row, to) in diff.pairs.iter().enumerate() {
            let track = track_of[row];
            match to {
                Some(to) => {
                    let to = *to as usize;
                    next[to] = Some(track);
                    let entry = &mut self.entries[track];
                    entry.at[edition] = Some(to + 1);
                    entry.name.clone_from(&new.rows[to].name.value);
                    entry.group = new.path(&new.rows[to]).to_vec();
                }
                None => self.note(track, edition, EventKind::Left),
            }
        }
        self.renames(old, new, diff, edition, &next);
        // Who left earlier may come back: under one name only, and only if that was one entry's.
        let mut gone: HashMap<String, Option<usize>> = HashMap::new();
        for (track, entry) in self.entries.iter().enumerate() {
            if entry.at[edition].is_none() && entry.at[edition - 1].is_none() {
                let key = fold::loose(&entry.name);
                gone.entry(key).and_modify(|track| *track = None).or_insert(Some(track));
            }
        }
        let place = |(row, track): (usize, Option<usize>)| {
            if let Some(track) = track {
                return track;
            }
            let key = fold::loose(&new.rows[row].name.value);
            if let Some(Some(track)) = gone.remove(&key) {
                self.entries[track].at[edition] = Some(row + 1);
                self.note(track, edition, EventKind::Returned);
                return track;
            }
            let track = self.begin(new, row, edition, editions);
            self.note(track, edition, EventKind::Entered);
            track
        };
        next.into_iter().enumerate().map(place).collect()
    }

    fn note(&mut self, track: usize, edition: usize, kind: EventKind) {
        let event = Event { edition: edition + 1, kind, old: None, new: None, reason: None };
        self.entries[track].events.push(event);
    }

    fn renames(
        &mut self,
        old: &Side,
        new: &Side,
        diff: &Diff,
        edition: usize,
        next: &[Option<usize>],
    ) {
        for change in &diff.changes {
            let kind = match change.kind {
                Kind::Renamed => EventKind::Renamed,
                Kind::Moved => EventKind::Moved,
                _ => continue,
            };
            let alone = [(change.old_entry, change.new_entry)];
            let rows = change.rows.iter().map(|row| (row.old_entry, row.new_entry));
            for (from, to) in rows.chain(alone) {
                let (Some(from), Some(to)) = (from, to) else { continue };
                let Some(Some(track)) = next.get(to - 1) else { continue };
                let (a, b) = (&old.rows[from - 1], &new.rows[to - 1]);
                let (before, after) = match kind {
                    EventKind::Renamed => (a.name.value.clone(), b.name.value.clone()),
                    _ => (super::headings::shown(old.path(a)), super::headings::shown(new.path(b))),
                };
                self.entries[*track].events.push(Event {
                    edition: edition + 1,
                    kind,
                    old: Some(before),
                    new: Some(after),
                    reason: change.reason.clone(),
                });
            }
        }
    }
}
