//! A column of places: its different texts and what they mean.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::{Name, Places, SHOWN};
use crate::check::looks::Grid;
use crate::model::{Document, Roster, Row, Span, Value};

pub(super) fn column<'a>(
    document: &'a Document,
    roster: &'a Roster,
    rows: &'a [Row],
    grid: &Grid,
    column: usize,
    judged: &dyn Fn(usize) -> bool,
) -> Places<'a> {
    // Names by a number that the same texts share; where two others share it, the second has the next.
    let state = FixedState::with_seed(0);
    let mut known: HashMap<u64, usize, FixedState> = HashMap::with_hasher(state.clone());
    let mut names: Vec<Name<'a>> = Vec::new();
    let mut cells = 0;
    // Which name a text was told to be last, by the first row that has the text.
    let mut told: Vec<Option<usize>> = vec![None; rows.len()];
    for (entry, row) in rows.iter().enumerate() {
        let Some(Value::Place(place)) = row.values.get(column) else { continue };
        if !judged(entry) {
            continue;
        }
        cells += 1;
        let text = roster.cell(document, entry, column);
        let span = roster.row(entry)[column];
        // The same text means the same, but within another column or heading: then it is another name.
        let same = |name: &Name| {
            name.text == text
                && (std::ptr::eq(name.place, place.as_ref())
                    || name.place.name == place.name
                        && name.place.adcode.is_some() == place.adcode.is_some())
        };
        let told = &mut told[grid.at(entry, column).first as usize];
        if let Some(name) = told.map(|at| &mut names[at]).filter(|name| same(name)) {
            name.add(span);
            continue;
        }
        let mut number = state.hash_one(&*text);
        loop {
            match known.entry(number) {
                Entry::Occupied(at) if same(&names[*at.get()]) => {
                    names[*at.get()].add(span);
                    *told = Some(*at.get());
                    break;
                }
                Entry::Occupied(_) => number = number.wrapping_add(1),
                Entry::Vacant(free) => {
                    free.insert(names.len());
                    *told = Some(names.len());
                    let mut name = Name { text, place, cells: 0, shown: [Span::default(); SHOWN] };
                    name.add(span);
                    names.push(name);
                    break;
                }
            }
        }
    }
    Places { roster: 0, column, cells, names }
}
