//! MD201: a declared count and the rows disagree.

use super::{Check, Ctx, Sink};
use crate::model::report::State;
use crate::model::roster::Entry;
use crate::model::{ClaimPlace, Relation, Span};

pub(super) static CHECK: Check = check!("MD201" claim-broken: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for (claim, verdict) in ctx.notice().claims.iter().zip(&ctx.ledger.verdicts) {
        let (State::Broken, Some(found)) = (verdict.state, verdict.found) else { continue };
        if matches!(claim.place, ClaimPlace::Heading { .. }) {
            continue;
        }
        let key = match (claim.relation, claim.about.is_empty(), verdict.groups.len()) {
            (Relation::ClassesOf(_), _, _) => "classes",
            (_, true, _) => "plain",
            (_, false, 0 | 1) => "",
            (_, false, _) => "groups",
        };
        let groups = verdict.groups.iter().map(|(roster, group)| {
            let heading = &ctx.roster(*roster).groups[*group as usize].heading;
            match key {
                "classes" => heading.clone(),
                _ => format!("{heading}: {}", ctx.ledger.counts[*roster as usize][*group as usize]),
            }
        });
        let only = match verdict.groups[..] {
            [(roster, group)] => Some(ctx.roster(roster).groups[group as usize].span),
            _ => None,
        };
        sink.find(key, claim.span)
            .arg("declared", claim.declared)
            .arg("found", found)
            .arg("measure", &claim.measure)
            .arg("about", &claim.about)
            .list("groups", groups)
            .related("group", only)
            .related("last", last_counted(ctx, verdict, found));
    }
    // Tables of counts beside the list.
    for tally in ctx.ledger.tallies.iter().filter(|tally| tally.state == State::Broken) {
        sink.find("tally", tally.span)
            .arg("declared", tally.declared)
            .arg("found", tally.found.unwrap_or_default())
            .arg("about", &tally.about);
    }
    // Cells that count the rows beside them.
    for cell in ctx.ledger.cells.iter().filter(|cell| cell.declared != cell.found) {
        sink.find("cell", cell.span)
            .arg("declared", cell.declared)
            .arg("found", cell.found)
            .arg("about", &cell.about);
    }
}

/// The last row that was counted: of the last group, or of the only roster where it has so many rows.
fn last_counted(ctx: &Ctx, verdict: &super::claims::Verdict, found: u64) -> Option<Span> {
    let last = |entries: &[Entry]| entries.last().map(|entry| entry.span);
    if let Some((roster, group)) = verdict.groups.last() {
        let entries = &ctx.roster(*roster).entries;
        // Entries are in the order of their groups.
        let after = entries.partition_point(|entry| entry.group <= Some(*group));
        return last(&entries[..after])
            .filter(|_| after > 0 && entries[after - 1].group == Some(*group));
    }
    // Another list may have as many rows, and other rows may have been counted.
    let [roster] = &ctx.notice().rosters[..] else { return None };
    last(&roster.entries).filter(|_| roster.entries.len() as u64 == found)
}
