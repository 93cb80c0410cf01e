//! MD408: characters that look like others.

use super::looks::{Made, is_part};
use super::spots::Spot;
use super::{Check, Ctx, Sink};
use crate::model::report::Level;
use crate::model::{Role, Span};
use crate::text::blank::{is_blank, is_han};

pub(super) static CHECK: Check = check!("MD408" look-alike-character: Warning, run);

/// A character, why it is odd, and where it stands.
struct Odd {
    c: char,
    key: &'static str,
    count: u32,
    first: Span,
    again: Vec<Span>,
    /// It stands in a column of numbers.
    valued: bool,
}

fn run(ctx: &Ctx, sink: &mut Sink) {
    let mut odd: Vec<Odd> = Vec::new();
    ctx.each_spot_of(Made::OTHER | Made::ALIKE | Made::ZERO, |spot, text| {
        // 0 is taken for 〇, and stands for itself beside nothing Chinese.
        let telling = spot.made.any(Made::OTHER | Made::ALIKE) || !spot.made.is_ascii();
        if telling && spot.role != Role::Serial {
            scan(spot, text, &mut odd);
        }
    });
    odd.sort_by_key(|odd| odd.first.start);
    for odd in odd {
        let found = sink.find(odd.key, odd.first);
        // No number is read from it: the column lacks a value.
        let found = if odd.valued { found.level(Level::Error) } else { found };
        found
            .arg("char", odd.c)
            .arg("code", format!("U+{:04X}", odd.c as u32))
            .arg("count", odd.count)
            .arg("meant", meant(odd.c).map_or_else(String::new, String::from))
            .related_all("again", odd.again);
    }
}

fn scan(spot: Spot, text: &str, odd: &mut Vec<Odd>) {
    // Most are ideographs, or letters and digits that are taken for no others.
    for (at, c) in text.char_indices().filter(|(_, c)| !is_usual(*c)) {
        let before = text[..at].chars().next_back();
        let after = text[at + c.len_utf8()..].chars().next();
        let key = by_itself(c).or_else(|| among(c, before, after, text, at, spot.role));
        let Some(key) = key else { continue };
        let start = spot.span.start + at as u32;
        let span = Span::new(start, start + c.len_utf8() as u32);
        match odd.iter_mut().find(|known| known.c == c && known.key == key) {
            None => {
                let valued = key == "digit" && spot.role == Role::Number;
                odd.push(Odd { c, key, count: 1, first: span, again: Vec::new(), valued });
            }
            Some(known) => {
                known.valued |= key == "digit" && spot.role == Role::Number;
                known.count += 1;
                if known.again.len() < 3 {
                    known.again.push(span);
                }
            }
        }
    }
}

/// Whether a character is odd neither by itself nor among any others.
fn is_usual(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => !is_part(c),
        _ => c.is_ascii() && !matches!(c, 'O' | 'o' | 'I' | 'l' | '0'),
    }
}

/// Characters that are never meant, and the key of their message.
pub fn by_itself(c: char) -> Option<&'static str> {
    match c {
        '\u{2E80}'..='\u{2FD5}' => Some("radical"),
        // Twelve of this block are characters in their own right.
        '\u{FA0E}'
        | '\u{FA0F}'
        | '\u{FA11}'
        | '\u{FA13}'
        | '\u{FA14}'
        | '\u{FA1F}'
        | '\u{FA21}'
        | '\u{FA23}'
        | '\u{FA24}'
        | '\u{FA27}'..='\u{FA29}' => None,
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => Some("compatibility"),
        '巿' => Some("alike"),
        c if is_part(c) => Some("part"),
        c if is_blank(c) => None,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => Some("private"),
        _ => None,
    }
}

/// Characters that are odd among their neighbours.
fn among(
    c: char,
    before: Option<char>,
    after: Option<char>,
    text: &str,
    at: usize,
    role: Role,
) -> Option<&'static str> {
    let beside = |fits: fn(char) -> bool| before.is_some_and(fits) || after.is_some_and(fits);
    match c {
        '\u{370}'..='\u{52F}' if meant(c).is_some() => {
            // A Greek letter alone is a symbol; a Cyrillic one has no place in Chinese text
            // unless it is in a word of its own.
            let mixed = beside(|c| c.is_ascii_alphanumeric());
            let russian = beside(|c| matches!(c, '\u{400}'..='\u{52F}'));
            (mixed || (c >= '\u{400}' && !russian)).then_some("homoglyph")
        }
        c if is_foreign(c) => {
            // A word of its own in another script is none of ours; one letter among ideographs is.
            let alone =
                before.is_none_or(|c| !is_foreign(c)) && after.is_none_or(|c| !is_foreign(c));
            (alone && beside(is_han)).then_some("script")
        }
        '○' | '◯' | '●' | 'O' | 'o' | '0' | 'Ｏ' | '０' if beside(is_numeral) => {
            let both = before.is_some_and(is_numeral) && after.is_some_and(is_numeral);
            (both || (matches!(c, '○' | '◯') && beside(is_numeral))).then_some("zero")
        }
        'O' | 'o' | 'I' | 'l' if beside(|c| c.is_ascii_digit()) => {
            is_misread(text, at, role).then_some("digit")
        }
        _ => None,
    }
}

/// Letters of scripts that Chinese names are not written in. The の of brands is one that they are.
fn is_foreign(c: char) -> bool {
    let other = matches!(c, '\u{530}'..='\u{1CFF}' | '\u{2C00}'..='\u{2DFF}' | '\u{3041}'..='\u{318E}'
        | '\u{31F0}'..='\u{31FF}' | '\u{A000}'..='\u{D7FF}' | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}' | '\u{FF66}'..='\u{FFDC}' | '\u{10000}'..='\u{1FFFF}');
    other && c != 'の' && c.is_alphabetic()
}

/// Digits of Chinese numerals; not of places such as 三〇一医院.
fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '〇' | '○' | '◯')
}

/// Whether a letter stands for a digit: between digits in a word of nothing else, or anywhere in
/// a number. H2O2 and 10l are none.
fn is_misread(text: &str, at: usize, role: Role) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric();
    let start = text[..at]
        .rfind(|c| !inside(c))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(|c| !inside(c)).map_or(text.len(), |i| at + i);
    let word = &text[start..end];
    if !word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'I' | 'l')) {
        return false;
    }
    if matches!(role, Role::Number | Role::Date) {
        return true;
    }
    let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    // A year or a longer number; 1l2 and 4O2 may be codes.
    role != Role::Code
        && word.len() > 3
        && digit(bytes.get(at + 1))
        && at.checked_sub(1).is_some_and(|before| digit(bytes.get(before)))
}

/// What a letter of another alphabet, or a circle, looks like.
fn meant(c: char) -> Option<char> {
    const PAIRS: &[(&str, &str)] = &[
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo"),
        ("АВЕКМНОРСТУХаеорсухіјѕЅІЈ", "ABEKMHOPCTYXaeopcyxijsSIJ"),
        ("○◯●", "〇〇〇"),
        ("OoОＯ０0", "000000"),
        ("Il", "11"),
        ("巿囗", "市口"),
    ];
    PAIRS.iter().find_map(|(odd, plain)| {
        let at = odd.chars().position(|o| o == c)?;
        plain.chars().nth(at)
    })
}

#[cfg(test)]
mod tests {
    use super::{Odd, scan};
    use crate::check::looks::Made;
    use crate::check::spots::Spot;
    use crate::model::{Role, Span};

    fn found(text: &str, role: Role) -> String {
        let mut odd: Vec<Odd> = Vec::new();
        let (roster, column, span) = (0, Some(0), Span::at(0));
        scan(Spot { roster, column, role, span, made: Made::of(text) }, text, &mut odd);
        let shown: Vec<String> = odd.iter().map(|odd| format!("{} {};", odd.key, odd.c)).collect();
        shown.concat()
    }

    #[test]
    fn looks_alike() {
        for (text, role, expected) in [
            ("⼭东大学", Role::Name, "radical ⼭;"),
            ("行\u{F9}\u{FA01}", Role::Name, "compatibility \u{FA01};"),
            ("5G\u{E001}基站", Role::Name, "private \u{E001};"),
            ("А类", Role::Name, "homoglyph А;"),
            ("3Ρ类", Role::Name, "homoglyph Ρ;"),
            ("二○二一年", Role::Name, "zero ○;"),
            ("二0二一年", Role::Name, "zero 0;"),
            ("2O21年", Role::Name, "digit O;"),
            ("1O.5", Role::Number, "digit O;"),
            ("杭州巿", Role::Place, "alike 巿;"),
            ("氵工苏", Role::Place, "part 氵;"),
            ("区人Ⱁ政府", Role::Units, "script Ⱁ;"),
            ("ロ腔医院", Role::Units, "script ロ;"),
        ] {
            assert_eq!(found(text, role), expected, "{text}");
        }
        for text in [
            "H2O2",
            "β-受体",
            "10l",
            "Α",
            "〇",
            "二〇二一年",
            "○一类",
            "正面",
            "Москва",
            "O2",
            "\u{F020}",
            "一0",
            "CO2",
            "4O2",
            "优の良品",
            "ウルムチ市",
            "5㎡",
        ] {
            let none = if text == "○一类" { "zero ○;" } else { "" };
            assert_eq!(found(text, Role::Name), none, "{text}");
        }
    }
}
