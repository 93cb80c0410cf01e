//! Sections below a list that are none of it: 二、工作保障 over （一）, （二） and what is said under each, below the items
//! of 一、行动任务.

use std::collections::HashSet;

use crate::model::Document;
use crate::segment::line::Line;
use crate::text::words::annex::MEASURES;
use crate::text::{compact, numeral};

/// Shortest paragraph under a heading, in characters.
const PARAGRAPH_LEAST: usize = 20;

/// Longest heading, in characters.
const HEADING_MOST: usize = 40;

/// The lines of such sections: each begins with a heading that says how things are done and whose number goes on with one above the list's
/// last line, and holds nothing but paragraphs and headings, each over a paragraph.
pub(super) fn of_prose(
    document: &Document,
    section: &[Line],
    taken: &HashSet<usize>,
) -> HashSet<usize> {
    let none = HashSet::new();
    let Some(last) = taken.iter().max().copied() else { return none };
    let text = |index: usize| compact(document.slice(section[index].span));
    let open: Vec<usize> =
        (last + 1..section.len()).filter(|index| !section[*index].is_furniture()).collect();
    let Some(number) = open.first().and_then(|first| outer(&text(*first))) else {
        return none;
    };
    let before =
        |index: usize| outer(&text(index)).is_some_and(|n| n.checked_add(1) == Some(number));
    if !(0..=last).any(before) {
        return none;
    }
    let mut found = Vec::new();
    let (mut due, mut inner, mut headed, mut paragraphs) = (number, 1, false, 0);
    for index in open {
        let own = text(index);
        if is_paragraph(&own) {
            (headed, paragraphs) = (false, paragraphs + 1);
        } else if outer(&own) == Some(due) && !headed && says_how(&own) {
            (due, inner, headed) = (due + 1, 1, true);
        } else if bracketed(&own) == Some(inner) && (!headed || inner == 1) {
            (inner, headed) = (inner + 1, true);
        } else {
            break;
        }
        found.push(index);
    }
    if headed || paragraphs == 0 { none } else { found.into_iter().collect() }
}

fn is_paragraph(text: &str) -> bool {
    text.ends_with('。') && text.chars().count() >= PARAGRAPH_LEAST
}

/// 二、工作保障. Under 二、乙类 rows may be lost.
fn says_how(text: &str) -> bool {
    MEASURES.iter().any(|end| text.ends_with(end))
}

/// The number of 二、工作保障.
fn outer(text: &str) -> Option<u64> {
    let (number, length) = numeral::prefix(text)?;
    let chinese = text.chars().next().is_some_and(|c| numeral::digit(c).is_none());
    let rest = text[length..].strip_prefix('、')?;
    Some(number).filter(|_| chinese && is_heading(rest))
}

/// The number of （一）加强领导.
fn bracketed(text: &str) -> Option<u64> {
    let rest = text.strip_prefix(['（', '('])?;
    let (number, length) = numeral::prefix(rest)?;
    let rest = rest[length..].strip_prefix(['）', ')'])?;
    is_heading(rest).then_some(number)
}

fn is_heading(text: &str) -> bool {
    (2..=HEADING_MOST).contains(&text.chars().count()) && !text.ends_with(['。', '；', '：', ':'])
}
