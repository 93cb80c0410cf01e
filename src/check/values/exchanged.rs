//! Rows in which a unit stands in the place column and a place in the units column.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::gazetteer::{Gazetteer, State, Thing};
use crate::model::{Kind, Place, Role, Roster, Row, Unit, Value};

/// What stands in each other's column in one roster.
#[derive(Clone, Debug)]
pub(in crate::check) struct Exchanged {
    pub roster: u32,
    /// The first column: that of places, where units stand in the other.
    pub a: usize,
    pub b: usize,
    /// The rows, in order.
    pub entries: Vec<u32>,
    /// No row is the right way: it is the header that is wrong.
    pub whole: bool,
}

impl Exchanged {
    pub(super) fn holds(&self, entry: usize) -> bool {
        self.entries.binary_search(&(entry as u32)).is_ok()
    }
}

pub(super) fn find(roster: &Roster, rows: &[Row], gazetteer: &Gazetteer) -> Option<Exchanged> {
    let of = |wanted: &[Role]| roster.columns.iter().position(|c| wanted.contains(&c.role));
    let place = of(&[Role::Place, Role::PlaceOrUnit])?;
    let units = of(&[Role::Units])?;
    let mut entries = Vec::new();
    let mut right = 0;
    for (entry, row) in rows.iter().enumerate() {
        let (Some(Value::Place(cell)), Some(Value::Units(list))) =
            (row.values.get(place), row.values.get(units))
        else {
            continue;
        };
        if matches!(cell.kind, Kind::Division | Kind::Zone) {
            right += 1;
        } else if is_body(cell) && matches!(&list[..], [unit] if is_place(unit, gazetteer)) {
            entries.push(entry as u32);
        }
    }
    let whole = entries.len() > 1 && right == 0;
    // A row or two among others; a half of them is a layout that is not understood.
    let odd = whole || right > entries.len();
    (odd && !entries.is_empty()).then_some(Exchanged {
        roster: 0,
        a: place,
        b: units,
        entries,
        whole,
    })
}

/// An authority, such as never stands for a place.
fn is_body(place: &Place) -> bool {
    matches!(place.kind, Kind::Government | Kind::Department | Kind::Party)
}

fn is_place(unit: &Unit, gazetteer: &Gazetteer) -> bool {
    matches!(unit.kind, Kind::Unknown) && is_path(&unit.name, gazetteer)
}

/// So many texts are kept with whether they are paths.
const KEPT: usize = 4096;

/// Which texts are paths, as far as it was asked: rows say the same over.
pub(super) struct Paths<'g, 'd> {
    gazetteer: &'g Gazetteer,
    known: RefCell<HashMap<Cow<'d, str>, bool, FixedState>>,
}

impl<'g, 'd> Paths<'g, 'd> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, known: RefCell::default() }
    }

    /// What [`is_path`] tells of a text.
    pub(super) fn has(&self, text: Cow<'d, str>) -> bool {
        let mut paths = self.known.borrow_mut();
        if let Some(known) = paths.get(&*text) {
            return *known;
        }
        let answer = is_path(&text, self.gazetteer);
        if paths.len() < KEPT {
            paths.insert(text, answer);
        }
        answer
    }
}

/// A cell without the white space at its ends.
pub(super) fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => Cow::Borrowed(cell.trim()),
        Cow::Owned(cell) => Cow::Owned(cell.trim().to_owned()),
    }
}

/// Whether a text is names of divisions or zones from end to end.
pub(in crate::check) fn is_path(text: &str, gazetteer: &Gazetteer) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let mut state = State::ROOT;
        let mut longest = 0;
        for (at, c) in rest.char_indices() {
            let Some(next) = gazetteer.step(state, gazetteer.char_id(c).0) else { break };
            state = next;
            let Some(name) = gazetteer.name(state) else { continue };
            let place = |thing| matches!(thing, Thing::Division(_) | Thing::Zone(_));
            if gazetteer.things(name).any(|(thing, _)| place(thing)) {
                longest = at + c.len_utf8();
            }
        }
        if longest == 0 {
            return false;
        }
        rest = &rest[longest..];
    }
    !text.is_empty()
}
