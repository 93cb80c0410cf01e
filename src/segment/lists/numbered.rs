//! Numbered items, one or several a line: `1．甲 2．乙`, `（一）甲`, `1.甲；2.乙`.

mod beside;
mod details;
mod lone;
mod marks;
mod shape;

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::headings::{self, Headings};
use super::places::{self, name_column};
use super::{Found, Scope, column, fields, items};
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{ClaimPlace, Document, Group, RegionRole, Role, Span};
use crate::segment::blank_lines_between;
use crate::segment::claims;
use crate::segment::mark;
use crate::segment::roster::groups;
use crate::segment::roster::words;
use crate::text::{View, compact, date, is_blank, numeral};
use marks::{Item, Style};
use shape::Shape;

/// Fewest items that make a list where no count is declared.
const LEAST: usize = 3;

/// Longest item, in characters, on the average; longer ones are the letter's own points.
const MEAN_MOST: usize = 60;

/// Longest heading between items, in characters.
const HEADING_MOST: usize = 40;

/// Recognises items whose numbers go up by one, or begin anew at 1.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    STYLES.iter().find_map(|style| in_style(scope, *style))
}

/// The styles, in the order in which they are tried: what is numbered otherwise is a heading.
static STYLES: &[Style] = &[
    Style::Point,
    Style::Bracket,
    Style::Square,
    Style::Place,
    Style::Circled,
    Style::ChineseBracket,
    Style::Chinese,
    Style::Glued,
];

fn in_style(scope: &Scope<'_>, style: Style) -> Option<Found> {
    let chinese = matches!(style, Style::ChineseBracket | Style::Chinese);
    // The letter's own points are numbered so.
    let points = chinese && !scope.annex && scope.announced().is_none();
    if points && scope.declared.is_empty() {
        return None;
    }
    if style == Style::Point && only_heads(scope) {
        return None;
    }
    if let Some(items) = beside::read(scope, style) {
        let (first, last) = (items.first()?.line, items.last()?.line);
        let mut found = build(scope, &items, first, last, false);
        beside::in_order(&mut found);
        return Some(found);
    }
    let mut items = gather(scope, style);
    if points && !are_counted(scope, &items) {
        return None;
    }
    let mut others = false;
    if !scope.annex {
        let from = scope.announced().map_or(0, |at| at + 1);
        items.retain(|item| item.line >= from);
        if from == 0 || judge(scope, style, &items).is_none() {
            (items, others) = longest_run(scope, style, items);
        }
    }
    let (first, last) = (items.first()?.line, items.last()?.line);
    let defined = style == Style::Point && definitions(scope, &items);
    let items_len = items.len();
    if !defined {
        // A detail stands below each item, or none is one.
        let bracketed = items.iter().filter(|item| item.below.is_some()).count();
        for item in &mut items {
            item.more.clear();
            item.below = item.below.filter(|_| bracketed * 2 > items_len);
        }
        judge(scope, style, &items)?;
        without_stop(scope, &mut items);
    }
    let told = || scope.annex || points || is_announced(scope, &items);
    if chinese && (!stands_close(scope, &items) || !told()) {
        return None;
    }
    if !defined && (heads_names(scope, &items) || (chinese && only_count(scope, &items))) {
        return None;
    }
    let mut found = build(scope, &items, first, last, defined);
    found.proven &= !heads_nothing(scope, &found, last);
    found.proven &= titles_hold(scope, &found);
    // Another run of the letter may be the list, or a part of it.
    found.proven &= !others;
    Some(found)
}

/// Whether a text starts with a number that nothing parts from the name behind it.
pub(super) fn is_glued(text: &str) -> bool {
    marks::mark_in(text, Style::Glued).is_some()
}

/// Whether a line is a list by itself: `①甲；②乙；③丙。`
pub(super) fn is_run(document: &Document, line: Span) -> bool {
    let text = document.slice(line);
    let Some(mark) = marks::mark(text).filter(|mark| mark.n == 1) else { return false };
    marks::items(text, line, 0, mark.style, (None, None), &document.text).len() >= LEAST
}

/// The number of a line that is one item, as printed and read, and the item's text.
pub(super) fn item_of_line(text: &str, line: Span) -> Option<(Span, u32, Span)> {
    let mark = marks::mark(text).filter(|mark| mark.style != Style::Chinese)?;
    let start = line.start as usize;
    let rest = text[mark.end..].trim_start_matches(is_blank);
    let number = Span::of(start + mark.from, start + mark.to);
    Some((number, mark.n, Span::of(start + text.len() - rest.len(), start + text.len())))
}

/// Whether a line is an item like the first of another list below it, but not the first: the last of
/// its own list.
pub(super) fn ends_list_above(above: &str, first: &str) -> bool {
    let (Some(above), Some(first)) = (marks::mark(above), marks::mark(first)) else { return false };
    above.style == first.style && above.n > 1
}

/// Every item of the scope that is numbered in a style.
fn gather(scope: &Scope<'_>, style: Style) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let open = scope.open();
    let leads = leads(scope, &open, style);
    let starts = |index: &usize| leads.contains_key(index) || has_items(scope, *index, style);
    let Some(first) = open.iter().copied().find(starts) else { return items };
    let last = open.iter().copied().rfind(starts).unwrap_or(first);
    let details = details::label(scope, &open, style);
    let detail = |index: usize| details.is_some_and(|label| details::is(scope, index, label));
    let lone = lone::lines(scope, &open, style);
    let starts_group = |index: usize| lone::is_province(scope, index);
    let mut previous = None;
    for index in open.iter().copied().filter(|index| *index >= first.min(lone.first)) {
        if lone.lines.contains(&index) {
            let body = scope.lines[index].span;
            items.push(Item { number: None, body, more: Vec::new(), below: None, line: index });
        } else if !detail(index) && !starts_group(index) && carries_on(scope, index, items.last()) {
            if let Some(Item { more, .. }) = items.last_mut() {
                more.push(scope.lines[index].span);
            }
        } else if let Some(item) =
            items.last_mut().filter(|item| below(scope, index, item, previous, &detail))
        {
            item.below = Some(scope.lines[index].span);
        } else if index <= last {
            let above = items.iter().rev().find_map(|item| item.number.map(|(_, n)| n));
            let (text, span) = (scope.text(index), scope.lines[index].span);
            let told = (above, leads.get(&index).copied());
            items.extend(marks::items(text, span, index, style, told, &scope.document.text));
        }
        previous = Some(index);
    }
    items
}

/// Lines whose number a digit follows, `1.58同城公司`, each with its number, where most lines' numbers go
/// up by one: those of the sections `1.1` and `1.2` do not.
fn leads(scope: &Scope<'_>, open: &[usize], style: Style) -> HashMap<usize, u32, FixedState> {
    let mut leads = HashMap::default();
    if style != Style::Point {
        return leads;
    }
    let decimal = |text: &str| {
        let digits = text.trim_start_matches(|c| numeral::digit(c).is_some());
        digits.len() < text.len()
            && digits
                .strip_prefix('.')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if !open.iter().any(|index| decimal(scope.text(*index))) {
        return leads;
    }
    let numbers: Vec<Option<(u32, bool)>> =
        open.iter().map(|index| marks::leading(scope.text(*index), style)).collect();
    let run: Vec<u32> = numbers.iter().flatten().map(|(n, _)| *n).collect();
    let steps = run.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    if run.len() >= LEAST && steps * 10 >= (run.len() - 1) * 6 {
        let told = |(index, number): (&usize, &Option<(u32, bool)>)| {
            number.filter(|(_, decimal)| *decimal).map(|(n, _)| (*index, n))
        };
        leads.extend(open.iter().zip(&numbers).filter_map(told));
    }
    leads
}

/// Whether a line in brackets stands directly below an item, the line `previous`: `（某市民政局）`,
/// or what is said of each, `保护范围：…`.
fn below(
    scope: &Scope<'_>,
    index: usize,
    item: &Item,
    previous: Option<usize>,
    detail: &dyn Fn(usize) -> bool,
) -> bool {
    previous == Some(item.line)
        && item.line < index
        && (words::is_bracketed(&compact(scope.text(index))) || detail(index))
}

/// Whether a line starts with an item, or announces one behind a colon.
fn has_items(scope: &Scope<'_>, index: usize, style: Style) -> bool {
    let text = scope.text(index);
    let announced = || {
        text.match_indices(['：', ':']).any(|(at, colon)| {
            let rest = text[at + colon.len()..].trim_start_matches(is_blank);
            marks::mark(rest).is_some_and(|mark| mark.style == style && mark.n == 1)
        })
    };
    marks::mark_in(text, style).is_some()
        || (!scope.annex && announced())
        || (scope.annex && place_before(text).is_some_and(|(_, of)| of == style))
}

/// `河北省：1.甲 2.乙`: where the place ends that stands before the first item of a line, and how that is
/// numbered.
fn place_before(text: &str) -> Option<(usize, Style)> {
    let at = text.find(['：', ':'])?;
    let width = text[at..].chars().next()?.len_utf8();
    let mark = marks::mark(text[at + width..].trim_start_matches(is_blank))?;
    places::ends_as_place(&compact(&text[..at])).then_some((at, mark.style))
}

/// `1.甲` over `（1）乙`: each pointed number heads bracketed ones.
fn only_heads(scope: &Scope<'_>) -> bool {
    let open = scope.open();
    let style = |index: usize| marks::mark(scope.text(index)).map(|mark| (mark.style, mark.n));
    let mut pointed =
        open.iter().enumerate().filter(|(_, i)| style(**i).is_some_and(|s| s.0 == Style::Point));
    let mut any = false;
    pointed.all(|(at, _)| {
        any = true;
        open.get(at + 1).and_then(|next| style(*next)) == Some((Style::Bracket, 1))
    }) && any
}

/// In a letter, the longest run of items that counts up from 1: its other points are no roster.
/// Also tells whether another run might be one.
fn longest_run(scope: &Scope<'_>, style: Style, items: Vec<Item>) -> (Vec<Item>, bool) {
    let mut runs: Vec<Vec<Item>> = Vec::new();
    for item in items {
        let anew = item.number.is_some_and(|(_, n)| n == 1);
        match runs.last_mut() {
            Some(run) if !anew => run.push(item),
            _ => runs.push(vec![item]),
        }
    }
    // 1. 2. under a heading, 1. 2. 3. under the next: one list.
    let headed = |run: &Vec<Item>| {
        let above = (0..run[0].line).rev().find(|index| scope.is_open(*index));
        let numbered = |index: usize| {
            let text = compact(scope.text(index));
            // The last item of the run above heads nothing.
            groups::is_numbered(&text)
                && marks::mark_in(scope.text(index), style).is_none()
                && text.chars().count() <= HEADING_MOST
                && !text.ends_with(['。', '；', '：', ':'])
        };
        let set_off = |index: usize| scope.lines[index].is_marked() || numbered(index);
        above.is_some_and(|index| set_off(index) || lone::is_province(scope, index))
    };
    if runs.len() > 1 && (runs.iter().all(headed) || adjoin(scope, &runs)) {
        let all: Vec<Item> = runs.drain(..).flatten().collect();
        runs = vec![all];
    }
    // 10个镇和12个村: 1. to 10., and 1. to 12. directly below.
    let joined = |pair: &[Vec<Item>]| {
        let (Some(last), Some(first)) = (pair[0].last(), pair[1].first()) else { return false };
        (last.line + 1..first.line).all(|between| !scope.is_open(between))
    };
    if runs.len() > 1
        && runs.iter().all(|run| run.len() > 1 && scope.is_declared(run.len()))
        && runs.windows(2).all(joined)
    {
        let all: Vec<Item> = runs.drain(..).flatten().collect();
        runs = vec![all];
    }
    let short = |run: &&Vec<Item>| run.iter().all(|item| !ends_clause(scope, item));
    let others = runs.iter().filter(short).count() > 1;
    runs.retain(|run| judge(scope, style, run).is_some());
    let others = others || runs.len() > 1;
    let longest = runs.into_iter().max_by_key(|run| (scope.is_declared(run.len()), run.len()));
    (longest.unwrap_or_default(), others)
}

/// Whether lists stand directly one below the other, each of as many items as the letter counts of
/// something: 10个镇 and 12个村.
fn adjoin(scope: &Scope<'_>, runs: &[Vec<Item>]) -> bool {
    let close = |pair: &[Vec<Item>]| {
        let (Some(above), Some(below)) = (pair[0].last(), pair[1].first()) else { return false };
        !(above.line + 1..below.line).any(|index| scope.is_open(index))
    };
    let up =
        |run: &Vec<Item>| (1..).zip(run).all(|(n, item)| item.number.is_some_and(|(_, m)| m == n));
    runs.windows(2).all(close)
        && runs.iter().all(|run| run.len() > 1 && up(run) && scope.is_declared(run.len()))
}

/// Whether points of a letter are its list: they count up from 1 to a number that it declares, each is
/// as short as a name, and nothing stands between them but what is said of each.
fn are_counted(scope: &Scope<'_>, items: &[Item]) -> bool {
    let up = || (1..).zip(items).all(|(n, item)| item.number.is_some_and(|(_, m)| m == n));
    let name = |item: &Item| {
        let text = scope.document.slice(item.body);
        item.more.is_empty()
            && text.chars().count() <= HEADING_MOST
            && !text.contains(['，', ',', '。', '；', '：', ':'])
    };
    items.len() >= LEAST
        && scope.is_declared(items.len())
        && up()
        && items.iter().all(name)
        && stands_close(scope, items)
}

/// Whether a line without a number is the rest of the item above, which stops in mid-sentence.
fn carries_on(scope: &Scope<'_>, index: usize, above: Option<&Item>) -> bool {
    let Some(item) = above.filter(|item| item.line < index) else { return false };
    let end = item.more.last().copied().unwrap_or(item.body);
    let text = scope.document.slice(end);
    let open = !text.ends_with(['。', '；', '：', '！', '？', '”', '）', ')'])
        && !super::is_aside(scope, index);
    open && marks::mark(scope.text(index)).is_none()
        && text.chars().nth(14).is_some()
        && !scope.lines[index].is_marked()
        && !groups::is_numbered(&compact(scope.text(index)))
}

/// Whether the items define terms: most go 术语，是指… behind their number.
fn definitions(scope: &Scope<'_>, items: &[Item]) -> bool {
    let defines = |item: &&Item| {
        shape::term(scope.document.slice(item.body)).is_some_and(|(_, rest)| {
            ["是指", "指", "是", "包括", "即", "又称"].iter().any(|word| rest.starts_with(word))
        })
    };
    let numbers: Vec<u32> = items.iter().filter_map(|item| item.number.map(|(_, n)| n)).collect();
    let ordered = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    scope.annex
        && numbers.len() >= LEAST
        && ordered
        && items.iter().filter(defines).count() * 10 >= items.len() * 8
}

/// Whether the items are a roster: enough of them, in order, and short. In a letter, items that
/// end as clauses do must be as many as it says.
fn judge(scope: &Scope<'_>, style: Style, items: &[Item]) -> Option<()> {
    let numbers: Vec<u32> = items.iter().filter_map(|item| item.number.map(|(_, n)| n)).collect();
    let steps = numbers.windows(2).filter(|p| p[1] == p[0] + 1 || p[1] == 1).count();
    // One step may be a lost item; the ranks are checked later.
    let all = numbers.len().saturating_sub(1);
    let ordered = steps * 10 >= all * 8
        || (numbers.len() > LEAST && steps + 1 == all)
        || matches!(style, Style::Glued | Style::Square | Style::Place);
    let text = |item: &Item| scope.document.slice(item.body);
    let length: usize = items.iter().map(|item| text(item).chars().count()).sum();
    let sentences = items.iter().filter(|item| text(item).ends_with(['。', '：'])).count();
    let clauses = items.iter().filter(|item| ends_clause(scope, item)).count();
    let declared = scope.is_declared(items.len());
    // Behind the last of items parted by semicolons a full stop is the list's.
    let stopped = sentences == 1
        && clauses == items.len()
        && items.last().is_some_and(|item| text(item).ends_with('。'));
    // 1.某某，女，1951年生，退休职工。 in an annex, as many as are declared.
    let told = declared && scope.annex && all + 1 == items.len() && steps == all;
    let short =
        told || (length <= items.len() * MEAN_MOST && (stopped || sentences * 5 <= items.len()));
    let own = scope.annex || declared || clauses * 5 <= items.len();
    let enough = numbers.len() >= LEAST || (declared && numbers.len() > 1) || scope.annex_titled();
    // Only a count from 1 through all lines tells a serial from the digits of a name.
    let placed = (1..).zip(&numbers).filter(|(at, n)| at == *n).count();
    if style == Style::Glued && (numbers.len() < items.len() || placed * 10 < numbers.len() * 6) {
        return None;
    }
    // The first of an annex may be lost; the serials tell.
    let first = numbers.contains(&1) || (scope.annex_titled() && numbers.first() <= Some(&3));
    (enough && first && ordered && short && own).then_some(())
}

/// Where items are parted by semicolons, the full stop behind the last is not its own.
fn without_stop(scope: &Scope<'_>, items: &mut [Item]) {
    let clauses = items.iter().filter(|item| ends_clause(scope, item)).count();
    // Where each ends in one, it is their own.
    let stops = items.iter().filter(|item| scope.document.slice(item.body).ends_with('。')).count();
    if clauses * 5 >= items.len() * 4
        && stops == 1
        && let Some(last) = items.last_mut()
    {
        let text = scope.document.slice(last.body);
        last.body.end -= (text.len() - text.trim_end_matches('。').len()) as u32;
    }
}

/// Whether a semicolon or full stop follows an item.
fn ends_clause(scope: &Scope<'_>, item: &Item) -> bool {
    let rest = &scope.document.text[item.body.end as usize..];
    rest.starts_with(['；', ';']) || scope.document.slice(item.body).ends_with('。')
}

/// Whether no line without a number stands between the items, save headings by form: else the
/// numbered lines are headings themselves.
fn stands_close(scope: &Scope<'_>, items: &[Item]) -> bool {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return false };
    let below: HashSet<Span, FixedState> = items.iter().filter_map(|item| item.below).collect();
    (first.line..=last.line).filter(|index| scope.is_open(*index)).all(|index| {
        let text = compact(scope.text(index));
        items.binary_search_by_key(&index, |item| item.line).is_ok()
            || below.contains(&scope.lines[index].span)
            || groups::heading(scope.document, &scope.lines[index]).is_formal()
            || words::is_sum(&text)
            || words::is_remark(&text)
    })
}

/// Whether a line that announces a list stands directly above the first item, and as many are
/// declared.
fn is_announced(scope: &Scope<'_>, items: &[Item]) -> bool {
    let above = |at: usize| (at + 1..items[0].line).all(|between| !scope.is_open(between));
    scope.is_declared(items.len()) && scope.announced().is_some_and(above)
}

/// Whether the items are headings whose names are lost: 一、民间文学（共计12项） directly over 二、传统音乐（共计19项）.
fn only_count(scope: &Scope<'_>, items: &[Item]) -> bool {
    let counts = |item: &&Item| {
        let view = View::join(&[item.body], &scope.document.text);
        claims::of_heading(&view, ClaimPlace::Note).is_some_and(|(claim, _)| claim.declared > 1)
    };
    items.iter().filter(counts).count() * 10 >= items.len() * 8
}

/// Whether the items head names, `一、河北省：甲市、乙市`: as many names as are declared stand behind
/// their colons; or provinces stand before them, and so many items are declared nowhere.
fn heads_names(scope: &Scope<'_>, numbered: &[Item]) -> bool {
    let parts: Vec<(usize, &str)> =
        numbered.iter().filter_map(|item| shape::colon(scope.document.slice(item.body))).collect();
    if parts.len() < numbered.len() {
        return false;
    }
    let plane = &scope.document.text;
    let (mut names, mut places) = (0, 0);
    for (item, (at, rest)) in numbered.iter().zip(&parts) {
        let start = item.body.end - rest.len() as u32;
        names += items::split(Span::new(start, item.body.end), plane).len();
        let head = compact(&scope.document.slice(item.body)[..*at]);
        places += usize::from(places::is_province(&head));
    }
    let several = names > numbered.len();
    several
        && (scope.is_declared(names)
            || (places == numbered.len() && !scope.is_declared(numbered.len())))
}

fn build(scope: &Scope<'_>, items: &[Item], first: usize, last: usize, defined: bool) -> Found {
    let shape = shape::of(scope, items, defined);
    let mut found = Found::default();
    found.roster.columns.push(column("rank", Role::Serial, "values"));
    let bodies: Vec<Span> = items.iter().map(|item| item.body).collect();
    if shape == Shape::Fields {
        let all: Vec<Vec<Span>> = bodies.iter().map(|body| fields::of(scope, *body)).collect();
        fields::add_columns(scope, &all, &mut found);
    } else {
        let names = if shape == Shape::Whole { &bodies[..] } else { &[] };
        found.roster.columns.push(name_column(scope, names, "values"));
        if shape != Shape::Whole {
            found.roster.columns.push(column("column_3", Role::Text, "values"));
        }
        if shape == Shape::Below
            && let Some(label) = items.iter().find_map(|item| details::read(scope, item.below?))
            && let Some(column) = found.roster.columns.last_mut()
        {
            column.title = compact(scope.document.slice(label.0));
            column.header = Some(label.0);
        }
    }
    // 甲某某　甲研究所 here, 乙某某 there: cells that cannot be told apart.
    if shape == Shape::Whole && fields::most_have(scope, &bodies) {
        found.oddities.push((OddityKind::RosterUncertain { why: "cells" }, bodies[0]));
    }
    // Serials that go up one by one prove that no item is missing; the ranks are checked later.
    found.proven = true;
    let mut headings = Headings::default();
    let mut carried: HashSet<Span, FixedState> = HashSet::default();
    let mut next = items.iter().peekable();
    for index in headings::above(scope, first)..=last {
        if !scope.is_open(index) {
            continue;
        }
        let span = scope.lines[index].span;
        let mut from = None;
        let starts = next.peek().is_some_and(|item| item.line == index);
        let head = place_before(scope.text(index)).filter(|_| scope.annex && starts);
        let head = head.map(|(at, _)| Span::new(span.start, span.start + at as u32));
        if let Some(place) = head {
            let line = crate::segment::line::Line { span: place, ..scope.lines[index] };
            let heading = groups::heading(scope.document, &line);
            headings.enter(&heading, scope.document.slice(place), &mut found);
        }
        while let Some(item) = next.next_if(|item| item.line == index) {
            from.get_or_insert(item.number.map_or(item.body.start, |(number, _)| number.start));
            entry(&mut found, scope, item, shape, headings.entry());
            carried.extend(&item.more);
            carried.extend(item.below);
        }
        if let Some(place) = head {
            found.regions.push((Span::new(place.end, span.end), RegionRole::Cell));
        } else if let Some(from) = from {
            announced(&mut found, scope, span, from);
        } else if carried.contains(&span) {
            found.regions.push((span, RegionRole::Cell));
        } else if breaks_item(scope, index, &found, next.peek().copied(), &headings) {
            let wrapped = wraps(scope, items, index);
            rejoin(&mut found, scope, span, wrapped);
        } else if !between(&mut found, scope, index, &mut headings) {
            continue;
        }
        found.taken.push(index);
    }
    // Lines that carry the last item on, or that it was broken into.
    for index in last + 1..scope.lines.len() {
        if carried.contains(&scope.lines[index].span) {
            found.regions.push((scope.lines[index].span, RegionRole::Cell));
            found.taken.push(index);
        } else if index == last + 1 && breaks_last(scope, index) {
            let wrapped = wraps(scope, items, index);
            rejoin(&mut found, scope, scope.lines[index].span, wrapped);
            found.taken.push(index);
        }
    }
    headings.finish(&mut found);
    found
}

/// Whether a line between an item and its successor is the rest of that item, broken off: it has
/// nothing of a heading, and no heading like it came before.
fn breaks_item(
    scope: &Scope<'_>,
    index: usize,
    found: &Found,
    next: Option<&Item>,
    headings: &Headings,
) -> bool {
    let Some(above) = found.roster.entries.last() else { return false };
    let runs_on = match (above.serial.value(), next.and_then(|item| item.number)) {
        (Some(m), Some((_, n))) => n == m + 1,
        _ => false,
    };
    let text = compact(scope.text(index));
    let plain = !groups::heading(scope.document, &scope.lines[index]).is_formal()
        && !words::is_sum(&text)
        && !words::is_remark(&text)
        && !super::is_aside(scope, index)
        && mark::mark(scope.text(index)).is_none();
    plain && (headings.all_formal() || (runs_on && found.roster.groups.is_empty()))
}

/// Whether a line directly below an item, where blank lines part all the others, is only that
/// item's next line.
fn wraps(scope: &Scope<'_>, items: &[Item], index: usize) -> bool {
    let apart = |above: usize, below: usize| {
        blank_lines_between(scope.document, &scope.lines[above], &scope.lines[below]) > 0
    };
    let parted = items
        .windows(2)
        .all(|pair| pair[0].line == pair[1].line || apart(pair[1].line - 1, pair[1].line));
    items.len() >= LEAST && index > 0 && parted && !apart(index - 1, index)
}

/// Whether lists that stand each under a title of its own, without a count, are as long as the letter
/// says: serials do not tell where the last of them ends.
fn titles_hold(scope: &Scope<'_>, found: &Found) -> bool {
    let groups = &found.roster.groups;
    let title = |group: &Group| words::ends_list_title(&compact(&group.heading));
    if groups.len() < 2 || !groups.iter().all(title) || !found.claims.is_empty() {
        return true;
    }
    (0..groups.len() as u32).all(|group| {
        let entries = found.roster.entries.iter();
        scope.is_declared(entries.filter(|entry| entry.group == Some(group)).count())
    })
}

/// Whether a letter ends with a heading like those of the list, and nothing below it.
fn heads_nothing(scope: &Scope<'_>, found: &Found, last: usize) -> bool {
    let open = || (last + 1..scope.lines.len()).filter(|index| scope.is_open(*index));
    let numbered = |index: usize| groups::is_numbered(&compact(scope.text(index)));
    let grouped = found.roster.groups.iter().any(|group| groups::is_numbered(&group.heading));
    !scope.annex && grouped && open().count() == 1 && open().all(numbered)
}

/// Whether the line directly below the last item, without a blank line between, is the rest of it:
/// short, and neither a sentence nor a signature.
fn breaks_last(scope: &Scope<'_>, index: usize) -> bool {
    let text = compact(scope.text(index));
    let gap = blank_lines_between(scope.document, &scope.lines[index - 1], &scope.lines[index]);
    scope.is_open(index)
        && gap == 0
        && text.chars().count() <= TAIL_MOST
        && !text.ends_with(['。', '；', '：', ':', '！'])
        && !groups::heading(scope.document, &scope.lines[index]).is_formal()
        && !words::is_sum(&text)
        && !words::is_remark(&text)
        && !super::is_aside(scope, index)
        && !super::signed(scope.document, &scope.lines[index..])
        && !date::is_line(scope.text(index))
        && mark::mark(scope.text(index)).is_none()
}

/// Longest rest of a last item, in characters.
const TAIL_MOST: usize = 30;

/// Joins a line to the entry above it. `wrapped`: the layout broke it, nothing is amiss.
fn rejoin(found: &mut Found, scope: &Scope<'_>, tail: Span, wrapped: bool) {
    let Some(cell) = found.roster.cells.len().checked_sub(1) else { return };
    let Some(entry) = found.roster.entries.last_mut() else { return };
    let head = entry.span;
    entry.span = head.hull(tail);
    let own = found.roster.cells[cell];
    let pieces = found.roster.joined.entry(cell as u32).or_insert_with(|| vec![own]);
    pieces.push(marks::separated(tail, &scope.document.text));
    found.regions.push((tail, RegionRole::Cell));
    found.oddities.push((OddityKind::RowRejoined { tail }, head));
    if !wrapped {
        found.oddities.push((OddityKind::Ragged { found: 1, expected: 2 }, head));
    }
}

/// A line of items; in a letter, what stands before the first, up to the colon, is prose.
fn announced(found: &mut Found, scope: &Scope<'_>, line: Span, from: u32) {
    let head =
        scope.document.text[line.start as usize..from as usize].trim_end_matches(['（', '(']);
    let cut =
        if head.ends_with(['：', ':']) { line.start + head.len() as u32 } else { line.start };
    if cut > line.start {
        found.regions.push((Span::new(line.start, cut), RegionRole::Prose));
    }
    found.regions.push((Span::new(cut, line.end), RegionRole::Cell));
}

/// A line between items: a heading, a row of sums, a remark. Whether it is one of these.
fn between(found: &mut Found, scope: &Scope<'_>, index: usize, headings: &mut Headings) -> bool {
    let heading = groups::heading(scope.document, &scope.lines[index]);
    let text = compact(scope.text(index));
    let short = text.chars().count() <= HEADING_MOST && !text.ends_with(['。', '；', '，', '：']);
    if words::is_sum(&text) {
        found.note(NoteKind::Sum, scope.lines[index].span);
    } else if words::is_remark(&text) || super::is_aside(scope, index) {
        found.note(NoteKind::Remark, scope.lines[index].span);
    } else if mark::mark(scope.text(index)).is_none()
        && (short || heading.is_formal() || lone::is_province(scope, index))
    {
        headings.enter(&heading, scope.text(index), found);
    } else {
        return false;
    }
    true
}

fn entry(found: &mut Found, scope: &Scope<'_>, item: &Item, shape: Shape, group: Option<u32>) {
    let (number, serial) = match item.number {
        Some((span, n)) => (span, Serial::Value(n)),
        None => (Span::at(item.body.start), Serial::None),
    };
    let mut cells = vec![number];
    cells.extend(shape::cells(scope, item, shape));
    if shape == Shape::Below {
        if item.below.is_none() {
            found.oddities.push((OddityKind::Ragged { found: 2, expected: 3 }, item.body));
        }
        cells.push(item.below.map_or(Span::at(item.body.end), |span| {
            if let Some((_, value)) = details::read(scope, span) {
                return value;
            }
            let text = scope.document.slice(span);
            let inner = text.trim_matches(['（', '）', '(', ')']);
            let from = span.start as usize + text.find(inner).unwrap_or(0);
            Span::of(from, from + inner.len())
        }));
    }
    if let (Some(last), false) = (cells.last(), item.more.is_empty()) {
        let index = found.roster.cells.len() + cells.len() - 1;
        let mut pieces: Vec<Span> =
            std::iter::once(*last).chain(item.more.iter().copied()).collect();
        if let Some(end) = pieces.last_mut() {
            *end = marks::separated(*end, &scope.document.text);
        }
        found.roster.joined.insert(index as u32, pieces);
    }
    found.entry(&cells, group, serial);
}
