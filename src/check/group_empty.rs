//! MD116: a heading has no rows.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD116",
    name: "group-empty",
    level: Level::Warning,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("group_empty.md"),
    page_zh: include_str!("group_empty.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::GroupEmpty {
            sink.find("", oddity.span).arg("heading", ctx.document.slice(oddity.span).trim());
        }
    }
}
