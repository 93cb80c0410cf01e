//! Table × checked notice → [`Report`]: two-way grounding of anyone's table.
//!
//! Every row of the table must be a row of the notice, cell by cell, and every row of the notice
//! must be in the table. A cell holds in its printed or its canonical form; what differs in bytes
//! alone (width, blanks, traditional characters, the writing of numbers) is the same. Columns are
//! told by header and by value (`columns`), rows are paired as rows (`rows`).

mod cells;
mod columns;
mod form;
mod marks;
mod order;
mod rows;
mod sheet;
mod tell;

use crate::check::{Book, Checked, Settings};
use crate::gazetteer::Gazetteer;
use crate::model::{Document, Report};
use crate::table::{self, Table};

use cells::Cells;
use columns::Plan;
use form::Forms;
use sheet::Sheet;

/// Holds a table against a notice. The findings are about the table's document; what they point at
/// in the notice is marked as [beside](crate::model::report::Related::beside) it.
pub fn ground(
    table: &Table,
    notice: &Document,
    checked: &Checked,
    gazetteer: &Gazetteer,
    settings: &Settings,
) -> Report {
    let mut book = Book::new(settings);
    table::damage(table, &mut book);
    let mut forms = Forms::new(gazetteer);
    let sheets = Sheet::all(notice, checked, &mut forms);
    let mut cells = Cells::new(table, &sheets, &mut forms);
    cells.learn(&forms);
    let plans: Vec<Plan> = sheets.iter().map(|sheet| columns::plan(&cells, sheet)).collect();
    // The roster that knows most of the table's columns: a list of organisations does not know the
    // names beside them. Of rosters that fit alike the first; all of them together only where they
    // fit better.
    let known = |at: usize| std::cmp::Reverse(plans[at].foreign.len());
    let best = (0..sheets.len())
        .rev()
        .max_by(|a, b| known(*a).cmp(&known(*b)).then(plans[*a].fit.total_cmp(&plans[*b].fit)));
    let Some(best) = best else {
        tell::without_roster(&cells, &mut book);
        return book.close();
    };
    let best = alone(best, &sheets, &plans, &cells);
    let (sheet, plan) = (&sheets[best], &plans[best]);
    let pairs = rows::pair(&cells, sheet, plan);
    marks::tell(&cells, sheet, &mut book);
    tell::tell(&tell::Held { cells: &cells, sheet, plan, pairs: &pairs, forms: &forms }, &mut book);
    book.close()
}

/// A table of one annex fits all annexes together nearly as well as its own, where their columns are alike: it is
/// of those with which least is wrong.
fn alone(best: usize, sheets: &[Sheet], plans: &[Plan], cells: &Cells) -> usize {
    let of = |at: usize| sheets[at].rows.iter().map(|place| place.roster);
    if of(best).min() == of(best).max() {
        return best;
    }
    let as_well = |at: &usize| {
        plans[*at].foreign.len() <= plans[best].foreign.len()
            && plans[*at].fit >= plans[best].fit * AS_WELL
            && cells.rows() <= sheets[*at].rows.len()
    };
    let cost = |at: &usize| rows::pair(cells, &sheets[*at], &plans[*at]).cost;
    let others = (0..sheets.len()).filter(|at| *at != best).filter(as_well);
    std::iter::once(best).chain(others).min_by_key(cost).unwrap_or(best)
}

/// From this share of the best fit on, another fits as well.
const AS_WELL: f32 = 0.9;
