//! Words by which the lines and columns of an annex are told.

use crate::model::Role;

/// Header words and the role of the column they head; the first entry that matches decides, so
/// the more particular stand first. `=` asks for the whole header.
static HEADERS: &[(&str, Role)] = &[
    ("=序号", Role::Serial),
    ("=排序", Role::Serial),
    ("=排名", Role::Serial),
    ("=名次", Role::Serial),
    ("=编号", Role::Serial),
    ("=序", Role::Serial),
    ("=号", Role::Serial),
    ("=No.", Role::Serial),
    ("=No", Role::Serial),
    ("=NO.", Role::Serial),
    ("备注", Role::Note),
    ("=注", Role::Note),
    ("标识码", Role::Code),
    ("代码", Role::Code),
    ("编码", Role::Code),
    ("编号", Role::Code),
    ("文号", Role::Code),
    ("证书号", Role::Code),
    ("项目", Role::Project),
    ("课题", Role::Project),
    ("工程名称", Role::Project),
    ("规模", Role::Number),
    ("数量", Role::Number),
    ("金额", Role::Number),
    ("面积", Role::Number),
    ("得分", Role::Number),
    ("分数", Role::Number),
    ("人数", Role::Number),
    ("投资额", Role::Number),
    ("容量", Role::Number),
    ("日期", Role::Date),
    ("时间", Role::Date),
    ("姓名", Role::Name),
    ("名称", Role::Name),
    ("名单", Role::Name),
    ("罪名", Role::Name),
    ("品种", Role::Name),
    ("名词", Role::Name),
    ("术语", Role::Name),
    ("刊物", Role::Name),
    ("期刊", Role::Name),
    ("会议", Role::Name),
    ("学校", Role::Name),
    ("地区", Role::Place),
    ("区域", Role::Place),
    ("所在", Role::Place),
    ("行政区", Role::Place),
    ("省份", Role::Place),
    ("省市", Role::Place),
    ("城市", Role::Place),
    ("地市", Role::Place),
    ("市县", Role::Place),
    ("县区", Role::Place),
    ("属地", Role::Place),
    ("=省", Role::Place),
    ("=市", Role::Place),
    ("=区", Role::Place),
    ("=县", Role::Place),
    ("（区、县）", Role::Place),
    ("单位", Role::Units),
    ("部门", Role::Units),
    ("机构", Role::Units),
    ("企业", Role::Units),
    ("主管", Role::Units),
    ("公司", Role::Units),
    ("类别", Role::Text),
    ("类型", Role::Text),
    ("领域", Role::Text),
    ("级别", Role::Text),
    ("层次", Role::Text),
    ("等级", Role::Text),
    ("内容", Role::Text),
    ("地址", Role::Text),
    ("网址", Role::Text),
    ("条文", Role::Text),
    ("解释", Role::Text),
    ("说明", Role::Text),
    ("依据", Role::Text),
    ("出版社", Role::Text),
    ("推荐", Role::Text),
];

/// The role a header calls for; `None` where it says nothing known. A header that names both a
/// place and an organisation (`实验地区/单位`) heads a column of either.
pub(in crate::segment) fn role_of(header: &str) -> Option<Role> {
    let found = |word: &str| match word.strip_prefix('=') {
        Some(whole) => header == whole,
        None => header.contains(word),
    };
    let either = ["/", "／", "或", "（单位）", "(单位)"].iter().any(|mark| header.contains(mark));
    let names = |role: Role| HEADERS.iter().any(|(word, r)| *r == role && found(word));
    if either && names(Role::Place) && names(Role::Units) {
        return Some(Role::PlaceOrUnit);
    }
    HEADERS.iter().find(|(word, _)| found(word)).map(|(_, role)| *role)
}

/// Whether a row is one of sums: 合计, 小计 and the like open it.
pub(in crate::segment) fn is_sum(text: &str) -> bool {
    ["合计", "总计", "小计", "共计", "总和"].iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| !rest.chars().next().is_some_and(crate::text::blank::is_han))
    })
}

/// Whether a line is a remark and no entry.
pub(in crate::segment) fn is_remark(text: &str) -> bool {
    let mark = text.starts_with(['*', '＊', '△', '▲', '※', '★', '☆', '●', '○', '注', '“']);
    let worded =
        ["注：", "注:", "备注", "说明", "注1", "注２", "*", "＊", "△", "▲", "※", "★", "☆", "附注"]
            .iter()
            .any(|word| text.starts_with(word));
    mark && worded || is_bracketed(text)
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
