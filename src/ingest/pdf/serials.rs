//! Printed serials: how rows are counted in the source.

use super::lines::{Line, Segment};
use crate::text::blank::is_han;
use crate::text::numeral;

/// A printed serial: a number, bare or dotted or in brackets.
pub(super) fn is_serial(text: &str) -> bool {
    if (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    // Six characters in brackets: what is longer needs no look.
    if text.len() > 64 {
        return false;
    }
    if is_code(text) {
        return true;
    }
    let text = text.trim_matches(|c| matches!(c, '(' | ')' | '（' | '）' | '.' | '．' | '、'));
    !text.is_empty() && text.chars().nth(6).is_none() && numeral::whole(text).is_some()
}

/// Fewest and most characters of a code that stands for a serial.
const CODE: std::ops::RangeInclusive<usize> = 5..=24;

/// A code in place of a serial: `2021-001`, `JC2023014`. It ends with three digits or
/// more, where dates end with two; without a letter with six at most, where numbers of telephones have
/// more.
pub(super) fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mark = |byte: &u8| matches!(byte, b'-' | b'_' | b'/');
    let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    CODE.contains(&bytes.len())
        && (3..=if bytes[0].is_ascii_uppercase() { 12 } else { 6 }).contains(&digits)
        && digits < bytes.len()
        && bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || mark(b))
        && bytes[0].is_ascii_alphanumeric()
        && bytes.iter().filter(|byte| mark(byte)).count() <= 3
}

/// The serial that a line opens with.
pub(super) fn serial(line: &Line) -> Option<u64> {
    value(&line.segments.first()?.text)
}

/// Puts the lines of a cell together where they are the serial that follows `before`, too long for its column: 1 above
/// 2 below 11. Gives back what the cell counts.
pub(super) fn whole(lines: &mut Vec<Line>, before: Option<u64>) -> Option<u64> {
    let text: String = lines.iter().map(Line::text).collect();
    let counted = value(&text)?;
    if lines.len() > 1 && before.is_some_and(|before| counted == before + 1) {
        let bounds = lines.iter().map(|line| line.bounds).reduce(|a, b| a.hull(&b))?;
        lines.truncate(1);
        let strong = lines[0].strong();
        lines[0].segments = vec![Segment { text, bounds, strong, places: Vec::new() }];
        lines[0].bounds = bounds;
    }
    Some(counted)
}

/// Whether a text is counted as headings are, 二、… and （三）…, or counts what is below it: …（6家）.
pub(super) fn is_section(text: &str) -> bool {
    let (rest, mark) = match text.strip_prefix(['（', '(']) {
        Some(rest) => (rest, ['）', ')']),
        None => (text, ['、', '．']),
    };
    let chinese = !rest.starts_with(|c| numeral::digit(c).is_some());
    let counted = numeral::prefix(rest).filter(|_| chinese).is_some_and(|(_, length)| {
        rest[length..].strip_prefix(mark).is_some_and(|title| !title.trim().is_empty())
    });
    counted || counts(text)
}

/// Whether a text ends with a count in brackets, of what its classifier says.
pub(super) fn counts(text: &str) -> bool {
    let inside = text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    inside.is_some_and(|(title, count)| {
        let (said, count) = match count.strip_prefix('共') {
            Some(count) => (true, count),
            None => (count.starts_with(|c| numeral::digit(c).is_some()), count),
        };
        let of = numeral::prefix(count).map(|(_, length)| count[length..].trim_start());
        // Years, months and parts are not what is below.
        let things = |of: &str| {
            (1..=2).contains(&of.chars().filter(|c| is_han(*c)).count())
                && !of.starts_with(['年', '月', '天', '期', '次', '元', '米', '万'])
        };
        said && !title.is_empty() && of.is_some_and(things)
    })
}

/// Whether rows are counted from here on.
pub(super) fn is_first(text: &str) -> bool {
    value(text) == Some(1)
}

fn value(text: &str) -> Option<u64> {
    numeral::whole(text.trim_matches(|c| matches!(c, '.' | '．' | '、' | '(' | ')' | '（' | '）')))
}

#[cfg(test)]
mod tests {
    use super::{is_section, is_serial, whole};
    use crate::ingest::pdf::lines::{Line, Segment};

    #[test]
    fn a_serial_in_two_lines_is_told_by_the_one_before() {
        let put = |texts: [&str; 2], before: Option<u64>| {
            let line = |text: &str| {
                let segment = Segment { text: text.to_owned(), ..Segment::default() };
                let bounds = segment.bounds;
                Line { segments: vec![segment], bounds, size: 10.0, overprinted: false }
            };
            let mut lines: Vec<Line> = texts.map(line).into();
            whole(&mut lines, before);
            lines.iter().map(|line| line.text().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(put(["1", "2"], Some(11)), ["12"]);
        assert_eq!(put(["10", "0"], Some(99)), ["100"]);
        // Two rows that no rule parts.
        assert_eq!(put(["1", "2"], Some(7)), ["1", "2"]);
        assert_eq!(put(["1", "2"], None), ["1", "2"]);
    }

    #[test]
    fn headings_are_counted_or_count() {
        for text in ["二、一般项目", "（三）其他", "山西省（6家）", "三等奖（共12 项）"]
        {
            assert!(is_section(text), "{text}");
        }
        for text in [
            "2、甲厂",
            "二十一",
            "（二）",
            "10ml（每支）",
            "甲厂（二期）",
            "（6家）",
            "片剂（2mg）",
        ] {
            assert!(!is_section(text), "{text}");
        }
    }

    #[test]
    fn codes_stand_for_serials() {
        for text in ["2021-001", "JC2023014", "GD-2022-015", "12", "（3）", "4.", "十二"] {
            assert!(is_serial(text), "{text}");
        }
        for text in ["2021-10-11", "2021.103", "010-62345678", "COVID-19", "企业", "A-B"] {
            assert!(!is_serial(text), "{text}");
        }
    }
}
