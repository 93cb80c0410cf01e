//! Claims that count cells: `13家` of a kind that a column names, or the units of a column.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::super::fold::fold;
use super::readings::pieces;
use super::{Fit, Index, Target};
use crate::check::claims::near::CLOSE;
use crate::model::{Claim, Document, Roster};

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
        let mut near = false;
        for (r, roster) in (0..).zip(&self.notice.rosters) {
            if within.is_some_and(|(only, _)| only != r) {
                continue;
            }
            let titled = self.column_titles(r as usize).iter().position(|title| *title == about);
            if let Some(column) = titled {
                let (total, distinct) =
                    match within {
                        Some((_, group)) => {
                            let below = self.entries_below(r as usize, group);
                            values(self.document, roster, column, below.iter().copied())
                        }
                        None => *self.found.values.borrow_mut().entry((r, column)).or_insert_with(
                            || values(self.document, roster, column, 0..roster.entries.len()),
                        ),
                    };
                // 31个申报地区 may count a place once for each thing it has.
                found += if total == claim.declared { total } else { distinct };
                near |= [total, distinct].iter().any(|of| of.abs_diff(claim.declared) <= CLOSE);
                continue;
            }
            found += match within {
                Some((_, group)) => self.cells_below_that_read(r as usize, group, &claim.about),
                None => self.cells_that_read(r as usize, &claim.about),
            };
        }
        (found > 0).then_some(Target {
            found,
            groups: within.into_iter().collect(),
            fit: if near && self.stands_behind_another(claim) { Fit::Fair } else { Fit::Loose },
        })
    }

    /// The 6 of 3个项目（6家承担单位）: the bracket behind another count holds it and nothing else.
    fn stands_behind_another(&self, claim: &Claim) -> bool {
        const OPENS: [char; 2] = ['（', '('];
        let before = self.before(claim).strip_suffix(OPENS).unwrap_or_default();
        let end = claim.numeral.start - (self.before(claim).len() - before.len()) as u32;
        !before.is_empty()
            && self.after(claim).starts_with(['）', ')'])
            && self.notice.claims.iter().any(|other| other.span.end == end)
    }
}

/// How many values a column lists in some entries, and how many different ones.
fn values(
    document: &Document,
    roster: &Roster,
    column: usize,
    entries: impl Iterator<Item = usize>,
) -> (u64, u64) {
    let mut distinct: HashSet<String, FixedState> = HashSet::default();
    let mut total = 0;
    for entry in entries {
        for piece in pieces(&roster.cell(document, entry, column)) {
            total += 1;
            if !distinct.contains(piece) {
                distinct.insert(piece.to_owned());
            }
        }
    }
    (total, distinct.len() as u64)
}
