//! The columns of a roster, summed up once.

use std::cell::OnceCell;
use std::ops::Range;

use super::measured::{self, Number};
use crate::check::amounts;
use crate::model::{Document, Role, Roster, Row, Span, Value};
use crate::text::decimal::Decimal;

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

/// A printed sum.
#[derive(Clone, Copy)]
pub(super) struct Printed {
    /// In the unit of its column.
    pub(super) value: Decimal,
    /// As printed, so many powers of ten above.
    own: Decimal,
    power: i32,
}

impl Printed {
    /// Whether it is what was found, as far as its own unit tells: 0.1亿元 of 1000.4万元.
    pub(super) fn agrees(self, found: Decimal) -> bool {
        let rounded = |found: Decimal| found.rounds_to(self.own);
        found.agrees(self.value)
            || self.power > 0 && found.shifted(-self.power).is_some_and(rounded)
    }

    /// What was found, with the column's unit where the sum has another.
    pub(super) fn beside(self, found: Decimal, unit: Option<&str>) -> String {
        format!("{found}{}", unit.filter(|_| self.power != 0).unwrap_or_default())
    }
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

    /// A printed sum of a column in the column's unit, without the one that it may have.
    pub(super) fn printed(&self, column: usize, span: Span) -> Option<Printed> {
        let text = self.document.slice(span).trim();
        let plain = |own| Printed { value: own, own, power: 0 };
        if let Some(number) = Decimal::read(text) {
            return Some(plain(number));
        }
        let (own, unit) = measured::split(text)?;
        let of = &self.column(column)?.unit;
        if unit == of {
            return Some(plain(own));
        }
        let of = if of.is_empty() { self.titled(column)? } else { of };
        let power = amounts::power(unit, of)?;
        Some(Printed { value: own.shifted(power)?, own, power })
    }

    /// The unit that the header of a column names, or the line above the table.
    fn titled(&self, column: usize) -> Option<&str> {
        let own = amounts::unit_of(&self.roster.columns.get(column)?.title);
        own.or_else(|| amounts::shared_unit(self.document, self.roster, column))
    }

    /// Whether the cells of a column may be numbers that bear their unit: 2000人.
    pub(super) fn adds_units(&self, column: usize) -> bool {
        let role = self.roster.columns.get(column).map(|column| column.role);
        role.is_some_and(|role| !matches!(role, Role::Number | Role::Serial))
    }

    /// The unit of a column's numbers.
    pub(super) fn unit(&self, column: usize) -> Option<&str> {
        let own = self.column(column).map(|column| column.unit.as_str());
        own.filter(|unit| !unit.is_empty()).or_else(|| self.titled(column))
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
        let own: Vec<Number> = rows.iter().map(|row| number(row, column)).collect();
        let measured = match roster.columns.get(column).map(|column| column.role) {
            None | Some(Role::Serial) => None,
            // Numbers alone need no unit.
            Some(Role::Number) if own.iter().all(Result::is_ok) => None,
            _ => measured::numbers(document, roster, column),
        };
        let (unit, numbers) = measured.unwrap_or((String::new(), own));
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
