//! The columns a place spreads over, and the vocabularies they keep to.

use crate::model::dataset::{Cell, Constraints, Field};
use crate::model::place::Division;
use crate::model::{Adcode, Basis, Kind, Level, Place};

/// A GB/T 2260 code: six digits, the first never zero.
pub(super) const ADCODE: &str = "[1-9][0-9]{5}";

/// One of the columns between `<key>_kind` and `<key>_raw`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Its name; prefixed by the key for every place column but the first.
    pub(super) name: &'static str,
    description: &'static str,
    read: fn(&Place) -> Cell<'_>,
    constraints: fn() -> Constraints,
}

impl Part {
    /// Its cell for a place.
    pub(super) fn cell<'a>(&self, place: &'a Place) -> Cell<'a> {
        (self.read)(place)
    }

    /// Its field under that name.
    pub(super) fn field(&self, name: String) -> Field {
        Field {
            name,
            description: self.description.to_owned(),
            constraints: (self.constraints)(),
            ..Field::default()
        }
    }
}

const fn part(
    name: &'static str,
    description: &'static str,
    read: fn(&Place) -> Cell<'_>,
    constraints: fn() -> Constraints,
) -> Part {
    Part { name, description, read, constraints }
}

/// The parts of a place in the order of their columns, which is that of [`columns::PLACE_PARTS`].
pub(super) static PARTS: [Part; 12] = [
    part("province", "Province-level division", |p| name(p.province.as_ref()), none),
    part("province_adcode", "Its code", |p| code(p.province.as_ref()), code_form),
    part("prefecture", "Prefecture-level division", |p| name(p.prefecture.as_ref()), none),
    part("prefecture_adcode", "Its code", |p| code(p.prefecture.as_ref()), code_form),
    part("county", "County-level division", |p| name(p.county.as_ref()), none),
    part("county_adcode", "Its code", |p| code(p.county.as_ref()), code_form),
    part("township", "Township-level division", |p| Cell::text(p.township.as_str()), none),
    part("zone", "Functional zone", |p| Cell::text(p.zone.as_str()), none),
    part(
        "adcode",
        "GB/T 2260 code of the finest division that holds the place on the notice's date",
        |p| adcode(p.adcode),
        code_form,
    ),
    part(
        "adcode_level",
        "Level of that division",
        |p| word(p.adcode_level.map(Level::name)),
        || one_of(&["province", "prefecture", "county"]),
    ),
    part(
        "adcode_basis",
        "How the code came about: the text names the division, it contains the zone, or it is \
         the institution's seat",
        |p| word(p.adcode_basis.map(Basis::name)),
        bases,
    ),
    part(
        "adcode_current",
        "The code of the division that holds the place today",
        |p| adcode(p.adcode_current),
        code_form,
    ),
];

/// A code's cell.
pub(super) fn adcode(code: Option<Adcode>) -> Cell<'static> {
    code.map_or(Cell::Empty, Cell::Code)
}

/// A word of a vocabulary.
pub(super) fn word(word: Option<&'static str>) -> Cell<'static> {
    word.map_or(Cell::Empty, Cell::text)
}

/// Keeps to the form of a code.
pub(super) fn code_form() -> Constraints {
    Constraints { pattern: Some(ADCODE), ..Constraints::default() }
}

/// Keeps to the ways a code comes about.
pub(super) fn bases() -> Constraints {
    one_of(&[Basis::Text.name(), Basis::Container.name(), Basis::Seat.name()])
}

/// Keeps to the kinds of places and units.
pub(super) fn kinds() -> Constraints {
    let kinds = [
        Kind::Division,
        Kind::Zone,
        Kind::Government,
        Kind::Department,
        Kind::Party,
        Kind::University,
        Kind::School,
        Kind::Hospital,
        Kind::Institution,
        Kind::Company,
        Kind::Association,
        Kind::Other,
        Kind::Unknown,
    ];
    Constraints { one_of: kinds.iter().map(|kind| kind.name()).collect(), ..Constraints::default() }
}

fn one_of(words: &[&'static str]) -> Constraints {
    Constraints { one_of: words.to_vec(), ..Constraints::default() }
}

fn none() -> Constraints {
    Constraints::default()
}

fn name(division: Option<&Division>) -> Cell<'_> {
    division.map_or(Cell::Empty, |division| Cell::text(division.name.as_str()))
}

fn code(division: Option<&Division>) -> Cell<'static> {
    adcode(division.map(|division| division.adcode))
}

#[cfg(test)]
mod tests {
    use super::PARTS;
    use crate::model::columns::PLACE_PARTS;

    #[test]
    fn the_parts_are_those_that_are_read_again() {
        assert!(PARTS.iter().map(|part| part.name).eq(PLACE_PARTS));
    }
}
