//! The columns of a roster, summed up once.

use std::cell::OnceCell;
use std::ops::Range;

use super::decimal::Decimal;
use super::measured::{self, Number};
use crate::model::{Document, Role, Roster, Row, Span, Value};

/// A roster whose columns are summed up once, however many rows of sums it has.
pub(super) struct Sheet<'c> {
    document: &'c Document,
    pub(super) roster: &'c Roster,
    pub(super) rows: &'c [Row],
    /// Per entry, the entries around it in the same group.
    pub(super) runs: Vec<Range<usize>>,
    /// Per column, the sums up to each row; made when asked for.
    columns: Vec<OnceCell<Column>>,
}

/// A column summed up from its first row.
struct Column {
    /// Decimal places of the sums.
    places: u32,
    /// What stands behind each number, where it is the same: 人 of 2000人.
    unit: String,
    /// Before each row and behind the last: the sum of the numbers, how many they are, and how many
    /// cells are none.
    before: Vec<(i128, u32, u32)>,
}

impl<'c> Sheet<'c> {
    pub(super) fn new(document: &'c Document, roster: &'c Roster, rows: &'c [Row]) -> Self {
        let mut runs = Vec::with_capacity(roster.entries.len());
        for run in roster.entries.chunk_by(|a, b| a.group == b.group) {
            let from = runs.len();
            runs.resize(from + run.len(), from..from + run.len());
        }
        let columns = roster.columns.iter().map(|_| OnceCell::new()).collect();
        Self { document, roster, rows, runs, columns }
    }

    fn column(&self, column: usize) -> Option<&Column> {
        let made = || Column::new(self.document, self.roster, self.rows, column);
        Some(self.columns.get(column)?.get_or_init(made))
    }

    /// A printed sum of a column, without the unit that all its numbers have and it may have.
    pub(super) fn printed(&self, column: usize, span: Span) -> Option<Decimal> {
        let text = self.document.slice(span).trim();
        let unit = if self.adds_units(column) { &self.column(column)?.unit } else { "" };
        Decimal::read(text.strip_suffix(unit).unwrap_or(text))
    }

    /// Whether the cells of a column may be numbers that bear their unit: 2000人.
    pub(super) fn adds_units(&self, column: usize) -> bool {
        let role = self.roster.columns.get(column).map(|column| column.role);
        role.is_some_and(|role| !matches!(role, Role::Number | Role::Serial))
    }

    /// Whether anything of a column can be added up.
    pub(super) fn has_numbers(&self, column: usize) -> bool {
        !self.adds_units(column) || self.column(column).is_some_and(|c| !c.unit.is_empty())
    }

    /// The sum of a column over rows; none where a cell is no number or none has one. Under the serials
    /// a row of sums says how many rows there are.
    pub(super) fn sum(&self, column: usize, range: &Range<usize>) -> Option<Decimal> {
        if self.roster.serial_column() == Some(column) {
            return Some(Decimal { units: range.len() as i128, places: 0 });
        }
        let column = self.column(column)?;
        let (first, last) = (column.before.get(range.start)?, column.before.get(range.end)?);
        let units = last.0.checked_sub(first.0)?;
        (last.1 > first.1 && last.2 == first.2).then_some(Decimal { units, places: column.places })
    }

    /// The sum of a column over single rows, in the same way.
    pub(super) fn sum_of(&self, column: usize, rows: &[usize]) -> Option<Decimal> {
        let column = self.column(column)?;
        let (mut units, mut numbers) = (0i128, 0);
        for row in rows {
            let (first, last) = (column.before.get(*row)?, column.before.get(row + 1)?);
            if last.2 > first.2 {
                return None;
            }
            units = units.checked_add(last.0.checked_sub(first.0)?)?;
            numbers += last.1 - first.1;
        }
        (numbers > 0).then_some(Decimal { units, places: column.places })
    }
}

impl Column {
    fn new(document: &Document, roster: &Roster, rows: &[Row], column: usize) -> Self {
        let own = || rows.iter().map(|row| number(row, column)).collect();
        let numeric = |role| matches!(role, Role::Number | Role::Serial);
        let measured = roster.columns.get(column).filter(|column| !numeric(column.role));
        let measured = measured.and_then(|_| measured::numbers(document, roster, column));
        let (unit, numbers): (String, Vec<Number>) =
            measured.map_or_else(|| (String::new(), own()), |(unit, of)| (unit, of));
        let places = numbers.iter().flatten().flatten().map(|number| number.places).max();
        let places = places.unwrap_or(0);
        let mut before = Vec::with_capacity(rows.len() + 1);
        let (mut sum, mut count, mut others) = (0i128, 0, 0);
        before.push((sum, count, others));
        for number in numbers {
            match number.map(|number| number.map(|number| number.with(places))) {
                Ok(None) => {}
                // What does not fit into the sum is no number of a list.
                Ok(Some(number)) => match number.and_then(|n| sum.checked_add(n.units)) {
                    Some(more) => (sum, count) = (more, count + 1),
                    None => others += 1,
                },
                Err(()) => others += 1,
            }
            before.push((sum, count, others));
        }
        Self { places, unit, before }
    }
}

/// A cell's number, of several values their sum; `None` where it is empty, an error where it is something else.
pub(super) fn number(row: &Row, column: usize) -> Number {
    match row.values.get(column) {
        Some(Value::Empty) => Ok(None),
        Some(Value::Integer(n)) => Ok(Some(Decimal { units: i128::from(*n), places: 0 })),
        Some(Value::Decimal(text)) => Decimal::read(text).map(Some).ok_or(()),
        // 2；15: values of several rows below one serial.
        Some(Value::Text(text)) if text.contains('；') => {
            let mut parts = text.split('；').map(Decimal::read);
            let first = parts.next().flatten().ok_or(())?;
            parts.try_fold(first, |sum, part| sum.plus(part?)).map(Some).ok_or(())
        }
        _ => Err(()),
    }
}
