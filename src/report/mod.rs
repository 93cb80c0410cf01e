//! A report in the reader's format and language. One file a format; [`RENDERERS`] lists them.
//!
//! Sentences come from the pages of the checks, through [`crate::check::words`]: the one thing this
//! room takes from another stage, because a finding and its words are one.

mod concise;
pub mod json;
mod jsonl;
mod place;
#[cfg(feature = "cli")]
mod text;

use crate::check::words;
use crate::model::report::{Finding, Level};
use crate::model::{Document, Notice, Report};

pub use crate::model::Lang;

/// What is to be shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text plane and the way back into the file.
    pub document: &'a Document,
    /// The report.
    pub report: &'a Report,
    /// The notice, for the figures of the summary.
    pub notice: Option<&'a Notice>,
    /// Language of the sentences.
    pub lang: Lang,
    /// Findings below this level are left out of `text`, `concise` and `jsonl`; `json` has all.
    pub least: Level,
    /// Whether to colour; only `text` does.
    pub colour: bool,
}

/// A format.
#[derive(Debug)]
pub struct Renderer {
    /// Its name, as given to `--format`.
    pub name: &'static str,
    /// Renders. The result ends in a line break, or is empty where there is nothing to say.
    pub render: fn(&Input) -> String,
}

/// Every format.
pub static RENDERERS: &[&Renderer] = &[
    #[cfg(feature = "cli")]
    &text::RENDERER,
    &concise::RENDERER,
    &json::RENDERER,
    &jsonl::RENDERER,
];

/// Renders in the format of that name; `None` if there is no such format.
pub fn render(name: &str, input: &Input) -> Option<String> {
    RENDERERS.iter().find(|renderer| renderer.name == name).map(|found| (found.render)(input))
}

impl<'a> Input<'a> {
    /// Findings from `least` up.
    pub fn findings(&self) -> impl Iterator<Item = &'a Finding> {
        let least = self.least.max(Level::Note);
        self.report.findings.iter().filter(move |finding| finding.level >= least)
    }

    /// `2 errors, 1 note in notice.txt`.
    pub fn summary(&self) -> String {
        let shared = words::shared(self.lang);
        let mut counts = String::new();
        for level in [Level::Error, Level::Warning, Level::Note] {
            let n = self.findings().filter(|finding| finding.level == level).count();
            if n == 0 {
                continue;
            }
            let plural = if n == 1 { "" } else { "s" };
            let key = format!("count.{}{plural}", level.name());
            let args = [("n", n.to_string())];
            if !counts.is_empty() {
                counts.push(words::LIST);
            }
            counts.push_str(&words::fill(shared.get(&key).unwrap_or("{n}"), &args, self.lang));
        }
        let key = if counts.is_empty() { "summary.clean" } else { "summary" };
        let args = [("counts", counts), ("file", self.document.name.clone())];
        words::fill(shared.get(key).unwrap_or("{counts}"), &args, self.lang)
    }
}

#[cfg(test)]
mod tests;
