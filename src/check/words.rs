//! What a check says: its pages, and the sentences in their front matter.
//!
//! The report room reads this file; it is the only thing of `check/` that it needs.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use foldhash::fast::FixedState;

pub use super::details::detail;
pub use super::sink::LIST;
use super::{ALL, Check};
use crate::accept::COUNTED;
use crate::model::Lang;
use crate::model::report::{Finding, Level, Related};
use crate::text::tame::is_wild;

/// Sentences that every check shares.
const SHARED: [&str; 2] = [include_str!("shared.md"), include_str!("shared.zh.md")];

/// A page: the front matter's lines and the text below it.
#[derive(Clone, Debug)]
pub struct Page {
    /// `key: value`, in the order of the page.
    pub fields: Vec<(&'static str, &'static str)>,
    /// The text after the front matter, in Markdown.
    pub body: &'static str,
}

impl Page {
    /// Takes a page apart. What is not `key: value` is left out; a test sees to it that there is
    /// no such line.
    pub fn parse(text: &'static str) -> Self {
        let (front, body) = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .unwrap_or(("", text));
        let fields = front.lines().filter_map(|line| line.split_once(": ")).collect();
        Self { fields, body: body.trim_start() }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        self.fields.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    /// `message.start` if there is one, else `message`.
    fn choose(&self, kind: &str, key: &str) -> Option<&'static str> {
        if key.is_empty() {
            return self.get(kind);
        }
        let special = |field: &str| {
            let rest = field.strip_prefix(kind).and_then(|rest| rest.strip_prefix('.'));
            rest.is_some_and(|rest| rest == key)
        };
        let found = self.fields.iter().find(|(field, _)| special(field));
        found.map(|(_, value)| *value).or_else(|| self.get(kind))
    }
}

impl Check {
    /// Its page in a language.
    pub fn page_in(&self, lang: Lang) -> Page {
        Page::parse(match lang {
            Lang::En => self.page,
            Lang::Zh => self.page_zh,
        })
    }
}

/// The check of that code or name, in any case.
pub fn check_of(code: &str) -> Option<&'static Check> {
    ALL.iter().copied().find(|c| c.code.eq_ignore_ascii_case(code) || c.name == code)
}

/// What `mingdan explain` prints: the page below a line of code, name and level.
pub fn explain(code: &str, lang: Lang) -> Option<String> {
    let check = check_of(code)?;
    let page = check.page_in(lang);
    let level = shared(lang).get(&format!("level.{}", check.level.name()));
    let level = level.unwrap_or(check.level.name());
    let (code, name) = (check.code, check.name);
    Some(match lang {
        Lang::En => {
            format!("{code} {name}: {level} by default, since {}\n\n{}", check.since, page.body)
        }
        Lang::Zh => {
            format!("{code} {name}：默认级别为{level}，自 {} 版起\n\n{}", check.since, page.body)
        }
    })
}

/// What is wrong, in one sentence.
pub fn message(finding: &Finding, lang: Lang) -> String {
    sentence(finding, "message", finding.key, lang).unwrap_or_else(|| finding.name.to_owned())
}

/// What stands under the underlined place.
pub fn label(finding: &Finding, lang: Lang) -> Option<String> {
    sentence(finding, "label", finding.key, lang)
}

/// How to mend or accept it.
pub fn help(finding: &Finding, lang: Lang) -> Option<String> {
    let mut help = sentence(finding, "help", finding.key, lang)?;
    let told = finding.level < Level::Warning || finding.key == COUNTED;
    if !told && !help.contains("--format accept") {
        help.push_str(if lang == Lang::Zh { "；" } else { "; " });
        help.push_str(shared(lang).get("accept").unwrap_or_default());
    }
    Some(help)
}

/// What another place has to do with it.
pub fn related(finding: &Finding, related: &Related, lang: Lang) -> Option<String> {
    sentence(finding, "related", related.key, lang)
}

/// A word that every report needs: `level.error`, `summary` …
pub fn shared(lang: Lang) -> &'static Page {
    static PAGES: [OnceLock<Page>; 2] = [const { OnceLock::new() }; 2];
    PAGES[lang as usize].get_or_init(|| Page::parse(SHARED[lang as usize]))
}

/// A check's page in both languages, taken apart when it is first asked for: thousands of findings
/// may ask for theirs.
type Pages = [OnceLock<Page>; 2];

/// The page of the check that made a finding.
fn page_of(finding: &Finding, lang: Lang) -> Option<&'static Page> {
    static PAGES: LazyLock<HashMap<&str, (&Check, Pages), FixedState>> = LazyLock::new(|| {
        ALL.iter().map(|check| (check.code, (*check, Pages::default()))).collect()
    });
    let (check, pages) = PAGES.get(finding.code)?;
    Some(pages[lang as usize].get_or_init(|| check.page_in(lang)))
}

fn sentence(finding: &Finding, kind: &str, key: &str, lang: Lang) -> Option<String> {
    let template = if key == "more" {
        shared(lang).get(&format!("{kind}.more"))
    } else {
        page_of(finding, lang)?.choose(kind, key)
    }?;
    let text = fill(template, &finding.args, lang);
    (!text.is_empty()).then_some(text)
}

/// Puts values in their places. A placeholder without a value stays, so that the fault shows.
pub fn fill(template: &str, args: &[(&'static str, String)], lang: Lang) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match args.iter().find(|(arg, _)| *arg == name) {
            Some(("detail", value)) => push_value(&mut text, &detail(value, lang), lang),
            Some((name, value)) if value.is_empty() && CELLS.contains(name) => {
                // In quotation marks nothing would be something.
                let quoted = text.ends_with('“') && tail.starts_with('”');
                if quoted {
                    text.pop();
                }
                text.push_str(shared(lang).get("empty").unwrap_or_default());
                rest = if quoted { &tail['”'.len_utf8()..] } else { tail };
                continue;
            }
            Some((_, value)) => push_value(&mut text, value, lang),
            None => text.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// Values that are cells of a table, in which nothing may stand.
const CELLS: [&str; 8] = ["cell", "expected", "print", "start", "end", "entry", "seq", "under"];

/// A value longer than this, in characters, is cut: the place is quoted elsewhere in full.
const LONGEST: usize = 60;

/// Values come from the source: line breaks in them, and all that could drive a terminal, are shown
/// as a space.
fn push_value(text: &mut String, value: &str, lang: Lang) {
    for (i, part) in value.split(LIST).enumerate() {
        if i > 0 {
            text.push_str(if lang == Lang::Zh { "、" } else { ", " });
        }
        let mut chars = part.chars();
        text.extend(chars.by_ref().take(LONGEST).map(|c| if is_wild(c) { ' ' } else { c }));
        if chars.next().is_some() {
            text.push('…');
        }
    }
}

#[cfg(test)]
mod tests;
