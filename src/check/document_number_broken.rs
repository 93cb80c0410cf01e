//! MD141: a document number that lacks its year or its figure.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;

pub(super) static CHECK: Check = check!("MD141" document-number-broken: Warning, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::NumberBroken {
            sink.find("", oddity.span).arg("number", ctx.quote(oddity.span));
        }
    }
}
