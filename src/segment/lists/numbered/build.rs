//! Numbered items as a roster: their rows, and what stands between and below them.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::labels::{self, Labels};
use super::marks::{self, Item};
use super::shape::{self, Shape};
use super::{HEADING_MOST, LEAST, details, lone, place_before, wrapped};
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{RegionRole, Role, Span};
use crate::segment::lists::aside::{is_aside, signed};
use crate::segment::lists::headings::{self, Headings};
use crate::segment::lists::places::name_column;
use crate::segment::lists::{Found, Scope, column, fields, introduced};
use crate::segment::roster::{groups, words};
use crate::segment::{blank_lines_between, mark};
use crate::text::{compact, date};

/// Longest rest of a last item, in characters.
const TAIL_MOST: usize = 30;

pub(super) fn build(
    scope: &Scope<'_>,
    items: &[Item],
    first: usize,
    last: usize,
    defined: bool,
) -> Found {
    let shape = shape::of(scope, items, defined);
    let mut found = Found::default();
    found.roster.columns.push(column("rank", Role::Serial, "values"));
    let bodies: Vec<Span> = items.iter().map(|item| item.body).collect();
    let labels = labels::of(scope, &bodies).filter(|_| shape != Shape::Below);
    if labels.is_none() && shape == Shape::Colon && labels::are_refused(scope, &bodies) {
        // 企业：甲公司；项目：甲改造；项目：乙改造: what stands before the colon is no name.
        let kind = OddityKind::RosterUncertain { why: "unproven" };
        found.oddities.push((kind, bodies[0]));
    }
    let shape = if labels.is_some() { Shape::Colon } else { shape };
    if let Some(labels) = &labels {
        let serial = column("rank", Role::Serial, "values");
        found.roster.columns = labels.columns(scope, serial, &bodies);
    } else if shape == Shape::Fields {
        let all: Vec<Vec<Span>> = bodies.iter().map(|body| fields::of(scope, *body)).collect();
        fields::add_columns(scope, &all, &mut found);
    } else {
        let names = if shape == Shape::Whole { &bodies[..] } else { &[] };
        found.roster.columns.push(name_column(scope, names, "values"));
        if shape != Shape::Whole {
            let evidence = if shape == Shape::Bracket { "bracket" } else { "values" };
            found.roster.columns.push(column("column_3", Role::Text, evidence));
        }
        if shape == Shape::Below
            && let Some(label) = items.iter().find_map(|item| details::read(scope, item.below?))
            && let Some(column) = found.roster.columns.last_mut()
        {
            column.title = compact(scope.document.slice(label.0));
            column.header = Some(label.0);
        }
    }
    if let Some(header) = headings::header(scope, first).filter(|_| shape == Shape::Whole) {
        let span = scope.lines[header].span;
        found.roster.columns[1].title = compact(scope.text(header));
        found.roster.columns[1].header = Some(span);
        found.regions.push((span, RegionRole::ColumnHeader));
        found.taken.push(header);
    }
    // 1，甲片，20210304: cells of a row whose header is lost, parted as the serial is.
    let comma = |item: &Item| {
        let text = scope.text(item.line).trim_start();
        text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('，')
    };
    let parted = |body: &Span| scope.document.slice(*body).contains('，');
    let cells = items.iter().all(comma) && bodies.iter().all(parted);
    if shape == Shape::Whole && bodies.len() > 2 && cells {
        found.oddities.push((OddityKind::RosterUncertain { why: "cells" }, bodies[0]));
    }
    // 甲某某　甲研究所 here, 乙某某 there: cells that cannot be told apart.
    if shape == Shape::Whole && fields::most_have(scope, &bodies) {
        found.oddities.push((OddityKind::RosterUncertain { why: "cells" }, bodies[0]));
    }
    if let Some(number) = lone_number(scope, &bodies, shape) {
        found.oddities.push((OddityKind::RosterUncertain { why: "number" }, number));
    }
    if let Some(bracket) = lone_bracket(scope, &bodies) {
        found.oddities.push((OddityKind::RosterUncertain { why: "bracket" }, bracket));
    }
    // Serials that go up one by one prove that no item is missing; the ranks are checked later.
    found.proven = true;
    let mut headings = Headings::default();
    let mut carried: HashSet<Span, FixedState> = HashSet::default();
    let (mut next, mut at) = (items.iter().peekable(), 0);
    let top = headings::above(scope, first);
    let own: HashSet<usize> = items.iter().map(|item| item.line).collect();
    let stopped = are_stopped(scope, items);
    let outer = headings::outer(scope, top..last, &own);
    for index in top..=last {
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
            let own = labels.as_ref().map(|labels| labels.cells(at, item.body));
            at += 1;
            if own.as_ref().is_some_and(|(_, whole)| !whole) {
                labels::ragged(&mut found, labels.as_ref().map_or(0, Labels::len), item.body);
            }
            let cells = own.map_or_else(|| shape::cells(scope, item, shape), |(cells, _)| cells);
            entry(&mut found, scope, item, (shape, cells), headings.entry());
            carried.extend(&item.more);
            carried.extend(item.below);
        }
        if let Some(place) = head {
            found.regions.push((Span::new(place.end, span.end), RegionRole::Cell));
        } else if let Some(from) = from {
            announced(&mut found, scope, span, from);
        } else if carried.contains(&span) {
            found.regions.push((span, RegionRole::Cell));
        } else if let Some(item) = wrapped::of(items, index, span) {
            found.regions.push((span, RegionRole::Cell));
            found.oddities.push((OddityKind::RowRejoined { tail: span }, item.body));
        } else if breaks_item(scope, index, &found, next.peek().copied(), &headings) {
            let wrapped = wraps(scope, items, index) || (stopped && stops(scope, items, index));
            rejoin(&mut found, scope, span, wrapped);
        } else if !between(&mut found, scope, index, (&mut headings, &outer)) {
            continue;
        }
        found.taken.push(index);
    }
    // Lines that carry the last item on, or that it was broken into.
    let mut edge = last;
    for index in last + 1..scope.lines.len() {
        let span = scope.lines[index].span;
        if let Some(item) = wrapped::of(items, index, span) {
            found.oddities.push((OddityKind::RowRejoined { tail: span }, item.body));
        }
        if carried.contains(&span) || wrapped::of(items, index, span).is_some() {
            found.regions.push((span, RegionRole::Cell));
            found.taken.push(index);
            edge += usize::from(index == edge + 1);
        } else if index == edge + 1
            && (edge == last && breaks_last(scope, index) || cuts_last(scope, items, index))
        {
            let stops = is_stopped(scope.text(index)) && !is_stopped(scope.text(index - 1));
            let wrapped = wraps(scope, items, index) || (stopped && stops);
            let span = scope.lines[index].span;
            rejoin(&mut found, scope, span, wrapped);
            // The stop is the list's where it is none of the other items'.
            let own = (0..items.len()).any(|at| ends(scope, items, at, is_stopped));
            let cell = found.roster.cells.len().wrapping_sub(1) as u32;
            if !own
                && let Some(piece) =
                    found.roster.joined.get_mut(&cell).and_then(|all| all.last_mut())
            {
                let text = scope.document.slice(*piece);
                piece.end -= (text.len() - text.trim_end_matches('。').len()) as u32;
            }
            found.taken.push(index);
        }
    }
    headings.finish(&mut found);
    found
}

/// The name of a list that is a number alone, 2.8.2（某局）, where all others are words: it stands in another's place. So does
/// one in the bracket behind a name, 甲项目（乙馆）（4）.
fn lone_number(scope: &Scope<'_>, bodies: &[Span], shape: Shape) -> Option<Span> {
    const LEAST: usize = 3;
    let parts = |body: &Span| {
        let text = scope.document.slice(*body).trim_end_matches(['。', '；', ';']);
        let open = text.rfind(['（', '(']).filter(|_| shape == Shape::Bracket);
        let (name, inside) = text.split_at(open.unwrap_or(text.len()));
        let inside = inside.trim_matches(['（', '(', '）', ')']);
        (name.trim().to_owned(), inside.trim().to_owned())
    };
    let is_number = |text: &str| {
        let of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '．' | '-' | '%');
        !text.is_empty() && text.chars().all(of_number)
    };
    let alone = |part: &dyn Fn(&Span) -> String| {
        let mut numbers = bodies.iter().filter(|body| is_number(&part(body)));
        let first = *numbers.next()?;
        (numbers.next().is_none() && bodies.len() > LEAST).then_some(first)
    };
    alone(&|body| parts(body).0).or_else(|| alone(&|body| parts(body).1))
}

/// The only item that is nothing but a bracket, （某局）, where all others have a name before theirs: the name is lost.
fn lone_bracket(scope: &Scope<'_>, bodies: &[Span]) -> Option<Span> {
    const LEAST: usize = 3;
    let name = |body: &Span| {
        let inside = scope.document.slice(*body).trim().strip_suffix(['）', ')'])?;
        inside.rfind(['（', '(']).map(|at| inside[..at].trim().is_empty())
    };
    let told: Option<Vec<bool>> = bodies.iter().map(name).collect();
    let mut bare = bodies.iter().zip(told?).filter(|(_, bare)| *bare).map(|(body, _)| *body);
    let first = bare.next().filter(|_| bodies.len() > LEAST)?;
    // （空缺） says so itself.
    let said = headings::NONE.iter().any(|word| scope.document.slice(first).contains(word));
    (bare.next().is_none() && !said).then_some(first)
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
    if scope.heads.contains(&index) || headings::introduces(scope, index) {
        return false;
    }
    // 以上法律，自2020年1月1日起施行。 below the last of a run.
    let of_above = ["以上", "上述"].iter().any(|word| text.starts_with(word));
    if !runs_on && of_above && text.ends_with('。') {
        return false;
    }
    let plain = !groups::heading(scope.document, &scope.lines[index]).is_formal()
        && !words::is_sum(&text)
        && !words::is_remark(&text)
        && !is_aside(scope, index)
        && mark::mark(scope.text(index)).is_none();
    plain
        && (headings.all_formal()
            || (runs_on && found.roster.groups.is_empty())
            || headings::clings(scope, index))
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

/// Whether most items end in a stop.
fn are_stopped(scope: &Scope<'_>, items: &[Item]) -> bool {
    let own = items.iter().filter(|item| is_stopped(scope.document.slice(item.body))).count();
    own >= LEAST && own * 2 > items.len()
}

/// Whether an item, or the line over the next one, which it was broken into, ends so.
fn ends(scope: &Scope<'_>, items: &[Item], at: usize, fits: impl Fn(&str) -> bool) -> bool {
    let next = items.get(at + 1).map(|next| next.line).filter(|line| items[at].line + 1 < *line);
    fits(scope.document.slice(items[at].body))
        || next.is_some_and(|line| fits(scope.text(line - 1)))
}

fn is_stopped(text: &str) -> bool {
    text.trim_end().ends_with('。')
}

/// Whether a line ends in the stop that the item above it lacks: 新区。 below 9.甲公司，所在区：浦东.
fn stops(scope: &Scope<'_>, items: &[Item], index: usize) -> bool {
    let at = items.partition_point(|item| item.line < index);
    let own = at.checked_sub(1).and_then(|at| items.get(at));
    is_stopped(scope.text(index))
        && own
            .is_some_and(|own| own.line + 1 == index && !is_stopped(scope.document.slice(own.body)))
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
        && !is_aside(scope, index)
        && !signed(scope.document, &scope.lines[index..])
        && !date::is_line(scope.text(index))
        && mark::mark(scope.text(index)).is_none()
}

/// Whether the line directly below the last item has the stop in which all others end and it does not.
fn cuts_last(scope: &Scope<'_>, items: &[Item], index: usize) -> bool {
    const STOPS: [char; 3] = ['。', '；', ';'];
    // A semicolon stands behind the item; blank lines must part the items, for the letter may go on below.
    let parted = wraps(scope, items, index);
    let stops = |at: usize| {
        let rest = &scope.document.text[items[at].body.end as usize..];
        (parted && rest.starts_with(STOPS))
            || ends(scope, items, at, |text| text.trim_end().ends_with(STOPS))
    };
    let Some(last) = items.len().checked_sub(1) else { return false };
    let gap = blank_lines_between(scope.document, &scope.lines[index - 1], &scope.lines[index]);
    last + 1 >= LEAST
        && (index - 1 > items[last].line || !stops(last))
        && !scope.text(index - 1).trim_end().ends_with(STOPS)
        && (0..last).all(stops)
        && gap == 0
        && !scope.lines[index].is_furniture()
        && scope.text(index).trim_end().ends_with(STOPS)
}

/// Joins a line to the entry above it. `wrapped`: the layout broke it, nothing is amiss.
fn rejoin(found: &mut Found, scope: &Scope<'_>, tail: Span, wrapped: bool) {
    let Some(cell) = found.roster.cells.len().checked_sub(1) else { return };
    let Some(entry) = found.roster.entries.last_mut() else { return };
    let head = entry.span;
    entry.span = head.hull(tail);
    let own = found.roster.cells[cell];
    let pieces = found.roster.joined.entry(cell as u32).or_insert_with(|| vec![own]);
    // 包括文本、 over 图像等。: the mark stands between them.
    if let Some(above) = pieces.last_mut() {
        *above = marks::with_marks(*above, &scope.document.text);
    }
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
///
/// `outer`: the headings that stand over others set like them.
fn between(
    found: &mut Found,
    scope: &Scope<'_>,
    index: usize,
    (headings, outer): (&mut Headings, &HashSet<usize>),
) -> bool {
    let mut heading = groups::heading(scope.document, &scope.lines[index]);
    if outer.contains(&index) {
        heading.over_its_like(1);
    }
    introduced::as_heading(scope, index, &mut heading);
    let text = compact(scope.text(index));
    let short = text.chars().count() <= HEADING_MOST && !text.ends_with(['。', '；', '，', '：']);
    let introduces = headings::introduces(scope, index);
    if introduces && marks::mark(scope.text(index)).is_none() {
        found.note(NoteKind::Remark, scope.lines[index].span);
    } else if scope.heads.contains(&index) || introduces {
        headings.enter(&heading, scope.text(index), found);
    } else if words::is_sum(&text) {
        found.note(NoteKind::Sum, scope.lines[index].span);
    } else if words::is_remark(&text) || is_aside(scope, index) {
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

fn entry(
    found: &mut Found,
    scope: &Scope<'_>,
    item: &Item,
    (shape, own): (Shape, Vec<Span>),
    group: Option<u32>,
) {
    let (number, serial) = match item.number {
        Some((span, n)) => (span, Serial::Value(n)),
        None => (Span::at(item.body.start), Serial::None),
    };
    let mut cells = vec![number];
    cells.extend(own);
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
        let mut pieces: Vec<Span> = std::iter::once(marks::with_marks(*last, &scope.document.text))
            .chain(item.more.iter().copied())
            .collect();
        if let Some(end) = pieces.last_mut() {
            *end = marks::separated(*end, &scope.document.text);
        }
        found.roster.joined.insert(index as u32, pieces);
    }
    let broken = wrapped::part(scope, &mut cells, &mut found.roster);
    found.entry(&cells, group, serial);
    if let Some(entry) = found.roster.entries.last_mut() {
        if broken {
            entry.span = entry.span.hull(item.body);
        }
        entry.span = item.more.iter().fold(entry.span, |span, rest| span.hull(*rest));
    }
}
