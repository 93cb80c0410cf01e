//! A report in the reader's format and language. One file a format; [`RENDERERS`] lists them.
//!
//! A run has targets, most often one. Each gives a [`Piece`]; formats that are one document a run
//! have a [`Frame`] that joins the pieces ([`Sheets`]). A target that could not be read is a target
//! too, and every machine format names it.
//!
//! Sentences come from the pages of the checks, through [`crate::check::words`]: the one thing this
//! room takes from another stage, because a finding and its words are one.

mod accept;
mod concise;
mod fold;
mod github;
mod gitlab;
mod indented;
pub mod json;
mod jsonl;
mod junit;
mod place;
mod sarif;
mod sheets;
#[cfg(feature = "cli")]
mod text;

use crate::check::words;
use crate::model::report::{Finding, Level};
use crate::model::{Document, Notice, Report};

pub use crate::model::Lang;
pub use sheets::{Frame, Piece, Scope, Sheets};

/// What is to be shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text plane and the way back into the file.
    pub document: &'a Document,
    /// The report.
    pub report: &'a Report,
    /// What `json` calls the document; as the document itself is called where there is nothing.
    pub name: Option<&'a str>,
    /// The notice, for the figures of the summary.
    pub notice: Option<&'a Notice>,
    /// How many entries there are, where the notice has the first of them only.
    pub rows: Option<usize>,
    /// Findings about another file that belong to this report: stale entries of an acceptance
    /// file, where the run has this target alone.
    pub also: Option<(&'a Document, &'a Report)>,
    /// Language of the sentences.
    pub lang: Lang,
    /// Findings below this level are left out, but of `json`, which has all.
    pub least: Level,
    /// Findings from this level up fail the run; `junit` has to know.
    pub fails: Level,
    /// Whether to colour; only `text` does.
    pub colour: bool,
    /// Whether `text` lists the counts and their states.
    pub counts: bool,
}

/// A target of a run.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// It was read and checked.
    Checked(Input<'a>),
    /// It could not be read.
    Refused(Refusal<'a>),
}

/// A target that could not be read.
#[derive(Clone, Copy, Debug)]
pub struct Refusal<'a> {
    /// The file, as given.
    pub file: &'a str,
    /// The check whose page tells more, if there is one: `MD003`.
    pub code: Option<&'static str>,
    /// Why, in the reader's language.
    pub why: &'a str,
    /// Language of the sentences.
    pub lang: Lang,
}

impl Refusal<'_> {
    /// Name of the check, or `unreadable`.
    pub(crate) fn name(&self) -> &'static str {
        self.code.and_then(words::check_of).map_or("unreadable", |check| check.name)
    }
}

/// A format.
#[derive(Debug)]
pub struct Renderer {
    /// Its name, as given to `--format`.
    pub name: &'static str,
    /// What a target gives. Without a frame the body ends in a line break, or is empty where there
    /// is nothing to say.
    pub piece: fn(&Target) -> Piece,
    /// What makes one document of the pieces; `None` where they simply follow each other.
    pub frame: Option<&'static Frame>,
}

/// Every format.
pub static RENDERERS: &[&Renderer] = &[
    #[cfg(feature = "cli")]
    &text::RENDERER,
    &concise::RENDERER,
    &json::RENDERER,
    &jsonl::RENDERER,
    &sarif::RENDERER,
    &junit::RENDERER,
    &github::RENDERER,
    &gitlab::RENDERER,
    &accept::RENDERER,
];

/// The format of that name.
pub fn renderer(name: &str) -> Option<&'static Renderer> {
    RENDERERS.iter().copied().find(|renderer| renderer.name == name)
}

/// The whole report on a single target in the format of that name; `None` if there is no such
/// format.
pub fn render(name: &str, input: &Input) -> Option<String> {
    let renderer = renderer(name)?;
    let mut sheets = Sheets::new(renderer, Scope { many: false, lang: input.lang });
    let body = sheets.add((renderer.piece)(&Target::Checked(*input)));
    Some(body + &sheets.close())
}

/// A finding and the document its spans are of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    pub(crate) document: &'a Document,
    pub(crate) finding: &'a Finding,
}

impl<'a> Input<'a> {
    /// A report on a document, in English, with everything in it.
    pub fn new(document: &'a Document, report: &'a Report) -> Self {
        Self {
            document,
            report,
            name: None,
            notice: None,
            rows: None,
            also: None,
            lang: Lang::default(),
            least: Level::Note,
            fails: Level::Error,
            colour: false,
            counts: false,
        }
    }

    /// What the document, the target's or the one beside it, is called.
    fn name_of(&self, document: &'a Document) -> &'a str {
        let own = std::ptr::eq(self.document, document);
        self.name.filter(|_| own).unwrap_or(&document.name)
    }

    /// All findings, the target's first.
    pub(crate) fn all(&self) -> impl Iterator<Item = Found<'a>> {
        let own = Some((self.document, self.report));
        own.into_iter().chain(self.also).flat_map(|(document, report)| {
            report.findings.iter().map(move |finding| Found { document, finding })
        })
    }

    /// Findings from `least` up that nobody has accepted.
    pub(crate) fn open(&self) -> impl Iterator<Item = Found<'a>> {
        self.shown().filter(|found| found.finding.accepted.is_none())
    }

    /// Findings that were accepted, from `least` up.
    pub(crate) fn accepted(&self) -> impl Iterator<Item = Found<'a>> {
        self.shown().filter(|found| found.finding.accepted.is_some())
    }

    /// Findings from `least` up, accepted or not.
    pub(crate) fn shown(&self) -> impl Iterator<Item = Found<'a>> {
        let least = self.least.max(Level::Note);
        self.all().filter(move |found| found.finding.level >= least)
    }

    /// `2 errors, 1 note in notice.txt`; a line more where findings are about another file too.
    pub fn summary(&self) -> String {
        let mut lines = self.summary_of(self.document);
        if let Some((document, report)) =
            self.also.filter(|(_, report)| !report.findings.is_empty())
        {
            let input = Input { document, report, also: None, ..*self };
            lines.push('\n');
            lines.push_str(&input.summary_of(document));
        }
        lines
    }

    fn summary_of(&self, document: &Document) -> String {
        let shared = words::shared(self.lang);
        let of = |found: &Found| std::ptr::eq(found.document, document);
        let open = |level| self.open().filter(of).filter(|f| f.finding.level == level).count();
        let counted = [Level::Error, Level::Warning, Level::Note].map(|l| (l.name(), open(l)));
        let accepted = ("accepted", self.accepted().filter(of).count());
        let mut counts = String::new();
        for (kind, n) in counted.into_iter().chain([accepted]).filter(|(_, n)| *n > 0) {
            let plural = if n == 1 { "" } else { "s" };
            let key = format!("count.{kind}{plural}");
            let args = [("n", n.to_string())];
            if !counts.is_empty() {
                counts.push(words::LIST);
            }
            counts.push_str(&words::fill(shared.get(&key).unwrap_or("{n}"), &args, self.lang));
        }
        let key = if counts.is_empty() { "summary.clean" } else { "summary" };
        let args = [("counts", counts), ("file", document.name.clone())];
        words::fill(shared.get(key).unwrap_or("{counts}"), &args, self.lang)
    }
}

#[cfg(test)]
mod tests;
