//! How the counts of one sentence belong to each other: parts, wholes, classes, changes.

use std::ops::Range;

use super::number::Found;
use super::words;
use crate::model::{Claim, ClaimPlace, Relation, Stance};
use crate::text::blank;
use crate::text::words::deeds::POINTS;

/// Words after which the parts of a whole follow.
const OPENS: [&str; 8] = ["其中", "包括", "包含", "分别为", "分别是", "分为", "分别", "含"];

/// Verbs of a count that measures the things by something else: 涉及5个省.
const ACROSS: [&str; 9] =
    ["涉及", "覆盖", "涵盖", "分布于", "分布在", "来自", "横跨", "遍布", "隶属"];

/// Words that add up what stands before them.
const SUMS: [&str; 8] = ["共计", "合计", "总计", "共有", "一共", "总共", "共", "累计"];

/// Longer sentences, in bytes, are none: their counts are left alone.
const LONGEST: usize = 20_000;

/// A list of parts: from where on, to where, of which claim, and how much of it is left.
struct Scope {
    start: usize,
    end: usize,
    /// Index of the whole among all claims.
    whole: u32,
    left: Option<u64>,
    bracket: bool,
}

/// Settles the relations of a sentence's claims. `first` is the index that the first of them will
/// have; `above` the last whole of the sentence before, for one that begins with 其中.
pub(super) fn relate(
    text: &str,
    sentence: Range<usize>,
    found: &mut [Found],
    first: u32,
    above: Option<u32>,
) {
    if sentence.len() > LONGEST {
        return;
    }
    let mut scopes = scopes(text, &sentence, found, first, above);
    for index in 0..found.len() {
        let relation = relation(text, found, index, first, &mut scopes);
        // 其中3家企业为首次入选, of what is said elsewhere: not all of the list.
        let lead = words::clause_before(&text[..found[index].start]);
        let lead = lead.trim_matches(blank::is_blank);
        let some = ["其中", "其中有", "名单中", "名单中有", "另", "另有", "还有"];
        if relation == Relation::Alone && some.contains(&lead) {
            found[index].claim.stance = Stance::Context;
            found[index].claim.listed = false;
        }
        found[index].claim.relation = relation;
    }
    wider_than(text, &sentence, found);
    sums_behind(text, &sentence, found, first);
}

/// 包括此前的12个在内的: where the phrase ends that 包括 at a place begins, in one clause.
fn is_included(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = text[at..end].strip_prefix("包括")?;
    let close = rest.find("在内")?;
    (!rest[..close].contains(['，', ',', '；', ';'])).then_some(at + "包括".len() + close)
}

/// 包括此前确定的12个在内的共44个城市: with those of before there are more than the list has. 包括2家国企在内的5家 are its own.
fn wider_than(text: &str, sentence: &Range<usize>, found: &mut [Found]) {
    for (at, _) in text[sentence.clone()].match_indices("包括") {
        let at = sentence.start + at;
        let Some(close) = is_included(text, at, sentence.end) else { continue };
        let inside = |claim: &Found| claim.start > at && claim.start < close;
        let earlier =
            found.iter().any(|claim| inside(claim) && claim.claim.stance == Stance::Context);
        let next = found.iter().position(|claim| claim.start > close);
        for claim in found.iter_mut().filter(|claim| inside(claim)) {
            claim.claim.stance = Stance::Context;
        }
        let next = next.filter(|_| earlier).and_then(|next| found.get_mut(next));
        if let Some(next) = next.filter(|next| !text[close..next.start].contains(['，', ','])) {
            next.claim.stance = Stance::Context;
            next.claim.listed = false;
        }
    }
}

fn relation(
    text: &str,
    found: &[Found],
    index: usize,
    first: u32,
    scopes: &mut [Scope],
) -> Relation {
    let this = &found[index];
    let clause = words::clause_before(&text[..this.start]);
    let across = ACROSS.iter().any(|word| clause.contains(word));
    if let Some(next) = found.get(index + 1) {
        let between = text[this.end..next.start].trim_matches(blank::is_blank);
        let joined =
            matches!(between, "共计" | "共" | "合计" | "总计" | "共有" | "的" | "内的" | "");
        // 4镇2村 are two kinds of the things, neither of them a class.
        let kinds = between.is_empty()
            && [this, next].iter().all(|found| found.claim.about == found.claim.measure);
        if joined && !kinds && !this.claim.about.is_empty() {
            return Relation::ClassesOf(first + index as u32 + 1);
        }
    }
    let declared = this.claim.declared;
    let open = scopes
        .iter_mut()
        .rev()
        .find(|scope| scope.start <= this.start && this.start < scope.end && scope.left != Some(0));
    if let Some(scope) = open.filter(|_| !across) {
        scope.left = scope.left.map(|left| left.checked_sub(declared).unwrap_or(u64::MAX));
        return Relation::PartOf(scope.whole);
    }
    // 共8家，其中甲市5家、乙市3家、丙市1家: one place more than the whole has is a part all the same.
    if let Some(above) = index.checked_sub(1).map(|above| &found[above])
        && let Relation::PartOf(_) = above.claim.relation
        && above.claim.measure == this.claim.measure
        && text[above.end..this.start].strip_prefix(['、', '，']) == Some(&*this.claim.about)
        && found[..=index]
            .iter()
            .rev()
            .take_while(|part| {
                part.start == this.start || part.claim.relation == above.claim.relation
            })
            .all(|part| is_division(&part.claim.about))
    {
        return above.claim.relation;
    }
    if this.delta { Relation::Delta } else { Relation::Alone }
}

/// Whether a word is the name of a division.
fn is_division(word: &str) -> bool {
    let gazetteer = crate::gazetteer::Gazetteer::embedded();
    gazetteer.lookup(word).any(|(thing, _)| matches!(thing, crate::gazetteer::Thing::Division(_)))
}

/// Where parts are listed.
fn scopes(
    text: &str,
    sentence: &Range<usize>,
    found: &[Found],
    first: u32,
    above: Option<u32>,
) -> Vec<Scope> {
    let body = &text[sentence.clone()];
    let mut opens: Vec<(usize, usize)> = Vec::new();
    for word in OPENS {
        opens.extend(body.match_indices(word).map(|(at, _)| (sentence.start + at, word.len())));
    }
    // 5家企业中，有3家
    for claim in found {
        let rest = &text[claim.end..sentence.end];
        if ["中，", "中,", "中有"].iter().any(|word| rest.starts_with(word)) {
            opens.push((claim.end, "中".len()));
        }
    }
    opens.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    opens.dedup_by(|b, a| b.0 < a.0 + a.1);
    let mut scopes: Vec<Scope> = Vec::new();
    for (at, length) in opens {
        let bracket = open_bracket(&text[sentence.start..at]).map(|open| sentence.start + open);
        // 含 opens parts only in a bracket: 特色基地82家（含教育19家）.
        if text[at..].starts_with('含') && bracket.is_none() {
            continue;
        }
        // 31个省爱卫会分别对…: what each of them does.
        let each = text[at..at + length].ends_with('别')
            && text[at + length..]
                .starts_with(['对', '就', '按', '向', '由', '从', '在', '与', '将']);
        let next = found.iter().find(|claim| claim.start >= at + length);
        // 分别发生一起事故，甲等7家: the next count is of another clause.
        let apart = text[at..at + length].ends_with('别')
            && next.is_some_and(|next| text[at + length..next.start].contains(['，', ',', '；']));
        if each || apart || is_included(text, at, sentence.end).is_some() {
            continue;
        }
        // 2家，分别为甲、乙；另3家: names follow, and the next count is another list's.
        let named = ["分别为", "分别是"].contains(&&text[at..at + length])
            && next
                .is_some_and(|next| text[at + length..next.start].contains(['；', ';', '，', ',']));
        if named {
            continue;
        }
        // （30项，其中新增12项）, or else what stands before the bracket.
        let inside = |claim: &Found| bracket.is_some_and(|open| claim.start > open);
        let head = found
            .iter()
            .rposition(|claim| claim.end <= at && inside(claim))
            .or_else(|| found.iter().rposition(|claim| claim.end <= bracket.unwrap_or(at)));
        let lead = text[sentence.start..at].trim_matches(blank::is_blank).is_empty();
        let (whole, declared) = match head {
            Some(head) => (first + head as u32, Some(found[head].claim.declared)),
            None if lead => match above {
                Some(above) => (above, None),
                None => continue,
            },
            None => continue,
        };
        let end = match bracket {
            Some(open) => close_bracket(text, open, sentence.end),
            None if scopes.iter().any(|scope| !scope.bracket && scope.end > at) => {
                text[at..sentence.end].find(['；', ';']).map_or(sentence.end, |end| at + end)
            }
            None => sentence.end,
        };
        let start = at + length;
        scopes.push(Scope { start, end, whole, left: declared, bracket: bracket.is_some() });
    }
    scopes.extend(bracketed(text, sentence, found, first));
    scopes.sort_by_key(|scope| scope.start);
    scopes
}

/// 特色基地82家（教育19家、养老10家）: two counts or more in a bracket right behind another.
fn bracketed(text: &str, sentence: &Range<usize>, found: &[Found], first: u32) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for (index, claim) in found.iter().enumerate() {
        let rest = &text[claim.end..sentence.end];
        let trimmed = rest.trim_start_matches(blank::is_blank);
        if !trimmed.starts_with(['（', '(']) {
            continue;
        }
        let open = claim.end + rest.len() - trimmed.len();
        let end = close_bracket(text, open, sentence.end);
        let inside = found.iter().filter(|other| other.start > open && other.start < end).count();
        let told = OPENS.iter().any(|word| text[open..end].contains(word));
        if inside > 1 && !told {
            let left = Some(claim.claim.declared);
            scopes.push(Scope {
                start: open,
                end,
                whole: first + index as u32,
                left,
                bracket: true,
            });
        }
    }
    scopes
}

/// The bracket that is still open where a text ends.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => open.push(at),
            '）' | ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// Where the bracket that opens at `open` closes.
fn close_bracket(text: &str, open: usize, end: usize) -> usize {
    let mut depth = 0u32;
    for (at, c) in text[open..end].char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return open + at;
                }
            }
            _ => {}
        }
    }
    end
}

/// `国家级3家、省级5家，共8家`: the last is the whole of those before it.
fn sums_behind(text: &str, sentence: &Range<usize>, found: &mut [Found], first: u32) {
    for index in 2..found.len() {
        let this = &found[index];
        let lead = text[sentence.start..this.start].trim_end_matches(blank::is_blank);
        // 甲等4家…，乙等7家…，决定撤销上述11家
        let points = POINTS.iter().any(|word| lead.ends_with(word));
        let alone = this.claim.relation == Relation::Alone
            || (points && this.claim.relation == Relation::Delta);
        if !alone || this.claim.stance != Stance::List {
            continue;
        }
        let sum = SUMS.iter().any(|word| {
            let before =
                lead.strip_suffix(word).map(|before| before.trim_end_matches(blank::is_blank));
            before.is_some_and(|before| before.ends_with(['，', ',']))
        });
        if !sum && !points {
            continue;
        }
        let from = lead.rfind(['；', ';']).map_or(sentence.start, |at| sentence.start + at);
        let measure = this.claim.measure.clone();
        let like = |other: &Found| {
            other.start >= from
                && other.claim.relation == Relation::Alone
                && (points || other.claim.stance == Stance::List)
                && other.claim.measure == measure
        };
        let mut parts: Vec<usize> =
            (0..index).rev().take_while(|other| like(&found[*other])).collect();
        if points {
            parts.truncate(pointed_at(found, &parts, this.claim.declared));
        }
        if parts.len() > 1 {
            for part in parts {
                found[part].claim.relation = Relation::PartOf(first + index as u32);
            }
        }
    }
}

/// 共7个，其中： over lines that begin with parts, 企业项目3个。… and 居民项目4个。…: those below the first are parts as well, where all
/// of them add up to the whole.
pub(in crate::segment) fn parts_below(text: &str, claims: &mut [Claim]) {
    let leads = |claim: &Claim| {
        let before = text.get(..claim.span.start as usize).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let opened = before[..line].trim_end_matches(|c: char| c == '\n' || blank::is_blank(c));
        (before[line..].trim_matches(blank::is_blank) == claim.about).then_some(opened)
    };
    for at in 0..claims.len() {
        let Relation::PartOf(whole) = claims[at].relation else { continue };
        let Some(declared) = claims.get(whole as usize).map(|whole| whole.declared) else {
            continue;
        };
        let opens = leads(&claims[at]).is_some_and(|above| above.ends_with(['：', ':']));
        if !opens || claims[at].declared >= declared {
            continue;
        }
        let mut left = declared - claims[at].declared;
        let below = claims[at + 1..].iter().take_while(|claim| {
            let part = left > 0
                && claim.relation == Relation::Alone
                && claim.place == ClaimPlace::Body
                && claim.measure == claims[at].measure
                && leads(claim).is_some();
            left = if part { left.saturating_sub(claim.declared) } else { left };
            part
        });
        let count = below.count();
        let sum: u64 = claims[at..=at + count].iter().map(|claim| claim.declared).sum();
        if sum == declared {
            claims[at + 1..=at + count]
                .iter_mut()
                .for_each(|c| c.relation = Relation::PartOf(whole));
        }
    }
}

/// How many of the counts before 上述5家, the nearest first, are its parts: those that add up to it, or to one more or
/// less where each is smaller. 10家申请，6家通过，决定表彰上述5家 has none.
fn pointed_at(found: &[Found], parts: &[usize], whole: u64) -> usize {
    let mut sum = 0u64;
    let mut below = true;
    for (at, part) in parts.iter().enumerate() {
        let declared = found[*part].claim.declared;
        sum = sum.saturating_add(declared);
        below &= declared < whole;
        if sum == whole {
            return at + 1;
        }
    }
    if below && sum.abs_diff(whole) == 1 { parts.len() } else { 0 }
}
