//! Stages as JSON, for people who want to see what the program saw. Quoted text stands beside
//! every span. Unlike `notice.json` and `report.json` these shapes follow the model and are no
//! promise.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::pieces::Pieces;
use crate::model::{
    BlockKind, Document, Notice, Resolved, Roster, Row, Span, Spanned, Tally, Unit, Value,
};

/// The text plane and its blocks, written piece by piece: a long document has many cells.
pub(super) fn document(document: &Document, out: impl Write) -> io::Result<()> {
    let mut out = Pieces::new(out);
    out.open(b'{');
    out.member("name", &document.name);
    out.member("sha256", &document.sha256);
    out.member("bytes", &document.bytes);
    out.member("format", &document.format);
    out.member("encoding", &document.encoding);
    out.member("text", &document.text);
    out.list("blocks", &document.blocks, |out, block| {
        out.open(b'{');
        match block.kind {
            BlockKind::Heading(level) => {
                out.member("kind", "heading");
                out.member("level", &level);
            }
            BlockKind::Paragraph { strong } => {
                out.member("kind", "paragraph");
                out.member("strong", &strong);
            }
            BlockKind::Table(index) => {
                out.member("kind", "table");
                out.member("table", &index);
            }
            BlockKind::Furniture => out.member("kind", "furniture"),
        }
        out.numbers("span", &pair(block.span));
        out.member("text", document.slice(block.span));
        out.close(b'}');
    });
    out.list("tables", &document.tables, |out, table| {
        out.open(b'{');
        out.member("exact", &table.exact);
        out.list("rows", &table.rows, |out, row| {
            out.open(b'{');
            out.numbers("span", &pair(row.span));
            out.list("cells", table.cells_of(row), |out, cell| {
                out.open(b'{');
                out.numbers("span", &pair(cell.span));
                out.member("text", document.slice(cell.span));
                out.member("column", &cell.column);
                out.member("colspan", &cell.colspan);
                out.member("rowspan", &cell.rowspan);
                out.member("strong", &cell.strong);
                out.close(b'}');
            });
            out.close(b'}');
        });
        out.close(b'}');
    });
    out.list("oddities", &document.oddities, |out, oddity| out.value(&format!("{oddity:?}")));
    out.close(b'}');
    out.finish()
}

/// The notice taken apart.
pub(super) fn notice(document: &Document, notice: &Notice, schema: Option<&str>) -> Json {
    let head = &notice.head;
    let list = |values: &[Spanned<String>]| values.iter().map(read).collect::<Json>();
    let claims = notice.claims.iter().map(|claim| {
        let mut view = json!({
            "about": claim.about,
            "measure": claim.measure,
            "declared": claim.declared,
            "place": format!("{:?}", claim.place),
            "relation": format!("{:?}", claim.relation),
        });
        merge(&mut view, quoted(document, claim.span));
        view
    });
    let regions = notice.regions.iter().map(|region| {
        let mut view = json!({ "role": region.role.name() });
        merge(&mut view, quoted(document, region.span));
        view
    });
    let oddities = notice.oddities.iter().map(|oddity| {
        let mut view = json!({ "kind": format!("{:?}", oddity.kind), "roster": oddity.roster });
        merge(&mut view, quoted(document, oddity.span));
        view
    });
    let body = notice.body.iter().map(|paragraph| {
        let pieces = paragraph.pieces.iter().map(|span| pair(*span)).collect::<Json>();
        json!({ "number": paragraph.number, "text": paragraph.text, "pieces": pieces })
    });
    let cites = head
        .cites
        .iter()
        .map(|cite| json!({ "title": cite.title, "number": cite.number, "span": pair(cite.span) }));
    let deadlines = head.deadlines.iter().map(|deadline| {
        json!({
            "raw": deadline.raw,
            "date": deadline.date.to_string(),
            "year_inferred": deadline.year_inferred,
            "span": pair(deadline.span),
        })
    });
    json!({
        "schema": schema,
        "head": {
            "issuers": list(&head.issuers),
            "number": head.number.as_ref().map(read),
            "title": head.title.as_ref().map(read),
            "date": head.date.as_ref().map(|date| {
                json!({ "value": date.value.to_string(), "span": pair(date.span) })
            }),
            "addressees": list(&head.addressees),
            "cites": cites.collect::<Json>(),
            "deadlines": deadlines.collect::<Json>(),
            "annexes": list(&head.annexes),
        },
        "body": body.collect::<Json>(),
        "claims": claims.collect::<Json>(),
        "tallies": notice.tallies.iter().map(|t| tally(document, t)).collect::<Json>(),
        "rosters": notice.rosters.iter().map(|r| roster(document, r)).collect::<Json>(),
        "regions": regions.collect::<Json>(),
        "annex_start": notice.annex_start,
        "oddities": oddities.collect::<Json>(),
    })
}

/// The values of every row, with the steps that led to them.
pub(super) fn resolved(document: &Document, resolved: &Resolved) -> Json {
    let rosters = resolved.notice.rosters.iter().zip(&resolved.rosters);
    rosters
        .map(|(roster, rows)| {
            let rows = rows.iter().enumerate().map(|(entry, row)| {
                let cells = roster.columns.iter().zip(&row.values).enumerate().map(
                    |(index, (column, cell))| {
                        let printed = roster.cell(document, entry, index);
                        (column.key.clone(), json!({ "printed": printed, "value": value(cell) }))
                    },
                );
                json!({
                    "entry": entry + 1,
                    "cells": cells.collect::<Json>(),
                    "edits": edits(roster, row),
                })
            });
            rows.collect::<Json>()
        })
        .collect()
}

fn roster(document: &Document, roster: &Roster) -> Json {
    let columns = roster.columns.iter().map(|column| {
        json!({
            "key": column.key,
            "title": column.title,
            "role": column.role.name(),
            "evidence": column.evidence,
        })
    });
    let groups = roster.groups.iter().map(|group| {
        let span = pair(group.span);
        json!({ "path": group.path, "heading": group.heading, "claim": group.claim, "span": span })
    });
    let entries = roster.entries.iter().enumerate().map(|(index, entry)| {
        let cells = (0..roster.columns.len()).map(|column| roster.cell(document, index, column));
        json!({
            "group": entry.group,
            "serial": entry.serial.value(),
            "ragged": entry.ragged,
            "span": pair(entry.span),
            "cells": cells.map(Json::from).collect::<Json>(),
        })
    });
    let notes = roster.notes.iter().map(|note| {
        let mut view = json!({ "kind": format!("{:?}", note.kind) });
        merge(&mut view, quoted(document, note.span));
        view
    });
    json!({
        "title": roster.title.as_ref().map(read),
        "ordering": roster.ordering.as_ref().map(read),
        "serial": format!("{:?}", roster.serial),
        "columns": columns.collect::<Json>(),
        "levels": roster.levels,
        "groups": groups.collect::<Json>(),
        "entries": entries.collect::<Json>(),
        "notes": notes.collect::<Json>(),
        "span": pair(roster.span),
    })
}

fn tally(document: &Document, tally: &Tally) -> Json {
    let rows = tally.rows.iter().map(|row| {
        let mut view = json!({ "about": row.about, "declared": row.declared });
        merge(&mut view, quoted(document, row.span));
        view
    });
    json!({
        "title": tally.title.as_ref().map(read),
        "rows": rows.collect::<Json>(),
        "span": pair(tally.span),
    })
}

fn value(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Printed => json!({ "printed": true }),
        Value::Text(text) => json!({ "text": text }),
        Value::Integer(number) => json!({ "integer": number }),
        Value::Decimal(digits) => json!({ "decimal": digits }),
        Value::Date(date) => json!({ "date": date.to_string() }),
        Value::Place(place) => {
            let code = |code: Option<crate::model::Adcode>| code.map(|code| code.to_string());
            let division = |division: Option<&crate::model::place::Division>| {
                division.map(|d| json!({ "name": d.name, "adcode": d.adcode.to_string() }))
            };
            let candidates = place.candidates.iter().map(|candidate| {
                json!({ "name": candidate.name, "adcode": candidate.adcode.to_string() })
            });
            let oddities = place.oddities.iter().map(|oddity| Json::from(format!("{oddity:?}")));
            json!({ "place": {
                "name": place.name,
                "kind": place.kind.name(),
                "province": division(place.province.as_ref()),
                "prefecture": division(place.prefecture.as_ref()),
                "county": division(place.county.as_ref()),
                "township": place.township,
                "zone": place.zone,
                "adcode": code(place.adcode),
                "adcode_level": place.adcode_level.map(crate::model::Level::name),
                "adcode_basis": place.adcode_basis.map(crate::model::Basis::name),
                "adcode_current": code(place.adcode_current),
                "candidates": candidates.collect::<Json>(),
                "oddities": oddities.collect::<Json>(),
            }})
        }
        Value::Units(units) => json!({ "units": units.iter().map(unit).collect::<Json>() }),
    }
}

fn unit(unit: &Unit) -> Json {
    json!({
        "name": &*unit.name,
        "kind": unit.kind.name(),
        "adcode": unit.adcode.map(|code| code.to_string()),
        "basis": unit.basis.map(crate::model::Basis::name),
        "raw": &*unit.raw,
        "unbound": unit.unbound,
        "level_mismatch": unit.level_mismatch,
        "span": pair(unit.span),
    })
}

fn edits(roster: &Roster, row: &Row) -> Json {
    let edits = row.edits.iter().map(|edit| {
        let column = roster.columns.get(edit.column as usize).map(|column| column.key.as_str());
        let (from, to) = (&*edit.from, &*edit.to);
        json!({ "column": column, "rule": edit.rule, "from": from, "to": to, "span": pair(edit.span) })
    });
    edits.collect()
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

fn read(spanned: &Spanned<String>) -> Json {
    json!({ "value": spanned.value, "span": pair(spanned.span) })
}

fn quoted(document: &Document, span: Span) -> Json {
    json!({ "span": pair(span), "text": document.slice(span) })
}

/// Puts the keys of one object behind those of another.
fn merge(into: &mut Json, from: Json) {
    if let (Json::Object(into), Json::Object(from)) = (into, from) {
        into.extend(from);
    }
}
