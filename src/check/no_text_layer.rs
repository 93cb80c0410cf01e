//! MD003: a scan, pictures without text. Ingest refuses a source that has no other pages, and the
//! report on the refused file bears the code; pages of pictures among pages of text are found here.

use super::damaged_source::gap;
use super::{Check, Ctx, Sink};
use crate::model::document::IngestOddity;

pub(super) static CHECK: Check = check!("MD003" no-text-layer: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        if let IngestOddity::PagesUnread { first, last } = oddity {
            let key = if first == last { "page" } else { "pages" };
            sink.find(key, gap(ctx.document, *last)).arg("first", first).arg("last", last);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Sample;
    use crate::model::document::IngestOddity;
    use crate::model::report::Level;

    #[test]
    fn a_picture_among_pages_of_text_is_told() {
        let mut sample = Sample::seed_like().group("甲", "甲").row("1 地 部");
        sample.document.oddities.push(IngestOddity::PagesUnread { first: 2, last: 2 });
        let found = sample.found(Level::Error);
        assert!(found.iter().any(|found| found.starts_with("MD003 page")), "{found:?}");
    }
}
