//! Serials that count otherwise than in bare numbers: A01, a, 甲, 案例一, 第1组, 1#. They are judged as the
//! numbers they stand for; what is emitted stays as printed.

use super::{Fault, Kind};
use crate::model::roster::Serial;
use crate::model::{Document, Roster, SerialRule};
use crate::text::blank::is_blank;
use crate::text::numeral;

/// Fewest serials that show that they count.
const LEAST: usize = 4;

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

/// The roster with numbers for serials, where none of its serials is a number and all count in one form. Whatever
/// says otherwise, as codes do that count the rows of each class, leaves the roster as it is.
pub(super) fn numbered(document: &Document, roster: &Roster) -> Option<Roster> {
    let column = roster.serial_column()?;
    let entries = &roster.entries;
    if entries.len() < LEAST || entries.iter().any(|entry| entry.serial != Serial::Unreadable) {
        return None;
    }
    let cells = (0..entries.len()).map(|entry| roster.cell(document, entry, column));
    let printed: Vec<String> = cells.map(|cell| bare(&cell)).collect();
    let (form, first) = FORMS.iter().find_map(|form| Some((form, form(&printed[0])?)))?;
    let mut numbers = Vec::with_capacity(printed.len());
    for cell in &printed {
        let serial = form(cell).filter(|serial| serial.around == first.around)?;
        numbers.push(serial.number);
    }
    close_letters(&printed, &mut numbers);
    let ups = numbers.windows(2).filter(|pair| pair[0].checked_add(1) == Some(pair[1])).count();
    // The first row may be lost; what begins later goes on from elsewhere.
    if !(1..=2).contains(&numbers[0]) || ups * 2 < numbers.len() - 1 {
        return None;
    }
    let mut numbered = roster.clone();
    for (entry, number) in numbered.entries.iter_mut().zip(numbers) {
        entry.serial = Serial::Value(number);
    }
    numbered.serial = rule(&numbered);
    Some(numbered)
}

/// Takes numbers out of faults that nobody printed: serials are told as they stand in the notice.
pub(super) fn unnamed(faults: &mut [Fault]) {
    for fault in faults {
        match &mut fault.kind {
            Kind::Gap { missing, .. } => missing.clear(),
            Kind::Duplicate { expected, .. }
            | Kind::Disorder { expected, .. }
            | Kind::Unreadable { expected } => *expected = None,
            Kind::Blank { .. } | Kind::Restart { .. } => {}
        }
    }
}

/// A serial: its number, and what stands before and behind that.
struct Counted<'c> {
    around: (&'c str, &'c str),
    number: u32,
}

type Form = for<'c> fn(&'c str) -> Option<Counted<'c>>;

/// The forms, those that say more first.
const FORMS: [Form; 4] = [figures, numerals, letter, stem];

/// A01, 第1组, 1#: one run of figures. Two of them are a code's.
fn figures(cell: &str) -> Option<Counted<'_>> {
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = cell.split_at(start);
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, behind) = rest.split_at(length);
    let one = !behind.contains(|c: char| c.is_ascii_digit()) && !behind.starts_with('.');
    let number = digits.parse().ok().filter(|_| one)?;
    Some(Counted { around: (before, behind), number })
}

/// 案例一, 第二组
fn numerals(cell: &str) -> Option<Counted<'_>> {
    let counts = |c: char| numeral::chinese_digit(c).is_some() || c == '十';
    let (before, rest) = cell.split_at(cell.find(counts)?);
    let (number, length) = numeral::prefix(rest)?;
    let behind = &rest[length..];
    let number = u32::try_from(number).ok().filter(|_| !behind.contains(counts))?;
    Some(Counted { around: (before, behind), number })
}

/// A, b
fn letter(cell: &str) -> Option<Counted<'_>> {
    let [letter] = *cell.as_bytes() else { return None };
    let (case, from) = match letter {
        b'A'..=b'Z' => ("A", b'A'),
        b'a'..=b'z' => ("a", b'a'),
        _ => return None,
    };
    Some(Counted { around: (case, ""), number: u32::from(letter - from) + 1 })
}

/// 甲, 乙
fn stem(cell: &str) -> Option<Counted<'_>> {
    let mut chars = cell.chars();
    let (own, None) = (chars.next()?, chars.next()) else { return None };
    let at = STEMS.chars().position(|stem| stem == own)?;
    Some(Counted { around: ("", ""), number: at as u32 + 1 })
}

/// Letters that look like figures, I and O, are often left out of a row of letters.
fn close_letters(printed: &[String], numbers: &mut [u32]) {
    let [lead @ (b'A'..=b'Z' | b'a'..=b'z')] = *printed[0].as_bytes() else { return };
    for alike in [b'O', b'I'] {
        let alike = if lead.is_ascii_uppercase() { alike } else { alike.to_ascii_lowercase() };
        if printed.iter().any(|cell| cell.as_bytes() == [alike]) {
            continue;
        }
        for (cell, number) in printed.iter().zip(numbers.iter_mut()) {
            *number -= u32::from(cell.as_bytes() > [alike].as_slice());
        }
    }
}

/// A serial without blanks, full-width letters and figures as ASCII.
fn bare(cell: &str) -> String {
    let shown = cell.chars().filter(|c| !is_blank(*c));
    shown
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// Per group where most groups begin anew.
fn rule(roster: &Roster) -> SerialRule {
    let begins = |pair: &[crate::model::Entry]| pair[0].group != pair[1].group;
    let heads = || roster.entries.windows(2).filter(|pair| begins(pair));
    let anew = heads().filter(|pair| pair[1].serial == Serial::Value(1)).count();
    if anew > 0 && anew * 2 >= heads().count() { SerialRule::PerGroup } else { SerialRule::RunOn }
}
