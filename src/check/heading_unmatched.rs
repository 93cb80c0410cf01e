//! MD117: a heading does not follow the schema's pattern.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;

pub(super) static CHECK: Check = check!("MD117" heading-unmatched: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::HeadingUnmatched {
            sink.find("", oddity.span)
                .arg("heading", ctx.document.slice(oddity.span).trim())
                .arg("schema", ctx.schema.map_or("", |schema| schema.name.as_str()));
        }
    }
}
