//! Names one below the other in a cell, told from a name broken into lines.

/// Ends of whole names, of which no two stand in one.
const ENDS: [&str; 15] = [
    "公司",
    "合作社",
    "农场",
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "医院",
    "协会",
    "学会",
    "村",
    "社区",
    "镇",
    "乡",
];

/// How the line begins or ends that goes on with the name above it: 某大学 over 附属医院, 某公司 over 上海分公司.
const GOES_ON: [&str; 5] = ["附属", "第", "分", "（", "("];
const PARTS: [&str; 3] = ["分公司", "子公司", "分院"];

/// Whether lines, two or more, are each a whole name: all end as the same kind does.
pub fn are_names(lines: &[impl AsRef<str>]) -> bool {
    let whole = |line: &str, end: &str| {
        line.strip_suffix(end).is_some_and(|own| own.chars().nth(1).is_some())
            && !GOES_ON.iter().any(|lead| line.starts_with(lead))
            && !PARTS.iter().any(|part| line.ends_with(part))
    };
    lines.len() > 1
        && ENDS.iter().any(|end| lines.iter().all(|line| whole(line.as_ref().trim(), end)))
}
