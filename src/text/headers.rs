//! Header words and the role of the column they head.
//!
//! A Chinese header ends in what it is: 项目所在地 is a place, 单位地址 an address. So the word that
//! ends a header decides; one inside it only shows that the header is one.

use super::traditional;
use crate::model::Role;

/// Header words by role; `=` asks for the whole header. Longer words go before shorter ones, and
/// earlier roles before later ones.
static HEADERS: &[(Role, &[&str])] = &[
    (
        Role::Serial,
        &[
            "=序号", "=排序", "=排名", "=名次", "=编号", "=序", "=号", "=No.", "=No", "=NO.",
            "=项次",
        ],
    ),
    (Role::Note, &["备注", "=注", "附注"]),
    (
        Role::Code,
        &[
            "标识码",
            "代码",
            "编码",
            "编号",
            "文号",
            "证书号",
            "证号",
            "许可证号",
            "注册号",
            "批准号",
            "登记号",
            "备案号",
            "信用代码",
            "=邮编",
            "邮政编码",
            "=电话",
            "=手机",
            "=传真",
        ],
    ),
    (Role::Project, &["项目", "课题", "=工程", "项目名称", "工程名称", "课题名称"]),
    (
        Role::Number,
        &[
            "规模",
            "数量",
            "金额",
            "面积",
            "得分",
            "分数",
            "人数",
            "户数",
            "家数",
            "个数",
            "总数",
            "投资额",
            "=投资",
            "总投资",
            "计划投资",
            "项目投资",
            "补助资金",
            "奖补资金",
            "项目资金",
            "支持资金",
            "资助经费",
            "资助金额",
            "容量",
            "数",
            "名额",
            "指标数",
            "产能",
            "产量",
            "里程",
            "比例",
            "占比",
            "总额",
            "额度",
            "得票数",
            "=成绩",
            "分值",
            "=资金",
            "=经费",
            "=补助",
        ],
    ),
    (Role::Date, &["日期", "时间", "年月", "有效期至"]),
    (
        Role::Name,
        &[
            "姓名", "名称", "名单", "罪名", "品种", "名词", "术语", "刊物", "期刊", "会议", "学校",
            "=高校", "=院校", "校名", "刊名", "村名", "=人选", "=专家", "=医院", "=园区", "=基地",
            "=景区", "=产品", "=品名", "=题目", "=作品", "=成果", "=案例",
        ],
    ),
    (
        Role::Place,
        &[
            "地区",
            "区域",
            "所在",
            "所在地",
            "行政区",
            "行政区划",
            "省份",
            "省市",
            "城市",
            "地市",
            "市县",
            "县区",
            "区县",
            "属地",
            "地点",
            "产地",
            "籍贯",
            "注册地",
            "落户地",
            "辖区",
            "州市",
            "市州",
            "盟市",
            "县市",
            "县市区",
            "设区市",
            "地级市",
            "省区市",
            "市区",
            "所在省",
            "所在市",
            "所在区",
            "所在县",
            "所属省",
            "所属市",
            "所属区",
            "所属县",
            "=省",
            "=市",
            "=区",
            "=县",
            "=州",
            "=旗",
            "=盟",
        ],
    ),
    (
        Role::Units,
        &[
            "单位",
            "部门",
            "机构",
            "企业",
            "主管",
            "公司",
            "=主体",
            "申报主体",
            "实施主体",
            "建设主体",
            "运营主体",
            "承办方",
            "主办方",
            "牵头方",
            "=协会",
            "=学会",
            "=团体",
            "=银行",
            "=集团",
        ],
    ),
    (
        Role::Text,
        &[
            "类别",
            "类型",
            "=树种",
            "领域",
            "级别",
            "层次",
            "等级",
            "内容",
            "地址",
            "网址",
            "条文",
            "解释",
            "说明",
            "依据",
            "出版社",
            "推荐",
            "=性质",
            "负责人",
            "项目简介",
            "主要成果简介",
            "所属行业",
            "所属领域",
            "技术方向",
            "单位性质",
            "企业性质",
            "联系电话",
            "办公电话",
            "联系方式",
            "建设内容",
            "主要内容",
            "具体位置",
            "地理位置",
            "所在位置",
            "研究方向",
            "所学专业",
            "从事专业",
            "工作岗位",
            "获奖情况",
            "完成情况",
            "基本情况",
            "审核意见",
            "评审意见",
            "审核结果",
            "评审结果",
            "项目进度",
            "建设阶段",
            "建设性质",
            "建设期限",
            "建设周期",
            "项目来源",
            "经营范围",
            "产品用途",
            "主要功能",
            "所属学科",
            "一级学科",
            "行政职务",
            "专业技术职称",
            "荣誉称号",
            "联系人",
            "=法人",
            "法定代表人",
            "=职务",
            "=职称",
            "=性别",
            "=民族",
            "=学历",
            "=专业",
            "=状态",
            "批次",
            "年份",
            "年度",
            "届次",
            "规格",
            "剂型",
            "型号",
            "=功能",
            "=用途",
            "=范围",
            "=位置",
            "=乡镇",
            "=街道",
            "=社区",
            "=村",
            "=镇",
            "=村庄",
            "=行政村",
            "=自然村",
            "=来源",
            "=原因",
            "=结果",
            "=意见",
            "=情况",
            "=简介",
            "=介绍",
            "邮箱",
            "=方向",
            "=行业",
            "=主题",
            "=奖项",
            "=形式",
            "=方式",
            "=期限",
            "有效期",
            "=周期",
            "=进度",
            "=阶段",
            "简称",
            "英文名",
            "别名",
            "=作者",
            "=导师",
            "=成员",
            "组别",
            "=科室",
            "=院系",
            "=学科",
            "学段",
            "=岗位",
            "=用户",
            "=称号",
            "=荣誉",
        ],
    ),
];

/// Words that show, wherever they stand, that a cell is one of a header.
static INSIDE: &[&str] = &[
    "备注",
    "标识码",
    "代码",
    "编码",
    "编号",
    "文号",
    "证书号",
    "项目",
    "课题",
    "规模",
    "数量",
    "金额",
    "面积",
    "得分",
    "分数",
    "人数",
    "投资额",
    "容量",
    "日期",
    "时间",
    "姓名",
    "名称",
    "名单",
    "罪名",
    "品种",
    "名词",
    "术语",
    "刊物",
    "期刊",
    "会议",
    "学校",
    "地区",
    "区域",
    "所在",
    "行政区",
    "省份",
    "省市",
    "城市",
    "地市",
    "市县",
    "县区",
    "属地",
    "（区、县）",
    "单位",
    "部门",
    "机构",
    "企业",
    "主管",
    "公司",
    "类别",
    "类型",
    "领域",
    "级别",
    "层次",
    "等级",
    "内容",
    "地址",
    "网址",
    "条文",
    "解释",
    "说明",
    "依据",
    "出版社",
    "推荐",
];

/// Words behind which a header still is what the word before them says: 学校名称, 所在省份情况.
static FILLERS: &[&str] = &["名称", "全称", "名", "列表", "一览"];

/// Openings of organisations in a part: 承担单位名称 is no name of the thing listed.
static PARTS: &[&str] = &[
    "申报", "承担", "牵头", "建设", "实施", "依托", "主管", "推荐", "所属", "组织", "完成", "主办",
    "承办", "协办", "检测", "责任", "参与", "参加", "合作", "运营", "管理", "归口", "所在", "申请",
    "工作", "支撑", "培养", "任职", "联合",
];

/// The role a header calls for; `None` where it says nothing known. A header that names both a
/// place and an organisation (`实验地区/单位`) heads a column of either.
pub fn role_of(header: &str) -> Option<Role> {
    let simple = traditional::simplify(header);
    let header = simple.as_str();
    let within = |role: Role| words(role).iter().any(|word| header.contains(word));
    let either = ["/", "／", "或", "（单位）", "(单位)"].iter().any(|mark| header.contains(mark));
    if either && within(Role::Place) && within(Role::Units) && !header.contains("地址") {
        return Some(Role::PlaceOrUnit);
    }
    let bare = without_brackets(header);
    let parts = bare.rsplit(['/', '／']).filter(|part| !part.is_empty());
    parts.map(ends).find(Option::is_some).flatten().or_else(|| ends(header)).or_else(|| {
        // A word inside says that this is a header, but not of what.
        INSIDE.iter().any(|word| header.contains(word)).then_some(Role::Text)
    })
}

fn words(role: Role) -> &'static [&'static str] {
    HEADERS.iter().find(|(own, _)| *own == role).map_or(&[], |(_, words)| words)
}

/// The role of the word that ends a header.
fn ends(header: &str) -> Option<Role> {
    let last = |text: &str| {
        let mut best: Option<(usize, Role)> = None;
        for (role, words) in HEADERS {
            for word in *words {
                let fits = match word.strip_prefix('=') {
                    Some(whole) => text == whole,
                    None => text.ends_with(word),
                };
                let length = word.trim_start_matches('=').len();
                if fits && best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, *role));
                }
            }
        }
        best.map(|(_, role)| role)
    };
    // 参数 are words.
    if ["系数", "参数", "指数", "多数", "少数", "复数"].iter().any(|word| header.ends_with(word))
    {
        return None;
    }
    // 城市名称 are places, 承担单位名称 organisations; 单位名称 names what is listed.
    for filler in FILLERS {
        let Some(before) = header.strip_suffix(filler).filter(|before| !before.is_empty()) else {
            continue;
        };
        let part = PARTS.iter().any(|word| before.contains(word));
        match last(before) {
            Some(Role::Place) => return Some(Role::Place),
            Some(Role::Project) if *filler == "名称" || *filler == "名" => {
                return Some(Role::Project);
            }
            Some(Role::Units) if part => return Some(Role::Units),
            _ => {}
        }
    }
    last(header)
}

/// A header without what stands in brackets: 装机容量（万千瓦）.
pub fn without_brackets(header: &str) -> String {
    let mut depth = 0u32;
    let bare: String = header
        .chars()
        .filter(|c| {
            match c {
                '（' | '(' | '〔' | '[' | '【' => depth += 1,
                '）' | ')' | '〕' | ']' | '】' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    if bare.is_empty() { header.to_owned() } else { bare }
}

/// The level of the divisions that a column of places holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// Provinces.
    Province,
    /// Prefectures.
    Prefecture,
    /// Counties.
    County,
    /// Townships.
    Township,
}

/// Headers of one level, without brackets, 所在, 所属 and 名称.
static RUNGS: &[(Rung, &[&str])] = &[
    (
        Rung::Province,
        &["省", "省份", "省市", "省区市", "省市区", "省市自治区", "省级", "省级行政区", "省直辖市"],
    ),
    (
        Rung::Prefecture,
        &[
            "市",
            "地市",
            "地级市",
            "设区市",
            "城市",
            "市州",
            "州市",
            "盟市",
            "市地",
            "地区市",
            "地州市",
            "地级",
            "市级",
            "州",
            "市盟",
            "地市州",
        ],
    ),
    (
        Rung::County,
        &[
            "县",
            "区",
            "县区",
            "区县",
            "县市区",
            "县市",
            "区市县",
            "市县",
            "旗县",
            "县级",
            "区县市",
            "旗县区",
        ],
    ),
    (
        Rung::Township,
        &["乡镇", "镇", "乡", "街道", "乡镇街道", "街道乡镇", "镇街", "镇街道", "街镇", "乡街道"],
    ),
];

/// The level of a place column, where its header is of one: 省, 市（州）, 县（市、区）.
pub fn rung_of(header: &str) -> Option<Rung> {
    let simple = traditional::simplify(header);
    let bare = without_brackets(&simple);
    let tight = |text: &str| -> String {
        let mut text: String = text
            .chars()
            .filter(|c| !matches!(c, '（' | '）' | '(' | ')' | '、' | '/' | '／' | ' ' | '，'))
            .collect();
        for lead in ["所在", "所属", "隶属", "项目", "单位", "行政"] {
            text = text.strip_prefix(lead).map_or(text.clone(), str::to_owned);
        }
        for tail in ["名称", "名"] {
            text = text.strip_suffix(tail).map_or(text.clone(), str::to_owned);
        }
        text
    };
    let of =
        |text: &str| RUNGS.iter().find(|(_, words)| words.contains(&text)).map(|(rung, _)| *rung);
    of(&tight(&bare)).or_else(|| of(&tight(&simple)))
}

#[cfg(test)]
mod tests {
    use super::{Rung, role_of, rung_of};
    use crate::model::Role;

    #[test]
    fn the_word_that_ends_a_header_decides() {
        for (header, role) in [
            ("序号", Role::Serial),
            ("编号", Role::Serial),
            ("项目编号", Role::Code),
            ("统一社会信用代码", Role::Code),
            ("项目名称", Role::Project),
            ("项目所在地", Role::Place),
            ("建设地点", Role::Place),
            ("项目负责人", Role::Text),
            ("项目类型", Role::Text),
            ("项目单位", Role::Units),
            ("承担单位名称", Role::Units),
            ("单位名称", Role::Name),
            ("企业名称", Role::Name),
            ("单位地址", Role::Text),
            ("企业规模", Role::Number),
            ("装机容量（万千瓦）", Role::Number),
            ("规模/装机", Role::Number),
            ("城市名额", Role::Number),
            ("县区数", Role::Number),
            ("城市名称", Role::Place),
            ("省份", Role::Place),
            ("县（市、区）", Role::Place),
            ("區縣", Role::Place),
            ("所屬地區", Role::Place),
            ("所在单位", Role::Units),
            ("主管部门", Role::Units),
            ("学校名称", Role::Name),
            ("学校类型", Role::Text),
            ("会议时间", Role::Date),
            ("认定时间", Role::Date),
            ("实验地区/单位", Role::PlaceOrUnit),
            ("申报地区或单位", Role::PlaceOrUnit),
            ("备注", Role::Note),
            ("乡镇", Role::Text),
            ("投资额（万元）", Role::Number),
        ] {
            assert_eq!(role_of(header), Some(role), "{header}");
        }
        for none in ["Journal", "甲", "缩写"] {
            assert_eq!(role_of(none), None, "{none}");
        }
    }

    #[test]
    fn columns_of_one_level() {
        for (header, rung) in [
            ("省", Rung::Province),
            ("所在省份", Rung::Province),
            ("省（区、市）", Rung::Province),
            ("市（州）", Rung::Prefecture),
            ("地市", Rung::Prefecture),
            ("县（市、区）", Rung::County),
            ("区縣", Rung::County),
            ("县区名称", Rung::County),
            ("乡镇（街道）", Rung::Township),
        ] {
            assert_eq!(rung_of(header), Some(rung), "{header}");
        }
        for none in ["地区", "所在地", "城市名额", "申报单位", "建设地点"] {
            assert_eq!(rung_of(none), None, "{none}");
        }
    }
}
