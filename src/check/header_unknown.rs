//! MD114: nothing is known of a column.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD114",
    name: "header-unknown",
    level: Level::Warning,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("header_unknown.md"),
    page_zh: include_str!("header_unknown.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    // Under a schema that names columns, one that it does not name is a change of layout.
    let level = match ctx.schema {
        Some(schema) if !schema.rosters.is_empty() => Level::Error,
        _ => Level::Warning,
    };
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::HeaderMissing {
            sink.find("missing", oddity.span).level(Level::Warning);
        }
        if oddity.kind != OddityKind::HeaderUnknown {
            continue;
        }
        let found: String = ctx.document.slice(oddity.span).split_whitespace().collect();
        sink.find(if found.is_empty() { "none" } else { "" }, oddity.span)
            .level(level)
            .arg("found", found);
    }
}
