//! MD207: what a schema pins for this document does not hold.

use super::expect::ExpectFault;
use super::{Check, Ctx, Sink};
use crate::model::report::Level;
use crate::model::{Roster, Span};
use crate::schema::title_of as title_of_notice;

pub(super) static CHECK: Check = Check {
    code: "MD207",
    name: "expectation-broken",
    level: Level::Error,
    since: "0.1.0",
    run,
    page: include_str!("expectation_broken.md"),
    page_zh: include_str!("expectation_broken.zh.md"),
};

fn run(ctx: &Ctx, sink: &mut Sink) {
    let notice = ctx.notice();
    let number = notice.head.number.as_ref();
    let first = notice.rosters.first();
    let title = first.and_then(|roster| roster.title.as_ref()).map(|title| title.span);
    let general = title.or(number.map(|n| n.span)).or(first.map(|r| r.span)).unwrap_or_default();
    let schema = ctx.schema.map_or("", |schema| schema.name.as_str());
    let about_notice = number.map(|number| number.value.as_str());
    let number_text = about_notice.or_else(|| title_of_notice(notice)).unwrap_or_default();
    let group = |(roster, group): (u32, u32)| &ctx.roster(roster).groups[group as usize];
    for fault in &ctx.ledger.expects {
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
            ExpectFault::Renamed { group: g, expected } => {
                let group = group(*g);
                ("renamed", group.span, group.heading.as_str(), expected.clone(), 0)
            }
            ExpectFault::Rows { group: g } => {
                let group = group(*g);
                ("rows", group.span, group.heading.as_str(), String::new(), 0)
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
            .related("number", number.map(|number| number.span));
    }

    // Groups that are gone are gone together: one finding names them all.
    let missing: Vec<String> = ctx
        .ledger
        .expects
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
            .related("number", number.map(|number| number.span));
    }
}

/// The roster's title, or what it says first.
fn place_of(roster: &Roster) -> Span {
    roster.title.as_ref().map_or(roster.span, |title| title.span)
}

fn title_of(roster: Option<&Roster>) -> &str {
    let title = roster.and_then(|roster| roster.title.as_ref());
    title.map_or("", |title| title.value.as_str())
}
