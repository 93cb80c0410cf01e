//! Rarer numbers before items, read at the start of a line only: `A．甲`, `Ⅰ．甲`, `甲、乙公司`, `第一、甲`, `No.1 甲`,
//! `序号1：甲`, `1，甲`.

use super::style::{Mark, Style};
use crate::text::{blank, is_blank, numeral};

/// The ten stems, in their order.
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// Words before a number that say that it is one, compared without regard to case.
const LABELS: [&str; 10] = ["序号", "编号", "No.", "No：", "No:", "No", "№", "＃", "#", "序"];

/// Whether a style is one of these.
pub(super) fn is(style: Style) -> bool {
    use Style::{Labelled, Letter, Loose, Ordinal, Roman, Stem};
    matches!(style, Labelled | Ordinal | Letter | Roman | Stem | Loose)
}

/// The rare mark at the start of a text, if an item's text follows it.
pub(in crate::segment::lists) fn mark(text: &str) -> Option<Mark> {
    let found = labelled(text)
        .or_else(|| ordinal(text))
        .or_else(|| lettered(text))
        .or_else(|| loose(text))?;
    text[found.end..].contains(|c| !is_blank(c)).then_some(found)
}

fn new(style: Style, n: u64, from: usize, to: usize, end: usize) -> Option<Mark> {
    let n = u32::try_from(n).ok().filter(|n| (1..100_000).contains(n))?;
    Some(Mark { style, n, from, to, end, decimal: false })
}

/// `No.1 甲`, `#1 甲`, `序号1：甲`
fn labelled(text: &str) -> Option<Mark> {
    let label = LABELS.iter().find(|label| {
        text.split_at_checked(label.len()).is_some_and(|(lead, _)| lead.eq_ignore_ascii_case(label))
    })?;
    let from = label.len();
    let digits =
        text[from..].len() - text[from..].trim_start_matches(|c| numeral::digit(c).is_some()).len();
    let to = from + digits;
    let n = numeral::whole(&text[from..to]).filter(|_| digits > 0)?;
    let rest = text[to..].trim_start_matches(|c| is_blank(c) || "：:、.．，".contains(c));
    // No.1 and a word behind it, never No.1号.
    (rest.len() < text.len() - to)
        .then(|| new(Style::Labelled, n, from, to, text.len() - rest.len()))?
}

/// `第一、甲`, `第1：甲`
fn ordinal(text: &str) -> Option<Mark> {
    let from = text.strip_prefix('第').map(|rest| text.len() - rest.len())?;
    let (n, length) = numeral::prefix(&text[from..])?;
    let to = from + length;
    let point = text[to..].chars().next().filter(|c| "、：:，".contains(*c))?;
    new(Style::Ordinal, n, from, to, to + point.len_utf8())
}

/// `A．甲`, `Ⅰ、甲`, `甲、乙公司`
fn lettered(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let (style, n) = match first {
        'A'..='Z' => (Style::Letter, u32::from(first) - u32::from('A') + 1),
        'Ａ'..='Ｚ' => (Style::Letter, u32::from(first) - u32::from('Ａ') + 1),
        'Ⅰ'..='Ⅻ' => (Style::Roman, u32::from(first) - u32::from('Ⅰ') + 1),
        _ => {
            let at = STEMS.iter().position(|stem| *stem == first)?;
            (Style::Stem, at as u32 + 1)
        }
    };
    let to = first.len_utf8();
    let gap = text[to..].len() - text[to..].trim_start_matches(is_blank).len();
    let point = text[to + gap..].chars().next();
    let known = if style == Style::Stem { "、．." } else { "、．.：:" };
    let point = point.filter(|c| known.contains(*c))?;
    let end = to + gap + point.len_utf8();
    // A.1 and U.S. are no numbers of items.
    let word = style == Style::Letter
        && point.is_ascii()
        && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if word { None } else { new(style, u64::from(n), 0, to, end) }
}

/// `1，甲`, `1：甲`, `1—甲`
fn loose(text: &str) -> Option<Mark> {
    let digits: usize =
        text.chars().take_while(|c| numeral::digit(*c).is_some()).map(char::len_utf8).sum();
    let n = numeral::whole(&text[..digits]).filter(|_| digits > 0)?;
    let point = text[digits..].chars().next().filter(|c| "，,：:—–-－·".contains(*c))?;
    let end = digits + point.len_utf8();
    let rest = text[end..].trim_start_matches(|c| c == point || is_blank(c));
    let name = rest.starts_with(|c| blank::is_han(c) || matches!(c, '《' | '“' | '"'));
    name.then(|| new(Style::Loose, n, 0, digits, text.len() - rest.len()))?
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::segment::lists::numbered::style::Style;

    #[test]
    fn marks() {
        let style = |text| mark(text).map(|mark| (mark.style, mark.n));
        assert_eq!(style("A．甲"), Some((Style::Letter, 1)));
        assert_eq!(style("Ⅱ．甲"), Some((Style::Roman, 2)));
        assert_eq!(style("丙、甲公司"), Some((Style::Stem, 3)));
        assert_eq!(style("第一、甲"), Some((Style::Ordinal, 1)));
        assert_eq!(style("第一批名单"), None);
        assert_eq!(style("No.3 甲"), Some((Style::Labelled, 3)));
        assert_eq!(style("#3 甲"), Some((Style::Labelled, 3)));
        assert_eq!(style("序号3：甲"), Some((Style::Labelled, 3)));
        assert_eq!(style("3，甲"), Some((Style::Loose, 3)));
        assert_eq!(style("3—甲"), Some((Style::Loose, 3)));
        assert_eq!(style("10:22"), None);
        assert_eq!(style("A.1"), None);
        assert_eq!(style("甲县、乙县"), None);
    }
}
