//! Changes in what is said about the roster as a whole: number, date, issuers, counts, columns.

use std::collections::HashMap;

use super::cells::column_key;
use super::change::{Change, Kind, RowChange};
use super::columns::Columns;
use super::groups::Groups;
use super::side::{Fact, Row, Side};
use crate::text::{fold, numeral};

/// Changes of facts and columns. A bare table says little about itself: beside one, only what both
/// sides say is compared.
pub(super) fn changes(old: &Side, new: &Side, columns: &Columns, groups: &Groups) -> Vec<Change> {
    let both_know = old.knows_facts && new.knows_facts;
    let key = |fact: &Fact| (fact.item.clone(), fold::key(&fact.about));
    let index = |side: &Side| -> HashMap<(String, String), usize> {
        // Of two with one key the first counts.
        side.facts.iter().enumerate().rev().map(|(at, fact)| (key(fact), at)).collect()
    };
    let (old_facts, new_facts) = (index(old), index(new));
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
        // A list's title is compared where both have one; of another year it is the same.
        let years =
            |fact: &Fact| fact.values.iter().map(|title| undated(title)).collect::<Vec<_>>();
        if fact.item == "list-title"
            && old.zip(new).is_none_or(|(old, new)| years(old) == years(new))
        {
            return;
        }
        if fact.item == "heading-count" {
            // Headings that came or went are changes of their own.
            if let (Some(old), Some(new)) = (shown(old), shown(new)) {
                let with = |count: String| format!("{} {count}", fact.about);
                let (old, new) = (with(old), with(new));
                headings.push(RowChange {
                    name: String::new(),
                    old,
                    new,
                    old_entry: None,
                    new_entry: None,
                });
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
        let after = new_facts.get(&key(fact)).map(|at| &new.facts[*at]);
        if both_know || after.is_some() {
            note(Some(fact), after);
        }
    }
    if both_know {
        for fact in &new.facts {
            if !old_facts.contains_key(&key(fact)) {
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
    if old.knows_facts == new.knows_facts {
        changes.extend(headers(old, new, columns, groups));
    }
    changes
}

/// One change for all columns that came, went or have another header.
fn headers(old: &Side, new: &Side, columns: &Columns, groups: &Groups) -> Option<Change> {
    let title = |side: &Side, at: usize| match side.columns[at].title.as_str() {
        "" => side.columns[at].key.clone(),
        title => title.to_owned(),
    };
    // A roster that came or went brought its columns along.
    let told = |side: &Side, partner: &[Option<u32>], at: usize| {
        let stays = |row: &Row| row.group.is_none_or(|group| partner[group as usize].is_some());
        !side.titled || side.rows.iter().any(|row| !row.cells[at].is_empty() && stays(row))
    };
    let gone = columns.gone.iter().filter(|at| told(old, &groups.new_of, **at));
    let come = columns.come.iter().filter(|at| told(new, &groups.old_of, **at));
    let mut before: Vec<String> = gone.map(|at| title(old, *at)).collect();
    let mut after: Vec<String> = come.map(|at| title(new, *at)).collect();
    let both = columns.both.iter().map(|(a, b)| (title(old, *a), title(new, *b)));
    let mut both: Vec<(String, String)> = both.collect();
    if !old.titled && !new.titled {
        both.insert(0, (old.name_title.clone(), new.name_title.clone()));
        both.insert(1, (old.code_title.clone(), new.code_title.clone()));
    }
    for (a, b) in both {
        let named = !a.is_empty() && !b.is_empty();
        // Editions print the year into their headers: that is no other column.
        if named && fold::loose(&column_key(&a)) != fold::loose(&column_key(&b)) {
            before.push(a);
            after.push(b);
        }
    }
    if before.is_empty() && after.is_empty() {
        return None;
    }
    let list = |titles: Vec<String>| (!titles.is_empty()).then(|| titles.join("；"));
    Some(Change {
        field: "columns".to_owned(),
        old: list(before),
        new: list(after),
        ..Change::new(Kind::Metadata)
    })
}

/// A title without its year and its batch: 2021年示范企业名单（第三批）.
fn undated(title: &str) -> String {
    let number = |c: char| numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some();
    let bare: String = fold::loose(title).chars().filter(|c| !number(*c) && *c != '十').collect();
    bare.replace("年度", "年")
}

fn keys(fact: &Fact) -> Vec<String> {
    fact.values.iter().map(|value| fold::key(value)).collect()
}
