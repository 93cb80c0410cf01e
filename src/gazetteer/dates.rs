//! Dates as the gazetteer keeps them, and whether something was valid on one.

use crate::model::Date;

/// A date packed as `yyyymmdd`, unknown parts 00; 0 where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Packed(pub u32);

impl Packed {
    /// The last day it may mean. An end known to the year only had come by its last day: that is
    /// what the yearly lists show.
    #[inline]
    const fn latest(self) -> u32 {
        match (self.0 % 10_000, self.0 % 100) {
            (0, _) => self.0 + 1_231,
            (_, 0) => self.0 + 31,
            _ => self.0,
        }
    }

    /// The date, if there is one.
    pub fn date(self) -> Option<Date> {
        let (year, month, day) = (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100);
        if self.0 == 0 {
            None
        } else {
            Date::new(i16::try_from(year).ok()?, month as u8, day as u8)
        }
    }
}

impl From<Date> for Packed {
    fn from(date: Date) -> Self {
        let year = u32::try_from(date.year).unwrap_or(0);
        Self(year * 10_000 + u32::from(date.month) * 100 + u32::from(date.day))
    }
}

/// From when to when something was valid: `from` 0 since ever, `to` 0 till today, exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// First day.
    pub from: Packed,
    /// The day it ceased.
    pub to: Packed,
}

impl Validity {
    /// Whether it may have been valid on a date. Where either is known to the year or month only,
    /// the doubt counts in favour: a wrong reproach is worse than a missed one.
    #[inline]
    pub fn holds(self, on: Packed) -> bool {
        self.from.0 <= on.latest() && (self.to.0 == 0 || on.0 < self.to.latest())
    }

    /// Whether two validities share a time.
    #[inline]
    pub fn overlaps(self, other: Self) -> bool {
        (other.to.0 == 0 || self.from.0 < other.to.latest())
            && (self.to.0 == 0 || other.from.0 < self.to.latest())
    }

    /// Whether it had ended when the other began.
    #[inline]
    pub fn precedes(self, other: Self) -> bool {
        self.to.0 != 0 && self.to.latest() <= other.from.latest()
    }

    /// Whether it lasts until today.
    pub const fn lasts(self) -> bool {
        self.to.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, Validity};

    #[test]
    fn doubt_counts_in_favour() {
        let v = Validity { from: Packed(19_830_000), to: Packed(20_101_126) };
        for (on, holds) in [
            (19_821_231, false),
            (19_830_101, true),
            (19_830_000, true),
            (20_101_125, true),
            (20_101_126, false),
            (20_100_000, true),
            (20_110_000, false),
        ] {
            assert_eq!(v.holds(Packed(on)), holds, "{on}");
        }
        assert!(Validity { from: Packed(0), to: Packed(0) }.holds(Packed(10_000)));
    }
}
