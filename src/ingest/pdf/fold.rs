//! Characters that a font put in place of others: radicals for ideographs, second copies of ideographs,
//! forms for vertical setting, rare ideographs that a font draws like usual ones. In a PDF they are the font's doing, not the author's.

use unicode_normalization::char::decompose_canonical;

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

/// Rare ideographs for which a widespread font (`WenQuanYi` Zen Hei) has no glyph but that of a usual one: what writes the
/// file gives the lesser code.
static SHARED: &[(char, char)] = &[('㫚', '曶'), ('㬵', '胶')];

/// The character meant; `None` where it is the one that is there.
pub(super) fn fold(c: char) -> Option<char> {
    match c {
        '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE44}' => {
            VERTICAL.binary_search_by_key(&c, |pair| pair.0).ok().map(|at| VERTICAL[at].1)
        }
        // CJK Compatibility Ideographs (Unicode 17, 18.1): most are another code for the same character.
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            let mut meant = c;
            decompose_canonical(c, |one| meant = one);
            Some(meant).filter(|meant| *meant != c)
        }
        '\u{3400}'..='\u{4DBF}' => {
            SHARED.iter().find(|(rare, _)| *rare == c).map(|(_, usual)| *usual)
        }
        // A bar that fonts draw as the dash that Chinese text has, and no author types.
        '―' => Some('—'),
        // A hyphen at which no line ends: fonts have one glyph for it and the hyphen.
        '\u{2010}' | '\u{2011}' => Some('-'),
        _ => radicals::unified(c),
    }
}

/// The letters that a font draws as one: no author types them so.
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::{fold, ligature};

    #[test]
    fn ligatures_are_letters() {
        for c in '\u{FAFF}'..='\u{FB10}' {
            let letters: String = std::iter::once(c).nfkc().collect();
            assert_eq!(ligature(c).is_some(), ligature(c) == Some(&letters), "{c}");
        }
        assert_eq!(ligature('\u{FB03}'), Some("ffi"));
    }

    #[test]
    fn radicals_and_vertical_forms() {
        let folded: String = "⽹⺠⼀︵⻓".chars().filter_map(fold).collect();
        assert_eq!(folded, "网民一（长");
        let folded: String = "\u{F98E}\u{F9BE}\u{2F800}".chars().filter_map(fold).collect();
        assert_eq!(folded, "年料丽");
        assert_eq!(fold('㬵'), Some('胶'));
        assert_eq!(fold('\u{2015}'), Some('\u{2014}'));
        assert_eq!(fold('㙍'), None);
        // One of the twelve that are characters of their own.
        assert_eq!(fold('\u{FA0E}'), None);
        assert!("网民（a㇀".chars().all(|c| fold(c).is_none()));
    }
}
