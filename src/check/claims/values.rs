//! Counts of one sentence that each name a value of one column: 甲等3家、乙等2家、丙等1家 over a column
//! 评价等次. Together they say how the column parts the rows.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::report::State;
use crate::model::{Claim, ClaimPlace, Document, Notice, Relation};

use super::fold::{common_suffix, fold};
use super::near::{CLOSE, NEAR};
use super::target::{Fit, Index};
use super::{MOST, Verdict};

/// The longest word before a number that may name a value, in characters.
const WORD: usize = 12;

/// A count, and the value that it names.
struct Named {
    at: usize,
    value: Option<String>,
    /// What the counted things are made: 示范企业 of 认定8家企业为示范企业; empty where nothing is said.
    said: String,
}

/// Holds the counts of a sentence against a column whose every value is named by one of them; what
/// stands among them and names none counts rows that are not there.
pub(super) fn of_sentences(
    document: &Document,
    notice: &Notice,
    index: &Index,
    verdicts: &mut [Verdict],
) {
    let Some(rows) = index.only_rows() else { return };
    for sentence in sentences(document, &notice.claims) {
        for counts in index.columns_without_blanks() {
            hold(document, &notice.claims, index, sentence.clone(), counts, rows, verdicts);
        }
    }
}

/// 6家园区，其中示范园区2家 over a column that says 示范园区 of some rows and nothing of the others: parts of the whole
/// list that miss the cells of their very words by little.
pub(super) fn of_marks(notice: &Notice, index: &Index, verdicts: &mut [Verdict]) {
    let Some(rows) = index.only_rows() else { return };
    for at in 0..verdicts.len().min(MOST) {
        let claim = &notice.claims[at];
        let Relation::PartOf(whole) = claim.relation else { continue };
        let is_all = |whole: &Verdict| whole.state == State::Held && whole.found == Some(rows);
        let open = verdicts[at].state == State::Unverifiable && claim.about.chars().count() > 1;
        if !open || !verdicts.get(whole as usize).is_some_and(is_all) {
            continue;
        }
        let found = index.cells_of(&claim.about);
        if found > 0 && found < rows && found.abs_diff(claim.declared) <= CLOSE {
            let state = if found == claim.declared { State::Held } else { State::Broken };
            let (found, by) = (Some(found), Some("values"));
            verdicts[at] = Verdict { found, state, groups: Vec::new(), by, fit: Fit::Exact };
        }
    }
}

/// Runs of counts of the letter with no end of a sentence between them.
fn sentences(document: &Document, claims: &[Claim]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, claim) in claims.iter().enumerate().take(MOST) {
        if claim.place != ClaimPlace::Body {
            continue;
        }
        let goes_on = at > 0 && runs.last().is_some_and(|run| run.end == at) && {
            let (from, to) = (claims[at - 1].numeral.end, claim.numeral.start);
            let between = document.text.get(from as usize..to as usize);
            between.is_some_and(|text| !text.contains(['。', '\n']))
        };
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => run.end = at + 1,
            None => runs.push(at..at + 1),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

fn hold(
    document: &Document,
    claims: &[Claim],
    index: &Index,
    sentence: Range<usize>,
    counts: &BTreeMap<String, u64>,
    rows: u64,
    verdicts: &mut [Verdict],
) {
    let named = |at: usize| {
        let said = index.made(&claims[at]).unwrap_or_default();
        let words = [fold(&claims[at].about), lead(document, &claims[at]), said.clone()];
        Named { at, value: words.iter().find_map(|word| value_of(counts, word)), said }
    };
    let all: Vec<Named> = sentence.map(named).collect();
    // From the first that names a value to the last; a part behind them belongs to them.
    let Some(first) = all.iter().position(|n| n.value.is_some()) else { return };
    let relation = claims[all[first].at].relation;
    let parts: Vec<&Named> =
        all[first..].iter().take_while(|n| claims[n.at].relation == relation).collect();
    let mut values: Vec<&String> = parts.iter().filter_map(|n| n.value.as_ref()).collect();
    let several = values.len();
    values.sort_unstable();
    values.dedup();
    let is_partition = several > 1
        && values.len() == several
        && counts.keys().all(|value| values.contains(&value))
        && several + 1 >= parts.len();
    let sum = parts.iter().map(|n| claims[n.at].declared).fold(0, u64::saturating_add);
    let off = sum.abs_diff(rows);
    if values.len() == several && several + 1 == parts.len() {
        lost_class(claims, &parts, counts, rows, verdicts);
    }
    if !is_partition || (off > CLOSE && off.saturating_mul(NEAR) > rows) {
        return;
    }
    for Named { at, value, .. } in &parts {
        let verdict = &mut verdicts[*at];
        let sure = verdict.state != State::Unverifiable && verdict.fit == Fit::Exact;
        if sure || !verdict.groups.is_empty() || matches!(claims[*at].place, ClaimPlace::Title) {
            continue;
        }
        let found = value.as_ref().map_or(0, |value| counts[value]);
        let state = if found == claims[*at].declared { State::Held } else { State::Broken };
        let (found, by) = (Some(found), Some("class"));
        *verdict = Verdict { found, state, groups: Vec::new(), by, fit: Fit::Exact };
    }
    // The whole of parts that are all the rows.
    let held = parts.iter().all(|n| verdicts[n.at].state == State::Held);
    if let Relation::PartOf(whole) = relation
        && held
        && sum == rows
        && let Some(verdict) = verdicts.get_mut(whole as usize)
        && verdict.state == State::Unverifiable
        && claims[whole as usize].declared != rows
    {
        verdict.state = State::Broken;
        verdict.found = Some(rows);
        verdict.by = Some("parts");
    }
}

/// 12家为示范企业，8家为培育企业 over a column that has 示范企业 12 times, and nothing else: the rows of the other
/// class are lost.
fn lost_class(
    claims: &[Claim],
    parts: &[&Named],
    counts: &BTreeMap<String, u64>,
    rows: u64,
    verdicts: &mut [Verdict],
) {
    let held: u64 = counts.values().sum();
    let (told, untold): (Vec<&Named>, Vec<&Named>) =
        parts.iter().copied().partition(|n| n.value.is_some());
    let is_told = |n: &&Named| n.value.as_ref().map(|v| counts[v]) == Some(claims[n.at].declared);
    let ([lost], true) = (&untold[..], told.len() == counts.len() && told.iter().all(is_told))
    else {
        return;
    };
    let akin = counts.keys().any(|value| common_suffix(value, &lost.said) > 1);
    let verdict = &verdicts[lost.at];
    let open = verdict.state != State::Held && verdict.fit != Fit::Exact;
    if held == rows && akin && open && claims[lost.at].relation == Relation::Alone {
        let (found, by) = (Some(0), Some("class"));
        verdicts[lost.at] =
            Verdict { found, state: State::Broken, groups: Vec::new(), by, fit: Fit::Exact };
    }
}

/// The word right before a count's number: 复核 of 新申报3家，复核2家.
fn lead(document: &Document, claim: &Claim) -> String {
    let end = claim.numeral.start as usize;
    let start = document.text.ceil_char_boundary(end.saturating_sub(4 * WORD));
    let before = document.text.get(start..end).unwrap_or_default();
    let ends = ['，', '、', '；', '：', '。', '（', '(', '\n', ',', ';'];
    let clause = before.rsplit(ends).next().unwrap_or_default().trim();
    let clause = ["其中", "包括", "包含"]
        .iter()
        .fold(clause, |clause, word| clause.rsplit_once(word).map_or(clause, |(_, behind)| behind));
    fold(clause.trim_end_matches(['共', '为', '有']))
}

/// The value that a word names: itself, 甲 of 甲级, 国有 of 国有企业, 合格 of 评价合格; not of 不合格.
fn value_of(counts: &BTreeMap<String, u64>, word: &str) -> Option<String> {
    if word.is_empty() || word.chars().count() > WORD {
        return None;
    }
    let bare = word.strip_suffix(['类', '级', '档', '等', '型']).unwrap_or(word);
    if let Some(own) = [word, bare].into_iter().find(|word| counts.contains_key(*word)) {
        return Some(own.to_owned());
    }
    let long = |text: &str| text.chars().count() > 1;
    let ends = |value: &str| {
        word.strip_suffix(value).is_some_and(|lead| !lead.ends_with(['不', '未', '非', '无']))
    };
    let named = |value: &&String| {
        let value = value.as_str();
        long(value)
            && long(word)
            && (word.starts_with(value) || ends(value) || value.starts_with(word))
    };
    counts.keys().filter(named).max_by_key(|value| value.len()).cloned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::value_of;

    #[test]
    fn words_name_values() {
        let of = |values: &[&str], word: &str| {
            let counts: BTreeMap<String, u64> =
                values.iter().map(|value| ((*value).to_owned(), 1)).collect();
            value_of(&counts, word)
        };
        assert_eq!(of(&["A", "AA"], "AA级").as_deref(), Some("AA"));
        assert_eq!(of(&["国有", "民营"], "国有企业").as_deref(), Some("国有"));
        assert_eq!(of(&["合格", "不合格"], "评价合格").as_deref(), Some("合格"));
        assert_eq!(of(&["合格"], "不合格"), None);
        assert_eq!(of(&["甲", "乙"], "甲企业"), None);
    }
}
