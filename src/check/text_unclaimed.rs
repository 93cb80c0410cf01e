//! MD120: text in the annex that is part of nothing.

use super::{Check, Ctx, Of, Sink};
use crate::model::report::Level;
use crate::text::is_blank;

pub(super) static CHECK: Check = Check {
    code: "MD120",
    name: "text-unclaimed",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("text_unclaimed.md"),
    page_zh: include_str!("text_unclaimed.zh.md"),
};

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
