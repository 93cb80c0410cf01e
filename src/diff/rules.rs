//! One change for many rows where one rule explains them all.

use std::collections::HashMap;

use super::change::{Change, Kind, RowChange};
use super::forms::around;
use super::reason::ReasonKind;
use super::spell::Rule;

/// Rows below which a column that changed throughout is still told row by row.
const WHOLE_COLUMN: usize = 5;
/// Characters of what all rows share that a rule takes in at most, so that it can be read.
const NEIGHBOURS: usize = 4;
/// Characters of a text that is a rule as a whole, where all rows have the same.
const WHOLE: usize = 24;

/// What brings changes under one rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A spelling, in whatever column.
    Spelling(Rule),
    /// A division inside the names was renamed: the district of ten schools is one event.
    Division(String, String),
    /// A column said one thing in every row, and then another.
    Column(String, Option<String>, Option<String>),
}

/// Brings changes under their rules; the first row's place is the change's. `paired` rows are on
/// both sides: a column that changed in nearly all of them in the same way (the year of the
/// edition) changed once.
pub(super) fn aggregate(changes: Vec<Change>, paired: usize) -> Vec<Change> {
    let column = |change: &Change| {
        let field = change.kind == Kind::FieldChanged;
        field.then(|| Key::Column(change.field.clone(), change.old.clone(), change.new.clone()))
    };
    let mut alike: HashMap<Key, usize> = HashMap::new();
    for key in changes.iter().filter_map(column) {
        *alike.entry(key).or_default() += 1;
    }
    alike.retain(|_, count| *count >= WHOLE_COLUMN && *count * 10 >= paired * 9);
    let mut kept: Vec<Change> = Vec::new();
    let mut at_rule: HashMap<Key, usize> = HashMap::new();
    let mut ruled: Vec<(usize, Key)> = Vec::new();
    for mut change in changes {
        let key = match (change.kind, &change.reason) {
            (Kind::Respelled, _) => change.spelling.take().map(Key::Spelling),
            (Kind::Renamed, Some(reason)) if of_division(reason.kind) && !reason.to.is_empty() => {
                Some(Key::Division(reason.from.clone(), reason.to.clone()))
            }
            (Kind::FieldChanged, _) => column(&change).filter(|key| alike.contains_key(key)),
            _ => None,
        };
        let Some(key) = key else {
            kept.push(change);
            continue;
        };
        let row = RowChange {
            name: change.name.clone(),
            old: change.old.clone().unwrap_or_default(),
            new: change.new.clone().unwrap_or_default(),
            old_entry: change.old_entry,
            new_entry: change.new_entry,
        };
        if let Some(at) = at_rule.get(&key) {
            if kept[*at].field != change.field {
                kept[*at].field.clear();
            }
            kept[*at].rows.push(row);
        } else {
            at_rule.insert(key.clone(), kept.len());
            ruled.push((kept.len(), key));
            change.rows.push(row);
            kept.push(change);
        }
    }
    for (at, key) in ruled {
        name(&mut kept[at], key);
    }
    kept
}

/// Gives a change its rule. One row is its own rule, but for a spelling, which always has one.
fn name(change: &mut Change, key: Key) {
    let (rule, old, new) = match key {
        Key::Spelling(Rule::Form(form)) => (form.to_owned(), None, None),
        Key::Spelling(Rule::Instead(old, new)) => {
            let (old, new) = readable(&change.rows, old, new);
            let rule = match (old.as_str(), new.as_str()) {
                ("", new) => format!("+{new}"),
                (old, "") => format!("-{old}"),
                (old, new) => format!("{old} → {new}"),
            };
            (rule, Some(old), Some(new))
        }
        Key::Division(old, new) => (format!("{old} → {new}"), Some(old), Some(new)),
        Key::Column(_, old, new) => {
            let shown = |text: &Option<String>| text.clone().unwrap_or_default();
            (format!("{} → {}", shown(&old), shown(&new)), old, new)
        }
    };
    match (change.rows.len(), change.kind) {
        (1, Kind::Respelled) => change.rule = rule,
        (1, _) => change.rows.clear(),
        _ => {
            change.rule = rule;
            // The rows may stand in several groups; what they share is the rule.
            change.group.clear();
            change.name.clear();
            (change.old, change.new) = (old, new);
            (change.old_entry, change.new_entry) = (None, None);
        }
    }
}

/// A rule with as much of what stands before or after it in every row as makes it readable:
/// 省 that came in behind 河北 throughout is `河北 → 河北省`.
fn readable(rows: &[RowChange], old: String, new: String) -> (String, String) {
    let few = old.is_empty() || new.is_empty() || old.chars().count() + new.chars().count() < 4;
    if !few {
        return (old, new);
    }
    if let Some(first) = rows.first()
        && rows.iter().all(|row| row.old == first.old && row.new == first.new)
        && first.old.chars().count().max(first.new.chars().count()) <= WHOLE
    {
        return (first.old.clone(), first.new.clone());
    }
    let sides: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| {
            let (head, tail) = around(&row.old, &row.new);
            (&row.old[..head], &row.old[row.old.len() - tail..])
        })
        .collect();
    let Some((first_head, first_tail)) = sides.first() else { return (old, new) };
    let before = first_head.chars().rev().enumerate().take(NEIGHBOURS);
    let before = before
        .take_while(|(n, c)| sides.iter().all(|(head, _)| head.chars().rev().nth(*n) == Some(*c)));
    let before: Vec<char> = before.map(|(_, c)| c).collect();
    let before: String = before.into_iter().rev().collect();
    if !before.is_empty() {
        return (format!("{before}{old}"), format!("{before}{new}"));
    }
    let after: String = first_tail
        .chars()
        .enumerate()
        .take(NEIGHBOURS)
        .take_while(|(n, c)| sides.iter().all(|(_, tail)| tail.chars().nth(*n) == Some(*c)))
        .map(|(_, c)| c)
        .collect();
    (format!("{old}{after}"), format!("{new}{after}"))
}

const fn of_division(kind: ReasonKind) -> bool {
    matches!(
        kind,
        ReasonKind::DivisionRenamed | ReasonKind::DivisionUpgraded | ReasonKind::DivisionMerged
    )
}
