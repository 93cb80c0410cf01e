//! MD112: a row that was broken in two was put together again.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD112",
    name: "row-rejoined",
    level: Level::Note,
    since: "0.1.0",
    run,
    page: include_str!("row_rejoined.md"),
    page_zh: include_str!("row_rejoined.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::RowRejoined { tail } = &oddity.kind else { continue };
        sink.find("", oddity.span).related("tail", *tail);
    }
}
