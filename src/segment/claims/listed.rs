//! Verbs of what a notice does to its list, and words that only look like them.

use super::words::holds_at;
use crate::text::words::verbs::LISTS;

/// Words that only look like a verb of a letter.
static LOOK_ALIKE: &[&str] = &[
    "组织部",
    "组织机构",
    "社会组织",
    "组织单位",
    "组织实施",
    "发达",
    "传达",
    "下达",
    "到达",
    "雷达",
    "达标",
    "达州",
    "达县",
    "必须",
    "须知",
    "名单位",
    "目标考核",
    "推荐目录",
    "通达",
    "参加单位",
    "组织奖",
    "优秀组织",
    "培训点",
    "培训基地",
    "培训机构",
    "培训中心",
    "培训项目",
    "培训课程",
    "培训单位",
];

/// Whether a sentence speaks of what a notice does to its list.
pub(super) fn is_of_list(sentence: &str) -> bool {
    last_of(sentence, LISTS).is_some()
}

/// Where the last of these words ends in a text; those that are part of another word are none.
pub(super) fn last_of(text: &str, words: &[&str]) -> Option<usize> {
    words
        .iter()
        .filter_map(|word| {
            let mut found = text.rmatch_indices(word);
            let at = found.find(|(at, _)| {
                !LOOK_ALIKE.iter().any(|like| like != word && holds_at(text, *at, like))
            });
            at.map(|(at, word)| at + word.len())
        })
        .max()
}
