//! Names that a sentence says without a number at them, where the letter has no other list: behind a verb of notices
//! that makes them something, behind words that announce them, behind a colon, or behind provinces that each have some.
//!
//! ```text
//! 同意命名甲区、乙市、丙县为第三批示范县。      授予甲局、乙局“先进单位”称号。
//! 入选城市名单，分别是：甲市、乙市、丙市。      浙江有甲园、乙园；安徽有丙园、丁园。
//! ```
//!
//! What is no sentence's list is told by the names: all are places, people or bodies, or end alike. A count of the
//! letter that they give together proves them, and so does a title that says what the sentence makes them.

mod clause;
mod ends;
mod kind;
mod opens;

use super::enumeration::{doubtful, numbers};
use super::{Found, Scope, sentence};
use crate::model::Span;
use crate::text::{compact, traditional};
use clause::List;
pub(super) use clause::plays_another_part;
use kind::Kind;
pub(super) use kind::{Shape, plain};
use opens::How;

/// Fewest names in all.
const LEAST: usize = 3;

/// Fewest provinces that each have some.
const REGIONS_LEAST: usize = 2;

/// Recognises what the sentences of a letter list.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if scope.annex {
        return None;
    }
    let mut lists: Vec<List> = Vec::new();
    for line in scope.open() {
        clause::of_line(scope, line, &mut lists);
    }
    let regions = lists.iter().filter(|list| list.how == How::Region).count();
    lists.retain(|list| match list.how {
        How::Region => regions >= REGIONS_LEAST,
        How::Loose => counted_alone(scope, list),
        How::Deed | How::Announced | How::Subject => true,
    });
    told_once(scope, &mut lists);
    // The longest says of what kind the list is.
    let longest = lists.iter().max_by_key(|list| list.items.len())?;
    let (kind, how, all) = (longest.kind, longest.how, lists.len());
    lists.retain(|list| list.kind == kind || (list.how == how && how != How::Deed));
    let total: usize = lists.iter().map(|list| list.items.len()).sum();
    let declared = || {
        scope.is_declared(total)
            || declared_in_two(scope, total)
            || (kind == Kind::Places && scope.tells_places(total))
    };
    // What is only told of names is a list where a count says so.
    let told = lists.iter().any(|list| list.how != How::Subject) || declared();
    if total < LEAST || !told {
        return None;
    }
    let whole = lists.iter().all(|list| list.whole) && !counts_others(scope);
    let proven = whole && (declared() || (lists.len() == all && titled(scope, &lists)));
    let doubts: Vec<Span> = lists.iter().filter_map(|list| doubtful(scope, &list.items)).collect();
    let parts: Vec<(usize, Vec<Span>)> =
        lists.into_iter().map(|list| (list.line, list.items)).collect();
    let mut found = sentence::build(scope, &parts, proven && doubts.is_empty());
    let alone = scope.is_declared(total);
    found.sum = Some(total as u64).filter(|_| !alone && declared_in_two(scope, total));
    let why = |span| (crate::model::OddityKind::RosterUncertain { why: "lead" }, span);
    found.oddities.extend(doubts.into_iter().map(why));
    Some(found)
}

/// Names that words open which open many other things, as many as are declared.
fn counted_alone(scope: &Scope<'_>, list: &List) -> bool {
    let count = list.items.len();
    count >= LEAST && (scope.is_declared(count) || declared_in_two(scope, count))
}

/// Whether a count stands behind names, 甲、乙、丙等4个: they were none, or one of them is lost, and others are read here.
fn counts_others(scope: &Scope<'_>) -> bool {
    /// Bytes of a clause that are looked at.
    const REACH: usize = 400;
    scope.open().into_iter().any(|line| {
        let text = scope.text(line);
        text.contains('等')
            && numbers(text).iter().any(|end| {
                let from = text.ceil_char_boundary(end.number.saturating_sub(REACH));
                let clause = text[from..end.number].rsplit(['，', ',', '。', '；']).next();
                let names = clause.is_some_and(|clause| clause.contains('、'));
                end.and_others
                    && names
                    && scope.is_listed(scope.lines[line].span.start as usize + end.number)
            })
    })
}

/// 2镇4村 of six names: two counts side by side.
fn declared_in_two(scope: &Scope<'_>, total: usize) -> bool {
    let sum = |pair: &[(String, u64)]| pair[0].1.saturating_add(pair[1].1);
    scope.counted.windows(2).any(|pair| sum(pair) == total as u64)
}

/// Leaves out lists all of whose names another one has: what a page tells twice.
fn told_once(scope: &Scope<'_>, lists: &mut Vec<List>) {
    /// So many lists are compared.
    const MOST: usize = 200;
    lists.truncate(MOST);
    let names = |list: &List| -> std::collections::HashSet<String> {
        list.items.iter().map(|item| compact(scope.document.slice(*item))).collect()
    };
    let all: Vec<_> = lists.iter().map(names).collect();
    let again = |at: usize| {
        (0..all.len()).any(|other| {
            other != at
                && all[at].is_subset(&all[other])
                && (all[at].len() < all[other].len() || other < at)
        })
    };
    let mut at = 0;
    lists.retain(|_| {
        at += 1;
        !again(at - 1)
    });
}

/// Whether the title says what one sentence makes its names, or a title of a list stands before their colon, and they are
/// plainly of one kind, each of them one: they are what is announced.
fn titled(scope: &Scope<'_>, lists: &[List]) -> bool {
    const MADE_LEAST: usize = 4;
    let [list] = lists else { return false };
    let own = |text: &str| {
        let text = compact(&traditional::simplify(text));
        text.trim_matches(['“', '”', '《', '》']).to_owned()
    };
    let told = |made: Span| {
        let made = own(scope.document.slice(made));
        made.chars().count() >= MADE_LEAST
            && scope.title.as_ref().is_some_and(|title| own(title).contains(&made))
    };
    // 桐庐县为第三批示范县, 一并命名: another becomes the same.
    let text = &scope.document.text;
    let others = |made: Span| {
        let said = format!("为{}", scope.document.slice(made));
        // The title may say it too.
        let titled = scope.title.as_ref().is_some_and(|title| title.contains(&said));
        text.matches(&said).nth(1 + usize::from(titled)).is_some() || text.contains("一并")
    };
    if list.made.is_some_and(others) {
        return false;
    }
    // Nothing may be counted that the names do not give.
    scope.counts_nothing_else(list.items.len())
        && list.items.len() >= LEAST
        && (list.headed || list.made.is_some_and(told) || of_title(scope, list))
        && plain(scope, &list.items, Shape::Sentence)
}

/// 第一批国家公园名单公布 over …，分别是甲国家公园、乙国家公园: whether all names end in what the title lists.
fn of_title(scope: &Scope<'_>, list: &List) -> bool {
    const NOUN_LEAST: usize = 3;
    let end = kind::common_end(scope, &list.items);
    let titled = || {
        // A page's headline is its first line.
        let first = scope.document.text.trim_start().lines().next().unwrap_or_default();
        let title = compact(scope.title.as_deref().unwrap_or(first));
        title.contains(&format!("{end}名单")) || title.contains(&format!("{end}目录"))
    };
    list.how == How::Announced && end.chars().count() >= NOUN_LEAST && titled()
}
