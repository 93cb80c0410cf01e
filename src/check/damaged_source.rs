//! MD004: the file is damaged, and something of the notice may be missing or wrong.

use super::{Check, Ctx, Sink, code_checks, code_digits};
use crate::model::Span;
use crate::model::document::{Document, IngestOddity, Origin};

pub(super) static CHECK: Check = check!("MD004" damaged-source: Error, run);

/// Up to so many unknown characters are all pointed at.
const FEW: usize = 10;

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.document.oddities {
        match oddity {
            IngestOddity::SourceDamaged { detail } => {
                sink.find("", Span::at(0)).arg("detail", detail);
            }
            IngestOddity::PartDamaged { page, damage } => {
                let at = page.map_or(Span::at(0), |page| start(ctx.document, page));
                let page = page.unwrap_or_default();
                sink.find(damage.key(), at).arg("page", page);
            }
            IngestOddity::PageDamaged { page } => {
                sink.find("page", gap(ctx.document, *page)).arg("page", page);
            }
            IngestOddity::GlyphsUnknown { count } => {
                let marks = marks(&ctx.document.text);
                let key = match *count {
                    1 => "glyph",
                    n if n as usize <= FEW => "glyphs-few",
                    _ => "glyphs",
                };
                let first = marks.first().copied().unwrap_or(Span::at(0));
                sink.find(key, first)
                    .arg("count", count)
                    .related_all("glyph", marks.into_iter().skip(1));
            }
            IngestOddity::GlyphsContradict { page, count, told, drawn } => {
                sink.find("contradict", start(ctx.document, *page))
                    .arg("page", page)
                    .arg("count", count)
                    .arg("told", told)
                    .arg("drawn", drawn);
            }
            IngestOddity::GlyphsShared { page, count, told } => {
                sink.find("shared", start(ctx.document, *page))
                    .arg("page", page)
                    .arg("count", count)
                    .arg("told", told);
            }
            _ => {}
        }
    }
    code_digits::tell(ctx, sink);
    code_checks::tell(ctx, sink);
}

/// Where the text of a page begins, or would.
pub(super) fn start(document: &Document, page: u32) -> Span {
    let here = |origin| matches!(origin, Origin::Page { page: other, .. } if other >= page);
    let first = document.origins.runs.iter().find(|run| here(run.origin));
    Span::at(first.map_or(document.text.len() as u32, |run| run.start))
}

/// Where the text of a page would stand: before that of the next page that has any.
pub(super) fn gap(document: &Document, missing: u32) -> Span {
    let later = |origin| matches!(origin, Origin::Page { page, .. } if page > missing);
    let next = document.origins.runs.iter().find(|run| later(run.origin));
    Span::at(next.map_or(document.text.len() as u32, |run| run.start))
}

/// The first replacement characters of the plane, else the first characters of private use.
fn marks(text: &str) -> Vec<Span> {
    let mark = |(at, mark): (usize, &str)| Span::of(at, at + mark.len());
    let found: Vec<Span> =
        text.match_indices(char::REPLACEMENT_CHARACTER).take(FEW).map(mark).collect();
    if !found.is_empty() {
        return found;
    }
    text.match_indices(|c| matches!(c, '\u{E000}'..='\u{F8FF}')).take(FEW).map(mark).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Sample;
    use crate::model::Lang;
    use crate::model::document::{IngestOddity, Origin, OriginRun};

    fn told(oddity: IngestOddity, rows: &[&str]) -> (String, usize) {
        let mut sample = Sample::seed_like().group("甲", "甲");
        for row in rows {
            sample = sample.row(row);
        }
        sample.document.oddities.push(oddity);
        let checked = sample.check();
        let finding = checked.report().findings.iter().find(|f| f.code == "MD004").unwrap();
        let message = crate::check::words::message(finding, Lang::En);
        let quote = sample.document.slice(finding.primary);
        (format!("{:?} {quote} {message}", finding.level), finding.related.len())
    }

    #[test]
    fn damage_is_told_with_its_detail() {
        let detail = "the archive ends early".to_owned();
        let (told, _) = told(IngestOddity::SourceDamaged { detail }, &["1 地 部"]);
        assert_eq!(told, "Error  the file is damaged (the archive ends early)");
    }

    #[test]
    fn characters_that_are_few_are_all_pointed_at() {
        let unknown = |count| IngestOddity::GlyphsUnknown { count };
        let (one, related) = told(unknown(1), &["1 \u{FFFD}州 部"]);
        assert!(one.starts_with("Error \u{FFFD} nothing in the file tells"), "{one}");
        assert_eq!(related, 0);
        let (few, related) = told(unknown(3), &["1 \u{FFFD}\u{FFFD} 部", "2 \u{FFFD}州 部"]);
        assert!(few.contains("3 characters") && few.contains("few"), "{few}");
        assert_eq!(related, 2);
        let row = format!("1 {} 部", "\u{FFFD}".repeat(40));
        let (many, related) = told(unknown(40), &[&row]);
        assert!(many.contains("40 characters") && !many.contains("few"), "{many}");
        assert_eq!(related, 9);
    }

    #[test]
    fn a_missing_page_is_missed_where_its_text_would_stand() {
        let mut sample = Sample::seed_like().group("甲", "甲").row("1 地 部").row("2 州 局");
        let second = sample.notice.rosters[0].entries[1].span.start;
        let bbox = [0.0; 4];
        sample.document.origins.runs = vec![
            OriginRun { start: 0, origin: Origin::Page { page: 1, bbox } },
            OriginRun { start: second, origin: Origin::Page { page: 3, bbox } },
        ];
        for page in [2, 4] {
            sample.document.oddities.push(IngestOddity::PageDamaged { page });
        }
        let checked = sample.check();
        let found = checked.report().findings.iter().filter(|f| f.code == "MD004");
        let starts: Vec<(u32, &str)> =
            found.map(|f| (f.primary.start, f.args[0].1.as_str())).collect();
        assert_eq!(starts, [(second, "2"), (sample.document.text.len() as u32, "4")]);
    }
}
