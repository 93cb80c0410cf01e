//! Changes in what is said about the roster as a whole: number, date, issuers, counts, columns.

use super::change::{Change, Kind, RowChange};
use super::columns::Columns;
use super::side::{Fact, Side};
use crate::text::fold;

/// Changes of facts and columns. A bare table says little about itself: beside one, only what both
/// sides say is compared.
pub(super) fn changes(old: &Side, new: &Side, columns: &Columns) -> Vec<Change> {
    let both_know = old.knows_facts && new.knows_facts;
    let same = |a: &Fact, b: &Fact| a.item == b.item && fold::key(&a.about) == fold::key(&b.about);
    let mut changes = Vec::new();
    let mut headings: Vec<RowChange> = Vec::new();
    let mut note = |old: Option<&Fact>, new: Option<&Fact>| {
        let (Some(fact), keys) = (new.or(old), [old, new].map(|fact| fact.map(keys))) else {
            return;
        };
        if keys[0] == keys[1] {
            return;
        }
        let shown = |fact: Option<&Fact>| fact.map(|fact| fact.values.join("；"));
        if fact.item == "heading-count" {
            // Headings that came or went are changes of their own.
            if let (Some(old), Some(new)) = (shown(old), shown(new)) {
                let with = |count: String| format!("{} {count}", fact.about);
                let (old, new) = (with(old), with(new));
                headings.push(RowChange { old, new, old_entry: None, new_entry: None });
            }
            return;
        }
        changes.push(Change {
            field: fact.item.clone(),
            name: fact.about.clone(),
            old: shown(old),
            new: shown(new),
            ..Change::new(Kind::Metadata)
        });
    };
    for fact in &old.facts {
        let after = new.facts.iter().find(|after| same(fact, after));
        if both_know || after.is_some() {
            note(Some(fact), after);
        }
    }
    if both_know {
        for fact in &new.facts {
            if !old.facts.iter().any(|before| same(before, fact)) {
                note(None, Some(fact));
            }
        }
    }
    if let Some(first) = headings.first() {
        let mut change =
            Change { field: "heading-count".to_owned(), ..Change::new(Kind::Metadata) };
        if headings.len() == 1 {
            (change.old, change.new) = (Some(first.old.clone()), Some(first.new.clone()));
        } else {
            change.rows = headings;
        }
        changes.push(change);
    }
    if old.knows_facts == new.knows_facts && !(columns.gone.is_empty() && columns.come.is_empty()) {
        let titles = |side: &Side, at: &[usize]| {
            let titles = at.iter().map(|at| side.columns[*at].title.as_str()).collect::<Vec<_>>();
            (!titles.is_empty()).then(|| titles.join("；"))
        };
        changes.push(Change {
            field: "columns".to_owned(),
            old: titles(old, &columns.gone),
            new: titles(new, &columns.come),
            ..Change::new(Kind::Metadata)
        });
    }
    changes
}

fn keys(fact: &Fact) -> Vec<String> {
    fact.values.iter().map(|value| fold::key(value)).collect()
}
