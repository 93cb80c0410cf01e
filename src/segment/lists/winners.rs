//! One name alone to which a clause gives something, beside clauses that give the like to several with a count:
//! `授予甲院一等奖；授予乙院、丙所2个单位二等奖`.
//!
//! It is no list of its own, and no count stands at it: the clauses beside it in its sentence, which begin with the same
//! verb, say that it is of their list, where it is of the kind of their names.

use super::Scope;
use super::places;
use crate::model::Span;
use crate::segment::roster::values;
use crate::text::words::deeds::{GIVES, LEADS, NO_WINNERS, PRIZES};
use crate::text::{compact, is_blank, numeral, persons, traditional};

/// Longest line that is looked at, in bytes, and longest name, in characters.
const LINE_MOST: usize = 32 << 10;
const NAME_MOST: usize = 40;

/// Adds such names to the lists of their sentences.
pub(super) fn add(scope: &Scope<'_>, lists: &mut Vec<(usize, Vec<Span>)>) {
    let mut lines: Vec<usize> = lists.iter().map(|(line, _)| *line).collect();
    lines.dedup();
    lists.sort_by_key(key);
    let mut more = Vec::new();
    for line in lines {
        let text = scope.text(line);
        if text.len() <= LINE_MOST && GIVES.iter().any(|verb| text.contains(verb)) {
            of_line(scope, line, lists, &mut more);
        }
    }
    lists.extend(more);
    lists.sort_by_key(key);
}

/// Lists stand in the order of the text.
fn key((line, items): &(usize, Vec<Span>)) -> (usize, u32) {
    (*line, items.first().map_or(0, |item| item.start))
}

/// A clause of a line.
struct Clause<'t> {
    text: &'t str,
    span: Span,
    verb: &'static str,
    /// The list that was read in it, by index.
    list: Option<usize>,
}

/// `lists` in their order.
fn of_line(
    scope: &Scope<'_>,
    line: usize,
    lists: &[(usize, Vec<Span>)],
    more: &mut Vec<(usize, Vec<Span>)>,
) {
    let start = scope.lines[line].span.start as usize;
    let simple = traditional::simplify(scope.text(line));
    let mut from = 0;
    for sentence in simple.split_inclusive('。') {
        let mut clauses: Vec<Clause<'_>> = Vec::new();
        for text in sentence.split_inclusive(['；', ';', '。']) {
            let at = start + from;
            from += text.len();
            let span = Span::of(at, at + text.len());
            let next = lists.partition_point(|list| key(list) < (line, span.start));
            let own = lists.get(next).and_then(|(_, items)| items.first());
            let list = own.is_some_and(|first| span.contains(*first)).then_some(next);
            // 经评审，决定授予甲: the verb begins the last clause before its names.
            let verb = GIVES.iter().copied().find(|verb| text.contains(verb));
            clauses.extend(verb.map(|verb| Clause { text, span, verb, list }));
        }
        for clause in clauses.iter().filter(|clause| clause.list.is_none()) {
            let Some(name) = alone(clause) else { continue };
            let beside = clauses.iter().filter(|other| other.verb == clause.verb);
            let of_kind = beside.filter_map(|other| lists.get(other.list?)).any(|(_, items)| {
                let text = |item: &Span| compact(scope.document.slice(*item));
                items.len() > 1 && items.iter().all(|item| is_like(&text(&name), &text(item)))
            });
            if of_kind {
                more.push((line, vec![name]));
            }
        }
    }
}

/// The one name of a clause behind its verb, before what it is given: “甲”称号, 一等奖, 为甲.
fn alone(clause: &Clause<'_>) -> Option<Span> {
    let (before, _) = clause.text.split_once(clause.verb)?;
    // 不再授予 and 曾授予 give nothing.
    let lead = before.rsplit(['，', ',']).next().unwrap_or_default().trim_matches(is_blank);
    if !lead.is_empty() && !LEADS.contains(&lead) {
        return None;
    }
    let at = before.len() + clause.verb.len();
    let behind =
        clause.text[at..].trim_end_matches(|c| is_blank(c) || matches!(c, '；' | ';' | '。'));
    let prize = PRIZES.iter().find_map(|prize| behind.strip_suffix(prize));
    let honour =
        || behind.split_once('“').filter(|(name, _)| !name.is_empty()).map(|(name, _)| name);
    let made = || behind.split_once('为').map(|(name, _)| name);
    let name = prize.or_else(honour).or_else(made)?;
    let name = name.trim_end_matches("同志").trim_end_matches(is_blank);
    let trimmed = name.trim_start_matches(is_blank);
    let from = clause.span.start as usize + at + name.len() - trimmed.len();
    let marks = ['、', '，', ',', '：', ':', '；', '“'];
    let named = (2..=NAME_MOST).contains(&trimmed.chars().count())
        && !trimmed.contains(marks)
        && !trimmed.contains(['等', '的', '和', '及', '与'])
        && numeral::prefix(trimmed).is_none()
        && !NO_WINNERS.iter().any(|word| trimmed.starts_with(word));
    named.then(|| Span::of(from, from + trimmed.len()))
}

/// Whether two names are of one kind: works, people, bodies, or such as end alike.
fn is_like(one: &str, other: &str) -> bool {
    let both = |like: &dyn Fn(&str) -> bool| like(one) && like(other);
    let person = |text: &str| persons::is_name(text) && !places::ends_as_place(text);
    let end = |text: &str| text.chars().next_back();
    both(&|text| text.starts_with('《'))
        || both(&|text| values::is_body(text))
        || (!one.starts_with('《') && end(one) == end(other))
        || both(&person)
}

#[cfg(test)]
mod tests {
    use super::{Clause, alone, is_like};
    use crate::model::Span;

    #[test]
    fn the_one_name_of_a_clause() {
        let name = |text: &'static str, verb: &'static str| {
            let clause = Clause { text, span: Span::of(0, text.len()), verb, list: None };
            alone(&clause).map(|span| &text[span.start as usize..span.end as usize])
        };
        assert_eq!(name("决定授予甲山研究院一等奖；", "授予"), Some("甲山研究院"));
        assert_eq!(name("授予苗青同志“优秀校长”称号。", "授予"), Some("苗青"));
        assert_eq!(name("命名甲区乙社区为五星社区；", "命名"), Some("甲区乙社区"));
        assert_eq!(name("经评审，决定授予甲山研究院一等奖；", "授予"), Some("甲山研究院"));
        assert_eq!(name("不再授予甲山研究院一等奖；", "授予"), None);
        assert_eq!(name("2019年曾授予甲山研究院一等奖；", "授予"), None);
        assert_eq!(name("授予甲山研究院和乙水研究院一等奖；", "授予"), None);
        assert_eq!(name("授予上述单位“优秀组织”称号。", "授予"), None);
        assert_eq!(name("授予“优秀组织”称号。", "授予"), None);
        assert_eq!(name("授予甲、乙“优秀组织”称号。", "授予"), None);
        assert_eq!(name("授予2名同志“优秀校长”称号。", "授予"), None);
        assert_eq!(name("授予甲校等“优秀组织”称号。", "授予"), None);
    }

    #[test]
    fn names_of_one_kind() {
        assert!(is_like("《甲》", "《乙》"));
        assert!(is_like("甲研究院", "乙研究所"));
        assert!(!is_like("甲研究院", "赵小山"));
        assert!(is_like("王大山", "赵小山"));
        assert!(!is_like("青年教师王大山", "赵小河"));
        assert!(!is_like("《甲》", "乙研究所"));
    }
}
