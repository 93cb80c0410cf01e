//! Radicals that stand in a character's place (Unicode, `EquivalentUnifiedIdeograph.txt`).

use super::words::radicals::RADICALS;

/// The ideograph that a radical looks like. Strokes (U+31C0 and on) are left alone: a text that
/// shows one means it.
pub fn unified(c: char) -> Option<char> {
    if !('\u{2E80}'..='\u{2FDF}').contains(&c) {
        return None;
    }
    // Unicode has 戶 for it, the form of traditional text; fonts for simplified Chinese draw both as 户.
    if c == '\u{2F3E}' {
        return Some('户');
    }
    RADICALS.binary_search_by_key(&c, |pair| pair.0).ok().map(|at| RADICALS[at].1)
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn both_blocks() {
        assert_eq!(unified('⼀'), Some('一'));
        assert_eq!(unified('⿕'), Some('龠'));
        assert_eq!(unified('⻓'), Some('长'));
        assert_eq!(unified('\u{2F3E}'), Some('户'));
        assert_eq!(unified('一'), None);
        assert_eq!(unified('㇀'), None);
    }
}
