//! A record a line, each value behind its label: `姓名：王一　　单位：甲大学`, `园区名称：甲；所在地：乙`.

use super::headings::{self, Headings};
use super::records::{self, Part, Record, Serials};
use super::{Found, Scope};
use crate::model::roster::NoteKind;
use crate::model::{RegionRole, Span};
use crate::segment::roster::{groups, words};
use crate::text::{compact, is_blank};

/// Fewest records, and fewest labels of one.
const LEAST: usize = 2;

/// A gap of so many half-width columns parts a value from the next label.
const GAP: usize = 2;

/// Recognises lines that have the same labels, and in the letter as many of them as are declared.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let open = scope.open();
    let lines: Vec<Option<Vec<(String, Span, Span)>>> =
        open.iter().map(|index| pieces(scope, *index)).collect();
    let told = |line: &Option<Vec<(String, Span, Span)>>| line.is_some();
    let (first, last) = (lines.iter().position(told)?, lines.iter().rposition(told)?);
    let count = lines.iter().flatten().count();
    if count < LEAST || (!scope.annex && !scope.is_declared(count)) {
        return None;
    }
    let mut found = Found::default();
    let mut headings = Headings::default();
    let mut all: Vec<(Record, Option<u32>)> = Vec::with_capacity(count);
    let top = if scope.annex { headings::above(scope, open[first]) } else { open[first] };
    for index in (top..open[first]).filter(|index| scope.is_open(*index)) {
        enter(scope, index, &mut headings, &mut found);
    }
    for (at, line) in lines.into_iter().enumerate().take(last + 1).skip(first) {
        let index = open[at];
        let span = scope.lines[index].span;
        if let Some(values) = line {
            let mut end = span.start;
            for (_, label, value) in &values {
                found.regions.push((Span::new(end, label.end), RegionRole::ColumnHeader));
                found.regions.push((Span::new(label.end, value.end), RegionRole::Cell));
                end = value.end;
            }
            found.regions.push((Span::new(end, span.end), RegionRole::Cell));
            all.push((Record::of_line(index, values), headings.entry()));
        } else if words::is_remark(&compact(scope.text(index))) {
            found.note(NoteKind::Remark, span);
        } else if groups::heading(scope.document, &scope.lines[index]).is_formal() {
            enter(scope, index, &mut headings, &mut found);
        } else {
            return None;
        }
        found.taken.push(index);
    }
    headings.finish(&mut found);
    let labels = records::labels_of(&all)?;
    let whole = all.iter().all(|(record, _)| record.has(&labels));
    found.proven = scope.is_declared(count) || (whole && count > LEAST);
    records::build(scope, &all, &labels, Serials::None, &mut found);
    Some(found)
}

fn enter(scope: &Scope<'_>, index: usize, headings: &mut Headings, found: &mut Found) {
    let heading = groups::heading(scope.document, &scope.lines[index]);
    headings.enter(&heading, scope.text(index), found);
    found.taken.push(index);
}

/// A label, where it stands, and its value.
pub(super) type Value = (String, Span, Span);

/// The labels of a line with their values, where it has two or more and nothing else.
fn pieces(scope: &Scope<'_>, index: usize) -> Option<Vec<Value>> {
    values(scope, scope.lines[index].span)
}

/// The labels of a text with their values, where it has two or more and nothing else. Commas part them where nothing
/// else does: 姓名：王一，证号：A01.
pub(super) fn values(scope: &Scope<'_>, line: Span) -> Option<Vec<Value>> {
    let text = scope.document.slice(line);
    if text.matches(['：', ':']).count() < LEAST {
        return None;
    }
    parted(scope, line, &['；', ';', '|']).or_else(|| parted(scope, line, &['，', ',']))
}

/// The label with which a text begins, and the rest as its value.
pub(super) fn single(scope: &Scope<'_>, line: Span) -> Option<Value> {
    let Part::Label(label, value) = records::labelled(scope, scope.document.slice(line), line)
    else {
        return None;
    };
    Some((compact(scope.document.slice(label)), label, value))
}

fn parted(scope: &Scope<'_>, line: Span, marks: &[char]) -> Option<Vec<Value>> {
    let text = scope.document.slice(line);
    let mut found: Vec<Value> = Vec::new();
    for (from, to) in parts(text, marks) {
        let span = Span::of(line.start as usize + from, line.start as usize + to);
        let Part::Label(label, value) = records::labelled(scope, &text[from..to], span) else {
            // 2:3 inside a value, and a wide gap.
            let (_, _, last) = found.last_mut()?;
            *last = last.hull(span);
            continue;
        };
        found.push((compact(scope.document.slice(label)), label, value));
    }
    (found.len() >= LEAST).then_some(found)
}

/// The parts of a line between wide gaps or marks, blanks left out.
fn parts(text: &str, marks: &[char]) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut start, mut end, mut wide) = (None, 0, 0);
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            wide += if c.is_ascii() { 1 } else { 2 };
            continue;
        }
        if let Some(from) = start.filter(|_| wide >= GAP) {
            parts.push((from, end));
            start = None;
        }
        wide = 0;
        if marks.contains(&c) {
            parts.extend(start.take().map(|from| (from, end)));
            continue;
        }
        start = start.or(Some(at));
        end = at + c.len_utf8();
    }
    parts.extend(start.map(|from| (from, end)));
    parts
}
