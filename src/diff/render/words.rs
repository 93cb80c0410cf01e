//! The words of comparisons, in each language.

use crate::diff::reason::{Reason, ReasonKind};
use crate::model::Lang;

/// Kinds, metadata items and small words: key, English, Chinese.
pub(super) static KINDS: &[(&str, &str, &str)] = &[
    ("metadata", "metadata", "文件信息"),
    ("group-added", "group added", "新增组"),
    ("group-removed", "group removed", "撤销组"),
    ("group-renamed", "group renamed", "组更名"),
    ("group-order", "groups reordered", "组序变动"),
    ("group-reordered", "group reordered", "组内重排"),
    ("added", "added", "新增"),
    ("removed", "removed", "移出"),
    ("renamed", "renamed", "更名"),
    ("respelled", "respelled", "写法变动"),
    ("possible-rename", "possible rename", "疑似更名"),
    ("moved", "moved", "换组"),
    ("reranked", "reranked", "位次变动"),
    ("field-changed", "value changed", "内容变动"),
    ("unit-changed", "units changed", "单位变动"),
    ("unit-order", "units reordered", "单位次序变动"),
    ("shifted", "shifted", "顺延"),
    ("entered", "entered", "进入"),
    ("left", "left", "退出"),
    ("returned", "returned", "再次进入"),
    ("number", "number", "文号"),
    ("title", "title", "标题"),
    ("list-title", "title of the list", "名单标题"),
    ("date", "date", "日期"),
    ("issuers", "issuers", "发文机关"),
    ("addressees", "addressees", "主送机关"),
    ("deadlines", "deadlines", "期限"),
    ("citations", "citations", "引用文件"),
    ("ordering", "ordering", "排序说明"),
    ("claim", "declared count", "声明的数目"),
    ("heading-count", "counts in headings", "组标题中的数目"),
    ("columns", "columns", "列"),
    ("first-serials", "first serials of the groups", "各组首个序号"),
    ("code", "code", "代码"),
    ("same", "no differences", "没有差异"),
    ("entries", "entries", "条"),
    ("row", "row", "行"),
    ("rows", "rows", "行"),
    ("likeness", "likeness", "相似度"),
    ("letters", "letter case or punctuation", "大小写或标点"),
    ("form-number", "form of numbers", "数字写法"),
    ("form-date", "form of dates", "日期写法"),
    ("put-in", "{} put in", "加“{}”"),
    ("left-out", "{} left out", "省“{}”"),
    ("off", "{} out of", "{} 条离开原次序，共"),
    ("more", "{} more", "另有 {} 行"),
    (
        "links-not-exact",
        "{removed} removed and {added} added entries: too many to find the best links between look-alikes, the likest were taken first",
        "移出 {removed} 条、新增 {added} 条，数量过多，疑似更名按相似度从高到低配对，未求整体最优",
    ),
    (
        "no-links",
        "{removed} removed and {added} added entries: too many to look for possible renames",
        "移出 {removed} 条、新增 {added} 条，数量过多，未查找疑似更名",
    ),
    ("whole", "whole", "总体"),
    ("no-group", "(no group)", "（未分组）"),
    ("old", "old", "旧"),
    ("new", "new", "新"),
    ("kind", "kind", "类型"),
    ("group", "group", "组"),
    ("entry", "entry", "条目"),
    ("why", "why", "依据"),
    ("none", "(none)", "（无）"),
    ("summary", "summary", "合计"),
];

/// A reason in words.
pub(super) fn reason(reason: &Reason, lang: Lang) -> String {
    let words = match (reason.kind, lang) {
        (ReasonKind::SameCode, Lang::En) => "same code",
        (ReasonKind::SameCode, Lang::Zh) => "代码相同",
        (ReasonKind::Said, Lang::En) => "the roster says so",
        (ReasonKind::Said, Lang::Zh) => "名单自述",
        (ReasonKind::DivisionRenamed, Lang::En) => "division renamed",
        (ReasonKind::DivisionRenamed, Lang::Zh) => "政区更名",
        (ReasonKind::DivisionUpgraded, Lang::En) => "division changed its type",
        (ReasonKind::DivisionUpgraded, Lang::Zh) => "政区改制",
        (ReasonKind::DivisionMerged, Lang::En) => "division merged",
        (ReasonKind::DivisionMerged, Lang::Zh) => "政区并入",
        (ReasonKind::DivisionSplit, Lang::En) => "division split or dissolved",
        (ReasonKind::DivisionSplit, Lang::Zh) => "政区拆分或撤销",
        (ReasonKind::DivisionTransferred, Lang::En) => "division answers to another one:",
        (ReasonKind::DivisionTransferred, Lang::Zh) => "政区改隶",
        (ReasonKind::ZoneBecameDivision, Lang::En) => "zone became a division",
        (ReasonKind::ZoneBecameDivision, Lang::Zh) => "功能区改设政区",
        (ReasonKind::InstitutionRenamed, Lang::En) => "institution renamed or merged",
        (ReasonKind::InstitutionRenamed, Lang::Zh) => "机构更名或并入",
    };
    let mut text = words.to_owned();
    match (reason.from.as_str(), reason.to.as_str()) {
        ("", _) => {}
        (from, "") => text = format!("{text} {from}"),
        (from, to) => text = format!("{text} {from} → {to}"),
    }
    if let Some(date) = &reason.date {
        text = format!("{text} {date}");
    }
    text
}
