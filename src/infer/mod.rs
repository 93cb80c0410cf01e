//! A notice that has been read → the [`Schema`] that reads it so again and pins what was found.
//!
//! What is inferred is a proposal: it is for the pipeline to try it on the same document, and to
//! take a plainer one where the rows come out otherwise. [`proposals`] gives them, the fullest
//! first.

mod pattern;

use regex::Regex;

use crate::model::{Document, Head, Notice, Roster};
use crate::schema::{
    ColumnSchema, Expect, GroupPattern, GroupPin, Pin, RosterSchema, Schema, distinct, fingerprint,
    title_of,
};
use crate::text::blank;

/// What to infer from.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The text plane.
    pub document: &'a Document,
    /// The head that schemas are matched with.
    pub head: &'a Head,
    /// The notice as it was read.
    pub notice: &'a Notice,
    /// The schema it was read by, whose group patterns are kept.
    pub schema: Option<&'a Schema>,
    /// The new schema's name.
    pub name: &'a str,
    /// Names for the levels of group headings of the form X（Y）; empty keeps the levels as read.
    pub levels: &'a [String],
}

/// Schemas for the notice: with all that was found; without patterns for headings; without serial
/// rules; without any word on how to read it.
pub fn proposals(found: &Found<'_>) -> Vec<Schema> {
    let full = schema(found);
    let without = |strip: fn(&mut RosterSchema)| {
        let mut plainer = full.clone();
        plainer.rosters.iter_mut().for_each(strip);
        plainer
    };
    let no_groups = without(|roster| roster.groups = None);
    let no_serial = without(|roster| (roster.groups, roster.serial) = (None, None));
    let bare = Schema { rosters: Vec::new(), ..full.clone() };
    let mut all = vec![full, no_groups, no_serial, bare];
    // A level that no pattern names any more cannot be counted; group_1 and the like can.
    for plainer in &mut all[1..] {
        for expect in &mut plainer.expect {
            expect.levels.retain(|(level, _)| level.starts_with("group_"));
        }
    }
    all
}

fn schema(found: &Found<'_>) -> Schema {
    let Found { document, head, notice, name, .. } = *found;
    let title = title_of(notice).map(line).unwrap_or_default();
    let issuers: Vec<&str> = head.issuers.iter().map(|i| i.value.as_str()).collect();
    // What is pinned must say of which notice; a lock that cannot say it matches nothing by itself.
    let mut expect = expect(document, notice);
    let own = head.title.as_ref().filter(|_| expect.number.is_some() || expect.title.is_some());
    let mut schema = Schema {
        name: name.to_owned(),
        title: if title.is_empty() { name.to_owned() } else { title },
        lock: true,
        match_title: own.and_then(|title| exactly(&title.value)),
        match_issuer: match (own, issuers.is_empty()) {
            (Some(_), false) => exactly(&issuers.join("、")),
            _ => None,
        },
        rosters: (0..).zip(&notice.rosters).map(|(at, r)| roster(found, at, r)).collect(),
        expect: Vec::new(),
    };
    let groups = (0..)
        .zip(&notice.rosters)
        .flat_map(|(r, roster)| roster.groups.iter().map(move |group| (r, roster, group)));
    for (pin, (r, roster, group)) in expect.groups.iter_mut().zip(groups) {
        pin.under = schema.under(r, roster, group).into_iter().map(line).collect();
    }
    schema.expect.push(expect);
    schema
}

/// What is pinned of a notice.
fn expect(document: &Document, notice: &Notice) -> Expect {
    let mut levels: Vec<(String, u64)> = Vec::new();
    for level in notice.rosters.iter().flat_map(|roster| &roster.levels) {
        if !level.is_empty() && levels.iter().all(|(known, _)| known != level) {
            levels.push((level.clone(), distinct(notice, level)));
        }
    }
    let mut groups = Vec::new();
    for roster in &notice.rosters {
        for (g, group) in (0..).zip(&roster.groups) {
            let entries = roster.entries.iter().filter(|entry| entry.group == Some(g)).count();
            groups.push(GroupPin {
                heading: line(&group.heading),
                under: Vec::new(),
                pin: pin(document, roster, Some(g), entries),
            });
        }
    }
    // A single roster in groups is pinned group by group.
    let whole = notice.rosters.len() > 1
        || notice.rosters.iter().any(|roster| roster.entries.iter().any(|e| e.group.is_none()));
    let rosters = notice.rosters.iter().filter(|_| whole);
    let title = |roster: &Roster| roster.title.as_ref().map(|title| line(&title.value));
    let mut titles: Vec<String> =
        notice.rosters.iter().map(|roster| title(roster).unwrap_or_default()).collect();
    if titles.iter().all(String::is_empty) {
        titles.clear();
    }
    Expect {
        number: notice.head.number.as_ref().map(|number| number.value.clone()),
        title: title_of(notice).map(line),
        date: notice.head.date.as_ref().map(|date| date.value),
        entries: Some(notice.rosters.iter().map(|roster| roster.entries.len() as u64).sum()),
        levels,
        titles,
        rosters: rosters.map(|r| pin(document, r, None, r.entries.len())).collect(),
        groups,
    }
}

fn pin(document: &Document, roster: &Roster, group: Option<u32>, entries: usize) -> Pin {
    let rows = (entries > 0).then(|| fingerprint(document, roster, group));
    Pin { entries: entries as u64, rows }
}

fn roster(found: &Found<'_>, at: usize, roster: &Roster) -> RosterSchema {
    let columns = roster.columns.iter().map(|column| ColumnSchema {
        header: column.title.clone(),
        key: column.key.clone(),
        role: column.role,
    });
    RosterSchema {
        columns: columns.collect(),
        groups: groups(found, at, roster),
        serial: Some(roster.serial),
    }
}

/// How the roster's headings are read: by the pattern they were read by, parted into the levels
/// that were asked for, or by name. Headings of several levels that stand on lines of their own
/// are told by their form; no pattern does that.
fn groups(found: &Found<'_>, at: usize, roster: &Roster) -> Option<GroupPattern> {
    if roster.groups.is_empty() {
        return None;
    }
    let rosters = found.schema.map_or(&[][..], |schema| &schema.rosters);
    let known = rosters.get(at).or(rosters.last()).and_then(|roster| roster.groups.as_ref());
    if let Some(known) = known.filter(|known| known.levels == roster.levels)
        && found.levels.is_empty()
    {
        return Some(known.clone());
    }
    let single = roster.groups.iter().all(|group| group.path.len() == 1);
    if !single {
        return None;
    }
    let names: Vec<&str> = roster.groups.iter().map(|group| group.path[0].as_str()).collect();
    match found.levels {
        [] => pattern::by_name(&names, &roster.levels[0]),
        [level] => pattern::by_name(&names, level),
        [outer, inner, ..] => pattern::in_two(&names, outer, inner),
    }
}

/// A pattern for this text and no other.
fn exactly(text: &str) -> Option<Regex> {
    Regex::new(&format!("^{}$", regex::escape(text))).ok()
}

/// A text on one line.
fn line(text: &str) -> String {
    blank::close_up(text)
}
