//! Cells of a table: what they hold besides their text.

use crate::text::{fold, numeral};

/// A cell without the blanks around it; empty where the row is short.
pub(super) fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", |text| text.trim())
}

/// How many cells of a row hold something.
pub(super) fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// A cell as a rank; a spreadsheet may have made it `3.0`.
pub(super) fn number(text: &str) -> Option<i64> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    numeral::whole(whole).and_then(|number| i64::try_from(number).ok())
}

/// The parts of a cell that lists organisations.
pub(super) fn split(cell: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    for (at, c) in cell.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '；' | ';' | '，' | '\n' if depth == 0 => {
                parts.push(cell[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(cell[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The parts of a printed cell that lists that many organisations: blanks may part them too.
pub(super) fn split_into(cell: &str, parts: usize) -> Vec<&str> {
    let by_marks = split(cell);
    if by_marks.len() == parts {
        return by_marks;
    }
    let by_blanks: Vec<&str> = by_marks.iter().flat_map(|part| part.split_whitespace()).collect();
    if by_blanks.len() == parts { by_blanks } else { by_marks }
}

/// A date as tables write it, as ISO 8601: spreadsheets make `2021-09-29` a `2021/9/29`.
pub(super) fn day(text: &str) -> String {
    let date = text.split_whitespace().next().unwrap_or_default();
    let mut parts = date.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let mut next = |digits: usize| {
        let part = parts.next().filter(|part| (1..=digits).contains(&part.len()))?;
        part.parse::<u32>().ok()
    };
    let day = (next(4), next(2), next(2));
    match (day, parts.next()) {
        ((Some(year @ 1000..), Some(month @ 1..=12), Some(day @ 1..=31)), None) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => text.to_owned(),
    }
}

/// A group's value without the count that headings carry: `北京市（92所）`.
pub(super) fn group_value(text: &str) -> &str {
    let text = text.trim();
    let Some(at) = text.rfind(['（', '(']).filter(|at| *at > 0) else { return text };
    let inner = text[at..].trim_matches(['（', '(', '）', ')']);
    let counted = text.ends_with(['）', ')'])
        && numeral::prefix(inner.trim_start_matches('共'))
            .is_some_and(|(_, len)| inner.trim_start_matches('共')[len..].chars().count() <= 1);
    if counted { text[..at].trim_end() } else { text }
}

/// The key under which a column of one table meets that of another: editions print the year into
/// their headers (`预警等级（2020）`).
pub(super) fn column_key(header: &str) -> String {
    let key = fold::key(header).to_lowercase();
    let Some((stem, inner)) = key.split_once('(') else { return key };
    let year = inner.trim_end_matches(')').trim_end_matches('年');
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    if is_year { stem.trim_end().to_owned() } else { key }
}

/// A code as it is compared: blanks gone, and what spreadsheets do to codes undone (`4111010001.0`,
/// `'001`, `001` that became `1`). Codes are names of things and no numbers, but some of them have
/// been through hands that did not know.
pub(super) fn code_key(code: &str) -> String {
    let mut key: String = fold::key(code).chars().filter(|c| !c.is_whitespace()).collect();
    if key.starts_with('\'') {
        key.remove(0);
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(whole) = key.strip_suffix(".0").filter(|whole| digits(whole)) {
        key.truncate(whole.len());
    }
    if digits(&key) {
        let zeros = key.len() - key.trim_start_matches('0').len();
        key.drain(..zeros.min(key.len() - 1));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::{code_key, column_key, day, group_value, split, split_into};

    #[test]
    fn reads_headings_and_headers() {
        assert_eq!(group_value("北京市（92所）"), "北京市");
        assert_eq!(group_value("特色基地（教育）"), "特色基地（教育）");
        assert_eq!(column_key("预警等级（2020）"), column_key("预警等级（2021）"));
        assert_eq!(split("甲（乙、丙）、丁"), ["甲（乙、丙）", "丁"]);
        assert_eq!(split_into("甲，乙", 2), ["甲", "乙"]);
        assert_eq!(split_into("甲 乙", 2), ["甲", "乙"]);
        assert_eq!(split_into("甲 乙", 1), ["甲 乙"]);
    }

    #[test]
    fn dates_survive_spreadsheets() {
        for date in ["2021-09-29", "2021/9/29", "2021.9.29", "2021年9月29日", "2021/9/29 0:00"] {
            assert_eq!(day(date), "2021-09-29", "{date}");
        }
        for date in ["2021-09", "9/29/2021", "2021-13-01", ""] {
            assert_eq!(day(date), date);
        }
    }

    #[test]
    fn codes_survive_spreadsheets() {
        for code in ["0041110", "41110", "'41110", "41110.0", "41 110", "４１１１０"] {
            assert_eq!(code_key(code), "41110", "{code}");
        }
        assert_eq!(code_key("000"), "0");
        assert_eq!(code_key("A-01"), "A-01");
        assert_ne!(code_key("1234-5678"), code_key("12345678"));
    }
}
