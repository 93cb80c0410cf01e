//! Header words by which the columns of a table are told, in Chinese and English.

/// What a column is for the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The thing listed.
    Name,
    /// A stable code of the thing listed.
    Code,
    /// Serial or rank.
    Rank,
    /// A group heading.
    Group,
    /// Organisations.
    Units,
    /// Another name of the thing listed.
    Alias,
    /// A place: the thing listed, where nothing else is.
    Place,
    /// The dataset's own bookkeeping, or what can be worked out from another column.
    Skip,
    /// Compared as it is.
    Value,
}

/// Words and uses, the more particular first; `=` asks for the whole header, the rest for a part.
/// Headers are compared in lower case.
static WORDS: &[(&str, Use)] = &[
    ("=entry", Use::Skip),
    ("=document", Use::Skip),
    ("=notice_number", Use::Skip),
    ("=notice_date", Use::Skip),
    ("=page", Use::Skip),
    ("=line", Use::Skip),
    ("=span_start", Use::Skip),
    ("=span_end", Use::Skip),
    ("=rank_raw", Use::Skip),
    ("=rank", Use::Rank),
    ("=serial", Use::Rank),
    ("=no", Use::Rank),
    ("=no.", Use::Rank),
    ("=#", Use::Rank),
    ("=序号", Use::Rank),
    ("=排序", Use::Rank),
    ("=排名", Use::Rank),
    ("=名次", Use::Rank),
    ("=编号", Use::Rank),
    ("=序", Use::Rank),
    ("=category", Use::Group),
    ("=domain", Use::Group),
    ("=group", Use::Group),
    ("=section", Use::Group),
    ("group_", Use::Group),
    ("=组别", Use::Group),
    ("=分组", Use::Group),
    ("=组", Use::Group),
    ("=类别", Use::Group),
    ("=领域", Use::Group),
    ("=章", Use::Group),
    ("=节", Use::Group),
    ("更名", Use::Alias),
    ("原名", Use::Alias),
    ("曾用名", Use::Alias),
    ("取消", Use::Alias),
    ("=alias", Use::Alias),
    ("=former_name", Use::Alias),
    ("标识码", Use::Code),
    ("代码", Use::Code),
    ("编码", Use::Code),
    ("=code", Use::Code),
    ("=id", Use::Code),
    ("issn", Use::Code),
    ("简称", Use::Value),
    ("=subject", Use::Name),
    ("=name", Use::Name),
    ("=title", Use::Name),
    ("=journal", Use::Name),
    ("_name", Use::Name),
    ("姓名", Use::Name),
    ("名称", Use::Name),
    ("名单", Use::Name),
    ("罪名", Use::Name),
    ("品种", Use::Name),
    ("术语", Use::Name),
    ("名词", Use::Name),
    ("期刊", Use::Name),
    ("刊物", Use::Name),
    ("=project", Use::Name),
    ("=item", Use::Name),
    ("=units", Use::Units),
    ("=unit", Use::Units),
    ("=applicants", Use::Units),
    ("=organisations", Use::Units),
    ("=organizations", Use::Units),
    ("单位", Use::Units),
    ("部门", Use::Units),
    ("机构", Use::Units),
    ("企业", Use::Units),
    ("公司", Use::Units),
    ("=place", Use::Place),
    ("地区", Use::Place),
    ("区域", Use::Place),
    ("城市", Use::Place),
    ("省份", Use::Place),
    ("县区", Use::Place),
];

/// What the header calls for.
pub(super) fn use_of(header: &str) -> Use {
    let header = header.trim().to_lowercase();
    // 实验地区/单位: the thing listed, a place or an organisation in its stead.
    if header.contains(['/', '／', '或']) && header.contains("地区") && header.contains("单位")
    {
        return Use::Place;
    }
    let found = |word: &str| match word.strip_prefix('=') {
        Some(whole) => header == whole,
        None => header.contains(word),
    };
    WORDS.iter().find(|(word, _)| found(word)).map_or(Use::Value, |(_, found)| *found)
}

/// What a place column spreads over in a dataset besides its name; all follow from the name.
pub(super) const PARTS: [&str; 14] = [
    "kind",
    "province",
    "province_adcode",
    "prefecture",
    "prefecture_adcode",
    "county",
    "county_adcode",
    "township",
    "zone",
    "adcode",
    "adcode_level",
    "adcode_basis",
    "adcode_current",
    "raw",
];
