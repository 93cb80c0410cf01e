//! Counts of a whole beside the share of a region, where the share is what is listed: 全国共255个。其中，甲省7个.

use crate::model::{ClaimPlace, Document, Notice, Relation, Stance};
use crate::segment::lists::places;
use crate::text::{compact, traditional};

/// Sets the counts aside that stand in the paragraph of a share, before it, where all that the share counts is
/// what the groups, or all the rows, of the roster are.
pub(super) fn settle(document: &Document, notice: &mut Notice) {
    let plane = &document.text;
    let [roster] = &notice.rosters[..] else { return };
    let rows = roster.entries.len() as u64;
    let listed = |at: &usize| {
        let claim = &notice.claims[*at];
        claim.place == ClaimPlace::Body && claim.stance == Stance::List
    };
    let body: Vec<usize> = (0..notice.claims.len()).filter(listed).collect();
    let shares: Vec<usize> = body
        .iter()
        .copied()
        .filter(|at| is_share(plane, notice.claims[*at].numeral.start as usize))
        .collect();
    let Some(first) = shares.first().copied() else { return };
    let mut groups = vec![0u64; roster.groups.len()];
    for group in roster.entries.iter().filter_map(|entry| entry.group) {
        groups.get_mut(group as usize).into_iter().for_each(|count| *count += 1);
    }
    let start = notice.claims[first].numeral.start as usize;
    let paragraph = plane[..start].rfind('\n').map_or(0, |at| at + 1) as u32;
    let declared = |at: &usize| notice.claims[*at].declared;
    let whole = shares.iter().map(declared).fold(0u64, u64::saturating_add) == rows;
    let each = groups.len() > 1 && shares.iter().all(|at| groups.contains(&declared(at)));
    let wider: Vec<usize> = body
        .into_iter()
        .filter(|at| *at < first && notice.claims[*at].numeral.start >= paragraph)
        .collect();
    let larger =
        wider.iter().all(|at| declared(at) > shares.iter().map(declared).max().unwrap_or(0));
    if !(whole || each)
        || wider.is_empty()
        || !larger
        || wider.iter().any(|at| declared(at) == rows)
    {
        return;
    }
    for at in wider {
        notice.claims[at].stance = Stance::Context;
    }
    for at in shares {
        if matches!(notice.claims[at].relation, Relation::PartOf(_)) {
            notice.claims[at].relation = Relation::Alone;
        }
    }
}

/// Whether a number stands in a sentence that begins with 其中 and a region.
fn is_share(plane: &str, number: usize) -> bool {
    const OURS: [&str; 5] = ["我省", "我市", "我区", "我县", "我州"];
    let before = &plane[..number];
    let start = before
        .char_indices()
        .rfind(|(_, c)| matches!(c, '。' | '；' | '\n'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let sentence = traditional::simplify(&compact(&before[start..]));
    let Some(rest) = sentence.strip_prefix("其中") else { return false };
    let rest = rest.trim_start_matches(['，', ',']);
    OURS.iter().any(|word| rest.starts_with(word)) || places::leads_with_province(rest)
}
