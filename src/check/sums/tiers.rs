//! Rows that are sums of rows below them: 珠海市 over its districts, 201 over 20101 over 2010101. What a row of sums
//! adds up are the outermost alone.
//!
//! Asked only where a printed sum is not that of all rows. It is explained where each row over others is the sum of those
//! directly in it, in each column that is summed up, and the outermost make up the printed sum; where one wrong number
//! or a lost row stands against that, it is told where it is.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Fault;
use super::sheet::{self, Sheet};
use crate::model::place::{Level, Place};
use crate::model::{Document, Role, Roster, Row, Span, Value};
use crate::text::decimal::Decimal;
use crate::text::is_blank;

/// Fewest digits of the outermost codes (shorter numbers are seldom codes), most digits of a code, and most lengths.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=12;
const LENGTHS_MOST: usize = 5;

/// Most columns that a code is parted into: 类, 款 and 项.
const COLUMNS_MOST: usize = 3;

/// The rows by what is directly in each.
pub(super) struct Tiers {
    /// Those in no other.
    outermost: Vec<usize>,
    /// The rows in each row.
    within: Vec<Vec<usize>>,
}

impl Tiers {
    /// Every reading of which rows lie in which: by codes, by how far names are set in, by places.
    pub(super) fn all(document: &Document, roster: &Roster, rows: &[Row]) -> Vec<Self> {
        let columns = roster.columns.len();
        let codes = (1..=COLUMNS_MOST.min(columns)).flat_map(|width| {
            let runs = (0..=columns - width).map(move |first| first..first + width);
            runs.filter_map(|columns| by_codes(document, roster, columns))
        });
        let names = (0..columns).filter(|c| roster.columns[*c].role != Role::Number);
        let set_in = names.filter_map(|column| by_blanks(document, roster, column));
        let readings = codes.chain(set_in).chain(by_places(roster, rows));
        readings.filter_map(Self::of).collect()
    }

    /// From the row that each row lies in; none where no row has several in it.
    fn of(outer: Vec<Option<usize>>) -> Option<Self> {
        let mut tiers = Self { outermost: Vec::new(), within: vec![Vec::new(); outer.len()] };
        for (row, outer) in outer.into_iter().enumerate() {
            match outer {
                Some(outer) => tiers.within[outer].push(row),
                None => tiers.outermost.push(row),
            }
        }
        tiers.within.iter().any(|inner| inner.len() > 1).then_some(tiers)
    }

    /// The printed sums, each of a column, that are not those of the outermost, and the rows over others that are not
    /// the sums of those; none where this is no reading, as half of them do not hold.
    pub(super) fn faults(
        &self,
        sheet: &Sheet<'_>,
        sums: &[(usize, Span, Decimal)],
    ) -> Option<Vec<Fault>> {
        let (mut held, mut faults) = (0, Vec::new());
        for (column, span, printed) in sums {
            let over = self.within.iter().enumerate().filter(|(_, inner)| !inner.is_empty());
            let own = |(row, inner): (usize, &'_ Vec<usize>)| {
                let Ok(Some(own)) = sheet::number(sheet.rows.get(row)?, *column) else {
                    return None;
                };
                Some((sheet.roster.row(row)[*column], own, inner.clone(), true))
            };
            let all = over.map(own).chain([Some((*span, *printed, self.outermost.clone(), false))]);
            for (span, printed, rows, part) in all.collect::<Option<Vec<_>>>()? {
                let found = sheet.sum_of(*column, &rows)?;
                if found.agrees(printed) {
                    held += 1;
                    continue;
                }
                faults.push(Fault {
                    roster: 0,
                    column: *column,
                    span,
                    found: found.to_string(),
                    rows: rows.len(),
                    first: sheet.roster.row(rows[0])[*column],
                    rounded: found.rounds_to(printed),
                    part,
                });
            }
        }
        (held > faults.len()).then_some(faults)
    }
}

/// By columns whose cells together are codes alone: each longer one begins with one of the next shorter length, which
/// stands above it.
fn by_codes(
    document: &Document,
    roster: &Roster,
    columns: Range<usize>,
) -> Option<Vec<Option<usize>>> {
    let mut codes: Vec<String> = Vec::with_capacity(roster.entries.len());
    for entry in 0..roster.entries.len() {
        let cells = columns.clone().map(|column| roster.cell(document, entry, column));
        let code: String = cells.map(|cell| cell.trim().to_owned()).collect();
        if !DIGITS.contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
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
    let mut outer = Vec::with_capacity(codes.len());
    for (row, code) in codes.iter().enumerate() {
        let tier = lengths.binary_search(&code.len()).ok()?;
        outer.push(match tier.checked_sub(1) {
            None => None,
            Some(shorter) => Some(*above.get(&code[..lengths[shorter]])?),
        });
        // The same code twice lies in nothing.
        if above.insert(code, row).is_some() {
            return None;
        }
    }
    Some(outer)
}

/// By the blanks before the cells of a column: a row lies in the last one above it that is set in less.
fn by_blanks(document: &Document, roster: &Roster, column: usize) -> Option<Vec<Option<usize>>> {
    let blanks = |entry: usize| -> Option<usize> {
        let span = roster.row(entry).get(column).filter(|span| !span.is_empty())?;
        let start = span.start as usize;
        let before = document.text.get(..start)?.chars().rev();
        let before = before.take_while(|c| is_blank(*c) && !matches!(c, '\t' | '\n'));
        Some(before.map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum())
    };
    let depths: Vec<usize> = (0..roster.entries.len()).map(blanks).collect::<Option<_>>()?;
    let least = depths.iter().min()?;
    if depths.first() != Some(least) {
        return None;
    }
    let mut steps = depths.clone();
    steps.sort_unstable();
    steps.dedup();
    // A row two steps in below another has lost the one that it lies in.
    let step = |depth: usize| steps.binary_search(&depth).unwrap_or(0);
    if depths.windows(2).any(|pair| step(pair[1]) > step(pair[0]) + 1) {
        return None;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut outer = Vec::with_capacity(depths.len());
    for (row, depth) in depths.iter().enumerate() {
        while open.last().is_some_and(|last| depths[*last] >= *depth) {
            open.pop();
        }
        outer.push(open.last().copied());
        open.push(row);
    }
    Some(outer)
}

/// By their places: each row lies in that of its prefecture or province, as far as the table has rows of such. None where that
/// one is not above it: its row may be lost, and those in it add up to as much.
fn by_places(roster: &Roster, rows: &[Row]) -> Option<Vec<Option<usize>>> {
    let column = roster.columns.iter().position(|column| column.role == Role::Place)?;
    let place = |row: &'_ Row| match row.values.get(column) {
        Some(Value::Place(place)) => Some((Arc::clone(place), place.adcode_level?)),
        _ => None,
    };
    let places: Vec<(Arc<Place>, Level)> = rows.iter().map(place).collect::<Option<_>>()?;
    let has = |level: Level| places.iter().any(|(_, own)| *own == level);
    let (provinces, prefectures) = (has(Level::Province), has(Level::Prefecture));
    let (mut province, mut prefecture): (Option<usize>, Option<usize>) = (None, None);
    let mut outer = Vec::with_capacity(rows.len());
    for (row, (place, level)) in places.iter().enumerate() {
        let in_prefecture = *level == Level::County && prefectures && place.prefecture.is_some();
        let own = if in_prefecture {
            Some(prefecture.filter(|at| places[*at].0.prefecture == place.prefecture)?)
        } else if *level != Level::Province && provinces {
            Some(province.filter(|at| places[*at].0.province == place.province)?)
        } else {
            None
        };
        match level {
            Level::Province => (province, prefecture) = (Some(row), None),
            Level::Prefecture => prefecture = Some(row),
            Level::County => {}
        }
        outer.push(own);
    }
    Some(outer)
}
