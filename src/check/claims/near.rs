//! Counts that no reading ties to the rows, and that nothing but lost rows explains: the only one of the letter,
//! one beside others that hold, and the last of several over one list.

use super::fold;
use super::target::{Index, lines_of};
use super::{MOST, Verdict};
use crate::model::report::State;
use crate::model::{Claim, ClaimPlace, Document, Notice, Relation, Stance};
use crate::text::words::claims::NO_LONGER;

/// The only count of the letter that comes near to the number of rows, where none is it: whatever its
/// words are, a row is lost or one too many. What is near by chance is seldom the only one.
pub(super) fn near_misses(notice: &Notice, index: &Index, verdicts: &mut [Verdict]) {
    let Some(rows) = index.only_rows().filter(|rows| *rows >= NEAR_ROWS) else { return };
    // 甲等2家、乙等3家，撤销上述5家: a part that the rows left happen to give excuses none.
    let behind = |claim: &Claim| match claim.relation {
        Relation::PartOf(whole) => notice
            .claims
            .get(whole as usize)
            .is_some_and(|whole| whole.numeral.start > claim.numeral.start),
        _ => false,
    };
    // 9家通过审核，6家未通过: those that did not are on no list of those that did.
    let left_out = |claim: &Claim| {
        claim.about.starts_with(['未', '不']) || index.after(claim).starts_with(['未', '不'])
    };
    let held = |(claim, verdict): (&Claim, &Verdict)| {
        (claim.declared == rows && !behind(claim) && !left_out(claim))
            || (verdict.state != State::Unverifiable && verdict.groups.is_empty())
    };
    if notice.claims.iter().zip(&*verdicts).any(held) {
        return;
    }
    // Lists that hold their own counts excuse counts of other things, not one that is nearly theirs.
    let added = add_up(notice, rows);
    // 撤销5家企业的资格, and nothing else is counted. Of more rows than are declared some may be what is not meant:
    // 4名进入体检 of 7 who sat the test.
    let mut told = notice.claims.iter().filter(|claim| !behind(claim)).map(|claim| claim.declared);
    let parted = notice.claims.iter().any(behind);
    // Counts of headings are of parts, and say nothing of the whole: 现将7家企业名单公布 over two headings of 2家 each.
    let outer = notice.claims.iter().filter(|claim| !is_in_heading(claim)).count() == 1;
    let sole = notice.claims.len() == 1
        || (parted && told.next().is_some_and(|first| told.all(|other| other == first)));
    // 在45家申报单位中，8家企业脱颖而出: the only part of what was handed in.
    let chosen = |claim: &Claim| {
        let of = matches!(claim.relation, Relation::PartOf(_)) && claim.listed;
        of && notice.claims.len() == 2
    };
    // 试点街镇8个（详见附件） over rows that end in 试点.
    let in_annex = |claim: &Claim| {
        let inner = index.after(claim).strip_prefix(['（', '(']);
        let inner = inner.and_then(|rest| rest.split(['）', ')']).next()).unwrap_or_default();
        // 分工见附件: the annex is no list of them.
        let listed = ["见附", "详见附", "名单见附", "名单详见附"];
        listed.iter().any(|word| inner.starts_with(word)) && !index.measures_across(claim)
    };
    let near = |at: &usize| {
        let claim = &notice.claims[*at];
        let differ = claim.declared.abs_diff(rows);
        let close = differ <= CLOSE || differ.saturating_mul(NEAR) <= rows;
        // 3家企业不再列入名单; 另有3家不予认定: they are on none. 在11个设区市推荐的基础上: they but made way.
        let apart = || {
            let clause = index.before(claim).rsplit(['，', '。', '；', '\n']).next();
            let after = index.after(claim);
            after.starts_with("的基础上")
                || NO_LONGER.iter().any(|word| after.starts_with(word))
                || clause.is_some_and(|clause| clause.trim_start().starts_with("另有"))
        };
        verdicts[*at].state == State::Unverifiable
            && claim.place == ClaimPlace::Body
            && !apart()
            && (matches!(claim.relation, Relation::Alone | Relation::Delta)
                || chosen(claim)
                || index.runs_in(claim))
            && !(added && claim.stance == Stance::Context)
            && (close
                || (!added
                    && (sole || (outer && !is_attribute(index, claim)))
                    && claim.stance != Stance::Context
                    && (index.is_acted(claim)
                        || (claim.declared > rows && index.is_of_list(claim)))))
            && (index.may_be_rows(claim) || (close && in_annex(claim)))
    };
    let mut found: Vec<usize> = (0..verdicts.len().min(MOST)).filter(near).collect();
    let failed = |at: &usize| left_out(&notice.claims[*at]);
    if !found.iter().all(failed) {
        found.retain(|at| !failed(at));
    }
    // Told twice it is one count all the same.
    let only = found.first().copied().filter(|first| {
        found.iter().all(|at| notice.claims[*at].declared == notice.claims[*first].declared)
    });
    if let Some(only) = only {
        let verdict = &mut verdicts[only];
        verdict.state = State::Broken;
        verdict.found = Some(rows);
        verdict.by = Some("near");
    }
}

/// Whether the counts of the lists of sentences, 取消以下7家：… 注销以下3家：…, one after the other, are all the rows.
fn add_up(notice: &Notice, rows: u64) -> bool {
    let aside = |claim: &&Claim| claim.reading.as_deref() == Some("");
    let own: Vec<u64> = notice.claims.iter().filter(aside).map(|claim| claim.declared).collect();
    (0..own.len().min(MOST)).any(|from| {
        let mut sum = 0u64;
        let up_to = own[from..].iter().take_while(|declared| {
            sum = sum.saturating_add(**declared);
            sum < rows
        });
        let behind = up_to.count();
        behind > 0 && sum == rows
    })
}

/// The only count of the letter that no reading ties to the rows, where it is their number: it could be broken, and so it is
/// held. Told twice it is one count all the same.
pub(super) fn met(notice: &Notice, index: &Index, verdicts: &mut [Verdict]) {
    let Some(rows) = index.only_rows().filter(|rows| *rows >= NEAR_ROWS) else { return };
    // 对5家企业的资质作如下调整, and nothing else is counted.
    let sole = notice.claims.len() == 1;
    let may_be = |at: &usize| {
        let claim = &notice.claims[*at];
        claim.place == ClaimPlace::Body
            && matches!(claim.relation, Relation::Alone | Relation::Delta)
            && (claim.stance != Stance::Context || sole)
            && index.may_be_rows(claim)
    };
    let all: Vec<usize> = (0..verdicts.len().min(MOST)).filter(may_be).collect();
    if all.iter().any(|at| notice.claims[*at].declared != rows) {
        return;
    }
    for at in all {
        let verdict = &mut verdicts[at];
        if verdict.state == State::Unverifiable {
            (verdict.state, verdict.found, verdict.by) = (State::Held, Some(rows), Some("near"));
        }
    }
}

/// 5家复核合格，3家不合格 over two lists, or two groups: as many counts as there are lists, in their order. Where
/// one holds, another that misses its list by little is broken.
pub(super) fn near_of_several(
    document: &Document,
    notice: &Notice,
    index: &Index,
    verdicts: &mut [Verdict],
) {
    let groups = || match (notice.rosters.as_slice(), index.counts.as_slice()) {
        ([only], [counts]) if only.groups.iter().all(|group| group.path.len() == 1) => {
            counts.clone()
        }
        _ => Vec::new(),
    };
    let rosters = || notice.rosters.iter().map(|roster| roster.entries.len() as u64).collect();
    let lists: Vec<u64> = if notice.rosters.len() > 1 { rosters() } else { groups() };
    let said = |at: &usize| {
        let claim = &notice.claims[*at];
        claim.place == ClaimPlace::Body
            && matches!(claim.relation, Relation::Alone | Relation::Delta)
    };
    let mut claims: Vec<usize> = (0..verdicts.len().min(MOST)).filter(said).collect();
    // 对4家机构作出处理：注销2家，暂停2家: the whole is of no list.
    if claims.len() == lists.len() + 1 {
        let sum = |claims: &[usize]| {
            claims.iter().fold(0u64, |sum, at| sum.saturating_add(notice.claims[*at].declared))
        };
        if notice.claims[claims[0]].declared == sum(&claims[1..]) {
            claims.remove(0);
        }
    }
    let claims = if claims.len() == lists.len() {
        claims
    } else {
        // 共认定7家，其中一类4家、二类3家 over 一类企业 and 二类企业: the parts, each named by its list.
        let part = |at: &usize| {
            let claim = &notice.claims[*at];
            claim.place == ClaimPlace::Body && matches!(claim.relation, Relation::PartOf(_))
        };
        let parts: Vec<usize> = (0..verdicts.len().min(MOST)).filter(part).collect();
        let named = |(at, list): (&usize, usize)| {
            let claim = &notice.claims[*at];
            let title = match notice.rosters.as_slice() {
                [only] => only.groups.get(list).map(|group| group.heading.as_str()),
                several => several[list].title.as_ref().map(|title| title.value.as_str()),
            };
            let title = fold::fold(title.unwrap_or_default());
            let about = fold::fold(&claim.about);
            let verb = claim.verb.as_deref().map(fold::fold).unwrap_or_default();
            let told = |word: &String| word.chars().count() > 1 && title.contains(word.as_str());
            told(&about) || (about.is_empty() && told(&verb))
        };
        let own = parts.len() == lists.len() && parts.iter().zip(0..).all(named);
        if own { parts } else { Vec::new() }
    };
    if lists.len() < 2 || claims.len() != lists.len() {
        return;
    }
    // One sentence says them all.
    let between = |pair: &[usize]| {
        let (a, b) = (notice.claims[pair[0]].span.end, notice.claims[pair[1]].span.start);
        document.text.get(a as usize..b as usize).is_some_and(|text| !text.contains(['。', '\n']))
    };
    if !claims.windows(2).all(between) {
        return;
    }
    // 4个镇、3个村 over 千年古镇 and 千年古村落: each is said of the one heading that has its word.
    let headings: Vec<&str> = match notice.rosters.as_slice() {
        [only] => only.groups.iter().map(|group| group.heading.as_str()).collect(),
        _ => Vec::new(),
    };
    let called = |at: &usize| {
        let about = notice.claims[*at].about.as_str();
        let mut with = (0..headings.len()).filter(|g| headings[*g].contains(about));
        let only = with.next().filter(|_| !about.is_empty() && with.next().is_none());
        only.map(|g| lists[g])
    };
    let named: Option<Vec<u64>> = claims.iter().map(called).collect();
    let is_named = named.is_some();
    let lists = named.unwrap_or(lists);
    let pairs = || claims.iter().copied().zip(lists.iter().copied());
    let (hold, miss): (Vec<_>, Vec<_>) =
        pairs().partition(|(at, rows)| notice.claims[*at].declared == *rows);
    let near = |(at, rows): &(usize, u64)| {
        *rows > 0
            && verdicts[*at].state == State::Unverifiable
            && notice.claims[*at].declared.abs_diff(*rows) <= CLOSE
    };
    if miss.is_empty() {
        let crossed: Vec<(usize, u64)> = hold
            .iter()
            .filter_map(|(at, rows)| crossed(notice, index, verdicts, *at, *rows, &lists))
            .collect();
        // 示范3家、培育2家 over 培育名单 with 3 rows and 示范名单 with 2: the titles are exchanged.
        if crossed.len() > 1 {
            for (at, found) in crossed {
                let by = Some("near");
                let state = State::Broken;
                verdicts[at] = Verdict { found: Some(found), state, by, ..verdicts[at].clone() };
            }
            return;
        }
        for (at, rows) in hold {
            let verdict = &mut verdicts[at];
            if verdict.state != State::Held {
                *verdict = Verdict { found: Some(rows), state: State::Held, ..verdict.clone() };
                verdict.by = Some("order");
            }
        }
        return;
    }
    if (hold.is_empty() && !is_named) || !miss.iter().all(near) {
        return;
    }
    for (at, rows) in miss {
        let verdict = &mut verdicts[at];
        verdict.state = State::Broken;
        verdict.found = Some(rows);
        verdict.by = Some("near");
    }
}

/// A count that has the number of its list in order, while its words say that it is of another of the lists: it, and the
/// rows of that one.
fn crossed(
    notice: &Notice,
    index: &Index,
    verdicts: &[Verdict],
    at: usize,
    rows: u64,
    lists: &[u64],
) -> Option<(usize, u64)> {
    let (claim, verdict) = (&notice.claims[at], &verdicts[at]);
    let broken = verdict.found.filter(|_| verdict.state == State::Broken);
    let called = || {
        let several = notice.rosters.len() == lists.len() && lists.len() > 1;
        let roster = index.roster_called(&fold::fold(&claim.about));
        let roster = roster.or_else(|| index.roster_of_denial(claim));
        roster.filter(|_| several).map(|roster| lists[roster])
    };
    let found = broken.filter(|found| lists.contains(found)).or_else(called)?;
    (found != rows).then_some((at, found))
}

/// 认定4个镇、3个村 over one list without headings, of fewer rows than both: what is counted last is not all there.
pub(super) fn short_of_enumerated(
    document: &Document,
    notice: &Notice,
    index: &Index,
    verdicts: &mut [Verdict],
) {
    let [roster] = notice.rosters.as_slice() else { return };
    let Some(rows) = index.only_rows() else { return };
    let first = roster.entries.first().map_or(0, |entry| entry.span.start);
    if !roster.groups.is_empty() || first < notice.annex_start || rows < NEAR_ROWS {
        return;
    }
    let said = |at: &usize| {
        let claim = &notice.claims[*at];
        claim.place == ClaimPlace::Body
            && claim.relation == Relation::Alone
            && claim.stance == Stance::List
            && !claim.about.is_empty()
    };
    let claims: Vec<usize> = (0..verdicts.len().min(MOST)).filter(said).collect();
    if !claims.first().is_some_and(|first| index.may_be_rows(&notice.claims[*first])) {
        return;
    }
    // Nothing else is counted, and a sign alone stands between them.
    let between = |pair: &[usize]| {
        let (a, b) = (notice.claims[pair[0]].span.end, notice.claims[pair[1]].numeral.start);
        document.text.get(a as usize..b as usize).is_some_and(|text| {
            let rest = text.trim_start_matches(['、', '和', '及', ' ']);
            rest.len() < text.len() && notice.claims[pair[1]].about.starts_with(rest)
        })
    };
    let sum = claims.iter().map(|at| notice.claims[*at].declared).fold(0, u64::saturating_add);
    let (Some(last), true) =
        (claims.last(), claims.len() > 1 && claims.len() == notice.claims.len())
    else {
        return;
    };
    if rows < sum && claims.windows(2).all(between) && verdicts[*last].state != State::Held {
        let verdict = &mut verdicts[*last];
        verdict.state = State::Broken;
        // 3个品种、7个产品 over 3 serials, each merged over its products.
        let lines = lines_of(roster).filter(|_| notice.claims[claims[0]].declared == rows);
        let short = rows.saturating_sub(sum - notice.claims[*last].declared);
        verdict.found = Some(lines.unwrap_or(short));
        verdict.by = Some("near");
    }
}

/// Whether the clause says before its number which things it counts, 第一批认定的12家企业: they need not be the rows.
fn is_attribute(index: &Index, claim: &Claim) -> bool {
    index.before(claim).trim_end().ends_with('的')
}

/// Whether a count stands in a heading between the rows.
const fn is_in_heading(claim: &Claim) -> bool {
    matches!(claim.place, ClaimPlace::Heading { .. })
}

/// Fewest rows that a near count says something of, and how near it is: within so many, or one in so many.
pub(super) const NEAR_ROWS: u64 = 2;
pub(super) const CLOSE: u64 = 2;
pub(super) const NEAR: u64 = 20;
