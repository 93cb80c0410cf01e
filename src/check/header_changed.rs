//! MD113: a header differs from the one it should repeat.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::{Check, Ctx, Sink};
use crate::model::{OddityKind, Role};
use crate::text::blank::tight;
use crate::text::headers;

pub(super) static CHECK: Check = check!("MD113" header-changed: Error, run);

fn run(ctx: &Ctx, sink: &mut Sink) {
    for oddity in &ctx.notice().oddities {
        let OddityKind::HeaderChanged { expected, first } = &oddity.kind else { continue };
        let key = if first.is_some() { "" } else { "schema" };
        sink.find(key, oddity.span)
            .arg("found", columns(ctx.document.slice(oddity.span)))
            .arg("expected", columns(expected))
            .arg("schema", ctx.schema.map_or("", |schema| schema.name.as_str()))
            .related("first", *first);
    }
    let rosters = || (0..).zip(&ctx.notice().rosters);
    let all = rosters().flat_map(|(_, roster)| &roster.columns);
    let heads: HashSet<&str, FixedState> = all
        .filter(|column| column.header.is_some())
        .map(|column| column.title.as_str())
        .filter(|title| title.chars().count() > 2)
        .collect();
    let lasts: Vec<char> = heads.iter().filter_map(|head| head.chars().next_back()).collect();
    // Words that head columns and nothing else.
    let is_head = |cell: &str| heads.contains(cell) && headers::is_built(cell);
    for (r, roster) in rosters() {
        for (column, what) in roster.columns.iter().enumerate() {
            let names = matches!(what.role, Role::Name | Role::Project | Role::Place | Role::Units);
            if !names || what.header.is_none() {
                continue;
            }
            // A cell of the header printed again stands in a row, and a cell of that row in the header.
            // Nearly all cells end otherwise.
            let grid = &ctx.looks[r as usize];
            let heads = grid.told(column, |entry| {
                grid.at(entry, column).last().is_none_or(|end| lasts.contains(&end))
                    && is_head(&tight(&roster.cell(ctx.document, entry, column)))
            });
            for entry in (0..heads.len()).filter(|entry| heads[*entry]) {
                sink.find("cell", roster.row(entry)[column])
                    .arg("column", ctx.column_title(r, column))
                    .arg("cell", ctx.quote(roster.row(entry)[column]));
            }
        }
    }
}

/// Headers one after another; spaces inside one are letter-spacing and do not matter.
fn columns(line: &str) -> String {
    let by = if line.contains('\t') { '\t' } else { ' ' };
    let headers = line.split([by, '|']).map(|h| h.split_whitespace().collect::<String>());
    headers.filter(|header| !header.is_empty()).collect::<Vec<_>>().join(" | ")
}
