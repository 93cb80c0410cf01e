//! `report.json`: every check that ran, every finding, each count with its state, and the
//! conservation figures.
//!
//! The types here are a promise to readers, with [`REPORT_VERSION`] on top; the model behind them
//! may change freely. Spans are UTF-8 byte offsets into `text.txt`; lines and columns are from 1,
//! columns in code points.

use serde::Serialize;

use super::{Input, Renderer, place};
use crate::check::words;
use crate::model::Span;
use crate::model::report::{Finding, Level};

/// Version of the report's form; it rises when a reader could break.
pub const REPORT_VERSION: u32 = 1;

pub(super) static RENDERER: Renderer = Renderer { name: "json", render };

fn render(input: &Input) -> String {
    // Strings and numbers only: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&ReportJson::of(input)).unwrap_or_default();
    text.push('\n');
    text
}

/// The whole report.
#[derive(Debug, Serialize)]
pub struct ReportJson<'a> {
    version: u32,
    file: &'a str,
    sha256: &'a str,
    lang: &'static str,
    summary: Summary,
    claims: Vec<ClaimJson<'a>>,
    findings: Vec<FindingJson<'a>>,
    checks: Vec<CheckJson>,
    conservation: ConservationJson<'a>,
}

#[derive(Debug, Serialize)]
struct Summary {
    entries: usize,
    groups: usize,
    rosters: usize,
    claims: usize,
    findings: Levels,
    checks: usize,
}

#[derive(Debug, Serialize)]
struct Levels {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Debug, Serialize)]
struct ClaimJson<'a> {
    about: &'a str,
    declared: Option<u64>,
    found: Option<u64>,
    state: &'static str,
    source: &'static str,
    page: Option<u32>,
    line: Option<u32>,
    column: Option<u32>,
    span: Option<[u32; 2]>,
    quote: Option<String>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub struct FindingJson<'a> {
    code: &'static str,
    name: &'static str,
    level: &'static str,
    message: String,
    file: &'a str,
    page: Option<u32>,
    line: u32,
    column: u32,
    span: [u32; 2],
    quote: String,
    related: Vec<RelatedJson<'a>>,
    help: Option<String>,
}

#[derive(Debug, Serialize)]
struct RelatedJson<'a> {
    label: Option<String>,
    /// Only where it is another file than the finding's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    page: Option<u32>,
    line: u32,
    column: u32,
    span: [u32; 2],
    quote: String,
}

#[derive(Debug, Serialize)]
struct CheckJson {
    code: &'static str,
    name: &'static str,
    findings: u32,
}

#[derive(Debug, Serialize)]
struct ConservationJson<'a> {
    characters: u64,
    parts: serde_json::Map<String, serde_json::Value>,
    leftovers: Vec<Stretch<'a>>,
    overlaps: Vec<Stretch<'a>>,
}

#[derive(Debug, Serialize)]
struct Stretch<'a> {
    span: [u32; 2],
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
}

/// Quotes longer than this are cut.
const QUOTED: usize = 200;

const fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

impl<'a> ReportJson<'a> {
    /// A report, ready to be written.
    pub fn of(input: &Input<'a>) -> Self {
        let Input { document, report, notice, lang, .. } = *input;
        let rosters = notice.map_or(&[][..], |notice| &notice.rosters);
        let count = |level| report.findings.iter().filter(|f| f.level == level).count();
        let conservation = &report.conservation;
        let stretch = |span: &Span| {
            let span = place::clamp(&document.text, *span);
            Stretch { span: pair(span), text: document.slice(span) }
        };
        Self {
            version: REPORT_VERSION,
            file: &document.name,
            sha256: &document.sha256,
            lang: lang.name(),
            summary: Summary {
                entries: rosters.iter().map(|roster| roster.entries.len()).sum(),
                groups: rosters.iter().map(|roster| roster.groups.len()).sum(),
                rosters: rosters.len(),
                claims: report.claims.len(),
                findings: Levels {
                    error: count(Level::Error),
                    warning: count(Level::Warning),
                    note: count(Level::Note),
                },
                checks: report.checks.len(),
            },
            claims: report.claims.iter().map(|claim| ClaimJson::of(input, claim)).collect(),
            findings: report.findings.iter().map(|f| FindingJson::of(input, f)).collect(),
            checks: report
                .checks
                .iter()
                .map(|run| CheckJson { code: run.code, name: run.name, findings: run.findings })
                .collect(),
            conservation: ConservationJson {
                characters: conservation.total,
                parts: conservation
                    .by_role
                    .iter()
                    .map(|(role, count)| ((*role).to_owned(), (*count).into()))
                    .collect(),
                leftovers: conservation.leftovers.iter().map(stretch).collect(),
                overlaps: conservation.overlaps.iter().map(stretch).collect(),
            },
        }
    }
}

impl<'a> ClaimJson<'a> {
    fn of(input: &Input<'a>, claim: &'a crate::model::report::ClaimState) -> Self {
        let position = claim.span.map(|span| input.document.position(span.start));
        Self {
            about: &claim.about,
            declared: claim.declared,
            found: claim.found,
            state: claim.state.name(),
            source: claim.source.name(),
            page: position.and_then(|position| position.page),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            span: claim.span.map(pair),
            quote: claim.span.map(|span| place::quote(input.document, span, QUOTED)),
        }
    }
}

impl<'a> FindingJson<'a> {
    /// A finding, ready to be written.
    pub fn of(input: &Input<'a>, finding: &Finding) -> Self {
        let document = input.document;
        let position = document.position(finding.primary.start);
        let related = |related: &crate::model::report::Related| {
            let file = related.document(document);
            let position = file.position(related.span.start);
            RelatedJson {
                label: words::related(finding, related, input.lang),
                file: related.beside.then_some(file.name.as_str()),
                page: position.page,
                line: position.line,
                column: position.column,
                span: pair(related.span),
                quote: place::quote(file, related.span, QUOTED),
            }
        };
        Self {
            code: finding.code,
            name: finding.name,
            level: finding.level.name(),
            message: words::message(finding, input.lang),
            file: &document.name,
            page: position.page,
            line: position.line,
            column: position.column,
            span: pair(finding.primary),
            quote: place::quote(document, finding.primary, QUOTED),
            related: finding.related.iter().map(related).collect(),
            help: words::help(finding, input.lang),
        }
    }
}
