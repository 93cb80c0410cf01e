//! Which columns an entry table has, and what stands in them.
//!
//! The order is fixed: `notice_number`, `notice_date`, `entry`, one column per group level,
//! `rank`, then the roster's own columns from left to right, then where the row stands. A place
//! spreads over many columns. Names are given from left to right; a name that is taken, or that
//! belongs to a fixed column, gets `_2`, `_3` … behind it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::AtomicUsize;

use super::names::Names;
use super::parts::{self, PARTS, Part};
use crate::model::dataset::{Cell, Constraints, Content, Field, FieldKind, Rows, Table};
use crate::model::document::{Origin, OriginRun};
use crate::model::roster::Serial;
use crate::model::{Document, Head, Kind, Place, Role, Roster, Row, Value};

/// A roster with all that its tables are made from.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The document.
    pub document: &'a Document,
    /// The notice's head, for number and date.
    pub head: &'a Head,
    /// The roster.
    pub roster: &'a Roster,
    /// Its rows' values, in the order of its entries.
    pub rows: &'a [Row],
    /// Which roster of the notice, from 0.
    pub index: usize,
}

/// An entry table, and the names it gave to the roster's levels.
#[derive(Debug)]
pub struct Entries<'a> {
    /// The table.
    pub table: Table<'a>,
    /// The group columns' names, outermost first.
    pub levels: Vec<String>,
}

/// What a column of the table shows.
enum Slot {
    NoticeNumber,
    NoticeDate,
    Entry,
    Group(usize),
    Rank,
    RankRaw,
    Value(usize),
    Kind(usize),
    Part(usize, &'static Part),
    Raw(usize),
    /// The run of origins that the last entry asked for lies in: the next one lies near it.
    Page(AtomicUsize),
    /// The same.
    Line(AtomicUsize),
    Start,
    End,
}

/// So many columns stand before those of the groups: two of the notice, and the entry's ordinal.
const FIXED: usize = 3;

impl<'a> Sheet<'a> {
    /// The table of entries. `titles` are the levels' titles, as far as known.
    pub fn entries(self, titles: &[String]) -> Entries<'a> {
        let (layout, levels) = self.layout(titles);
        let (slots, mut fields): (Vec<Slot>, Vec<Field>) = layout.into_iter().unzip();
        for (slot, field) in slots.iter().zip(&mut fields) {
            let otherwise = match slot {
                Slot::NoticeDate => FieldKind::Date,
                Slot::Value(column) => match self.roster.columns[*column].role {
                    Role::Number => FieldKind::Decimal,
                    Role::Date => FieldKind::Date,
                    _ => FieldKind::Text,
                },
                _ => continue,
            };
            let entries = 0..self.roster.entries.len();
            field.kind = FieldKind::of(entries.map(|entry| self.cell(slot, entry)), otherwise);
        }
        let (count, width) = (self.roster.entries.len(), slots.len());
        let shared = self.shared_columns(&slots);
        let (notice, levels_end) = (0..FIXED - 1, FIXED + self.roster.levels.len());
        let rows = Rows::new(count, width, move |entry, at| self.cell(&slots[at], entry))
            // All rows say the same of the notice, and those of a group of their headings.
            .alike(notice, |_| Some(0))
            .alike(FIXED..levels_end, move |entry| {
                self.roster.entries[entry].group.map(|group| group as usize)
            });
        let rows = shared.into_iter().fold(rows, |rows, (columns, column)| {
            rows.alike(columns, move |entry| self.shared(entry, column))
        });
        let table = Table {
            name: numbered("entries", self.index),
            content: Content::Entries,
            roster: self.index,
            title: self.roster.title.as_ref().map_or(String::new(), |title| title.value.clone()),
            fields,
            rows,
            key: vec!["entry".to_owned()],
            reference: None,
        };
        Entries { table, levels }
    }

    /// A cell's value; what was never normalized is as printed.
    pub(super) fn value(&self, entry: usize, column: usize) -> &'a Value {
        self.rows.get(entry).and_then(|row| row.values.get(column)).unwrap_or(&Value::Printed)
    }

    /// A cell's printed text.
    pub(super) fn printed(&self, entry: usize, column: usize) -> Cow<'a, str> {
        self.roster.cell(self.document, entry, column)
    }

    /// The columns that list organisations.
    pub(super) fn unit_columns(&self) -> impl Iterator<Item = usize> {
        let columns = self.roster.columns.iter().enumerate();
        columns.filter(|(_, column)| column.role == Role::Units).map(|(index, _)| index)
    }

    fn layout(&self, titles: &[String]) -> (Vec<(Slot, Field)>, Vec<String>) {
        let columns = &self.roster.columns;
        let first_place = columns.iter().position(|column| is_place(column.role));
        let reserved = PARTS.iter().filter(|_| first_place.is_some()).map(|part| part.name);
        let mut names = Names::new(&reserved.collect::<Vec<_>>());
        let mut layout = vec![
            (Slot::NoticeNumber, plain("notice_number", "Document number of the notice")),
            (Slot::NoticeDate, plain("notice_date", "Date of the notice")),
            (Slot::Entry, ordinal("entry", "Ordinal of the entry in its roster")),
        ];
        let mut levels = Vec::new();
        for (level, name) in self.roster.levels.iter().enumerate() {
            let wanted =
                if name.is_empty() { format!("group_{}", level + 1) } else { name.clone() };
            let name = names.take(&wanted, &[]);
            levels.push(name.clone());
            let title = titles.get(level).cloned().unwrap_or_default();
            let description = format!("Group heading, level {}", level + 1);
            let field = Field { name, title, description, ..Field::default() };
            layout.push((Slot::Group(level), field));
        }
        let serial = self.roster.serial_column();
        let mut rank = plain("rank", "Printed serial or rank");
        rank.kind = FieldKind::Integer;
        rank.constraints.minimum = Some(0);
        rank.title = serial.map_or(String::new(), |column| columns[column].title.clone());
        layout.push((Slot::Rank, rank));
        if self.roster.entries.iter().any(|entry| entry.serial == Serial::Unreadable) {
            layout.push((Slot::RankRaw, plain("rank_raw", "The serial as printed")));
        }
        for index in (0..columns.len()).filter(|index| Some(*index) != serial) {
            self.own_column(index, first_place == Some(index), &mut names, &mut layout);
        }
        let place = |name: &str, description: &str| Field {
            kind: FieldKind::Integer,
            constraints: Constraints { minimum: Some(0), ..Constraints::default() },
            ..plain(name, description)
        };
        layout.push((Slot::Page(AtomicUsize::new(0)), place("page", "Page of the source, from 1")));
        layout.push((Slot::Line(AtomicUsize::new(0)), place("line", "Line of the source, from 1")));
        layout.push((Slot::Start, place("span_start", "First byte of the entry in text.txt")));
        layout.push((Slot::End, place("span_end", "Byte after the entry in text.txt")));
        (layout, levels)
    }

    /// One column of the roster, spread over as many of the table as its role asks for.
    fn own_column(
        &self,
        index: usize,
        first_place: bool,
        names: &mut Names,
        layout: &mut Vec<(Slot, Field)>,
    ) {
        let column = &self.roster.columns[index];
        let wanted = match column.key.as_str() {
            "" => format!("column_{}", index + 1),
            key => key.to_owned(),
        };
        let titled = |name: &str, description: &str| Field {
            title: column.title.clone(),
            ..plain(name, description)
        };
        let raw = |key: &str| plain(&format!("{key}_raw"), "As printed");
        match column.role {
            role if is_place(role) => {
                let prefixed: Vec<String> =
                    PARTS.iter().map(|part| format!("_{}", part.name)).collect();
                let mut suffixes = vec!["_kind", "_raw"];
                if !first_place {
                    suffixes.extend(prefixed.iter().map(String::as_str));
                }
                let key = names.take(&wanted, &suffixes);
                layout.push((Slot::Value(index), titled(&key, "Canonical name")));
                let kind = Field {
                    constraints: parts::kinds(),
                    ..plain(&format!("{key}_kind"), "What it is")
                };
                layout.push((Slot::Kind(index), kind));
                for part in &PARTS {
                    let name = if first_place {
                        part.name.to_owned()
                    } else {
                        format!("{key}_{}", part.name)
                    };
                    layout.push((Slot::Part(index, part), part.field(name)));
                }
                layout.push((Slot::Raw(index), raw(&key)));
            }
            Role::Units => {
                let key = names.take(&wanted, &["_raw"]);
                let field = titled(&key, "Canonical names, joined by ；");
                layout.push((Slot::Value(index), field));
                layout.push((Slot::Raw(index), raw(&key)));
            }
            _ => {
                let key = names.take(&wanted, &["_raw"]);
                layout.push((Slot::Value(index), titled(&key, "")));
                if (0..self.roster.entries.len()).any(|entry| self.is_cleaned(entry, index)) {
                    layout.push((Slot::Raw(index), raw(&key)));
                }
            }
        }
    }

    #[inline]
    fn cell(&self, slot: &Slot, entry: usize) -> Cell<'a> {
        let row = &self.roster.entries[entry];
        match slot {
            Slot::NoticeNumber => {
                self.head.number.as_ref().map_or(Cell::Empty, |n| Cell::text(n.value.as_str()))
            }
            Slot::NoticeDate => {
                self.head.date.as_ref().map_or(Cell::Empty, |d| Cell::Date(d.value))
            }
            Slot::Entry => ordinal_cell(entry + 1),
            Slot::Group(level) => {
                let group = row.group.and_then(|group| self.roster.groups.get(group as usize));
                let value = group.and_then(|group| group.path.get(*level));
                value.map_or(Cell::Empty, |value| Cell::text(value.as_str()))
            }
            Slot::Rank => match row.serial {
                Serial::Value(rank) => Cell::Integer(i64::from(rank)),
                Serial::None | Serial::Unreadable => Cell::Empty,
            },
            Slot::RankRaw => match self.roster.serial_column() {
                Some(column) => Cell::text(self.printed(entry, column)),
                None => Cell::Empty,
            },
            Slot::Value(column) => self.shown(entry, *column),
            Slot::Kind(column) => match self.place(entry, *column) {
                Some(place) => parts::word(Some(Kind::name(place.kind))),
                None => Cell::Empty,
            },
            Slot::Part(column, part) => {
                self.place(entry, *column).map_or(Cell::Empty, |place| part.cell(place))
            }
            Slot::Raw(column) => Cell::text(self.printed(entry, *column)),
            Slot::Page(near) => {
                // A document has pages as a whole or not at all.
                let runs = &self.document.origins.runs;
                if !matches!(runs.first(), Some(OriginRun { origin: Origin::Page { .. }, .. })) {
                    return Cell::Empty;
                }
                // No lines need to be counted to tell the page.
                match self.document.origin_near(row.span.start, near) {
                    Some(OriginRun { origin: Origin::Page { page, .. }, .. }) => {
                        Cell::Integer(i64::from(page))
                    }
                    _ => Cell::Empty,
                }
            }
            Slot::Line(near) => {
                Cell::Integer(i64::from(self.document.line_near(row.span.start, near)))
            }
            Slot::Start => Cell::Integer(i64::from(row.span.start)),
            Slot::End => Cell::Integer(i64::from(row.span.end)),
        }
    }

    /// The columns that show nothing but a place or bodies, each stretch with the roster's column it is of.
    fn shared_columns(&self, slots: &[Slot]) -> Vec<(Range<usize>, usize)> {
        let role = |column: usize| self.roster.columns[column].role;
        let of = |slot: &Slot| match *slot {
            Slot::Value(column) if is_place(role(column)) => Some(column),
            Slot::Kind(column) | Slot::Part(column, _) => Some(column),
            Slot::Value(column) | Slot::Raw(column) if role(column) == Role::Units => Some(column),
            _ => None,
        };
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for (at, slot) in slots.iter().enumerate() {
            let Some(column) = of(slot) else { continue };
            match found.last_mut() {
                Some((columns, last)) if *last == column => columns.end = at + 1,
                _ => found.push((at..at + 1, column)),
            }
        }
        found
    }

    /// What tells the cells of these columns: rows that say the same share their place, and the name of their body.
    fn shared(&self, entry: usize, column: usize) -> Option<usize> {
        match self.value(entry, column) {
            Value::Place(place) => Some(std::ptr::from_ref::<Place>(place).addr()),
            Value::Units(units) => match &units[..] {
                [unit] if *unit.raw == *self.printed(entry, column) => {
                    Some(unit.raw.as_ptr().addr())
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn place(&self, entry: usize, column: usize) -> Option<&'a Place> {
        match self.value(entry, column) {
            Value::Place(place) => Some(place),
            _ => None,
        }
    }

    /// Whether a cell shows something else than is printed.
    fn is_cleaned(&self, entry: usize, column: usize) -> bool {
        match self.value(entry, column) {
            Value::Printed => false,
            Value::Text(text) => *text != self.printed(entry, column),
            _ => self.shown(entry, column).to_string() != self.printed(entry, column),
        }
    }

    /// A cell's clean value. A place column shows canonical names and nothing else: what could
    /// not be resolved is empty there and stands in `_raw`.
    #[inline]
    fn shown(&self, entry: usize, column: usize) -> Cell<'a> {
        match self.value(entry, column) {
            Value::Place(place) => Cell::text(place.name.as_str()),
            _ if is_place(self.roster.columns[column].role) => Cell::Empty,
            Value::Empty => Cell::Empty,
            Value::Printed => Cell::text(self.printed(entry, column)),
            Value::Text(text) => Cell::text(text.as_str()),
            Value::Integer(number) => Cell::Integer(*number),
            Value::Decimal(digits) => Cell::Decimal(Cow::Borrowed(digits)),
            Value::Date(date) => Cell::Date(*date),
            Value::Units(units) => {
                if let [unit] = &units[..] {
                    return Cell::text(&*unit.name);
                }
                let names: Vec<&str> = units.iter().map(|unit| &*unit.name).collect();
                Cell::text(names.join("；"))
            }
        }
    }
}

/// `entries`, `entries-2` …: the first roster's table bears no number.
pub(super) fn numbered(name: &str, index: usize) -> String {
    match index {
        0 => name.to_owned(),
        _ => format!("{name}-{}", index + 1),
    }
}

/// A text field without a title.
pub(super) fn plain(name: &str, description: &str) -> Field {
    Field { name: name.to_owned(), description: description.to_owned(), ..Field::default() }
}

/// A number that counts something from 1 and tells rows apart.
fn ordinal(name: &str, description: &str) -> Field {
    Field {
        kind: FieldKind::Integer,
        constraints: Constraints {
            required: true,
            unique: true,
            minimum: Some(1),
            ..Constraints::default()
        },
        ..plain(name, description)
    }
}

/// An ordinal as a cell. Entries are far fewer than 2⁶³.
pub(super) fn ordinal_cell(number: usize) -> Cell<'static> {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

const fn is_place(role: Role) -> bool {
    matches!(role, Role::Place | Role::PlaceOrUnit)
}
