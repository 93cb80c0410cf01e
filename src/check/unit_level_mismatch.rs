//! MD405: relative names whose level is not that of their row's place.

use super::{Check, Ctx, Sink};
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD405" unit-level-mismatch: Warning, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for (unit, place, span) in ctx.values.units.iter().flat_map(|column| &column.foreign) {
        sink.find("province", unit.span)
            .level(Level::Error)
            .arg("unit", &unit.raw)
            .arg("place", &place.name)
            .related("place", *span);
    }
    for (unit, place, span, count) in ctx.values.units.iter().filter_map(|column| column.shifted) {
        sink.find("shifted", unit.span)
            .level(Level::Error)
            .arg("unit", &unit.raw)
            .arg("place", &place.name)
            .arg("count", count)
            .related("place", span);
    }
    for column in &ctx.values.units {
        let Some((first, _, _)) = column.mismatched.first() else { continue };
        if column.is_whole(column.mismatched.len()) {
            // Such a column holds the bodies above the places: that is how it is meant.
            let mut names: Vec<&str> =
                column.mismatched.iter().map(|(unit, _, _)| &*unit.raw).collect();
            names.sort_unstable();
            names.dedup();
            sink.find("column", first.span)
                .level(Level::Note)
                .arg("column", ctx.column_title(column.roster, column.column))
                .arg("count", column.mismatched.len())
                .list("names", names);
            continue;
        }
        for (unit, place, span) in &column.mismatched {
            sink.find(if unit.unbound { "none" } else { "" }, unit.span)
                .arg("unit", &unit.raw)
                .arg("read", &unit.name)
                .arg("place", &place.name)
                .related("place", *span);
        }
    }
}
