//! MD113: a header differs from the one it should repeat.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD113",
    name: "header-changed",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("header_changed.md"),
    page_zh: include_str!("header_changed.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::HeaderChanged { expected, first } = &oddity.kind else { continue };
        let key = if first.is_some() { "" } else { "schema" };
        sink.find(key, oddity.span)
            .arg("found", columns(ctx.document.slice(oddity.span)))
            .arg("expected", columns(expected))
            .arg("schema", ctx.schema.map_or("", |schema| schema.name.as_str()))
            .related("first", *first);
    }
}

/// Headers one after another; spaces inside one are letter-spacing and do not matter.
fn columns(line: &str) -> String {
    let by = if line.contains('\t') { '\t' } else { ' ' };
    let headers = line.split([by, '|']).map(|h| h.split_whitespace().collect::<String>());
    headers.filter(|header| !header.is_empty()).collect::<Vec<_>>().join(" | ")
}
