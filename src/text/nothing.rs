//! Cells that name nothing.

use super::{blank, sign};

/// Signs for nothing.
static SIGNS: [&str; 25] = [
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

/// No sign for either has more characters.
pub const SIGN_MOST: usize = 4;

/// A cell without the white space around it, where it is then no longer than so many bytes. Most
/// cells are, and end in no white space.
fn short(cell: &str, longest: usize) -> Option<&str> {
    let cell = blank::trimmed(cell);
    (cell.len() <= longest).then_some(cell)
}

/// Whether a cell holds a sign for nothing, or nothing: its value is empty.
pub fn is_nothing(cell: &str) -> bool {
    // Nearly all cells begin neither as a sign does nor with white space.
    let begun = match cell.as_bytes() {
        [] => return true,
        [b'0'..=b'9' | b'A'..=b'M' | 0xE4 | 0xE5 | 0xE8 | 0xE9, ..] => false,
        [0xE6, second, ..] => matches!(second, 0x97 | 0x9A),
        [0xE7, second, ..] => *second == 0xA9,
        _ => true,
    };
    let sign = |cell: &str| cell.is_empty() || SIGNS.contains(&cell);
    begun && short(cell, "———".len()).is_some_and(sign)
}

/// Whether a cell says that it is as the one above: it has a value, which does not stand in it. Like
/// a sign for nothing it names nothing and says nothing of its column.
pub fn is_as_above(cell: &str) -> bool {
    let begun = match cell.as_bytes() {
        [] | [b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xE4 | 0xE6..=0xE9, ..] => false,
        [0xE5, second, ..] => *second == 0x90,
        _ => true,
    };
    begun && short(cell, "同上".len()).is_some_and(|cell| ABOVE.contains(&cell))
}

/// Whether a cell of a plane may say that it is as the one above: few planes have any such sign.
pub fn may_be_as_above(plane: &str) -> bool {
    ABOVE.iter().any(|above| sign::stands(plane, above))
}

#[cfg(test)]
mod tests {
    use super::{ABOVE, SIGN_MOST, SIGNS, is_as_above, is_nothing, may_be_as_above};

    #[test]
    fn signs_are_told_from_words() {
        for text in ["/", "—", " - ", "", "——", "无", "N/A"] {
            assert!(is_nothing(text) && !is_as_above(text), "{text}");
        }
        for text in ["同上", " 〃"] {
            assert!(is_as_above(text) && !is_nothing(text), "{text}");
        }
        let short = |sign: &&str| sign.chars().count() <= SIGN_MOST;
        assert!(SIGNS.iter().chain(&ABOVE).all(short));
        assert!(SIGNS.iter().all(|sign| is_nothing(sign)));
        assert!(ABOVE.iter().all(|sign| is_as_above(sign)));
        assert!(ABOVE.iter().all(|sign| may_be_as_above(&format!("甲\t{sign}\n"))));
        assert!(!may_be_as_above("甲\t同一\n"));
        assert!(is_nothing("\u{3000}无\u{A0}") && is_as_above("\u{3000}同上\u{A0}"));
        assert!(!is_nothing("无锡") && !is_as_above("同上海"));
    }
}
