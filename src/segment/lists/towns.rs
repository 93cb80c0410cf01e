//! Districts over their streets and towns, and what each of these has, in lines of cells kept apart by blanks or of one
//! cell each: 甲区 乙街道 丙路 over 丁镇 戊路. A district holds for the lines below it.

use super::fields::parted;
use super::{Found, Scope, column, places};
use crate::gazetteer::{Gazetteer, Thing};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, Span};
use crate::text::division::COUNTY;
use crate::text::{blank, compact};

/// Fewest rows and districts.
const ROWS_LEAST: usize = 4;
const DISTRICTS_LEAST: usize = 2;

/// The towns of more rows are not looked up.
const ROWS_MOST: usize = 500;

/// Longest name of a division, and of what it has, in characters.
const PLACE_MOST: usize = 12;
const NAME_MOST: usize = 40;

/// What is due.
enum Due {
    /// A district, or a town of the last one.
    Place,
    Town,
    Name(Span),
}

/// Recognises lines in which cell after cell is what is due, from the sentence that announces a list on; the first
/// that is not ends it, where a row is whole.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let first = |index: &usize| {
        let cells = parted(scope, scope.lines[*index].span, 1);
        cells.first().is_some_and(|cell| is_district(&compact(scope.document.slice(*cell))))
    };
    let from = match scope.announced() {
        Some(above) => open.iter().position(|index| *index > above)?,
        None if scope.annex => open.iter().position(first)?,
        None => return None,
    };
    let mut found = Found::default();
    let mut rows: Vec<[Span; 3]> = Vec::new();
    let (mut district, mut districts) = (None, 0);
    let mut due = Due::Place;
    for index in &open[from..] {
        let cells = parted(scope, scope.lines[*index].span, 1);
        let text = |cell: &Span| compact(scope.document.slice(*cell));
        if matches!(due, Due::Place) {
            let place = cells.first().map(text)?;
            if !is_district(&place) && (district.is_none() || !is_town(&place)) {
                break;
            }
        }
        for cell in cells {
            let own = text(&cell);
            due = match (due, district) {
                (Due::Place, _) if is_district(&own) => {
                    (district, districts) = (Some(cell), districts + 1);
                    Due::Town
                }
                (Due::Place | Due::Town, Some(_)) if is_town(&own) => Due::Name(cell),
                // 乙镇 below 甲街道: what that had is lost. 丁小镇 is no town.
                (Due::Name(town), Some(district)) if is_name(&own) => {
                    rows.push([district, town, cell]);
                    Due::Place
                }
                _ => return None,
            };
            found.regions.push((cell, RegionRole::Cell));
        }
        found.taken.push(*index);
    }
    if !matches!(due, Due::Place) || rows.len() < ROWS_LEAST || districts < DISTRICTS_LEAST {
        return None;
    }
    let place = column("place", Role::Place, "values");
    let (town, name) = (column("column_2", Role::Text, "none"), column("name", Role::Name, "form"));
    found.roster.columns = vec![place, town, name];
    let mut above = None;
    for row in &rows {
        found.entry(row, None, Serial::None);
        // A row's own place begins with the district that stands in it.
        let own = if above == Some(row[0]) { row[1] } else { row[0] };
        if let Some(entry) = found.roster.entries.last_mut() {
            entry.span = own.hull(row[2]);
        }
        above = Some(row[0]);
    }
    let names = |row: &[Span; 3]| scope.document.slice(row[2]).matches('、').count() + 1;
    let listed: usize = rows.iter().map(names).sum();
    // 徐家汇街道 below 黄浦区, where 徐汇区 is lost, is counted as well.
    let lies = |row: &[Span; 3]| {
        let text = |cell: Span| compact(scope.document.slice(cell));
        lies_in(&text(row[1]), &text(row[0]))
    };
    found.proven = (scope.is_declared(rows.len()) || scope.is_declared(listed))
        && rows.len() <= ROWS_MOST
        && rows.iter().all(lies);
    Some(found)
}

/// 黄浦区, 崇明县: one that is known.
fn is_district(text: &str) -> bool {
    text.ends_with(COUNTY)
        && text.chars().count() <= PLACE_MOST
        && text.chars().all(blank::is_han)
        && places::is_known(text)
}

/// Whether a town is one of those that a district is known to have.
fn lies_in(town: &str, district: &str) -> bool {
    let gazetteer = Gazetteer::embedded();
    gazetteer.lookup(district).any(|(thing, _)| match thing {
        Thing::Division(id) => {
            let code = gazetteer.division(id).code;
            gazetteer.townships(code).any(|(name, _)| name == town)
        }
        _ => false,
    })
}

fn is_town(text: &str) -> bool {
    ["街道", "镇", "乡", "苏木"].iter().any(|end| text.ends_with(end))
        && !text.ends_with("小镇")
        && (2..=PLACE_MOST).contains(&text.chars().count())
        && text.chars().all(blank::is_han)
}

fn is_name(text: &str) -> bool {
    text.chars().count() <= NAME_MOST
        && !text.ends_with(['。', '：', ':', '；'])
        && !is_town(text)
        && !is_district(text)
}
