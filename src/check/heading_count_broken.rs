//! MD205: the count in a heading and the rows below it disagree.

use super::{Check, Ctx, Sink};
use crate::model::ClaimPlace;
use crate::model::report::State;

pub(super) static CHECK: Check = check!("MD205" heading-count-broken: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for (claim, verdict) in ctx.notice().claims.iter().zip(&ctx.ledger.verdicts) {
        let (State::Broken, Some(found)) = (verdict.state, verdict.found) else { continue };
        let ClaimPlace::Heading { roster, group } = claim.place else { continue };
        let entries = &ctx.roster(roster).entries;
        // Entries are in the order of their groups.
        let after = entries.partition_point(|entry| entry.group <= Some(group));
        let last = entries[..after].last().filter(|entry| entry.group == Some(group));
        sink.find("", claim.span)
            .arg("declared", claim.declared)
            .arg("found", found)
            .arg("measure", &claim.measure)
            .related("last", last.map(|entry| entry.span));
    }
}
