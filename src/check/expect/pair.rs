//! Pinned groups and those found, each with its own.

use super::ExpectFault;
use crate::model::Notice;
use crate::schema::{Expect, GroupPin, Pin, Schema};
use crate::text::fold;

type Group = (u32, u32);

/// A group of the notice, with its headings as they are compared.
struct Found {
    group: Group,
    heading: String,
    under: Vec<String>,
}

/// Pairs pinned groups with those found, by heading; what is left over at the same place on both
/// sides was renamed, anything else is missing or added.
pub(super) fn pair<'e>(
    notice: &Notice,
    schema: &Schema,
    expect: &'e Expect,
    counts: &[Vec<u64>],
    faults: &mut Vec<ExpectFault>,
) -> Vec<(&'e str, &'e Pin, Option<Group>)> {
    // A lock without groups pins that there are none.
    if expect.groups.is_empty() && !schema.lock {
        return Vec::new();
    }
    // Brackets and digits of another width are the same heading.
    let rosters = || (0..).zip(&notice.rosters);
    let found: Vec<Found> = rosters()
        .flat_map(|(r, roster)| {
            (0..).zip(&roster.groups).map(move |(g, group)| Found {
                group: (r, g),
                heading: fold::key(&group.heading),
                under: schema.under(r as usize, roster, group).into_iter().map(fold::key).collect(),
            })
        })
        .collect();
    let mut taken = vec![false; found.len()];
    let mut pairs: Vec<(&GroupPin, Option<usize>)> =
        expect.groups.iter().map(|pin| (pin, None)).collect();
    // The same heading may stand under several others: its own first.
    for own in [true, false] {
        for (pin, at) in pairs.iter_mut().filter(|(_, at)| at.is_none()) {
            let (wanted, under) = (fold::key(&pin.heading), plain(&pin.under));
            let fits = |i: &usize| {
                let here = &found[*i];
                !taken[*i] && here.heading == wanted && (!own || here.under == under)
            };
            *at = (0..found.len()).find(fits);
            if let Some(at) = *at {
                taken[at] = true;
            }
        }
    }
    order(&pairs, &found, faults);
    for i in 0..pairs.len() {
        if pairs[i].1.is_some() {
            continue;
        }
        // The place after the group before: taken by nobody, and not by what follows either.
        let before = pairs[..i].iter().rev().find_map(|pair| pair.1);
        let next = before.map_or(0, |at| at + 1);
        let expected = pairs[i].0.heading.clone();
        if next < found.len() && !taken[next] {
            taken[next] = true;
            pairs[i].1 = Some(next);
            faults.push(ExpectFault::Renamed { group: found[next].group, expected });
        } else {
            let entries = pairs[i].0.pin.entries;
            faults.push(ExpectFault::Missing { heading: expected, expected: entries });
        }
    }
    for (_, Found { group, .. }) in taken.iter().zip(&found).filter(|(taken, _)| !**taken) {
        let found = counts[group.0 as usize][group.1 as usize];
        faults.push(ExpectFault::Added { group: *group, found });
    }
    for (pin, at) in &pairs {
        let Some(here) = at.map(|at| &found[at]) else { continue };
        // Only a lock says by its silence that there is nothing above.
        if here.under != plain(&pin.under) && (schema.lock || !pin.under.is_empty()) {
            let (r, g) = here.group;
            let roster = &notice.rosters[r as usize];
            let above = schema.under(r as usize, roster, &roster.groups[g as usize]);
            let (expected, found) = (pin.under.join(" / "), above.join(" / "));
            faults.push(ExpectFault::Under { group: here.group, expected, found });
        }
    }
    let there = |(pin, at): (&'e GroupPin, Option<usize>)| {
        (pin.heading.as_str(), &pin.pin, at.map(|at| found[at].group))
    };
    pairs.into_iter().map(there).collect()
}

/// The first group that stands before one that is pinned before it. Where groups are gone, those of
/// the same name may have taken their places.
fn order(pairs: &[(&GroupPin, Option<usize>)], found: &[Found], faults: &mut Vec<ExpectFault>) {
    if pairs.iter().any(|pair| pair.1.is_none()) {
        return;
    }
    let turned = |pair: &&[(&GroupPin, Option<usize>)]| pair[0].1 > pair[1].1;
    if let Some([before, (_, Some(at))]) = pairs.windows(2).find(turned) {
        let before = before.0.heading.clone();
        faults.push(ExpectFault::Order { group: found[*at].group, before });
    }
}

fn plain(levels: &[String]) -> Vec<String> {
    levels.iter().map(|level| fold::key(level)).collect()
}
