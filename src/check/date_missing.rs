//! MD142: a letter without a date of issue, though places are read by it.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;

pub(super) static CHECK: Check = check!("MD142" date-missing: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    let notice = ctx.notice();
    // A table by itself has no date; one that is no day is told.
    let Some(title) = notice.head.title.as_ref().filter(|_| notice.head.date.is_none()) else {
        return;
    };
    let told = notice.oddities.iter().any(|oddity| oddity.kind == OddityKind::DateImpossible);
    let coded = ctx
        .values
        .places
        .iter()
        .any(|column| column.names.iter().any(|name| name.place.adcode.is_some()));
    if coded && !told {
        sink.find("", title.span);
    }
}
