//! MD110: a row has another number of cells than its header.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Check, Ctx, Sink};
use crate::model::{OddityKind, Span};

pub(super) static CHECK: Check = check!("MD110" row-ragged: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    // The rest of a row that was put together again stands below it: by where the row begins.
    let mut rests: HashMap<u32, Span, FixedState> = HashMap::default();
    for oddity in &ctx.notice().oddities {
        if let OddityKind::RowRejoined { tail } = oddity.kind {
            rests.entry(oddity.span.start).or_insert(tail);
        }
    }
    for oddity in &ctx.notice().oddities {
        let OddityKind::Ragged { found, expected } = &oddity.kind else { continue };
        let tail = rests.get(&oddity.span.start).copied();
        let key = match tail {
            Some(_) => "rejoined",
            None if found < expected => "",
            // Its cells are as many, and look as if they stood in each other's columns.
            None if found == expected => "moved",
            None => "many",
        };
        let finding = sink.find(key, oddity.span).arg("found", found).arg("expected", expected);
        if let Some(tail) = tail {
            finding.related("rejoined", tail);
        }
    }
}
