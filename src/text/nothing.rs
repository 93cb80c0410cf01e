//! Cells that name nothing.

/// Signs for nothing.
static NOTHING: [&str; 25] = [
    "/",
    "／",
    "-",
    "—",
    "——",
    "－",
    "–",
    "－－",
    "--",
    "\\",
    "…",
    "……",
    "无数据",
    "无",
    "暂无",
    "空",
    "空白",
    "N/A",
    "n/a",
    "NA",
    "null",
    "NULL",
    "－－－",
    "---",
    "———",
];

/// Signs for what stands above.
static ABOVE: [&str; 7] = ["同上", "〃", "〞", "″", "＂", "\"", "”"];

/// Whether a cell holds a sign for nothing, or nothing: its value is empty.
pub fn is_nothing(cell: &str) -> bool {
    let cell = cell.trim();
    // Most cells are longer than any sign.
    cell.len() <= "———".len() && (cell.is_empty() || NOTHING.contains(&cell))
}

/// Whether a cell says that it is as the one above: it has a value, which does not stand in it. Like
/// a sign for nothing it names nothing and says nothing of its column.
pub fn is_as_above(cell: &str) -> bool {
    ABOVE.contains(&cell.trim())
}

#[cfg(test)]
mod tests {
    use super::{is_as_above, is_nothing};

    #[test]
    fn signs_are_told_from_words() {
        for text in ["/", "—", " - ", "", "——", "无", "N/A"] {
            assert!(is_nothing(text) && !is_as_above(text), "{text}");
        }
        for text in ["同上", " 〃"] {
            assert!(is_as_above(text) && !is_nothing(text), "{text}");
        }
        assert!(!is_nothing("无锡") && !is_as_above("同上海"));
    }
}
