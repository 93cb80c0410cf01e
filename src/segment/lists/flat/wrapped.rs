//! A flattened table with serials whose cells, and whose header's, stand on several lines: DB31/T over 1406—2023.

use super::align::{self, Aligned};
use super::chain::{self, Row};
use super::serials::{aside, cells, first, value};
use super::{columns, head_of, place, spans, take_header};
use crate::model::notice::OddityKind;
use crate::model::roster::Serial;
use crate::model::{RegionRole, Role, Span};
use crate::segment::lists::headings::Headings;
use crate::segment::lists::{Found, Scope};
use crate::segment::roster::header::Header;
use crate::segment::roster::words;
use crate::text::headers;

/// So many rows tell what the columns hold.
const LEAST: usize = 3;

/// Longest header that is tried with two of its lines together.
const HEAD_MOST: usize = 14;

/// Longest table whose header is tried so, in lines.
const TRIED_MOST: usize = 4000;

/// So many rows have what is merged in the same columns.
const MERGED_LEAST: usize = 2;

/// A header, its rows, and how their lines were read.
struct Reading {
    head: Header,
    rows: Vec<Row>,
    aligned: Vec<Aligned>,
}

impl Reading {
    /// How many rows are not sure, or lack cells that none is merged with.
    fn doubtful(&self) -> usize {
        let merged = self.merged();
        let notes = |column: &usize| role(&self.head, *column) == Some(Role::Note);
        let doubtful = |row: &&Aligned| {
            let mut missing = row.missing();
            missing.retain(|column| !notes(column));
            !row.sure || !row.proven || !(missing.is_empty() || merged.contains(&missing))
        };
        self.aligned.iter().filter(doubtful).count()
    }

    fn score(&self) -> i32 {
        self.aligned.iter().map(|row| row.score).sum()
    }

    /// The columns behind the serial that several rows alike leave out.
    fn merged(&self) -> Vec<Vec<usize>> {
        let mut counts: Vec<(Vec<usize>, usize)> = Vec::new();
        for row in self.aligned.iter().filter(|row| row.sure) {
            let mut missing = row.missing();
            missing.retain(|column| role(&self.head, *column) != Some(Role::Note));
            let left = missing.iter().zip(1..).all(|(column, at)| *column == at);
            // A lone code is of one row.
            let lone = missing.len() == 1;
            let own = |column: &usize| match role(&self.head, *column) {
                Some(Role::Number | Role::Date) => true,
                Some(Role::Code) => lone,
                _ => false,
            };
            if missing.is_empty() || !left || missing.iter().any(own) {
                continue;
            }
            match counts.iter_mut().find(|(other, _)| *other == missing) {
                Some((_, times)) => *times += 1,
                None => counts.push((missing, 1)),
            }
        }
        let several = counts.into_iter().filter(|(_, times)| *times >= MERGED_LEAST);
        several.map(|(columns, _)| columns).collect()
    }
}

fn role(head: &Header, column: usize) -> Option<Role> {
    words::role_of(&head.titles[column])
}

/// Reads such a table.
pub(super) fn read(
    scope: &Scope<'_>,
    above: &[usize],
    head: &[usize],
    body: &[usize],
    repeats: &[usize],
) -> Option<Found> {
    let whole = head_of(scope, head);
    let mut best = reading(scope, body, &whole)?;
    if best.doubtful() * 2 > best.rows.len() && head.len() <= HEAD_MOST && body.len() <= TRIED_MOST
    {
        for joined in joined(&whole) {
            let Some(other) = reading(scope, body, &joined) else { continue };
            if (other.doubtful(), -other.score()) < (best.doubtful(), -best.score()) {
                best = other;
            }
        }
    }
    Some(build(scope, &best, above, head, body, repeats))
}

/// The header with two neighbours put together of which one alone heads nothing, each way.
fn joined(head: &Header) -> Vec<Header> {
    let known = |at: usize| {
        let title = &head.titles[at];
        words::role_of(title).is_some() || headers::is_optional(title)
    };
    let pairs = (1..head.titles.len() - 1).filter(|at| !known(*at) || !known(at + 1));
    let join = |at: usize| {
        let mut joined = head.clone();
        let below = joined.titles.remove(at + 1);
        joined.titles[at].push_str(&below);
        joined.spans.remove(at + 1);
        joined
    };
    pairs.map(join).collect()
}

fn reading(scope: &Scope<'_>, body: &[usize], head: &Header) -> Option<Reading> {
    let plain = first(scope, body)?.0 > 0;
    let plain = plain.then(|| crate::text::compact(scope.text(body[0])));
    let mut cells = cells(scope, head, body, plain.as_deref());
    cells.loose = true;
    let (rows, _) = chain::rows(&cells)?;
    if rows.len() < LEAST {
        return None;
    }
    let texts: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| body[row.start..row.cut].iter().map(|i| scope.text(*i)).collect())
        .collect();
    // 曾用名 names no row.
    let optional = |at: usize| headers::is_optional(&head.titles[at]);
    let named = |at: usize, role: &Role| *role != Role::Name || !optional(at);
    let own = |at: usize| role(head, at).filter(|role| named(at, role));
    let roles: Vec<Option<Role>> = (0..head.titles.len()).map(own).collect();
    let aligned = align::align(&texts, &roles)?;
    Some(Reading { head: head.clone(), rows, aligned })
}

fn build(
    scope: &Scope<'_>,
    reading: &Reading,
    above: &[usize],
    head: &[usize],
    body: &[usize],
    repeats: &[usize],
) -> Found {
    let Reading { head: titles, rows, aligned } = reading;
    let mut found = Found { proven: true, ..Found::default() };
    let whole = rows.iter().zip(aligned).filter(|(_, own)| own.missing().is_empty());
    let values: Vec<Vec<&str>> = whole
        .map(|(row, own)| {
            let first = |cell: &std::ops::Range<usize>| scope.text(body[row.start + cell.start]);
            own.cells.iter().map(first).collect()
        })
        .collect();
    columns(&mut found, titles, &values);
    let merged = reading.merged();
    let mut headings = Headings::default();
    let first = rows.first().map_or(0, |row| row.start);
    aside(scope, &mut found, above, &mut headings);
    aside(scope, &mut found, &body[..first], &mut headings);
    let mut upper: Option<Vec<(Span, Option<Vec<Span>>)>> = None;
    for (row, own) in rows.iter().zip(aligned) {
        let lines = &body[row.start..row.cut];
        let hull = spans(scope, lines).into_iter().reduce(Span::hull).unwrap_or_default();
        let mut missing = own.missing();
        missing.retain(|column| role(titles, *column) != Some(Role::Note));
        let shared = merged.contains(&missing);
        // No merged cell goes on below a heading.
        let group = found.roster.entries.last().map(|entry| entry.group);
        if group.is_some_and(|group| group != headings.entry()) {
            upper = None;
        }
        // A place alone is that of the row above, and doubted.
        let place = missing == [1] && role(titles, 1) == Some(Role::Place);
        let above = |column: &usize| (shared || place) && missing.contains(column);
        let mut cells: Vec<(Span, Option<Vec<Span>>)> = Vec::with_capacity(own.cells.len());
        for (column, range) in own.cells.iter().enumerate() {
            let parts = spans(scope, &lines[range.clone()]);
            cells.push(match (parts.as_slice(), &upper) {
                ([], Some(upper)) if above(&column) => upper[column].clone(),
                ([], _) => (Span::at(hull.end), None),
                ([one], _) => (*one, None),
                (several, _) => (several[0], Some(parts.clone())),
            });
        }
        let lost = !own.sure || !own.proven || !(missing.is_empty() || (shared && upper.is_some()));
        let at = found.roster.cells.len();
        for (column, (_, parts)) in cells.iter().enumerate() {
            if let Some(parts) = parts {
                found.roster.joined.insert((at + column) as u32, parts.clone());
            }
        }
        let serial = value(scope, lines[0]).map_or(Serial::Unreadable, Serial::Value);
        let firsts: Vec<Span> = cells.iter().map(|(span, _)| *span).collect();
        found.entry(&firsts, headings.entry(), serial);
        if let Some(entry) = found.roster.entries.last_mut() {
            entry.span = hull;
            entry.ragged = lost;
        }
        let regions = spans(scope, lines).into_iter().map(|span| (span, RegionRole::Cell));
        found.regions.extend(regions);
        found.taken.extend_from_slice(lines);
        if lost {
            let (own, expected) = (lines.len() as u32, titles.titles.len() as u32);
            found.oddities.push((OddityKind::Ragged { found: own, expected }, hull));
        }
        upper = Some(cells);
        aside(scope, &mut found, &body[row.cut..row.end], &mut headings);
    }
    headings.finish(&mut found);
    place::doubt(scope, &mut found, &titles.titles);
    take_header(scope, &mut found, head, repeats);
    found
}
