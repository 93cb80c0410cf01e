//! Rows and lines of sums that count the rows themselves: 合计：3个 below a table, 小计 | 5家 below a group.
//! A sum of a column's numbers is added up elsewhere.

use std::borrow::Cow;

use super::{claims, tally};
use crate::model::notice::OddityKind;
use crate::model::roster::{Note, NoteKind};
use crate::model::{
    Claim, ClaimPlace, Document, Notice, Oddity, Relation, Role, Roster, Span, Table,
};
use crate::text::{View, compact, numeral};

/// Reads the counts of all rows of sums, each with what it counts: the whole roster, or the group
/// that it closes.
pub(super) fn read(document: &Document, tables: &[Cow<'_, Table>], notice: &mut Notice) {
    for index in 0..notice.rosters.len() {
        if let Some(span) = without_sum(document, &notice.rosters[index]) {
            let kind = OddityKind::RosterUncertain { why: "sum" };
            notice.oddities.push(Oddity { kind, span, roster: Some(index as u32) });
        }
        if let Some(span) = second_sum(document, &notice.rosters[index]) {
            let kind = OddityKind::RosterUncertain { why: "no-heading" };
            notice.oddities.push(Oddity { kind, span, roster: Some(index as u32) });
        }
        let sums = of_roster(document, tables, &notice.rosters[index]);
        let sums = sums.into_iter().chain(of_remarks(document, &notice.rosters[index]));
        for (mut claim, group) in sums {
            let known = |other: &&mut Claim| other.numeral == claim.numeral;
            if let Some(other) = notice.claims.iter_mut().find(known) {
                // （4家） below a title counts all rows, as the title would; a remark may count some of them.
                let first = notice.rosters[index].entries.first();
                let above = first.is_some_and(|entry| claim.span.end <= entry.span.start);
                if above && other.place == ClaimPlace::Note && other.relation == Relation::Alone {
                    *other = claim;
                }
                continue;
            }
            if let Some(group) = group {
                claim.place = ClaimPlace::Heading { roster: index as u32, group };
            }
            notice.claims.push(claim);
        }
    }
}

/// The counts of remarks that count all rows: （23处） above them, （注：以上名单共5家） below.
fn of_remarks(document: &Document, roster: &Roster) -> Vec<(Claim, Option<u32>)> {
    let end = roster.entries.last().map_or(0, |entry| entry.span.end);
    let below = |note: &&Note| note.kind == NoteKind::Remark && note.span.start >= end;
    let view = |note: &Note| View::join(&[note.span], &document.text);
    let counts = |note| claims::of_total(&view(note), ClaimPlace::Title);
    // A bracket between headings is of the one above it.
    let first = roster.groups.first().map_or(u32::MAX, |group| group.span.start);
    let start = roster.entries.first().map_or(0, |entry| entry.span.start).min(first);
    let above = |note: &&Note| note.kind == NoteKind::Remark && note.span.end <= start;
    let titled = roster.notes.iter().filter(above);
    let titled = titled.filter_map(|note| claims::of_bracket(&view(note), ClaimPlace::Title));
    let below = roster.notes.iter().filter(below).filter_map(counts);
    titled.chain(below).map(|claim| (claim, None)).collect()
}

/// The counts of a roster's rows of sums; with the group, where one counts a group alone.
fn of_roster(
    document: &Document,
    tables: &[Cow<'_, Table>],
    roster: &Roster,
) -> Vec<(Claim, Option<u32>)> {
    let mut found = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for note in roster.notes.iter().filter(|note| note.kind == NoteKind::Sum) {
        let above = roster.entries.partition_point(|entry| entry.span.end <= note.span.start);
        let word: String = compact(document.slice(note.span)).chars().take(2).collect();
        // A sum before further rows, or one of several alike, closes its group.
        let partial = above < roster.entries.len() || word == "小计" || words.contains(&word);
        words.push(word);
        let Some(claim) = count(document, tables, roster, note.span) else { continue };
        let group = above.checked_sub(1).and_then(|last| roster.entries[last].group);
        if !partial {
            found.push((claim, None));
        } else if group.is_some() {
            found.push((claim, group));
        }
    }
    found
}

/// The first row below a 小计, or below a 合计 where the first sum is called so, that a second one closes under the
/// same heading, where other headings have one each: the heading between them is lost.
fn second_sum(document: &Document, roster: &Roster) -> Option<Span> {
    let sums = || roster.notes.iter().filter(|note| note.kind == NoteKind::Sum);
    let text = |note: &Note| compact(document.slice(note.span));
    let first = text(sums().next()?);
    let word = if first.starts_with("合计") { "合计" } else { "小计" };
    let sums = sums().filter(|note| text(note).starts_with(word));
    let closed: Vec<(usize, u32)> = sums
        .filter_map(|note| {
            let end = |entry: &crate::model::Entry| entry.span.end <= note.span.start;
            let above = roster.entries.partition_point(end);
            Some((above, roster.entries[above.checked_sub(1)?].group?))
        })
        .collect();
    let twice = |pair: &&[(usize, u32)]| pair[0].1 == pair[1].1 && pair[0].0 < pair[1].0;
    let mut doubled = closed.windows(2).filter(twice);
    let first = doubled.next()?[0].0;
    (doubled.next().is_none() && closed.len() > 2).then(|| roster.entries[first].span)
}

/// The last row, where a sum closes every group but its own, and none comes below: the end is lost.
fn without_sum(document: &Document, roster: &Roster) -> Option<Span> {
    let mut sums: Vec<u32> = Vec::new();
    for note in roster.notes.iter().filter(|note| note.kind == NoteKind::Sum) {
        let above = roster.entries.partition_point(|entry| entry.span.end <= note.span.start);
        let group = above.checked_sub(1).and_then(|last| roster.entries[last].group)?;
        sums.push(group);
        // A sum of all below the last group closes it too.
        if above == roster.entries.len() || compact(document.slice(note.span)).starts_with('总') {
            return None;
        }
    }
    let last = roster.entries.last()?;
    sums.dedup();
    let mut groups: Vec<u32> = roster.entries.iter().filter_map(|entry| entry.group).collect();
    groups.dedup();
    let (own, others) = groups.split_last()?;
    (last.group == Some(*own) && !others.is_empty() && sums == others).then_some(last.span)
}

/// The count that a row of sums declares: 合计：3个, or one cell that is no sum of its column.
fn count(
    document: &Document,
    tables: &[Cow<'_, Table>],
    roster: &Roster,
    span: Span,
) -> Option<Claim> {
    let cells: Vec<(usize, Span)> = tally::cells(tables, span)
        .into_iter()
        .filter(|(_, span)| !compact(document.slice(*span)).is_empty())
        .collect();
    let (_, lead) = *cells.first().unwrap_or(&(0, span));
    let of_words = claims::of_total(&View::join(&[lead], &document.text), ClaimPlace::Title);
    if of_words.is_some() {
        return of_words;
    }
    // A short row leaves cells out: its number may be the sum of a column.
    let reach = cells.last().map_or(0, |(column, _)| column + 1);
    let numbers = roster.columns.iter().any(|column| column.role == Role::Number);
    let in_place = reach == roster.columns.len() || !numbers;
    let mut counts = cells.iter().skip(1).filter_map(|(at, span)| {
        let column = roster.columns.get(*at)?;
        let listed = matches!(
            column.role,
            Role::Name | Role::Place | Role::PlaceOrUnit | Role::Units | Role::Project
        );
        let text = compact(document.slice(*span));
        let (declared, length) = numeral::prefix(&text)?;
        // 5 below names counts them; 5个 below any words does.
        let bare = length == text.len();
        // 市县 over shares of money: they are added up.
        let counts = (listed && bare && in_place && !holds_figures(document, roster, *at))
            || (column.role != Role::Number
                && tally::is_count_cell(&text)
                && !bare
                && !holds_such(document, roster, *at, &text[length..]));
        counts.then(|| Claim {
            measure: text[length..].to_owned(),
            declared,
            span: *span,
            numeral: *span,
            place: ClaimPlace::Title,
            ..Claim::default()
        })
    });
    let first = counts.next()?;
    counts.next().is_none().then_some(first)
}

/// Whether the cells of a column are numbers.
fn holds_figures(document: &Document, roster: &Roster, column: usize) -> bool {
    let number =
        |text: &String| numeral::prefix(text).is_some_and(|(_, length)| length == text.len());
    let cells =
        (0..roster.entries.len()).map(|entry| compact(&roster.cell(document, entry, column)));
    let mut filled = cells.filter(|text| !text.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|text| number(&text))
}

/// Whether all cells of a column are numbers of such a measure, which its sum adds up: 2000人 over 12500人.
fn holds_such(document: &Document, roster: &Roster, column: usize, measure: &str) -> bool {
    let cells = (0..roster.entries.len())
        .map(|entry| compact(&roster.cell(document, entry, column)))
        .map(|text| text.trim_start_matches('约').to_owned())
        .filter(|text| !text.is_empty());
    let such = |text: &String| {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        text.trim_start_matches(digits) == measure && text.len() > measure.len()
    };
    let mut none = true;
    cells.inspect(|_| none = false).all(|text| such(&text)) && !none
}
