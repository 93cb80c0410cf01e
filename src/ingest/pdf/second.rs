//! A second opinion: the file read again by `pdf-extract`, which shares no code with our engine, and
//! the characters of each page compared. Meant for a child process: that crate panics on much.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Rect as Area};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret_page,
};
use pdf_extract::{Document as Other, PlainTextOutput, output_doc_page};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::fold;
use super::unicode::Unicode;
use crate::ingest::IngestError;
use crate::model::document::{Document, IngestOddity, Origin};

/// Most pages that are compared.
const MOST_PAGES: usize = 5_000;
/// Characters of a difference that are shown.
const SHOWN: usize = 12;

/// What was read of a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// All characters that our engine draws, also those that are drawn twice or not to be seen.
    drawn: String,
    /// All characters that the second reader gives; `None` where it broke down.
    second: Option<String>,
}

/// Reads every page with both engines.
///
/// # Errors
/// Our own engine cannot open the file.
pub fn read(bytes: &[u8]) -> Result<Vec<Reading>, IngestError> {
    let other = catch_unwind(AssertUnwindSafe(|| open(bytes))).ok().flatten();
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| super::broken("no page can be found in it"))?;
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut readings = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate().take(MOST_PAGES) {
        let mut letters = Letters::default();
        letters.unicode.enter(page.resources());
        let area = Area::new(0.0, 0.0, 1.0, 1.0);
        let mut context =
            Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), settings.clone());
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            interpret_page(page, &mut context, &mut letters);
            letters.text
        }));
        let second = other.as_ref().and_then(|other| {
            catch_unwind(AssertUnwindSafe(|| text(other, index as u32 + 1))).ok().flatten()
        });
        readings.push(Reading { drawn: drawn.unwrap_or_default(), second });
    }
    Ok(readings)
}

fn open(bytes: &[u8]) -> Option<Other> {
    let mut other = Other::load_mem(bytes).ok()?;
    if other.is_encrypted() {
        other.decrypt("").ok()?;
    }
    Some(other)
}

fn text(other: &Other, page: u32) -> Option<String> {
    let mut text = String::new();
    output_doc_page(other, &mut PlainTextOutput::new(&mut text), page).ok()?;
    Some(text)
}

/// Gathers characters alone.
#[derive(Default)]
struct Letters {
    unicode: Unicode,
    text: String,
}

impl<'a> Device<'a> for Letters {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            match self.unicode.read(glyph) {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(text)) => self.text.push_str(&text),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Area) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

type Counts = BTreeMap<char, u32>;

/// Notes on the document where the readings disagree with it. Order and blanks do not count, nor do
/// forms of one character.
///
/// A character that is drawn twice to look bold, or outside of the page, is in the document once or
/// not at all and in the other reading as often as it is drawn: a count between the two is agreed.
pub fn compare(document: &mut Document, readings: Option<&[Reading]>) {
    let Some(readings) = readings.filter(|pages| pages.iter().any(|page| page.second.is_some()))
    else {
        document.oddities.push(IngestOddity::SecondReaderFailed { pages: None });
        return;
    };
    let pages = pages(document);
    let mut failed = 0;
    for (page, reading) in (1..).zip(readings) {
        let Some(second) = &reading.second else {
            failed += 1;
            continue;
        };
        let kept = pages.get(&page).cloned().unwrap_or_default();
        let (drawn, second) = (counts(&reading.drawn), counts(second));
        let of = |counts: &Counts, c: char| counts.get(&c).copied().unwrap_or(0);
        let all: std::collections::BTreeSet<char> = [&kept, &drawn, &second]
            .into_iter()
            .flat_map(|counts| counts.keys().copied())
            .collect();
        let least = |c: char| of(&kept, c).min(of(&drawn, c));
        let most = |c: char| of(&kept, c).max(of(&drawn, c));
        let ours = shown(all.iter().filter(|c| of(&second, **c) < least(**c)));
        let theirs = shown(all.iter().filter(|c| of(&second, **c) > most(**c)));
        if !(ours.is_empty() && theirs.is_empty()) {
            document.oddities.push(IngestOddity::ReadersDisagree { page, ours, theirs });
        }
    }
    if failed > 0 {
        document.oddities.push(IngestOddity::SecondReaderFailed { pages: Some(failed) });
    }
}

/// The characters of the document by page.
fn pages(document: &Document) -> BTreeMap<u32, Counts> {
    let runs = &document.origins.runs;
    let ends = runs.iter().skip(1).map(|run| run.start).chain([document.text.len() as u32]);
    let mut pages: BTreeMap<u32, Counts> = BTreeMap::new();
    for (run, end) in runs.iter().zip(ends) {
        if let Origin::Page { page, .. } = run.origin {
            let counts = pages.entry(page).or_default();
            for c in letters(&document.text[run.start as usize..end as usize]) {
                *counts.entry(c).or_default() += 1;
            }
        }
    }
    pages
}

fn counts(text: &str) -> Counts {
    let mut counts = Counts::new();
    for c in letters(text) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// The characters of a text that must agree: compatibility forms and radicals as the characters they
/// stand for, without blanks and what marks nothing.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let folded = text.chars().map(|c| fold::fold(c).unwrap_or(c));
    let plain = folded.nfkc().collect::<String>();
    let nothing = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{FFFD}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
    };
    plain.chars().filter(move |c| !nothing(*c)).collect::<Vec<char>>().into_iter()
}

fn shown<'c>(differing: impl Iterator<Item = &'c char>) -> String {
    let mut differing = differing;
    let mut text: String = differing.by_ref().take(SHOWN).collect();
    if differing.next().is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Reading, compare};
    use crate::model::document::{Document, IngestOddity, Origin, OriginRun};

    fn compared(kept: &str, drawn: &str, second: Option<&str>) -> Vec<IngestOddity> {
        let origin = Origin::Page { page: 1, bbox: [0.0; 4] };
        let mut document = Document { text: kept.to_owned(), ..Document::default() };
        document.origins.runs.push(OriginRun { start: 0, origin });
        let reading = Reading { drawn: drawn.to_owned(), second: second.map(str::to_owned) };
        compare(&mut document, Some(&[reading]));
        document.oddities
    }

    fn disagree(ours: &str, theirs: &str) -> Vec<IngestOddity> {
        let (ours, theirs) = (ours.to_owned(), theirs.to_owned());
        vec![IngestOddity::ReadersDisagree { page: 1, ours, theirs }]
    }

    #[test]
    fn order_blanks_forms_and_bold_by_drawing_twice_agree() {
        assert_eq!(
            compared("苏州市 Ａ1", "⼈".replace('⼈', "市苏州1A").as_str(), Some("1 A市\n州苏")),
            []
        );
        assert_eq!(compared("网民", "⽹⺠", Some("⽹⺠")), []);
        assert_eq!(compared("苏州", "苏州苏州", Some("苏州苏州")), []);
        assert_eq!(compared("苏州", "苏州苏州", Some("苏州")), []);
        assert_eq!(compared("页内", "页内外", Some("页内外")), []);
    }

    #[test]
    fn lost_and_other_characters_disagree() {
        assert_eq!(compared("苏州市", "苏州市", Some("苏州")), disagree("市", ""));
        assert_eq!(compared("苏州", "苏州", Some("苏州市")), disagree("", "市"));
        assert_eq!(compared("苏州市市", "苏州市市", Some("苏洲市")), disagree("州市", "洲"));
    }

    #[test]
    fn a_second_reader_that_fails_is_told() {
        let none = vec![IngestOddity::SecondReaderFailed { pages: None }];
        assert_eq!(compared("苏州", "苏州", None), none);
        let mut document = Document::default();
        compare(&mut document, None);
        assert_eq!(document.oddities, none);
        let page = |second: Option<&str>| Reading {
            drawn: String::new(),
            second: second.map(str::to_owned),
        };
        let mut document = Document::default();
        compare(&mut document, Some(&[page(None), page(Some("")), page(None)]));
        assert_eq!(document.oddities, [IngestOddity::SecondReaderFailed { pages: Some(2) }]);
    }
}
