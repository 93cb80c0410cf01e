//! A schema's columns for rosters that stand in no table: one flattened to lines, or a list.

use crate::model::{Notice, Role, Roster};
use crate::schema::{ColumnSchema, Schema};
use crate::text::fold;

/// Names the columns of the rosters from `first` on as the schema has them. A lock's are told by their
/// header, or else by their place; those of a family only where every header is known.
pub(super) fn columns(notice: &mut Notice, first: usize, schema: Option<&Schema>) {
    let Some(schema) = schema else { return };
    for (index, roster) in notice.rosters.iter_mut().enumerate().skip(first) {
        let last = schema.rosters.last().filter(|_| !schema.lock);
        let Some(family) = schema.rosters.get(index).or(last) else { continue };
        let Some(known) = known(roster, &family.columns, schema.lock) else { continue };
        for (column, known) in roster.columns.iter_mut().zip(known) {
            known.key.clone_into(&mut column.key);
            column.role = known.role;
            column.evidence = "schema";
        }
    }
}

/// What the schema says of each column; none where it has others.
fn known<'s>(
    roster: &Roster,
    columns: &'s [ColumnSchema],
    lock: bool,
) -> Option<Vec<&'s ColumnSchema>> {
    if columns.len() != roster.columns.len() {
        return None;
    }
    let mut known: Vec<&ColumnSchema> = Vec::new();
    for (placed, column) in columns.iter().zip(&roster.columns) {
        let title = fold::key(&column.title);
        let same = |c: &&ColumnSchema| fold::key(&c.header) == title;
        let named = columns.iter().find(|c| !title.is_empty() && same(c));
        let own = named.or_else(|| (lock || same(&placed)).then_some(placed))?;
        // Serials were read while the rows were.
        if (own.role == Role::Serial) != (column.role == Role::Serial) {
            return None;
        }
        if known.iter().any(|other| other.key == own.key) {
            return None;
        }
        known.push(own);
    }
    Some(known)
}
