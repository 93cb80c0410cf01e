//! How the noun phrase of what a number counts is cut out of a sentence, behind the number or before it.

use super::words::{
    clause_after, clause_before, counts_further, holds_at, is_noun_of_verb, without_adverbs,
};
use crate::text::words::claims::{COUNTS, JOINS, NOUN_ENDS, OPENERS, QUALIFIES, WHOLE};
use crate::text::words::deeds::{
    ADMITS, BECOMES, BEFALLS, BEFALLS_ALONE, NUMBERS, TELLS, TELLS_OF_THINGS, THINGS,
};
use crate::text::words::verbs::{ACTS, DELTAS};
use crate::text::{is_blank, numeral};

/// What a number counts, where it stands after the measure word.
pub(super) struct Noun<'t> {
    /// Without quotation marks.
    pub(super) about: &'t str,
    /// Bytes it takes, marks included.
    pub(super) length: usize,
}

/// Reads the noun phrase at the start of a text: up to punctuation, a joining word or the next
/// number. Between quotation marks everything belongs to it.
///
/// `measure` is the word before it: of `5人当选` it is all that is counted.
pub(super) fn behind<'t>(text: &'t str, measure: &str) -> Noun<'t> {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    let rest = &text[lead..];
    for (open, close) in [('“', '”'), ('「', '」'), ('"', '"')] {
        if let Some(inner) = rest.strip_prefix(open)
            && let Some(end) = inner.find(close)
        {
            let length = lead + open.len_utf8() + end + close.len_utf8();
            // “专精特新”企业: the quoted word only opens the noun.
            let tail = plain(&rest[length - lead..], "");
            let about = if tail > 0 { &rest[..length - lead + tail] } else { &inner[..end] };
            return Noun { about, length: length + tail };
        }
    }
    let end = plain(rest, measure);
    // 10家符合条件的企业: what is counted stands behind 的.
    if let Some(after) = rest[end..].strip_prefix('的')
        && let more = plain(after, "")
        // 6家政府管理的参观点（名单见附件）: the bracket says that they are listed.
        && (QUALIFIES.iter().any(|word| rest.starts_with(word)) || points_at_annex(&after[more..]))
        && more > 0
    {
        let start = end + '的'.len_utf8();
        return Noun { about: &after[..more], length: lead + start + more };
    }
    // 5家通过评审: nothing is named.
    if BEFALLS.iter().any(|word| rest[..end].starts_with(word))
        && QUALIFIES.iter().any(|word| rest.starts_with(word))
    {
        return Noun { about: "", length: 0 };
    }
    let about = rest[..end].trim_end_matches(is_blank);
    // 授予5人称号: what people get is not what is counted.
    if matches!(measure, "人" | "名" | "位") && matches!(about, "称号" | "荣誉" | "荣誉称号")
    {
        return Noun { about: "", length: 0 };
    }
    // 3家度假区等级: what is taken from them is not what they are.
    let about = ["等级", "资格", "资质", "荣誉称号", "称号", "命名"]
        .iter()
        .find_map(|word| about.strip_suffix(word).filter(|bare| bare.chars().count() > 1))
        .unwrap_or(about);
    Noun { about, length: lead + about.len() }
}

/// Whether a bracket opens a text that says where the list is: （名单见附件）.
fn points_at_annex(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    inner.is_some_and(|(inner, _)| inner.contains("见附件") || inner.contains("附后"))
}

/// No noun phrase has more characters.
const LONGEST: usize = 80;

/// Length of the plain noun phrase at the start of a text.
fn plain(rest: &str, measure: &str) -> usize {
    let mut end = 0;
    for (at, c) in rest.char_indices().take(LONGEST) {
        let qualifier = at == 0;
        let mark = matches!(
            c,
            '，' | '。'
                | '；'
                | '、'
                | '：'
                | '（'
                | '）'
                | '('
                | ')'
                | '“'
                | '”'
                | '《'
                | '》'
                | '【'
                | '】'
                | '〔'
                | '〕'
                | ','
                | ';'
                | ':'
                | '！'
                | '\n'
        );
        let number =
            at > 0 && numeral::digit(c).is_some() && !is_inside_code(&rest[..at], &rest[at..]);
        let word = NOUN_ENDS.iter().any(|word| {
            rest[at..].starts_with(word)
                && !(qualifier && word.chars().count() == 2 && QUALIFIES.contains(word))
                && (rest[at..].starts_with("为民主")
                    || !WHOLE.iter().any(|whole| holds_at(rest, at, whole)))
        });
        // 7个城市建设基地: they build; 建设项目 are things.
        let built = ["建设", "创建"].iter().any(|word| rest[at..].starts_with(word))
            && ["城市", "地区", "县", "市", "区"].iter().any(|place| rest[..at].ends_with(place));
        let lead = if at == 0 { measure } else { &rest[..at] };
        // 2家——甲公司、乙公司
        let dash = rest[at..].starts_with("——") || (at == 0 && c == '—');
        if mark || dash || number || word || built || verb_follows(lead, &rest[at..]) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// What else ends a noun behind a thing: 5个镇为农业强镇, 2家企业未通过.
const NEXT: [&str; 17] = [
    "为",
    "中，",
    "中,",
    "中有",
    "中择优",
    "中遴选",
    "中评选",
    "各",
    "未",
    "不予",
    "不再",
    "曾",
    "连续",
    "因故",
    "仍",
    "尚",
    "退出",
];

/// Whether a verb follows a noun, not another part of it: `项目`立项, `企业`拥有, but not 项目立项单位.
fn verb_follows(noun: &str, rest: &str) -> bool {
    // 典型经验确定为: whatever it is, it becomes something.
    let becomes = |verb: &&str| {
        verb.chars().count() > 1
            && rest.strip_prefix(*verb).is_some_and(|after| after.starts_with(['为', '成']))
    };
    if noun.chars().count() > 1 && BECOMES.iter().any(becomes) {
        return true;
    }
    if !THINGS.iter().any(|thing| noun.ends_with(thing)) {
        return false;
    }
    // 5家企业中，有3家; 5个城市各选择2个县
    if NEXT.iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    let all = rest;
    let rest = without_adverbs(rest);
    // 企业现予公布
    if rest.len() < all.len() && ADMITS.iter().any(|verb| rest.starts_with(verb)) {
        return true;
    }
    let behind = |words: &'static [&'static str]| {
        words.iter().filter_map(move |word| rest.strip_prefix(word))
    };
    behind(BEFALLS).next().is_some()
        || behind(BEFALLS_ALONE).any(ends_there)
        || behind(BECOMES).any(|after| after.starts_with(['为', '成']))
        || behind(TELLS).any(|after| !is_noun_of_verb(after))
        || behind(TELLS_OF_THINGS)
            .any(|after| !is_noun_of_verb(after) && counts_further(clause_after(after)))
}

/// Whether nothing of a noun follows: the end, a mark, or what something became.
fn ends_there(after: &str) -> bool {
    let verb = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    after.chars().next().is_none_or(|c| {
        is_blank(c)
            || c == '为'
            || c == '了'
            || (!crate::text::blank::is_han(c) && !c.is_alphanumeric())
    }) || verb(BEFALLS)
        || verb(BEFALLS_ALONE)
}

/// Whether a digit belongs to a noun such as `5G应用`, `4A级景区`: a letter follows it.
fn is_inside_code(before: &str, rest: &str) -> bool {
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.starts_with(|c: char| c.is_ascii_alphabetic())
        || before.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// The last item of an enumeration; what stands in brackets does not part it.
fn last_item(clause: &str) -> &str {
    let mut depth = 0u32;
    for (at, c) in clause.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth > 0 => depth -= 1,
            '、' | '（' | '(' | '《' | '》' | '”' if depth == 0 => {
                return &clause[at + c.len_utf8()..];
            }
            _ => {}
        }
    }
    clause
}

/// What a number counts, where it stands before it: `光伏电站项目`4个, `综合基地`（10家）, and all of
/// `A类、B类`共30家.
pub(super) fn before(text: &str) -> &str {
    const LISTS: [&str; 6] = ["名单", "清单", "目录", "名录", "一览表", "汇总表"];
    let clause = clause_before(text).trim_end_matches(is_blank);
    let clause = clause.strip_suffix(['（', '(']).unwrap_or(clause);
    let (clause, summed) = strip_counts(clause);
    // 甲公司等10家: only an example stands there; 以下5人: they are named below.
    if clause.ends_with('等') || clause.ends_with("以下") || clause.ends_with("下列") {
        return "";
    }
    let list = summed && clause.contains('、') && !clause.contains(['》', '”']);
    let mut clause = if clause.ends_with('”') {
        clause.rfind('“').map_or(clause, |at| &clause[at..]).trim_matches(['“', '”'])
    } else if list {
        clause
    } else {
        last_item(clause).trim_matches(is_blank)
    };
    // Beside a whole bracket, （截至2020年6月30日）（共7所）, nothing is named.
    if clause.starts_with(['（', '(']) {
        return "";
    }
    let openers = OPENERS.iter().filter(|word| !list || !JOINS.contains(word));
    for word in openers.chain(DELTAS).chain(ACTS) {
        if let Some(at) = clause.rfind(word)
            && !WHOLE.iter().any(|whole| holds_at(clause, at, whole))
        {
            clause = &clause[at + word.len()..];
        }
    }
    // 遴选出5家, 批准立项5项, 入围企业数量为5家, 下达水库工程14座
    let mut clause = clause.trim_matches(is_blank);
    let said = ["安排", "下达", "任命", "公示", "公告"];
    let bare = clause.strip_prefix("决定").unwrap_or(clause);
    if let Some(rest) = said.iter().find_map(|verb| bare.strip_prefix(verb)) {
        clause = rest;
    }
    while let Some(rest) = behind_deed(clause) {
        clause = rest;
    }
    // 项目名录（共计5大类14项）
    let at = clause.rfind("共计").or_else(|| clause.rfind('共')).unwrap_or(0);
    let bare = clause[at..].trim_start_matches(['共', '计']);
    let classes = |length: usize| ["大类", "类", "个类别", "个门类"].contains(&&bare[length..]);
    let clause = match numeral::prefix(bare) {
        Some((_, length)) if classes(length) && at > 0 => &clause[..at],
        // The bracket is of what stands before it.
        Some((_, length)) if classes(length) => {
            let outer = text.rfind(clause).map_or("", |at| &text[..at]);
            let opened = outer.trim_end_matches(|c| is_blank(c) || matches!(c, '共' | '计'));
            return opened.strip_suffix(['（', '(']).map_or("", before);
        }
        _ => clause,
    };
    let clause = NUMBERS.iter().find_map(|tail| clause.strip_suffix(tail)).unwrap_or(clause);
    // 纪录片名单（公示稿）（共13部）
    let listed = |text: &str| LISTS.iter().any(|tail| text.ends_with(tail));
    let inner = clause.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    let draft = inner.filter(|(outer, inner)| listed(outer) && inner.ends_with(['稿', '案']));
    let clause = draft.map_or(clause, |(outer, _)| outer);
    // 示范企业名单（13家） counts what the list is of.
    let thing = LISTS.iter().find_map(|tail| clause.strip_suffix(tail));
    thing.filter(|thing| !thing.is_empty()).unwrap_or(clause)
}

/// What stands behind a verb that begins a text, or what is left of one: 立项, 下达, 出, 了.
fn behind_deed(clause: &str) -> Option<&str> {
    let rest = without_adverbs(clause);
    let verbs = ADMITS.iter().chain(BEFALLS).chain(BEFALLS_ALONE);
    let rest = verbs
        .filter(|verb| {
            !WHOLE.iter().any(|whole| whole.starts_with(**verb) && rest.starts_with(whole))
        })
        .filter_map(|verb| Some((verb, rest.strip_prefix(verb)?)))
        // 获奖项目 are what is counted, 获奖 alone is not.
        .find(|(verb, rest)| rest.is_empty() || !BEFALLS_ALONE.contains(verb))
        .map(|(_, rest)| rest)
        .or_else(|| ["出了", "了"].iter().find_map(|word| clause.strip_prefix(word)))
        .or_else(|| {
            clause.strip_prefix('出').filter(|rest| !rest.starts_with(['版', '口', '租']))
        })?;
    // 获得者
    (!rest.starts_with('者')).then(|| rest.trim_matches(is_blank))
}

/// Without the cues between a noun and its number, and whether one of them adds up.
fn strip_counts(clause: &str) -> (&str, bool) {
    let mut clause = clause.trim_matches(is_blank);
    let mut summed = false;
    while let Some((rest, word)) =
        COUNTS.iter().find_map(|word| clause.strip_suffix(word).map(|rest| (rest, word)))
    {
        clause = rest.trim_end_matches(is_blank);
        summed |= word.ends_with('计') || word.contains('共');
    }
    (clause.strip_suffix(['（', '(']).unwrap_or(clause), summed)
}
