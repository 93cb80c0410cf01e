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
    mark && worded || is_bracketed(text) || linked || is_form_line(text)
}

/// Who filled a form in, and when: 填表人：…　审核人：…
static FORM: &[&str] = &[
    "填表人",
    "填报人",
    "制表人",
    "填表单位",
    "填报单位",
    "制表单位",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
    "审核人",
    "经办人",
];

/// What else stands so above and below a table, though before a name in a list it may tell of it.
static BESIDE: &[&str] = &[
    "单位",
    "计量单位",
    "申报单位",
    "推荐单位",
    "报送单位",
    "编制单位",
    "主管部门",
    "负责人",
    "单位负责人",
    "联系人",
    "联系电话",
    "电话",
    "日期",
    "统计日期",
    "截止日期",
    "截至日期",
];

/// Whether one of these labels opens the text: 填报单位（盖章）：
fn is_labelled(text: &str, labels: &[&str]) -> bool {
    labels.iter().filter_map(|label| text.strip_prefix(label)).any(|rest| {
        let bracket = rest.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
        bracket.map_or(rest, |(_, rest)| rest).starts_with(['：', ':'])
    })
}

fn is_form_line(text: &str) -> bool {
    is_labelled(text, FORM)
}

/// Whether a cell without blanks belongs to the form around a table.
pub(in crate::segment) fn is_form_cell(text: &str) -> bool {
    is_labelled(text, FORM) || is_labelled(text, BESIDE)
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

/// A text without the bracket that closes it: （第一批）.
pub(in crate::segment) fn without_closing_bracket(text: &str) -> &str {
    text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')'])).map_or(text, |at| &text[..at])
}

/// Whether a line can be a roster's title.
pub(in crate::segment) fn ends_list_title(text: &str) -> bool {
    let bare = without_closing_bracket(text);
    ["名单", "目录", "清单", "一览表", "汇总表", "名录", "名册", "表", "计划", "结果", "方案"]
        .iter()
        .any(|word| bare.ends_with(word))
}
