//! Characters that a font put in place of others: radicals for ideographs, forms for vertical
//! setting. In a PDF they are the font's doing, not the author's.

use std::sync::LazyLock;

/// Radicals and the ideographs they stand for, sorted.
static RADICALS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = include_str!("../../../data/radicals.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (from, to) = line.split_once('\t')?;
            Some((from.chars().next()?, to.chars().next()?))
        })
        .collect();
    pairs.sort_unstable();
    pairs
});

/// Forms for vertical setting (Unicode blocks Vertical Forms and CJK Compatibility Forms) and the
/// characters they stand for.
static VERTICAL: &[(char, char)] = &[
    ('︐', '，'),
    ('︑', '、'),
    ('︒', '。'),
    ('︓', '：'),
    ('︔', '；'),
    ('︕', '！'),
    ('︖', '？'),
    ('︗', '〖'),
    ('︘', '〗'),
    ('︙', '…'),
    ('︱', '—'),
    ('︵', '（'),
    ('︶', '）'),
    ('︷', '｛'),
    ('︸', '｝'),
    ('︹', '〔'),
    ('︺', '〕'),
    ('︻', '【'),
    ('︼', '】'),
    ('︽', '《'),
    ('︾', '》'),
    ('︿', '〈'),
    ('﹀', '〉'),
    ('﹁', '「'),
    ('﹂', '」'),
    ('﹃', '『'),
    ('﹄', '』'),
];

/// The character meant; `None` where it is the one that is there.
pub(super) fn fold(c: char) -> Option<char> {
    let table: &[(char, char)] = match c {
        // Strokes (U+31C0…) are left alone: a text that shows one means it.
        '\u{2E80}'..='\u{2FDF}' => &RADICALS,
        '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE44}' => VERTICAL,
        _ => return None,
    };
    table.binary_search_by_key(&c, |pair| pair.0).ok().map(|at| table[at].1)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn radicals_and_vertical_forms() {
        let folded: String = "⽹⺠⼀︵⻓".chars().filter_map(fold).collect();
        assert_eq!(folded, "网民一（长");
        assert!("网民（a㇀".chars().all(|c| fold(c).is_none()));
    }
}
