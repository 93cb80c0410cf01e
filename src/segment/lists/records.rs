//! Records of labelled lines: `名称：甲馆`, `地址：…` one below the other, or numbered names with such lines below.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::headings::{self, Headings};
use super::numbered;
use super::places;
use super::{Found, Scope};
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{RegionRole, Span};
use crate::segment::roster::header::Header;
use crate::segment::roster::{columns, groups, words};
use crate::text::{compact, is_blank, numeral, trim};

/// Fewest records, and most labels of one.
const LEAST: usize = 2;
const LABELS_MOST: usize = 12;

/// Longest label, in characters.
const LABEL_MOST: usize = 8;

/// What a line is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// A label, and what stands behind its colon.
    Label(Span, Span),
    /// A numbered name: its number, as printed and read, and the name.
    Item(Span, u32, Span),
    Other,
}

/// A record: its lines, by index into the scope.
pub(super) struct Record {
    item: Option<(Span, u32, Span)>,
    /// Each with its label and value.
    values: Vec<(String, Span, Span)>,
    first: usize,
}

impl Record {
    /// A record that stands in one line.
    pub(super) fn of_line(line: usize, values: Vec<(String, Span, Span)>) -> Self {
        Self { item: None, values, first: line }
    }

    /// Whether it has a value for each label.
    pub(super) fn has(&self, labels: &[(String, Span)]) -> bool {
        self.values.len() == labels.len()
    }
}

/// Recognises records whose labels repeat from one to the next.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if !scope.annex {
        return None;
    }
    let open = scope.open();
    let mut parts: Vec<Part> = open.iter().map(|index| part(scope, *index)).collect();
    // A label is known, or stands before another colon too.
    let mut count: HashMap<String, usize, FixedState> = HashMap::default();
    let name = |label: &Span| compact(scope.document.slice(*label));
    for part in &parts {
        if let Part::Label(label, _) = part {
            *count.entry(name(label)).or_default() += 1;
        }
    }
    for part in &mut parts {
        if let Part::Label(label, _) = part
            && count[&name(label)] < LEAST
        {
            *part = Part::Other;
        }
    }
    let labels = |part: &Part| matches!(part, Part::Label(..));
    // Most annexes have no labelled lines.
    if parts.iter().filter(|part| labels(part)).count() < 2 * LEAST {
        return None;
    }
    let first = parts.iter().position(|part| !matches!(part, Part::Other))?;
    let by_item = matches!(parts[first], Part::Item(..));
    let lead = match parts[first] {
        Part::Label(label, _) => compact(scope.document.slice(label)),
        _ => String::new(),
    };
    let begins = |part: &Part| match part {
        Part::Item(..) => by_item,
        Part::Label(label, _) => !by_item && compact(scope.document.slice(*label)) == lead,
        Part::Other => false,
    };
    let mut found = Found::default();
    let mut headings = Headings::default();
    let mut records: Vec<(Record, Option<u32>)> = Vec::new();
    let last = parts.iter().rposition(|part| !matches!(part, Part::Other))?;
    for index in headings::above(scope, open[first])..open[first] {
        if scope.is_open(index) {
            let heading = groups::heading(scope.document, &scope.lines[index]);
            headings.enter(&heading, scope.text(index), &mut found);
            found.taken.push(index);
        }
    }
    for at in first..=last {
        let (index, part) = (open[at], parts[at]);
        if begins(&part) {
            let item =
                if let Part::Item(number, n, name) = part { Some((number, n, name)) } else { None };
            let record = Record { item, values: Vec::new(), first: index };
            records.push((record, headings.entry()));
        }
        match part {
            Part::Label(label, value) => {
                let (record, _) = records.last_mut()?;
                record.values.push((compact(scope.document.slice(label)), label, value));
                found.regions.push((label, RegionRole::ColumnHeader));
                found
                    .regions
                    .push((Span::new(label.end, scope.lines[index].span.end), RegionRole::Cell));
            }
            Part::Item(..) => found.regions.push((scope.lines[index].span, RegionRole::Cell)),
            Part::Other => {
                let heading = groups::heading(scope.document, &scope.lines[index]);
                let above = parts.get(at + 1).is_some_and(begins);
                let text = compact(scope.text(index));
                if words::is_remark(&text) {
                    found.note(NoteKind::Remark, scope.lines[index].span);
                } else if above && (heading.is_formal() || words::ends_list_title(&text)) {
                    headings.enter(&heading, scope.text(index), &mut found);
                } else {
                    return None;
                }
            }
        }
        found.taken.push(index);
    }
    headings.finish(&mut found);
    let labels = labels_of(&records)?;
    let told = records.iter().filter(|(record, _)| !record.values.is_empty()).count();
    if records.len() < LEAST || told * 5 < records.len() * 4 {
        return None;
    }
    let whole = records.iter().all(|(record, _)| record.values.len() == labels.len());
    found.proven = by_item || scope.is_declared(records.len()) || (whole && records.len() > LEAST);
    build(scope, &records, &labels, by_item, &mut found);
    Some(found)
}

/// The labels in their order, if most records have each and no record has one twice.
pub(super) fn labels_of(records: &[(Record, Option<u32>)]) -> Option<Vec<(String, Span)>> {
    let mut labels: Vec<(String, Span, usize)> = Vec::new();
    for (record, _) in records {
        for (at, (name, span, _)) in record.values.iter().enumerate() {
            if record.values[..at].iter().any(|(other, ..)| other == name) {
                return None;
            }
            match labels.iter_mut().find(|(known, ..)| known == name) {
                Some((_, _, count)) => *count += 1,
                None => labels.push((name.clone(), *span, 1)),
            }
            if labels.len() > LABELS_MOST {
                return None;
            }
        }
    }
    let common = labels.iter().all(|(_, _, count)| count * 2 > records.len());
    (common && !labels.is_empty()).then(|| labels.into_iter().map(|(n, s, _)| (n, s)).collect())
}

pub(super) fn build(
    scope: &Scope<'_>,
    records: &[(Record, Option<u32>)],
    labels: &[(String, Span)],
    by_item: bool,
    found: &mut Found,
) {
    let lead = if by_item { 2 } else { 0 };
    let mut rows: Vec<Vec<Span>> = Vec::with_capacity(records.len());
    for (record, _) in records {
        let end = scope.lines[record.first].span.end;
        let mut cells: Vec<Span> = Vec::with_capacity(lead + labels.len());
        if let Some((number, _, name)) = record.item {
            cells.extend([number, name]);
        }
        cells.extend(labels.iter().map(|(label, _)| {
            let value = record.values.iter().find(|(name, ..)| name == label);
            value.map_or(Span::at(end), |(_, _, value)| *value)
        }));
        rows.push(cells);
    }
    let sample: Vec<Vec<&str>> = rows
        .iter()
        .take(columns::SAMPLE)
        .map(|cells| cells.iter().map(|cell| scope.document.slice(*cell)).collect())
        .collect();
    let mut header = Header::default();
    header.titles.resize(lead, String::new());
    header.spans.resize(lead, Span::at(0));
    for (label, span) in labels {
        header.titles.push(label.clone());
        header.spans.push(*span);
    }
    found.roster.columns = columns::columns(Some(&header), lead + labels.len(), None, &sample);
    for ((record, group), cells) in records.iter().zip(rows) {
        let serial = record.item.map_or(Serial::None, |(_, n, _)| Serial::Value(n));
        let short = record.values.len() < labels.len();
        found.entry(&cells, *group, serial);
        if short && let Some(entry) = found.roster.entries.last() {
            let (own, all) = (record.values.len() + lead, labels.len() + lead);
            let kind = OddityKind::Ragged { found: own as u32, expected: all as u32 };
            found.oddities.push((kind, entry.span));
        }
    }
}

fn part(scope: &Scope<'_>, index: usize) -> Part {
    let (text, line) = (scope.text(index), scope.lines[index].span);
    if let Some((number, n, name)) = numbered::item_of_line(text, line) {
        // 1.甲公司：… is no name alone.
        let plain = !scope.document.slice(name).contains(['：', ':', '。', '；']);
        return if plain { Part::Item(number, n, name) } else { Part::Other };
    }
    labelled(scope, text, line)
}

/// A text that begins with a label.
pub(super) fn labelled(scope: &Scope<'_>, text: &str, line: Span) -> Part {
    let Some(at) = text.find(['：', ':']) else { return Part::Other };
    let width = text[at..].chars().next().map_or(1, char::len_utf8);
    let label = trim(Span::of(line.start as usize, line.start as usize + at), &scope.document.text);
    let value =
        trim(Span::of(line.start as usize + at + width, line.end as usize), &scope.document.text);
    let name = compact(scope.document.slice(label));
    let place = places::ends_as_place(&name) || places::is_province(&name);
    let short = (2..=LABEL_MOST).contains(&name.chars().count());
    let word = !name
        .contains(|c: char| is_blank(c) || numeral::digit(c).is_some() || "、，（(".contains(c));
    if short && word && !place { Part::Label(label, value) } else { Part::Other }
}
