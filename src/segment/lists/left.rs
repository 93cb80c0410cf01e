//! What the sentences of a letter do beside the lists that were read from them.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::said::plays_another_part;
use super::scope::does_to_following;
use super::{Found, Scope};
use crate::model::{RegionRole, Span};
use crate::segment::roster::words;
use crate::text::words::deeds::{
    ADMITS, ANNOUNCES, BECOME, BECOMES, BEFALLS, BEFALLS_ALONE, FURTHER, GIVES, MADE, NO_WINNERS,
    PRIZE_VERBS, PRIZES, PUTS, RANKED, REMOVES, TAKEN, TAKES,
};
use crate::text::words::verbs::DEEDS;
use crate::text::{compact, is_blank, numeral, persons, traditional};

/// Longest line that is looked at, in bytes.
const LINE_MOST: usize = 32 << 10;

/// A clause that awards something to one that no list took, 授予苗青同志“优秀校长”称号 beside …等3所学校, takes it from
/// one, 撤销丁公司文明单位称号, or does something with several: 解聘周明、吴江.
pub(super) fn awarded(scope: &Scope<'_>, found: &Found) -> Option<Span> {
    let hulls = &found.lists;
    let rows = Rows::of(scope, found);
    found.taken.iter().find_map(|line| {
        let text = scope.text(*line);
        let takes = !hulls.is_empty() && REMOVES.iter().chain(PUTS).any(|verb| text.contains(verb));
        if text.len() > LINE_MOST || !(takes || text.contains("授")) {
            return None;
        }
        let start = scope.lines[*line].span.start as usize;
        let simple = traditional::simplify(text);
        let mut from = 0;
        simple.split_inclusive(['，', ',', '；', ';', '。', '\n']).find_map(|clause| {
            let span = Span::of(start + from, start + from + clause.len());
            from += clause.len();
            let free =
                !hulls.iter().any(|(hull, _)| hull.start < span.end && hull.end > span.start);
            let told = || awards(clause) || (takes && rows.takes_from(clause));
            (free && told()).then_some(span)
        })
    })
}

/// Names that words announce, 分别是甲、乙 or 入选的有：甲、乙, and that no list took, beside lists of other sentences.
pub(super) fn announced(scope: &Scope<'_>, found: &Found) -> Option<Span> {
    /// The names stand within so many bytes.
    const REACH: usize = 2000;
    const NAME_MOST: usize = 40;
    let free = |span: &Span| {
        !found.lists.iter().any(|(hull, _)| hull.start < span.end && hull.end > span.start)
    };
    let rows = Rows::of(scope, found);
    scope.open().into_iter().find_map(|line| {
        let text = scope.text(line);
        if text.len() > LINE_MOST || !text.contains('、') {
            return None;
        }
        let start = scope.lines[line].span.start as usize;
        let simple = traditional::simplify(text);
        let opened = ANNOUNCES
            .iter()
            .flat_map(|word| simple.match_indices(word).map(|(at, _)| at + word.len()));
        let names = |at: usize| {
            let near = &simple[at..simple.floor_char_boundary(at + REACH)];
            let colon = near.trim_start_matches(['：', ':']);
            let from = at + near.len() - colon.len();
            let all = colon.split(['。', '；', ';', '\n']).next().unwrap_or_default();
            // 2家，分别是甲: another is lost.
            let one = simple[..at].ends_with(['是', '为'])
                && !all.starts_with(|c: char| numeral::digit(c).is_some())
                && (2..=NAME_MOST).contains(&all.chars().count());
            let listed = (all.contains('、') || one) && !all.contains(['，', ',', '：', ':']);
            (listed && rows.may_be(all, befell(&simple[..at])))
                .then(|| Span::of(start + from, start + from + all.len()))
        };
        opened.filter_map(names).find(free)
    })
}

/// Names that the sentence of a list goes on with behind its number, which counts none of them: 甲区、乙区等2个区域，以及丙园、丁园.
pub(super) fn further(scope: &Scope<'_>, found: &Found) -> Option<Span> {
    /// What is counted stands between the number and the word, in so many characters.
    const MEASURE_MOST: usize = 12;
    let plane = &scope.document.text;
    let rows = Rows::of(scope, found);
    found.lists.iter().find_map(|(hull, _)| {
        let line = found.taken.iter().map(|line| scope.lines[*line].span);
        let line = line.into_iter().find(|line| line.contains(*hull))?;
        let rest = plane.get(hull.end as usize..line.end as usize)?;
        let sentence = rest.split(['。', '；', ';']).next().unwrap_or_default();
        let (at, word) = FURTHER.iter().filter_map(|w| Some((sentence.find(w)?, w))).min()?;
        let between = &sentence[..at];
        let clause = sentence[at + word.len()..].split(['，', ',']).next().unwrap_or_default();
        // …为示范企业，以及其产品: the sentence has said what they are; 以及丙公司为示范企业 says it once more.
        let made = between.contains('为');
        // …为示范企业，以及丁公司为协作单位: they become something else.
        let becomes = |text: &str| text.split_once('为').map(|(_, made)| compact(made));
        let same = becomes(clause).filter(|own| becomes(between).is_some_and(|made| made == *own));
        let names = match (made, &same) {
            (true, Some(_)) => clause.split_once('为').map_or("", |(names, _)| names),
            (true, None) => "",
            (false, _) => clause,
        };
        if !made && (between.contains(['，', ',']) || between.chars().count() > MEASURE_MOST) {
            return None;
        }
        let from = hull.end as usize + at + word.len();
        let span = Span::of(from, from + names.len());
        let free = !found.lists.iter().any(|(own, _)| own.start < span.end && own.end > span.start);
        let several = names.contains('、') || made;
        let told = several && rows.may_be(&traditional::simplify(names), false);
        (free && told).then_some(span)
    })
}

/// A line that no list took and that says of names below it that they are one, 撤销下列企业： or 候补名单：, which none took either.
pub(super) fn introduced(scope: &Scope<'_>, found: &Found) -> Option<Span> {
    let taken: HashSet<usize> = found.taken.iter().copied().collect();
    let rows = Rows::of(scope, found);
    let number = |part: &str| -> String {
        let digits = part.trim_start_matches(|c| numeral::digit(c).is_some());
        digits.trim_start_matches(['.', '．', '、']).to_owned()
    };
    let open = scope.open();
    let pair = open.windows(2).find(|pair| {
        let text = compact(scope.text(pair[0]));
        let Some(said) = text.strip_suffix(['：', ':']) else { return false };
        let short = said.chars().count() <= SAID_MOST;
        let says = does_to_following(&text)
            || (short && words::ends_list_title(said) && !plays_another_part(said));
        let names: Vec<String> = scope
            .text(pair[1])
            .trim_end_matches(['。', '；'])
            .split(|c| c == '、' || is_blank(c))
            .map(number)
            .filter(|name| !name.is_empty())
            .collect();
        let free = pair.iter().all(|line| !taken.contains(line));
        // 《甲法》 below, as the rows begin.
        let titled = does_to_following(&text)
            && scope.text(pair[1]).trim_start().starts_with('《')
            && rows.names.iter().any(|name| name.contains('《'));
        free && says && (titled || rows.may_be(&names.join("、"), false))
    });
    // 撤销下列3家企业： at the very end: what it says stands nowhere.
    let last = open.last().filter(|line| {
        let text = compact(scope.text(**line));
        !taken.contains(*line)
            && does_to_following(&text)
            && text.contains(|c| numeral::digit(c).is_some())
    });
    pair.map(|pair| pair[0]).or(last.copied()).map(|line| scope.lines[line].span)
}

/// Longest title of a list between others, in characters.
const SAID_MOST: usize = 20;

/// What the rows that were read are like.
struct Rows {
    names: HashSet<String, FixedState>,
    ends: HashSet<char, FixedState>,
    persons: bool,
}

impl Rows {
    fn of(scope: &Scope<'_>, found: &Found) -> Self {
        let entries = &found.roster.entries;
        let names = entries.iter().map(|entry| {
            let text = compact(scope.document.slice(entry.span));
            traditional::simplify(&text)
        });
        let names: HashSet<String, FixedState> = names.collect();
        let ends = names.iter().filter_map(|name| end(name)).collect();
        let persons = names.iter().filter(|name| persons::is_name(name)).count() * 2 > names.len();
        Self { names, ends, persons }
    }

    /// Whether a text, its names parted by 、, has names of the kind of the rows that are none of them. Grades and reasons are
    /// none: 等级分别为优秀、良好. `told`: the words before them say that they are of a list, of whatever kind.
    fn may_be(&self, text: &str, told: bool) -> bool {
        let (mut all, mut like, mut known) = (0, 0, 0);
        for name in text.split('、').map(compact) {
            let person = self.persons && persons::is_name(&name);
            let alike = end(&name).is_some_and(|end| self.ends.contains(&end));
            let long = name.chars().nth(2).is_some();
            all += 1;
            like += usize::from(person || (alike && long));
            known += usize::from(self.names.contains(&name));
        }
        (told || like * 2 >= all) && known < all
    }

    /// Whether a clause takes something from a name of its own, 撤销丁公司文明单位称号, 并取消丙支行, or does something with
    /// several.
    fn takes_from(&self, clause: &str) -> bool {
        let clause = compact(clause);
        let clause = clause.trim_end_matches(['，', ',', '；', ';', '。']);
        let clause = ["同时", "并", "一并", "现"]
            .iter()
            .fold(clause, |clause, word| clause.strip_prefix(word).unwrap_or(clause));
        let behind = |words: &[&str]| words.iter().find_map(|verb| clause.strip_prefix(verb));
        // 续聘周四、吴五二人: one alone may be anything, 解除合同, unless it is a person's.
        let own = |all: &&str| all.contains('、') || self.persons && persons::is_name(all);
        let several = || behind(REMOVES).or_else(|| behind(PUTS)).filter(own);
        let Some(name) = behind(TAKES).or_else(several) else { return false };
        numeral::prefix(name).is_none()
            && !NO_WINNERS.iter().any(|word| name.starts_with(word))
            && (self.may_be(&traditional::simplify(name), false) || is_stripped(name))
    }
}

/// Whether a name of a kind stands at the beginning of a text, and something that it has behind it: 丁公司|文明单位称号.
fn is_stripped(text: &str) -> bool {
    const ENDS: [char; 15] =
        ['司', '局', '院', '校', '厂', '社', '所', '站', '镇', '乡', '村', '县', '市', '区', '会'];
    let honour = TAKEN.iter().find_map(|word| text.strip_suffix(word));
    let general = ["有关", "相关", "企业", "下", "自治区", "其", "该", "所"];
    honour.is_some_and(|rest| {
        if general.iter().any(|word| rest.starts_with(word)) || rest.ends_with('级') {
            return false;
        }
        let last = rest.chars().count().saturating_sub(2);
        let behind = rest.chars().skip(1).chain(['\0']);
        // 市级 is no city.
        let mut pairs = rest.chars().zip(behind).enumerate();
        pairs.any(|(at, (c, next))| (2..last).contains(&at) && ENDS.contains(&c) && next != '级')
    })
}

/// Whether a clause says of the names behind it that they came to stand on a list: 入选重点镇名单的有：.
fn befell(before: &str) -> bool {
    const CLAUSE_MOST: usize = 240;
    let Some(before) = before.trim_end_matches(['：', ':']).strip_suffix("的有") else {
        return false;
    };
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(CLAUSE_MOST))..];
    let clause = near.rsplit(['。', '；', ';', '，', ',', '\n']).next().unwrap_or_default();
    BEFALLS.iter().any(|verb| clause.contains(verb))
}

/// How a name ends before its bracket.
fn end(name: &str) -> Option<char> {
    name.split(['（', '(']).next().unwrap_or_default().chars().next_back()
}

/// Whether a clause awards something to a name of its own.
fn awards(clause: &str) -> bool {
    const NAME_MOST: usize = 60;
    let clause =
        clause.trim_matches(|c| is_blank(c) || matches!(c, '，' | ',' | '；' | ';' | '。' | '\n'));
    let is_name = |name: &str| {
        (2..=NAME_MOST).contains(&name.chars().count())
            && numeral::prefix(name).is_none()
            && !NO_WINNERS.iter().any(|word| name.starts_with(word))
    };
    let given = clause.split_once("授予").filter(|(before, _)| !before.ends_with(['被', '获']));
    if let Some((_, behind)) = given {
        let name = behind.split('“').next().unwrap_or_default();
        return behind.len() > name.len() && is_name(name)
            || PRIZES.iter().any(|prize| behind.strip_suffix(prize).is_some_and(is_name));
    }
    // 给苗青同志记二等功
    let merit = clause.strip_prefix('给').and_then(|rest| rest.split_once('记'));
    if merit.is_some_and(|(name, behind)| is_name(name) && behind.ends_with('功')) {
        return true;
    }
    // 平顶山湛河小学三等奖
    PRIZES.iter().any(|prize| {
        let name = clause.strip_suffix(prize);
        name.is_some_and(|name| {
            is_name(name) && !PRIZE_VERBS.iter().any(|verb| name.contains(verb))
        })
    })
}

/// Names that a count follows in a sentence that does nothing to them, 会同甲局、乙局等3家单位开展检查, where the letter announces annexes
/// that are not there; or that are kinds of things, 包括甲、乙等四大类, wherever they stand.
pub(super) fn undone(scope: &Scope<'_>, found: &Found, announced: bool) -> bool {
    const ENDS: [char; 4] = ['。', '；', ';', '\n'];
    /// What is counted stands so near behind the names.
    const COUNT_MOST: usize = 24;
    let plane = &scope.document.text;
    found.lists.iter().any(|(hull, _)| {
        let before = &plane[..hull.start as usize];
        let behind = &plane[hull.end as usize..];
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(LINE_MOST))..];
        let behind = &behind[..behind.floor_char_boundary(LINE_MOST)];
        let lead = before.rsplit(ENDS).next().unwrap_or_default();
        let rest = behind.split(ENDS).next().unwrap_or_default();
        let count = &rest[..rest.floor_char_boundary(COUNT_MOST)];
        // 四大类, and not 4类货物: the things are named.
        let kinds = count.find('类').is_some_and(|at| {
            let number = count[..at].trim_end_matches('大').trim_start_matches('等');
            let noun = count[at + '类'.len_utf8()..].chars().next().is_some_and(is_word);
            numeral::whole(number.trim()).is_some() && !noun
        });
        let done = |text: &str| {
            // 根据《…的决定》
            let text: String = text
                .split('《')
                .map(|part| part.split_once('》').map_or(part, |(_, rest)| rest))
                .collect();
            let text = traditional::simplify(&text);
            // 定为, 成为, 获“…”称号
            let made = |word: &str| {
                text.match_indices(word).any(|(at, _)| text[at + word.len()..].starts_with('为'))
            };
            [DEEDS, ADMITS, BEFALLS, BEFALLS_ALONE, BECOME]
                .iter()
                .any(|words| words.iter().any(|word| text.contains(word)))
                || BECOMES.iter().any(|word| made(word))
        };
        (announced || kinds) && !done(lead) && !done(rest)
    })
}

/// Whether a character goes on with a word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && c != '的'
}

/// A name that holds what is made of it: 焦作市为省级碳达峰试点城市.
pub(super) fn swallowed(scope: &Scope<'_>, found: &Found) -> Option<Span> {
    let swallows = |span: &Span| {
        let text = scope.document.slice(*span);
        text.split_once('为').is_some_and(|(name, made)| {
            !name.is_empty()
                && RANKED.iter().any(|rank| made.starts_with(rank))
                && MADE.iter().any(|word| made.ends_with(word))
        })
    };
    found.roster.entries.iter().map(|entry| entry.span).find(swallows)
}

/// A list of what is taken away beside one of what is given: 授予…：甲、乙。取消…：丙、丁。 Where each stands right behind its verb,
/// 一、认定甲、乙 over 二、撤销丙, the verbs head them and nothing is in doubt.
pub(super) fn opposed(scope: &Scope<'_>, found: &mut Found) -> Option<Span> {
    const REACH: u32 = 900;
    // Groups tell them apart.
    if !found.roster.groups.is_empty() {
        return None;
    }
    let plane = &scope.document.text;
    let mut end = 0;
    let mut verbs: Vec<(Span, Option<(Span, bool)>)> = Vec::new();
    for (hull, _) in &found.lists {
        let from = end.max(hull.start.saturating_sub(REACH));
        end = hull.end;
        let from = plane.ceil_char_boundary(from as usize);
        let Some(between) = plane.get(from..hull.start as usize) else { continue };
        let sentence = between.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
        let start = hull.start as usize - sentence.len();
        let first = |words: &[&str]| {
            let found = words.iter().filter_map(|word| Some((sentence.find(word)?, word.len())));
            found.min_by_key(|(at, _)| *at)
        };
        let verb = |found: Option<(usize, usize)>, gives: bool| {
            found.map(|(at, length)| (Span::of(start + at, start + at + length), gives))
        };
        let (gives, takes) = (verb(first(GIVES), true), verb(first(TAKES), false));
        let own = [gives, takes].into_iter().flatten().min_by_key(|(span, _)| span.start);
        verbs.push((*hull, own));
    }
    let side = |wanted: bool| {
        let own = |(_, verb): &&(Span, Option<(Span, bool)>)| verb.map(|(_, g)| g) == Some(wanted);
        verbs.iter().find(own).map(|(hull, _)| *hull)
    };
    let beside = side(true).and(side(false))?;
    let close = |(hull, verb): &(Span, Option<(Span, bool)>)| {
        verb.filter(|(verb, _)| verb.end == hull.start).map(|(verb, _)| (*hull, verb))
    };
    match verbs.iter().map(close).collect::<Option<Vec<_>>>() {
        Some(heads) if found.proven => {
            head_by_verbs(scope, found, &heads);
            None
        }
        _ => Some(beside),
    }
}

/// Makes the verb before each list the heading of its names.
fn head_by_verbs(scope: &Scope<'_>, found: &mut Found, heads: &[(Span, Span)]) {
    for (hull, verb) in heads {
        let name = scope.document.slice(*verb);
        let prose = found.regions.iter_mut().find(|(span, _)| span.contains(*verb));
        if let Some((span, _)) = prose {
            span.end = verb.start;
        }
        let above = found.roster.groups.last().filter(|group| group.heading == name);
        let group = if above.is_some() {
            found.regions.push((*verb, RegionRole::Prose));
            found.roster.groups.len() as u32 - 1
        } else {
            found.group(vec![name.to_owned()], name, *verb)
        };
        for entry in &mut found.roster.entries {
            if hull.contains(entry.span) {
                entry.group = Some(group);
            }
        }
    }
    found.regions.retain(|(span, _)| !span.is_empty());
}

#[cfg(test)]
mod tests {
    use super::awards;

    #[test]
    fn clauses_that_award_to_a_name() {
        for clause in [
            "授予苗青同志“优秀校长”称号；",
            "授予《中原长歌》特等奖",
            "给苗青同志记二等功",
            "平顶山湛河小学三等奖。",
        ] {
            assert!(awards(clause), "{clause}");
        }
        for clause in [
            "授予“优秀校长”称号",
            "授予省级“文明单位”称号",
            "授予上述单位“优秀组织”称号",
            "授予2名同志“优秀校长”称号",
            "被授予苗青同志“优秀校长”称号",
            "获得三等奖",
            "分别颁发一等奖",
        ] {
            assert!(!awards(clause), "{clause}");
        }
    }
}
