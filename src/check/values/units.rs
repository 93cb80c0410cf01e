//! A column of units: relative names that do not fit the place of their row.

use super::Units;
use crate::model::place::PlaceOddity;
use crate::model::{Basis, Kind, Place, Role, Roster, Row, Unit, Value};

pub(super) fn column<'a>(
    roster: &'a Roster,
    rows: &'a [Row],
    column: usize,
    judged: &dyn Fn(usize) -> bool,
) -> Units<'a> {
    let mut found = Units {
        roster: 0,
        column,
        relative: 0,
        mismatched: Vec::new(),
        foreign: Vec::new(),
        shifted: None,
        unbound: Vec::new(),
    };
    let mut same = 0;
    // Rows with one authority: its province and its place's.
    let mut pairs: Vec<(usize, (u32, u32))> = Vec::new();
    let homes: Vec<usize> = (0..roster.columns.len())
        .filter(|c| matches!(roster.columns[*c].role, Role::Place | Role::PlaceOrUnit))
        .collect();
    for (entry, row) in rows.iter().enumerate() {
        let Some(Value::Units(units)) = row.values.get(column) else { continue };
        if !judged(entry) {
            continue;
        }
        let bound = |edit: &&crate::model::Edit| {
            edit.column as usize == column && edit.rule == "bind-relative"
        };
        found.relative += row.edits.iter().filter(bound).count();
        // Where the place itself is at fault, that is the one finding.
        let home = homes.iter().find_map(|c| match row.values.get(*c) {
            Some(Value::Place(place)) => Some((&**place, roster.row(entry)[*c])),
            _ => None,
        });
        let faulty = home.is_some_and(|(place, _)| is_faulty(place));
        // 四川省人民政府、重庆市人民政府: beside a body of the row's province others are joint ones.
        let joint = home.is_some_and(|(place, _)| {
            units.len() > 1 && units.iter().any(|unit| of_province(unit, place) == Some(true))
        });
        for unit in units {
            if let Some((place, span)) = home.filter(|_| homes.len() == 1 && !faulty) {
                if let Some(provinces) = provinces(unit, place)
                    && units.len() == 1
                {
                    pairs.push((entry, provinces));
                }
                match of_province(unit, place) {
                    Some(true) => same += 1,
                    Some(false) if !joint => found.foreign.push((unit, place, span)),
                    _ => {}
                }
            }
            match home {
                // Of several places in a row it is not plain which one counts.
                Some(_) if unit.level_mismatch && homes.len() > 1 => {}
                Some((place, span)) if unit.level_mismatch && !faulty => {
                    found.mismatched.push((unit, place, span));
                }
                _ if unit.unbound && !faulty => found.unbound.push(unit),
                _ => {}
            }
            found.relative += usize::from(unit.unbound);
        }
    }
    // A column of bodies that work elsewhere, as in pairings of provinces.
    if same < LEAST.max(found.foreign.len() * MOSTLY) {
        if roster.left_out.is_empty() && same < found.foreign.len() && is_shifted(&pairs) {
            let (unit, place, span) = found.foreign[0];
            found.shifted = Some((unit, place, span, found.foreign.len()));
        }
        found.foreign.clear();
    }
    found
}

/// So many bodies must be of their place's province before one that is not is doubted.
const LEAST: usize = 4;

/// So many times as many as are not.
const MOSTLY: usize = 3;

/// Whether most authorities are of the province of the row above or below.
fn is_shifted(pairs: &[(usize, (u32, u32))]) -> bool {
    let agree = |above: bool| {
        let beside = || pairs.windows(2).filter(|pair| pair[0].0 + 1 == pair[1].0);
        let fits = |pair: &&[(usize, (u32, u32))]| {
            let [(_, first), (_, second)] = pair[..] else { return false };
            if above { first.0 == second.1 } else { second.0 == first.1 }
        };
        let (agree, all) = (beside().filter(fits).count(), beside().count());
        agree >= LEAST && agree * (MOSTLY + 1) >= all * MOSTLY
    };
    agree(true) || agree(false)
}

/// Whether an authority is of the province in which a place lies; none where either is not known.
fn of_province(unit: &Unit, place: &Place) -> Option<bool> {
    provinces(unit, place).map(|(unit, place)| unit == place)
}

/// The provinces of an authority and of a place; none where either is not known.
fn provinces(unit: &Unit, place: &Place) -> Option<(u32, u32)> {
    // A body of the centre has its seat somewhere, and that says nothing.
    let authority = matches!(unit.kind, Kind::Government | Kind::Department | Kind::Party)
        && unit.basis == Some(Basis::Text);
    // Nor does that of a university say who may put it forward.
    let named = matches!(place.adcode_basis, Some(Basis::Text | Basis::Container));
    let (unit, place) = (unit.adcode.filter(|_| authority)?, place.adcode.filter(|_| named)?);
    Some((unit.0 / 10_000, place.0 / 10_000))
}

/// Whether the text of a place has a finding of its own that leaves its units without a place.
fn is_faulty(place: &Place) -> bool {
    let known = place.adcode.is_some() || !matches!(place.kind, Kind::Division | Kind::Unknown);
    let fault = |oddity: &PlaceOddity| {
        matches!(
            oddity,
            PlaceOddity::Unknown | PlaceOddity::Contradiction { .. } | PlaceOddity::NotValid { .. }
        )
    };
    !place.candidates.is_empty()
        || !known
        || super::unknown_part(place).is_some()
        || place.oddities.iter().any(fault)
}
