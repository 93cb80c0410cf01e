//! Rows whose codes lie in each other, as those of a budget do: 205, 20502 in it, 2050201 in that. A row above others is
//! their sum, and a row of sums adds up the outermost alone.

use std::collections::HashMap;
use std::ops::Range;

use super::Fault;
use super::decimal::Decimal;
use super::is_rate;
use super::sheet::{self, Sheet};
use crate::model::{Document, Role, Roster};

/// Fewest digits of the outermost codes: shorter numbers are seldom codes.
const DIGITS_LEAST: usize = 3;
/// Most digits of a code, and most lengths of codes.
const DIGITS_MOST: usize = 12;
const LENGTHS_MOST: usize = 5;

/// Most columns that a code is parted into: 类, 款 and 项.
const COLUMNS_MOST: usize = 3;

/// The rows by what is directly in each.
pub(in crate::check) struct Tiers {
    /// The columns of the codes.
    pub(in crate::check) columns: Range<usize>,
    /// Those in no other.
    pub(super) outermost: Vec<usize>,
    /// The rows in each row.
    within: Vec<Vec<usize>>,
}

impl Tiers {
    /// By the first column, or columns beside each other, whose cells are all such codes: each longer one begins with one of
    /// the next shorter length, which stands above it.
    pub(in crate::check) fn of(document: &Document, roster: &Roster) -> Option<Self> {
        let all = roster.columns.len();
        let mut runs = (1..=COLUMNS_MOST.min(all))
            .flat_map(|width| (0..=all - width).map(move |first| first..first + width));
        runs.find_map(|columns| Self::by(document, roster, columns))
    }

    fn by(document: &Document, roster: &Roster, columns: Range<usize>) -> Option<Self> {
        let mut codes: Vec<String> = Vec::with_capacity(roster.entries.len());
        for entry in 0..roster.entries.len() {
            let cells = columns.clone().map(|column| roster.cell(document, entry, column));
            let code: String = cells.map(|cell| cell.trim().to_owned()).collect();
            let digits = code.bytes().all(|b| b.is_ascii_digit());
            if !digits || !(DIGITS_LEAST..=DIGITS_MOST).contains(&code.len()) {
                return None;
            }
            codes.push(code);
        }
        let mut lengths: Vec<usize> = codes.iter().map(String::len).collect();
        lengths.sort_unstable();
        lengths.dedup();
        if !(2..=LENGTHS_MOST).contains(&lengths.len()) {
            return None;
        }
        let mut above: HashMap<&str, usize> = HashMap::new();
        let mut tiers =
            Self { columns, outermost: Vec::new(), within: vec![Vec::new(); codes.len()] };
        for (row, code) in codes.iter().enumerate() {
            let tier = lengths.binary_search(&code.len()).ok()?;
            match tier.checked_sub(1) {
                None => tiers.outermost.push(row),
                Some(outer) => tiers.within[*above.get(&code[..lengths[outer]])?].push(row),
            }
            if above.insert(code, row).is_some() {
                return None;
            }
        }
        Some(tiers)
    }

    /// Rows that are not the sum of those in them, in columns in which most are.
    pub(super) fn faults(&self, sheet: &Sheet<'_>) -> Vec<Fault> {
        let roster = sheet.roster;
        let added = |column: &usize| {
            let what = &roster.columns[*column];
            what.role == Role::Number && !is_rate(&what.title)
        };
        let mut faults = Vec::new();
        for column in (0..roster.columns.len()).filter(added) {
            let (mut right, mut wrong) = (0, Vec::new());
            for (row, inner) in self.within.iter().enumerate().filter(|(_, of)| !of.is_empty()) {
                let printed = sheet.rows.get(row).map(|row| sheet::number(row, column));
                let Some(Ok(Some(printed))) = printed else { continue };
                let Some(found) = sheet.sum_of(column, inner) else { continue };
                if found.agrees(printed) {
                    right += 1;
                } else {
                    wrong.push(fault(roster, column, row, inner, (printed, found)));
                }
            }
            if right > 0 && right >= wrong.len() {
                faults.append(&mut wrong);
            }
        }
        faults
    }
}

fn fault(
    roster: &Roster,
    column: usize,
    row: usize,
    inner: &[usize],
    (printed, found): (Decimal, Decimal),
) -> Fault {
    Fault {
        roster: 0,
        column,
        span: roster.row(row)[column],
        found: found.to_string(),
        rows: inner.len(),
        first: roster.row(inner[0])[column],
        rounded: found.rounds_to(printed),
    }
}
