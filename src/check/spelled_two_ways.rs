//! MD406: one thing spelled in two ways.

use super::forms::{self, Thing};
use super::{Check, Ctx, Sink};

pub(super) static CHECK: Check = check!("MD406" spelled-two-ways: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    let mut things: Vec<Thing> = forms::of_places(ctx);
    things.extend(forms::of_units(ctx));
    things.extend(forms::of_terms(ctx));
    things.sort_by_key(|thing| thing.forms.iter().map(|form| form.first.start).min());
    for thing in things {
        // The form that is rarest is the one to look at.
        let Some(odd) = thing.forms.iter().min_by_key(|form| form.count) else { continue };
        let usual = thing.forms.iter().filter(|form| form.first != odd.first);
        let listed = thing.forms.iter().map(|form| format!("{} ({})", form.text, form.count));
        sink.find("", odd.first)
            .arg("name", &thing.name)
            .arg("count", thing.forms.len())
            .list("forms", listed)
            .related_all("other", usual.take(3).map(|form| form.first));
    }
}
