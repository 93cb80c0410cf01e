//! Whole numbers as notices write them: `82`, `８２`, `1,775`, `八十二`, `两`.

/// Longest numeral, in characters. Numbers are looked for at every place of a text, and a line of
/// nothing but digits would be read to its end from each.
const LONGEST: usize = 64;

/// A number at the start of `text` and how many bytes it takes, or `None`.
///
/// Reads the longest numeral of one kind: Arabic digits (ASCII or full width, with thousands
/// separators) or Chinese. A decimal fraction is no whole number: `33.09` gives `None`.
pub fn prefix(text: &str) -> Option<(u64, usize)> {
    let first = text.chars().next()?;
    let (number, end) = if digit(first).is_some() { arabic(text) } else { chinese(text) }?;
    text[..end].chars().nth(LONGEST).is_none().then_some((number, end))
}

/// As [`prefix`], but a point behind the digits ends them: the 2021 of `2021.9.29`.
pub fn prefix_whole(text: &str) -> Option<(u64, usize)> {
    let digits: String = text.chars().take_while(|c| digit(*c).is_some()).take(19).collect();
    if digits.is_empty() { prefix(text) } else { prefix(&digits) }
}

/// The number that the whole text is, blanks around it allowed.
pub fn whole(text: &str) -> Option<u64> {
    // Most have a few digits and nothing else.
    if (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.bytes().fold(0, |number, b| number * 10 + u64::from(b - b'0')));
    }
    let text = text.trim_matches(super::is_blank);
    prefix(text).filter(|(_, len)| *len == text.len()).map(|(n, _)| n)
}

/// A text without the number that leads it: `一、江苏省`, `（二）江苏省`, `1.江苏省`.
pub fn without_number(text: &str) -> &str {
    let text = text.trim_start_matches(super::is_blank);
    let open = text.strip_prefix(['(', '（']).unwrap_or(text);
    let Some((_, length)) = prefix(open) else { return text };
    let rest = &open[length..];
    let after = rest.trim_start_matches(['.', '．', '、', ')', '）', ' ', '\u{3000}']);
    if after.len() < rest.len() { after } else { text }
}

/// Reads `1.2`, `1-2`: the section and the number in it.
pub fn section(text: &str) -> Option<(u32, u32)> {
    const DIGITS_MOST: usize = 4;
    let (of, n) = text.split_once(['.', '．', '-', '－'])?;
    let number = |part: &str| {
        let digits = part.len() <= DIGITS_MOST && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n: &u32| digits && *n > 0)
    };
    Some((number(of)?, number(n)?))
}

/// The value of an ASCII or full-width digit.
pub fn digit(c: char) -> Option<u64> {
    match c {
        '0'..='9' => Some(u64::from(c) - u64::from('0')),
        '０'..='９' => Some(u64::from(c) - u64::from('０')),
        _ => None,
    }
}

fn arabic(text: &str) -> Option<(u64, usize)> {
    let mut value: u64 = 0;
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let mut since_separator: Option<u32> = None;
    let mut leading = 0;
    while let Some((at, c)) = chars.next() {
        if end > LONGEST * 4 {
            return None;
        }
        if let Some(d) = digit(c) {
            value = value.checked_mul(10)?.checked_add(d)?;
            end = at + c.len_utf8();
            leading += 1;
            since_separator = since_separator.map(|n| n + 1);
        } else if matches!(c, ',' | '，') && three_digits_follow(&text[at + c.len_utf8()..]) {
            let fits = since_separator.map_or(leading <= 3, |n| n == 3);
            if !fits {
                break;
            }
            since_separator = Some(0);
        } else {
            let fraction =
                matches!(c, '.' | '．') && chars.peek().is_some_and(|(_, n)| digit(*n).is_some());
            if fraction {
                return None;
            }
            break;
        }
    }
    Some((value, end))
}

fn three_digits_follow(text: &str) -> bool {
    let mut chars = text.chars();
    let three = chars.by_ref().take(3).filter(|c| digit(*c).is_some()).count() == 3;
    three && chars.next().is_none_or(|c| digit(c).is_none())
}

/// The value of a Chinese digit.
pub fn chinese_digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '兩' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn chinese(text: &str) -> Option<(u64, usize)> {
    let (mut total, mut section, mut pending): (u64, u64, Option<u64>) = (0, 0, None);
    let mut end = 0;
    let mut units_seen = false;
    let mut digits = String::new();
    for (at, c) in text.char_indices() {
        if end > LONGEST * 4 {
            return None;
        }
        // 二O一一, 二00七: a letter or figure for the sign 〇, between digits alone.
        let zero = at > 0 && !units_seen && matches!(c, 'O' | 'o' | '0' | '０' | 'О');
        if let Some(d) = chinese_digit(c).or(zero.then_some(0)) {
            // 二〇二一: digits in a row without units are read place by place.
            if c != '零' || !units_seen {
                digits.push(char::from(b'0' + d as u8));
            }
            pending = Some(d);
        } else if let Some(unit) = match c {
            '十' | '拾' => Some(10),
            '百' | '佰' => Some(100),
            '千' | '仟' => Some(1000),
            _ => None,
        } {
            if pending.is_none() && unit != 10 {
                break;
            }
            units_seen = true;
            section += pending.take().unwrap_or(1) * unit;
            digits.clear();
        } else if matches!(c, '万' | '亿') {
            if pending.is_none() && section == 0 {
                break;
            }
            let unit = if c == '万' { 10_000 } else { 100_000_000 };
            total = (total + section + pending.take().unwrap_or(0)).checked_mul(unit)?;
            section = 0;
            units_seen = true;
            digits.clear();
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    if end == 0 {
        return None;
    }
    if !units_seen && digits.len() > 1 {
        return digits.parse().ok().map(|n| (n, end));
    }
    Some((total + section + pending.unwrap_or(0), end))
}

/// The numbers of a cell that holds several in order and nothing else: `5、6`, `16、25`.
pub fn several(text: &str) -> Option<Vec<u32>> {
    const MOST: usize = 4;
    const LENGTH_MOST: usize = 40;
    let text = text.trim_matches(super::is_blank);
    if text.len() > LENGTH_MOST || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = |part: &str| -> Option<u32> {
        let part = part.trim_matches(super::is_blank);
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n| digits && *n > 0)
    };
    let numbers: Vec<u32> = text.split(['、', '，']).map(number).collect::<Option<_>>()?;
    let up = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    ((2..=MOST).contains(&numbers.len()) && up).then_some(numbers)
}

/// Whether a number is the first of its year: 2024001.
pub fn begins_year(number: u32) -> bool {
    (3..=5).any(|digits| {
        let below = 10u32.pow(digits);
        number % below == 1 && (1990..2100).contains(&(number / below))
    })
}

#[cfg(test)]
mod tests {
    use super::{prefix, whole, without_number};

    #[test]
    fn arabic_and_full_width() {
        assert_eq!(prefix("82家"), Some((82, 2)));
        assert_eq!(prefix("８２家"), Some((82, 6)));
        assert_eq!(prefix("1,775个"), Some((1775, 5)));
        assert_eq!(prefix("1，775个"), Some((1775, 7)));
        assert_eq!(prefix("10,7"), Some((10, 2)));
        assert_eq!(prefix("33.091万"), None);
        assert_eq!(prefix("3."), Some((3, 1)));
        assert_eq!(prefix("家"), None);
    }

    #[test]
    fn chinese_numerals() {
        for (text, value) in [
            ("八十二", 82),
            ("十", 10),
            ("十九", 19),
            ("二十", 20),
            ("一百零三", 103),
            ("两千一百", 2100),
            ("一万二千", 12_000),
            ("二〇二一", 2021),
            ("二O一一", 2011),
            ("二00七", 2007),
            ("七", 7),
            ("一百一十", 110),
        ] {
            assert_eq!(whole(text), Some(value), "{text}");
        }
        assert_eq!(whole("百"), None);
        assert_eq!(whole(""), None);
    }

    #[test]
    fn huge_numbers_do_not_overflow() {
        assert_eq!(prefix("99999999999999999999999"), None);
        assert_eq!(prefix(&"九亿".repeat(40)), None);
        assert_eq!(prefix(&"零".repeat(100)), None);
        assert_eq!(prefix(&"0".repeat(100)), None);
    }

    #[test]
    fn headings_without_their_numbers() {
        assert_eq!(without_number("一、江苏省"), "江苏省");
        assert_eq!(without_number("（二）江苏省"), "江苏省");
        assert_eq!(without_number("江苏省"), "江苏省");
        assert_eq!(without_number("三门峡市"), "三门峡市");
        assert_eq!(without_number("六安市"), "六安市");
        assert_eq!(without_number("2.上海市名单"), "上海市名单");
        assert_eq!(without_number("2021年名单"), "2021年名单");
    }
}
