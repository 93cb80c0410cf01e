//! MD203: the notice declares no count.

use super::{Check, Ctx, Of, Sink};
use crate::model::report::ClaimSource;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD203",
    name: "nothing-declared",
    level: Level::Note,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("nothing_declared.md"),
    page_zh: include_str!("nothing_declared.zh.md"),
};

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
