//! Names inside one sentence: `同意在甲市、乙市等46个城市…`, `命名甲市、乙市、丙市3个城市…`.

mod before;
mod ends;
mod first;
mod lead;

use super::{Found, Scope, counted, introduction, items, joined, places, rest, sentence};
use crate::model::Span;
use crate::segment::{claims, head};
use crate::text::words::deeds::ADMITS;
use crate::text::words::verbs::{CLAUSE_OPENERS, DEEDS};
use crate::text::{compact, is_blank, numeral, persons, traditional};
pub(super) use before::{Way, before};
use ends::ends;
pub(super) use ends::{End as Ending, is_kind, numbers};
pub(super) use first::{doubtful, is_known_place, leads_with_place};
use lead::{actors_length, behind_titles, clauses, next_list, opened, openers};
pub(super) use lead::{asks, first_mark, number_length};

/// Fewest names that make a roster, where the number behind them differs and where it agrees.
const LEAST: usize = 5;
const LEAST_COUNTED: usize = 3;
/// Two names are a list beside a longer one alone.
const PAIR: usize = 2;

/// An enumeration and the number behind it.
struct List {
    items: Vec<Span>,
    declared: u64,
    /// Nothing but the first name seems to stand in the first item.
    clean: bool,
    /// The number counts the letter's own list.
    own: bool,
    /// The sentence puts them off or turns them down.
    refused: bool,
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
        for mut lists in lists(scope, index) {
            // 甲、乙2家未通过，丙、丁2家通过: what is turned down is none of what is chosen beside it.
            if lists.iter().any(|list| !list.refused) {
                lists.retain(|list| !list.refused);
            }
            let counted = lists.iter().all(List::agrees);
            let proven = counted && lists.iter().all(|list| list.clean);
            let clean = lists.iter().all(|list| list.clean);
            let declared = lists.iter().map(|list| list.declared).fold(0, u64::saturating_add);
            let declared = usize::try_from(declared).unwrap_or(usize::MAX);
            let own = lists.iter().all(|list| list.own);
            let refused = lists.iter().all(|list| list.refused);
            let parts: Vec<usize> = lists.iter().map(|list| list.items.len()).collect();
            let items: Vec<Span> = lists.into_iter().flat_map(|list| list.items).collect();
            // …等5家 of a list of four beside one that is whole: a name is lost.
            let near = clean && items.len().abs_diff(declared) == 1;
            // 撤销甲、乙2家 beside a longer list.
            let pair =
                proven && items.len() == PAIR && (own || opens_with_deed(scope, index, items[0]));
            let least = match (counted || clean, near || pair) {
                (true, true) => LEAST_COUNTED - 1,
                (true, false) => LEAST_COUNTED,
                (false, _) => LEAST,
            };
            if items.len() >= least {
                let line = index;
                sentences.push(Sentence { line, items, parts, proven, counted, near, refused });
            }
        }
    }
    // What is put off is none of what is chosen; alone it is the list.
    let chosen = |sentence: &Sentence| !sentence.refused && (sentence.counted || sentence.near);
    if sentences.iter().any(chosen) {
        sentences.retain(|sentence| !sentence.refused);
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
    let further: Vec<Sentence> =
        sentences.iter().filter_map(|sentence| further(scope, sentence)).collect();
    sentences.extend(further);
    sentences.sort_by_key(|sentence| (sentence.line, sentence.items[0].start));
    let proven = sentences.first()?.proven && sentences.iter().all(|sentence| sentence.proven);
    let mut lists: Vec<(usize, Vec<Span>)> = Vec::new();
    // The title says the count again, without the one that stands before the others.
    let mut led = None;
    for Sentence { line, items, parts, .. } in sentences {
        if let [1, count] = parts[..]
            && joined::is_led(scope, &items)
        {
            led = Some(count as u64);
        }
        let mut items = items.into_iter();
        lists.extend(parts.into_iter().map(|count| (line, items.by_ref().take(count).collect())));
    }
    let mut found = rest::build(scope, lists, proven);
    found.led = led;
    Some(found)
}

/// What the next sentence of the line does with others of the kind, without counting them: 同时，将甲区、乙县、丙市作为特例.
fn further(scope: &Scope<'_>, sentence: &Sentence) -> Option<Sentence> {
    let plane = &scope.document.text;
    let line = scope.lines[sentence.line].span;
    let last = sentence.items.last()?;
    let simple = traditional::simplify(scope.text(sentence.line));
    let from = (last.end - line.start) as usize;
    let begins = from + simple[from..].find('。')? + '。'.len_utf8();
    let next = simple[begins..].split('。').next()?;
    let lead = ["同时", "此外", "另外", "另"].iter().find_map(|word| next.strip_prefix(word))?;
    let lead = lead.trim_start_matches(['，', ',']);
    let names = ["将", "把", "对"].iter().find_map(|word| lead.strip_prefix(word))?;
    let end = ["作为", "列为", "列入", "纳入", "确定为", "认定为", "命名为"]
        .iter()
        .filter_map(|word| names.find(word))
        .min()?;
    let start = begins + next.len() - names.len();
    let offset = line.start as usize + start;
    let items = items::split(Span::of(offset, offset + end), plane);
    let of_kind = |item: &&Span| {
        let text = compact(scope.document.slice(**item));
        places::ends_as_place(&text)
            || sentence.items.iter().any(|own| {
                scope.document.slice(*own).chars().next_back() == text.chars().next_back()
            })
    };
    let told = items.len() >= LEAST_COUNTED
        && is_clean(scope, &items)
        && items.iter().filter(of_kind).count() * 2 >= items.len();
    let parts = vec![items.len()];
    told.then_some(Sentence {
        line: sentence.line,
        items,
        parts,
        proven: false,
        counted: false,
        near: false,
        refused: false,
    })
}

/// Whether what a notice does to things stands directly before a name.
fn opens_with_deed(scope: &Scope<'_>, line: usize, name: Span) -> bool {
    let start = (name.start - scope.lines[line].span.start) as usize;
    let before = traditional::simplify(&scope.text(line)[..start]);
    let before = before.trim_end_matches(|c| is_blank(c) || matches!(c, '“' | '《'));
    DEEDS.iter().chain(CLAUSE_OPENERS).any(|verb| before.ends_with(verb))
}

/// A sentence with the names that it lists.
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
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
    /// It puts off or turns down what it names.
    refused: bool,
}

/// Whether a sentence says behind a number that what it counts is put off or turned down: 3家企业因材料不齐，暂缓认定. `text`: up to
/// the end of the line.
pub(super) fn refuses(text: &str) -> bool {
    const REACH: usize = 240;
    let near = &text[..text.floor_char_boundary(REACH)];
    let sentence = near.split(['。', '；', ';', '\n']).next().unwrap_or_default();
    // 3家企业通过，2家未通过: that is said of others.
    let own = |(nth, clause): &(usize, &str)| *nth == 0 || !claims::holds_count(clause);
    sentence.split(['，', ',']).enumerate().take_while(own).any(|(_, clause)| {
        let at = REFUSALS.iter().filter_map(|word| clause.find(word)).min();
        // 3家企业为示范企业，不予…: what they become is told first.
        at.is_some_and(|at| !clause[..at].contains(['为', '获']))
    })
}

/// What is done with those that are not on the list beside those that are.
const REFUSALS: [&str; 6] = ["暂缓", "暂不", "不予", "未通过", "不通过", "未予"];

/// A sentence is read again for every 等N in it that follows no other list: of a line no more than
/// this in all, in bytes, and eight times its length.
const READ_AGAIN: usize = 1_000_000;

/// So many clauses of a sentence are tried as the one whose names are counted.
const CLAUSES: usize = 40;

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
        if let Some(at) = text[looked..end.at].rfind(['。', '；', ';', '！', '\n']) {
            let at = looked + at;
            sentence = at + text[at..].chars().next().map_or(1, char::len_utf8);
        }
        looked = end.at;
        // All that follows reads the sentence up to this number.
        let Some(rest) = left.checked_sub(end.at - sentence) else {
            // The rest of the line is not read: what was found is uncertain.
            found.iter_mut().flat_map(|(_, lists)| lists).for_each(|list| list.clean = false);
            break;
        };
        left = rest;
        // Behind another list of the sentence: …等10个镇和甲村、…
        let joined = (above > sentence).then(|| next_list(text, above, end.at)).flatten();
        let start = joined.unwrap_or_else(|| {
            let own = sentence + number_length(&text[sentence..end.at]);
            own.max(sentence + introduction::length(&text[sentence..end.at]))
        });
        let start = start.min(end.at);
        // 目前，我省已有甲、乙等6家; 生产甲、乙等15个产品的43家企业; 甲局、乙局会同有关部门，共有3家
        let named_behind = || {
            let of = (end.behind, end.declared);
            !end.and_others && counted::behind_own(scope, index, text, of).is_some()
        };
        let other = scope.is_context(offset + end.number)
            || claims::tells_since(&text[sentence..])
            || (!end.and_others && admits(&text[start..end.at]))
            || asks(&text[start..end.at])
            || qualifies(&text[end.behind..])
            || named_behind()
            || (!end.and_others && introduction::is(&text[start..end.at]));
        if other {
            continue;
        }
        let opened = match joined {
            // …等3个集体, 授予丁、戊等4名: the verb of the next list.
            Some(start) => lead::behind_said(text, start, end.at),
            None => opened(text, start, end.at),
        };
        // 甲部、乙部研究确定丙市、丁市等2个城市
        let opened = opened + text.get(opened..end.at).map_or(0, actors_length);
        if opened > end.at {
            continue;
        }
        let part = |from: usize| {
            let whole = Span::of(offset + from, offset + end.at);
            Some((whole, parted(scope, whole, end.declared)?))
        };
        let Some((mut whole, mut items)) = part(opened) else { continue };
        // 支持甲、乙建设示范区，支持丙、丁等2个园区: another clause stands before it.
        let fits = |(_, items): &(Span, Vec<Span>)| items.len() as u64 == end.declared;
        if items.len() as u64 != end.declared
            && let Some(found) = clauses(text, opened, end.at)
                .chain(behind_titles(text, start, end.at))
                .take(CLAUSES)
                .filter_map(part)
                .find(fits)
                .or_else(|| {
                    by_commas(scope, Span::of(offset + start, offset + end.at)).filter(fits)
                })
        {
            (whole, items) = found;
        }
        if decide(scope, &items) || (!end.and_others && hold_clause(scope, &items)) {
            continue;
        }
        let own = scope.is_listed(offset + end.number);
        let refused = refuses(&text[end.behind..]);
        let mut list =
            List { clean: is_clean(scope, &items), items, declared: end.declared, own, refused };
        // 同意在甲岛和乙市、丙市等2个城市: the word before the first mark parts one that the number may not count.
        let mut led = None;
        if end.and_others && joined::is_led(scope, &list.items) {
            // One that ends as the others do is counted with them: the number is wrong, or the word parts none.
            if list.items.len() as u64 == list.declared.saturating_add(1)
                && !ends_as_others(scope, &list.items)
            {
                let first = vec![list.items.remove(0)];
                led = Some(List { items: first, declared: 1, clean: list.clean, own, refused });
            } else {
                list.clean = false;
            }
        }
        // Without 等 the very number must stand there: any other counts something else.
        let marked = scope.document.slice(whole).contains(['、', '”', '》']);
        let beside = joined.is_some() && found.last().is_some_and(|(of, _)| *of == sentence);
        let few = || list.clean && (beside || own || opens_with_deed(scope, index, list.items[0]));
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
        let lists = led.into_iter().chain([list]);
        match found.last_mut() {
            Some((of, above)) if *of == sentence && joined.is_some() => above.extend(lists),
            _ => found.push((sentence, lists.collect())),
        }
    }
    found.into_iter().map(|(_, lists)| lists).collect()
}

/// Whether the first name ends in the same character as another.
fn ends_as_others(scope: &Scope<'_>, items: &[Span]) -> bool {
    let end = |item: &Span| scope.document.slice(*item).chars().next_back();
    let Some((first, others)) = items.split_first() else { return false };
    others.iter().any(|other| end(other) == end(first))
}

/// Whether a verb stands last that puts on the list what is counted behind it: …，县政府决定认定 | 3家企业. What
/// stands before it are the clauses of the sentence.
fn admits(before: &str) -> bool {
    let before = before.trim_end_matches(is_blank);
    ADMITS.iter().any(|verb| before.ends_with(verb))
}

/// The names of an enumeration: the way to part it that gives the number declared, else by its
/// first mark.
pub(super) fn parted(scope: &Scope<'_>, whole: Span, declared: u64) -> Option<Vec<Span>> {
    let items = parts(scope, whole, declared);
    (!items.is_empty()).then(|| first::trimmed(scope, items))
}

fn parts(scope: &Scope<'_>, whole: Span, declared: u64) -> Vec<Span> {
    let plane = &scope.document.text;
    let bare = |items: Vec<Span>| sentence::bare(items, plane);
    // 经考核，甲公司2家: what begins the sentence is none of the names that commas part.
    let first = items::split_at(whole, plane, &['，', ',']);
    let phrases =
        first.iter().take_while(|piece| introduction::is_phrase(scope.document.slice(**piece)));
    let from = first.get(phrases.count()).map_or(whole.start, |piece| piece.start);
    let whole = Span::new(from, whole.end);
    let plain = bare(joined::surely(scope, items::split(whole, plane)));
    let fits = |items: &Vec<Span>| items.len() as u64 == declared;
    if fits(&plain) {
        return plain;
    }
    let mut mixed = Vec::new();
    for item in &plain {
        mixed.extend(items::split_at(*item, plane, &['，', ',']));
    }
    let mixed = bare(mixed);
    if fits(&mixed) && of_a_kind_by_commas(scope, &plain, &mixed) {
        return mixed;
    }
    // 甲省丙市，乙省丁市和戊县: commas part the provinces, words the last of each.
    let each = joined::surely(scope, mixed);
    if fits(&each) && of_a_kind_by_commas(scope, &plain, &each) {
        return each;
    }
    // 甲、乙和丙: the last name is joined by a word.
    let last = joined::last(scope, plain.clone());
    if fits(&last) { bare(last) } else { plain }
}

/// Whether what commas part off, 经考核，甲、乙, is a name as the others are: it ends as one of them does, or all are
/// people's.
fn of_a_kind_by_commas(scope: &Scope<'_>, plain: &[Span], mixed: &[Span]) -> bool {
    let text = |item: &Span| compact(scope.document.slice(*item));
    let end = |item: &Span| {
        let text = text(item);
        text.split(['（', '(']).next().unwrap_or_default().chars().next_back()
    };
    let person = |item: &Span| {
        let text = text(item);
        (2..=PERSON_MOST).contains(&text.chars().count())
    };
    let persons = mixed.iter().filter(|item| person(item)).count() * 2 > mixed.len();
    let place = |item: &Span| joined::is_place(&text(item));
    let places = mixed.iter().filter(|item| place(item)).count() * 2 > mixed.len();
    mixed.iter().filter(|item| !plain.contains(item)).all(|item| {
        let alike = |other: &Span| other != item && end(other) == end(item);
        !introduction::is_phrase(&text(item))
            && (persons && person(item) || places && place(item) || mixed.iter().any(alike))
    })
}

/// Longest name of a person, in characters.
const PERSON_MOST: usize = 4;

/// Whether what a number counts only tells of which others it speaks, with a number of their own: 15个 | 产品的43家.
fn qualifies(behind: &str) -> bool {
    const REACH: usize = 12;
    let marks = ['，', '、', '。', '；', '（', '(', '“', '《', '：', '\n'];
    let Some(at) = behind.find('的') else { return false };
    let (noun, rest) = (&behind[..at], &behind[at + '的'.len_utf8()..]);
    let number =
        numeral::prefix(rest).is_some_and(|(n, length)| claims::counts("", n, &rest[length..]));
    number && noun.chars().count() <= REACH && !noun.contains(marks)
}

/// Names that only commas part: 甲局党组书记、局长张某，乙局局长李某. Each is longer than a word of the sentence, and all
/// end in a person's name, or alike: clauses of a sentence do neither.
fn by_commas(scope: &Scope<'_>, whole: Span) -> Option<(Span, Vec<Span>)> {
    const LEAST: usize = 5;
    let items = items::split_at(whole, &scope.document.text, &['，', ',']);
    let text = |item: &Span| compact(scope.document.slice(*item));
    let long = |item: &Span| scope.document.slice(*item).chars().count() >= LEAST;
    let end = |item: &Span| text(item).trim_end_matches(['）', ')']).chars().next_back();
    let person = |item: &Span| {
        let text = text(item);
        let tail = |count: usize| {
            let at = text.char_indices().rev().nth(count - 1).map(|(at, _)| at);
            at.is_some_and(|at| persons::is_name(&text[at..]))
        };
        tail(2) || tail(3)
    };
    let alike = items.iter().all(person) || items.iter().all(|item| end(item) == end(&items[0]));
    let phrase = |item: &Span| introduction::is_phrase(&text(item));
    (items.iter().all(long) && alike && !items.iter().any(phrase)).then_some((whole, items))
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
pub(super) fn hold_clause(scope: &Scope<'_>, items: &[Span]) -> bool {
    items.iter().any(|item| {
        let text = scope.document.slice(*item);
        let bare = text.split(['（', '(', '《', '“']).next().unwrap_or_default();
        parted_outside(text) || claims::holds_count(bare) || counts_others(text)
    })
}

/// 甲省（3个）乙市: what stands before the count in brackets heads the name behind it.
fn counts_others(text: &str) -> bool {
    let inner = text.split_once(['（', '(']).and_then(|(_, rest)| rest.split_once(['）', ')']));
    inner.is_some_and(|(inner, rest)| !rest.trim().is_empty() && claims::holds_count(inner))
}

/// Whether a mark between clauses stands in a text outside brackets.
fn parted_outside(text: &str) -> bool {
    let mut depth = 0u32;
    text.chars().any(|c| {
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '，' | ',' | '；' | '。')
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
