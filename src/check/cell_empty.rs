//! MD119: a cell is empty in a column that is full elsewhere.

use super::{Check, Ctx, Of, Sink};
use crate::model::report::Level;
use crate::model::{Role, Roster, Span};

pub(super) static CHECK: Check = Check {
    code: "MD119",
    name: "cell-empty",
    level: Level::Warning,
    since: "0.1.0",
    of: Of::Notice,
    run: Some(run),
    page: include_str!("cell_empty.md"),
    page_zh: include_str!("cell_empty.zh.md"),
};

/// A column with at most one empty cell in so many is meant to be full.
const FULL: usize = 10;

/// Fewest rows by which a column can be judged.
const ROWS: usize = 4;

fn run(ctx: &Ctx, sink: &mut Sink) {
    for roster in &ctx.notice().rosters {
        let rows = roster.entries.len();
        for (column, what) in roster.columns.iter().enumerate() {
            // Remarks are for those rows that need one; serials have checks of their own.
            if rows < ROWS || matches!(what.role, Role::Note | Role::Serial) {
                continue;
            }
            let empty: Vec<usize> =
                (0..rows).filter(|row| roster.row(*row)[column].is_empty()).collect();
            // A row of the wrong length has a finding of its own.
            let lone = empty.iter().copied().filter(|row| !roster.entries[*row].ragged);
            if empty.len() * FULL <= rows || empty.len() == 1 {
                for row in lone {
                    sink.find("", roster.entries[row].span)
                        .arg("column", name(roster, column))
                        .arg("filled", rows - empty.len())
                        .arg("rows", rows);
                }
            } else if let Some(first) = same_as_above(roster, column, &empty) {
                sink.find("above", first)
                    .arg("column", name(roster, column))
                    .arg("count", empty.len());
            }
        }
    }
}

/// The first row whose cell is left empty below a filled one, in the first column behind the
/// serials: merged cells, or the same as above.
fn same_as_above(roster: &Roster, column: usize, empty: &[usize]) -> Option<Span> {
    let first = (0..roster.columns.len()).find(|c| roster.columns[*c].role != Role::Serial)?;
    let row = *empty.first()?;
    (column == first && row > 0 && empty.len() < roster.entries.len())
        .then(|| roster.entries[row].span)
}

fn name(roster: &Roster, column: usize) -> &str {
    let column = &roster.columns[column];
    if column.title.is_empty() { &column.key } else { &column.title }
}
