//! Forms of writing: numbers and dates that differ in nothing else, and what two texts share.

use crate::model::Date;
use crate::text::{date, fold};

/// The kind of form in which two texts differ that say the same number or the same date.
pub(super) fn form(old: &str, new: &str) -> Option<&'static str> {
    let both = |read: fn(&str) -> Option<String>| {
        let old = read(old)?;
        (old == read(new)?).then_some(())
    };
    both(number).map(|()| "form-number").or_else(|| both(day).map(|()| "form-date"))
}

/// A decimal number without what writing adds: `1,200.50` is `1200.5`. Leading zeros say that it
/// is a code and no number.
fn number(text: &str) -> Option<String> {
    let key = fold::key(text);
    let (sign, digits) = key.strip_prefix('-').map_or(("", key.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let whole = groups.concat();
    let numeric = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let coded = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || coded || !grouped || !numeric(&whole) || !numeric(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// A date to the day, in ISO form.
fn day(text: &str) -> Option<String> {
    let key = fold::key(text);
    let found = date::whole(&key).or_else(|| key.parse::<Date>().ok())?;
    found.is_whole().then(|| found.to_string())
}

/// Bytes that two texts share at their heads and, beyond these, at their tails.
pub(super) fn around(old: &str, new: &str) -> (usize, usize) {
    let same = |(x, y): &(char, char)| x == y;
    let head: usize =
        old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let rest = old[head..].chars().rev().zip(new[head..].chars().rev());
    let tail = rest.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::{around, form};

    #[test]
    fn forms_of_one_value() {
        assert_eq!(form("1,200", "1200"), Some("form-number"));
        assert_eq!(form("12.50", "12.5"), Some("form-number"));
        assert_eq!(form("2021-09-29", "2021年9月29日"), Some("form-date"));
        for (a, b) in [("12", "13"), ("1,20", "120"), ("001", "1"), ("甲", "甲"), ("", "")] {
            assert_eq!(form(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn what_two_texts_share() {
        assert_eq!(around("河北新区", "河北省新区"), (6, 6));
        assert_eq!(around("aa", "aaa"), (2, 0));
        assert_eq!(around("甲", "乙"), (0, 0));
    }
}
