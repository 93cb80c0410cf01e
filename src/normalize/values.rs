//! Cells as values: text cleaned, numbers and dates read.

use std::borrow::Cow;

use crate::model::{Date, Value};
use crate::text;

/// A cleaned text and the names of the rules that changed it, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clean<'t> {
    pub(super) text: Cow<'t, str>,
    /// Rule, before, after.
    pub(super) steps: Vec<(&'static str, String, String)>,
}

/// Cleans a printed text: blanks inside Chinese text and line breaks go, full-width Latin letters
/// and digits become plain, radicals that stand in a character's place become the character, pictures go.
pub(super) fn clean(printed: &str) -> Clean<'_> {
    let mut clean = Clean { text: Cow::Borrowed(printed), steps: Vec::new() };
    if is_clean(printed) {
        return clean;
    }
    for (rule, apply) in [
        ("fold-radical", fold_radicals as fn(&str) -> String),
        ("fold-width", fold_width),
        ("join-code", join_code),
        ("drop-picture", text::picture::without),
        ("drop-space", drop_spaces),
    ] {
        let after = apply(&clean.text);
        if after != *clean.text {
            let before = std::mem::replace(&mut clean.text, Cow::Owned(after.clone()));
            clean.steps.push((rule, before.into_owned(), after));
        }
    }
    clean
}

/// Whether no rule can touch a text: it is of printed ASCII, ideographs and the usual punctuation, as
/// most cells are. Its bytes tell, so that no character needs to be put together.
pub(super) fn is_clean(text: &str) -> bool {
    if text::blank::is_all_han(text) {
        return true;
    }
    let mut rest = text.as_bytes();
    // Numbers and codes are of printed ASCII from end to end.
    if rest.iter().fold(true, |all, byte| all & matches!(byte, b'!'..=b'~')) {
        return true;
    }
    loop {
        rest = match rest {
            [] => return true,
            // U+4E00 to U+9FFF, U+3001 to U+303F, （ ） ， ；
            [0xE5..=0xE9, _, _, rest @ ..]
            | [0xE4, 0xB8..=0xBF, _, rest @ ..]
            | [0xE3, 0x80, 0x81..=0xBF, rest @ ..]
            | [0xEF, 0xBC, 0x88 | 0x89 | 0x8C | 0x9B, rest @ ..]
            | [b'!'..=b'~', rest @ ..] => rest,
            _ => return false,
        }
    }
}

fn fold_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            // Letters and digits only: full-width punctuation is right in Chinese text.
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
            }
            '．' | '％' | '＋' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// Kangxi and CJK radicals by Unicode's `EquivalentUnifiedIdeograph`; PDF fonts mix them up with
/// the characters they look like.
fn fold_radicals(text: &str) -> String {
    if !text.chars().any(|c| matches!(c, '\u{2E80}'..='\u{2FD5}')) {
        return text.to_owned();
    }
    text.chars().map(|c| text::radicals::unified(c).unwrap_or(c)).collect()
}

/// A code that a line break parts, where its lines together are one that lacks nothing: 91330106M over A3QDED8YC.
fn join_code(text: &str) -> String {
    text::whole::of_lines(text).unwrap_or_else(|| text.to_owned())
}

/// Whether blanks beside this character carry no meaning.
fn tight(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '·')
        && c != '\u{3000}'
}

fn drop_spaces(text: &str) -> String {
    let text = text.trim();
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{AD}') {
            continue;
        }
        if !c.is_whitespace() {
            out.push(c);
            continue;
        }
        let end = text[at..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |n| at + n);
        while chars.peek().is_some_and(|&(next, _)| next < end) {
            chars.next();
        }
        let before = out.chars().next_back();
        let after = text[end..].chars().next();
        if !before.is_some_and(tight) && !after.is_some_and(tight) {
            out.push(' ');
        }
    }
    out
}

/// A number as printed: `12`, `1,234.50`, `１２`.
pub(super) fn number(text: &str) -> Option<Value> {
    // Most numbers are digits and nothing else.
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().map(Value::Integer);
    }
    let plain: String = fold_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let grouped = plain.contains(',') || plain.contains('，');
    let plain = if grouped { ungroup(&plain)? } else { plain };
    let digits = plain.strip_prefix(['-', '+', '−']).unwrap_or(&plain);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !numeric(whole) || fraction.is_some_and(|f| !numeric(f)) {
        return None;
    }
    let plain = plain.replace('−', "-");
    match fraction {
        Some(_) => Some(Value::Decimal(plain.trim_start_matches('+').to_owned())),
        None => plain.trim_start_matches('+').parse().ok().map(Value::Integer),
    }
}

/// `1,234,567` without its commas; `None` where they do not stand before groups of three.
fn ungroup(text: &str) -> Option<String> {
    let text = text.replace('，', ",");
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    right.then(|| text.replace(',', ""))
}

/// A percentage without its sign: `85%` is 85 percent.
pub(super) fn percent(text: &str) -> Option<Value> {
    let text = text.trim();
    number(text.strip_suffix(['%', '％'])?)
}

/// A code that a spreadsheet took for a number: `4111010001.0`.
pub(super) fn code(text: &str) -> Option<String> {
    let point = text.bytes().position(|byte| byte == b'.')?;
    let (whole, fraction) = (&text[..point], &text[point + 1..]);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && fraction.bytes().all(|b| b == b'0') && digits(fraction))
        .then(|| whole.to_owned())
}

/// A date as printed: `2021年9月29日`, `二〇二一年九月`, `2021-09-29`, `2021.9`, `20210929`, also with a
/// time of day behind it.
pub(super) fn date(text: &str) -> Option<Date> {
    if let Some(found) = text::date::prefix(text).filter(|found| found.len == text.len()) {
        return found.date();
    }
    // 2021-09-29 00:00:00 of a spreadsheet.
    let (day, clock) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let timed = clock.len() >= 5 && clock.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let text = if timed { day } else { text };
    let plain: String = fold_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.strip_suffix(['日', '号']).unwrap_or(&plain);
    if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return make(&plain[..4], &plain[4..6], &plain[6..]);
    }
    let plain = plain.strip_suffix(['年', '月']).unwrap_or(plain);
    let mut parts = plain.split(['年', '月', '-', '.', '/', '－', '—']);
    let year = parts.next().filter(|year| year.chars().count() == 4)?;
    let year = if year.bytes().all(|b| b.is_ascii_digit()) {
        year.to_owned()
    } else {
        text::numeral::whole(year).filter(|year| *year > 999)?.to_string()
    };
    let (month, day) = (parts.next().unwrap_or("0"), parts.next().unwrap_or("0"));
    if parts.next().is_some() { None } else { make(&year, month, day) }
}

fn make(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::{clean, code, date, is_clean, number, percent};
    use crate::model::Value;

    #[test]
    fn cleans() {
        for (printed, text) in [
            ("中 央 网 信 办", "中央网信办"),
            ("苏州\n工业园区", "苏州工业园区"),
            ("Ａ１２ 号", "A12号"),
            ("deep learning  system", "deep learning system"),
            ("⼭东⼤学", "山东大学"),
            (" 5G 应用 ", "5G应用"),
            ("苏州市", "苏州市"),
        ] {
            assert_eq!(clean(printed).text, text);
        }
        assert!(clean("苏州市").steps.is_empty());
    }

    #[test]
    fn what_no_rule_can_touch_is_told_by_its_bytes() {
        for c in '\0'..=char::MAX {
            let usual = matches!(c, '!'..='~' | '\u{3001}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}'
                | '（' | '）' | '，' | '；');
            assert_eq!(is_clean(&format!("甲{c}a")), usual, "{c:?}");
        }
    }

    #[test]
    fn numbers() {
        assert_eq!(number("１２"), Some(Value::Integer(12)));
        assert_eq!(number("1,234"), Some(Value::Integer(1234)));
        assert_eq!(number("1,23"), None);
        assert_eq!(number("3.50"), Some(Value::Decimal("3.50".to_owned())));
        assert_eq!(number("-7"), Some(Value::Integer(-7)));
        for none in ["", "十二", "1.2.3", "12人", ".5", "-"] {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn percentages_and_codes() {
        assert_eq!(percent("85%"), Some(Value::Integer(85)));
        assert_eq!(percent("12.50％"), Some(Value::Decimal("12.50".to_owned())));
        assert_eq!(percent("85"), None);
        assert_eq!(code("4111010001.0").as_deref(), Some("4111010001"));
        assert_eq!((code("1.5"), code("A1.0"), code("12")), (None, None, None));
    }

    #[test]
    fn dates() {
        for (text, iso) in [
            ("2021年9月29日", "2021-09-29"),
            ("2021.9", "2021-09"),
            ("20210929", "2021-09-29"),
            ("2021-9-5", "2021-09-05"),
            ("2021年", "2021"),
            ("二〇二一年九月二十九日", "2021-09-29"),
            ("二○二一年九月", "2021-09"),
            ("二〇二一年", "2021"),
            ("2021-09-29 00:00:00", "2021-09-29"),
            ("2021/9/29", "2021-09-29"),
            ("２０２１年９月", "2021-09"),
        ] {
            assert_eq!(date(text).map(|d| d.to_string()), Some(iso.to_owned()));
        }
        for none in ["", "2021年13月", "9月29日", "第3批", "2021年13月45日", "2021年9月至10月"]
        {
            assert_eq!(date(none), None, "{none}");
        }
    }
}
