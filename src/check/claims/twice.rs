//! The same things counted twice with different numbers: the count that the rows bear out accuses the other.

use super::Verdict;
use super::fold::{fold, goes_on, undated};
use super::near::{CLOSE, NEAR};
use super::target::{Fit, Index};
use crate::model::report::State;
use crate::model::{Claim, ClaimPlace, Document, Notice, Relation, Stance};
use crate::text::numeral;

/// Fewest characters of words that are the same thing wherever they stand.
const WORDS: usize = 2;
/// Fewest where one says more than the other: 行业标准 and 行业标准编号.
const PART: usize = 4;

/// `关于责令6家企业限期整改的公告` over `现责令7家企业限期整改`, and 6 rows; `9单位上榜` before `8家单位分别是` and 9 names.
pub(super) fn of_same_words(
    document: &Document,
    notice: &Notice,
    index: &Index,
    verdicts: &mut [Verdict],
) {
    let Some(rows) = index.only_rows() else { return };
    let outer = |claim: &Claim| {
        matches!(claim.place, ClaimPlace::Title | ClaimPlace::Body)
            && matches!(claim.relation, Relation::Alone | Relation::Delta)
            && claim.stance == Stance::List
    };
    let abouts: Vec<(usize, String)> = notice
        .claims
        .iter()
        .enumerate()
        .take(verdicts.len().min(MOST))
        .filter(|(_, claim)| outer(claim))
        .map(|(at, claim)| (at, fold(&claim.about)))
        .filter(|(_, about)| about.chars().count() >= WORDS)
        .collect();
    for (at, about) in &abouts {
        let claim = &notice.claims[*at];
        let differ = claim.declared.abs_diff(rows);
        let near = differ <= CLOSE || differ.saturating_mul(NEAR) <= rows;
        if verdicts[*at].state != State::Unverifiable || differ == 0 || !near {
            continue;
        }
        // The rows follow it: 8家单位分别是.
        let leads = || {
            ["分别是", "分别为", "具体是", "具体为"]
                .iter()
                .any(|word| index.after(claim).starts_with(word))
        };
        // A title that was not told from the letter is its first line all the same.
        let first = |claim: &Claim| {
            let above = document.text.get(..claim.numeral.start as usize).unwrap_or_default();
            !above.trim_start().contains('\n')
        };
        let right = abouts.iter().any(|(other, told)| {
            let other = &notice.claims[*other];
            // 发现13批次样品不合格 below 11批次食品抽检不合格情况
            let batches = other.measure == "批次" && claim.measure == "批次";
            let same = told == about
                || (batches && other.place == ClaimPlace::Title)
                || (about.chars().count() >= PART
                    && (told.starts_with(about.as_str()) || told.ends_with(about.as_str())));
            let apart = other.place != claim.place || first(claim) != first(other) || leads();
            other.declared == rows && same && apart
        });
        if right {
            accuse(&mut verdicts[*at], rows);
        }
    }
}

/// 遴选出8处, and the list of 7 says itself （共计7处）: the only count of the letter of what comes to stand on the list.
pub(super) fn of_letter(notice: &Notice, index: &Index, verdicts: &mut [Verdict]) {
    let Some(rows) = index.only_rows() else { return };
    let claims = || notice.claims.iter().enumerate().take(verdicts.len().min(MOST));
    // 7个县为省级重点县 beside 省级重点县（共6个）
    let made = |title: &Claim, claim: &Claim| {
        let about = fold(&title.about);
        let sentence = index.after(claim).split(['。', '\n']).next().unwrap_or_default();
        // 2023年第3批标准化二级企业 of 确认28家企业为标准化二级企业
        let becomes = || {
            index
                .made(claim)
                .is_some_and(|made| made.chars().count() >= PART && about.ends_with(made.as_str()))
        };
        let said = format!("{}{sentence}", claim.about).replace(['《', '》'], "");
        // 8个专项资金拟支持项目名单 over 2022年第五批山东省专项资金拟支持项目名单（共7个）
        let noun = index.noun_of(title);
        // 决定发放公益性岗位补贴人员7人 over 公益性岗位补贴人员名单（共6人）
        let bare = undated(&noun);
        let behind = bare.chars().count() >= PART
            && fold(&claim.about).strip_suffix(bare).is_some_and(|lead| {
                ["决定", "拟", "现", "将"].iter().any(|word| lead.starts_with(word))
                    && !OTHERS.iter().any(|word| lead.contains(word))
            });
        let called = || {
            let told = behind || goes_on(&noun, &fold(&said), PART) && is_told_of_it(index, claim);
            told && !SIFTS.iter().any(|word| said.contains(word))
        };
        about.chars().count() >= PART && (fold(sentence).contains(&about) || becomes()) || called()
    };
    let titles: Vec<&Claim> = claims()
        .filter(|(_, claim)| {
            matches!(claim.place, ClaimPlace::Title | ClaimPlace::Note) && claim.declared == rows
        })
        .map(|(_, claim)| claim)
        .collect();
    let of = |claim: &Claim| {
        titles.iter().any(|title| (title.about.is_empty() && claim.listed) || made(title, claim))
    };
    let body = |(_, claim): &(usize, &Claim)| {
        claim.place == ClaimPlace::Body && index.is_of_list(claim) && of(claim)
    };
    let mut found = claims().filter(body);
    let (Some((only, claim)), None) = (found.next(), found.next()) else { return };
    let differ = claim.declared.abs_diff(rows);
    let near = differ > 0 && (differ <= CLOSE || differ.saturating_mul(NEAR) <= rows);
    let open = verdicts[only].state == State::Unverifiable
        && matches!(claim.relation, Relation::Alone | Relation::Delta);
    if open && near && index.may_be_rows(claim) {
        accuse(&mut verdicts[only], rows);
    }
}

/// Whether a clause says of what it counts only what the notice does with it, 现将8个…名单公布 or 甲市等地8家…: of another year
/// or batch, of what was planned, and of some of them alone the list may tell otherwise.
fn is_told_of_it(index: &Index, claim: &Claim) -> bool {
    let cut = ['，', '。', '；', '：', '\n'];
    let lead = index.before(claim).rsplit(cut).next().unwrap_or_default().trim_end();
    let behind = index.after(claim).split(cut).next().unwrap_or_default();
    let outside = behind.split(['（', '(']).next().unwrap_or_default();
    let counts = |c: char| numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some();
    let does = lead.is_empty() || lead.ends_with(['将', '等', '地']) || index.is_acted(claim);
    does && !OTHERS.iter().any(|word| lead.contains(word)) && !outside.contains(counts)
}

/// Says that a count is not borne out by the rows.
fn accuse(verdict: &mut Verdict, rows: u64) {
    verdict.state = State::Broken;
    verdict.found = Some(rows);
    verdict.by = Some("near");
    verdict.fit = Fit::Exact;
}

/// Words of things of another year or batch, or that were only planned.
const OTHERS: [&str; 5] = ["第", "年", "计划", "原", "推荐"];

/// Words of what is done to more things than are listed: 现将8家示范企业复核结果予以公布.
const SIFTS: [&str; 10] =
    ["复核", "考核", "评估", "评价", "验收", "复审", "监测", "检查", "结果", "情况"];

/// No notice has so many counts in its letter; those behind are not compared.
const MOST: usize = 200;
