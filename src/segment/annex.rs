//! Where the letter ends and the annexes begin.

use super::lines::{Line, LineKind};
use crate::model::{Document, Spanned};
use crate::text::{self, compact, date, is_blank, numeral};

/// The parts of the document, as ranges of lines.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Lines before this one are the letter.
    pub(super) letter_end: usize,
    /// The annexes; each starts where the one before ends.
    pub(super) sections: Vec<std::ops::Range<usize>>,
}

/// An annex mark: `附件`, `附件1`, `附件：某某名单`, `附 表 二`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    /// Its number, where one is printed.
    pub(super) number: Option<u64>,
    /// What follows on the same line.
    pub(super) title: &'a str,
}

/// Longest line, in characters, that can be an annex mark with its title.
const MARK_MOST: usize = 80;

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

/// Finds the letter's end and the annexes. The annex begins at the last annex mark above the first
/// table, unless that mark only announces it (a date of issue follows); without a mark, after the
/// date of issue, or with the titles that stand directly over the table.
pub(super) fn plan(document: &Document, lines: &[Line]) -> Plan {
    let text = |line: &Line| document.slice(line.span);
    let Some(first_row) = lines.iter().position(Line::is_row) else {
        return plan_without_rows(document, lines);
    };
    let plain = |line: &&Line| matches!(line.kind, LineKind::Text | LineKind::Heading(_));
    let above = &lines[..first_row];
    let is_date = |line: &Line| line.span.len() < 80 && date::whole(text(line)).is_some();
    let last_mark = above.iter().rposition(|line| plain(&line) && mark(text(line)).is_some());
    let last_date = above.iter().rposition(is_date);
    let letter_end = match (last_mark, last_date) {
        // A date directly under the annex's own title belongs to the annex, not to the letter.
        (Some(mark_at), Some(date_at))
            if date_at > mark_at && announces(document, lines, mark_at, date_at) =>
        {
            date_at + 1
        }
        (Some(mark_at), _) => mark_at,
        (None, Some(date_at)) if has_prose(document, &lines[..date_at]) => date_at + 1,
        (None, _) => titles_above(document, lines, first_row),
    };
    Plan { letter_end, sections: sections(document, lines, letter_end) }
}

/// Whether the annex mark at `mark_at` is the letter's list of annexes: it carries a title or is
/// followed by a numbered one, and a date of issue stands below it.
fn announces(document: &Document, lines: &[Line], mark_at: usize, date_at: usize) -> bool {
    let line = document.slice(lines[mark_at].span);
    let titled = mark(line).is_some_and(|m| !m.title.is_empty());
    let colon = line.trim_end_matches(is_blank).ends_with([':', '：']);
    (titled || colon) && date_at - mark_at < 24
}

fn has_prose(document: &Document, lines: &[Line]) -> bool {
    lines.iter().any(|line| document.slice(line.span).ends_with(['。', '：', ':']))
}

/// The lines directly over the table that read as titles and notes, up to the first that does not.
fn titles_above(document: &Document, lines: &[Line], first_row: usize) -> usize {
    let mut start = first_row;
    while start > 0 {
        let line = &lines[start - 1];
        let text = document.slice(line.span);
        let titled = text.chars().count() <= 60
            && !text.ends_with(['。', '；', '：', ':', '，'])
            && !line.is_row();
        if !titled && !line.is_furniture() {
            break;
        }
        start -= 1;
    }
    // The document's first title is its own, not the annex's.
    let own = lines[..first_row].iter().position(|line| !line.is_furniture());
    if start == 0 || own == Some(start) { own.map_or(0, |own| own + 1) } else { start }
}

/// Without any table the annex begins at the last annex mark that stands alone.
fn plan_without_rows(document: &Document, lines: &[Line]) -> Plan {
    let alone = |line: &Line| {
        line.kind != LineKind::Furniture
            && mark(document.slice(line.span)).is_some_and(|m| m.title.is_empty())
    };
    let letter_end = lines.iter().rposition(alone).unwrap_or(lines.len());
    Plan { letter_end, sections: sections(document, lines, letter_end) }
}

/// Cuts the annex at its marks.
fn sections(document: &Document, lines: &[Line], from: usize) -> Vec<std::ops::Range<usize>> {
    if from >= lines.len() {
        return Vec::new();
    }
    let starts = |index: &usize| {
        let line = &lines[*index];
        matches!(line.kind, LineKind::Text | LineKind::Heading(_) | LineKind::Single(..))
            && mark(document.slice(line.span)).is_some()
    };
    let mut cuts = vec![from];
    cuts.extend((from + 1..lines.len()).filter(starts));
    cuts.push(lines.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The first line of the annex that reads as a title.
pub(super) fn first_title(document: &Document, lines: &[Line]) -> Option<Spanned<String>> {
    let line = lines.iter().take(6).find(|line| {
        matches!(line.kind, LineKind::Text | LineKind::Heading(_))
            && mark(document.slice(line.span)).is_none()
    })?;
    Some(Spanned::new(compact(document.slice(line.span)), text::trim(line.span, &document.text)))
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
