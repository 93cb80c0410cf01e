//! Running heads, feet and page numbers: what stands in the margins of several pages.

use std::collections::HashMap;

use super::items::{Item, Sheet};
use crate::text::{compact, numeral};

/// The margins in which furniture stands, as parts of the page's height.
const HEAD: f32 = 0.115;
const FOOT: f32 = 0.88;
/// How many lines from the edge are looked at.
const DEEP: usize = 3;

/// Per page, the indices of the items that are furniture.
pub(super) fn find(sheets: &[Sheet]) -> Vec<Vec<usize>> {
    let margins: Vec<Vec<(usize, bool, String)>> = sheets.iter().map(margin).collect();
    let mut seen: HashMap<(bool, String), u32> = HashMap::new();
    for page in &margins {
        for (_, head, text) in page {
            *seen.entry((*head, pattern(text))).or_default() += 1;
        }
    }
    let bare = bare_numbers(&margins, sheets);
    // A text stands in the margin by habit where three pages have it, or both of two.
    let often = if sheets.len() < 3 { 2 } else { 3 };
    let has =
        |page: &[(usize, bool, String)], text: &String| page.iter().any(|(_, _, t)| t == text);
    margins
        .iter()
        .zip(bare)
        .enumerate()
        .map(|(number, (page, bare))| {
            // The mark of an annex repeats where it runs on; where it changes it is content.
            let before = number.checked_sub(1).map(|before| &margins[before]);
            let is = |(index, head, text): &&(usize, bool, String)| {
                is_page_number(text)
                    || bare.contains(index)
                    || (seen[&(*head, pattern(text))] >= often
                        && numeral::whole(text).is_none()
                        && (!is_annex_mark(text) || before.is_some_and(|b| has(b, text))))
            };
            page.iter().filter(is).map(|(index, ..)| *index).collect()
        })
        .collect()
}

/// The lines in a page's margins: index, whether at the head, text without blanks.
fn margin(sheet: &Sheet) -> Vec<(usize, bool, String)> {
    let height = sheet.page.height.max(1.0);
    let line = |(index, item): (usize, &Item)| match item {
        Item::Line(line) => Some((index, line.bounds, compact(&line.text()))),
        Item::Table(_) => None,
    };
    let lines: Vec<_> = sheet.items.iter().enumerate().map(line).collect();
    let head = lines.iter().take(DEEP).map_while(Option::as_ref);
    let foot = lines.iter().rev().take(DEEP).map_while(Option::as_ref);
    // A page scaled down has its page number where others have text.
    let last = lines.last().and_then(Option::as_ref).filter(|(_, bounds, text)| {
        bounds.y0 <= FOOT * height && bounds.y0 > 0.3 * height && is_page_number(text)
    });
    let head = head.filter(|(_, bounds, _)| bounds.y1 < HEAD * height);
    let foot = foot.filter(|(_, bounds, _)| bounds.y0 > FOOT * height).chain(last);
    head.map(|(index, _, text)| (*index, true, text.clone()))
        .chain(foot.map(|(index, _, text)| (*index, false, text.clone())))
        .collect()
}

/// The text with each number made one mark, so that page numbers do not tell lines apart.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if numeral::digit(c).is_some() { '#' } else { c };
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}

/// `— 3 —`, `-3-`, `第3页`, `第 3 页 共 9 页`, `3/9`.
fn is_page_number(text: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '−' | '–' | '─' | '·' | '•' | '~');
    let pattern = pattern(text);
    let inner = pattern.trim_matches(dash);
    (inner == "#" && inner.len() < pattern.len())
        || matches!(
            inner,
            "第#页"
                | "第#页共#页"
                | "第#页/共#页"
                | "#/#"
                | "#/#页"
                | "第#页，共#页"
                | "Page#"
                | "Page#of#"
                | "共#页"
        )
}

fn is_annex_mark(text: &str) -> bool {
    ["附件", "附表", "附录"].iter().any(|mark| text.starts_with(mark))
}

/// Bare numbers that go up with the pages.
fn bare_numbers(margins: &[Vec<(usize, bool, String)>], sheets: &[Sheet]) -> Vec<Vec<usize>> {
    let mut votes: HashMap<i64, u32> = HashMap::new();
    let offset = |text: &str, sheet: &Sheet| {
        let n = numeral::whole(text).filter(|n| *n < 100_000)?;
        Some(i64::try_from(n).ok()? - i64::from(sheet.page.number))
    };
    for (page, sheet) in margins.iter().zip(sheets) {
        for (_, _, text) in page {
            if let Some(offset) = offset(text, sheet) {
                *votes.entry(offset).or_default() += 1;
            }
        }
    }
    let right = |o: i64| o == 0 || votes.get(&o).is_some_and(|votes| *votes >= 2);
    margins
        .iter()
        .zip(sheets)
        .map(|(page, sheet)| {
            let is = |(_, _, text): &&(usize, bool, String)| offset(text, sheet).is_some_and(right);
            page.iter().filter(is).map(|(index, ..)| *index).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_page_number, pattern};

    #[test]
    fn page_numbers() {
        for text in ["—3—", "-12-", "第3页", "第3页共9页", "3/9", "−61−"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["3", "第3页的内容", "-甲-", "2021年"] {
            assert!(!is_page_number(text), "{text}");
        }
        assert_eq!(pattern("目录2018年版第12页"), "目录#年版第#页");
    }
}
