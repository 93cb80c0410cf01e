//! Document numbers: `中网办秘字〔2021〕1488号` (GB/T 9704-2012, 7.2.5).
//!
//! ```text
//! number = mark open year close [第] serial 号    mark: up to 16 ideographs or letters
//! ```
//! Brackets may be of any kind, digits of either width, and blanks may stand between the parts.
//! Announcements and orders are numbered otherwise: `2023年第19号`, `公告第807号`.

use std::ops::Range;

use crate::text::{compact, numeral};

const OPEN: [char; 6] = ['〔', '[', '［', '（', '(', '【'];
const CLOSE: [char; 6] = ['〕', ']', '］', '）', ')', '】'];

/// Longest mark of an agency, in characters.
const MARK: usize = 16;

/// A document number found in a text.
pub(super) struct Number<'t> {
    /// `中网办秘字〔2021〕1488号`.
    pub(super) text: &'t str,
    /// Nothing else stands beside it.
    pub(super) alone: bool,
}

/// A document number in a text, if there is one.
pub(super) fn document_number(text: &str) -> Option<Number<'_>> {
    let found = document_numbers(text).into_iter().next()?;
    let label = |part: &str| {
        let part = compact(part);
        part.is_empty()
            || matches!(part.trim_end_matches([':', '：']), "文号" | "发文字号" | "编号")
    };
    let alone = label(&text[..found.start]) && label(&text[found.end..]);
    Some(Number { text: &text[found], alone })
}

/// Every document number in a text, as byte ranges.
pub(super) fn document_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (open, _) in text.match_indices(OPEN) {
        let free = found.last().map_or(0, |last| last.end);
        let mark = text.get(free..open).map_or(0, mark);
        if mark > 0
            && let Some(rest) = year_and_serial(&text[open..])
        {
            found.push(open - mark..text.len() - rest.len());
        }
    }
    found
}

/// The number of an announcement that a text without blanks ends with, and where it begins, brackets around it
/// included: 0 where the text is nothing else. Behind other words it must say what is so numbered: `公告第807号`.
pub(super) fn announcement(text: &str) -> Option<(usize, &str)> {
    let inner = text.strip_suffix(CLOSE).unwrap_or(text);
    let at = inner.rfind('第')?;
    let (_, length) = numeral::prefix(&inner[at + '第'.len_utf8()..])?;
    if &inner[at + '第'.len_utf8() + length..] != "号" {
        return None;
    }
    let year = inner[..at].strip_suffix('年').map(|before| {
        let digits =
            before.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        (digits.len(), before[digits.len()..].chars().count())
    });
    let start = match year {
        Some((start, 4)) => start,
        Some(_) => return None,
        None => at,
    };
    let before = &inner[..start];
    let bare = before.strip_suffix(OPEN).unwrap_or(before);
    // Either both brackets stand there, or none.
    if (bare.len() < before.len()) != (inner.len() < text.len()) {
        return None;
    }
    let said = ["公告", "通告", "令"].iter().any(|kind| bare.ends_with(kind));
    (bare.is_empty() || said).then_some((bare.len(), &inner[start..]))
}

/// Length in bytes of the agency's mark that a text ends with.
fn mark(text: &str) -> usize {
    let letters = text.chars().rev().take_while(|c| c.is_ascii_alphabetic() || is_ideograph(*c));
    letters.take(MARK).map(char::len_utf8).sum()
}

/// The script Han: ideographs, radicals, and the signs used like them.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{2E80}'..='\u{2FD5}'
        | '々' | '〇' | '〡'..='〩' | '〸'..='〻' | '\u{F900}'..='\u{FAD9}' | '\u{20000}'..='\u{323AF}')
}

/// What follows `〔2021〕1488号`, if a text begins so.
fn year_and_serial(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(OPEN)?.trim_start();
    let (year, rest) = digits(rest);
    let rest = rest.trim_start().strip_prefix(CLOSE).filter(|_| year == 4)?.trim_start();
    let (serial, rest) = digits(rest.strip_prefix('第').unwrap_or(rest).trim_start());
    rest.trim_start().strip_prefix('号').filter(|_| (1..=6).contains(&serial))
}

/// Whether a text without blanks is a document number of which the year is not four digits or the
/// figure is lost: `国函〔〕93号`, `国函〔2018〕号`.
pub(super) fn is_broken(text: &str) -> bool {
    let Some(open) = text.find(OPEN).filter(|open| mark(&text[..*open]) == *open && *open > 0)
    else {
        return false;
    };
    let Some(rest) = text[open..].strip_prefix(OPEN) else { return false };
    let (year, rest) = digits(rest);
    let Some(rest) = rest.strip_prefix(CLOSE) else { return false };
    let (serial, rest) = digits(rest.strip_prefix('第').unwrap_or(rest));
    rest == "号" && (year != 4 || serial == 0) && year + serial > 0
}

/// How many digits a text begins with, and what follows.
fn digits(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(|c| matches!(c, '0'..='9' | '０'..='９'));
    (text[..text.len() - rest.len()].chars().count(), rest)
}

/// A document number with ASCII digits, whatever it is printed with: it is what rows are joined by.
/// The print stays where its span leads.
pub(super) fn value(number: &str) -> String {
    let ascii = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    number.chars().map(ascii).collect()
}

#[cfg(test)]
mod tests {
    use super::{announcement, document_number, document_numbers, is_broken, value};

    #[test]
    fn a_number_that_lost_a_part() {
        for text in ["国函〔〕93号", "国函〔2018〕号", "国函〔20180〕93号"] {
            assert!(is_broken(text) && document_number(text).is_none(), "{text}");
        }
        for text in ["国函〔2018〕93号", "（3）号", "某市（3）号线", "国函〔〕号"]
        {
            assert!(!is_broken(text), "{text}");
        }
    }

    #[test]
    fn digits_of_a_number_are_ascii() {
        assert_eq!(value("测办〔２０２１〕１２号"), "测办〔2021〕12号");
    }

    #[test]
    fn numbers_of_documents() {
        for (text, expected, alone) in [
            ("测办秘字〔2021〕12号", Some("测办秘字〔2021〕12号"), true),
            ("沪绿容[2025]6号", Some("沪绿容[2025]6号"), true),
            ("文号：教研函（2022）1号", Some("教研函（2022）1号"), true),
            ("测办〔 ２０２１ 〕 第 １２ 号", Some("测办〔 ２０２１ 〕 第 １２ 号"), true),
            ("按照《通知》要求", None, false),
            ("〔2021〕12号", None, false),
            ("测办〔21〕12号", None, false),
            ("测办〔2021〕1234567号", None, false),
            ("测办〔2021〕号", None, false),
            ("测办 〔2021〕1号", None, false),
        ] {
            let number = document_number(text);
            assert_eq!(number.as_ref().map(|n| n.text), expected, "{text}");
            assert_eq!(number.is_some_and(|n| n.alone), alone, "{text}");
        }
    }

    #[test]
    fn numbers_of_announcements() {
        for (text, expected) in [
            ("（2023年第19号）", Some((0, "2023年第19号"))),
            ("2022年第3号", Some((0, "2022年第3号"))),
            ("第二百九十号", Some((0, "第二百九十号"))),
            ("测部公告第807号", Some((12, "第807号"))),
            ("测部公告（2021年第３号）", Some((12, "2021年第３号"))),
            ("（2023年第19号", None),
            ("23年第19号", None),
            ("2023年第4批", None),
            ("中山路第3号", None),
            ("第3号楼", None),
        ] {
            assert_eq!(announcement(text), expected, "{text}");
        }
    }

    #[test]
    fn several_in_a_text() {
        let text = "根据A（测办〔2021〕1号、测办（2022）2号测秘[2023]3号）";
        let found: Vec<&str> = document_numbers(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["测办〔2021〕1号", "测办（2022）2号", "测秘[2023]3号"]);
        let long = "一二三四五六七八九十一二三四五六七八〔2021〕1号";
        assert_eq!(&long[document_numbers(long).remove(0)], &long["一二".len()..]);
    }
}
