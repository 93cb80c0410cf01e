//! A few rows in which what every other row has in one column stands in another: two cells were
//! exchanged, or a cell was lost and those behind it moved up.

use std::collections::{BTreeMap, BTreeSet};

use super::exchanged::{Exchanged, is_path};
use super::shapes::{self, Shape};
use crate::gazetteer::Gazetteer;
use crate::model::{Document, Role, Roster};
use crate::text::nothing;

/// Fewest rows that show what a column holds.
const LEAST: usize = 4;

/// Rows that lack what a column holds are at most one in so many.
const FEW: usize = 4;

/// A column that ends in more ways has no way of its own.
const ENDINGS: usize = 12;

/// Finds a column `a` and a column `b`: the cells of `b` are of the nature of `a`'s in exactly those
/// rows in which the cells of `a` are not.
pub(super) fn find(
    document: &Document,
    roster: &Roster,
    gazetteer: &Gazetteer,
    broken: &[bool],
) -> Option<Exchanged> {
    let rows = roster.entries.len();
    if rows <= LEAST {
        return None;
    }
    let columns: Vec<usize> =
        (0..roster.columns.len()).filter(|c| roster.columns[*c].role != Role::Serial).collect();
    let cell = |entry: usize, column: usize| {
        let cell = roster.cell(document, entry, column);
        let said = !broken[entry] && !nothing::is_nothing(&cell) && !nothing::is_as_above(&cell);
        said.then_some(cell)
    };
    for a in columns.iter().copied() {
        let path = Box::new(|text: &str| is_path(text, gazetteer)) as Box<dyn Fn(&str) -> bool>;
        let shape = usual((0..rows).filter_map(|entry| cell(entry, a)));
        let alike = shape.map(|shape| {
            Box::new(move |text: &str| shapes::shape(text) == shape) as Box<dyn Fn(&str) -> bool>
        });
        let endings = endings((0..rows).filter_map(|entry| cell(entry, a)));
        let ending = endings.map(|endings| {
            // 上海市 among 省 ends as 义乌市 does, and both are places.
            let like = move |text: &str| {
                last(text).is_some_and(|c| endings.contains(&c)) || is_path(text, gazetteer)
            };
            Box::new(like) as Box<dyn Fn(&str) -> bool>
        });
        let values = values((0..rows).filter_map(|entry| cell(entry, a)));
        let value = values.map(|values| {
            Box::new(move |text: &str| values.contains(text)) as Box<dyn Fn(&str) -> bool>
        });
        for has in alike.into_iter().chain([path]).chain(ending).chain(value) {
            let Some(lacking) = lacking(rows, |entry| cell(entry, a).map(|text| has(text.trim())))
            else {
                continue;
            };
            let holds =
                |entry: usize, b: usize| cell(entry, b).is_some_and(|text| has(text.trim()));
            let found = columns.iter().copied().filter(|b| *b != a).find(|b| {
                lacking.iter().all(|entry| holds(*entry as usize, *b))
                    && !(0..rows)
                        .any(|e| lacking.binary_search(&(e as u32)).is_err() && holds(e, *b))
            });
            if let Some(b) = found {
                return Some(Exchanged { roster: 0, a, b, entries: lacking, whole: false });
            }
        }
    }
    None
}

/// The rows that lack what nearly all others have, if there are any and they are few.
fn lacking(rows: usize, has: impl Fn(usize) -> Option<bool>) -> Option<Vec<u32>> {
    let mut lacking = Vec::new();
    let mut having = 0;
    for entry in 0..rows {
        match has(entry) {
            Some(true) => having += 1,
            Some(false) => lacking.push(entry as u32),
            None => {}
        }
        if lacking.len() * FEW > rows {
            return None;
        }
    }
    (!lacking.is_empty() && having >= LEAST && lacking.len() * FEW <= having).then_some(lacking)
}

/// The shape of nearly all cells of a column, if it says anything.
fn usual<T: AsRef<str>>(cells: impl Iterator<Item = T>) -> Option<Shape> {
    let mut seen: Vec<(Shape, usize)> = Vec::new();
    let mut all = 0;
    for cell in cells {
        let shape = shapes::shape(cell.as_ref());
        all += 1;
        match seen.iter_mut().find(|(known, _)| *known == shape) {
            Some((_, times)) => *times += 1,
            None => seen.push((shape, 1)),
        }
    }
    let (shape, times) = seen.into_iter().max_by_key(|(_, times)| *times)?;
    // Names of people, and what fits nothing, are told by nothing but their length.
    let told = !matches!(shape, Shape::Empty | Shape::Other | Shape::Long | Shape::Person);
    (told && times * FEW >= all * (FEW - 1)).then_some(shape)
}

/// The characters that the cells of a column end with, each at least twice.
fn endings<T: AsRef<str>>(cells: impl Iterator<Item = T>) -> Option<Vec<char>> {
    let mut seen: BTreeMap<char, usize> = BTreeMap::new();
    for cell in cells {
        if let Some(c) = last(cell.as_ref()) {
            *seen.entry(c).or_default() += 1;
        }
        if seen.len() > ENDINGS {
            return None;
        }
    }
    Some(seen.into_iter().filter(|(_, times)| *times > 1).map(|(c, _)| c).collect())
}

/// The values of a column that has few, each at least twice: 男, 女.
fn values<T: AsRef<str>>(cells: impl Iterator<Item = T>) -> Option<BTreeSet<String>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for cell in cells {
        let cell = cell.as_ref().trim();
        if let Some(times) = seen.get_mut(cell) {
            *times += 1;
        } else if seen.len() < ENDINGS {
            seen.insert(cell.to_owned(), 1);
        } else {
            return None;
        }
    }
    Some(seen.into_iter().filter(|(_, times)| *times > 1).map(|(value, _)| value).collect())
}

/// The character that a name ends with, which tells bodies and things apart.
fn last(text: &str) -> Option<char> {
    let text = text.trim();
    let c = text.chars().next_back()?;
    (text.chars().nth(1).is_some() && ('\u{4E00}'..='\u{9FFF}').contains(&c)).then_some(c)
}
