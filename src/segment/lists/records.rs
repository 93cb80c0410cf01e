//! Records of labelled lines: `名称：甲馆`, `地址：…` one below the other, or numbered names with such lines below.

mod cards;

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::headings::{self, Headings};
use super::numbered;
use super::places;
use super::{Found, Scope, column};
use crate::model::notice::OddityKind;
use crate::model::roster::{NoteKind, Serial};
use crate::model::{RegionRole, Role, Span};
use crate::segment::roster::header::Header;
use crate::segment::roster::{columns, groups, serial, words};
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
    /// A number before a label and what stands behind its colon: 1.项目名称：甲.
    Numbered(Span, u32, (Span, Span)),
    Other,
}

impl Part {
    /// The label of the line, and what stands behind it.
    const fn label(self) -> Option<(Span, Span)> {
        match self {
            Self::Label(label, value) | Self::Numbered(_, _, (label, value)) => {
                Some((label, value))
            }
            Self::Item(..) | Self::Other => None,
        }
    }
}

/// A record: its lines, by index into the scope.
pub(super) struct Record {
    /// Its number, as printed and read, and the name behind it, where that has no label.
    item: Option<(Span, u32, Option<Span>)>,
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
    let open = scope.open();
    let mut parts: Vec<Part> = open.iter().map(|index| part(scope, *index)).collect();
    if !scope.annex {
        cards::keep(scope, &open, &mut parts)?;
    }
    // A label is known, or stands before another colon too.
    let mut count: HashMap<String, usize, FixedState> = HashMap::default();
    let name = |label: &Span| compact(scope.document.slice(*label));
    for (label, _) in parts.iter().filter_map(|part| part.label()) {
        *count.entry(name(&label)).or_default() += 1;
    }
    for part in &mut parts {
        if part.label().is_some_and(|(label, _)| count[&name(&label)] < LEAST) {
            *part = Part::Other;
        }
    }
    // Most annexes have no labelled lines.
    let over_label = |part: &&Part| matches!(part, Part::Numbered(..));
    let fewest = if parts.iter().any(|part| over_label(&part)) { LEAST + 1 } else { 2 * LEAST };
    if parts.iter().filter(|part| part.label().is_some()).count() < fewest {
        return None;
    }
    let first = parts.iter().position(|part| !matches!(part, Part::Other))?;
    let lead = parts[first].label().map(|(label, _)| name(&label));
    let serials = match parts[first] {
        Part::Item(..) => Serials::Names,
        Part::Numbered(..) => Serials::Labels,
        _ => Serials::None,
    };
    // 1.一等奖：甲 over 2.二等奖：乙: other labels are numbered as well.
    let leads = |part: &Part| lead.is_some() && part.label().map(|(label, _)| name(&label)) == lead;
    if parts.iter().filter(over_label).any(|part| serials != Serials::Labels || !leads(part)) {
        return None;
    }
    let begins = |part: &Part| leads(part) || matches!(part, Part::Item(..));
    let mut found = Found::default();
    let mut headings = Headings::default();
    let mut records: Vec<(Record, Option<u32>)> = Vec::new();
    let last = parts.iter().rposition(|part| !matches!(part, Part::Other))?;
    let top = if scope.annex { headings::above(scope, open[first]) } else { open[first] };
    for index in top..open[first] {
        if scope.is_open(index) {
            let heading = groups::heading(scope.document, &scope.lines[index]);
            headings.enter(&heading, scope.text(index), &mut found);
            found.taken.push(index);
        }
    }
    for at in first..=last {
        let (index, part) = (open[at], parts[at]);
        let span = scope.lines[index].span;
        // A label that the record has: the line with which the next one begins is lost.
        let again = part.label().is_some_and(|(label, _)| {
            let own = records.last().map_or(&[][..], |(record, _)| &record.values);
            own.iter().any(|(known, ..)| *known == name(&label))
        });
        if begins(&part) || again {
            let item = match part {
                Part::Item(number, n, name) => Some((number, n, Some(name))),
                Part::Numbered(number, n, _) => Some((number, n, None)),
                Part::Label(..) | Part::Other => None,
            };
            let record = Record { item, values: Vec::new(), first: index };
            records.push((record, headings.entry()));
        }
        match part {
            Part::Label(label, value) | Part::Numbered(_, _, (label, value)) => {
                let (record, _) = records.last_mut()?;
                record.values.push((name(&label), label, value));
                found.regions.push((Span::new(span.start, label.start), RegionRole::Cell));
                found.regions.push((label, RegionRole::ColumnHeader));
                found.regions.push((Span::new(label.end, span.end), RegionRole::Cell));
            }
            Part::Item(..) => found.regions.push((span, RegionRole::Cell)),
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
    // 1.一等奖：甲 2.一等奖：乙: a label by itself is one that heads columns.
    if serials == Serials::Labels && labels.len() == 1 && words::role_of(&labels[0].0).is_none() {
        return None;
    }
    let whole = records.iter().all(|(record, _)| record.values.len() == labels.len());
    let numbered = serials != Serials::None;
    found.proven = numbered || scope.is_declared(records.len()) || (whole && records.len() > LEAST);
    build(scope, &records, &labels, serials, &mut found);
    Some(found)
}

/// What the numbers of records stand before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Serials {
    None,
    /// Names without a label.
    Names,
    /// The first label of each.
    Labels,
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
    serials: Serials,
    found: &mut Found,
) {
    let lead = match serials {
        Serials::None => 0,
        Serials::Labels => 1,
        Serials::Names => 2,
    };
    let mut rows: Vec<Vec<Span>> = Vec::with_capacity(records.len());
    for (record, _) in records {
        let end = scope.lines[record.first].span.end;
        let mut cells: Vec<Span> = Vec::with_capacity(lead + labels.len());
        let own = record.item.map(|(number, _, name)| [Some(number), name]);
        let own = own.unwrap_or_default().into_iter().map(|cell| cell.unwrap_or(Span::at(end)));
        cells.extend(own.take(lead));
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
    if let (Some(first), true) = (found.roster.columns.first_mut(), lead > 0) {
        *first = column("rank", Role::Serial, "values");
    }
    // 序号：1 as the first line of each.
    let own = found.roster.columns.iter().position(|column| column.role == Role::Serial);
    let own = own.filter(|_| serials == Serials::None);
    for ((record, group), cells) in records.iter().zip(rows) {
        let printed = own.map(|column| serial::parse(scope.document.slice(cells[column])));
        let serial = record.item.map_or(Serial::None, |(_, n, _)| Serial::Value(n));
        let serial = printed.unwrap_or(serial);
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
    if let Some((number, n, name)) = numbered::number_of_line(text, line) {
        // 1.甲公司：… is no name alone; 一、甲 is a heading.
        let plain = !scope.document.slice(name).contains(['：', ':', '。', '；']);
        return match labelled(scope, scope.document.slice(name), name) {
            Part::Label(label, value) => Part::Numbered(number, n, (label, value)),
            _ if plain && numbered::item_of_line(text, line).is_some() => {
                Part::Item(number, n, name)
            }
            _ => Part::Other,
        };
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
