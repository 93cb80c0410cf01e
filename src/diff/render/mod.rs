//! A comparison in the reader's format: one file each. The words are data, in `words`.

pub mod csv;
pub mod json;
pub mod markdown;
mod marks;
pub mod schema;
pub mod series;
pub mod text;
mod words;

use super::change::{Change, Diff, Limit};
use super::side::Side;
use crate::model::Lang;
use words::{KINDS, reason};

/// What every renderer is given.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The comparison.
    pub diff: &'a Diff,
    /// The old side.
    pub old: &'a Side,
    /// The new side.
    pub new: &'a Side,
    /// Language of the words around the data.
    pub lang: Lang,
}

/// A word in the reader's language.
fn word(name: &str, lang: Lang) -> &str {
    let found = KINDS.iter().find(|(key, ..)| *key == name);
    found.map_or(name, |(_, en, zh)| match lang {
        Lang::En => en,
        Lang::Zh => zh,
    })
}

/// The counts on one line: `2 added, 1 removed`.
pub fn counts(summary: &[(&str, usize)], lang: Lang) -> String {
    let parts: Vec<String> = summary
        .iter()
        .map(|(kind, count)| match lang {
            Lang::En => format!("{count} {}", word(kind, lang)),
            Lang::Zh => format!("{} {count}", word(kind, lang)),
        })
        .collect();
    let comma = match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    };
    if parts.is_empty() { word("same", lang).to_owned() } else { parts.join(comma) }
}

/// Who a side is: number, date, rows.
fn about(side: &Side, lang: Lang) -> String {
    let facts = ["number", "date"].into_iter().filter_map(|item| side.fact(item));
    let rows = format!("{} {}", side.rows.len(), word("entries", lang));
    facts.map(ToOwned::to_owned).chain([rows]).collect::<Vec<_>>().join(" · ")
}

/// Where the comparison stopped short, in words.
fn limits(shown: &Shown) -> Vec<String> {
    let said = |limit: &Limit| {
        let (key, removed, added) = match limit {
            Limit::LinksNotExact { removed, added } => ("links-not-exact", removed, added),
            Limit::NoLinks { removed, added } => ("no-links", removed, added),
        };
        word(key, shown.lang)
            .replace("{removed}", &removed.to_string())
            .replace("{added}", &added.to_string())
    };
    shown.diff.limits.iter().map(said).collect()
}

/// What stands behind a change: why, how likely, in which column, which organisations.
fn remarks(change: &Change, shown: &Shown) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(found) = &change.reason {
        remarks.push(reason(found, shown.lang));
    }
    if let Some(score) = change.score {
        remarks.push(format!("{} {score:.2}", word("likeness", shown.lang)));
    }
    remarks
}

/// How many rows a rule explains, in words; a row with several such cells counts once.
fn rows(change: &Change, lang: Lang) -> String {
    let mut seen = std::collections::HashSet::new();
    let counted = change.rows.iter().filter(|row| match (row.old_entry, row.new_entry) {
        (None, None) => true,
        entries => seen.insert(entries),
    });
    let count = counted.count();
    format!("{count} {}", word(if count == 1 { "row" } else { "rows" }, lang))
}

/// The organisations of an entry that came or went.
fn organisations(change: &Change, shown: &Shown) -> String {
    let (side, entry) = match (change.old_entry, change.new_entry) {
        (None, Some(entry)) => (shown.new, entry),
        (Some(entry), None) => (shown.old, entry),
        _ => return String::new(),
    };
    let Some(row) = entry.checked_sub(1).and_then(|at| side.rows.get(at)) else {
        return String::new();
    };
    let cells = side.columns.iter().zip(&row.cells).filter(|(column, _)| column.list);
    let names = cells.flat_map(|(_, cell)| cell).map(|text| text.value.as_str());
    names.collect::<Vec<_>>().join("；")
}

/// The rank of an entry that came or went.
fn rank(change: &Change, shown: &Shown) -> Option<i64> {
    match (change.old_entry, change.new_entry) {
        (_, Some(entry)) => shown.new.rows.get(entry.checked_sub(1)?)?.rank,
        (Some(entry), None) => shown.old.rows.get(entry.checked_sub(1)?)?.rank,
        (None, None) => None,
    }
}
