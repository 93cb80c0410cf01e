//! MD303: names that stand in more than one group.

use super::{Check, Ctx, Sink};

pub(super) static CHECK: Check = check!("MD303" name-in-several-groups: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for (r, repeats) in (0..).zip(&ctx.repeats) {
        let roster = ctx.roster(r);
        let Some(subject) = repeats.subject else { continue };
        let group = |entry: u32| roster.entries[entry as usize].group;
        let spread = |entries: &&Vec<u32>| group(entries[0]) != group(entries[entries.len() - 1]);
        let names: Vec<&Vec<u32>> = repeats.names.iter().filter(spread).collect();
        let Some(first) = names.first() else { continue };
        let other = first.iter().copied().find(|entry| group(*entry) != group(first[0]));
        let Some(other) = other else { continue };
        let listed = names
            .iter()
            .map(|entries| format!("{} ({})", ctx.subject_text(r, entries[0]), entries.len()));
        let place = |entry: u32| roster.row(entry as usize)[subject];
        sink.find(if names.len() == 1 { "one" } else { "" }, place(other))
            .arg("count", names.len())
            .arg("name", ctx.subject_text(r, other))
            .list("names", listed)
            .related("first", place(first[0]));
    }
}
