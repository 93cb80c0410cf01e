//! Printed serials and how they run.

use crate::model::SerialRule;
use crate::model::roster::{Entry, Serial};
use crate::text::{is_blank, numeral};

/// Reads a serial cell: `1`, `１`, `十二`, `1.`, `(3)`, `③`. Empty is none, anything else
/// unreadable.
pub(in crate::segment) fn parse(text: &str) -> Serial {
    // Nearly every serial is a few ASCII digits.
    let bytes = text.as_bytes();
    if !bytes.is_empty() && bytes.len() <= 9 && bytes.iter().all(u8::is_ascii_digit) {
        return Serial::Value(bytes.iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')));
    }
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return Serial::None;
    }
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && let Some(n) = circled(c)
    {
        return Serial::Value(n);
    }
    let bare = text
        .strip_prefix(['(', '（'])
        .and_then(|t| t.strip_suffix([')', '）']))
        .unwrap_or_else(|| text.trim_end_matches(['.', '．', '、']));
    match numeral::whole(bare).and_then(|n| u32::try_from(n).ok()) {
        Some(n) => Serial::Value(n),
        None => Serial::Unreadable,
    }
}

/// What may stand before the number of a serial.
const BEFORE: [&str; 8] = ["NO.", "No.", "no.", "NO", "No", "№", "#", "TOP"];

/// Reads a serial of a column that is headed so, in forms that elsewhere say other things: `NO.3`, `Ⅲ`, `第1名`, and
/// `3.0` as a program writes a number.
pub(super) fn parse_headed(text: &str) -> Serial {
    let serial = parse(text);
    if serial != Serial::Unreadable {
        return serial;
    }
    let text = text.trim_matches(is_blank);
    let mut chars = text.chars();
    if let (Some(c @ 'Ⅰ'..='Ⅻ'), None) = (chars.next(), chars.next()) {
        return Serial::Value(u32::from(c) - u32::from('Ⅰ') + 1);
    }
    if let (Some(n), None) = (text.chars().next().and_then(closed), text.chars().nth(1)) {
        return Serial::Value(n);
    }
    // 4*, △3: a mark that a remark explains. 3① may as well be two numbers.
    let unmarked = text.trim_matches(MARKS);
    let digits = !unmarked.is_empty() && unmarked.bytes().all(|byte| byte.is_ascii_digit());
    if digits && unmarked.len() < text.len() {
        return parse(unmarked);
    }
    // 1), 1：, [1]; 1# is what a machine or a house is called.
    let enclosed = text.strip_prefix(['[', '【']).and_then(|rest| rest.strip_suffix([']', '】']));
    if let Some(bare) = enclosed.or_else(|| text.strip_suffix([')', '）', '：', ':']))
        && let Serial::Value(n) = parse(bare)
    {
        return Serial::Value(n);
    }
    let bare = BEFORE.iter().find_map(|word| text.strip_prefix(word));
    let bare = bare.or_else(|| text.strip_prefix('第')).or_else(|| text.strip_suffix('号'));
    // 第1名, 第一名, 第1.
    let bare = bare.map(|bare| bare.strip_suffix(['名', '位', '号']).unwrap_or(bare));
    let bare = bare.or_else(|| text.strip_suffix(".0")).or_else(|| text.strip_suffix(".00"));
    bare.map_or(serial, |bare| match parse(bare) {
        Serial::None => serial,
        read => read,
    })
}

/// Marks beside a serial.
const MARKS: [char; 7] = ['*', '＊', '△', '▲', '★', '☆', '※'];

/// ㈠, ❶
fn closed(c: char) -> Option<u32> {
    match c {
        '㈠'..='㈩' => Some(u32::from(c) - u32::from('㈠') + 1),
        '❶'..='❿' => Some(u32::from(c) - u32::from('❶') + 1),
        _ => None,
    }
}

fn circled(c: char) -> Option<u32> {
    let offset = |from: char| u32::from(c) - u32::from(from) + 1;
    match c {
        '①'..='⑳' => Some(offset('①')),
        '⑴'..='⒇' => Some(offset('⑴')),
        '⒈'..='⒛' => Some(offset('⒈')),
        _ => None,
    }
}

/// The number a text starts with, where more than a numeral follows it.
pub(in crate::segment) fn leading(text: &str) -> Option<u32> {
    let (n, length) = numeral::prefix(text)?;
    let rest = &text[length..];
    (!rest.is_empty()).then(|| u32::try_from(n).ok()).flatten()
}

/// How serials run, told from the entries: per group where most groups begin anew.
pub(in crate::segment) fn rule(entries: &[Entry]) -> SerialRule {
    let (mut first, mut anew, mut any) = (0, 0, false);
    let mut above: Option<&Entry> = None;
    for entry in entries {
        let Some(n) = entry.serial.value() else { continue };
        any = true;
        if above.is_some_and(|above| above.group != entry.group) {
            first += 1;
            anew += usize::from(n == 1);
        }
        above = Some(entry);
    }
    match (any, first) {
        (false, _) => SerialRule::None,
        (true, 0) => SerialRule::RunOn,
        (true, _) if anew * 2 >= first => SerialRule::PerGroup,
        (true, _) => SerialRule::RunOn,
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, parse_headed};
    use crate::model::roster::Serial::{None, Unreadable, Value};

    #[test]
    fn serials_of_a_headed_column() {
        for (text, serial) in [
            ("NO.3", Value(3)),
            ("№ 3", Value(3)),
            ("Ⅲ", Value(3)),
            ("3.0", Value(3)),
            ("第1名", Value(1)),
            ("第十二名", Value(12)),
            ("第 3", Value(3)),
            ("4号", Value(4)),
            ("TOP5", Value(5)),
            ("第名", Unreadable),
            ("第1组", Unreadable),
            ("第一中学", Unreadable),
            ("3.5", Unreadable),
            ("NO.", Unreadable),
            ("△3", Value(3)),
            ("★", Unreadable),
            ("1#", Unreadable),
            ("", None),
        ] {
            assert_eq!(parse_headed(text), serial, "{text:?}");
        }
    }

    #[test]
    fn serials_are_read_in_all_their_forms() {
        for (text, serial) in [
            ("1", Value(1)),
            ("１２", Value(12)),
            ("3.", Value(3)),
            ("（4）", Value(4)),
            ("⑤", Value(5)),
            ("十二", Value(12)),
            ("", None),
            ("\u{3000}", None),
            ("l0", Unreadable),
            ("1O", Unreadable),
            ("*(126)", Unreadable),
            ("1 江苏省", Unreadable),
        ] {
            assert_eq!(parse(text), serial, "{text:?}");
        }
    }
}
