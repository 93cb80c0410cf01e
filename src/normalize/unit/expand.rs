//! Short forms of bodies: 卫健委 → 卫生健康委员会.

use crate::gazetteer::{Gazetteer, Packed, Term};

/// Expands the short form that a body's name (without its place) begins with. `party` is whether
/// the name stands after 省委 and the like. `None` where nothing is to be expanded, or the short
/// form has no one full form everywhere.
pub(super) fn expand(
    name: &str,
    party: bool,
    on: Option<Packed>,
    gazetteer: &Gazetteer,
) -> Option<String> {
    if let Some(rest) = name.strip_prefix("政府").filter(|_| !party) {
        // 政务, 政协 and 政法 do not begin so.
        return Some(format!("人民政府{}", expand_tail(rest, party, on, gazetteer)));
    }
    let term = find(name, party, on, gazetteer)?;
    let rest = &name[term.short.len()..];
    let full = term.full;
    Some(format!("{full}{}", expand_tail(rest, party, on, gazetteer)))
}

/// 政府办, 管委会 in the middle of a name: what follows 人民政府 may be short as well.
fn expand_tail(rest: &str, party: bool, on: Option<Packed>, gazetteer: &Gazetteer) -> String {
    match rest {
        "办" => "办公室".to_owned(),
        _ => find(rest, party, on, gazetteer)
            .filter(|term| term.short.len() == rest.len())
            .map_or_else(|| rest.to_owned(), |term| term.full.to_owned()),
    }
}

/// The term a name begins with, the longest; of one scope and valid on the date.
fn find(name: &str, party: bool, on: Option<Packed>, gazetteer: &Gazetteer) -> Option<Term> {
    let mut found: Option<Term> = None;
    for term in gazetteer.terms() {
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
            found = Some(term);
        }
    }
    found.filter(|term| term.forced && term.short != term.full)
}

/// Whether a body's name (without its place) is exactly a known one, in full or short.
pub(super) fn known(name: &str, gazetteer: &Gazetteer) -> bool {
    name == "人民政府"
        || name == "政府"
        || gazetteer.terms().any(|term| term.short == name || term.full == name)
}

/// Whether a body's name begins with a known one.
pub(super) fn begins_known(name: &str, gazetteer: &Gazetteer) -> bool {
    name.starts_with("人民政府")
        || name.starts_with("政府")
        || name.starts_with("委")
        || gazetteer.terms().any(|term| name.starts_with(term.full) || name.starts_with(term.short))
}
