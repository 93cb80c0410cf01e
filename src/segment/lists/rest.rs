//! What a letter lists beside the names that were found: once some of its enumerations are the roster, every other
//! one with a count of its own is held against that count, however few its names.
//!
//! ```text
//! 甲、乙2家为优秀；丙、丁、戊3家为良好；己等1家为合格
//! 优秀2家，分别为甲、乙；良好1家：丙
//! ```

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::enumeration::{Ending, Way, before, doubtful, is_known_place, refuses};
use super::{Found, Scope, counted, places, sentence, winners};
use crate::model::{OddityKind, Span};
use crate::segment::blank_lines_between;
use crate::segment::roster::{groups, words};
use crate::text::blank::is_han;
use crate::text::{compact, is_blank, persons, traditional};

/// A count of a line, and the names that stand at it.
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
struct Counted {
    line: usize,
    /// Where its number stands in the plane.
    number: Span,
    declared: u64,
    /// The measure word and what it counts, as far as it is the same for things of a kind: 家企.
    thing: String,
    items: Vec<Span>,
    /// 等 stands before the number, or words behind it say that its names follow.
    told: bool,
    /// One name before 等 and a number far above it, 甲县等60个县: it stands for all, and is no list.
    stands_for_all: bool,
    /// What it counts is put off or turned down.
    refused: bool,
    /// What it counts is no thing of a list: 4项工作（规划、保护）.
    matter: bool,
    /// 评价一个村镇: no number of names.
    article: bool,
    /// 浙江5个区: the province that has them is none of them, and they are named elsewhere.
    of_place: bool,
}

/// One name stands for so many.
const STANDS_LEAST: u64 = 5;

impl Counted {
    fn agrees(&self) -> bool {
        self.items.len() as u64 == self.declared
    }
}

/// The roster of these names, each line with its names in their order, and of what the letter lists beside them.
pub(super) fn build(scope: &Scope<'_>, lists: Vec<(usize, Vec<Span>)>, proven: bool) -> Found {
    let mut lists = lists;
    let (mut short, mut refused) = (Vec::new(), Vec::new());
    if !scope.annex {
        complete(scope, &mut lists, &mut short, &mut refused);
        winners::add(scope, &mut lists);
    }
    let (begun, ended) = broken(scope, &lists);
    let doubts: Vec<Span> = lists.iter().filter_map(|(_, items)| doubtful(scope, items)).collect();
    let mut found = sentence::build(scope, &lists, proven);
    found.refused = refused;
    let kind = |span| (OddityKind::RosterUncertain { why: "lead" }, span);
    found.oddities.extend(doubts.into_iter().map(kind));
    let kind = |span| (OddityKind::RosterUncertain { why: "lead" }, span);
    found.oddities.extend(begun.into_iter().map(kind));
    let kind = |span| (OddityKind::RosterUncertain { why: "tail" }, span);
    found.oddities.extend(ended.into_iter().map(kind));
    let kind = |span| (OddityKind::RosterUncertain { why: "own-count" }, span);
    found.oddities.extend(short.into_iter().map(kind));
    // One list may stand beside names that are told of; of several, another may be one more.
    let others = if scope.annex || lists.len() < 2 { None } else { uncounted(scope, &lists) };
    let others = others.or_else(|| if scope.annex { None } else { again(scope, &lists) });
    let kind = |span| (OddityKind::RosterUncertain { why: "uncounted" }, span);
    found.oddities.extend(others.into_iter().map(kind));
    found
}

/// Where a line ends inside a sentence, and a list begins or ends there: first names with which a line begins though
/// the one above goes on, and lines that may hold the rest of a last name.
fn broken(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)]) -> (Vec<Span>, Vec<Span>) {
    let ends = ['。', '！', '？', '；', ';', '：', ':', '”', '）', ')', '】', '》', '．'];
    let goes_on = |index: usize| {
        let text = scope.text(index).trim_end();
        let heads = groups::heading(scope.document, &scope.lines[index]).is_formal()
            || words::ends_list_title(&compact(text));
        scope.is_open(index)
            && text.chars().count() >= LINE_LEAST
            && !heads
            && !text.ends_with(ends)
    };
    let close = |above: usize| {
        above + 1 < scope.lines.len()
            && blank_lines_between(scope.document, &scope.lines[above], &scope.lines[above + 1])
                == 0
    };
    let (mut begun, mut ended) = (Vec::new(), Vec::new());
    for (line, items) in lists {
        let span = scope.lines[*line].span;
        let (Some(first), Some(last)) = (items.first(), items.last()) else { continue };
        let plane = &scope.document.text;
        let lead = plane[span.start as usize..first.start as usize].trim_matches(is_blank);
        if lead.is_empty() && *line > 0 && close(line - 1) && goes_on(line - 1) {
            begun.push(*first);
        }
        let rest = plane[last.end as usize..span.end as usize].trim_matches(is_blank);
        let below = line + 1;
        if rest.is_empty()
            && close(*line)
            && scope.is_open(below)
            && scope.text(below).contains(ends)
        {
            ended.push(scope.lines[below].span);
        }
    }
    (begun, ended)
}

/// A line of running text has so many characters; a shorter one heads what is below.
const LINE_LEAST: usize = 6;

/// Several counts that each have as many names as they say, and none of them enough to be told alone.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if scope.annex {
        return None;
    }
    let counts: Vec<Counted> =
        scope.open().into_iter().flat_map(|line| of_line(scope, line, &[])).collect();
    let agreed = || counts.iter().filter(|count| count.agrees() && !count.matter);
    let pair = agreed().find(|count| count.items.len() > 1)?;
    let like =
        |count: &&Counted| count.told || (count.thing == pair.thing && count.items.len() > 1);
    let lists: Vec<(usize, Vec<Span>)> =
        agreed().filter(like).map(|count| (count.line, count.items.clone())).collect();
    let names: usize = lists.iter().map(|(_, items)| items.len()).sum();
    (lists.len() > 1 && names >= LEAST).then(|| build(scope, lists, true))
}

/// Where two names of the kind of others stand side by side, and no count at them: 将甲小镇、乙小镇升级.
fn uncounted(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)]) -> Option<Span> {
    let seen = Seen::new(scope, lists);
    let hulls = hulls(lists);
    let marks = ['、', '，', '。', '；', '：', '（', '(', '“', '”'];
    scope.open().into_iter().find_map(|line| {
        let text = scope.text(line);
        let offset = scope.lines[line].span.start as usize;
        text.match_indices('、').find_map(|(at, sign)| {
            let before = text[..at].rsplit(marks).next().unwrap_or_default();
            let behind = &text[at + sign.len()..];
            let name = compact(before);
            // The next name need not end there: 乙小镇由创建对象升级.
            let next = behind.split(marks).next().unwrap_or_default();
            let span = Span::of(offset + at - before.len(), offset + at);
            let read = is_within(&hulls, Span::of(offset + at, offset + at));
            let long = name.chars().count() >= PART_LEAST;
            let like = || seen.ends.contains(&end(&name)) && seen.holds_end(next);
            let told = |text: &str| seen.holds_name(text);
            (long && !read && like() && !told(&name) && !told(next)).then_some(span)
        })
    })
}

/// Where the names of each list stand, in order; each ends where the farthest up to it does.
fn hulls(lists: &[(usize, Vec<Span>)]) -> Vec<Span> {
    let mut hulls: Vec<Span> =
        lists.iter().filter_map(|(_, items)| items.iter().copied().reduce(Span::hull)).collect();
    hulls.sort_unstable();
    let mut end = 0;
    for hull in &mut hulls {
        end = hull.end.max(end);
        hull.end = end;
    }
    hulls
}

/// Whether one of these holds a place.
fn is_within(hulls: &[Span], place: Span) -> bool {
    let next = hulls.partition_point(|hull| hull.start <= place.start);
    next > 0 && hulls[next - 1].contains(place)
}

/// The names of lists.
struct Seen {
    names: Vec<String>,
    whole: HashSet<String>,
    /// How they end.
    ends: HashSet<String>,
    /// How long they are, and their ends, in bytes.
    lengths: BTreeSet<usize>,
    end_lengths: BTreeSet<usize>,
    /// Whether most of them are known places, end as places do, are people's names, or are as short as these.
    known: OnceCell<bool>,
    placed: OnceCell<bool>,
    persons: OnceCell<bool>,
    short: OnceCell<bool>,
}

impl Seen {
    fn new(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)]) -> Self {
        let items = lists.iter().flat_map(|(_, items)| items);
        let names: Vec<String> = items.map(|item| compact(scope.document.slice(*item))).collect();
        let ends: HashSet<String> = names.iter().map(|name| end(name)).collect();
        let lengths = names.iter().map(String::len).collect();
        let end_lengths = ends.iter().map(String::len).collect();
        let whole = names.iter().cloned().collect();
        let (known, placed) = (OnceCell::new(), OnceCell::new());
        let (persons, short) = (OnceCell::new(), OnceCell::new());
        Self { names, whole, ends, lengths, end_lengths, known, placed, persons, short }
    }

    /// Whether most names are of a kind.
    fn mostly(&self, told: &OnceCell<bool>, like: impl Fn(&str) -> bool) -> bool {
        let count = || self.names.iter().filter(|name| like(name)).count();
        *told.get_or_init(|| count() * 2 > self.names.len())
    }

    /// Whether a text has one of the names in it.
    fn holds_name(&self, text: &str) -> bool {
        holds(text, &self.whole, &self.lengths)
    }

    /// Whether a text has in it how one of the names ends.
    fn holds_end(&self, text: &str) -> bool {
        holds(text, &self.ends, &self.end_lengths)
    }
}

/// Whether one of these words, of these lengths in bytes, stands in a text.
fn holds(text: &str, words: &HashSet<String>, lengths: &BTreeSet<usize>) -> bool {
    let at = |from: usize| {
        let long = lengths.iter().take_while(move |length| from + **length <= text.len());
        long.filter_map(move |length| text.get(from..from + length))
    };
    text.char_indices()
        .map(|(from, _)| from)
        .chain([text.len()])
        .flat_map(at)
        .any(|part| words.contains(part))
}

/// 给予甲公司警告，给予乙公司、丙公司等2家通报: the verb before a list stands in the same line before a name of its kind
/// that no count stands at.
fn again(scope: &Scope<'_>, lists: &[(usize, Vec<Span>)]) -> Option<Span> {
    /// Longest name and its verb, in characters, and how many places of a verb are looked at.
    const NAME_MOST: usize = 24;
    const MOST: usize = 64;
    lists.iter().take(MOST).find_map(|(line, items)| {
        let text = scope.text(*line);
        let from = scope.lines[*line].span.start;
        let first = items.first()?;
        let before = &text[..(first.start - from) as usize];
        let at = before.char_indices().rev().nth(1).map(|(at, _)| at)?;
        let verb = &before[at..];
        let own = |at: usize| {
            let name = Span::of(from as usize + at, from as usize + at + verb.len());
            let near = |list: &(usize, Vec<Span>)| {
                let hull = list.1.iter().copied().reduce(Span::hull);
                hull.is_some_and(|hull| hull.start == name.end || hull.contains(name))
            };
            lists.iter().any(near)
        };
        let ends: Vec<String> =
            items.iter().map(|item| end(&compact(scope.document.slice(*item)))).collect();
        if !verb.chars().all(is_han) || places::ends_as_place(verb) {
            return None;
        }
        let opens = |at: usize| {
            let lead = text[..at].trim_end_matches(is_blank);
            lead.is_empty() || lead.ends_with(['，', '。', '；', '定', '：'])
        };
        text.match_indices(verb).take(MOST).filter(|(at, _)| opens(*at) && !own(*at)).find_map(
            |(at, _)| {
                let behind = &text[at + verb.len()..];
                let clause = behind.split(['，', '。', '；', '、', '：']).next()?;
                let name: String = clause.chars().take(NAME_MOST).collect();
                let (cut, word) = ends.iter().find_map(|end| Some((name.find(end)?, end)))?;
                let start = from as usize + at + verb.len();
                (cut > 0).then(|| Span::of(start, start + cut + word.len()))
            },
        )
    })
}

/// A part of a name that stands for it has so many characters.
const PART_LEAST: usize = 4;

/// Fewest names that make a roster.
const LEAST: usize = 3;

/// Adds what the other counts list, and points at those that have not as many names as they say.
/// What is put off beside them, 丁、戊2家暂缓认定, is told apart.
fn complete(
    scope: &Scope<'_>,
    lists: &mut Vec<(usize, Vec<Span>)>,
    short: &mut Vec<Span>,
    refused: &mut Vec<(Span, usize)>,
) {
    let seen = Seen::new(scope, lists);
    let hulls = hulls(lists);
    // The names of the list that begins with one.
    let firsts: HashMap<Span, usize> =
        lists.iter().rev().filter_map(|(_, items)| Some((*items.first()?, items.len()))).collect();
    let (mut things, mut others) = (Vec::new(), Vec::new());
    for line in scope.open() {
        for count in of_line(scope, line, &hulls) {
            let first = count.items.first();
            let own = first.and_then(|first| firsts.get(first));
            if count.of_place {
                others.push(count);
            } else if let Some(names) = own {
                things.push(count.thing.clone());
                // 甲岛和乙市、丙市等2个城市: the first stands alone.
                let led =
                    *names == 1 && count.items.len() as u64 == count.declared.saturating_add(1);
                if !count.agrees() && !led {
                    short.push(count.number);
                }
            } else if first.is_some_and(|first| is_within(&hulls, *first)) {
                things.push(count.thing.clone());
            } else if count.refused && count.agrees() {
                let hull = count.items.iter().copied().reduce(Span::hull);
                refused.extend(hull.map(|hull| (hull, count.items.len())));
            } else {
                others.push(count);
            }
        }
    }
    let (of_places, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|count| count.of_place);
    for count in others {
        let texts: Vec<String> =
            count.items.iter().map(|item| compact(scope.document.slice(*item))).collect();
        // 经济开发区等4个 of a title, where 甲经济开发区 is a row: what is told once more.
        let again = |text: &String| {
            seen.whole.contains(text)
                || (text.chars().count() >= PART_LEAST
                    && seen.names.iter().any(|name| name.contains(text.as_str())))
        };
        // 示范乡镇、示范村名单公布 福州5个乡镇: a title in two parts, no names.
        let blank = |item: &Span| scope.document.slice(*item).contains(is_blank);
        let parted = !count.told && !count.agrees() && count.items.iter().any(blank);
        let matter = count.matter && !things.contains(&count.thing);
        if matter || parted || count.stands_for_all || texts.iter().any(again) {
            continue;
        }
        // 优秀2名 of people, 全省40个 of towns: a word alone before a number is no name for being short.
        let alone = texts.len() == 1 && !count.agrees() && !count.told;
        // 秦安县2个县, 于大河2人: a name of its kind, and another is lost.
        let first = |thing: &String| thing.chars().next();
        let measured = things.iter().any(|thing| first(thing) == first(&count.thing));
        let lost = measured && texts.len() == 1 && !count.agrees() && is_one_of(&texts[0], &seen);
        let alone = alone && !lost;
        let alike = texts.iter().filter(|text| of_kind(text, &seen, !alone)).count();
        let thing = things.contains(&count.thing);
        let admitted = match texts.len() {
            // 乐安河泵站1个单位 beside 等3个单位: counted by the same words, and longer than a word of the sentence.
            1 => {
                let long = texts[0].chars().count() > PART_LEAST && count.thing.chars().count() > 1;
                (alike == 1 && (thing || count.told))
                    || (count.agrees() && thing && long && !count.article)
            }
            _ => thing || alike * 2 > texts.len(),
        };
        let named = count.agrees() || (thing && alike * 2 > texts.len());
        if !(admitted && named) {
            // 分别为远山: words say that its names stand there, and they are not read.
            if lost || (measured && count.told && !count.agrees()) {
                short.push(count.number);
            }
            continue;
        }
        if !count.agrees() {
            short.push(count.number);
        }
        lists.push((count.line, count.items));
    }
    // 重庆2个区为试点区: no list has so many.
    let sizes: HashSet<u64> = lists.iter().map(|(_, items)| items.len() as u64).collect();
    short.extend(of_places.iter().filter(|c| !sizes.contains(&c.declared)).map(|c| c.number));
    lists.sort_by_key(|(line, items)| (*line, items.first().map_or(0, |item| item.start)));
}

/// A sentence is read again for each number in it: of a line no more than this in all, in bytes, and eight times its
/// length.
const READ_AGAIN: usize = 500_000;

/// The counts of a line that names stand at. `hulls`: the names that were found, which no other count has.
fn of_line(scope: &Scope<'_>, line: usize, hulls: &[Span]) -> Vec<Counted> {
    let simple = traditional::simplify(scope.text(line));
    let text = simple.as_str();
    let offset = scope.lines[line].span.start as usize;
    let plane = |from: usize, to: usize| Span::of(offset + from, offset + to);
    let mut counts = Vec::new();
    // How far the line is taken.
    let mut taken = 0;
    let (mut sentence, mut looked, mut left) = (0, 0, READ_AGAIN + 8 * text.len());
    for count in super::enumeration::numbers(text) {
        let Ending { number, behind, declared, .. } = count;
        if let Some(at) = text[looked.min(number)..number].rfind(['。', '；', ';', '！', '\n']) {
            sentence = looked.min(number) + at;
        }
        looked = number;
        // The sentence is read again for each of its numbers.
        let Some(rest) = left.checked_sub(number - sentence.min(number)) else { break };
        left = rest;
        if number < taken || declared == 0 || is_within(hulls, plane(number, behind)) {
            continue;
        }
        if scope.is_context(offset + number) {
            continue;
        }
        let thing: String = text[behind..]
            .chars()
            .filter(|c| !is_blank(*c))
            .take_while(|c| is_han(*c) && !"为获被列入达评通".contains(*c))
            .take(2)
            .collect();
        let matter = counted::counts_matter(&text[behind..]);
        let names = counted::behind_own(scope, line, text, (behind, declared))
            .map(|(items, end)| (items, end, true, false))
            .or_else(|| {
                let way = Way { scope, line, text, taken };
                let items = before(&way, &count)?;
                let one = count.and_others && items.len() == 1 && declared >= STANDS_LEAST;
                Some((items, behind, count.and_others, one))
            });
        let Some((items, end, told, stands_for_all)) = names else { continue };
        // 浙江5个区被命名: the province that has them is none of them.
        let has = |item: &Span| !told && lies_below(&thing, &compact(scope.document.slice(*item)));
        let of_place = declared > 1 && items.len() == 1 && items.iter().all(has);
        if !of_place {
            taken = end;
        }
        let number = plane(number, behind);
        counts.push(Counted {
            line,
            number,
            declared,
            thing,
            items,
            told,
            stands_for_all,
            refused: refuses(&text[behind..]),
            matter,
            article: text[count.number..].starts_with('一'),
            of_place,
        });
    }
    counts
}

/// Whether what is counted, 个区, lies in a province, and the text is one: 省 and, for a municipality, 市 do not.
fn lies_below(thing: &str, place: &str) -> bool {
    let lower = thing.contains(['区', '县', '旗', '镇', '乡', '村']) && !thing.contains("区域");
    let city = thing.contains(['市', '州'])
        && !places::is_province(&format!("{}市", place.trim_end_matches('市')));
    (lower || city) && places::is_province(place)
}

/// Whether a text is plainly a place among places, or a person among people.
fn is_one_of(text: &str, seen: &Seen) -> bool {
    /// How words end that only look like a name: 康复师, 金奖.
    const WORDS: [char; 24] = [
        '师', '员', '生', '奖', '者', '工', '手', '家', '人', '长', '级', '体', '类', '组', '外',
        '内', '性', '族', '民', '众', '士', '干', '化', '办',
    ];
    let person = |text: &str| persons::is_name(text) && !text.ends_with(WORDS);
    // 张三李四: a mark between two is lost.
    let two = |like: &dyn Fn(&str) -> bool| {
        let long = text.chars().count() <= PAIR_MOST;
        long && text.char_indices().skip(2).any(|(at, _)| like(&text[..at]) && like(&text[at..]))
    };
    let known = is_known_place(text);
    ((known || two(&is_known_place)) && seen.mostly(&seen.known, is_known_place))
        || (((person(text) && !known) || two(&person)) && seen.mostly(&seen.persons, person))
}

/// Two names run together have at most so many characters.
const PAIR_MOST: usize = 12;

/// How a name ends: its last two characters.
fn end(text: &str) -> String {
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    let mut end: Vec<char> = bare.chars().rev().take(2).collect();
    end.reverse();
    end.into_iter().collect()
}

/// Whether a name is of the kind of others: it ends as one of them does, or all are people's or places'.
fn of_kind(text: &str, seen: &Seen, loosely: bool) -> bool {
    let person = |text: &str| {
        (2..=4).contains(&text.chars().count()) && text.chars().all(crate::text::blank::is_han)
    };
    let short = person(text) && seen.mostly(&seen.short, person);
    let placed = || places::ends_as_place(text) && seen.mostly(&seen.placed, places::ends_as_place);
    seen.ends.contains(&end(text)) || (loosely && (short || placed()))
}
