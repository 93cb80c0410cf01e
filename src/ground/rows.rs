//! Which row of the table is which of the notice: first those whose cells are all there, in order;
//! then the best pairing of what is left. A row is matched as a row, never as scattered words.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;

use super::Cells;
use super::columns::{Mapped, Plan};
use super::sheet::{Sheet, What};

/// How rows are paired.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    /// Per row of the table, its row of the notice.
    pub notice_of: Vec<Option<u32>>,
    /// Per row of the notice, its row of the table.
    pub table_of: Vec<Option<u32>>,
    /// Rows of the table that say again what another one said: row of the notice.
    pub twice: Vec<(u32, u32)>,
    /// What is wrong, for the choice among several ways to pair.
    pub cost: usize,
}

/// Rows with the same cells.
#[derive(Debug, Default)]
struct Same {
    notice: Vec<u32>,
    table: Vec<u32>,
    /// Before this one, all of `notice` have a partner.
    taken: usize,
}

impl Pairs {
    fn join(&mut self, row: u32, notice: u32) {
        self.notice_of[row as usize] = Some(notice);
        self.table_of[notice as usize] = Some(row);
    }
}

/// How far a partner among equal rows is looked for.
const NEAR: usize = 64;
/// Longer lists of rows with the same cell tell nothing.
const SHARED: usize = 48;
/// So many rows at most are weighed for one, besides those near by: as many as three columns name.
const MANY: usize = 3 * SHARED;
/// Of a row's weight, this share must agree for it to be that row.
const ENOUGH: f32 = 0.5;

/// What is needed to weigh one row against another.
struct Scale<'a> {
    cells: &'a Cells<'a>,
    sheet: &'a Sheet<'a>,
    mapped: &'a [Mapped],
    weights: Vec<f32>,
    /// The mapped column that names the row: the most telling text.
    name: Option<usize>,
}

/// Pairs the rows. Serials, names and the rest are each taken at their word in one try; the try that
/// leaves least wrong is right: a shifted column keeps the serials, renumbered rows keep the names.
pub(super) fn pair(cells: &Cells, sheet: &Sheet, plan: &Plan) -> Pairs {
    let name = name(sheet, &plan.mapped);
    let attempt = |(of_name, of_serial): (f32, f32)| {
        let weigh = |(at, m): (usize, &Mapped)| {
            if name == Some(at) { of_name } else { weight(sheet, m, of_serial) }
        };
        let weights = plan.mapped.iter().enumerate().map(weigh).collect();
        Scale { cells, sheet, mapped: &plan.mapped, weights, name }.pairs()
    };
    let mut best = attempt((1.6, 1.7));
    for trust in [(1.6, 0.7), (0.8, 1.0)] {
        if best.cost == 0 {
            break;
        }
        let pairs = attempt(trust);
        if pairs.cost < best.cost {
            best = pairs;
        }
    }
    best
}

/// The mapped column that names the rows.
pub(super) fn name(sheet: &Sheet, mapped: &[Mapped]) -> Option<usize> {
    let telling = |m: &Mapped| match sheet.bases[m.base].what {
        What::Text => sheet.bases[m.base].telling,
        // Who runs a thing is not what it is called, however different the names.
        What::List => sheet.bases[m.base].telling * 0.6,
        _ => 0.0,
    };
    // Of equals the first; a name is written out first and its print later.
    let best = mapped.iter().enumerate().rev().max_by(|a, b| telling(a.1).total_cmp(&telling(b.1)));
    best.filter(|(_, m)| telling(m) > 0.0).map(|(at, _)| at)
}

fn weight(sheet: &Sheet, mapped: &Mapped, serial: f32) -> f32 {
    let base = &sheet.bases[mapped.base];
    match base.what {
        What::Rank => serial,
        What::Group => 0.5,
        What::Text | What::List => 1.0,
        What::Derived => 0.15,
        What::Count => 0.1,
        What::Fact => 0.02,
    }
}

impl Scale<'_> {
    fn pairs(&self) -> Pairs {
        let mut pairs = Pairs {
            notice_of: vec![None; self.cells.rows()],
            table_of: vec![None; self.sheet.rows.len()],
            ..Pairs::default()
        };
        let exact = self.exact(&mut pairs);
        self.best(&mut pairs);
        self.again(&mut pairs, &exact);
        pairs.cost = self.cost(&pairs);
        pairs
    }

    /// Rows whose every cell is the notice's; gives the notice's rows by their cells. Rows with the
    /// same cells are paired in order where both sides have as many, else by the nearest place.
    fn exact(&self, pairs: &mut Pairs) -> HashMap<u64, Same, FixedState> {
        let state = FixedState::with_seed(0);
        // Facts are the same in each row and tell none apart.
        let told = |m: &&Mapped| self.sheet.bases[m.base].what != What::Fact;
        let key = |form: &dyn Fn(&Mapped) -> u32| {
            let mut hasher = state.build_hasher();
            self.mapped.iter().filter(told).for_each(|m| hasher.write_u32(form(m)));
            hasher.finish()
        };
        let mut known: HashMap<u64, Same, FixedState> =
            HashMap::with_capacity_and_hasher(self.sheet.rows.len(), state.clone());
        for row in 0..self.sheet.rows.len() {
            let key = key(&|m| m.of_notice(self.sheet, row));
            known.entry(key).or_default().notice.push(row as u32);
        }
        if self.mapped.iter().filter(told).count() == 0 {
            return known;
        }
        for row in 0..self.cells.rows() {
            if let Some(same) = known.get_mut(&key(&|m| self.form(row, m))) {
                same.table.push(row as u32);
            }
        }
        let mut unequal: Vec<(u32, u64)> = Vec::new();
        for (key, same) in &known {
            if same.table.len() != same.notice.len() {
                unequal.extend(same.table.iter().map(|row| (*row, *key)));
                continue;
            }
            for (row, notice) in same.table.iter().zip(&same.notice) {
                pairs.join(*row, *notice);
            }
        }
        unequal.sort_unstable();
        for (row, key) in unequal {
            let Some(same) = known.get_mut(&key) else { continue };
            let expected = expected(row as usize, &pairs.notice_of);
            let at = same.notice.partition_point(|notice| *notice < expected);
            // Free ones before and behind the place looked for; lists of equal rows may be long,
            // and what is taken from them is taken from the front.
            let free = |at: &usize| pairs.table_of[same.notice[*at] as usize].is_none();
            let behind = (at..same.notice.len()).take(NEAR).find(free);
            let before = (same.taken..at).rev().take(NEAR).find(free);
            let first = (same.taken..same.notice.len()).find(free);
            same.taken = first.unwrap_or(same.notice.len());
            let chosen = [behind, before, first].into_iter().flatten();
            let away = |at: &usize| same.notice[*at].abs_diff(expected);
            if let Some(at) = chosen.min_by_key(away) {
                pairs.join(row, same.notice[at]);
            }
        }
        known
    }

    fn form(&self, row: usize, mapped: &Mapped) -> u32 {
        mapped.form(self.cells, self.sheet, row)
    }

    fn agrees(&self, row: usize, notice: usize, mapped: &Mapped) -> bool {
        mapped.holds(self.sheet, notice, self.form(row, mapped))
    }

    /// What share of a row's weight agrees with a row of the notice.
    fn score(&self, row: usize, notice: usize) -> f32 {
        let (mut all, mut agreed) = (0.0, 0.0);
        for (at, mapped) in self.mapped.iter().enumerate() {
            let weight = self.weights[at];
            let form = self.form(row, mapped);
            let same = mapped.holds(self.sheet, notice, form);
            // Two blanks agree, and prove little; a name that is not there speaks against little.
            let blank = form == 0 && (same || self.name == Some(at));
            let weight = if blank { weight * 0.3 } else { weight };
            all += weight;
            if same {
                agreed += weight;
            } else if self.name == Some(at) && form != 0 {
                let column = &self.sheet.columns[mapped.column];
                let likeness = self.cells.likeness(form, column.forms[notice]);
                agreed += weight * if likeness >= 0.6 { likeness * 0.6 } else { 0.0 };
            }
        }
        if all > 0.0 { agreed / all } else { 0.0 }
    }

    /// Pairs what is left over: the best first, of equals the one that keeps the order.
    fn best(&self, pairs: &mut Pairs) {
        let free: Vec<u32> = unpaired(&pairs.table_of);
        let rows = unpaired(&pairs.notice_of);
        if free.is_empty() || rows.is_empty() {
            return;
        }
        let index = self.index(&free);
        let mut found: Vec<(f32, u32, u32, u32)> = Vec::new();
        let mut candidates: Vec<u32> = Vec::new();
        for (nth, row) in rows.iter().enumerate() {
            candidates.clear();
            for (column, mapped) in index.iter().zip(self.mapped) {
                let form = self.form(*row as usize, mapped);
                if form != 0
                    && let Some(rows) = column.get(&form).filter(|rows| rows.len() <= SHARED)
                {
                    candidates.extend(rows);
                }
            }
            let expected = expected(*row as usize, &pairs.notice_of);
            keep_often(&mut candidates);
            let near = free.partition_point(|notice| *notice < expected);
            candidates.extend(free[near.saturating_sub(2)..].iter().take(4));
            candidates.extend(free.get(nth));
            candidates.sort_unstable();
            candidates.dedup();
            for notice in &candidates {
                let score = self.score(*row as usize, *notice as usize);
                if score >= ENOUGH {
                    found.push((score, notice.abs_diff(expected), *row, *notice));
                }
            }
        }
        found.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then((a.2, a.3).cmp(&(b.2, b.3)))
        });
        for (_, _, row, notice) in found {
            let of_row = pairs.notice_of[row as usize];
            let of_notice = pairs.table_of[notice as usize];
            if of_row.is_none() && of_notice.is_none() {
                pairs.join(row, notice);
            }
        }
    }

    /// Per mapped column, these rows of the notice by each form of their cells.
    fn index(&self, rows: &[u32]) -> Vec<HashMap<u32, Vec<u32>, FixedState>> {
        let of = |mapped: &Mapped| {
            let mut index: HashMap<u32, Vec<u32>, FixedState> = HashMap::default();
            let base = &self.sheet.bases[mapped.base];
            if matches!(base.what, What::Fact) {
                return index;
            }
            for column in base.columns.iter().map(|at| &self.sheet.columns[*at]) {
                for row in rows {
                    let form = column.forms[*row as usize];
                    let list = index.entry(form).or_default();
                    if form != 0 && list.len() <= SHARED && list.last() != Some(row) {
                        list.push(*row);
                    }
                }
            }
            index
        };
        self.mapped.iter().map(of).collect()
    }

    /// Rows without a partner that say what a row before them has said.
    fn again(&self, pairs: &mut Pairs, exact: &HashMap<u64, Same, FixedState>) {
        let rows = unpaired(&pairs.notice_of);
        if rows.is_empty() {
            return;
        }
        let told = |m: &&Mapped| self.sheet.bases[m.base].what != What::Fact;
        let state = FixedState::with_seed(0);
        for row in rows {
            let mut hasher = state.build_hasher();
            self.mapped
                .iter()
                .filter(told)
                .for_each(|m| hasher.write_u32(self.form(row as usize, m)));
            let same = exact.get(&hasher.finish()).and_then(|same| same.notice.last());
            let notice = same.copied().or_else(|| self.like(row as usize));
            pairs.twice.extend(notice.map(|notice| (row, notice)));
        }
    }

    /// The row of the notice that a row names and that most of its cells agree with.
    fn like(&self, row: usize) -> Option<u32> {
        let mapped = &self.mapped[self.name?];
        let form = self.form(row, mapped);
        let columns = self.sheet.bases[mapped.base].columns.iter();
        let rows = columns.filter_map(|at| self.sheet.columns[*at].rows_of.get(&form));
        let rows = rows.flatten().take(SHARED).copied();
        let scored = rows.map(|notice| (self.score(row, notice as usize), notice));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (best.0 >= ENOUGH && form != 0).then_some(best.1)
    }

    /// Wrong cells and, dearer, rows that are nowhere.
    fn cost(&self, pairs: &Pairs) -> usize {
        let mut cost = 0;
        for (row, notice) in pairs.notice_of.iter().enumerate() {
            cost += match notice {
                Some(notice) => {
                    self.mapped.iter().filter(|m| !self.agrees(row, *notice as usize, m)).count()
                }
                None => 3,
            };
        }
        cost + 3 * pairs.table_of.iter().filter(|row| row.is_none()).count()
    }
}

/// Keeps, each once, the candidates that were named most often, by as many cells: in a wide table
/// every row shares a cell with many.
fn keep_often(candidates: &mut Vec<u32>) {
    candidates.sort_unstable();
    if candidates.len() > MANY {
        let mut often: Vec<(std::cmp::Reverse<usize>, u32)> = candidates
            .chunk_by(|a, b| a == b)
            .map(|same| (std::cmp::Reverse(same.len()), same[0]))
            .collect();
        often.sort_unstable();
        often.truncate(MANY);
        candidates.clear();
        candidates.extend(often.into_iter().map(|(_, notice)| notice));
    }
}

fn unpaired(pairs: &[Option<u32>]) -> Vec<u32> {
    (0..).zip(pairs).filter(|(_, pair)| pair.is_none()).map(|(row, _)| row).collect()
}

/// Where a row should stand in the notice, by the nearest paired row before it, or behind it.
fn expected(row: usize, pairs: &[Option<u32>]) -> u32 {
    let near = 64;
    let mut before = pairs[row.saturating_sub(near)..row].iter().rev().enumerate();
    if let Some((steps, notice)) = before.find_map(|(n, p)| p.map(|p| (n, p))) {
        return notice + 1 + steps as u32;
    }
    let mut behind = pairs[row..].iter().take(near).enumerate();
    let found = behind.find_map(|(n, p)| p.map(|p| (n, p)));
    found.map_or(row as u32, |(steps, notice)| notice.saturating_sub(steps as u32))
}
