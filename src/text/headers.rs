//! Header words and the role of the column they head.

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
pub fn role_of(header: &str) -> Option<Role> {
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
