//! MD006: shapes a font drew in place of characters were read as the characters.

use super::{Check, Ctx, Sink};
use crate::model::Span;
use crate::model::document::IngestOddity;

pub(super) static CHECK: Check = check!("MD006" glyphs-folded: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        if let IngestOddity::GlyphsFolded { count } = oddity {
            let key = if *count == 1 { "one" } else { "" };
            sink.find(key, Span::at(0)).arg("count", count);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Sample;
    use crate::model::document::IngestOddity;
    use crate::model::report::Level;

    #[test]
    fn folded_glyphs_are_counted() {
        let mut sample = Sample::seed_like().group("甲", "甲").row("1 地 部");
        sample.document.oddities.push(IngestOddity::GlyphsFolded { count: 12 });
        let checked = sample.check();
        let finding = checked.report().findings.iter().find(|f| f.code == "MD006").unwrap();
        assert_eq!((finding.level, finding.args[0].1.as_str()), (Level::Note, "12"));
    }
}
