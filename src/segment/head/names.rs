//! Words by which the parts of a head are told: kinds of documents, kinds of bodies.

use std::ops::Range;

use crate::text::words::heads::{BODY_ENDS, SENTENCE, TITLE_ENDS};
use crate::text::words::offices::OFFICES;
use crate::text::{self, compact, is_blank};

/// Whether a title ends here.
pub(super) fn ends_title(text: &str) -> bool {
    // 某部公告第807号, 某部关于…的公告（2021年第3号）
    let text = match super::numbers::announcement(text) {
        Some((at, _)) if at > 0 => &text[..at],
        _ => text,
    };
    let text = text.trim_end_matches(['）', ')', '》', '”']);
    TITLE_ENDS.iter().any(|end| text.ends_with(end))
        || text.rsplit_once(['（', '(']).is_some_and(|(head, tail)| {
            tail.chars().count() <= 20 && TITLE_ENDS.iter().any(|end| head.ends_with(end))
        })
}

/// Whether a line is the heading of a part: 第一章, 第二类.
pub(super) fn is_chapter(text: &str) -> bool {
    text.strip_prefix('第').is_some_and(|rest| {
        text::numeral::prefix(rest).is_some_and(|(_, length)| {
            rest[length..].starts_with(['章', '节', '编', '部', '篇', '类'])
        })
    })
}

/// Whether a line without blanks is a body's name and nothing else.
pub(super) fn is_body(text: &str) -> bool {
    let text = text.strip_suffix("文件").unwrap_or(text);
    let count = text.chars().count();
    (2..=40).contains(&count)
        && !text.contains(['。', '，', '；', '：', ':', '！', '？', '〔', '《'])
        && !text.starts_with("附")
        && BODY_ENDS.iter().any(|end| text.ends_with(end))
}

/// Whether a line without blanks is an office inside a body: 教育部高等教育司, 某省科学技术厅高新技术处.
pub(super) fn is_office(text: &str) -> bool {
    let within = |at: usize| at > 0 && text.chars().count() <= 40 && is_body(&text[..at]);
    text.ends_with(['司', '处', '科'])
        && !text.ends_with("公司")
        && text.char_indices().skip(3).any(|(at, _)| within(at))
}

/// Whether a line reads as a sentence, not as a list of addressees.
pub(super) fn is_sentence(text: &str) -> bool {
    SENTENCE.iter().any(|word| text.contains(word)) || text.starts_with(['为', '经', '现', '兹'])
}

/// Whether a line names a post or a prize before a colon, 副主任委员：, as a list does over who has it; 各位委员： are addressed.
pub(in crate::segment) fn is_post(text: &str) -> bool {
    const MOST: usize = 8;
    let post = text.trim_end_matches(['：', ':']);
    post.chars().count() <= MOST
        && !post.starts_with(['各', '全', '尊', '敬'])
        && (post.ends_with('奖') || OFFICES.iter().any(|end| post.ends_with(end)))
}

/// Whether a line of the tail is a remark of form: （此页无正文）, （联系人：…）, （信息公开形式：…）.
pub(super) fn is_remark(text: &str) -> bool {
    // One bracket around all: （8）某剧（某馆） is an item.
    let mut depth = 0;
    let mut closes = text.char_indices().filter(|(_, c)| {
        depth += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        depth <= 0
    });
    let mut whole =
        || closes.next().is_some_and(|(at, c)| at > 0 && at + c.len_utf8() == text.len());
    (text.ends_with(['）', ')']) && text.chars().count() <= 60 && whole())
        || text.starts_with("联系人")
        || text.starts_with("联系电话")
        || text.starts_with("抄送")
}

/// The bodies a line names, with their byte ranges in the line: one with letters spaced out, or
/// several with gaps between.
pub(super) fn split_bodies(line: &str) -> Vec<(String, Range<usize>)> {
    let whole = || {
        let name = compact(line);
        let name = name.strip_suffix("文件").unwrap_or(&name).to_owned();
        vec![(name, 0..line.len())]
    };
    let mut parts: Vec<(String, Range<usize>)> = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let gap = is_blank(c) || matches!(c, '、' | '，');
        if gap && let Some(from) = start.take() {
            parts.push((line[from..at].to_owned(), from..at));
        } else if !gap && start.is_none() {
            start = Some(at);
        }
    }
    let bodies =
        parts.len() > 1 && parts.iter().all(|(name, _)| name.chars().count() >= 3 && is_body(name));
    if bodies { parts } else { whole() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_split_only_between_bodies() {
        let names = |line| split_bodies(line).into_iter().map(|(n, _)| n).collect::<Vec<_>>();
        assert_eq!(names("中 央 网 信 办 秘 书 局"), ["中央网信办秘书局"]);
        assert_eq!(names("教育部 财政部 国家发展改革委"), ["教育部", "财政部", "国家发展改革委"]);
        assert_eq!(names("上海市发展和改革委员会文件"), ["上海市发展和改革委员会"]);
    }

    #[test]
    fn titles_and_numbers() {
        assert!(ends_title("关于公布某某名单的通知"));
        assert!(ends_title("全国普通高校名单（截至2011年5月23日）"));
        assert!(!ends_title("各有关单位"));
    }
}
