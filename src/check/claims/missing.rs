//! Counts of lists that are not in the document: of an annex that is announced and missing, of the second of
//! two lists that a sentence publishes.

use super::Verdict;
use super::fold::{fold, noun};
use super::target::{Fit, Index};
use crate::check::announced;
use crate::model::report::State;
use crate::model::{Claim, ClaimPlace, Document, Notice, Relation, Stance};

/// Fewest characters by which a list is told.
const NAME_LEAST: usize = 3;
/// Fewest by which one is told whose words stand in another order.
const TURNED_LEAST: usize = 5;

/// 示范单位6家, where 附件：2.示范单位名单 is announced and no such list is there, while another that is
/// announced is.
pub(super) fn of_annexes(document: &Document, notice: &Notice, verdicts: &mut [Verdict]) {
    let open = |verdict: &Verdict| verdict.state == State::Unverifiable;
    let numbered = notice.claims.iter().any(|claim| claim.annex.is_some());
    if !numbered && !verdicts.iter().any(open) {
        return;
    }
    let lists = announced::find(document, notice);
    if !lists.iter().any(|list| list.found) {
        return;
    }
    let lost = || lists.iter().filter(|list| !list.found);
    let missing: Vec<String> = lost().map(|list| noun(&list.title)).collect();
    for (claim, verdict) in notice.claims.iter().zip(verdicts) {
        let about = fold(&claim.about);
        let named = about.chars().count() >= NAME_LEAST && missing.contains(&about);
        // 企业复核不合格 is 复核不合格企业.
        let turned = about.chars().count() >= TURNED_LEAST
            && missing.iter().any(|title| letters(title) == letters(&about));
        let counts = claim.place == ClaimPlace::Body
            && matches!(claim.relation, Relation::Alone | Relation::Delta)
            && (claim.stance == Stance::List || turned);
        // 3家单位为众创空间（名单见附件2）: the annex is told by its number.
        // Where as many lists are there as are announced, one may only be called otherwise.
        let fewer = notice.rosters.len() < lists.len();
        let named_so = |annex| fewer && lost().any(|list| list.number == annex);
        // What a group of that many rows bears out is not lost.
        let numbered = claim.annex.is_some_and(named_so) && verdict.groups.is_empty();
        // Where its title stands without rows, that is told already.
        let told = lost().any(|list| {
            list.lost.is_some_and(|title| title.hull(list.line).contains(claim.numeral))
        });
        if (open(verdict) || numbered) && (named || turned || numbered) && counts && !told {
            accuse(verdict, "annex");
        }
    }
}

/// The characters of a text, in their order.
fn letters(text: &str) -> Vec<char> {
    let mut all: Vec<char> = text.chars().collect();
    all.sort_unstable();
    all
}

/// 甲（共12家）和乙（共4家）名单: the rows are all the first's, and nothing is called as the second.
pub(super) fn of_sentences(
    document: &Document,
    notice: &Notice,
    index: &Index,
    verdicts: &mut [Verdict],
) {
    let Some(rows) = index.only_rows() else { return };
    let stands = |claim: &Claim| {
        claim.place == ClaimPlace::Body
            && claim.relation == Relation::Alone
            && claim.stance == Stance::List
            && fold(&claim.about).chars().count() >= NAME_LEAST
    };
    for at in 1..notice.claims.len() {
        let (first, second) = (&notice.claims[at - 1], &notice.claims[at]);
        let held = &verdicts[at - 1];
        let whole = held.state == State::Held && held.found == Some(rows) && held.fit > Fit::Loose;
        if !whole || verdicts[at].state != State::Unverifiable || !stands(first) || !stands(second)
        {
            continue;
        }
        let text = |from: u32, to: u32| document.text.get(from as usize..to as usize);
        let between = text(first.span.end, second.numeral.start).unwrap_or_default();
        let joined = between.trim_start_matches(['）', ')', ' ', '\u{3000}']);
        let joined = ["和", "及", "与", "以及"].iter().any(|word| joined.starts_with(word));
        let behind = document.text.get(second.span.end as usize..).unwrap_or_default();
        let behind = behind.trim_start_matches(['）', ')', ' ', '\u{3000}']);
        if joined && !between.contains(['。', '；', '\n']) && behind.starts_with("名单") {
            accuse(&mut verdicts[at], "sentence");
        }
    }
}

fn accuse(verdict: &mut Verdict, by: &'static str) {
    verdict.state = State::Broken;
    verdict.found = Some(0);
    verdict.by = Some(by);
    verdict.groups = Vec::new();
}
