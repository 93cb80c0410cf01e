//! Where an enumeration may end: before 等 and a number, or before a number alone.

use crate::segment::claims;
use crate::text::words::letters::COUNTED_NEVER;
use crate::text::{is_blank, numeral};

/// Whether what is counted at the start of a text, behind its number, are kinds and the like, which names before it
/// are none of: 等6个领域.
pub(in crate::segment::lists) fn is_kind(after: &str) -> bool {
    let after = after.trim_start_matches(is_blank);
    // 甲类基地和乙类基地两类。
    let kinds = after.strip_prefix('类');
    if kinds.is_some_and(|rest| rest.is_empty() || rest.starts_with(['，', ',', '。', '；', '、']))
    {
        return true;
    }
    let thing = after.strip_prefix(['个', '家', '项', '类', '大', '种']).unwrap_or(after);
    COUNTED_NEVER.iter().any(|word| thing.starts_with(word)) && !is_of_level(thing)
}

/// 省级开发区 are things; 省级, and what governs there, are none.
fn is_of_level(thing: &str) -> bool {
    let Some(rest) = thing.strip_prefix("省级") else { return false };
    let govern = ["行政", "人民", "政府", "部门", "财政", "主管", "单位"];
    rest.starts_with(crate::text::blank::is_han)
        && !govern.iter().any(|word| rest.starts_with(word))
}

/// Where an enumeration may end: before 等 and a number, or before a number alone.
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
pub(in crate::segment::lists) struct End {
    pub(super) at: usize,
    /// Where the number begins.
    pub(in crate::segment::lists) number: usize,
    /// Where it ends.
    pub(in crate::segment::lists) behind: usize,
    pub(in crate::segment::lists) declared: u64,
    /// 等 stands there.
    pub(in crate::segment::lists) and_others: bool,
    /// A word for a sum stands there: 甲、乙，共6个; 甲、乙（共6个）.
    pub(super) summed: bool,
    /// The number stands in brackets behind the names: 甲、乙（2个）.
    pub(super) bracketed: bool,
    /// The number begins a clause: no name stands before it.
    pub(super) bare: bool,
}

/// Longest that what is counted in brackets may be, in bytes.
const MEASURE_MOST: usize = 200;

/// Words that add up the names before them.
const SUMS: [&str; 5] = ["共计", "共有", "合计", "总计", "共"];

/// Where the names before a number end, if a word for a sum and a mark stand between.
fn before_sum(head: &str) -> Option<usize> {
    let lead = head.trim_end_matches(is_blank);
    let lead = SUMS.iter().find_map(|word| lead.strip_suffix(word))?.trim_end_matches(is_blank);
    Some(lead.trim_end_matches(['，', ',', '（', '(', '；', '。']).len()).filter(|end| *end > 0)
}

/// Bytes of the batch that stands between 等 and its number: 等首批5个, 等第二批4个.
fn batch_length(text: &str) -> usize {
    const WORDS: [&str; 6] = ["首批", "首轮", "新一批", "新一轮", "又一批", "本批"];
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    let rest = &text[lead..];
    let ordinal = || {
        let number = rest.strip_prefix('第')?;
        let (_, length) = numeral::prefix(number)?;
        let unit = number[length..].chars().next().filter(|c| matches!(c, '批' | '轮' | '期'))?;
        Some('第'.len_utf8() + length + unit.len_utf8())
    };
    let word = WORDS.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
    word.or_else(ordinal).map_or(0, |length| {
        let behind = &rest[length..];
        let gap = behind.len() - behind.trim_start_matches(['共', '计', '的', ' ']).len();
        lead + length + gap
    })
}

/// Verbs between the last name and the number of what comes to be there.
static FOUNDS: [&str; 5] = ["设立", "增设", "新设", "成立", "建立"];

/// Where the enumerations of a text may end.
pub(super) fn ends(text: &str) -> Vec<End> {
    let mut ends = numbers(text);
    ends.retain(|end| !end.bare);
    ends
}

/// The counts of a text, whether names stand before them or not.
pub(in crate::segment::lists) fn numbers(text: &str) -> Vec<End> {
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
        let number = number + if and_others { batch_length(&text[number..]) } else { 0 };
        let start =
            number + text[number..].len() - text[number..].trim_start_matches(is_blank).len();
        let Some((declared, length)) = numeral::prefix(&text[start..]) else { continue };
        let after = text[start + length..].trim_start_matches(is_blank);
        // 甲药材、乙药材等5类 may be the list's own.
        let of_kinds = after.starts_with('类') && !text[..at].contains('类');
        if is_kind(after) && !of_kinds {
            continue;
        }
        let summed = before_sum(&text[..at]).filter(|_| !and_others);
        // 在甲、乙设立4家分支机构: the verb behind the last name.
        let founded = || FOUNDS.iter().find_map(|verb| text[..at].strip_suffix(verb)).map(str::len);
        // 甲、乙（2个）。
        let closed = || {
            let near = &after[..after.floor_char_boundary(MEASURE_MOST)];
            near.find(['）', ')']).is_some_and(|at| {
                let rest = after[at..].trim_start_matches(['）', ')']);
                rest.is_empty() || rest.starts_with(['。', '；'])
            })
        };
        let bracketed = text[..at].ends_with(['（', '(']) && closed();
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
        // 云南五省和天津、重庆二市
        let bare = c.len_utf8() > 1 && !joined && counts_places(after);
        if and_others || bare || claims::counts(before, declared, &text[start + length..]) {
            ends.push(End {
                bare: joined && !and_others,
                number: start,
                behind: start + length,
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

/// Whether a text begins with what places are called, and no name goes on with it.
fn counts_places(text: &str) -> bool {
    const PLACES: [char; 10] = ['省', '市', '县', '区', '州', '旗', '镇', '乡', '村', '校'];
    let Some(rest) = text.strip_prefix(PLACES) else { return false };
    rest.is_empty()
        || rest.starts_with([
            '和', '、', '，', '及', '与', '开', '为', '作', '列', '被', '成', '入', '。', '；',
        ])
}
