//! MD302: a name stands twice in one group, with other cells.

use super::code_runs::{self, Kind};
use super::{Check, Ctx, Sink};
use crate::model::Role;
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD302" name-repeated-in-group: Warning, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for (r, repeats) in (0..).zip(&ctx.repeats) {
        let roster = ctx.roster(r);
        // Where rows have codes of their own, it is the code that names them.
        let Some(subject) = repeats.subject else { continue };
        if roster.columns.iter().any(|column| column.role == Role::Code) {
            continue;
        }
        let group = |entry: u32| roster.entries[entry as usize].group;
        for entries in &repeats.names {
            // Entries are in order, so those of a group stand together.
            for pair in entries.windows(2).filter(|pair| group(pair[0]) == group(pair[1])) {
                if repeats.is_repeat(pair[1]) || ctx.is_parted(r, pair[0], pair[1]) {
                    continue;
                }
                let place = |entry: u32| roster.row(entry as usize)[subject];
                sink.find("", place(pair[1]))
                    .arg("name", ctx.subject_text(r, pair[1]))
                    .related("first", place(pair[0]));
            }
        }
    }
    for fault in code_runs::find(ctx) {
        let Kind::Twice { first, misprint } = fault.kind else { continue };
        sink.find("code", fault.span)
            .level(if misprint { Level::Error } else { Level::Warning })
            .arg("name", &fault.code)
            .arg("column", ctx.column_title(fault.roster, fault.column))
            .related("first", first);
    }
}
