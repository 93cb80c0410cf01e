//! Serials below 序号 that count in letters: A01, a, 甲, 案例一. What is no bare number may as well be a name, a
//! grade or a code; a fault is told where all others run on, one by one, and where it is the only one.

use super::{Fault, Kind};
use crate::model::roster::Serial;
use crate::model::{Document, Roster};
use crate::text::blank::is_blank;
use crate::text::numeral;
use crate::text::width::narrow;

/// Fewest serials that show that they count.
const LEAST: usize = 5;

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

/// The one fault of serials of which none is a number.
pub(super) fn fault(document: &Document, roster: &Roster, index: u32) -> Option<Fault> {
    let column = roster.serial_column()?;
    let entries = &roster.entries;
    let headed = bare(&roster.columns[column].title) == "序号" && roster.left_out.is_empty();
    let lettered = |serial: Serial| serial == Serial::Unreadable;
    if !headed || entries.len() < LEAST || !entries.iter().all(|entry| lettered(entry.serial)) {
        return None;
    }
    let cells = (0..entries.len()).map(|entry| roster.cell(document, entry, column));
    let printed: Vec<String> = cells.map(|cell| bare(&cell)).collect();
    let begins = |at: usize| at == 0 || entries[at].group != entries[at - 1].group;
    let begins: Vec<bool> = (0..entries.len()).map(begins).collect();
    let run = Run::of(&printed, &begins).or_else(|| Run::of_groups(&printed, &begins))?;
    let (entry, kind) = run.fault(&printed)?;
    Some(Fault { roster: index, entry, kind })
}

/// Serials of one form.
struct Run<'s> {
    /// None for the one that is of another form.
    numbers: Vec<Option<u32>>,
    /// Whether a group begins with it.
    begins: &'s [bool],
    /// Letters without I and O, which look like figures and are left out of many a row.
    few_letters: bool,
}

impl<'s> Run<'s> {
    /// The serials, of which one at most is of another form than the rest.
    fn of(printed: &[String], begins: &'s [bool]) -> Option<Self> {
        let of_form = |at: usize| {
            let lead = FORMS.iter().find_map(|form| Some((form, form(&printed[at])?.0)));
            let (form, lead) = lead?;
            let own = |cell: &String| form(cell).filter(|own| own.0 == lead).map(|own| own.1);
            let numbers: Vec<Option<u32>> = printed.iter().map(own).collect();
            let read = numbers.iter().flatten().count();
            (read + 1 >= printed.len()).then_some((lead, numbers))
        };
        // The first may be the odd one.
        let (lead, numbers) = of_form(0).or_else(|| of_form(1))?;
        let alike = |cell: &String| matches!(cell.as_str(), "I" | "O" | "i" | "o");
        let few_letters = lead.ends_with(LETTERS) && !printed.iter().any(alike);
        Some(Self { numbers, begins, few_letters })
    }

    /// The serials of groups, each of which has a form of its own: 京01 and 京02, 津01 and 津02.
    fn of_groups(printed: &[String], begins: &'s [bool]) -> Option<Self> {
        let mut lead = String::new();
        let own = |(cell, begins): (&String, &bool)| {
            let (own, number) = numbered(cell)?;
            let other = own != lead;
            lead.clone_from(&own);
            (other == *begins).then_some(Some(number))
        };
        let numbers = printed.iter().zip(begins).map(own).collect::<Option<Vec<_>>>()?;
        Some(Self { numbers, begins, few_letters: false })
    }

    /// Whether the serial at a place goes on from a number.
    fn follows(&self, at: usize, above: u32) -> bool {
        self.numbers[at].is_some_and(|own| {
            above.checked_add(1) == Some(own)
                || (own == 1 && self.begins[at])
                || (self.few_letters && matches!((above, own), (8, 10) | (14, 16)))
        })
    }

    /// Whether the serial at a place, if there is one, goes on from the number above it.
    fn goes_on(&self, at: usize) -> bool {
        at >= self.numbers.len()
            || self.numbers[at - 1].is_some_and(|above| self.follows(at, above))
    }

    /// Whether all from a place on do.
    fn runs(&self, from: usize) -> bool {
        (from..self.numbers.len()).all(|at| self.goes_on(at))
    }

    /// The fault, where it is the only one.
    fn fault(&self, printed: &[String]) -> Option<(u32, Kind)> {
        if let Some(odd) = self.numbers.iter().position(Option::is_none) {
            return self.misprint(odd, printed);
        }
        let odd = (1..self.numbers.len()).find(|at| !self.goes_on(*at))?;
        let (above, own) = (self.numbers[odd - 1]?, self.numbers[odd]?);
        let entry = odd as u32;
        if self.numbers[0] != Some(1) {
            return None;
        }
        if own == above {
            // The row below goes on from it, or from the number that belongs here.
            let below = odd + 1;
            let on = self.goes_on(below) || self.follows(below, own.saturating_add(1));
            let kind = Kind::Duplicate { first: entry - 1, expected: None };
            return (on && self.runs(odd + 2)).then_some((entry, kind));
        }
        if own != above.checked_add(2)? {
            return None;
        }
        if self.runs(odd + 1) {
            let previous = Some(entry - 1);
            return Some((entry, Kind::Gap { previous, missing: Vec::new(), count: 1 }));
        }
        // 1, 2, 4, 3, 5: two rows have changed places.
        let end = odd + 2 >= self.numbers.len();
        let turned = self.numbers.get(odd + 1) == Some(&Some(above + 1))
            && (end || self.follows(odd + 2, own))
            && self.runs(odd + 3);
        let next = (!end).then_some(entry + 2);
        turned
            .then_some((entry + 1, Kind::Disorder { previous: Some(entry), next, expected: None }))
    }

    /// A01, AO2, A03: one of another form that is as long as its neighbour, and whose number is wanting.
    fn misprint(&self, odd: usize, printed: &[String]) -> Option<(u32, Kind)> {
        let first = usize::from(odd == 0);
        let length = |at: usize| printed[at].chars().count();
        let above = match odd.checked_sub(1) {
            Some(above) => self.numbers[above]?,
            None => 0,
        };
        let end = odd + 1 == self.numbers.len();
        let fits = end || self.follows(odd + 1, above.checked_add(1)?);
        let whole = self.numbers[first] == Some(1 + first as u32)
            && (1..odd).all(|at| self.goes_on(at))
            && self.runs(odd + 2);
        let like = length(odd).abs_diff(length(if odd == 0 { 1 } else { odd - 1 })) <= 1;
        (fits && whole && like).then_some((odd as u32, Kind::Unreadable { expected: None }))
    }
}

/// What stands before a serial's number, and the number.
type Form = fn(&str) -> Option<(String, u32)>;

const FORMS: [Form; 3] = [numbered, letter, stem];

/// A01, 案例1, 案例一: nothing stands behind the number, as in 一等奖 and 3号楼, and no other before it, as in codes.
fn numbered(cell: &str) -> Option<(String, u32)> {
    let counts = |c: char| numeral::chinese_digit(c).is_some() || c == '十' || c.is_ascii_digit();
    let (lead, rest) = cell.split_at(cell.find(counts).filter(|at| *at > 0)?);
    let (number, length) = numeral::prefix(rest)?;
    let number = u32::try_from(number).ok().filter(|_| length == rest.len())?;
    (!lead.ends_with('第')).then(|| (lead.to_owned(), number))
}

/// Stands for the lead of bare letters, of either case.
const LETTERS: &str = "\u{0}";

/// A, b
fn letter(cell: &str) -> Option<(String, u32)> {
    let [letter] = *cell.as_bytes() else { return None };
    let (case, from) = match letter {
        b'A'..=b'Z' => ("A", b'A'),
        b'a'..=b'z' => ("a", b'a'),
        _ => return None,
    };
    Some((format!("{case}{LETTERS}"), u32::from(letter - from) + 1))
}

/// 甲, 乙
fn stem(cell: &str) -> Option<(String, u32)> {
    let mut chars = cell.chars();
    let (own, None) = (chars.next()?, chars.next()) else { return None };
    let at = STEMS.chars().position(|stem| stem == own)?;
    Some((String::new(), at as u32 + 1))
}

/// A text without blanks, full-width letters and figures as ASCII.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).map(narrow).collect()
}
