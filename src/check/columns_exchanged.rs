//! MD115: cells of a row fit each other's columns.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD115",
    name: "columns-exchanged",
    level: Level::Error,
    since: "0.1.0",
    run,
    page: include_str!("columns_exchanged.md"),
    page_zh: include_str!("columns_exchanged.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::ColumnsExchanged { a, b } = &oddity.kind else { continue };
        sink.find("", oddity.span)
            .arg("a", column(ctx, oddity.roster, *a))
            .arg("b", column(ctx, oddity.roster, *b));
    }
}

fn column<'a>(ctx: &Ctx<'a>, roster: Option<u32>, column: u32) -> &'a str {
    let rosters = &ctx.notice().rosters;
    let roster = roster.and_then(|roster| rosters.get(roster as usize));
    let found = roster.and_then(|roster| roster.columns.get(column as usize));
    found.map_or("", |column| if column.title.is_empty() { &column.key } else { &column.title })
}
