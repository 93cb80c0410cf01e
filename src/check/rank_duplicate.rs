//! MD102: a serial stands twice.

use super::ranks::Kind;
use super::{Check, Ctx, Sink, code_runs};

pub(super) static CHECK: Check = check!("MD102" rank-duplicate: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in &ctx.ranks {
        let Kind::Duplicate { first, expected } = &fault.kind else { continue };
        let key = if expected.is_some() { "expected" } else { "" };
        sink.find(key, ctx.serial_span(fault))
            .arg("found", ctx.serial_text(fault.roster, fault.entry))
            .arg("expected", expected.unwrap_or_default())
            .related("first", ctx.cell_span(fault.roster, *first));
    }
    for fault in code_runs::find(ctx) {
        let code_runs::Kind::Serial { first } = fault.kind else { continue };
        sink.find("", fault.span).arg("found", &fault.code).related("first", first);
    }
}
