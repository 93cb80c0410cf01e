//! CSV: one line a change; where a rule explains several rows, one line a row with the rule.

use ::csv::{Terminator, WriterBuilder};

use super::Shown;
use crate::diff::change::Change;
use crate::diff::headings;
use crate::diff::timeline::Timeline;

/// Column names of a comparison.
const HEADER: [&str; 10] =
    ["kind", "group", "name", "field", "old", "new", "old_entry", "new_entry", "reason", "rule"];

/// All changes.
pub fn write(shown: &Shown) -> String {
    let mut records = vec![HEADER.map(ToOwned::to_owned).to_vec()];
    for change in &shown.diff.changes {
        if change.rows.is_empty() {
            let old = change.old.as_deref().unwrap_or_default();
            let new = change.new.as_deref().unwrap_or_default();
            records.push(record(change, shown, old, new, [change.old_entry, change.new_entry]));
        }
        for row in &change.rows {
            records.push(record(change, shown, &row.old, &row.new, [row.old_entry, row.new_entry]));
        }
    }
    table(&records)
}

fn record(
    change: &Change,
    shown: &Shown,
    old: &str,
    new: &str,
    entries: [Option<usize>; 2],
) -> Vec<String> {
    let entry = |entry: Option<usize>| entry.map_or(String::new(), |entry| entry.to_string());
    vec![
        change.kind.name().to_owned(),
        headings::shown(&change.group),
        change.name.clone(),
        change.field.clone(),
        old.to_owned(),
        new.to_owned(),
        entry(entries[0]),
        entry(entries[1]),
        super::remarks(change, shown).join("; "),
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
