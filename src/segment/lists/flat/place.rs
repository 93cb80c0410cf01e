//! In which columns the cells of a short row stand: judged by the cells of whole rows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::is_number;
use crate::model::notice::OddityKind;
use crate::model::{Column, Role};
use crate::segment::lists::{Found, Scope, places};
use crate::segment::roster::{values, words};
use crate::text::{compact, date, headers, nothing, numeral};

/// Most ways to place a row that are compared.
const WAYS: usize = 2000;

/// By how much the best way must be better than any other to be sure.
const MARGIN: i32 = 2;

/// What the cells of each column look like.
pub(super) struct Profiles<'a> {
    columns: Vec<Profile<'a>>,
}

#[derive(Default)]
struct Profile<'a> {
    role: Option<Role>,
    count: usize,
    numbers: usize,
    provinces: usize,
    /// Cells that are names of places that are known.
    known: usize,
    values: HashSet<&'a str>,
    ends: HashMap<char, usize>,
    begins: HashSet<String>,
    longest: usize,
    /// What only some rows have: 曾用名.
    optional: bool,
}

impl<'a> Profiles<'a> {
    /// Learns from whole rows.
    pub(super) fn new(columns: &[Column], rows: &[Vec<&'a str>]) -> Self {
        let mut profiles: Vec<Profile<'a>> = columns
            .iter()
            .map(|column| {
                let optional = headers::is_optional(&column.title);
                Profile { role: Some(column.role), optional, ..Profile::default() }
            })
            .collect();
        for row in rows {
            for (profile, cell) in profiles.iter_mut().zip(row) {
                profile.count += 1;
                profile.numbers += usize::from(is_number(cell));
                profile.provinces += usize::from(places::is_province(&compact(cell)));
                profile.known += usize::from(
                    profile.role == Some(Role::Place) && places::is_known(&compact(cell)),
                );
                profile.values.insert(cell);
                profile.begins.insert(opening(cell));
                profile.longest = profile.longest.max(cell.chars().count());
                if let Some(end) = cell.chars().last() {
                    *profile.ends.entry(end).or_default() += 1;
                }
            }
        }
        Self { columns: profiles }
    }

    /// The columns in which cells stand, in order, the first in column 0; and whether no other way
    /// to place them comes near.
    pub(super) fn place(&self, cells: &[&str]) -> (Vec<usize>, bool) {
        let mut ways = Vec::new();
        self.ways(cells, &mut vec![0], 0, &mut ways);
        ways.sort_by_key(|(score, _)| -score);
        let sure =
            ways.len() < WAYS && ways.get(1).is_none_or(|(second, _)| ways[0].0 - second >= MARGIN);
        let first = ways.into_iter().next().map(|(_, way)| way);
        (first.unwrap_or_else(|| (0..cells.len()).collect()), sure)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Whether a column holds the names of provinces and nothing else.
    pub(super) fn is_of_provinces(&self, column: usize) -> bool {
        self.columns[column].is_of_provinces()
    }

    fn ways(
        &self,
        cells: &[&str],
        placed: &mut Vec<usize>,
        score: i32,
        ways: &mut Vec<(i32, Vec<usize>)>,
    ) {
        if ways.len() >= WAYS {
            return;
        }
        let from = placed.last().map_or(0, |last| last + 1);
        if placed.len() == cells.len() {
            let rest = self.columns[from..].iter().map(Profile::empty).sum::<i32>();
            // Merged cells that stand side by side are those at the left.
            let missing = self.columns.len() - placed.len();
            let left = placed.iter().skip(1).zip(missing + 1..).all(|(column, at)| *column == at);
            let merged = if missing > 1 && left { MARGIN } else { 0 };
            ways.push((score + rest + merged, placed.clone()));
            return;
        }
        let left = cells.len() - placed.len();
        let mut skipped = 0;
        for column in from..=self.columns.len().saturating_sub(left) {
            let profile = &self.columns[column];
            placed.push(column);
            let own = profile.fits(cells[placed.len() - 1]);
            self.ways(cells, placed, score + skipped + own, ways);
            placed.pop();
            skipped += profile.empty();
        }
    }
}

/// Whether the last cell of a short row is of another kind than what other rows hold in its place, and like
/// a remark: no body where others are, no date, no number.
pub(super) fn is_strange_last(own: &[&str], rows: &[Vec<&str>]) -> bool {
    const OTHERS_LEAST: usize = 3;
    let Some(at) = own.len().checked_sub(1) else { return false };
    let others: Vec<&str> =
        rows.iter().filter(|row| row[..] != *own).filter_map(|row| row.get(at)).copied().collect();
    if others.len() < OTHERS_LEAST || others.contains(&own[at]) {
        return false;
    }
    // As short as remarks are, and shorter than all that stand in its place.
    let length = |text: &str| text.chars().count();
    let remarks = rows.iter().filter(|row| row.len() > own.len()).filter_map(|row| row.last());
    let Some(longest) = remarks.map(|remark| length(remark)).max() else { return false };
    let short = length(own[at]) <= longest + 1;
    let shorter = others.iter().all(|other| length(own[at]) < length(other));
    let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let unlike = others.iter().all(|other| digits(other)) && !digits(own[at]);
    // 重点 is a remark of other rows.
    let mut remarks = rows.iter().filter(|row| row.len() > own.len());
    if remarks.any(|row| row.last() == Some(&own[at])) {
        return true;
    }
    let open = OPEN.contains(&own[at]) || nothing::is_nothing(own[at]);
    let bodies = others.iter().filter(|other| values::is_body(other)).count();
    let named = bodies * 5 >= others.len() * 4 && !values::is_body(own[at]);
    // All others end as another of them does: 项目, 工程.
    let ends = |other: &str| others.iter().filter(|text| end(text) == end(other)).count();
    let shared = others.iter().filter(|other| ends(other) > 1).count();
    let alike = shared * 5 >= others.len() * 4 && ends(own[at]) == 0;
    short && !open && (unlike || (shorter && (named || alike)))
}

fn end(text: &str) -> Option<char> {
    text.chars().last()
}

/// So many rows are held against each other.
const JUDGED_MOST: usize = 400;

/// Marks the rows whose cells are as many as the columns and do not look like those of the others.
pub(super) fn doubt(scope: &Scope<'_>, found: &mut Found, titles: &[String]) {
    let roles: Vec<Option<Role>> = titles.iter().map(|title| words::role_of(title)).collect();
    let width = found.roster.columns.len();
    let judged = 0..found.roster.entries.len().min(JUDGED_MOST);
    let cells = |row: usize| (0..width).map(move |column| (row, column));
    let texts: Vec<Vec<Cow<str>>> = judged
        .clone()
        .map(|row| {
            cells(row).map(|(row, column)| found.roster.cell(scope.document, row, column)).collect()
        })
        .collect();
    let rows: Vec<Vec<&str>> =
        texts.iter().map(|row| row.iter().map(AsRef::as_ref).collect()).collect();
    let spare = roles.iter().rev().take_while(|role| **role == Some(Role::Note)).count();
    // The rows up to the last cell that is no remark, or is one.
    let bare: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| {
            let end = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            row[..end.max(width.saturating_sub(spare)).min(row.len())].to_vec()
        })
        .collect();
    let strange = |at: usize| {
        spare > 0 && bare[at].len() + spare == width && is_strange_last(&bare[at], &bare)
    };
    let moved = are_moved(titles, &rows);
    let odd: Vec<usize> = judged
        .filter(|at| {
            moved && *at == 0
                || strange(*at)
                || is_broken_between(*at, &rows)
                || is_no_number(&rows[*at], &roles, &rows)
                || is_no_date(&rows[*at], &rows)
        })
        .collect();
    drop(bare);
    drop(rows);
    drop(texts);
    for at in odd {
        let entry = &mut found.roster.entries[at];
        if !entry.ragged {
            entry.ragged = true;
            let (own, expected) = (width as u32, width as u32);
            found.oddities.push((OddityKind::Ragged { found: own, expected }, entry.span));
        }
    }
}

/// Whether cells of a row seem to be two halves of one: what stands in a column ends as none of the others there, and
/// what follows it ends as several of them do, and as none of its own column.
fn is_broken_between(at: usize, rows: &[Vec<&str>]) -> bool {
    let of = |column: usize, last: Option<char>| {
        let cells = rows.iter().enumerate().filter(|(other, _)| *other != at);
        cells.filter(|(_, row)| row.get(column).and_then(|cell| end(cell)) == last).count()
    };
    let row = &rows[at];
    (1..row.len().saturating_sub(1)).any(|column| {
        let (first, second) = (end(row[column]), end(row[column + 1]));
        let places = [row[column], row[column + 1]].into_iter().all(places::ends_as_place);
        // 甲市农业农村局 and 乙市人民政府、丙大学 are whole.
        let whole = |cell: &str| {
            let first = cell.split('、').next().unwrap_or_default();
            first.chars().count() >= BODY_LEAST && values::is_body(first)
        };
        let bodies = [row[column], row[column + 1]].into_iter().all(whole);
        // 东至甲路，南至… is what all others of its column are too.
        let others = || rows.iter().enumerate().filter(|(other, _)| *other != at);
        let clauses = |cell: &str| cell.contains('，') && cell.chars().count() > 2 * BODY_LEAST;
        let alike = clauses(row[column + 1])
            && others().all(|(_, row)| row.get(column + 1).is_some_and(|cell| clauses(cell)))
            && !others().any(|(_, row)| row.get(column).is_some_and(|cell| clauses(cell)));
        !alike
            && !is_number(row[column + 1])
            && !places
            && !bodies
            && second.is_some()
            && of(column, first) == 0
            && of(column, second) > 1
            && of(column + 1, second) == 0
    })
}

/// A body with its place has so many characters.
const BODY_LEAST: usize = 5;

/// Whether a cell that is no number stands in a column of numbers.
fn is_no_number(row: &[&str], roles: &[Option<Role>], rows: &[Vec<&str>]) -> bool {
    (1..row.len().min(roles.len())).any(|column| {
        let numbers = rows.iter().filter(|row| row.get(column).is_some_and(|cell| is_number(cell)));
        roles[column] == Some(Role::Number)
            && !row[column].contains(|c: char| numeral::digit(c).is_some())
            && numeral::prefix(row[column]).is_none()
            && !OPEN.contains(&row[column])
            && !nothing::is_nothing(row[column])
            && numbers.count() * 2 > rows.len()
    })
}

/// Whether a cell is no date where nearly all others of its column are: 年12月底, 11月29日2025年.
fn is_no_date(row: &[&str], rows: &[Vec<&str>]) -> bool {
    const LEAST: usize = 3;
    let digits = |cell: &str| cell.contains(|c: char| c.is_ascii_digit());
    let told = |cell: &str| date::prefix(cell).is_some_and(|found| !digits(&cell[found.len..]));
    (1..row.len()).any(|column| {
        let dated = || rows.iter().filter(|row| row.get(column).is_some_and(|cell| told(cell)));
        digits(row[column])
            && ['年', '月', '日'].iter().any(|sign| row[column].contains(*sign))
            && !told(row[column])
            && dated().count() >= LEAST
            && dated().count() * 10 >= rows.len() * 7
    })
}

/// Whether what the rows hold under 单位 and the like are no bodies, or no dates under 日期, and what they hold under
/// another header all are: a word of the header is lost, or two have changed places.
fn are_moved(titles: &[String], rows: &[Vec<&str>]) -> bool {
    let body = |title: &str| {
        words::role_of(title) == Some(Role::Units) || values::is_body(&format!("某{title}"))
    };
    let dated = |title: &str| words::role_of(title) == Some(Role::Date);
    let date = |cell: &str| date::prefix(cell).is_some_and(|found| found.len * 2 > cell.len());
    are_elsewhere(titles, rows, body, values::is_body) || are_elsewhere(titles, rows, dated, date)
}

/// Whether no cell under a header of a kind is of it, and all under another are.
fn are_elsewhere(
    titles: &[String],
    rows: &[Vec<&str>],
    heads: impl Fn(&str) -> bool,
    is: impl Fn(&str) -> bool,
) -> bool {
    const LEAST: usize = 3;
    // Of the cells that are filled.
    let share = |column: usize| {
        let filled = || rows.iter().filter_map(|row| row.get(column)).filter(|c| !c.is_empty());
        (filled().filter(|cell| is(cell)).count(), filled().count())
    };
    let empty = |column: usize| {
        let (own, filled) = share(column);
        filled >= LEAST && own == 0 && heads(&titles[column])
    };
    let full = |column: usize| {
        let (own, filled) = share(column);
        filled >= LEAST && own == filled && !heads(&titles[column])
    };
    (1..titles.len()).any(empty) && (1..titles.len()).any(full)
}

/// The first characters of a cell.
fn opening(cell: &str) -> String {
    cell.chars().take(2).collect()
}

/// What stands for a date or a number that is not fixed.
const OPEN: [&str; 8] = ["长期", "待定", "不限", "永久", "无期限", "未定", "若干", "不等"];

impl Profile<'_> {
    /// How well a cell fits.
    fn fits(&self, cell: &str) -> i32 {
        let number = is_number(cell);
        if self.count == 0 {
            return match (self.role, number) {
                (Some(Role::Number), true) => 3,
                (Some(Role::Number), false) | (Some(Role::Place | Role::Units), true) => -3,
                _ => 0,
            };
        }
        let mut score = 0;
        if self.numbers * 10 >= self.count * 8 {
            score += if number { 4 } else { -6 };
        } else if self.numbers == 0 && number {
            score -= 4;
        }
        if self.values.contains(cell) {
            score += 3;
        }
        // Nothing else stands in a column of provinces, which end as other places do, or of places that are known.
        if (self.is_of_provinces() && !places::is_province(&compact(cell)))
            || (self.is_of_known() && !places::is_known(&compact(cell)))
        {
            score -= 6;
        }
        let alike = cell.chars().last().and_then(|end| self.ends.get(&end)).copied().unwrap_or(0);
        score += i32::from(alike > 0)
            + i32::from(alike * 2 >= self.count)
            + i32::from(alike == self.count)
            + i32::from(self.begins.contains(&opening(cell)));
        score - i32::from(cell.chars().count() > 2 * self.longest)
    }

    fn is_of_provinces(&self) -> bool {
        self.count > 0 && self.provinces == self.count
    }

    fn is_of_known(&self) -> bool {
        const LEAST: usize = 2;
        self.known >= LEAST && self.known == self.count
    }

    /// How likely the column is empty.
    fn empty(&self) -> i32 {
        if self.role == Some(Role::Note) { 2 } else { i32::from(self.optional) }
    }
}
