//! Names inside one sentence whose number stands elsewhere: `第一批名城是甲、乙、丙。` where the notice speaks of
//! 24 cities; `确定甲景区、乙景区为示范景区` below a title with 等2家景区.

use super::enumeration::{first_mark, is_clean, number_length, parted};
use super::{Found, Scope, introduction, rest};
use crate::model::Span;
use crate::text::words::verbs::DEEDS;
use crate::text::{compact, traditional};

/// So many names are told by their number alone, and so many behind words that announce them; two must be
/// made something.
const MANY: usize = 8;
const FEW: usize = 3;

/// So many different numbers are tried.
const COUNTS: usize = 64;

/// Words behind which such names begin, beside verbs of notices. The first ones announce nothing else.
const ANNOUNCE: [&str; 5] = ["分别是", "分别为", "分别有", "具体包括", "名单为"];
const OPENERS: [&str; 4] = ["包括", "是", "为", "即"];

/// How a sentence opens its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opened {
    Announced,
    Deed,
    Loosely,
}

/// Recognises the first sentence of the letter with as many names as it counts elsewhere.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if scope.annex || scope.declared.is_empty() {
        return None;
    }
    let (line, items) =
        scope.open().into_iter().find_map(|line| Some((line, names(scope, line)?)))?;
    // 一等奖：甲、乙、丙 beside 二等奖：丁、戊 is a part of a list.
    let labelled = |at: &usize| is_labelled(scope.text(*at));
    if labelled(&line) && scope.open().iter().any(|other| *other != line && labelled(other)) {
        return None;
    }
    Some(rest::build(scope, vec![(line, items)], true))
}

/// Whether names stand behind a short label: 一等奖：甲、乙
fn is_labelled(text: &str) -> bool {
    const LABEL_MOST: usize = 10;
    text.split_once(['：', ':']).is_some_and(|(label, names)| {
        let label = compact(label);
        (2..=LABEL_MOST).contains(&label.chars().count())
            && names.contains('、')
            && !label.contains(['，', ',', '。'])
    })
}

/// The names of the first sentence of a line that lists as many as are declared.
fn names(scope: &Scope<'_>, line: usize) -> Option<Vec<Span>> {
    let simple = traditional::simplify(scope.text(line));
    let offset = scope.lines[line].span.start as usize;
    // What is counted again and again is one number.
    let mut declared: Vec<u64> = scope.declared.clone();
    declared.sort_unstable();
    declared.dedup();
    let mut start = 0;
    for sentence in simple.split_inclusive(['。', '；', ';', '！', '\n']) {
        let from = start;
        start += sentence.len();
        let body = sentence.trim_end_matches(['。', '；', ';', '！', '\n']);
        // 一、同意设立甲区、乙区。
        let skipped = introduction::length(body).max(number_length(body));
        let (from, body) = (from + skipped, &body[skipped..]);
        let mark = first_mark(body);
        let Some((opened, how)) = opened(&body[..mark]).filter(|_| mark < body.len()) else {
            continue;
        };
        let last = body.rfind('、').unwrap_or(mark);
        // 甲学院更名为乙大学 is one.
        let made = body[last..].find('为').map(|at| last + at);
        let made = made.filter(|at| !renames(&body[..*at]));
        let ends = made.map(|at| (at, true)).into_iter().chain([(body.len(), false)]);
        for (end, made) in ends {
            let head = ["认定", "确定", "命名", "评定", "列", "作"]
                .iter()
                .fold(&body[..end], |head, verb| head.strip_suffix(verb).unwrap_or(head));
            let whole = Span::of(offset + from + opened, offset + from + head.len());
            let fits = |declared: &u64| {
                let items = parted(scope, whole, *declared)?;
                let alike = || of_a_kind(scope, &items);
                let few = match (items.len(), how) {
                    (n, _) if n >= MANY => true,
                    (2, Opened::Deed) => made && alike(),
                    (FEW.., Opened::Announced) => true,
                    (FEW.., Opened::Deed) => made || alike(),
                    (FEW.., Opened::Loosely) => alike(),
                    _ => false,
                };
                let told = few
                    && items.len() as u64 == *declared
                    && is_clean(scope, &items)
                    && !runs_on(scope, &items);
                told.then_some(items)
            };
            // No more names stand there than marks and words part.
            let most = body.matches(['、', '，', ',', '和', '及', '与']).count() as u64 + 1;
            let near = declared.iter().take_while(|declared| **declared <= most);
            if let Some(items) = near.take(COUNTS).find_map(fits) {
                return Some(items);
            }
        }
    }
    None
}

/// Whether 为 behind a text says what one thing is called now: 甲学院更名|为乙大学.
pub(super) fn renames(before: &str) -> bool {
    ["更名", "改名", "改称", "改", "更", "变更"].iter().any(|word| before.ends_with(word))
}

/// Where the names begin behind the last word that opens them, and what kind of word it is.
fn opened(lead: &str) -> Option<(usize, Opened)> {
    let cut = lead
        .rfind(['，', ',', '：', ':'])
        .map_or(0, |at| at + lead[at..].chars().next().map_or(1, char::len_utf8));
    let clause = &lead[cut..];
    let last = |words: &[&str]| {
        words.iter().filter_map(|word| Some(clause.rfind(word)? + word.len())).max()
    };
    let found = [
        (last(&ANNOUNCE), Opened::Announced),
        (last(DEEDS), Opened::Deed),
        (last(&OPENERS), Opened::Loosely),
    ];
    // 分别为 says more than the 为 in it.
    let best =
        found.into_iter().filter_map(|(at, how)| Some((at?, how))).rev().max_by_key(|(at, _)| *at);
    match best {
        Some((at, how)) if at < clause.len() => Some((cut + at, how)),
        _ => lead[..cut].ends_with(['：', ':']).then_some((cut, Opened::Announced)),
    }
}

/// Whether the sentence goes on behind the last name: it is much longer than the others, or is two joined by a
/// word, both ending as the others do.
pub(super) fn runs_on(scope: &Scope<'_>, items: &[Span]) -> bool {
    const LONGER: usize = 8;
    let length = |item: &Span| scope.document.slice(*item).chars().count();
    let Some((last, others)) = items.split_last() else { return true };
    let end = |text: &str| text.chars().rev().take(2).collect::<String>();
    let joined =
        scope.document.slice(*last).split_once(['和', '及', '与']).is_some_and(|(lead, rest)| {
            let alike = |other: &Span| end(scope.document.slice(*other)) == end(lead);
            lead.chars().nth(1).is_some() && others.iter().all(alike) && end(rest) == end(lead)
        });
    if joined {
        return true;
    }
    length(last) > others.iter().map(length).max().unwrap_or(0) + LONGER
}

/// Whether all names end alike.
fn of_a_kind(scope: &Scope<'_>, items: &[Span]) -> bool {
    let end = |item: &Span| -> String {
        let text = compact(scope.document.slice(*item));
        let bare = text.split(['（', '(']).next().unwrap_or_default();
        let mut end: Vec<char> = bare.chars().rev().take(2).collect();
        end.reverse();
        end.into_iter().collect()
    };
    let first = items.first().map(end).unwrap_or_default();
    first.chars().count() > 1 && items.iter().all(|item| end(item) == first)
}

#[cfg(test)]
mod tests {
    use super::Opened::{Announced, Deed, Loosely};
    use super::opened;

    #[test]
    fn where_names_begin() {
        let told = |lead: &'static str| opened(lead).map(|(at, how)| (&lead[at..], how));
        assert_eq!(told("第一批名城是北京"), Some(("北京", Loosely)));
        assert_eq!(told("经评审，确定甲景区"), Some(("甲景区", Deed)));
        assert_eq!(told("第七批分别是：甲"), Some(("甲", Announced)));
        assert_eq!(told("我省5处入选，分别为甲"), Some(("甲", Announced)));
        assert_eq!(told("请结合实际，加强管理"), None);
        assert_eq!(told("确定工作方案，甲"), None);
    }
}
