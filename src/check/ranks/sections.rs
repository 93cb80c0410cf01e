//! Serials of two numbers, `1-1`, `1-2`, `2-1`: the second counts within the first.

use foldhash::fast::FixedState;
use std::collections::HashMap;

use super::chain::longest;
use super::{Kind, Run};
use crate::model::{Document, Roster};
use crate::text::{compact, numeral};

/// Fewest rows that show that they count.
const LEAST: usize = 3;

/// Most missing numbers that are named.
const NAMED: u32 = 8;

/// Finds what such serials leave out or have twice. Only where all rows have one and most follow the one above;
/// whether that is so.
pub(super) fn find(document: &Document, run: &mut Run<'_>, roster: &Roster) -> bool {
    let Some(column) = roster.serial_column().filter(|_| roster.entries.len() >= LEAST) else {
        return false;
    };
    // Nearly all serials are plain numbers.
    if roster.entries[0].serial.value().is_some() {
        return false;
    }
    let read = |entry| numeral::section(&compact(&roster.cell(document, entry, column)));
    let Some(serials) = (0..roster.entries.len()).map(read).collect::<Option<Vec<_>>>() else {
        return false;
    };
    let follows = |pair: &&[(u32, u32)]| {
        let ((above, last), (of, n)) = (pair[0], pair[1]);
        (of == above && last.checked_add(1) == Some(n)) || (of > above && n == 1)
    };
    let right = serials.windows(2).filter(follows).count();
    if right * 2 < serials.len() - 1 || !serials.iter().any(|(_, n)| *n == 1) {
        return false;
    }
    let mut seen: HashMap<(u32, u32), usize, FixedState> = HashMap::default();
    let in_order = in_order(&serials, &|entry: usize| roster.entries[entry].group);
    for (entry, own) in serials.iter().enumerate() {
        let at = entry as u32;
        if let Some(first) = seen.insert(*own, entry) {
            run.fault(at, Kind::Duplicate { first: first as u32, expected: None });
        } else if !in_order[entry] {
            let next = (entry + 1 < serials.len()).then_some(at + 1);
            run.fault(at, Kind::Disorder { previous: at.checked_sub(1), next, expected: None });
        }
    }
    let mut above: Option<(u32, u32)> = None;
    for (entry, own) in serials.iter().enumerate() {
        let last = above.filter(|above| above.0 == own.0).map_or(0, |above| above.1);
        above = Some(*own);
        // What stands elsewhere is in disorder, and not missing.
        let missing = (last + 1..own.1).take(NAMED as usize + 1);
        let missing: Vec<u32> = missing.filter(|n| !seen.contains_key(&(own.0, *n))).collect();
        if !missing.is_empty() {
            let count = u64::from(own.1 - last - 1);
            let previous = (entry as u32).checked_sub(1).filter(|_| last > 0);
            let missing = if missing.len() > NAMED as usize { Vec::new() } else { missing };
            run.fault(entry as u32, Kind::Gap { previous, missing, count });
        }
    }
    true
}

/// Which rows stand in order: each section in one piece, its rows going up. Sections themselves stand in any order, each
/// where its first row does. Where that does not hold of the whole, classes may run on through the headings: each section
/// is in one piece within its group, and its rows go up from group to group.
fn in_order(serials: &[(u32, u32)], group: &dyn Fn(usize) -> Option<u32>) -> Vec<bool> {
    let whole = in_pieces(serials);
    let groups: Vec<usize> = (0..serials.len()).collect();
    let pieces: Vec<&[usize]> = groups.chunk_by(|a, b| group(*a) == group(*b)).collect();
    if pieces.len() < 2 || whole.iter().all(|own| *own) {
        return whole;
    }
    let mut own: Vec<bool> = pieces
        .iter()
        .flat_map(|piece| in_pieces(&serials[piece[0]..=piece[piece.len() - 1]]))
        .collect();
    let mut sections: HashMap<u32, Vec<usize>, FixedState> = HashMap::default();
    for (entry, (of, _)) in serials.iter().enumerate() {
        sections.entry(*of).or_default().push(entry);
    }
    for rows in sections.values() {
        let numbers: Vec<(u32, u32)> = rows.iter().map(|entry| serials[*entry]).collect();
        for (entry, right) in rows.iter().zip(in_pieces(&numbers)) {
            own[*entry] &= right;
        }
    }
    own
}

fn in_pieces(serials: &[(u32, u32)]) -> Vec<bool> {
    let mut sections: HashMap<u32, u32, FixedState> = HashMap::default();
    let mut keys = Vec::with_capacity(serials.len());
    for (of, n) in serials {
        let due = sections.len() as u32;
        keys.push((*sections.entry(*of).or_insert(due), *n));
    }
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |key: &(u32, u32)| sorted.partition_point(|other| other < key) as u32 + 1;
    longest(&keys.iter().map(rank).collect::<Vec<u32>>())
}
