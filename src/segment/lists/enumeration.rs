//! Names inside one sentence: `同意在甲市、乙市等46个城市…`.

use super::items;
use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, Span};
use crate::text::{is_blank, numeral, trim};

/// Fewest names that make a roster.
const LEAST: usize = 5;

/// Words behind which an enumeration begins.
static OPENERS: &[&str] = &[
    "同意在",
    "同意将",
    "同意",
    "确定",
    "认定",
    "命名",
    "授予",
    "批准",
    "公布",
    "包括",
    "为",
    "在",
    "将",
    "：",
    ":",
];

/// Recognises the enumeration before `等N个`, if it has N items. Where the numbers differ it is
/// read all the same, and marked.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let mut best: Option<(usize, Vec<Span>, bool)> = None;
    for index in scope.open() {
        for (items, declared) in lists(scope, index) {
            let proven = declared == items.len() as u64;
            let better = best
                .as_ref()
                .is_none_or(|(_, known, sure)| (proven, items.len()) > (*sure, known.len()));
            if items.len() >= LEAST && better {
                best = Some((index, items, proven));
            }
        }
    }
    let (index, items, proven) = best?;
    let mut found = Found { proven, ..Found::default() };
    found.roster.columns.push(column("name", Role::Name, "none"));
    let line = scope.lines[index].span;
    let mut at = line.start;
    for item in &items {
        found.regions.push((Span::new(at, item.start), RegionRole::Prose));
        found.regions.push((*item, RegionRole::Cell));
        found.entry(&[*item], None, Serial::None);
        at = item.end;
    }
    found.regions.push((Span::new(at, line.end), RegionRole::Prose));
    found.regions.retain(|(span, _)| !trim(*span, &scope.document.text).is_empty());
    found.taken.push(index);
    Some(found)
}

/// Bytes that the number of a paragraph takes, its `、` included: `一、`.
fn number_length(text: &str) -> usize {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    numeral::prefix(&text[lead..]).map_or(0, |(_, length)| {
        let rest = &text[lead + length..];
        let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'));
        mark.map_or(0, |mark| lead + length + mark.len_utf8())
    })
}

/// The enumerations of a line that end in `等N个`, each with N.
fn lists(scope: &Scope<'_>, index: usize) -> Vec<(Vec<Span>, u64)> {
    let text = scope.text(index);
    let offset = scope.lines[index].span.start as usize;
    let mut found = Vec::new();
    for (at, word) in text.match_indices('等') {
        let rest = text[at + word.len()..].trim_start_matches(is_blank);
        let Some((declared, _)) = numeral::prefix(rest) else { continue };
        let start = text[..at]
            .rfind(['。', '；', '！', '\n'])
            .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let start = start + number_length(&text[start..at]);
        let items = items::split(Span::of(offset + start, offset + at), &scope.document.text);
        let Some((first, others)) = items.split_first() else { continue };
        // The first item carries the words that open the sentence.
        let lead = scope.document.slice(*first);
        let opened = OPENERS
            .iter()
            .filter_map(|word| lead.rfind(word).map(|at| at + word.len()))
            .max()
            .unwrap_or(0);
        let first = trim(Span::new(first.start + opened as u32, first.end), &scope.document.text);
        let mut all = vec![first];
        all.extend_from_slice(others);
        all.retain(|item| !item.is_empty());
        found.push((all, declared));
    }
    found
}
