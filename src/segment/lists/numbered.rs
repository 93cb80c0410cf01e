//! Numbered items, one or several a line: `1．甲 2．乙`.

use super::{Found, Scope, column};
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, Span};
use crate::segment::annex;
use crate::segment::roster::groups::{self, Levels};
use crate::segment::roster::words;
use crate::text::{compact, is_blank, numeral, trim};

/// Fewest items that make a list.
const LEAST: usize = 3;

/// Longest item, in characters, on the average; longer ones are the letter's own points.
const MEAN_MOST: usize = 60;

/// Longest term that is defined, in characters.
const TERM_MOST: usize = 30;

/// An item as found.
struct Item {
    number: Option<(Span, u32)>,
    /// What follows the number.
    body: Span,
    /// Lines that carry it on, past a page break.
    more: Vec<Span>,
    line: usize,
}

/// Recognises items whose numbers go up by one, or begin anew at 1.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let first = open.iter().copied().find(|index| starts(scope, *index))?;
    let last = open.iter().copied().rfind(|index| starts(scope, *index))?;
    let mut items: Vec<Item> = Vec::new();
    for index in open.iter().copied().filter(|index| *index >= first) {
        if carries_on(scope, index, items.last()) {
            if let Some(Item { more, .. }) = items.last_mut() {
                more.push(scope.lines[index].span);
            }
        } else if index <= last {
            let found = items_of(scope, index, items.last());
            items.extend(found);
        }
    }
    let defined = definitions(scope, &items);
    if !defined {
        items.iter_mut().for_each(|item| item.more.clear());
        judge(scope, &items)?;
    }
    let last = items.iter().map(|item| item.line).max().unwrap_or(last);
    Some(build(scope, &items, first..=last, defined))
}

/// Whether a line starts with an item of number 1 or more.
fn starts(scope: &Scope<'_>, index: usize) -> bool {
    mark(scope.text(index)).is_some()
}

/// A number at the start of a text that numbers an item: its value, its length and that of the
/// mark behind it.
fn mark(text: &str) -> Option<(u32, usize, usize)> {
    let first = text.chars().next()?;
    numeral::digit(first)?;
    let (n, length) = numeral::prefix(text).or_else(|| {
        // 1.甲 reads as a number; 2.3 is a decimal.
        let digits = text.chars().take_while(|c| numeral::digit(*c).is_some());
        let length: usize = digits.map(char::len_utf8).sum();
        Some((numeral::whole(&text[..length])?, length))
    })?;
    let rest = &text[length..];
    let point = rest.chars().next().filter(|c| matches!(c, '.' | '．' | '、' | ')' | '）'))?;
    let after = &rest[point.len_utf8()..];
    let decimal = matches!(point, '.') && after.chars().next().is_some_and(|c| c.is_ascii_digit());
    let n = u32::try_from(n).ok().filter(|n| (1..100_000).contains(n))?;
    (!decimal && !after.trim_matches(is_blank).is_empty()).then_some((n, length, point.len_utf8()))
}

/// The items of a line. Inside the line an item begins behind a gap, with the number that is due;
/// text before the first is an item that lost its number.
fn items_of(scope: &Scope<'_>, line: usize, above: Option<&Item>) -> Vec<Item> {
    let text = scope.text(line);
    let offset = scope.lines[line].span.start as usize;
    let mut starts: Vec<(usize, u32, usize, usize)> = Vec::new();
    let mut due = above.and_then(|item| item.number).map(|(_, n)| n + 1);
    let mut gap = true;
    for (at, c) in text.char_indices() {
        if gap
            && !is_blank(c)
            && let Some((n, length, point)) = mark(&text[at..])
            && (at == 0 || due.is_none_or(|due| n == due || n == due + 1))
        {
            starts.push((at, n, length, point));
            due = Some(n + 1);
        }
        gap = is_blank(c);
    }
    let mut items = Vec::new();
    let ends = starts.iter().skip(1).map(|s| s.0).chain([text.len()]);
    if let Some((at, ..)) = starts.first().filter(|(at, ..)| *at > 0) {
        let body = trim(Span::of(offset, offset + at), &scope.document.text);
        items.push(Item { number: None, body, more: Vec::new(), line });
    }
    for ((at, n, length, point), end) in starts.iter().copied().zip(ends) {
        let number = Span::of(offset + at, offset + at + length);
        let body = Span::of(offset + at + length + point, offset + end);
        let body = trim(body, &scope.document.text);
        items.push(Item { number: Some((number, n)), body, more: Vec::new(), line });
    }
    items
}

/// Whether a line without a number is the rest of the item above, which stops in mid-sentence.
fn carries_on(scope: &Scope<'_>, index: usize, above: Option<&Item>) -> bool {
    let Some(item) = above.filter(|item| item.line < index) else { return false };
    let end = item.more.last().copied().unwrap_or(item.body);
    let text = scope.document.slice(end);
    let open = !text.ends_with(['。', '；', '：', '！', '？', '”', '）', ')']);
    open && mark(scope.text(index)).is_none()
        && text.chars().count() >= 15
        && !scope.lines[index].is_marked()
        && !groups::is_numbered(&compact(scope.text(index)))
}

/// Whether the items define terms: most go 术语，是指… behind their number.
fn definitions(scope: &Scope<'_>, items: &[Item]) -> bool {
    let defines = |item: &&Item| {
        term(scope.document.slice(item.body)).is_some_and(|(_, rest)| {
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

/// The term before the first comma or colon, as its length, and what is said of it.
fn term(text: &str) -> Option<(usize, &str)> {
    let at = text.find(['，', '：', ',', ':'])?;
    let width = text[at..].chars().next()?.len_utf8();
    (text[..at].chars().count() <= TERM_MOST).then(|| (at, &text[at + width..]))
}

/// Whether the items are a roster: enough of them, in order, and short.
fn judge(scope: &Scope<'_>, items: &[Item]) -> Option<()> {
    let numbers: Vec<u32> = items.iter().filter_map(|item| item.number.map(|(_, n)| n)).collect();
    let steps = numbers.windows(2).filter(|p| p[1] == p[0] + 1 || p[1] == 1).count();
    let ordered = steps * 10 >= numbers.len().saturating_sub(1) * 8;
    let text = |item: &Item| scope.document.slice(item.body);
    let length: usize = items.iter().map(|item| text(item).chars().count()).sum();
    let sentences = items.iter().filter(|item| text(item).ends_with(['。', '；', '：'])).count();
    let short = length <= items.len() * MEAN_MOST && sentences * 5 <= items.len();
    (numbers.len() >= LEAST && numbers.contains(&1) && ordered && short).then_some(())
}

fn build(
    scope: &Scope<'_>,
    items: &[Item],
    lines: std::ops::RangeInclusive<usize>,
    defined: bool,
) -> Found {
    let document = scope.document;
    let mut found = Found::default();
    let bracketed =
        items.iter().filter(|item| bracket(document.slice(item.body)).is_some()).count();
    let shape = if defined {
        Shape::Term
    } else if bracketed * 10 >= items.len() * 8 {
        Shape::Bracket
    } else {
        Shape::Whole
    };
    found.roster.columns.push(column("rank", Role::Serial, "values"));
    found.roster.columns.push(column("name", Role::Name, "values"));
    if shape != Shape::Whole {
        found.roster.columns.push(column("column_3", Role::Text, "values"));
    }
    // Serials that go up one by one prove that no item is missing; the ranks are checked later.
    found.proven = true;
    let mut levels = Levels::default();
    let (mut group, mut fresh) = (None, false);
    let mut carried: Vec<Span> = Vec::new();
    let (first, last) = lines.into_inner();
    let heading_from = headings_above(scope, first);
    let mut next = items.iter().peekable();
    for index in heading_from..=last {
        if !scope.is_open(index) {
            continue;
        }
        let mut any = false;
        while let Some(item) = next.next_if(|item| item.line == index) {
            any = true;
            fresh = false;
            entry(&mut found, scope, item, shape, group);
            carried.extend_from_slice(&item.more);
        }
        if any {
            found.regions.push((scope.lines[index].span, RegionRole::Cell));
            found.taken.push(index);
            continue;
        }
        if carried.contains(&scope.lines[index].span) {
            found.regions.push((scope.lines[index].span, RegionRole::Cell));
            found.taken.push(index);
            continue;
        }
        let heading = groups::heading(document, &scope.lines[index]);
        let text = compact(scope.text(index));
        let short = text.chars().count() <= 40 && !text.ends_with(['。', '；', '，', '：']);
        if annex::mark(scope.text(index)).is_none() && (short || heading.is_formal()) {
            let path = levels.enter(&heading, fresh);
            if fresh
                && found.roster.groups.last().is_some_and(|above| path.len() > above.path.len())
            {
                found.roster.groups.pop();
            }
            let number = found.group(path, scope.text(index), heading.span);
            if let Some(claim) = heading.claim {
                found.claims.push((number, claim));
            }
            group = Some(number);
            fresh = true;
            found.taken.push(index);
        } else if words::is_remark(&text) {
            found.note(crate::model::roster::NoteKind::Remark, scope.lines[index].span);
            found.taken.push(index);
        }
    }
    found
}

/// The heading directly above the first item belongs to the list, titles above it do not.
fn headings_above(scope: &Scope<'_>, first: usize) -> usize {
    let above = (0..first).rev().find(|index| scope.is_open(*index));
    match above {
        Some(index) if scope.annex || scope.lines[index].is_marked() => {
            let text = compact(scope.text(index));
            // The first line of an annex is its title, unless it is numbered like a group.
            let top = (0..index).all(|i| !scope.is_open(i) || annex::mark(scope.text(i)).is_some());
            let titled = scope.annex && top && !groups::is_numbered(&text);
            let title =
                titled || words::ends_list_title(&text) || annex::mark(scope.text(index)).is_some();
            if title || text.ends_with(['。', '：', ':', '；']) { first } else { index }
        }
        _ => first,
    }
}

/// How an item's text is parted into cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One cell.
    Whole,
    /// A closing bracket is a cell of its own.
    Bracket,
    /// A term, and behind the comma what is said of it.
    Term,
}

fn entry(found: &mut Found, scope: &Scope<'_>, item: &Item, shape: Shape, group: Option<u32>) {
    let (number, serial) = match item.number {
        Some((span, n)) => (span, Serial::Value(n)),
        None => (Span::at(item.body.start), Serial::None),
    };
    let start = item.body.start as usize;
    let text = scope.document.slice(item.body);
    let part =
        |from: usize, to: usize| trim(Span::of(start + from, start + to), &scope.document.text);
    let none = Span::at(item.body.end);
    let cells = match shape {
        Shape::Whole => vec![number, item.body],
        Shape::Bracket => match bracket(text) {
            Some((at, inner)) => vec![number, part(0, at), part(inner.start, inner.end)],
            None => vec![number, item.body, none],
        },
        Shape::Term => match term(text) {
            Some((at, rest)) => {
                vec![number, part(0, at), part(text.len() - rest.len(), text.len())]
            }
            None => vec![number, item.body, none],
        },
    };
    if let (Some(last), false) = (cells.last(), item.more.is_empty()) {
        let index = found.roster.cells.len() + cells.len() - 1;
        let pieces = std::iter::once(*last).chain(item.more.iter().copied()).collect();
        found.roster.joined.insert(index as u32, pieces);
    }
    found.entry(&cells, group, serial);
}

/// A closing bracket at the end of an item: where it opens, and its inside.
fn bracket(text: &str) -> Option<(usize, std::ops::Range<usize>)> {
    let close = text.chars().last().filter(|c| matches!(c, '）' | ')'))?;
    let end = text.len() - close.len_utf8();
    let mut depth = 0;
    for (at, c) in text[..end].char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth > 0 => depth -= 1,
            '（' | '(' => return (at > 0).then(|| (at, at + c.len_utf8()..end)),
            _ => {}
        }
    }
    None
}
