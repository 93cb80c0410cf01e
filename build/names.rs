//! The names a division goes by besides its full one.

/// How a name stands to the full one; the order is that of preference.
pub(crate) const FULL: u32 = 0;
/// A form that still says the level: 恩施州, 玉屏县, 科左中旗.
pub(crate) const FORM: u32 = 1;
/// The bare short name: 恩施, 苏州.
pub(crate) const SHORT: u32 = 2;

/// Nationalities as they stand in the names of autonomous divisions, longer ones first.
const NATIONALITIES: [&str; 62] = [
    "柯尔克孜",
    "达斡尔族",
    "鄂温克族",
    "哈萨克族",
    "维吾尔族",
    "土家族",
    "哈尼族",
    "景颇族",
    "傈僳族",
    "拉祜族",
    "布朗族",
    "纳西族",
    "普米族",
    "独龙族",
    "布依族",
    "蒙古族",
    "朝鲜族",
    "撒拉族",
    "保安族",
    "东乡族",
    "裕固族",
    "仫佬族",
    "毛南族",
    "仡佬族",
    "阿昌族",
    "德昂族",
    "锡伯族",
    "塔吉克",
    "维吾尔",
    "哈萨克",
    "鄂伦春",
    "俄罗斯",
    "蒙古",
    "锡伯",
    "藏族",
    "回族",
    "侗族",
    "彝族",
    "傣族",
    "白族",
    "壮族",
    "黎族",
    "羌族",
    "满族",
    "水族",
    "瑶族",
    "畲族",
    "土族",
    "佤族",
    "怒族",
    "苗族",
    "京族",
    "各族",
    "基诺族",
    "高山族",
    "赫哲族",
    "门巴族",
    "珞巴族",
    "乌孜别克",
    "塔塔尔",
    "裕固",
    "达斡尔",
];

/// Stems that are common words or directions and never stand for a division alone.
const NO_SHORT: [&str; 12] = [
    "市中",
    "城中",
    "城区",
    "郊区",
    "矿区",
    "新区",
    "开发",
    "市区",
    "城关",
    "中心",
    "直属",
    "江北新",
];

/// Short names and level-keeping forms of a division.
pub(crate) fn of(name: &str, level: u8) -> Vec<(String, u32)> {
    let mut out = Vec::new();
    let mut short = |stem: &str, ending: &str| {
        if stem.chars().count() >= 2 && !NO_SHORT.contains(&stem) {
            out.push((stem.to_owned(), SHORT));
        }
        if !ending.is_empty() && stem.chars().count() >= 1 {
            out.push((format!("{stem}{ending}"), FORM));
        }
    };
    let endings: &[(&str, &str)] = match level {
        1 => &[("特别行政区", ""), ("自治区", "自治区"), ("省", ""), ("市", "")],
        2 => &[("自治州", "州"), ("行政区", ""), ("地区", ""), ("市", ""), ("盟", "")],
        _ => &[
            ("自治县", "县"),
            ("自治旗", "旗"),
            ("林区", ""),
            ("特区", ""),
            ("矿区", ""),
            ("新区", ""),
            ("市", ""),
            ("县", ""),
            ("区", ""),
            ("旗", ""),
        ],
    };
    for (suffix, ending) in endings {
        if let Some(stem) = name.strip_suffix(suffix) {
            if stem.is_empty() {
                continue;
            }
            let stem =
                if suffix.starts_with("自治") { without_nationalities(stem) } else { stem };
            let ending =
                if level == 1 && stem.len() + suffix.len() == name.len() { "" } else { ending };
            short(stem, ending);
            // 湘西自治州, 玉屏自治县: without the nationality.
            if suffix.starts_with("自治") && level > 1 {
                short(stem, suffix);
            }
            break;
        }
    }
    out
}

fn without_nationalities(mut stem: &str) -> &str {
    'again: loop {
        for nationality in NATIONALITIES {
            if let Some(rest) = stem.strip_suffix(nationality) {
                if rest.is_empty() {
                    return stem.strip_suffix('族').unwrap_or(stem);
                }
                // 蒙古 in 内蒙古 is part of the name.
                if rest.chars().count() < 2 {
                    return stem;
                }
                stem = rest;
                continue 'again;
            }
        }
        return stem;
    }
}
