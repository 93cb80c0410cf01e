//! Renames that the gazetteer knows: the same division, zone or institution under another name.

use std::collections::BTreeMap;

use super::named::{Identity, Named, Namer};
use super::pairs::{How, Pairs, Sides};
pub(super) use super::reason::{Reason, ReasonKind};
use crate::gazetteer::{Division, Gazetteer, Packed};
use crate::model::Date;

/// The gazetteer, asked as of two dates.
#[derive(Debug)]
pub(super) struct Lineage<'g> {
    gazetteer: &'g Gazetteer,
    namer: Namer<'g>,
    /// Dates of the old and the new side.
    dates: [Option<Packed>; 2],
}

impl<'g> Lineage<'g> {
    /// Asks as of the dates of the two sides. A comparison may go back in time.
    pub(super) fn new(gazetteer: &'g Gazetteer, old: Option<Date>, new: Option<Date>) -> Self {
        let dates = [old.map(Packed::from), new.map(Packed::from)];
        let later = match dates {
            [Some(old), Some(new)] => Some(old.max(new)),
            _ => None,
        };
        Self { gazetteer, namer: Namer::new(gazetteer, later), dates }
    }

    /// What a name of the old side stands for.
    pub(super) fn old(&self, name: &str) -> Option<Named> {
        self.namer.name(name, self.dates[0])
    }

    /// What a name of the new side stands for.
    pub(super) fn new_one(&self, name: &str) -> Option<Named> {
        self.namer.name(name, self.dates[1])
    }

    /// Pairs what has no partner yet by who bears the name; in the same group first, then
    /// anywhere if there is but one.
    pub(super) fn pair(&self, sides: Sides, pairs: &mut Pairs) {
        let free: Vec<(usize, Named)> = pairs
            .free_old()
            .into_iter()
            .filter_map(|at| Some((at, self.old(&sides.old.rows[at].name.value)?)))
            .collect();
        if free.is_empty() {
            return;
        }
        let mut bearers: BTreeMap<Identity, Vec<(usize, Named)>> = BTreeMap::new();
        for at in pairs.free_new() {
            if let Some(named) = self.new_one(&sides.new.rows[at].name.value) {
                bearers.entry(named.identity.clone()).or_default().push((at, named));
            }
        }
        // What was split comes last: its heir may be another's whole.
        for (within, split) in [(true, false), (false, false), (true, true), (false, true)] {
            for (old, named) in &free {
                if pairs.new_of[*old].is_some() || named.split && !split {
                    continue;
                }
                let Some(bearers) = bearers.get(&named.identity) else { continue };
                let home = sides.old.rows[*old].group;
                let home = home.and_then(|group| sides.groups.new_of[group as usize]);
                let mut open = bearers.iter().filter(|(new, other)| {
                    let group = sides.new.rows[*new].group;
                    pairs.old_of[*new].is_none()
                        && (!within || group == home)
                        && (split || !other.split)
                        && self.in_line(named, other)
                });
                let (first, more) = (open.next(), open.next());
                if let (Some((new, other)), true) = (first, within || more.is_none()) {
                    let (new, how) = (*new, self.how(named, other));
                    pairs.set(*old, new, how);
                }
            }
        }
        self.merged(sides, pairs, &free);
    }

    /// Entries that went into one which the old side had already, or which another went into too.
    fn merged(&self, sides: Sides, pairs: &mut Pairs, free: &[(usize, Named)]) {
        let gone: Vec<&(usize, Named)> =
            free.iter().filter(|(old, _)| pairs.new_of[*old].is_none()).collect();
        if gone.is_empty() {
            return;
        }
        let wanted: BTreeMap<&Identity, Vec<usize>> =
            gone.iter().fold(BTreeMap::new(), |mut wanted, (old, named)| {
                wanted.entry(&named.identity).or_insert_with(Vec::new).push(*old);
                wanted
            });
        for (new, row) in sides.new.rows.iter().enumerate() {
            // Names are asked once more only while something is gone; the lookup is cheap.
            let Some(named) = self.new_one(&row.name.value) else { continue };
            let Some(olds) = wanted.get(&named.identity) else { continue };
            for old in olds {
                if !gone.iter().any(|(at, old_name)| at == old && self.in_line(old_name, &named)) {
                    continue;
                }
                let same_group = {
                    let group = sides.old.rows[*old].group;
                    group.and_then(|g| sides.groups.new_of[g as usize]) == row.group
                };
                let how =
                    gone.iter().find(|(at, _)| at == old).map(|(_, old)| self.how(old, &named));
                if let (true, Some(How::Because(mut reason))) = (same_group, how) {
                    reason.from.clone_from(&sides.old.rows[*old].name.value);
                    reason.to.clone_from(&sides.new.rows[new].name.value);
                    let joins = |kind| {
                        use ReasonKind::{DivisionRenamed, DivisionSplit, DivisionUpgraded};
                        matches!(kind, DivisionRenamed | DivisionSplit | DivisionUpgraded)
                    };
                    if joins(reason.kind) {
                        reason.kind = ReasonKind::DivisionMerged;
                        // So did the one that this one joined.
                        let other = pairs.old_of[new].map(|other| other as usize);
                        if let Some(How::Because(other)) =
                            other.and_then(|at| pairs.how[at].as_mut())
                            && joins(other.kind)
                        {
                            other.kind = ReasonKind::DivisionMerged;
                        }
                    }
                    pairs.merged.insert(*old as u32, reason);
                }
            }
        }
    }

    /// Whether one name leads to the other. Two that only went into the same third one are two.
    pub(super) fn in_line(&self, old: &Named, new: &Named) -> bool {
        match (old.institution, new.institution) {
            (Some(a), Some(b)) => {
                self.namer.names(a).contains(&b.name) || self.namer.names(b).contains(&a.name)
            }
            _ => old.identity == new.identity,
        }
    }

    /// Why two names have one bearer.
    pub(super) fn how(&self, old: &Named, new: &Named) -> How {
        if let (Some(a), Some(b)) = (old.institution, new.institution) {
            if a.name == b.name {
                return How::Spelling;
            }
            // Whichever name was given up says when.
            let date = a.validity.to.date().or_else(|| b.validity.to.date());
            return How::Because(Reason {
                date: date.map(|date| date.to_string()),
                ..Reason::bare(ReasonKind::InstitutionRenamed)
            });
        }
        match (old.zone, new.zone) {
            (Some(_), Some(_)) => return How::Spelling,
            (Some(_), None) | (None, Some(_)) => {
                let division = old.chain.last().or(new.chain.last());
                let date = division.and_then(|division| division.validity.from.date());
                return How::Because(Reason {
                    date: date.map(|date| date.to_string()),
                    ..Reason::bare(ReasonKind::ZoneBecameDivision)
                });
            }
            (None, None) => {}
        }
        self.division(old, new)
    }

    /// The innermost level at which the two paths have different records of one lineage.
    fn division(&self, old: &Named, new: &Named) -> How {
        let name = |d| self.gazetteer.division_name(d);
        let differing = old.chain.iter().rev().find_map(|a| {
            let b = new.chain.iter().rev().find(|b| b.level == a.level)?;
            (name(a) != name(b)).then_some((a, b))
        });
        let Some((a, b)) = differing else {
            // The same names, more or fewer of them: a path written out or cut short. But a county
            // that now answers to another city has another path.
            return How::Spelling;
        };
        let last = |named: &Named| named.chain.last().copied();
        let ended = last(old).and_then(|d| d.validity.to.date());
        let ended = ended.or_else(|| last(new).and_then(|d| d.validity.to.date()));
        if old.split || new.split {
            let date = ended.map(|date| date.to_string());
            return How::Because(Reason { date, ..Reason::bare(ReasonKind::DivisionSplit) });
        }
        let inner = [last(old), last(new)].map(|d| d.map(|d| d.level));
        let above = inner[0] == inner[1] && inner[0].is_some_and(|level| level > a.level);
        if above && !self.one_line(a, b) {
            // The county stayed and answers to another city.
            return How::Because(Reason {
                kind: ReasonKind::DivisionTransferred,
                from: name(a).to_owned(),
                to: name(b).to_owned(),
                date: ended.map(|date| date.to_string()),
            });
        }
        let joined = || self.absorbed(a.code, b.code) || self.joined(a, b);
        let kind = if a.code != b.code && joined() {
            ReasonKind::DivisionMerged
        } else if name(a).chars().next_back() == name(b).chars().next_back() {
            ReasonKind::DivisionRenamed
        } else {
            ReasonKind::DivisionUpgraded
        };
        let date = a.validity.to.date().or_else(|| b.validity.to.date());
        How::Because(Reason {
            kind,
            from: name(a).to_owned(),
            to: name(b).to_owned(),
            date: date.map(|date| date.to_string()),
        })
    }

    /// Whether two records are of one division through time.
    fn one_line(&self, old: &Division, new: &Division) -> bool {
        let at = |on| self.gazetteer.heir_on(*old, on).is_some_and(|heir| heir.code == new.code);
        old.code == new.code || at(new.validity.from) || at(old.validity.to)
    }

    /// Whether another division ended with the old one and has the same heir.
    fn joined(&self, old: &Division, new: &Division) -> bool {
        let name = |d: &Division| self.gazetteer.division_name(d);
        old.validity.to.date().is_some()
            && self.gazetteer.divisions().any(|d| {
                d.validity.to == old.validity.to
                    && d.level == old.level
                    && d.code != old.code
                    && d.code != new.code
                    && name(&d) != name(old)
                    && self
                        .gazetteer
                        .heir_on(d, new.validity.from)
                        .is_some_and(|heir| heir.code == new.code)
            })
    }

    /// Whether the division of the new code was there beside that of the old one.
    fn absorbed(&self, old: u32, new: u32) -> bool {
        self.gazetteer.of_code(new).any(|b| {
            self.gazetteer
                .of_code(old)
                .any(|a| a.validity.from < a.validity.to && b.validity.overlaps(a.validity))
        })
    }
}
