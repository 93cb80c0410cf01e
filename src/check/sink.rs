//! Where findings go: it stamps code, name and level, and keeps a wrecked file from filling memory.

use std::fmt::Display;

use super::Check;
use crate::model::Span;
use crate::model::report::{Finding, Level, Related};

/// So many findings of one check are kept, and one more that counts the rest: a bound on memory.
/// What is told of them to a person is for the report to say.
const KEPT: u32 = 10_000;

/// Parts of a list inside an argument; shown as `, ` or `、` by the reader's language.
pub const LIST: char = '\u{1f}';

/// Takes the findings of one check.
#[derive(Debug)]
pub struct Sink<'r> {
    check: &'static Check,
    /// The level the settings chose, which then holds for all of this check's findings.
    chosen: Option<Level>,
    findings: &'r mut Vec<Finding>,
    made: u32,
    beyond: Option<Span>,
}

/// A finding being written. Arguments of one that is only counted are not even formatted.
#[derive(Debug)]
pub struct Draft<'d> {
    finding: Option<&'d mut Finding>,
    free: bool,
}

impl<'r> Sink<'r> {
    pub(super) fn new(
        check: &'static Check,
        chosen: Option<Level>,
        findings: &'r mut Vec<Finding>,
    ) -> Self {
        Self { check, chosen, findings, made: 0, beyond: None }
    }

    /// Reports a finding. `key` chooses the message in the check's page; `""` is the plain one.
    pub fn find(&mut self, key: &'static str, primary: Span) -> Draft<'_> {
        self.made += 1;
        let free = self.chosen.is_none();
        if self.made > KEPT {
            self.beyond.get_or_insert(primary);
            return Draft { finding: None, free };
        }
        self.push(key, primary);
        Draft { finding: self.findings.last_mut(), free }
    }

    fn push(&mut self, key: &'static str, primary: Span) {
        self.findings.push(Finding {
            code: self.check.code,
            name: self.check.name,
            level: self.chosen.unwrap_or(self.check.level),
            key,
            args: Vec::new(),
            primary,
            related: Vec::new(),
            fingerprint: String::new(),
            accepted: None,
        });
    }

    /// Ends the check and says how many findings it made.
    pub(super) fn finish(mut self) -> u32 {
        if let Some(span) = self.beyond {
            self.push("more", span);
            if let Some(last) = self.findings.last_mut() {
                last.args.push(("more", (self.made - KEPT).to_string()));
            }
        }
        self.made
    }
}

impl Draft<'_> {
    /// Gives a placeholder its value.
    pub fn arg(mut self, name: &'static str, value: impl Display) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.args.push((name, value.to_string()));
        }
        self
    }

    /// The same where there is one.
    pub fn arg_some(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.arg(name, value),
            None => self,
        }
    }

    /// Gives a placeholder a list; of a long one the first ten and a sign that there are more.
    pub fn list<T: Display>(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        if let Some(finding) = &mut self.finding {
            let mut text = String::new();
            for (i, value) in values.into_iter().enumerate() {
                if i > 0 {
                    text.push(LIST);
                }
                if i == 10 {
                    text.push('…');
                    break;
                }
                text.push_str(&value.to_string());
            }
            finding.args.push((name, text));
        }
        self
    }

    /// Points at another place, if there is one; `key` chooses its label in the page.
    pub fn related(self, key: &'static str, span: impl Into<Option<Span>>) -> Self {
        self.related_all(key, span.into())
    }

    /// Points at several other places under one label.
    pub fn related_all(mut self, key: &'static str, spans: impl IntoIterator<Item = Span>) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.related.extend(spans.into_iter().map(|span| Related {
                span,
                key,
                beside: false,
            }));
        }
        self
    }

    /// Points at a place in the document beside the one that is checked.
    pub fn beside(mut self, key: &'static str, span: impl Into<Option<Span>>) -> Self {
        if let (Some(finding), Some(span)) = (&mut self.finding, span.into()) {
            finding.related.push(Related { span, key, beside: true });
        }
        self
    }

    /// Another level than the check's own, unless the settings chose one.
    pub fn level(mut self, level: Level) -> Self {
        if let Some(finding) = self.finding.as_mut().filter(|_| self.free) {
            finding.level = level;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Sink};
    use crate::check::ALL;
    use crate::model::Span;
    use crate::model::report::Level;

    #[test]
    fn a_flood_is_counted() {
        let mut findings = Vec::new();
        let mut sink = Sink::new(ALL[0], None, &mut findings);
        for at in 0..KEPT + 7 {
            sink.find("", Span::at(at)).arg("n", at);
        }
        assert_eq!(sink.finish(), KEPT + 7);
        let last = findings.last().unwrap();
        assert_eq!(findings.len() as u32, KEPT + 1);
        assert_eq!(
            (last.key, last.primary, last.args[0].1.as_str()),
            ("more", Span::at(KEPT), "7")
        );
    }

    #[test]
    fn a_chosen_level_beats_the_check_and_its_findings() {
        let mut findings = Vec::new();
        let mut sink = Sink::new(ALL[0], Some(Level::Note), &mut findings);
        sink.find("", Span::at(0)).level(Level::Error);
        sink.finish();
        assert_eq!(findings[0].level, Level::Note);
    }
}
