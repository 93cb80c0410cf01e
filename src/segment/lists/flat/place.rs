//! In which columns the cells of a short row stand: judged by the cells of whole rows.

use std::collections::{HashMap, HashSet};

use super::is_number;
use crate::model::{Column, Role};

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
    values: HashSet<&'a str>,
    ends: HashMap<char, usize>,
    longest: usize,
}

impl<'a> Profiles<'a> {
    /// Learns from whole rows.
    pub(super) fn new(columns: &[Column], rows: &[Vec<&'a str>]) -> Self {
        let mut profiles: Vec<Profile<'a>> = columns
            .iter()
            .map(|column| Profile { role: Some(column.role), ..Profile::default() })
            .collect();
        for row in rows {
            for (profile, cell) in profiles.iter_mut().zip(row) {
                profile.count += 1;
                profile.numbers += usize::from(is_number(cell));
                profile.values.insert(cell);
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
            ways.push((score + rest, placed.clone()));
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
        let alike = cell.chars().last().and_then(|end| self.ends.get(&end)).copied().unwrap_or(0);
        score += i32::from(alike > 0)
            + i32::from(alike * 2 >= self.count)
            + i32::from(alike == self.count);
        score - i32::from(cell.chars().count() > 2 * self.longest)
    }

    /// How likely the column is empty.
    fn empty(&self) -> i32 {
        if self.role == Some(Role::Note) { 2 } else { 0 }
    }
}
