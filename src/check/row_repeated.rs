//! MD301: a row stands twice in one group.

use super::{Check, Ctx, Sink};

pub(super) static CHECK: Check = check!("MD301" row-repeated: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for (r, repeats) in (0..).zip(&ctx.repeats) {
        let roster = ctx.roster(r);
        for (first, again) in &repeats.rows {
            if ctx.is_parted(r, *first, *again) {
                continue;
            }
            let [a, b] = [first, again].map(|entry| &roster.entries[*entry as usize]);
            let same_serial = a.serial == b.serial && a.serial.value().is_some();
            sink.find(if same_serial { "serial" } else { "" }, b.span)
                .arg("row", ctx.subject_text(r, *again))
                .arg("serial", ctx.serial_text(r, *again))
                .arg("first", ctx.serial_text(r, *first))
                .related("first", a.span);
        }
    }
}
