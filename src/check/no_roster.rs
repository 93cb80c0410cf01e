//! MD130: no roster was found.

use super::{Check, Ctx, Sink, announced};
use crate::model::OddityKind;
use crate::model::report::{ClaimState, Level, State};

pub(super) static CHECK: Check = check!("MD130" no-roster: Error, run);

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
