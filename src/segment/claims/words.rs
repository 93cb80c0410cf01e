//! How the claim grammar's words are read.

use crate::text::words::claims::{
    ABSTRACT, BARE, LONGER, MEASURES, NO_MEASURE, NOT_AFTER, NOT_BEFORE, TEAMS,
};
use crate::text::words::deeds::{ADVERBS, BEFALLS, DOERS, TELLS, TELLS_OF_THINGS};
use crate::text::words::verbs::{ACTS, CUES, DELTAS};
use crate::text::{is_blank, numeral, persons};

/// The measure word at the start of a text.
pub(super) fn measure(text: &str) -> Option<&'static str> {
    if BARE.iter().any(|word| text.starts_with(word)) {
        return Some("");
    }
    // 5家以上, but 5家以及其他2家
    let no = NO_MEASURE
        .iter()
        .any(|word| text.starts_with(word) && !text[word.len()..].starts_with('及'));
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
    // 伍 is a number, and 队伍5支 none before another.
    let glued = !before.ends_with("队伍")
        && last.is_some_and(|c| {
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
    // 侵害用户权益的APP13款
    let thing = ["APP", "App", "SDK"].iter().any(|word| before.ends_with(word));
    (glued && !thing)
        // 表1 and the table's title
        || matches!(before.trim_start_matches(is_blank), "表" | "附表" | "图" | "附图")
        || NOT_BEFORE.iter().any(|word| before.ends_with(word) && !is_part(before, word))
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

/// Without the adverbs at its start: 均已, 共同.
pub(super) fn without_adverbs(mut text: &str) -> &str {
    text = text.trim_start_matches(is_blank);
    while let Some(rest) = ADVERBS.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest.trim_start_matches(is_blank);
    }
    text
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
