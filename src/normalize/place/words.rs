//! Words and signs that stand in a path without being a part of it.

/// Characters that may stand between the parts of a path.
pub(super) fn separator(c: char) -> bool {
    matches!(
        c,
        '·' | '-'
            | '—'
            | '–'
            | '_'
            | '/'
            | '|'
            | '>'
            | '》'
            | '.'
            | '。'
            | '('
            | ')'
            | '['
            | ']'
            | '（'
            | '）'
            | '【'
            | '】'
            | ':'
            | '"'
            | '“'
            | '”'
            | '\\'
            | '•'
            | '*'
    )
}

/// Words of the code lists and of letters that stand in a path without being a part of it.
pub(super) const FILLERS: &[&str] = &[
    "省直辖县级行政区划",
    "省直辖县级行政单位",
    "自治区直辖县级行政区划",
    "自治区直辖县级行政单位",
    "省直辖行政单位",
    "省直辖县级市",
    "直辖县级行政区划",
    "直辖县级行政单位",
    "直辖行政单位",
    "直辖县级市",
    "省直辖",
    "市辖区",
    "省直管",
    "所属",
    "下辖",
    "辖区内",
    "境内",
];

/// Words before a path.
pub(super) const OPENINGS: &[&str] = &["中华人民共和国", "中国", "我国", "原", "位于"];

/// The corps of 新疆, whose divisions stand before the cities they run.
pub(super) const CORPS: &[&str] = &["新疆生产建设兵团", "新疆兵团", "兵团"];

/// Bodies whose names stray into paths: 重庆市渝北区人民政府仙桃街道.
pub(super) const BODIES: &[&str] = &[
    "人民政府",
    "管理委员会",
    "管委会",
    "政府",
    "区委区政府",
    "市委市政府",
    "县委县政府",
    "党工委",
    "区委",
    "市委",
    "县委",
    "省委",
];

/// Length of 第八师 at the start, else 0.
pub(super) fn division_of_corps(chars: &[char]) -> usize {
    if chars.first() != Some(&'第') {
        return 0;
    }
    let numerals = chars[1..].iter().take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    if numerals > 0 && chars.get(1 + numerals) == Some(&'师') { 2 + numerals } else { 0 }
}
