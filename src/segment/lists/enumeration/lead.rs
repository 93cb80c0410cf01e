//! Where the names of an enumeration begin: behind what the sentence says before them.

use crate::segment::roster::words;
use crate::text::words::letters::OURS;
use crate::text::words::verbs::{
    CHANGED, CLAUSE_ADVERBS, CLAUSE_OPENERS, DEEDS, OPENERS, WENT_OUT,
};
use crate::text::{is_blank, numeral};

/// 请甲市、乙市等5个市: whether a text whose names begin it asks them for something. 聘请 and 邀请 do not.
pub(in crate::segment::lists) fn asks(head: &str) -> bool {
    /// Bytes at the beginning that are looked at.
    const REACH: usize = 600;
    let head = &head[..head.floor_char_boundary(REACH)];
    let lead = &head[..first_mark(head)];
    let clause = lead.rsplit(['，', '：', ',', ':', '；', ';']).next().unwrap_or(lead);
    let clause = clause.trim_start_matches(is_blank);
    let clause = &clause[number_length(clause)..];
    ["请", "望", "希望"].iter().any(|word| clause.starts_with(word))
}

/// Words behind which an enumeration begins.
pub(super) fn openers() -> impl Iterator<Item = &'static str> {
    DEEDS.iter().chain(OPENERS).copied()
}

/// Bytes that the number of a paragraph takes, its mark included: `一、`, `（一）`, `一是`.
pub(in crate::segment::lists) fn number_length(text: &str) -> usize {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    // （一）, 1）
    let open = text[lead..].len() - text[lead..].trim_start_matches(['（', '(']).len();
    let number = numeral::prefix(&text[lead + open..]).map_or(0, |(_, length)| length);
    let behind = &text[lead + open + number..];
    if number > 0
        && let Some(rest) = behind.strip_prefix(['）', ')']).or_else(|| behind.strip_prefix("是"))
        && (open > 0 || !behind.starts_with(['）']))
    {
        return text.len() - rest.len();
    }
    numeral::prefix(&text[lead..]).map_or(0, |(_, length)| {
        let rest = &text[lead + length..];
        let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'));
        mark.map_or(0, |mark| lead + length + mark.len_utf8())
    })
}

/// Bytes that the verb takes with which a text begins; none where it begins otherwise.
pub(super) fn verb_length(text: &str) -> usize {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    // 将甲、乙等2家列为: 将乐县 is a name.
    if text[lead..].starts_with('将') && !text[lead..].starts_with("将乐") {
        return lead + '将'.len_utf8();
    }
    let verbs = DEEDS.iter().chain(WENT_OUT).chain(CHANGED).chain(CLAUSE_OPENERS);
    let verb = verbs.filter(|verb| text[lead..].starts_with(**verb)).map(|verb| verb.len()).max();
    verb.map_or(0, |length| lead + length)
}

/// Where the clauses of an enumeration begin that a verb opens, past its verb: at most so many.
pub(super) fn clauses(text: &str, start: usize, end: usize) -> impl Iterator<Item = usize> {
    const MOST: usize = 16;
    let marks = text[start..end].match_indices(['，', ',']).take(MOST);
    marks.filter_map(move |(at, mark)| {
        let from = start + at + mark.len();
        let verb = verb_length(&text[from..end]);
        // 同意设立甲园、乙园
        let behind = &text[from + verb..end];
        let deeds = DEEDS.iter().filter(|deed| behind.starts_with(**deed));
        let second = deeds.map(|deed| deed.len()).max().unwrap_or(0);
        (verb > 0).then(|| past_out(&text[from..end], verb + second) + from)
    })
}

/// Where the clauses of an enumeration begin behind one that ends in a document's name or a list's: 印发《…》，甲村、乙村等4个村榜上有名;
/// 公布了…名单，甲村、乙村等6个村上榜.
pub(super) fn behind_titles(text: &str, start: usize, end: usize) -> impl Iterator<Item = usize> {
    const MOST: usize = 16;
    let marks = text[start..end].match_indices(['，', ',']).take(MOST);
    marks.filter_map(move |(at, mark)| {
        let before = text[start..start + at].trim_end_matches(is_blank);
        let told = before.ends_with('》') || words::ends_as_list(before);
        told.then_some(start + at + mark.len())
    })
}

/// Where the first 、 stands outside brackets: not that of 有关省（自治区、直辖市）. Behind “甲” another may follow
/// without any.
pub(in crate::segment::lists) fn first_mark(head: &str) -> usize {
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

/// What names begin with: no 出 of 遴选出.
const OUT: [&str; 4] = ["出版", "出口", "出租", "出入"];

/// Where the name begins behind a verb: 遴选出甲公司, but 遴选出版社.
fn past_out(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    // 将出彩科技园列为
    let out = text[..at].ends_with('选')
        && rest.starts_with('出')
        && !OUT.iter().any(|word| rest.starts_with(word));
    if out { at + '出'.len_utf8() } else { at }
}

/// Where the names of a sentence's next list begin: behind its verb, and what is said of the list before,
/// …等4家企业，各奖励30万元，戊、己等2家.
pub(super) fn behind_said(text: &str, start: usize, end: usize) -> usize {
    let behind = start + verb_length(&text[start..end]);
    let lead = text.get(behind..end).unwrap_or_default();
    let said = lead[..first_mark(lead)].contains(['，', ',']);
    if said { opened(text, behind, end) } else { behind }
}

/// Where the first name begins: behind the last mark and the last word that open the enumeration.
pub(super) fn opened(text: &str, start: usize, end: usize) -> usize {
    let head = &text[start..end];
    let lead = &head[..first_mark(head)];
    // What stands inside the first name's marks opens nothing.
    let quote = lead
        .rfind(['“', '《'])
        .filter(|at| !lead[*at..].contains(['”', '》']) || lead.ends_with(['”', '》']));
    let named = lead.len();
    let lead = &lead[..quote.unwrap_or(named)];
    let cut = lead
        .rfind(['，', '：', ',', ':', '；', ';'])
        .filter(|_| named < head.len())
        .map_or(0, |at| at + lead[at..].chars().next().map_or(1, char::len_utf8));
    let cut = cut + own_length(&lead[cut..], quote.is_some());
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
    let at = if at > 0 { past_out(lead, at) } else { at };
    start + cut + at + clause_verb_length(&lead[at..], quote.is_some())
}

/// Bytes of the words at the start of a clause by which a region speaks of its own: 我省, 来自本市的; of the whole
/// clause where a name's own mark follows.
pub(super) fn own_length(clause: &str, marked: bool) -> usize {
    let lead = clause.len() - clause.trim_start_matches(is_blank).len();
    let mut rest = &clause[lead..];
    for word in ["其中", "以及", "来自"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if let Some(ours) = OURS.iter().find(|word| rest.starts_with(**word)) {
        let from = &rest[ours.len()..];
        // 我市有名企业
        let word = ["共有", "有", "的"].iter().find(|word| from.starts_with(**word));
        let behind = word.map_or(from, |word| &from[word.len()..]);
        rest = if behind.starts_with(['限', '色', '名', '机']) { from } else { behind };
    } else if let Some(behind) = behind_place(rest) {
        rest = behind;
    }
    let length = clause.len() - rest.len();
    if length > lead && (marked || length < clause.len()) { length } else { 0 }
}

/// 江西省的甲公司: the text behind the place and 的.
fn behind_place(text: &str) -> Option<&str> {
    const PLACE_MOST: usize = 8;
    let (place, behind) = text.split_once('的')?;
    let named = (3..=PLACE_MOST).contains(&place.chars().count())
        && place.ends_with(['省', '市', '区', '县', '州'])
        && place.chars().all(crate::text::blank::is_han);
    named.then_some(behind)
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

/// Where the next list begins behind the 等N个 at `above`: after the first 和, 、 or the like.
pub(super) fn next_list(text: &str, above: usize, end: usize) -> Option<usize> {
    let mut depth = 0u32;
    let thousands =
        |at: usize| text[above + at..].chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let (at, mark) = text[above..end].char_indices().find(|(at, c)| {
        match c {
            ',' if depth == 0 && !thousands(*at) => return true,
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '和' | '、' | '，' | '及' | '与')
    })?;
    Some(above + at + mark.len_utf8())
}

/// Bytes of the names before a number, without the bodies that stand before them and choose them: 甲部、乙部研究确定 | 丙市、丁市.
/// A verb of notices parts them, directly behind a body.
pub(super) fn actors_length(names: &str) -> usize {
    const REACH: usize = 600;
    const BETWEEN: [&str; 8] = ["研究", "联合", "共同", "决定", "正式", "近日", "日前", "已"];
    const BODIES: [char; 9] = ['部', '局', '委', '厅', '办', '会', '府', '署', '院'];
    const FOUNDERS: [char; 4] = ['司', '行', '社', '团'];
    const OFFICE_MOST: usize = 4;
    const OFFICES: [char; 10] = ['科', '处', '室', '心', '股', '所', '组', '办', '队', '站'];
    let lead = &names[..names.floor_char_boundary(REACH)];
    let Some(mark) = lead.find('、') else { return 0 };
    let behind_body = |at: usize| {
        let mut before = lead[..at].trim_end_matches(is_blank);
        while let Some(rest) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
            before = rest.trim_end_matches(is_blank);
        }
        before.ends_with(BODIES)
    };
    // 同意丙银行设立甲支行、乙支行
    let behind_founder = |at: usize| lead[..at].ends_with(FOUNDERS);
    let ends = DEEDS
        .iter()
        .flat_map(|verb| lead.match_indices(verb).map(move |(at, _)| (at, at + verb.len())));
    // 乙县审计局批准科, 丙县公安局认定中心: the word is part of a name.
    let office = |end: usize| {
        let rest = lead[end..].split('、').next().unwrap_or_default().trim_end_matches('等');
        rest.chars().count() <= OFFICE_MOST && rest.ends_with(OFFICES)
    };
    ends.filter(|(at, end)| {
        (*at > mark && behind_body(*at) || *at < mark && behind_founder(*at))
            && !office(*end)
            && !lead[*end..].starts_with(['、', '的', '（', '('])
    })
    .map(|(_, end)| end)
    .filter(|end| *end < names.len())
    .max()
    .unwrap_or(0)
}
