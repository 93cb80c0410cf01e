//! Batches: what a sentence tells of another batch than the notice's own counts nothing of its list.
//!
//! ```text
//! 确定甲市、乙市等5个城市为第二批试点城市。 …… 丙市、丁市等3个城市为第一批试点城市。
//! ```

use std::collections::BTreeSet;

use crate::model::{Claim, ClaimPlace, Stance};
use crate::text::words::verbs::DEEDS;
use crate::text::{blank, numeral, traditional};

/// So many bytes of a sentence before and behind a number are looked at.
const REACH: usize = 400;

/// Sets the counts aside whose sentence names another batch alone. Which is the notice's own its title says, or the
/// one batch of which a sentence says that something is done.
pub(in crate::segment) fn set_others_aside(plane: &str, title: &str, claims: &mut [Claim]) {
    let named: Vec<BTreeSet<u64>> = claims.iter().map(|claim| named(plane, claim)).collect();
    let titled = batches(&traditional::simplify(title));
    // Its sentence alone says that something is done; an earlier one is looked back at.
    let done = || {
        let done = claims.iter().zip(&named).filter(|(claim, named)| {
            let (before, _) = sentence(plane, claim);
            let clause = before.rsplit(['，', ',', '：', ':']).next().unwrap_or_default();
            let lead = clause.split('、').next().unwrap_or_default();
            named.len() == 1 && DEEDS.iter().any(|verb| lead.contains(verb))
        });
        let done: BTreeSet<u64> = done.flat_map(|(_, named)| named).copied().collect();
        (done.len() == 1).then_some(done)
    };
    let own = if titled.is_empty() { done().unwrap_or_default() } else { titled.clone() };
    let Some(latest) = own.last().copied() else { return };
    let other = |named: &BTreeSet<u64>| {
        named.is_disjoint(&own)
            && named.last().is_some_and(|batch| !titled.is_empty() || *batch < latest)
    };
    for (claim, named) in claims.iter_mut().zip(&named) {
        if claim.place == ClaimPlace::Body && other(named) {
            claim.stance = Stance::Context;
            claim.listed = false;
            claim.reading = Some(String::new());
        }
    }
}

/// Whether a count was set aside.
pub(in crate::segment) fn is_aside(claim: &Claim) -> bool {
    claim.stance == Stance::Context && claim.reading.as_ref().is_some_and(String::is_empty)
}

/// The batches that the sentence of a count says its things are of: 3个城市为第一批试点城市, 第一批有3个城市.
fn named(plane: &str, claim: &Claim) -> BTreeSet<u64> {
    if claim.place != ClaimPlace::Body {
        return BTreeSet::new();
    }
    let (before, behind) = sentence(plane, claim);
    let mut all = batches(&behind);
    all.extend(batch(before.trim_start_matches(blank::is_blank)));
    all
}

/// What stands in the sentence of a count before and behind its number, as far as it is looked at.
fn sentence(plane: &str, claim: &Claim) -> (String, String) {
    let (start, end) = (claim.numeral.start as usize, claim.numeral.end as usize);
    let ends = ['。', '；', ';', '！', '\n'];
    let behind = plane.get(end..).unwrap_or_default();
    let behind = &behind[..behind.floor_char_boundary(REACH)];
    let behind = behind.split(ends).next().unwrap_or_default();
    let before = plane.get(..start).unwrap_or_default();
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(REACH))..];
    let before = before.rsplit(ends).next().unwrap_or_default();
    (traditional::simplify(before).as_str().into(), traditional::simplify(behind).as_str().into())
}

/// All batches that a text names.
fn batches(text: &str) -> BTreeSet<u64> {
    text.char_indices()
        .filter_map(|(at, c)| "第首".contains(c).then(|| batch(&text[at..]))?)
        .collect()
}

/// The batch that a text begins with: 第二批, 首批.
fn batch(text: &str) -> Option<u64> {
    if text.starts_with("首批") {
        return Some(1);
    }
    let number = text.strip_prefix('第')?;
    let (batch, length) = numeral::prefix(number)?;
    number[length..].starts_with('批').then_some(batch)
}

#[cfg(test)]
mod tests {
    use super::batches;

    #[test]
    fn batches_of_a_text() {
        let told = |text: &str| batches(text).into_iter().collect::<Vec<_>>();
        assert_eq!(told("第二批、第三批和首批"), [1, 2, 3]);
        assert_eq!(told("第2批次（第11批）"), [2, 11]);
        assert!(told("三批共75个，批准第二名").is_empty());
    }
}
