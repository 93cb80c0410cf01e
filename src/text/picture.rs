//! Pictures beside a text, as they are set in messages: no part of any name.

/// Whether a character is a picture, or makes one with the character beside it.
#[must_use]
pub const fn is(c: char) -> bool {
    drawn(c) || matches!(c, '☹'..='☻' | '♀' | '♂' | '\u{FE0F}' | '\u{200D}')
}

/// Letters and words in boxes and rings, 🅰 and 🈚, are among the pictures; two of the last make a flag.
const fn drawn(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1F0FF}' | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1FAFF}')
}

/// A text without the pictures in it; as it is where it has no other letter or counts them (5⭐️), and a picture may say something. Signs that
/// print also stand in black (☆, ♀) go only where they are set as a picture.
#[must_use]
pub fn without(text: &str) -> String {
    if !text.contains(|c: char| drawn(c) || c == '\u{FE0F}') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut joined = false;
    while let Some(c) = chars.next() {
        let set = matches!(c, '\u{2190}'..='\u{2BFF}') && chars.peek() == Some(&'\u{FE0F}');
        let sign = joined && matches!(c, '♀' | '♂');
        joined = c == '\u{200D}';
        if !drawn(c) && !set && !sign && !joined && c != '\u{FE0F}' {
            out.push(c);
        } else if (set || drawn(c)) && out.ends_with(char::is_numeric) {
            return text.to_owned();
        }
    }
    if out.contains(char::is_alphanumeric) { out } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_go_and_signs_stay() {
        assert_eq!(without("淮安市👨🏿\u{200D}💼"), "淮安市");
        assert_eq!(without("株洲市☢\u{FE0F}"), "株洲市");
        assert_eq!(without("贺州市👩🏽\u{200D}♀\u{FE0F}、♀"), "贺州市、♀");
        assert_eq!(without("🟢"), "🟢");
        assert_eq!(without("甲☆乙"), "甲☆乙");
        for text in ["🅰类", "5⭐\u{FE0F}"] {
            assert_eq!(without(text), text);
        }
    }
}
