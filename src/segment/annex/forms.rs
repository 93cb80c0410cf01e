//! Annexes whose lines are no rows: forms that others fill in, rules, articles.

use std::borrow::Cow;

use super::mark;
use crate::model::{Document, Table};
use crate::segment::line::Line;
use crate::segment::roster::{parts, words};
use crate::text::words::annex::{FORM_TITLES, RULE_TITLES, SAMPLE};
use crate::text::{compact, numeral};

/// Whether an annex is a form, or rules without a table: its mark, then a title that says so.
pub(in crate::segment) fn is_form(
    document: &Document,
    tables: &[Cow<'_, Table>],
    section: &[Line],
) -> bool {
    if is_blank_form(document, tables, section) {
        return true;
    }
    let mut lines = section.iter().filter(|line| !line.is_furniture());
    let text = |line: &Line| document.slice(line.span);
    let Some(first) = lines.next().filter(|line| !line.is_row()) else { return false };
    let Some(found) = mark(text(first)) else { return false };
    let title = if found.title.is_empty() {
        lines.next().filter(|line| !line.is_row()).map_or("", text)
    } else {
        found.title
    };
    let title = compact(title);
    let bare =
        title.rfind(['（', '(']).filter(|at| *at > 0).map_or(title.as_str(), |at| &title[..at]);
    let rows = || section.iter().any(Line::is_row);
    (FORM_TITLES.iter().any(|form| bare.ends_with(form)) && !is_filled(document, tables, section))
        || (RULE_TITLES.iter().any(|rules| bare.ends_with(rules)) && !rows())
}

/// Whether serials from 1 on stand over what they number, in rows or on lines of their own: 事项审批表 is a list as well,
/// and a form to be filled in has at most numbers of empty rows, and rows that show how: （示例）甲公司.
fn is_filled(document: &Document, tables: &[Cow<'_, Table>], section: &[Line]) -> bool {
    const LEAST: u64 = 2;
    let (mut next, mut samples) = (1, 0);
    // A line of a number alone waits for a line of words.
    let mut open = false;
    for line in section.iter().filter(|line| !line.is_furniture()) {
        let cells = parts::cells(tables, line);
        let texts = cells.iter().map(|cell| document.slice(cell.span).trim());
        let mut filled = texts.filter(|text| !text.is_empty());
        let alone =
            if line.is_row() { filled.next() } else { Some(document.slice(line.span).trim()) };
        let number = alone.and_then(|text| text.parse::<u64>().ok());
        if open && number.is_some() {
            // Numbers over numbers are those of empty rows.
            return false;
        }
        if number == Some(next) {
            open = !line.is_row();
            let own = filled.next();
            next += u64::from(open || own.is_some());
            samples += u64::from(own.is_some_and(is_sample) || filled.any(is_sample));
        } else {
            samples += u64::from(open && is_sample(document.slice(line.span)));
            open = false;
        }
    }
    next > LEAST + samples && !open
}

/// （示例）甲公司, 样例：甲公司 and 示例 alone; 示例工程 is a name.
fn is_sample(cell: &str) -> bool {
    let cell = compact(cell);
    let bare = cell.trim_start_matches(['（', '(', '【', '[']);
    SAMPLE.iter().any(|word| {
        let rest = bare.strip_prefix(word).map(|rest| rest.trim_start_matches(numeral_sign));
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(['）', ')', '】', ']', '：', ':'])
        })
    })
}

/// 示例1：
fn numeral_sign(c: char) -> bool {
    numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some()
}

/// Whether an annex is a header without rows, and a label beside it that is to be filled in: 填表单位（盖章）：.
fn is_blank_form(document: &Document, tables: &[Cow<'_, Table>], section: &[Line]) -> bool {
    let mut rows = (0..section.len()).filter(|index| section[*index].is_row());
    let (Some(only), None) = (rows.next(), rows.next()) else { return false };
    let cells = parts::cells(tables, &section[only]);
    let open = |line: &Line| {
        let text = compact(document.slice(line.span));
        text.ends_with(['：', ':']) && words::is_form_cell(&text)
    };
    let headed = cells.iter().filter(|cell| !cell.span.is_empty());
    let headed =
        headed.filter(|cell| words::role_of(&compact(document.slice(cell.span))).is_some());
    headed.count() * 2 > cells.len()
        && section.iter().any(|line| !line.is_row() && !line.is_furniture() && open(line))
}

/// Whether an annex without a table has articles, 第一条 and 第二条: its items are no roster's.
pub(in crate::segment) fn has_articles(document: &Document, section: &[Line]) -> bool {
    let article = |line: &&Line| {
        compact(document.slice(line.span)).strip_prefix('第').is_some_and(|rest| {
            numeral::prefix(rest).is_some_and(|(_, length)| rest[length..].starts_with('条'))
        })
    };
    !section.iter().any(Line::is_row) && section.iter().filter(article).take(2).count() > 1
}
