//! MD202: counts that the rows cannot confirm, and groups whose count stands nowhere.

use super::{Check, Ctx, Sink};
use crate::model::Relation;
use crate::model::report::State;

pub(super) static CHECK: Check = check!("MD202" claim-unverifiable: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    let notice = ctx.notice();
    if notice.rosters.is_empty() {
        return;
    }
    for (claim, verdict) in notice.claims.iter().zip(&ctx.ledger.verdicts) {
        if verdict.state != State::Unverifiable {
            continue;
        }
        let key = if claim.relation == Relation::Delta { "delta" } else { "" };
        sink.find(key, claim.span)
            .arg("declared", claim.declared)
            .arg("measure", &claim.measure)
            .arg("about", &claim.about);
    }
    for tally in ctx.ledger.tallies.iter().filter(|tally| tally.state == State::Unverifiable) {
        sink.find("tally", tally.span).arg("declared", tally.declared).arg("about", &tally.about);
    }
    // Where nothing at all is declared, MD203 says so.
    let Some((roster, group)) = ctx.ledger.undeclared.first().copied() else { return };
    if notice.claims.is_empty() {
        return;
    }
    let heading =
        |(roster, group): &(u32, u32)| ctx.roster(*roster).groups[*group as usize].heading.as_str();
    sink.find("groups", ctx.roster(roster).groups[group as usize].span)
        .arg("count", ctx.ledger.undeclared.len())
        .list("groups", ctx.ledger.undeclared.iter().map(heading));
}
