//! MD110: a row has another number of cells than its header.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD110",
    name: "row-ragged",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("row_ragged.md"),
    page_zh: include_str!("row_ragged.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::Ragged { found, expected } = &oddity.kind else { continue };
        sink.find(if found < expected { "" } else { "many" }, oddity.span)
            .arg("found", found)
            .arg("expected", expected);
    }
}
