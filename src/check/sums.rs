//! Rows of sums held against the rows they sum, in exact decimal arithmetic.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::roster::NoteKind;
use crate::model::{Document, Roster, Span, TableCell};

/// A cell of a row of sums that does not hold.
#[derive(Debug)]
pub(super) struct SumRowFault {
    /// The cell.
    pub span: Span,
    pub column: usize,
    /// What the rows add up to.
    pub sum: String,
    /// The entries summed.
    pub rows: Range<usize>,
}

/// Decimals beyond this are not used in notices; a column with more is left alone.
const DECIMALS: u32 = 9;

/// Finds the sums of a roster that do not hold.
pub(super) fn find(document: &Document, roster: &Roster) -> Vec<SumRowFault> {
    let rows: Vec<Span> = roster
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Sum)
        .map(|note| note.span)
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let cells = table_rows(document);
    // How many entries stand before each row of sums.
    let before: Vec<usize> = rows
        .iter()
        .map(|row| roster.entries.partition_point(|entry| entry.span.start < row.start))
        .collect();
    let all = 0..roster.entries.len();
    let mut faults = Vec::new();
    for column in 0..roster.columns.len() {
        let printed: Vec<(usize, &TableCell)> = rows
            .iter()
            .enumerate()
            .filter_map(|(i, row)| {
                let cells = cells.get(&row.start)?;
                Some((i, cells.iter().find(|cell| usize::from(cell.column) == column)?))
            })
            .collect();
        if Some(column) == roster.serial_column() || printed.is_empty() {
            continue;
        }
        let ledger = Ledger::of(document, roster, column);
        for (i, cell) in printed {
            let Some(declared) = Decimal::parse(document.slice(cell.span)) else { continue };
            let from = if i == 0 { 0 } else { before[i - 1] };
            let to = before.get(i + 1).copied().unwrap_or(all.end);
            let stretches = [from..before[i], before[i]..to, all.clone()];
            let known = |rows: &Range<usize>| ledger.sum(rows).map(|sum| (sum, rows.clone()));
            let sums: Vec<(i128, Range<usize>)> = stretches.iter().filter_map(known).collect();
            // Of a stretch that cannot be summed nothing is known: it may be the one meant.
            if sums.len() == stretches.iter().filter(|rows| !rows.is_empty()).count()
                && !sums.iter().any(|(sum, _)| declared.is(*sum))
                && let Some((sum, rows)) = sums.into_iter().next()
            {
                faults.push(SumRowFault { span: cell.span, column, sum: show(sum), rows });
            }
        }
    }
    faults
}

/// Cells of every table row, by where the row starts.
fn table_rows(document: &Document) -> HashMap<u32, &[TableCell], foldhash::fast::FixedState> {
    let rows = document
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().map(|row| (row.span.start, table.cells_of(row))));
    rows.collect()
}

/// Sums of a column up to each entry, so that any stretch costs two look-ups.
struct Ledger {
    /// Sum, cells that are numbers, cells that are neither numbers nor empty.
    upto: Vec<(i128, u32, u32)>,
}

impl Ledger {
    fn of(document: &Document, roster: &Roster, column: usize) -> Self {
        let mut at = (0, 0, 0);
        let mut upto = vec![at];
        for entry in 0..roster.entries.len() {
            let text = roster.cell(document, entry, column);
            match Decimal::parse(&text) {
                Some(number) => at = (at.0 + number.value, at.1 + 1, at.2),
                None if is_blank(&text) => {}
                None => at.2 += 1,
            }
            upto.push(at);
        }
        Self { upto }
    }

    /// The sum of a stretch; none where it has no number, or a cell that is something else.
    fn sum(&self, rows: &Range<usize>) -> Option<i128> {
        let (low, high) = (self.upto.get(rows.start)?, self.upto.get(rows.end)?);
        (high.1 > low.1 && high.2 == low.2).then_some(high.0 - low.0)
    }
}

fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "/" | "／" | "-" | "—" | "——" | "－" | "无")
}

/// A printed decimal, in units of 10⁻⁹.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Decimal {
    value: i128,
    /// Decimals printed.
    decimals: u32,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let mut value: i128 = 0;
        let mut decimals: Option<u32> = None;
        let mut digits = 0;
        for c in text.trim().chars() {
            let c = match c {
                '０'..='９' | '．' | '，' => char::from_u32(u32::from(c) - 0xFEE0)?,
                c => c,
            };
            match (c, decimals) {
                ('0'..='9', _) => {
                    digits += 1;
                    value = value * 10 + i128::from(c.to_digit(10)?);
                    decimals = decimals.map(|n| n + 1);
                }
                (',', None) if digits > 0 => {}
                ('.', None) if digits > 0 => decimals = Some(0),
                _ => return None,
            }
            if digits > 18 {
                return None;
            }
        }
        let printed = decimals.unwrap_or(0);
        let up = 10_i128.pow(DECIMALS.checked_sub(printed)?);
        (digits > 0).then_some(Self { value: value * up, decimals: printed })
    }

    /// Whether a sum, rounded to the decimals printed here, is this number.
    fn is(self, sum: i128) -> bool {
        let unit = 10_i128.pow(DECIMALS - self.decimals);
        (sum - self.value).abs() * 2 <= unit
    }
}

/// A sum without trailing zeros.
fn show(sum: i128) -> String {
    let unit = 10_i128.pow(DECIMALS);
    let fraction = format!("{:09}", sum % unit);
    let fraction = fraction.trim_end_matches('0');
    let whole = sum / unit;
    if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, show};

    #[test]
    fn decimals_are_exact_and_compared_as_printed() {
        let read = |text: &str| Decimal::parse(text).map(|n| show(n.value));
        assert_eq!(read("1,234.50").as_deref(), Some("1234.5"));
        assert_eq!(read("１２．５").as_deref(), Some("12.5"));
        for text in ["", "甲", "1.2.3", ".5", "12家", "1234567890123456789", "0.1234567891"] {
            assert_eq!(read(text), None, "{text}");
        }
        let sum = ["0.1", "0.2"].iter().map(|t| Decimal::parse(t).unwrap().value).sum();
        assert!(Decimal::parse("0.3").unwrap().is(sum));
        assert!(Decimal::parse("0").unwrap().is(sum));
        assert!(!Decimal::parse("0.4").unwrap().is(sum));
        assert!(!Decimal::parse("1").unwrap().is(sum));
        assert!(Decimal::parse("3").unwrap().is(2_500_000_000));
    }
}
