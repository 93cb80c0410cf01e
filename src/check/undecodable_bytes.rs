//! MD001: bytes that are no characters, and text that was decoded as what it is not.

use super::{Check, Ctx, Sink};
use crate::model::Span;
use crate::model::document::IngestOddity;
use crate::text::mojibake::{self, Misread};

pub(super) static CHECK: Check = check!("MD001" undecodable-bytes: Error, run);

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
    let found = mojibake::find(&ctx.document.text);
    misread(&found, sink);
    let mut strays = mojibake::strays(&ctx.document.text);
    // Both are in the order of the text.
    let mut others = found.iter().peekable();
    strays.retain(|own| {
        while others.next_if(|other| other.at.end <= own.start).is_some() {}
        others.peek().is_none_or(|other| !other.at.contains(&own.start))
    });
    if let Some(first) = strays.first() {
        let text = &ctx.document.text;
        let around = text[..first.start].chars().next_back().map_or(0, char::len_utf8);
        let behind = text[first.end..].chars().next().map_or(0, char::len_utf8);
        sink.find("stray", Span::of(first.start, first.end))
            .arg("count", strays.len())
            .arg("text", text[first.start - around..first.end + behind].trim());
    }
}

/// So much of a line is shown.
const SHOWN: usize = 24;

/// One finding for each way of misreading: where it is found, all is.
fn misread(found: &[Misread], sink: &mut Sink) {
    let kind = |at: usize| (found[at].was, found[at].read_as, found[at].restored.is_empty());
    for at in (0..found.len()).filter(|at| (0..*at).all(|before| kind(before) != kind(*at))) {
        let first = &found[at];
        let lines = (at..found.len()).filter(|other| kind(*other) == kind(at)).count();
        let clip = |text: &str| text.chars().take(SHOWN).collect::<String>();
        let key = if first.restored.is_empty() { "replaced" } else { "misread" };
        sink.find(key, Span::of(first.at.start, first.at.end))
            .arg("lines", lines)
            .arg("encoding", first.was)
            .arg("wrong", first.read_as)
            .arg("restored", clip(&first.restored));
    }
}
