//! `report.json`: every check that ran, every finding, each count with its state, and the
//! conservation figures.
//!
//! The types here are a promise to readers, with [`REPORT_VERSION`] on top; the model behind them
//! may change freely. Spans are UTF-8 byte offsets into `text.txt`; lines and columns are from 1,
//! columns in code points.

use std::borrow::Cow;
use std::io;

use serde::{Serialize, Serializer};

use super::{Found, Frame, Input, Piece, Refusal, Renderer, Target, indented, place};
use crate::check::words;
use crate::model::Span;
use crate::model::report::Level;

/// Version of the report's form; it rises when a reader could break.
pub const REPORT_VERSION: u32 = 1;

pub(super) static RENDERER: Renderer = Renderer { name: "json", piece, frame: Some(&FRAME) };

/// One target gives an object; several, or a folder, give an array of them.
static FRAME: Frame = Frame {
    open: |scope| (if scope.many { "[\n" } else { "" }).to_owned(),
    between: ",\n",
    close: |scope, _| (if scope.many { "\n]\n" } else { "\n" }).to_owned(),
};

fn piece(target: &Target) -> Piece {
    let report = match target {
        Target::Checked(input) => ReportJson::of(input),
        Target::Refused(refusal) => ReportJson::refused(refusal),
    };
    // Strings and numbers only: writing them cannot fail.
    serde_json::to_string_pretty(&report).unwrap_or_default().into()
}

/// Writes the whole report on a single target, as [`super::render`] gives it, finding by finding: a
/// long report is never held as a whole.
///
/// # Errors
/// Those of writing.
pub fn write(input: &Input, out: &mut impl io::Write) -> io::Result<()> {
    indented::write(&ReportJson::of(input), out)?;
    out.write_all(b"\n")
}

/// What was checked and found in one target. Lines and columns are from 1, columns in code points;
/// spans are UTF-8 byte offsets into the text (`text.txt` of the dataset).
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportJson<'a> {
    /// Of this form; it rises when a reader could break.
    version: u32,
    /// The target, as given.
    file: &'a str,
    /// Of the file; `null` where it could not be read.
    sha256: Option<&'a str>,
    /// Of messages, labels and help.
    #[cfg_attr(test, schemars(extend("enum" = ["en", "zh"])))]
    lang: &'static str,
    /// Why there is no report: the file could not be read. Else `null`.
    failure: Option<FailureJson<'a>>,
    summary: Summary,
    /// Every count, declared or not, held against the rows.
    #[cfg_attr(test, schemars(with = "Vec<ClaimJson>"))]
    claims: Claims<'a>,
    #[cfg_attr(test, schemars(with = "Vec<FindingJson>"))]
    findings: Findings<'a>,
    /// Every check that ran.
    checks: Vec<CheckJson>,
    conservation: ConservationJson<'a>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FailureJson<'a> {
    /// The check whose page tells more (`MD003`), if there is one.
    code: Option<&'static str>,
    message: &'a str,
}

#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Summary {
    entries: usize,
    groups: usize,
    rosters: usize,
    claims: usize,
    findings: Levels,
    checks: usize,
}

/// Findings by level; those that were accepted count apart, whatever their level.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Levels {
    error: usize,
    warning: usize,
    note: usize,
    accepted: usize,
}

/// The claims of a report, each made ready when it is written.
#[derive(Debug)]
struct Claims<'a>(Option<Input<'a>>);

impl Serialize for Claims<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let claims = self
            .0
            .iter()
            .flat_map(|input| input.report.claims.iter().map(|claim| ClaimJson::of(input, claim)));
        serializer.collect_seq(claims)
    }
}

/// The findings of a report, each made ready when it is written.
#[derive(Debug)]
struct Findings<'a>(Option<Input<'a>>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings =
            self.0.iter().flat_map(|input| input.all().map(|found| FindingJson::of(input, found)));
        serializer.collect_seq(findings)
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ClaimJson<'a> {
    /// What is counted.
    about: &'a str,
    /// `null` where no count is declared.
    declared: Option<u64>,
    /// `null` where nothing in the rows can be counted.
    found: Option<u64>,
    /// Held: both agree. Broken: they do not. Unverifiable: declared, but nothing in the rows can
    /// be counted against it. Absent: declared nowhere.
    #[cfg_attr(test, schemars(extend("enum" = ["held", "broken", "unverifiable", "absent"])))]
    state: &'static str,
    /// What the notice's words were found to count: `heading`, `group`, `title`, `column` …; only
    /// where a count of the notice is held or broken. More may come.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    /// Where it is declared; `rows`: nowhere.
    #[cfg_attr(test, schemars(extend("enum" = ["notice", "schema", "rows"])))]
    source: &'static str,
    page: Option<u32>,
    line: Option<u32>,
    column: Option<u32>,
    span: Option<[u32; 2]>,
    quote: Option<Cow<'a, str>>,
}

/// One finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingJson<'a> {
    /// `null` only in `jsonl`, for a file that could not be read.
    code: Option<&'static str>,
    name: &'static str,
    /// After `--level`.
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "note"])))]
    level: &'static str,
    message: String,
    file: &'a str,
    /// Of paged sources; the line is then one of the text.
    page: Option<u32>,
    line: u32,
    column: u32,
    span: [u32; 2],
    /// The source's words.
    quote: Cow<'a, str>,
    /// Other places that bear on it.
    related: Vec<RelatedJson<'a>>,
    /// How to mend or accept it.
    help: Option<String>,
    /// Stays the same while the finding and its line do; see `--accept`.
    fingerprint: &'a str,
    /// The reason for which it was accepted, or `null`.
    accepted: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RelatedJson<'a> {
    label: Option<String>,
    /// Only where it is another file than the finding's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    page: Option<u32>,
    line: u32,
    column: u32,
    span: [u32; 2],
    quote: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CheckJson {
    code: &'static str,
    name: &'static str,
    findings: u32,
}

#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ConservationJson<'a> {
    /// All that are not white space.
    characters: u64,
    /// Characters in each part of the notice.
    parts: serde_json::Map<String, serde_json::Value>,
    /// Stretches that belong to no part.
    leftovers: Vec<Stretch<'a>>,
    overlaps: Vec<Stretch<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
        let open = |level| report.open(level) + input.also.map_or(0, |(_, also)| also.open(level));
        let conservation = &report.conservation;
        let stretch = |span: &Span| {
            let span = place::clamp(&document.text, *span);
            Stretch { span: pair(span), text: document.slice(span) }
        };
        Self {
            version: REPORT_VERSION,
            file: input.name_of(document),
            sha256: Some(&document.sha256),
            lang: lang.name(),
            failure: None,
            summary: Summary {
                entries: input
                    .rows
                    .unwrap_or_else(|| rosters.iter().map(|roster| roster.entries.len()).sum()),
                groups: rosters.iter().map(|roster| roster.groups.len()).sum(),
                rosters: rosters.len(),
                claims: report.claims.len(),
                findings: Levels {
                    error: open(Level::Error),
                    warning: open(Level::Warning),
                    note: open(Level::Note),
                    accepted: report.accepted(),
                },
                checks: report.checks.len(),
            },
            claims: Claims(Some(*input)),
            findings: Findings(Some(*input)),
            checks: report
                .checks
                .iter()
                .chain(input.also.iter().flat_map(|(_, also)| &also.checks))
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

impl<'a> ReportJson<'a> {
    /// The report on a file that could not be read.
    fn refused(refusal: &Refusal<'a>) -> Self {
        Self {
            version: REPORT_VERSION,
            file: refusal.file,
            sha256: None,
            lang: refusal.lang.name(),
            failure: Some(FailureJson { code: refusal.code, message: refusal.why }),
            summary: Summary::default(),
            claims: Claims(None),
            findings: Findings(None),
            checks: Vec::new(),
            conservation: ConservationJson::default(),
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
            by: claim.by,
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
    pub(super) fn of(input: &Input<'a>, found: Found<'a>) -> Self {
        let Found { document, finding } = found;
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
            code: Some(finding.code),
            name: finding.name,
            level: finding.level.name(),
            message: place::told(document, finding, input.lang),
            file: input.name_of(document),
            page: position.page,
            line: position.line,
            column: position.column,
            span: pair(finding.primary),
            quote: place::quote(document, finding.primary, QUOTED),
            related: finding.related.iter().map(related).collect(),
            help: words::help(finding, input.lang),
            fingerprint: &finding.fingerprint,
            accepted: finding.accepted.as_deref(),
        }
    }

    /// A file that could not be read, as a line of `jsonl`.
    pub(super) fn refused(refusal: &Refusal<'a>) -> Self {
        Self {
            code: refusal.code,
            name: refusal.name(),
            level: Level::Error.name(),
            message: refusal.why.to_owned(),
            file: refusal.file,
            page: None,
            line: 1,
            column: 1,
            span: [0, 0],
            quote: Cow::Borrowed(""),
            related: Vec::new(),
            help: None,
            fingerprint: "",
            accepted: None,
        }
    }
}
