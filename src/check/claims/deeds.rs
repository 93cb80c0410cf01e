//! Counts of what a letter does, each by its own verb: 认定18家，复审通过25家，撤销11家 over the list of what is 撤销.

use super::Verdict;
use super::near::{CLOSE, NEAR};
use super::target::{Fit, GONE, Index};
use crate::model::report::State;
use crate::model::{Claim, ClaimPlace, Notice, Stance};

/// The only count of the deed that the title of the only list names is of its rows, where counts of other deeds stand
/// beside it. Those are of lists that are not there, as long as that count is held: rows that are lost break it, and
/// excuse none.
pub(super) fn of_lists(notice: &Notice, index: &Index, verdicts: &mut [Verdict]) {
    let open = |verdict: &Verdict| verdict.state != State::Held && verdict.groups.is_empty();
    if !verdicts.iter().any(open) {
        return;
    }
    let (Some(rows), Some(deed)) = (index.only_rows(), index.deed_of_list()) else { return };
    let sentence = |claim: &Claim| {
        let before = index.before(claim);
        let lead = before.rsplit(['。', '\n']).next().unwrap_or_default();
        claim.numeral.start as usize - lead.len()
    };
    let mut own = Vec::new();
    let (mut others, mut stay) = (Vec::new(), Vec::new());
    for (at, claim) in notice.claims.iter().enumerate().take(super::MOST) {
        if claim.place != ClaimPlace::Body || index.is_summed(claim) {
            continue;
        }
        match index.deed_of_clause(claim) {
            Some(of) if of == deed => own.push((at, sentence(claim))),
            Some(of) => {
                others.push((at, sentence(claim)));
                // 撤销2家 is never among the rows of 认定名单.
                if of != GONE {
                    stay.push(at);
                }
            }
            None => {}
        }
    }
    let beside = |of: usize| others.iter().any(|(_, sentence)| *sentence == of);
    let listed = |(at, _): &&(usize, usize)| notice.claims[*at].stance == Stance::List;
    // 调整13家、新增1家 over 动态调整名单: it lists them all. 复审19家，合格18家 over 18 rows: those of the other.
    let add = |sum: u64, at: usize| sum.saturating_add(notice.claims[at].declared);
    let ours = own.iter().fold(0, |sum, (at, _)| add(sum, *at));
    let whole = others.iter().fold(ours, |sum, (at, _)| add(sum, *at)) == rows
        || !stay.is_empty() && stay.iter().fold(ours, |sum, at| add(sum, *at)) == rows
        || stay.iter().any(|at| add(0, *at) == rows);
    let mut sole = own.iter().filter(listed);
    if let (Some((at, of)), None) = (sole.next(), sole.next())
        && verdicts[*at].state == State::Unverifiable
        && beside(*of)
        && !whole
    {
        let off = notice.claims[*at].declared.abs_diff(rows);
        if off <= CLOSE || off.saturating_mul(NEAR) <= rows {
            let state = if off == 0 { State::Held } else { State::Broken };
            let (found, by) = (Some(rows), Some("near"));
            verdicts[*at] = Verdict { found, state, groups: Vec::new(), by, fit: Fit::Fair };
        }
    }
    let all = |(at, _): &&(usize, usize)| {
        verdicts[*at].state == State::Held && verdicts[*at].found == Some(rows)
    };
    let told: Vec<usize> = own.iter().filter(all).map(|(_, sentence)| *sentence).collect();
    for (at, _) in others.iter().filter(|(_, sentence)| told.contains(sentence)) {
        let verdict = &mut verdicts[*at];
        if verdict.state == State::Broken && verdict.groups.is_empty() {
            verdict.state = State::Unverifiable;
            verdict.found = None;
        }
    }
}
