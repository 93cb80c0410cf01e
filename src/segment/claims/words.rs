//! How the claim grammar's words are read, and how a noun phrase is cut out of a sentence.

use crate::text::words::claims::{
    ABSTRACT, BARE, COUNTS, JOINS, LONGER, MEASURES, NO_MEASURE, NOT_AFTER, NOT_BEFORE, NOUN_ENDS,
    OPENERS, QUALIFIES, TEAMS, WHOLE,
};
use crate::text::words::deeds::{
    ADMITS, ADVERBS, BECOMES, BEFALLS, BEFALLS_ALONE, DOERS, NUMBERS, TELLS, TELLS_OF_THINGS,
    THINGS,
};
use crate::text::words::verbs::{ACTS, CUES, DELTAS};
use crate::text::{is_blank, numeral, persons};

/// The measure word at the start of a text.
pub(super) fn measure(text: &str) -> Option<&'static str> {
    if BARE.iter().any(|word| text.starts_with(word)) {
        return Some("");
    }
    let no = NO_MEASURE.iter().any(|word| text.starts_with(word));
    // 名单 is no measure, 名单位代表 is one.
    let list = text.starts_with("名单") && !text.starts_with("名单位");
    if no || list {
        return None;
    }
    // 6张许可证; 张 begins many names.
    if ["张《", "张许可", "张证", "张资质", "张营业"].iter().any(|word| text.starts_with(word))
    {
        return Some("张");
    }
    // 7地入选; 三地协同 and 两地通过协商 count nothing.
    if text.strip_prefix('地').is_some_and(|rest| {
        BEFALLS.iter().any(|verb| rest.starts_with(verb))
            && !["通过", "符合"].iter().any(|verb| rest.starts_with(verb))
    }) {
        return Some("地");
    }
    MEASURES.iter().find(|measure| text.starts_with(**measure)).copied()
}

/// The measure word that a text is, and nothing else.
pub(super) fn whole_measure(text: &str) -> Option<&'static str> {
    let one = MEASURES.contains(&text).then(|| measure(text)).flatten();
    one.filter(|measure| *measure == text && !measure.is_empty())
}

/// `十大`, `十佳`: the number and the word are one.
pub(super) fn superlative(number: &str, rest: &str) -> Option<&'static str> {
    let ten = matches!(number, "十" | "10" | "１０");
    ["大", "佳"].into_iter().find(|word| ten && rest.starts_with(word))
}

/// Whether what precedes forbids reading a number as a count.
fn forbids_before(before: &str) -> bool {
    let before = before.trim_end_matches(is_blank);
    let last = before.chars().last();
    let glued = last.is_some_and(|c| {
        numeral::digit(c).is_some()
            || numeral::chinese_digit(c).is_some()
            || c.is_ascii_alphanumeric()
            || matches!(
                c,
                '.' | '．'
                    | '-'
                    | '—'
                    | '–'
                    | '－'
                    | '/'
                    | '〔'
                    | '['
                    | '〕'
                    | ']'
                    | '~'
                    | '～'
                    | '至'
                    | '十'
                    | '百'
                    | '千'
                    | '万'
                    | '+'
                    | '＋'
                    | '“'
                    // 3101***016, of which a part is not shown
                    | '*'
                    | '＊'
            )
    });
    glued || NOT_BEFORE.iter().any(|word| before.ends_with(word) && !is_part(before, word))
}

/// Whether what stands before a number makes it no count: 约 of 约3人, but not 超 of 王一、赵二、李超3人.
pub(super) fn forbids(before: &str, declared: u64, after: &str) -> bool {
    let people = || after.trim_start_matches(is_blank).starts_with(['人', '名', '位']);
    forbids_before(before) && !(people() && persons::end_before(before, declared))
}

/// Whether a word at the end of a text is the end of a longer one: 此前, 目前 are no 前.
fn is_part(before: &str, word: &str) -> bool {
    LONGER.iter().any(|longer| longer.ends_with(word) && before.ends_with(longer))
}

/// Whether what follows forbids it.
pub(super) fn forbids_after(after: &str) -> bool {
    let after = after.trim_start_matches(is_blank);
    NOT_AFTER.iter().any(|word| after.starts_with(word))
}

const BREAKS: [char; 7] = ['，', '；', '。', ',', ';', '：', '\n'];

/// Byte offset at which the clause that ends where the text ends begins.
pub(super) fn clause_start(text: &str) -> usize {
    text.rfind(BREAKS).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}

/// The clause that ends where the text ends.
pub(super) fn clause_before(text: &str) -> &str {
    &text[clause_start(text)..]
}

/// The clause that starts where the text starts.
pub(super) fn clause_after(text: &str) -> &str {
    text.find(['，', '；', '。', ',', ';', '\n']).map_or(text, |at| &text[..at])
}

/// A text without a bracket that it begins with: `（市、区）`为试点.
pub(super) fn without_bracket(text: &str) -> &str {
    let inner = text.strip_prefix(['（', '(']);
    let close = inner.and_then(|inner| inner.split_once(['）', ')']));
    close.map_or(text, |(_, rest)| rest)
}

/// Whether a clause counts rows.
pub(super) fn has_cue(clause: &str) -> bool {
    CUES.iter().any(|cue| clause.contains(cue))
}

/// The verb of change nearest to the end of a clause: 新增 of `新增2个会议和7个刊物`.
pub(super) fn delta(clause: &str) -> Option<&'static str> {
    last_word(clause, DELTAS)
}

/// The verb that says what the rows counted have in common: 确认, 变更.
pub(super) fn act(clause: &str) -> Option<&'static str> {
    last_of(clause, &[DELTAS, ACTS])
}

fn last_word(clause: &str, words: &'static [&'static str]) -> Option<&'static str> {
    last_of(clause, &[words])
}

fn last_of(clause: &str, lists: &[&'static [&'static str]]) -> Option<&'static str> {
    lists
        .iter()
        .flat_map(|words| words.iter())
        .filter_map(|word| clause.rfind(word).map(|at| (at, word.len(), *word)))
        .max()
        .map(|(_, _, word)| word)
}

/// Whether a text begins with a count: 3家.
pub(super) fn counts_next(text: &str) -> bool {
    numeral::prefix(text).is_some_and(|(_, length)| measure(&text[length..]).is_some())
}

/// Whether things of this name are never rows.
pub(super) fn is_abstract(about: &str) -> bool {
    // 发布5个指导原则: a kind of document.
    const DOCUMENTS: [&str; 2] = ["指导原则", "技术原则"];
    let document = DOCUMENTS.iter().any(|word| about.ends_with(word));
    !document
        && ABSTRACT.iter().any(|word| {
            about.starts_with(word) || (about.ends_with(word) && about.chars().count() < 8)
        })
}

/// The body on which people sit that a text ends with, before a count of them: 领导小组 of 领导小组成员名单（共.
pub(super) fn team(before: &str) -> Option<&str> {
    const TAILS: [&str; 8] = ["共有", "共计", "共", "由", "名单", "组成人员", "成员", "人员"];
    let mut text = before.trim_end_matches(is_blank).trim_end_matches(['（', '(']);
    while let Some(bare) = TAILS.iter().find_map(|tail| text.strip_suffix(tail)) {
        // 成立领导小组，由7人组成
        let apart = |c| is_blank(c) || matches!(c, '（' | '(' | '，' | ',');
        text = bare.trim_end_matches(apart);
    }
    let word = TEAMS.iter().filter(|word| text.ends_with(**word)).max_by_key(|word| word.len())?;
    text.get(text.len() - word.len()..)
}

/// Whether `word` stands in `text` so that it covers the byte `at`.
pub(super) fn holds_at(text: &str, at: usize, word: &str) -> bool {
    word.char_indices().any(|(back, _)| {
        at.checked_sub(back)
            .and_then(|start| text.get(start..))
            .is_some_and(|rest| rest.starts_with(word))
    })
}

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
pub(super) fn noun<'t>(text: &'t str, measure: &str) -> Noun<'t> {
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
        && QUALIFIES.iter().any(|word| rest.starts_with(word))
    {
        let more = plain(after, "");
        if more > 0 {
            let start = end + '的'.len_utf8();
            return Noun { about: &after[..more], length: lead + start + more };
        }
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
        let before = if at == 0 { measure } else { &rest[..at] };
        if mark || number || word || built || verb_follows(before, &rest[at..]) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// What else ends a noun behind a thing: 5个镇为农业强镇, 2家企业未通过.
const NEXT: [&str; 13] =
    ["为", "中，", "中,", "中有", "各", "未", "不予", "曾", "连续", "因故", "仍", "尚", "退出"];

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

/// Without the adverbs at its start: 均已, 共同.
pub(super) fn without_adverbs(mut text: &str) -> &str {
    text = text.trim_start_matches(is_blank);
    while let Some(rest) = ADVERBS.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest.trim_start_matches(is_blank);
    }
    text
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

/// 承担单位, 参与人员: the verb before it is a part of a noun.
pub(super) fn is_noun_of_verb(after: &str) -> bool {
    DOERS.iter().any(|word| after.starts_with(word))
}

/// Whether a text holds a number with a measure word.
pub(super) fn counts_further(text: &str) -> bool {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match numeral::prefix(&text[at..]) {
            Some((_, length)) => {
                let rest = text[at + length..].trim_start_matches(is_blank);
                let guess = rest.starts_with(['余', '多', '万', '亿']);
                if c.is_ascii_digit() && (guess || measure(rest).is_some()) {
                    return true;
                }
                at += length;
            }
            None => at += c.len_utf8(),
        }
    }
    false
}

/// Whether the verb of a thing follows: what it has or does.
pub(super) fn tells_next(tail: &str) -> bool {
    let rest = without_adverbs(tail);
    let told = |words: &[&str]| {
        words.iter().filter_map(|word| rest.strip_prefix(word)).any(|after| !is_noun_of_verb(after))
    };
    told(TELLS) || told(TELLS_OF_THINGS)
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
pub(super) fn noun_before(text: &str) -> &str {
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
    // 遴选出5家, 批准立项5项, 入围企业数量为5家
    let mut clause = clause.trim_matches(is_blank);
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
            return opened.strip_suffix(['（', '(']).map_or("", noun_before);
        }
        _ => clause,
    };
    let clause = NUMBERS.iter().find_map(|tail| clause.strip_suffix(tail)).unwrap_or(clause);
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
