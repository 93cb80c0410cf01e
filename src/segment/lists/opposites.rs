//! Lists of one letter with which opposite things are done: 确定甲、乙2家企业为示范企业，撤销丙、丁2家企业的称号. What is done is the
//! name of each one's group.

use super::{Scope, counted};
use crate::model::Span;
use crate::text::words::deeds::{PUTS, REMOVES};
use crate::text::{numeral, traditional};

/// Longest words that say what became of names behind them, in characters.
const SAID_MOST: usize = 8;

/// Marks between clauses, and between sentences.
const CLAUSES: [char; 7] = ['，', ',', '。', '；', ';', '：', '\n'];

/// What is done with a list, and the number behind its names.
pub(super) type Label = (Span, Option<(u64, Span)>);

/// What is done with each list, where it is opposite things; nothing where all are of one side.
pub(super) fn labels(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)]) -> Vec<Label> {
    let told: Vec<(Option<Label>, bool)> =
        (0..lists.len()).map(|at| told(scope, lists, at)).collect();
    let mixed = told.iter().any(|(_, out)| *out) && told.iter().any(|(_, out)| !*out);
    if !mixed {
        return Vec::new();
    }
    let labels: Option<Vec<Label>> = told.into_iter().map(|(label, _)| label).collect();
    labels.unwrap_or_default()
}

/// The words that say what is done with a list, and whether it is taken away or turned down.
fn told(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)], at: usize) -> (Option<Label>, bool) {
    let (line, items) = &lists[at];
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return (None, false) };
    let own = scope.lines[*line].span;
    let beside = |at: Option<usize>| {
        at.and_then(|at| lists.get(at)).filter(|(other, _)| other == line).map(|(_, items)| items)
    };
    let above = beside(at.checked_sub(1)).and_then(|items| items.last());
    let from = above.map_or(own.start, |last| last.end).min(first.start);
    let below = beside(Some(at + 1)).and_then(|items| items.first());
    let to = below.map_or(own.end, |first| first.start).max(last.end);
    let plane = &scope.document.text;
    let before = traditional::simplify(Span::new(from, first.start).text(plane));
    let behind = traditional::simplify(Span::new(last.end, to).text(plane));
    let begin = before
        .rfind(CLAUSES)
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    // The last one tells: 撤销原结果并认定甲、乙. Of those that end in one place the longest: 不予认定.
    let verb = |words: &[&'static str]| {
        let found =
            words.iter().filter_map(|word| Some((before[begin..].rfind(word)?, word.len())));
        found.max_by_key(|(at, length)| (at + length, *length)).map(|(at, n)| (begin + at, n))
    };
    let clause = behind.find(CLAUSES).map_or(behind.as_str(), |at| &behind[..at]);
    // 为取消纸质单证试点: what they become says nothing of what is done with them.
    let told = &clause[..clause.find('为').unwrap_or(clause.len())];
    let said = |words: &[&'static str]| {
        let found = words.iter().filter_map(|word| Some((told.find(word)?, word.len())));
        found.min_by_key(|(at, length)| (*at, usize::MAX - length))
    };
    let number = counted::next_number(clause, 0).and_then(|at| {
        let (declared, length) = numeral::prefix(&clause[at..])?;
        let start = last.end as usize + at;
        Some((declared, Span::of(start, start + length)))
    });
    let of_before = |(at, length): (usize, usize)| {
        let start = from as usize + at;
        (Span::of(start, start + length), number)
    };
    let of_behind = |(at, length): (usize, usize)| {
        let start = last.end as usize + at;
        // 降格为培育对象: all of it where it is short.
        let rest = clause[at..].trim_end();
        let whole = rest.chars().count() <= SAID_MOST;
        (Span::of(start, start + if whole { rest.len() } else { length }), number)
    };
    let end = |found: Option<(usize, usize)>| found.map(|(at, length)| (at + length, length));
    if let Some(found) = verb(REMOVES).filter(|own| end(Some(*own)) > end(verb(PUTS))) {
        return (Some(of_before(found)), true);
    }
    if let Some(found) = said(REMOVES).filter(|_| verb(PUTS).is_none()) {
        return (Some(of_behind(found)), true);
    }
    let put = verb(PUTS).map(of_before).or_else(|| said(PUTS).map(of_behind));
    (put, false)
}
