//! Counts that say the head of a column: 确定甲市等4个县（市、区） over a column 试点县（市、区）. Where every row has a value
//! of its own there, its values are the rows.

use std::collections::HashSet;

use super::near::{CLOSE, NEAR, NEAR_ROWS};
use super::target::{Fit, Index};
use super::{MOST, Verdict};
use crate::model::report::State;
use crate::model::{Claim, ClaimPlace, Document, Notice, Relation, Roster, Stance};
use crate::text::compact;

/// Longest bracket behind what is counted, in characters.
const BRACKET_MOST: usize = 12;

/// A count that misses such a column of the only list by little is broken: what can be held there can also be missed.
pub(super) fn of_columns(
    document: &Document,
    notice: &Notice,
    index: &Index,
    verdicts: &mut [Verdict],
) {
    let Some(rows) = index.only_rows().filter(|rows| *rows >= NEAR_ROWS) else { return };
    let [roster] = notice.rosters.as_slice() else { return };
    let outer = |claim: &&Claim| claim.place == ClaimPlace::Body;
    // Another count that is their number, or that is held, tells of the rows; this one then counts something else.
    let told = |(claim, verdict): (&Claim, &Verdict)| {
        claim.declared == rows || verdict.state != State::Unverifiable
    };
    if notice.claims.iter().zip(&*verdicts).any(told) {
        return;
    }
    let mut own = (0..notice.claims.len().min(MOST)).filter(|at| outer(&&notice.claims[*at]));
    let (Some(at), None) = (own.next(), own.next()) else { return };
    let claim = &notice.claims[at];
    let off = claim.declared.abs_diff(rows);
    if claim.stance != Stance::List
        || !matches!(claim.relation, Relation::Alone)
        || (off > CLOSE && off.saturating_mul(NEAR) > rows)
        || index.measures_across(claim)
    {
        return;
    }
    let Some(head) = head_of(index, claim) else { return };
    let says = |column: &usize| compact(&roster.columns[*column].title).ends_with(&head);
    let mut columns = (0..roster.columns.len()).filter(says);
    if let (Some(column), None) = (columns.next(), columns.next())
        && is_of_rows(document, roster, column)
    {
        let (found, by) = (Some(rows), Some("values"));
        verdicts[at] =
            Verdict { found, state: State::Broken, groups: Vec::new(), by, fit: Fit::Fair };
    }
}

/// What a count counts as a header prints it, the bracket behind it too: 县（市、区）.
fn head_of(index: &Index, claim: &Claim) -> Option<String> {
    let about = compact(&claim.about);
    let after = index.after(claim);
    let bracket = after.strip_prefix(['（', '(']).and_then(|rest| rest.find(['）', ')']));
    let bracket = bracket.map(|end| &after[..end + 2 * '（'.len_utf8()]);
    let kinds = bracket.filter(|text| text.contains('、') && text.chars().count() <= BRACKET_MOST);
    let head = format!("{about}{}", compact(kinds.unwrap_or_default()));
    (!about.is_empty() && (kinds.is_some() || about.chars().count() > 1)).then_some(head)
}

/// Whether each row has one value in a column, none of them twice.
fn is_of_rows(document: &Document, roster: &Roster, column: usize) -> bool {
    let mut known = HashSet::new();
    (0..roster.entries.len()).all(|entry| {
        let cell = compact(&roster.cell(document, entry, column));
        !cell.is_empty() && !cell.contains(['、', '，', '；']) && known.insert(cell)
    })
}
