//! MD112: a row that was broken in two was put together again.

use super::{Check, Ctx, Sink};
use crate::model::OddityKind;
use crate::model::document::IngestOddity;

pub(super) static CHECK: Check = check!("MD112" row-rejoined: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::RowRejoined { tail } = &oddity.kind else { continue };
        sink.find("", oddity.span).related("tail", *tail);
    }
    // What the reader of the file joined is whole in the text already.
    for oddity in &ctx.document.oddities {
        if let IngestOddity::RowRejoined { span } = oddity {
            sink.find("page", *span);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Sample;
    use crate::model::document::IngestOddity;
    use crate::model::report::Level;

    #[test]
    fn a_row_that_ingest_joined_is_noted() {
        let mut sample = Sample::seed_like().group("甲", "甲").row("1 地 部").row("2 州 局");
        let span = sample.notice.rosters[0].entries[1].span;
        sample.document.oddities.push(IngestOddity::RowRejoined { span });
        assert!(sample.found(Level::Note).contains(&"MD112 page: 2 州 局".to_owned()));
    }
}
