//! Sums beside the headings of a table, `一 | 遵义市 | | 1800`, which most headings bear out, or all of them together,
//! as where two numbers changed places: the others are wrong.

use super::Fault;
use super::sheet::Sheet;
use super::tables::Tables;
use crate::check::Ctx;
use crate::model::{Role, Roster, Row};
use crate::text::decimal::Decimal;

/// The wrong ones.
pub(super) fn find(ctx: &Ctx, tables: &Tables, roster: &Roster, rows: &[Row]) -> Vec<Fault> {
    let mut all: Vec<(usize, bool, Fault)> = Vec::new();
    // Per column, all that is printed and all that is found.
    let mut totals: Vec<Option<(Decimal, Decimal)>> =
        vec![Some((Decimal::ZERO, Decimal::ZERO)); roster.columns.len()];
    if roster.groups.is_empty() || !roster.columns.iter().any(|c| c.role == Role::Number) {
        return Vec::new();
    }
    let sheet = Sheet::new(ctx.document, roster, rows);
    for (group, heading) in (0..).zip(&roster.groups) {
        let Some(cells) = tables.row_around(heading.span) else { continue };
        let own = |entry: &crate::model::Entry| entry.group == Some(group);
        let Some(start) = roster.entries.iter().position(own) else { continue };
        let range = start..start + roster.entries[start..].iter().take_while(|e| own(e)).count();
        for cell in cells {
            let column = cell.column as usize;
            if roster.columns.get(column).is_none_or(|column| column.role != Role::Number) {
                continue;
            }
            let Some(printed) = Decimal::read(ctx.document.slice(cell.span)) else { continue };
            let Some(found) = sheet.sum(column, &range) else { continue };
            totals[column] =
                totals[column].and_then(|(all, of)| Some((all.plus(printed)?, of.plus(found)?)));
            let fault = Fault {
                roster: 0,
                column,
                span: cell.span,
                found: found.to_string(),
                rows: range.len(),
                first: roster.row(range.start)[column],
                rounded: found.rounds_to(printed),
                part: false,
            };
            all.push((column, found.agrees(printed), fault));
        }
    }
    let borne_out = |column: usize| {
        let own = || all.iter().filter(|(other, ..)| *other == column);
        let right = own().filter(|(_, right, _)| *right).count();
        let together = totals[column].is_some_and(|(printed, found)| printed == found);
        (right > 0 && right * 2 >= own().count()) || (together && own().count() > 1)
    };
    let sure: Vec<bool> = all.iter().map(|(column, ..)| borne_out(*column)).collect();
    let faults = all.into_iter().zip(sure);
    faults.filter(|((_, right, _), sure)| *sure && !right).map(|((.., fault), _)| fault).collect()
}
