//! The values of every row, with the steps that led to them.

use std::io::{self, Write};

use super::super::pieces::Pieces;
use crate::model::place::{Division, Place};
use crate::model::{Basis, Document, Edit, Level, Resolved, Roster, Unit, Value};

/// The rosters as normalize left them.
pub(in super::super) fn resolved(
    document: &Document,
    resolved: &Resolved,
    out: impl Write,
) -> io::Result<()> {
    let mut out = Pieces::new(out);
    out.array(resolved.notice.rosters.iter().zip(&resolved.rosters), |out, (roster, rows)| {
        out.array(rows.iter().enumerate(), |out, (entry, row)| {
            out.object(|out| {
                out.member("entry", &(entry + 1));
                out.nested("cells", |out| {
                    for (index, (column, cell)) in
                        roster.columns.iter().zip(&row.values).enumerate()
                    {
                        out.nested(&column.key, |out| {
                            out.member("printed", &roster.cell(document, entry, index));
                            value(out, cell);
                        });
                    }
                });
                out.list("edits", &row.edits, |out, item| edit(out, roster, item));
            });
        });
    });
    out.finish()
}

fn value(out: &mut Pieces<impl Write>, value: &Value) {
    if let Value::Empty = value {
        return out.member("value", &());
    }
    out.nested("value", |out| match value {
        Value::Empty => (),
        Value::Printed => out.member("printed", &true),
        Value::Text(text) => out.member("text", &**text),
        Value::Integer(number) => out.member("integer", number),
        Value::Decimal(digits) => out.member("decimal", &**digits),
        Value::Date(date) => out.member("date", &date.to_string()),
        Value::Place(found) => out.nested("place", |out| place(out, found)),
        Value::Units(units) => out.list("units", units, unit),
    });
}

fn place(out: &mut Pieces<impl Write>, place: &Place) {
    out.member("name", &place.name);
    out.member("kind", place.kind.name());
    division(out, "province", place.province.as_ref());
    division(out, "prefecture", place.prefecture.as_ref());
    division(out, "county", place.county.as_ref());
    out.member("township", &place.township);
    out.member("zone", &place.zone);
    out.member("adcode", &place.adcode.map(|code| code.to_string()));
    out.member("adcode_level", &place.adcode_level.map(Level::name));
    out.member("adcode_basis", &place.adcode_basis.map(Basis::name));
    out.member("adcode_current", &place.adcode_current.map(|code| code.to_string()));
    out.list("candidates", &place.candidates, |out, candidate| {
        out.object(|out| {
            out.member("name", &candidate.name);
            out.member("adcode", &candidate.adcode.to_string());
        });
    });
    out.list("oddities", &place.oddities, |out, oddity| out.value(&format!("{oddity:?}")));
}

fn division(out: &mut Pieces<impl Write>, key: &str, division: Option<&Division>) {
    match division {
        Some(division) => out.nested(key, |out| {
            out.member("name", &division.name);
            out.member("adcode", &division.adcode.to_string());
        }),
        None => out.member(key, &()),
    }
}

fn unit(out: &mut Pieces<impl Write>, unit: &Unit) {
    out.object(|out| {
        out.member("name", &*unit.name);
        out.member("kind", unit.kind.name());
        out.member("adcode", &unit.adcode.map(|code| code.to_string()));
        out.member("basis", &unit.basis.map(Basis::name));
        out.member("raw", &*unit.raw);
        out.member("unbound", &unit.unbound);
        out.member("level_mismatch", &unit.level_mismatch);
        out.span(unit.span);
    });
}

fn edit(out: &mut Pieces<impl Write>, roster: &Roster, edit: &Edit) {
    out.object(|out| {
        let column = roster.columns.get(edit.column as usize).map(|column| column.key.as_str());
        out.member("column", &column);
        out.member("rule", edit.rule);
        out.member("from", &*edit.from);
        out.member("to", &*edit.to);
        out.span(edit.span);
    });
}
