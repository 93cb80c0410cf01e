//! MD104: serials start again where no heading stands.

use super::ranks::Kind;
use super::{Check, Ctx, Sink};
use crate::model::SerialRule;

pub(super) static CHECK: Check = check!("MD104" rank-restart: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in &ctx.ranks {
        let Kind::Restart { previous } = &fault.kind else { continue };
        let runs_on =
            ctx.resolved.notice.rosters[fault.roster as usize].serial == SerialRule::RunOn;
        let key = if runs_on { "run-on" } else { "" };
        sink.find(key, ctx.serial_span(fault))
            .arg("found", ctx.serial_text(fault.roster, fault.entry))
            .arg("before", ctx.serial_text(fault.roster, *previous))
            .related("previous", ctx.cell_span(fault.roster, *previous))
            .related("heading", ctx.heading(fault.roster, fault.entry).filter(|_| !runs_on));
    }
}
