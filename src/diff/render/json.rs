//! JSON: `{ summary, changes, edits }`, and `limits` where one was met.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::diff::change::{Change, Diff, Limit};
use crate::diff::edits::Edit;
use crate::diff::timeline::Timeline;

#[derive(Serialize)]
struct DiffJson<'a> {
    summary: Map<String, Value>,
    changes: &'a [Change],
    edits: &'a [Edit],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    limits: &'a [Limit],
}

/// The whole comparison.
pub fn write(diff: &Diff) -> String {
    let json = DiffJson {
        summary: counts(&diff.summary()),
        changes: &diff.changes,
        edits: &diff.edits,
        limits: &diff.limits,
    };
    pretty(&json)
}

/// The counts alone.
pub fn summary(summary: &[(&'static str, usize)]) -> String {
    pretty(&serde_json::json!({ "summary": counts(summary) }))
}

/// A whole series.
pub fn series(timeline: &Timeline) -> String {
    let editions = timeline.editions.iter().map(|edition| {
        serde_json::json!({
            "name": edition.name,
            "date": edition.date,
            "entries": edition.entries,
            "summary": counts(&edition.summary),
        })
    });
    pretty(&serde_json::json!({
        "summary": counts(&timeline.summary()),
        "editions": editions.collect::<Vec<_>>(),
        "entries": timeline.entries,
    }))
}

fn counts(summary: &[(&'static str, usize)]) -> Map<String, Value> {
    summary.iter().map(|(kind, count)| ((*kind).to_owned(), Value::from(*count))).collect()
}

/// Our types have string keys and finite numbers, so serde has nothing to refuse.
fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
