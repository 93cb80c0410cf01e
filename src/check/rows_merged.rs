//! MD111: one line holds the cells of several rows.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD111",
    name: "rows-merged",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("rows_merged.md"),
    page_zh: include_str!("rows_merged.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let (key, rows) = match &oddity.kind {
            OddityKind::RowsMerged { rows } => ("", *rows),
            OddityKind::LinesMerged => ("one", 2),
            _ => continue,
        };
        sink.find(key, oddity.span).arg("rows", rows);
    }
}
