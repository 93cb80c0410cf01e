//! Characters that a font put in place of others: radicals for ideographs, forms for vertical
//! setting. In a PDF they are the font's doing, not the author's.

use crate::text::radicals;

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
    match c {
        '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE44}' => {
            VERTICAL.binary_search_by_key(&c, |pair| pair.0).ok().map(|at| VERTICAL[at].1)
        }
        _ => radicals::unified(c),
    }
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
