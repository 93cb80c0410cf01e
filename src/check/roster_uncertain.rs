//! MD131: what was read as a roster may not be one, or not all of it.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::document::IngestOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD131",
    name: "roster-uncertain",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("roster_uncertain.md"),
    page_zh: include_str!("roster_uncertain.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if let OddityKind::RosterUncertain { why } = oddity.kind {
            sink.find(why, oddity.span);
        }
    }
    for oddity in &ctx.document.oddities {
        if let IngestOddity::RowGuessed { span } = oddity {
            sink.find("rows", *span);
        }
    }
}
