//! MD206: a row of sums and the rows it sums disagree.

use super::sums;
use super::{Check, Ctx, Sink};
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD206",
    name: "sum-row-broken",
    level: Level::Error,
    since: "0.1.0",
    run,
    page: include_str!("sum_row_broken.md"),
    page_zh: include_str!("sum_row_broken.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for roster in &ctx.notice().rosters {
        for fault in sums::find(ctx.document, roster) {
            let entry = |index: usize| roster.entries.get(index).map(|entry| entry.span);
            let rows = &fault.rows;
            sink.find("", fault.span)
                .arg("column", &roster.columns[fault.column].title)
                .arg("declared", ctx.document.slice(fault.span))
                .arg("found", &fault.sum)
                .arg("rows", rows.len())
                .related("first", entry(rows.start))
                .related("last", rows.end.checked_sub(1).and_then(entry));
        }
    }
}
