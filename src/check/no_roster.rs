//! MD130: no roster was found.

use super::{Check, Ctx, Of, Sink, announced};
use crate::model::OddityKind;
use crate::model::report::{ClaimState, Level, State};

pub(super) static CHECK: Check = Check {
    code: "MD130",
    name: "no-roster",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("no_roster.md"),
    page_zh: include_str!("no_roster.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::NoRoster {
            sink.find("", oddity.span);
            return;
        }
    }
    if !ctx.whole {
        return;
    }
    let lists = announced::find(ctx.document, ctx.notice());
    let found = lists.iter().any(|list| list.found);
    for list in &lists {
        if let Some(span) = list.lost {
            sink.find("annex", span).arg("title", &list.title);
        } else if found && !list.found && !counted(ctx, &list.title) {
            // It may be a file of its own.
            let at = list.line;
            sink.find("annex-missing", at).level(Level::Warning).arg("title", &list.title);
        }
    }
}

/// Whether a count of the list that is not there says so already.
fn counted(ctx: &Ctx, title: &str) -> bool {
    let of = |claim: &ClaimState| {
        let none = claim.state == State::Broken && claim.found == Some(0);
        none && !claim.about.is_empty() && title.contains(&*claim.about)
    };
    ctx.ledger.states.iter().any(of)
}
