//! MD001: bytes that are no characters.

use super::{Check, Ctx, Of, Sink};
use crate::model::Span;
use crate::model::document::IngestOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD001",
    name: "undecodable-bytes",
    level: Level::Error,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("undecodable_bytes.md"),
    page_zh: include_str!("undecodable_bytes.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    // Neighbouring bytes are one stretch, however many oddities ingest made of them.
    let mut stretches: Vec<(u64, u64, Span)> = Vec::new();
    for oddity in &ctx.document.oddities {
        let IngestOddity::UndecodableBytes { byte, length, span, .. } = oddity else { continue };
        match stretches.last_mut().filter(|last| last.0 + last.1 == *byte) {
            Some(last) => *last = (last.0, last.1 + length, last.2.hull(*span)),
            None => stretches.push((*byte, *length, *span)),
        }
    }
    for (byte, length, span) in stretches {
        sink.find(if length == 1 { "one" } else { "" }, span)
            .arg("byte", byte)
            .arg("length", length)
            .arg("encoding", ctx.document.encoding);
    }
}
