//! MD104: serials start again where no heading stands.

use super::ranks::Kind;
use super::{Check, Ctx, Of, Sink};
use crate::model::SerialRule;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD104",
    name: "rank-restart",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("rank_restart.md"),
    page_zh: include_str!("rank_restart.zh.md"),
};

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
