//! The organisations of a roster, one row each.
//!
//! Only *units* columns are listed; an organisation that stands in a place's stead is an entry's
//! subject and has its columns there. A roster without a units column has no such table. Where it
//! has several, `column` says which one a row comes from and `seq` runs on through them.

use std::borrow::Cow;

use super::columns::{Entries, Sheet, count, numbered, plain};
use super::parts;
use crate::model::dataset::{Cell, Constraints, Content, Field, FieldKind, Reference, Table};
use crate::model::{Unit, Value};

/// The table, if the roster names organisations at all.
pub fn table<'a>(sheet: &Sheet<'a>, entries: &Entries) -> Option<Table<'a>> {
    let columns: Vec<usize> = sheet.unit_columns().collect();
    if columns.is_empty() {
        return None;
    }
    let several = columns.len() > 1;
    let mut rows = Vec::new();
    for entry in 0..sheet.roster.entries.len() {
        let mut seq = 0;
        for column in &columns {
            let key = &sheet.roster.columns[*column].key;
            for unit in cells(sheet, entry, *column) {
                seq += 1;
                let mut row = vec![count(entry + 1), count(seq)];
                if several {
                    row.push(Cell::text(key.as_str()));
                }
                row.extend(unit);
                rows.push(row);
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

/// The cells from `unit` on, one row per organisation. Text that was never split counts as one
/// organisation of unknown kind.
fn cells<'a>(sheet: &Sheet<'a>, entry: usize, column: usize) -> Vec<[Cell<'a>; 5]> {
    let whole = |name: Cow<'a, str>| {
        let raw = sheet.printed(entry, column);
        let kind = parts::word(Some("unknown"));
        if name.is_empty() {
            return Vec::new();
        }
        vec![[Cell::text(name), kind, Cell::Empty, Cell::Empty, Cell::text(raw)]]
    };
    match sheet.value(entry, column) {
        Value::Units(units) => units.iter().map(one).collect(),
        Value::Text(text) => whole(Cow::Borrowed(text)),
        Value::Printed => whole(sheet.printed(entry, column)),
        _ => Vec::new(),
    }
}

fn one(unit: &Unit) -> [Cell<'_>; 5] {
    [
        Cell::text(unit.name.as_str()),
        parts::word(Some(unit.kind.name())),
        parts::adcode(unit.adcode),
        parts::word(unit.basis.map(crate::model::Basis::name)),
        Cell::text(unit.raw.as_str()),
    ]
}
