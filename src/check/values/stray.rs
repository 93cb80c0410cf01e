//! A few rows in which what every other row has in one column stands in another: two cells were
//! exchanged, or a cell was lost and those behind it moved up.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::exchanged::{Exchanged, is_path};
use super::shapes::{Grid, Shape};
use crate::gazetteer::Gazetteer;
use crate::model::{Document, Role, Roster};

/// Fewest rows that show what a column holds.
const LEAST: usize = 4;

/// Rows that lack what a column holds are at most one in so many.
const FEW: usize = 4;

/// So many rows that lack it, and fewer that do not, are enough to give a column up.
const GLANCE: usize = 16;

/// A column that ends in more ways has no way of its own.
const ENDINGS: usize = 12;

/// What the cells of a column have in common.
enum Nature<'g> {
    Shape(Shape),
    /// Names of divisions from end to end.
    Path(&'g Gazetteer),
    /// One of so many last characters. 上海市 among 省 ends as 义乌市 does: a path is none of the others'.
    Ending(Vec<char>, &'g Gazetteer),
    /// As short as names of people are, under a header that names them.
    Names,
    /// One of so many texts.
    Value(BTreeSet<String>),
}

impl Nature<'_> {
    fn holds<'t>(&self, shape: Shape, text: impl FnOnce() -> Cow<'t, str>) -> bool {
        match self {
            Self::Shape(own) => shape == *own,
            Self::Path(gazetteer) => is_path(&text(), gazetteer),
            Self::Ending(endings, gazetteer) => {
                let text = text();
                last(&text).is_some_and(|c| endings.contains(&c)) || is_path(&text, gazetteer)
            }
            Self::Names => is_name(&text()),
            Self::Value(values) => values.contains(&*text()),
        }
    }
}

/// Finds a column `a` and a column `b`: the cells of `b` are of the nature of `a`'s in exactly those
/// rows in which the cells of `a` are not.
pub(super) fn find(
    document: &Document,
    roster: &Roster,
    grid: &Grid,
    gazetteer: &Gazetteer,
    broken: &[bool],
) -> Option<Exchanged> {
    let rows = roster.entries.len();
    if rows <= LEAST {
        return None;
    }
    let columns: Vec<usize> =
        (0..roster.columns.len()).filter(|c| roster.columns[*c].role != Role::Serial).collect();
    let said = |entry: usize, column: usize| {
        let shape = grid.at(entry, column);
        (!broken[entry] && shape != Shape::Empty).then_some(shape)
    };
    let text = |entry: usize, column: usize| match roster.cell(document, entry, column) {
        Cow::Borrowed(cell) => Cow::Borrowed(cell.trim()),
        Cow::Owned(cell) => Cow::Owned(cell.trim().to_owned()),
    };
    for a in columns.iter().copied() {
        let texts = || (0..rows).filter(|e| said(*e, a).is_some()).map(|e| text(e, a));
        let natures = [
            usual((0..rows).filter_map(|entry| said(entry, a))).map(Nature::Shape),
            heads_persons(roster, a).then_some(Nature::Names),
            Some(Nature::Path(gazetteer)),
            endings(texts()).map(|endings| Nature::Ending(endings, gazetteer)),
            values(texts()).map(Nature::Value),
        ];
        for nature in natures.into_iter().flatten() {
            let has = |entry: usize, column: usize| {
                said(entry, column).map(|shape| nature.holds(shape, || text(entry, column)))
            };
            let Some(lacking) = lacking(rows, |entry| has(entry, a)) else { continue };
            let holds = |entry: usize, b: usize| has(entry, b) == Some(true);
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

/// Whether a header is of names of people.
fn heads_persons(roster: &Roster, column: usize) -> bool {
    let title = &roster.columns[column].title;
    ["姓名", "负责人", "联系人", "主持人"].iter().any(|word| title.ends_with(word))
}

/// Whether a text may be the name of a person: 王 伟, 扎西顿珠, 艾力·买买提.
fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| !crate::text::is_blank(*c));
    let count = letters.clone().count();
    let dotted = text.contains(['·', '•', '・']);
    let han =
        letters.clone().all(|c| crate::text::blank::is_han(c) || matches!(c, '·' | '•' | '・'));
    han && (2..=if dotted { 16 } else { 5 }).contains(&count)
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
        // Most columns have nothing in common, and that shows at once.
        if lacking.len() * FEW > rows || (lacking.len() > GLANCE && lacking.len() > having) {
            return None;
        }
    }
    (!lacking.is_empty() && having >= LEAST && lacking.len() * FEW <= having).then_some(lacking)
}

/// The shape of nearly all cells of a column, if it says anything.
fn usual(cells: impl Iterator<Item = Shape>) -> Option<Shape> {
    let mut seen: Vec<(Shape, usize)> = Vec::new();
    let mut all = 0;
    for shape in cells {
        all += 1;
        match seen.iter_mut().find(|(known, _)| *known == shape) {
            Some((_, times)) => *times += 1,
            None => seen.push((shape, 1)),
        }
    }
    let (shape, times) = seen.into_iter().max_by_key(|(_, times)| *times)?;
    // Names of people, and what fits nothing, are told by nothing but their length.
    let told = !matches!(shape, Shape::Other | Shape::Long | Shape::Person);
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
