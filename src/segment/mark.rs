//! The mark that an annex begins with: `附件1`.

use super::line::Line;
use crate::model::Document;
use crate::text::{is_blank, numeral};

/// An annex mark: `附件`, `附件1`, `附件：某某名单`, `附 表 二`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    /// Its number, where one is printed.
    pub(super) number: Option<u64>,
    /// What follows on the same line.
    pub(super) title: &'a str,
}

/// Longest line, in characters, that can be an annex mark with its title.
pub(super) const MARK_MOST: usize = 80;

/// Reads a line as an annex mark.
pub(super) fn mark(line: &str) -> Option<Mark<'_>> {
    if line.chars().count() > MARK_MOST {
        return None;
    }
    let line = line.trim_start_matches(is_blank);
    let mut rest = line.strip_prefix('附')?.trim_start_matches(is_blank);
    rest = ['件', '表', '录'].iter().find_map(|c| rest.strip_prefix(*c)).or_else(|| {
        // 附：… and 附1 without 件.
        rest.starts_with([':', '：']).then_some(rest)
    })?;
    rest = rest.trim_start_matches(is_blank);
    let number = numeral::prefix(rest).filter(|(n, _)| *n < 100);
    if let Some((_, length)) = number {
        rest = &rest[length..];
    }
    let tail = rest.trim_start_matches(is_blank);
    let after = tail.trim_start_matches([':', '：', '.', '．', '、']);
    let title = after.trim_matches(is_blank);
    // 附件所列单位… is prose: a title follows a colon, a number or a gap.
    let parted = number.is_some() || after.len() < tail.len() || tail.len() < rest.len();
    (title.is_empty() || (parted && !title.contains(['。', '；'])))
        .then_some(Mark { number: number.map(|(n, _)| n), title })
}

/// The lines of the letter's list of annexes, 附件：1.甲名单 over 2.乙名单: titles, and no list.
pub(super) fn titles(document: &Document, lines: &[Line]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut due = None;
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_furniture()) {
        let text = document.slice(line.span).trim_start_matches(is_blank);
        let title = mark(text).map_or(text, |mark| mark.title);
        let number = numeral::prefix(title)
            .filter(|(_, length)| title[*length..].starts_with(['.', '．', '、', '。']));
        due = match number {
            Some((1, _)) if title.len() < text.len() => Some(2),
            Some((n, _)) if due == Some(n) => Some(n + 1),
            _ => None,
        };
        if due.is_some() {
            found.push(index);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn marks_and_prose_are_told_apart() {
        let marks = [
            ("附件", None, ""),
            ("附 件 1", Some(1), ""),
            ("附件：国家名单", None, "国家名单"),
            ("附件2．上海名单", Some(2), "上海名单"),
            ("附表二", Some(2), ""),
            ("附件1 某某名单", Some(1), "某某名单"),
            ("附：名单", None, "名单"),
        ];
        for (line, number, title) in marks {
            let mark = mark(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((mark.number, mark.title), (number, title), "{line}");
        }
        for line in ["附件所列单位", "附近的", "见附件", "附件1的要求。", "附属医院"]
        {
            assert!(mark(line).is_none(), "{line}");
        }
    }
}
