//! MD105: what stands in a serial's place is no number.

use super::ranks::Kind;
use super::{Check, Ctx, Sink, code_runs};
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD105" rank-unreadable: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for fault in &ctx.ranks {
        let (key, expected) = match fault.kind {
            Kind::Unreadable { expected: None } => ("", 0),
            Kind::Unreadable { expected: Some(n) } => ("expected", n),
            Kind::Blank { expected } => ("blank", expected),
            _ => continue,
        };
        sink.find(key, ctx.serial_span(fault))
            .arg("found", ctx.serial_text(fault.roster, fault.entry))
            .arg("expected", expected);
    }
    for fault in code_runs::find(ctx) {
        let code_runs::Kind::Odd { like } = &fault.kind else { continue };
        sink.find("code", fault.span)
            .level(Level::Warning)
            .arg("found", &fault.code)
            .arg("column", ctx.column_title(fault.roster, fault.column))
            .arg("like", like);
    }
}
