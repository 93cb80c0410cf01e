//! Names inside one sentence: `同意在甲市、乙市等46个城市…`, `命名甲市、乙市、丙市3个城市…`.

use super::{Found, Scope, items, places, sentence};
use crate::model::Span;
use crate::segment::{claims, head};
use crate::text::words::verbs::{
    CHANGED, CLAUSE_ADVERBS, CLAUSE_OPENERS, DEEDS, OPENERS, WENT_OUT,
};
use crate::text::{compact, is_blank, numeral, traditional, trim};

/// Fewest names that make a roster, where the number behind them differs and where it agrees.
const LEAST: usize = 5;
const LEAST_COUNTED: usize = 3;

/// Two names are a list beside a longer one alone.
const PAIR: usize = 2;

/// Words behind which an enumeration begins.
fn openers() -> impl Iterator<Item = &'static str> {
    DEEDS.iter().chain(OPENERS).copied()
}

/// What is counted so is no roster: 等8部门.
static NEVER: &[&str] =
    &["部门", "部委", "方面", "环节", "领域", "文件", "指标", "阶段", "省级", "月", "年", "日"];

/// 省级开发区 are things; 省级, and what governs there, are none.
fn is_of_level(thing: &str) -> bool {
    let Some(rest) = thing.strip_prefix("省级") else { return false };
    let govern = ["行政", "人民", "政府", "部门", "财政", "主管", "单位"];
    rest.starts_with(crate::text::blank::is_han)
        && !govern.iter().any(|word| rest.starts_with(word))
}

/// An enumeration and the number behind it.
struct List {
    items: Vec<Span>,
    declared: u64,
    /// Nothing but the first name seems to stand in the first item.
    clean: bool,
}

impl List {
    fn agrees(&self) -> bool {
        self.declared == self.items.len() as u64
    }
}

/// Recognises the enumeration before `等N个` or `N个`, if it has N items; several of them in one
/// sentence (甲镇等10个镇和乙村等12个村) are one roster. Where the numbers behind 等 differ it is read
/// all the same, and marked.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for index in scope.open() {
        for lists in lists(scope, index) {
            let counted = lists.iter().all(List::agrees);
            let proven = counted && lists.iter().all(|list| list.clean);
            let clean = lists.iter().all(|list| list.clean);
            let declared = lists.iter().map(|list| list.declared).fold(0, u64::saturating_add);
            let declared = usize::try_from(declared).unwrap_or(usize::MAX);
            let parts: Vec<usize> = lists.iter().map(|list| list.items.len()).collect();
            let items: Vec<Span> = lists.into_iter().flat_map(|list| list.items).collect();
            // …等5家 of a list of four beside one that is whole: a name is lost.
            let near = clean && items.len().abs_diff(declared) == 1;
            // 撤销甲、乙2家 beside a longer list.
            let pair = proven && items.len() == PAIR && opens_with_deed(scope, index, items[0]);
            let least = match (counted || clean, near || pair) {
                (true, true) => LEAST_COUNTED - 1,
                (true, false) => LEAST_COUNTED,
                (false, _) => LEAST,
            };
            if items.len() >= least {
                sentences.push(Sentence { line: index, items, parts, proven, counted, near });
            }
        }
    }
    let longer = |sentence: &Sentence| sentence.proven && sentence.items.len() > PAIR;
    if !sentences.iter().any(longer) {
        sentences.retain(|sentence| !sentence.proven || sentence.items.len() > PAIR);
    }
    // What one sentence lists after the other is one list; an uncounted one is taken if it is all.
    if sentences.iter().any(|sentence| sentence.proven) {
        sentences.retain(|sentence| sentence.proven || sentence.near);
    } else {
        sentences.retain(|sentence| sentence.counted || sentence.items.len() >= LEAST);
        let longest = sentences.iter().max_by_key(|sentence| sentence.items.len())?.line;
        sentences.retain(|sentence| sentence.line == longest);
        sentences.truncate(1);
    }
    let proven = sentences.first()?.proven && sentences.iter().all(|sentence| sentence.proven);
    let mut lists: Vec<(usize, Vec<Span>)> = Vec::new();
    for Sentence { line, items, parts, .. } in sentences {
        let mut items = items.into_iter();
        lists.extend(parts.into_iter().map(|count| (line, items.by_ref().take(count).collect())));
    }
    Some(sentence::build(scope, &lists, proven))
}

/// Whether what a notice does to things stands directly before a name.
fn opens_with_deed(scope: &Scope<'_>, line: usize, name: Span) -> bool {
    let start = (name.start - scope.lines[line].span.start) as usize;
    let before = traditional::simplify(&scope.text(line)[..start]);
    let before = before.trim_end_matches(|c| is_blank(c) || matches!(c, '“' | '《'));
    DEEDS.iter().chain(CLAUSE_OPENERS).any(|verb| before.ends_with(verb))
}

/// A sentence with the names that it lists.
struct Sentence {
    line: usize,
    items: Vec<Span>,
    /// How many names each of its lists has.
    parts: Vec<usize>,
    /// Its numbers agree, and nothing but names seems to be taken.
    proven: bool,
    /// Its numbers agree.
    counted: bool,
    /// But for one name its numbers agree.
    near: bool,
}

/// Bytes that the number of a paragraph takes, its `、` included: `一、`.
fn number_length(text: &str) -> usize {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    numeral::prefix(&text[lead..]).map_or(0, |(_, length)| {
        let rest = &text[lead + length..];
        let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'));
        mark.map_or(0, |mark| lead + length + mark.len_utf8())
    })
}

/// Where an enumeration may end: before 等 and a number, or before a number alone.
struct End {
    at: usize,
    declared: u64,
    /// 等 stands there.
    and_others: bool,
    /// A word for a sum stands there: 甲、乙，共6个; 甲、乙（共6个）.
    summed: bool,
    /// The number stands in brackets behind the names: 甲、乙（2个）.
    bracketed: bool,
}

/// Words that add up the names before them.
const SUMS: [&str; 5] = ["共计", "共有", "合计", "总计", "共"];

/// Where the names before a number end, if a word for a sum and a mark stand between.
fn before_sum(head: &str) -> Option<usize> {
    let lead = head.trim_end_matches(is_blank);
    let lead = SUMS.iter().find_map(|word| lead.strip_suffix(word))?.trim_end_matches(is_blank);
    Some(lead.trim_end_matches(['，', ',', '（', '(', '；', '。']).len()).filter(|end| *end > 0)
}

/// Verbs between the last name and the number of what comes to be there.
static FOUNDS: [&str; 5] = ["设立", "增设", "新设", "成立", "建立"];

fn ends(text: &str) -> Vec<End> {
    let mut ends = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let own = numeral::chinese_digit(c).is_some()
            && text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        if at < from || own {
            continue;
        }
        let and_others = c == '等';
        let number = if and_others { at + c.len_utf8() } else { at };
        let start =
            number + text[number..].len() - text[number..].trim_start_matches(is_blank).len();
        let Some((declared, length)) = numeral::prefix(&text[start..]) else { continue };
        let after = text[start + length..].trim_start_matches(is_blank);
        let thing = after.strip_prefix(['个', '家', '项', '类', '大']).unwrap_or(after);
        if NEVER.iter().any(|word| thing.starts_with(word)) && !is_of_level(thing) {
            continue;
        }
        let summed = before_sum(&text[..at]).filter(|_| !and_others);
        // 在甲、乙设立4家分支机构: the verb behind the last name.
        let founded = || FOUNDS.iter().find_map(|verb| text[..at].strip_suffix(verb)).map(str::len);
        // 甲、乙（2个）。
        let close = after.find(['）', ')']).map(|at| &after[at..]);
        let closed = close.is_some_and(|rest| {
            let rest = rest.trim_start_matches(['）', ')']);
            rest.is_empty() || rest.starts_with(['。', '；'])
        });
        let bracketed = closed && text[..at].ends_with(['（', '(']);
        let before = text[..at].trim_end_matches(['（', '(']).len();
        let summed = summed.or_else(|| Some(before).filter(|_| bracketed));
        let sum = summed.or_else(|| founded().filter(|_| !and_others));
        let joined = text[..sum.unwrap_or(at)].ends_with(['、', '，', '第', '约', '近']);
        // 孙五2人: the 五 is the name's.
        let before = if c.is_ascii_digit() {
            text[..at].trim_end_matches(|c| numeral::chinese_digit(c).is_some())
        } else {
            &text[..at]
        };
        if and_others || (!joined && claims::counts(before, &text[start + length..])) {
            ends.push(End {
                at: sum.unwrap_or(at),
                declared,
                and_others,
                summed: summed.is_some(),
                bracketed,
            });
            from = start + length;
        }
    }
    ends
}

/// A sentence is read again for every 等N in it that follows no other list: of a line no more than
/// this in all, in bytes, and eight times its length.
const READ_AGAIN: usize = 1_000_000;

/// The enumerations of a line, sentence by sentence.
fn lists(scope: &Scope<'_>, index: usize) -> Vec<Vec<List>> {
    let simple = traditional::simplify(scope.text(index));
    let text = simple.as_str();
    let offset = scope.lines[index].span.start as usize;
    let mut found: Vec<(usize, Vec<List>)> = Vec::new();
    let mut above = 0;
    let mut left = READ_AGAIN + 8 * text.len();
    // Where the sentence begins, and how far it was looked for.
    let (mut sentence, mut looked) = (0, 0);
    for end in ends(text) {
        if let Some(at) = text[looked..end.at].rfind(['。', '；', '！', '\n']) {
            let at = looked + at;
            sentence = at + text[at..].chars().next().map_or(1, char::len_utf8);
        }
        looked = end.at;
        // Behind another list of the sentence: …等10个镇和甲村、…
        let joined = (above > sentence).then(|| next_list(text, above, end.at)).flatten();
        let start = joined.unwrap_or(sentence + number_length(&text[sentence..end.at]));
        let start = start.min(end.at);
        let Some(rest) = left.checked_sub(end.at - start) else {
            // The rest of the line is not read: what was found is uncertain.
            found.iter_mut().flat_map(|(_, lists)| lists).for_each(|list| list.clean = false);
            break;
        };
        left = rest;
        let opened = match joined {
            // …等3个集体, 授予丁、戊等4名: the verb of the next list.
            Some(start) => start + verb_length(&text[start..end.at]),
            None => opened(text, start, end.at),
        };
        if opened > end.at {
            continue;
        }
        let part = |from: usize| {
            let whole = Span::of(offset + from, offset + end.at);
            Some((whole, parted(scope, whole, end.declared)?))
        };
        let Some((mut whole, mut items)) = part(opened) else { continue };
        // 支持甲、乙建设示范区，支持丙、丁等2个园区: another clause stands before it.
        if items.len() as u64 != end.declared
            && let Some(found) = clauses(text, opened, end.at)
                .filter_map(part)
                .find(|(_, items)| items.len() as u64 == end.declared)
        {
            (whole, items) = found;
        }
        if decide(scope, &items) || (!end.and_others && hold_clause(scope, &items)) {
            continue;
        }
        let list = List { clean: is_clean(scope, &items), items, declared: end.declared };
        // Without 等 the very number must stand there: any other counts something else.
        let marked = scope.document.slice(whole).contains(['、', '”', '》']);
        let beside = joined.is_some() && found.last().is_some_and(|(of, _)| *of == sentence);
        let few = || list.clean && (beside || opens_with_deed(scope, index, list.items[0]));
        // Of two or more but one is lost, or one too many counted.
        let near = marked
            && list.items.len().abs_diff(usize::try_from(list.declared).unwrap_or(0)) == 1
            && list.items.len() >= PAIR
            && !end.bracketed
            && few();
        let counted = marked
            && list.agrees()
            && !end.bracketed
            && (list.items.len() >= LEAST_COUNTED || (list.items.len() == PAIR && few()));
        // …示范：甲、乙、丙，共6个: as with 等, but the names follow a colon and are no counts.
        let told = end.summed
            && list.clean
            && text[..opened].trim_end_matches(is_blank).ends_with(['：', ':'])
            && !list.items.iter().any(|item| claims::holds_count(scope.document.slice(*item)));
        if !(end.and_others || counted || told || near) {
            continue;
        }
        above = end.at;
        match found.last_mut() {
            Some((of, lists)) if *of == sentence && joined.is_some() => lists.push(list),
            _ => found.push((sentence, vec![list])),
        }
    }
    found.into_iter().map(|(_, lists)| lists).collect()
}

/// Bytes that the verb takes with which a text begins; none where it begins otherwise.
fn verb_length(text: &str) -> usize {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    let verbs = DEEDS.iter().chain(WENT_OUT).chain(CHANGED).chain(CLAUSE_OPENERS);
    let verb = verbs.filter(|verb| text[lead..].starts_with(**verb)).map(|verb| verb.len()).max();
    verb.map_or(0, |length| lead + length)
}

/// Where the clauses of an enumeration begin that a verb opens, past its verb: at most so many.
fn clauses(text: &str, start: usize, end: usize) -> impl Iterator<Item = usize> {
    const MOST: usize = 16;
    let marks = text[start..end].match_indices('，').take(MOST);
    marks.filter_map(move |(at, mark)| {
        let from = start + at + mark.len();
        let verb = verb_length(&text[from..end]);
        (verb > 0).then_some(from + verb)
    })
}

/// Where the first 、 stands outside brackets: not that of 有关省（自治区、直辖市）. Behind “甲” another may follow
/// without any.
pub(super) fn first_mark(head: &str) -> usize {
    let mut depth = 0u32;
    let outside = head.char_indices().find(|(at, c)| {
        match c {
            '（' | '(' | '〔' => depth += 1,
            '）' | ')' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let joined = ["”“", "》《"].iter().any(|joint| head[*at..].starts_with(joint));
        depth == 0 && (*c == '、' || joined)
    });
    outside.map_or(head.len(), |(at, _)| at)
}

/// Where the first name begins: behind the last mark and the last word that open the enumeration.
fn opened(text: &str, start: usize, end: usize) -> usize {
    let head = &text[start..end];
    let lead = &head[..first_mark(head)];
    // What stands inside the first name's marks opens nothing.
    let quote = lead
        .rfind(['“', '《'])
        .filter(|at| !lead[*at..].contains(['”', '》']) || lead.ends_with(['”', '》']));
    let named = lead.len();
    let lead = &lead[..quote.unwrap_or(named)];
    let cut = lead
        .rfind(['，', '：', ',', ':', '；'])
        .filter(|_| named < head.len())
        .map_or(0, |at| at + lead[at..].chars().next().map_or(1, char::len_utf8));
    let lead = &lead[cut..];
    // 对口支援 is one verb, though 对 opens names as well.
    let verb = clause_verb_length(lead, quote.is_some());
    if verb > 0 {
        return start + cut + verb;
    }
    let word = openers().filter_map(|word| Some(lead.rfind(word)? + word.len())).max();
    let word = word.or_else(|| behind_region(lead));
    // 对…: a word that is the whole lead opens nothing, save before a name's own mark.
    let at = word.filter(|at| *at < lead.len() || quote.is_some()).unwrap_or(0);
    start + cut + at + clause_verb_length(&lead[at..], quote.is_some())
}

/// Bytes of the adverbs and the verb at the start of a clause: `依法吊销`; of the whole clause where a name's own
/// mark follows.
fn clause_verb_length(text: &str, marked: bool) -> usize {
    let mut at = text.len() - text.trim_start_matches(is_blank).len();
    while let Some(word) = CLAUSE_ADVERBS.iter().find(|word| text[at..].starts_with(**word)) {
        at += word.len();
    }
    let verbs = CLAUSE_OPENERS.iter().filter(|verb| text[at..].starts_with(**verb));
    let verb = verbs.map(|verb| at + verb.len()).max();
    verb.filter(|end| marked || *end < text.len()).unwrap_or(0)
}

/// 河南省有甲县、乙市等9个: where the first name begins behind the region.
fn behind_region(lead: &str) -> Option<usize> {
    let (at, word) = lead.match_indices('有').next()?;
    let region = lead[..at].trim_end_matches('共');
    let ends = region.ends_with(['省', '市', '区', '县', '州', '国']);
    let rest = &lead[at + word.len()..];
    (ends && !rest.starts_with(['限', '色', '机', '关'])).then_some(at + word.len())
}

/// The names of an enumeration: the way to part it that gives the number declared, else by its
/// first mark.
pub(super) fn parted(scope: &Scope<'_>, whole: Span, declared: u64) -> Option<Vec<Span>> {
    let plane = &scope.document.text;
    // …、以及丁市: the word is none of the last name.
    let bare = |mut items: Vec<Span>| {
        const AND: &str = "以及";
        for item in items.iter_mut().skip(1).filter(|item| item.text(plane).starts_with(AND)) {
            *item = trim(Span::new(item.start + AND.len() as u32, item.end), plane);
        }
        sentence::bare(items, plane)
    };
    let plain = bare(items::split(whole, plane));
    let fits = |items: &Vec<Span>| items.len() as u64 == declared;
    if fits(&plain) {
        return Some(plain);
    }
    let mut mixed = Vec::new();
    for item in &plain {
        mixed.extend(items::split_at(*item, plane, &['，', ',']));
    }
    let mixed = bare(mixed);
    if fits(&mixed) {
        return Some(mixed);
    }
    // 甲、乙和丙: the last name is joined by a word.
    let last = *plain.last()?;
    let text = scope.document.slice(last);
    let word = text.char_indices().rfind(|(_, c)| matches!(c, '和' | '及' | '与'));
    let Some((at, word)) = word else { return Some(plain) };
    let mut joined = plain.clone();
    joined.pop();
    let start = last.start as usize;
    let before = text[..at].trim_end_matches('以').len();
    joined.push(trim(Span::of(start, start + before), plane));
    joined.push(trim(Span::of(start + at + word.len_utf8(), last.end as usize), plane));
    joined.retain(|item| !item.is_empty());
    Some(if fits(&joined) { bare(joined) } else { plain })
}

/// Whether most are bodies of a notice, such as its issuers: 甲部、乙部决定将….
fn decide(scope: &Scope<'_>, items: &[Span]) -> bool {
    let body = |item: &&Span| {
        let name = compact(scope.document.slice(**item));
        scope.issuers.contains(&name) || (name.ends_with('部') && head::is_signature(&name))
    };
    2 * items.iter().filter(body).count() > items.len()
}

/// Whether one is a clause, or counts something, and so no name.
fn hold_clause(scope: &Scope<'_>, items: &[Span]) -> bool {
    items.iter().any(|item| {
        let text = scope.document.slice(*item);
        let bare = text.split(['（', '(', '《', '“']).next().unwrap_or_default();
        bare.contains(['，', ',', '；', '。']) || claims::holds_count(bare)
    })
}

/// How much longer than the longest other name the first may be.
const LONGER: usize = 4;

/// Whether the first item is no longer than the others: else words of the sentence stand before
/// its name. A province before the first of its cities is none.
pub(super) fn is_clean(scope: &Scope<'_>, items: &[Span]) -> bool {
    let length = |item: &Span| scope.document.slice(*item).chars().count();
    let Some((first, others)) = items.split_first() else { return false };
    if hold_clause(scope, items) {
        return false;
    }
    let longest = others.iter().map(length).max().unwrap_or(0);
    let text = scope.document.slice(*first);
    let verb = openers().any(|word| word.chars().count() > 1 && text.starts_with(word));
    !verb && (length(first) <= longest + LONGER || places::leads_with_province(text))
}

/// Where the next list begins behind the 等N个 at `above`: after the first 和, 、 or the like.
fn next_list(text: &str, above: usize, end: usize) -> Option<usize> {
    let mut depth = 0u32;
    let (at, mark) = text[above..end].char_indices().find(|(_, c)| {
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '和' | '、' | '，' | '及' | '与')
    })?;
    Some(above + at + mark.len_utf8())
}
