//! Several lists of a letter, each below a line that says what it lists and ends in a colon.
//!
//! ```text
//! 取消以下7家旅行社的出境旅游业务：      千年古镇名单：      一、授予下列3名同志“甲”称号：
//! 甲旅行社 …                             甲镇 …              某某、某某、某某。
//! ```

use std::ops::Range;

use super::places::name_column;
use super::scope::does_to_following;
use super::{Found, Scope, grouped, items, joined, said};
use crate::model::roster::{NoteKind, Serial};
use crate::model::{Claim, ClaimPlace, RegionRole, Relation, Span, Stance};
use crate::segment::claims;
use crate::segment::roster::{groups, words};
use crate::text::{View, blank, compact, date, numeral, trim};

/// Fewest such lists, and fewest names in all.
const LISTS_LEAST: usize = 2;
const NAMES_LEAST: usize = 3;

/// Longest line that introduces a list by its title, in characters, and by its count.
const TITLE_MOST: usize = 30;
const SENTENCE_MOST: usize = 200;

/// So many lines above a last name are looked at.
const LOOKED: usize = 64;

/// A list: what introduces it, and its lines.
struct List {
    line: usize,
    /// The clause that says what is listed, without the colon.
    head: Span,
    claim: Option<Claim>,
    lines: Range<usize>,
}

/// Recognises two such lists or more, one behind the other.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if scope.annex {
        return None;
    }
    let open = scope.open();
    let heads: Vec<(usize, Span, Option<Claim>)> = (0..open.len())
        .filter_map(|at| head(scope, open[at]).map(|(head, claim)| (at, head, claim)))
        .collect();
    let counted = heads.iter().filter(|(_, _, claim)| claim.is_some()).count();
    // Titles alone, or counts alone: what else ends in a colon is none of them.
    let by_count = counted >= LISTS_LEAST;
    let heads: Vec<(usize, Span, Option<Claim>)> =
        heads.into_iter().filter(|(_, _, claim)| claim.is_some() == by_count).collect();
    if heads.len() < LISTS_LEAST {
        return None;
    }
    let mut lists = Vec::new();
    for (nth, (at, head, claim)) in heads.iter().enumerate() {
        let next = heads.get(nth + 1).map_or(open.len(), |(at, ..)| *at);
        // Below the last of them nothing may stand any more: the file is cut off.
        let cut = (*at + 1 == open.len() && nth > 0).then_some(*at + 1..*at + 1);
        let lines = body(scope, &open, at + 1..next).or(cut)?;
        lists.push(List { line: *at, head: *head, claim: claim.clone(), lines });
    }
    let names: Vec<Vec<Span>> = lists.iter().map(|list| names(scope, &open, list)).collect();
    let total: usize = names.iter().map(Vec::len).sum();
    let (_, before) = names.split_last()?;
    if total < NAMES_LEAST || before.iter().any(Vec::is_empty) {
        return None;
    }
    Some(build(scope, &open, lists, names))
}

fn build(scope: &Scope<'_>, open: &[usize], lists: Vec<List>, names: Vec<Vec<Span>>) -> Found {
    let total: usize = names.iter().map(Vec::len).sum();
    let holds = |(list, names): (&List, &Vec<Span>)| {
        let claim = list.claim.as_ref();
        claim.map_or_else(
            || names.len() > 1 && scope.is_declared(names.len()),
            |claim| claim.declared == names.len() as u64,
        )
    };
    let proven = lists.iter().zip(&names).all(holds)
        || (lists[0].claim.is_none()
            && scope.is_declared(total)
            && names.iter().all(|names| !names.is_empty()));
    // Titles of lists over lines that are plainly names of one kind, and nothing is counted.
    let plain = |(list, names): (&List, &Vec<Span>)| {
        list.claim.is_none()
            && names.len() == list.lines.len()
            && said::plain(scope, names, said::Shape::Lines)
    };
    let proven =
        proven || (scope.counts_nothing_else(total) && lists.iter().zip(&names).all(plain));
    let mut found = Found { proven, ..Found::default() };
    let all: Vec<Span> = names.iter().flatten().copied().collect();
    found.roster.columns.push(name_column(scope, &all, "none"));
    for (list, names) in lists.into_iter().zip(names) {
        let line = scope.lines[open[list.line]].span;
        let printed = scope.document.slice(list.head);
        let name = blank::close_up(numeral::without_number(printed));
        let before = trim(Span::new(line.start, list.head.start), &scope.document.text);
        if !before.is_empty() {
            found.regions.push((before, RegionRole::Prose));
        }
        let group = found.group(vec![name], printed, list.head);
        let behind = trim(Span::new(list.head.end, line.end), &scope.document.text);
        if !behind.is_empty() {
            found.regions.push((behind, RegionRole::Heading));
        }
        if let Some(claim) = list.claim {
            found.claims.push((group, claim));
        }
        found.taken.push(open[list.line]);
        for index in &open[list.lines] {
            found.taken.push(*index);
            if words::is_bracketed(&compact(scope.text(*index))) {
                found.note(NoteKind::Remark, scope.lines[*index].span);
            } else {
                found.regions.push((scope.lines[*index].span, RegionRole::Cell));
            }
        }
        for name in names {
            found.entry(&[name], Some(group), Serial::None);
        }
    }
    found
}

/// The clause by which a line introduces a list, and the count in it; the titles of lists have none.
fn head(scope: &Scope<'_>, index: usize) -> Option<(Span, Option<Claim>)> {
    let plane = &scope.document.text;
    let line = trim(scope.lines[index].span, plane);
    let text = scope.document.slice(line).strip_suffix(['：', ':'])?;
    if text.chars().count() > SENTENCE_MOST {
        return None;
    }
    let whole = trim(Span::of(line.start as usize, line.start as usize + text.len()), plane);
    let bare = compact(text);
    if words::ends_list_title(&bare) {
        let title = bare.chars().count() <= TITLE_MOST && !bare.contains(['、', '，', '。', ',']);
        return title.then_some((whole, None));
    }
    let clause = last_clause(whole, plane);
    let view = View::join(&[clause], plane);
    let mut claims = Vec::new();
    claims::read(&view, ClaimPlace::Body, &mut claims);
    let [claim] = &claims[..] else { return None };
    let points = ["以下", "下列", "如下"].iter().any(|word| clause.text(plane).contains(word));
    let own = claim.stance == Stance::List || scope.is_listed(claim.numeral.start as usize);
    (points && own && claim.declared > 0).then(|| {
        let claim = Claim {
            relation: Relation::Alone,
            about: blank::close_up(clause.text(plane)),
            ..claim.clone()
        };
        (clause, Some(claim))
    })
}

/// The last clause of a sentence.
fn last_clause(whole: Span, plane: &str) -> Span {
    let text = whole.text(plane);
    let clause = text
        .rfind(['，', '。', '；', ','])
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    trim(Span::of(whole.start as usize + clause, whole.end as usize), plane)
}

/// 经研究，增加下列3家企业： as the heading of what stands below it: its last clause, and the count in it.
pub(super) fn as_heading(scope: &Scope<'_>, index: usize, heading: &mut groups::Heading) {
    let plane = &scope.document.text;
    if !does_to_following(&compact(scope.text(index))) {
        return;
    }
    let line = trim(scope.lines[index].span, plane);
    let text = line.text(plane).trim_end_matches(['：', ':']);
    let clause =
        last_clause(Span::of(line.start as usize, line.start as usize + text.len()), plane);
    heading.name = blank::close_up(numeral::without_number(clause.text(plane)));
    heading.claim = head(scope, index).and_then(|(_, claim)| claim);
}

/// The lines of names from the first of a range, as far as they go: none where the first is none.
fn body(scope: &Scope<'_>, open: &[usize], range: Range<usize>) -> Option<Range<usize>> {
    let start = range.start;
    let mut end = start;
    for at in range {
        let text = scope.text(open[at]);
        let bare = compact(text);
        let numbered = groups::is_numbered(&bare) || date::is_line(text);
        let note = end > start && words::is_bracketed(&bare);
        // 甲，镇长； over 乙，站长。
        let last = || {
            let above: Vec<&str> =
                (at.saturating_sub(LOOKED).max(start)..at).map(|at| scope.text(open[at])).collect();
            text.trim_end().ends_with('。') && grouped::is_last_of(&above, text)
        };
        if numbered || !(note || grouped::is_name(text) || last()) {
            break;
        }
        end = at + 1;
        // 甲、乙、丙。 is whole.
        if text.trim_end().ends_with('。') {
            break;
        }
    }
    (end > start).then_some(start..end)
}

/// The names of a list: one a line, or parted by marks where the count says so, or where it is one line.
fn names(scope: &Scope<'_>, open: &[usize], list: &List) -> Vec<Span> {
    let plane = &scope.document.text;
    let lines = open[list.lines.clone()].iter().map(|index| trim(scope.lines[*index].span, plane));
    let lines = lines.filter(|line| !words::is_bracketed(&compact(line.text(plane))));
    let lines: Vec<Span> = lines.map(|line| without_stop(line, plane)).collect();
    let fits = |names: &[Span]| {
        list.claim.as_ref().is_some_and(|claim| claim.declared == names.len() as u64)
    };
    let marked = lines.iter().filter(|line| line.text(plane).contains('、')).count();
    if marked == 0 || fits(&lines) {
        return lines;
    }
    let by_marks = |line: &Span| joined::surely(scope, items::split(*line, plane));
    let names: Vec<Span> = lines.iter().flat_map(by_marks).collect();
    if fits(&names) {
        return names;
    }
    let joined = joined::last(scope, names.clone());
    if fits(&joined) {
        joined
    } else if marked * 2 > lines.len() {
        names
    } else {
        lines
    }
}

/// A line without the mark that ends it.
fn without_stop(line: Span, plane: &str) -> Span {
    let text = line.text(plane);
    let cut = text.len() - text.trim_end_matches(['。', '；', ';', '，', '、']).len();
    Span::new(line.start, line.end - cut as u32)
}
