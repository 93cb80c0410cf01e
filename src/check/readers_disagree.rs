//! MD005: a second reader of the same PDF finds other characters on a page.

use super::damaged_source::start;
use super::{Check, Ctx, Sink};
use crate::model::Span;
use crate::model::document::IngestOddity;
use crate::model::report::Level;

pub(super) static CHECK: Check = check!("MD005" readers-disagree: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        match oddity {
            IngestOddity::ReadersDisagree { page, ours, theirs } => {
                let key = match (ours.is_empty(), theirs.is_empty()) {
                    (false, true) => "ours",
                    (true, false) => "theirs",
                    _ => "",
                };
                sink.find(key, start(ctx.document, *page))
                    .arg("page", page)
                    .arg("ours", ours)
                    .arg("theirs", theirs);
            }
            IngestOddity::SecondReaderFailed { pages: None } => {
                sink.find("failed", Span::at(0)).level(Level::Warning);
            }
            IngestOddity::SecondReaderFailed { pages: Some(count) } => {
                sink.find("failed-pages", Span::at(0)).level(Level::Warning).arg("count", count);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Sample;
    use crate::model::Lang;
    use crate::model::document::IngestOddity;

    fn told(oddity: IngestOddity) -> String {
        let mut sample = Sample::seed_like().group("甲", "甲").row("1 地 部");
        sample.document.oddities.push(oddity);
        let checked = sample.check();
        let finding = checked.report().findings.iter().find(|f| f.code == "MD005").unwrap();
        format!("{:?} {}", finding.level, crate::check::words::message(finding, Lang::En))
    }

    #[test]
    fn what_each_reader_has_alone_is_told() {
        let disagree = |ours: &str, theirs: &str| {
            let (ours, theirs) = (ours.to_owned(), theirs.to_owned());
            told(IngestOddity::ReadersDisagree { page: 3, ours, theirs })
        };
        let both = disagree("州", "洲");
        assert!(both.starts_with("Error") && both.contains("州") && both.contains("洲"), "{both}");
        assert!(both.contains("page 3"), "{both}");
        assert!(!disagree("州", "").contains("“”") && !disagree("", "洲").contains("“”"));
    }

    #[test]
    fn a_reader_that_cannot_read_is_a_warning() {
        assert!(told(IngestOddity::SecondReaderFailed { pages: None }).starts_with("Warning"));
        let some = told(IngestOddity::SecondReaderFailed { pages: Some(4) });
        assert!(some.starts_with("Warning") && some.contains('4'), "{some}");
    }
}
