//! The printed forms of a thing: of a place, of an organisation, of a word in their names.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::Ctx;
use super::values::Name;
use crate::gazetteer::{Gazetteer, Term};
use crate::model::{Adcode, Role, Span, Unit, Value};
use crate::text::compact;

/// A thing and the forms in which it is printed, the first one first.
pub(super) struct Thing {
    pub name: String,
    pub forms: Vec<Form>,
}

/// One printed form.
pub(super) struct Form {
    pub text: String,
    pub count: u32,
    pub first: Span,
}

/// Forms by the thing's name; a map in order, so that the report is the same each time.
type Forms<'n> = BTreeMap<&'n str, Vec<Form>>;

fn add<'n>(forms: &mut Forms<'n>, name: &'n str, text: &str, count: u32, first: Span) {
    let list = forms.entry(name).or_default();
    match list.iter_mut().find(|form| form.text == text) {
        Some(form) => form.count += count,
        None => list.push(Form { text: text.to_owned(), count, first }),
    }
}

fn several(forms: Forms<'_>) -> impl Iterator<Item = Thing> {
    let several = forms.into_iter().filter(|(_, forms)| forms.len() > 1);
    several.map(|(name, forms)| Thing { name: name.to_owned(), forms })
}

/// What tells a place: the parts that a zone has in two cities are two places of one name.
fn key<'a>(name: &Name<'a>) -> (&'a str, Option<Adcode>) {
    (&name.place.name, name.place.adcode)
}

/// Places of one column: 河北雄安新区 and 河北省雄安新区. Two columns may have two manners.
pub(super) fn of_places(ctx: &Ctx) -> Vec<Thing> {
    let mut things = Vec::new();
    for column in &ctx.values.places {
        // What has a finding of its own is no matter of spelling.
        let told = |name: &&Name| {
            let place = name.place;
            !place.name.is_empty() && place.oddities.is_empty() && place.candidates.is_empty()
        };
        // Most places have one name; only others need be compared.
        let mut names: HashMap<(&str, Option<Adcode>), u32, FixedState> = HashMap::default();
        for name in column.names.iter().filter(told) {
            *names.entry(key(name)).or_default() += 1;
        }
        let mut forms = Forms::new();
        for name in column.names.iter().filter(told).filter(|name| names[&key(name)] > 1) {
            let text = compact(&name.text);
            if !text.is_empty() {
                add(&mut forms, &name.place.name, &text, name.cells as u32, name.first());
            }
        }
        things.extend(several(forms));
    }
    things
}

/// Organisations that print their own place: 双流区… and 成都双流区…; relative names and short
/// words are told apart elsewhere.
pub(super) fn of_units(ctx: &Ctx) -> Vec<Thing> {
    let mut things = Vec::new();
    for (r, rows) in ctx.resolved.rosters.iter().enumerate() {
        let roster = &ctx.notice().rosters[r];
        for (column, what) in roster.columns.iter().enumerate() {
            if what.role != Role::Units {
                continue;
            }
            // Most names are spelled the same wherever they stand; only others need be compared.
            let mut known: HashMap<&str, usize, FixedState> = HashMap::default();
            let mut spelled: Vec<(&Unit, u32)> = Vec::new();
            let mut otherwise: HashMap<(&str, &str), usize, FixedState> = HashMap::default();
            let mut others: Vec<(&Unit, u32)> = Vec::new();
            // Rows that say the same share their names: the unit above is often the same.
            let mut last: Option<(&Unit, usize)> = None;
            for row in rows {
                let Some(Value::Units(units)) = row.values.get(column) else { continue };
                for unit in units.iter().filter(|unit| !unit.unbound && !unit.name.is_empty()) {
                    let relative = row.edits.iter().any(|edit| {
                        matches!(edit.rule, "bind-relative" | "expand-short")
                            && edit.span == unit.span
                    });
                    if !relative {
                        if let Some((above, at)) = last
                            && Arc::ptr_eq(&above.name, &unit.name)
                            && Arc::ptr_eq(&above.raw, &unit.raw)
                        {
                            spelled[at].1 += 1;
                            continue;
                        }
                        let at = *known.entry(&unit.name).or_insert_with(|| {
                            spelled.push((unit, 0));
                            spelled.len() - 1
                        });
                        if spelled[at].0.raw == unit.raw {
                            spelled[at].1 += 1;
                            last = Some((unit, at));
                            continue;
                        }
                        let at = *otherwise.entry((&unit.name, &unit.raw)).or_insert_with(|| {
                            others.push((unit, 0));
                            others.len() - 1
                        });
                        others[at].1 += 1;
                    }
                }
            }
            let several_ways: HashSet<&str, FixedState> =
                others.iter().map(|(unit, _)| &*unit.name).collect();
            spelled.retain(|(unit, _)| several_ways.contains(&*unit.name));
            let mut forms = Forms::new();
            for (unit, count) in spelled.into_iter().chain(others) {
                add(&mut forms, &unit.name, &compact(&unit.raw), count, unit.span);
            }
            things.extend(several(forms));
        }
    }
    things
}

/// Words for a kind of body: 卫健委 and 卫生健康委.
pub(super) fn of_terms(ctx: &Ctx) -> Vec<Thing> {
    // Where a short form was spelled out, the full form is looked for in all other names too.
    let spelled = spelled_out(ctx);
    if spelled.is_empty() {
        return Vec::new();
    }
    let mut distinct: HashMap<&str, usize, FixedState> =
        HashMap::with_hasher(FixedState::with_seed(0));
    let mut units: Vec<(&Unit, u32)> = Vec::new();
    let mut forms = Forms::new();
    let mut last: Option<(&Unit, usize)> = None;
    for row in ctx.resolved.rosters.iter().flatten() {
        for unit in row.values.iter().filter_map(units_of).flatten() {
            let above = last.filter(|(above, _)| Arc::ptr_eq(&above.raw, &unit.raw));
            let at = above.map_or_else(
                || {
                    *distinct.entry(&unit.raw).or_insert_with(|| {
                        units.push((unit, 0));
                        units.len() - 1
                    })
                },
                |(_, at)| at,
            );
            last = Some((unit, at));
            units[at].1 += 1;
            // A name that was not bound was not spelled out either.
            if units[at].0.unbound {
                units[at].0 = unit;
            }
        }
    }
    for full in spelled {
        let mut shorts: Vec<&str> =
            ctx.gazetteer.terms().filter(|t| t.full == full).map(|t| t.short).collect();
        shorts.push(if full == GOVERNMENT { "政府" } else { full });
        for (unit, count) in &units {
            if !unit.name.contains(full) {
                continue;
            }
            // 卫生健康委 also stands in 卫生健康委员会.
            let printed = if unit.raw.contains(full) {
                Some(full)
            } else {
                shorts.iter().copied().find(|short| unit.raw.contains(short))
            };
            if let Some(printed) = printed {
                add(&mut forms, full, printed, *count, unit.span);
            }
        }
    }
    several(forms).collect()
}

/// The full forms of short ones that stand in the rows.
fn spelled_out(ctx: &Ctx) -> Vec<&'static str> {
    let mut seen: HashSet<&str, FixedState> = HashSet::with_hasher(FixedState::with_seed(0));
    let mut terms = None;
    let mut spelled = Vec::new();
    let edits = ctx.resolved.rosters.iter().flatten().flat_map(|row| &row.edits);
    for edit in edits.filter(|edit| edit.rule == "expand-short") {
        if !seen.insert(&edit.from) {
            continue;
        }
        let terms = terms.get_or_insert_with(|| Terms::of(ctx.gazetteer));
        if let Some(full) = full_of(terms, &edit.from, &edit.to)
            && !spelled.contains(&full)
        {
            spelled.push(full);
        }
    }
    spelled
}

fn units_of(value: &Value) -> Option<&[Unit]> {
    match value {
        Value::Units(units) => Some(units),
        _ => None,
    }
}

const GOVERNMENT: &str = "人民政府";

/// The short forms of words by their first character.
struct Terms(HashMap<char, Vec<Term>, FixedState>);

impl Terms {
    fn of(gazetteer: &Gazetteer) -> Self {
        let mut terms: HashMap<char, Vec<Term>, FixedState> = HashMap::default();
        for term in gazetteer.terms().filter(|term| term.short != term.full) {
            terms.entry(term.short.chars().next().unwrap_or_default()).or_default().push(term);
        }
        Self(terms)
    }

    /// Those with which a text may begin.
    fn near(&self, text: &str) -> &[Term] {
        text.chars().next().and_then(|first| self.0.get(&first)).map_or(&[], Vec::as_slice)
    }
}

/// The full form that a step brought in: the first word in which both names differ.
fn full_of(terms: &Terms, from: &str, to: &str) -> Option<&'static str> {
    let same = from.char_indices().zip(to.chars()).take_while(|((_, a), b)| a == b);
    let differ = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    // The word starts before the place where they differ, at most so many characters.
    let starts = from[..differ].char_indices().rev().map(|(at, _)| at).take(12);
    let found = starts.chain([differ]).filter_map(|at| {
        let term = terms.near(&from[at..]).iter().find(|term| {
            from[at..].starts_with(term.short)
                && to[at..].starts_with(term.full)
                && at + term.short.len() >= differ
        })?;
        Some((term.short.len(), term.full))
    });
    let longest = found.max_by_key(|(length, _)| *length).map(|(_, full)| full);
    longest
        .or_else(|| (to.contains(GOVERNMENT) && !from.contains(GOVERNMENT)).then_some(GOVERNMENT))
}
