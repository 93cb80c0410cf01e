//! Counts of a whole beside the share of a region, where the share is what is listed: 全国共255个。其中，甲省7个.

use crate::model::{ClaimPlace, Document, Notice, Relation, Stance};
use crate::segment::lists::places;
use crate::text::{compact, numeral, traditional};

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

/// Sets the counts of the letter aside that are far above the rows of a list whose own title says that it is a region's
/// part of the whole: 示范县名单（江西省）, 某名录的海南村落名单.
pub(super) fn of_region(document: &Document, notice: &mut Notice) {
    /// The whole is so many times the part.
    const TIMES: u64 = 3;
    const TITLE_LINES: usize = 3;
    let [roster] = &notice.rosters[..] else { return };
    let rows = roster.entries.len() as u64;
    let first = roster
        .groups
        .first()
        .map_or(roster.span.start, |group| group.span.start.min(roster.span.start));
    let above = document.text.get(..first as usize).unwrap_or_default();
    let lines = above.lines().rev().map(compact).filter(|line| !line.is_empty());
    let issued =
        notice.head.issuers.iter().any(|issuer| places::leads_with_province(&issuer.value));
    let Some(region) = lines.take(TITLE_LINES).find_map(|line| region_of(&line)) else { return };
    let least = rows.saturating_mul(TIMES);
    if rows == 0 || issued || counts_own(above, &region, least) {
        return;
    }
    let wider = |claim: &&mut crate::model::Claim| {
        claim.place == ClaimPlace::Body && claim.declared >= least
    };
    for claim in notice.claims.iter_mut().filter(wider) {
        claim.stance = Stance::Context;
        claim.reading = Some(String::new());
    }
}

/// Whether a text says of the region itself that it has as many things or more: 我省共有12个, 浙江省12个示范村.
pub(super) fn counts_own(text: &str, region: &str, least: u64) -> bool {
    const LOOKED: usize = 1 << 16;
    /// Characters between the region and its number.
    const NEAR: usize = 16;
    const OURS: [&str; 11] =
        ["我省", "我市", "我区", "我县", "我州", "全省", "本省", "该省", "全市", "本市", "省内"];
    let text = &text[..text.floor_char_boundary(LOOKED)];
    let region = region.strip_suffix(['省', '市']).unwrap_or(region);
    OURS.into_iter().chain([region]).filter(|word| !word.is_empty()).any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let behind = text[at + word.len()..].char_indices().take(NEAR);
            let mut near = behind.take_while(|(_, c)| !matches!(c, '。' | '；' | '\n'));
            near.any(|(from, _)| {
                let rest = &text[at + word.len() + from..];
                numeral::prefix(rest).is_some_and(|(number, _)| number >= least)
            })
        })
    })
}

/// The region of 示范县名单（江西省）, 列入名录的海南村落名单.
pub(super) fn region_of(title: &str) -> Option<String> {
    const REGION_MOST: usize = 8;
    let title = traditional::simplify(title);
    let bracket = title.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    if let Some((lead, region)) = bracket {
        let listed = ["名单", "目录", "名录"].iter().any(|word| lead.ends_with(word));
        return (listed && places::is_province(region)).then(|| region.to_owned());
    }
    let (_, own) = title.strip_suffix("名单").and_then(|text| text.rsplit_once('的'))?;
    let mut ends = own.char_indices().map(|(at, _)| at).skip(2).take(REGION_MOST);
    ends.find(|at| places::is_province(&own[..*at])).map(|at| own[..at].to_owned())
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
