//! Words of a claim and of a heading brought to one form, for comparing only.

use crate::text::traditional;

/// Without white space and quotation marks, brackets all of one kind, full-width letters and
/// digits as ASCII, traditional characters as
/// their simplified ones.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '‘' | '’' | '「' | '」'))
        .map(|c| match traditional::one(c) {
            '（' | '〔' | '［' | '【' | '[' => '(',
            '）' | '〕' | '］' | '】' | ']' => ')',
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
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
    for tail in LISTS {
        if let Some(start) = noun.strip_suffix(tail) {
            noun = start;
            break;
        }
    }
    noun.strip_suffix('的').unwrap_or(noun).to_owned()
}

const LISTS: [&str; 10] =
    ["公示名单", "名单", "清单", "目录", "一览表", "汇总表", "名录", "列表", "明细表", "表"];

/// Characters that two texts share at their ends.
pub(super) fn common_suffix(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::{common_suffix, fold, noun};

    #[test]
    fn folds_what_does_not_matter() {
        assert_eq!(fold("特色 基地（养老）"), "特色基地(养老)");
        assert_eq!(fold("“Ａ１”类〔x]"), "A1类(x)");
        assert_eq!(noun("关于印发示范街区名单的通知"), "关于印发示范街区");
        assert_eq!(noun("森林乡村 清单"), "森林乡村");
        assert_eq!(common_suffix("特色基地", "综合基地"), 2);
    }
}
