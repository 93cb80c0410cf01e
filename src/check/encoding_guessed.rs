//! MD002: the encoding was guessed.

use super::{Check, Ctx, Of, Sink};
use crate::model::Span;
use crate::model::document::IngestOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD002",
    name: "encoding-guessed",
    level: Level::Note,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("encoding_guessed.md"),
    page_zh: include_str!("encoding_guessed.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        if let IngestOddity::EncodingGuessed { encoding } = oddity {
            sink.find("", Span::at(0)).arg("encoding", encoding);
        }
    }
}
