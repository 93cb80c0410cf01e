//! Several sentences of a letter, each of which makes something of the names behind its colon.
//!
//! ```text
//! 现决定命名下列组织为“优秀组织”：甲、乙、丙。      对入围的其余2个组织命名为“入围组织”：丁、戊。
//! ```
//!
//! A list is whole where its sentence counts it, or where a count that is of none of the others gives it.

use super::enumeration::{asks, is_clean};
use super::said::plays_another_part;
use super::{Found, Scope, items, joined, sentence};
use crate::model::Span;
use crate::segment::claims;
use crate::text::words::deeds::ADMITS;
use crate::text::words::verbs::DEEDS;
use crate::text::{numeral, traditional, trim};

/// Fewest such sentences, and fewest names in all.
const LISTS_LEAST: usize = 2;
const LEAST: usize = 3;

/// Longest text before the colon, in bytes, and longest name, in characters.
const LEAD_MOST: usize = 900;
const NAME_MOST: usize = 50;

/// Most sentences of a line.
const SENTENCES_MOST: usize = 4096;

/// A sentence with its names.
struct Act {
    line: usize,
    items: Vec<Span>,
    /// How many it says there are.
    own: Option<u64>,
}

/// Recognises two such sentences or more.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if scope.annex {
        return None;
    }
    let mut acts: Vec<Act> = Vec::new();
    for line in scope.open() {
        of_line(scope, line, &mut acts);
    }
    let total: usize = acts.iter().map(|act| act.items.len()).sum();
    if acts.len() < LISTS_LEAST || total < LEAST {
        return None;
    }
    let agrees = |act: &Act| act.own == Some(act.items.len() as u64);
    // What the notice counts elsewhere, without what the sentences say themselves.
    let mut free = scope.declared.clone();
    for own in acts.iter().filter_map(|act| act.own) {
        if let Some(at) = free.iter().position(|declared| *declared == own) {
            free.swap_remove(at);
        }
    }
    let told = |act: &Act| match act.own {
        Some(_) => agrees(act),
        None => free.contains(&(act.items.len() as u64)),
    };
    // Sentences none of which is counted may be of anything.
    if !acts.iter().any(|act| act.own.is_some()) || !acts.iter().any(told) {
        return None;
    }
    let proven = acts.iter().all(|act| told(act) && is_clean(scope, &act.items));
    let lists: Vec<(usize, Vec<Span>)> =
        acts.into_iter().map(|act| (act.line, act.items)).collect();
    let mut found = sentence::build(scope, &lists, proven);
    found.far = true;
    Some(found)
}

fn of_line(scope: &Scope<'_>, line: usize, acts: &mut Vec<Act>) {
    let text = scope.text(line);
    if !text.contains(['：', ':']) {
        return;
    }
    let simple = traditional::simplify(text);
    let mut from = 0;
    for sentence in simple.split_inclusive(['。', '；', '！', '\n']).take(SENTENCES_MOST) {
        let body = sentence.trim_end_matches(['。', '；', '！', '\n']);
        if let Some((items, own)) = names(scope, line, from, body) {
            acts.push(Act { line, items, own });
        }
        from += sentence.len();
    }
}

/// The names behind the colon of a sentence that makes something of them, and its own count.
fn names(
    scope: &Scope<'_>,
    line: usize,
    from: usize,
    body: &str,
) -> Option<(Vec<Span>, Option<u64>)> {
    let colon = body.find(['：', ':'])?;
    let (lead, rest) = body.split_at(colon);
    let width = rest.chars().next()?.len_utf8();
    let deed = DEEDS.iter().chain(ADMITS).any(|verb| lead.contains(verb));
    if lead.len() > LEAD_MOST || !deed || asks(lead) || plays_another_part(tail(lead)) {
        return None;
    }
    let start = scope.lines[line].span.start as usize + from + colon + width;
    let plane = &scope.document.text;
    let whole = trim(Span::of(start, start + rest.len() - width), plane);
    let own = own_count(lead);
    let names = sentence::bare(items::split_at(whole, plane, &['、']), plane);
    let joined = joined::last(scope, names.clone());
    let names = if own == Some(joined.len() as u64) { joined } else { names };
    let is_name = |name: &Span| {
        let text = scope.document.slice(*name);
        text.chars().count() <= NAME_MOST && !text.contains(['，', ',', '：', ':', '、'])
    };
    // 授予下列1家单位：甲局
    let enough = names.len() > 1 || own.is_some();
    (enough && names.iter().all(is_name)).then_some((names, own))
}

/// What stands directly before a colon: 责任单位 plays another part, 责任区组织 does not.
fn tail(lead: &str) -> &str {
    const TAIL: usize = 4;
    lead.char_indices().rev().nth(TAIL - 1).map_or(lead, |(at, _)| &lead[at..])
}

/// The last count of a text.
fn own_count(lead: &str) -> Option<u64> {
    let (mut at, mut last) = (0, None);
    while let Some(c) = lead[at..].chars().next() {
        match numeral::prefix(&lead[at..]) {
            Some((number, length)) => {
                let behind = &lead[at + length..];
                last = claims::counts(&lead[..at], number, behind).then_some(number).or(last);
                at += length;
            }
            None => at += c.len_utf8(),
        }
    }
    last
}
