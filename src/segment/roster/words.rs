//! Words by which the lines and columns of an annex are told.

pub(in crate::segment) use crate::text::headers::role_of;

/// Whether a row is one of sums: 合计, 小计 and the like open it.
pub(in crate::segment) fn is_sum(text: &str) -> bool {
    let leads = ["合计", "总计", "小计", "共计", "总和"].iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| !rest.chars().next().is_some_and(crate::text::blank::is_han))
    });
    // 全省合计, 石家庄市小计: no name of a thing ends so.
    leads
        || (text.chars().count() <= SUM_MOST
            && ["合计", "总计", "小计"].iter().any(|word| text.ends_with(word)))
}

/// Longest label before a link, in characters.
const LINK_LABEL_MOST: usize = 8;

/// Longest words of a sum, in characters.
const SUM_MOST: usize = 10;

/// Whether a line is a remark and no entry.
pub(in crate::segment) fn is_remark(text: &str) -> bool {
    let mark = text.starts_with(['*', '＊', '△', '▲', '※', '★', '☆', '●', '○', '注', '“']);
    let worded =
        ["注：", "注:", "备注", "说明", "注1", "注２", "*", "＊", "△", "▲", "※", "★", "☆", "附注"]
            .iter()
            .any(|word| text.starts_with(word));
    // 网页版：http://…
    let linked = text.find("http").is_some_and(|at| text[..at].chars().count() <= LINK_LABEL_MOST);
    mark && worded || is_bracketed(text) || linked
}

/// Whether a whole line stands in round brackets.
pub(in crate::segment) fn is_bracketed(text: &str) -> bool {
    let Some(inner) = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']))
    else {
        return false;
    };
    inner.chars().count() >= 2 && !inner.contains(['(', '（', ')', '）'])
}

/// Whether a line says what the order of the rows means.
pub(in crate::segment) fn is_ordering(text: &str) -> bool {
    ["排序", "排名", "顺序", "先后", "笔画", "笔划", "音序"].iter().any(|word| text.contains(word))
        && text.chars().count() <= 60
}

/// Whether a line gives the unit of measurement of a whole table.
pub(in crate::segment) fn is_unit_line(text: &str) -> bool {
    let text = text.trim_matches(['(', '（', ')', '）']);
    (text.starts_with("单位：") || text.starts_with("单位:") || text.starts_with("计量单位"))
        && text.chars().count() <= 16
}

/// Whether a line can be a roster's title.
pub(in crate::segment) fn ends_list_title(text: &str) -> bool {
    let bare = text
        .rfind(['（', '('])
        .filter(|_| text.ends_with(['）', ')']))
        .map_or(text, |at| &text[..at]);
    ["名单", "目录", "清单", "一览表", "汇总表", "名录", "名册", "表", "计划", "结果", "方案"]
        .iter()
        .any(|word| bare.ends_with(word))
}
