//! MD119: a cell is empty in a column that is full elsewhere.

use std::cell::OnceCell;

use super::values::is_path;
use super::{Check, Ctx, Sink};
use crate::model::report::Level;
use crate::model::roster::Serial;
use crate::model::{BlockKind, Role, Roster, Span};
use crate::text::headers;

pub(super) static CHECK: Check = check!("MD119" cell-empty: Warning, run);

/// A column with at most one empty cell in so many is meant to be full.
const FULL: usize = 10;

/// Fewest rows by which a column can be judged.
const ROWS: usize = 4;

fn run(ctx: &Ctx, sink: &mut Sink) {
    lone_first(ctx, sink);
    for (roster, grid) in ctx.notice().rosters.iter().zip(&ctx.looks) {
        let rows = roster.entries.len();
        // Rows of a dataset are held to their own names.
        let nameless = if ctx.whole { nameless(roster) } else { Vec::new() };
        for (row, column) in &nameless {
            sink.find("nameless", roster.entries[*row].span)
                .level(Level::Error)
                .arg("column", name(roster, *column));
        }
        let told = |row: usize, column: usize| nameless.binary_search(&(row, column)).is_ok();
        for (column, what) in roster.columns.iter().enumerate() {
            // Remarks are for those rows that need one; serials have checks of their own.
            let judged = rows >= ROWS && !matches!(what.role, Role::Note | Role::Serial);
            if !judged || grid.is_full(column) {
                continue;
            }
            let empty: Vec<usize> =
                (0..rows).filter(|row| roster.row(*row)[column].is_empty()).collect();
            // A row of the wrong length has a finding of its own, and so has one without a name.
            let lone = empty.iter().copied();
            let lone = lone.filter(|row| !roster.entries[*row].ragged && !told(*row, column));
            // What is left out is full.
            let all = roster.rows();
            if empty.len() * FULL <= all || empty.len() == 1 {
                // The only one: its text is lost, or the cells beside or below it are moved.
                let only = ctx.whole
                    && empty.len() == 1
                    && (SURE.contains(&all) || (all == ROWS && is_body(what.role)))
                    && what.role != Role::Number
                    && !is_of_amounts(ctx, roster, column)
                    // 扬州市 among 苏州市（姑苏区）: what stands in brackets behind a name may be said of some.
                    && (!in_brackets(ctx, roster, column) || are_codes(ctx, roster, column))
                    && headers::rung_of(&what.title).is_none();
                let substances = only && are_of_substances(ctx, roster, column);
                let optional = substances || headers::is_optional(&what.title);
                for row in lone {
                    // The number of a substance that stands in another cell of the row is astray.
                    let only = only
                        && (!optional || (substances && holds_number(ctx, roster, row)))
                        && !is_explained(ctx, roster, row)
                        || moved_down(ctx, roster, row, column);
                    if let Some(beside) = beside(ctx, roster, row, column) {
                        sink.find("beside", roster.entries[row].span)
                            .level(Level::Error)
                            .arg("column", name(roster, column))
                            .arg("text", ctx.quote(beside));
                        continue;
                    }
                    let found = sink.find(if only { "only" } else { "" }, roster.entries[row].span);
                    let found = if only { found.level(Level::Error) } else { found };
                    found
                        .arg("column", name(roster, column))
                        .arg("filled", all - empty.len())
                        .arg("rows", all);
                }
            } else if let Some(first) = same_as_above(roster, column, &empty) {
                sink.find("above", first)
                    .arg("column", name(roster, column))
                    .arg("count", empty.len());
            }
        }
    }
}

/// Whether the cells of a column are numbers of substances, 7782-50-5: a mixture, or a class of them, has none.
fn are_of_substances(ctx: &Ctx, roster: &Roster, column: usize) -> bool {
    let cells = (0..roster.entries.len()).map(|row| roster.cell(ctx.document, row, column));
    let (mut filled, mut proved) = (0, 0);
    for cell in cells.filter(|cell| !cell.trim().is_empty()) {
        if !numbers(&cell).any(is_of_substance) {
            return false;
        }
        filled += 1;
        proved += usize::from(numbers(&cell).any(is_proved));
    }
    proved * PROVED >= filled * (PROVED - 1)
}

/// One number in so many may be misprinted.
const PROVED: usize = 4;

/// Whether a cell of a row holds such a number.
fn holds_number(ctx: &Ctx, roster: &Roster, row: usize) -> bool {
    (0..roster.columns.len())
        .any(|column| numbers(&roster.cell(ctx.document, row, column)).any(is_of_substance))
}

/// The stretches of digits and dashes of a cell.
fn numbers(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(|c: char| !c.is_ascii_digit() && c != '-')
}

fn is_of_substance(number: &str) -> bool {
    let lengths: Vec<usize> = number.split('-').map(str::len).collect();
    matches!(lengths[..], [2..=7, 2, 1])
}

/// Whether the last figure of such a number is what those before it add up to: 2021-12-3 is a date.
fn is_proved(number: &str) -> bool {
    let figures: Vec<u32> = number.chars().rev().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = (0..).zip(&figures).map(|(at, figure)| at * figure).sum();
    is_of_substance(number) && figures.first() == Some(&(sum % 10))
}

/// Whether the row's remark refers to a note, 注释3: the note says what would stand there.
fn is_explained(ctx: &Ctx, roster: &Roster, row: usize) -> bool {
    let Some(note) = roster.columns.iter().rposition(|column| column.role == Role::Note) else {
        return false;
    };
    let cell = roster.cell(ctx.document, row, note);
    let word = cell.trim().trim_end_matches(|c: char| c.is_ascii_digit());
    word.len() < cell.trim().len() && ["注", "注释", "见注", "见注释", "附注"].contains(&word)
}

/// Whether a column of a header of two levels, one of several, holds nothing but amounts: 自然村/计划安排. Some rows
/// have none.
fn is_of_amounts(ctx: &Ctx, roster: &Roster, column: usize) -> bool {
    let amounts = |column: usize| {
        roster.columns[column].title.contains('/')
            && (0..roster.entries.len())
                .map(|row| roster.cell(ctx.document, row, column))
                .filter(|cell| !cell.trim().is_empty())
                .all(|cell| is_amount(cell.trim()))
    };
    amounts(column) && (0..roster.columns.len()).any(|other| other != column && amounts(other))
}

/// Whether all cells of a column stand in brackets behind another; a lock knows its columns by number.
fn in_brackets(ctx: &Ctx, roster: &Roster, column: usize) -> bool {
    let width = roster.columns.len();
    let cells = (0..roster.entries.len()).map(|row| roster.cells[row * width + column]);
    cells.filter(|cell| !cell.is_empty()).all(|cell| {
        let before = ctx.document.text.get(..cell.start as usize).unwrap_or_default();
        before.ends_with(['（', '('])
    })
}

/// Fewest figures of a code.
const FIGURES_LEAST: usize = 2;

/// Whether the cells of a column are codes, no two alike: nothing that is said of some rows only.
fn are_codes(ctx: &Ctx, roster: &Roster, column: usize) -> bool {
    let mut seen = std::collections::HashSet::new();
    (0..roster.entries.len())
        .map(|row| roster.cell(ctx.document, row, column))
        .filter(|cell| !cell.trim().is_empty())
        .all(|cell| {
            let figures = cell.bytes().filter(u8::is_ascii_digit).count();
            figures >= FIGURES_LEAST && seen.insert(cell.into_owned())
        })
}

fn is_amount(cell: &str) -> bool {
    const DIGITS_MOST: usize = 9;
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (1..=DIGITS_MOST).contains(&digits)
        && cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-'))
}

/// Whether the cells of a column of places stand a row too low from here on: names that begin with a place,
/// 山东甲公司, have it in the row below, and none in its own.
fn moved_down(ctx: &Ctx, roster: &Roster, row: usize, column: usize) -> bool {
    const LEAST: usize = 2;
    let place = matches!(roster.columns[column].role, Role::Place | Role::PlaceOrUnit);
    let rows = roster.entries.len();
    if !ctx.whole || !place || rows > SHORT {
        return false;
    }
    let head = |row: usize, column: usize| -> Option<String> {
        let cell = roster.cell(ctx.document, row, column);
        let head: String = cell.trim().chars().take(2).collect();
        (head.chars().count() == 2).then_some(head)
    };
    let named = |other: &usize| {
        *other != column && matches!(roster.columns[*other].role, Role::Name | Role::Units)
    };
    (0..roster.columns.len()).filter(named).any(|name| {
        let says = |of: usize, at: usize| {
            head(of, name).is_some_and(|own| head(at, column).is_some_and(|place| place == own))
        };
        let down = (row..rows.saturating_sub(1)).filter(|of| says(*of, of + 1)).count();
        down >= LEAST && !(row..rows).any(|of| says(of, of))
    })
}

/// The cell to the left that holds what is missing: figures at its end, 压铸模具42, a division, or an address of the web, as
/// no other cell of its column does. Two cells were run together, or what stands behind a lost one has moved.
fn beside(ctx: &Ctx, roster: &Roster, row: usize, column: usize) -> Option<Span> {
    let left = column.checked_sub(1).filter(|_| ctx.whole && roster.entries.len() <= SHORT)?;
    let of = &roster.columns[left];
    if matches!(of.role, Role::Serial | Role::Number | Role::Code) {
        return None;
    }
    // 2024 and 2023.4 among dates are dates.
    let dated = |cell: &str| {
        let year = cell.get(..4).and_then(|year| year.parse::<u32>().ok());
        of.role == Role::Date && year.is_some_and(|year| (1900..2100).contains(&year))
    };
    let is_link = |cell: &str| ["http", "www."].iter().any(|lead| cell.trim().starts_with(lead));
    let links = || {
        let cells = (0..roster.entries.len()).map(|row| roster.cell(ctx.document, row, column));
        cells.filter(|cell| !cell.trim().is_empty()).all(|cell| is_link(&cell))
    };
    let linked = OnceCell::new();
    let holds = |row: usize| -> bool {
        let cell = roster.cell(ctx.document, row, left);
        match roster.columns[column].role {
            Role::Number => {
                cell.trim_end().ends_with(|c: char| c.is_ascii_digit()) && !dated(cell.trim())
            }
            Role::Place if of.role != Role::Place => is_path(cell.trim(), ctx.gazetteer),
            _ => is_link(&cell) && *linked.get_or_init(links),
        }
    };
    let others = || (0..roster.entries.len()).filter(|other| *other != row);
    let filled = others().filter(|other| !roster.row(*other)[left].is_empty()).count();
    let alone = holds(row) && filled >= ROWS - 1 && !others().any(holds);
    alone.then(|| roster.row(row)[left])
}

/// Longer rosters have cells of any kind.
const SHORT: usize = 100;

/// A heading that is the only one, below the header, and stands in its table in a column of its own, not in
/// the first: what is left of a row.
fn lone_first(ctx: &Ctx, sink: &mut Sink) {
    for roster in &ctx.notice().rosters {
        let ([group], Some(first)) = (&roster.groups[..], roster.entries.first()) else { continue };
        if group.span.end > first.span.start || roster.columns.iter().all(|c| c.header.is_none()) {
            continue;
        }
        let blocks = &ctx.document.blocks;
        let at = blocks.partition_point(|block| block.span.start <= group.span.start);
        let table = match at.checked_sub(1).map(|at| blocks[at].kind) {
            Some(BlockKind::Table(table)) => &ctx.document.tables[table as usize],
            _ => continue,
        };
        let rows = table.rows.iter().filter(|row| row.span.contains(group.span));
        let cell = rows.flat_map(|row| table.cells_of(row));
        let mut own = cell.filter(|cell| cell.span == group.span && cell.colspan <= 1);
        if let Some(cell) = own.find(|cell| cell.column > 0) {
            sink.find("alone", group.span)
                .arg("text", ctx.quote(group.span))
                .arg("column", name(roster, (cell.column as usize).min(roster.columns.len() - 1)));
        }
    }
}

/// Whether a column says whose or what a row is: of four rows, too, each has that.
fn is_body(role: Role) -> bool {
    matches!(role, Role::Units | Role::Name | Role::Project | Role::PlaceOrUnit)
}

/// Rows of which all but one fill a cell, for the empty one to be a fault: enough to show how the column
/// is meant, and not so many that one is bound to be missing.
const SURE: std::ops::RangeInclusive<usize> = 5..=100;

/// Rows with nothing in the cell that says what they list, each with its column, where most rows
/// fill it. A sign for nothing is something; a column that many rows leave empty means the same as
/// above.
fn nameless(roster: &Roster) -> Vec<(usize, usize)> {
    let rows = roster.entries.len();
    let names = naming(roster);
    let Some(first) = names.first().copied() else { return Vec::new() };
    let is_empty = |row: usize, column: usize| roster.row(row)[column].is_empty();
    let serials = roster.serial_column().is_some();
    // Without serials another text may name the row: an abbreviation and the full title.
    let texts: Vec<usize> = (0..roster.columns.len())
        .filter(|c| !serials && names.binary_search(c).is_err())
        .filter(|c| matches!(roster.columns[*c].role, Role::Text | Role::Code | Role::Name))
        .collect();
    let found: Vec<(usize, usize)> = (0..rows)
        .filter(|row| {
            let entry = &roster.entries[*row];
            let counted = !serials || entry.serial != Serial::None;
            let told = texts.iter().any(|column| !is_empty(*row, *column));
            !entry.ragged && counted && !told && names.iter().all(|column| is_empty(*row, *column))
        })
        .map(|row| (row, first))
        .collect();
    // A row with a serial of its own is seldom left empty for being the same as the one above.
    let numbered = serials && matches!(roster.columns[first].role, Role::Name | Role::Project);
    let most = if numbered { MOSTLY_NUMBERED } else { MOSTLY };
    let one = found.len() == 1 && numbered;
    if !one && found.len() * most > roster.rows() { Vec::new() } else { found }
}

/// A column that more than one in so many rows leaves empty need not say what they list.
const MOSTLY: usize = 4;
/// The same where each row has a serial.
const MOSTLY_NUMBERED: usize = 2;

/// The columns that say what a row lists: of names and projects those called so, else of units or
/// places, else all but serials and remarks.
fn naming(roster: &Roster) -> Vec<usize> {
    let of = |roles: &[Role]| -> Vec<usize> {
        (0..roster.columns.len()).filter(|c| roles.contains(&roster.columns[*c].role)).collect()
    };
    let called = |column: &usize| {
        let title = headers::without_brackets(&roster.columns[*column].title);
        roster.columns[*column].role == Role::Project
            || ["名称", "全称", "姓名", "名", "项目"].iter().any(|word| title.ends_with(word))
    };
    let names = of(&[Role::Name, Role::Project]);
    let by_title: Vec<usize> = names.iter().copied().filter(called).collect();
    if !by_title.is_empty() {
        return by_title;
    }
    let bodies = of(&[Role::PlaceOrUnit, Role::Units, Role::Place]);
    if names.is_empty() && !bodies.is_empty() {
        return bodies;
    }
    // 学校 beside 专业 may be left empty for the same as above.
    (0..roster.columns.len())
        .filter(|c| !matches!(roster.columns[*c].role, Role::Serial | Role::Note))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::is_proved;

    #[test]
    fn numbers_of_substances_are_told_from_dates() {
        assert!(is_proved("7782-50-5") && is_proved("107-44-8"));
        assert!(!is_proved("2021-12-3") && !is_proved("7782-50-4"));
    }
}
