//! A row of a short list in which a cell that is put together as all others of one column are, 78-79-5 among CAS
//! numbers, stands in another: two cells were exchanged, or one was lost and those behind it moved left.

use super::exchanged::Exchanged;
use super::headed::is_body;
use super::stray::{heads_persons, is_name};
use crate::model::{Document, Role, Roster};
use crate::text::{blank, nothing};

/// Long lists show by more rows what a column holds: others look there.
const MOST: usize = 200;

/// No name of a person has more Chinese characters.
const NAME: usize = 5;

/// Codes with few figures among their marks are shorter than so many characters.
const SHORT: usize = 20;

/// Fewest other rows that show how a column's cells are put together.
const LEAST: usize = 2;

/// Cells of another kind are at most one in so many, where there are several.
const FEW: usize = 6;

/// The same, where it is but a number or a date, as may stand in several columns.
const PLAIN: usize = 3;

/// How a cell is put together.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Built {
    /// Nothing stands there.
    Empty,
    /// A number or a date.
    Plain(&'static str),
    /// Marks with runs of figures, letters and Chinese characters between them: 〔9〕9号 of 〔2023〕202号; or so
    /// many figures and letters.
    Code(String),
    /// A person's, under a header of names of people.
    Name,
    /// Anything else.
    Words,
}

impl Built {
    /// Whether both are put together alike, but for the length of mere codes.
    fn is_like(&self, other: &Self) -> bool {
        let mere = |built: &Self| matches!(built, Self::Code(form) if form.parse::<u32>().is_ok());
        self == other || mere(self) && mere(other)
    }
}

/// Finds the first column `b` and row in which what the cells of `b` are stands in `a`.
pub(super) fn find(document: &Document, roster: &Roster, broken: &[bool]) -> Option<Exchanged> {
    let (rows, width) = (roster.entries.len(), roster.columns.len());
    if rows <= LEAST || rows > MOST {
        return None;
    }
    let judged = |column: &usize| {
        !matches!(roster.columns[*column].role, Role::Serial | Role::Note) && *column < width
    };
    let columns: Vec<usize> = (0..width).filter(judged).collect();
    let persons: Vec<bool> = (0..width).map(|column| heads_persons(roster, column)).collect();
    let of = |entry: usize, column: usize| built(&roster.cell(document, entry, column));
    let cells: Vec<Vec<Built>> =
        (0..rows).map(|entry| (0..width).map(|column| of(entry, column)).collect()).collect();
    let name = |entry: usize, column: usize| {
        let cell = roster.cell(document, entry, column);
        cells[entry][column] == Built::Words && is_name(&cell) && !is_body(&cell)
    };
    // What stands under 姓名 and is none may be a foreigner's.
    let long = |entry: usize, column: usize| {
        roster.cell(document, entry, column).chars().filter(|c| blank::is_han(*c)).count() > NAME
    };
    let kept = |entry: &usize| !broken[*entry];
    columns.iter().find_map(|b| {
        let usual = if persons[*b] { Built::Name } else { usual(&cells, *b)? };
        let is = |entry: usize, column: usize| match &usual {
            Built::Name => name(entry, column),
            other => cells[entry][column] == *other,
        };
        let filled = |entry: &usize| cells[*entry][*b] != Built::Empty;
        let odd = || (0..rows).filter(kept).filter(filled).filter(|entry| !is(*entry, *b));
        // One of few may be of another kind by its own right: 党中央、国务院通知 among document numbers.
        let elsewhere = |entry: &usize| columns.iter().any(|a| a != b && is(*entry, *a));
        let mut strays = odd().filter(elsewhere);
        let (entry, more) = (strays.next()?, strays.next());
        let others = || (0..rows).filter(kept).filter(|other| *other != entry);
        let support = others().filter(|other| is(*other, *b)).count();
        let least = if matches!(usual, Built::Plain(_)) { PLAIN } else { LEAST };
        if more.is_some() || support < LEAST || (persons[*b] && !long(entry, *b)) {
            return None;
        }
        let holds =
            |a: &&usize| **a != *b && is(entry, **a) && !others().any(|other| is(other, **a));
        let mut found = columns.iter().filter(holds);
        let (a, second) = (*found.next()?, found.next());
        // What stands in `b` is as the other cells of `a` are, and as none of `b`.
        let own = &cells[entry][*b];
        let turned = others().any(|other| cells[other][a].is_like(own));
        // Or the row ends early, where others fill their last cell.
        let ends = |entry: usize| &cells[entry][width - 1];
        let moved = a + 1 == *b
            && support >= least
            && *ends(entry) == Built::Empty
            && others().filter(|other| *ends(*other) != Built::Empty).count() >= LEAST;
        let both = turned && (support >= least || *own != Built::Words);
        (second.is_none() && (both || moved)).then(|| Exchanged {
            roster: 0,
            a,
            b: *b,
            entries: vec![entry as u32],
            whole: false,
        })
    })
}

/// How all cells of a column but one are put together, if it says anything.
fn usual(cells: &[Vec<Built>], column: usize) -> Option<Built> {
    let all = || cells.iter().map(|row| &row[column]).filter(|built| **built != Built::Empty);
    let is_form = |built: &&Built| {
        matches!(built, Built::Plain(_) | Built::Code(_))
            && all().filter(|other| other == built).count() > 1
    };
    let first = all().take(2).find(is_form)?;
    let (odd, filled) = (all().filter(|built| *built != first).count(), all().count());
    (odd > 0 && (odd == 1 || odd * FEW <= filled)).then(|| first.clone())
}

fn built(cell: &str) -> Built {
    if nothing::is_nothing(cell) || nothing::is_as_above(cell) {
        return Built::Empty;
    }
    let text = cell.trim();
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) && text.bytes().any(|b| b.is_ascii_digit()) {
        let figures = text.bytes().filter(u8::is_ascii_digit).count();
        return match text.len() {
            1..=4 if figures == text.len() => Built::Plain("number"),
            // Among figures of a code a letter may stand: 2190-572X, credit codes.
            length if length > 4 && figures * 2 > length => Built::Code(length.to_string()),
            _ => Built::Words,
        };
    }
    let mut form = String::new();
    let mut marks = 0;
    for c in text.chars().filter(|c| !blank::is_blank(*c)) {
        let class = match c {
            '0'..='9' => '9',
            // Chapters of a catalogue: Ⅱ-5, I-21.
            'Ⅰ'..='Ⅻ' => 'A',
            // The last figure of many codes.
            'X' | 'x' if form.ends_with('9') => '9',
            c if c.is_ascii_alphabetic() => 'A',
            c if blank::is_han(c) => '字',
            c => {
                marks += 1;
                c
            }
        };
        if !(form.ends_with(class) && matches!(class, '9' | 'A' | '字')) {
            form.push(class);
        }
    }
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    let words = text.chars().filter(|c| blank::is_han(*c)).count();
    match form.as_str() {
        "9.9" | "9,9" | "9,9,9" | "9,9.9" | "9%" | "9.9%" => Built::Plain("number"),
        "9-9-9" | "9/9/9" | "9.9.9" if date(text) => Built::Plain("date"),
        "9字9字9字" | "9字9字" => Built::Plain("date"),
        "9字" | "9—9字" | "9-9字" if text.ends_with('年') => Built::Plain("year"),
        // APJ-(桂)-007, Ⅱ-5 and 国邮20100003A are no words.
        "A-9" => Built::Code(form),
        _ if marks > 1 && figures > words && text.chars().count() < SHORT => Built::Code(form),
        _ if form.len() > 1 && figures > 5 && text.chars().count() < SHORT => Built::Code(form),
        // Words with a figure among them are put together in any way.
        _ if marks > 0 && figures * 3 >= text.chars().count() && figures > 3 => Built::Code(form),
        _ => Built::Words,
    }
}

/// Whether figures between marks are a date: 2022/11/15, not 78-79-5.
fn date(text: &str) -> bool {
    let year = text.split(['-', '/', '.']).next().unwrap_or_default();
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::{Built, built, find};
    use crate::check::testing::Sample;
    use crate::model::Role;

    #[test]
    fn cells_are_told_by_how_they_are_put_together() {
        let code = |form: &str| Built::Code(form.to_owned());
        assert_eq!(built("78-79-5"), code("9-9-9"));
        assert_eq!(built("2190-572X"), built("1674-7291"));
        assert_eq!(built("国新出审〔2023〕202号"), code("字〔9〕9字"));
        assert_eq!(built("2023001"), code("7"));
        assert_eq!(built("APJ-(桂)-007"), code("A-(字)-9"));
        assert_eq!(built("Ⅱ-5"), built("I-21"));
        assert_eq!(built("2-甲基-1,3-丁二烯"), Built::Words);
        assert_eq!(built("2022/11/15"), Built::Plain("date"));
        assert_eq!(built("81.00"), Built::Plain("number"));
        assert_eq!(built("1,3-丁二烯[稳定的]"), Built::Words);
        assert_eq!(built("—"), Built::Empty);
    }

    fn exchanged(rows: &[&str]) -> Option<(usize, usize, Vec<u32>)> {
        let columns = [("品名", Role::Text), ("编号", Role::Text), ("别名", Role::Text)];
        let sample = rows.iter().fold(Sample::new(&columns), |sample, row| sample.row(row));
        let found = find(&sample.document, &sample.notice.rosters[0], &vec![false; rows.len()]);
        found.map(|found| (found.a, found.b, found.entries))
    }

    #[test]
    fn a_code_in_another_column_is_told() {
        let sound = ["丁二烯 106-99-0 联乙烯", "异戊二烯 78-79-5 橡胶基", "乙基铝 97-93-8 铝剂"];
        assert_eq!(exchanged(&sound), None);
        let turned = [sound[0], "78-79-5 异戊二烯 橡胶基", sound[2]];
        assert_eq!(exchanged(&turned), Some((0, 1, vec![1])));
        let moved = [sound[0], "78-79-5 橡胶基 _", sound[2]];
        assert_eq!(exchanged(&moved), Some((0, 1, vec![1])));
        // A number that is not known yet, and nothing of it elsewhere.
        let pending = [sound[0], "异戊二烯 待定 橡胶基", sound[2]];
        assert_eq!(exchanged(&pending), None);
    }
}
