//! Headings met while a list is read: which group an entry stands in.

use super::{Found, Scope};
use crate::model::notice::OddityKind;
use crate::segment::mark;
use crate::segment::roster::groups::{self, Heading, Levels};
use crate::segment::roster::words;
use crate::text::{compact, numeral};

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
        if super::aside::is_aside(scope, index) || (scope.annex && words::is_foreign(&text)) {
            continue;
        }
        let heading = groups::heading(scope.document, &scope.lines[index]);
        let top = is_top(scope, index);
        let set_off = scope.heads.contains(&index);
        let numbered = groups::is_numbered(&text);
        // The first line of an annex is its title, unless it is numbered like a group, or one of
        // several titles, each over its items.
        let listed = words::ends_list_title(&text);
        // 北京市： over 1.甲
        let province = super::places::is_province(text.trim_end_matches(['：', ':']));
        let one_of = || listed && scope.annex && from == first && has_sibling(scope, index, first);
        let title = mark::mark(scope.text(index)).is_some()
            || (text.ends_with(['。', '：', ':', '；']) && !province && !set_off)
            || (!numbered && !set_off && (listed || (scope.annex && top)) && !one_of());
        let plain = from == first && !words::is_bracketed(&text) && !words::is_unit_line(&text);
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
                || (announced && (heading.is_formal() || (plain && short)))
        };
        let item = super::numbered::marks::ends_list_above(scope.text(index), scope.text(first));
        if title || !heads || item {
            break;
        }
        from = index;
    }
    from
}

/// Whether another title like that of line `index` stands below, and so does an item that counts from
/// 1 as the one at line `first` does.
fn has_sibling(scope: &Scope<'_>, index: usize, first: usize) -> bool {
    let anew = |at: usize| {
        let text = compact(scope.text(at));
        let number = numeral::prefix(text.trim_start_matches(['（', '(']));
        groups::is_numbered(&text) && number.is_some_and(|(n, _)| n == 1)
    };
    let open: Vec<usize> = scope.open().into_iter().filter(|at| *at > first).collect();
    anew(first)
        && open.windows(2).any(|pair| {
            anew(pair[1])
                && !groups::is_numbered(&compact(scope.text(pair[0])))
                && words::ends_list_title(&compact(scope.text(pair[0])))
        })
        && !is_only_title(scope, index)
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
