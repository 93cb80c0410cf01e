//! Names inside one sentence directly behind their number: `确定5个示范县（甲县、乙县…）`, `以下8个节点：甲；乙；丙。`,
//! `5个县为示范县，即甲县、乙县…`, `国家级（2家）为甲园区、乙园区`.

use super::enumeration::{hold_clause, is_clean, parted};
use super::numbered::marks;
use super::told::{renames, runs_on};
use super::{Found, Scope, items, offices, rest, sentence};
use crate::model::Span;
use crate::segment::claims;
use crate::text::blank::is_han;
use crate::text::words::deeds::MATTERS;
use crate::text::words::letters::{NAMES_BEGIN, SAID_BEHIND};
use crate::text::words::verbs::PURPOSES;
use crate::text::{is_blank, numeral, traditional, trim};

/// Fewest names, and fewest where the number's own bracket or words point at them.
const LEAST: usize = 3;
const LEAST_TOLD: usize = 2;

/// Longest text between the number and its names, in characters.
const BETWEEN_MOST: usize = 24;

/// Longest measure, in characters.
const MEASURE_MOST: usize = 2;

/// A number's names.
struct List {
    items: Vec<Span>,
    /// As many as the number says.
    whole: bool,
    /// One more than the number says.
    more: bool,
    /// What is counted is no thing of a list.
    matter: bool,
    /// Where they end in the line.
    end: usize,
}

/// Recognises the lists of the letter that stand behind their numbers, in all its sentences.
pub(super) fn read(scope: &Scope<'_>) -> Option<Found> {
    if scope.annex {
        return None;
    }
    let mut lists: Vec<(usize, Vec<Span>)> = Vec::new();
    let found = scope
        .open()
        .into_iter()
        .flat_map(|line| of_line(scope, line).into_iter().map(move |list| (line, list)));
    let mut found: Vec<(usize, List)> = found.collect();
    // More names than the number says are a list beside one that is whole.
    if !found.iter().any(|(_, list)| list.whole) {
        found.retain(|(_, list)| !list.more);
    }
    // 4项工作（规划、保护）, beside villages.
    found.retain(|(_, list)| !list.matter);
    let whole = found.iter().all(|(_, list)| list.whole);
    lists.extend(found.into_iter().map(|(line, list)| (line, list.items)));
    let names = lists.iter().map(|(_, items)| items.len()).sum::<usize>();
    let told = whole
        && !lists.is_empty()
        && lists.iter().all(|(line, items)| points_at(scope, *line, items));
    (names >= LEAST || told).then(|| rest::build(scope, lists, whole))
}

/// The names of each number of a line that has as many as it says.
pub(super) fn names_of_line(scope: &Scope<'_>, line: usize) -> Vec<Vec<Span>> {
    let own = of_line(scope, line).into_iter().filter(|list| list.whole && !list.matter);
    own.map(|list| list.items).collect()
}

/// Whether words or marks behind a number say that its names follow.
pub(super) fn opens(behind: &str) -> bool {
    opened(behind).is_some()
}

/// Whether what is counted, by the words behind its number, is no thing of a list: 项工作, 个方面.
pub(super) fn counts_matter(behind: &str) -> bool {
    const NOUN_MOST: usize = 8;
    let noun = behind.chars().take_while(|c| is_han(*c)).take(NOUN_MOST);
    let noun: String = noun.collect();
    MATTERS.iter().any(|word| noun.ends_with(word))
}

/// Whether 分别为 or the like stands directly before the names.
fn points_at(scope: &Scope<'_>, line: usize, items: &[Span]) -> bool {
    let Some(first) = items.first() else { return false };
    let start = (first.start - scope.lines[line].span.start) as usize;
    let before = traditional::simplify(&scope.text(line)[..start]);
    let before = before.trim_end_matches(|c| is_blank(c) || matches!(c, '：' | ':' | '“' | '《'));
    ["分别为", "分别是"].iter().any(|word| before.ends_with(word))
}

fn of_line(scope: &Scope<'_>, line: usize) -> Vec<List> {
    let simple = traditional::simplify(scope.text(line));
    let text = simple.as_str();
    let mut lists: Vec<List> = Vec::new();
    let mut from = 0;
    // Few lines have both a number and names.
    if !text.contains(['、', '；', '，', '“', '《']) {
        return lists;
    }
    while let Some(at) = next_number(text, from) {
        let Some((declared, length)) = numeral::prefix(&text[at..]) else { break };
        from = at + length;
        if declared < LEAST_TOLD as u64 || !claims::counts(&text[..at], declared, &text[from..]) {
            continue;
        }
        let matter = counts_matter(&text[from..]);
        if let Some(mut list) = behind(scope, line, text, (from, declared)) {
            list.matter = matter;
            from = list.end;
            lists.push(list);
        }
    }
    lists
}

/// Longest stretch that so many names take, in bytes: what is longer holds more of them than the number says.
fn reach(text: &str, start: usize, declared: u64) -> usize {
    const NAME_MOST: usize = 1200;
    let most = usize::try_from(declared).unwrap_or(usize::MAX).saturating_add(2);
    let mut end = start.saturating_add(most.saturating_mul(NAME_MOST)).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// Where the next number begins.
pub(super) fn next_number(text: &str, from: usize) -> Option<usize> {
    let mut rest = text[from..].char_indices();
    rest.find(|(_, c)| is_of_number(*c)).map(|(at, _)| from + at)
}

/// The names that words behind a number point at, one or more, where they are as many as it says, and where they end
/// in the line. What lies behind them may be another count's.
pub(super) fn behind_own(
    scope: &Scope<'_>,
    line: usize,
    text: &str,
    (end, declared): (usize, u64),
) -> Option<(Vec<Span>, usize)> {
    const ENDS_MOST: usize = 24;
    let (start, told) = opened(&text[end..])?;
    let start = end + start;
    let before = text[..start].chars().last()?;
    let bracketed = matches!(before, '（' | '(');
    let dashed = before == '—';
    let stops: Vec<usize> = if bracketed {
        vec![start + closing(&text[start..])?]
    } else {
        let full = text[start..].find(['。', '\n']).map_or(text.len(), |at| start + at);
        let marks = text[start..full].match_indices(['，', ',', '；', ';', '、']);
        let mut stops: Vec<usize> = marks.map(|(at, _)| start + at).collect();
        stops.truncate(ENDS_MOST);
        // Of one name the sentence says no more; those parted by 、 end at no other.
        stops.retain(|at| !text[*at..].starts_with('、'));
        stops.push(full);
        stops
    };
    // 西部地区7个（…）、东北地区1个（营口）
    let among = || {
        let measure = &text[end..start];
        text[..end].contains(measure) || text[start..].contains(measure)
    };
    let pointed = told || matches!(before, '：' | ':' | '—') || (bracketed && among());
    if declared == 1 && !pointed {
        return None;
    }
    let offset = scope.lines[line].span.start as usize;
    let plane = &scope.document.text;
    // No words of the sentence stand before the first name of a bracket, or behind a dash.
    let clean = |items: &[Span]| {
        if bracketed || dashed { !hold_clause(scope, items) } else { is_clean(scope, items) }
    };
    let all = |stop: usize, fits: &dyn Fn(usize) -> bool| {
        let stop = start + made(&text[start..stop]);
        let span = trim(Span::of(offset + start, offset + stop), plane);
        let items = parted(scope, span, declared)?;
        let office = |item: &Span| offices::opens(scope.document.slice(*item));
        let numbered = |item: &Span| marks::mark(scope.document.slice(*item)).is_some();
        let told = fits(items.len())
            && (items.len() == 1 || (clean(&items) && !runs_on(scope, &items)))
            && !items.iter().any(|item| {
                office(item) || numbered(item) || claims::holds_count(scope.document.slice(*item))
            });
        told.then_some((items, stop))
    };
    let whole = |count: usize| count as u64 == declared;
    let first = stops.iter().copied().find(|stop| text[*stop..].starts_with(['；', ';', '。']));
    stops.iter().find_map(|stop| all(*stop, &whole)).or_else(|| {
        // 4家，分别为甲、乙、丙: one is lost.
        let pointed = ["分别为", "分别是"].iter().any(|word| text[..start].ends_with(word));
        let stop = first.or(stops.last().copied()).filter(|_| pointed && declared > 1)?;
        all(stop, &|count| count > 0)
    })
}

/// The names behind a number that ends at `end`.
fn behind(
    scope: &Scope<'_>,
    line: usize,
    text: &str,
    (end, declared): (usize, u64),
) -> Option<List> {
    let (start, told) = opened(&text[end..]).or_else(|| made_of(text, end, declared))?;
    let start = end + start;
    let close = text[..start].chars().last().filter(|c| matches!(c, '（' | '('));
    let marks: &[char] = if told { &['。', '；', ';', '\n'] } else { &['。', '\n'] };
    let stop = if close.is_some() {
        start + closing(&text[start..])?
    } else {
        let reach = reach(text, start, declared);
        let end = text[start..reach].find(marks).map(|at| start + at);
        end.or((reach == text.len()).then_some(reach))?
    };
    let plane = &scope.document.text;
    let offset = scope.lines[line].span.start as usize;
    let stop = if close.is_some() { stop } else { start + made(&text[start..stop]) };
    // …、丙，有效期为两年: the sentence goes on behind the names.
    let last = text[start..stop].rfind('、').map_or(stop, |at| start + at);
    let cut = text[last..stop].find(['，', ',']).map_or(stop, |at| last + at);
    let span = |stop: usize| trim(Span::of(offset + start, offset + stop), plane);
    let ways: [&[char]; 2] = [&['；', ';'], &['，', ',']];
    let by_marks = ways.iter().map(|marks| items::split_at(span(cut), plane, marks));
    // 甲省丙市、丁市，乙省戊市。: commas part names as well.
    let further = Some(stop).filter(|stop| *stop > cut);
    let by_commas = |stop: usize| items::split_at(span(stop), plane, &['，', ',']);
    let ways =
        |stop: usize| parted(scope, span(stop), declared).into_iter().chain([by_commas(stop)]);
    let further = further.into_iter().flat_map(ways);
    let further = further.filter(|items| items.len() as u64 == declared);
    let all = parted(scope, span(cut), declared).into_iter().chain(by_marks).chain(further);
    // One more than the number says is told of as well: one of them is wrong.
    let near = |items: &Vec<Span>| {
        let count = items.len() as u64;
        count + 1 == declared || (told && count == declared + 1)
    };
    let fits = |items: &Vec<Span>| items.len() as u64 == declared;
    let mut all: Vec<Vec<Span>> = all.map(|items| sentence::bare(items, plane)).collect();
    let at = all.iter().position(fits).or_else(|| all.iter().position(near))?;
    let items = all.swap_remove(at);
    let fewest = if told || close.is_some() { LEAST_TOLD } else { LEAST };
    // 组长王一，成员李二、张三: what each is stands before the names.
    let office = |item: &Span| offices::opens(scope.document.slice(*item));
    let named = items.len() >= fewest
        && is_clean(scope, &items)
        && !items
            .iter()
            .any(|item| office(item) || marks::mark(scope.document.slice(*item)).is_some())
        && !runs_on(scope, &items);
    named.then(|| {
        let (whole, more) = (fits(&items), items.len() as u64 > declared);
        List { whole, more, matter: false, items, end: stop }
    })
}

/// Where names end that become something: before 为, and the verb before it.
fn made(text: &str) -> usize {
    let last = text.rfind(['、', '；', ';']).unwrap_or(0);
    let Some(at) = text[last..].find('为').map(|at| last + at) else { return text.len() };
    // 华为技术有限公司 is a name.
    let (lead, rest) = (&text[..at], &text[at..]);
    if lead.ends_with('华')
        || renames(lead)
        || ["公司", "集团"].iter().any(|end| rest.ends_with(end))
    {
        return text.len();
    }
    let verbs = ["认定", "确定", "命名", "评定", "列", "作"];
    verbs.iter().find_map(|verb| lead.strip_suffix(verb)).unwrap_or(lead).len()
}

/// 这3家企业为甲、乙、丙: where the names begin behind the word, if the number speaks of what was told.
fn made_of(text: &str, end: usize, declared: u64) -> Option<(usize, bool)> {
    let before = text[..end].trim_end_matches(is_of_number);
    let told = ["这", "上述", "以上", "该"].iter().any(|word| before.ends_with(word));
    let behind = &text[end..];
    let clause = &behind[..behind.find(['，', '。', '；', '、'])?];
    let words = ["分别为", "分别是", "为", "是"];
    let (at, word) = words.iter().filter_map(|word| Some((clause.find(word)?, word))).min()?;
    let names = behind[at + word.len()..].trim_start_matches(['：', ':']);
    (told && declared > 1 && clause[..at].chars().count() <= BETWEEN_MOST)
        .then(|| (behind.len() - names.len(), true))
}

/// Whether a character is one of a number's.
fn is_of_number(c: char) -> bool {
    numeral::digit(c).is_some() || "一二三四五六七八九十百两".contains(c)
}

/// 县（市、区）: bytes of a bracket of what divisions are called; none otherwise.
fn divisions(text: &str) -> usize {
    const CALLED: [&str; 10] = ["市", "区", "县", "州", "旗", "盟", "镇", "乡", "村", "街道"];
    let Some(close) = text.find(['）', ')']) else { return 0 };
    let open = text.chars().next().map_or(0, char::len_utf8);
    let all = text[open..close].split(['、', '，', '/']).all(|word| CALLED.contains(&word));
    if all { close + text[close..].chars().next().map_or(0, char::len_utf8) } else { 0 }
}

/// Where the names begin behind a number, and whether words point at them: past a measure and what it
/// measures, and a bracket, a colon or such words.
fn opened(text: &str) -> Option<(usize, bool)> {
    let mut past = 0;
    for (count, (at, c)) in text.char_indices().enumerate() {
        let next = at + c.len_utf8();
        match c {
            _ if at < past => continue,
            _ if count > BETWEEN_MOST => return None,
            '（' | '(' if divisions(&text[at..]) > 0 => past = at + divisions(&text[at..]),
            '（' | '(' | '：' | ':' => return Some((next, false)),
            // 国家级（2家）为甲园区
            '）' | ')' => {
                let rest = text[next..].trim_start_matches(is_blank);
                let word = ["分别为", "分别是", "包括", "为", "是", "：", ":"]
                    .iter()
                    .find(|word| rest.starts_with(**word))?;
                return Some((text.len() - rest.len() + word.len(), true));
            }
            '，' | ',' => {
                let rest = text[next..].trim_start_matches(is_blank);
                // 3个，为甲、乙、丙: behind the number itself, or what befell them: 1家企业上榜，为甲.
                let befell = || SAID_BEHIND.iter().any(|word| text[..at].ends_with(word));
                let is = || {
                    let words = ["为", "是"].iter().filter(|_| count <= MEASURE_MOST || befell());
                    words.copied().find(|word| {
                        let names = rest.strip_prefix(word);
                        names.is_some_and(|names| !PURPOSES.iter().any(|v| names.starts_with(v)))
                    })
                };
                let word =
                    NAMES_BEGIN.iter().copied().find(|word| rest.starts_with(word)).or_else(is)?;
                let names = rest[word.len()..].trim_start_matches(['：', ':']);
                return Some((text.len() - names.len(), true));
            }
            // 甲市3家——A、B
            '—' => {
                let names = text[at..].trim_start_matches('—');
                return Some((text.len() - names.len(), false));
            }
            '。' | '；' | '、' | '“' | '《' => return None,
            _ => {}
        }
        // 19个文化遗产包括甲、乙
        let noun = count > MEASURE_MOST;
        let word = NAMES_BEGIN.iter().find(|word| {
            text[at..].starts_with(**word) && (word.len() > 6 || (noun && **word == "包括"))
        });
        if let Some(word) = word {
            let names = text[at + word.len()..].trim_start_matches(['：', ':']);
            return Some((text.len() - names.len(), true));
        }
    }
    None
}

/// Where the bracket closes that is open at the start of a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0u32;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return Some(at),
            '）' | ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::opened;

    #[test]
    fn where_names_begin_behind_a_number() {
        let told = |text: &'static str| opened(text).map(|(at, told)| (&text[at..], told));
        assert_eq!(told("个示范县（甲县"), Some(("甲县", false)));
        assert_eq!(told("个县为示范县，即甲县"), Some(("甲县", true)));
        assert_eq!(told("个县，分别是：甲县"), Some(("甲县", true)));
        assert_eq!(told("家）为甲园区"), Some(("甲园区", true)));
        assert_eq!(told("家，为甲公司"), Some(("甲公司", true)));
        assert_eq!(told("家企业，为甲公司"), None);
        assert_eq!(told("家，为促进发展、提升质量"), None);
        assert_eq!(told("个县，请各地加强"), None);
        assert_eq!(told("个县。甲县"), None);
    }
}
