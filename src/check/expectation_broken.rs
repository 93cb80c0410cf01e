//! MD207: what a schema pins for this document does not hold.

use super::expect::{self, ExpectFault, Fact, Held};
use super::{Book, Check, Ctx, Settings, Sink};
use crate::model::report::Level;
use crate::model::{Document, Notice, Report, Roster, Span};
use crate::schema::{Schema, title_of as title_of_notice};

pub(super) static CHECK: Check = check!("MD207" expectation-broken: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    let Some(schema) = ctx.schema else { return };
    let faults: Vec<&ExpectFault> = ctx.ledger.expects.iter().collect();
    tell(&faults, ctx.notice(), 0, schema, sink);
}

/// Holds rosters that lie in documents of their own, one each, against what is pinned for their
/// notice: one report each. What is about the notice as a whole is told with the first.
pub fn pins(
    documents: &[&Document],
    notice: &Notice,
    schema: &Schema,
    settings: &Settings,
) -> Vec<Report> {
    if schema.expect_for(notice).is_none() {
        return Vec::new();
    }
    let count = |roster: &Roster| -> Vec<u64> {
        let of = |g| roster.entries.iter().filter(|entry| entry.group == Some(g)).count() as u64;
        (0..roster.groups.len() as u32).map(of).collect()
    };
    let counts: Vec<Vec<u64>> = notice.rosters.iter().map(count).collect();
    let held = Held { documents, notice, counts: &counts, whole: false };
    let (states, faults) = expect::hold(held, schema);
    let last = notice.rosters.len().saturating_sub(1) as u32;
    let mut reports: Vec<Report> = (0..=last)
        .map(|roster| {
            // A roster that is pinned and not there is told with the last.
            let here = |fault: &&ExpectFault| fault.roster().unwrap_or(0).min(last) == roster;
            let faults: Vec<&ExpectFault> = faults.iter().filter(here).collect();
            let mut book = Book::new(settings);
            book.run(CHECK.code, |sink| tell(&faults, notice, roster, schema, sink));
            book.close()
        })
        .collect();
    reports[0].claims = states;
    reports
}

/// Tells faults of a notice. Its own places lie in the document of its first roster; `of` is the
/// roster that the findings are told with.
fn tell(faults: &[&ExpectFault], notice: &Notice, of: u32, schema: &Schema, sink: &mut Sink) {
    let number = notice.head.number.as_ref();
    let first = notice.rosters.get(of as usize);
    let title = first.and_then(|roster| roster.title.as_ref()).map(|title| title.span);
    let number_at = number.map(|number| number.span).filter(|_| of == 0);
    let general = title.or(number_at).or(first.map(|r| r.span)).unwrap_or_default();
    let schema = schema.name.as_str();
    let about_notice = number.map(|number| number.value.as_str());
    let number_text = about_notice.or_else(|| title_of_notice(notice)).unwrap_or_default();
    let group =
        |(roster, group): (u32, u32)| &notice.rosters[roster as usize].groups[group as usize];
    for fault in faults.iter().copied() {
        let (key, place, about, expected, found) = match fault {
            ExpectFault::Entries { expected, found } => {
                ("", general, "", expected.to_string(), *found)
            }
            ExpectFault::Level { name, expected, found } => {
                ("level", general, name.as_str(), expected.to_string(), *found)
            }
            ExpectFault::Group { group: g, expected, found } => {
                let group = group(*g);
                ("group", group.span, group.heading.as_str(), expected.to_string(), *found)
            }
            ExpectFault::Missing { .. } => continue,
            ExpectFault::Unbound { pinned } => {
                sink.find("unbound", general)
                    .level(Level::Note)
                    .list("expected", pinned)
                    .arg("schema", schema)
                    .arg("number", number_text);
                continue;
            }
            ExpectFault::Other { expected } => ("other", general, "", expected.clone(), 0),
            ExpectFault::Head { fact, expected, found } => {
                let (key, at) = told_of(*fact, found, notice);
                (key, at.unwrap_or(general), found.as_str(), expected.clone(), 0)
            }
            ExpectFault::Header { roster, expected, found } => {
                let roster = notice.rosters.get(*roster as usize);
                let place = roster.map_or(general, place_of);
                let key = if found.is_empty() { "header" } else { "header-other" };
                sink.find(key, place)
                    .arg("about", title_of(roster))
                    .arg("expected", expected)
                    .arg("found", found)
                    .arg("schema", schema);
                continue;
            }
            ExpectFault::Under { group: g, expected, found } => {
                let group = group(*g);
                let key = if expected.is_empty() {
                    "under-none"
                } else if found.is_empty() {
                    "under-lost"
                } else {
                    "under"
                };
                sink.find(key, group.span)
                    .arg("about", &group.heading)
                    .arg("expected", expected)
                    .arg("found", found)
                    .arg("schema", schema);
                continue;
            }
            ExpectFault::Order { group: g, before } => {
                let group = group(*g);
                ("order", group.span, group.heading.as_str(), before.clone(), 0)
            }
            ExpectFault::Renamed { group: g, expected } => {
                let group = group(*g);
                ("renamed", group.span, group.heading.as_str(), expected.clone(), 0)
            }
            ExpectFault::Rows { group: g } => {
                let group = group(*g);
                ("rows", group.span, group.heading.as_str(), String::new(), 0)
            }
            ExpectFault::Title { roster, expected, found } => {
                let place = notice.rosters.get(*roster as usize).map_or(general, place_of);
                let key = if expected.is_empty() {
                    "roster-title-none"
                } else if found.is_empty() {
                    "roster-title-lost"
                } else {
                    "roster-title"
                };
                (key, place, found.as_str(), expected.clone(), 0)
            }
            ExpectFault::Roster { roster, expected, found } => {
                let roster = notice.rosters.get(*roster as usize);
                let place = roster.map_or(general, place_of);
                ("roster", place, title_of(roster), expected.to_string(), *found)
            }
            ExpectFault::RosterRows { roster } => {
                let roster = notice.rosters.get(*roster as usize);
                let place = roster.map_or(general, place_of);
                ("roster-rows", place, title_of(roster), String::new(), 0)
            }
            ExpectFault::Added { group: g, found } => {
                let group = group(*g);
                ("added", group.span, group.heading.as_str(), String::new(), *found)
            }
        };
        sink.find(key, place)
            .arg("about", about)
            .arg("expected", expected)
            .arg("found", found)
            .arg("schema", schema)
            .arg("number", number_text)
            .related("number", number_at);
    }

    // Groups that are gone are gone together: one finding names them all.
    let missing: Vec<String> = faults
        .iter()
        .filter_map(|fault| match fault {
            ExpectFault::Missing { heading, expected } => Some(format!("{heading} ({expected})")),
            _ => None,
        })
        .collect();
    if !missing.is_empty() {
        sink.find(if missing.len() == 1 { "missing" } else { "missing-many" }, general)
            .arg("schema", schema)
            .arg("count", missing.len())
            .list("missing", missing)
            .related("number", number_at);
    }
}

/// What is said of a fact of the head that differs, and where.
fn told_of(fact: Fact, found: &str, notice: &Notice) -> (&'static str, Option<Span>) {
    let head = &notice.head;
    let (key, at) = match fact {
        Fact::Number => ("number", head.number.as_ref().map(|number| number.span)),
        Fact::Title => ("title", head.title.as_ref().map(|title| title.span)),
        Fact::Date => ("date", head.date.as_ref().map(|date| date.span)),
        Fact::Issuers => ("issuers", head.issuers.first().map(|issuer| issuer.span)),
    };
    (if found.is_empty() { "lost" } else { key }, at)
}

/// The roster's title, or what it says first.
fn place_of(roster: &Roster) -> Span {
    roster.title.as_ref().map_or(roster.span, |title| title.span)
}

fn title_of(roster: Option<&Roster>) -> &str {
    let title = roster.and_then(|roster| roster.title.as_ref());
    title.map_or("", |title| title.value.as_str())
}
