//! Wholes and their declared parts: whether they add up.

use crate::model::notice::TallyOf;
use crate::model::report::State;
use crate::model::{Claim, Document, Notice, Relation};

use super::Verdict;
use super::target::{Columns, Index};
use crate::text::words::deeds::{KINDS_OF_OWNERS, KINDS_OF_SIZE, OPEN_KINDS};

/// A whole and its parts' sum.
#[derive(Clone, Debug)]
pub(in crate::check) struct SumFault {
    pub whole: u32,
    pub parts: Vec<u32>,
    pub sum: u64,
    /// 其中 may leave parts out, and the sum is smaller: perhaps no fault.
    pub open: bool,
}

/// Wholes whose parts do not add up. One part alone need not be the whole, but cannot exceed it.
/// Where the rows bear out the whole and every part, nothing is wrong with the words.
pub(super) fn faults(document: &Document, claims: &[Claim], verdicts: &[Verdict]) -> Vec<SumFault> {
    let fault = |(whole, parts): (u32, Vec<u32>)| {
        let own = &claims[whole as usize];
        let sum = sum(claims, &parts);
        let broken = if parts.len() > 1 { sum != own.declared } else { sum > own.declared };
        let held = |at: &u32| verdicts[*at as usize].state == State::Held;
        if !broken || (held(&whole) && parts.iter().all(held)) {
            return None;
        }
        let several = parts.len() > 1 && overlaps(claims, &parts);
        if several && parts.iter().all(|part| claims[*part as usize].declared <= own.declared) {
            return None;
        }
        // Where the words are not at hand, of a dataset's rows, they may be such.
        let wordless = own.span.end as usize > document.text.len();
        let open =
            sum < own.declared && (wordless || leaves_out(document, claims, whole, &parts, sum));
        Some(SumFault { whole, parts, sum, open })
    };
    (0..).zip(parts_of(claims)).filter(|(_, parts)| !parts.is_empty()).filter_map(fault).collect()
}

/// The parts of each claim.
fn parts_of(claims: &[Claim]) -> Vec<Vec<u32>> {
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); claims.len()];
    for (i, claim) in (0..).zip(claims) {
        if let Relation::PartOf(whole) = claim.relation
            && let Some(list) = parts.get_mut(whole as usize)
        {
            list.push(i);
        }
    }
    parts
}

fn sum(claims: &[Claim], parts: &[u32]) -> u64 {
    parts.iter().map(|p| claims[*p as usize].declared).fold(0, u64::saturating_add)
}

/// Whether parts may overlap: 女性12名，少数民族8名，党员25名, or kinds of two sorts: 民营企业4家，上市公司2家.
fn overlaps(claims: &[Claim], parts: &[u32]) -> bool {
    let abouts = || parts.iter().map(|part| claims[*part as usize].about.trim());
    let of = |kinds: &[&str], about: &str| {
        kinds
            .iter()
            .any(|kind| about == *kind || (kind.chars().count() > 1 && about.contains(kind)))
    };
    let open = abouts().any(|about| of(OPEN_KINDS, about));
    let sorts = [KINDS_OF_OWNERS, KINDS_OF_SIZE];
    open || sorts.iter().filter(|kinds| abouts().any(|about| of(kinds, about))).count() > 1
}

/// Whether the parts need not be all: behind 其中, two that are far from the whole, or the first of
/// a ranking.
fn leaves_out(document: &Document, claims: &[Claim], whole: u32, parts: &[u32], sum: u64) -> bool {
    let own = &claims[whole as usize];
    let first = parts.iter().map(|part| claims[*part as usize].numeral.start).min().unwrap_or(0);
    let last = parts.iter().map(|part| claims[*part as usize].span.end).max().unwrap_or(0);
    let between = document.text.get(own.numeral.end as usize..first as usize).unwrap_or_default();
    // 5家企业中，上市公司2家: of the rest nothing is said.
    if between.trim_start().starts_with(own.measure.as_str())
        && ["中，", "中,", "中有"].iter().any(|word| between.contains(word))
        && !between.contains("其中")
    {
        return true;
    }
    if !between.contains("其中") {
        return false;
    }
    let behind: String = document
        .text
        .get(last as usize..)
        .unwrap_or_default()
        .chars()
        .take_while(|c| !matches!(c, '。' | '；' | '\n'))
        .collect();
    if ["等", "位居", "位列", "居前", "较多", "最多"].iter().any(|word| behind.contains(word))
    {
        return true;
    }
    let far = (own.declared - sum).saturating_mul(20) > own.declared.max(20);
    parts.len() == 2 && far
}

/// A whole that the rows do not bear out is held where it is the sum of parts that they all bear
/// out: one of them may be the sum of a column.
pub(super) fn wholes_of_held_parts(claims: &[Claim], verdicts: &mut [Verdict]) {
    for (whole, parts) in parts_of(claims).into_iter().enumerate().rev() {
        if verdicts[whole].state == State::Held {
            continue;
        }
        let held = parts.iter().all(|part| verdicts[*part as usize].state == State::Held);
        if parts.len() > 1 && held && sum(claims, &parts) == claims[whole].declared {
            let verdict = &mut verdicts[whole];
            verdict.state = State::Held;
            verdict.found = Some(claims[whole].declared);
            verdict.by = Some("parts");
            verdict.groups = Vec::new();
        }
    }
}

/// A whole, 共8个项目，其中风电项目1个、企业项目2个、居民项目5个, is held where its parts add up to it and are, in their order, the
/// rows of the lists and headings, or the sums of columns of counts (个数): one table may only count what it stands for. So
/// are its parts, though a heading elsewhere has the words of one.
pub(super) fn wholes_of_listed_parts(
    document: &Document,
    notice: &Notice,
    index: &Index<'_>,
    verdicts: &mut [Verdict],
) {
    let claims = &notice.claims;
    let open = |(whole, parts): &(usize, Vec<u32>)| {
        let own = |at: usize| verdicts[at].state == State::Broken;
        let broken = own(*whole) || parts.iter().any(|part| own(*part as usize));
        parts.len() > 1 && broken && sum(claims, parts) == claims[*whole].declared
    };
    let wholes: Vec<(usize, Vec<u32>)> =
        parts_of(claims).into_iter().enumerate().filter(open).collect();
    if wholes.is_empty() || notice.rosters.len() + notice.tallies.len() < 2 {
        return;
    }
    let columns = Columns::new(document, notice);
    let mut lists: Vec<(u32, Vec<u64>)> = Vec::new();
    for (at, roster) in notice.rosters.iter().enumerate() {
        let rows = roster.entries.len() as u64;
        let whole = std::iter::once(rows).chain(columns.sums_of_counts(at)).collect();
        lists.push((roster.span.start, whole));
        let groups = roster.groups.iter().zip(&index.counts[at]);
        lists.extend(groups.map(|(group, rows)| (group.span.start, vec![*rows])));
    }
    for tally in &notice.tallies {
        let keys = tally.rows.iter().filter(|row| row.of == TallyOf::Key);
        let sum = keys.fold(0u64, |sum, row| sum.saturating_add(row.declared));
        lists.push((tally.span.start, vec![sum]));
    }
    lists.sort_by_key(|(start, _)| *start);
    for (whole, parts) in wholes {
        let mut rest = lists.iter();
        let all = parts.iter().all(|part| {
            let declared = claims[*part as usize].declared;
            rest.any(|(_, numbers)| numbers.contains(&declared))
        });
        for at in parts.iter().map(|part| *part as usize).chain([whole]).filter(|_| all) {
            if verdicts[at].state == State::Broken {
                verdicts[at].state = State::Held;
                verdicts[at].found = Some(claims[at].declared);
                verdicts[at].by = Some("parts");
                verdicts[at].groups = Vec::new();
            }
        }
    }
}
