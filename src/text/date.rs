//! Dates as notices write them.

use super::numeral;
use crate::model::Date;

/// A date found in a text; `year` is `None` where it is not printed (`11月15日`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The printed year.
    pub year: Option<i16>,
    /// Month, 0 if not printed.
    pub month: u8,
    /// Day, 0 if not printed.
    pub day: u8,
    /// Bytes it takes.
    pub len: usize,
}

impl Found {
    /// The date, if the year is printed and the day exists.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day)
    }
}

/// A date at the start of `text`: `2021年9月29日`, `二〇二一年九月二十九日`, `2021年9月`,
/// `2021-09-29`, `2021.9.29`, `11月15日`; blanks between the parts allowed. A year alone is none.
pub fn prefix(text: &str) -> Option<Found> {
    if let Some(found) = numeric(text) {
        return Some(found);
    }
    let (first, mut at) = numeral::prefix(text)?;
    let year_like = (1900..=2199).contains(&first);
    let scan = |at: &mut usize, mark: &[char]| -> Option<()> {
        let rest = text[*at..].trim_start_matches(super::is_blank);
        let c = rest.chars().next().filter(|c| mark.contains(c))?;
        *at = text.len() - rest.len() + c.len_utf8();
        Some(())
    };
    let number = |at: &mut usize| -> Option<u64> {
        let rest = text[*at..].trim_start_matches(super::is_blank);
        let (n, len) = numeral::prefix(rest)?;
        *at = text.len() - rest.len() + len;
        Some(n)
    };
    if year_like {
        if scan(&mut at, &['年']).is_some() {
            let mut end = at;
            let month = number(&mut end)?;
            scan(&mut end, &['月'])?;
            let mut found =
                Found { year: Some(first as i16), month: small(month, 12)?, day: 0, len: end };
            // 2021年7月14, and nothing behind it: the 日 was left out.
            if let Some(day) = number(&mut end)
                && (scan(&mut end, &['日', '号']).is_some() || text[end..].trim().is_empty())
            {
                found.day = small(day, 31)?;
                found.len = end;
            }
            return Some(found);
        }
        return None;
    }
    let month = small(first, 12)?;
    scan(&mut at, &['月'])?;
    let day = small(number(&mut at)?, 31)?;
    scan(&mut at, &['日', '号'])?;
    Some(Found { year: None, month, day, len: at })
}

/// `2021-09-29`, `2021/9/29`, `2021.9.29` with ASCII or full-width digits.
fn numeric(text: &str) -> Option<Found> {
    let mut parts = [0u64; 3];
    let mut at = 0;
    let mut separator = None;
    for (i, part) in parts.iter_mut().enumerate() {
        let limit = if i == 0 { 4 } else { 2 };
        let mut count = 0;
        for c in text[at..].chars().take(limit) {
            let Some(d) = numeral::digit(c) else { break };
            *part = *part * 10 + d;
            count += 1;
            at += c.len_utf8();
        }
        if count == 0 || (i == 0 && count != 4) {
            return None;
        }
        if i < 2 {
            let c = text[at..].chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '．'))?;
            if *separator.get_or_insert(c) != c {
                return None;
            }
            at += c.len_utf8();
        }
    }
    if text[at..].chars().next().is_some_and(|c| numeral::digit(c).is_some()) {
        return None;
    }
    Some(Found {
        year: Some(parts[0] as i16),
        month: small(parts[1], 12)?,
        day: small(parts[2], 31)?,
        len: at,
    })
}

fn small(n: u64, most: u8) -> Option<u8> {
    u8::try_from(n).ok().filter(|n| *n >= 1 && *n <= most)
}

/// The date that the whole text is (blanks and brackets around it allowed), if it is one to the day.
pub fn whole(text: &str) -> Option<Date> {
    let around = |c| super::is_blank(c) || matches!(c, '(' | ')' | '（' | '）');
    let text = text.trim_matches(around);
    let found = prefix(text)?;
    (found.len == text.len()).then(|| found.date()).flatten().filter(|date| date.is_whole())
}

/// Whether the whole text has the form of a date to the day, but is no day that there is:
/// `2021年13月45日`, `2021-02-30`; or is one with a character misread, lost or put in: `2021年7月240日`,
/// `2021媪7月24日`, `2021年月24日`.
pub fn is_impossible(text: &str) -> bool {
    let around = |c| super::is_blank(c) || matches!(c, '(' | ')' | '（' | '）');
    let text = text.trim_matches(around);
    is_no_day(text) || is_misread(text) && whole(text).is_none()
}

/// Numbers and marks as a date has them, of no day of the calendar.
fn is_no_day(text: &str) -> bool {
    let mut rest = text;
    let mut parts = [0u64; 3];
    let marks: [&[char]; 3] =
        [&['年', '-', '/', '.', '．'], &['月', '-', '/', '.', '．'], &['日', '号']];
    for (index, (part, marks)) in parts.iter_mut().zip(marks).enumerate() {
        let Some((number, length)) = numeral::prefix_whole(rest) else { return false };
        *part = number;
        rest = rest[length..].trim_start_matches(super::is_blank);
        match rest.chars().next().filter(|c| marks.contains(c)) {
            Some(mark) => rest = rest[mark.len_utf8()..].trim_start_matches(super::is_blank),
            // 2021-9-29 ends in its day.
            None if index == 2 && rest.is_empty() => {}
            None => return false,
        }
    }
    let [year, month, day] = parts;
    let formed = rest.is_empty() && (1000..=2999).contains(&year) && month < 100 && day < 100;
    let small = |n: u64| u8::try_from(n).unwrap_or(u8::MAX);
    let real = month > 0 && day > 0 && Date::new(year as i16, small(month), small(day)).is_some();
    formed && !real
}

/// Year, month and day in ideographs, of which one of the six parts, number or mark, may be lost or be
/// another character.
fn is_misread(text: &str) -> bool {
    let mut rest = text;
    let mut parts = 0;
    let mut others = 0;
    if !text.starts_with(|c| numeral::digit(c).is_some() || matches!(c, '一' | '二')) {
        return false;
    }
    for marks in [['年', '年'], ['月', '月'], ['日', '号']] {
        if let Some((_, length)) = numeral::prefix_whole(rest) {
            parts += 1;
            rest = &rest[length..];
        }
        rest = rest.trim_start_matches(super::is_blank);
        let Some(c) = rest.chars().next() else { break };
        if marks.contains(&c) {
            parts += 1;
        } else if numeral::digit(c).is_none() && !['年', '月', '日'].contains(&c) {
            others += 1;
        } else {
            continue;
        }
        rest = rest[c.len_utf8()..].trim_start_matches(super::is_blank);
    }
    rest.is_empty() && others < 2 && parts >= 5
}

/// Whether the whole text is a date to the day, be it of a day that there is or not.
pub fn is_line(text: &str) -> bool {
    whole(text).is_some() || is_impossible(text)
}

#[cfg(test)]
mod tests {
    use super::{is_impossible, prefix, whole};

    #[test]
    fn days_that_there_are_not() {
        for text in [
            "2021年13月45日",
            "2021年2月30日",
            "２０２１年０月５日",
            "2021-02-30",
            "二〇二一年九月三十一日",
        ] {
            assert!(is_impossible(text), "{text}");
        }
        for text in
            ["2021年9月30日", "2021年13月", "12345-12-40", "2021年13月45日前", "13月45日", "1.2.3"]
        {
            assert!(!is_impossible(text), "{text}");
        }
    }

    #[test]
    fn reads_the_common_forms() {
        for text in [
            "2021年9月29日",
            "２０２１年９月２９日",
            "二〇二一年九月二十九日",
            "2021 年 9 月 29 日",
            "2021-09-29",
            "2021.9.29",
            "（2021年9月29日）",
        ] {
            assert_eq!(whole(text).unwrap().to_string(), "2021-09-29", "{text}");
        }
        assert_eq!(whole("2021年2月30日"), None);
        assert_eq!(whole("2021年9月29日前"), None);
        assert_eq!(whole("2021年9月"), None);
        // The 日 was left out, at the end of a line.
        assert_eq!(whole("2021年9月14").unwrap().to_string(), "2021-09-14");
        assert_eq!(whole("2021年9月14家"), None);
        let found = prefix("11月15日前").unwrap();
        assert_eq!((found.year, found.month, found.day), (None, 11, 15));
        assert_eq!(prefix("2021年度"), None);
        assert_eq!(prefix("15家"), None);
    }
}
