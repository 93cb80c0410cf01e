//! MD002: the encoding was guessed.

use super::{Check, Ctx, Sink};
use crate::model::Span;
use crate::model::document::IngestOddity;

pub(super) static CHECK: Check = check!("MD002" encoding-guessed: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        if let IngestOddity::EncodingGuessed { encoding } = oddity {
            sink.find("", Span::at(0)).arg("encoding", encoding);
        }
    }
}
