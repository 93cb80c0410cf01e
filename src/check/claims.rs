//! Declared counts held against the rows: one verdict for each count, shared by the checks that
//! speak of them and by the report.
//!
//! A count is broken only where it is plain what it counts. Where the words fit loosely, agreement
//! is taken and disagreement is called unverifiable: a guess must not accuse the notice.

use std::collections::HashMap;

use crate::model::report::{ClaimSource, ClaimState, State};
use crate::model::{Claim, ClaimPlace, Document, Notice, Relation, Resolved, Span, Stance};
use crate::schema::Schema;

use super::expect::{self, ExpectFault, Held};

mod cells;
mod deeds;
mod fold;
mod heads;
mod missing;
mod near;
mod parts;
mod tally;
mod target;
mod twice;
mod values;

pub(super) use parts::SumFault;

use target::{Columns, Fit, Index, Target, adds_up, is_anything};

/// Every count and what became of it.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// What the report lists: the notice's counts, then the schema's, then groups without one.
    pub states: Vec<ClaimState>,
    /// Rows per roster and group.
    pub counts: Vec<Vec<u64>>,
    /// The verdict on each of `Notice::claims`.
    pub verdicts: Vec<Verdict>,
    /// Rows of tables that count another roster.
    pub tallies: Vec<tally::Tally>,
    /// Cells that count the rows beside them.
    pub cells: Vec<cells::Counted>,
    /// Wholes whose parts do not add up.
    pub sums: Vec<SumFault>,
    /// What breaks the schema's `[expect]`.
    pub expects: Vec<ExpectFault>,
    /// Groups (roster, group) whose count stands nowhere.
    pub undeclared: Vec<(u32, u32)>,
}

/// The verdict on one claim.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub found: Option<u64>,
    pub state: State,
    /// Groups whose rows were counted, in reading order; empty for a whole roster.
    pub groups: Vec<(u32, u32)>,
    /// The reading of the claim's words that the verdict goes by.
    by: Option<&'static str>,
    fit: Fit,
}

impl Verdict {
    /// Nothing is known of it.
    const fn unknown() -> Self {
        let state = State::Unverifiable;
        Self { found: None, state, groups: Vec::new(), by: None, fit: Fit::Loose }
    }
}

/// No notice has so many counts, and so many outside its headings. Those behind are not looked at, and each is
/// unverifiable (MD202).
const MOST: usize = 20_000;
const OUTER_MOST: usize = 4_000;

/// Holds every count against the rows; those of a letter that is not at hand (`whole` is false, rows of a
/// dataset) only where the rows alone tell what is counted.
pub(super) fn reconcile(
    document: &Document,
    resolved: &Resolved,
    schema: Option<&Schema>,
    whole: bool,
) -> Ledger {
    let notice = &resolved.notice;
    let mut index = Index::new(document, notice, &resolved.rosters, schema);
    let tally::Tallies { rows: tallies, rosters } = tally::find(document, notice, &index);
    index.set_aside(rosters);
    let mut outer = 0;
    let looked = |(nth, claim): (usize, &Claim)| {
        outer += usize::from(!matches!(claim.place, ClaimPlace::Heading { .. }));
        let much = nth >= MOST || outer > OUTER_MOST;
        if much { Verdict::unknown() } else { verdict(notice, &index, claim) }
    };
    let mut verdicts: Vec<Verdict> = notice.claims.iter().enumerate().map(looked).collect();
    agree_with_columns(document, notice, &index, &mut verdicts);
    let cells = cells::find(document, notice);
    cells::hold_wholes(&cells, &notice.claims, &mut verdicts);
    parts::wholes_of_held_parts(&notice.claims, &mut verdicts);
    if whole {
        near::near_misses(notice, &index, &mut verdicts);
        heads::of_columns(document, notice, &index, &mut verdicts);
        near::near_of_several(document, notice, &index, &mut verdicts);
        near::short_of_enumerated(document, notice, &index, &mut verdicts);
    }
    share_the_whole(notice, &mut verdicts);
    share_the_sentence(notice, &index, &mut verdicts);
    values::of_sentences(document, notice, &index, &mut verdicts);
    values::of_marks(notice, &index, &mut verdicts);
    yield_to_held(document, notice, &index, &mut verdicts);
    deeds::of_lists(notice, &index, &mut verdicts);
    by_another_reading(&notice.claims, &mut verdicts);
    if whole {
        twice::of_same_words(document, notice, &index, &mut verdicts);
        twice::of_letter(notice, &index, &mut verdicts);
        missing::of_annexes(document, notice, &mut verdicts);
        missing::of_sentences(document, notice, &index, &mut verdicts);
        near::met(notice, &index, &mut verdicts);
    }
    held_by_headings(notice, &mut verdicts);
    held_by_letter(notice, &mut verdicts);
    parts::wholes_of_listed_parts(document, notice, &index, &mut verdicts);
    // What gives the very number is no contradiction, whichever reading came last.
    for (claim, verdict) in notice.claims.iter().zip(&mut verdicts) {
        if verdict.state == State::Broken && verdict.found == Some(claim.declared) {
            verdict.state = State::Held;
        }
    }
    let pinned = schema.and_then(|schema| schema.expect_for(notice));
    let (expected, expects) = schema.map_or_else(Default::default, |schema| {
        let documents = &vec![document; notice.rosters.len()];
        expect::hold(Held { documents, notice, counts: &index.counts, whole: true }, schema)
    });
    let pins_groups = pinned.is_some_and(|expect| !expect.groups.is_empty());
    let undeclared =
        if pins_groups || !tallies.is_empty() { Vec::new() } else { undeclared(notice, &verdicts) };
    let mut states: Vec<ClaimState> = notice
        .claims
        .iter()
        .zip(&verdicts)
        .map(|(claim, verdict)| ClaimState {
            about: claim.about.clone(),
            declared: Some(claim.declared),
            found: verdict.found,
            state: verdict.state,
            by: verdict.by.filter(|_| verdict.state != State::Unverifiable),
            source: ClaimSource::Notice,
            span: Some(claim.span),
        })
        .collect();
    states.extend(tallies.iter().map(|tally| ClaimState {
        about: tally.about.clone(),
        declared: Some(tally.declared),
        found: tally.found,
        state: tally.state,
        by: Some("tally").filter(|_| tally.state != State::Unverifiable),
        source: ClaimSource::Notice,
        span: Some(tally.span),
    }));
    let cells = cells.concat();
    states.extend(cells.iter().map(|cell| ClaimState {
        about: cell.about.clone(),
        declared: Some(cell.declared),
        found: Some(cell.found),
        state: if cell.declared == cell.found { State::Held } else { State::Broken },
        by: Some("cell"),
        source: ClaimSource::Notice,
        span: Some(cell.span),
    }));
    states.extend(expected);
    states.extend(undeclared.iter().map(|(roster, group)| {
        let heading = &notice.rosters[*roster as usize].groups[*group as usize];
        ClaimState {
            about: heading.heading.clone(),
            declared: None,
            found: Some(index.counts[*roster as usize][*group as usize]),
            state: State::Absent,
            by: None,
            source: ClaimSource::Rows,
            span: Some(heading.span),
        }
    }));
    let sums = parts::faults(document, &notice.claims, &verdicts);
    Ledger { states, counts: index.counts, verdicts, tallies, cells, sums, expects, undeclared }
}

/// A wider total that differs from the rows by less than one in so many is the list's own, some rows
/// of which are lost: two totals of different things are seldom so near to each other.
const ALMOST: u64 = 30;

fn verdict(notice: &Notice, index: &Index, claim: &Claim) -> Verdict {
    let named = |name: &'static str| move |target: Target| (target, name);
    let target = match (claim.place, claim.relation) {
        (_, Relation::Delta) => index.delta(claim).map(named("change")),
        (ClaimPlace::Heading { roster, group }, _) => {
            index.heading(claim, roster, group).map(named("heading"))
        }
        (_, Relation::ClassesOf(whole)) => notice
            .claims
            .get(whole as usize)
            .and_then(|whole| index.things(whole))
            .and_then(|(things, _)| index.classes(claim, &things))
            .map(named("classes")),
        (_, Relation::Alone | Relation::PartOf(_)) => index.things(claim),
    };
    let Some((Target { found, groups, fit }, by)) = target else {
        return Verdict::unknown();
    };
    // 甲等5处…新建和范围调整 over 新建（2处） and 范围调整（3处）: the only count of the letter.
    let is_outer = |claim: &Claim| {
        matches!(claim.place, ClaimPlace::Body | ClaimPlace::Title) && !claim.about.is_empty()
    };
    let only = || {
        let outer = notice.claims.iter().filter(|other| is_outer(other)).count();
        is_outer(claim) && claim.relation == Relation::Alone && outer == 1
    };
    // 由9名委员组成 of a list with a heading 委员 is said of all its rows, if they are so many; and so is
    // 运动员、教练员共11人.
    // 认定18辆 over 新增, 调整 and 保留: no heading says 认定.
    let verb = claim.verb.as_deref().unwrap_or_default();
    let heading = |(r, g): &(u32, u32)| &notice.rosters[*r as usize].groups[*g as usize].heading;
    let unsaid = || by == "verb" && !groups.iter().any(|group| heading(group).contains(verb));
    let whole = found != claim.declared
        // 其中16个新增项目 is of its heading, however many rows there are.
        && !matches!(claim.relation, Relation::PartOf(_))
        // （共计3处） of a heading among others is of its own rows.
        && by != "heading"
        && ((by == "group" && claim.listed)
            || (!groups.is_empty() && (index.is_summed(claim) || only() || unsaid())));
    let (found, groups, by) = if whole && index.all_rows(claim.declared) == Some(claim.declared) {
        (claim.declared, Vec::new(), "listed")
    } else {
        (found, groups, by)
    };
    let almost = found.abs_diff(claim.declared) <= claim.declared / ALMOST;
    // 丙、丁等8家企业为培育企业 over 培育企业: what they are made says of what list they are.
    let told = claim.stance == Stance::List || (claim.stance == Stance::Untold && by == "named-as");
    let fit = if !told && !almost { Fit::Loose } else { fit };
    let state = match (found == claim.declared, fit) {
        (true, _) => State::Held,
        (false, Fit::Exact | Fit::Fair) => State::Broken,
        (false, Fit::Loose) => State::Unverifiable,
    };
    // A number found by a loose fit that disagrees is not what was counted: it is not shown.
    let found = (state != State::Unverifiable).then_some(found);
    Verdict { found, state, groups, by: Some(by), fit }
}

/// A count that rows do not bear out may be the sum of a column, or count its different values.
fn agree_with_columns(
    document: &Document,
    notice: &Notice,
    index: &Index,
    verdicts: &mut [Verdict],
) {
    let open = |verdict: &Verdict| verdict.state != State::Held && verdict.fit != Fit::Exact;
    if !verdicts.iter().any(open) {
        return;
    }
    let columns = Columns::new(document, notice);
    for (claim, verdict) in notice.claims.iter().zip(verdicts) {
        if !open(verdict) || claim.relation == Relation::Delta {
            continue;
        }
        let divisions = || index.divisions(&fold::fold(&claim.about)) == Some(claim.declared);
        // 命名12家单位 counts rows, though 12 bodies may have put them forward.
        if verdict.state == State::Broken && index.names_all(claim) {
            continue;
        }
        let home = index.home(claim);
        let alone = home.is_none() || notice.rosters.len() == 1;
        if columns.agree(claim, home) || (alone && divisions()) {
            verdict.state = State::Held;
            verdict.found = Some(claim.declared);
            verdict.by = Some("values");
            verdict.fit = Fit::Loose;
            verdict.groups = Vec::new();
        }
    }
}

/// `大型企业5家、中小企业7家`: counts that all fit the same rows, and add up to them, are each a part
/// of which the rows say nothing.
fn share_the_whole(notice: &Notice, verdicts: &mut [Verdict]) {
    let open = |at: &usize| {
        let verdict = &verdicts[*at];
        verdict.state == State::Broken
            && verdict.fit == Fit::Fair
            && verdict.groups.is_empty()
            && notice.claims[*at].relation == Relation::Alone
            && notice.claims[*at].place == ClaimPlace::Body
    };
    let broken: Vec<usize> = (0..verdicts.len()).filter(open).collect();
    let Some(found) = broken.first().and_then(|at| verdicts[*at].found) else { return };
    let same: Vec<usize> =
        broken.into_iter().filter(|at| verdicts[*at].found == Some(found)).collect();
    let sum = same.iter().map(|at| notice.claims[*at].declared).fold(0, u64::saturating_add);
    if same.len() > 1 && sum == found {
        for at in same {
            verdicts[at].state = State::Unverifiable;
            verdicts[at].found = None;
        }
    }
}

/// 授予甲、乙等2个集体…，授予丙、丁、戊等3名…: counts of one list that stand alone and add up to its rows; none of
/// them is all of it.
fn share_the_sentence(notice: &Notice, index: &Index, verdicts: &mut [Verdict]) {
    let Some(rows) = index.only_rows() else { return };
    let open = |at: &usize| {
        let (claim, verdict) = (&notice.claims[*at], &verdicts[*at]);
        claim.place == ClaimPlace::Body
            && matches!(claim.relation, Relation::Alone | Relation::Delta)
            && verdict.groups.is_empty()
            && verdict.state != State::Held
    };
    let all: Vec<usize> = (0..verdicts.len().min(MOST)).filter(open).collect();
    let sum = all.iter().map(|at| notice.claims[*at].declared).fold(0, u64::saturating_add);
    if all.len() > 1 && sum == rows {
        for at in all {
            verdicts[at].state = State::Unverifiable;
            verdicts[at].found = None;
        }
    }
}

/// What was done with things before some of them were chosen.
const STAGES: [&str; 16] = [
    "申报", "推荐", "候选", "抽查", "入围", "复核", "网评", "初审", "参评", "参加", "受理", "评审",
    "现场", "备选", "报名", "检查",
];

/// Fewest characters of what a title counts that are as good as the letter's longer words.
const WORDS_LEAST: usize = 4;

/// A count that fits only fairly is not broken where another count for the same rows is held: then
/// it most likely counts something else (`17个` of the `21个` towns in the annex).
fn yield_to_held(document: &Document, notice: &Notice, index: &Index, verdicts: &mut [Verdict]) {
    let held = |verdict: &Verdict| verdict.state == State::Held && verdict.fit != Fit::Loose;
    // The roster among several that a count names.
    let roster = |claim: &Claim, verdict: &Verdict| {
        let named = verdict.by == Some("roster");
        // A count in a list's title is of that list, not of another with as many rows.
        let home = || index.home(claim);
        named.then(|| index.roster_called(&fold::fold(&claim.about))).flatten().or_else(home)
    };
    let wholes: Vec<(Option<u64>, Option<usize>)> = notice
        .claims
        .iter()
        .zip(&*verdicts)
        .filter(|(claim, verdict)| {
            held(verdict) && verdict.groups.is_empty() && claim.relation == Relation::Alone
        })
        .map(|(claim, verdict)| (verdict.found, roster(claim, verdict)))
        .collect();
    // What the counts in title and letter that are held count, and （共计3处） below a list's title.
    let titled: Vec<(ClaimPlace, String)> = notice
        .claims
        .iter()
        .zip(&*verdicts)
        .filter(|(claim, verdict)| {
            held(verdict)
                && verdict.groups.is_empty()
                && claim.relation == Relation::Alone
                && !matches!(claim.place, ClaimPlace::Heading { .. })
        })
        .map(|(claim, _)| match claim.place {
            ClaimPlace::Note => (claim.place, index.noun_of(claim)),
            place => (place, fold::fold(&claim.about)),
        })
        .filter(|(_, about)| !about.is_empty())
        .collect();
    for (claim, verdict) in notice.claims.iter().zip(verdicts) {
        // 共10项 and 10个集体 are said of all rows: two such counts cannot both be right.
        // 申报企业共56家 are those from whom the rows were chosen.
        let clause =
            index.before(claim).rsplit(['，', '。', '；', '\n']).next().unwrap_or_default();
        let clause = clause.trim_start_matches(crate::text::is_blank);
        let begun = ["本次", "此次", "进入"].iter().find_map(|word| clause.strip_prefix(word));
        let sifted = STAGES.iter().any(|stage| {
            begun.unwrap_or(clause).starts_with(stage) || claim.about.starts_with(stage)
        });
        let whole = adds_up(document, claim) && !sifted || is_anything(&claim.about);
        // （23处） below the list's title.
        let whole = whole
            || claim.place == ClaimPlace::Title
                && claim.about.is_empty()
                && index.home(claim).is_some();
        let own = roster(claim, verdict);
        let same = |(found, of): &(Option<u64>, Option<usize>)| {
            *found == verdict.found && (of.is_none() || own.is_none() || *of == own)
        };
        // 表彰8名先进个人 above one of several lists, 先进个人名单（第二批）（共7名）: the letter names that list.
        let whole = whole || verdict.by == Some("roster") && claim.listed && own.is_some();
        // The title says of the very things another number than the letter.
        let told = fold::fold(&claim.about);
        let outer = matches!(claim.place, ClaimPlace::Title | ClaimPlace::Body);
        // “专精特新”中小企业 of the letter is 中小企业 of the title.
        let same_words = |about: &String| {
            let ends = claim.listed && about.chars().count() >= WORDS_LEAST;
            *about == told || ends && told.ends_with(about.as_str())
        };
        // 甲山等4处景区 of the title over 新建景区名单（共计3处）
        let near = verdict.found.is_some_and(|found| found.abs_diff(claim.declared) <= near::CLOSE);
        let own_end = |place: ClaimPlace, about: &String| {
            let both = (claim.place, place) == (ClaimPlace::Title, ClaimPlace::Note);
            both && near && told.chars().count() > 1 && about.ends_with(told.as_str())
        };
        let whole = whole
            || outer
                && titled.iter().any(|(place, about)| {
                    *place != claim.place && same_words(about) || own_end(*place, about)
                });
        if verdict.state == State::Broken
            && verdict.fit == Fit::Fair
            && verdict.groups.is_empty()
            && wholes.iter().any(same)
            && !whole
        {
            verdict.state = State::Unverifiable;
            verdict.found = None;
        }
    }
}

/// 浙江省：甲公司、乙公司共2家: a number of the letter that is a heading's is held with it.
fn held_by_headings(notice: &Notice, verdicts: &mut [Verdict]) {
    let heads = notice.claims.iter().zip(&*verdicts).filter(|(claim, verdict)| {
        matches!(claim.place, ClaimPlace::Heading { .. }) && verdict.state == State::Held
    });
    let heads: HashMap<Span, Verdict> =
        heads.map(|(claim, verdict)| (claim.numeral, verdict.clone())).collect();
    for (claim, verdict) in notice.claims.iter().zip(verdicts) {
        let open = claim.place == ClaimPlace::Body && verdict.state != State::Held;
        if let Some(head) = heads.get(&claim.numeral).filter(|_| open) {
            *verdict = head.clone();
        }
    }
}

/// 关于废止甲等4项标准…的公告 over 废止甲等4项标准: what the title says is held with the same words of the letter.
fn held_by_letter(notice: &Notice, verdicts: &mut [Verdict]) {
    let said = |at: usize| (fold::fold(&notice.claims[at].about), notice.claims[at].declared);
    let broken: Vec<usize> = (0..verdicts.len().min(MOST))
        .filter(|at| {
            notice.claims[*at].place == ClaimPlace::Title && verdicts[*at].state == State::Broken
        })
        .collect();
    for title in broken {
        let like = (0..verdicts.len().min(MOST)).find(|at| {
            let own = notice.claims[*at].place == ClaimPlace::Body;
            own && verdicts[*at].state == State::Held && said(*at) == said(title)
        });
        if let Some(letter) = like {
            verdicts[title] = verdicts[letter].clone();
        }
    }
}

/// Counts of a dataset, without the letter they stand in, are broken by the reading that held them there, and by no
/// other: 4家企业 of the first list is not said of the rows of both.
fn by_another_reading(claims: &[Claim], verdicts: &mut [Verdict]) {
    for (claim, verdict) in claims.iter().zip(verdicts) {
        let Some(reading) = &claim.reading else { continue };
        if verdict.state == State::Broken && verdict.by != Some(reading) {
            verdict.state = State::Unverifiable;
            verdict.found = None;
        }
    }
}

/// Groups that no count speaks of alone. Where a roster has a single group, the roster's count is
/// the group's.
fn undeclared(notice: &Notice, verdicts: &[Verdict]) -> Vec<(u32, u32)> {
    let mut declared: Vec<(u32, u32)> = verdicts
        .iter()
        .filter(|verdict| verdict.state != State::Unverifiable && verdict.groups.len() == 1)
        .map(|verdict| verdict.groups[0])
        .collect();
    declared.sort_unstable();
    let rosters = (0..).zip(&notice.rosters).filter(|(_, roster)| roster.groups.len() > 1);
    rosters
        .flat_map(|(r, roster)| (0..roster.groups.len() as u32).map(move |g| (r, g)))
        .filter(|group| declared.binary_search(group).is_err())
        .collect()
}

#[cfg(test)]
mod tests;
