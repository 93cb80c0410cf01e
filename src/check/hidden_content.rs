//! MD007: sheets, rows or columns that the printed notice does not show.

use super::{Check, Ctx, Sink};
use crate::model::document::IngestOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD007" hidden-content: Note, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        match oddity {
            IngestOddity::Hidden { span } => {
                sink.find("", *span);
            }
            IngestOddity::Filtered { span } => {
                sink.find("filtered", *span).level(Level::Warning);
            }
            IngestOddity::Struck { span } => {
                sink.find("struck", *span);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Sample;
    use crate::model::document::IngestOddity;
    use crate::model::report::Level;

    #[test]
    fn each_hidden_part_is_noted() {
        let mut sample = Sample::seed_like().group("甲", "甲").row("1 地 部").row("2 州 局");
        for entry in 0..2 {
            let span = sample.notice.rosters[0].entries[entry].span;
            sample.document.oddities.push(IngestOddity::Hidden { span });
        }
        let checked = sample.check();
        let found = checked.report().findings.iter().filter(|f| f.code == "MD007");
        let quotes: Vec<(Level, &str)> =
            found.map(|f| (f.level, sample.document.slice(f.primary))).collect();
        assert_eq!(quotes, [(Level::Note, "1\t地\t部"), (Level::Note, "2\t州\t局")]);
    }
}
