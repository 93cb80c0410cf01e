//! Numbered items, one or several a line: `1．甲 2．乙`, `（一）甲`, `1.甲；2.乙`.

mod beside;
mod build;
mod details;
mod judge;
mod labels;
mod lone;
pub(in crate::segment) mod marks;
mod rare;
mod shape;
mod style;
mod things;
mod wrapped;

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::places;
use super::{Found, Scope};
use crate::model::{Document, OddityKind, Span};
use crate::segment::roster::groups;
use crate::segment::roster::words;
use crate::text::{compact, is_blank, numeral};
use build::build;
use judge::{
    adjoin, answer, are_counted, definitions, enumerate, heads_names, heads_nothing, heads_run,
    is_alone, is_announced, judge, name_annexes, only_count, only_heads, stands_close, titles_hold,
    without_stop,
};
use marks::{Item, Style};
use things::ends_clause;

/// Fewest items that make a list where no count is declared.
const LEAST: usize = 3;

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
    Style::Labelled,
    Style::Ordinal,
    Style::Letter,
    Style::Roman,
    Style::Stem,
    Style::Loose,
];

fn in_style(scope: &Scope<'_>, style: Style) -> Option<Found> {
    // Headings are numbered so as well.
    let chinese = matches!(style, Style::ChineseBracket | Style::Chinese) || rare::is(style);
    // The letter's own points are numbered so.
    let points = chinese && !scope.annex && scope.announced().is_none();
    let disposes = |index: &usize| {
        let own = marks::mark_in(scope.text(*index), style);
        own.is_some_and(|mark| things::disposes(&scope.text(*index)[mark.end..]))
    };
    if points && scope.declared.is_empty() && !scope.open().iter().any(disposes) {
        return None;
    }
    let arabic = matches!(style, Style::Point | Style::Bracket | Style::Square | Style::Circled);
    if arabic && only_heads(scope, style) {
        return None;
    }
    if let Some(items) = beside::read(scope, style) {
        let (first, last) = (items.first()?.line, items.last()?.line);
        let mut found = build(scope, &items, first, last, false);
        beside::in_order(&mut found);
        return Some(found);
    }
    let mut items = gather(scope, style);
    if !scope.annex {
        things::without_requirements(scope, &mut items, style);
    }
    let counted = are_counted(scope, &items);
    if points && !counted {
        things::without_closing(scope, &mut items);
    }
    let mut others = false;
    if !scope.annex {
        // One of several lines that each say what is below them is none of all.
        let announced = scope.announced().filter(|at| !scope.heads.contains(at));
        let from = announced.map_or(0, |at| at + 1);
        items.retain(|item| item.line >= from);
        if from == 0 || judge(scope, style, &items).is_none() {
            (items, others) = longest_run(scope, style, items);
        }
    }
    if points && !counted && !things::dispose(scope, &items) {
        return None;
    }
    let none = is_alone(scope, &items) || enumerate(scope, &items) || answer(scope, &items);
    if none || name_annexes(scope, &items) {
        return None;
    }
    let (first, last) = (items.first()?.line, items.last()?.line);
    let explained = matches!(style, Style::Point | Style::Bracket | Style::Glued | Style::Loose);
    let defined = explained && definitions(scope, &items);
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
    let bare = items.iter().filter(|item| item.number.is_none()).map(|item| item.line);
    let bare: Vec<usize> = bare.collect();
    if !bare.is_empty() {
        let lone = lone::lines(scope, &scope.open(), style);
        found.anew = lone.headed && bare.iter().all(|line| lone.lines.contains(line));
    }
    found.proven &= !heads_nothing(scope, &found, last);
    found.proven &= titles_hold(scope, &found) && !swallows_province(scope, &found, &items);
    // Terms that stand over their meanings all do: one alone is broken.
    found.proven &= items.iter().all(|item| item.below.is_some() == items[0].below.is_some());
    if let Some(line) = things::misread(scope, &items, style) {
        let kind = OddityKind::RosterUncertain { why: "tail" };
        found.oddities.push((kind, scope.lines[line].span));
    }
    // ## 一、甲类 beside 三、丙类: headings of tables that are lost.
    let marked = items.iter().filter(|item| scope.lines[item.line].is_marked()).count();
    found.proven &= !chinese || marked < 2 || scope.is_declared(found.roster.entries.len());
    // Another run of the letter may be the list, or a part of it.
    found.proven &= !others;
    Some(found)
}

/// Whether an item ends in the name of a province, 孙树林山西省, where provinces head the items: a heading stands in it.
fn swallows_province(scope: &Scope<'_>, found: &Found, items: &[Item]) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=8;
    let province = |name: &String| places::is_province(&compact(name));
    let headed = found.roster.groups.iter().any(|group| group.path.last().is_some_and(province));
    headed
        && items.iter().any(|item| {
            let text = compact(scope.document.slice(item.body));
            let tail = |(at, _): (usize, char)| {
                let length = text[at..].chars().count();
                at > 0 && LENGTHS.contains(&length) && places::is_province(&text[at..])
            };
            text.ends_with(['省', '市', '区']) && text.char_indices().any(tail)
        })
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
    marks::mark(text).filter(|mark| mark.style != Style::Chinese)?;
    number_of_line(text, line)
}

/// The same of a line however it is numbered: 一、甲 may be a heading as well.
pub(super) fn number_of_line(text: &str, line: Span) -> Option<(Span, u32, Span)> {
    let mark = marks::mark(text)?;
    let start = line.start as usize;
    let rest = text[mark.end..].trim_start_matches(is_blank);
    let number = Span::of(start + mark.from, start + mark.to);
    Some((number, mark.n, Span::of(start + text.len() - rest.len(), start + text.len())))
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
    let stopped = wrapped::most_stop(scope, &open, style);
    let explains = scope.explains_terms();
    let mut previous = None;
    for index in open.iter().copied().filter(|index| *index >= first.min(lone.first)) {
        if wrapped::of(&items, index, scope.lines[index].span).is_some() {
            continue;
        }
        if lone.lines.contains(&index) {
            let body = marks::separated(scope.lines[index].span, &scope.document.text);
            items.push(Item { number: None, body, more: Vec::new(), below: None, line: index });
        } else if let Some(item) = without_point(scope, &open, index, style, items.last()) {
            items.push(item);
        } else if let Some(item) = items
            .last_mut()
            .filter(|item| explains && details::defines(scope, index, item, previous))
        {
            item.below = Some(scope.lines[index].span);
        } else if !detail(index)
            && !starts_group(index)
            && !leads.contains_key(&index)
            && carries_on(scope, index, items.last())
        {
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
            let mut own = marks::items(text, span, index, style, told, &scope.document.text);
            let next = || {
                let below = open.iter().filter(|at| **at > index);
                below.clone().find_map(|at| marks::mark_in(scope.text(*at), style))
            };
            whole_of_inner(&mut own, above, next, span, &scope.document.text);
            items.extend(own);
            if let Some(item) = items.last_mut().filter(|item| stopped && item.line == index) {
                let more = wrapped::length(scope, index, style);
                if more > 0 {
                    let end = scope.lines[index + more].span.end;
                    let whole = Span::new(item.body.start, end);
                    item.body = marks::separated(whole, &scope.document.text);
                }
            }
        }
        previous = Some(index);
    }
    items
}

/// Leaves a line's own item where others in it count from 1 behind a colon, and the lines around it go on without them:
/// 4.数据集，是指…。可分为：1.通识；2.行业。 over 5.数据标注，是指…。; or where a 2 in what 1 is said to be stands over the line 2.
fn whole_of_inner(
    items: &mut Vec<Item>,
    above: Option<u32>,
    next: impl Fn() -> Option<marks::Mark>,
    line: Span,
    plane: &str,
) {
    let [first, second, ..] = items.as_slice() else { return };
    let (Some((_, own)), Some((number, inner))) = (first.number, second.number) else { return };
    let said = || plane.get(first.body.start as usize..first.body.end as usize).unwrap_or_default();
    let again = inner == own + 1 && said().contains("是指");
    if inner != 1 && !again {
        return;
    }
    let behind = plane.get(first.body.start as usize..number.start as usize).unwrap_or_default();
    let behind = behind.trim_end_matches(is_blank);
    let opened =
        behind.ends_with(['：', ':']) || ["包括", "分为"].iter().any(|word| behind.ends_with(word));
    let goes_on = next().map_or(above.is_some(), |mark| mark.n == own + 1);
    if (opened || again) && goes_on && above.is_none_or(|above| own == above + 1) {
        let body = Span::new(first.body.start, line.end);
        items.truncate(1);
        items[0].body = marks::separated(body, plane);
    }
}

/// A line whose number has lost its point, 7甲镇 between 6.乙镇 and 8.丙镇.
fn without_point(
    scope: &Scope<'_>,
    open: &[usize],
    index: usize,
    style: Style,
    above: Option<&Item>,
) -> Option<Item> {
    if style != Style::Point {
        return None;
    }
    let text = scope.text(index);
    let mark = marks::mark_in(text, Style::Glued)?;
    let above = above?.number?.1;
    let below = open.iter().find(|at| **at > index)?;
    let next = marks::mark_in(scope.text(*below), style)?;
    let span = scope.lines[index].span;
    let start = span.start as usize;
    let due = mark.n == above + 1 && next.n == above + 2;
    due.then(|| Item {
        number: Some((Span::of(start + mark.from, start + mark.to), mark.n)),
        body: marks::separated(Span::of(start + mark.end, span.end as usize), &scope.document.text),
        more: Vec::new(),
        below: None,
        line: index,
    })
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
        let set_off = |index: usize| {
            scope.lines[index].is_marked() || numbered(index) || scope.heads.contains(&index)
        };
        above.is_some_and(|at| set_off(at) || lone::is_province(scope, at) || heads_run(scope, at))
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
    // 1.甲园 2.乙园 某公司发言。 in one line: what stands behind the last hides that it is a list.
    let in_line = |run: &&Vec<Item>| {
        run.len() > 1
            && run.iter().all(|item| item.line == run[0].line)
            && !ends_clause(scope, &run[0])
    };
    let listed = |run: &&Vec<Item>| short(run) || in_line(run);
    let others = runs.iter().filter(listed).count() > 1;
    let all: Vec<Option<String>> =
        runs.iter().flatten().map(|item| things::said(scope, item)).collect();
    runs.retain(|run| judge(scope, style, run).is_some());
    // The same is said of more items than are read.
    let kept: Vec<Option<String>> =
        runs.iter().flatten().map(|item| things::said(scope, item)).collect();
    let said = kept
        .first()
        .cloned()
        .flatten()
        .filter(|said| kept.iter().all(|own| own.as_ref() == Some(said)));
    let more = said.is_some_and(|said| {
        all.iter().filter(|own| own.as_ref() == Some(&said)).count() > kept.len()
    });
    let others = others || runs.len() > 1 || more;
    let longest = runs.into_iter().max_by_key(|run| (scope.is_declared(run.len()), run.len()));
    (longest.unwrap_or_default(), others)
}

/// Whether a line without a number is the rest of the item above, which stops in mid-sentence.
fn carries_on(scope: &Scope<'_>, index: usize, above: Option<&Item>) -> bool {
    let Some(item) = above.filter(|item| item.line < index) else { return false };
    let end = item.more.last().copied().unwrap_or(item.body);
    let text = scope.document.slice(end);
    let open = !text.ends_with(['。', '；', '：', '！', '？', '”', '）', ')'])
        && !super::aside::is_aside(scope, index);
    open && marks::mark(scope.text(index)).is_none()
        && text.chars().nth(14).is_some()
        && !scope.lines[index].is_marked()
        && !scope.heads.contains(&index)
        && !groups::is_numbered(&compact(scope.text(index)))
        && !words::is_bracketed(&compact(scope.text(index)))
}
