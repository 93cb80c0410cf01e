//! Markdown: a heading, the counts, one table.

use std::fmt::Write as _;

use super::{Shown, about, counts, limits, marks, organisations, remarks, word};
use crate::diff::change::{Change, Kind};
use crate::diff::headings;

/// The whole comparison.
pub fn write(shown: &Shown) -> String {
    let lang = shown.lang;
    let mut out = String::new();
    for (label, side) in [("old", shown.old), ("new", shown.new)] {
        let _ =
            writeln!(out, "- {}: {} ({})", word(label, lang), cell(&side.name), about(side, lang));
    }
    let _ = writeln!(out, "\n**{}**", counts(&shown.diff.summary(), lang));
    for limit in limits(shown) {
        let _ = writeln!(out, "\n{limit}");
    }
    if shown.diff.changes.is_empty() {
        return out;
    }
    let columns = ["kind", "group", "entry", "old", "new", "why"].map(|name| word(name, lang));
    let _ = writeln!(out, "\n| {} |\n|---|---|---|---|---|---|", columns.join(" | "));
    for change in &shown.diff.changes {
        line(change, shown, &mut out);
    }
    out
}

fn line(change: &Change, shown: &Shown, out: &mut String) {
    let lang = shown.lang;
    let mut why = remarks(change, shown);
    if change.rows.len() > 1 {
        let rows = change.rows.iter().map(|row| format!("{} → {}", row.old, row.new));
        let rows: Vec<String> = rows.take(5).collect();
        let more = if change.rows.len() > 5 { "；…" } else { "" };
        why.push(format!("{}: {}{more}", super::rows(change, lang), rows.join("；")));
    }
    if matches!(change.kind, Kind::Added | Kind::Removed) {
        why.extend(Some(organisations(change, shown)).filter(|names| !names.is_empty()));
    }
    let mut subject: Vec<&str> = vec![&change.name];
    if !change.field.is_empty() {
        subject.push(word(&change.field, lang));
    }
    subject.retain(|part| !part.is_empty());
    let [old, new] = match (&change.old, &change.new) {
        (Some(old), Some(new)) if change.kind != Kind::Moved => marks::markdown(old, new, cell),
        (old, new) => [old, new].map(|text| cell(text.as_deref().unwrap_or_default())),
    };
    let cells = [
        word(change.kind.name(), lang).to_owned(),
        cell(&headings::shown(&change.group)),
        cell(&subject.join(" · ")),
        old,
        new,
        cell(&why.join("; ")),
    ];
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// Text that cannot end its cell or become markup.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::text::tame(text).chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '~' | '&' | '$' | '#')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
