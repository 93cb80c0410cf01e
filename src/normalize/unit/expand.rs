//! Short forms of bodies: 卫健委 → 卫生健康委员会.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::gazetteer::{Gazetteer, Packed, Term};

/// The short forms, by the first character of either form: a name is compared with the few that
/// begin as it does, not with all.
#[derive(Debug)]
pub(super) struct Terms(HashMap<char, Vec<Term>, FixedState>);

impl Terms {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut by_first: HashMap<char, Vec<Term>, FixedState> = HashMap::default();
        for term in gazetteer.terms() {
            let firsts = [term.short.chars().next(), term.full.chars().next()];
            for first in firsts.iter().enumerate().filter(|(i, f)| *i == 0 || **f != firsts[0]) {
                by_first.entry(first.1.unwrap_or_default()).or_default().push(term);
            }
        }
        Self(by_first)
    }

    /// The terms that may begin as the name does, longest short form first.
    fn near(&self, name: &str) -> &[Term] {
        name.chars().next().and_then(|first| self.0.get(&first)).map_or(&[], Vec::as_slice)
    }
}

/// Expands the short form that a body's name (without its place) begins with. `party` is whether
/// the name stands after 省委 and the like. `None` where nothing is to be expanded, or the short
/// form has no one full form everywhere.
pub(super) fn expand(name: &str, party: bool, on: Option<Packed>, terms: &Terms) -> Option<String> {
    if let Some(rest) = name.strip_prefix("政府").filter(|_| !party) {
        // 政务, 政协 and 政法 do not begin so.
        return Some(format!("人民政府{}", expand_tail(rest, party, on, terms)));
    }
    let term = find(name, party, on, terms)?;
    let rest = &name[term.short.len()..];
    let full = term.full;
    Some(format!("{full}{}", expand_tail(rest, party, on, terms)))
}

/// 政府办, 管委会 in the middle of a name: what follows 人民政府 may be short as well.
fn expand_tail(rest: &str, party: bool, on: Option<Packed>, terms: &Terms) -> String {
    match rest {
        "办" => "办公室".to_owned(),
        _ => find(rest, party, on, terms)
            .filter(|term| term.short.len() == rest.len())
            .map_or_else(|| rest.to_owned(), |term| term.full.to_owned()),
    }
}

/// The term a name begins with, the longest; of one scope and valid on the date.
fn find(name: &str, party: bool, on: Option<Packed>, terms: &Terms) -> Option<Term> {
    let mut found: Option<Term> = None;
    for term in terms.near(name) {
        if let Some(known) = &found
            && known.short.len() > term.short.len()
        {
            break;
        }
        if !name.starts_with(term.short) || name.starts_with(term.full) {
            continue;
        }
        let rest = &name[term.short.len()..];
        // 卫生健康委 in 卫生健康委员会 is no short form; nor is a stem that runs on into a word.
        if rest.starts_with("员会") || rest.starts_with('会') || rest.starts_with("主任") {
            continue;
        }
        let fits = match term.scope {
            "party" => party,
            "local" => !party || found.is_none(),
            _ => true,
        };
        let valid = on.map_or_else(|| term.validity.lasts(), |on| term.validity.holds(on));
        if fits
            && valid
            && found.is_none_or(|known| party && known.scope != "party" && term.scope == "party")
        {
            found = Some(*term);
        }
    }
    found.filter(|term| term.forced && term.short != term.full)
}

/// Whether a body's name (without its place) is exactly a known one, in full or short.
pub(super) fn known(name: &str, terms: &Terms) -> bool {
    name == "人民政府"
        || name == "政府"
        || terms.near(name).iter().any(|term| term.short == name || term.full == name)
}

/// Whether a body's name begins with a known one.
pub(super) fn begins_known(name: &str, terms: &Terms) -> bool {
    name.starts_with("人民政府")
        || name.starts_with("政府")
        || name.starts_with("委")
        || terms
            .near(name)
            .iter()
            .any(|term| name.starts_with(term.full) || name.starts_with(term.short))
}
