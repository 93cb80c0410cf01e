//! MD204: declared parts do not add up to the declared whole.

use super::{Check, Ctx, Sink};
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD204" parts-not-whole: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    let claims = &ctx.notice().claims;
    for fault in &ctx.ledger.sums {
        let whole = &claims[fault.whole as usize];
        let parts = || fault.parts.iter().map(|part| &claims[*part as usize]);
        let key = match fault.parts.len() {
            1 => "one",
            _ if fault.open => "open",
            _ => "",
        };
        let found = sink.find(key, whole.span);
        let found = if fault.open { found.level(Level::Note) } else { found };
        found
            .arg("whole", whole.declared)
            .arg("sum", fault.sum)
            .arg("difference", whole.declared.abs_diff(fault.sum))
            .list("parts", parts().map(|part| part.declared))
            .related_all("part", parts().take(5).map(|part| part.span));
    }
}
