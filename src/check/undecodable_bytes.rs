//! MD001: bytes that are no characters.

use super::{Check, Ctx, Sink};
use crate::model::document::IngestOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD001",
    name: "undecodable-bytes",
    level: Level::Error,
    since: "0.1.0",
    run,
    page: include_str!("undecodable_bytes.md"),
    page_zh: include_str!("undecodable_bytes.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        let IngestOddity::UndecodableBytes { byte, length, span } = oddity else { continue };
        sink.find("", *span)
            .arg("byte", byte)
            .arg("length", length)
            .arg("encoding", ctx.document.encoding);
    }
}
