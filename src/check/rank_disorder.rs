//! MD103: a serial stands where it does not belong.

use super::ranks::Kind;
use super::{Check, Ctx, Sink, code_runs};

pub(super) static CHECK: Check = check!("MD103" rank-disorder: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in &ctx.ranks {
        let Kind::Disorder { previous, next, expected } = &fault.kind else { continue };
        let key = match (expected, previous, next) {
            (Some(_), _, _) => "expected",
            (None, None, _) => "first",
            _ => "",
        };
        let text = |entry: Option<u32>| {
            entry.map(|entry| ctx.serial_text(fault.roster, entry)).unwrap_or_default()
        };
        let place = |entry: Option<u32>| entry.map(|entry| ctx.cell_span(fault.roster, entry));
        sink.find(key, ctx.serial_span(fault))
            .arg("found", ctx.serial_text(fault.roster, fault.entry))
            .arg("expected", expected.unwrap_or_default())
            .arg("before", text(*previous))
            .arg("after", text(*next))
            .related("previous", place(*previous))
            .related("next", place(*next));
    }
    for fault in code_runs::find(ctx) {
        let code_runs::Kind::Turned { after, below } = &fault.kind else { continue };
        sink.find("first", fault.span)
            .arg("found", &fault.code)
            .arg("after", after)
            .related("next", *below);
    }
}
