//! MD111: one line holds the cells of several rows.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;

pub(super) static CHECK: Check = check!("MD111" rows-merged: Error, run);

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
