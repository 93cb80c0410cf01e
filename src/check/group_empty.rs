//! MD116: a heading has no rows.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;

pub(super) static CHECK: Check = check!("MD116" group-empty: Warning, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::GroupEmpty {
            sink.find("", oddity.span).arg("heading", ctx.document.slice(oddity.span).trim());
        }
    }
}
