//! `notice.json`: what the notice says about itself, each thing with its place in `text.txt`.
//!
//! The types here are a promise to readers, with [`DATASET_VERSION`] on top; the model behind
//! them may change freely. Indices are turned into ordinals from 1, as in the tables.

use serde::Serialize;

use super::columns::numbered;
use crate::model::claim::{ClaimPlace, Relation, Stance};
use crate::model::dataset::{DATASET_VERSION, NoticeFacts, RosterFacts, SourceFacts};
use crate::model::{Claim, Dataset, Span, Spanned};

/// The file's bytes.
pub fn write(dataset: &Dataset) -> Vec<u8> {
    super::json::text(&NoticeJson::of(dataset)).into_bytes()
}

/// The whole file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NoticeJson<'a> {
    version: u32,
    source: Source<'a>,
    issuers: Vec<Issuer<'a>>,
    number: Option<Read<&'a str>>,
    title: Option<Read<&'a str>>,
    date: Option<Read<String>>,
    addressees: Vec<Read<&'a str>>,
    citations: Vec<Citation<'a>>,
    deadlines: Vec<Deadline<'a>>,
    annexes: Vec<Read<&'a str>>,
    ordering: Vec<Ordering<'a>>,
    claims: Vec<ClaimJson<'a>>,
    rosters: Vec<RosterJson<'a>>,
    body: Vec<Paragraph<'a>>,
}

impl<'a> NoticeJson<'a> {
    /// The facts of a dataset, ready to be written.
    pub fn of(dataset: &'a Dataset) -> Self {
        let NoticeFacts { head, issuers, claims, readings, body, rosters } = &dataset.notice;
        Self {
            version: DATASET_VERSION,
            source: Source::of(&dataset.source),
            issuers: head
                .issuers
                .iter()
                .enumerate()
                .map(|(at, printed)| Issuer {
                    printed: &printed.value,
                    canonical: issuers.get(at).and_then(Option::as_deref),
                    span: pair(printed.span),
                })
                .collect(),
            number: head.number.as_ref().map(read),
            title: head.title.as_ref().map(read),
            date: head
                .date
                .as_ref()
                .map(|date| Read { value: date.value.to_string(), span: pair(date.span) }),
            addressees: head.addressees.iter().map(read).collect(),
            citations: head
                .cites
                .iter()
                .map(|cite| Citation {
                    title: cite.title.as_deref(),
                    number: cite.number.as_deref(),
                    span: pair(cite.span),
                })
                .collect(),
            deadlines: head
                .deadlines
                .iter()
                .map(|deadline| Deadline {
                    raw: &deadline.raw,
                    date: deadline.date.to_string(),
                    year_inferred: deadline.year_inferred,
                    span: pair(deadline.span),
                })
                .collect(),
            annexes: head.annexes.iter().map(read).collect(),
            ordering: rosters
                .iter()
                .enumerate()
                .filter_map(|(at, roster)| {
                    let ordering = roster.ordering.as_ref()?;
                    let span = pair(ordering.span);
                    Some(Ordering { roster: at + 1, value: &ordering.value, span })
                })
                .collect(),
            claims: claims
                .iter()
                .enumerate()
                .map(|(at, claim)| ClaimJson::of(claim, readings.get(at).copied().flatten()))
                .collect(),
            rosters: rosters.iter().enumerate().map(|(at, r)| RosterJson::of(at, r)).collect(),
            body: body
                .iter()
                .map(|paragraph| Paragraph {
                    number: paragraph.number,
                    text: &paragraph.text,
                    spans: paragraph.pieces.iter().map(|span| pair(*span)).collect(),
                })
                .collect(),
        }
    }
}

/// `[start, end]`, bytes of `text.txt`.
type Pair = [u32; 2];

fn pair(span: Span) -> Pair {
    [span.start, span.end]
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Read<T> {
    value: T,
    span: Pair,
}

fn read(spanned: &Spanned<String>) -> Read<&str> {
    Read { value: &spanned.value, span: pair(spanned.span) }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Source<'a> {
    name: &'a str,
    sha256: &'a str,
    bytes: u64,
    format: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    encoding: &'a str,
}

impl<'a> Source<'a> {
    fn of(source: &'a SourceFacts) -> Self {
        let SourceFacts { name, sha256, bytes, format, encoding } = source;
        Self { name, sha256, bytes: *bytes, format, encoding }
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Issuer<'a> {
    printed: &'a str,
    canonical: Option<&'a str>,
    span: Pair,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Citation<'a> {
    title: Option<&'a str>,
    number: Option<&'a str>,
    span: Pair,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Deadline<'a> {
    raw: &'a str,
    date: String,
    year_inferred: bool,
    span: Pair,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Ordering<'a> {
    roster: usize,
    value: &'a str,
    span: Pair,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ClaimJson<'a> {
    about: &'a str,
    measure: &'a str,
    declared: u64,
    /// `title`, `body`, `heading` or `note`.
    #[cfg_attr(test, schemars(extend("enum" = ["title", "body", "heading", "note"])))]
    place: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    roster: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    /// `alone`, `classes-of`, `part-of` or `delta`.
    #[cfg_attr(test, schemars(extend("enum" = ["alone", "classes-of", "part-of", "delta"])))]
    relation: &'static str,
    /// Ordinal of the claim it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u32>,
    /// `list`: of what the notice lists; `context`: of a wider or an earlier total.
    #[cfg_attr(test, schemars(extend("enum" = ["list", "context"])))]
    stance: &'static str,
    /// Which reading of it was held against the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    span: Pair,
    numeral: Pair,
}

impl<'a> ClaimJson<'a> {
    fn of(claim: &'a Claim, by: Option<&'static str>) -> Self {
        let (place, roster, group) = match claim.place {
            ClaimPlace::Title => ("title", None, None),
            ClaimPlace::Body => ("body", None, None),
            ClaimPlace::Heading { roster, group } => ("heading", Some(roster + 1), Some(group + 1)),
            ClaimPlace::Note => ("note", None, None),
        };
        let (relation, of) = match claim.relation {
            Relation::Alone => ("alone", None),
            Relation::ClassesOf(other) => ("classes-of", Some(other + 1)),
            Relation::PartOf(other) => ("part-of", Some(other + 1)),
            Relation::Delta => ("delta", None),
        };
        Self {
            about: &claim.about,
            measure: &claim.measure,
            declared: claim.declared,
            place,
            roster,
            group,
            relation,
            of,
            stance: match claim.stance {
                Stance::List => "list",
                Stance::Context | Stance::Untold => "context",
            },
            by,
            span: pair(claim.span),
            numeral: pair(claim.numeral),
        }
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RosterJson<'a> {
    title: Option<Read<&'a str>>,
    table: String,
    entries: u64,
    levels: &'a [String],
    groups: Vec<Group<'a>>,
    span: Pair,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Group<'a> {
    path: &'a [String],
    heading: &'a str,
    entries: u64,
    span: Pair,
}

impl<'a> RosterJson<'a> {
    fn of(index: usize, roster: &'a RosterFacts) -> Self {
        Self {
            title: roster.title.as_ref().map(read),
            table: format!("{}.csv", numbered("entries", index)),
            entries: roster.entries,
            levels: &roster.levels,
            groups: roster
                .groups
                .iter()
                .map(|group| Group {
                    path: &group.path,
                    heading: &group.heading,
                    entries: group.entries,
                    span: pair(group.span),
                })
                .collect(),
            span: pair(roster.span),
        }
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Paragraph<'a> {
    number: Option<u32>,
    text: &'a str,
    spans: Vec<Pair>,
}
