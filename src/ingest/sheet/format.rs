//! Numbers as a sheet shows them.
//!
//! A roster's codes are often stored as numbers, `4111010001.0` or `11010` under a format of six
//! zeros: what is printed is the code. Values are never rounded to what a format shows, so that
//! sums can be checked; they are padded to it.

use std::cmp::Ordering;
use std::fmt::Write as _;

/// A number format, as far as it changes what a number says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Format {
    #[default]
    General,
    Number(Number),
    /// Which parts a date or time shows.
    Date {
        year: bool,
        month: bool,
        day: bool,
        time: bool,
        seconds: bool,
    },
    /// Elapsed hours, minutes and seconds.
    Elapsed,
    /// Formats for the numbers that meet a condition, in order; the last has none.
    Cases(Vec<(Option<Condition>, Format)>),
}

/// How a number is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// Least digits before the point.
    zeros: usize,
    /// Least digits after it.
    decimals: usize,
    /// How many times it is divided by a thousand: `0.0,`.
    thousands: usize,
    percent: bool,
    /// Words before and after the number.
    prefix: String,
    suffix: String,
    /// Signs between its digits, each with how many digits stand behind it: `000-0000`.
    inner: Vec<(usize, char)>,
}

/// `[>=10000]`
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    less: bool,
    more: bool,
    equal: bool,
    bound: f64,
}

impl Condition {
    fn read(inside: &str) -> Option<Self> {
        let bound = inside.trim_start_matches(['<', '>', '=']);
        let sign = &inside[..inside.len() - bound.len()];
        let bound = bound.trim().parse().ok()?;
        let (less, more) = (sign.contains('<'), sign.contains('>'));
        let equal = sign.contains('=');
        (!sign.is_empty()).then_some(Self { less, more, equal, bound })
    }

    fn is_met(&self, value: f64) -> bool {
        match value.total_cmp(&self.bound) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.more,
        }
    }
}

/// The code of a format that files name by number alone (ECMA-376 18.8.30).
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        // 27 and following are dates in Chinese Excel.
        14 | 15 | 22 | 27..=31 | 36 | 50..=54 | 58 => "yyyy-mm-dd",
        16 => "mm-dd",
        17 | 57 => "yyyy-mm",
        18 | 20 | 32 | 34 | 55 => "h:mm",
        19 | 21 | 33 | 35 | 45 | 47 | 56 => "h:mm:ss",
        46 => "[h]:mm:ss",
        _ => "General",
    }
}

impl Format {
    /// Reads a format code; of several sections the first, which is that of positive numbers, unless sections
    /// say themselves which numbers are theirs.
    pub(super) fn parse(code: &str) -> Self {
        let sections = sections(code);
        let condition = |section: &str| {
            let groups = section.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
            groups.map(|(inside, _)| inside).find_map(Condition::read)
        };
        let own: Vec<_> = sections.iter().map(|section| condition(section)).collect();
        if own.first().is_none_or(Option::is_none) || own.len() < 2 {
            return Self::section(code);
        }
        let cases = own.into_iter().zip(&sections).take(3);
        Self::Cases(cases.map(|(own, section)| (own, Self::section(section))).collect())
    }

    /// Reads one section.
    fn section(code: &str) -> Self {
        let lower = code.to_ascii_lowercase();
        if lower.contains("general") || code.is_empty() || code == "@" {
            return Self::General;
        }
        let mut chars = code.chars().peekable();
        let (mut prefix, mut suffix) = (String::new(), String::new());
        let (mut zeros, mut decimals, mut thousands) = (0, 0, 0);
        // Signs behind the digits that have been read, and how many of those stand before the point.
        let (mut signs, mut whole): (Vec<(usize, char)>, usize) = (Vec::new(), 0);
        let (mut digits, mut point, mut percent, mut odd) = (false, false, false, false);
        let mut tokens = String::new();
        while let Some(c) = chars.next() {
            let mut literal = |text: char| {
                if digits {
                    suffix.push(text);
                    signs.push((whole, text));
                } else {
                    prefix.push(text);
                }
            };
            match c {
                ';' => break,
                '"' => chars.by_ref().take_while(|c| *c != '"').for_each(&mut literal),
                '\\' | '!' => {
                    if let Some(c) = chars.next() {
                        literal(c);
                    }
                }
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    if matches!(
                        inside.to_ascii_lowercase().as_str(),
                        "h" | "hh" | "m" | "mm" | "s" | "ss"
                    ) {
                        return Self::Elapsed;
                    }
                    // [$¥-804] names a currency and a locale.
                    if let Some(currency) = inside.strip_prefix('$') {
                        currency.chars().take_while(|c| *c != '-').for_each(literal);
                    }
                }
                '0' | '#' | '?' => {
                    digits = true;
                    // Commas between digits group them, and words between them are no words behind.
                    thousands = 0;
                    suffix.clear();
                    whole += usize::from(!point);
                    if c == '0' && !point {
                        zeros += 1;
                    } else if c == '0' {
                        decimals += 1;
                    }
                }
                '.' if digits => point = true,
                ',' if digits => thousands += 1,
                '%' => percent = true,
                'E' | 'e' | '/' if digits => odd = true,
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' => {
                    tokens.push(c.to_ascii_lowercase());
                }
                // AM/PM and 上午/下午 say nothing that the hours do not.
                'A' | 'a' | 'P' | 'p' | 'G' | 'g' | 'B' | 'b' => {}
                c => literal(c),
            }
        }
        if !digits && !tokens.is_empty() {
            let time = tokens.contains('h');
            return Self::Date {
                year: tokens.contains(['y', 'e']),
                // An m beside hours or seconds is minutes.
                month: tokens.contains('m') && (tokens.contains(['y', 'd', 'e']) || !time),
                day: tokens.contains('d'),
                time,
                seconds: tokens.contains('s'),
            };
        }
        if !digits || odd {
            return Self::General;
        }
        let (prefix, suffix) = (prefix.trim().to_owned(), suffix.trim().to_owned());
        // A printed point is one: 0!.0, shows ten thousands. Blanks keep digits apart for the eye alone.
        signs.retain(|(at, c)| *at < whole && !c.is_whitespace());
        let mut inner: Vec<(usize, char)> = signs.iter().map(|(at, c)| (whole - at, *c)).collect();
        if inner.iter().any(|(_, c)| *c == '.') && (inner.len() > 1 || point) {
            inner.clear();
        }
        Self::Number(Number { zeros, decimals, thousands, percent, prefix, suffix, inner })
    }

    /// The number as text. `early` says that days count from 1904.
    pub(super) fn show(&self, value: f64, early: bool) -> String {
        let mut shown = String::new();
        self.show_onto(value, early, &mut shown);
        shown
    }

    /// Writes the number onto `out`.
    pub(super) fn show_onto(&self, value: f64, early: bool, out: &mut String) {
        match self {
            Self::General => general_onto(value, out),
            Self::Number(number) => number.show_onto(value, out),
            Self::Cases(cases) => {
                let met =
                    |own: &Option<Condition>| own.as_ref().is_none_or(|own| own.is_met(value));
                match cases.iter().find(|(own, _)| met(own)) {
                    Some((_, format)) => format.show_onto(value, early, out),
                    None => general_onto(value, out),
                }
            }
            Self::Date { year, month, day, time, seconds } => {
                let Some((date, clock)) = moment(value, early) else {
                    return general_onto(value, out);
                };
                let (y, m, d) = date;
                let dated = *year || *month || *day;
                let _ = match (year, month, day) {
                    (true, false, false) => write!(out, "{y:04}"),
                    (true, true, false) => write!(out, "{y:04}-{m:02}"),
                    (false, false, false) => Ok(()),
                    _ => write!(out, "{y:04}-{m:02}-{d:02}"),
                };
                if *time || !dated {
                    if dated {
                        out.push('T');
                    }
                    let _ = write!(out, "{:02}:{:02}", clock / 3600, clock / 60 % 60);
                    if *seconds {
                        let _ = write!(out, ":{:02}", clock % 60);
                    }
                }
            }
            Self::Elapsed => {
                let seconds = (value * 86_400.0).round().max(0.0) as i64;
                let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
                let _ = write!(out, "{hours}:{minutes:02}:{:02}", seconds % 60);
            }
        }
    }
}

impl Number {
    fn show_onto(&self, value: f64, out: &mut String) {
        let Self { zeros, decimals, prefix, suffix, .. } = self;
        let mut value = value;
        let (mut zeros, mut decimals) = (*zeros, *decimals);
        for _ in 0..self.thousands {
            value /= 1000.0;
        }
        let mut inner = self.inner.as_slice();
        if let [(behind, '.')] = inner {
            value /= 10_f64.powi(i32::try_from(*behind).unwrap_or(0));
            (zeros, decimals) = (zeros.saturating_sub(*behind), *behind);
            inner = &[];
        }
        // A share is not added up, and is what is shown; no other number is rounded.
        let shown = if self.percent { rounded(value * 100.0, decimals) } else { general(value) };
        let (sign, shown) = shown.strip_prefix('-').map_or(("", shown.as_str()), |s| ("-", s));
        let (whole, fraction) = shown.split_once('.').unwrap_or((shown, ""));
        let mut whole = format!("{whole:0>zeros$}");
        for (behind, c) in inner {
            if let Some(at) = whole.len().checked_sub(*behind).filter(|at| *at > 0) {
                whole.insert(at, *c);
            }
        }
        let point = if fraction.is_empty() && decimals == 0 { "" } else { "." };
        let percent = if self.percent { "%" } else { "" };
        let _ = write!(out, "{prefix}{sign}{whole}{point}{fraction:0<decimals$}{percent}{suffix}");
    }
}

/// The sections of a code: a semicolon in words parts none.
fn sections(code: &str) -> Vec<&str> {
    let (mut quoted, mut literal, mut from) = (false, false, 0);
    let mut out = Vec::new();
    for (at, c) in code.char_indices() {
        match c {
            _ if literal => literal = false,
            '"' => quoted = !quoted,
            '\\' | '!' if !quoted => literal = true,
            ';' if !quoted => {
                out.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&code[from..]);
    out
}

/// A number rounded to as many places, half away from zero, without zeros at its end.
fn rounded(value: f64, places: usize) -> String {
    let unit = 10_f64.powi(i32::try_from(places).unwrap_or(0));
    // Noise beyond the fifteenth digit is no half.
    let scaled: f64 = general(value * unit).parse().unwrap_or(value * unit);
    general(scaled.round() / unit)
}

/// A number without exponent, in at most fifteen significant digits: what a sheet keeps exactly.
pub(super) fn general(value: f64) -> String {
    let mut shown = String::new();
    general_onto(value, &mut shown);
    shown
}

/// Writes such a number onto `out`.
pub(super) fn general_onto(value: f64, out: &mut String) {
    if !value.is_finite() {
        return;
    }
    if value.fract() == 0.0 && value.abs() < 1e15 {
        out.push_str(itoa::Buffer::new().format(value as i64));
        return;
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let _ = write!(out, "{rounded}");
}

/// Date and second of the day. Day 60 of 1900 never was; days before it count from one later.
fn moment(value: f64, early: bool) -> Option<((i64, i64, i64), i64)> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let seconds = (value * 86_400.0).round() as i64;
    let (day, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days from 1970-01-01 to the base.
    let base = match (early, day) {
        (true, _) => -24_107,
        (false, ..60) => -25_568,
        (false, _) => -25_569,
    };
    Some((civil(day + base), clock))
}

/// Year, month and day of a count of days from 1970-01-01 (Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    let day = doy - (153 * mp + 2) / 5 + 1;
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{Format, general};

    #[test]
    fn codes_stay_codes_and_noise_goes() {
        let cases = [
            (4_111_010_001.0, "4111010001"),
            (0.1 + 0.2, "0.3"),
            (1_234.5, "1234.5"),
            (-3.0, "-3"),
            (1e-7, "0.0000001"),
            (123_456_789_012_345.0, "123456789012345"),
        ];
        for (value, text) in cases {
            assert_eq!(general(value), text);
        }
    }

    #[test]
    fn formats_show_what_is_printed() {
        let cases = [
            ("000000", 11_010.0, "011010"),
            ("0.00", 1.5, "1.50"),
            ("0.00", 1.234, "1.234"),
            ("#,##0", 1_234_567.0, "1234567"),
            ("0.0%", 0.125, "12.5%"),
            ("0\"万千瓦\"", 20.0, "20万千瓦"),
            ("\"第\"0\"批\";@", 3.0, "第3批"),
            ("yyyy\"年\"m\"月\"d\"日\";@", 44_468.0, "2021-09-29"),
            ("yyyy\"年\"m\"月\"", 44_468.0, "2021-09"),
            ("[$-804]yyyy/m/d h:mm", 44_468.5, "2021-09-29T12:00"),
            ("h:mm:ss", 0.75, "18:00:00"),
            ("[h]:mm", 1.5, "36:00:00"),
            ("General", 5.0, "5"),
            ("0.00E+00", 123_000.0, "123000"),
            ("@", 7.0, "7"),
            ("[DBNum1][$-804]General", 7.0, "7"),
            ("0.00%", 1.0 / 3.0, "33.33%"),
            ("0%", 0.125, "13%"),
            ("0.00%", 0.5, "50.00%"),
            ("0.0%;-0.0%", -0.0005, "-0.1%"),
            ("0!.0,", 123_456.0, "12.3456"),
            ("0\".\"0,\"万\"", 120_000.0, "12.0万"),
            ("0!.0000", 123_456.0, "12.3456"),
            ("#,##0,", 123_456.0, "123.456"),
            ("#,##0", 123_456.0, "123456"),
            ("#,##0.0,,\"百万\"", 1_200_000.0, "1.2百万"),
            ("#,##0_ ", 12.0, "12"),
            ("#,##0\"万,元\"", 12.0, "12万,元"),
            ("[>=10000]0.0,\"千\";0", 12_000.0, "12.0千"),
            ("[>=10000]0.0,\"千\";0", 12.0, "12"),
            ("[<1]0.00;[<10]0.0;0", 2.0, "2.0"),
            ("[Red]0.0;0", 2.0, "2.0"),
            ("000-00000000", 31_188_888_888.0, "311-88888888"),
            ("000-0000-0000", 13_800_001_111.0, "138-0000-1111"),
            ("0\"年\"00\"月\"", 202_109.0, "2021年09月"),
            ("### ### 000", 1_234_567.0, "1234567"),
        ];
        for (code, value, text) in cases {
            assert_eq!(Format::parse(code).show(value, false), text, "{code}");
        }
        assert_eq!(Format::parse("yyyy-mm-dd").show(1.0, false), "1900-01-01");
        assert_eq!(Format::parse("yyyy-mm-dd").show(61.0, false), "1900-03-01");
        assert_eq!(Format::parse("yyyy-mm-dd").show(0.0, true), "1904-01-01");
    }
}
