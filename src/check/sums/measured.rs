//! Columns whose numbers bear their unit in the cell: 2000人, 550平方米.

use super::decimal::Decimal;
use crate::model::{Document, Roster};
use crate::text::{nothing, numeral};

/// A cell's number; `None` where it is empty, an error where it is something else.
pub(super) type Number = Result<Option<Decimal>, ()>;

/// What stands behind numbers that nobody adds up: years, ages, grades, numbers of issues.
const NO_AMOUNTS: [&str; 13] =
    ["年", "年度", "月", "日", "岁", "级", "期", "届", "版", "号", "星", "批", "档"];

/// Longest unit, in characters: 平方公里.
const UNIT_MOST: usize = 4;

/// The unit that all cells of a column bear, and their numbers; none where one is anything else.
pub(super) fn numbers(
    document: &Document,
    roster: &Roster,
    column: usize,
) -> Option<(String, Vec<Number>)> {
    let mut unit: Option<String> = None;
    let mut numbers = Vec::with_capacity(roster.entries.len());
    for entry in 0..roster.entries.len() {
        let cell = roster.cell(document, entry, column);
        let text = cell.trim().trim_start_matches('约');
        if text.is_empty() || nothing::is_nothing(text) {
            numbers.push(Ok(None));
            continue;
        }
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let own = text.trim_start_matches(digits);
        let number = Decimal::read(&text[..text.len() - own.len()])?;
        let is_unit = (1..=UNIT_MOST).contains(&own.chars().count())
            && !own.contains(['%', '％', '‰'])
            && !NO_AMOUNTS.iter().any(|word| own.ends_with(word))
            && !own.contains(|c: char| numeral::digit(c).is_some());
        if !is_unit || unit.as_ref().is_some_and(|known| known != own) {
            return None;
        }
        unit.get_or_insert_with(|| own.to_owned());
        numbers.push(Ok(Some(number)));
    }
    Some((unit?, numbers))
}
