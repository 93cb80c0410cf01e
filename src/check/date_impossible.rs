//! MD140: a date of issue, or one in a column of dates, that is no day of the calendar.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;

pub(super) static CHECK: Check = check!("MD140" date-impossible: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        if oddity.kind == OddityKind::DateImpossible {
            let key = if ctx.notice().head.date.is_none() { "" } else { "another" };
            sink.find(key, oddity.span).arg("date", ctx.quote(oddity.span));
        }
    }
    for fault in super::cell_dates::find(ctx) {
        sink.find("cell", fault.span)
            .arg("date", ctx.quote(fault.span))
            .arg("column", ctx.column_title(fault.roster, fault.column));
    }
}
