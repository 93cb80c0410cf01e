//! Values that lack nothing, codes and numbers, by which those that a line broke are told.

use super::blank::BREAKS;
use super::{credit_code, is_blank};

/// Whether a value lacks nothing: a code, a telephone's number, a date, a year.
pub fn is_complete(value: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let telephone = |area: &str, number: &str| {
        area.starts_with('0')
            && matches!(area.len(), 3 | 4)
            && matches!(number.len(), 7 | 8)
            && digits(area)
            && digits(number)
    };
    let mobile = value.len() == 11 && value.starts_with('1') && digits(value);
    let year =
        value.len() == 4 && (value.starts_with("19") || value.starts_with("20")) && digits(value);
    let date = || {
        let mut parts = value.split(['-', '/', '.']);
        let lengths = [parts.next(), parts.next(), parts.next()].map(|p| p.map_or(0, str::len));
        parts.next().is_none() && matches!(lengths, [4, 1 | 2, 1 | 2])
    };
    mobile
        || year
        || credit_code::holds(value)
        || value.split_once('-').is_some_and(|(area, number)| telephone(area, number))
        || date()
}

/// Characters of codes and numbers.
pub fn is_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | ':' | '_' | '(' | ')' | '*')
}

/// The code or the telephone's number whose lines these are: together they lack nothing, and none alone is one.
pub fn of_lines(text: &str) -> Option<String> {
    let text = text.trim_matches(is_blank);
    if !text.contains(BREAKS) || !text.chars().all(|c| is_code(c) || is_blank(c)) {
        return None;
    }
    let lines = || text.split(BREAKS).map(|line| line.trim_matches(is_blank));
    let value: String = lines().collect();
    // Two amounts may be eleven digits together, as a mobile number is.
    let sure = credit_code::holds(&value) || value.starts_with('0') && value.len() > 10;
    let alone = lines().any(|line| line.contains(is_blank) || is_complete(line));
    (sure && is_complete(&value) && !alone).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::of_lines;

    #[test]
    fn lines_of_one_value() {
        for (lines, value) in [
            ("91330106M\nA3QDED8YC", Some("91330106MA3QDED8YC")),
            ("9133010\n6MA3QDE\nD8YC", Some("91330106MA3QDED8YC")),
            ("0571-8820\n5250", Some("0571-88205250")),
            ("1391234\n5678", None),
            ("15000\n120000", None),
            ("91330106M\u{2028}A3QDED8YC", Some("91330106MA3QDED8YC")),
            ("91330106M\nA3QDED8Y1", None),
            ("0571\n88205250", None),
            ("13912345678\n88205250", None),
            ("2023-1\n1-5", None),
            ("91330106MA3QDED8YC", None),
        ] {
            assert_eq!(of_lines(lines).as_deref(), value, "{lines}");
        }
    }
}
