//! MD141: a document number that lacks its year or its figure.

use super::{Check, Ctx, Of, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD141",
    name: "document-number-broken",
    level: Level::Warning,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("document_number_broken.md"),
    page_zh: include_str!("document_number_broken.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::NumberBroken {
            sink.find("", oddity.span).arg("number", ctx.quote(oddity.span));
        }
    }
}
