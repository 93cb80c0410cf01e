//! MD130: no roster was found.

use super::{Check, Ctx, Of, Sink, announced};
use crate::model::OddityKind;
use crate::model::report::Level;

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
    for list in announced::find(ctx.document, ctx.notice()) {
        if let Some(span) = list.lost.filter(|_| ctx.whole) {
            sink.find("annex", span).arg("title", &list.title);
        }
    }
}
