//! MD101: serials are missing.

use super::ranks::Kind;
use super::{Check, Ctx, Sink, code_runs};
use crate::model::report::{Level, State};

pub(super) static CHECK: Check = check!("MD101" rank-gap: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in &ctx.ranks {
        let Kind::Gap { previous, missing, count } = &fault.kind else { continue };
        let key = match (previous, missing.is_empty()) {
            (None, _) => "start",
            (Some(_), false) => "",
            (Some(_), true) => "many",
        };
        let before = previous.map(|entry| ctx.serial_text(fault.roster, entry));
        let heading = ctx.heading(fault.roster, fault.entry).filter(|_| previous.is_none());
        sink.find(key, ctx.serial_span(fault))
            .arg("found", ctx.serial_text(fault.roster, fault.entry))
            .arg("count", count)
            .list("missing", missing)
            .arg("before", before.unwrap_or_default())
            .related("previous", previous.map(|entry| ctx.cell_span(fault.roster, entry)))
            .related("heading", heading);
    }
    for fault in code_runs::find(ctx) {
        let code_runs::Kind::Gap { before, count, above, serial } = &fault.kind else { continue };
        // What a count bears out lacks no row.
        let rows = ctx.roster(fault.roster).entries.len() as u64;
        let held = ctx
            .ledger
            .states
            .iter()
            .any(|claim| claim.state == State::Held && claim.found == Some(rows));
        sink.find("code", fault.span)
            .level(if *serial && !held { Level::Error } else { Level::Warning })
            .arg("column", ctx.column_title(fault.roster, fault.column))
            .arg("found", &fault.code)
            .arg("before", before)
            .arg("count", count)
            .related("previous", *above);
    }
}
