//! What is printed where a table goes on over a page: 续表, 表1（续）.

use super::{compact, numeral};

/// `续表`: the table goes on.
pub fn is_mark(text: &str) -> bool {
    let text = compact(text);
    let bare = text.trim_matches(['（', '）', '(', ')', '：', ':', '【', '】', '[', ']']);
    // 续表1, 【下一页】
    let turned = ["下一页", "上一页", "下页", "上页"].contains(&bare) && bare.len() < text.len();
    let bare = bare.trim_end_matches(|c: char| numeral::digit(c).is_some() || c == '-');
    let carried = ["转", "接", "续", "见"].iter().find_map(|word| bare.strip_prefix(word));
    turned
        || carried.is_some_and(|rest| matches!(rest, "上表" | "上页" | "下表" | "下页" | "前表"))
        || matches!(bare, "续表" | "续")
}

/// What a text without blanks says before a mark that it goes on: 甲名单 of 甲名单（续）.
pub fn of(text: &str) -> Option<&str> {
    let marks =
        ["（续）", "(续)", "（续表）", "(续表)", "（续前）", "（续上页）", "（续上表）", "续表"];
    marks.iter().find_map(|mark| text.strip_suffix(mark)).filter(|rest| !rest.is_empty())
}

/// Whether a text without blanks numbers a table or an annex and says nothing more: 表1, 附件三, 附表2-1.
pub fn is_number(text: &str) -> bool {
    let heads = ["附件", "附表", "附录", "表"];
    heads.iter().find_map(|head| text.strip_prefix(head)).is_some_and(|number| {
        number.split(['-', '－', '.']).all(|part| part.is_empty() || numeral::whole(part).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::{is_mark, is_number, of};

    #[test]
    fn marks_and_what_they_stand_behind() {
        assert!(["续表", "（续 表）", "续表1", "接上表"].into_iter().all(is_mark));
        assert!(!["续建项目", "持续", "下页"].into_iter().any(is_mark));
        assert_eq!(of("表1（续）"), Some("表1"));
        assert_eq!(of("续表"), None);
        assert!(["表1", "附件", "附件三", "附表2-1"].into_iter().all(is_number));
        assert!(!["表扬", "附件1名单"].into_iter().any(is_number));
    }
}
