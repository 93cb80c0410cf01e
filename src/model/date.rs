//! Calendar dates, whole or known only to the month or year.

use std::fmt;
use std::str::FromStr;

/// A date; `month` and `day` are 0 where only the year, or year and month, are known.
///
/// The order is that of the calendar, an imprecise date before every precise one inside it:
/// `2018` < `2018-03` < `2018-03-17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// Year of the common era.
    pub year: i16,
    /// 1–12, or 0 where unknown.
    pub month: u8,
    /// 1–31, or 0 where unknown.
    pub day: u8,
}

impl Date {
    /// A date that exists, or `None`. `month` and `day` may be 0 (unknown).
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let last = match month {
            0 => return (day == 0).then_some(Self { year, month, day }),
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (day <= last).then_some(Self { year, month, day })
    }

    /// Whether year, month and day are all known.
    pub const fn is_whole(self) -> bool {
        self.month != 0 && self.day != 0
    }
}

impl fmt::Display for Date {
    /// ISO 8601, as precise as the date is: `2021-09-29`, `2021-09`, `2021`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (m, 0) => write!(f, "{:04}-{m:02}", self.year),
            (m, d) => write!(f, "{:04}-{m:02}-{d:02}", self.year),
        }
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is no date; write YYYY-MM-DD, YYYY-MM or YYYY");
        let mut parts = text.split('-');
        let year = parts.next().filter(|p| p.len() == 4).ok_or_else(wrong)?;
        let mut two = || match parts.next() {
            None => Ok(0),
            Some(p) if p.len() == 2 => p.parse().ok().filter(|n| *n > 0).ok_or_else(wrong),
            Some(_) => Err(wrong()),
        };
        let (month, day) = (two()?, two()?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        Self::new(year.parse().map_err(|_| wrong())?, month, day).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn reads_and_writes_iso() {
        for text in ["2021-09-29", "2018-03", "1980"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in ["2021-02-30", "2021-13", "21-01-01", "2021-1-1", "2021-01-01-01", ""] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn orders_by_calendar() {
        let date = |t: &str| t.parse::<Date>().unwrap();
        assert!(date("2018") < date("2018-03"));
        assert!(date("2018-03") < date("2018-03-17"));
        assert!(date("2017-12-31") < date("2018"));
    }
}
