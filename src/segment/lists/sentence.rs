//! Names inside sentences, as a roster: what the forms that find them share.

use std::collections::HashSet;

use super::enumeration::{asks, is_kind};
use super::opposites::Label;
use super::places::name_column;
use super::{Found, Scope, counted, joined, opposites};
use crate::model::roster::Serial;
use crate::model::{Claim, ClaimPlace, RegionRole, Span, Stance};
use crate::text::division::TO_VILLAGE;
use crate::text::words::verbs::DEEDS;
use crate::text::{compact, is_blank, numeral, trim};

/// The roster of names found in lines, each line with its names in their order; what stands around the
/// names is prose.
pub(super) fn build(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)], proven: bool) -> Found {
    let mut found = Found { proven, ..Found::default() };
    let all: Vec<Span> = lists.iter().flat_map(|(_, items)| items).copied().collect();
    found.roster.columns.push(name_column(scope, &all, "none"));
    for lists in lists.chunk_by(|a, b| a.0 == b.0) {
        let line = scope.lines[lists[0].0].span;
        let mut at = line.start;
        for item in lists.iter().flat_map(|(_, items)| items) {
            found.regions.push((Span::new(at, item.start), RegionRole::Prose));
            found.regions.push((*item, RegionRole::Cell));
            found.entry(&[*item], None, Serial::None);
            at = item.end;
        }
        found.regions.push((Span::new(at, line.end), RegionRole::Prose));
        found.taken.push(lists[0].0);
    }
    found.regions.retain(|(span, _)| !trim(*span, &scope.document.text).is_empty());
    let hulls = lists
        .iter()
        .filter_map(|(_, items)| Some((items.iter().copied().reduce(Span::hull)?, items.len())));
    found.lists.extend(hulls);
    let awards = awards(scope, lists);
    let labels = if awards.is_empty() { opposites::labels(scope, lists) } else { awards };
    for ((label, number), (_, items)) in labels.iter().copied().zip(lists) {
        let known = found.roster.groups.len();
        let group = head(scope, &mut found, label, items);
        if group as usize == known
            && let Some((declared, number)) = number
        {
            found.claims.push((group, of_group(scope, label, declared, number)));
        } else {
            // What is said twice is of no one count.
            found.claims.retain(|(own, _)| *own != group);
        }
    }
    found
}

/// The count of a group that a sentence names.
pub(super) fn of_group(scope: &Scope<'_>, label: Span, declared: u64, number: Span) -> Claim {
    let about = compact(scope.document.slice(label));
    Claim { about, declared, span: number, numeral: number, ..Claim::default() }
}

/// Sets the name of a group off from the prose around it, and the entries under it; the group's number. What is named
/// again is one group.
pub(super) fn head(scope: &Scope<'_>, found: &mut Found, label: Span, items: &[Span]) -> u32 {
    let plane = &scope.document.text;
    let heading = scope.document.slice(label);
    let path = vec![compact(heading)];
    let known = found.roster.groups.iter().position(|group| group.path == path);
    let group = known.map_or_else(
        || {
            let prose = |(span, role): &(Span, RegionRole)| {
                *role == RegionRole::Prose && span.contains(label)
            };
            if let Some(at) = found.regions.iter().position(prose) {
                let (span, _) = found.regions.remove(at);
                let around = [Span::new(span.start, label.start), Span::new(label.end, span.end)];
                let around = around.into_iter().filter(|span| !trim(*span, plane).is_empty());
                found.regions.extend(around.map(|span| (span, RegionRole::Prose)));
            }
            found.group(path, heading, label)
        },
        |at| at as u32,
    );
    for entry in &mut found.roster.entries {
        if items.iter().any(|item| item.contains(entry.span)) {
            entry.group = Some(group);
        }
    }
    group
}

/// What each of several lists is given, 授予甲、乙2名同志“优秀教师”称号，授予丙、丁2个单位“先进集体”称号: it stands behind each, and
/// is not the same behind all. Each with the number before it.
fn awards(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)]) -> Vec<Label> {
    const BETWEEN_MOST: usize = 16;
    const LABEL_MOST: usize = 20;
    let behind = |(line, items): &(usize, Vec<Span>)| {
        let end = items.last()?.end;
        let rest = Span::new(end, scope.lines[*line].span.end).text(&scope.document.text);
        let open = rest.find('“')?;
        let (before, inner) = (&rest[..open], &rest[open + '“'.len_utf8()..]);
        let close = inner.find('”')?;
        let (label, after) = (&inner[..close], &inner[close + '”'.len_utf8()..]);
        let given = ["称号", "荣誉", "奖", "的称号"].iter().any(|word| after.starts_with(word));
        let told = before.chars().count() <= BETWEEN_MOST
            && !before.contains(['，', '。', '；', '、', '：', '”'])
            && (2..=LABEL_MOST).contains(&label.chars().count())
            && !label.contains(['、', '，'])
            && (given || before.ends_with('为'));
        let start = end as usize + open + '“'.len_utf8();
        let number = counted::next_number(before, 0).and_then(|at| {
            let (declared, length) = numeral::prefix(&before[at..])?;
            Some((declared, Span::of(end as usize + at, end as usize + at + length)))
        });
        told.then(|| (Span::of(start, start + close), number))
    };
    let labels: Vec<Label> = lists.iter().filter_map(behind).collect();
    let texts: HashSet<&str> =
        labels.iter().map(|(label, _)| scope.document.slice(*label)).collect();
    if texts.len() > 1 && labels.len() == lists.len() { labels } else { Vec::new() }
}

/// Counts that are those of one list of several and hold say nothing of the whole: 增补甲、乙、丙3人，免去丁、戊2人.
/// Where one does not, all stay, and are held against the rows.
///
/// `far`: a list's number may stand anywhere before the colon of its sentence.
pub(super) fn set_aside(plane: &str, lists: &[(Span, usize)], far: bool, claims: &mut [Claim]) {
    /// So many bytes may stand between a list and its number.
    const REACH: u32 = 80;
    if far {
        set_told_aside(plane, lists, claims);
        return;
    }
    let own = |claim: &Claim| {
        let number = claim.numeral;
        let distance = |list: &Span| {
            let behind = number.start.checked_sub(list.end);
            behind.or_else(|| list.start.checked_sub(number.end)).filter(|far| *far <= REACH)
        };
        // The nearest: 甲、乙二省和丙、丁二市.
        let near = lists.iter().filter_map(|list| Some((distance(&list.0)?, list)));
        let list = near.min_by_key(|(far, _)| *far).map(|(_, list)| list);
        list.is_some_and(|(_, count)| claim.declared == *count as u64)
    };
    let again = told_again(plane, lists, claims);
    let aside = claims.iter_mut().enumerate();
    for (_, claim) in aside.filter(|(at, claim)| own(claim) || again.contains(at)) {
        claim.stance = Stance::Context;
        // No reading over all rows accuses what its own names hold.
        claim.reading = Some(String::new());
    }
}

/// The counts of lists behind colons: that of the sentence itself, 对入围的其余2个组织命名为“入围组织”：丁、戊; that of the title for
/// one whose sentence has none; and what is told of them further down. Each holds by itself, and is of no other rows.
fn set_told_aside(plane: &str, lists: &[(Span, usize)], claims: &mut [Claim]) {
    let sum = lists.iter().map(|(_, count)| *count as u64).fold(0, u64::saturating_add);
    let counts: HashSet<u64> = lists.iter().map(|(_, count)| *count as u64).collect();
    let Some(last) = lists.iter().map(|(hull, _)| hull.end).max() else { return };
    let again = told_again(plane, lists, claims);
    for (nth, claim) in claims.iter_mut().enumerate() {
        let at = claim.numeral.end;
        let next = lists.iter().find(|(hull, _)| hull.start >= at);
        let sentence = |list: &Span| {
            let between = plane.get(at as usize..list.start as usize);
            between.is_some_and(|text| !text.contains(['。', '；', '\n']))
        };
        let outer = claim.place == ClaimPlace::Title || at > last;
        let own = if let Some((_, count)) = next.filter(|(hull, _)| sentence(hull)) {
            *count as u64 == claim.declared
        } else {
            let told = outer && counts.contains(&claim.declared) && claim.declared != sum;
            told || again.contains(&nth)
        };
        if own {
            claim.stance = Stance::Context;
            claim.reading = Some(String::new());
        }
    }
}

/// A count in a line with lists whose names were not read: none of a list's, nor of all, though names begin behind it, or
/// the lists are told apart by groups.
pub(super) fn unheld(scope: &Scope<'_>, found: &Found, claims: &[Claim]) -> Option<Span> {
    let plane = &scope.document.text;
    let counts: HashSet<u64> = found.lists.iter().map(|(_, count)| *count as u64).collect();
    let all = found.roster.entries.len() as u64;
    let grouped = !found.roster.groups.is_empty();
    let own = |claim: &&Claim| {
        let line = |line: &usize| scope.lines[*line].span.contains(claim.numeral);
        let near = found.taken.iter().any(line);
        let behind = plane.get(claim.numeral.end as usize..).unwrap_or_default();
        let counted = found.claims.len() == found.roster.groups.len();
        let known = if grouped && counted {
            found.claims.iter().any(|(_, own)| own.numeral == claim.numeral)
        } else {
            counts.contains(&claim.declared)
        };
        let known = known || claim.declared == all;
        let told = near && (grouped || counted::opens(behind));
        claim.place == ClaimPlace::Body
            && claim.stance == Stance::List
            && !claim.measure.is_empty()
            && !found.lists.is_empty()
            && !known
            && told
            && !is_kind(behind)
            && !counted::counts_matter(behind)
    };
    claims.iter().find(own).map(|claim| claim.span)
}

/// Whether the names of the only list stand once more in the letter, in the same order and no others beside them:
/// 对甲、乙、丙进行审查。… 批准甲、乙、丙为保护产品. One that was lost would show.
pub(super) fn told_twice(plane: &str, lists: &[(Span, usize)]) -> bool {
    const NAMES_LEAST: usize = 3;
    const LENGTH_MOST: u32 = 4 << 10;
    const TIMES_MOST: usize = 8;
    // What names begin behind, and what follows the last: no further name, and no count.
    const BEFORE: [char; 5] = ['对', '将', '准', '定', '予'];
    const BEHIND: [&str; 6] = ["进行", "为", "。", "；", "\n", "的"];
    let [(hull, count)] = lists else { return false };
    if *count < NAMES_LEAST || hull.len() > LENGTH_MOST {
        return false;
    }
    let names = hull.text(plane);
    let joins = ['、', '和', '及', '与'];
    let again = plane.match_indices(names).take(TIMES_MOST).filter(|(at, _)| {
        let (before, behind) = (&plane[..*at], &plane[at + names.len()..]);
        let begins = before.ends_with(BEFORE) || before.ends_with(|c: char| !c.is_alphanumeric());
        let ends = behind.is_empty() || BEHIND.iter().any(|word| behind.starts_with(word));
        *at != hull.start as usize && begins && ends && !before.ends_with(joins)
    });
    again.count() > 0
}

/// 2镇4村 of six names: two counts side by side that add up to all of them, each of what the names do not tell apart.
pub(super) fn set_parts_aside(plane: &str, sum: u64, claims: &mut [Claim]) {
    let own: Vec<usize> = (0..claims.len()).filter(|at| !claims[*at].about.is_empty()).collect();
    let adds_up =
        |pair: &&[usize]| claims[pair[0]].declared.saturating_add(claims[pair[1]].declared) == sum;
    // In one sentence, or in one title.
    let beside = |pair: &&[usize]| {
        let between = claims[pair[0]].span.end as usize..claims[pair[1]].span.start as usize;
        plane.get(between).is_some_and(|text| !text.contains(['。', '；', '\n']))
    };
    let pairs = own.windows(2).filter(adds_up).filter(beside);
    let pairs: Vec<usize> = pairs.flatten().copied().collect();
    for at in &pairs {
        claims[*at].stance = Stance::Context;
        claims[*at].reading = Some(String::new());
    }
}

/// Counts of a wider whole, of which one name is told, 甲县等60个县, above lists of a part of it that hold all their own
/// counts: 本市有3个，分别是…. They say nothing of the rows.
pub(super) fn set_wider_aside(plane: &str, lists: &[(Span, usize)], claims: &mut [Claim]) {
    /// The whole is so many times the part.
    const TIMES: u64 = 3;
    const CLAUSE_MOST: usize = 240;
    let sum = lists.iter().map(|(_, count)| *count as u64).fold(0, u64::saturating_add);
    let Some(first) = lists.iter().map(|(hull, _)| hull.start).min() else { return };
    let counts: HashSet<u64> = claims.iter().map(|claim| claim.declared).collect();
    if lists.iter().any(|(_, count)| !counts.contains(&(*count as u64))) {
        return;
    }
    let one_name = |claim: &Claim| {
        let before = plane.get(..claim.numeral.start as usize).unwrap_or_default();
        let clause = before.rsplit(['，', '。', '；', ',', '\n']).next().unwrap_or_default();
        let named = clause.trim_end_matches(is_blank).strip_suffix('等');
        // 甲部、乙局决定公布丙县等60个镇
        let behind_deed = |text: &str| {
            let ends = DEEDS.iter().filter_map(|verb| Some(text.rfind(verb)? + verb.len()));
            ends.max().unwrap_or(0)
        };
        named.map(|text| &text[behind_deed(text)..]).is_some_and(|text| {
            // 甲县等60个镇为名镇、乙县等211个村
            let one = text.rsplit_once('、').is_none_or(|(lead, _)| {
                lead.rfind('等').is_some_and(|at| !lead[at..].contains('、'))
            });
            clause.len() <= CLAUSE_MOST && one && !text.is_empty()
        })
    };
    // 全国1136个村入选，其中，某市有3个村上榜，分别为…
    let told: Vec<u32> = claims
        .iter()
        .filter(|claim| claim.declared == sum)
        .map(|claim| claim.numeral.start)
        .collect();
    let others: Vec<(u32, String)> = claims
        .iter()
        .filter(|claim| claim.declared != sum)
        .map(|claim| (claim.numeral.start, claim.about.clone()))
        .collect();
    let has_part = |claim: &Claim| {
        let behind = |start: &&u32| **start > claim.numeral.end && **start < first;
        let part = told.iter().find(behind);
        let between = part.and_then(|at| plane.get(claim.span.end as usize..*at as usize));
        let of_part = between.is_some_and(|text| {
            // 其中国家级3家: the rest of the whole is of the list as well, and its names are lost.
            let of_region = || {
                let before = plane.get(..claim.numeral.start as usize).unwrap_or_default();
                let near = before.len().saturating_sub(CLAUSE_MOST);
                let before = &before[before.ceil_char_boundary(near)..];
                let sentence = before.rsplit(['。', '\n']).next().unwrap_or_default();
                let mut all = sentence.split('全').skip(1);
                all.any(|rest| rest.starts_with(['国', '省', '市', '县', '区', '州']))
                    || text.split_once("其中").is_some_and(|(_, part)| names_region(part))
            };
            text.len() <= CLAUSE_MOST
                && text.contains("其中")
                && !text.contains(['。', '\n'])
                && of_region()
        });
        // 甲县有3家，分别为…；乙县有9家: the names of another part are lost.
        let line = plane.get(claim.span.end as usize..).and_then(|text| text.split('\n').next());
        let end = claim.span.end + line.map_or(0, |line| line.len() as u32);
        let part = part.copied().unwrap_or(end);
        // 全省40个镇、500个村，其中某市5个镇、77个村: those are of the other whole.
        let of_other = |about: &String| {
            others.iter().any(|(start, other)| *start < part && other == about && !about.is_empty())
        };
        let in_line =
            |(start, about): &(u32, String)| (part..end).contains(start) && !of_other(about);
        of_part && !others.iter().any(in_line)
    };
    for claim in claims.iter_mut() {
        let wider = claim.place == ClaimPlace::Body
            && claim.numeral.end <= first
            && claim.declared >= sum.saturating_mul(TIMES)
            && (one_name(claim) || has_part(claim));
        if wider {
            claim.stance = Stance::Context;
            claim.reading = Some(String::new());
        }
    }
}

/// Whether a text names a region, 某市有, and no level of one, 市级.
fn names_region(text: &str) -> bool {
    text.char_indices()
        .any(|(at, c)| TO_VILLAGE.contains(&c) && !text[at + c.len_utf8()..].starts_with('级'))
}

/// The counts, by index, of lines that tell the count of each list again: 撤销3家，注销2家 above the sentences that name
/// them.
fn told_again(plane: &str, lists: &[(Span, usize)], claims: &[Claim]) -> HashSet<usize> {
    const LISTS_MOST: usize = 8;
    let counts: HashSet<u64> = lists.iter().map(|(_, count)| *count as u64).collect();
    let mut body: Vec<usize> = (0..claims.len())
        .filter(|at| {
            claims[*at].place == ClaimPlace::Body && counts.contains(&claims[*at].declared)
        })
        .collect();
    if lists.len() > LISTS_MOST || counts.len() < lists.len() {
        return HashSet::default();
    }
    body.sort_by_key(|at| claims[*at].numeral.start);
    let start = |at: &usize| claims[*at].numeral.start as usize;
    let same_line = |one: &usize, other: &usize| {
        plane.get(start(one)..start(other)).is_some_and(|between| !between.contains('\n'))
    };
    let told = |line: &&[usize]| {
        let own: HashSet<u64> = line.iter().map(|at| claims[*at].declared).collect();
        own.len() == counts.len()
    };
    body.chunk_by(same_line).filter(told).flatten().copied().collect()
}

/// A count of the letter's own list, 等6名同志 or 共5家：甲、乙, that stands at names of which none were read, beside
/// lists that were.
pub(super) fn unread(scope: &Scope<'_>, lists: &[(Span, usize)], claims: &[Claim]) -> Option<Span> {
    let plane = &scope.document.text;
    let sum: usize = lists.iter().map(|(_, count)| count).sum();
    let open = scope.open();
    // How the names end that were read.
    let ends: HashSet<char> = lists
        .iter()
        .flat_map(|(hull, _)| hull.text(plane).split('、'))
        .filter_map(|name| name.chars().next_back())
        .collect();
    let mut left = BUDGET;
    let mut told = |claim: &&Claim| {
        // What is not looked at may be a list.
        let cost = 2 * REACH_MOST + lists.len();
        let Some(rest) = left.checked_sub(cost) else { return claim.place == ClaimPlace::Body };
        left = rest;
        let declared = usize::try_from(claim.declared).unwrap_or(usize::MAX);
        let numeral = claim.numeral;
        let before = plane.get(..numeral.start as usize).unwrap_or_default();
        let behind = plane.get(claim.span.end as usize..).unwrap_or_default();
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH_MOST))..];
        let behind = &behind[..behind.floor_char_boundary(REACH_MOST)];
        let is_open = |index: &usize| scope.lines[*index].span.contains(numeral);
        let behind = behind.strip_prefix(['）', ')']).unwrap_or(behind);
        let names = behind.strip_prefix('：').is_some_and(|rest| {
            rest.split(['。', '；', '\n']).next().is_some_and(|names| names.contains('、'))
        });
        // 注销以下2家企业的业务：丙公司。 Its names follow, and no list is there.
        let pointed = || {
            let sentence = behind.split(['。', '；', '\n']).next().unwrap_or_default();
            let parts = sentence.split_once(['：', ':']);
            let points = ["以下", "下列"].iter().any(|word| before.ends_with(word));
            points && parts.is_some_and(|(_, rest)| rest.chars().nth(1).is_some())
        };
        let names = names || pointed();
        // 请甲市、乙市等5个市…: they are asked for something.
        let line = before.rsplit('\n').next().unwrap_or_default();
        let sentence = line.rsplit(['。', '；']).next().unwrap_or_default();
        // 生态制度、生态安全等6个领域: kinds.
        let kinds = is_kind(plane.get(numeral.end as usize..).unwrap_or_default());
        // 甲馆服务目录等54个项目: one name of what is listed elsewhere.
        let names_of = sentence.rsplit(['，', ',', '：', ':']).next().unwrap_or_default();
        let own_end =
            names_of.trim_end_matches(is_blank).trim_end_matches('等').chars().next_back();
        let alike = own_end.is_some_and(|end| ends.contains(&end));
        // 确定清水湾等4个景区: a list of its own that was cut short.
        let lead = names_of.trim_start_matches(is_blank);
        let done = DEEDS.iter().chain(["表彰", "授予"].iter()).any(|verb| lead.starts_with(*verb));
        let several = names_of.contains('、') || names_of.contains('和') || alike || done;
        let others = before.trim_end_matches(is_blank).ends_with('等') && !kinds && several;
        let listed = (others && !asks(sentence)) || names;
        // 命名甲县、乙县1个县，命名丙镇、丁镇2个镇: what it names stands before it, and is in no list that was read.
        let clause = sentence.rsplit(['，', ',', '：', ':']).next().unwrap_or_default();
        let from = numeral.start - clause.len() as u32;
        let lead = clause.trim_start_matches(is_blank);
        let lists_own = clause.len() <= CLAUSE_MOST
            && clause.contains('、')
            && !clause.contains(['（', '(', '“', '《'])
            && DEEDS.iter().any(|verb| lead.starts_with(verb))
            && !lists.iter().any(|(hull, _)| hull.start < numeral.start && hull.end > from)
            && lists.iter().any(|(hull, _)| same_line(plane, hull.start, numeral.start));
        if lists_own && claim.place == ClaimPlace::Body && claim.stance == Stance::List {
            return true;
        }
        claim.place == ClaimPlace::Body
            && (claim.stance == Stance::List || (names && before.ends_with(['（', '('])))
            && declared > 1
            && declared != sum
            && (lists.iter().all(|(_, count)| declared != *count)
                || (names && !lists.iter().any(|(hull, _)| follows(plane, numeral, *hull))))
            && listed
            && open.iter().any(is_open)
    };
    claims.iter().find(|claim| told(claim)).map(|claim| claim.span)
}

/// So many bytes before and behind a count are looked at, and so many in all.
const REACH_MOST: usize = 8 << 10;
const BUDGET: usize = 32 << 20;

/// Longest clause that is looked at for names, in bytes.
const CLAUSE_MOST: usize = 2000;

/// Whether no line ends between two places.
fn same_line(plane: &str, one: u32, other: u32) -> bool {
    let (from, to) = (one.min(other) as usize, one.max(other) as usize);
    to - from <= 4 * CLAUSE_MOST && plane.get(from..to).is_some_and(|text| !text.contains('\n'))
}

/// Whether a list stands behind a number before the next line.
fn follows(plane: &str, numeral: Span, list: Span) -> bool {
    const REACH: u32 = 400;
    list.start >= numeral.end
        && list.start - numeral.end <= REACH
        && plane
            .get(numeral.end as usize..list.start as usize)
            .is_some_and(|between| !between.contains(['。', '\n']))
}

/// Names without the marks that stand around every one of them, “甲”, and without pictures and joining words before them.
pub(super) fn bare(names: Vec<Span>, plane: &str) -> Vec<Span> {
    let mut names = joined::without_words(names, plane);
    let quoted = |name: &Span| {
        let text = name.text(plane);
        let inner = text.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['“', '”']))
    };
    if names.len() > 1 && names.iter().all(quoted) {
        let width = '“'.len_utf8() as u32;
        for name in &mut names {
            *name = Span::new(name.start + width, name.end - width);
        }
    }
    for name in &mut names {
        let text = name.text(plane);
        let rest = text.trim_start_matches(is_picture);
        if !rest.is_empty() && rest.len() < text.len() {
            *name = trim(Span::new(name.end - rest.len() as u32, name.end), plane);
        }
    }
    names
}

/// A picture, as pages set one before a name: 📍.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{26ff}' | '\u{fe0f}' | '\u{200d}')
}
