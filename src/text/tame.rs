//! Text from outside made safe to show: nothing in it can drive a terminal or turn its direction.

/// The text on one line: line breaks and tabs become spaces, what could drive a terminal `�`.
pub fn tame(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if is_wild(c) => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// The text with every character at its byte: marks below it stay under what they mark. Tabs and
/// line breaks stay.
pub fn tame_in_place(text: &str) -> String {
    let shown = |c: char| match (is_wild(c), c.len_utf8()) {
        (false, _) | (true, 4) => c,
        (true, 1) if matches!(c, '\t' | '\n') => c,
        (true, 1) => ' ',
        (true, 2) => '·',
        (true, _) => '\u{fffd}',
    };
    text.chars().map(shown).collect()
}

/// Control characters (of both sets: U+009B begins a command as well as ESC does) and marks that
/// turn the direction of what follows, which would let text pose as something else.
pub fn is_wild(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{is_wild, tame, tame_in_place};

    #[test]
    fn no_text_drives_the_terminal() {
        assert_eq!(tame("a\u{1b}[31mb\nc\u{202e}d\u{9b}2J"), "a\u{fffd}[31mb c\u{fffd}d\u{fffd}2J");
        assert_eq!(tame("名单 é"), "名单 é");
    }

    #[test]
    fn every_character_keeps_its_byte() {
        let text = "名\u{1b}[1m\u{9b}2J\u{202e}单\r\n\t\u{61c}é";
        let shown = tame_in_place(text);
        let starts = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(starts(&shown), starts(text));
        assert_eq!(shown, "名 [1m·2J\u{fffd}单 \n\t·é");
    }

    #[test]
    fn no_wild_character_takes_four_bytes() {
        assert!(('\u{10000}'..=char::MAX).all(|c| !is_wild(c)));
    }
}
