//! MD113: a header differs from the one it should repeat.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD113",
    name: "header-changed",
    level: Level::Error,
    since: "0.1.0",
    run,
    page: include_str!("header_changed.md"),
    page_zh: include_str!("header_changed.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::HeaderChanged { expected, first } = &oddity.kind else { continue };
        let found: Vec<&str> = ctx.document.slice(oddity.span).split_whitespace().collect();
        let key = if first.is_some() { "" } else { "schema" };
        let mut draft = sink
            .find(key, oddity.span)
            .arg("found", found.join(" "))
            .arg("expected", expected)
            .arg("schema", ctx.schema.map_or("", |schema| schema.name.as_str()));
        if let Some(first) = first {
            draft = draft.related("first", *first);
        }
        drop(draft);
    }
}
