//! MD203: the notice declares no count.

use super::{Check, Ctx, Sink};
use crate::model::report::ClaimSource;

pub(super) static CHECK: Check = check!("MD203" nothing-declared: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    let notice = ctx.notice();
    let Some(roster) = notice.rosters.first() else { return };
    let pinned = ctx.ledger.states.iter().any(|state| state.source == ClaimSource::Schema);
    let told = !ctx.ledger.tallies.is_empty() || !ctx.ledger.cells.is_empty();
    if !notice.claims.is_empty() || pinned || told {
        return;
    }
    let titles = [roster.title.as_ref(), notice.head.title.as_ref()];
    let place = titles.into_iter().flatten().next().map_or(roster.span, |title| title.span);
    let entries: usize = notice.rosters.iter().map(crate::model::Roster::rows).sum();
    sink.find("", place).arg("entries", entries);
}
