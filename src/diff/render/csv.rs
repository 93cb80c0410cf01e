//! CSV: one line a change; where a rule explains several rows, one line a row with the rule.

use ::csv::{Terminator, WriterBuilder};

use super::Shown;
use crate::diff::change::Change;
use crate::diff::headings;
use crate::diff::timeline::Timeline;

/// Column names of a comparison.
const HEADER: [&str; 14] = [
    "kind",
    "group",
    "name",
    "field",
    "old",
    "new",
    "old_entry",
    "new_entry",
    "reason",
    "reason_from",
    "reason_to",
    "date",
    "score",
    "rule",
];

/// All changes.
pub fn write(shown: &Shown) -> String {
    let mut records = vec![HEADER.map(ToOwned::to_owned).to_vec()];
    for change in &shown.diff.changes {
        if change.rows.is_empty() {
            let old = change.old.as_deref().unwrap_or_default();
            let new = change.new.as_deref().unwrap_or_default();
            let entries = [change.old_entry, change.new_entry];
            records.push(record(change, &change.name, [old, new], entries));
        }
        for row in &change.rows {
            let name = if row.name.is_empty() { &change.name } else { &row.name };
            let entries = [row.old_entry, row.new_entry];
            records.push(record(change, name, [&row.old, &row.new], entries));
        }
    }
    table(&records)
}

fn record(
    change: &Change,
    name: &str,
    texts: [&str; 2],
    entries: [Option<usize>; 2],
) -> Vec<String> {
    let entry = |entry: Option<usize>| entry.map_or(String::new(), |entry| entry.to_string());
    let reason = change.reason.as_ref();
    vec![
        change.kind.name().to_owned(),
        headings::shown(&change.group),
        name.to_owned(),
        change.field.clone(),
        texts[0].to_owned(),
        texts[1].to_owned(),
        entry(entries[0]),
        entry(entries[1]),
        reason.map_or(String::new(), |reason| reason.kind.name().to_owned()),
        reason.map_or(String::new(), |reason| reason.from.clone()),
        reason.map_or(String::new(), |reason| reason.to.clone()),
        reason.and_then(|reason| reason.date.clone()).unwrap_or_default(),
        change.score.map_or(String::new(), |score| format!("{score:.2}")),
        change.rule.clone(),
    ]
}

/// The counts alone.
pub fn summary(summary: &[(&'static str, usize)]) -> String {
    let header = vec!["kind".to_owned(), "count".to_owned()];
    let lines = summary.iter().map(|(kind, count)| vec![(*kind).to_owned(), count.to_string()]);
    table(&[header].into_iter().chain(lines).collect::<Vec<_>>())
}

/// A series: one line an event.
pub fn series(timeline: &Timeline) -> String {
    let header = ["name", "group", "edition", "edition_name", "event", "old", "new"];
    let mut records = vec![header.map(ToOwned::to_owned).to_vec()];
    for track in timeline.eventful() {
        for event in &track.events {
            records.push(vec![
                track.name.clone(),
                headings::shown(&track.group),
                event.edition.to_string(),
                timeline.editions[event.edition - 1].name.clone(),
                event.kind.name().to_owned(),
                event.old.clone().unwrap_or_default(),
                event.new.clone().unwrap_or_default(),
            ]);
        }
    }
    table(&records)
}

fn table(records: &[Vec<String>]) -> String {
    let mut bytes = Vec::new();
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(&mut bytes);
    for record in records {
        // Writing to memory cannot fail, and all records are of one length.
        let _ = writer.write_record(record);
    }
    let _ = writer.flush();
    drop(writer);
    String::from_utf8(bytes).unwrap_or_default()
}
