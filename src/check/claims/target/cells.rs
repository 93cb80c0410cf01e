//! Claims that count cells: `13家` of a kind that a column names, or the units of a column.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::super::fold::fold;
use super::readings::pieces;
use super::{Fit, Index, Target};
use crate::model::{Claim, Role};

impl Index<'_> {
    /// Rows with a cell that reads so, or the different values of a column that is called so.
    pub(super) fn column_values(
        &self,
        claim: &Claim,
        within: Option<(u32, u32)>,
    ) -> Option<Target> {
        let about = fold(&claim.about);
        if about.is_empty() || !self.searchable {
            return None;
        }
        let mut found = 0;
        for (r, roster) in (0..).zip(&self.notice.rosters) {
            if within.is_some_and(|(only, _)| only != r) {
                continue;
            }
            let inside =
                |entry: &usize| within.is_none_or(|(_, g)| roster.entries[*entry].group == Some(g));
            let titled = roster.columns.iter().position(|column| fold(&column.title) == about);
            if let Some(column) = titled {
                let entries = (0..roster.entries.len()).filter(inside);
                let cells: Vec<String> = entries
                    .map(|entry| roster.cell(self.document, entry, column).into_owned())
                    .collect();
                let all: Vec<&str> = cells.iter().flat_map(|cell| pieces(cell)).collect();
                let distinct: HashSet<&str, FixedState> = all.iter().copied().collect();
                let total = all.len() as u64;
                // 31个申报地区 may count a place once for each thing it has.
                let same = total == claim.declared;
                found += if same { total } else { distinct.len() as u64 };
                continue;
            }
            let tellable =
                |role| matches!(role, Role::Name | Role::Text | Role::Note | Role::Project);
            for (column, _) in roster.columns.iter().enumerate().filter(|c| tellable(c.1.role)) {
                let entries = (0..roster.entries.len()).filter(inside);
                found += entries
                    .filter(|entry| roster.cell(self.document, *entry, column) == claim.about)
                    .count() as u64;
            }
        }
        (found > 0).then_some(Target {
            found,
            groups: within.into_iter().collect(),
            fit: Fit::Loose,
        })
    }
}
