//! MD411: relative names that nothing binds to a place.

use super::{Check, Ctx, Sink};

pub(super) static CHECK: Check = check!("MD411" unit-unbound: Warning, run);

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
