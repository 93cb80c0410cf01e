//! MD006: shapes a font drew in place of characters were read as the characters.

use super::{Check, Ctx, Of, Sink};
use crate::model::Span;
use crate::model::document::IngestOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = Check {
    code: "MD006",
    name: "glyphs-folded",
    level: Level::Note,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("glyphs_folded.md"),
    page_zh: include_str!("glyphs_folded.zh.md"),
};

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
