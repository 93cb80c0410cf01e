//! What `parse` says about a notice it has written out.

use std::path::Path;

use super::display::{Style, grouped, right, size, tame};
use super::messages::{self as say, Message};
use super::voice::Voice;
use crate::emit::Written;
use crate::model::dataset::RosterFacts;
use crate::model::report::{ClaimSource, State};
use crate::model::{Dataset, FindingLevel, Lang};
use crate::pipeline::Run;
use crate::text::width::{cut, pad, width};

/// Groups shown before the rest is only counted.
const GROUPS: usize = 20;
/// Counts that hold are named up to so many.
const HELD: usize = 4;
/// Columns a group's name may take.
const NAME: usize = 48;

/// The summary, an empty line at its end.
pub(super) fn write(
    run: &Run,
    dataset: &Dataset,
    folder: &Path,
    files: &[Written],
    voice: Voice,
) -> String {
    let mut lines = head(dataset, voice);
    lines.push(String::new());
    if dataset.notice.rosters.is_empty() {
        let none = voice.words.on(Style::Red, &voice.say(&say::NONE_FOUND, &[]));
        lines.extend([format!("  {none}"), String::new()]);
    }
    let several = dataset.notice.rosters.len() > 1;
    for (index, roster) in dataset.notice.rosters.iter().enumerate() {
        if several {
            let number = (index + 1).to_string();
            let title = roster
                .title
                .as_ref()
                .map_or_else(|| voice.say(&say::UNTITLED, &[]), |title| tame(&title.value));
            let values = [("number", number.as_str()), ("title", title.as_str())];
            lines.push(format!("  {}", voice.say(&say::ROSTER_N, &values)));
        }
        lines.extend(groups(roster, voice));
        lines.push(String::new());
    }
    lines.extend(facts(run, voice));
    lines.push(String::new());
    lines.extend(written(dataset, folder, files, voice));
    let mut text = lines.join("\n");
    text.push_str("\n\n");
    text
}

/// Title, number, date and schema.
fn head(dataset: &Dataset, voice: Voice) -> Vec<String> {
    let head = &dataset.notice.head;
    let or =
        |value: Option<String>, message: &Message| value.unwrap_or_else(|| voice.say(message, &[]));
    let title = or(head.title.as_ref().map(|title| tame(&title.value)), &say::NO_TITLE);
    let number = or(head.number.as_ref().map(|number| tame(&number.value)), &say::NO_NUMBER);
    let date = or(head.date.as_ref().map(|date| date.value.to_string()), &say::NO_DATE);
    let schema = match &dataset.schema {
        Some(name) => voice.say(&say::SCHEMA_GIVEN, &[("name", &tame(name))]),
        None => voice.say(&say::SCHEMA_NONE, &[]),
    };
    vec![
        voice.words.on(Style::Bold, &title),
        voice.words.on(Style::Dim, &format!("{number} · {date} · {schema}")),
    ]
}

/// A line a group, then their sum.
fn groups(roster: &RosterFacts, voice: Voice) -> Vec<String> {
    let mut rows: Vec<(String, u64)> = roster
        .groups
        .iter()
        .map(|group| {
            let parts: Vec<&str> =
                group.path.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            let name = if parts.is_empty() { group.heading.clone() } else { parts.join(" / ") };
            (cut(&tame(&name), NAME), group.entries)
        })
        .collect();
    let grouped_entries: u64 = rows.iter().map(|(_, entries)| entries).sum();
    if !rows.is_empty() && grouped_entries < roster.entries {
        rows.push((voice.say(&say::NO_GROUP, &[]), roster.entries - grouped_entries));
    }
    let all = roster.groups.len();
    let hidden = if voice.verbose { 0 } else { rows.len().saturating_sub(GROUPS) };
    // One group too many is shown rather than counted.
    let hidden = if hidden == 1 { 0 } else { hidden };
    rows.truncate(rows.len() - hidden);
    let total = match all {
        0 | 1 => voice.say(&say::ENTRIES, &[]),
        _ => voice.say(&say::ENTRIES_IN_GROUPS, &[("count", &all.to_string())]),
    };
    let name = rows.iter().map(|(name, _)| width(name)).chain([width(&total)]).max().unwrap_or(0);
    let digits = grouped(roster.entries).len();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|(row, count)| format!("  {}  {}", pad(row, name), right(&grouped(*count), digits)))
        .collect();
    if hidden > 0 {
        let count = hidden.to_string();
        let more = voice.say(&say::MORE_GROUPS, &[("count", &count)]);
        lines.push(format!("  {}", voice.words.on(Style::Dim, &more)));
    }
    if !rows.is_empty() {
        let rule = "─".repeat(name + 2 + digits);
        lines.push(format!("  {}", voice.words.on(Style::Dim, &rule)));
    }
    let total = format!("{}  {}", pad(&total, name), right(&grouped(roster.entries), digits));
    lines.push(format!("  {}", voice.words.on(Style::Bold, &total)));
    lines
}

/// Claims, checks and the conservation audit.
fn facts(run: &Run, voice: Voice) -> Vec<String> {
    let labels = [&say::CLAIMS, &say::CHECKS, &say::TEXT].map(|label| voice.say(label, &[]));
    let values = [claims(run, voice), checks(run, voice), conservation(run, voice)];
    let to = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    labels
        .iter()
        .zip(values)
        .map(|(label, value)| format!("  {}  {value}", voice.words.on(Style::Dim, &pad(label, to))))
        .collect()
}

fn claims(run: &Run, voice: Voice) -> String {
    let states = || {
        let claims = &run.checked.report().claims;
        claims.iter().filter(|claim| claim.source == ClaimSource::Notice)
    };
    let kinds = [
        (State::Held, &say::HELD, Style::Green),
        (State::Broken, &say::BROKEN, Style::Red),
        (State::Unverifiable, &say::UNVERIFIABLE, Style::Yellow),
    ];
    let said: Vec<String> = kinds
        .iter()
        .filter_map(|(state, message, style)| {
            let counts: Vec<String> = states()
                .filter(|claim| claim.state == *state)
                .map(|claim| {
                    let declared = claim.declared.map_or(String::new(), grouped);
                    format!("{} {declared}", tame(&claim.about)).trim().to_owned()
                })
                .collect();
            let text = voice.say(message, &[("count", &counts.len().to_string())]);
            if counts.is_empty() {
                return None;
            }
            let text = voice.words.on(*style, &text);
            if *state == State::Held && counts.len() > HELD && !voice.verbose {
                return Some(text);
            }
            let (gap, comma) = match voice.lang {
                Lang::En => (" ", ", "),
                Lang::Zh => ("", "、"),
            };
            let which = cut(&counts.join(comma), NAME);
            let which = voice.say(&say::WHICH, &[("which", &which)]);
            Some(format!("{text}{gap}{}", voice.words.on(Style::Dim, &which)))
        })
        .collect();
    if said.is_empty() { voice.say(&say::NONE_DECLARED, &[]) } else { said.join(" · ") }
}

fn checks(run: &Run, voice: Voice) -> String {
    let report = run.checked.report();
    let ran = report.checks.len().to_string();
    let mut said = vec![voice.say(&say::RAN, &[("count", &ran)])];
    let kinds = [
        (FindingLevel::Error, &say::ONE_ERROR, &say::ERRORS, Style::Red),
        (FindingLevel::Warning, &say::ONE_WARNING, &say::WARNINGS, Style::Yellow),
        (FindingLevel::Note, &say::ONE_NOTE, &say::NOTES, Style::Dim),
    ];
    for (level, one, many, style) in kinds {
        let count = report.open(level);
        let message = if count == 1 { one } else { many };
        if count > 0 {
            let text = voice.say(message, &[("count", &count.to_string())]);
            said.push(voice.words.on(style, &text));
        }
    }
    let accepted = report.accepted();
    if accepted > 0 {
        let text = voice.say(&say::ACCEPTED, &[("count", &accepted.to_string())]);
        said.push(voice.words.on(Style::Dim, &text));
    }
    if said.len() == 1 {
        said.push(voice.words.on(Style::Green, &voice.say(&say::NOTHING_FOUND, &[])));
    }
    said.join(" · ")
}

fn conservation(run: &Run, voice: Voice) -> String {
    let audit = &run.checked.report().conservation;
    let count = grouped(audit.total);
    if audit.leftovers.is_empty() {
        return voice.say(&say::CONSERVED, &[("count", &count)]);
    }
    let lost = audit.leftovers.iter().map(|span| {
        run.document.slice(*span).chars().filter(|c| !c.is_whitespace()).count() as u64
    });
    let (lost, places) = (grouped(lost.sum()), audit.leftovers.len().to_string());
    let values = [("count", count.as_str()), ("lost", lost.as_str()), ("places", places.as_str())];
    voice.words.on(Style::Yellow, &voice.say(&say::LOST, &values))
}

/// The folder and a line a file.
fn written(dataset: &Dataset, folder: &Path, files: &[Written], voice: Voice) -> Vec<String> {
    let shown = tame(&folder.to_string_lossy());
    let mut lines = vec![format!("  {}", voice.say(&say::WROTE, &[("folder", &shown)]))];
    let longest = files.iter().map(|file| file.name.len()).max().unwrap_or(0);
    let sizes: Vec<String> = files.iter().map(|file| size(file.bytes)).collect();
    let digits = sizes.iter().map(String::len).max().unwrap_or(0);
    for (file, size) in files.iter().zip(&sizes) {
        let stem = file.name.strip_suffix(".csv");
        let table = dataset.tables.iter().find(|table| stem == Some(table.name.as_str()));
        let shape = table.map_or(String::new(), |table| {
            let (rows, columns) =
                (grouped(table.rows.len() as u64), table.fields.len().to_string());
            let values = [("rows", rows.as_str()), ("columns", columns.as_str())];
            format!("  {}", voice.words.on(Style::Dim, &voice.say(&say::SHAPE, &values)))
        });
        lines.push(format!("    {}  {}{shape}", pad(&file.name, longest), right(size, digits)));
    }
    lines
}
