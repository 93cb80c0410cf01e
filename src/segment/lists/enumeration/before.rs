//! The names before one number of a line, whatever their number: the way to begin them that gives as many as it says.

use super::ends::End;
use super::lead::{actors_length, asks, next_list, number_length, opened, own_length, verb_length};
use super::{Scope, decide, hold_clause, introduction, is_clean, parted, qualifies};
use crate::model::Span;
use crate::text::is_blank;

/// A line, and how far other lists take it.
pub(in crate::segment::lists) struct Way<'a> {
    pub(in crate::segment::lists) scope: &'a Scope<'a>,
    pub(in crate::segment::lists) line: usize,
    pub(in crate::segment::lists) text: &'a str,
    pub(in crate::segment::lists) taken: usize,
}

/// Longest that a sentence is, in bytes: every number of a long line looks for the beginning of its own.
const SENTENCE_MOST: usize = 16 << 10;

/// Most ways to begin the names that are tried.
const WAYS_MOST: usize = 8;

/// The names before a number; of those that are not as many as it says, the most that one clause has.
pub(in crate::segment::lists) fn before(way: &Way<'_>, end: &End) -> Option<Vec<Span>> {
    let Way { scope, line, text, taken } = *way;
    if end.bare || qualifies(&text[end.behind..]) {
        return None;
    }
    let offset = scope.lines[line].span.start as usize;
    let reach = text.ceil_char_boundary(end.at.saturating_sub(SENTENCE_MOST));
    let sentence = text[reach..end.at].rfind(['。', '；', ';', '！', '\n']).map_or(reach, |at| {
        reach + at + text[reach + at..].chars().next().map_or(1, char::len_utf8)
    });
    // 甲部、乙部发布《关于认定甲园等14家单位为…: what stands before the title of a document is none of its names.
    let sentence = document(text, sentence, end.at).unwrap_or(sentence);
    let joined = taken > sentence;
    let start = if joined {
        next_list(text, taken, end.at)?
    } else {
        let own = sentence + number_length(&text[sentence..end.at]);
        own.max(sentence + introduction::length(&text[sentence..end.at]))
    };
    let start = start.min(end.at);
    if asks(&text[start..end.at]) {
        return None;
    }
    let clauses = text[start..end.at].match_indices(['，', ',', '：', ':']);
    let mut starts: Vec<usize> = clauses.map(|(at, mark)| start + at + mark.len()).collect();
    starts.drain(..starts.len().saturating_sub(WAYS_MOST));
    starts.insert(0, start);
    let names = |from: usize| {
        let verb = from + verb_length(&text[from..end.at]);
        let verb = verb + own_length(&text[verb..end.at], false);
        let ways = if from == start && !joined {
            vec![opened(text, from, end.at), verb]
        } else {
            vec![verb, opened(text, from, end.at)]
        };
        // 甲部、乙局决定公布 | 丙县等60个县
        let past = |from: usize| from + text.get(from..end.at).map_or(0, actors_length);
        ways.into_iter().map(past).filter(|from| *from < end.at).collect::<Vec<usize>>()
    };
    let mut fewer: Option<Vec<Span>> = None;
    for from in starts.into_iter().flat_map(names) {
        let whole = Span::of(offset + from, offset + end.at);
        let Some(items) = parted(scope, whole, end.declared) else { continue };
        let told = !decide(scope, &items)
            && !hold_clause(scope, &items)
            && !introduction::is(&text[from..end.at])
            && (items.len() == 1 && is_name(scope, items[0]) || is_clean(scope, &items));
        if !told {
            continue;
        }
        if items.len() as u64 == end.declared {
            return Some(items);
        }
        if fewer.as_ref().is_none_or(|found| items.len() > found.len()) {
            fewer = Some(items);
        }
    }
    fewer
}

/// Where the title of a document begins that a place stands in.
fn document(text: &str, from: usize, at: usize) -> Option<usize> {
    let before = &text[from..at];
    let open = before.rfind('《')?;
    (!before[open..].contains('》')).then_some(from + open + '《'.len_utf8())
}

/// Whether a text alone before a number may be a name: nothing of a sentence stands in it.
fn is_name(scope: &Scope<'_>, item: Span) -> bool {
    const MOST: usize = 30;
    let text = scope.document.slice(item);
    let long = text.chars().count();
    (2..=MOST).contains(&long)
        && !text.contains(is_blank)
        && !super::lead::openers().any(|word| word.chars().count() > 1 && text.starts_with(word))
}
