//! MD115: cells of a row fit each other's columns.

use super::{Check, Ctx, Sink};
use crate::model::{Oddity, OddityKind};

pub(super) static CHECK: Check = check!("MD115" columns-exchanged: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::ColumnsExchanged { a, b } = &oddity.kind else { continue };
        let Some(roster) = oddity.roster.filter(|r| (*r as usize) < ctx.notice().rosters.len())
        else {
            continue;
        };
        sink.find("", oddity.span)
            .arg("a", ctx.column_title(roster, *a as usize))
            .arg("b", ctx.column_title(roster, *b as usize));
    }
    for found in &ctx.values.exchanged {
        let roster = ctx.roster(found.roster);
        // Below a header that changed, the columns follow that header: it has its own finding.
        let first = roster.entries[found.entries[0] as usize].span.start;
        let header = |oddity: &Oddity| {
            matches!(oddity.kind, OddityKind::HeaderChanged { .. })
                && oddity.roster == Some(found.roster)
                && oddity.span.start < first
        };
        if ctx.notice().oddities.iter().any(header) {
            continue;
        }
        // Where every row is the other way round, the header is wrong: one finding.
        let told = if found.whole { 1 } else { found.entries.len() };
        for entry in &found.entries[..told] {
            let cells = roster.row(*entry as usize);
            sink.find(if found.whole { "whole" } else { "" }, cells[found.a])
                .arg("a", ctx.column_title(found.roster, found.a))
                .arg("b", ctx.column_title(found.roster, found.b))
                .arg("count", found.entries.len())
                .related("other", cells[found.b]);
        }
    }
}
