//! Numbers as a sheet shows them.
//!
//! A roster's codes are often stored as numbers, `4111010001.0` or `11010` under a format of six
//! zeros: what is printed is the code. Values are never rounded to what a format shows, so that
//! sums can be checked; they are padded to it.

use std::fmt::Write as _;

/// A number format, as far as it changes what a number says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    #[default]
    General,
    Number {
        /// Least digits before the point.
        zeros: usize,
        /// Least digits after it.
        decimals: usize,
        percent: bool,
        /// Words before and after the number.
        prefix: String,
        suffix: String,
    },
    /// Which parts a date or time shows.
    Date { year: bool, month: bool, day: bool, time: bool, seconds: bool },
    /// Elapsed hours, minutes and seconds.
    Elapsed,
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
    /// Reads a format code; of several sections the first, which is that of positive numbers.
    pub(super) fn parse(code: &str) -> Self {
        let lower = code.to_ascii_lowercase();
        if lower.contains("general") || code.is_empty() || code == "@" {
            return Self::General;
        }
        let mut chars = code.chars().peekable();
        let (mut prefix, mut suffix) = (String::new(), String::new());
        let (mut zeros, mut decimals) = (0, 0);
        let (mut digits, mut point, mut percent, mut odd) = (false, false, false, false);
        let mut tokens = String::new();
        while let Some(c) = chars.next() {
            let mut literal = |text: char| {
                if digits { suffix.push(text) } else { prefix.push(text) }
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
                    if c == '0' && !point {
                        zeros += 1;
                    } else if c == '0' {
                        decimals += 1;
                    }
                }
                '.' if digits => point = true,
                ',' if digits => {}
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
        Self::Number { zeros, decimals, percent, prefix, suffix }
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
            Self::Number { zeros, decimals, percent, prefix, suffix } => {
                let shown = general(if *percent { value * 100.0 } else { value });
                let (sign, shown) =
                    shown.strip_prefix('-').map_or(("", shown.as_str()), |s| ("-", s));
                let (whole, fraction) = shown.split_once('.').unwrap_or((shown, ""));
                let point = if fraction.is_empty() && *decimals == 0 { "" } else { "." };
                let sign_percent = if *percent { "%" } else { "" };
                let _ = write!(
                    out,
                    "{prefix}{sign}{whole:0>zeros$}{point}{fraction:0<decimals$}{sign_percent}{suffix}"
                );
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
        ];
        for (code, value, text) in cases {
            assert_eq!(Format::parse(code).show(value, false), text, "{code}");
        }
        assert_eq!(Format::parse("yyyy-mm-dd").show(1.0, false), "1900-01-01");
        assert_eq!(Format::parse("yyyy-mm-dd").show(61.0, false), "1900-03-01");
        assert_eq!(Format::parse("yyyy-mm-dd").show(0.0, true), "1904-01-01");
    }
}
