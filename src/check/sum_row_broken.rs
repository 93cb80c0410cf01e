//! MD206: rows of sums that are not the sums of their columns.

use super::{Check, Ctx, Sink, amounts, sums};

pub(super) static CHECK: Check = check!("MD206" sum-row-broken: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in sums::find(ctx) {
        let key = match (fault.part, fault.rounded) {
            (true, _) => "part",
            (false, true) => "rounded",
            (false, false) => "",
        };
        sink.find(key, fault.span)
            .arg("column", ctx.column_title(fault.roster, fault.column))
            .arg("declared", ctx.quote(fault.span))
            .arg("found", &fault.found)
            .arg("rows", fault.rows)
            .related("first", fault.first);
    }
    for fault in amounts::find(ctx) {
        sink.find("letter", fault.span)
            .arg("column", ctx.column_title(fault.roster, fault.column))
            .arg("declared", ctx.quote(fault.span))
            .arg("found", &fault.found)
            .arg("rows", fault.rows)
            .related("first", fault.first);
    }
    for fault in sums::across(ctx) {
        sink.find("row", fault.span)
            .arg("column", ctx.column_title(fault.roster, fault.column))
            .arg("declared", ctx.quote(fault.span))
            .arg("found", &fault.found)
            .arg("from", ctx.column_title(fault.roster, fault.from))
            .arg("to", ctx.column_title(fault.roster, fault.to));
    }
}
