//! Words of a claim and of a heading brought to one form, for comparing only.

use crate::text::{numeral, traditional, width};

/// Without white space and quotation marks, brackets all of one kind, full-width letters and
/// digits as ASCII, traditional characters as
/// their simplified ones.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '‘' | '’' | '「' | '」'))
        .map(|c| match traditional::one(c) {
            '（' | '〔' | '［' | '【' | '[' => '(',
            '）' | '〕' | '］' | '】' | ']' => ')',
            c => width::narrow(c),
        })
        .collect()
}

/// What a list is a list of: its title without 关于…, 《》 and the word for list at its end.
pub(super) fn noun(title: &str) -> String {
    let folded = fold(title).replace(['《', '》'], "");
    let mut noun = folded.as_str();
    if let Some(start) = noun.strip_suffix("的通知").or(noun.strip_suffix("的公告")) {
        noun = start;
    }
    // 森林乡村名单(第二批)(共7个): neither batch nor number is a part of what they are.
    let mut bare = noun;
    while let Some(open) = bare.rfind('(').filter(|_| bare.ends_with(')')) {
        bare = &bare[..open];
    }
    if LISTS.iter().any(|tail| bare.ends_with(tail)) {
        noun = bare;
    }
    for tail in LISTS {
        if let Some(start) = noun.strip_suffix(tail) {
            noun = start;
            break;
        }
    }
    // 重点企业研究院认定名单: what is done to them is no part of what they are.
    for tail in ["认定", "评选", "评定", "入选", "命名", "遴选", "立项", "公示"] {
        if let Some(start) = noun.strip_suffix(tail).filter(|start| start.chars().count() > 3) {
            noun = start;
            break;
        }
    }
    noun.strip_suffix('的').unwrap_or(noun).to_owned()
}

/// A name without the year or the batch before it: 2021年度, 第三批.
pub(super) fn undated(text: &str) -> &str {
    let text = text.strip_prefix('第').unwrap_or(text);
    let Some((_, length)) = numeral::prefix(text) else {
        return text.strip_prefix("首批").unwrap_or(text);
    };
    let rest = &text[length..];
    let bare = ["年度", "年", "批"].iter().find_map(|word| rest.strip_prefix(word));
    bare.filter(|bare| bare.chars().count() > 1).unwrap_or(text)
}

/// Whether the characters of one text stand in another in their order, and both end alike.
pub(super) fn is_contracted(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() > 3
        && common_suffix(short, long) > 1
        && short.chars().all(|c| rest.any(|other| other == c))
}

/// Whether some words begin with what a list is a list of, or with the end of it, in so many characters or more:
/// 整治试点街镇 of 甲市2022年度整治试点.
pub(super) fn goes_on(noun: &str, words: &str, least: usize) -> bool {
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8()).skip(least.saturating_sub(1));
    ends.into_iter().take_while(|end| *end <= noun.len()).any(|end| noun.ends_with(&words[..end]))
}

/// A heading without its number: 一、, （二）, 3.
pub(super) fn unnumbered(text: &str) -> &str {
    let open = text.trim_start().trim_start_matches(['（', '(']);
    let Some((_, length)) = numeral::prefix(open) else { return text };
    let rest = &open[length..];
    let bare = rest.trim_start_matches(['、', '.', '．', ')', '）']);
    if bare.len() < rest.len() { bare } else { text }
}

const LISTS: [&str; 10] =
    ["公示名单", "名单", "清单", "目录", "一览表", "汇总表", "名录", "列表", "明细表", "表"];

/// Characters that two texts share at their ends.
pub(super) fn common_suffix(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::{common_suffix, fold, goes_on, is_contracted, noun, undated, unnumbered};

    #[test]
    fn folds_what_does_not_matter() {
        assert_eq!(fold("特色 基地（养老）"), "特色基地(养老)");
        assert_eq!(fold("“Ａ１”类〔x]"), "A1类(x)");
        assert_eq!(noun("关于印发示范街区名单的通知"), "关于印发示范街区");
        assert_eq!(noun("森林乡村 清单"), "森林乡村");
        assert_eq!(noun("森林乡村名单（第二批）"), "森林乡村");
        assert_eq!(noun("森林乡村名单（第二批）（共7个）"), "森林乡村");
        assert_eq!(noun("森林乡村（第二批）"), "森林乡村(第二批)");
        assert_eq!(noun(unnumbered("（一）绿色工厂公示名单")), "绿色工厂");
        assert_eq!(undated("2021年度示范企业"), "示范企业");
        assert_eq!(undated("第三批示范企业"), "示范企业");
        assert_eq!(undated("三江源"), "三江源");
        assert!(is_contracted("第三批单项冠军企业", "通过复核的第三批制造业单项冠军企业"));
        assert!(!is_contracted("单项冠军产品", "第三批制造业单项冠军企业"));
        assert_eq!(noun("2021年重点企业研究院认定名单"), "2021年重点企业研究院");
        assert!(goes_on("甲市2022年度整治试点", "整治试点街镇", 4));
        assert!(goes_on("卫生乡镇", "卫生乡镇", 4) && !goes_on("卫生乡镇", "乡镇", 4));
        assert_eq!(unnumbered("2021年项目"), "2021年项目");
        assert_eq!(common_suffix("特色基地", "综合基地"), 2);
    }
}
