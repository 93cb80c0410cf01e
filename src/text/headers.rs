//! Header words and the role of the column they head.
//!
//! A Chinese header ends in what it is: 项目所在地 is a place, 单位地址 an address. So the word that
//! ends a header decides; one inside it only shows that the header is one.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::first::ByFirst;
use super::traditional;
use super::words::headers as lists;
use crate::model::Role;

/// Header words by role; `=` asks for the whole header. The longest word that fits decides, and of
/// several such the earliest role.
static HEADERS: &[(Role, &[&str])] = &[
    (Role::Serial, lists::SERIAL),
    (Role::Note, lists::NOTE),
    (Role::Code, lists::CODE),
    (Role::Project, lists::PROJECT),
    (Role::Number, lists::NUMBER),
    (Role::Date, lists::DATE),
    (Role::Name, lists::NAME),
    (Role::Place, lists::PLACE),
    (Role::Units, lists::UNITS),
    (Role::Text, lists::TEXT),
];

/// Words that show wherever they stand that a text is a header.
static INSIDE: LazyLock<ByFirst> = LazyLock::new(|| ByFirst::of(lists::INSIDE));

/// The role a header calls for; `None` where it says nothing known. A header that names both a
/// place and an organisation (`实验地区/单位`) heads a column of either.
pub fn role_of(header: &str) -> Option<Role> {
    // Name and NAME are name.
    let lower = header.is_ascii() && header.bytes().any(|b| b.is_ascii_uppercase());
    let simple = if lower { header.to_ascii_lowercase() } else { traditional::simplify(header) };
    let header = simple.as_str();
    let within = |role: Role| {
        let parts = header.split(['/', '／', '或', '（', '(', '）', ')']);
        words(role).iter().any(|word| match word.strip_prefix('=') {
            Some(whole) => parts.clone().any(|part| part == whole),
            None => header.contains(word),
        })
    };
    let either = header.contains(['/', '／', '或'])
        || header.contains(['（', '('])
            && ["（单位）", "(单位)"].iter().any(|mark| header.contains(mark));
    if either && within(Role::Place) && within(Role::Units) && !header.contains("地址") {
        return Some(Role::PlaceOrUnit);
    }
    let bare = without_brackets(header);
    let parts = bare.rsplit(['/', '／']).filter(|part| !part.is_empty());
    let told = parts.map(ends).find(Option::is_some).flatten().or_else(|| ends(header));
    // 金额合计
    let sum = || {
        let of = SUMS.iter().find_map(|sum| bare.strip_suffix(sum)).filter(|of| !of.is_empty());
        of.and_then(ends).filter(|role| *role == Role::Number)
    };
    told.or_else(sum).or_else(|| {
        // A word inside says that this is a header, but not of what.
        INSIDE.within(header).then_some(Role::Text)
    })
}

/// How headers of sums end.
const SUMS: [&str; 3] = ["合计", "小计", "总计"];

/// Longest cell that is looked at as one put together from header words, in characters.
const BUILT_MOST: usize = 24;

/// Whether a cell is put together from header words and nothing else: 申报地区或单位, 项目名称, 试点县. A
/// value that only ends like a header (运城市, 暖冬志愿服务项目) is not.
pub fn is_built(cell: &str) -> bool {
    let simple = traditional::simplify(cell);
    let bare = without_brackets(&simple);
    let heads = || HEADERS.iter().flat_map(|(_, words)| *words);
    let last = |word: &str| bare.ends_with(word.trim_start_matches('='));
    let named = || heads().any(|word| last(word)) || role_of(&bare).is_some();
    if bare.is_empty() || bare.chars().count() > BUILT_MOST || !named() {
        return false;
    }
    let mut reached = vec![false; bare.len() + 1];
    reached[0] = true;
    for at in 0..bare.len() {
        if !reached[at] {
            continue;
        }
        let rest = &bare[at..];
        let mark = |c: char| c.is_whitespace() || matches!(c, '/' | '／' | '或' | '、');
        if let Some(c) = rest.chars().next().filter(|c| mark(*c)) {
            reached[at + c.len_utf8()] = true;
        }
        let parts = [lists::FILLERS, lists::PARTS, lists::MODIFIERS];
        let lists = HEADERS.iter().map(|(_, words)| *words).chain(parts);
        for word in lists.flatten().map(|word| word.trim_start_matches('=')) {
            if rest.starts_with(word) {
                reached[at + word.len()] = true;
            }
        }
    }
    reached[bare.len()]
}

fn words(role: Role) -> &'static [&'static str] {
    HEADERS.iter().find(|(own, _)| *own == role).map_or(&[], |(_, words)| words)
}

/// Header words by a character of theirs.
type Words = HashMap<char, Vec<(Role, &'static str)>, FixedState>;

/// The words by their last character, in the order of [`HEADERS`]: rows are asked in numbers.
static BY_END: LazyLock<Words> = LazyLock::new(|| {
    let mut by_end = Words::default();
    for (role, words) in HEADERS {
        for word in *words {
            let end = word.chars().last().unwrap_or_default();
            by_end.entry(end).or_default().push((*role, word));
        }
    }
    by_end
});

/// The role of the word that ends a header.
fn ends(header: &str) -> Option<Role> {
    let last = |text: &str| {
        let own = text.chars().last().and_then(|end| BY_END.get(&end));
        let mut best: Option<(usize, Role)> = None;
        for (role, word) in own.into_iter().flatten() {
            let fits = match word.strip_prefix('=') {
                Some(whole) => text == whole,
                None => text.ends_with(word),
            };
            let length = word.trim_start_matches('=').len();
            if fits && best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, *role));
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
    for filler in lists::FILLERS {
        let Some(before) = header.strip_suffix(filler).filter(|before| !before.is_empty()) else {
            continue;
        };
        let part = lists::PARTS.iter().any(|word| before.contains(word));
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
    // Most headers have none: the wide ones begin with one of two bytes.
    let may_be = |byte: u8| matches!(byte, b'(' | b')' | b'[' | b']' | 0xE3 | 0xEF);
    if !header.bytes().any(may_be) {
        return header.to_owned();
    }
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
    (Rung::Province, lists::PROVINCE),
    (Rung::Prefecture, lists::PREFECTURE),
    (Rung::County, lists::COUNTY),
    (Rung::Township, lists::TOWNSHIP),
];

/// The level of a place column, where its header is of one: 省, 市（州）, 县（市、区）.
pub fn rung_of(header: &str) -> Option<Rung> {
    among(header, |text| {
        RUNGS.iter().find(|(_, words)| words.contains(&text)).map(|(rung, _)| *rung)
    })
}

/// Whether a header is of what only some things have: 简称, 电话, 合作单位; 合作社 and 联合体牵头单位 are other words.
pub fn is_optional(header: &str) -> bool {
    let header = without_brackets(header);
    let tail = |rest: &str| rest.is_empty() || lists::OPTIONAL_TAILS.contains(&rest);
    let is = |word: &&str| header.rsplit_once(*word).is_some_and(|(_, rest)| tail(rest));
    lists::OPTIONAL.iter().any(is)
}

/// Whether a header says that what stands below are cities, and neither prefectures nor provinces.
pub fn is_of_cities(header: &str) -> bool {
    among(header, |text| matches!(text, "城市" | "市" | "设区市" | "地级市").then_some(()))
        .is_some()
}

/// Whether a header says where something lies, of whatever level: 所在地区.
pub fn is_of_whereabouts(header: &str) -> bool {
    among(header, |text| matches!(text, "地区" | "地域" | "区域" | "地").then_some(())).is_some()
}

/// What is known of a header without blanks, 所在, 所属 and 名称; first without what stands in brackets.
fn among<T>(header: &str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
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
    of(&tight(&bare)).or_else(|| of(&tight(&simple)))
}

#[cfg(test)]
mod tests {
    use super::{Rung, is_built, role_of, rung_of};
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
            ("省/单位", Role::PlaceOrUnit),
            ("市（单位）", Role::PlaceOrUnit),
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
    fn headers_are_put_together_from_their_words() {
        for header in [
            "县",
            "县名",
            "试点县",
            "市（州）",
            "项目名称",
            "推荐单位",
            "申报地区或单位",
            "园区名称",
            "所在省份",
            "企业名称",
        ] {
            assert!(is_built(header), "{header}");
        }
        for value in [
            "运城市",
            "隆化县",
            "暖冬志愿服务项目",
            "山西省教育厅",
            "东部地区",
            "北京大学",
            "甲公司",
            "中央企业",
        ] {
            assert!(!is_built(value), "{value}");
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
