//! Changes of the entries: added, removed, renamed, respelled, moved, and their cells.

use super::cells::code_key;
use super::change::{Change, Kind};
use super::columns::Columns;
use super::headings;
use super::lineage::{Lineage, ReasonKind};
use super::pairs::{How, Pairs, Sides};
use super::residue::Link;
use super::side::{Row, Side, Text};
use super::spell::{Likeness, Speller};
use crate::text::fold;

/// What is needed to tell how two rows differ.
pub(super) struct Rows<'s> {
    pub(super) sides: Sides<'s>,
    pub(super) pairs: &'s Pairs,
    pub(super) columns: &'s Columns,
    pub(super) lineage: &'s Lineage<'s>,
    pub(super) speller: &'s Speller,
    /// Both sides tell printed from canonical forms, or neither does.
    pub(super) exact: bool,
}

impl Rows<'_> {
    /// Changes of all rows that both sides have, each with its new row.
    pub(super) fn paired(&self) -> Vec<(usize, Change)> {
        let mut changes = Vec::new();
        for (new, old) in self.pairs.old_of.iter().enumerate() {
            if let Some(old) = old {
                self.pair(*old as usize, new, &mut changes);
            }
        }
        changes
    }

    /// Entries that came, each with its new row.
    pub(super) fn added(&self) -> Vec<(usize, Change)> {
        let added = self.pairs.free_new().into_iter().map(|at| {
            let row = &self.sides.new.rows[at];
            let change = Change {
                group: self.sides.new.path(row).to_vec(),
                new: Some(row.name.printed().to_owned()),
                new_entry: Some(at + 1),
                ..Change::new(Kind::Added)
            };
            (at, change)
        });
        added.collect()
    }

    /// Entries that went, each with its old row.
    pub(super) fn removed(&self) -> Vec<(usize, Change)> {
        let removed = self.pairs.free_old().into_iter().map(|at| {
            let row = &self.sides.old.rows[at];
            // A heading that lives on is called as it is called now.
            let heir = row.group.and_then(|group| self.sides.groups.new_of[group as usize]);
            let heir = heir.map(|group| &self.sides.new.groups[group as usize]);
            let change = Change {
                group: heir.map_or_else(|| self.sides.old.path(row).to_vec(), Clone::clone),
                old: Some(row.name.printed().to_owned()),
                old_entry: Some(at + 1),
                reason: self.pairs.merged.get(&(at as u32)).cloned(),
                ..Change::new(Kind::Removed)
            };
            (at, change)
        });
        removed.collect()
    }

    /// Links between entries that went and entries that came, each with its new row.
    pub(super) fn links(&self, links: &[Link]) -> Vec<(usize, Change)> {
        let change = |link: &Link| {
            let (old, new) = (&self.sides.old.rows[link.old], &self.sides.new.rows[link.new]);
            let change = Change {
                group: self.sides.new.path(new).to_vec(),
                old: Some(old.name.printed().to_owned()),
                new: Some(new.name.printed().to_owned()),
                old_entry: Some(link.old + 1),
                new_entry: Some(link.new + 1),
                score: Some(link.score),
                ..Change::new(Kind::PossibleRename)
            };
            (link.new, change)
        };
        links.iter().map(change).collect()
    }

    fn pair(&self, old_at: usize, new_at: usize, changes: &mut Vec<(usize, Change)>) {
        let (old, new) = (&self.sides.old.rows[old_at], &self.sides.new.rows[new_at]);
        let start = |kind| Change {
            group: self.sides.new.path(new).to_vec(),
            name: new.name.value.clone(),
            old_entry: Some(old_at + 1),
            new_entry: Some(new_at + 1),
            ..Change::new(kind)
        };
        let mut push = |change: Change| changes.push((new_at, change));
        let rename = self.name(old_at, old, new, &start, &mut push);
        if let Some((from, to)) = self.moved(old, new) {
            push(Change { old: Some(from), new: Some(to), ..start(Kind::Moved) });
        }
        let (a, b) = (code_key(&old.code), code_key(&new.code));
        if !a.is_empty() && !b.is_empty() && a != b {
            push(Change {
                field: self.code_field().to_owned(),
                old: Some(old.code.clone()),
                new: Some(new.code.clone()),
                ..start(Kind::FieldChanged)
            });
        }
        for (a, b) in &self.columns.both {
            let column = &self.sides.new.columns[*b];
            let base = |kind| {
                let title = if column.title.is_empty() { &column.key } else { &column.title };
                Change { field: title.clone(), ..start(kind) }
            };
            self.cell(
                &old.cells[*a],
                &new.cells[*b],
                column.list,
                rename.as_ref(),
                &base,
                &mut push,
            );
        }
    }

    /// What the column of codes is called.
    fn code_field(&self) -> &str {
        let titles = [&self.sides.new.code_title, &self.sides.old.code_title];
        titles.into_iter().find(|title| !title.is_empty()).map_or("code", String::as_str)
    }

    /// The change of the name, if there is one; gives back what became what in a rename.
    fn name(
        &self,
        old_at: usize,
        old: &Row,
        new: &Row,
        start: &impl Fn(Kind) -> Change,
        push: &mut impl FnMut(Change),
    ) -> Option<(String, String)> {
        let shown = |change: Change| Change {
            name: String::new(),
            old: Some(old.name.printed().to_owned()),
            new: Some(new.name.printed().to_owned()),
            ..change
        };
        let mut how = self.pairs.how[old_at].clone()?;
        if let How::Because(reason) = &how
            && matches!(reason.kind, ReasonKind::SameCode | ReasonKind::Said)
        {
            // Lineage knows more than that it happened.
            let named = (self.lineage.old(&old.name.value), self.lineage.new_one(&new.name.value));
            if let (Some(a), Some(b)) = named
                && a.identity == b.identity
                && self.lineage.in_line(&a, &b)
            {
                how = self.lineage.how(&a, &b);
            }
        }
        if let How::Because(reason) = how {
            let (from, to) = if reason.from.is_empty() || reason.to.is_empty() {
                (old.name.value.clone(), new.name.value.clone())
            } else {
                (reason.from.clone(), reason.to.clone())
            };
            push(Change { reason: Some(reason), ..shown(start(Kind::Renamed)) });
            return Some((from, to));
        }
        let likeness = self.speller.compare(&old.name, &new.name, self.exact);
        let spelling = how == How::Spelling && likeness == Likeness::Different;
        if likeness == Likeness::Respelled || spelling {
            let rule = Some(self.speller.rule(old.name.printed(), new.name.printed()));
            push(Change { spelling: rule, ..shown(start(Kind::Respelled)) });
        }
        None
    }

    /// The groups an entry moved from and to.
    fn moved(&self, old: &Row, new: &Row) -> Option<(String, String)> {
        let (from, to) = (self.sides.old, self.sides.new);
        if from.groups.is_empty() || to.groups.is_empty() {
            // One side has no groups at all: another arrangement, no move.
            return None;
        }
        let home = old.group.map(|group| self.sides.groups.new_of[group as usize]);
        let stayed = match (home, new.group) {
            (None, None) => true,
            (Some(home), Some(group)) => home == Some(group),
            _ => false,
        };
        let path = |side: &Side, row: &Row| headings::shown(side.path(row));
        (!stayed).then(|| (path(from, old), path(to, new)))
    }

    /// The change of a cell, if there is one. What only follows from the row's rename is none.
    fn cell(
        &self,
        old: &[Text],
        new: &[Text],
        list: bool,
        rename: Option<&(String, String)>,
        base: &impl Fn(Kind) -> Change,
        push: &mut impl FnMut(Change),
    ) {
        if let ([a], [b]) = (old, new) {
            match self.compare(a, b, rename) {
                Likeness::Same => {}
                Likeness::Respelled => push(self.respelled(a, b, base)),
                Likeness::Different => push(changed(old, new, list, base)),
            }
            return;
        }
        // Organisations: pair them off, the same ones first.
        let mut left: Vec<usize> = (0..new.len()).collect();
        let mut found: Vec<Option<usize>> = vec![None; old.len()];
        for wanted in [Likeness::Same, Likeness::Respelled] {
            for (at, text) in old.iter().enumerate() {
                if found[at].is_some() {
                    continue;
                }
                let hit = left
                    .iter()
                    .position(|other| self.compare(text, &new[*other], rename) == wanted);
                found[at] = hit.map(|hit| left.remove(hit));
            }
        }
        let all: Option<Vec<usize>> = found.iter().copied().collect();
        let Some(order) = all.filter(|_| left.is_empty()) else {
            push(changed(old, new, list, base));
            return;
        };
        for (at, other) in order.iter().enumerate() {
            if self.compare(&old[at], &new[*other], rename) == Likeness::Respelled {
                push(self.respelled(&old[at], &new[*other], base));
            }
        }
        if !order.is_sorted() {
            push(Change { kind: Kind::UnitOrder, ..changed(old, new, list, base) });
        }
    }

    fn compare(&self, old: &Text, new: &Text, rename: Option<&(String, String)>) -> Likeness {
        let likeness = self.speller.compare(old, new, self.exact);
        let Some((from, to)) = rename.filter(|_| likeness == Likeness::Different) else {
            return likeness;
        };
        let follows = fold::key(&old.value.replace(from.as_str(), to)) == fold::key(&new.value)
            // The county's government became the district's: 即墨市人民政府, 青岛市即墨区人民政府.
            || matches!(
                (self.lineage.old(&old.value), self.lineage.new_one(&new.value)),
                (Some(a), Some(b)) if a.identity == b.identity
            );
        if follows { Likeness::Same } else { likeness }
    }

    fn respelled(&self, old: &Text, new: &Text, base: &impl Fn(Kind) -> Change) -> Change {
        Change {
            spelling: Some(self.speller.rule(old.printed(), new.printed())),
            old: Some(old.printed().to_owned()),
            new: Some(new.printed().to_owned()),
            ..base(Kind::Respelled)
        }
    }
}

fn changed(old: &[Text], new: &[Text], list: bool, base: &impl Fn(Kind) -> Change) -> Change {
    let shown = |texts: &[Text]| {
        let values = texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>();
        (!values.is_empty()).then(|| values.join("；"))
    };
    let kind = if list { Kind::UnitChanged } else { Kind::FieldChanged };
    Change { old: shown(old), new: shown(new), ..base(kind) }
}
