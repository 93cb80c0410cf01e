//! Numbers as a sheet shows them.
//!
//! A roster's codes are often stored as numbers, `4111010001.0` or `11010` under a format of six
//! zeros: what is printed is the code. Values are never rounded to what a format shows, so that
//! sums can be checked; they are padded to it.

use std::fmt::Write as _;

mod sections;

pub(super) use sections::Format;

/// How one section of a format shows a number, as far as it changes what the number says.
#[derive(Clone, Debug, Default, PartialEq)]
enum Shape {
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
    /// Words in place of the number, or nothing.
    Words(String),
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

impl Shape {
    /// Reads one section.
    fn section(code: &str) -> Self {
        let mut chars = code.chars();
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
                // All digits that there are, or the text itself.
                'G' | 'g' if is_general(chars.as_str()) => {
                    digits = true;
                    suffix.clear();
                    chars.nth(GENERAL.len() - 2);
                }
                '@' => {
                    digits = true;
                    suffix.clear();
                }
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' => {
                    tokens.push(c.to_ascii_lowercase());
                }
                // AM/PM says nothing that the hours do not; days of the week are not told.
                'A' | 'a' | 'P' | 'p' | 'G' | 'g' | 'B' | 'b' => odd = true,
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
        if odd {
            return Self::General;
        }
        let (prefix, suffix) = (prefix.trim().to_owned(), suffix.trim().to_owned());
        if !digits {
            return Self::Words(prefix);
        }
        // A printed point is one: 0!.0, shows ten thousands. Blanks keep digits apart for the eye alone.
        signs.retain(|(at, c)| *at < whole && !c.is_whitespace());
        let mut inner: Vec<(usize, char)> = signs.iter().map(|(at, c)| (whole - at, *c)).collect();
        if inner.iter().any(|(_, c)| *c == '.') && (inner.len() > 1 || point) {
            inner.clear();
        }
        let number = Number { zeros, decimals, thousands, percent, prefix, suffix, inner };
        if number == Number::default() { Self::General } else { Self::Number(number) }
    }

    /// Writes the number onto `out`.
    fn show_onto(&self, value: f64, early: bool, out: &mut String) {
        match self {
            Self::General => general_onto(value, out),
            Self::Number(number) => number.show_onto(value, out),
            Self::Words(words) => out.push_str(words),
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

/// The word for all digits that there are.
const GENERAL: &str = "General";

/// Whether that word goes on so behind its first letter.
fn is_general(rest: &str) -> bool {
    rest.get(..GENERAL.len() - 1).is_some_and(|rest| rest.eq_ignore_ascii_case(&GENERAL[1..]))
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
mod tests;
