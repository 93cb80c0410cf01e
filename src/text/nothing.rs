//! Cells that name nothing.

use super::blank;

/// Whether a text is a sign for nothing.
fn is_sign(text: &str) -> bool {
    matches!(
        text,
        "/" | "／"
            | "-"
            | "—"
            | "——"
            | "－"
            | "–"
            | "－－"
            | "--"
            | "\\"
            | "…"
            | "……"
            | "无数据"
            | "无"
            | "暂无"
            | "空"
            | "空白"
            | "N/A"
            | "n/a"
            | "NA"
            | "null"
            | "NULL"
            | "－－－"
            | "---"
            | "———"
    )
}

/// Signs for what stands above.
static ABOVE: [&str; 7] = ["同上", "〃", "〞", "″", "＂", "\"", "”"];

/// A cell without the white space around it, where it is then no longer than so many bytes. Most
/// cells are, and end in no white space.
fn short(cell: &str, longest: usize) -> Option<&str> {
    let cell = if blank::is_closed(cell) { cell } else { cell.trim() };
    (cell.len() <= longest).then_some(cell)
}

/// Whether a cell holds a sign for nothing, or nothing: its value is empty.
pub fn is_nothing(cell: &str) -> bool {
    short(cell, "———".len()).is_some_and(|cell| cell.is_empty() || is_sign(cell))
}

/// Whether a cell says that it is as the one above: it has a value, which does not stand in it. Like
/// a sign for nothing it names nothing and says nothing of its column.
pub fn is_as_above(cell: &str) -> bool {
    short(cell, "同上".len()).is_some_and(|cell| ABOVE.contains(&cell))
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
