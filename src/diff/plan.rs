//! Which column of a table is what: the name, the code, the rank, a group, a value.

use std::collections::{HashMap, HashSet};

use super::cells::{cell, code_key, filled, number};
use super::sheet::{Hints, Sheet};
use super::words::{Use, use_of};
use crate::model::columns::{KIND, PLACE_PARTS, RAW};

/// Which column is what.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) name: Option<usize>,
    pub(super) code: Option<usize>,
    pub(super) rank: Option<usize>,
    pub(super) groups: Vec<usize>,
    pub(super) aliases: Vec<usize>,
    /// Columns of remarks.
    pub(super) notes: Vec<usize>,
    /// Column and whether it lists organisations.
    pub(super) cells: Vec<(usize, bool)>,
    /// Per column, the one with its printed form.
    pub(super) raw: HashMap<usize, usize>,
    /// The table is the entries of a dataset.
    pub(super) own: bool,
}

impl Plan {
    /// Tells the columns of a table by their headers, what stands in them, and the hints.
    pub(super) fn of(sheet: &Sheet, hints: &Hints) -> Self {
        let mut uses: Vec<Use> = (0..sheet.headers.len())
            .map(|at| match use_of(&sheet.headers[at]) {
                Use::Value if sheet.title(at) != sheet.headers[at] => use_of(sheet.title(at)),
                found => found,
            })
            .collect();
        let mut plan = Self::default();
        plan.own_dataset(sheet, &mut uses);
        if sheet.headless && counts(sheet, 0) {
            uses[0] = Use::Rank;
        }
        if !hints.groups.is_empty() {
            uses.iter_mut().filter(|u| **u == Use::Group).for_each(|u| *u = Use::Value);
            for at in hints.groups.iter().filter_map(|group| sheet.find(group)) {
                uses[at] = Use::Group;
                plan.groups.push(at);
            }
        }
        plan.rank = first(sheet, &uses, Use::Rank).filter(|at| counts(sheet, *at));
        plan.code = code(sheet, &uses, plan.rank);
        plan.name = name(sheet, &uses);
        if let Some(at) = hints.key.as_ref().and_then(|key| sheet.find(key)) {
            // A key that is a name tells rows by name, and no code is to overrule it.
            if plan.name == Some(at) || matches!(uses[at], Use::Name | Use::Place) {
                (plan.name, plan.code) = (Some(at), None);
            } else {
                plan.code = Some(at);
            }
        }
        for (at, used) in uses.iter().enumerate() {
            let taken = [plan.name, plan.code, plan.rank].contains(&Some(at));
            match used {
                Use::Group if hints.groups.is_empty() && !taken => plan.groups.push(at),
                _ if taken => {}
                Use::Skip | Use::Group => {}
                Use::Alias => plan.aliases.push(at),
                Use::Units => plan.cells.push((at, true)),
                Use::Note => {
                    plan.notes.push(at);
                    plan.cells.push((at, false));
                }
                _ => plan.cells.push((at, false)),
            }
        }
        plan
    }

    /// What only our own tables have: derived columns, printed forms, groups before the rank.
    fn own_dataset(&mut self, sheet: &Sheet, uses: &mut [Use]) {
        let at = |name: &str| sheet.headers.iter().position(|h| h == name);
        for (index, header) in sheet.headers.iter().enumerate() {
            if let Some(stem) = header.strip_suffix("_raw").and_then(at) {
                uses[index] = Use::Skip;
                self.raw.insert(stem, index);
            }
        }
        let derived = |index: usize| {
            let header = sheet.headers[index].as_str();
            let of_place = |key: &str| at(&format!("{key}_raw")).is_some();
            PLACE_PARTS.iter().chain(&[KIND, RAW]).any(|part| match header.strip_suffix(part) {
                Some("") => at("adcode_basis").is_some(),
                Some(key) => key.strip_suffix('_').is_some_and(of_place),
                None => false,
            })
        };
        for (index, used) in uses.iter_mut().enumerate() {
            if derived(index) {
                *used = Use::Skip;
            }
        }
        if let (Some(entry), Some(rank)) = (at("entry"), at("rank")) {
            self.own = true;
            for used in uses.iter_mut().take(rank).skip(entry + 1) {
                *used = Use::Group;
            }
            // 类别 beside the headings of the list is a column of it.
            if entry + 1 < rank {
                let behind = uses.iter_mut().skip(rank).filter(|used| **used == Use::Group);
                behind.for_each(|used| *used = Use::Value);
            }
        }
    }
}

fn first(sheet: &Sheet, uses: &[Use], wanted: Use) -> Option<usize> {
    let filled = |at: &usize| sheet.rows.iter().any(|row| !cell(row, *at).is_empty());
    (0..uses.len()).filter(|at| uses[*at] == wanted).find(filled)
}

/// The column of codes: of several the one that tells most rows apart (not the postcode). A
/// column of serials that are no numbers (`A-01`) is one of codes.
fn code(sheet: &Sheet, uses: &[Use], rank: Option<usize>) -> Option<usize> {
    let candidate = |at: &usize| match uses[*at] {
        Use::Code => true,
        Use::Rank => rank != Some(*at) && !counts(sheet, *at),
        _ => false,
    };
    let distinct = |at: usize| {
        let codes: HashSet<String> = sheet.rows.iter().map(|row| code_key(cell(row, at))).collect();
        codes.iter().filter(|code| !code.is_empty()).count()
    };
    let counted = (0..uses.len()).filter(candidate).map(|at| (distinct(at), at));
    let best = counted.max_by_key(|(distinct, at)| (*distinct, std::cmp::Reverse(*at)));
    best.filter(|(distinct, _)| *distinct > 0).map(|(_, at)| at)
}

/// The column of names: of those whose header says so the one with the most different values,
/// else a place, else organisations, else the first column of text.
fn name(sheet: &Sheet, uses: &[Use]) -> Option<usize> {
    let distinct = |at: usize| {
        let mut values: Vec<&str> = sheet.rows.iter().map(|row| cell(row, at)).collect();
        values.sort_unstable();
        values.dedup();
        values.iter().filter(|value| !value.is_empty()).count()
    };
    [Use::Name, Use::Place, Use::Units, Use::Value].into_iter().find_map(|wanted| {
        let candidates = (0..uses.len()).filter(|at| uses[*at] == wanted);
        match wanted {
            Use::Name => candidates.max_by_key(|at| (distinct(*at), uses.len() - at)),
            _ => candidates.min(),
        }
    })
}

/// Whether a column holds numbers, so that it can be a rank. Headings between the rows, which
/// fill one cell, have none.
fn counts(sheet: &Sheet, at: usize) -> bool {
    let wide = sheet.headers.len() > 2;
    let entries = sheet.rows.iter().filter(|row| !wide || filled(row) > 1);
    let filled = entries.map(|row| cell(row, at)).filter(|cell| !cell.is_empty());
    let (mut all, mut numbers) = (0, 0);
    for cell in filled {
        all += 1;
        numbers += usize::from(number(cell).is_some());
    }
    numbers * 10 >= all * 9
}
