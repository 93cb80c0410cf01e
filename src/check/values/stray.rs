//! A few rows in which what every other row has in one column stands in another: two cells were
//! exchanged, or a cell was lost and those behind it moved up.

use std::borrow::Cow;

use super::exchanged::{Exchanged, Paths, trimmed};
use crate::check::looks::{Grid, Look, Made, Shape};
use crate::model::{Document, Role, Roster};

/// Fewest rows that show what a column holds.
const LEAST: usize = 4;

/// Rows that lack what a column holds are at most one in so many.
const FEW: usize = 4;

/// So many rows that lack it, and fewer that do not, are enough to give a column up.
const GLANCE: usize = 16;

/// A column that ends in more ways has no way of its own.
const ENDINGS: usize = 12;

/// Shapes that tell a column: names of people, and what fits nothing, are told by nothing but their length.
const TOLD: [Shape; 9] = [
    Shape::Number,
    Shape::Date,
    Shape::Code,
    Shape::Document,
    Shape::Latin,
    Shape::Single,
    Shape::Rated,
    Shape::Place,
    Shape::Body,
];

/// What the cells of a column have in common.
enum Nature<'d> {
    Shape(Shape),
    /// Names of divisions from end to end.
    Path,
    /// One of so many last characters. 上海市 among 省 ends as 义乌市 does: a path is none of the others'.
    Ending(Vec<char>),
    /// As short as names of people are, under a header that names them.
    Names,
    /// One of so many texts.
    Value(Vec<Cow<'d, str>>),
}

/// The cells of a roster, looked at for what their columns have in common.
struct Cells<'c, 'd> {
    document: &'d Document,
    roster: &'c Roster,
    grid: &'c Grid,
    paths: &'c Paths<'c, 'd>,
    broken: &'c [bool],
}

/// Finds a column `a` and a column `b`: the cells of `b` are of the nature of `a`'s in exactly those
/// rows in which the cells of `a` are not.
pub(super) fn find<'d>(
    document: &'d Document,
    roster: &Roster,
    grid: &Grid,
    paths: &Paths<'_, 'd>,
    broken: &[bool],
) -> Option<Exchanged> {
    if roster.entries.len() <= LEAST {
        return None;
    }
    let columns: Vec<usize> =
        (0..roster.columns.len()).filter(|c| roster.columns[*c].role != Role::Serial).collect();
    let cells = Cells { document, roster, grid, paths, broken };
    columns.iter().find_map(|a| {
        let turned = |nature: &Nature| {
            let lacking = cells.lacking(*a, nature)?;
            let b = columns.iter().find(|b| *b != a && cells.hold_only(**b, nature, &lacking))?;
            Some(Exchanged { roster: 0, a: *a, b: *b, entries: lacking, whole: false })
        };
        let shape = || turned(&Nature::Shape(cells.usual(*a)?));
        let ending = || turned(&Nature::Ending(cells.endings(*a)?));
        let value = || turned(&Nature::Value(cells.values(*a)?));
        let names = || turned(heads_persons(roster, *a).then_some(&Nature::Names)?);
        let path = || turned(&Nature::Path);
        shape().or_else(names).or_else(path).or_else(ending).or_else(value)
    })
}

impl<'d> Cells<'_, 'd> {
    /// The look of a cell that says something and stands where it should.
    fn look(&self, entry: usize, column: usize) -> Option<Look> {
        let look = self.grid.at(entry, column);
        (!self.broken[entry] && look.shape != Shape::Empty).then_some(look)
    }

    fn looks(&self, column: usize) -> impl Iterator<Item = (usize, Look)> {
        let looks = self.grid.column(column).enumerate();
        looks.filter(|(entry, look)| !self.broken[*entry] && look.shape != Shape::Empty)
    }

    fn text(&self, entry: usize, column: usize) -> Cow<'d, str> {
        let cell = self.roster.cell(self.document, entry, column);
        if !self.grid.at(entry, column).made.any(Made::SPACE | Made::BLANK) {
            return cell;
        }
        trimmed(cell)
    }

    fn is_path(&self, entry: usize, column: usize) -> bool {
        self.paths.has(self.text(entry, column))
    }

    /// Whether a cell that says something is of a nature.
    #[inline]
    fn is(&self, (entry, look): (usize, Look), column: usize, nature: &Nature) -> bool {
        match nature {
            Nature::Shape(own) => look.shape == *own,
            Nature::Path => self.is_path(entry, column),
            Nature::Ending(endings) => {
                look.ends_in(endings)
                    || self.ends_before_bracket(entry, column, endings)
                    || self.is_path(entry, column)
            }
            Nature::Names => is_name(&self.text(entry, column)),
            Nature::Value(values) => values.contains(&self.text(entry, column)),
        }
    }

    /// 甲大学（海南） ends as 乙大学 does.
    fn ends_before_bracket(&self, entry: usize, column: usize, endings: &[char]) -> bool {
        let made = self.grid.at(entry, column).made;
        made.any(Made::WIDE_BRACKET | Made::HALF)
            && self.text(entry, column).strip_suffix(['）', ')']).is_some_and(|text| {
                let name = text.split(['（', '(']).next().unwrap_or_default();
                name.chars().last().is_some_and(|last| endings.contains(&last))
            })
    }

    /// The rows that lack what nearly all others have, if there are any and they are few.
    fn lacking(&self, column: usize, nature: &Nature) -> Option<Vec<u32>> {
        let rows = self.roster.entries.len();
        let mut lacking = Vec::new();
        let mut having = 0;
        // What each text is, told at the first row that has it.
        let mut told: Vec<Option<bool>> = vec![None; rows];
        for (entry, (look, broken)) in self.grid.column(column).zip(self.broken).enumerate() {
            if *broken || look.shape == Shape::Empty {
                continue;
            }
            let is = || self.is((entry, look), column, nature);
            let has = *told[look.first as usize].get_or_insert_with(is);
            if has {
                having += 1;
                continue;
            }
            lacking.push(entry as u32);
            // Most columns have nothing in common, and that shows at once.
            if lacking.len() * FEW > rows || (lacking.len() > GLANCE && lacking.len() > having) {
                return None;
            }
        }
        (!lacking.is_empty() && having >= LEAST && lacking.len() * FEW <= having).then_some(lacking)
    }

    /// Whether the cells of a column are of a nature in these rows and in no others.
    fn hold_only(&self, column: usize, nature: &Nature, rows: &[u32]) -> bool {
        let holds = |entry: usize| {
            self.look(entry, column).is_some_and(|look| self.is((entry, look), column, nature))
        };
        let other = |entry: &usize| rows.binary_search(&(*entry as u32)).is_err();
        // 新建 is a district, and ends as no body does.
        let ends = |entry: usize| match nature {
            Nature::Ending(endings) => {
                self.look(entry, column).is_some_and(|look| look.ends_in(endings))
            }
            _ => true,
        };
        rows.iter().all(|entry| holds(*entry as usize) && ends(*entry as usize))
            && !(0..self.roster.entries.len()).filter(other).any(holds)
    }

    /// The shape of nearly all cells of a column, if it says anything.
    fn usual(&self, column: usize) -> Option<Shape> {
        let mut counts = self.grid.shapes[column];
        for entry in (0..self.broken.len()).filter(|entry| self.broken[*entry]) {
            counts[self.grid.at(entry, column).shape as usize] -= 1;
        }
        counts[Shape::Empty as usize] = 0;
        let all: u32 = counts.iter().sum();
        // Where all have it, none lacks it.
        let usual = |times: u32| times < all && times as usize * FEW >= all as usize * (FEW - 1);
        TOLD.into_iter().find(|shape| usual(counts[*shape as usize]))
    }

    /// The characters that the cells of a column end with, each at least twice. None if these are all.
    fn endings(&self, column: usize) -> Option<Vec<char>> {
        let mut seen: Vec<(char, bool)> = Vec::new();
        let mut all = true;
        for (look, broken) in self.grid.column(column).zip(self.broken) {
            if *broken || look.shape == Shape::Empty {
                continue;
            }
            match look.last() {
                Some(c) => {
                    count(&mut seen, c)?;
                }
                None => all = false,
            }
        }
        again(seen, all)
    }

    /// The values of a column that has few, each at least twice: 男, 女. None if these are all.
    fn values(&self, column: usize) -> Option<Vec<Cow<'d, str>>> {
        let mut seen: Vec<(Cow<str>, bool)> = Vec::new();
        // What was said last, and where it stands among those seen.
        let mut last = None;
        for (entry, look) in self.looks(column) {
            let at = match last {
                Some((first, at)) if look.first == first => {
                    let (_, again): &mut (_, bool) = &mut seen[at];
                    *again = true;
                    at
                }
                _ => count(&mut seen, self.text(entry, column))?,
            };
            last = Some((look.first, at));
        }
        again(seen, true)
    }
}

/// Whether a header is of names of people.
pub(super) fn heads_persons(roster: &Roster, column: usize) -> bool {
    let title = &roster.columns[column].title;
    ["姓名", "负责人", "联系人", "主持人"].iter().any(|word| title.ends_with(word))
}

/// Whether a text may be the name of a person: 王 伟, 扎西顿珠, 艾力·买买提.
pub(super) fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| !crate::text::is_blank(*c));
    let count = letters.clone().count();
    let dotted = text.contains(['·', '•', '・']);
    let han =
        letters.clone().all(|c| crate::text::blank::is_han(c) || matches!(c, '·' | '•' | '・'));
    han && (2..=if dotted { 16 } else { 5 }).contains(&count)
}

/// Counts what is seen, whether once or more often, and says where it stands; none where too much is.
fn count<T: PartialEq>(seen: &mut Vec<(T, bool)>, one: T) -> Option<usize> {
    let at = seen.iter().position(|(known, _)| *known == one);
    match at {
        Some(at) => seen[at].1 = true,
        None => seen.push((one, false)),
    }
    (seen.len() <= ENDINGS).then(|| at.unwrap_or(seen.len() - 1))
}

/// What was seen more than once, if there is anything else that may lack it.
fn again<T>(seen: Vec<(T, bool)>, all: bool) -> Option<Vec<T>> {
    let none_lacks = all && seen.iter().all(|(_, again)| *again);
    (!none_lacks)
        .then(|| seen.into_iter().filter_map(|(one, again)| again.then_some(one)).collect())
}
