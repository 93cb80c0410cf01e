//! MD120: text in the annex that is part of nothing.

use super::{Check, Ctx, Sink};
use crate::text::is_blank;

pub(super) static CHECK: Check = check!("MD120" text-unclaimed: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    let annex = ctx.notice().annex_start;
    for span in ctx.conservation.leftovers.iter().filter(|span| span.start >= annex) {
        // What shows nothing is told as such (MD409).
        if ctx.document.slice(*span).chars().all(is_blank) {
            continue;
        }
        sink.find("", *span).arg("text", ctx.quote(*span));
    }
}
