//! The organisations of a roster, one row each.
//!
//! Only *units* columns are listed; an organisation that stands in a place's stead is an entry's
//! subject and has its columns there. A roster without a units column has no such table. Where it
//! has several, `column` says which one a row comes from and `seq` runs on through them.

use super::columns::{Entries, Sheet, numbered, ordinal_cell, plain};
use super::parts;
use crate::model::dataset::{Cell, Constraints, Content, Field, FieldKind, Reference, Rows, Table};
use crate::model::{Unit, Value};

/// The table, if the roster names organisations at all.
pub fn table<'a>(sheet: &Sheet<'a>, entries: &Entries) -> Option<Table<'a>> {
    let columns: Vec<usize> = sheet.unit_columns().collect();
    if columns.is_empty() {
        return None;
    }
    let several = columns.len() > 1;
    let mut places = Vec::new();
    for entry in 0..sheet.roster.entries.len() {
        let mut seq = 0;
        for column in &columns {
            for unit in 0..units(sheet, entry, *column) {
                seq += 1;
                places.push(Place { entry, column: *column, unit, seq });
            }
        }
    }
    let number = |name: &str, description: &str| Field {
        kind: FieldKind::Integer,
        constraints: Constraints { required: true, minimum: Some(1), ..Constraints::default() },
        ..plain(name, description)
    };
    let of = |name: &str, description: &str, constraints: Constraints| Field {
        constraints,
        ..plain(name, description)
    };
    let mut fields = vec![
        number("entry", "Ordinal of the entry that names it"),
        number("seq", "Its place among the entry's organisations"),
    ];
    if several {
        fields.push(plain("column", "The column that names it"));
    }
    let mut unit = plain("unit", "Name as it stands alone");
    if let [column] = columns[..] {
        unit.title.clone_from(&sheet.roster.columns[column].title);
    }
    fields.extend([
        unit,
        of("unit_kind", "What it is", parts::kinds()),
        of("unit_adcode", "GB/T 2260 code of its division", parts::code_form()),
        of("unit_basis", "How the code came about", parts::bases()),
        plain("unit_raw", "As printed"),
    ]);
    let (sheet, count, width) = (*sheet, places.len(), fields.len());
    let rows = Rows::new(count, width, move |row, at| {
        let place = &places[row];
        match at {
            0 => ordinal_cell(place.entry + 1),
            1 => ordinal_cell(place.seq),
            2 if several => Cell::text(sheet.roster.columns[place.column].key.as_str()),
            _ => cell(&sheet, place, at - 2 - usize::from(several)),
        }
    });
    Some(Table {
        name: numbered("units", sheet.index),
        content: Content::Units,
        roster: sheet.index,
        title: String::new(),
        fields,
        rows,
        key: vec!["entry".to_owned(), "seq".to_owned()],
        reference: Some(Reference {
            field: "entry".to_owned(),
            table: entries.table.name.clone(),
            target: "entry".to_owned(),
        }),
    })
}

/// Where a row's organisation is named.
struct Place {
    entry: usize,
    column: usize,
    /// Which of its cell's, from 0.
    unit: usize,
    /// Which of its entry's, from 1.
    seq: usize,
}

/// How many organisations a cell names. Text that was never split counts as one of unknown kind.
fn units(sheet: &Sheet, entry: usize, column: usize) -> usize {
    match sheet.value(entry, column) {
        Value::Units(units) => units.len(),
        Value::Text(text) => usize::from(!text.is_empty()),
        Value::Printed => usize::from(!sheet.printed(entry, column).is_empty()),
        _ => 0,
    }
}

/// A cell of a row, counted from `unit` on.
fn cell<'a>(sheet: &Sheet<'a>, place: &Place, at: usize) -> Cell<'a> {
    let Place { entry, column, unit, .. } = *place;
    match (sheet.value(entry, column), at) {
        (Value::Units(units), _) => units.get(unit).map_or(Cell::Empty, |unit| one(unit, at)),
        (Value::Text(text), 0) => Cell::text(text.as_str()),
        (_, 0 | 4) => Cell::text(sheet.printed(entry, column)),
        (_, 1) => parts::word(Some("unknown")),
        _ => Cell::Empty,
    }
}

fn one(unit: &Unit, at: usize) -> Cell<'_> {
    match at {
        0 => Cell::text(&*unit.name),
        1 => parts::word(Some(unit.kind.name())),
        2 => parts::adcode(unit.adcode),
        3 => parts::word(unit.basis.map(crate::model::Basis::name)),
        _ => Cell::text(&*unit.raw),
    }
}
