//! MD411: relative names that nothing binds to a place.

use super::{Check, Ctx, Of, Sink};
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD411",
    name: "unit-unbound",
    level: Level::Warning,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("unit_unbound.md"),
    page_zh: include_str!("unit_unbound.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for column in &ctx.values.units {
        let Some(first) = column.unbound.first() else { continue };
        if column.is_whole(column.unbound.len()) {
            let mut names: Vec<&str> = column.unbound.iter().map(|unit| &*unit.raw).collect();
            names.sort_unstable();
            names.dedup();
            sink.find("column", first.span)
                .arg("column", ctx.column_title(column.roster, column.column))
                .arg("count", column.unbound.len())
                .list("names", names);
            continue;
        }
        for unit in &column.unbound {
            sink.find("", unit.span).arg("name", &unit.raw);
        }
    }
}
