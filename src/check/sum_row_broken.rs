//! MD206: rows of sums that are not the sums of their columns.

use super::{Check, Ctx, Of, Sink, amounts, sums};
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD206",
    name: "sum-row-broken",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("sum_row_broken.md"),
    page_zh: include_str!("sum_row_broken.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in sums::find(ctx) {
        sink.find(if fault.rounded { "rounded" } else { "" }, fault.span)
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
