//! Cards in the letter itself, one below the other: 地块编号：, 位置：, 面积： of one lot, the same of the next. Fewer lines,
//! or how to reach somebody, are no list there.

use super::{Part, Scope};
use crate::text::compact;

/// Fewest cards, and fewest labels of each.
const CARDS_LEAST: usize = 2;
const LABELS_LEAST: usize = 3;

/// What the labels of a card hold that tells whom to ask, or how things are done.
const CONTACTS: [&str; 12] = [
    "联系", "电话", "地址", "邮箱", "邮编", "传真", "网址", "时间", "地点", "日期", "附件", "来源",
];

/// Leaves of the letter's labelled lines those that are cards: from the first label that comes again, each card whole and
/// in the same order, nothing but headings between them.
pub(super) fn keep(scope: &Scope<'_>, open: &[usize], parts: &mut [Part]) -> Option<()> {
    // 1.成果名称：甲 begins a card as 成果名称：甲 does.
    let name = |at: usize| {
        let (label, value) = parts[at].label()?;
        (value.start < value.end).then(|| compact(scope.document.slice(label)))
    };
    let names: Vec<Option<String>> = (0..open.len()).map(name).collect();
    let (first, width) = (0..names.len()).find_map(|at| Some((at, width_at(&names, at)?)))?;
    let labels: Vec<&String> = names[first..first + width].iter().flatten().collect();
    let contact = |label: &&&String| CONTACTS.iter().any(|word| label.contains(word));
    if labels.iter().filter(contact).count() * 2 > labels.len() {
        return None;
    }
    let mut last = first;
    let mut cards = 0;
    let mut at = first;
    let whole = |card: &[Option<String>]| {
        card.iter().all(Option::is_some) && card.iter().flatten().eq(labels.iter().copied())
    };
    while at < names.len() {
        if names.get(at..at + width).is_some_and(whole) {
            (cards, last, at) = (cards + 1, at + width, at + width);
        } else if names[at].is_some() {
            // A card that lacks a line, the last one too, or has one more: the reader of records tells it.
            (last, at) = (at + 1, at + 1);
        } else {
            break;
        }
    }
    for (at, part) in parts.iter_mut().enumerate() {
        if !(first..last).contains(&at) {
            *part = Part::Other;
        }
    }
    (cards >= CARDS_LEAST).then_some(())
}

/// How many labels the card has that begins at a line, where the same labels follow directly below it.
fn width_at(names: &[Option<String>], at: usize) -> Option<usize> {
    let first = names.get(at)?.as_ref()?;
    let run = names[at + 1..].iter().take(super::LABELS_MOST);
    let width =
        1 + run.take_while(|name| name.is_some()).position(|name| name.as_ref() == Some(first))?;
    let next = names.get(at + width..at + 2 * width)?;
    (width >= LABELS_LEAST && next == &names[at..at + width]).then_some(width)
}
