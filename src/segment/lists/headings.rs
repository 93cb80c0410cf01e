//! Headings met while a list is read: which group an entry stands in.

use std::collections::HashSet;

use super::{Found, Scope};
use crate::model::notice::OddityKind;
use crate::segment::roster::groups::{self, Heading, Levels};
use crate::segment::roster::words;
use crate::segment::{blank_lines_between, mark};
use crate::text::{compact, headers};

/// Words of a heading below which nothing is to stand.
pub(super) const NONE: [&str; 6] = ["空缺", "暂无", "暂缺", "无）", "无)", "（略"];

/// Longest plain heading between an announcement and the first item, in characters.
const PLAIN_MOST: usize = 20;

/// The headings above the current entry.
#[derive(Debug, Default)]
pub(super) struct Headings {
    levels: Levels,
    group: Option<u32>,
    /// No entry has come since the last heading.
    fresh: bool,
    /// Every heading so far was numbered, marked or counted.
    formal: bool,
}

impl Headings {
    /// Enters a heading. One directly below another and of another form is a level deeper; the
    /// count that the upper one declares then speaks of all groups below it.
    pub(super) fn enter(&mut self, heading: &Heading, printed: &str, found: &mut Found) {
        self.formal = heading.is_formal() && (self.formal || self.group.is_none());
        let path = self.levels.enter(heading, self.fresh);
        if self.fresh
            && let Some(above) = found.roster.groups.last()
        {
            if path.len() > above.path.len() {
                found.roster.groups.pop();
            } else {
                found.oddities.push((OddityKind::GroupEmpty, above.span));
                // 三等奖（空缺） says so itself.
                let none = NONE.iter().any(|word| above.heading.contains(word));
                // Above the first row a title in two lines may look like two headings.
                let numbered = groups::is_numbered(&compact(&above.heading));
                if !none && (numbered || !found.roster.entries.is_empty()) {
                    let kind = OddityKind::RosterUncertain { why: "no-rows" };
                    found.oddities.push((kind, above.span));
                }
            }
        }
        let number = found.group(path, printed, heading.span);
        found.claims.extend(heading.claim.iter().map(|claim| (number, claim.clone())));
        self.group = Some(number);
        self.fresh = true;
    }

    /// The group that an entry stands in.
    pub(super) fn entry(&mut self) -> Option<u32> {
        self.fresh = false;
        self.group
    }

    /// What follows belongs to no heading.
    pub(super) fn leave(&mut self) {
        self.group = None;
        self.fresh = false;
    }

    /// Whether all headings so far are set off: a line that is not is none then.
    pub(super) fn all_formal(&self) -> bool {
        self.formal
    }

    /// No entry follows any more.
    pub(super) fn finish(self, found: &mut Found) {
        if self.fresh
            && let Some(above) = found.roster.groups.last()
        {
            found.oddities.push((OddityKind::GroupEmpty, above.span));
        }
    }
}

/// Where the headings directly above line `first` begin, titles left out: they are numbered, set
/// off, counted, or the one plain line under a title.
pub(super) fn above(scope: &Scope<'_>, first: usize) -> usize {
    let mut from = first;
    for index in (0..first).rev().filter(|index| scope.is_open(*index)) {
        let text = compact(scope.text(index));
        let total = scope.annex && super::aside::is_total(scope, index);
        if introduces(scope, index) {
            from = index;
            continue;
        }
        if total
            || super::aside::is_aside(scope, index)
            || (scope.annex && words::is_foreign(&text))
        {
            continue;
        }
        let heading = groups::heading(scope.document, &scope.lines[index]);
        let top = is_top(scope, index);
        let set_off = scope.heads.contains(&index);
        let numbered = groups::is_numbered(&text);
        // The first line of an annex is its title, unless it is numbered like a group, or one of
        // several titles, each over its items.
        let listed = words::ends_list_title(&text);
        // 一、甲级（2家）： over 1.甲
        let counted = numbered && text.ends_with(['：', ':']) && heading.claim.is_some();
        // 北京市： over 1.甲
        let province = super::places::is_province(text.trim_end_matches(['：', ':']));
        let one_of = || {
            scope.annex
                && if from == first {
                    has_sibling(scope, index, first)
                } else {
                    stands_over(scope, index, from, first)
                }
        };
        // 河北省 over 1.甲 directly below the title of a document that is the list itself.
        let own = || scope.is_list_itself() && from == first && province;
        let title = mark::mark(scope.text(index)).is_some()
            || (text.ends_with(['。', '：', ':', '；']) && !province && !set_off && !counted)
            || (!numbered && !set_off && (listed || (scope.annex && top && !own())) && !one_of());
        let plain = (from == first || one_of())
            && !words::is_bracketed(&text)
            && !words::is_unit_line(&text);
        let heads = if set_off {
            true
        } else if scope.annex {
            heading.is_formal() || plain
        } else {
            let announced = scope.announced().is_some_and(|at| at < index);
            let short = text.chars().count() <= PLAIN_MOST;
            scope.lines[index].is_marked()
                || (plain && province)
                || (plain && numbered && text.chars().count() <= PLAIN_MOST)
                // 第一部分 over 一、 over 1.
                || (numbered && text.starts_with('第') && text.chars().count() <= PLAIN_MOST)
                // 一等奖（2项） over 1. 2.
                || (plain && short && !listed && heading.claim.is_some())
                || (announced && (heading.is_formal() || (plain && short)))
        };
        // 企业名称 over 1.甲公司
        let header = from == first && is_header(scope, index);
        let item = super::numbered::marks::ends_list_above(scope.text(index), scope.text(first));
        if title || !heads || item || header {
            break;
        }
        from = index;
    }
    from
}

/// Whether a numbered line says of the items directly below it, which are numbered otherwise, what they are: 一、下列行为不予处罚：
/// over （一）; in a list a line without a number may stand between them.
pub(super) fn introduces(scope: &Scope<'_>, index: usize) -> bool {
    let opens = |at: usize| scope.text(at).trim_end().ends_with(['：', ':']);
    let next = |at: usize| (at + 1..scope.lines.len()).find(|below| scope.is_open(*below));
    let mark = |at: usize| super::numbered::marks::mark(scope.text(at));
    if !scope.annex || !opens(index) {
        return false;
    }
    let Some(below) = next(index) else { return false };
    let over_first = |at: usize| scope.annex_is_list() && mark(at).is_some_and(|mark| mark.n == 1);
    match (mark(index), mark(below)) {
        (Some(own), Some(next)) => own.style != next.style,
        (None, Some(_)) => {
            let above = (0..index).rev().find(|at| scope.is_open(*at));
            over_first(below) && above.is_some_and(|at| mark(at).is_some() && opens(at))
        }
        (Some(_), None) => opens(below) && next(below).is_some_and(over_first),
        (None, None) => false,
    }
}

/// Whether another line like line `index` stands below, a title of a list or none, and over an item that counts
/// from 1 as the one at line `first` does.
fn has_sibling(scope: &Scope<'_>, index: usize, first: usize) -> bool {
    let open: Vec<usize> = scope.open().into_iter().filter(|at| *at > first).collect();
    let listed = |at: usize| words::ends_list_title(&compact(scope.text(at)));
    let own = listed(index);
    begins_anew(scope, first)
        && open.windows(2).any(|pair| {
            let like = if own {
                listed(pair[0]) && !groups::is_numbered(&compact(scope.text(pair[0])))
            } else {
                // 二等奖（3项） is not like the title, which counts nothing.
                let counts =
                    |at: usize| groups::heading(scope.document, &scope.lines[at]).claim.is_some();
                is_plain(scope, index)
                    && is_plain(scope, pair[0])
                    && !listed(pair[0])
                    && counts(index) == counts(pair[0])
            };
            like && begins_anew(scope, pair[1])
        })
        && !(own && is_only_title(scope, index))
}

/// The header of the items that begin at line `first`: the only line put together from header words, directly above.
pub(super) fn header(scope: &Scope<'_>, first: usize) -> Option<usize> {
    (0..first).rfind(|index| scope.is_open(*index)).filter(|index| is_header(scope, *index))
}

fn is_header(scope: &Scope<'_>, index: usize) -> bool {
    let built = |index: usize| headers::is_built(&compact(scope.text(index)));
    // 新增名单 over 1. and 变更名单 over 1. head groups, and so does （一）新增名单.
    let listed = |at: usize| words::ends_list_title(&compact(scope.text(at)));
    let heads = || {
        let open: Vec<usize> = scope.open().into_iter().filter(|at| *at > index).collect();
        let over = |pair: &[usize]| listed(pair[0]) && begins_anew(scope, pair[1]);
        groups::is_numbered(&compact(scope.text(index)))
            || (listed(index) && open.windows(2).any(over))
    };
    scope.annex
        && built(index)
        && !heads()
        && !is_top(scope, index)
        && scope.open().into_iter().filter(|other| *other >= index && built(*other)).count() == 1
}

/// Whether an item with the number 1 stands there.
fn begins_anew(scope: &Scope<'_>, at: usize) -> bool {
    super::numbered::marks::mark(scope.text(at)).is_some_and(|mark| mark.n == 1)
}

/// Whether a line could be a plain heading: short, without a number, no sentence.
fn is_plain(scope: &Scope<'_>, at: usize) -> bool {
    let text = compact(scope.text(at));
    !groups::is_numbered(&text)
        && text.chars().count() <= PLAIN_MOST
        && !text.contains(['。', '；', '，', '、', '：', ':'])
        && !words::is_remark(&text)
        && !words::is_sum(&text)
        && !super::aside::is_aside(scope, at)
        && mark::mark(scope.text(at)).is_none()
}

/// Whether line `index` stands over the heading at line `inner` as another plain line does below, over a heading
/// like that one, over items that count from 1.
fn stands_over(scope: &Scope<'_>, index: usize, inner: usize, first: usize) -> bool {
    let style = |at: usize| groups::heading(scope.document, &scope.lines[at]).style;
    let open: Vec<usize> = scope.open().into_iter().filter(|at| *at >= first).collect();
    let listed = |at: usize| words::ends_list_title(&compact(scope.text(at)));
    let close = |from: usize, to: usize| !(from + 1..to).any(|at| scope.is_open(at));
    close(index, inner)
        && close(inner, first)
        && begins_anew(scope, first)
        && is_plain(scope, index)
        && open.windows(3).any(|three| {
            is_plain(scope, three[0])
                && !clings(scope, three[0])
                && listed(three[0]) == listed(index)
                && style(three[1]) == style(inner)
                && begins_anew(scope, three[2])
        })
}

/// Whether a line stands directly below the one above it, and a blank line parts it from the next: it belongs to what
/// is above.
pub(super) fn clings(scope: &Scope<'_>, index: usize) -> bool {
    let gap = |above: usize, below: usize| {
        blank_lines_between(scope.document, &scope.lines[above], &scope.lines[below])
    };
    let above = index.checked_sub(1);
    above.is_some_and(|above| gap(above, index) == 0)
        && index + 1 < scope.lines.len()
        && gap(index, index + 1) > 0
}

/// The lines between items that stand each directly over another set like them, by index: where the first does,
/// and another as well, they are a level above.
pub(super) fn outer(
    scope: &Scope<'_>,
    lines: std::ops::Range<usize>,
    items: &HashSet<usize>,
) -> HashSet<usize> {
    let style = |at: usize| groups::heading(scope.document, &scope.lines[at]).style;
    let open: Vec<usize> = lines.filter(|at| scope.is_open(*at)).collect();
    let heads = |at: usize| !items.contains(&at) && !words::is_remark(&compact(scope.text(at)));
    let found: Vec<usize> = open
        .windows(2)
        .filter(|pair| pair.iter().all(|at| heads(*at)) && style(pair[0]) == style(pair[1]))
        .map(|pair| pair[0])
        .collect();
    let first = open.iter().find(|at| heads(**at));
    if found.len() > 1 && found.first() == first {
        found.into_iter().collect()
    } else {
        HashSet::default()
    }
}

/// Whether the title at line `index` ends in another word than the titles below.
fn is_only_title(scope: &Scope<'_>, index: usize) -> bool {
    let last = |at: usize| compact(words::without_closing_bracket(scope.text(at))).chars().last();
    let below = |at: &usize| *at > index && words::ends_list_title(&compact(scope.text(*at)));
    !scope.open().into_iter().filter(below).any(|at| last(at) == last(index))
}

/// Whether nothing but an annex mark stands above a line.
fn is_top(scope: &Scope<'_>, index: usize) -> bool {
    (0..index).all(|i| !scope.is_open(i) || mark::mark(scope.text(i)).is_some())
}
