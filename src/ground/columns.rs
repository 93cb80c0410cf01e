//! Which column of the table stands for which of the notice: by its header where that is one of
//! the notice's own words, else by what stands in it.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::Cells;
use super::form::share;
use super::sheet::{Sheet, What};
use crate::text::fold;
use crate::text::words::headers::{GROUP_NAMES, SERIAL_NAMES};

/// A column of the table and what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Mapped {
    /// Column of the table.
    pub at: usize,
    pub base: usize,
    /// The column of the base whose writing its cells have most often.
    pub column: usize,
    /// Another base is in the header's words: the cells are of `base` all the same.
    pub headed: Option<usize>,
    /// Per row of the table its form, where blank cells stand for what is above them. Else nothing.
    pub filled: Vec<u32>,
    /// Per row of the notice, where the table repeats in each row what the notice prints once above
    /// blank cells: what stands there or above in the group. Else nothing.
    pub carried: Vec<u32>,
}

impl Mapped {
    /// A row's form of the table.
    pub(super) fn form(&self, cells: &Cells, sheet: &Sheet, row: usize) -> u32 {
        let own = || cells.form(row, self.at, sheet.bases[self.base].what);
        self.filled.get(row).copied().unwrap_or_else(own)
    }

    /// A row's form of the notice, in the writing of this column.
    pub(super) fn of_notice(&self, sheet: &Sheet, row: usize) -> u32 {
        let printed = || sheet.columns[self.column].forms[row];
        self.carried.get(row).copied().unwrap_or_else(printed)
    }

    /// Whether a form is one that the notice has in a row.
    pub(super) fn holds(&self, sheet: &Sheet, row: usize, form: u32) -> bool {
        // A cell without a canonical value is no empty one: what is left out must be so in the
        // writing that the table has.
        let empty = form == 0 && sheet.columns[self.column].forms[row] != 0;
        self.carried.get(row) == Some(&form) || (!empty && sheet.has(row, self.base, form))
    }
}

/// How a table's columns stand to a notice.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub mapped: Vec<Mapped>,
    /// Columns with values of which the notice has nothing.
    pub foreign: Vec<usize>,
    /// Columns without any value under a header of the notice's, and the columns of the notice that
    /// they are called by.
    pub emptied: Vec<(usize, Vec<usize>)>,
    /// How well the table fits, for the choice among several rosters.
    pub fit: f32,
}

/// Below this share of cells found, a column is not the one looked for.
const HARDLY: f32 = 0.3;
/// From this share on it is.
const MOSTLY: f32 = 0.5;

/// So many cells are compared with cells of other columns; in a table of more, those of some rows
/// speak for all.
const COMPARED: usize = 20_000_000;
/// So many rows speak at least.
const LEAST: usize = 50;

/// The rows by which columns are told, evenly spread where they are some of many.
fn telling_rows(cells: &Cells, sheet: &Sheet) -> Vec<usize> {
    let pairs = (cells.width() * sheet.columns.len()).max(1);
    let step = cells.rows().div_ceil((COMPARED / pairs).max(LEAST)).max(1);
    (0..cells.rows()).step_by(step).collect()
}

/// So many headers that are names of our columns make the table one of ours.
const OURS: usize = 3;

/// Whether a header that is the name of one of our columns is a word of the table's own: county over what
/// stands under 县（市、区）, title over 成果名称.
fn own_word(headed: usize, base: usize, score: Score, sheet: &Sheet) -> bool {
    let ours = matches!(sheet.bases[headed].what, What::Derived | What::Fact | What::Count);
    let printed = matches!(sheet.bases[base].what, What::Text | What::List | What::Group);
    ours && printed && score.either() >= MOSTLY
}

/// Maps the columns.
pub(super) fn plan(cells: &Cells, sheet: &Sheet) -> Plan {
    let some = telling_rows(cells, sheet);
    let rows = first_guess(cells, sheet, &some);
    let mut plan = Plan::default();
    let named_by_us = |header: &&String| {
        let derived = |base: &usize| sheet.bases[*base].what == What::Derived;
        headed(header, sheet).iter().any(derived)
    };
    // A table with several of our columns has them as ours.
    let ours = cells.headers.iter().filter(named_by_us).count() >= OURS;
    for at in 0..cells.width() {
        let filled = cells.filled(at);
        if filled == 0 {
            plan.emptied.extend(meant(&cells.headers[at], sheet).map(|columns| (at, columns)));
            continue;
        }
        let headed = headed(&cells.headers[at], sheet);
        let Some((column, score)) = choose(cells, at, sheet, &headed, &rows, &some) else {
            if !counts_itself(cells, at, sheet, None) {
                plan.foreign.push(at);
            }
            continue;
        };
        if counts_itself(cells, at, sheet, Some((column, score))) {
            continue;
        }
        let base = sheet.columns[column].base;
        // Where nothing holds the header has the word.
        let key = fold::loose(&cells.headers[at]);
        let named = |column: &usize| {
            sheet.columns[*column].names.iter().any(|name| fold::loose(name) == key)
        };
        let own = sheet.bases[base].columns.iter().copied().find(named);
        let column = own.filter(|_| score.either() < HARDLY).unwrap_or(column);
        plan.fit += score.either() * sheet.bases[base].telling.max(0.05);
        plan.mapped.push(Mapped {
            at,
            base,
            column,
            headed: headed.first().copied().filter(|own| {
                let other = !headed.contains(&base);
                other && (ours || !own_word(*own, base, score, sheet))
            }),
            filled: Vec::new(),
            carried: Vec::new(),
        });
    }
    let mut outer: Vec<Vec<u32>> = Vec::new();
    for mapped in &mut plan.mapped {
        if sheet.bases[mapped.base].what == What::Group {
            mapped.filled = filled(cells, sheet, mapped, &outer, &rows);
            outer.push((0..cells.rows()).map(|row| mapped.form(cells, sheet, row)).collect());
        }
        mapped.carried = carried(cells, sheet, mapped, &rows);
    }
    let held = rows.iter().flatten().count();
    plan.fit *= 1.0 + share(held, cells.rows());
    plan
}

/// The column that a table's column stands for: what its header names, where enough of it is there;
/// else the one whose cells agree, row by row or at all.
fn choose(
    cells: &Cells,
    at: usize,
    sheet: &Sheet,
    headed: &[usize],
    rows: &[Option<u32>],
    some: &[usize],
) -> Option<(usize, Score)> {
    let of = |columns: &mut dyn Iterator<Item = usize>| -> Vec<(usize, Score)> {
        columns.map(|column| (column, Score::of(cells, at, sheet, column, rows, some))).collect()
    };
    let best = |scores: &[(usize, Score)], by: fn(&Score) -> f32| {
        let ranked = |score: &Score| (by(score), score.both);
        // Of equals the first: names go before their print, ranks before counts.
        let best = scores.iter().rev().max_by(|a, b| {
            let (a, b) = (ranked(&a.1), ranked(&b.1));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        best.copied()
    };
    let named = of(&mut headed.iter().flat_map(|base| sheet.bases[*base].columns.iter().copied()));
    let under = best(&named, Score::either);
    if let Some(under) = under.filter(|(_, score)| score.either() >= HARDLY) {
        return Some(under);
    }
    // Only where the header does not say it are all columns looked at: their square is large.
    let scores = of(&mut (0..sheet.columns.len()));
    let agreeing = best(&scores, |score| score.rows);
    let holding = best(&scores, |score| score.values);
    let from = |share: f32| move |found: &(usize, Score)| found.1.rows >= share;
    agreeing
        .filter(from(MOSTLY))
        .or(holding.filter(|(_, score)| score.values >= MOSTLY && !cells.numeric(at)))
        .or_else(|| moved(cells, at, sheet, &scores))
        .or(under)
        .or(agreeing.filter(from(HARDLY)))
}

/// Fewest different numbers that tell a column.
const NUMBERS: usize = 4;

/// Numbers of a column of the notice's in other rows: a column that slid, or is sorted by itself. Most of
/// the numbers are those, each as often.
fn moved(
    cells: &Cells,
    at: usize,
    sheet: &Sheet,
    scores: &[(usize, Score)],
) -> Option<(usize, Score)> {
    if !cells.numeric(at) {
        return None;
    }
    let of = |(column, score): &(usize, Score)| {
        let known = &sheet.columns[*column];
        let what = sheet.bases[known.base].what;
        if !matches!(what, What::Text | What::Derived) || score.values < MOSTLY {
            return None;
        }
        let mut left: HashMap<u32, usize, FixedState> =
            known.rows_of.iter().map(|(form, rows)| (*form, rows.len())).collect();
        let (mut filled, mut held) = (0, 0);
        let mut distinct: HashSet<u32, FixedState> = HashSet::default();
        for form in (0..cells.rows()).map(|row| cells.form(row, at, what)).filter(|f| *f != 0) {
            filled += 1;
            if let Some(rest) = left.get_mut(&form).filter(|rest| **rest > 0) {
                *rest -= 1;
                held += 1;
                distinct.insert(form);
            }
        }
        let told = distinct.len() >= NUMBERS && distinct.len() * 2 >= filled;
        (told && held * 4 >= filled * 3).then_some((held, (*column, *score)))
    };
    scores.iter().rev().filter_map(of).max_by_key(|(held, _)| *held).map(|(_, found)| found)
}

/// A group column with its blank cells filled from above, where they stand for that: merged cells
/// do. A level that some groups do not have is blank as well; nothing then. An outer group that
/// begins ends the inner one.
fn filled(
    cells: &Cells,
    sheet: &Sheet,
    mapped: &Mapped,
    outer: &[Vec<u32>],
    rows: &[Option<u32>],
) -> Vec<u32> {
    if cells.filled(mapped.at) == cells.rows() {
        return Vec::new();
    }
    let (mut above, mut blank) = (0, 0);
    let mut last = 0;
    let mut forms = Vec::with_capacity(rows.len());
    for (row, notice) in rows.iter().enumerate() {
        if row > 0 && outer.iter().any(|forms| forms[row] != forms[row - 1]) {
            last = 0;
        }
        let form = cells.form(row, mapped.at, What::Group);
        last = if form == 0 { last } else { form };
        forms.push(last);
        let Some(notice) = notice.filter(|_| form == 0 && last != 0) else { continue };
        above += usize::from(sheet.has(notice as usize, mapped.base, last));
        blank += usize::from(sheet.columns[mapped.column].forms[notice as usize] == 0);
    }
    if above > blank { forms } else { Vec::new() }
}

/// What the notice prints in a column, each blank cell with what is above it in its group, where the
/// table has most of its blank cells filled so; else nothing.
fn carried(cells: &Cells, sheet: &Sheet, mapped: &Mapped, rows: &[Option<u32>]) -> Vec<u32> {
    let printed = &sheet.columns[mapped.column].forms;
    let what = sheet.bases[mapped.base].what;
    if !matches!(what, What::Text | What::List) || printed.iter().all(|form| *form != 0) {
        return Vec::new();
    }
    let mut above = Vec::with_capacity(printed.len());
    for (row, form) in printed.iter().enumerate() {
        let last = above.last().copied().filter(|_| sheet.goes_on(row)).unwrap_or(0);
        above.push(if *form == 0 { last } else { *form });
    }
    let (mut blank, mut filled) = (0, 0);
    for (row, notice) in rows.iter().enumerate() {
        let Some(notice) = notice.map(|notice| notice as usize) else { continue };
        if printed[notice] == 0 && above[notice] != 0 {
            blank += 1;
            filled += usize::from(cells.form(row, mapped.at, what) == above[notice]);
        }
    }
    if filled >= 2 && filled * 2 > blank { above } else { Vec::new() }
}

/// A running number of the table's own: 1, 2, 3 … that is neither the notice's rank nor its order.
/// A header that speaks of a rank makes it a statement.
fn counts_itself(cells: &Cells, at: usize, sheet: &Sheet, chosen: Option<(usize, Score)>) -> bool {
    let whole = chosen.is_some_and(|(_, score)| score.rows >= 1.0);
    let printed = chosen.is_some_and(|(column, _)| {
        matches!(sheet.bases[sheet.columns[column].base].what, What::Text | What::List)
    });
    let header = fold::loose(&cells.headers[at]);
    let speaks = ["rank", "排名", "名次", "排序", "位次", "ranking"].contains(&header.as_str());
    // The order of the entries is counted by whoever counts rows, unless the header is that of our
    // own ordinal.
    let counts = chosen.is_some_and(|(column, _)| {
        let known = &sheet.columns[column];
        let named = known.names.iter().any(|name| fold::loose(name) == header);
        sheet.bases[known.base].what == What::Count && !named
    });
    if whole && !counts || printed || speaks || cells.rows() < 2 {
        return false;
    }
    let number = |row: usize| cells.text(row, at).parse::<usize>().ok();
    let first = number(0).filter(|first| *first <= 1);
    first.is_some_and(|first| (0..cells.rows()).all(|row| number(row) == Some(first + row)))
}

/// The bases that a header names; most often one.
pub(super) fn headed(header: &str, sheet: &Sheet) -> Vec<usize> {
    let key = fold::loose(header);
    if key.is_empty() {
        return Vec::new();
    }
    let named = sheet.named(&key);
    if !named.is_empty() {
        return named.to_vec();
    }
    let of = |what: What| sheet.bases.iter().position(|base| base.what == what);
    if SERIAL_NAMES.contains(&key.as_str()) {
        // Where none is printed the table counts by itself.
        let is_printed = |base: &usize| sheet.bases[*base].telling > 0.0;
        return of(What::Rank).filter(is_printed).into_iter().collect();
    }
    GROUP_NAMES.contains(&key.as_str()).then(|| of(What::Group)).flatten().into_iter().collect()
}

/// The columns of the notice that a header is about: those of that name, else all of its base. What
/// the notice says once for all need not be in any row.
fn meant(header: &str, sheet: &Sheet) -> Option<Vec<usize>> {
    let base = headed(header, sheet).first().map(|base| &sheet.bases[*base])?;
    let key = fold::loose(header);
    let named = |at: &usize| sheet.columns[*at].names.iter().any(|name| fold::loose(name) == key);
    let own: Vec<usize> = base.columns.iter().copied().filter(named).collect();
    let columns = if own.is_empty() { base.columns.clone() } else { own };
    (base.what != What::Fact).then_some(columns)
}

/// How much of a table's column a column of the notice accounts for.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    /// Of the filled cells of rows paired at first sight, those that agree.
    rows: f32,
    /// Of the filled cells, those whose value is anywhere in it.
    values: f32,
    /// Like `rows`, and cells count that are filled in the notice alone.
    both: f32,
}

impl Score {
    fn of(
        cells: &Cells,
        at: usize,
        sheet: &Sheet,
        column: usize,
        rows: &[Option<u32>],
        some: &[usize],
    ) -> Self {
        let known = &sheet.columns[column];
        let what = sheet.bases[known.base].what;
        let (mut filled, mut held, mut paired, mut agreed, mut alone) = (0, 0, 0, 0, 0);
        for (row, notice) in some.iter().map(|row| (*row, rows[*row])) {
            let form = cells.form(row, at, what);
            if form == 0 {
                alone += usize::from(notice.is_some_and(|n| known.forms[n as usize] != 0));
                continue;
            }
            filled += 1;
            held += usize::from(known.rows_of.contains_key(&form));
            if let Some(notice) = notice {
                paired += 1;
                agreed += usize::from(known.forms[notice as usize] == form);
            }
        }
        Self {
            rows: share(agreed, paired),
            values: share(held, filled),
            both: share(agreed, paired + alone),
        }
    }

    /// Row by row, or else anywhere: a shifted column holds the right values.
    fn either(&self) -> f32 {
        self.rows.max(self.values * 0.9)
    }
}

/// Rows paired at first sight: by the cells that only one row of the notice has, each a vote.
fn first_guess(cells: &Cells, sheet: &Sheet, some: &[usize]) -> Vec<Option<u32>> {
    let mut votes: Vec<Vec<(u32, u32)>> = vec![Vec::new(); cells.rows()];
    for at in 0..cells.width() {
        if cells.numeric(at) {
            continue;
        }
        // A column votes once, by the writing that holds most of it.
        let of = |column: usize| sheet.bases[sheet.columns[column].base].what;
        let held = |column: usize| {
            let known = &sheet.columns[column];
            let forms = some.iter().map(|row| cells.form(*row, at, of(column)));
            forms.filter(|form| known.rows_of.contains_key(form)).count()
        };
        let filled = some.iter().filter(|row| cells.form(**row, at, What::Text) != 0).count();
        let best = |columns: &mut dyn Iterator<Item = usize>| {
            columns
                .filter(|column| matches!(of(*column), What::Text | What::List | What::Derived))
                .map(|column| (held(column), column))
                .max_by_key(|(held, column)| (*held, usize::MAX - column))
        };
        // What its header names holds all of it, or else all columns are looked at.
        let headed = headed(&cells.headers[at], sheet);
        let columns = headed.iter().flat_map(|base| &sheet.bases[*base].columns);
        let under = best(&mut columns.copied());
        let whole = under.filter(|(held, _)| *held == filled);
        let Some((held, column)) = whole.or_else(|| best(&mut (0..sheet.columns.len()))) else {
            continue;
        };
        if held * 10 < filled * 3 {
            continue;
        }
        for (row, votes) in votes.iter_mut().enumerate() {
            let form = cells.form(row, at, of(column));
            if let Some([only]) = sheet.columns[column].rows_of.get(&form).map(Vec::as_slice) {
                match votes.iter_mut().find(|(notice, _)| notice == only) {
                    Some((_, count)) => *count += 1,
                    None => votes.push((*only, 1)),
                }
            }
        }
    }
    let mut rows: Vec<Option<u32>> = votes
        .iter()
        .map(|votes| {
            votes.iter().max_by_key(|(notice, count)| (*count, u32::MAX - notice)).map(|v| v.0)
        })
        .collect();
    // Where hardly a cell tells rows apart, the order must do.
    let found = rows.iter().flatten().count();
    if found * 5 < rows.len() {
        for (row, notice) in (0..).zip(&mut rows) {
            *notice = notice.or((row < sheet.rows.len() as u32).then_some(row));
        }
    }
    rows
}
