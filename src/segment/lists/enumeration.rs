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

/// Recognises the enumeration before `等N个`, if it has N items; several of them in one sentence
/// (甲镇等10个镇和乙村等12个村) are one roster. Where the numbers differ it is read all the same, and
/// marked.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let mut best: Option<(usize, Vec<Span>, bool)> = None;
    for index in scope.open() {
        for sentence in lists(scope, index) {
            let proven = sentence.iter().all(|(items, n)| *n == items.len() as u64);
            let items: Vec<Span> = sentence.into_iter().flat_map(|(items, _)| items).collect();
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

/// An enumeration and the number behind its 等.
type Counted = (Vec<Span>, u64);

/// The enumerations of a line that end in `等N个`, each with N, sentence by sentence.
fn lists(scope: &Scope<'_>, index: usize) -> Vec<Vec<Counted>> {
    let text = scope.text(index);
    let offset = scope.lines[index].span.start as usize;
    let mut found: Vec<(usize, Vec<Counted>)> = Vec::new();
    let mut above = 0;
    for (at, word) in text.match_indices('等') {
        let rest = text[at + word.len()..].trim_start_matches(is_blank);
        let Some((declared, _)) = numeral::prefix(rest) else { continue };
        let sentence = text[..at]
            .rfind(['。', '；', '！', '\n'])
            .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        // Behind another list of the sentence: …等10个镇和甲村、…
        let joined = (above > sentence).then(|| next_list(text, above, at)).flatten();
        let start = joined.unwrap_or(sentence + number_length(&text[sentence..at]));
        let items = items::split(Span::of(offset + start, offset + at), &scope.document.text);
        let Some((first, others)) = items.split_first() else { continue };
        // The first item carries the words that open the sentence.
        let lead = scope.document.slice(*first);
        let opened = OPENERS
            .iter()
            .filter_map(|word| lead.rfind(word).map(|at| at + word.len()))
            .filter(|_| joined.is_none())
            .max()
            .unwrap_or(0);
        let first = trim(Span::new(first.start + opened as u32, first.end), &scope.document.text);
        let mut all = vec![first];
        all.extend_from_slice(others);
        all.retain(|item| !item.is_empty());
        above = at;
        match found.last_mut() {
            Some((of, lists)) if *of == sentence && joined.is_some() => lists.push((all, declared)),
            _ => found.push((sentence, vec![(all, declared)])),
        }
    }
    found.into_iter().map(|(_, lists)| lists).collect()
}

/// Where the next list begins behind the 等N个 at `above`: after the first 和, 、 or the like.
fn next_list(text: &str, above: usize, end: usize) -> Option<usize> {
    let (at, mark) = text[above..end]
        .char_indices()
        .find(|(_, c)| matches!(c, '和' | '、' | '，' | '及' | '与'))?;
    Some(above + at + mark.len_utf8())
}
