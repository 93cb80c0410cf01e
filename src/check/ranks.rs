//! Serials held against 1, 2, 3 …: which one is odd, and in what way.
//!
//! Each run of serials (a group's, or the whole roster's) is first cut where it starts again, then
//! split into the longest increasing chain and the odd ones out. A chain's jump is a gap unless odd
//! rows stand in it; an odd row is a repeat, or out of order, or has no readable number. So each
//! lost, doubled, moved or misprinted row gives one fault.

use super::repeats::Repeats;
use crate::model::roster::Serial;
use crate::model::{Document, Entry, Notice, Roster, SerialRule};
use crate::text::{blank, numeral};

mod blocks;
mod chain;
mod classes;
mod doubled;
mod left_out;
mod lettered;
mod sections;
mod sort;
mod ties;

/// One fault of a serial, at an entry of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub roster: u32,
    pub entry: u32,
    pub kind: Kind,
}

/// What is wrong with the serial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Serials are missing before it. `previous` is the entry before the gap, none at the start.
    Gap { previous: Option<u32>, missing: Vec<u32>, count: u64 },
    /// Another entry has the same serial. `expected` if another number belongs here.
    Duplicate { first: u32, expected: Option<u32> },
    /// It stands where its number does not belong.
    Disorder { previous: Option<u32>, next: Option<u32>, expected: Option<u32> },
    /// The serials start again from here without a heading.
    Restart { previous: u32 },
    /// Something stands there that is no number.
    Unreadable { expected: Option<u32> },
    /// Nothing stands there, and exactly one number is missing.
    Blank { expected: u32 },
}

/// An entry with its readable serial.
#[derive(Clone, Copy, Debug)]
struct Item {
    entry: u32,
    serial: Serial,
}

/// Finds the faults of every roster that prints serials.
pub(super) fn find(document: &Document, notice: &Notice, repeats: &[Repeats]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut last = None;
    for (index, roster) in notice.rosters.iter().enumerate() {
        let repeats = &repeats[index];
        let begun = faults.len();
        let closed = left_out::close(roster);
        let roster = &*closed;
        let doubled = doubled::of(document, roster);
        let mut run = Run { roster: index as u32, repeats, doubled: &doubled, faults: &mut faults };
        match roster.serial {
            _ if sections::find(document, &mut run, roster) => {}
            SerialRule::None => {
                let kind = Kind::Unreadable { expected: None };
                let names = holds_names(document, roster).then_some(kind);
                run.faults.extend(names.map(|kind| Fault { roster: index as u32, entry: 0, kind }));
                run.faults.extend(lettered::fault(document, roster, index as u32));
            }
            _ if ties::are_proven(notice, roster) => {}
            SerialRule::PerGroup => {
                let classes = classes::run_on(roster);
                let together = |a: &Entry, b: &Entry| {
                    if classes {
                        classes::outer(roster, a) == classes::outer(roster, b)
                    } else {
                        a.group == b.group
                    }
                };
                for group in roster.entries.chunk_by(together) {
                    if ties::are_places(document, notice, roster, group) {
                        continue;
                    }
                    let first = offset(roster, group);
                    run.check(&items(first, group), 0);
                }
            }
            SerialRule::RunOn => {
                // A second roster may go on where the first one ended.
                let first = roster.entries.first().and_then(|entry| entry.serial.value());
                let base = last
                    .filter(|last: &u32| first == last.checked_add(1))
                    .or_else(|| goes_on_from(notice, roster))
                    .unwrap_or(0);
                last = roster.entries.last().and_then(|entry| entry.serial.value());
                if ties::are_places(document, notice, roster, &roster.entries) {
                    continue;
                }
                let entries = items(0, &roster.entries);
                let (mut from, mut base) = (0, base);
                for start in blocks::starts(document, roster) {
                    run.check(&entries[from..start], base);
                    (from, base) = (start, 0);
                }
                run.check(&entries[from..], base);
            }
        }
        left_out::open(&roster.left_out, &mut faults[begun..]);
        last = roster.entries.last().and_then(|entry| entry.serial.value());
    }
    faults
}

/// Whether words stand under 序号 and nothing else: the rows have lost their serials, and their cells moved left.
fn holds_names(document: &Document, roster: &Roster) -> bool {
    const LEAST: usize = 2;
    let Some(column) = roster.serial_column() else { return false };
    let words = |entry: usize| {
        let cell = roster.cell(document, entry, column);
        cell.chars().filter(|c| blank::is_han(*c)).count() > 1 && numeral::prefix(&cell).is_none()
    };
    let rows = roster.entries.len();
    // 案例一, 案例二 and 第一批, 第二批 are serials in words.
    let lead = |entry: usize| roster.cell(document, entry, column).trim().chars().next();
    rows >= LEAST
        && roster.columns[column].title == "序号"
        && (0..rows).all(words)
        && (1..rows).any(|entry| lead(entry) != lead(0))
}

/// The number before the first serial of a list that goes on from an earlier one, as the batches
/// of a register do: its serials have no gap, and its counts, or those of its headings, are held.
fn goes_on_from(notice: &Notice, roster: &Roster) -> Option<u32> {
    let first = roster.entries.first()?.serial.value().filter(|first| *first > 1)?;
    // One row alone is in no order.
    if roster.entries.len() < 2 {
        return None;
    }
    let least = roster.entries.iter().filter_map(|entry| entry.serial.value()).min()?;
    if numeral::begins_year(least) {
        return Some(least - 1);
    }
    let in_order = (first..).zip(&roster.entries).all(|(n, e)| e.serial.value() == Some(n));
    (in_order && ties::counts_prove(notice, roster)).then(|| first - 1)
}

/// Where serials start again, sorted.
pub(super) fn restarts(faults: &[Fault]) -> Vec<(u32, u32)> {
    let starts = faults.iter().filter(|fault| matches!(fault.kind, Kind::Restart { .. }));
    let mut starts: Vec<(u32, u32)> = starts.map(|fault| (fault.roster, fault.entry)).collect();
    starts.sort_unstable();
    starts
}

/// Index of the first entry of a chunk; chunks are slices of `entries`, in order.
fn offset(roster: &Roster, chunk: &[crate::model::Entry]) -> u32 {
    let start = roster.entries.partition_point(|entry| entry.span.start < chunk[0].span.start);
    start as u32
}

fn items(first: u32, entries: &[crate::model::Entry]) -> Vec<Item> {
    (first..).zip(entries).map(|(entry, e)| Item { entry, serial: e.serial }).collect()
}

/// What is needed to judge the serials of one roster.
struct Run<'r> {
    roster: u32,
    repeats: &'r Repeats,
    /// The numbers of entries that stand for several, in order of the entries.
    doubled: &'r [(u32, Vec<u32>)],
    faults: &'r mut Vec<Fault>,
}

impl Run<'_> {
    fn fault(&mut self, entry: u32, kind: Kind) {
        self.faults.push(Fault { roster: self.roster, entry, kind });
    }

    /// Judges serials that should go up from `base` + 1.
    fn check(&mut self, items: &[Item], base: u32) {
        let is_right = |(i, item): (usize, &Item)| {
            item.serial.value().map(u64::from) == Some(u64::from(base) + 1 + i as u64)
        };
        if items.iter().enumerate().all(is_right) || doubled::are_whole(self.doubled, items, base) {
            return;
        }
        let mut start = 0;
        let mut base = base;
        for (at, previous) in self.restarts(items) {
            sort::judge(self, &items[start..at], base);
            self.fault(items[at].entry, Kind::Restart { previous });
            (start, base) = (at, 0);
        }
        sort::judge(self, &items[start..], base);
    }

    /// Where serials start again: 1, 2 … after something else, or 2, 3, 4 or 3, 4, 5 in a row that
    /// breaks off another row (the heading and a row or two are lost). A single 1 is a misprint or
    /// a repeat, not a start. Gives the position and the entry before it.
    fn restarts(&self, items: &[Item]) -> Vec<(usize, u32)> {
        let read: Vec<(usize, u64)> = items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| Some((i, u64::from(item.serial.value()?))))
            .collect();
        let value = |i: usize| read.get(i).map(|r| r.1);
        let goes_up = |i: usize| Some(read[i].1 + 1) == value(i + 1);
        (1..read.len())
            .filter(|&i| {
                let at = read[i].1;
                let fresh = !self.repeats.is_repeat(items[read[i].0].entry);
                let starts = match at {
                    1 => goes_up(i),
                    2 | 3 => {
                        goes_up(i)
                            && goes_up(i + 1)
                            && i >= 2
                            && read[i - 1].1 > at
                            && goes_up(i - 2)
                    }
                    _ => false,
                };
                starts && fresh
            })
            .map(|i| (read[i].0, items[read[i - 1].0].entry))
            .collect()
    }
}

#[cfg(test)]
mod tests;
