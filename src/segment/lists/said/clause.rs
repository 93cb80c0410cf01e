//! The names of one sentence: how it opens them, and where they end.

use super::kind::{self, Kind};
use crate::model::Span;
use crate::segment::claims;
use crate::segment::lists::enumeration::{asks, first_mark, is_clean};
use crate::segment::lists::told::renames;
use crate::segment::lists::{Scope, introduction, items, joined, places, sentence};
use crate::segment::roster::words;
use crate::text::words::verbs::{CLAUSE_ADVERBS, CLAUSE_OPENERS, DEEDS};
use crate::text::{compact, is_blank, persons, traditional, trim};

/// How a sentence opens its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// 授予, 命名: a verb of notices, and what it makes of them.
    Deed,
    /// 分别为, 入选的有, or a colon behind what is listed.
    Announced,
    /// 浙江有, 浙江省：
    Region,
    /// 甲、乙入选: names with which a clause begins.
    Subject,
    /// 包括, 为, 有 alone.
    Loose,
}

/// The names of a sentence.
pub(super) struct List {
    pub(super) line: usize,
    pub(super) items: Vec<Span>,
    pub(super) how: How,
    pub(super) kind: Kind,
    /// Nothing but names seems to be taken.
    pub(super) whole: bool,
    /// What the sentence makes of them.
    pub(super) made: Option<Span>,
    /// The title of a list stands before its colon, and nothing else in the line.
    pub(super) headed: bool,
}

/// Words behind which names stand that a sentence announces.
const ANNOUNCE: [&str; 10] = [
    "分别是",
    "分别为",
    "分别有",
    "依次为",
    "依次是",
    "的有",
    "的是",
    "名单为",
    "具体包括",
    "他们是",
];
const LOOSE: [&str; 5] = ["包括", "为", "是", "有", "即"];

/// What the words before a colon say where a list follows.
const HEADS: [&str; 18] = [
    "名单", "目录", "如下", "入选", "获奖", "上榜", "获评", "拟", "授予", "命名", "认定", "表彰",
    "人选", "对象", "包括", "分别", "的有", "的是",
];

/// What is listed so plays another part: who answers for something, takes part, or is written to.
const OTHERS: [&str; 20] = [
    "责任",
    "牵头",
    "主办",
    "承办",
    "协办",
    "参会",
    "出席",
    "参加",
    "成员",
    "联系",
    "主送",
    "抄送",
    "范围",
    "条件",
    "内容",
    "地址",
    "电话",
    "组长",
    "主任",
    "单位为",
];

/// What is said of names behind the last of them.
const SAID: [&str; 13] = [
    "榜上有名",
    "成功入选",
    "名列其中",
    "入围",
    "入选",
    "上榜",
    "获评",
    "当选",
    "获奖",
    "在列",
    "同志",
    "等同志",
    "获批",
];

/// Most lists of one sentence.
const LISTS_MOST: usize = 40;

/// Longest sentence that is looked at, in bytes, and most of a line.
const SENTENCE_MOST: usize = 32 << 10;
const SENTENCES_MOST: usize = 4096;

/// The names of a line's sentences.
pub(super) fn of_line(scope: &Scope<'_>, line: usize, lists: &mut Vec<List>) {
    let simple = traditional::simplify(scope.text(line));
    let mut from = 0;
    for sentence in simple.split_inclusive(['。', '！', '？', '；', '\n']).take(SENTENCES_MOST)
    {
        let body = sentence.trim_end_matches(['。', '！', '？', '；', '\n']);
        let (mut at, stop, mut last) = (from, from + body.len(), None);
        for _ in 0..LISTS_MOST {
            if at >= stop || stop - at > SENTENCE_MOST {
                break;
            }
            let Some(mark) = outside(&simple[at..stop]).next().map(|mark| at + mark) else { break };
            let found = of_sentence(scope, line, &simple, at, stop);
            let end = found.as_ref().map_or(mark, |(_, end)| *end);
            match found {
                Some((list, _)) => {
                    last = Some(lists.len());
                    lists.push(list);
                }
                // What else the sentence enumerates may be names as well.
                None => {
                    if let Some(list) = last.and_then(|last| lists.get_mut(last)) {
                        list.whole = false;
                    }
                }
            }
            // 甲镇、乙镇入选名镇，丙村、丁村入选名村: another list of the sentence.
            let next = simple[end..stop].find(['，', ',']);
            at = next.map_or(stop, |comma| {
                end + comma + simple[end + comma..].chars().next().map_or(1, char::len_utf8)
            });
        }
        from += sentence.len();
    }
}

/// Where names begin, and how they are opened.
struct Opening {
    at: usize,
    how: How,
}

/// The first list of a stretch of a sentence, and where its names end in the line.
fn of_sentence(
    scope: &Scope<'_>,
    line: usize,
    text: &str,
    from: usize,
    to: usize,
) -> Option<(List, usize)> {
    let from = from + introduction::length(&text[from..to]);
    let body = &text[from..to];
    let mark = outside(body).next().unwrap_or_else(|| first_mark(body));
    if mark == body.len() || asks(body) {
        return None;
    }
    let opening = opening(body, mark)
        .or_else(|| alone(scope, line, text, from, body))
        .or_else(|| subject(body, mark))?;
    let said = &body[..opening.at];
    let clause = said.rsplit(['，', ',', '。']).next().unwrap_or_default();
    if OTHERS.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let (end, made) = end(&body[opening.at..]);
    let offset = scope.lines[line].span.start as usize + from;
    let plane = &scope.document.text;
    let whole = trim(Span::of(offset + opening.at, offset + opening.at + end), plane);
    let names = names(scope, whole);
    // 甲、乙等 names some of them.
    let others = names.last().is_some_and(|last| last.text(plane).ends_with('等'));
    let counts = |item: &Span| claims::holds_count(scope.document.slice(*item));
    if names.len() < 2 || others || names.iter().any(counts) {
        return None;
    }
    let made_short = opening.how == How::Deed && made.is_some() && kind::are_short(scope, &names);
    let kind = kind::of(scope, &names).or_else(|| made_short.then_some(Kind::Others))?;
    let rest = body[opening.at + end..].trim_start_matches(is_blank);
    let made = made.map(|(from, to)| {
        trim(Span::of(offset + opening.at + from, offset + opening.at + to), plane)
    });
    let closed = rest.is_empty()
        || made.is_some()
        || rest.starts_with(['，', ',', '（', '('])
        || SAID.iter().any(|word| rest.starts_with(word));
    let headed = text[..from].trim_matches(is_blank).is_empty()
        && said
            .strip_suffix(['：', ':'])
            .is_some_and(|head| words::ends_list_title(&compact(head)));
    // Something is made of them, or the sentence ends there.
    let told = opening.how != How::Deed
        || made.is_some()
        || rest.is_empty()
        || rest.starts_with(['，', ',']);
    let stop = from + opening.at + end;
    // The last name of what is said of others may be the first word of something else.
    let subject = opening.how != How::Subject || SAID.iter().any(|word| rest.starts_with(word));
    (closed && told && subject).then(|| {
        let list = List {
            line,
            whole: is_clean(scope, &names),
            items: names,
            how: opening.how,
            kind,
            made,
            headed,
        };
        (list, stop)
    })
}

/// Where the names begin before the first mark of a sentence.
fn opening(body: &str, mark: usize) -> Option<Opening> {
    let lead = &body[..mark];
    let mut cut = after_last(lead, &['，', ',', '：', ':', '；']);
    // 甲省丙市，乙省丁市、戊县: places that commas part.
    while cut > 0 && lead[..cut].ends_with(['，', ',']) {
        let end = cut - lead[..cut].chars().next_back().map_or(0, char::len_utf8);
        let start = after_last(&lead[..end], &['，', ',', '：', ':', '；']);
        let piece = lead[start..end].trim_matches(is_blank);
        if is_one_or_two(piece) {
            cut = start;
            continue;
        }
        if let Some((at, how)) = opened(&lead[start..end])
            && is_one_or_two(lead[start + at..end].trim_matches(is_blank))
        {
            return Some(Opening { at: start + at, how });
        }
        break;
    }
    if lead[..cut].ends_with(['：', ':']) {
        let head = lead[..cut].trim_end_matches(['：', ':']);
        let head = head.rsplit(['，', ',', '。']).next().unwrap_or_default();
        return headed(head).map(|how| Opening { at: cut, how });
    }
    let (at, how) = opened(&lead[cut..])?;
    Some(Opening { at: cut + at, how })
}

/// Where 、 stands in a text outside brackets and quotation marks.
fn outside(text: &str) -> impl Iterator<Item = usize> {
    let mut depth = 0u32;
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '（' | '(' | '〔' | '“' | '《' => depth += 1,
            '）' | ')' | '〕' | '”' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 && c == '、').then_some(at)
    })
}

/// How what stands before a colon opens the names behind it.
fn headed(head: &str) -> Option<How> {
    let bare = compact(head);
    if places::is_province(&bare) {
        Some(How::Region)
    } else if HEADS.iter().any(|word| bare.contains(word)) || words::ends_list_title(&bare) {
        Some(How::Announced)
    } else {
        LOOSE.iter().any(|word| bare.ends_with(word)).then_some(How::Loose)
    }
}

/// A line of names alone below a title of a list, or below a line that announces them.
fn alone(scope: &Scope<'_>, line: usize, text: &str, from: usize, body: &str) -> Option<Opening> {
    let above = (0..line).rev().find(|index| scope.is_open(*index))?;
    let above = compact(scope.text(above));
    let told = words::ends_list_title(&above) || above.ends_with(['：', ':']);
    let first = text[..from].trim_matches(is_blank).is_empty();
    (told && first && !body.contains(['：', ':'])).then_some(Opening { at: 0, how: How::Announced })
}

/// Names with which a clause begins: 其中，甲镇、乙镇入选. Words behind them say what became of them.
fn subject(body: &str, mark: usize) -> Option<Opening> {
    let lead = &body[..mark];
    let cut = after_last(lead, &['，', ',', '：', ':', '；']);
    let clause = &lead[cut..];
    let blank = clause.len() - clause.trim_start_matches(is_blank).len();
    let own = ["其中", "以及"].iter().find(|word| clause[blank..].starts_with(**word));
    let at = cut + blank + own.map_or(0, |word| word.len());
    (at < mark).then_some(Opening { at, how: How::Subject })
}

/// Where the names begin in a clause behind the last word that opens them.
fn opened(clause: &str) -> Option<(usize, How)> {
    let last = |words: &mut dyn Iterator<Item = &'static str>| {
        words.filter_map(|word| Some(clause.rfind(word)? + word.len())).max()
    };
    let lead = clause.len() - clause.trim_start_matches(is_blank).len();
    let lead = lead + adverbs(&clause[lead..]);
    let begins = CLAUSE_OPENERS.iter().filter(|word| clause[lead..].starts_with(**word));
    let deed =
        last(&mut DEEDS.iter().copied()).into_iter().chain(begins.map(|w| lead + w.len())).max();
    // 向甲队、乙队授予“先锋队”旗帜: what stands behind the first word of the clause is the name.
    let to = clause[lead..].strip_prefix('向').map(|rest| clause.len() - rest.len());
    if let Some(at) = to {
        return Some((at, How::Deed));
    }
    // 有限公司, 华为公司: no word of the sentence.
    let within = |at: usize, word: &str| {
        let (lead, rest) = (&clause[..at], &clause[at + word.len()..]);
        (word == "有" && rest.starts_with(['限', '色', '机', '关', '名']))
            || (word == "为" && lead.ends_with('华'))
    };
    let loose = LOOSE.iter().filter_map(|word| {
        let mut found = clause.match_indices(*word).map(|(at, _)| at);
        Some((found.find(|at| !within(*at, word))?, *word))
    });
    let loose = loose.min();
    // 浙江有甲、乙
    if let Some((at, "有")) = loose
        && region(&clause[..at])
    {
        return Some((at + "有".len(), How::Region));
    }
    let found = [
        (last(&mut ANNOUNCE.iter().copied()), How::Announced),
        (deed, How::Deed),
        (loose.map(|(at, word)| at + word.len()), How::Loose),
    ];
    let best = found.into_iter().filter_map(|(at, how)| Some((at?, how)));
    let (at, how) = best.filter(|(at, _)| *at < clause.len()).rev().max_by_key(|(at, _)| *at)?;
    // 同意新设甲学院
    let rest = &clause[at..];
    let further =
        CLAUSE_OPENERS.iter().filter(|word| rest.starts_with(**word)).map(|w| w.len()).max();
    let further = further.filter(|length| *length < rest.len()).unwrap_or(0);
    Some((at + further, how))
}

/// Bytes of the adverbs before a verb: 拟 | 推荐.
fn adverbs(text: &str) -> usize {
    let mut at = 0;
    while let Some(word) = CLAUSE_ADVERBS.iter().find(|word| text[at..].starts_with(**word)) {
        at += word.len();
    }
    at
}

/// Whether a text says no more than a region, 其中浙江省.
fn region(text: &str) -> bool {
    let text = compact(text);
    let mut bare = text.as_str();
    for word in ["其中", "来自", "另外", "此外"] {
        bare = bare.strip_prefix(word).unwrap_or(bare);
    }
    let bare = bare.strip_suffix(['共', '则', '另', '还']).unwrap_or(bare);
    places::is_province(bare) || (joined::is_place(bare) && places::ends_as_place(bare))
}

/// Where names end, and what they are made: before “称号”, before 为, or at a comma behind the last of them.
fn end(text: &str) -> (usize, Option<(usize, usize)>) {
    let text = &text[..extent(text)];
    let last = outside(text).last().map_or(0, |at| at + '、'.len_utf8());
    let named = |at: usize| text[last..at].trim_matches(is_blank).chars().nth(1).is_some();
    // …、丁队授予“先锋队”旗帜
    let given = ["授予", "颁发", "颁授"].iter().filter_map(|word| {
        let at = last + text[last..].find(word)?;
        named(at).then_some((at, at + word.len()))
    });
    if let Some((at, behind)) = given.min() {
        return (at, Some((behind, text.len())));
    }
    // …、丁局“先进单位”称号
    if let Some(open) = text[last..].find(['“', '《']).map(|at| last + at)
        && named(open)
        && !text[..last].contains(['“', '《'])
    {
        let inner = open + text[open..].chars().next().map_or(0, char::len_utf8);
        let close = text[inner..].find(['”', '》']).map_or(text.len(), |at| inner + at);
        return (open, Some((inner, close)));
    }
    // A bracket of the last name's own stays.
    let bracket = text[last..].find(['（', '(']).map(|at| last + at);
    let stop = bracket.map_or(text.len(), |open| bracket_end(text, open));
    // …、丁县为第三批示范县
    if let Some(at) = text[last..].find('为').map(|at| last + at)
        && named(at)
        && !renames(&text[..at])
        && !text[..at].ends_with('华')
    {
        let verbs = ["认定", "确定", "命名", "评定", "列", "作"];
        let lead = &text[..at];
        let lead = verbs.iter().find_map(|verb| lead.strip_suffix(verb)).unwrap_or(lead);
        let lead = lead.strip_suffix("同志").unwrap_or(lead);
        return (lead.len(), Some((at + '为'.len_utf8(), text.len())));
    }
    let said = SAID.iter().filter_map(|word| Some(last + text[last..stop].find(word)?));
    let said = said.filter(|at| named(*at)).min();
    (said.unwrap_or(stop), None)
}

/// How far names may go: to the first comma, or past those that part places.
fn extent(text: &str) -> usize {
    let mut depth = 0u32;
    let commas = text.char_indices().filter(|(_, c)| {
        match c {
            '（' | '(' | '〔' | '“' | '《' => depth += 1,
            '）' | ')' | '〕' | '”' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '，' | ',')
    });
    let mut ends: Vec<usize> = commas.map(|(at, _)| at).collect();
    ends.push(text.len());
    let place = |item: &str| is_one_or_two(item.trim_matches(is_blank));
    let (mut stop, mut from) = (0, 0);
    for end in ends {
        let mut items = text[from..end].split('、');
        let last = items.next_back().unwrap_or_default();
        let others = items.all(place);
        // 甘肃省平凉市“名城”称号 is the last of them.
        let begins = || {
            let cut = last.find(['“', '《', '为', '入', '上', '获']).unwrap_or(0);
            place(&last[..cut])
        };
        let goes_on = others && place(last);
        if from == 0 || goes_on || (others && begins()) {
            stop = end;
        }
        if !goes_on {
            break;
        }
        from = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    stop
}

/// Where the bracket of a last name closes: the name ends there.
fn bracket_end(text: &str, open: usize) -> usize {
    let close = text[open..].find(['）', ')']).map_or(text.len(), |at| {
        open + at + text[open + at..].chars().next().map_or(0, char::len_utf8)
    });
    text[close..].find(['，', ',']).map_or(text.len(), |at| close + at)
}

/// Whether a text is a place, or two that a word joins.
fn is_one_or_two(text: &str) -> bool {
    const MOST: usize = 90;
    if text.is_empty() || text.len() > MOST {
        return false;
    }
    joined::is_place(text)
        || ["和", "及", "与"].iter().any(|word| {
            text.split_once(word)
                .is_some_and(|(left, right)| joined::is_place(left) && joined::is_place(right))
        })
}

/// The names of a stretch: by 、, where places by commas too, and words that join two.
fn names(scope: &Scope<'_>, whole: Span) -> Vec<Span> {
    let plane = &scope.document.text;
    let items = items::split_at(whole, plane, &['、']);
    let mut each = Vec::with_capacity(items.len());
    for item in items {
        let pieces = items::split_at(item, plane, &['，', ',']);
        let all = pieces.iter().all(|piece| is_one_or_two(piece.text(plane)));
        if pieces.len() > 1 && all { each.extend(pieces) } else { each.push(item) }
    }
    let each = joined::last(scope, joined::surely(scope, sentence::bare(each, plane)));
    let person = |item: &Span| persons::is_name(&compact(item.text(plane)));
    each.into_iter()
        .map(|item| {
            // 甲同志、乙同志
            let bare = item.text(plane).strip_suffix("同志").map(str::len);
            let own = bare.map(|length| Span::new(item.start, item.start + length as u32));
            own.filter(person).unwrap_or(item)
        })
        .collect()
}

fn after_last(text: &str, marks: &[char]) -> usize {
    text.rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}
