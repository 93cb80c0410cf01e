//! The lists of a line's sentences: their names, and of what kind these are.

use super::ends::{end, is_one_or_two, outside};
use super::kind::{self, Kind};
use super::opens::{How, alone, opening, subject};
use crate::model::Span;
use crate::segment::claims;
use crate::segment::lists::enumeration::{asks, first_mark, is_clean};
use crate::segment::lists::{Scope, introduction, items, joined, sentence};
use crate::segment::roster::words;
use crate::text::words::letters::{OTHER_PARTS, SAID_BEHIND};
use crate::text::{compact, is_blank, persons, traditional, trim};

/// The names of a sentence.
pub(super) struct List {
    pub(super) line: usize,
    pub(super) items: Vec<Span>,
    pub(super) how: How,
    pub(super) kind: Kind,
    /// Nothing but names seems to be taken.
    pub(super) whole: bool,
    /// What the sentence makes of them.
    pub(super) made: Option<Span>,
    /// The title of a list stands before its colon, and nothing else in the line.
    pub(super) headed: bool,
}

/// Whether the last clause of a text says that what follows plays another part.
pub(in crate::segment::lists) fn plays_another_part(said: &str) -> bool {
    let clause = said.rsplit(['，', ',', '。']).next().unwrap_or_default();
    OTHER_PARTS.iter().any(|word| clause.contains(word))
}

/// Most lists of one sentence.
const LISTS_MOST: usize = 40;

/// Longest sentence that is looked at, in bytes, and most of a line.
const SENTENCE_MOST: usize = 32 << 10;
const SENTENCES_MOST: usize = 4096;

/// The names of a line's sentences.
pub(super) fn of_line(scope: &Scope<'_>, line: usize, lists: &mut Vec<List>) {
    let simple = traditional::simplify(scope.text(line));
    let mut from = 0;
    for sentence in simple.split_inclusive(['。', '！', '？', '；', ';', '\n']).take(SENTENCES_MOST)
    {
        let body = sentence.trim_end_matches(['。', '！', '？', '；', ';', '\n']);
        let (mut at, stop, mut last) = (from, from + body.len(), None);
        let earlier = claims::tells_since(body);
        for _ in 0..LISTS_MOST {
            if earlier || at >= stop || stop - at > SENTENCE_MOST {
                break;
            }
            let Some(mark) = outside(&simple[at..stop]).next().map(|mark| at + mark) else { break };
            let found = of_sentence(scope, line, &simple, at, stop);
            let end = found.as_ref().map_or(mark, |(_, end)| *end);
            match found {
                Some((own, _)) => {
                    last = Some(lists.len());
                    lists.push(own);
                }
                // What else the sentence enumerates may be names as well.
                None => {
                    if let Some(list) = last.and_then(|last| lists.get_mut(last)) {
                        list.whole = false;
                    }
                }
            }
            // 甲镇、乙镇入选名镇，丙村、丁村入选名村: another list of the sentence.
            let next = simple[end..stop].find(['，', ',']);
            at = next.map_or(stop, |comma| {
                end + comma + simple[end + comma..].chars().next().map_or(1, char::len_utf8)
            });
        }
        from += sentence.len();
    }
}

/// The first list of a stretch of a sentence, and where its names end in the line.
fn of_sentence(
    scope: &Scope<'_>,
    line: usize,
    text: &str,
    from: usize,
    to: usize,
) -> Option<(List, usize)> {
    let from = from + introduction::length(&text[from..to]);
    let body = &text[from..to];
    let mark = outside(body).next().unwrap_or_else(|| first_mark(body));
    if mark == body.len() || asks(body) {
        return None;
    }
    let opening = opening(body, mark)
        .or_else(|| alone(scope, line, text, from, body))
        .or_else(|| subject(body, mark))?;
    let said = &body[..opening.at];
    if plays_another_part(said) {
        return None;
    }
    let (end, made) = end(&body[opening.at..]);
    let offset = scope.lines[line].span.start as usize + from;
    let plane = &scope.document.text;
    let whole = trim(Span::of(offset + opening.at, offset + opening.at + end), plane);
    let names = names(scope, whole);
    // 甲、乙等 names some of them.
    let others = names.last().is_some_and(|last| last.text(plane).ends_with('等'));
    let counts = |item: &Span| claims::holds_count(scope.document.slice(*item));
    if names.len() < 2 || others || names.iter().any(counts) {
        return None;
    }
    let made_short = opening.how == How::Deed && made.is_some() && kind::are_short(scope, &names);
    let kind = kind::of(scope, &names).or_else(|| made_short.then_some(Kind::Others))?;
    let rest = body[opening.at + end..].trim_start_matches(is_blank);
    let made = made.map(|(from, to)| {
        trim(Span::of(offset + opening.at + from, offset + opening.at + to), plane)
    });
    let closed = rest.is_empty()
        || made.is_some()
        || rest.starts_with(['，', ',', '（', '('])
        || SAID_BEHIND.iter().any(|word| rest.starts_with(word));
    let headed = text[..from].trim_matches(is_blank).is_empty()
        && said
            .strip_suffix(['：', ':'])
            .is_some_and(|head| words::ends_list_title(&compact(head)));
    // Something is made of them, or the sentence ends there.
    let told = opening.how != How::Deed
        || made.is_some()
        || rest.is_empty()
        || rest.starts_with(['，', ',']);
    let stop = from + opening.at + end;
    // The last name of what is said of others may be the first word of something else.
    let subject =
        opening.how != How::Subject || SAID_BEHIND.iter().any(|word| rest.starts_with(word));
    (closed && told && subject).then(|| {
        let list = List {
            line,
            whole: is_clean(scope, &names),
            items: names,
            how: opening.how,
            kind,
            made,
            headed,
        };
        (list, stop)
    })
}

/// The names of a stretch: by 、, where places by commas too, and words that join two.
fn names(scope: &Scope<'_>, whole: Span) -> Vec<Span> {
    let plane = &scope.document.text;
    let items = items::split_at(whole, plane, &['、']);
    let mut each = Vec::with_capacity(items.len());
    for item in items {
        let pieces = items::split_at(item, plane, &['，', ',']);
        let all = pieces.iter().all(|piece| is_one_or_two(piece.text(plane)));
        if pieces.len() > 1 && all { each.extend(pieces) } else { each.push(item) }
    }
    let each = joined::last(scope, joined::surely(scope, sentence::bare(each, plane)));
    let person = |item: &Span| persons::is_name(&compact(item.text(plane)));
    each.into_iter()
        .map(|item| {
            // 甲同志、乙同志
            let bare = item.text(plane).strip_suffix("同志").map(str::len);
            let own = bare.map(|length| Span::new(item.start, item.start + length as u32));
            own.filter(person).unwrap_or(item)
        })
        .collect()
}
