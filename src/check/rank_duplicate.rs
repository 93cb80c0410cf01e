//! MD102: a serial stands twice.

use super::ranks::Kind;
use super::{Check, Ctx, Of, Sink};
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD102",
    name: "rank-duplicate",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("rank_duplicate.md"),
    page_zh: include_str!("rank_duplicate.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in &ctx.ranks {
        let Kind::Duplicate { first, expected } = &fault.kind else { continue };
        let key = if expected.is_some() { "expected" } else { "" };
        sink.find(key, ctx.serial_span(fault))
            .arg("found", ctx.serial_text(fault.roster, fault.entry))
            .arg("expected", expected.unwrap_or_default())
            .related("first", ctx.cell_span(fault.roster, *first));
    }
}
