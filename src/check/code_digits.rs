//! Codes that a spreadsheet made numbers of: 9.13E+17, and 913300001234567000, of which fifteen digits are left.

use super::{Ctx, Sink};
use crate::model::{Column, Role, Span};
use crate::text::blank::trimmed;
use crate::text::headers;
use crate::text::words::headers::NUMBERED;

/// So many cells of a column are pointed at.
const MOST: usize = 1000;

/// A number so large or larger is shown with its exponent.
const EXPONENT_LEAST: u32 = 10;

/// Tells, column by column, the codes that have lost digits.
pub(super) fn tell(ctx: &Ctx, sink: &mut Sink) {
    for roster in &ctx.notice().rosters {
        for column in 0..roster.columns.len() {
            let Some(title) = title_of_codes(&roster.columns[column]) else { continue };
            let lost = |entry: &usize| is_lost(&roster.cell(ctx.document, *entry, column), &title);
            let mut spans: Vec<Span> = (0..roster.entries.len())
                .filter(lost)
                .filter_map(|entry| roster.row(entry).get(column).copied())
                .collect();
            // A merged cell is one.
            spans.dedup();
            let Some(first) = spans.first().copied() else { continue };
            sink.find("digits", first)
                .arg("cell", ctx.document.slice(first).trim())
                .arg("column", &roster.columns[column].title)
                .arg("count", spans.len())
                .related_all("digits", spans.into_iter().skip(1).take(MOST));
        }
    }
}

/// The header, without brackets, of a column whose cells are digits and no amounts.
pub(crate) fn title_of_codes(column: &Column) -> Option<String> {
    let title = headers::without_brackets(&column.title);
    let named = || NUMBERED.iter().any(|word| title.ends_with(word));
    (column.role == Role::Code || named()).then_some(title)
}

/// Whether a code under this header has lost digits.
pub(crate) fn is_lost(cell: &str, title: &str) -> bool {
    let cell = trimmed(cell);
    is_scientific(cell) || (is_cut(cell) && !holds(cell, title))
}

/// 9.13E+17, and not 1E10, which may be a code.
fn is_scientific(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Most codes go on with a digit or a letter.
    let [_, b'.' | b'E' | b'e', ..] = cell.as_bytes() else { return false };
    let Some((mantissa, exponent)) = cell.split_once(['E', 'e']) else { return false };
    let (whole, point) = match mantissa.split_once('.') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (mantissa, None),
    };
    let plus = exponent.strip_prefix('+');
    let power = plus.unwrap_or(exponent);
    whole.len() == 1
        && digits(whole)
        && point.is_none_or(digits)
        && (plus.is_some() || point.is_some())
        && (2..=3).contains(&power.len())
        && digits(power)
        && power.parse().is_ok_and(|power: u32| power >= EXPONENT_LEAST)
}

/// Eighteen digits of which the last three are 0: a number keeps fifteen.
fn is_cut(cell: &str) -> bool {
    cell.len() == 18 && cell.ends_with("000") && cell.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the last digit is the one that the others call for, or there is none that they do.
fn holds(code: &str, title: &str) -> bool {
    let digits = || code.bytes().map(|b| u64::from(b - b'0'));
    if title.ends_with("信用代码") {
        return crate::text::credit_code::holds(code);
    }
    if title.contains("身份证") {
        // GB 11643-1999: weights are powers of two, modulo 11; the sum with the last digit is 1.
        let sum = digits().fold(0, |sum, digit| (sum * 2 + digit) % 11);
        return sum == 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_lost;

    #[test]
    fn what_a_spreadsheet_does_to_codes() {
        for cell in ["9.13E+17", "9.133E+17", "9E+17", "1.38e+10", "9.13E17", "913300001234567000"]
        {
            assert!(is_lost(cell, "统一社会信用代码"), "{cell}");
        }
        let sound =
            ["1E10", "1.5E+3", "E+17", "9.13E+", "91330000MA27ABCD1X", "913300001234567001", ""];
        for cell in sound {
            assert!(!is_lost(cell, "统一社会信用代码"), "{cell}");
        }
        // One whose last digit is right may end in 000, and of other codes nothing is known.
        assert!(!is_lost("913300001234023000", "统一社会信用代码"));
        assert!(is_lost("110101199003070000", "身份证号"));
        assert!(!is_lost("913300001234567000", "批次编码"));
    }
}
