//! MD117: a heading does not follow the schema's pattern.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD117",
    name: "heading-unmatched",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("heading_unmatched.md"),
    page_zh: include_str!("heading_unmatched.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::HeadingUnmatched {
            sink.find("", oddity.span)
                .arg("heading", ctx.document.slice(oddity.span).trim())
                .arg("schema", ctx.schema.map_or("", |schema| schema.name.as_str()));
        }
    }
}
