//! The values of the rows, looked at once for all checks of places and units, so that one fault
//! gives one finding: an unknown place is not blamed again on each unit of its row, and a column
//! that is no place column is one finding, not a hundred.

mod among;
mod built;
mod codes;
mod elsewhere;
mod exchanged;
mod headed;
mod marked;
mod paired;
mod places;
mod ranges;
mod shapes;
mod stray;
mod titled;
mod units;
mod years;

use std::borrow::Cow;

use super::looks::Grid;
use crate::gazetteer::Gazetteer;
use crate::model::place::PlaceOddity;
use crate::model::{Document, Notice, OddityKind, Place, Resolved, Role, Span, Unit};
use crate::text::division::DIVISION;
use crate::text::words::places::PART_WORDS;

use exchanged::Paths;

pub(super) use codes::Astray;
pub(super) use elsewhere::Elsewhere;
pub(super) use exchanged::{Exchanged, is_path};
pub(super) use years::Untimely;

/// What the checks of values share.
#[derive(Debug, Default)]
pub(super) struct Values<'a> {
    /// Columns of places, in reading order.
    pub places: Vec<Places<'a>>,
    /// Columns of units, in reading order.
    pub units: Vec<Units<'a>>,
    /// Rows whose place and units stand in each other's column.
    pub exchanged: Vec<Exchanged>,
    /// Rows that do not lie where they stand.
    pub elsewhere: Vec<Elsewhere>,
    /// Codes of divisions that are not those of the places beside them.
    pub codes: Vec<Astray>,
    /// Places that were not in the year that their row says.
    pub untimely: Vec<Untimely>,
}

/// A column of places.
#[derive(Debug)]
pub(super) struct Places<'a> {
    pub roster: u32,
    pub column: usize,
    /// Cells in which a place should stand.
    pub cells: usize,
    /// The different texts, in the order of their first cell.
    pub names: Vec<Name<'a>>,
}

/// A text of a place column and what it means; the same text means the same everywhere.
#[derive(Debug)]
pub(super) struct Name<'a> {
    pub text: Cow<'a, str>,
    pub place: &'a Place,
    /// How many cells have it.
    pub cells: usize,
    /// The first of them.
    shown: [Span; SHOWN],
}

/// So many cells of a name are shown.
const SHOWN: usize = 4;

impl Name<'_> {
    /// Its first cell.
    pub(super) fn first(&self) -> Span {
        self.shown[0]
    }

    /// The next few.
    pub(super) fn again(&self) -> impl Iterator<Item = Span> {
        self.shown[1..self.cells.min(SHOWN)].iter().copied()
    }

    /// How many cells have it, where they are more than are shown.
    pub(super) fn many(&self) -> Option<usize> {
        (self.cells > SHOWN).then_some(self.cells)
    }

    fn add(&mut self, cell: Span) {
        if let Some(shown) = self.shown.get_mut(self.cells) {
            *shown = cell;
        }
        self.cells += 1;
    }
}

/// A column of units.
#[derive(Debug)]
pub(super) struct Units<'a> {
    pub roster: u32,
    pub column: usize,
    /// Names that say only their level: 市教育局.
    pub relative: usize,
    /// Those whose level is not that of the row's place, each with that place's cell.
    pub mismatched: Vec<(&'a Unit, &'a Place, Span)>,
    /// Bodies of another province than their row's place, each with that place and its cell, where most
    /// others are of the same.
    pub foreign: Vec<(&'a Unit, &'a Place, Span)>,
    /// The first of bodies that stand a row too high or too low: most are of the province of the row
    /// beside; and how many are not of their own row's.
    pub shifted: Option<(&'a Unit, &'a Place, Span, usize)>,
    /// Those that nothing binds to a place, though the row's place is in order.
    pub unbound: Vec<&'a Unit>,
}

/// Looks at the values of every row once.
pub(super) fn gather<'a>(
    document: &'a Document,
    resolved: &'a Resolved,
    gazetteer: &Gazetteer,
    looks: &[Grid],
) -> Values<'a> {
    let mut values = Values::default();
    let rosters = resolved.notice.rosters.iter().zip(&resolved.rosters).zip(looks);
    for (r, ((roster, rows), grid)) in (0..).zip(rosters) {
        let broken = broken_rows(&resolved.notice, r);
        let paths = Paths::new(gazetteer);
        let exchanged = exchanged::find(roster, rows, gazetteer)
            .or_else(|| headed::find(document, roster, grid, gazetteer))
            .or_else(|| shapes::find(roster, grid))
            .or_else(|| stray::find(document, roster, grid, &paths, &broken))
            .or_else(|| built::find(document, roster, &broken))
            .or_else(|| marked::find(document, roster, &broken))
            .or_else(|| among::find(document, roster, grid, &broken))
            .or_else(|| ranges::find(document, roster, grid))
            .or_else(|| paired::find(document, roster, grid, &paths, &broken));
        let judged = |entry: usize| {
            !broken[entry] && exchanged.as_ref().is_none_or(|found| !found.holds(entry))
        };
        values.elsewhere.extend(elsewhere::find(document, roster, rows, gazetteer, &judged));
        values.elsewhere.extend(elsewhere::headings(document, roster, gazetteer));
        values.elsewhere.extend(elsewhere::listed(document, roster, gazetteer));
        values.codes.extend(codes::find(document, roster, rows, gazetteer, &judged));
        if resolved.notice.head.date.is_none() {
            values.untimely.extend(years::find(document, roster, rows, gazetteer, &judged));
        }
        for (column, what) in roster.columns.iter().enumerate() {
            match what.role {
                Role::Place | Role::PlaceOrUnit => {
                    let found = places::column(document, roster, rows, grid, column, &judged);
                    values.places.push(Places { roster: r, column, ..found });
                }
                Role::Units => {
                    let found = units::column(roster, rows, column, &judged);
                    values.units.push(Units { roster: r, column, ..found });
                }
                _ => {}
            }
        }
        values.exchanged.extend(exchanged.map(|found| Exchanged { roster: r, ..found }));
    }
    values
}

/// What follows or precedes the path of a place, reads like a division and is none: 无钖市 of
/// 江苏省无钖市.
pub(super) fn unknown_part(place: &Place) -> Option<&str> {
    place.oddities.iter().find_map(|oddity| match oddity {
        // 宁波市市区 says which part of the city.
        PlaceOddity::Polluted { extra } if PART_WORDS.contains(&&**extra) => None,
        PlaceOddity::Polluted { extra }
            if extra.ends_with(DIVISION) && extra.chars().count() <= 15 =>
        {
            Some(extra.as_str())
        }
        _ => None,
    })
}

/// Rows whose cells do not stand in their columns: that has its own finding.
fn broken_rows(notice: &Notice, roster: u32) -> Vec<bool> {
    let entries = &notice.rosters[roster as usize].entries;
    let mut broken: Vec<bool> = entries.iter().map(|entry| entry.ragged).collect();
    for oddity in notice.oddities.iter().filter(|oddity| oddity.roster == Some(roster)) {
        if !matches!(
            oddity.kind,
            OddityKind::ColumnsExchanged { .. }
                | OddityKind::Ragged { .. }
                | OddityKind::RowsMerged { .. }
        ) {
            continue;
        }
        let first = entries.partition_point(|entry| entry.span.end <= oddity.span.start);
        for (entry, broken) in entries.iter().zip(&mut broken).skip(first) {
            if entry.span.start >= oddity.span.end {
                break;
            }
            *broken = true;
        }
    }
    broken
}

/// So few cells say nothing about their column.
const FEW: usize = 4;

impl<'a> Places<'a> {
    /// Names to which this applies; `whole` where they are most of the column.
    pub(super) fn select(&self, fault: impl Fn(&Place) -> bool) -> Selected<'_, 'a> {
        let names: Vec<&Name> = self.names.iter().filter(|name| fault(name.place)).collect();
        let cells: usize = names.iter().map(|name| name.cells).sum();
        let whole = names.len() > 1 && cells >= FEW && cells * 2 > self.cells;
        Selected { names, cells, whole }
    }
}

/// Names of a column that share a fault.
#[derive(Debug)]
pub(super) struct Selected<'v, 'a> {
    pub names: Vec<&'v Name<'a>>,
    /// Their cells.
    pub cells: usize,
    /// They are most of the column: then the fault is the column's.
    pub whole: bool,
}

impl Units<'_> {
    /// Whether so many of the relative names have a fault that it is the column's.
    pub(super) fn is_whole(&self, faults: usize) -> bool {
        faults >= FEW && faults * 2 > self.relative
    }
}

#[cfg(test)]
mod tests;
