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
    let mut read = true;
    for line in scope.open() {
        read &= of_line(scope, line, &mut acts);
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
    let proven = read && acts.iter().all(|act| told(act) && is_clean(scope, &act.items));
    let lists: Vec<(usize, Vec<Span>)> =
        acts.into_iter().map(|act| (act.line, act.items)).collect();
    let mut found = sentence::build(scope, &lists, proven);
    found.far = true;
    Some(found)
}

/// Whether every sentence of the line that makes something of names was read.
fn of_line(scope: &Scope<'_>, line: usize, acts: &mut Vec<Act>) -> bool {
    let text = scope.text(line);
    if !text.contains(['：', ':']) {
        return true;
    }
    let simple = traditional::simplify(text);
    let (mut from, mut read) = (0, true);
    for (at, sentence) in simple.split_inclusive(['。', '；', '！', '\n']).enumerate() {
        if at == SENTENCES_MOST {
            return false;
        }
        let body = sentence.trim_end_matches(['。', '；', '！', '\n']);
        match names(scope, line, from, body) {
            Said::Names(items, own) => acts.push(Act { line, items, own }),
            Said::Unread => read = false,
            Said::Nothing => {}
        }
        from += sentence.len();
    }
    read
}

/// What a sentence says.
enum Said {
    /// Names of which it makes something, and its own count.
    Names(Vec<Span>, Option<u64>),
    /// It makes something of what cannot be told apart.
    Unread,
    Nothing,
}

/// The names behind the last colon of a sentence that makes something of them.
fn names(scope: &Scope<'_>, line: usize, from: usize, body: &str) -> Said {
    let Some(colon) = body.rfind(['：', ':']) else { return Said::Nothing };
    let (lead, rest) = body.split_at(colon);
    let width = rest.chars().next().map_or(1, char::len_utf8);
    let deed = DEEDS.iter().chain(ADMITS).any(|verb| lead.contains(verb));
    if !deed {
        return Said::Nothing;
    }
    if lead.len() > LEAD_MOST {
        return Said::Unread;
    }
    if asks(lead) || plays_another_part(tail(lead)) || takes_part(lead) {
        return Said::Nothing;
    }
    let start = scope.lines[line].span.start as usize + from + colon + width;
    let plane = &scope.document.text;
    let whole = trim(Span::of(start, start + rest.len() - width), plane);
    // 现决定如下：
    if whole.is_empty() && (lead.ends_with("如下") || lead.ends_with("决定")) {
        return Said::Nothing;
    }
    // 甲、乙，牵头：丙
    let above = lead.rfind(['：', ':']).map_or("", |at| &lead[at..]);
    if above.contains('、') && above.contains('，') {
        return Said::Unread;
    }
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
    if enough && names.iter().all(is_name) { Said::Names(names, own) } else { Said::Unread }
}

/// 参加评选的单位：甲、乙 are those of whom some were chosen.
fn takes_part(lead: &str) -> bool {
    let clause = lead.rsplit(['，', ',']).next().unwrap_or_default();
    ["参加", "参与", "参评", "申报", "申请"].iter().any(|word| clause.starts_with(word))
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
