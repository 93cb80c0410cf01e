//! Counts that a notice declares about its own rows, read by a small grammar.
//!
//! ```text
//! claim  = numeral measure noun            10家综合基地
//!        | noun [共计] numeral measure      光伏电站项目4个
//! list   = claim { (和|、|，) claim }
//! whole  = claim 其中|包括|分别 list         the list are its parts
//!        | claim （ list ）                  so are they
//!        | list ，共 claim                   here too
//! class  = claim [共计|共|合计] claim        7个领域共计82家特色基地: the first counts classes
//! ```
//!
//! A number is a claim only with a measure word; document numbers, dates, ordinals, shares,
//! amounts, what the things listed have (拥有发明专利215件), quotas (每省不超过3家), plans (到2025年建成100个) and what was only handed in
//! (收到156个申报项目) are none. Traditional characters count as their simplified ones.

mod batches;
mod context;
mod facts;
mod listed;
mod noun;
mod number;
mod relations;
mod words;

use super::lists::places;
use crate::model::{Claim, ClaimPlace, Relation, Stance};
use crate::text::words::annex::REMARK;
use crate::text::words::verbs::DEEDS;
use crate::text::{View, blank, compact, numeral, traditional};

pub(super) use batches::{is_aside, set_others_aside};
use number::numbers;
pub(super) use relations::parts_below;

/// Reads the claims of a text and appends them to `claims`.
pub(super) fn read(view: &View, place: ClaimPlace, claims: &mut Vec<Claim>) {
    let text = traditional::simplify(&view.text);
    let base = claims.len();
    let mut whole = None;
    for sentence in sentences(&text) {
        let mut found = numbers(view, &text, sentence.clone(), place);
        let first = claims.len() as u32;
        relations::relate(&text, sentence, &mut found, first, whole);
        let top = |claim: &Claim| !matches!(claim.relation, Relation::PartOf(_));
        let last = found.iter().rposition(|found| top(&found.claim));
        whole = last.map(|at| first + at as u32).or(whole);
        claims.extend(found.into_iter().map(|found| found.claim));
    }
    annexes_of_lists(&mut claims[base..], base as u32);
}

/// `一等奖3项、二等奖5项（见附件1）`: the annex holds them all, not the last alone. Only where each
/// claim has its own, the annex tells what is counted.
fn annexes_of_lists(claims: &mut [Claim], base: u32) {
    // 7个，其中新增4个（见附件1），保留3个（见附件2）: the whole needs none.
    let whole = |at: usize| {
        let of = |claim: &Claim| claim.relation == Relation::PartOf(base + at as u32);
        claims.iter().filter(|claim| of(claim)).count() > 1
    };
    let lacks = |(at, claim): (usize, &Claim)| {
        claim.annex.is_none()
            && match claim.relation {
                Relation::Alone | Relation::Delta => !whole(at),
                // 7个项目，包括6个光伏项目、1个风电项目（见附件1）
                Relation::PartOf(of) => {
                    let of = (of.checked_sub(base)).and_then(|of| claims.get(of as usize));
                    of.is_some_and(|of| of.annex.is_none())
                }
                Relation::ClassesOf(_) => false,
            }
    };
    if claims.iter().enumerate().any(lacks) {
        for claim in claims {
            claim.annex = None;
        }
    }
}

/// Keeps some of the claims; parts of one that goes stand alone.
pub(super) fn retain(claims: &mut Vec<Claim>, kept: &[bool]) {
    if kept.iter().all(|kept| *kept) {
        return;
    }
    let place = |at: u32| {
        let own = kept.get(at as usize).copied().unwrap_or(false);
        own.then(|| kept[..at as usize].iter().filter(|kept| **kept).count() as u32)
    };
    let mut at = 0;
    claims.retain_mut(|claim| {
        claim.relation = match claim.relation {
            Relation::PartOf(whole) => place(whole).map_or(Relation::Alone, Relation::PartOf),
            Relation::ClassesOf(whole) => place(whole).map_or(Relation::Alone, Relation::ClassesOf),
            other => other,
        };
        at += 1;
        kept[at - 1]
    });
}

/// A count in brackets at the end of a heading, `北京市（92所）`: its claim and where the bracket
/// starts. Without a bracket `共92所` at the end is read too.
pub(super) fn of_heading(view: &View, place: ClaimPlace) -> Option<(Claim, usize)> {
    let simple = traditional::simplify(&view.text);
    let text = simple.trim_end_matches(blank::is_blank);
    let close = text.chars().last().filter(|c| matches!(c, ')' | '）' | '〕' | ']' | '】'));
    let open = if close.is_some() {
        text.rfind(['(', '（', '〔', '[', '【'])?
    } else {
        text.rfind("共").filter(|at| *at > 0)?
    };
    let bracket = text[open..].chars().next()?;
    let inner = open + bracket.len_utf8();
    let body = text[inner..].trim_start_matches(blank::is_blank);
    let body = ["共计", "共有", "合计", "总计", "共", "计"]
        .iter()
        .find_map(|word| body.strip_prefix(word))
        .unwrap_or(body);
    let body = body.strip_prefix('计').unwrap_or(body).trim_start_matches(blank::is_blank);
    // （企业3家）
    let noun: usize = body
        .chars()
        .take_while(|c| {
            blank::is_han(*c)
                && numeral::chinese_digit(*c).is_none()
                && !"十百千万共计".contains(*c)
        })
        .take(NOUN_MOST)
        .map(char::len_utf8)
        .sum();
    let body = if close.is_some() { &body[noun..] } else { body };
    let at = text.len() - body.len();
    let (declared, length) = numeral::prefix(body)?;
    let rest = body[length..].trim_start_matches(blank::is_blank);
    // 河北省（3）: a number alone counts only what lies in a place.
    let head = compact(&text[..open]);
    let place_alone = close.is_some_and(|close| rest.chars().eq([close]))
        && (places::is_province(&head) || places::ends_as_place(&head));
    let measure = if place_alone { "" } else { words::measure(rest)? };
    let end = text.len() - rest.len() + measure.len();
    // （92所） or (30项,涉及31个…): nothing but a closing bracket or another clause may follow.
    let behind = rest[measure.len()..].trim_start_matches(blank::is_blank);
    // (3家企业)
    let bare = behind.trim_start_matches(blank::is_han);
    let named =
        behind.chars().count() <= NOUN_MOST + 1 && close.is_some_and(|c| bare.chars().eq([c]));
    let next = if named { close } else { behind.chars().next() };
    let closed = next.is_none_or(|c| {
        matches!(c, ')' | '）' | '〕' | ']' | '】' | ',' | '，' | '、' | '；' | ';' | '：' | ':')
    });
    let claim = Claim {
        about: view.text[..open].trim_end_matches(blank::is_blank).to_owned(),
        measure: measure.to_owned(),
        declared,
        span: view.span(at, end),
        numeral: view.span(at, at + length),
        place,
        ..Claim::default()
    };
    closed.then_some((claim, open))
}

/// A count that ends a text, `第一组10家`: its claim and where its number starts. Something stands before it.
pub(super) fn at_end(view: &View, place: ClaimPlace) -> Option<(Claim, usize)> {
    let simple = traditional::simplify(&view.text);
    let text = simple.trim_end_matches(blank::is_blank);
    let number = |c: char| numeral::digit(c).is_some() || numeral::chinese_digit(c).is_some();
    // The last number of the text, with the measure word behind it.
    let end = text.rfind(number)?;
    let at = text[..end]
        .rfind(|c| !number(c) && c != '十' && c != '百')
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (declared, length) = numeral::prefix(&text[at..])?;
    let rest = text[at + length..].trim_start_matches(blank::is_blank);
    let measure = words::whole_measure(rest)?;
    let about = text[..at].trim_end_matches(blank::is_blank);
    let about = ["共有", "共计", "共"].iter().find_map(|w| about.strip_suffix(w)).unwrap_or(about);
    let claim = Claim {
        about: view.text.get(..about.len())?.to_owned(),
        measure: measure.to_owned(),
        declared,
        span: view.span(at, text.len()),
        numeral: view.span(at, at + length),
        place,
        ..Claim::default()
    };
    (!about.is_empty()).then_some((claim, about.len()))
}

/// A number behind the name of a province and nothing else, 河北省4: its claim and where the name ends.
pub(super) fn of_province(view: &View, place: ClaimPlace) -> Option<(Claim, usize)> {
    const DIGITS_MOST: usize = 3;
    let text = view.text.trim_end_matches(blank::is_blank);
    let name = text.trim_end_matches(|c| numeral::digit(c).is_some());
    let declared = numeral::whole(&text[name.len()..])?;
    let digits = text[name.len()..].chars().count();
    let about = name.trim_end_matches(blank::is_blank);
    let claim = Claim {
        about: about.to_owned(),
        declared,
        span: view.span(name.len(), text.len()),
        numeral: view.span(name.len(), text.len()),
        place,
        ..Claim::default()
    };
    (declared > 0 && digits <= DIGITS_MOST && places::is_province(&compact(about)))
        .then_some((claim, about.len()))
}

/// Longest noun before the count of a whole, in characters: 以上企业共5家.
const THINGS_MOST: usize = 4;

/// Longest noun behind the count of a whole, in characters.
const NOUN_MOST: usize = 6;

/// What a line may say of the list before it counts it: 以上名单共5家.
const OF_LIST: [&str; 8] =
    ["以上名单", "上述名单", "本名单", "名单", "以上", "上述", "附表", "本表"];

/// A line that counts the whole list and says no more of it: 共3个, 合计：3个, （共计28处）, 注：以上名单共5家，有效期….
pub(super) fn of_total(view: &View, place: ClaimPlace) -> Option<Claim> {
    let simple = traditional::simplify(&view.text);
    let around = |c| blank::is_blank(c) || matches!(c, '(' | '（' | ')' | '）' | '。' | '；');
    let bare = simple.trim_matches(around);
    let lead = simple.find(bare)?;
    // What else the line says stands behind a comma.
    let bare = bare.split(['，', '。', '；']).next().unwrap_or_default();
    let colon = |c| blank::is_blank(c) || matches!(c, '：' | ':');
    let noted = REMARK.iter().filter_map(|label| bare.strip_prefix(label)).min_by_key(|r| r.len());
    let said = noted.map_or(bare, |rest| rest.trim_start_matches(colon));
    // 注：1.本表共5家企业。, and the second point of a remark
    let said = without_point(said, noted.is_some());
    let own = OF_LIST.iter().find_map(|word| said.strip_prefix(word));
    // 以上企业共5家
    let things = |rest: &str| {
        let at = rest.find('共').filter(|at| *at > 0)?;
        let noun = &rest[..at];
        let short = noun.chars().all(blank::is_han) && noun.chars().count() <= THINGS_MOST;
        short.then_some(said.len() - rest.len() + at)
    };
    let pointed = ["以上", "上述"].iter().find_map(|word| things(said.strip_prefix(word)?));
    let said = pointed.map(|at| &said[at..]).or(own).unwrap_or(said);
    let body = ["共计", "合计", "总计", "小计", "总共", "总数", "共有", "数量", "共"]
        .iter()
        .find_map(|word| said.trim_start_matches(colon).strip_prefix(word))?
        .trim_start_matches(|c| colon(c) || matches!(c, '为' | '（' | '('));
    let at = lead + bare.len() - body.len();
    let (declared, length) = numeral::prefix(body)?;
    let rest = body[length..].trim_start_matches(blank::is_blank);
    // 4家, 4家企业
    let noun = |c: char| blank::is_han(c);
    let measure = words::measure(rest).filter(|measure| {
        let behind = &rest[measure.len()..];
        behind.chars().all(noun) && behind.chars().count() <= NOUN_MOST
    })?;
    let end = at + body.len();
    Some(Claim {
        measure: measure.to_owned(),
        declared,
        span: view.span(at, end),
        numeral: view.span(at, at + length),
        place,
        ..Claim::default()
    })
}

/// A remark without the number of its point; where no label says that it is one, it speaks of the list.
fn without_point(said: &str, noted: bool) -> &str {
    let open = said.trim_start_matches(['（', '(']);
    let point = numeral::prefix(open)
        .and_then(|(_, length)| open[length..].strip_prefix(['.', '．', '、', ')', '）']));
    let rest = point.map(|rest| rest.trim_start_matches(blank::is_blank));
    let of_list = |rest: &&str| noted || OF_LIST.iter().any(|word| rest.starts_with(word));
    rest.filter(of_list).unwrap_or(said)
}

/// A line that is but a number of things in brackets, below a list's title: （23处）, （4家企业）.
pub(super) fn of_bracket(view: &View, place: ClaimPlace) -> Option<Claim> {
    let simple = traditional::simplify(&view.text);
    let line = simple.trim_matches(blank::is_blank);
    let body = line.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let (declared, length) = numeral::prefix(body)?;
    let at = simple.find(body)?;
    let measure = words::measure(simple[at + length..].trim_start_matches(blank::is_blank))?;
    let noun = body[length..].trim_matches(blank::is_blank).strip_prefix(measure)?;
    if noun.chars().count() > NOUN_MOST || !noun.chars().all(blank::is_han) {
        return None;
    }
    Some(Claim {
        measure: measure.to_owned(),
        declared,
        span: view.span(at, at + body.len()),
        numeral: view.span(at, at + length),
        place,
        ..Claim::default()
    })
}

/// No measure word, with what tells it from another word, has more characters.
const WORD: usize = 16;

/// Whether words say what a notice does to the things that it lists: 确定企业.
pub(super) fn acts_on(text: &str) -> bool {
    facts::has_deed(text)
}

/// Whether a number between these texts is a count of things: a measure word or a noun follows,
/// and nothing makes it an ordinal, a date or a share.
pub(super) fn counts(before: &str, declared: u64, after: &str) -> bool {
    // No word that is asked for is longer.
    let rest: String = after.trim_start_matches(blank::is_blank).chars().take(WORD).collect();
    !words::forbids(before, declared, after)
        && !words::forbids_after(after)
        && words::measure(&traditional::simplify(&rest)).is_some()
}

/// Whether a number with a measure word stands in a text.
pub(super) fn holds_count(text: &str) -> bool {
    words::counts_further(&traditional::simplify(text))
}

/// The other counts of a heading, behind its own: the 31 of `传统音乐（30项,涉及31个申报地区）`. Parts
/// of its own count are parts of claim `own`.
pub(super) fn others_of_heading(view: &View, heading: &Claim, own: u32) -> Vec<Claim> {
    let mut all = Vec::new();
    if !goes_on_counting(view, heading) {
        return all;
    }
    read(view, heading.place, &mut all);
    let at = all.iter().position(|claim| claim.numeral == heading.numeral);
    let behind = all.iter().filter(|claim| claim.numeral.start > heading.numeral.start);
    behind
        .map(|claim| {
            let relation = match claim.relation {
                Relation::PartOf(whole) if Some(whole as usize) == at => Relation::PartOf(own),
                _ => Relation::Alone,
            };
            Claim { relation, ..claim.clone() }
        })
        .collect()
}

/// Whether a number stands behind the one that a heading declares.
fn goes_on_counting(view: &View, heading: &Claim) -> bool {
    let text = traditional::simplify(&view.text);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match numeral::prefix(&text[at..]) {
            Some((_, length)) if view.span(at, at + length).start > heading.numeral.start => {
                return true;
            }
            Some((_, length)) => at += length,
            None => at += c.len_utf8(),
        }
    }
    false
}

/// Whether a count could be one of the rows of the notice's list: no wider or earlier total, and
/// none of their classes. `全国的项目共有12个` sums up what follows, however it begins.
pub(super) fn may_count_rows(claim: &Claim, plane: &str) -> bool {
    let before = plane.get(..claim.numeral.start as usize).unwrap_or_default();
    let before = before.trim_end_matches(blank::is_blank);
    let sums = ["共", "共有", "共计", "合计", "总计"].iter().any(|word| before.ends_with(word));
    (claim.stance == Stance::List || sums) && !matches!(claim.relation, Relation::ClassesOf(_))
}

/// Whether a count tells how things stand beside the list, 目前，全省已有6家: its sentence says so at its start.
pub(super) fn tells_how_things_stand(claim: &Claim, plane: &str) -> bool {
    let before = plane.get(..claim.numeral.start as usize).unwrap_or_default();
    let start = before.rfind(['。', '；', '！', '\n']).map_or(0, |at| at + 1);
    let sentence = before.get(start..).or_else(|| before.get(start + 2..)).unwrap_or_default();
    let clause = sentence.split('、').next().unwrap_or_default();
    let clause = traditional::simplify(clause);
    // As much of it as is looked at.
    let from = claim.numeral.start as usize - sentence.len();
    let whole = plane.get(from..).unwrap_or_default();
    let since = sentence.trim_start_matches(blank::is_blank).starts_with('自')
        && tells_since(&traditional::simplify(&whole[..whole.floor_char_boundary(2000)]));
    claim.stance != Stance::List
        && (since
            || ["目前", "截至", "截止", "迄今", "至此", "已有", "现有", "累计"]
                .iter()
                .any(|word| clause.contains(word)))
}

/// Whether a simplified text begins with a sentence that tells of earlier ones: 自2004年以来，丁市、戊市等4个城市先后获得…. One that does
/// something itself does not: 自开展创建以来，各地积极响应，现命名甲县、乙县等2个县….
pub(super) fn tells_since(text: &str) -> bool {
    /// So many bytes of it are looked at; a longer sentence is read as any other.
    const REACH: usize = 1200;
    const EARLIER: [&str; 6] = ["先后", "陆续", "相继", "曾", "已", "历年"];
    let text = text.trim_start_matches(blank::is_blank);
    if !text.starts_with('自') {
        return false;
    }
    let lead = &text[..text.floor_char_boundary(REACH)];
    let sentence = lead.split(['。', '；', '！', '\n']).next().unwrap_or_default();
    let clause = sentence.split('、').next().unwrap_or_default();
    let Some(since) = clause.find("以来") else { return false };
    let own = |verb: &&str| {
        sentence.match_indices(*verb).any(|(at, _)| {
            let before = sentence[..at].trim_end_matches(['被', '获']);
            !EARLIER.iter().any(|word| before.ends_with(word))
        })
    };
    (sentence.len() < lead.len() || lead.len() == text.len())
        && EARLIER.iter().any(|word| sentence[since..].contains(word))
        && !DEEDS.iter().any(own)
}

/// Byte ranges of the sentences of a text.
fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '。' | '！' | '？' | '\n') {
            ranges.push(start..at);
            start = at + c.len_utf8();
        }
    }
    if start < text.len() {
        ranges.push(start..text.len());
    }
    ranges
}

#[cfg(test)]
mod tests;
