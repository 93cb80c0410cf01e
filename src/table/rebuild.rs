//! A dataset's rows as the notice they came from: rosters over the table's own cells. So the checks
//! of notices run over a table as they are, and what is worked out can be worked out anew.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Table;
use super::derive::CITIES;
use super::ours::{Family, Kind, Layout};
use crate::gazetteer::Gazetteer;
use crate::model::roster::Serial;
use crate::model::{Column, Date, Entry, Group, Notice, Role, Roster, SerialRule, Span, Spanned};
use crate::normalize::place;
use crate::text::numeral;
use crate::text::words::places::GENERIC_ZONES;

/// Rows that belong to one notice: first row, and the row behind the last.
pub(super) type Chunk = (usize, usize);

/// Parts a table where document, number or date change; most tables are of one notice.
pub(super) fn chunks(table: &Table, layout: &Layout) -> Vec<Chunk> {
    let told = [layout.document, layout.number, layout.date];
    // A number or date that is not there says nothing of another notice.
    let same = |a: usize, b: usize| {
        told.iter().flatten().all(|at| {
            let (a, b) = (table.cell(a, *at), table.cell(b, *at));
            let says = Some(*at) == layout.document || !a.is_empty() && !b.is_empty();
            a == b || !says
        })
    };
    let mut chunks: Vec<Chunk> = Vec::new();
    for row in 0..table.rows.len() {
        match chunks.last_mut() {
            Some(last) if same(last.0, row) => last.1 = row + 1,
            _ => chunks.push((row, row + 1)),
        }
    }
    chunks
}

/// The notice of some rows. `roles` says what columns with a print beside
/// them hold.
pub(super) fn notice(
    table: &Table,
    layout: &Layout,
    rows: Chunk,
    roles: &[Option<Role>],
) -> Notice {
    let mut notice = Notice::default();
    let first = rows.0;
    if let Some(at) = layout.number.filter(|at| !table.cell(first, *at).is_empty()) {
        let number = table.cell(first, at).into_owned();
        notice.head.number = Some(Spanned::new(number, table.place(first, at)));
    }
    if let Some((at, date)) =
        layout.date.and_then(|at| Some((at, table.cell(first, at).parse::<Date>().ok()?)))
    {
        notice.head.date = Some(Spanned::new(date, table.place(first, at)));
    }
    notice.rosters.push(roster(table, layout, rows, roles));
    notice.annex_start = table.document.text.len() as u32;
    notice
}

fn roster(table: &Table, layout: &Layout, rows: Chunk, roles: &[Option<Role>]) -> Roster {
    let mut roster = Roster {
        levels: layout.groups.iter().map(|at| table.title(*at).into_owned()).collect(),
        span: Span::new(table.rows[rows.0].start, table.rows[rows.1 - 1].end),
        ..Roster::default()
    };
    let column = |key: &str, role, header: usize| Column {
        key: key.to_owned(),
        title: table.title(header).into_owned(),
        header: Some(table.head_cell(header)),
        role,
        evidence: "header",
    };
    if let Some(rank) = layout.rank {
        roster.columns.push(column("rank", Role::Serial, rank));
    }
    for (family, told) in layout.families.iter().zip(roles) {
        let role = match family.kind {
            Kind::Place => Role::PlaceOrUnit,
            Kind::Units if told.is_some_and(|role| role != Role::Text) => {
                told.unwrap_or(Role::Text)
            }
            // What names the rows: names may repeat elsewhere without a word.
            Kind::Units | Kind::Text => match Role::parse(&family.key) {
                Some(role @ (Role::Name | Role::Project)) => role,
                _ => Role::Text,
            },
        };
        let mut column = column(&family.key, role, family.value);
        if family.kind == Kind::Place && *told == Some(CITIES) {
            "城市".clone_into(&mut column.title);
        }
        roster.columns.push(column);
    }
    let mut known = Bearers::default();
    let surrounded = (rows.0..rows.1)
        .any(|row| layout.families.iter().any(|of| is_told(table, row, of, &mut known)));
    let mut last: Option<Vec<String>> = None;
    for row in rows.0..rows.1 {
        let path: Vec<String> =
            layout.groups.iter().map(|at| table.cell(row, *at).into_owned()).collect();
        if last.as_ref() != Some(&path) {
            if path.iter().any(|level| !level.is_empty()) {
                let at = layout.groups.iter().rev().find(|at| !table.cell(row, **at).is_empty());
                let span = at.map_or(table.rows[row], |at| table.place(row, *at));
                let heading = heading(&path);
                roster.groups.push(Group { path: path.clone(), heading, span, claim: None });
            }
            last = Some(path);
        }
        let headed = last.iter().flatten().any(|level| !level.is_empty());
        let group = (roster.groups.len() as u32).checked_sub(1).filter(|_| headed);
        let serial = serial(table, layout, row);
        roster.entries.push(Entry { span: table.rows[row], group, serial, ragged: false });
        if let Some(rank) = layout.rank {
            // Where no number could be read the print is beside it.
            let raw = layout.rank_raw.filter(|_| serial == Serial::Unreadable);
            roster.cells.push(table.place(row, raw.unwrap_or(rank)));
        }
        for family in &layout.families {
            cell(table, row, family, (&mut known, surrounded), &mut roster);
        }
    }
    roster.serial = rule(&roster);
    roster
}

/// 特色基地（教育）: the levels of a path as one heading.
pub(super) fn heading(path: &[String]) -> String {
    let mut filled = path.iter().filter(|level| !level.is_empty());
    let mut heading = filled.next().cloned().unwrap_or_default();
    for level in filled {
        heading.extend(["（", level, "）"]);
    }
    heading
}

fn serial(table: &Table, layout: &Layout, row: usize) -> Serial {
    let Some(rank) = layout.rank else { return Serial::None };
    let text = table.cell(row, rank);
    let raw = layout.rank_raw.map(|at| table.cell(row, at)).unwrap_or_default();
    match (text.is_empty(), numeral::whole(&text).and_then(|n| u32::try_from(n).ok())) {
        (true, _) if raw.is_empty() => Serial::None,
        (false, Some(number)) => Serial::Value(number),
        _ => Serial::Unreadable,
    }
}

/// Names of places that several bear, by their print: what they may be in full.
type Bearers = HashMap<String, Vec<String>, FixedState>;

/// Whether a print alone is the name of several places, and the value beside it one of them: the notice's issuer
/// told which (南山区 in 深圳市's), and a table does not have it. Then the rest is held against that value.
fn is_told(table: &Table, row: usize, family: &Family, known: &mut Bearers) -> bool {
    let Some(raw) = family.raw.filter(|_| family.kind == Kind::Place) else { return false };
    let (print, value) = (table.cell(row, raw), table.cell(row, family.value));
    // 高新区 in 南通市's, where the value is a zone of that name.
    if GENERIC_ZONES.contains(&&*print) {
        let place = place::resolve(&value, None, Gazetteer::embedded());
        return print != value && place.zone == value && place.adcode.is_some();
    }
    if print.is_empty() || print.len() == value.len() || !value.ends_with(&*print) {
        return false;
    }
    let bearers = known.entry(print.into_owned()).or_insert_with_key(|print| {
        let place = place::resolve(print, None, Gazetteer::embedded());
        place.candidates.into_iter().map(|candidate| candidate.name).collect()
    });
    bearers.iter().any(|bearer| *bearer == value)
}

/// The printed cell: its span, its pieces where a doubled quote stands for one. `surrounded`: the print of other rows
/// tells their places only with what stood around it, so that an empty one may stand for what stood there.
fn cell(
    table: &Table,
    row: usize,
    family: &Family,
    (known, surrounded): (&mut Bearers, bool),
    roster: &mut Roster,
) {
    let is_empty = |raw| table.cell(row, raw).is_empty();
    let told = is_told(table, row, family, known)
        || (surrounded && family.kind == Kind::Place && family.raw.is_some_and(is_empty));
    let column = family.raw.filter(|_| !told).unwrap_or(family.value);
    let at = table.at(row, column);
    if at.escaped {
        let text = at.span.text(&table.document.text);
        let mut pieces = Vec::new();
        let mut from = 0;
        for (quote, _) in text.match_indices("\"\"") {
            // Pairs do not overlap: the first quote is kept, the second left out.
            let start = at.span.start as usize;
            pieces.push(Span::of(start + from, start + quote + 1));
            from = quote + 2;
        }
        pieces.push(Span::new(at.span.start + from as u32, at.span.end));
        roster.joined.insert(roster.cells.len() as u32, pieces);
    } else if let Some(lines) = several(table, row, family) {
        roster.stacked.insert(roster.cells.len() as u32, lines);
    }
    let empty = at.span.is_empty();
    roster.cells.push(if empty { Span::at(table.place(row, column).start) } else { at.span });
}

/// The lines of a print that the value beside it has as so many values, `2；15`: those of several rows.
fn several(table: &Table, row: usize, family: &Family) -> Option<Vec<Span>> {
    let at = table.at(row, family.raw?);
    let text = at.span.text(&table.document.text);
    if !text.contains('\n') {
        return None;
    }
    let mut lines = Vec::new();
    let mut start = at.span.start as usize;
    for line in text.split_inclusive('\n') {
        let own = line.trim_end_matches(['\r', '\n']);
        if !own.trim().is_empty() {
            lines.push(Span::of(start, start + own.len()));
        }
        start += line.len();
    }
    (table.cell(row, family.value).split('；').count() == lines.len()).then_some(lines)
}

/// How the serials run: anew in each group, or on through all.
fn rule(roster: &Roster) -> SerialRule {
    // Words in their place throughout are no serials.
    if roster.entries.iter().all(|entry| entry.serial.value().is_none()) {
        return SerialRule::None;
    }
    let (mut anew, mut on) = (0, 0);
    for pair in roster.entries.windows(2) {
        let ([a, b], true) =
            ([pair[0], pair[1]].map(|e| e.serial.value()), pair[0].group != pair[1].group)
        else {
            continue;
        };
        anew += usize::from(b == Some(1));
        on += usize::from(a.is_some() && b == a.map(|a| a + 1));
    }
    let whole = roster.groups.is_empty();
    if whole || on > anew { SerialRule::RunOn } else { SerialRule::PerGroup }
}
