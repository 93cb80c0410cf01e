//! Columns whose numbers bear their unit in the cell: 2000人, 550平方米.

use crate::check::amounts;
use crate::model::{Document, Role, Roster};
use crate::text::decimal::Decimal;
use crate::text::{nothing, numeral};

/// A cell's number; `None` where it is empty, an error where it is something else.
pub(super) type Number = Result<Option<Decimal>, ()>;

/// What stands behind numbers that nobody adds up: years, ages, grades, numbers of issues.
const NO_AMOUNTS: [&str; 13] =
    ["年", "年度", "月", "日", "岁", "级", "期", "届", "版", "号", "星", "批", "档"];

/// Longest unit, in characters: 平方公里.
const UNIT_MOST: usize = 4;

/// The unit that all cells of a column bear, or its header, and their numbers in it: 0.04亿元 among 万元 are 400. None
/// where one is anything else.
pub(super) fn numbers(
    document: &Document,
    roster: &Roster,
    column: usize,
) -> Option<(String, Vec<Number>)> {
    let what = &roster.columns[column];
    let titled = amounts::unit_of(&what.title);
    // A column of numbers may have a word or two beside them, and no unit.
    let bare = titled.is_some() || what.role == Role::Number;
    let mut unit = titled.or(bare.then_some("")).map(str::to_owned);
    let mut numbers = Vec::with_capacity(roster.entries.len());
    for entry in 0..roster.entries.len() {
        let cell = roster.cell(document, entry, column);
        let text = without_part(cell.trim().trim_start_matches('约'));
        if text.is_empty() || nothing::is_nothing(text) {
            numbers.push(Ok(None));
            continue;
        }
        let (number, own) = split(text)?;
        if unit.as_deref() == Some(own) || bare && own.is_empty() {
            numbers.push(Ok(Some(number)));
            continue;
        }
        let is_unit = (1..=UNIT_MOST).contains(&own.chars().count())
            && !own.contains(['%', '％', '‰'])
            && !NO_AMOUNTS.iter().any(|word| own.ends_with(word))
            && !own.contains(|c: char| numeral::digit(c).is_some());
        if !is_unit {
            return None;
        }
        let known = unit.get_or_insert_with(|| own.to_owned());
        let power = if known == own { 0 } else { amounts::power(own, known)? };
        numbers.push(Ok(Some(number.shifted(power)?)));
    }
    Some((unit?, numbers))
}

/// A number and what stands behind it.
pub(super) fn split(text: &str) -> Option<(Decimal, &str)> {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let own = text.trim_start_matches(digits);
    Some((Decimal::read(&text[..text.len() - own.len()])?, own.trim()))
}

/// `200（含设备50）` without what says of what a part is.
fn without_part(text: &str) -> &str {
    let part = text.trim_end_matches(['）', ')']).split_once(['（', '(']);
    let of_part = |part: &str| ["含", "其中"].iter().any(|word| part.starts_with(word));
    part.filter(|(_, part)| of_part(part)).map_or(text, |(whole, _)| whole.trim())
}
