//! One change for many rows where one rule explains them all.

use std::collections::HashMap;

use super::change::{Change, Kind, RowChange};
use super::lineage::ReasonKind;

/// Rows below which a column that changed throughout is still told row by row.
const WHOLE_COLUMN: usize = 5;

/// Brings changes under their rules; the first row's place is the change's. A respelling is
/// always a rule. A rename is one where a division inside the names was renamed: the district of
/// ten schools is one event. And a column that says one thing in every row, and then another (the
/// year of the edition), changed once, not in each of the `paired` rows.
pub(super) fn aggregate(changes: Vec<Change>, paired: usize) -> Vec<Change> {
    let mut alike: HashMap<(String, Option<String>, Option<String>), usize> = HashMap::new();
    for change in changes.iter().filter(|change| change.kind == Kind::FieldChanged) {
        let key = (change.field.clone(), change.old.clone(), change.new.clone());
        *alike.entry(key).or_default() += 1;
    }
    alike.retain(|_, count| *count >= WHOLE_COLUMN && *count * 10 >= paired * 9);
    let mut kept: Vec<Change> = Vec::new();
    let mut at_rule: HashMap<(Kind, String, String), usize> = HashMap::new();
    for mut change in changes {
        let rule = match (change.kind, &change.reason) {
            (Kind::Respelled, _) => std::mem::take(&mut change.rule),
            (Kind::Renamed, Some(reason)) if of_division(reason.kind) && !reason.to.is_empty() => {
                format!("{} → {}", reason.from, reason.to)
            }
            (Kind::FieldChanged, _)
                if alike.contains_key(&(
                    change.field.clone(),
                    change.old.clone(),
                    change.new.clone(),
                )) =>
            {
                let shown = |text: &Option<String>| text.clone().unwrap_or_default();
                format!("{} → {}", shown(&change.old), shown(&change.new))
            }
            _ => {
                kept.push(change);
                continue;
            }
        };
        let row = RowChange {
            old: change.old.clone().unwrap_or_default(),
            new: change.new.clone().unwrap_or_default(),
            old_entry: change.old_entry,
            new_entry: change.new_entry,
        };
        let key = (change.kind, change.field.clone(), rule.clone());
        if let Some(at) = at_rule.get(&key) {
            kept[*at].rows.push(row);
        } else {
            at_rule.insert(key, kept.len());
            change.rows.push(row);
            change.rule = rule;
            kept.push(change);
        }
    }
    for change in &mut kept {
        let by_rule = !matches!(change.kind, Kind::GroupReordered);
        match change.rows.len() {
            1 if by_rule => {
                // One row is its own rule.
                change.rows.clear();
                change.rule.clear();
            }
            n if n > 1 && by_rule => {
                // The rows may stand in several groups; what they share is the rule.
                change.group.clear();
                change.name.clear();
                (change.old, change.new) = match change.rule.split_once(" → ") {
                    Some((old, new)) => (Some(old.to_owned()), Some(new.to_owned())),
                    None => (None, None),
                };
                (change.old_entry, change.new_entry) = (None, None);
            }
            _ => {}
        }
    }
    kept
}

const fn of_division(kind: ReasonKind) -> bool {
    matches!(
        kind,
        ReasonKind::DivisionRenamed | ReasonKind::DivisionUpgraded | ReasonKind::DivisionMerged
    )
}
